//! Chunks of files, beside the database: each a file of its own, named by the SHA-256 of its sealed bytes. What is in them and
//! which document names them is not known here; what opens them lies in documents.

pub(crate) mod named;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use replica::ChunkName;
use replica::limits::CHUNK_SEALED_BYTES_MAX;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::folder::{Folder, file_name, small_file, unsafe_to_use};
use crate::vault::Vault;
pub use named::{Full, ToFetch};

/// Characters of a name as they name a folder.
const FOLDER_CHARS: usize = 2;

/// What chunks take on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldChunks {
    /// How many there are.
    pub count: u64,
    /// Their sealed bytes.
    pub bytes: u64,
}

impl Vault {
    /// Keeps a sealed chunk, on the disk when this returns, and gives its name. One that is here stays as it is.
    ///
    /// # Errors
    /// [`Error::Invalid`] for one that is too long; or what the disk says.
    pub fn keep_chunk(&self, sealed: &[u8]) -> Result<ChunkName, Error> {
        // Nothing is saved by it until a document names it.
        self.folder.keep_chunk(sealed)
    }

    /// The sealed bytes of a chunk; `None` if it is not on this device.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it is not what its name says; or what the disk says.
    pub fn chunk(&self, name: &ChunkName) -> Result<Option<Vec<u8>>, Error> {
        self.folder.chunk(name)
    }

    /// Whether any chunk is on this device.
    ///
    /// # Errors
    /// What the disk says.
    pub fn has_chunks(&self) -> Result<bool, Error> {
        for folder in self.folder.names_in(&self.folder.chunks_folder())? {
            let mut files = self.folder.names_in(&folder)?.into_iter();
            if files.any(|path| self.folder.chunk_at(&path).is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a chunk is on this device. It may be damaged.
    pub fn has_chunk(&self, name: &ChunkName) -> bool {
        self.folder.has_chunk(name)
    }

    /// Removes a chunk that no document names.
    ///
    /// # Errors
    /// What the disk says.
    pub fn remove_chunk(&self, name: &ChunkName) -> Result<(), Error> {
        self.folder.remove_chunk(name)
    }

    /// What the chunks on this device take.
    ///
    /// # Errors
    /// What the disk says.
    pub fn held_chunks(&self) -> Result<HeldChunks, Error> {
        self.folder.held_chunks()
    }
}

impl Folder {
    fn chunks_folder(&self) -> PathBuf {
        self.path().join("files")
    }

    pub(crate) fn chunk_file(&self, name: &ChunkName) -> PathBuf {
        let text = data_encoding::HEXLOWER.encode(name);
        let folder = self.chunks_folder().join(&text[..FOLDER_CHARS]);
        folder.join(text)
    }

    pub(crate) fn has_chunk(&self, name: &ChunkName) -> bool {
        self.disk().exists(&self.chunk_file(name))
    }

    pub(crate) fn keep_chunk(&self, sealed: &[u8]) -> Result<ChunkName, Error> {
        if sealed.len() > CHUNK_SEALED_BYTES_MAX {
            return Err(Error::Invalid("a chunk of a file is too long".into()));
        }
        let name = Sha256::digest(sealed).into();
        if self.has_chunk(&name) {
            return Ok(name);
        }
        let path = self.chunk_file(&name);
        for folder in [self.chunks_folder().as_path(), folder_of(&path)] {
            no_link(folder)?;
            let failed = |error| Error::io("making a folder for files", error).unsaved();
            if self.disk().make_folder(folder).map_err(failed)? {
                small_file::sync_folder(self.disk(), folder).map_err(failed)?;
            }
        }
        self.write_small(&path, sealed)?;
        Ok(name)
    }

    pub(crate) fn chunk(&self, name: &ChunkName) -> Result<Option<Vec<u8>>, Error> {
        let path = self.chunk_file(name);
        no_link(&self.chunks_folder())?;
        no_link(folder_of(&path))?;
        let most = CHUNK_SEALED_BYTES_MAX as u64 + 1;
        let sealed = match self.disk().read(&path, most) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => {
                return Err(unsafe_to_use(&path, &error));
            }
            Err(error) => return Err(Error::reading(&file_name(&path), error)),
        };
        let is_it = ChunkName::from(Sha256::digest(&sealed)) == *name;
        if !is_it {
            return Err(Error::damaged(shown(&path)));
        }
        Ok(Some(sealed))
    }

    /// When a chunk came, in seconds since 1970.
    pub(crate) fn chunk_came(&self, name: &ChunkName) -> Option<i64> {
        let meta = fs::symlink_metadata(self.chunk_file(name)).ok()?;
        let since = meta.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        i64::try_from(since.as_secs()).ok()
    }

    pub(crate) fn remove_chunk(&self, name: &ChunkName) -> Result<(), Error> {
        let path = self.chunk_file(name);
        match self.disk().remove(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::io(format!("removing {}", file_name(&path)), error))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn held_chunks(&self) -> Result<HeldChunks, Error> {
        let mut held = HeldChunks::default();
        for (_, bytes) in self.chunks()? {
            held.count += 1;
            held.bytes += bytes;
        }
        Ok(held)
    }

    /// All chunks that are here, with their sealed bytes. What else lies in their folders is passed over.
    pub(crate) fn chunks(&self) -> Result<Vec<(ChunkName, u64)>, Error> {
        let mut found = Vec::new();
        for path in self.chunk_files()? {
            if let Some(name) = self.chunk_at(&path) {
                found.push((name, self.disk().size(&path).unwrap_or_default()));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// The chunk that a file is called after; `None` for anything else that lies there.
    fn chunk_at(&self, path: &Path) -> Option<ChunkName> {
        let name = data_encoding::HEXLOWER.decode(file_name(path).as_bytes());
        let name = ChunkName::try_from(name.ok()?).ok()?;
        (self.chunk_file(&name) == path).then_some(name)
    }

    /// Removes what processes that are gone left half-written among the chunks.
    pub(crate) fn sweep_chunks(&self) {
        for file in self.chunk_files().unwrap_or_default() {
            if small_file::is_left_over(&file_name(&file)) {
                let _ = self.disk().remove(&file);
            }
        }
    }

    /// Removes all chunks and what was left half-written, with their folders.
    pub(crate) fn clear_chunks(&self) {
        let files = self.chunk_files().unwrap_or_default();
        for file in &files {
            let _ = self.disk().remove(file);
        }
        let folders = files.iter().map(|file| folder_of(file).to_owned());
        for folder in folders.chain([self.chunks_folder()]) {
            let _ = self.disk().remove_folder(&folder);
        }
    }

    /// Every file in the folders of chunks.
    fn chunk_files(&self) -> Result<Vec<PathBuf>, Error> {
        let mut files = Vec::new();
        for folder in self.names_in(&self.chunks_folder())? {
            if file_name(&folder).len() == FOLDER_CHARS {
                files.extend(self.names_in(&folder)?);
            }
        }
        Ok(files)
    }

    /// What is in a folder; nothing if it is not there.
    fn names_in(&self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        no_link(folder)?;
        match self.disk().names(folder) {
            Ok(names) => Ok(names.iter().map(|name| folder.join(name)).collect()),
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                Ok(Vec::new())
            }
            Err(error) => Err(Error::reading(&file_name(folder), error)),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(path)
}

/// A chunk as people find it in the vault's folder.
fn shown(path: &Path) -> String {
    let found = Path::new("files").join(file_name(folder_of(path)));
    found.join(file_name(path)).display().to_string()
}

/// Chunks are not kept where a link leads to. A disk of a simulation has no links.
fn no_link(folder: &Path) -> Result<(), Error> {
    let meta = fs::symlink_metadata(folder);
    if meta.is_ok_and(|meta| meta.file_type().is_symlink()) {
        let why = io::Error::new(io::ErrorKind::InvalidInput, "it is a link");
        return Err(unsafe_to_use(folder, &why));
    }
    Ok(())
}
