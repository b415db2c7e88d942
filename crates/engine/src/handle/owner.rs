//! The threads beneath a [`Journal`](super::Journal): readers work beside each other on snapshots, writers take turns, and
//! work on passphrases, a second of memory-hard computing each, has a thread of its own. Nothing else in this crate starts
//! threads or tasks.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;

use platform::watch::Folders;
use tokio::sync::{oneshot, watch};

use super::folder_watch::{FolderWatch, Stop, Unwatched};
use super::notices::{Notices, notice};
use super::passphrases::Attempts;
use crate::Vault;
use crate::error::{ReadError, WriteError};
use journal::Present;

/// Reading goes on while another reading takes long.
const READERS: usize = 2;

type Job = Box<dyn FnOnce() + Send>;

/// What all handles of one journal share. The threads end when the last handle is gone and what was asked for is done.
pub(super) struct Owner {
    vault: Vault,
    readers: Sender<Job>,
    writer: Sender<Job>,
    passphrases: Sender<Job>,
    attempts: Mutex<Attempts>,
    /// Held for reading by all work, so that locking can wait for its end.
    at_work: RwLock<()>,
    notices: Notices,
    stop_watching: Stop,
}

impl Owner {
    pub(super) fn start(vault: Vault) -> Arc<Self> {
        let notices = Notices::default();
        let (folder, stop_watching) = watch_folder(&vault);
        let (env, told) = (vault.env().clone(), notices.clone());
        let day_ends = Arc::clone(&vault.day_ends);
        let present = move || Present {
            now: env.now(),
            day_ends: *day_ends.lock().unwrap_or_else(PoisonError::into_inner),
        };
        spawn("journal-watch", move || notice(folder, &present, &told));
        Arc::new(Self {
            vault,
            readers: lane("journal-read", READERS),
            writer: lane("journal-write", 1),
            passphrases: lane("journal-keys", 1),
            attempts: Mutex::default(),
            at_work: RwLock::default(),
            notices,
            stop_watching,
        })
    }

    pub(super) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Tells when something may have changed. What changed before this call is not told.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.notices.subscribe()
    }

    pub(super) fn attempts(&self) -> MutexGuard<'_, Attempts> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads. Not begun any more if nobody waits for the answer.
    pub(super) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Vault) -> Result<T, ReadError> + Send + 'static,
    ) -> Result<T, ReadError> {
        let owner = Arc::clone(self);
        let done = ask(&self.readers, true, move || {
            let _at_work = owner.at_work();
            work(&owner.vault)
        });
        done.await
    }

    /// Writes, after what was asked for before. Carried out also if nobody waits for the answer.
    pub(super) async fn write<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Vault) -> Result<T, WriteError> + Send + 'static,
    ) -> Result<T, WriteError> {
        let owner = Arc::clone(self);
        let done = ask(&self.writer, false, move || {
            let _at_work = owner.at_work();
            let done = work(&owner.vault);
            // Sooner than the folder tells, and also where it does not.
            owner.notices.tell();
            done
        });
        done.await
    }

    /// Works on keys and passphrases, one after the other.
    pub(super) async fn on_keys<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> T + Send + 'static,
    ) -> T {
        let owner = Arc::clone(self);
        ask(&self.passphrases, false, move || {
            let done = work(&owner);
            owner.notices.tell();
            done
        })
        .await
    }

    /// Something may have changed that the folder does not tell of everywhere.
    pub(super) fn tell(&self) {
        self.notices.tell();
    }

    /// Forgets the keys once nothing is at work with them; what is asked for meanwhile waits.
    pub(super) fn forget_keys(&self) {
        let _idle = self.at_work.write().unwrap_or_else(PoisonError::into_inner);
        self.vault.forget_keys();
    }

    fn at_work(&self) -> std::sync::RwLockReadGuard<'_, ()> {
        self.at_work.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.vault.path().fmt(f)
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        (self.stop_watching)();
    }
}

/// Begins to watch the folder of a vault. Where the system has no room left to tell of changes, none are told.
fn watch_folder(vault: &Vault) -> (Box<dyn FolderWatch>, Stop) {
    match Folders::watch(vault.path().to_owned(), vec![vault.drafts_folder()]) {
        Ok((folders, stop)) => (Box::new(folders), stop),
        Err(error) => {
            tracing::warn!(%error, "changes by other processes are not noticed");
            Unwatched::start()
        }
    }
}

/// Does work that may take long away from the executor, where there is no owner yet.
pub(super) async fn off_executor<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    ask(&lane("journal-open", 1), false, work).await
}

/// Threads that take jobs from one queue, until the queue is dropped.
fn lane(name: &str, threads: usize) -> Sender<Job> {
    let (sender, queue) = channel::<Job>();
    let queue = Arc::new(Mutex::new(queue));
    for _ in 0..threads {
        let queue = Arc::clone(&queue);
        spawn(name, move || {
            while let Some(job) = next(&queue) {
                job();
            }
        });
    }
    sender
}

fn next(queue: &Mutex<Receiver<Job>>) -> Option<Job> {
    let queue = queue.lock().unwrap_or_else(PoisonError::into_inner);
    queue.recv().ok()
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().name(name.to_owned());
    thread
        .spawn(work)
        .expect("the system has room for a few threads");
}

/// Has a lane do something and waits for the answer. A panic there becomes one here.
async fn ask<T: Send + 'static>(
    lane: &Sender<Job>,
    only_if_wanted: bool,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (answer, answered) = oneshot::channel();
    let job: Job = Box::new(move || {
        if only_if_wanted && answer.is_closed() {
            return;
        }
        let done = catch_unwind(AssertUnwindSafe(work));
        // Whoever asked may have gone.
        let _ = answer.send(done);
    });
    lane.send(job).expect("a lane lives as long as its sender");
    match answered
        .await
        .expect("every job that is waited for is done")
    {
        Ok(done) => done,
        Err(panic) => resume_unwind(panic),
    }
}
