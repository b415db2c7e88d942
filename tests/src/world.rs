//! Vaults in temporary folders, one clock for all of them, and randomness from one seed.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use engine::views::{EntryDraft, EntryView, ListFilter};
use engine::{
    Confirmed, Env, Error, ExchangeOptions, ExchangeReport, Invitation, OpenMode, Passphrase,
    RecoveryKit, Vault,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::io::{AsyncRead, AsyncWrite};

/// Keying material of every in-memory connection.
pub const BINDING: [u8; 32] = [3; 32];
/// Seconds since 1970 when every world begins.
const BEGINNING: i64 = 1_795_000_000;

/// A small generator of numbers that look random: the same for the same seed, on every machine.
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// From a seed; neighbouring seeds give unrelated numbers.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, which is not 0.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % end as u64).expect("smaller than a usize")
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }
}

/// A place where vaults live: a temporary folder, a clock that moves when told to, and a seed.
#[derive(Debug)]
pub struct World {
    folder: tempfile::TempDir,
    clock: Arc<AtomicI64>,
    /// Seconds that have really passed, whatever the clock says.
    passed: Arc<AtomicI64>,
    seeds: Mutex<Dice>,
}

impl World {
    /// An empty world; everything random in it but age's own draws follows from `seed`.
    pub fn new(seed: u64) -> Self {
        Self {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
            clock: Arc::new(AtomicI64::new(BEGINNING)),
            passed: Arc::new(AtomicI64::new(0)),
            seeds: Mutex::new(Dice::new(seed)),
        }
    }

    /// Lets time pass.
    pub fn advance(&self, seconds: i64) {
        self.passed.fetch_add(seconds, Ordering::Relaxed);
        self.jump(seconds);
    }

    /// Sets every clock forward or back, though no time has passed.
    pub fn jump(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::Relaxed);
    }

    /// The present moment.
    pub fn now(&self) -> jiff::Zoned {
        timestamp(&self.clock).to_zoned(zone())
    }

    /// A path in the world's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A door to this world's time and randomness. `marks` is where high-water marks are kept.
    pub fn env(&self, marks: Option<&Path>) -> Env {
        let seed = self
            .seeds
            .lock()
            .expect("nobody panics with the dice in hand")
            .roll();
        let dice = Mutex::new(Dice::new(seed));
        let clock = Arc::clone(&self.clock);
        let passed = Arc::clone(&self.passed);
        let env = Env::for_tests(
            Arc::new(move || timestamp(&clock)),
            Arc::new(move |bytes: &mut [u8]| {
                let mut dice = dice.lock().expect("nobody panics with the dice in hand");
                for byte in bytes {
                    *byte = dice.roll().to_le_bytes()[0];
                }
            }),
            zone(),
            marks.map(Path::to_owned),
        );
        env.with_uptime(Arc::new(move || {
            Some(("one-start".to_owned(), passed.load(Ordering::Relaxed)))
        }))
    }

    /// A new journal on a new device.
    pub fn first(&self, name: &str) -> Desk {
        let (path, env) = self.place(name);
        let new =
            Vault::init(&path, &passphrase(), name, env.clone()).expect("a vault can be made");
        Desk {
            name: name.to_owned(),
            vault: new.vault,
            path,
            env,
            kit: Some(new.kit),
        }
    }

    /// A device that has not joined anything yet.
    pub fn blank(&self, name: &str) -> Desk {
        let (path, env) = self.place(name);
        let (vault, beginning) =
            Vault::init_to_join(&path, &passphrase(), env.clone()).expect("a vault can be made");
        beginning.settle().expect("a vault can be made");
        Desk {
            name: name.to_owned(),
            vault,
            path,
            env,
            kit: None,
        }
    }

    /// Another device of the journal of `owner`, with everything that is in it.
    pub async fn another(&self, owner: &Desk, name: &str) -> Desk {
        let desk = self.blank(name);
        let invitation = owner
            .vault
            .invite_device(&owner.confirmed(), Vec::new())
            .expect("an owner invites");
        desk.joins(owner, invitation).await;
        desk
    }

    /// A device that reads one share of `owner`.
    pub async fn reader(&self, owner: &Desk, share: &str, name: &str) -> Desk {
        let desk = self.blank(name);
        let invitation = owner
            .vault
            .share_invite(&owner.confirmed(), share, Vec::new())
            .expect("an owner invites");
        desk.joins(owner, invitation).await;
        desk
    }

    fn place(&self, name: &str) -> (PathBuf, Env) {
        let marks = self.path(&format!("{name}-marks"));
        (self.path(name), self.env(Some(&marks)))
    }
}

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
}

impl Desk {
    /// The passphrase, given again.
    pub fn confirmed(&self) -> Confirmed {
        self.vault
            .confirm(&passphrase())
            .expect("the passphrase is right")
    }

    /// Closes the vault and opens it again, unlocked.
    pub fn reopened(self) -> Self {
        let Self {
            name,
            vault,
            path,
            env,
            kit,
        } = self;
        drop(vault);
        let vault = open(&path, &env);
        Self {
            name,
            vault,
            path,
            env,
            kit,
        }
    }

    /// Closes the vault; what is left is the desk's name, the folder, and the door to time and randomness.
    pub fn closed(self) -> (String, PathBuf, Env) {
        (self.name, self.path, self.env)
    }

    /// Opens a copy of a vault's folder as a desk of its own, with the marks of the original.
    pub fn at(name: &str, path: &Path, env: &Env) -> Self {
        Self {
            name: name.to_owned(),
            vault: open(path, env),
            path: path.to_owned(),
            env: env.clone(),
            kit: None,
        }
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
    ) -> (Result<String, Error>, Result<(), Error>) {
        let ticket = invitation
            .ticket()
            .to_text()
            .parse()
            .expect("a ticket survives being text");
        let (mut here, mut there) = tokio::io::duplex(1 << 16);
        let (tell, told) = tokio::sync::oneshot::channel();
        let welcome = async move {
            let ask = async |_| told.await.ok().map(types);
            let link = self.vault.link_id();
            let result = inviter
                .vault
                .welcome(invitation, &mut there, link, BINDING, ask)
                .await;
            drop(there);
            result
        };
        let join = async move {
            let show = |showing: &engine::Showing| drop(tell.send(showing.words.join(" ")));
            let result = self
                .vault
                .join(&ticket, &self.name, &mut here, BINDING, show)
                .await;
            drop(here);
            result
        };
        tokio::join!(welcome, join)
    }

    /// Writes an entry and returns its id.
    pub fn writes(&self, body: &str) -> String {
        self.vault.write(draft(body)).expect("an owner writes").id
    }

    /// All live entries, newest first.
    pub fn entries(&self) -> Vec<EntryView> {
        self.vault
            .list(&ListFilter::default())
            .expect("the journal can be listed")
            .entries
    }

    /// The texts of all live entries, sorted.
    pub fn bodies(&self) -> Vec<String> {
        let mut bodies: Vec<_> = self.entries().into_iter().map(|entry| entry.body).collect();
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
        let cut_off: u64 = ward.cut_off.iter().map(|cut| cut.records).sum();
        let now = ward.waiting + cut_off;
        assert_eq!(now, waiting, "{}", self.name);
    }
}

/// A draft with nothing but a text.
pub fn draft(body: &str) -> EntryDraft {
    EntryDraft {
        body: body.to_owned(),
        ..EntryDraft::default()
    }
}

/// The passphrase of every vault of the tests.
pub fn passphrase() -> Passphrase {
    Passphrase::new("seven quiet lanterns by the river".to_owned())
}

/// One exchange to its end; fails if it does not come about.
pub async fn meet(one: &Desk, other: &Desk) -> (ExchangeReport, ExchangeReport) {
    let (here, there) = tokio::io::duplex(1 << 16);
    match meet_over(one, here, other, there).await {
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
) -> (Result<ExchangeReport, Error>, Result<ExchangeReport, Error>)
where
    S: AsyncRead + AsyncWrite + Send,
    T: AsyncRead + AsyncWrite + Send,
{
    let options = |peer: &Desk, initiator| ExchangeOptions {
        peer: peer.vault.link_id(),
        binding: BINDING,
        initiator,
        live: false,
    };
    tokio::join!(
        one.vault.exchange(here, options(other, true), None),
        other.vault.exchange(there, options(one, false), None),
    )
}

fn open(path: &Path, env: &Env) -> Vault {
    let keys = Vault::unlock(path, &passphrase(), env).expect("the passphrase is right");
    Vault::open(path, Some(keys), OpenMode::Write, env.clone()).expect("the vault can be opened")
}

fn timestamp(clock: &AtomicI64) -> Timestamp {
    Timestamp::from_second(clock.load(Ordering::Relaxed)).expect("tests stay within the calendar")
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("zones are built in")
}
