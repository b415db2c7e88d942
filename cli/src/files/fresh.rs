//! A new file that only its owner can read, with its whole content or not at all: it is written beside its place, and gets its name when it
//! is on the disk. What has that name is left alone.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::terminal::{SignalGuard, show_path};

/// Says that a name is taken.
fn exists(file: &Path) -> Failure {
    Failure::refused("nothing was exported")
        .because(format!("the file {} exists already", show_path(file)))
        .help("name a file that is not there yet")
}

/// Where a file is written before it takes its place.
pub(crate) fn beside(file: &Path) -> PathBuf {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    PathBuf::from(beside)
}

/// Says that a file lies [beside](beside) already. `undone` says what was not done.
pub(crate) fn in_the_way(undone: &str, beside: &Path) -> Failure {
    Failure::refused(undone)
        .because(format!("the file {} is in the way", show_path(beside)))
        .help(
            "it was left by a command that was broken off, in the clear: delete it, then try again",
        )
}

/// Has the name of a file on the disk as well.
pub(crate) fn sync_name(file: &Path) -> io::Result<()> {
    platform::files::sync_folder(match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    })
}

/// Whether a file can be written there, before anything is asked or read.
pub(crate) fn check(file: &Path) -> Result<(), Failure> {
    if file == Path::new("-") {
        return Err(
            Failure::usage("this goes into a file, not to standard output")
                .help("name a new file, or ./- for a file of that name"),
        );
    }
    match file.symlink_metadata() {
        Ok(_) => Err(exists(file)),
        Err(_) => Ok(()),
    }
}

/// Writes a file. A failure of `fill` leaves nothing behind.
pub(crate) fn write<T>(
    file: &Path,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let beside = beside(file);
    let mut options = OpenOptions::new();
    let made = platform::files::private(options.write(true).create_new(true)).open(&beside);
    let made = made.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => in_the_way("nothing was exported", &beside),
        _ => Failure::io(&format!("making {}", show_path(&beside)), error),
    })?;
    let guard = SignalGuard::hold();
    filled(file, &beside, made, &guard, fill).map_err(|failure| {
        // It was made just now. Half an export in the clear helps nobody.
        let _ = fs::remove_file(&beside);
        guard.caught().map_or(failure, Failure::interrupted)
    })
}

/// A file that takes no more bytes once somebody stopped the program.
struct Stoppable<'g> {
    file: File,
    guard: &'g SignalGuard,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.guard.caught() {
            Some(_) => Err(io::Error::other("stopped")),
            None => self.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn filled<T>(
    file: &Path,
    beside: &Path,
    made: File,
    guard: &SignalGuard,
    fill: impl FnOnce(&mut dyn Write) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let failed = |error| Failure::io(&format!("writing {}", show_path(file)), error);
    let mut out = BufWriter::new(Stoppable { file: made, guard });
    let done = fill(&mut out)?;
    let made = out.into_inner().map_err(|error| failed(error.into()))?;
    made.file.sync_all().map_err(failed)?;
    check(file)?;
    // A second name is given to nothing that has it; some file systems know no second names.
    match fs::hard_link(beside, file) {
        Ok(()) => fs::remove_file(beside).map_err(failed)?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(exists(file)),
        Err(_) => fs::rename(beside, file).map_err(failed)?,
    }
    sync_name(file).map_err(failed)?;
    Ok(done)
}
