//! What is late of removed devices, in words; and writing it anew.

use jiff::Timestamp;
use journal::{ChangeHash, Document, Edit, EntryEdit, EntryField, EntryRow, Kind, Row, SheetRow};
pub use vault::late::LateState;
use vault::late::{LateChange, LateRecord, LateRecords};

use crate::blocking::Late;
use crate::edits::made;
use crate::error::{NameKind, ReadError, ResolveError, WriteError};
use crate::links::entry_words;
use crate::restore::sheet;
use crate::shelf::Shelf;
use crate::views::Version;
use crate::{Confirmed, Error};

mod carry;

/// States of a document that are looked through for what was written anew already.
const STATES_MAX: usize = 200;

/// What is late.
#[derive(Debug, Clone, PartialEq)]
pub struct LateList {
    /// By device, newest first.
    pub late: Vec<LateView>,
    /// Records beyond what is listed, as only a hostile device writes.
    pub unlisted: u64,
}

/// Something late of a removed device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateView {
    /// Its number on this device, which stays.
    pub number: usize,
    /// Name of the removed device.
    pub device: String,
    /// The beginning of that device's id.
    pub device_short: String,
    /// When it was written, by the clock of that device.
    pub at: Option<Timestamp>,
    /// What it is.
    pub what: LateWhat,
    /// The words by which it is known again: the first ones of an entry, the name of a worksheet.
    pub words: String,
    /// What was decided about it here.
    pub state: LateState,
}

/// What something late is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateWhat {
    /// An entry that was written there.
    Entry,
    /// An entry that was changed there.
    EntryChange,
    /// Answers in a worksheet.
    Answer,
    /// Something else of the journal: it cannot be written anew by itself.
    Other,
    /// It cannot be read here.
    Unreadable,
}

impl LateWhat {
    /// Whether it can be written anew.
    pub fn can_be_kept(self) -> bool {
        !matches!(self, Self::Other | Self::Unreadable)
    }
}

/// The whole of something late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateText {
    /// What it is.
    pub late: LateView,
    /// Of an entry every field, of a worksheet what was answered.
    pub parts: Vec<LatePart>,
}

/// A field of something late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LatePart {
    /// The field for people.
    pub label: String,
    /// What it says; empty where something was taken away.
    pub text: String,
}

/// What became of keeping something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateKept {
    /// What was kept.
    pub late: LateView,
    /// The beginning of the entry's id, of an entry.
    pub entry: Option<String>,
    /// Whether anything was written: it may have stood here already.
    pub changed: bool,
}

/// What is late, opened.
struct Opened {
    shelf: Shelf,
    late: LateRecords,
}

/// The document of a late change as it was before it, and after.
struct Rows {
    before: Row,
    after: Row,
}

impl Late<'_> {
    /// All of it, newest first within each device. Each has a number on this device that stays.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self) -> Result<LateList, ReadError> {
        let mut opened = self.open()?;
        let stand = self.stand_already(&opened)?;
        if !stand.is_empty() {
            self.decide(&mut opened, &stand, LateState::Kept)?;
        }
        let records = opened.late.records.iter();
        let mut late: Vec<LateView> = records.map(|record| self.view(&opened, record)).collect();
        late.sort_by(|a, b| {
            let [of_a, of_b] = [a, b].map(|view| (&view.device, &view.device_short));
            (of_a, b.at, b.number).cmp(&(of_b, a.at, a.number))
        });
        Ok(LateList {
            late,
            unlisted: opened.late.unlisted,
        })
    }

    /// The whole text of one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub fn show(&self, number: usize) -> Result<LateText, ReadError> {
        let opened = self.open()?;
        let record = opened.record(number)?;
        Ok(LateText {
            late: self.view(&opened, record),
            parts: self.parts(&opened, record)?,
        })
    }

    /// Writes some anew, as edits of this device. One that stands here already is left as it is.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] for one that cannot be written anew. Then nothing is saved.
    pub fn keep(&self, numbers: &[usize]) -> Result<Vec<LateKept>, WriteError> {
        let mut opened = self.open()?;
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        let mut chosen = Vec::new();
        for number in &numbers {
            let record = opened.record(*number)?;
            let view = self.view(&opened, record);
            let change = record.change.as_ref().filter(|_| view.what.can_be_kept());
            let read = change.and_then(|change| Some((change, opened.rows(change)?)));
            let (change, rows) = read.ok_or_else(|| {
                Error::Refused(format!(
                    "late record {number} cannot be written anew by itself"
                ))
            })?;
            chosen.push((view, change, rows));
        }
        // What was written later builds on what was written before.
        chosen.sort_by_key(|(view, ..)| (view.at, view.number));
        let home = self.vault.own_space()?;
        let mut kept = Vec::new();
        self.vault.write_in(home, |write| {
            for (view, change, rows) in &chosen {
                let wrote = view.state != LateState::Kept
                    && write.change(change.doc, change.kind, |document, at| {
                        made(document, &opened.edits(document, change, rows)?, at)
                    })?;
                let late = LateView {
                    state: LateState::Kept,
                    ..view.clone()
                };
                kept.push((late, change.doc, wrote));
            }
            Ok(())
        })?;
        self.decide(&mut opened, &numbers, LateState::Kept)?;
        let mut told = Vec::new();
        for (late, doc, changed) in kept {
            let is_answer = late.what == LateWhat::Answer;
            let view = || Ok::<_, Error>(self.vault.view_in(home, doc)?.short);
            told.push(LateKept {
                late,
                entry: if is_answer { None } else { view().ok() },
                changed,
            });
        }
        Ok(told)
    }

    /// Lets everything count that the removed device wrote up to this one, in the same log; gives how many records that
    /// were. It cannot be taken back.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] while two devices have removed each other.
    pub fn keep_through(&self, number: usize, confirmed: &Confirmed) -> Result<u64, WriteError> {
        self.open()?.record(number)?;
        Ok(self.vault.store().widen_cut(confirmed, number)?)
    }

    /// Does not ask about these any more, on this device. They stay listed among the hidden ones.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub fn hide(&self, numbers: &[usize]) -> Result<(), WriteError> {
        let mut opened = self.open()?;
        let mut open = Vec::new();
        for number in numbers {
            if opened.record(*number)?.state == LateState::Open {
                open.push(*number);
            }
        }
        self.decide(&mut opened, &open, LateState::Hidden)?;
        Ok(())
    }

    fn open(&self) -> Result<Opened, Error> {
        let shelf = self.vault.shelf()?;
        let late = self.vault.store().late_records(&shelf.snapshot)?;
        Ok(Opened { shelf, late })
    }

    fn decide(
        &self,
        opened: &mut Opened,
        numbers: &[usize],
        state: LateState,
    ) -> Result<(), Error> {
        let space = opened.shelf.snapshot.space();
        if !numbers.is_empty() {
            self.vault.store().decide_late(space, numbers, state)?;
        }
        for record in &mut opened.late.records {
            if numbers.contains(&record.number) {
                record.state = state;
            }
        }
        Ok(())
    }

    /// What nobody decided about and what stands here all the same: another device wrote it anew.
    fn stand_already(&self, opened: &Opened) -> Result<Vec<usize>, Error> {
        let mut stand = Vec::new();
        let open = opened.late.records.iter();
        for record in open.filter(|record| record.state == LateState::Open) {
            if let Some(change) = &record.change
                && let Some(document) = opened.shelf.snapshot.document(change.doc)?
                && let Some(rows) = opened.rows(change)
                && opened.what(change, &rows).can_be_kept()
                && change_nothing(&document, &opened.edits(&document, change, &rows)?)
            {
                stand.push(record.number);
            }
        }
        Ok(stand)
    }

    fn view(&self, opened: &Opened, record: &LateRecord) -> LateView {
        let change = record.change.as_ref();
        let read = change.and_then(|change| Some((change, opened.rows(change)?)));
        let (what, words) = match &read {
            None => (LateWhat::Unreadable, String::new()),
            Some((change, rows)) => (opened.what(change, rows), opened.words(&rows.after)),
        };
        LateView {
            number: record.number,
            device: self
                .vault
                .name_of(opened.shelf.snapshot.space(), record.device),
            device_short: vault::short(record.device.as_bytes()),
            at: record.written_at(),
            what,
            words,
            state: record.state,
        }
    }

    fn parts(&self, opened: &Opened, record: &LateRecord) -> Result<Vec<LatePart>, Error> {
        let Some(change) = &record.change else {
            return Ok(Vec::new());
        };
        match opened.rows(change).map(|rows| rows.after) {
            Some(Row::Entry(row)) => Ok(entry_parts(&row)),
            Some(Row::Sheet(row)) => {
                let Some(definition) = opened.shelf.definition_by_id(&row.definition) else {
                    return Ok(Vec::new());
                };
                let Some(document) = opened.late.document(change) else {
                    return Ok(Vec::new());
                };
                let past =
                    self.vault
                        .past_with(&opened.shelf.snapshot, change.doc, document.clone())?;
                let history = document.history(0);
                let versions =
                    self.vault
                        .sheet_versions(&opened.shelf, &definition, &past, &history);
                let is_of = |version: &&Version| {
                    let hash = document.change_numbered(version.number);
                    hash.is_some_and(|hash| change.changes.contains(&hash))
                };
                let changes = versions
                    .iter()
                    .filter(is_of)
                    .flat_map(|version| &version.changes);
                Ok(changes
                    .map(|change| LatePart {
                        label: match &change.item {
                            Some(item) => format!("{item}: {}", change.label),
                            None => change.label.clone(),
                        },
                        text: change.new_words.clone(),
                    })
                    .collect())
            }
            None => Ok(Vec::new()),
        }
    }
}

impl Opened {
    fn record(&self, number: usize) -> Result<&LateRecord, ResolveError> {
        let mut records = self.late.records.iter();
        let found = records.find(|record| record.number == number);
        found.ok_or_else(|| ResolveError::missing(NameKind::Late, number.to_string()))
    }

    fn rows(&self, change: &LateChange) -> Option<Rows> {
        let document = self.late.document(change)?;
        let before = rows_before(change, document)?;
        let after = document.row_at_heads(&[*change.changes.last()?])?;
        Some(Rows { before, after })
    }

    fn what(&self, change: &LateChange, rows: &Rows) -> LateWhat {
        match Kind::from_byte(change.kind) {
            // Such as an item that was moved: nothing of it could be written anew.
            _ if self.carry_over(rows, &rows.before).is_empty() => LateWhat::Other,
            Kind::Entry if change.before.is_empty() => LateWhat::Entry,
            Kind::Entry => LateWhat::EntryChange,
            Kind::Worksheet => LateWhat::Answer,
            _ => LateWhat::Other,
        }
    }

    fn words(&self, after: &Row) -> String {
        match after {
            Row::Entry(row) => entry_words(&row.title, &row.body),
            Row::Sheet(row) => self
                .shelf
                .definition_by_id(&row.definition)
                .map_or_else(String::new, |definition| definition.title.clone()),
        }
    }

    /// The edits that write a late change anew in the document as it counts here; none if it stands there, or stood.
    fn edits(
        &self,
        document: &Document,
        change: &LateChange,
        rows: &Rows,
    ) -> Result<Vec<Edit>, Error> {
        let carried = |now: &Row| self.carry_over(rows, now);
        if document.version_count() == 0 {
            return Ok(carried(&nothing(change.kind)));
        }
        if stood(document, change, |then| carried(then).is_empty()) {
            return Ok(Vec::new());
        }
        let base: Vec<ChangeHash> = change.before.clone();
        if !base.is_empty() && base.iter().all(|hash| document.has(hash)) {
            let edits = document.edits_from(&base, carried(&rows.before));
            return edits.map_err(|_| Error::Refused("this late record cannot be read".into()));
        }
        Ok(carried(&document.row()))
    }

    fn carry_over(&self, rows: &Rows, now: &Row) -> Vec<Edit> {
        match (&rows.before, &rows.after, now) {
            (Row::Entry(before), Row::Entry(after), Row::Entry(now)) => {
                let edits = entry_edits(before, after, now).into_iter();
                edits.map(Edit::Entry).collect()
            }
            (Row::Sheet(before), Row::Sheet(after), Row::Sheet(now)) => {
                let definition = self.shelf.definition_by_id(&after.definition);
                let edits = definition.map_or(Vec::new(), |definition| {
                    sheet::carry_over(&definition, before, after, now)
                });
                edits.into_iter().map(Edit::Sheet).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether edits would leave a document as it is: what they say was merged into it already.
fn change_nothing(document: &Document, edits: &[Edit]) -> bool {
    let mut edited = document.clone();
    edits.is_empty() || made(&mut edited, edits, 0).is_ok_and(|_| edited.row() == document.row())
}

/// Whether one of the newest states of a document that are not older than what the late change was made on fits.
fn stood(document: &Document, change: &LateChange, fits: impl Fn(&Row) -> bool) -> bool {
    if fits(&document.row()) {
        return true;
    }
    let states = (1..=document.version_count()).rev().take(STATES_MAX);
    for number in states {
        let Some(hash) = document.change_numbered(number) else {
            return false;
        };
        if change.before.contains(&hash) {
            return false;
        }
        if document.row_at_heads(&[hash]).is_some_and(|row| fits(&row)) {
            return true;
        }
    }
    false
}

/// What a document held before a change.
fn rows_before(change: &LateChange, document: &Document) -> Option<Row> {
    if change.before.is_empty() {
        Some(nothing(change.kind))
    } else {
        document.row_at_heads(&change.before)
    }
}

/// The value of a document that nothing was written into.
fn nothing(kind: u8) -> Row {
    if Kind::from_byte(kind) == Kind::Entry {
        Row::Entry(EntryRow::default())
    } else {
        Row::Sheet(SheetRow::default())
    }
}

fn entry_edits(before: &EntryRow, after: &EntryRow, now: &EntryRow) -> Vec<EntryEdit> {
    let mut edits = Vec::new();
    for field in EntryField::all() {
        if !before.edits_to(after, field).is_empty() {
            edits.extend(now.edits_to(after, field));
        }
    }
    if before.journey != after.journey && now.journey != after.journey {
        edits.push(EntryEdit::Journey(after.journey.clone()));
    }
    let kept = after.kept_sentences.iter();
    for sentence in kept.filter(|kept| !before.kept_sentences.contains(kept)) {
        if !now.kept_sentences.contains(sentence) {
            edits.push(EntryEdit::Keep(sentence.clone(), true));
        }
    }
    match (before.deleted, after.deleted, now.deleted) {
        (None, Some(_), None) if before != &EntryRow::default() => edits.push(EntryEdit::Delete),
        (Some(_), None, Some(_)) => edits.push(EntryEdit::Restore),
        _ => {}
    }
    edits
}

fn entry_parts(row: &EntryRow) -> Vec<LatePart> {
    let filled = row
        .values()
        .into_iter()
        .filter(|(_, value)| value.is_filled());
    filled
        .map(|(field, value)| LatePart {
            label: field.name().to_owned(),
            text: value.words(),
        })
        .collect()
}
