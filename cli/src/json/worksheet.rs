//! The JSON of worksheets: steps, answers, and everything of one worksheet.

use engine::worksheet::{Fields, ItemRow, SheetRow};
use engine::{Standing, StepView, WorksheetView};
use serde_json::{Map, Value, json};

use super::figures;

/// The JSON of one step in the overview.
pub(crate) fn step(view: &StepView) -> Value {
    json!({
        "number": view.number, "title": view.title, "done": view.done,
        "done_by_hand": view.done_by_hand, "filled": view.filled, "fields": view.fields,
        "missing": view.missing, "prepared": view.prepared, "young": view.young,
        "closed": view.closed.map(Standing::name), "no_contact_planned": view.rests.map(Standing::name),
    })
}

fn plain(fields: &Fields) -> Map<String, Value> {
    fields
        .0
        .iter()
        .map(|(id, value)| (id.clone(), value.to_plain()))
        .collect()
}

/// The JSON of a worksheet's answers.
pub(crate) fn row(row: &SheetRow) -> Value {
    let item = |item: &ItemRow| json!({ "id": item.id.to_string(), "at": item.at, "fields": plain(&item.fields) });
    let lists: Map<_, _> = row
        .lists
        .iter()
        .map(|(id, items)| (id.clone(), items.iter().map(item).collect()))
        .collect();
    json!({
        "definition": row.definition, "fields": plain(&row.fields), "lists": lists, "asked": row.asked,
    })
}

/// The JSON of a worksheet: its answers, what step it is, its figures and flags.
pub(crate) fn sheet(sheet: &WorksheetView) -> Value {
    let mut shape = row(&sheet.shown_row());
    shape["definition"] = json!(sheet.definition.id);
    shape["version"] = json!(sheet.definition.version);
    shape["stamp"] = json!(sheet.stamp.to_string());
    shape["step"] = sheet.step.as_ref().map_or(Value::Null, step);
    shape["figures"] = figures::shape(&sheet.figures);
    shape["no_contact_planned"] = json!(sheet.standing.map(Standing::name));
    shape["marks"] = sheet
        .flags
        .iter()
        .map(|flag| {
            json!({
                "mark": flag.key, "rule": flag.rule.name(), "sentence": flag.sentence, "kept": flag.kept,
                "place": flag.place.as_ref().map(ToString::to_string),
            })
        })
        .collect();
    shape
}
