//! A list that stays up to date, whoever writes: this handle, or another process that has the same folder open. Run it
//! with `cargo run -p engine --example live_list`; it works in a temporary folder.
//!
//! The second handle opens the folder anew and so is to the first what another process would be.

#![allow(clippy::print_stdout, reason = "an example tells what it does")]

use std::error::Error;

use engine::{EntryFields, Env, Journal, Passphrase, Query};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("journal");
    let passphrase = || Passphrase::new("lake heron morning boat".into());
    let journal = Journal::create_with(&path, passphrase(), "laptop", env())
        .await?
        .journal;

    let mut newest = journal.entries().watch(Query::newest(3));
    let writing = tokio::spawn(async move {
        let other = Journal::open_with(&path, env()).await?;
        other.unlock(passphrase()).await?;
        for text in ["The lake was still.", "Wind in the evening.", "Rain."] {
            let entries = other.entries();
            entries.create(EntryFields::text(text)).await?;
        }
        Ok::<_, Box<dyn Error + Send + Sync>>(())
    });

    // The list as it is now, and then each other list that it becomes. What comes quickly may come as one.
    loop {
        let list = newest.next().await?;
        println!("{} entries", list.total);
        for entry in &list.entries {
            println!("  {}", entry.body);
        }
        if list.total == 3 {
            break;
        }
    }
    writing.await?.map_err(|error| error as Box<dyn Error>)
}

/// The real thing. It keeps no note outside the folder that would tell a copy of it from the original: this journal does not
/// stay. A program for people calls `Journal::create` and `Journal::open`, which keep one.
fn env() -> Env {
    Env::system(None)
}
