//! Drafts: what somebody is writing and has not saved yet, sealed on this device only. A draft is no record: no share,
//! list, search, figure or export knows it, and no other device gets it.
//!
//! Each draft is two age files of one size that are overwritten in turn (`file.rs`), sealed to this device's public
//! recipient. So keeping one needs neither the store nor an open key, goes on when the journal is locked meanwhile, and
//! needs no more room on a full disk. Reading one needs the device keys.

mod file;

use std::path::PathBuf;

use jiff::Zoned;
use journal::EntryFile;
use serde::{Deserialize, Serialize};
use vault::DeviceKeys;

use crate::Vault;
use crate::blocking::Drafts;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::resolve::{self, Named};
use crate::views::{EntryEdit, EntryFields};
use crate::{Env, Error};
use file::{DraftFiles, Turn};

/// Drafts kept at a time; far more than somebody leaves lying, and few enough to be looked through at once.
const DRAFTS_MAX: usize = 100;
/// Bytes of an opened draft; several times what an entry may hold.
const OPENED_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What a draft is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum DraftSubject {
    /// A new entry.
    Entry {
        /// What was given beside the text. Its body is empty: the text is an answer of the draft.
        options: Box<EntryFields>,
        /// The first line of the text becomes the title.
        first_line_is_title: bool,
    },
    /// The text of an entry.
    Edit {
        /// The whole id of the entry.
        entry: String,
        /// The version that the text was typed on, as [`Stamp`](crate::Stamp) prints it.
        base: String,
        /// What is to be changed beside the text.
        changes: Vec<EntryEdit>,
    },
    /// An answer on a worksheet.
    Worksheet {
        /// The worksheet, as a command names it.
        worksheet: String,
        /// The field, as a command names it.
        place: String,
        /// The version that the answer was typed on, where there was one.
        base: Option<String>,
    },
    /// The answers about an urge.
    Urge(DraftOptions),
    /// The answers about a slip.
    Slip(DraftOptions),
}

impl DraftSubject {
    /// Files that were taken in for it.
    pub(crate) fn files(&self) -> Vec<&EntryFile> {
        match self {
            Self::Entry { options, .. } => options.files.iter().collect(),
            Self::Edit { changes, .. } => {
                let mut files = Vec::new();
                for edit in changes {
                    if let EntryEdit::File(file) = edit {
                        files.push(file.as_ref());
                    }
                }
                files
            }
            Self::Worksheet { .. } | Self::Urge(_) | Self::Slip(_) => Vec::new(),
        }
    }
}

/// What was given beside the answers about an urge or a slip.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DraftOptions {
    /// When it was; `None` for the moment at which the draft was begun.
    pub at: Option<Zoned>,
    /// Which way it went, as the worksheet names it.
    pub channel: Option<String>,
    /// How strong it was, from 1 to 10.
    pub strength: Option<u8>,
    /// What set it off.
    pub trigger: Option<String>,
}

impl DraftOptions {
    /// These over those `before`: what is given now counts.
    #[must_use]
    pub fn over(self, before: Self) -> Self {
        Self {
            at: self.at.or(before.at),
            channel: self.channel.or(before.channel),
            strength: self.strength.or(before.strength),
            trigger: self.trigger.or(before.trigger),
        }
    }
}

/// A piece of text in a draft: the whole text of an entry, or one answer of several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftText {
    /// What it answers; `text` for an entry.
    pub name: String,
    /// What was typed.
    pub text: String,
}

/// A draft that was left.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftView {
    /// Its name on this device, 8 characters.
    pub id: String,
    /// What it is for.
    pub subject: DraftSubject,
    /// When it was begun, by the writer's clock.
    pub begun: Zoned,
    /// When it was last kept.
    pub kept: Zoned,
    /// What was typed, in the order of the questions.
    pub texts: Vec<DraftText>,
    /// A living process is writing it.
    pub open: bool,
}

impl DraftView {
    /// The text that goes by `name`; empty if there is none.
    pub fn text(&self, name: &str) -> &str {
        let found = self.texts.iter().find(|text| text.name == name);
        found.map_or("", |found| &found.text)
    }
}

/// The drafts on this device.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct KeptDrafts {
    /// Those that hold text, the one kept last first.
    pub drafts: Vec<DraftView>,
    /// Files among the drafts that cannot be read: damaged, sealed to other keys, or of a newer program.
    pub unreadable: usize,
}

/// What is sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Content {
    /// Goes up with each time it is kept: the greater of two files counts. Sealed beside the rest.
    #[serde(skip)]
    turn: u64,
    subject: DraftSubject,
    begun: Zoned,
    kept: Zoned,
    texts: Vec<DraftText>,
}

impl Content {
    fn is_blank(&self) -> bool {
        self.texts.iter().all(|text| journal::is_blank(&text.text))
    }
}

/// Keeps one draft while somebody writes. When it is dropped, what was kept stays; nothing stays where nothing was typed.
pub struct DraftKeeper {
    env: Env,
    recipient: String,
    folder: PathBuf,
    files: Option<DraftFiles>,
    content: Content,
}

impl std::fmt::Debug for DraftKeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DraftKeeper").finish_non_exhaustive()
    }
}

impl DraftKeeper {
    /// The draft's name on this device, once it has files.
    pub fn id(&self) -> Option<&str> {
        self.files.as_ref().map(DraftFiles::name)
    }

    /// Takes room on the disk for what is about to be typed, so that it can be kept when the disk is full later.
    ///
    /// # Errors
    /// What the disk says, or [`WriteError::Refused`] where too many drafts lie here. [`Self::keep`] tries again.
    pub fn reserve(&mut self) -> Result<(), WriteError> {
        if self.files.is_none() {
            file::make_folder(&self.folder)?;
            let names = file::names(&self.folder)?;
            if names.len() >= DRAFTS_MAX {
                return Err(WriteError::Refused(format!(
                    "there are {} drafts already, and no more are kept",
                    names.len()
                )));
            }
            let turn = seal(&self.recipient, &self.content, self.content.turn)?;
            self.files = Some(DraftFiles::create(&self.folder, &self.env, &turn)?);
        }
        Ok(())
    }

    /// Keeps what has been typed so far; it is on disk when this returns. Blank texts are kept, too, but such a draft is
    /// not listed.
    ///
    /// # Errors
    /// What the disk says; then what was kept before stands.
    pub fn keep(&mut self, texts: Vec<DraftText>) -> Result<(), WriteError> {
        self.content.texts = texts;
        self.content.kept = self.env.now();
        let Some(files) = &mut self.files else {
            return self.reserve();
        };
        let next = self.content.turn + 1;
        let turn = seal(&self.recipient, &self.content, next)?;
        // Somebody may have removed it since the draft was begun.
        file::make_folder(&self.folder)?;
        files.overwrite(&turn)?;
        // Not before it is on disk: a turn that failed is tried again in the same slot, and the other one stands.
        self.content.turn = next;
        Ok(())
    }

    /// What the draft is for from now on; counts from the next [`Self::keep`].
    pub fn set_subject(&mut self, subject: DraftSubject) {
        self.content.subject = subject;
    }

    /// Throws the draft away: it was saved, or is not wanted.
    ///
    /// # Errors
    /// What the disk says.
    pub fn discard(mut self) -> Result<(), WriteError> {
        match self.files.take() {
            Some(files) => Ok(files.remove()?),
            None => Ok(()),
        }
    }
}

impl Drop for DraftKeeper {
    fn drop(&mut self) {
        if self.content.is_blank()
            && let Some(files) = self.files.take()
        {
            // An empty draft that stays is not listed, and goes when the next one is begun.
            let _ = files.remove();
        }
    }
}

impl Drafts<'_> {
    /// Prepares a draft; nothing is on the disk before [`DraftKeeper::reserve`] or [`DraftKeeper::keep`]. The keeper
    /// does not need the vault any more.
    ///
    /// # Errors
    /// [`WriteError::Refused`] on a device that has no journal of its own; [`WriteError::Storage`].
    pub fn begin(&self, subject: DraftSubject) -> Result<DraftKeeper, WriteError> {
        self.vault.sweep_drafts();
        let now = self.vault.env().now();
        let content = Content {
            turn: 0,
            subject,
            begun: now.clone(),
            kept: now,
            texts: Vec::new(),
        };
        Ok(self.vault.keeper(None, content)?)
    }

    /// Goes on with a draft: the same files are kept up to date.
    ///
    /// # Errors
    /// [`WriteError::Locked`], [`WriteError::Resolve`]; [`WriteError::Storage`] while another process writes it.
    pub fn resume(&self, id: &str) -> Result<(DraftKeeper, DraftView), WriteError> {
        let id = self.name(id)?;
        let files = DraftFiles::open(&self.vault.drafts_folder(), &id)?;
        let content = self.vault.read_draft(&id)?;
        let view = view(id, content.clone(), false);
        Ok((self.vault.keeper(Some(files), content)?, view))
    }

    /// The drafts on this device.
    ///
    /// # Errors
    /// [`ReadError::Locked`], or what the disk says.
    pub fn list(&self) -> Result<KeptDrafts, ReadError> {
        self.vault.device_keys()?;
        let mut found = KeptDrafts::default();
        for id in file::names(&self.vault.drafts_folder())? {
            match self.vault.read_draft(&id) {
                Ok(content) if content.is_blank() => {}
                Ok(content) => {
                    let open = file::is_open(&self.vault.drafts_folder(), &id);
                    found.drafts.push(view(id, content, open));
                }
                // Thrown away or saved since its name was read.
                Err(error) if ResolveError::of(&error).is_some() => {}
                Err(_) => found.unreadable += 1,
            }
        }
        found
            .drafts
            .sort_by(|a, b| (&b.kept, &b.id).cmp(&(&a.kept, &a.id)));
        Ok(found)
    }

    /// One draft, by the beginning of its name.
    ///
    /// # Errors
    /// [`ReadError::Locked`], [`ReadError::Resolve`]; [`ReadError::Storage`] if it cannot be read.
    pub fn get(&self, id: &str) -> Result<DraftView, ReadError> {
        let id = self.name(id)?;
        let open = file::is_open(&self.vault.drafts_folder(), &id);
        let content = self.vault.read_draft(&id)?;
        Ok(view(id, content, open))
    }

    /// Throws a draft away, readable or not.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Storage`] while a process writes it, or what the disk says.
    pub fn throw_away(&self, id: &str) -> Result<(), WriteError> {
        let id = self.name(id)?;
        Ok(file::remove(&self.vault.drafts_folder(), &id)?)
    }

    /// Names of the draft files that cannot be read, to be thrown away with [`Drafts::throw_away`].
    ///
    /// # Errors
    /// [`ReadError::Locked`], or what the disk says.
    pub fn unreadable(&self) -> Result<Vec<String>, ReadError> {
        self.vault.device_keys()?;
        let mut names = file::names(&self.vault.drafts_folder())?;
        names.retain(|id| {
            let read = self.vault.read_draft(id);
            read.is_err_and(|error| ResolveError::of(&error).is_none())
        });
        Ok(names)
    }

    /// The whole name of a draft, readable or not, by its beginning.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn name(&self, id: &str) -> Result<String, ReadError> {
        let names = file::names(&self.vault.drafts_folder())?.into_iter();
        let named = names.map(|name| Named {
            short: name.clone(),
            name: String::new(),
            thing: name,
        });
        Ok(resolve::one(NameKind::Draft, id, named.collect())?)
    }
}

impl Vault {
    fn keeper(&self, files: Option<DraftFiles>, content: Content) -> Result<DraftKeeper, Error> {
        let view = self.view()?;
        let home = self.home(&view)?;
        // From the certificate and not from the keys: a locked device keeps drafts too.
        let member = home
            .membership
            .member(self.device())
            .ok_or_else(|| Error::damaged("the journal (this device is not in it)"))?;
        Ok(DraftKeeper {
            env: self.env().clone(),
            recipient: member.certificate.recipient.clone(),
            folder: self.drafts_folder(),
            files,
            content,
        })
    }

    fn read_draft(&self, id: &str) -> Result<Content, Error> {
        let keys = self.device_keys()?;
        let sealed = file::read(&self.drafts_folder(), id)?;
        let newest = sealed
            .iter()
            .filter_map(|bytes| open(bytes, &keys))
            .max_by_key(|content| content.turn);
        newest.ok_or_else(|| Error::damaged(format!("draft {id}")))
    }

    /// Removes drafts in which nothing was typed and whose process is gone. Where that fails, nothing else suffers.
    fn sweep_drafts(&self) {
        let folder = self.drafts_folder();
        file::remove_unfinished(&folder);
        if !self.is_unlocked() {
            return;
        }
        for id in file::names(&folder).unwrap_or_default() {
            if self.read_draft(&id).is_ok_and(|content| content.is_blank())
                && let Ok(files) = DraftFiles::open(&folder, &id)
                // Looked at again now that nobody else can write it.
                && self.read_draft(&id).is_ok_and(|content| content.is_blank())
            {
                let _ = files.remove();
            }
        }
    }
}

/// Overwrites a draft and removes it.
///
/// # Errors
/// [`Error::Busy`] while a process writes it, or what the disk says.
pub(crate) fn wipe(folder: &std::path::Path, id: &str) -> Result<(), Error> {
    file::wipe(folder, id)
}

fn seal(recipient: &str, content: &Content, turn: u64) -> Result<Turn, Error> {
    let plain = serde_json::to_vec(&(turn, content)).expect("a draft always serialises");
    Turn::seal(recipient, &zeroize::Zeroizing::new(plain), turn)
}

fn open(sealed: &[u8], keys: &DeviceKeys) -> Option<Content> {
    let plain = vault::open_slot(sealed, keys, OPENED_BYTES_MAX).ok()?;
    let (turn, content) = serde_json::from_slice(plain.as_bytes()).ok()?;
    Some(Content { turn, ..content })
}

fn view(id: String, content: Content, open: bool) -> DraftView {
    DraftView {
        id,
        subject: content.subject,
        begun: content.begun,
        kept: content.kept,
        texts: content.texts,
        open,
    }
}
