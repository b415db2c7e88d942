//! Archives of other journals as people have them, and as nobody should.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod archives;
mod hostile;
mod journals;
mod moments;
mod out;

use moving::{Entry, Moved, Options, Refusal, read_from};

fn options() -> Options {
    Options::new("2026-11-23T22:10:00+01:00[Europe/Berlin]".parse().unwrap())
}

fn read(file: &str) -> Moved {
    read_from(file.as_bytes(), &options()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

/// The first entry of a file that has one.
fn first(file: &str) -> Entry {
    read(file).entries.into_iter().next().unwrap()
}

fn refused(bytes: &[u8]) -> String {
    match read_from(bytes, &options()).map(|moved| moved.report.refused) {
        Err(Refusal::Content { why, help }) => format!("{why}; {help}"),
        other => panic!("{other:?}"),
    }
}

/// `moment | title | text | tags | star`
fn line(entry: &Entry) -> String {
    let fields = &entry.fields;
    let mut tags = fields.tags.clone();
    tags.sort_unstable();
    let star = if fields.star { "*" } else { "" };
    format!(
        "{} | {} | {} | {} | {star}",
        fields.when,
        fields.title,
        fields.body,
        tags.join(" ")
    )
}

fn lines(moved: &Moved) -> Vec<String> {
    moved.entries.iter().map(line).collect()
}

/// Whether something is counted under words such as these.
fn has(counted: &std::collections::BTreeMap<String, moving::Tally>, what: &str) -> bool {
    counted.keys().any(|key| key.contains(what))
}
