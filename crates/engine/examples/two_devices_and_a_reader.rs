//! Two devices and a reader in one process: pairing, exchanging, sharing, over streams in memory. Run it with
//! `cargo run -p engine --example two_devices_and_a_reader`; it works in temporary folders.
//!
//! A real program takes its streams from a transport, as the crate `node` does. That proves who is at the other end, and
//! gives keying material of the connection (the binding).

#![allow(clippy::print_stdout, reason = "an example tells what it does")]

use std::error::Error;
use std::path::PathBuf;

use engine::{
    EntryFields, Env, ExchangeOptions, Invitation, Journal, NewDevice, Passphrase, Query, ShareRule,
};
use tokio::io::duplex;
use tokio::sync::oneshot;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Both ends of a connection know it, and nobody else.
const BINDING: [u8; 32] = [3; 32];

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name);

    let laptop = Journal::create_with(path("laptop"), passphrase(), "laptop", env()).await?;
    let laptop = laptop.journal;
    let fields = EntryFields::text("The lake was still.").tag("session");
    laptop.entries().create(fields).await?;
    let confirmed = laptop.confirm(passphrase()).await?;

    let invitation = laptop.devices().invite(Vec::new(), &confirmed).await?;
    let phone = pair(&laptop, invitation, path("phone"), "phone").await?;
    let mut list = phone.entries().watch(Query::newest(5));
    println!("Entries on the phone: {}", list.next().await?.total);

    // What one writes, the other sees as soon as they have met.
    let fields = EntryFields::text("Wind in the evening.");
    laptop.entries().create(fields).await?;
    meet(&laptop, &phone).await?;
    println!("And now: {}", list.next().await?.total);

    let rule = ShareRule {
        tags: ["session".to_owned()].into(),
        ..ShareRule::default()
    };
    let share = laptop.shares();
    let made = share.create("Dr Weber", rule, None, &confirmed).await?;
    let invitation = share.invite(&made.short, Vec::new(), &confirmed).await?;
    let reader = pair(&laptop, invitation, path("reader"), "Dr Weber").await?;
    for entry in reader.readings().read(None).await?.entries {
        println!("The reader sees: {}", entry.body);
    }
    Ok(())
}

/// The other device shows four words, and here somebody types them.
async fn pair(
    journal: &Journal,
    invitation: Invitation,
    folder: PathBuf,
    name: &str,
) -> Result<Journal> {
    let new = NewDevice::prepare(folder, passphrase(), env()).await?;
    let ticket = invitation.ticket().to_text().parse()?;
    let (here, there) = duplex(1 << 16);
    let (show, shown) = oneshot::channel();
    let devices = journal.devices();
    let welcome = devices.welcome(invitation, here, new.link_id(), BINDING, async |asking| {
        println!("{} asks to join as {:?}.", asking.name, asking.role);
        shown.await.ok()
    });
    let join = new.join(&ticket, name, there, BINDING, |showing| {
        // Nobody waits for it if the other side is gone.
        let _ = show.send(showing.words.join(" "));
    });
    let ((_, _, welcomed), joined) = tokio::join!(welcome, join);
    welcomed?;
    let (joined, _) = joined?;
    meet(journal, &joined).await?;
    Ok(joined)
}

/// One exchange, until both sides hold the same.
async fn meet(one: &Journal, other: &Journal) -> Result<()> {
    let (here, there) = duplex(1 << 16);
    let options = |peer: &Journal, initiator| ExchangeOptions {
        peer: peer.devices().link_id(),
        version: engine::Version::Three,
        binding: BINDING,
        initiator,
        live: false,
        look: None,
    };
    let (devices, others) = (one.devices(), other.devices());
    let (mine, theirs) = tokio::join!(
        devices.exchange(here, options(other, true), None),
        others.exchange(there, options(one, false), None),
    );
    println!("Sent {}, received {}.", mine?.sent, theirs?.sent);
    Ok(())
}

fn passphrase() -> Passphrase {
    Passphrase::new("lake heron morning boat".into())
}

/// The real thing, without a note outside the folder that would tell a copy of it from the original: nothing here stays.
fn env() -> Env {
    Env::system(None)
}
