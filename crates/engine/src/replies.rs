//! Replies: somebody who opened a sealed page wrote notes in it, and sends them back sealed. The person looks at all of
//! them, and what they take in becomes documents of their own, pinned to what the notes are about. Readers write nothing.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use journal::{DocId, Edit, Kind, Place, Row, SHORT_ID_CHARS, Scalar, SheetEdit, SheetRow};

use crate::blocking::Replies;
use crate::edits::WriteEdits;
use crate::error::{NameKind, ReadError, WriteError};
use crate::resolve::{self, Named};
use crate::rows;
use crate::share_items::item_name;
use crate::shelf::{SheetName, Shelf, derived};
use crate::{Error, Vault};

pub(crate) mod file;
pub(crate) mod page;

pub use file::FILE_BYTES_MAX;
use file::{Note, Refusal, Reply};
use page::SealedPage;

/// The definition of a note's document.
pub(crate) const DEFINITION: &str = "note";

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoteOn {
    /// The page as a whole, or something that is not known here.
    Whole,
    /// An entry.
    Entry {
        /// Its id.
        id: String,
        /// Its title, or its first words.
        name: String,
    },
    /// A worksheet.
    Worksheet {
        /// The id of its document.
        id: String,
        /// The id of its definition.
        definition: String,
        /// Its title.
        title: String,
    },
}

/// One note of a reply, before it is taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyNote {
    /// What it is about.
    pub on: NoteOn,
    /// Foreign text.
    pub text: String,
    /// Whether it was taken in before, be it deleted since or not.
    pub known: bool,
}

/// A reply that was opened. Its file proves no more than that whoever wrote it could open the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyView {
    /// Whom the page was for.
    pub page_for: String,
    /// How the writer calls themselves; foreign text, may be empty.
    pub by: String,
    /// When it was written, by the writer's clock; `None` for a time that is none.
    pub made: Option<Timestamp>,
    /// In the order of the file; never empty.
    pub notes: Vec<ReplyNote>,
}

/// What became of a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TakenIn {
    /// Notes that are new in the journal.
    pub taken: usize,
    /// Notes that were taken in before.
    pub known: usize,
}

/// A note that was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteView {
    /// Its id.
    pub id: String,
    /// The beginning of it that is clear.
    pub short: String,
    /// What it is about.
    pub on: NoteOn,
    /// Foreign text.
    pub text: String,
    /// Who wrote it, as they call themselves, else whose page it came on. Foreign text.
    pub by: String,
    /// When it was written, by the writer's clock.
    pub made: Option<Timestamp>,
}

impl Replies<'_> {
    /// Opens a reply. Nothing is saved.
    ///
    /// # Errors
    /// [`ReadError::Refused`] with the reason, for a file that is no reply to a sealed page of this journal.
    pub fn open(&self, file: &[u8]) -> Result<ReplyView, ReadError> {
        let shelf = self.vault.shelf()?;
        let (page, reply) = shelf.snapshot.reply(file)?.map_err(refused)?;
        let places = Places::of(&shelf, &page, &reply)?;
        let mut notes = Vec::new();
        for note in &reply.notes {
            notes.push(ReplyNote {
                on: places.on(&shelf, note),
                text: note.text.clone(),
                known: shelf.snapshot.item(document_of(&page, note))?.is_some(),
            });
        }
        Ok(ReplyView {
            page_for: page.reader,
            by: reply.name,
            made: Timestamp::from_second(reply.made).ok(),
            notes,
        })
    }

    /// Takes in the notes of a reply that `wanted` names by their places, from 0. What was taken in before changes nothing.
    ///
    /// # Errors
    /// [`WriteError::Refused`] as [`Replies::open`].
    pub fn take_in(&self, file: &[u8], wanted: &BTreeSet<usize>) -> Result<TakenIn, WriteError> {
        let shelf = self.vault.shelf()?;
        let (page, reply) = shelf.snapshot.reply(file)?.map_err(refused)?;
        let places = Places::of(&shelf, &page, &reply)?;
        let notes = reply.notes.iter().enumerate();
        let chosen = notes.filter(|(at, _)| wanted.contains(at));
        let chosen: BTreeMap<DocId, &Note> = chosen
            .map(|(_, note)| (document_of(&page, note), note))
            .collect();
        Ok(self.vault.write_in(shelf.home, |write| {
            let mut done = TakenIn::default();
            for (document, note) in &chosen {
                if write.row(*document)?.is_some() {
                    done.known += 1;
                    continue;
                }
                let source = places.0.get(note.item.as_str());
                let edits = note_edits(&page, &reply, note, source.map(String::as_str));
                write.edit(*document, Kind::Note, &edits)?;
                done.taken += 1;
            }
            Ok(done)
        })?)
    }

    /// All notes that were taken in and not deleted, the newest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn notes(&self) -> Result<Vec<NoteView>, ReadError> {
        Ok(self.vault.notes(|_| true)?)
    }

    /// Those about an entry or a worksheet, by the whole id of its document, the oldest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn notes_on(&self, document: &str) -> Result<Vec<NoteView>, ReadError> {
        let mut notes = self.vault.notes(|source| source == document)?;
        notes.retain(|note| note.on.document() == Some(document));
        notes.reverse();
        Ok(notes)
    }

    /// Those about the worksheet of a name, the oldest first.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn notes_on_sheet(&self, name: impl Into<SheetName>) -> Result<Vec<NoteView>, ReadError> {
        let shelf = self.vault.shelf()?;
        let definition = shelf.definition(&name.into())?;
        self.notes_on(&shelf.worksheet(&definition).to_string())
    }

    /// One note, by the beginning of its id.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn note(&self, note: &str) -> Result<NoteView, ReadError> {
        let named = self.vault.notes(|_| true)?.into_iter().map(|note| Named {
            short: note.id.clone(),
            name: String::new(),
            thing: note,
        });
        let note = resolve::one(NameKind::Note, note, named.collect()).map_err(Error::from)?;
        Ok(note)
    }

    /// Deletes a note, by the beginning of its id. Its reply does not bring it back.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub fn delete(&self, note: &str) -> Result<NoteView, WriteError> {
        let note = self.note(note)?;
        let document = DocId::prefix_bounds(&note.id).map(|(low, _)| low);
        let document = document.map_err(|error| Error::Invalid(error.to_string()))?;
        let home = self.vault.own_space()?;
        let delete = [Edit::Sheet(SheetEdit::Delete)];
        self.vault
            .write_in(home, |write| write.edit(document, Kind::Note, &delete))?;
        Ok(note)
    }
}

impl Vault {
    /// The notes whose document, as text, is wanted; the newest first.
    fn notes(&self, wanted: impl Fn(&str) -> bool) -> Result<Vec<NoteView>, Error> {
        let mut rows = self.home_snapshot()?.notes_and_pages()?;
        rows.retain(|(_, row)| row.definition == DEFINITION && wanted(row.fields.words("source")));
        if rows.is_empty() {
            // Most entries have none, and then no worksheet is read for them.
            return Ok(Vec::new());
        }
        let shelf = self.shelf()?;
        let mut notes = Vec::new();
        for (id, row) in rows {
            let beside = shelf.snapshot.beside(id)?;
            let length = crate::entries::view::clear_length(&id.to_string(), beside);
            notes.push(NoteView {
                id: id.to_string(),
                short: id.shorten(length.max(SHORT_ID_CHARS)),
                on: on(&shelf, row.fields.words("source"))?,
                text: row.fields.words("text").to_owned(),
                by: match row.fields.words("by") {
                    "" => format!("whoever has the page for {}", row.fields.words("for")),
                    by => by.to_owned(),
                },
                made: made(&row),
            });
        }
        notes.sort_by(|a, b| (b.made, &b.id).cmp(&(a.made, &a.id)));
        Ok(notes)
    }
}

impl NoteOn {
    /// The whole id of the document that it is about.
    pub fn document(&self) -> Option<&str> {
        match self {
            Self::Whole => None,
            Self::Entry { id, .. } | Self::Worksheet { id, .. } => Some(id),
        }
    }
}

fn made(row: &SheetRow) -> Option<Timestamp> {
    let second = row.fields.number("made")?;
    Timestamp::from_second(second).ok()
}

fn refused(refusal: Refusal) -> Error {
    Error::Refused(refusal.to_string())
}

/// The documents behind the items of a page that notes name, as text, by the items' names.
struct Places(BTreeMap<String, String>);

impl Places {
    fn of(shelf: &Shelf, page: &SealedPage, reply: &Reply) -> Result<Self, Error> {
        let wanted: BTreeSet<&str> = reply.notes.iter().map(|note| note.item.as_str()).collect();
        let mut places = BTreeMap::new();
        let mut look = |id: DocId| {
            let name = item_name(&page.items, id.as_bytes());
            if wanted.contains(name.as_str()) {
                places.insert(name, id.to_string());
            }
        };
        shelf
            .snapshot
            .each(Kind::Entry.to_byte(), |item| look(item.id()))?;
        shelf.worksheets.iter().for_each(|(id, _)| look(*id));
        Ok(Self(places))
    }

    fn on(&self, shelf: &Shelf, note: &Note) -> NoteOn {
        let source = self.0.get(note.item.as_str());
        let found = source.and_then(|source| on(shelf, source).ok());
        found.unwrap_or(NoteOn::Whole)
    }
}

/// What a document's id, as text, stands for.
fn on(shelf: &Shelf, source: &str) -> Result<NoteOn, Error> {
    let id = match DocId::prefix_bounds(source) {
        Ok((low, high)) if low == high => low,
        _ => return Ok(NoteOn::Whole),
    };
    if let Some((_, row)) = shelf.worksheets.iter().find(|(known, _)| *known == id) {
        let definition = shelf.definition_by_id(&row.definition);
        return Ok(NoteOn::Worksheet {
            id: source.to_owned(),
            definition: row.definition.clone(),
            title: definition.map_or_else(|| row.definition.clone(), |known| known.title.clone()),
        });
    }
    Ok(
        match shelf
            .snapshot
            .item(id)?
            .as_ref()
            .map(crate::snapshot::row_of)
        {
            Some(Row::Entry(row)) => NoteOn::Entry {
                id: source.to_owned(),
                name: match rows::first(&row.title) {
                    title if title.is_empty() => rows::first(&row.body),
                    title => title,
                },
            },
            _ => NoteOn::Whole,
        },
    )
}

/// The document of a note: the same for the same words about the same item of the same page, so that no reply counts twice.
fn document_of(page: &SealedPage, note: &Note) -> DocId {
    let (item, text) = (note.item.as_bytes(), note.text.as_bytes());
    derived(
        "still/v1/note",
        &[&page.secret, item, &[0], text],
        Kind::Note,
    )
}

fn note_edits(page: &SealedPage, reply: &Reply, note: &Note, source: Option<&str>) -> Vec<Edit> {
    let set = |field: &str, value| {
        let place = Place::field(field);
        Edit::Sheet(SheetEdit::Set { place, value })
    };
    let line = |text: &str| Scalar::Line(text.to_owned());
    let mut edits = vec![
        Edit::Sheet(SheetEdit::Define {
            definition: DEFINITION.to_owned(),
            version: 1,
            journey: String::new(),
        }),
        set("page", line(&page.page)),
        set("for", line(&page.reader)),
        set("made", Scalar::Number(reply.made)),
        Edit::Sheet(SheetEdit::Text {
            place: Place::field("text"),
            text: note.text.clone(),
        }),
    ];
    edits.extend((!reply.name.is_empty()).then(|| set("by", line(&reply.name))));
    edits.extend((!note.item.is_empty()).then(|| set("item", line(&note.item))));
    edits.extend(source.map(|source| set("source", line(source))));
    edits
}
