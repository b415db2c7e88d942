//! Tries links between processes: `tests/netns/run.sh` runs it in network namespaces.
//!
//! `probe listen <own> <peer>` echoes whatever comes; `probe dial <own> <peer>` dials once, without
//! any address; `probe keep <own> <peer> <times>` stays connected until that many connections have
//! echoed; `probe id <own>` prints the id as base32 and hexadecimal. `<own>` and `<peer>` are small numbers that stand for keys. `listen` dials back if a
//! third argument `back` is given.

#![allow(clippy::print_stdout, reason = "printing is its purpose")]

use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant};

use link::{Channel, Event, Group, Link, LinkConfig, LinkId, Peer, Profile, Purpose, Supervisor};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{sleep, timeout};

/// Silence after which a connection is given up, as an exchange does.
const SILENCE_MAX: Duration = Duration::from_secs(4);
const PING_EVERY: Duration = Duration::from_millis(250);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["listen", own, peer] => listen(open(own, peer).await?, vec![]).await,
        ["listen", own, peer, "back"] => {
            let peers = vec![to_supervise(peer)?];
            listen(open(own, peer).await?, peers).await;
        }
        ["dial", own, peer] => dial(&*open(own, peer).await?, id(peer)?).await?,
        ["keep", own, peer, times] => keep(open(own, peer).await?, peer, times.parse()?).await?,
        ["id", own] => {
            let id = id(own)?;
            let hex: String = id
                .as_bytes()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            println!("{id} {hex}");
        }
        _ => return Err("usage: probe id|listen|dial|keep <own> <peer> [back|times]".into()),
    }
    Ok(())
}

fn secret(number: &str) -> Result<[u8; 32], Box<dyn Error>> {
    Ok([number.parse()?; 32])
}

fn id(number: &str) -> Result<LinkId, Box<dyn Error>> {
    let public = iroh::SecretKey::from_bytes(&secret(number)?).public();
    Ok(LinkId::from_bytes(*public.as_bytes()))
}

async fn open(own: &str, peer: &str) -> Result<Arc<Link>, Box<dyn Error>> {
    let peer = id(peer)?;
    let group = Group {
        secret: [0; 32],
        peers: vec![peer],
    };
    let config = LinkConfig {
        secret: secret(own)?,
        profile: Profile::Lan,
        port: None,
        groups: vec![group],
    };
    let link = Link::open(config).await?;
    link.set_allowed([peer].into());
    println!("open at {:?}", link.addresses());
    Ok(Arc::new(link))
}

fn to_supervise(peer: &str) -> Result<Peer, Box<dyn Error>> {
    Ok(Peer {
        id: id(peer)?,
        hints: Arc::new(Vec::new),
    })
}

async fn listen(link: Arc<Link>, peers: Vec<Peer>) {
    let (_supervisor, mut events) = Supervisor::start(Arc::clone(&link), peers);
    loop {
        tokio::select! {
            event = events.recv() => match event {
                Some(Event::Connected { channel, .. }) => {
                    tokio::spawn(echo(channel));
                }
                Some(Event::Pairing(_)) => {}
                None => break,
            },
            now = link.address_changed() => println!("now at {now:?}"),
        }
    }
}

/// Gives up on silence too: the echoing side must not keep what is dead.
async fn echo(mut channel: Channel) {
    while let Ok(Ok(byte)) = timeout(SILENCE_MAX, channel.read_u8()).await {
        if channel.write_u8(byte).await.is_err() {
            break;
        }
    }
}

async fn dial(link: &Link, peer: LinkId) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let mut channel = link.dial(peer, &[], Purpose::Exchange).await?;
    channel.write_u8(7).await?;
    channel.read_u8().await?;
    println!(
        "reached {:?} in {} ms",
        channel.address(),
        started.elapsed().as_millis()
    );
    channel.finish().await;
    link.close().await;
    Ok(())
}

async fn keep(link: Arc<Link>, peer: &str, times: u32) -> Result<(), Box<dyn Error>> {
    let (_supervisor, mut events) = Supervisor::start(Arc::clone(&link), vec![to_supervise(peer)?]);
    let mut last_heard = Instant::now();
    let mut count = 0;
    while let Some(event) = events.recv().await {
        let Event::Connected { mut channel, .. } = event else {
            continue;
        };
        let mut echoes = 0_u64;
        while timeout(SILENCE_MAX, ping(&mut channel))
            .await
            .is_ok_and(|pinged| pinged.is_ok())
        {
            if echoes == 0 {
                count += 1;
                println!(
                    "connection {count} at {:?}, {} ms after the last echo",
                    channel.address(),
                    last_heard.elapsed().as_millis()
                );
            }
            if count >= times {
                link.close().await;
                return Ok(());
            }
            echoes += 1;
            last_heard = Instant::now();
            sleep(PING_EVERY).await;
        }
        println!("lost after {echoes} echoes: {:?}", channel.ended());
    }
    Err("the link closed".into())
}

async fn ping(channel: &mut Channel) -> std::io::Result<()> {
    channel.write_u8(7).await?;
    channel.read_u8().await?;
    Ok(())
}
