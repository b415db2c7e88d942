//! Vaults in temporary folders, one clock for all of them, and randomness from one seed.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use engine::Env;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::{Desk, Dice, Limit};

/// Seconds since 1970 when every world begins: 18 November 2026, 12:06:40 in Berlin.
const BEGINNING: i64 = 1_795_000_000;

/// A place where vaults live: a temporary folder, a clock that moves when told to, and a seed.
#[derive(Debug)]
pub struct World {
    /// Goes with the world and the last desk in it.
    folder: Arc<Folder>,
    clock: Arc<AtomicI64>,
    /// Seconds that have really passed, whatever the clock says.
    passed: Arc<AtomicI64>,
    seeds: Mutex<Dice>,
}

/// The folder of a world, and the limit of time for the test that made it.
#[derive(Debug)]
pub(crate) struct Folder {
    path: tempfile::TempDir,
    _limit: Limit,
}

impl World {
    /// An empty world; everything random in it but age's own draws follows from `seed`.
    #[track_caller]
    pub fn new(seed: u64) -> Self {
        let folder = Folder {
            path: tempfile::tempdir().expect("a temporary folder can be made"),
            _limit: Limit::begin(),
        };
        Self {
            folder: Arc::new(folder),
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

    pub(crate) fn folder(&self) -> &Arc<Folder> {
        &self.folder
    }

    /// A path in the world's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path.path().join(name)
    }

    /// A door to this world's time and randomness. `high_water` is where high-water files are kept.
    pub fn env(&self, high_water: Option<&Path>) -> Env {
        let seed = self
            .seeds
            .lock()
            .expect("nobody panics with the dice in hand")
            .roll();
        let dice = Arc::new(Mutex::new(Dice::new(seed)));
        let passed = Arc::clone(&self.passed);
        env(&self.clock, &dice, zone(), high_water).with_uptime(Arc::new(move || {
            Some(("one-start".to_owned(), passed.load(Ordering::Relaxed)))
        }))
    }

    /// A new journal on a new device.
    pub fn first(&self, name: &str) -> Desk {
        let (path, env) = self.place(name);
        Desk::first(name, &path, &env).in_folder(&self.folder)
    }

    /// A device that has not joined anything yet.
    pub fn blank(&self, name: &str) -> Desk {
        let (path, env) = self.place(name);
        Desk::blank(name, &path, &env).in_folder(&self.folder)
    }

    /// Another device of the journal of `owner`, with everything that is in it.
    pub async fn another(&self, owner: &Desk, name: &str) -> Desk {
        let desk = self.blank(name);
        let invitation = owner
            .vault
            .devices()
            .invite(Vec::new(), &owner.confirmed())
            .expect("an owner invites");
        desk.joins(owner, invitation).await;
        desk
    }

    /// A laptop with a journal, and a phone that has joined it.
    pub async fn pair(&self) -> (Desk, Desk) {
        let laptop = self.first("laptop");
        let phone = self.another(&laptop, "phone").await;
        (laptop, phone)
    }

    /// A device that reads one share of `owner`.
    pub async fn reader(&self, owner: &Desk, share: &str, name: &str) -> Desk {
        let desk = self.blank(name);
        let invitation = owner
            .vault
            .shares()
            .invite(share, Vec::new(), &owner.confirmed())
            .expect("an owner invites");
        desk.joins(owner, invitation).await;
        desk
    }

    /// The same vault in another folder, as a backup program would leave it, open there, too.
    pub fn copy(&self, desk: &Desk, name: &str) -> Desk {
        let path = self.path(name);
        crate::copy_folder(&desk.path, &path);
        Desk::at(name, &path, &desk.env).in_folder(&self.folder)
    }

    fn place(&self, name: &str) -> (PathBuf, Env) {
        let high_water = self.path(&format!("{name}-high-water"));
        (self.path(name), self.env(Some(&high_water)))
    }
}

/// A door to the time that `clock` tells, in seconds since 1970, and to what `dice` give.
pub fn env(
    clock: &Arc<AtomicI64>,
    dice: &Arc<Mutex<Dice>>,
    zone: TimeZone,
    high_water: Option<&Path>,
) -> Env {
    let (clock, dice) = (Arc::clone(clock), Arc::clone(dice));
    Env::for_tests(
        Arc::new(move || timestamp(&clock)),
        Arc::new(move |bytes: &mut [u8]| {
            let mut dice = dice.lock().expect("nobody panics with the dice in hand");
            bytes.fill_with(|| dice.roll().to_le_bytes()[0]);
        }),
        zone,
        high_water.map(Path::to_owned),
    )
}

/// The zone that people in tests live in, unless they travel.
pub fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("zones are built in")
}

fn timestamp(clock: &AtomicI64) -> Timestamp {
    Timestamp::from_second(clock.load(Ordering::Relaxed)).expect("tests stay within the calendar")
}
