//! The smallest program on the engine: make a journal, write, read, lock. Run it with
//! `cargo run -p engine --example minimal`; it works in a temporary folder.
//!
//! The passphrase costs what it costs everywhere, about a second each time: that is what somebody pays for each guess.

#![allow(clippy::print_stdout, reason = "an example tells what it does")]

use std::error::Error;

use engine::{EntryFields, Env, Journal, Passphrase, Query};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("journal");
    let passphrase = || Passphrase::new("lake heron morning boat".into());

    let new = Journal::create_with(&path, passphrase(), "laptop", env()).await?;
    let kit: Vec<&str> = new.kit.groups().collect();
    println!("Write this down, it is shown once:\n  {}", kit.join(" "));
    let journal = new.journal;

    let fields = EntryFields::text("The lake was still.").mood(7).tag("lake");
    let entry = journal.entries().create(fields).await?;
    journal
        .entries()
        .update(&entry, entry.fields.clone().star())
        .await?;

    // Another program, or the same one tomorrow.
    drop(journal);
    let journal = Journal::open_with(&path, env()).await?;
    journal.unlock(passphrase()).await?;
    for entry in journal
        .entries()
        .list(Query::matching("tag:lake"))
        .await?
        .entries
    {
        let star = if entry.star { "*" } else { " " };
        println!(
            "{star} {}  {}",
            entry.moment().strftime("%F %H:%M"),
            entry.body
        );
    }
    journal.lock().await;
    Ok(())
}

/// The real thing. It keeps no note outside the folder that would tell a copy of it from the original: this journal does not
/// stay. A program for people calls `Journal::create` and `Journal::open`, which keep one.
fn env() -> Env {
    Env::system(None)
}
