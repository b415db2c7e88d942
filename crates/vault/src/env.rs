//! The one door to the outside: time, zone and randomness come in here and nowhere else, so that a
//! simulation can run a fleet of vaults from one seed.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use seal::{Accept, WorkFactor};

use crate::disk::{Disk, RealDisk};

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// Fills a buffer with random bytes.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// Tells which start of the machine this is and how many seconds ago it was, sleep included; `None` where that cannot
/// be known. Nobody can set it.
pub type Uptime = Arc<dyn Fn() -> Option<(String, i64)> + Send + Sync>;

/// Where a vault takes time and randomness from, and what a passphrase costs.
#[derive(Clone)]
pub struct Env {
    clock: Clock,
    random: Random,
    zone: TimeZone,
    work: WorkFactor,
    accept: Accept,
    high_water: Option<std::path::PathBuf>,
    saved: Arc<AtomicU64>,
    waiting: Option<Arc<dyn store::Waiting>>,
    uptime: Uptime,
    disk: Arc<dyn Disk>,
    cores: NonZero<usize>,
}

impl Env {
    /// The real thing: the system's clock, time zone and random source, and the full passphrase cost.
    ///
    /// `high_water` is the folder outside every vault that keeps high-water files (`folder/high_water.rs`); `None`
    /// switches the detection of restored and copied vaults off.
    pub fn system(high_water: Option<std::path::PathBuf>) -> Self {
        Self {
            clock: Arc::new(Timestamp::now),
            random: Arc::new(|bytes| {
                getrandom::fill(bytes).expect("the operating system has a random source");
            }),
            zone: TimeZone::system(),
            work: WorkFactor::default(),
            accept: Accept::Strong,
            high_water,
            saved: Arc::default(),
            waiting: None,
            uptime: Arc::new(platform::clock::uptime),
            disk: Arc::new(RealDisk),
            cores: std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN),
        }
    }

    /// [`Env::system`] with the high-water files of this user: in the folder for states, on Linux `still` in
    /// `$XDG_STATE_HOME` or `~/.local/state`. Without a home folder restored and copied vaults are not noticed.
    pub fn of_this_user() -> Self {
        Self::system(platform::folders::state())
    }

    /// A door for tests and simulations: given clock, randomness and zone, and passphrases that cost almost nothing.
    ///
    /// Vaults made through it are refused by [`Env::system`].
    pub fn for_tests(
        clock: Clock,
        random: Random,
        zone: TimeZone,
        high_water: Option<std::path::PathBuf>,
    ) -> Self {
        Self {
            clock,
            random,
            zone,
            work: WorkFactor::for_tests(),
            accept: Accept::AnyCost,
            high_water,
            saved: Arc::default(),
            waiting: None,
            uptime: Arc::new(|| None),
            disk: Arc::new(RealDisk),
            cores: NonZero::<usize>::MIN,
        }
    }

    /// The same with another word on how long the machine has been up.
    #[must_use]
    pub fn with_uptime(self, uptime: Uptime) -> Self {
        Self { uptime, ..self }
    }

    /// The same for vaults that lie on another disk.
    #[must_use]
    pub fn on_disk(self, disk: Arc<dyn Disk>) -> Self {
        Self { disk, ..self }
    }

    /// How many threads may share work that is done at once. With one, none is started.
    pub fn cores(&self) -> NonZero<usize> {
        self.cores
    }

    pub(crate) fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// Has `waiting` told of every wait for another process that holds the vault.
    #[must_use]
    pub fn telling(mut self, waiting: Arc<dyn store::Waiting>) -> Self {
        self.waiting = Some(waiting);
        self
    }

    pub(crate) fn waiting(&self) -> Option<Arc<dyn store::Waiting>> {
        self.waiting.clone()
    }

    /// The present moment in the writer's zone, to the millisecond: enough to keep what was written in order.
    pub fn now(&self) -> Zoned {
        let now = Timestamp::from_millisecond((self.clock)().as_millisecond())
            .expect("whole milliseconds of a timestamp are one");
        now.to_zoned(self.zone.clone())
    }

    /// How often something written on this device was made durable through this door or a clone of it. A face derives
    /// from it whether a command changed anything, and whether it had before it failed.
    pub fn times_saved(&self) -> u64 {
        self.saved.load(Ordering::SeqCst)
    }

    pub(crate) fn note_saved(&self) {
        self.saved.fetch_add(1, Ordering::SeqCst);
    }

    /// Seconds since 1970 in UTC.
    pub fn unix(&self) -> i64 {
        (self.clock)().as_second()
    }

    /// `N` fresh random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.random)(&mut bytes);
        bytes
    }

    pub(crate) fn uptime(&self) -> Option<(String, i64)> {
        (self.uptime)()
    }

    pub(crate) fn work(&self) -> WorkFactor {
        self.work
    }

    pub(crate) fn accept(&self) -> Accept {
        self.accept
    }

    pub(crate) fn high_water(&self) -> Option<&std::path::Path> {
        self.high_water.as_deref()
    }
}

impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Env")
    }
}

/// A moment told in unix seconds; what lies beyond the calendar is its beginning.
pub fn timestamp(at: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}
