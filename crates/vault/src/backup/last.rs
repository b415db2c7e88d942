//! What a vault remembers of its last backup: when it was verified, where it lies, and how far it reaches.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use replica::{Have, SpaceId};
use store::{Tables, View};

use super::{dated, kept::held_in};
use crate::exchange::safety::missing::Missing;
use crate::vault::{Meta, Vault};
use crate::{Error, OpenError, timestamp};

/// Where the vault notes when it was backed up last, and how many records that took; how far its logs reached then; and where
/// the backup lies.
const BACKED_UP: &str = "backed-up";
const BACKED_UP_HAVE: &str = "backed-up-have";
const BACKED_UP_TO: &str = "backed-up-to";

/// The last backup that was made of a vault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBackup {
    /// When it was verified.
    pub at: Timestamp,
    /// What of the journal this vault has got since.
    pub lacks: Missing,
    /// Where it was written; `None` for one that an earlier program made.
    pub folder: Option<PathBuf>,
    /// Whether something was erased since, which it holds still; not known while locked.
    pub holds_erased: bool,
    /// Whether a backup lies there now. It may be on a disk that is not plugged in.
    pub is_there: bool,
}

impl Vault {
    /// The last backup that was made and verified. Its folder is looked at, which may be a disk that does not answer.
    ///
    /// # Errors
    /// [`OpenError::Storage`].
    pub fn last_backup(&self) -> Result<Option<LastBackup>, OpenError> {
        Ok(self.noted_backup()?)
    }

    fn noted_backup(&self) -> Result<Option<LastBackup>, Error> {
        let view = self.store.read()?;
        let Some((at, held)) = note(&view)? else {
            return Ok(None);
        };
        let meta = Meta::read(&view)?;
        let to = view.meta(BACKED_UP_HAVE)?;
        let lacks = match (to.map(|to| Have::decode(&to)), meta.home()) {
            (Some(Ok(have)), Some(home)) => {
                let home = self.space(&view, home)?;
                self.about(&view, &home, &self.beyond(&view, &home, &have)?)?
            }
            // Without a journal, or noted by an earlier program: all that came, whatever it is about.
            _ => {
                let spaces: Vec<SpaceId> = meta.spaces().collect();
                let changes = held_in(&view, &spaces)?.saturating_sub(held);
                Missing {
                    changes,
                    ..Missing::default()
                }
            }
        };
        let folder = view.meta(BACKED_UP_TO)?;
        let folder = folder.and_then(|path| Some(PathBuf::from(String::from_utf8(path).ok()?)));
        let erasures = match self.reads_home()? {
            true => self.erasures()?,
            false => Vec::new(),
        };
        Ok(Some(LastBackup {
            at: timestamp(at),
            holds_erased: erasures.iter().any(|erasure| erasure.backup == Some(at)),
            lacks,
            is_there: folder.as_ref().is_some_and(|folder| {
                dated::backups_in(folder, &self.env).is_ok_and(|found| !found.is_empty())
            }),
            folder,
        }))
    }

    /// Notes that a backup of all this was made and verified, and where people look for it.
    pub(super) fn note_backup(&self, view: &View, total: u64, noted: &Path) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        let note = format!("{} {total}", self.env.unix());
        writer.set_meta(BACKED_UP, note.as_bytes())?;
        if let Some(home) = Meta::read(view)?.home() {
            let heads = view.heads(home.tag())?.into_iter();
            let to: Have = heads.map(|(log, head)| (log, head.number)).collect();
            writer.set_meta(BACKED_UP_HAVE, &to.encode())?;
        }
        let noted = std::path::absolute(noted).unwrap_or_else(|_| noted.to_owned());
        writer.set_meta(BACKED_UP_TO, noted.to_string_lossy().as_bytes())?;
        Ok(writer.commit()?)
    }
}

/// When the vault was last backed up (unix seconds), and how many records it had.
fn note(tables: &impl Tables) -> Result<Option<(i64, u64)>, Error> {
    let note = tables.meta(BACKED_UP)?;
    Ok(note.and_then(|bytes| {
        let text = String::from_utf8(bytes).ok()?;
        let (at, held) = text.split_once(' ')?;
        Some((at.parse().ok()?, held.parse().ok()?))
    }))
}

/// When the vault was last backed up, in unix seconds.
pub(crate) fn backed_up_at(tables: &impl Tables) -> Result<Option<i64>, Error> {
    Ok(note(tables)?.map(|(at, _)| at))
}
