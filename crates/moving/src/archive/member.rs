//! The files of an archive, and which names can be theirs.

use crate::limits::{MEMBERS_MAX, NAME_BYTES_MAX};
use crate::refusal::{Refusal, shown};

/// A file of an archive.
#[derive(Debug)]
pub(crate) struct Member {
    /// As the archive has it, with `/` between folders.
    pub(crate) name: String,
    /// As the archive says; a reader never gives more.
    pub(crate) size: u64,
    pub(super) at: Where,
}

/// Where a member's bytes are.
#[derive(Debug)]
pub(super) enum Where {
    /// The only file there is.
    Alone,
    /// Below the folder that was given, under its name.
    InFolder,
    /// In one piece, at this place of a tar.
    Plain(u64),
    /// In a zip.
    Packed(Packed),
}

/// Where and how a member lies in a zip.
#[derive(Debug)]
pub(super) struct Packed {
    pub(super) at: u64,
    pub(super) bytes: u64,
    pub(super) method: u16,
    pub(super) crc: u32,
}

/// What the readers of archives find.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) members: Vec<Member>,
    pub(super) unused: Vec<String>,
}

impl Found {
    /// Takes in a file, unless its name is none.
    pub(super) fn file(&mut self, name: String, size: u64, at: Where) -> Result<(), Refusal> {
        if self.members.len() >= MEMBERS_MAX {
            return Err(Refusal::new(format!(
                "there are more than {MEMBERS_MAX} files in it"
            )));
        }
        if is_name(&name) {
            self.members.push(Member { name, size, at });
        } else {
            self.unused.push(shown(&name));
        }
        Ok(())
    }
}

/// Whether a name can be looked up: no way out of the archive, no control characters, not too long.
fn is_name(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.len() <= NAME_BYTES_MAX
        && !is_drive
        && !name.contains('\\')
        && !name.chars().any(char::is_control)
        && name
            .split('/')
            .all(|part| !part.is_empty() && part != "." && part != "..")
}

impl Member {
    /// The name without folders.
    pub(crate) fn base(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }

    /// The name without folders and without what follows its last dot.
    pub(crate) fn stem(&self) -> &str {
        let base = self.base();
        match base.rsplit_once('.') {
            Some((stem, _)) if !stem.is_empty() => stem,
            _ => base,
        }
    }

    /// What follows the last dot of the name, in small letters.
    pub(crate) fn ending(&self) -> String {
        let base = self.base();
        match base.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
            _ => String::new(),
        }
    }
}
