//! What this device remembers of a folder. It is noted before a file is made there, so that what a crash leaves is known.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use replica::KeptPack;
use serde::{Deserialize, Serialize};
use vault::{Error, Vault};

use crate::coverage::{Covered, Range};
use crate::names::{FolderId, Kind, Token, WriterId, folder_name};

/// The layout of the note.
const FORMAT: u8 = 1;
/// Manifests that a writer leaves in the folder.
pub(crate) const MANIFESTS_KEPT: usize = 3;

/// It is noted that a folder was carried through without anything new if the last time is so many seconds ago.
const LAST_NOTED_EVERY: i64 = 45;

/// A file as it is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    manifest: bool,
    number: u32,
    random: [u8; 10],
}

impl From<Token> for File {
    fn from(token: Token) -> Self {
        Self {
            manifest: token.kind == Kind::Manifest,
            number: token.number,
            random: token.random,
        }
    }
}

impl File {
    pub(crate) fn token(self) -> Token {
        Token {
            kind: if self.manifest {
                Kind::Manifest
            } else {
                Kind::Pack
            },
            number: self.number,
            random: self.random,
        }
    }
}

/// A pack of this writer that is in the folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct OwnPack {
    pub(crate) file: File,
    pub(crate) bytes: u64,
    pub(crate) sha256: [u8; 32],
    pub(crate) level: u8,
    pub(crate) ranges: Vec<Range>,
}

impl OwnPack {
    pub(crate) fn kept(&self) -> KeptPack {
        let token = self.file.token();
        KeptPack {
            number: token.number,
            random: token.random,
            bytes: self.bytes,
            sha256: self.sha256,
        }
    }
}

/// A pack of this writer that another one has taken the place of, and that is not removed yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Retired {
    pub(crate) folder: FolderId,
    pub(crate) writer: WriterId,
    pub(crate) file: File,
    /// What holds its records now; `None` where several packs do.
    pub(crate) by: Option<File>,
    /// The manifest that first named that one; 0 until it is written.
    pub(crate) until: u64,
    /// Unix seconds.
    pub(crate) since: i64,
    /// In how many later runs that one was read back.
    pub(crate) read_back: u8,
}

/// A pack of another writer that was read as a whole.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Taken {
    pub(crate) folder: FolderId,
    pub(crate) writer: WriterId,
    pub(crate) file: File,
    pub(crate) bytes: u64,
    pub(crate) ranges: Vec<Range>,
}

/// Another writer, by the newest of its manifests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Known {
    pub(crate) folder: FolderId,
    pub(crate) writer: WriterId,
    pub(crate) device: [u8; 32],
    pub(crate) counter: u64,
    pub(crate) hash: [u8; 32],
    /// The last manifest all of whose packs were read, and a hash of those packs.
    pub(crate) read: u64,
    pub(crate) read_packs: [u8; 32],
    /// What this writer's last manifest answered to.
    pub(crate) answered: [u8; 32],
}

/// What is remembered of one folder.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct State {
    format: u8,
    pub(crate) name: String,
    path: String,
    /// The journal's folder that is written to.
    pub(crate) folder: FolderId,
    /// The incarnation that what follows is of.
    pub(crate) incarnation: u64,
    pub(crate) counter: u64,
    pub(crate) pack_number: u32,
    pub(crate) manifests: Vec<File>,
    pub(crate) packs: Vec<OwnPack>,
    pub(crate) retired: Vec<Retired>,
    /// What was about to be made when this was noted.
    pub(crate) writing: Vec<File>,
    /// Hash of what the last manifest said of packs and of what is held.
    pub(crate) said: [u8; 32],
    pub(crate) taken: Vec<Taken>,
    pub(crate) known: Vec<Known>,
    /// Space and log of what others wrote and lies in no pack, and since when that is so.
    pub(crate) uncovered: Vec<([u8; 16], Vec<u8>, i64)>,
    /// Hash of the second histories that the ranges are meant with.
    pub(crate) branches: [u8; 32],
    /// When it was last carried through as a whole, in unix seconds; 0 for never.
    pub(crate) last_at: i64,
}

impl State {
    pub(crate) fn new(name: String, path: &Path, folder: FolderId) -> Self {
        Self {
            format: FORMAT,
            name,
            path: text_of(path),
            folder,
            incarnation: 0,
            counter: 0,
            pack_number: 0,
            manifests: Vec::new(),
            packs: Vec::new(),
            retired: Vec::new(),
            writing: Vec::new(),
            said: [0; 32],
            taken: Vec::new(),
            known: Vec::new(),
            uncovered: Vec::new(),
            branches: [0; 32],
            last_at: 0,
        }
    }

    pub(crate) fn path(&self) -> PathBuf {
        PathBuf::from(&self.path)
    }

    pub(crate) fn lies_at(&mut self, path: &Path) {
        self.path = text_of(path);
    }

    pub(crate) fn last(&self) -> Option<Timestamp> {
        (self.last_at > 0).then(|| vault::timestamp(self.last_at))
    }

    /// Goes on as another writer. What the one before wrote stays, and counts as somebody else's.
    pub(crate) fn go_on_as(&mut self, incarnation: u64, before: WriterId) {
        let folder = self.folder;
        let own = std::mem::take(&mut self.packs).into_iter();
        self.taken.extend(own.map(|pack| Taken {
            folder,
            writer: before,
            file: pack.file,
            bytes: pack.bytes,
            ranges: pack.ranges,
        }));
        self.incarnation = incarnation;
        (self.counter, self.pack_number, self.said) = (0, 0, [0; 32]);
        self.manifests.clear();
        self.retired.clear();
        self.writing.clear();
    }

    /// Writes to another folder of the same journal from now on. What lies in this one is removed once it lies in that one.
    pub(crate) fn move_to(&mut self, folder: FolderId, before: WriterId, now: i64) {
        let from = std::mem::replace(&mut self.folder, folder);
        let files = self.packs.drain(..).map(|pack| pack.file);
        let files = files.chain(self.manifests.drain(..));
        self.retired.extend(files.map(|file| Retired {
            folder: from,
            writer: before,
            file,
            by: None,
            until: 0,
            since: now,
            read_back: 0,
        }));
        (self.counter, self.pack_number, self.said) = (0, 0, [0; 32]);
        self.writing.clear();
    }

    /// What lies in packs that are there.
    pub(crate) fn covered(&self) -> Covered {
        let own = self.packs.iter().flat_map(|pack| &pack.ranges);
        Covered::of(own.chain(self.taken.iter().flat_map(|pack| &pack.ranges)))
    }

    pub(crate) fn known(&mut self, folder: FolderId, writer: WriterId) -> Option<&mut Known> {
        let mut known = self.known.iter_mut();
        known.find(|known| (known.folder, known.writer) == (folder, writer))
    }
}

/// A path as it is kept. One that is no text is found again by what lies there.
fn text_of(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// A folder's note and the name that it goes by in the vault.
pub(crate) struct Row {
    pub(crate) key: String,
    pub(crate) state: State,
    /// What the vault has of it. A run that changes nothing writes nothing.
    saved: Vec<u8>,
}

impl Row {
    pub(crate) fn new(state: State) -> Self {
        Self {
            key: folder_name(&state.folder),
            state,
            saved: Vec::new(),
        }
    }

    pub(crate) fn save(&mut self, vault: &Vault) -> Result<(), Error> {
        let note = self.note();
        if note != self.saved {
            vault.set_carrier(&self.key, Some(&note))?;
            self.saved = note;
        }
        Ok(())
    }

    /// Notes that a run came to its end. Where nothing else has changed, that is written now and then only.
    pub(crate) fn save_as_of(&mut self, now: i64, vault: &Vault) -> Result<(), Error> {
        let age = now - self.state.last_at;
        if self.note() != self.saved || !(0..LAST_NOTED_EVERY).contains(&age) {
            self.state.last_at = now;
        }
        self.save(vault)
    }

    fn note(&self) -> Vec<u8> {
        postcard::to_stdvec(&self.state).expect("a note always serialises")
    }
}

/// All folders of a vault, by name.
pub(crate) fn rows(vault: &Vault) -> Result<Vec<Row>, Error> {
    let mut rows: Vec<Row> = Vec::new();
    for (key, note) in vault.carriers()? {
        match postcard::from_bytes::<State>(&note) {
            Ok(state) if state.format == FORMAT => rows.push(Row {
                key,
                state,
                saved: note,
            }),
            _ => return Err(Error::damaged("what is noted of a folder")),
        }
    }
    rows.sort_by(|a, b| a.state.name.cmp(&b.state.name));
    Ok(rows)
}
