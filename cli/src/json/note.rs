//! The JSON of notes that came back from a sealed page.

use engine::replies::{NoteOn, NoteView};
use serde_json::{Value, json};

/// What a note is about.
pub(crate) fn on(on: &NoteOn) -> Value {
    match on {
        NoteOn::Whole => Value::Null,
        NoteOn::Entry { id, name } => json!({ "entry": id, "name": name }),
        NoteOn::Worksheet {
            definition, title, ..
        } => json!({ "worksheet": definition, "name": title }),
    }
}

/// The JSON of one note.
pub(crate) fn shape(note: &NoteView) -> Value {
    json!({
        "id": note.id, "short": note.short, "on": on(&note.on), "by": note.by, "text": note.text,
        "made": note.made.map(|at| at.to_string()),
    })
}

/// That of several.
pub(crate) fn list(notes: &[NoteView]) -> Vec<Value> {
    notes.iter().map(shape).collect()
}
