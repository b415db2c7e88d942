//! The JSON of tags, emotions and triggers.

use engine::{Label, LabelChange, LabelOutcome, LabelView};
use serde_json::{Value, json};

/// The JSON of all labels of one kind.
pub(crate) fn list(kind: Label, labels: &[LabelView]) -> Value {
    let labels: Vec<Value> = labels
        .iter()
        .map(|label| {
            json!({ "label": label.label, "entries": label.entries, "spellings": label.spellings })
        })
        .collect();
    json!({ "kind": kind.many(), "labels": labels })
}

/// The JSON of what was changed.
pub(crate) fn outcome(change: &LabelChange, outcome: &LabelOutcome) -> Value {
    json!({
        "kind": change.kind.many(), "from": change.from, "to": outcome.to, "entries": outcome.entries,
        "deleted": outcome.deleted, "merges": outcome.merges, "shown_in": outcome.shown_in,
        "gone_from": outcome.gone_from,
    })
}
