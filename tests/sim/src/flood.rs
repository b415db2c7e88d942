//! A reader that asks for more than anybody needs: what it costs the owner is bounded, and nothing of it is taken.

use std::collections::BTreeMap;

use engine::ExchangeReport;
use replica::{Frame, SpaceTag, Version, limits};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};

use vault::LinkId;

use crate::dice::Dice;
use crate::meeting::options;
use crate::race::Race;
use crate::world::{Held, World};

/// What a flood is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Flood {
    /// Questions that are not waited for.
    Pings,
    /// Closing checks, each another.
    Checks,
    /// Records, which a reader may not send.
    Records,
}

/// Bytes of the connection.
const ROOM: usize = 1 << 16;
/// Bytes that an owner may keep for somebody who does not read, beside what the connection holds.
const QUEUED_MAX: u64 = 1 << 17;
/// Rows that one reader may leave on a day.
const ROWS_MAX: usize = 1;

impl World {
    /// The reader of a share floods whoever made it.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn floods(&mut self, share: u8, flood: Flood, size: u16, sub: u64) -> Held {
        let live: Vec<_> = self
            .shares
            .iter()
            .filter(|share| !share.over && !share.unclear)
            .collect();
        let Some(share) = live.get(usize::from(share) % live.len().max(1)) else {
            return Ok(());
        };
        let (owner, reader) = (share.hands[0], share.reader);
        let locked = self.devices[owner].locked || self.devices[owner].faulty;
        if locked || self.devices[owner].removed || self.devices[reader].removed {
            return Ok(());
        }
        self.tell(&format!(
            "{} floods: {flood:?}, {size}",
            self.devices[reader].name
        ));
        self.flooded = true;
        let vault = self.devices[owner].vault().clone();
        let link = self.devices[reader].vault().link_id();
        let (here, there) = tokio::io::duplex(ROOM);
        let options = options(link, false, false);
        let mut ended: Option<Result<ExchangeReport, _>> = None;
        {
            let ended = &mut ended;
            let mut race = Race::new(Dice::new(sub));
            race.add(
                async move { drop(play(here, flood, size.into()).await) },
                None,
            );
            race.add(
                async move {
                    *ended = Some(vault.exchange(there, options, None).await);
                },
                None,
            );
            if !race.await {
                self.endless.set(true);
            }
        }
        self.comes_to_an_end(owner)?;
        if let Some(Ok(report)) = &ended {
            if report.received > 0 {
                return Err(self.broken("reader", owner, "records of a reader were taken"));
            }
            if report.queued_bytes > QUEUED_MAX {
                let what = format!("{} bytes were kept for a reader", report.queued_bytes);
                return Err(self.broken("budget", owner, what));
            }
        }
        let rows = self.rows_of(owner, link);
        if rows > ROWS_MAX {
            let what = format!("a reader left {rows} rows in quarantine");
            return Err(self.broken("budget", owner, what));
        }
        self.settle(owner, sub)
    }

    /// The most rows that somebody left in quarantine on one day.
    fn rows_of(&self, at: usize, peer: LinkId) -> usize {
        use store::Tables;
        let view = self.devices[at].vault().view();
        let rows = view
            .and_then(|view| Ok(view.quarantine()?))
            .unwrap_or_default();
        let mut days: BTreeMap<i64, usize> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.peer == Some(peer)) {
            *days.entry(row.at.div_euclid(86_400)).or_default() += 1;
        }
        days.into_values().max().unwrap_or_default()
    }
}

async fn play(mut stream: DuplexStream, flood: Flood, size: usize) -> std::io::Result<()> {
    let hello = Frame::Hello {
        version: Version::Three.number(),
    };
    send(&mut stream, &hello).await?;
    let mut tag: Option<SpaceTag> = None;
    loop {
        match hear(&mut stream).await? {
            Some(Frame::Offer { space, .. }) => tag = Some(space),
            Some(Frame::Ready) => break,
            Some(_) => {}
            None => return Ok(()),
        }
    }
    let Some(space) = tag else { return Ok(()) };
    let have = Vec::new();
    send(&mut stream, &Frame::Offer { space, have }).await?;
    send(&mut stream, &Frame::Ready).await?;
    match flood {
        Flood::Pings => {
            let ping = framed(&Frame::Ping).repeat(500);
            for _ in 0..1 + size % 100 {
                stream.write_all(&ping).await?;
            }
        }
        Flood::Checks => {
            for at in 0..size % (4 * limits::ROUNDS_REOPENED_MAX) {
                let mut digest = [7; 32];
                digest[..8].copy_from_slice(&(at as u64).to_be_bytes());
                let heads = Vec::new();
                send(&mut stream, &Frame::Check { space, digest }).await?;
                send(&mut stream, &Frame::Heads { space, heads }).await?;
            }
        }
        Flood::Records => {
            for _ in 0..1 + size % limits::BATCHES_REFUSED_MAX {
                let records = vec![vec![size as u8; 100]];
                send(&mut stream, &Frame::Records { space, records }).await?;
            }
        }
    }
    send(&mut stream, &Frame::Bye { offers: 1 }).await?;
    while hear(&mut stream).await?.is_some() {}
    Ok(())
}

fn framed(frame: &Frame) -> Vec<u8> {
    let bytes = frame.encode();
    [&(bytes.len() as u32).to_be_bytes(), bytes.as_slice()].concat()
}

async fn send(stream: &mut DuplexStream, frame: &Frame) -> std::io::Result<()> {
    stream.write_all(&framed(frame)).await
}

/// The next frame, if it is one.
async fn hear(stream: &mut DuplexStream) -> std::io::Result<Option<Frame>> {
    let length = stream.read_u32().await?;
    let mut bytes = vec![0; length as usize];
    stream.read_exact(&mut bytes).await?;
    Ok(Frame::decode(&bytes).ok())
}
