//! Waiting for changes of files, whoever makes them.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

pub use crate::plain::{Stop, Woken};
#[cfg(target_os = "linux")]
use crate::watch_linux as system;
#[cfg(not(target_os = "linux"))]
use crate::watch_looking as system;

/// Watches folders. Linux tells of each change; elsewhere they are looked at twice a second.
pub struct Folders(system::Folders);

impl Folders {
    /// Begins to watch a folder, and others that may not be there yet.
    ///
    /// # Errors
    /// What the system says; it may have no room left.
    pub fn watch(folder: PathBuf, others: Vec<PathBuf>) -> io::Result<(Self, Stop)> {
        let (folders, stop) = system::Folders::watch(folder, others)?;
        Ok((Self(folders), stop))
    }

    /// Waits for the next change, at most for this long.
    pub fn wait(&mut self, time: Duration) -> Woken {
        self.0.wait(time)
    }
}

/// Watches one file, for a task.
#[cfg(feature = "async")]
#[derive(Debug)]
pub struct FileChanges(system::FileChanges);

#[cfg(feature = "async")]
impl FileChanges {
    /// Begins to watch a file. Must be called within a runtime.
    ///
    /// # Errors
    /// What the system says.
    pub fn watch(file: &std::path::Path) -> io::Result<Self> {
        system::FileChanges::watch(file).map(Self)
    }

    /// Resolves after the next change, or after a while without one: five seconds where the system tells of changes.
    pub async fn next(&mut self) {
        self.0.next().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_changes_in_a_folder_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let later = folder.path().join("later");
        let watched = Folders::watch(folder.path().to_owned(), vec![later.clone()]);
        let (mut watched, stop) = watched.unwrap();
        assert_eq!(watched.wait(Duration::ZERO), Woken::TimeUp);
        fs::create_dir(&later).unwrap();
        assert_eq!(watched.wait(Duration::from_secs(3600)), Woken::Changed);
        fs::write(later.join("file"), "words").unwrap();
        assert_eq!(watched.wait(Duration::from_secs(3600)), Woken::Changed);
        stop();
        assert_eq!(watched.wait(Duration::from_secs(3600)), Woken::Stopped);
    }
}
