//! The JSON of what was changed on both sides.

use engine::views::{ApartKind, ChangedApart};
use serde_json::{Value, json};

/// The JSON of one of them.
pub(crate) fn shape(one: &ChangedApart) -> Value {
    let sides = one.sides.iter();
    let sides = sides.map(|side| json!({ "device": side.device, "fields": side.fields }));
    let lost = one.lost.iter().map(|lost| {
        json!({
            "field": lost.label, "value": lost.words, "device": lost.device, "number": lost.number,
            "kept": {
                "value": lost.kept.words, "device": lost.kept.device, "number": lost.kept.number,
            },
        })
    });
    let kind = match one.kind {
        ApartKind::Entry => "entry",
        ApartKind::Worksheet => "worksheet",
        ApartKind::Settings => "settings",
    };
    json!({
        "name": one.name, "kind": kind, "words": one.words,
        "at": one.at.to_string(), "sides": sides.collect::<Vec<_>>(), "lost": lost.collect::<Vec<_>>(),
    })
}
