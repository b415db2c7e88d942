//! A worksheet's value as plain data: what lists, figures, shares and the faces read. It is computed
//! from the document and can always be computed again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::SHORT_ID_CHARS;
use crate::day::DayEnds;
use crate::definition::{FieldDef, FieldKind};
use crate::worksheet::id::{ItemId, Place};

/// The value of one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldValue {
    /// A long text.
    Text(String),
    /// A line, a choice's id, a date (`2026-11-23`) or a single link.
    Line(String),
    /// A number of a scale.
    Number(i64),
    /// A box, ticked or not.
    Check(bool),
    /// Chosen things: ids of choices, or links.
    Chosen(BTreeSet<String>),
    /// A count, summed over all devices.
    Count(i64),
    /// A ranking, first place first.
    Ranking(Vec<String>),
}

impl FieldValue {
    /// The words of a text or line.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Line(text) => Some(text),
            Self::Number(_)
            | Self::Check(_)
            | Self::Chosen(_)
            | Self::Count(_)
            | Self::Ranking(_) => None,
        }
    }

    /// A scale's number or a count.
    pub fn as_number(&self) -> Option<i64> {
        match self {
            Self::Number(number) | Self::Count(number) => Some(*number),
            Self::Text(_) | Self::Line(_) | Self::Check(_) | Self::Chosen(_) | Self::Ranking(_) => {
                None
            }
        }
    }

    /// Whether something is written, chosen, ticked or counted here.
    pub fn is_filled(&self) -> bool {
        match self {
            Self::Text(text) | Self::Line(text) => !text.trim().is_empty(),
            Self::Number(_) => true,
            Self::Check(on) => *on,
            Self::Chosen(chosen) => !chosen.is_empty(),
            Self::Count(count) => *count > 0,
            Self::Ranking(order) => !order.is_empty(),
        }
    }

    /// The value in the words of its question: the labels of what was chosen, in the order in which they are asked. Links
    /// stay ids.
    pub fn words(&self, field: &FieldDef) -> String {
        let labels = |ids: Vec<&String>| {
            let labels: Vec<&str> = ids.into_iter().map(|id| field.choice_label(id)).collect();
            labels.join(", ")
        };
        match self {
            Self::Line(id) if field.kind == FieldKind::Choice => field.choice_label(id).to_owned(),
            Self::Text(text) | Self::Line(text) => text.clone(),
            Self::Number(number) | Self::Count(number) => number.to_string(),
            Self::Check(on) => if *on { "yes" } else { "no" }.to_owned(),
            Self::Chosen(chosen) => {
                let place = |id: &String| field.choices.iter().position(|choice| choice.id == *id);
                let mut chosen: Vec<&String> = chosen.iter().collect();
                chosen.sort_by_key(|id| place(id).unwrap_or(usize::MAX));
                labels(chosen)
            }
            Self::Ranking(order) => labels(order.iter().collect()),
        }
    }

    /// The value as plain JSON, for `--json`: a string, number, boolean or array.
    pub fn to_plain(&self) -> Json {
        match self {
            Self::Text(text) | Self::Line(text) => Json::from(text.as_str()),
            Self::Number(number) | Self::Count(number) => Json::from(*number),
            Self::Check(on) => Json::from(*on),
            Self::Chosen(chosen) => chosen.iter().map(String::as_str).collect(),
            Self::Ranking(order) => order.iter().map(String::as_str).collect(),
        }
    }
}

/// Field values by field id, with shortcuts for reading them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, FieldValue>);

impl Fields {
    /// The value of a field.
    pub fn get(&self, field: &str) -> Option<&FieldValue> {
        self.0.get(field)
    }

    /// The words of a text, line, choice or date field; empty when there are none.
    pub fn words(&self, field: &str) -> &str {
        self.get(field).and_then(FieldValue::as_str).unwrap_or("")
    }

    /// The number of a scale or count.
    pub fn number(&self, field: &str) -> Option<i64> {
        self.get(field).and_then(FieldValue::as_number)
    }

    /// Whether a box is ticked.
    pub fn checked(&self, field: &str) -> bool {
        matches!(self.get(field), Some(FieldValue::Check(true)))
    }

    /// A date field.
    pub fn date(&self, field: &str) -> Option<jiff::civil::Date> {
        self.words(field).parse().ok()
    }

    /// The chosen things of a `choices` or `links` field.
    pub fn chosen(&self, field: &str) -> impl Iterator<Item = &str> {
        let chosen = match self.get(field) {
            Some(FieldValue::Chosen(chosen)) => Some(chosen),
            _ => None,
        };
        chosen.into_iter().flatten().map(String::as_str)
    }

    /// Whether a field is filled, see [`FieldValue::is_filled`].
    pub fn filled(&self, field: &str) -> bool {
        self.get(field).is_some_and(FieldValue::is_filled)
    }
}

/// One item of a list or log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ItemRow {
    /// Its id.
    pub id: ItemId,
    /// Its order key; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub order: String,
    /// For a log: when it happened, with its zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// Its values.
    #[serde(default, skip_serializing_if = "no_fields")]
    pub fields: Fields,
    /// When the day of whoever reads it ends; see [`SheetRow::reckon`].
    #[serde(skip)]
    pub day_ends: DayEnds,
}

impl ItemRow {
    /// The field by which an item of a log says that it is the same occurrence as another one of that
    /// log, noted on another device: the other item's id. No definition asks it.
    pub const SAME_AS: &'static str = "same_as";

    /// The day that a log item counts to: by the clock where its writer was, whatever zone that is, and by when the day
    /// ends.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        Some(self.day_ends.day_of(self.civil()?))
    }

    /// Date and time of a log item where its writer was.
    pub fn civil(&self) -> Option<jiff::civil::DateTime> {
        self.at.as_deref()?.parse().ok()
    }

    /// The instant of a log item, for telling which came later.
    pub fn instant(&self) -> Option<jiff::Timestamp> {
        self.at.as_deref()?.parse().ok()
    }
}

/// The value of a worksheet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SheetRow {
    /// The id of its definition; empty when it never was defined.
    pub definition: String,
    /// The version of the definition it was last written with.
    pub version: u32,
    /// The journey's document id as text; empty outside any journey.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub journey: String,
    /// Its values.
    #[serde(default, skip_serializing_if = "no_fields")]
    pub fields: Fields,
    /// The items of its lists and logs, by order key and id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<ItemRow>>,
    /// Which version of the definition asked, by place (as [`crate::Place`] shows itself); a place
    /// that is not here was asked by the first version.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub asked: BTreeMap<String, u32>,
    /// The keys of flagged sentences that were kept.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub kept_sentences: BTreeSet<String>,
    /// The user's own word on whether it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_by_hand: Option<bool>,
    /// When it was put in the bin, in unix seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<i64>,
    /// What this version does not know, by document key.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, Json>,
}

fn no_fields(fields: &Fields) -> bool {
    fields.0.is_empty()
}

impl SheetRow {
    /// A worksheet that nobody has begun.
    pub const EMPTY: Self = Self {
        definition: String::new(),
        version: 0,
        journey: String::new(),
        fields: Fields(BTreeMap::new()),
        lists: BTreeMap::new(),
        asked: BTreeMap::new(),
        kept_sentences: BTreeSet::new(),
        done_by_hand: None,
        deleted: None,
        extra: BTreeMap::new(),
    };

    /// Has its items count to days that end at this time.
    pub fn reckon(&mut self, day_ends: DayEnds) {
        for item in self.lists.values_mut().flatten() {
            item.day_ends = day_ends;
        }
    }

    /// Which version of the definition asked what is answered at a place (as [`crate::Place`] shows itself).
    pub fn asked_by(&self, place: &str) -> u32 {
        self.asked.get(place).copied().unwrap_or(1)
    }

    /// The id of an item as people are shown it: its beginning, longer where another item of the list begins alike.
    pub fn short(&self, list: &str, item: ItemId) -> String {
        let whole = item.to_string();
        let others = self.items(list).iter().map(|other| other.id);
        let alike = others
            .filter(|other| *other != item)
            .map(|other| {
                let other = other.to_string();
                let pairs = whole.bytes().zip(other.bytes());
                pairs.take_while(|(one, two)| one == two).count()
            })
            .max();
        let needed = alike.map_or(0, |alike| alike + 1);
        whole[..needed.clamp(SHORT_ID_CHARS, whole.len())].to_owned()
    }

    /// The items of a list in their order.
    pub fn items(&self, list: &str) -> &[ItemRow] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }

    /// One item of a list.
    pub fn item(&self, list: &str, id: ItemId) -> Option<&ItemRow> {
        self.items(list).iter().find(|item| item.id == id)
    }

    /// The value at a place.
    pub fn value(&self, place: &Place) -> Option<&FieldValue> {
        match place {
            Place::Field(field) => self.fields.get(field),
            Place::Item { list, item, field } => self.item(list, *item)?.fields.get(field),
        }
    }

    /// The items of a log, one for each occurrence, by instant: of items that are said to be the same
    /// (see [`ItemRow::SAME_AS`]) only the one that happened first.
    pub fn distinct(&self, log: &str) -> Vec<&ItemRow> {
        let mut items: Vec<&ItemRow> = self.items(log).iter().collect();
        items.sort_by_key(|item| (item.instant(), item.id));
        // Two devices may each say that the other's item is the same, so sameness has no direction.
        let mut group: BTreeMap<ItemId, ItemId> =
            items.iter().map(|item| (item.id, item.id)).collect();
        for item in &items {
            let said: Option<ItemId> = item.fields.words(ItemRow::SAME_AS).parse().ok();
            let Some(other) = said.and_then(|said| group.get(&said).copied()) else {
                continue;
            };
            let own = group[&item.id];
            for member in group.values_mut().filter(|member| **member == own) {
                *member = other;
            }
        }
        let mut seen = BTreeSet::new();
        items.retain(|item| seen.insert(group[&item.id]));
        items
    }

    /// The occurrences of a log up to a day, and those without a moment, by instant.
    pub fn up_to(&self, log: &str, day: jiff::civil::Date) -> impl Iterator<Item = &ItemRow> {
        let items = self.distinct(log).into_iter();
        items.filter(move |item| item.date().is_none_or(|date| date <= day))
    }

    /// The items of a log, newest first; items without a moment come last.
    pub fn newest_first(&self, log: &str) -> Vec<&ItemRow> {
        let mut items: Vec<&ItemRow> = self.items(log).iter().collect();
        items.sort_by_key(|item| std::cmp::Reverse((item.instant(), &item.order, item.id)));
        items
    }

    /// An order key that puts a new item at the end of a list.
    pub fn order_at_end(&self, list: &str) -> String {
        let last = self.items(list).last().map(|item| item.order.as_str());
        crate::order_between(last, None)
    }
}
