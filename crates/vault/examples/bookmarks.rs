//! A program of its own on the store: bookmarks, kept sealed on two devices.
//!
//! It says what a bookmark is (one [`StoredKind`]) and gets writing, lists, exchange, merging and deleting. Run it with
//! `cargo run -p vault --example bookmarks`.

#![allow(clippy::print_stdout, reason = "an example shows what it did")]

use std::path::Path;
use std::sync::Arc;

use journal::document::{Document, WriteError};
use vault::{
    Application, Env, Error, ExchangeError, ExchangeOptions, Passphrase, Row, SpaceWriter,
    StoredKind, Vault,
};

/// The number of the kind. It stands in every record, so it stays what it is.
const BOOKMARK: u8 = 200;

/// What a page keeps of a bookmark: the address, a line break, the title.
struct Bookmarks;

impl StoredKind for Bookmarks {
    fn number(&self) -> u8 {
        BOOKMARK
    }

    fn row(&self, document: &Document) -> Row {
        let reading = document.reading();
        let text = |key| reading.plain(key).as_str().unwrap_or_default().to_owned();
        Row {
            bytes: format!("{}\n{}", text("address"), text("title")).into_bytes(),
            order: 0,
            deleted: reading.deleted().is_some(),
        }
    }

    fn encode_row(&self, row: &Row) -> Vec<u8> {
        let mark = if row.deleted { b'-' } else { b'+' };
        [&[mark], row.bytes.as_slice()].concat()
    }

    fn decode_row(&self, bytes: &[u8]) -> Option<Row> {
        let (mark, row) = bytes.split_first()?;
        std::str::from_utf8(row).ok()?;
        Some(Row {
            bytes: row.to_vec(),
            order: 0,
            deleted: *mark == b'-',
        })
    }
}

struct BookmarkKeeper;

impl Application for BookmarkKeeper {
    fn kinds(&self) -> &[&'static dyn StoredKind] {
        &[&Bookmarks]
    }
}

/// A bookmark as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bookmark {
    /// Names it.
    pub(crate) id: journal::document::DocId,
    /// Where it leads.
    pub(crate) address: String,
    /// What it is called.
    pub(crate) title: String,
}

/// Keeps a new bookmark.
///
/// # Errors
/// As [`Vault::write_in`].
pub(crate) fn add(vault: &Vault, address: &str, title: &str) -> Result<(), Error> {
    vault.write_in(vault.own_space()?, |write| {
        let id = write.fresh_id(BOOKMARK);
        set(write, id, &[("address", address), ("title", title)])
    })
}

/// Calls a bookmark by another title.
///
/// # Errors
/// As [`Vault::write_in`].
pub(crate) fn rename(vault: &Vault, bookmark: &Bookmark, title: &str) -> Result<(), Error> {
    vault.write_in(vault.own_space()?, |write| {
        set(write, bookmark.id, &[("title", title)])
    })
}

fn set(
    write: &mut SpaceWriter<'_, '_>,
    id: journal::document::DocId,
    values: &[(&str, &str)],
) -> Result<(), Error> {
    write.change(id, BOOKMARK, |document, at| {
        let change = document.change(at, |writing| {
            values
                .iter()
                .try_for_each(|(key, value)| writing.put(key, &(*value).into()))
        });
        let change = change.map_err(|error: WriteError| Error::Invalid(error.to_string()))?;
        Ok(change.into_iter().collect())
    })?;
    Ok(())
}

/// All bookmarks that are not deleted.
///
/// # Errors
/// As [`Vault::snapshot`].
pub(crate) fn list(vault: &Vault) -> Result<Vec<Bookmark>, Error> {
    let mut found = Vec::new();
    vault.home_snapshot()?.each(BOOKMARK, |item| {
        let row = String::from_utf8_lossy(item.row);
        if let Some((address, title)) = row.split_once('\n').filter(|_| !item.deleted) {
            found.push(Bookmark {
                id: item.id(),
                address: address.to_owned(),
                title: title.to_owned(),
            });
        }
    })?;
    Ok(found)
}

/// Two devices that keep the same bookmarks, in these folders.
///
/// # Errors
/// What making, pairing or the first exchange says.
pub(crate) async fn two_devices(
    laptop: &Path,
    phone: &Path,
    env: &Env,
) -> Result<(Arc<Vault>, Arc<Vault>), Box<dyn std::error::Error>> {
    let passphrase = Passphrase::new("correct horse battery staple".into());
    let keeper = || Arc::new(BookmarkKeeper);
    let laptop = Vault::init(laptop, &passphrase, "laptop", env.clone(), keeper())?.vault;
    let (phone, beginning) = Vault::init_to_join(phone, &passphrase, env.clone(), keeper())?;
    beginning.settle()?;
    let (laptop, phone) = (Arc::new(laptop), Arc::new(phone));

    let confirmed = laptop.confirm(&passphrase)?;
    let mut invitation = laptop.invite_device(&confirmed, Vec::new())?;
    let ticket = invitation.ticket().clone();
    // Any byte stream will do; over a network it is a connection that proves who is at its other end.
    let (mut here, mut there) = tokio::io::duplex(64 * 1024);
    let (tell, told) = tokio::sync::oneshot::channel();
    let welcome = laptop.welcome(
        &mut invitation,
        &mut there,
        phone.link_id(),
        [0; 32],
        // Here a person types the words that the other device shows.
        async |_| told.await.ok(),
    );
    let join = phone.join(&ticket, "phone", &mut here, [0; 32], |showing| {
        let _ = tell.send(showing.words.join(" "));
    });
    let (welcomed, joined) = tokio::join!(welcome, join);
    welcomed?;
    joined?;
    meet(&laptop, &phone).await?;
    Ok((laptop, phone))
}

/// One exchange, until both hold the same.
///
/// # Errors
/// As [`Vault::exchange`].
pub(crate) async fn meet(one: &Arc<Vault>, other: &Arc<Vault>) -> Result<(), ExchangeError> {
    let (here, there) = tokio::io::duplex(64 * 1024);
    let options = |peer, initiator| ExchangeOptions {
        peer,
        version: vault::Version::Three,
        binding: [0; 32],
        initiator,
        live: false,
        look: None,
    };
    let (mine, theirs) = tokio::join!(
        one.exchange(here, options(other.link_id(), true), None),
        other.exchange(there, options(one.link_id(), false), None),
    );
    mine?;
    theirs?;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let env = Env::system(None);
    let (laptop, phone) = two_devices(
        &folder.path().join("laptop"),
        &folder.path().join("phone"),
        &env,
    )
    .await?;
    add(&laptop, "https://www.rust-lang.org", "Rust")?;
    add(&phone, "https://automerge.org", "Automerge")?;
    meet(&laptop, &phone).await?;
    if let Some(known) = list(&laptop)?
        .into_iter()
        .find(|known| known.title == "Rust")
    {
        rename(&laptop, &known, "The Rust language")?;
    }
    meet(&laptop, &phone).await?;
    println!("On both devices:");
    for bookmark in list(&phone)? {
        println!("  {}  {}", bookmark.title, bookmark.address);
    }
    Ok(())
}
