//! What a rule shows: current rows of entries and worksheets, stripped of everything that is not for the reader, and the
//! edits that make fresh documents of them.

use std::collections::{BTreeMap, BTreeSet};

use journal::{
    DayEnds, Definition, DocId, Edit, EntryRow, FieldDef, FieldKind, FieldValue, Fields, ItemId,
    Kind, Label, Link, Place, Row, Scalar, ShareRule, SheetEdit, SheetRow,
};

use crate::Error;
use crate::Vault;
use crate::links::called;
use crate::rows::PageEntry;
use crate::share_items::carries_item;
use vault::PageItem;

/// The log of step 9 in which promises are checked in, and what names the promise there.
const CHECK_INS: &str = "checkins";
const CHECKED_IN: &str = "commitment";
/// What a check-in says in a share that does not show its promise.
const NOT_SHARED: &str = "a promise that is not shared";

/// One thing that a rule shows.
pub(crate) struct Shown {
    pub(crate) kind: Kind,
    /// Without anything that is not for the reader.
    pub(crate) row: Row,
    /// The id of what it comes from, by which the share names its item; `None` for what carries no name.
    pub(crate) source: Option<Vec<u8>>,
}

impl Vault {
    /// The rows that a rule shows, stripped of everything that is not for the reader.
    pub(crate) fn projection(&self, rule: &ShareRule) -> Result<Vec<Shown>, Error> {
        let mut rows = Vec::new();
        self.each_shown(rule, |id, row| {
            // What it says, and nothing of what became of it.
            rows.push(Shown {
                kind: Kind::Entry,
                row: Row::Entry(rule.only(row.fields).into()),
                source: Some(id.as_bytes().to_vec()),
            });
        })?;
        let shelf = self.shelf()?;
        let today = shelf.present_at(self.env().now()).today();
        let mut own = BTreeSet::new();
        let mut sheets = Vec::new();
        for (id, row) in &shelf.worksheets {
            let Some(definition) = shelf.definition_by_id(&row.definition) else {
                continue;
            };
            if shows_sheet(rule, &definition, row) {
                let contact = shelf.contact_in(&row.journey, today);
                let public = contact.shared_row(&definition, &public_sheet(&definition, row));
                own.extend(definition.step.is_none().then(|| definition.id.clone()));
                sheets.push((id, row, definition, public));
            }
        }
        let promises: BTreeMap<ItemId, String> = sheets
            .iter()
            .flat_map(|(_, _, definition, public)| promises_in(definition, public))
            .collect();
        for (id, row, definition, mut public) in sheets {
            if definition.step == Some(9) {
                name_promises(&mut public, row, &promises);
            }
            rows.push(Shown {
                kind: Kind::Worksheet,
                row: Row::Sheet(public),
                source: carries_item(Some(&definition)).then(|| id.as_bytes().to_vec()),
            });
        }
        if rule.insights {
            let figures = self.shared_insights(&rule.journey)?;
            rows.push(Shown {
                kind: Kind::Worksheet,
                source: Some(figures.definition.clone().into_bytes()),
                row: Row::Sheet(figures),
            });
        }
        // The questions go along, all versions of them: the reader's program does not have them.
        for (_, row) in self.definition_documents()? {
            if own.contains(&row.definition) {
                let public = SheetRow {
                    extra: BTreeMap::new(),
                    ..row
                };
                rows.push(Shown {
                    kind: Kind::Definition,
                    row: Row::Sheet(public),
                    source: None,
                });
            }
        }
        Ok(rows)
    }

    /// Hands every entry that a rule shows to `each`, as it stands in the journal, oldest first.
    pub(crate) fn each_shown(
        &self,
        rule: &ShareRule,
        each: impl FnMut(DocId, EntryRow),
    ) -> Result<(), Error> {
        self.each_chosen(rule, shows_entry, each)
    }

    /// How many letters are like what a rule chooses and are left out, as it does not name them.
    pub(crate) fn letters_left_out(&self, rule: &ShareRule) -> Result<usize, Error> {
        let mut letters = 0;
        if rule.selects_entries() {
            self.each_chosen(rule, leaves_letter_out, |_, _| letters += 1)?;
        }
        Ok(letters)
    }

    /// How many files the entries have that a rule shows.
    pub(crate) fn files_left_out(&self, rule: &ShareRule) -> Result<usize, Error> {
        let mut files = 0;
        self.each_shown(rule, |_, row| files += row.fields.files.len())?;
        Ok(files)
    }

    /// How many links stand in the worksheets that a rule shows, and are left out.
    pub(crate) fn links_left_out(&self, rule: &ShareRule) -> Result<usize, Error> {
        let shelf = self.shelf()?;
        let mut links = 0;
        for (_, row) in &shelf.worksheets {
            if let Some(definition) = shelf.definition_by_id(&row.definition)
                && shows_sheet(rule, &definition, row)
            {
                links += links_in(&definition, row);
            }
        }
        Ok(links)
    }

    fn each_chosen(
        &self,
        rule: &ShareRule,
        chooses: fn(&ShareRule, &BTreeSet<String>, &DocId, &EntryRow, DayEnds) -> bool,
        mut each: impl FnMut(DocId, EntryRow),
    ) -> Result<(), Error> {
        let tags = tag_keys(&rule.tags);
        let snapshot = self.home_snapshot()?;
        let day_ends = snapshot.preferences()?.day_ends;
        let shown = |item: &PageItem<'_>| {
            let row = PageEntry::read(item.row)?.to_row();
            let is_chosen =
                row.deleted.is_none() && chooses(rule, &tags, &item.id(), &row, day_ends);
            is_chosen.then_some(row)
        };
        // What is shown goes out: it is computed from what was written. What only seems to be none of it goes out later.
        snapshot.each_computed(
            Kind::Entry.to_byte(),
            |item| shown(item).is_some(),
            |item| {
                if let Some(row) = shown(item) {
                    each(item.id(), row);
                }
            },
        )
    }
}

/// The keys of tags: what `tag:x` finds is what a share of `x` shows.
pub(crate) fn tag_keys<'t>(tags: impl IntoIterator<Item = &'t String>) -> BTreeSet<String> {
    tags.into_iter().map(|tag| Label::Tag.key(tag)).collect()
}

fn shows_entry(
    rule: &ShareRule,
    tags: &BTreeSet<String>,
    id: &DocId,
    row: &EntryRow,
    day_ends: DayEnds,
) -> bool {
    if rule.entries.contains(&id.to_string()) {
        return true;
    }
    // A letter that was never sent is shown only when it is named.
    probe::planted!("everything_is_shared", rule.selects_entries(), return true)
        && !row.letter
        && fits(rule, tags, row, day_ends)
}

fn leaves_letter_out(
    rule: &ShareRule,
    tags: &BTreeSet<String>,
    id: &DocId,
    row: &EntryRow,
    day_ends: DayEnds,
) -> bool {
    row.letter && !rule.entries.contains(&id.to_string()) && fits(rule, tags, row, day_ends)
}

fn shows_sheet(rule: &ShareRule, definition: &Definition, row: &SheetRow) -> bool {
    match definition.step {
        Some(step) => rule.steps.contains(&step) && row.journey == rule.journey,
        None => rule.worksheets.contains(&definition.id),
    }
}

fn links_in(definition: &Definition, row: &SheetRow) -> usize {
    fn of<'d>(fields: &Fields, known: &dyn Fn(&str) -> Option<&'d FieldDef>) -> usize {
        let links = fields
            .0
            .iter()
            .filter(|(id, _)| known(id).is_some_and(|field| field.kind == FieldKind::Links));
        links
            .map(|(_, value)| match value {
                FieldValue::Chosen(links) => links.len(),
                value => usize::from(value.is_filled()),
            })
            .sum()
    }
    let items = row.lists.iter().filter_map(|(list, items)| {
        let list = definition.list(list)?;
        // What a check-in is about is said in words.
        let said = definition.step == Some(9) && list.id == CHECK_INS;
        let of_items = items.iter().filter(|_| !said);
        let of_items = of_items.map(|item| of(&item.fields, &|id| list.field(id)));
        Some(of_items.sum::<usize>())
    });
    of(&row.fields, &|id| definition.field(id)) + items.sum::<usize>()
}

/// Whether an entry is like what a rule chooses, by tag, star and dates.
fn fits(rule: &ShareRule, tags: &BTreeSet<String>, row: &EntryRow, day_ends: DayEnds) -> bool {
    let date = row.when.day(day_ends);
    (!rule.starred || row.star)
        && (tags.is_empty()
            || row
                .tags
                .iter()
                .any(|tag| tags.contains(&Label::Tag.key(tag))))
        && rule
            .from
            .is_none_or(|from| date.is_some_and(|date| date >= from))
        && rule.to.is_none_or(|to| date.is_some_and(|date| date <= to))
}

/// The promises and habits in a public row, in words.
fn promises_in(definition: &Definition, public: &SheetRow) -> Vec<(ItemId, String)> {
    let here = |list: &str| {
        let step = programme::step_of_promises(list)?;
        definition
            .list(list)
            .filter(|_| definition.step == Some(step))
    };
    let lists = public.lists.iter();
    let lists = lists.filter_map(|(list, items)| Some((here(list)?, items)));
    let items = lists.flat_map(|(list, items)| items.iter().map(move |it| (list, it)));
    let words = items.filter_map(|(list, item)| Some((item.id, called(list, &item.fields)?)));
    words.collect()
}

/// Says in each check-in of a public row which promise it is about, as the share shows it: in words, where a link would name
/// a document of the journal.
fn name_promises(public: &mut SheetRow, row: &SheetRow, promises: &BTreeMap<ItemId, String>) {
    let check_ins = public.lists.get_mut(CHECK_INS);
    for item in check_ins.into_iter().flatten() {
        let said = row.item(CHECK_INS, item.id);
        let link = said.map_or("", |said| said.fields.words(CHECKED_IN));
        if link.is_empty() {
            continue;
        }
        let link: Option<Link> = link.parse().ok();
        let promise = link.as_ref().and_then(Link::target);
        let words = promise.and_then(|(_, item)| promises.get(&item));
        let words = words.map_or(NOT_SHARED, String::as_str);
        let words = FieldValue::Text(words.to_owned());
        item.fields.0.insert(CHECKED_IN.to_owned(), words);
    }
}

/// The filled fields that a definition knows and that apply, without links: they would name entries that are not shared.
fn public_sheet(definition: &Definition, row: &SheetRow) -> SheetRow {
    fn shown<'d>(fields: &Fields, known: &dyn Fn(&str) -> Option<&'d FieldDef>) -> Fields {
        let is_public = |field: &FieldDef| field.kind != FieldKind::Links && field.applies(fields);
        // What is empty would leave no trace in the fresh document, and the two would never compare equal.
        let kept = fields
            .0
            .iter()
            .filter(|(id, value)| value.is_filled() && known(id).is_some_and(is_public));
        Fields(
            kept.map(|(id, value)| (id.clone(), value.clone()))
                .collect(),
        )
    }
    let mut public = SheetRow {
        definition: row.definition.clone(),
        version: row.version,
        fields: shown(&row.fields, &|id| definition.field(id)),
        done_by_hand: row.done_by_hand,
        ..SheetRow::default()
    };
    for (list, items) in &row.lists {
        let list_def = definition.list(list);
        let Some(list_def) = list_def.filter(|list| list.applies(&row.fields)) else {
            continue;
        };
        let occurrences: BTreeSet<ItemId> = match list_def.kind {
            FieldKind::Log => row.distinct(list).iter().map(|item| item.id).collect(),
            _ => items.iter().map(|item| item.id).collect(),
        };
        let items = items
            .iter()
            .filter(|item| occurrences.contains(&item.id))
            .map(|item| {
                let mut item = item.clone();
                item.fields = shown(&item.fields, &|id| list_def.field(id));
                item
            });
        public.lists.insert(list.clone(), items.collect());
    }
    // Nothing tells of an answer that is not shown.
    let shown = |place: &str| match place.parse() {
        Ok(Place::Field(field)) => public.fields.0.contains_key(&field),
        Ok(Place::Item { list, item, field }) => public
            .item(&list, item)
            .is_some_and(|item| item.fields.0.contains_key(&field)),
        Err(_) => false,
    };
    let asked = row.asked.iter().filter(|(place, _)| shown(place));
    public.asked = asked
        .map(|(place, version)| (place.clone(), *version))
        .collect();
    public
}

/// The edits that make a fresh document with this value, which publishes this item.
pub(crate) fn fresh_edits(row: &Row, item: Option<String>) -> Vec<Edit> {
    let mut edits = match row {
        Row::Entry(row) => vec![row.fields.clone().into()],
        Row::Sheet(row) => sheet_edits(row).into_iter().map(Edit::Sheet).collect(),
    };
    edits.extend(item.map(Edit::Item));
    edits
}

pub(crate) fn sheet_edits(row: &SheetRow) -> Vec<SheetEdit> {
    let mut edits = vec![SheetEdit::Define {
        definition: row.definition.clone(),
        version: row.version,
        journey: row.journey.clone(),
    }];
    for (field, value) in &row.fields.0 {
        value_edits(&mut edits, &|| Place::field(field.clone()), value);
    }
    for (list, items) in &row.lists {
        for item in items {
            edits.push(SheetEdit::Add {
                list: list.clone(),
                item: item.id,
                order: item.order.clone(),
                at: item.at.clone(),
            });
            let id: ItemId = item.id;
            for (field, value) in &item.fields.0 {
                value_edits(
                    &mut edits,
                    &|| Place::item(list.clone(), id, field.clone()),
                    value,
                );
            }
        }
    }
    for (place, version) in &row.asked {
        if let Ok(place) = place.parse() {
            let version = *version;
            edits.push(SheetEdit::Asked { place, version });
        }
    }
    for sentence in &row.kept_sentences {
        edits.push(SheetEdit::Keep {
            sentence: sentence.clone(),
            on: true,
        });
    }
    if row.done_by_hand.is_some() {
        edits.push(SheetEdit::MarkDone(row.done_by_hand));
    }
    edits
}

fn value_edits(edits: &mut Vec<SheetEdit>, place: &dyn Fn() -> Place, value: &FieldValue) {
    let set = |value| SheetEdit::Set {
        place: place(),
        value,
    };
    match value {
        FieldValue::Text(text) => edits.push(SheetEdit::Text {
            place: place(),
            text: text.clone(),
        }),
        FieldValue::Line(line) => edits.push(set(Scalar::Line(line.clone()))),
        FieldValue::Number(number) => edits.push(set(Scalar::Number(*number))),
        FieldValue::Check(on) => edits.push(set(Scalar::Check(*on))),
        FieldValue::Count(count) => edits.push(SheetEdit::Count {
            place: place(),
            by: *count,
        }),
        FieldValue::Ranking(order) => {
            edits.push(SheetEdit::Rank {
                place: place(),
                order: order.clone(),
            });
        }
        FieldValue::Chosen(chosen) => {
            for choice in chosen {
                edits.push(SheetEdit::Choose {
                    place: place(),
                    choice: choice.clone(),
                    on: true,
                });
            }
        }
    }
}
