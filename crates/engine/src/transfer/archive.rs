//! Our own archive: a folder with everything, from which `still import` makes the journal again, and which needs no program of ours
//! to be read: lines of JSON, files as they are, and the checksums of all of it as `sha256sum` checks them.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use journal::EntryFile;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use super::rows::Export;
use crate::error::ReadError;

/// The lines.
const LINES: &str = "journal.jsonl";
/// The folder with files.
pub(super) const FILES: &str = "files";
/// The checksums.
const SUMS: &str = "SHA256SUMS";

/// Reads a file of an entry piece by piece, as [`Files::read`](crate::blocking::Files::read) does.
pub type ReadFile<'r> =
    dyn FnMut(&EntryFile, &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Result<(), ReadError> + 'r;

/// What was written beside words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files of entries.
    pub files: usize,
    /// The names of those that are not, or not whole, on this device, or damaged there.
    pub absent: Vec<String>,
}

/// Why nothing was taken out. Nothing is left behind then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The folder is there already; nothing in it was touched.
    #[error("the folder {} exists already", .0.display())]
    FolderExists(PathBuf),
    /// The folder cannot be made.
    #[error("the folder cannot be made")]
    Folder(#[source] io::Error),
    /// A file cannot be written.
    #[error("the files cannot be written")]
    Files(#[source] io::Error),
    /// A file of an entry cannot be read.
    #[error(transparent)]
    Read(ReadError),
}

impl Export {
    /// Writes everything into a folder that does not exist yet, for its owner alone.
    ///
    /// # Errors
    /// [`ExportError`]; nothing stays behind.
    pub fn write_archive(
        &self,
        folder: &Path,
        read: &mut ReadFile<'_>,
    ) -> Result<Written, ExportError> {
        in_new_folder(folder, || {
            let mut sums = String::new();
            let mut hash = Sha256::new();
            let mut lines = BufWriter::new(create(&folder.join(LINES))?);
            for line in self.lines() {
                let line = line.map_err(io::Error::from).map_err(ExportError::Files)? + "\n";
                hash.update(&line);
                lines
                    .write_all(line.as_bytes())
                    .map_err(ExportError::Files)?;
            }
            lines.flush().map_err(ExportError::Files)?;
            let sum = |hash: &[u8], name: &str| format!("{}  {name}\n", HEXLOWER.encode(hash));
            sums.push_str(&sum(&hash.finalize(), LINES));
            let mut written = Written::default();
            let mut known = BTreeSet::new();
            for file in self
                .entries
                .iter()
                .flat_map(|entry| &entry.row.fields.files)
            {
                if !known.insert(file.sha256) {
                    continue;
                }
                let name = format!("{FILES}/{}.{}", file.sha256, ending(&file.media_type));
                if write_file(folder, &name, file, read, &mut written)? {
                    sums.push_str(&sum(file.sha256.as_bytes(), &name));
                }
            }
            let mut list = create(&folder.join(SUMS))?;
            list.write_all(sums.as_bytes())
                .map_err(ExportError::Files)?;
            Ok(written)
        })
    }
}

/// Makes a folder and fills it, or takes it away again: half an export in the clear helps nobody.
pub(super) fn in_new_folder<T>(
    folder: &Path,
    fill: impl FnOnce() -> Result<T, ExportError>,
) -> Result<T, ExportError> {
    let made = platform::files::create_folder(folder);
    made.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => ExportError::FolderExists(folder.to_owned()),
        _ => ExportError::Folder(error),
    })?;
    fill().inspect_err(|_| {
        // It was made just now and holds nothing else.
        let _ = fs::remove_dir_all(folder);
    })
}

/// Writes a file of an entry under a name of ours; `false` if it is not on this device, or damaged.
pub(super) fn write_file(
    folder: &Path,
    name: &str,
    file: &EntryFile,
    read: &mut ReadFile<'_>,
    written: &mut Written,
) -> Result<bool, ExportError> {
    match platform::files::create_folder(&folder.join(FILES)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            return Err(ExportError::Folder(error));
        }
        _ => {}
    }
    let path = folder.join(name);
    let mut out = create(&path)?;
    match read(file, &mut |piece| out.write_all(piece)) {
        Ok(()) => {
            written.files += 1;
            Ok(true)
        }
        Err(error) if error.is_about_the_file() => {
            drop(out);
            fs::remove_file(&path).map_err(ExportError::Files)?;
            written.absent.push(file.name.clone());
            Ok(false)
        }
        Err(error) => Err(ExportError::Read(error)),
    }
}

/// A file that is not there yet, for its owner alone.
pub(super) fn create(path: &Path) -> Result<File, ExportError> {
    let mut options = OpenOptions::new();
    let options = options.write(true).create_new(true);
    let file = platform::files::private(options).open(path);
    file.map_err(ExportError::Files)
}

/// How a file's name ends, by its media type: never by what it was called.
pub(super) fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "image/heic" | "image/heif" => "heic",
        "image/avif" => "avif",
        "audio/mpeg" => "mp3",
        "audio/ogg" => "ogg",
        "audio/mp4" => "m4a",
        "audio/wav" => "wav",
        "video/mp4" => "mp4",
        "video/quicktime" => "mov",
        "application/pdf" => "pdf",
        "text/plain" => "txt",
        _ => "bin",
    }
}
