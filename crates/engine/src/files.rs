//! Files of entries: taking them in, reading them, and saying which there are. A file is sealed piece by piece under a key of its
//! own, and the pieces lie beside the records; an entry that names the file holds the key.

use std::collections::BTreeSet;
use std::io::{self, Read, Write as _};

use data_encoding::HEXLOWER;
pub use journal::{CAPTION_CHARS_MAX, CHUNK_BYTES, FILE_BYTES_MAX, FileHash};
use journal::{EntryFile, FILE_NAME_BYTES_MAX, ItemId};
use pictures::{NotClean, Told};
use sha2::{Digest, Sha256};
use vault::FileKey;
use zeroize::Zeroizing;

use crate::blocking::Files;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::views::{EntryEdit, EntryRef, EntryView, Query};
use crate::{Error, Vault};

/// How old a chunk is, in seconds, before it counts as unused.
const UNUSED_SECONDS: i64 = 30 * 86_400;

/// A file as it comes in.
pub struct FileSource<'a> {
    /// What it is called. Only a name: folders before it and what cannot be shown are left out.
    pub name: &'a str,
    /// Its bytes. At most 100 MiB of them are taken.
    pub bytes: &'a mut dyn Read,
    /// Whether a picture keeps what it says beside the picture: where, when and with what it was taken.
    pub keep_metadata: bool,
}

/// Why a file stayed as it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsItCame {
    /// It was wished.
    Wished,
    /// It could not be walked to its end, or is of a kind that is not walked here.
    NotClean(NotClean),
}

/// A file that was sealed and is named by no entry yet.
#[derive(Debug, Clone)]
pub struct TakenFile {
    /// For [`EntryEdit::File`], or [`EntryFields::files`](crate::EntryFields::files).
    pub file: EntryFile,
    /// What a picture said beside the picture.
    pub told: Told,
    /// Whether it may say that still, and why; `None` where it was taken out, and of plain text.
    pub as_it_came: Option<AsItCame>,
    /// Whether the journal has these very bytes already. They are kept once.
    pub is_known: bool,
}

/// A file of an entry, and whether its bytes are on this device.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldFile {
    /// The entry.
    pub entry: EntryView,
    /// The file.
    pub file: EntryFile,
    /// How many of its chunks are missing here.
    pub missing: usize,
}

impl Files<'_> {
    /// Seals a file and keeps its chunks; they are on the disk when this returns. `progress` hears how many bytes are done.
    ///
    /// # Errors
    /// [`WriteError::Locked`]; [`WriteError::Invalid`] for more than 100 MiB; what reading it says, or the disk.
    pub fn take_in(
        &self,
        mut source: FileSource<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<TakenFile, WriteError> {
        Ok(self.vault.take_in_file(&mut source, progress)?)
    }

    /// Lets an entry have more files, after those that it has.
    ///
    /// # Errors
    /// As [`Entries::change`](crate::blocking::Entries::change); [`WriteError::Invalid`] for more than an entry can have.
    pub fn attach(&self, entry: &EntryRef, files: Vec<EntryFile>) -> Result<EntryView, WriteError> {
        let there = self.vault.entries().get(entry)?;
        let last = there.files.iter().map(|file| file.order).max();
        let next = last.map_or(0, |order| order.saturating_add(1));
        let edits = (next..)
            .zip(files)
            .map(|(order, file)| EntryEdit::File(Box::new(EntryFile { order, ..file })));
        self.vault
            .entries()
            .change(&(&there).into(), edits.collect())
    }

    /// The same with files that were just taken in. What an entry may not have is not kept.
    ///
    /// # Errors
    /// As [`Files::attach`].
    pub fn attach_taken(
        &self,
        entry: &EntryRef,
        taken: &[TakenFile],
    ) -> Result<EntryView, WriteError> {
        let files = taken.iter().map(|taken| taken.file.clone()).collect();
        let attached = self.attach(entry, files);
        // After any other error the entry may name them.
        if let Err(WriteError::Invalid(_) | WriteError::Resolve(_)) = &attached {
            self.discard(taken);
        }
        attached
    }

    /// Removes what was sealed for files that no entry names and no entry will. What the journal had before stays.
    pub fn discard(&self, taken: &[TakenFile]) {
        for taken in taken.iter().filter(|taken| !taken.is_known) {
            for chunk in &taken.file.chunks {
                let _ = self.vault.remove_chunk(chunk.as_bytes());
            }
        }
    }

    /// Takes a file from an entry, by its number as it is shown, from 1. Earlier versions of the entry have it still.
    ///
    /// # Errors
    /// As [`Entries::change`](crate::blocking::Entries::change), and [`WriteError::Resolve`] for a number that there is not.
    pub fn remove(&self, entry: &EntryRef, number: usize) -> Result<EntryView, WriteError> {
        let there = self.vault.entries().get(entry)?;
        let id = numbered(&there, number)?.id.clone();
        let edit = EntryEdit::Unfile(id);
        self.vault.entries().change(&(&there).into(), vec![edit])
    }

    /// The files of all entries that fit a query, newest entry first.
    ///
    /// # Errors
    /// As [`Entries::list`](crate::blocking::Entries::list).
    pub fn list(&self, query: &Query) -> Result<Vec<HeldFile>, ReadError> {
        let entries = self.vault.entries().list(query)?.entries;
        Ok(entries.iter().flat_map(|entry| self.of(entry)).collect())
    }

    /// The files of one entry, in their order.
    pub fn of(&self, entry: &EntryView) -> Vec<HeldFile> {
        let held = |file: &EntryFile| HeldFile {
            entry: entry.clone(),
            file: file.clone(),
            missing: self.missing(file),
        };
        entry.files.iter().map(held).collect()
    }

    /// Chunks on this device that nothing names, in no state of any entry and in no draft, and that came more than 30 days ago, with
    /// their bytes. What is being written now is younger.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Refused`] where a record or a draft cannot be read.
    pub fn unused(&self) -> Result<Vec<(FileHash, u64)>, ReadError> {
        let before = self.vault.env().unix() - UNUSED_SECONDS;
        let unused = self.vault.unused_chunks(before)?;
        if unused.is_empty() {
            return Ok(Vec::new());
        }
        let drafts = self.vault.drafts().list()?;
        if drafts.unreadable > 0 {
            let why = "a draft cannot be read on this device, so that it is not known which files it names; nothing was removed";
            return Err(ReadError::Refused(why.into()));
        }
        let drafts = drafts.drafts.iter().flat_map(|draft| draft.subject.files());
        let named: BTreeSet<FileHash> = drafts.flat_map(|file| file.chunks.clone()).collect();
        let unused = unused.into_iter();
        let unused = unused.map(|(name, bytes)| (FileHash::from_bytes(name), bytes));
        Ok(unused.filter(|(name, _)| !named.contains(name)).collect())
    }

    /// Removes [what is unused](Files::unused), and gives what that was.
    ///
    /// # Errors
    /// As [`Files::unused`], or what the disk says.
    pub fn free(&self) -> Result<Vec<(FileHash, u64)>, WriteError> {
        let unused = self.unused()?;
        for (name, _) in &unused {
            self.vault.remove_chunk(name.as_bytes())?;
        }
        Ok(unused)
    }

    /// How many chunks of a file are not on this device.
    pub fn missing(&self, file: &EntryFile) -> usize {
        let is_missing = |chunk: &&FileHash| !self.vault.has_chunk(chunk.as_bytes());
        file.chunks.iter().filter(is_missing).count()
    }

    /// Opens a file piece by piece. What `take` was given counts only if this returns `Ok`.
    ///
    /// # Errors
    /// [`ReadError::Refused`] if not all of it is on this device; [`ReadError::Storage`] for damage, or what `take` says.
    pub fn read(
        &self,
        file: &EntryFile,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), ReadError> {
        Ok(self.vault.read_file(file, take)?)
    }

    /// Opens a file as a whole, with room for all of it at once: no part of it stays behind where it grew.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub fn read_whole(&self, file: &EntryFile) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let bytes = file.bytes.min(FILE_BYTES_MAX).try_into().unwrap_or(0);
        let mut whole = Zeroizing::new(Vec::with_capacity(bytes));
        self.read(file, &mut |piece| whole.write_all(piece))?;
        Ok(whole)
    }
}

/// The file of an entry with this number, from 1.
fn numbered(entry: &EntryView, number: usize) -> Result<&EntryFile, ResolveError> {
    let found = number.checked_sub(1).and_then(|at| entry.files.get(at));
    found.ok_or_else(|| {
        let what = match entry.files.len() {
            0 => "file with this entry".to_owned(),
            files => format!("file {number}; they are 1 to {files}"),
        };
        ResolveError::none(NameKind::File, what)
    })
}

impl Vault {
    fn take_in_file(
        &self,
        source: &mut FileSource<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<TakenFile, Error> {
        // Nothing is sealed that no entry could name.
        self.home_snapshot()?;
        self.take_in_knowing(source, progress, &|sha256, bytes| {
            self.known_file(sha256, bytes)
        })
    }

    /// The same, where it is said otherwise which files are here.
    pub(crate) fn take_in_knowing(
        &self,
        source: &mut FileSource<'_>,
        progress: &mut dyn FnMut(u64),
        known: &dyn Fn(FileHash, u64) -> Result<Option<EntryFile>, Error>,
    ) -> Result<TakenFile, Error> {
        let name = name_of(source.name);
        let mut bytes = Bounded {
            inner: &mut *source.bytes,
            name: &name,
            left: FILE_BYTES_MAX,
        };
        let first = bytes.piece()?;
        let media_type = media_type(&first);
        let is_picture = pictures::is_picture(&first);
        let (first, told, as_it_came) = if is_picture {
            looked_at(bytes.with_rest(first)?, source.keep_metadata)
        } else {
            let may_tell = media_type != "text/plain" && !first.is_empty();
            let why = may_tell.then(|| unwalked(source.keep_metadata));
            (first, Told::default(), why)
        };
        let mut sealing = Sealing::new(self);
        let sealed = sealing.add_all(&first, &mut bytes, progress);
        let sha256 = FileHash::from_bytes(sealing.hash.clone().finalize().into());
        let known = sealed.and_then(|()| known(sha256, sealing.bytes));
        if !matches!(known, Ok(None)) {
            // Nobody knows the key of what was sealed any more.
            sealing.undo();
        }
        let known = known?;
        let is_known = known.is_some();
        let (key, chunks) = match known {
            Some(known) => (known.key, known.chunks),
            None => (sealing.key.to_text().to_string(), sealing.chunks),
        };
        let file = EntryFile {
            id: ItemId::from_bytes(self.env().random()).to_string(),
            media_type: media_type.to_owned(),
            bytes: sealing.bytes,
            sha256,
            key,
            chunks,
            name,
            ..EntryFile::default()
        };
        Ok(TakenFile {
            file,
            told,
            as_it_came,
            is_known,
        })
    }

    /// A file of some entry with these very bytes, all of which are here and whole.
    fn known_file(&self, sha256: FileHash, bytes: u64) -> Result<Option<EntryFile>, Error> {
        let text = HEXLOWER.encode(sha256.as_bytes());
        let mut found = None;
        self.home_snapshot()?.each_entry(|_, entry| {
            if found.is_none() && entry.files.contains(&text) {
                let is_it = |file: &EntryFile| {
                    (file.sha256, file.bytes) == (sha256, bytes) && self.is_whole(file)
                };
                found = entry.files().into_iter().find(is_it);
            }
        })?;
        Ok(found)
    }

    /// Whether all chunks of a file are here, and are what their names say.
    fn is_whole(&self, file: &EntryFile) -> bool {
        let mut chunks = file.chunks.iter();
        chunks.all(|chunk| matches!(self.chunk(chunk.as_bytes()), Ok(Some(_))))
    }

    fn read_file(
        &self,
        file: &EntryFile,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), Error> {
        let damaged = || Error::damaged(format!("the file “{}”", file.name));
        let absent = || {
            Error::Refused(format!(
                "“{}” is not on this device, or not all of it; it comes when this device meets one that has it",
                file.name
            ))
        };
        if self.files().missing(file) > 0 {
            return Err(absent());
        }
        let key = FileKey::from_text(&file.key).ok_or_else(damaged)?;
        let mut hash = Sha256::new();
        for (at, chunk) in file.chunks.iter().enumerate() {
            let sealed = self.chunk(chunk.as_bytes())?.ok_or_else(absent)?;
            let piece = key
                .open(&sealed, file.bytes_in(at))
                .map_err(|_| damaged())?;
            hash.update(piece.as_bytes());
            let failed = |error| Error::io(format!("writing “{}”", file.name), error);
            take(piece.as_bytes()).map_err(failed)?;
        }
        if FileHash::from_bytes(hash.finalize().into()) != file.sha256 {
            return Err(damaged());
        }
        Ok(())
    }
}

/// A file on its way into chunks.
struct Sealing<'v> {
    vault: &'v Vault,
    key: FileKey,
    hash: Sha256,
    bytes: u64,
    chunks: Vec<FileHash>,
}

impl<'v> Sealing<'v> {
    fn new(vault: &'v Vault) -> Self {
        Self {
            vault,
            key: FileKey::generate(vault.env().random()),
            hash: Sha256::new(),
            bytes: 0,
            chunks: Vec::new(),
        }
    }

    fn add(&mut self, piece: &[u8]) -> Result<(), Error> {
        self.hash.update(piece);
        self.bytes += piece.len() as u64;
        let name = self.vault.keep_chunk(&self.key.seal(piece))?;
        self.chunks.push(FileHash::from_bytes(name));
        Ok(())
    }

    /// Seals the first bytes and all that follow; `progress` hears how many are done.
    fn add_all(
        &mut self,
        first: &[u8],
        rest: &mut Bounded<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), Error> {
        for piece in first.chunks(CHUNK_BYTES) {
            self.add(piece)?;
            progress(self.bytes);
        }
        loop {
            let piece = rest.piece()?;
            if piece.is_empty() {
                return Ok(());
            }
            self.add(&piece)?;
            progress(self.bytes);
        }
    }

    /// Takes away what was sealed.
    fn undo(&self) {
        for chunk in &self.chunks {
            let _ = self.vault.remove_chunk(chunk.as_bytes());
        }
    }
}

/// Bytes of a source, one piece after the other and never more than so many.
struct Bounded<'a> {
    inner: &'a mut dyn Read,
    name: &'a str,
    left: u64,
}

impl Bounded<'_> {
    /// The next piece; it is shorter than a chunk only at the end, and empty behind it.
    fn piece(&mut self) -> Result<Zeroizing<Vec<u8>>, Error> {
        let mut piece = Zeroizing::new(Vec::with_capacity(CHUNK_BYTES));
        let read = self.inner.take(CHUNK_BYTES as u64).read_to_end(&mut piece);
        read.map_err(|error| Error::io(format!("reading “{}”", self.name), error))?;
        self.left = self.left.checked_sub(piece.len() as u64).ok_or_else(|| {
            let most = FILE_BYTES_MAX >> 20;
            Error::Invalid(format!(
                "“{}” is larger than {most} MiB, which is the most for one file",
                self.name
            ))
        })?;
        Ok(piece)
    }

    /// A piece and all that follows it.
    fn with_rest(&mut self, first: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, Error> {
        let mut all = first;
        loop {
            let piece = self.piece()?;
            if piece.is_empty() {
                return Ok(all);
            }
            all.extend_from_slice(&piece);
        }
    }
}

/// A whole picture without what it says beside itself, unless that is to stay or cannot be taken out.
fn looked_at(
    picture: Zeroizing<Vec<u8>>,
    keep: bool,
) -> (Zeroizing<Vec<u8>>, Told, Option<AsItCame>) {
    let told = pictures::told(&picture);
    if keep {
        return (picture, told, Some(AsItCame::Wished));
    }
    match pictures::clean(&picture) {
        Ok(clean) => (Zeroizing::new(clean), told, None),
        Err(why) => (picture, told, Some(AsItCame::NotClean(why))),
    }
}

/// Why a file stays as it came that is no picture known here: a film or a PDF may tell as much as a photograph.
const fn unwalked(keep: bool) -> AsItCame {
    match keep {
        true => AsItCame::Wished,
        false => AsItCame::NotClean(NotClean::Unknown),
    }
}

/// The last part of a path, on one line and not too long.
pub(crate) fn name_of(path: &str) -> String {
    let last = path
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty());
    let mut name: String = last
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control() && !journal::is_unseen(*c))
        .collect();
    while name.len() > FILE_NAME_BYTES_MAX {
        name.pop();
    }
    if name.trim().is_empty() {
        return "file".to_owned();
    }
    name
}

/// What a file is, by how it begins.
fn media_type(first: &[u8]) -> &'static str {
    let known = pictures::media_type(first);
    let is_text = |text: &str| !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    let is_words = !first.is_empty()
        && match std::str::from_utf8(first) {
            Ok(text) => is_text(text),
            // A character may go on in the next piece.
            Err(error) => error.error_len().is_none() && first.len() == CHUNK_BYTES,
        };
    if known == pictures::UNKNOWN && is_words {
        return "text/plain";
    }
    known
}
