//! A device of a world: how vaults are made, opened and brought together in tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::views::{EntryFields, EntryView, Query};
use engine::{
    Confirmed, Env, ExchangeError, ExchangeOptions, ExchangeReport, Invitation, OpenMode,
    Passphrase, RecoveryKit, Vault, Version,
};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::world::Folder;

/// What is typed to open every vault of a [`Desk`].
pub const DESK_PASSPHRASE: &str = "seven quiet lanterns by the river";

/// Keying material of every in-memory connection.
pub const BINDING: [u8; 32] = [3; 32];

/// A device with its vault open.
#[derive(Debug)]
pub struct Desk {
    /// Its name, also that of its folder.
    pub name: String,
    /// Its vault, unlocked.
    pub vault: Vault,
    /// The vault's folder.
    pub path: PathBuf,
    /// Its door to time and randomness.
    pub env: Env,
    /// The recovery kit, where the journal was made.
    pub kit: Option<RecoveryKit>,
    /// Keeps the folder of the world that the desk is in.
    folder: Option<Arc<Folder>>,
}

impl Desk {
    /// The passphrase, given again.
    pub fn confirmed(&self) -> Confirmed {
        self.vault
            .confirm(&passphrase())
            .expect("the passphrase is right")
    }

    /// The recovery kit, as somebody types it from paper.
    pub fn typed_kit(&self) -> RecoveryKit {
        let kit = self.kit.as_ref().expect("the journal was made here");
        RecoveryKit::from_text(kit.secret_text()).expect("a kit reads what it shows")
    }

    /// Closes the vault and opens it again, unlocked.
    pub fn reopened(self) -> Self {
        let Self {
            name,
            vault,
            path,
            env,
            kit,
            folder,
        } = self;
        drop(vault);
        Self {
            kit,
            folder,
            ..Self::at(&name, &path, &env)
        }
    }

    /// Closes the vault; what is left is the desk's name, the folder, and the door to time and randomness.
    pub fn closed(self) -> (String, PathBuf, Env) {
        (self.name, self.path, self.env)
    }

    /// Opens the vault in a folder, often a copy of another desk's with the high-water files of the original.
    pub fn at(name: &str, path: &Path, env: &Env) -> Self {
        let keys = Vault::unlock(path, &passphrase(), env).expect("the passphrase is right");
        let vault = Vault::open(path, Some(keys), OpenMode::Write, env.clone());
        Self::with(name, vault.expect("the vault can be opened"), path, env)
    }

    /// Makes a journal in a folder.
    pub fn first(name: &str, path: &Path, env: &Env) -> Self {
        let new = Vault::init(path, &passphrase(), name, env.clone()).expect("a vault can be made");
        Self {
            kit: Some(new.kit),
            ..Self::with(name, new.vault, path, env)
        }
    }

    /// Makes a vault in a folder that has not joined anything yet.
    pub fn blank(name: &str, path: &Path, env: &Env) -> Self {
        let (vault, beginning) =
            Vault::init_to_join(path, &passphrase(), env.clone()).expect("a vault can be made");
        beginning.settle().expect("a vault can be made");
        Self::with(name, vault, path, env)
    }

    /// A desk with a vault that was made in another way.
    pub fn with(name: &str, vault: Vault, path: &Path, env: &Env) -> Self {
        Self {
            name: name.to_owned(),
            vault,
            path: path.to_owned(),
            env: env.clone(),
            kit: None,
            folder: None,
        }
    }

    pub(crate) fn in_folder(self, folder: &Arc<Folder>) -> Self {
        let folder = Some(Arc::clone(folder));
        Self { folder, ..self }
    }

    /// Joins with an invitation of `inviter`, then exchanges what there is.
    pub async fn joins(&self, inviter: &Self, mut invitation: Invitation) {
        let (welcomed, joined) = self.asks(inviter, &mut invitation, |words| words).await;
        welcomed.expect("the inviter admits it");
        joined.expect("the newcomer joins");
        meet(self, inviter).await;
    }

    /// Tries to join; `types` makes of the words shown what the person types on the inviting device.
    pub async fn asks(
        &self,
        inviter: &Self,
        invitation: &mut Invitation,
        types: impl FnOnce(String) -> String,
    ) -> (Result<String, ExchangeError>, Result<(), ExchangeError>) {
        pair((&self.vault, &self.name), inviter, invitation, types).await
    }

    /// One exchange to its end.
    pub async fn meets(&self, other: &Self) -> (ExchangeReport, ExchangeReport) {
        meet(self, other).await
    }

    /// Writes an entry and returns its id.
    pub fn writes(&self, body: &str) -> String {
        self.vault
            .entries()
            .create(draft(body))
            .expect("an owner writes")
            .id
    }

    /// All live entries, newest first.
    pub fn entries(&self) -> Vec<EntryView> {
        self.vault
            .entries()
            .list(&Query::default())
            .expect("the journal can be listed")
            .entries
    }

    /// The texts of all live entries, sorted.
    pub fn bodies(&self) -> Vec<String> {
        let mut bodies: Vec<_> = self
            .entries()
            .into_iter()
            .map(|entry| entry.fields.body)
            .collect();
        bodies.sort();
        bodies
    }

    /// Asserts that records, pages and rows hold: nothing damaged, and a rebuild changes nothing.
    pub fn is_sound(&self) {
        self.is_sound_but_waiting(0);
    }

    /// The same, where this many records wait or lie beyond what their author may write.
    pub fn is_sound_but_waiting(&self, waiting: u64) {
        let verified = self
            .vault
            .verify(&mut |_, _| {})
            .expect("the vault can be verified");
        let allowed =
            |problem: &&String| waiting > 0 && problem.contains("does not reflect every record");
        let problems: Vec<_> = verified
            .problems
            .iter()
            .filter(|problem| !allowed(problem))
            .collect();
        assert!(problems.is_empty(), "{}: {problems:?}", self.name);
        let rebuilt = self
            .vault
            .rebuild(&mut |_, _| {})
            .expect("the vault can be rebuilt");
        assert!(rebuilt.different.is_empty(), "{}: {rebuilt:?}", self.name);
        let ward = self.vault.ward().expect("the ward can be listed");
        let late = |cut: &engine::views::CutOff| cut.records - cut.overruled;
        let cut_off: u64 = ward.cut_off.iter().map(late).sum();
        let now = ward.waiting + cut_off;
        assert_eq!(now, waiting, "{}", self.name);
    }
}

/// A draft with nothing but a text.
pub fn draft(body: &str) -> EntryFields {
    EntryFields {
        body: body.to_owned(),
        ..EntryFields::default()
    }
}

/// The passphrase of every vault of the tests.
pub fn passphrase() -> Passphrase {
    Passphrase::new(DESK_PASSPHRASE.to_owned())
}

/// A newcomer of this name tries to join; `types` makes of the words shown what the person types on the inviting device.
pub(crate) async fn pair(
    (newcomer, name): (&Arc<vault::Vault>, &str),
    inviter: &Desk,
    invitation: &mut Invitation,
    types: impl FnOnce(String) -> String,
) -> (Result<String, ExchangeError>, Result<(), ExchangeError>) {
    let ticket = invitation
        .ticket()
        .to_text()
        .parse()
        .expect("a ticket survives being text");
    let (mut here, mut there) = tokio::io::duplex(1 << 16);
    let (tell, told) = tokio::sync::oneshot::channel();
    let welcome = async move {
        let ask = async |_| told.await.ok().map(types);
        let link = newcomer.link_id();
        let result = inviter
            .vault
            .welcome(invitation, &mut there, link, BINDING, ask)
            .await;
        drop(there);
        result
    };
    let join = async move {
        let show = |showing: &engine::Showing| drop(tell.send(showing.words.join(" ")));
        let result = newcomer.join(&ticket, name, &mut here, BINDING, show).await;
        drop(here);
        result
    };
    tokio::join!(welcome, join)
}

/// One exchange to its end; fails if it does not come about.
pub async fn meet(one: &Desk, other: &Desk) -> (ExchangeReport, ExchangeReport) {
    meet_speaking(Version::Three, one, other).await
}

/// The same between programs of which one knows no more than `version`.
pub async fn meet_speaking(
    version: Version,
    one: &Desk,
    other: &Desk,
) -> (ExchangeReport, ExchangeReport) {
    let (here, there) = tokio::io::duplex(1 << 16);
    match meet_as(version, &one.vault, here, &other.vault, there).await {
        (Ok(mine), Ok(theirs)) => (mine, theirs),
        failed => panic!("{} and {}: {failed:?}", one.name, other.name),
    }
}

/// One exchange over two ends of a stream, whatever comes of it.
pub async fn meet_over<S, T>(
    one: &Desk,
    here: S,
    other: &Desk,
    there: T,
) -> (
    Result<ExchangeReport, ExchangeError>,
    Result<ExchangeReport, ExchangeError>,
)
where
    S: AsyncRead + AsyncWrite + Send,
    T: AsyncRead + AsyncWrite + Send,
{
    meet_as(Version::Three, &one.vault, here, &other.vault, there).await
}

pub(crate) async fn meet_as<S, T>(
    version: Version,
    one: &Arc<vault::Vault>,
    here: S,
    other: &Arc<vault::Vault>,
    there: T,
) -> (
    Result<ExchangeReport, ExchangeError>,
    Result<ExchangeReport, ExchangeError>,
)
where
    S: AsyncRead + AsyncWrite + Send,
    T: AsyncRead + AsyncWrite + Send,
{
    let options = |peer: &vault::Vault, initiator| ExchangeOptions {
        peer: peer.link_id(),
        version,
        binding: BINDING,
        initiator,
        live: false,
        look: None,
    };
    tokio::join!(
        one.exchange(here, options(other, true), None),
        other.exchange(there, options(one, false), None),
    )
}
