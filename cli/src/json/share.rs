//! The JSON of shares and of what is in them.

use engine::unwanted::{Unwanted, UnwantedShare};
use engine::{Publication, ShareView};
use serde_json::{Value, json};

use super::EntryShape;
use super::worksheet;

/// The JSON of one share.
pub(crate) fn shape(share: &ShareView) -> Value {
    json!({
        "short": share.short, "name": share.name, "from": share.from, "rule": share.rule.words(),
        "parts": share.rule.parts.iter().map(|part| part.word()).collect::<Vec<_>>(),
        "made_at": share.made_at.to_string(), "ends_at": share.ends_at.map(|at| at.to_string()),
        "over": share.over, "reader": share.reader,
        "fetched_at": share.fetched_at.map(|at| at.to_string()), "published": share.published,
        "problem": share.problem,
    })
}

/// The JSON of all that is, or would be, published.
pub(crate) fn publication(publication: &Publication) -> Value {
    let entries: Vec<_> = publication.entries.iter().map(EntryShape::new).collect();
    let sheets: Vec<_> = publication
        .worksheets
        .iter()
        .map(|row| {
            let mut shape = worksheet::row(row);
            shape["id"] = json!(publication.worksheet_ids.get(&row.definition));
            shape
        })
        .collect();
    let definitions = publication.definitions.iter();
    let definitions: Vec<_> = definitions
        .map(|own| json!({ "id": own.id, "version": own.version, "title": own.title }))
        .collect();
    json!({ "entries": entries, "worksheets": sheets, "definitions": definitions })
}

/// The JSON of a share that may be unwanted.
pub(crate) fn unwanted(share: &UnwantedShare) -> Value {
    let why = match share.why {
        Unwanted::Awaited => "awaited",
        Unwanted::NoRoom => "no_room",
        Unwanted::MakerRemoved => "maker_removed",
        Unwanted::Orphaned => "orphaned",
    };
    json!({
        "short": share.short, "name": share.name, "device": share.device,
        "made_at": share.made_at.to_string(), "why": why, "reader": share.reader,
        "goes_on": share.goes_on,
    })
}
