//! Links as people write them: an entry or an item by the beginning of its id.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{
    Definition, FieldDef, FieldKind, FieldValue, Fields, ItemId, Link, Present, SHORT_ID_CHARS,
    SheetRow, Target,
};
use serde_json::Value as Json;

use crate::Error;
use crate::Vault;
use crate::error::{NameKind, ResolveError};
use crate::rows::first;
use crate::sheets::WorksheetView;
use crate::shelf::{SheetName, Shelf};
use crate::views::{EntryRef, Query};

impl Vault {
    /// What the links in a worksheet point to, in words: the beginning of an id, and the first words there.
    pub(crate) fn link_words(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        row: &SheetRow,
    ) -> BTreeMap<String, String> {
        let places = definition.fields().flat_map(|field| {
            let inner = row
                .items(&field.id)
                .iter()
                .flat_map(|item| field.fields.iter().map(move |inner| (inner, &item.fields)));
            std::iter::once((field, &row.fields)).chain(inner)
        });
        let links = places.filter(|(field, _)| field.kind == FieldKind::Links);
        let values = links.filter_map(|(field, fields)| fields.get(&field.id));
        let texts: BTreeSet<&String> = values
            .flat_map(|value| match value {
                FieldValue::Chosen(chosen) => chosen.iter().collect(),
                FieldValue::Line(link) => vec![link],
                _ => Vec::new(),
            })
            .collect();
        texts
            .into_iter()
            .filter_map(|text| {
                let words = self.words_of(shelf, row, &text.parse().ok()?);
                Some((text.clone(), words))
            })
            .collect()
    }

    /// What one link in a worksheet points to, in words.
    pub(crate) fn words_of_link(&self, shelf: &Shelf, row: &SheetRow, link: &str) -> String {
        let parsed: Option<Link> = link.parse().ok();
        parsed.map_or_else(|| link.to_owned(), |link| self.words_of(shelf, row, &link))
    }

    fn words_of(&self, shelf: &Shelf, row: &SheetRow, link: &Link) -> String {
        match link {
            Link::Document(doc) => {
                let short = doc.shorten(SHORT_ID_CHARS);
                match self.view_in(shelf.home, *doc) {
                    Ok(entry) => format!("{short} {}", entry_words(&entry.title, &entry.body)),
                    Err(_) => format!("{short} (not here)"),
                }
            }
            Link::Item {
                document,
                list,
                item,
            } => {
                let elsewhere = document.and_then(|doc| {
                    let mut sheets = shelf.worksheets.iter();
                    sheets.find(|(id, _)| *id == doc).map(|(_, row)| row)
                });
                let of = elsewhere.unwrap_or(row);
                let short = item.short();
                let words = of.item(list, *item).map(|target| {
                    let asked = shelf.definition_by_id(&of.definition);
                    let asked = asked.as_ref().and_then(|it| it.list(list));
                    asked.and_then(|asked| called(asked, &target.fields))
                });
                let words = words.map_or("(not here)".to_owned(), Option::unwrap_or_default);
                format!("{list}/{short} {words}").trim_end().to_owned()
            }
        }
    }

    /// Every link in `text` written out in full, with commas between them or not; what is no short form stays as it is, for
    /// the field to judge. A day names the entry of that day.
    pub(crate) fn full_links(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        text: &str,
        present: &Present,
    ) -> Result<String, Error> {
        let parts = text.split([',', ';']).map(str::trim);
        let full = parts.filter(|part| !part.is_empty()).map(|part| {
            self.links_of(shelf, definition, part)
                .or_else(|error| match present.day(part) {
                    Ok(day) => self.entry_on(part, day),
                    Err(_) => Err(error),
                })
        });
        Ok(full.collect::<Result<Vec<_>, _>>()?.join(" "))
    }

    /// The entry of a day, where it is the only one.
    fn entry_on(&self, named: &str, day: Date) -> Result<String, Error> {
        let filter = Query::matching(format!("on:{day}"));
        let found = self.list_in(self.own_space()?, &filter)?.entries;
        match found.as_slice() {
            [one] => Ok(one.id.clone()),
            [] => Err(ResolveError::none(NameKind::Entry, format!("entry of {named}")).into()),
            several => {
                let ids = several.iter().map(|entry| entry.short.clone());
                Err(ResolveError::several(NameKind::Entry, named, ids).into())
            }
        }
    }

    fn links_of(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        text: &str,
    ) -> Result<String, Error> {
        let mut full = Vec::new();
        for word in text.split_whitespace() {
            let (sign, link) = match word.strip_prefix('-') {
                Some(link) if !link.is_empty() => ("-", link),
                _ => ("", word),
            };
            let written = if link == "-" {
                link.to_owned()
            } else {
                self.full_link(shelf, definition, link)?
            };
            full.push(format!("{sign}{written}"));
        }
        Ok(full.join(" "))
    }

    /// What a program fills in, with every link written out in full, as [`Vault::full_links`] does it.
    pub(crate) fn full_links_in(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        target: &Target,
        json: &Json,
    ) -> Result<Json, Error> {
        let mut json = json.clone();
        let full = |fields: &[&FieldDef], object: &mut Json| -> Result<(), Error> {
            let links = fields.iter().filter(|field| field.kind == FieldKind::Links);
            for field in links {
                let several = match object.get_mut(&field.id) {
                    Some(Json::Array(several)) => several.as_mut_slice(),
                    Some(one) => std::slice::from_mut(one),
                    None => continue,
                };
                for link in several {
                    if let Json::String(text) = link {
                        *text = self.full_link(shelf, definition, text.trim())?;
                    }
                }
            }
            Ok(())
        };
        let of_item = |list: &str| {
            let list = definition.list(list);
            list.map_or_else(Vec::new, |list| list.fields.iter().collect())
        };
        match target {
            Target::NewItem(list) | Target::Item(list, _) => full(&of_item(list), &mut json)?,
            Target::Sheet => {
                full(&definition.fields().collect::<Vec<_>>(), &mut json)?;
                for list in definition.fields().filter(|field| field.kind.has_items()) {
                    let items = json.get_mut(&list.id).and_then(Json::as_array_mut);
                    for item in items.into_iter().flatten() {
                        full(&of_item(&list.id), item)?;
                    }
                }
            }
        }
        Ok(json)
    }

    fn full_link(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        link: &str,
    ) -> Result<String, Error> {
        if let Ok(full) = link.parse::<Link>() {
            return Ok(full.to_string());
        }
        // As it is kept, `:list:item`, with less of the item's id than all of it.
        let as_kept = link
            .strip_prefix(':')
            .map(|rest| rest.replacen(':', "/", 1));
        let link = as_kept.as_deref().unwrap_or(link);
        let parts: Vec<&str> = link.split('/').collect();
        let link = match parts.as_slice() {
            [entry] => {
                let entry: EntryRef = entry.parse()?;
                Link::Document(self.resolve(&entry)?)
            }
            [list, item] => Link::here(*list, find_item(shelf, definition, list, item)?),
            [sheet, list, item] => {
                let other = shelf.definition(&SheetName::from(*sheet))?;
                let item = find_item(shelf, &other, list, item)?;
                if other.id == definition.id {
                    Link::here(*list, item)
                } else {
                    Link::Item {
                        document: Some(shelf.worksheet(&other)),
                        list: (*list).to_owned(),
                        item,
                    }
                }
            }
            _ => return Err(Error::Invalid(format!("“{link}” is no link"))),
        };
        Ok(link.to_string())
    }
}

impl WorksheetView {
    /// The answers with links as people read them: what they point to, in words.
    pub fn readable(&self) -> SheetRow {
        let mut row = self.row.clone();
        for field in self.definition.fields() {
            self.read_links(field, &mut row.fields);
            for item in row.lists.get_mut(&field.id).into_iter().flatten() {
                for inner in &field.fields {
                    self.read_links(inner, &mut item.fields);
                }
            }
        }
        row
    }

    fn read_links(&self, field: &FieldDef, fields: &mut Fields) {
        let words = |link: &String| self.links.get(link).unwrap_or(link).clone();
        if field.kind != FieldKind::Links {
            return;
        }
        match fields.0.get_mut(&field.id) {
            Some(FieldValue::Line(link)) => *link = words(link),
            Some(FieldValue::Chosen(links)) => *links = links.iter().map(words).collect(),
            _ => {}
        }
    }
}

/// The words by which an entry is known: its title, or else the first ones of its text.
pub(crate) fn entry_words(title: &str, body: &str) -> String {
    first(if title.is_empty() { body } else { title })
}

fn find_item(
    shelf: &Shelf,
    definition: &Definition,
    list: &str,
    prefix: &str,
) -> Result<ItemId, ResolveError> {
    let wanted = prefix.to_lowercase();
    let items = shelf.row(definition).map_or(&[][..], |row| row.items(list));
    let mut fits = items
        .iter()
        .map(|item| item.id)
        .filter(|id| id.to_string().starts_with(&wanted));
    match (fits.next(), fits.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => {
            let what = format!("item “{prefix}” of {list}");
            Err(ResolveError::none(NameKind::Place, what))
        }
        (Some(a), Some(b)) => {
            let ids = [a.to_string(), b.to_string()];
            Err(ResolveError::several(NameKind::Place, prefix, ids))
        }
    }
}

/// What people would call an item: the first words in it of their own, or else the first answer.
pub(crate) fn called(list: &FieldDef, fields: &Fields) -> Option<String> {
    let own = |field: &&FieldDef| matches!(field.kind, FieldKind::Text | FieldKind::Line);
    let said = |field: &FieldDef| {
        let words = first(&programme::insight::answer_words(
            field,
            fields.get(&field.id)?,
        ));
        (!words.is_empty()).then_some(words)
    };
    let mut questions = list.fields.iter().filter(own);
    questions
        .find_map(said)
        .or_else(|| list.fields.iter().find_map(said))
}
