//! Archives of other journals, and our own lines; and the Markdown that is written of what they say.

use engine::moving::{Moved, Options, Sheet, read_from};
use engine::{Export, ExportedEntry, ExportedSheet};
use journal::EntryRow;

use crate::{Seed, named};

pub fn import(bytes: &[u8]) {
    let options = Options::new(crate::rows::present().now);
    let Ok(moved) = read_from(bytes, &options) else {
        return;
    };
    let count = moved.entries.len();
    assert!(count <= bytes.len());
    let export = exported(moved);
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
    let again = read_from(lines.join("\n").as_bytes(), &options);
    let Ok(again) = again else {
        assert!(lines.is_empty());
        return;
    };
    assert_eq!(again.entries.len(), count);
    for (before, after) in export.entries.iter().zip(&again.entries) {
        assert_eq!(after.fields, before.row.fields);
        assert_eq!(after.deleted, before.row.deleted.is_some());
    }
}

fn exported(moved: Moved) -> Export {
    let entries = moved.entries.into_iter().enumerate();
    let entries = entries.map(|(at, entry)| ExportedEntry {
        id: format!("{at:026}"),
        row: EntryRow {
            fields: entry.fields,
            kept_sentences: entry.kept_sentences,
            deleted: entry.deleted.then_some(1_795_000_000),
            ..EntryRow::default()
        },
    });
    let sheets = |sheets: Vec<Sheet>| {
        let sheets = sheets.into_iter();
        let exported = sheets.map(|Sheet { id, row }| ExportedSheet { id, row });
        exported.collect()
    };
    Export {
        entries: entries.collect(),
        worksheets: sheets(moved.worksheets),
        definitions: sheets(moved.definitions),
        journeys: sheets(moved.journeys),
        notes: sheets(moved.notes),
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.starts_with('.') && !name.contains(['/', '\0']) && name.ends_with(".md")
}

pub fn files() -> Vec<Seed> {
    let day_one = "{\n \"metadata\": {\"version\":\"1.0\"},\n \"entries\": [{\"creationDate\":\"2024-07-05T18:23:11Z\",\"timeZone\":\"Asia\\/Tokyo\",\"text\":\"# Far\\n\\naway\",\"tags\":[\"two words\"],\"starred\":false}]}";
    let jrnl = r#"{"tags":{"@walk":1},"entries":[{"title":"A walk.","body":"Rain","date":"2024-01-05","time":"18:23","tags":["@walk"],"starred":true}]}"#;
    let ours = "{\"id\":\"abcdefghijklmnopqrstuvwxyz\",\"when\":\"2026-11-20T07:00:00-05:00[America/New_York]\",\"title\":\"t\",\"body\":\"a\",\"mood\":3,\"tags\":[\"x\"],\"star\":true,\"deleted\":\"2026-11-21T00:00:00Z\"}\n{\"kind\":\"worksheet\",\"id\":\"b\",\"step\":4,\"definition\":\"step-04\",\"version\":1,\"fields\":{\"a\":{\"text\":\"words\"}}}\n";
    let plain = "[2019-06-01 08:31] At the lock. *\nSeven ducks. @walk\n";
    let enex = "<en-export><note><title>t</title><created>20190601T063100Z</created><content><![CDATA[<en-note><div>a <b>c</b></div></en-note>]]></content><resource><data>AAAA</data></resource></note></en-export>";
    let table = "date,text,tags\n2020-01-01,\"a \"\"b\"\"\",x|y\n";
    let org = "* Monday\n:PROPERTIES:\n:CREATED: 20210105\n:END:\n** 06:45 Dark :walk:\nA line.\n";
    let page = "---\ndate: 2020-01-01\ntags: [a, \"b\"]\n---\n# T\n\n#c ![[d.jpg]]\n";
    let journey = r#"{"id":"x","date_journal":1559370660000,"text":"<p>a &amp; <b>b</b></p><ul><li>c</li></ul>"}"#;
    let zip = "PK\u{3}\u{4}\u{14}";
    named([
        ("plain", plain.into()),
        ("enex", enex.into()),
        ("table", table.into()),
        ("org", org.into()),
        ("page", page.into()),
        ("journey", journey.into()),
        ("zip", zip.into()),
        ("day-one", day_one.into()),
        ("jrnl", jrnl.into()),
        ("ours", ours.into()),
    ])
}
