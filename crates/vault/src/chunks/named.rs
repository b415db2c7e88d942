//! Files that documents name, and what of them is not on this device.
//!
//! Which there are is remembered for each page, in a sealed note: a page that is as it was then is not opened again.

use std::collections::{BTreeMap, BTreeSet};

use replica::ChunkName;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::kind::{self, NamedFile};
use crate::snapshot::Snapshot;
use crate::vault::Vault;

/// What the note is called.
pub(crate) const NOTE: &str = "files";
/// Bytes of the note; with more nothing is remembered.
const NOTE_BYTES_MAX: usize = 64 << 20;
/// So many pages that were opened anew are worth a commit.
const PAGES_WORTH_NOTING: usize = 8;
/// Bytes that files may take on this device before no more are fetched, unless the settings say otherwise.
const FILES_BYTES: u64 = 16_000_000_000;
/// Bytes of the disk that are left to everything else.
const FREE_BYTES_MIN: u64 = 500_000_000;
const MB: u64 = 1_000_000;

/// What is named here and not on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ToFetch {
    /// Files of which something is missing.
    pub files: usize,
    /// About how many bytes that is.
    pub bytes: u64,
    /// Why nothing is fetched.
    pub full: Option<Full>,
}

/// Why no more files are fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Full {
    /// Files take as many bytes as they may on this device.
    Limit(u64),
    /// The disk has little room left.
    Disk,
}

/// What pages named when they were last opened.
#[derive(Default, Serialize, Deserialize)]
struct Noted(BTreeMap<[u8; 16], NotedPage>);

#[derive(Serialize, Deserialize)]
struct NotedPage {
    /// How the sealed page ends. Whatever is sealed anew ends otherwise.
    end: [u8; 16],
    files: Vec<NamedFile>,
}

impl Vault {
    /// What the documents of the journal name and is not on this device; nothing while locked.
    ///
    /// # Errors
    /// [`Error::Damaged`]; what the disk says.
    pub fn to_fetch(&self) -> Result<ToFetch, Error> {
        if !self.reads_home()? {
            return Ok(ToFetch::default());
        }
        let mut found = ToFetch::default();
        for file in self.named_files(&self.home_snapshot()?)? {
            let missing = file.chunks.iter().filter(|name| !self.has_chunk(name));
            let missing = missing.count() as u64;
            if missing > 0 {
                found.files += 1;
                found.bytes += file.bytes * missing / file.chunks.len() as u64;
            }
        }
        if found.files > 0 {
            found.full = self.room_for_files()?.err();
        }
        Ok(found)
    }

    /// Bytes that files may take on this device before no more are fetched.
    ///
    /// # Errors
    /// [`Error::Invalid`] for settings that cannot be read.
    pub fn files_bytes_max(&self) -> Result<u64, Error> {
        let most = self.settings()?.files_mb;
        Ok(most.map_or(FILES_BYTES, |most| most.saturating_mul(MB)))
    }

    /// How many bytes of files may still be fetched.
    pub(crate) fn room_for_files(&self) -> Result<Result<u64, Full>, Error> {
        let most = self.files_bytes_max()?;
        let left = most.saturating_sub(self.held_chunks()?.bytes);
        if left == 0 {
            return Ok(Err(Full::Limit(most)));
        }
        let free = self.folder.disk().free(self.folder.path());
        let free = free.map_or(u64::MAX, |free| free.saturating_sub(FREE_BYTES_MIN));
        Ok(match left.min(free) {
            0 => Err(Full::Disk),
            room => Ok(room),
        })
    }

    /// The chunks that documents of the journal name.
    pub(crate) fn named_chunks(&self) -> Result<BTreeSet<ChunkName>, Error> {
        let files = self.named_files(&self.home_snapshot()?)?;
        Ok(files.into_iter().flat_map(|file| file.chunks).collect())
    }

    /// Every file that a document names as it is now, the newest first.
    pub(crate) fn named_files(&self, snapshot: &Snapshot) -> Result<Vec<NamedFile>, Error> {
        let (space, view) = (snapshot.space(), snapshot.tables());
        let note = self.note(view, space, NOTE, NOTE_BYTES_MAX)?;
        let noted = note.and_then(|note| postcard::from_bytes(note.as_bytes()).ok());
        let Noted(mut known) = noted.unwrap_or_default();
        let mut noted = BTreeMap::new();
        let mut files = Vec::new();
        let mut opened = 0;
        for number in self.application.kinds().iter().map(|kind| kind.number()) {
            for page in snapshot.pages(number).iter().rev() {
                let (page_noted, was_opened) =
                    match self.noted_page(snapshot, page, known.remove(&page.id)) {
                        Ok(found) => found,
                        // What it names is looked for when the index was made anew.
                        Err(Error::Damaged { .. }) => continue,
                        Err(error) => return Err(error),
                    };
                opened += usize::from(was_opened);
                files.extend_from_slice(&page_noted.files);
                noted.insert(page.id, page_noted);
            }
        }
        if opened >= PAGES_WORTH_NOTING {
            let note = postcard::to_stdvec(&Noted(noted)).expect("names always serialise");
            if note.len() <= NOTE_BYTES_MAX {
                self.remember_files(snapshot, &note)?;
            }
        }
        Ok(files)
    }

    /// What a page names, and whether it was opened for that.
    fn noted_page(
        &self,
        snapshot: &Snapshot,
        page: &crate::PageMeta,
        before: Option<NotedPage>,
    ) -> Result<(NotedPage, bool), Error> {
        let end = snapshot.end_of(page)?;
        if let Some(noted) = before.filter(|noted| noted.end == end) {
            return Ok((noted, false));
        }
        let files = self.files_in(snapshot, page)?;
        Ok((NotedPage { end, files }, true))
    }

    /// What a page names, the newest first.
    fn files_in(
        &self,
        snapshot: &Snapshot,
        page: &crate::PageMeta,
    ) -> Result<Vec<NamedFile>, Error> {
        let page = snapshot.page(page)?;
        let mut files = Vec::new();
        for item in page.items()?.iter().rev() {
            if let Some(kind) = kind::of(self.application.kinds(), item.kind()) {
                files.extend(kind.files(item.row));
            }
        }
        Ok(files)
    }

    /// Where it cannot be noted now, the pages are opened once more.
    fn remember_files(&self, snapshot: &Snapshot, note: &[u8]) -> Result<(), Error> {
        let sealed = snapshot.space().keys()?.seal(note);
        let key = crate::notes::key(NOTE, snapshot.space().tag);
        let done = self.on_writable_store(|store| {
            let mut writer = store.write()?;
            writer.set_meta(&key, &sealed)?;
            Ok(writer.commit()?)
        });
        if let Err(error) = done {
            tracing::debug!(%error, "which files are named is looked up again");
        }
        Ok(())
    }
}
