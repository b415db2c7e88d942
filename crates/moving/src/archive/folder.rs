//! A folder on the disk. No link in it is followed, neither when it is listed nor when a file is read.

use std::fs::File;
use std::io;
use std::path::Path;

use platform::tree::{self, Kind};

use super::member::{Found, Where};
use crate::limits::{FOLDER_DEPTH_MAX, MEMBERS_MAX};
use crate::refusal::{Refusal, shown};

/// The folder that was given, held open.
#[derive(Debug)]
pub(super) struct Folder(tree::Folder);

impl Folder {
    /// Lists all files below a folder.
    pub(super) fn list(path: &Path) -> Result<(Self, Found), Refusal> {
        // The folder itself may be named by a link: the person named it.
        let root = tree::Folder::open(path)?;
        let mut found = Found::default();
        let mut seen = 0;
        walk(&root, "", 0, &mut seen, &mut found)?;
        Ok((Self(root), found))
    }

    /// Opens a file of the list.
    pub(super) fn open(&self, name: &str) -> io::Result<File> {
        let (above, file) = match name.rsplit_once('/') {
            Some((above, file)) => (Some(above), file),
            None => (None, name),
        };
        let mut folder: Option<tree::Folder> = None;
        for part in above.into_iter().flat_map(|above| above.split('/')) {
            folder = Some(folder.as_ref().unwrap_or(&self.0).folder(part)?);
        }
        folder.as_ref().unwrap_or(&self.0).file(file)
    }
}

fn walk(
    folder: &tree::Folder,
    path: &str,
    depth: usize,
    seen: &mut usize,
    found: &mut Found,
) -> Result<(), Refusal> {
    if depth > FOLDER_DEPTH_MAX {
        found.unused.push(shown(path));
        return Ok(());
    }
    for base in folder.names()? {
        let base = base?;
        let Some(base) = base.to_str() else {
            found.unused.push(shown(&base.to_string_lossy()));
            continue;
        };
        *seen += 1;
        if *seen > 2 * MEMBERS_MAX {
            return Err(Refusal::new("there are too many files in it"));
        }
        let name = match path {
            "" => base.to_owned(),
            path => format!("{path}/{base}"),
        };
        match folder.kind(base)? {
            Kind::Folder if base == ".git" => {}
            Kind::Folder => walk(&folder.folder(base)?, &name, depth + 1, seen, found)?,
            Kind::File(size) => found.file(name, size, Where::InFolder)?,
            Kind::Other => found.unused.push(shown(&name)),
        }
    }
    Ok(())
}
