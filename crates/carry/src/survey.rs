//! What lies in a folder at one moment: journals' folders, writers, files. Only names and sizes are looked at.

use std::collections::BTreeMap;
use std::io;

use replica::limits;

use crate::folder::{CarrierFolder, EntryKind};
use crate::names::{self, FolderId, ID, Kind, Marks, Token, WriterId, folder_name, writer_name};

/// Most folders of one journal in one place: two devices that begin there apart make two.
const JOURNALS_MAX: usize = 8;
/// A file of no more bytes stands for one that a program has not fetched.
pub(crate) const PLACEHOLDER_BYTES: u64 = 1;

/// The names that hold one file, each with its size.
pub(crate) type Names = Vec<(String, u64)>;

/// What one writer has in one journal's folder.
#[derive(Debug)]
pub(crate) struct Writer {
    pub(crate) folder: FolderId,
    pub(crate) writer: WriterId,
    pub(crate) files: BTreeMap<Token, Names>,
    /// Whether there are more names than were looked at.
    pub(crate) more: bool,
}

impl Writer {
    /// Whether a file of this size is there, or stands for one that was not fetched.
    pub(crate) fn has(&self, token: Token, bytes: u64) -> bool {
        let fits = |(_, size): &(String, u64)| *size == bytes || *size <= PLACEHOLDER_BYTES;
        self.files.get(&token).is_some_and(|names| names.iter().any(fits))
            // What is beyond the names that are looked at is not known to be gone.
            || self.more && !self.files.contains_key(&token)
    }

    pub(crate) fn of_kind(&self, kind: Kind) -> impl DoubleEndedIterator<Item = (&Token, &Names)> {
        self.files
            .iter()
            .filter(move |(token, _)| token.kind == kind)
    }
}

/// All writers of a journal.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    pub(crate) writers: Vec<Writer>,
    /// What is no file of ours and lies where only those should.
    pub(crate) strange: u64,
    /// Whether somewhere there is more than is looked at.
    pub(crate) more: bool,
}

/// The folders of this journal in a place, the one to write to first. `known` is looked for by its name, however many others
/// there are.
pub(crate) fn journals(
    place: &dyn CarrierFolder,
    marks: &Marks<'_>,
    known: Option<FolderId>,
) -> io::Result<Vec<FolderId>> {
    let listing = place.list(&[])?;
    let mut found: Vec<FolderId> = known.into_iter().collect();
    for entry in &listing.entries {
        if entry.kind == EntryKind::Folder
            && let Some(folder) = names::folder_id(&entry.name)
            && !found.contains(&folder)
        {
            found.push(folder);
        }
    }
    found.retain(|folder| {
        let id = place.read(&[&folder_name(folder), ID], 64);
        id.is_ok_and(|id| id == marks.id(folder))
    });
    found.sort_unstable();
    found.truncate(JOURNALS_MAX);
    Ok(found)
}

/// Lists what all writers have in these folders.
pub(crate) fn survey(place: &dyn CarrierFolder, folders: &[FolderId]) -> io::Result<Survey> {
    let mut survey = Survey::default();
    for folder in folders {
        let name = folder_name(folder);
        let listing = place.list(&[&name])?;
        survey.more |= listing.more;
        survey.strange += listing.unreadable;
        for entry in listing.entries {
            let writer = names::writer_id(&entry.name).filter(|_| entry.kind == EntryKind::Folder);
            match writer {
                Some(_) if survey.writers.len() >= limits::WRITERS_PER_FOLDER_MAX => {
                    survey.more = true;
                }
                Some(writer) => {
                    let seen = files_of(place, *folder, writer, &mut survey.strange)?;
                    survey.more |= seen.more;
                    survey.writers.push(seen);
                }
                None if entry.name == ID => {}
                None => survey.strange += 1,
            }
        }
    }
    Ok(survey)
}

fn files_of(
    place: &dyn CarrierFolder,
    folder: FolderId,
    writer: WriterId,
    strange: &mut u64,
) -> io::Result<Writer> {
    let listing = place.list(&[&folder_name(&folder), &writer_name(&writer)])?;
    *strange += listing.unreadable;
    let mut files: BTreeMap<Token, Names> = BTreeMap::new();
    for entry in listing.entries {
        let token = Token::within(&entry.name);
        match (entry.kind, token) {
            (EntryKind::File(bytes), Some(token)) => {
                files.entry(token).or_default().push((entry.name, bytes));
            }
            _ => *strange += 1,
        }
    }
    for (token, names) in &mut files {
        // The name that it was given comes before those that other programs made of it.
        let own = token.name();
        names.sort_by_key(|(name, _)| (*name != own, name.clone()));
    }
    Ok(Writer {
        folder,
        writer,
        files,
        more: listing.more,
    })
}
