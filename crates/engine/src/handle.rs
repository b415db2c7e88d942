//! The handle: the whole engine for programs that are asynchronous. See [`Journal`].

mod both_sides;
mod devices;
mod doctor;
mod drafts;
mod entries;
mod files;
mod flags;
mod folder_watch;
mod insights;
mod journeys;
mod late;
mod live;
pub(crate) mod new_device;
mod notices;
mod owner;
mod passphrases;
mod programme;
mod readings;
mod replies;
mod shares;
mod transfer;
mod worksheets;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use both_sides::BothSides;
pub use devices::Devices;
pub use drafts::{Draft, Drafts};
pub use entries::Entries;
pub use files::Files;
pub use flags::Flags;
pub use insights::Insights;
pub use journeys::Journeys;
pub use late::Late;
pub use live::{Changes, Live};
pub use programme::Programme;
pub use readings::Readings;
pub use replies::Replies;
pub use shares::Shares;
pub use transfer::Transfer;
pub use worksheets::Worksheets;

use crate::error::{ReadError, WriteError};
use crate::views::Status;
use crate::{
    Confirmed, Env, OpenError, OpenMode, OpenedKeys, Passphrase, Preference, Preferences,
    QuietLine, RecoveryKit, UnlockError, Vault, Written,
};
use journal::Present;
use owner::{Owner, off_executor};

/// One person's journal on one device. A handle: cheap to clone, usable from any task of any executor, and it blocks none.
///
/// What is asked of it is done on threads of its own: readings beside each other, writing in turn. A write that was asked
/// for is carried out, also if nobody waits for the answer any more. When the last handle is dropped, what was asked for is
/// finished and the journal is closed.
///
/// A journal is opened locked. Locked, it tells its [status](Self::status) and carries sealed records; all else needs
/// [`unlock`](Self::unlock).
///
/// ```
/// # use engine::{EntryFields, Env, Journal, Passphrase, Query};
/// # async fn example(dir: &std::path::Path, env: Env) -> Result<(), Box<dyn std::error::Error>> {
/// let passphrase = || Passphrase::new("four words or more".into());
/// let new = Journal::create_with(dir, passphrase(), "laptop", env).await?;
/// let journal = new.journal;
/// let mut newest = journal.entries().watch(Query::newest(20));
/// assert_eq!(newest.next().await?.total, 0);
///
/// let fields = EntryFields::text("The lake was still.").mood(7).tag("lake");
/// let entry = journal.entries().create(fields).await?;
/// assert_eq!(newest.next().await?.entries, [entry]);
///
/// journal.lock().await;
/// assert!(newest.next().await.is_err());
/// journal.unlock(passphrase()).await?;
/// assert_eq!(newest.next().await?.total, 1);
/// # Ok(()) }
/// # let world = testkit::World::new(1);
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # runtime.block_on(example(&world.path("journal"), world.env(None))).unwrap();
/// ```
#[derive(Debug, Clone)]
pub struct Journal {
    owner: Arc<Owner>,
}

/// A new journal, unlocked, and what its owner must write down.
#[derive(Debug)]
pub struct NewJournal {
    /// The journal.
    pub journal: Journal,
    /// Opens the journal when every device is lost. To be shown once, printed or copied by hand; it is stored nowhere.
    pub kit: RecoveryKit,
}

impl Journal {
    /// Opens the journal in a folder, locked. What a crash left undone is done first.
    ///
    /// # Errors
    /// [`OpenError::NoVault`], [`OpenError::NewerFormat`], or what the disk says.
    pub async fn open(folder: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open_with(folder, Env::of_this_user()).await
    }

    /// The same with another door to time and randomness, for tests and simulations.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub async fn open_with(folder: impl AsRef<Path>, env: Env) -> Result<Self, OpenError> {
        let folder = folder.as_ref().to_owned();
        let opened = off_executor(move || Vault::open(&folder, None, OpenMode::Write, env)).await;
        Ok(Self::from(opened?))
    }

    /// Makes a journal in a folder that is empty or not there. Takes about a second, which is what the passphrase costs
    /// everybody who guesses it. `device` is what this device is called on others.
    ///
    /// # Errors
    /// [`OpenError::NotEmpty`], or what the disk says; then nothing stays behind.
    pub async fn create(
        folder: impl AsRef<Path>,
        passphrase: Passphrase,
        device: &str,
    ) -> Result<NewJournal, OpenError> {
        Self::create_with(folder, passphrase, device, Env::of_this_user()).await
    }

    /// The same with another door to time and randomness. Of [`Env::for_tests`] the passphrase costs nothing.
    ///
    /// # Errors
    /// As [`Journal::create`].
    pub async fn create_with(
        folder: impl AsRef<Path>,
        passphrase: Passphrase,
        device: &str,
        env: Env,
    ) -> Result<NewJournal, OpenError> {
        let (folder, device) = (folder.as_ref().to_owned(), device.to_owned());
        let made = off_executor(move || Vault::init(&folder, &passphrase, &device, env)).await?;
        Ok(NewJournal {
            journal: Self::from(made.vault),
            kit: made.kit,
        })
    }

    /// Opens the keys with the passphrase of this device; takes about a second by design. All handles of this process are
    /// unlocked, and [`Live`] queries have their value again. A live exchange that goes on reads what came meanwhile, and
    /// publishes.
    ///
    /// # Errors
    /// [`UnlockError::WrongPassphrase`]; [`UnlockError::TooManyAttempts`] after five in a row.
    pub async fn unlock(&self, passphrase: Passphrase) -> Result<(), UnlockError> {
        let opened = move |vault: &Vault| {
            let keys = Vault::unlock(vault.path(), &passphrase, vault.env())?;
            vault.take_keys(keys)
        };
        self.try_passphrase(opened).await
    }

    /// Unlocks with keys that were opened before, as a background process holds them.
    ///
    /// # Errors
    /// [`UnlockError::Storage`] for keys of another device.
    pub async fn unlock_with(&self, keys: OpenedKeys) -> Result<(), UnlockError> {
        self.owner
            .on_keys(|owner| owner.vault().take_keys(keys))
            .await
    }

    /// Forgets the keys and all that they opened. When this returns, nothing that was asked of a handle is at work with
    /// them any more, and what is asked from now on is refused with `Locked`. A live exchange goes on and carries sealed
    /// records; what it is indexing at this moment it finishes or leaves, and then it has no keys either.
    pub async fn lock(&self) {
        self.owner.on_keys(Owner::forget_keys).await;
    }

    /// Whether the keys are open.
    pub fn is_unlocked(&self) -> bool {
        self.owner.vault().is_unlocked()
    }

    /// Asks for the passphrase again, as dangerous operations demand: to share, to add or remove a device, to export. It
    /// takes about a second and 256 MiB, one at a time.
    ///
    /// # Errors
    /// As [`Journal::unlock`].
    pub async fn confirm(&self, passphrase: Passphrase) -> Result<Confirmed, UnlockError> {
        self.try_passphrase(move |vault| vault.confirm(&passphrase))
            .await
    }

    /// Changes the passphrase of this device. Other devices keep theirs.
    ///
    /// # Errors
    /// As [`Journal::unlock`] for the old one; [`UnlockError::Storage`] where the new one could not be saved.
    pub async fn change_passphrase(
        &self,
        old: Passphrase,
        new: Passphrase,
    ) -> Result<(), UnlockError> {
        self.try_passphrase(move |vault| {
            let change = Vault::change_passphrase(vault.path(), &old, vault.env())?;
            change.finish(&new, vault.env())
        })
        .await
    }

    async fn try_passphrase<T: Send + 'static>(
        &self,
        attempt: impl FnOnce(&Vault) -> Result<T, UnlockError> + Send + 'static,
    ) -> Result<T, UnlockError> {
        let tried = self.owner.on_keys(move |owner| {
            let now = owner.vault().env().now().timestamp();
            if let Some(wait) = owner.attempts().wait(now) {
                return Err(UnlockError::TooManyAttempts { wait });
            }
            let tried = attempt(owner.vault());
            match &tried {
                Ok(_) => owner.attempts().was_right(),
                Err(UnlockError::WrongPassphrase) => owner.attempts().was_wrong(now),
                Err(_) => {}
            }
            tried
        });
        tried.await
    }

    /// Entries: what was written, day by day.
    pub fn entries(&self) -> Entries {
        Entries::new(&self.owner)
    }

    /// Worksheets: those of the steps and the person's own, with their answers.
    pub fn worksheets(&self) -> Worksheets {
        Worksheets::new(&self.owner)
    }

    /// The programme: how far the steps have come, urges, promises, the day at a glance.
    pub fn programme(&self) -> Programme {
        Programme::new(&self.owner)
    }

    /// Journeys, each one passage through the eleven steps.
    pub fn journeys(&self) -> Journeys {
        Journeys::new(&self.owner)
    }

    /// Insights: what can be worked out from what was written.
    pub fn insights(&self) -> Insights {
        Insights::new(&self.owner)
    }

    /// Flags: sentences that shift blame.
    pub fn flags(&self) -> Flags {
        Flags::new(&self.owner)
    }

    /// Shares: what others may read.
    pub fn shares(&self) -> Shares {
        Shares::new(&self.owner)
    }

    /// Readings: what others share with this device.
    pub fn readings(&self) -> Readings {
        Readings::new(&self.owner)
    }

    /// Files of entries: photographs, sound, whatever belongs to one.
    pub fn files(&self) -> Files {
        Files::new(&self.owner)
    }

    /// Replies: what comes back from sealed pages, and the notes that were taken in.
    pub fn replies(&self) -> Replies {
        Replies::new(&self.owner)
    }

    /// The devices of this journal: inviting, pairing, exchanging, removing.
    pub fn devices(&self) -> Devices {
        Devices::new(&self.owner)
    }

    /// Drafts of what is not saved yet.
    pub fn drafts(&self) -> Drafts {
        Drafts::new(&self.owner)
    }

    /// Export and import.
    pub fn transfer(&self) -> Transfer {
        Transfer::new(&self.owner)
    }

    /// What is late of removed devices: written after what counts of them.
    pub fn late(&self) -> Late {
        Late::new(&self.owner)
    }

    /// What was changed on both sides, by devices that did not know of each other's changes.
    pub fn both_sides(&self) -> BothSides {
        BothSides::new(&self.owner)
    }

    /// What the person chose for all their devices.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn preferences(&self) -> Result<Preferences, ReadError> {
        self.owner.read(Vault::preferences).await
    }

    /// Changes one of them, on all devices.
    ///
    /// # Errors
    /// [`WriteError::Locked`].
    pub async fn set_preference(&self, preference: Preference) -> Result<(), WriteError> {
        let write = move |vault: &Vault| vault.set_preference(preference);
        self.owner.write(write).await
    }

    /// The present as the person has it: their clock, and when their day ends. It reads what they type as a day.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn present(&self) -> Result<Present, ReadError> {
        self.owner.read(Vault::present).await
    }

    /// The quiet line for what was just written, if there is reason for one and it is wanted. Nothing of it is kept.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn quiet_line(
        &self,
        texts: Vec<String>,
        strength: Option<u8>,
        checked: bool,
    ) -> Result<Option<QuietLine>, ReadError> {
        let ask = move |vault: &Vault| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            Ok(vault.quiet_line(&Written {
                texts: &texts,
                strength,
                checked,
            }))
        };
        self.owner.read(ask).await
    }

    /// The journal in a few numbers: what is only here, who else holds it, what waits. Works while locked.
    ///
    /// # Errors
    /// [`ReadError::Storage`].
    pub async fn status(&self) -> Result<Status, ReadError> {
        self.owner.read(Vault::status).await
    }

    /// The [status](Self::status) now and whenever it is another one.
    pub fn watch_status(&self) -> Live<Status> {
        Live::new(&self.owner, Vault::status)
    }

    /// Tells that something may have changed, in any process, by another device, or because a day began. Without values;
    /// most programs want one of the `watch_…` functions instead, which tell only what is really another value.
    pub fn watch(&self) -> Changes {
        Changes::new(&self.owner)
    }

    /// The synchronous engine beneath: the same open journal, with the same keys, for what has no handle. Its calls block
    /// and do not wait for each other; [`Journal::lock`] does not wait for them.
    pub fn vault(&self) -> &Vault {
        self.owner.vault()
    }

    /// The folder.
    pub fn folder(&self) -> PathBuf {
        self.owner.vault().path().to_owned()
    }
}

impl From<Vault> for Journal {
    /// The handle of a journal that is open already, locked or not. Other clones of the vault share its keys.
    fn from(vault: Vault) -> Self {
        Self {
            owner: Owner::start(vault),
        }
    }
}
