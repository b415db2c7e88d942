//! The journal as Markdown files, without any face.

use engine::views::EntryRow;
use std::collections::BTreeMap;

use engine::{EntryFields, Export, ExportError, ExportedEntry, ExportedSheet};
use journal::{DayEnds, Definition, FieldValue, Fields, ItemId, ItemRow, SheetRow};

fn entry(id: &str, fields: EntryFields) -> ExportedEntry {
    let row = EntryRow::from(fields.when("2026-11-23T22:10:00+01:00[Europe/Berlin]"));
    ExportedEntry { id: id.into(), row }
}

fn two_that_begin_alike() -> Export {
    let walk = EntryFields::text("The lake\u{202e} was <b>still</b>.").title("A walk");
    let walk = walk.mood(7).tag("lake").star().letter();
    Export {
        entries: vec![
            entry("abcdefghaaaa", walk),
            entry("abcdefghbbbb", EntryFields::text("Home.")),
        ],
        ..Export::default()
    }
}

#[test]
fn what_an_entry_says_is_in_its_file_and_acts_nowhere() {
    let files: Vec<(String, String)> = two_that_begin_alike().markdown().collect();
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["2026-11-23-abcdefgh.md", "2026-11-23-abcdefghbbbb.md"]
    );
    assert_eq!(
        files[0].1,
        concat!(
            "---\nid: \"abcdefghaaaa\"\nwhen: \"2026-11-23T22:10:00+01:00[Europe/Berlin]\"\n",
            "created: \"2026-11-23T21:10:00.000Z\"\nupdated: \"2026-11-23T21:10:00.000Z\"\nmood: 7\n",
            "tags: [\"lake\"]\nstar: true\nletter: \"not sent\"\n---\n\n",
            "# A walk\n\nThe lake\\u{202e} was \\<b>still\\</b>.\n"
        )
    );
}

#[test]
fn a_folder_that_is_there_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("pages");
    let export = two_that_begin_alike();
    export.write_markdown(&folder, &mut |_, _| Ok(())).unwrap();
    let written = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(written, 2);
    std::fs::write(folder.join("own.md"), "mine").unwrap();
    let refused = export
        .write_markdown(&folder, &mut |_, _| Ok(()))
        .unwrap_err();
    assert!(matches!(refused, ExportError::FolderExists(path) if path == folder));
    assert!(folder.join("own.md").exists());
    let nowhere = export.write_markdown(&place.path().join("no/where"), &mut |_, _| Ok(()));
    assert!(matches!(nowhere, Err(ExportError::Folder(_))));
}

/// In every string that another device may have written.
const CANARY: &str = "<img src=x onerror=y> ![a](http://b) \u{3164}\u{202e}&lt;";

fn canaries() -> Export {
    let mut fields = EntryFields::text(CANARY).title(CANARY).mood(7).tag(CANARY);
    fields.emotions.push(CANARY.into());
    fields.triggers.push(CANARY.into());
    let source = format!(
        "id = \"own\"\nversion = 1\ntitle = \"{CANARY}\"\nintro = \"{CANARY}\"\n[[sections]]\nid = \"one\"\ntitle = \"{CANARY}\"\n\
         [[sections.fields]]\nid = \"line\"\nkind = \"line\"\nlabel = \"{CANARY}\"\nprompt = \"{CANARY}\"\n\
         [[sections.fields]]\nid = \"pick\"\nkind = \"choice\"\nlabel = \"{CANARY}\"\nprompt = \"{CANARY}\"\n\
         choices = [{{ id = \"one\", label = \"{CANARY}\" }}, {{ id = \"two\", label = \"two\" }}]\n\
         [[sections.fields]]\nid = \"list\"\nkind = \"log\"\nlabel = \"{CANARY}\"\nprompt = \"{CANARY}\"\n\
         [[sections.fields.fields]]\nid = \"inner\"\nkind = \"line\"\nlabel = \"{CANARY}\"\nprompt = \"{CANARY}\"\n"
    );
    let line = |text: &str| FieldValue::Line(text.into());
    let filled = |id: &str, value| Fields(BTreeMap::from([(id.to_owned(), value)]));
    let item = ItemRow {
        at: Some(CANARY.into()),
        fields: filled("inner", line(CANARY)),
        id: ItemId::from_bytes([7; 8]),
        order: String::new(),
        day_ends: DayEnds::default(),
    };
    let sheet = |row| ExportedSheet {
        id: "abcdefghcccc".into(),
        row,
    };
    let mut answers = filled("line", line(CANARY));
    answers.0.insert("pick".into(), line("one"));
    Definition::parse(&source).expect("a definition");
    Export {
        entries: vec![entry("abcdefghaaaa", fields)],
        worksheets: vec![sheet(SheetRow {
            definition: "own".into(),
            fields: answers,
            lists: BTreeMap::from([("list".into(), vec![item])]),
            ..SheetRow::EMPTY
        })],
        definitions: vec![sheet(SheetRow {
            definition: "own".into(),
            fields: filled("source", FieldValue::Text(source)),
            ..SheetRow::EMPTY
        })],
        ..Export::default()
    }
}

#[test]
fn nothing_in_an_export_is_html_or_hidden() {
    let files: Vec<(String, String)> = canaries().markdown().collect();
    let (entry, sheet) = (&files[0].1, &files[1].1);
    for (page, times) in [(entry, 2), (sheet, 10)] {
        // Where text is read, each canary is there, and each is told by its backslash.
        let inert = r"\<img src=x onerror=y> !\[a]\(http://b)";
        assert_eq!(page.matches(inert).count(), times, "{page}");
        assert_eq!(page.matches('<').count(), times, "{page}");
        assert!(!page.contains(['\u{3164}', '\u{202e}']), "{page}");
    }
    let front = entry.split("---").nth(1).expect("the front matter");
    assert_eq!(front.matches(r"\u003cimg src=x").count(), 3, "{front}");
}
