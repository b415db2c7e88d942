//! Saving what was read of another journal, and taking it back.

use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;
use journal::{DocId, Edit, EntryEdit, EntryFields, EntryFile, EntryRow, Kind, Row, SOURCE_KEY};
use moving::{Moved, Sheet, likeness};
use programme::definitions;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use vault::{SpaceId, SpaceWriter};

use super::attachments::TakingFiles;
use super::rows::{ImportView, Imported, TakenBack};
use super::secret::Secret;
use super::sheets::{import_definition, import_journey, import_note, import_sheet};
use super::table::{self, BYTES_MAX, Import, LIST, documents, own_id};
use crate::blocking::Transfer;
use crate::definitions::stored::source_of;
use crate::edits::WriteEdits;
use crate::entries::create::make_all;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::shelf::worksheet_id;
use crate::{Error, Vault};

/// Entries of one transaction: so many are lost if the power goes.
const AT_ONCE: usize = 1_000;

/// Once the entries of a transaction have so many bytes of files, it ends.
const FILES_BYTES_AT_ONCE: u64 = 64 << 20;

/// What makes two entries the same whatever is said of them: a hash of moment, title and text.
type Words = [u8; 32];

/// What is here.
#[derive(Default)]
struct Here {
    by_words: BTreeMap<Words, DocId>,
    /// Each entry with whether it is deleted, the hash of what came if it came from elsewhere, and whether it still says that.
    by_id: BTreeMap<DocId, Known>,
    /// What imports brought that were taken back.
    taken_back: BTreeSet<DocId>,
}

struct Known {
    deleted: bool,
    has_files: bool,
    came: Option<String>,
    unchanged: bool,
}

/// What is to be done with an entry.
enum Todo {
    /// Nothing: it is here.
    Known,
    /// Nothing: it was changed here, too.
    Changed,
    /// Nothing: it was deleted here.
    Deleted,
    /// With its source.
    Make(String),
    /// With its source.
    Update(String),
}

impl Transfer<'_> {
    /// Saves what was read of another journal, at most 1 000 entries in one transaction; `progress` hears how many are done.
    /// What was saved before an error stays, and the same archive goes on from there the next time.
    ///
    /// # Errors
    /// [`WriteError::Storage`], [`WriteError::Locked`]; [`WriteError::Invalid`] for a definition or journey that is none.
    pub fn import(
        &self,
        moved: Moved,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Imported, WriteError> {
        Ok(self.vault.take_in(moved, progress)?)
    }

    /// The imports of this device, the newest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`], [`ReadError::Storage`].
    pub fn imports(&self) -> Result<Vec<ImportView>, ReadError> {
        let imports = self.vault.import_table()?;
        Ok(imports.iter().rev().map(Import::view).collect())
    }

    /// Puts what an import brought to the deleted entries, unless it was changed here since.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] where there is no such import.
    pub fn take_back(&self, number: u32) -> Result<TakenBack, WriteError> {
        Ok(self.vault.take_back(number)?)
    }
}

impl Vault {
    fn take_in(&self, moved: Moved, progress: &mut dyn FnMut(usize)) -> Result<Imported, Error> {
        let home = self.own_space()?;
        let here = self.here()?;
        let kind = moved.kind.name();
        let begun = Import {
            at: self.env().now().timestamp().as_second(),
            kind: kind.to_owned(),
            digest: digest(&moved),
            ..Import::default()
        };
        let own = self.write_in(home, |write| self.import_shelf(write, home, &moved))?;
        let mut done = Imported::default();
        let Moved {
            entries,
            worksheets,
            notes,
            attachments,
            ..
        } = moved;
        let has_files = entries.iter().any(|entry| !entry.files.is_empty());
        let files = TakingFiles::new(self, &attachments, has_files)?;
        let mut import = None;
        let mut renamed: BTreeMap<String, DocId> = BTreeMap::new();
        let mut entries = entries.into_iter();
        let mut at = 0;
        loop {
            let part = next_part(&mut entries);
            if part.is_empty() {
                break;
            }
            at += part.len();
            self.write_in(home, |write| {
                let secret = Secret::of(write, home)?;
                let mut run = match import.take() {
                    Some(run) => run,
                    None => table::go_on(write, &begun)?,
                };
                run.finished = entries.len() == 0;
                let mut saving = Saving {
                    secret: &secret,
                    kind,
                    here: &here,
                    files: &files,
                    done: &mut done,
                    renamed: &mut renamed,
                };
                let brought = saving.part(write, &part)?;
                if run.entries + brought.len() > 0 {
                    table::keep(write, &mut run, &brought)?;
                    done.number = Some(run.number);
                }
                import = Some(run);
                Ok(())
            })?;
            progress(at);
        }
        if !worksheets.is_empty() || !notes.is_empty() {
            self.write_in(home, |write| {
                import_worksheets(write, home, worksheets, &own, &mut renamed, &mut done)?;
                for note in notes {
                    done.notes += usize::from(import_note(write, &note.id, note.row, &renamed)?);
                }
                Ok(())
            })?;
        }
        Ok(done)
    }

    /// Takes in definitions and journeys; answers the ids of all definitions of the person's own.
    fn import_shelf(
        &self,
        write: &mut SpaceWriter<'_, '_>,
        home: SpaceId,
        moved: &Moved,
    ) -> Result<BTreeSet<String>, Error> {
        let shelf = self.shelf()?;
        let mut own: BTreeSet<String> =
            shelf.definitions.iter().map(|own| own.id.clone()).collect();
        if moved.definitions.is_empty() && moved.journeys.is_empty() {
            return Ok(own);
        }
        let documents = self.definition_documents()?;
        let sources: Vec<String> = documents
            .iter()
            .map(|(_, row)| source_of(row).to_owned())
            .collect();
        for sheet in &moved.definitions {
            own.insert(import_definition(write, &sheet.row, &sources)?);
        }
        for sheet in &moved.journeys {
            import_journey(write, home, &sheet.row)?;
        }
        Ok(own)
    }

    /// Every entry of the journal, deleted ones too.
    fn here(&self) -> Result<Here, Error> {
        let mut here = Here::default();
        let snapshot = self.home_snapshot()?;
        snapshot.each_entry(|item, entry| {
            let row = entry.to_row();
            let known = Known {
                deleted: row.deleted.is_some(),
                has_files: !row.files.is_empty(),
                came: source_hash(&row).map(str::to_owned),
                unchanged: is_as_it_came(&row),
            };
            here.by_words.insert(words(&row.fields), item.id());
            here.by_id.insert(item.id(), known);
        })?;
        let (tables, space) = (snapshot.tables(), snapshot.space());
        let noted = |name: &str| self.store().note(tables, space, name, BYTES_MAX);
        for import in table::list(noted(LIST)?.as_ref()) {
            if import.taken_back {
                for part in import.part_names() {
                    here.taken_back.extend(documents(noted(&part)?.as_ref()));
                }
            }
        }
        Ok(here)
    }

    fn import_table(&self) -> Result<Vec<Import>, Error> {
        let snapshot = self.home_snapshot()?;
        let (tables, space) = (snapshot.tables(), snapshot.space());
        let noted = self.store().note(tables, space, LIST, BYTES_MAX)?;
        Ok(table::list(noted.as_ref()))
    }

    fn take_back(&self, number: u32) -> Result<TakenBack, Error> {
        let home = self.own_space()?;
        let all = self.import_table()?;
        let found = all.into_iter().find(|import| import.number == number);
        let mut import =
            found.ok_or_else(|| ResolveError::missing(NameKind::Import, number.to_string()))?;
        let mut done = TakenBack::default();
        for name in import.part_names() {
            self.write_in(home, |write| {
                for id in documents(write.note(&name, BYTES_MAX)?.as_ref()) {
                    let Some(Row::Entry(row)) = write.row(id)? else {
                        continue;
                    };
                    if row.deleted.is_some() {
                        continue;
                    }
                    if is_as_it_came(&row) {
                        write.edit(id, Kind::Entry, &[EntryEdit::Delete.into()])?;
                        done.deleted += 1;
                    } else {
                        done.kept += 1;
                    }
                }
                Ok(())
            })?;
        }
        import.taken_back = true;
        import.finished = true;
        self.write_in(home, |write| table::keep(write, &mut import, &[]))?;
        Ok(done)
    }
}

/// As many entries as one transaction takes, with not too many files.
fn next_part(entries: &mut std::vec::IntoIter<moving::Entry>) -> Vec<moving::Entry> {
    let mut part: Vec<moving::Entry> = Vec::new();
    let mut bytes = 0;
    while part.len() < AT_ONCE
        && bytes < FILES_BYTES_AT_ONCE
        && let Some(entry) = entries.next()
    {
        bytes += entry.files.iter().map(|file| file.bytes).sum::<u64>();
        part.push(entry);
    }
    part
}

/// What saving a part of an archive goes by.
struct Saving<'a, 'f> {
    secret: &'a Secret,
    kind: &'a str,
    here: &'a Here,
    files: &'a TakingFiles<'f>,
    done: &'a mut Imported,
    renamed: &'a mut BTreeMap<String, DocId>,
}

impl Saving<'_, '_> {
    /// Saves a part; answers the documents that it brought.
    fn part(
        &mut self,
        write: &mut SpaceWriter<'_, '_>,
        part: &[moving::Entry],
    ) -> Result<Vec<DocId>, Error> {
        let mut brought = Vec::new();
        let (mut blanks, mut edits, mut of) = (Vec::new(), Vec::new(), Vec::new());
        for entry in part {
            let (id, todo) = todo(self.secret, self.kind, self.here, entry);
            self.renamed.insert(entry.id.clone(), id);
            match todo {
                Todo::Known => self.done.known += 1,
                Todo::Changed => self.done.changed_here += 1,
                Todo::Deleted => self.done.deleted_here += 1,
                Todo::Make(_) if write.item(id)?.is_some() => self.done.known += 1,
                Todo::Make(source) => {
                    let files = self.files.of(entry, &[], self.done)?;
                    if entry.fields.is_empty() && files.is_empty() && !entry.files.is_empty() {
                        let why = "nothing but files is in it, and none of them can be taken";
                        self.done.failed.push((entry.place.clone(), why.into()));
                        continue;
                    }
                    blanks.push(write.blank_of(id, Kind::Entry.to_byte()));
                    edits.push(edits_of(entry, source, files));
                    of.push((entry, id));
                }
                Todo::Update(source) => {
                    if self.update(write, id, entry, source)? {
                        brought.push(id);
                        self.done.entries += 1;
                    } else {
                        self.done.updated += 1;
                    }
                }
            }
        }
        for (made, (entry, id)) in make_all(write.cores(), blanks, &edits).into_iter().zip(of) {
            let kept = made.and_then(|made| match made {
                Some(made) => write.keep(made),
                None => Ok(()),
            });
            match kept {
                Ok(()) => {
                    self.done.entries += 1;
                    brought.push(id);
                }
                // One entry that cannot be saved stops no other.
                Err(Error::Invalid(why)) => self.done.failed.push((entry.place.clone(), why)),
                Err(other) => return Err(other),
            }
        }
        Ok(brought)
    }

    /// Lets an entry say what its original says now; whether it had been taken back. Files that it has here stay.
    fn update(
        &mut self,
        write: &mut SpaceWriter<'_, '_>,
        id: DocId,
        entry: &moving::Entry,
        source: String,
    ) -> Result<bool, Error> {
        let Some(Row::Entry(row)) = write.row(id)? else {
            return Ok(false);
        };
        let mut edits: Vec<Edit> = Vec::new();
        if row.deleted.is_some() {
            edits.push(EntryEdit::Restore.into());
        }
        let mut wanted = entry.fields.clone();
        wanted.files = row.files.clone();
        wanted
            .files
            .extend(self.files.of(entry, &row.files, self.done)?);
        let changes = row.fields.all_edits_to(&wanted).into_iter();
        edits.extend(changes.map(Edit::from));
        edits.push(Edit::Source(source));
        write.edit(id, Kind::Entry, &edits)?;
        Ok(row.deleted.is_some())
    }
}

/// What is to be done with an entry, and the document that it is here.
fn todo(secret: &Secret, kind: &str, here: &Here, entry: &moving::Entry) -> (DocId, Todo) {
    let hash = HEXLOWER.encode(&entry.hash);
    let source = format!("{kind}/{hash}/{}", entry.id);
    let id = secret.document(kind, &entry.id);
    if let Some(known) = here.by_id.get(&id) {
        let comes_back = known.deleted && here.taken_back.contains(&id);
        // An earlier program took no files in.
        let lacks_files = known.unchanged && !known.has_files && !entry.files.is_empty();
        let todo = match (&known.came, known.unchanged) {
            _ if comes_back => Todo::Update(source),
            _ if known.deleted => deleted(entry),
            (Some(came), _) if *came == hash && !lacks_files => Todo::Known,
            (_, true) => Todo::Update(source),
            _ => Todo::Changed,
        };
        return (id, todo);
    }
    // Our own entry, back where it came from.
    let own = own_id(&entry.id).filter(|id| here.by_id.contains_key(id));
    if let Some(known) = own.or_else(|| here.by_words.get(&words(&entry.fields)).copied()) {
        let is_deleted = here.by_id.get(&known).is_some_and(|known| known.deleted);
        let todo = if is_deleted {
            deleted(entry)
        } else {
            Todo::Known
        };
        return (known, todo);
    }
    (id, Todo::Make(source))
}

/// What is done with an entry that is deleted here: nothing, and where it is not deleted there, that is said.
fn deleted(entry: &moving::Entry) -> Todo {
    if entry.deleted {
        Todo::Known
    } else {
        Todo::Deleted
    }
}

/// What makes a new entry of it.
fn edits_of(entry: &moving::Entry, source: String, files: Vec<EntryFile>) -> Vec<Edit> {
    let fields = EntryFields {
        files,
        ..entry.fields.clone()
    };
    let mut edits = vec![Edit::from(fields), Edit::Source(source)];
    let keep = |sentence: &String| Edit::Entry(EntryEdit::Keep(sentence.clone(), true));
    edits.extend(entry.kept_sentences.iter().map(keep));
    if entry.deleted {
        edits.push(Edit::Entry(EntryEdit::Delete));
    }
    edits
}

fn import_worksheets(
    write: &mut SpaceWriter<'_, '_>,
    home: SpaceId,
    worksheets: Vec<Sheet>,
    own: &BTreeSet<String>,
    renamed: &mut BTreeMap<String, DocId>,
    done: &mut Imported,
) -> Result<(), Error> {
    let mut sheets = Vec::new();
    for sheet in worksheets {
        let id = sheet.row.definition.as_str();
        let known = definitions::by_id(id).is_some() || own.contains(id);
        let place = known.then(|| worksheet_id(home, id, &sheet.row.journey));
        renamed.extend(place.map(|place| (sheet.id, place)));
        sheets.push((place, sheet.row));
    }
    for (place, row) in sheets {
        let taken = match place {
            Some(place) => import_sheet(write, place, row, renamed)?,
            None => false,
        };
        done.worksheets += usize::from(taken);
        done.worksheets_left += usize::from(!taken);
    }
    Ok(())
}

/// The hash of what came, of an entry that was taken in: its source is `kind/hash/id`.
fn source_hash(row: &EntryRow) -> Option<&str> {
    let source = row.extra.get(SOURCE_KEY).and_then(Value::as_str)?;
    source.split('/').nth(1)
}

/// Whether an entry came from elsewhere and still says what came.
fn is_as_it_came(row: &EntryRow) -> bool {
    source_hash(row).is_some_and(|came| came == HEXLOWER.encode(&likeness(&row.fields)))
}

fn words(entry: &EntryFields) -> Words {
    let mut hash = Sha256::new();
    for part in [entry.when.as_str(), &entry.title, &entry.body] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// A hash of all entries of an archive.
fn digest(moved: &Moved) -> String {
    let mut hash = Sha256::new();
    hash.update(moved.kind.name());
    for entry in &moved.entries {
        hash.update((entry.id.len() as u64).to_be_bytes());
        hash.update(&entry.id);
        hash.update(entry.hash);
    }
    HEXLOWER.encode(&hash.finalize())
}
