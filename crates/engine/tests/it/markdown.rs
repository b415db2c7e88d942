//! The journal as Markdown files, without any face.

use engine::views::EntryRow;
use engine::{EntryFields, Export, ExportedEntry, MarkdownError};

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
            "---\nid: \"abcdefghaaaa\"\nwhen: \"2026-11-23T22:10:00+01:00[Europe/Berlin]\"\nmood: 7\n",
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
    export.write_markdown(&folder).unwrap();
    let written = std::fs::read_dir(&folder).unwrap().count();
    assert_eq!(written, 2);
    std::fs::write(folder.join("own.md"), "mine").unwrap();
    let refused = export.write_markdown(&folder).unwrap_err();
    assert!(matches!(refused, MarkdownError::FolderExists(path) if path == folder));
    assert!(folder.join("own.md").exists());
    let nowhere = export.write_markdown(&place.path().join("no/where"));
    assert!(matches!(nowhere, Err(MarkdownError::Folder(_))));
}
