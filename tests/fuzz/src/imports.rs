//! Files from elsewhere: our own lines, jrnl, Day One; and the Markdown that is written of what they say.

use engine::{Export, ExportedEntry, Import, read_import};
use journal::EntryRow;

use crate::{Seed, named};

pub fn import(bytes: &[u8]) {
    let now = crate::rows::present().now;
    let Ok(import) = read_import(bytes, &now) else {
        return;
    };
    let count = import.entries.len();
    assert!(count <= bytes.len());
    let export = exported(import);
    for (name, text) in export.markdown() {
        assert!(is_plain_name(&name), "{name}");
        let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!text.contains(acts), "{text:?}");
    }
    // What is written of it reads as the same.
    let lines: Vec<String> = export
        .lines()
        .map(|line| line.expect("a value is JSON"))
        .collect();
    let lines = lines.join("\n");
    let again = read_import(lines.as_bytes(), &now).expect("our own lines can be read");
    assert_eq!(again.entries.len(), count);
    for (before, after) in export.entries.iter().zip(&again.entries) {
        assert_eq!(after.draft, before.row.fields);
        assert_eq!(after.deleted, before.row.deleted.is_some());
    }
}

fn exported(import: Import) -> Export {
    let entries = import.entries.into_iter().map(|entry| ExportedEntry {
        id: entry.id.unwrap_or_else(|| format!("{:026}", entry.place)),
        row: EntryRow {
            fields: entry.draft,
            kept_sentences: entry.kept_sentences,
            deleted: entry.deleted.then_some(1_795_000_000),
            ..EntryRow::default()
        },
    });
    Export {
        entries: entries.collect(),
        worksheets: import.worksheets,
        definitions: import.definitions,
        journeys: import.journeys,
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.starts_with('.') && !name.contains(['/', '\0']) && name.ends_with(".md")
}

pub fn files() -> Vec<Seed> {
    let day_one = "{\n \"metadata\": {\"version\":\"1.0\"},\n \"entries\": [{\"creationDate\":\"2024-07-05T18:23:11Z\",\"timeZone\":\"Asia\\/Tokyo\",\"text\":\"# Far\\n\\naway\",\"tags\":[\"two words\"],\"starred\":false}]}";
    let jrnl = r#"{"tags":{"@walk":1},"entries":[{"title":"A walk.","body":"Rain","date":"2024-01-05","time":"18:23","tags":["@walk"],"starred":true}]}"#;
    let ours = "{\"id\":\"abcdefghijklmnopqrstuvwxyz\",\"when\":\"2026-11-20T07:00:00-05:00[America/New_York]\",\"title\":\"t\",\"body\":\"a\",\"mood\":3,\"tags\":[\"x\"],\"star\":true,\"deleted\":\"2026-11-21T00:00:00Z\"}\n{\"kind\":\"worksheet\",\"id\":\"b\",\"step\":4,\"definition\":\"step-04\",\"version\":1,\"fields\":{\"a\":{\"text\":\"words\"}}}\n";
    named([
        ("day-one", day_one.into()),
        ("jrnl", jrnl.into()),
        ("ours", ours.into()),
    ])
}
