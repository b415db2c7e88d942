//! The JSON of flagged sentences.

use engine::{FlagPlace, FlagView};
use serde_json::{Value, json};

/// The JSON of one flag.
pub(crate) fn shape(view: &FlagView) -> Value {
    let stands_in = match &view.stands_in {
        FlagPlace::Sheet { name, place, .. } => {
            json!({ "kind": "worksheet", "worksheet": name.to_string(), "place": place.to_string() })
        }
        FlagPlace::Entry { id, date } => json!({ "kind": "entry", "entry": id, "date": date }),
    };
    json!({
        "mark": view.flag.key, "rule": view.flag.rule.name(), "sentence": view.flag.sentence,
        "words": view.flag.words, "kept": view.flag.kept, "in": stands_in,
        "explanation": view.flag.rule.explanation(),
    })
}
