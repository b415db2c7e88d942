//! The JSON of marked sentences.

use engine::{MarkPlace, MarkView};
use serde_json::{Value, json};

/// The JSON of one mark.
pub(crate) fn shape(view: &MarkView) -> Value {
    let stands_in = match &view.stands_in {
        MarkPlace::Sheet { name, place, .. } => {
            json!({ "kind": "worksheet", "worksheet": name.to_string(), "place": place.to_string() })
        }
        MarkPlace::Entry { id, date } => json!({ "kind": "entry", "entry": id, "date": date }),
    };
    json!({
        "mark": view.mark.key, "rule": view.mark.rule.name(), "sentence": view.mark.sentence,
        "words": view.mark.words, "kept": view.mark.kept, "in": stands_in,
        "explanation": view.mark.rule.explanation(),
    })
}
