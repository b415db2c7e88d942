//! Where the system is not asked to tell of changes: what lies in the folders is looked at again and again.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use crate::plain::{Stop, Woken};

/// How often folders are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What is seen of a file: more than it takes to tell that it was written to.
type Seen = BTreeMap<PathBuf, (u64, Option<SystemTime>)>;

pub(crate) struct Folders {
    watched: Vec<PathBuf>,
    seen: Seen,
    stopped: Arc<(Mutex<bool>, Condvar)>,
}

impl Folders {
    pub(crate) fn watch(folder: PathBuf, mut others: Vec<PathBuf>) -> io::Result<(Self, Stop)> {
        fs::metadata(&folder)?;
        others.push(folder);
        let stopped = Arc::<(Mutex<bool>, Condvar)>::default();
        let watch = Self {
            seen: look(&others),
            watched: others,
            stopped: Arc::clone(&stopped),
        };
        let stop = move || {
            *stopped.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
            stopped.1.notify_all();
        };
        Ok((watch, Box::new(stop)))
    }

    pub(crate) fn wait(&mut self, time: Duration) -> Woken {
        let mut left = time;
        loop {
            let pause = left.min(LOOK_EVERY);
            let (stopped, told) = &*self.stopped;
            let stopped = stopped.lock().unwrap_or_else(PoisonError::into_inner);
            let waited = told.wait_timeout_while(stopped, pause, |stopped| !*stopped);
            if *waited.unwrap_or_else(PoisonError::into_inner).0 {
                return Woken::Stopped;
            }
            let now = look(&self.watched);
            if now != self.seen {
                self.seen = now;
                return Woken::Changed;
            }
            left = left.saturating_sub(pause);
            if left.is_zero() {
                return Woken::TimeUp;
            }
        }
    }
}

fn look(folders: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    for entry in folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
    {
        for entry in entry.flatten() {
            // Asked of the file: what a folder of Windows says of a file that is open may be old.
            if let Ok(meta) = fs::symlink_metadata(entry.path()) {
                seen.insert(entry.path(), (meta.len(), meta.modified().ok()));
            }
        }
    }
    seen
}

/// How often one file is looked at.
#[cfg(feature = "async")]
const LOOK_AT_FILE: Duration = Duration::from_millis(250);

#[cfg(feature = "async")]
#[derive(Debug)]
pub(crate) struct FileChanges;

#[cfg(feature = "async")]
impl FileChanges {
    pub(crate) fn watch(file: &Path) -> io::Result<Self> {
        fs::metadata(file).map(|_| Self)
    }

    pub(crate) async fn next(&mut self) {
        tokio::time::sleep(LOOK_AT_FILE).await;
    }
}
