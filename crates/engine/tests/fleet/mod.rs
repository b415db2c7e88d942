//! Vaults in temporary folders that meet over in-memory streams.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use engine::{
    Confirmed, Env, ExchangeOptions, ExchangeReport, Invitation, OpenMode, Passphrase, Vault,
};
use jiff::Timestamp;

/// A clock that all vaults of a test share; it moves when told to.
#[derive(Clone)]
pub(crate) struct Clock(Arc<AtomicI64>);

impl Clock {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(1_795_000_000)))
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

pub(crate) struct Device {
    pub(crate) vault: Vault,
    pub(crate) folder: tempfile::TempDir,
    pub(crate) env: Env,
}

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::new("correct horse battery staple".into())
}

pub(crate) fn env(clock: &Clock, seed: u64, marks: &std::path::Path) -> Env {
    let time = clock.clone();
    let state = AtomicU64::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    Env::for_tests(
        Arc::new(move || Timestamp::from_second(time.0.load(Ordering::Relaxed)).unwrap()),
        Arc::new(move |bytes| {
            for byte in bytes {
                let mut x = state.load(Ordering::Relaxed);
                x ^= x << 13;
                x ^= x >> 7;
                x ^= x << 17;
                state.store(x, Ordering::Relaxed);
                *byte = (x >> 32) as u8;
            }
        }),
        jiff::tz::TimeZone::get("Europe/Berlin").unwrap(),
        Some(marks.join("marks")),
    )
}

/// A laptop with a journal, and a phone that has joined it.
pub(crate) async fn pair(laptop_clock: &Clock, phone_clock: &Clock) -> (Device, Device) {
    let laptop = Device::first(laptop_clock, 1);
    let phone = Device::blank(phone_clock, 2);
    let invitation = laptop
        .vault
        .invite_device(&laptop.confirmed(), Vec::new())
        .unwrap();
    phone.joins("phone", &laptop, invitation).await;
    (laptop, phone)
}

impl Device {
    pub(crate) fn first(clock: &Clock, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = env(clock, seed, folder.path());
        let new = Vault::init(
            &folder.path().join("vault"),
            &passphrase(),
            "laptop",
            env.clone(),
        )
        .unwrap();
        Self {
            vault: new.vault,
            folder,
            env,
        }
    }

    pub(crate) fn blank(clock: &Clock, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let env = env(clock, seed, folder.path());
        let path = folder.path().join("vault");
        let (vault, beginning) = Vault::init_to_join(&path, &passphrase(), env.clone()).unwrap();
        beginning.settle().unwrap();
        Self { vault, folder, env }
    }

    /// The same vault in another folder, as a backup program would leave it.
    pub(crate) fn copy(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("vault");
        std::fs::create_dir(&to).unwrap();
        for entry in std::fs::read_dir(self.folder.path().join("vault")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
        let keys = Vault::unlock(&to, &passphrase(), &self.env).unwrap();
        let vault = Vault::open(&to, Some(keys), OpenMode::Write, self.env.clone()).unwrap();
        Self {
            vault,
            folder,
            env: self.env.clone(),
        }
    }

    pub(crate) fn confirmed(&self) -> Confirmed {
        self.vault.confirm(&passphrase()).unwrap()
    }

    pub(crate) async fn joins(&self, name: &str, inviter: &Self, mut invitation: Invitation) {
        let ticket = invitation.ticket().to_text().parse().unwrap();
        let (mut here, mut there) = tokio::io::duplex(1 << 16);
        let (tell, told) = tokio::sync::oneshot::channel();
        let welcome = inviter.vault.welcome(
            &mut invitation,
            &mut there,
            self.vault.link_id(),
            [9; 32],
            async |_| told.await.ok(),
        );
        let join = self
            .vault
            .join(&ticket, name, &mut here, [9; 32], |showing| {
                tell.send(showing.words.join(" ")).unwrap();
            });
        let (welcomed, joined) = tokio::join!(welcome, join);
        welcomed.unwrap();
        joined.unwrap();
        self.meets(inviter).await;
    }

    /// One exchange, to the end.
    pub(crate) async fn meets(&self, other: &Self) -> (ExchangeReport, ExchangeReport) {
        let (here, there) = tokio::io::duplex(1 << 16);
        let options = |peer: &Self, initiator| ExchangeOptions {
            peer: peer.vault.link_id(),
            binding: [3; 32],
            initiator,
            live: false,
        };
        let (mine, theirs) = tokio::join!(
            self.vault.exchange(here, options(other, true), None),
            other.vault.exchange(there, options(self, false), None),
        );
        match (mine, theirs) {
            (Ok(mine), Ok(theirs)) => (mine, theirs),
            failed => panic!("{failed:?}"),
        }
    }
}
