//! What programs send, as edits: JSON objects whose keys are field ids.

use std::collections::BTreeSet;

use jiff::Zoned;
use serde_json::{Map, Value as Json};

use crate::day::Present;
use crate::definition::input::{InputError, choose_exactly};
use crate::definition::name::shown;
use crate::definition::{Definition, FieldDef, FieldKind};
use crate::worksheet::id::{ItemId, Place};
use crate::worksheet::order::order_between;
use crate::worksheet::row::{FieldValue, SheetRow};
use crate::worksheet::{Scalar, SheetEdit};

/// What a JSON object fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Fields of the worksheet. A list or log takes an array of objects: each becomes a new item.
    Sheet,
    /// A new item at the end of this list, or in this log.
    NewItem(String),
    /// Fields of an item that exists.
    Item(String, ItemId),
}

/// The edits that a JSON object asks for.
///
/// Values are what [`FieldValue::to_plain`] shows: strings, numbers, booleans, arrays of ids or
/// links; `null` empties a field; a count may also be a step (`"+1"`). A log item may say `at`, else
/// it happened now. `row` is the worksheet as it is; `ids` gives a new random id at each call.
///
/// # Errors
/// At the first key or value that the definition does not allow.
pub fn edits_from_json(
    definition: &Definition,
    row: &SheetRow,
    target: &Target,
    json: &Json,
    ids: &mut dyn FnMut() -> ItemId,
    present: &Present,
) -> Result<Vec<SheetEdit>, InputError> {
    let mut writer = Writer {
        definition,
        row,
        ids,
        present,
        edits: Vec::new(),
        last_order: None,
    };
    match target {
        Target::Sheet => writer.sheet(json)?,
        Target::NewItem(list) => {
            let list = writer.list(list)?;
            writer.new_item(list, json)?;
        }
        Target::Item(list, item) => {
            let list = writer.list(list)?;
            writer.item(list, *item, json, false)?;
        }
    }
    Ok(writer.edits)
}

struct Writer<'a> {
    definition: &'a Definition,
    row: &'a SheetRow,
    ids: &'a mut dyn FnMut() -> ItemId,
    present: &'a Present,
    edits: Vec<SheetEdit>,
    /// The list and order key of the item added last.
    last_order: Option<(String, String)>,
}

impl<'a> Writer<'a> {
    fn list(&self, id: &str) -> Result<&'a FieldDef, InputError> {
        let lists = || self.definition.fields().filter(|f| f.kind.has_items());
        self.definition
            .list(id)
            .ok_or_else(|| unknown(id, lists(), None))
    }

    fn sheet(&mut self, json: &Json) -> Result<(), InputError> {
        for (key, value) in object("worksheet", json)? {
            let definition = self.definition;
            let field = definition
                .field(key)
                .ok_or_else(|| unknown(key, definition.fields(), None))?;
            if field.kind.has_items() {
                let Json::Array(items) = value else {
                    return Err(shape(field, "an array of items"));
                };
                for item in items {
                    self.new_item(field, item)?;
                }
            } else {
                let current = self.row.fields.get(key);
                self.value(field, &Place::field(key), value, current)?;
            }
        }
        Ok(())
    }

    fn new_item(&mut self, list: &FieldDef, json: &Json) -> Result<(), InputError> {
        let item = (self.ids)();
        let given = object(&list.id, json)?.get("at");
        let at = match (list.kind, given) {
            (FieldKind::Log, Some(at)) => Some(self.moment(at)?),
            (FieldKind::Log, None) => Some(written(&self.present.now)),
            _ => None,
        };
        let order = match &self.last_order {
            Some((last, order)) if *last == list.id => order_between(Some(order), None),
            _ => self.row.order_at_end(&list.id),
        };
        self.last_order = Some((list.id.clone(), order.clone()));
        self.edits.push(SheetEdit::Add {
            list: list.id.clone(),
            item,
            order,
            at,
        });
        self.item(list, item, json, true)
    }

    fn item(
        &mut self,
        list: &FieldDef,
        item: ItemId,
        json: &Json,
        is_new: bool,
    ) -> Result<(), InputError> {
        let row = self.row;
        for (key, value) in object(&list.id, json)? {
            if key == "at" && list.kind == FieldKind::Log {
                if !is_new {
                    let at = Some(self.moment(value)?);
                    self.edits.push(SheetEdit::Move {
                        list: list.id.clone(),
                        item,
                        order: None,
                        at,
                    });
                }
                continue;
            }
            let moment = (list.kind == FieldKind::Log).then_some("at");
            let field = list
                .field(key)
                .ok_or_else(|| unknown(key, list.fields.iter(), moment))?;
            let current = row
                .item(&list.id, item)
                .and_then(|item| item.fields.get(key));
            let place = Place::item(&list.id, item, key);
            self.value(field, &place, value, current)?;
        }
        Ok(())
    }

    fn value(
        &mut self,
        field: &FieldDef,
        place: &Place,
        json: &Json,
        current: Option<&FieldValue>,
    ) -> Result<(), InputError> {
        let edits = match (field.kind, json) {
            (_, Json::Null) => field.emptied(place, current)?,
            (FieldKind::Text, Json::String(text)) => field.to_text(place, text)?,
            (FieldKind::Line, Json::String(line)) => field.to_line(place, line.trim())?,
            (FieldKind::Choice, Json::String(id)) => {
                field.set(place, Scalar::Line(field.choice(id)?))
            }
            (FieldKind::Choices, Json::Array(ids)) => {
                let wanted = strings(field, ids)?
                    .map(|id| field.choice(id))
                    .collect::<Result<BTreeSet<String>, _>>()?;
                choose_exactly(place, &wanted, current)
            }
            (FieldKind::Scale, json) => {
                let number = json.as_i64().ok_or_else(|| field.scale_error())?;
                field.to_scale(place, number)?
            }
            (FieldKind::Date, Json::String(text)) => {
                let date = field.date(text, self.present)?;
                field.set(place, Scalar::Line(date.to_string()))
            }
            (FieldKind::Check, json) => {
                let on = json.as_bool().ok_or_else(|| field.check_error())?;
                field.set(place, Scalar::Check(on))
            }
            (FieldKind::Count, Json::String(step)) => field.to_count(place, step, current)?,
            (FieldKind::Count, Json::Number(number)) => {
                field.to_count(place, &number.to_string(), current)?
            }
            (FieldKind::Links, Json::String(link)) if field.one => {
                field.set(place, Scalar::Line(field.link(link)?))
            }
            (FieldKind::Links, Json::Array(links)) if !field.one => {
                let wanted = strings(field, links)?
                    .map(|link| field.link(link))
                    .collect::<Result<BTreeSet<String>, _>>()?;
                choose_exactly(place, &wanted, current)
            }
            (FieldKind::Ranking, Json::Array(ids)) => {
                let order = strings(field, ids)?
                    .map(|id| field.choice(id))
                    .collect::<Result<Vec<String>, _>>()?;
                field.to_ranking(place, order)?
            }
            _ => return Err(shape(field, expected(field))),
        };
        self.edits.extend(edits);
        Ok(())
    }

    /// A moment as people write it; see [`Present::moment`].
    fn moment(&self, json: &Json) -> Result<String, InputError> {
        let given = json.as_str().unwrap_or_default();
        let found = self
            .present
            .moment(given)
            .map_err(|why| InputError::Moment(Box::new(why)))?;
        Ok(written(&found.at))
    }
}

/// A moment as it is stored, to the second.
fn written(moment: &Zoned) -> String {
    let whole = moment.with().subsec_nanosecond(0).build();
    whole.as_ref().unwrap_or(moment).to_string()
}

fn object<'a>(what: &str, json: &'a Json) -> Result<&'a Map<String, Json>, InputError> {
    json.as_object().ok_or_else(|| InputError::Shape {
        field: what.to_owned(),
        expected: "an object like {\"field\": value}",
    })
}

fn strings<'a>(
    field: &FieldDef,
    array: &'a [Json],
) -> Result<impl Iterator<Item = &'a str>, InputError> {
    if array.iter().all(Json::is_string) {
        Ok(array.iter().filter_map(Json::as_str))
    } else {
        Err(shape(field, expected(field)))
    }
}

fn expected(field: &FieldDef) -> &'static str {
    match field.kind {
        FieldKind::Text | FieldKind::Line => "a string",
        FieldKind::Choice => "the id of a choice",
        FieldKind::Choices => "an array with the ids of choices",
        FieldKind::Scale => "a number",
        FieldKind::Date => "a date like \"2026-11-23\"",
        FieldKind::Check => "true or false",
        FieldKind::Count => "a number or a step like \"+1\"",
        FieldKind::Links if field.one => "one link",
        FieldKind::Links => "an array of links",
        FieldKind::Ranking => "an array with all choices, first place first",
        FieldKind::List | FieldKind::Log => "an array of items",
    }
}

fn shape(field: &FieldDef, expected: &'static str) -> InputError {
    InputError::Shape {
        field: field.id.clone(),
        expected,
    }
}

fn unknown<'a>(
    given: &str,
    fields: impl Iterator<Item = &'a FieldDef>,
    also: Option<&str>,
) -> InputError {
    let known: Vec<&str> = also
        .into_iter()
        .chain(fields.map(|field| field.id.as_str()))
        .collect();
    InputError::UnknownField {
        field: shown(given),
        known: known.join(", "),
    }
}
