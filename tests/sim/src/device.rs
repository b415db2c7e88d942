//! A device of the fleet: its disk, its clock, and its vault while it is open.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};

use engine::{Env, OpenError, OpenMode, Passphrase, Vault};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use seal::DeviceKeys;
use tokio::time::Instant;

use crate::dice::Dice;
use crate::disk::{Image, SimDisk, Stop};
use crate::trace;

/// Seconds since 1970 when every run begins.
pub const BEGINNING: i64 = 1_795_000_000;
/// Where a vault lies on the disk of its device.
pub const VAULT: &str = "/vault";
/// Where high-water files lie.
pub const STATES: &str = "/states";

/// What a device is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Owner,
    Reader,
}

/// What is kept of a device to begin with.
#[derive(Debug, Clone)]
pub struct Seedling {
    pub name: String,
    pub image: Image,
    pub keys: Vec<u8>,
    pub part: Part,
}

/// A device.
pub struct Device {
    pub name: String,
    pub part: Part,
    pub disk: SimDisk,
    pub env: Env,
    pub vault: Option<Vault>,
    /// As the agent has them.
    pub keys: Vec<u8>,
    pub locked: bool,
    /// The device that admitted it.
    pub added_by: Option<usize>,
    /// It has all that there was when it joined.
    pub arrived: bool,
    /// Somebody removed it.
    pub removed: bool,
    /// How its disk will stop.
    pub how: Stop,
    /// Its disk was made to fail since everything was last at rest.
    pub faulty: bool,
    /// A backup.
    pub kept: Option<Image>,
    /// It exists twice, or was set back.
    pub cloned: bool,
    /// How often it was set back, and forgot what it had learnt since.
    pub lives: u32,
    /// It met a device that was removed, or that turned.
    pub misled: bool,
    /// It turned against the journal.
    pub hostile: bool,
    /// It stopped, or its disk failed, since it was last looked through.
    pub shaken: bool,
    /// What its editor has: the entry as it was opened.
    pub editor: Option<engine::Entry>,
    /// Seconds that its clock is ahead.
    pub ahead: Arc<AtomicI64>,
    dice: Arc<Mutex<Dice>>,
    pub passphrases: u32,
}

impl Device {
    /// One with an empty disk.
    pub fn new(name: &str, part: Part, dice: Dice, start: Instant) -> Self {
        let ahead = Arc::new(AtomicI64::new(0));
        let dice = Arc::new(Mutex::new(dice));
        let disk = SimDisk::default();
        let env = env(&ahead, &dice, start).on_disk(Arc::new(disk.clone()));
        Self {
            name: name.to_owned(),
            part,
            disk,
            env,
            vault: None,
            keys: Vec::new(),
            locked: false,
            added_by: None,
            arrived: true,
            removed: false,
            how: Stop::Power,
            faulty: false,
            kept: None,
            cloned: false,
            lives: 0,
            misled: false,
            hostile: false,
            shaken: false,
            editor: None,
            ahead,
            dice,
            passphrases: 0,
        }
    }

    /// One that goes on from a seedling.
    pub fn from(seedling: &Seedling, dice: Dice, start: Instant) -> Self {
        let mut device = Self::new(&seedling.name, seedling.part, dice, start);
        device.keys = seedling.keys.clone();
        device.put(&seedling.image);
        device
    }

    /// The same device with what is on a disk.
    pub fn put(&mut self, image: &Image) {
        self.vault = None;
        self.editor = None;
        self.disk = SimDisk::of(image);
        self.env = self.env.clone().on_disk(Arc::new(self.disk.clone()));
    }

    /// What is kept of it.
    pub fn seedling(&self) -> Seedling {
        Seedling {
            name: self.name.clone(),
            image: self.disk.image(),
            keys: self.keys.clone(),
            part: self.part,
        }
    }

    /// Opens the vault, with keys unless it is locked.
    ///
    /// # Errors
    /// As the vault says.
    pub fn open(&mut self) -> Result<(), OpenError> {
        self.vault = None;
        let keys = (!self.locked).then(|| self.device_keys());
        let opened = Vault::open(Path::new(VAULT), keys, OpenMode::Write, self.env.clone())?;
        self.vault = Some(opened);
        Ok(())
    }

    /// Keeps the keys of a vault that was just made, as the agent has them.
    pub fn keep_keys_of(&mut self, vault: &Vault) {
        let keys = vault.device_keys().expect("it is unlocked");
        self.keys = keys.to_agent().as_bytes().to_vec();
    }

    /// Its keys, opened.
    pub fn device_keys(&self) -> DeviceKeys {
        DeviceKeys::from_agent(&self.keys).expect("an agent's keys are keys")
    }

    /// The vault, which is open.
    pub fn vault(&self) -> &Vault {
        self.vault.as_ref().expect("a device is open between steps")
    }

    /// The passphrase it has now.
    pub fn passphrase(&self) -> Passphrase {
        passphrase(self.passphrases)
    }

    /// The one it would have next.
    pub fn next_passphrase(&self) -> Passphrase {
        passphrase(self.passphrases + 1)
    }

    /// It was changed.
    pub fn passphrase_changed(&mut self) {
        self.passphrases += 1;
    }

    /// Sets its clock ahead.
    pub fn jump(&self, seconds: i64) {
        let ahead = self.ahead.load(Ordering::Relaxed) + seconds;
        let years = 40 * 365 * 86_400;
        self.ahead
            .store(ahead.clamp(-years, years), Ordering::Relaxed);
    }

    /// Another generator from that of this device.
    pub fn fork_dice(&self) -> Dice {
        self.dice
            .lock()
            .expect("nobody panics with the dice in hand")
            .fork()
    }
}

fn passphrase(number: u32) -> Passphrase {
    Passphrase::new(format!("seven quiet lanterns by the river {number}"))
}

fn env(ahead: &Arc<AtomicI64>, dice: &Arc<Mutex<Dice>>, start: Instant) -> Env {
    let (ahead, dice) = (Arc::clone(ahead), Arc::clone(dice));
    let clock = move || {
        let passed = i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX);
        let now = (BEGINNING + ahead.load(Ordering::Relaxed)) * 1000 + passed;
        Timestamp::from_millisecond(now).expect("runs stay within the calendar")
    };
    let random = move |bytes: &mut [u8]| {
        trace::note(bytes.len() as u64);
        let mut dice = dice.lock().expect("nobody panics with the dice in hand");
        dice.fill(bytes);
    };
    let states = Some(Path::new(STATES).to_owned());
    Env::for_tests(Arc::new(clock), Arc::new(random), TimeZone::UTC, states)
}
