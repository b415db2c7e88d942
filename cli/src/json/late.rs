//! The JSON of what is late of removed devices.

use engine::late::{LateKept, LateState, LateText, LateView, LateWhat};
use serde_json::{Value, json};

/// The JSON of one of them.
pub(crate) fn shape(late: &LateView) -> Value {
    json!({
        "number": late.number, "device": late.device, "device_short": late.device_short,
        "at": late.at.map(|at| at.to_string()), "what": what(late.what), "words": late.words,
        "state": state(late.state),
    })
}

/// The JSON of one of them with its text.
pub(crate) fn text(text: &LateText) -> Value {
    let mut shaped = shape(&text.late);
    let parts = text.parts.iter();
    let parts = parts.map(|part| json!({ "label": part.label, "text": part.text }));
    shaped["parts"] = parts.collect();
    shaped
}

/// The JSON of what became of keeping one.
pub(crate) fn kept(kept: &LateKept) -> Value {
    let mut shaped = shape(&kept.late);
    shaped["entry"] = json!(kept.entry);
    shaped["wrote"] = json!(kept.changed);
    shaped
}

fn what(what: LateWhat) -> &'static str {
    match what {
        LateWhat::Entry => "entry",
        LateWhat::EntryChange => "entry_change",
        LateWhat::Answer => "answer",
        LateWhat::Other => "other",
        LateWhat::Unreadable => "unreadable",
    }
}

fn state(state: LateState) -> &'static str {
    match state {
        LateState::Open => "open",
        LateState::Kept => "kept",
        LateState::Hidden => "hidden",
    }
}
