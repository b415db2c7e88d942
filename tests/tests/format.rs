//! A vault can be read without this program: Debian's `age` and a short Python script come to the same entries and
//! worksheets.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use engine::views::{EntryEdit, EntryFields, EntryRef};
use engine::{FileSource, RecoveryKit, ShareRule};
use journal::{FieldDef, FieldKind, Target};
use serde_json::Value;
use testkit::{Desk, World, draft, meet};

/// An entry that uses every field, and characters that are easily spoilt.
fn everything(world: &World) -> EntryFields {
    EntryFields {
        title: "Grüße vom See, “ganz” früh".into(),
        mood: Some(8),
        emotions: vec!["calm".into(), "glad".into()],
        triggers: vec!["the sea".into()],
        tags: vec!["walks".into(), "été".into()],
        steps: vec![2, 9],
        star: true,
        when: world
            .now()
            .saturating_sub(jiff::Span::new().hours(30))
            .into(),
        ..draft("Two lines\nand an emoji 🌊\n\n\ttab, \"quotes\" and \\ backslash")
    }
}

/// Files of one entry: the first has three chunks, the second none.
const FILES: [&str; 2] = ["waves & wind.ogg", "nothing.txt"];

/// Bytes that no compression makes shorter.
fn sound() -> Vec<u8> {
    let byte = |at: u32| at.wrapping_mul(2_654_435_761).to_be_bytes()[1];
    (0..600_000).map(byte).collect()
}

/// A journal that has seen most of what can happen to one.
async fn lived_in(world: &World) -> Desk {
    let laptop = world.first("laptop");
    let phone = world.another(&laptop, "phone").await;
    let entry = laptop.vault.entries().create(everything(world));
    let entry = EntryRef::from(&entry.expect("an owner writes"));
    for (name, bytes) in FILES.iter().zip([sound(), Vec::new()]) {
        let from = FileSource {
            name,
            bytes: &mut bytes.as_slice(),
            keep_metadata: false,
        };
        let taken = laptop.vault.files().take_in(from, &mut |_| {});
        let file = taken.expect("an owner writes").file;
        let attached = laptop.vault.files().attach(&entry, vec![file]);
        attached.expect("an owner writes");
    }
    world.advance(3600);
    let edited = laptop.writes("first version");
    let deleted = laptop.writes("to be deleted");
    let restored = laptop.writes("deleted and restored");
    laptop.writes(&"a long entry with many words ".repeat(4_000));
    let many = (0..200)
        .map(|at| draft(&format!("imported {at}")))
        .collect();
    laptop
        .vault
        .entries()
        .create_all(many, &mut |_| {})
        .expect("an owner writes");
    meet(&phone, &laptop).await;
    world.advance(60);
    edit(
        &phone,
        &edited,
        EntryEdit::Body("first version, then a second".into()),
    );
    edit(&phone, &edited, EntryEdit::Mood(Some(3)));
    edit(&phone, &restored, EntryEdit::Delete);
    meet(&phone, &laptop).await;
    edit(&laptop, &deleted, EntryEdit::Delete);
    edit(&laptop, &restored, EntryEdit::Restore);
    without_rows(&laptop, &phone).await;
    let definition = programme::definitions::of_step(1).expect("the steps are 1 to 11");
    let text = definition
        .fields()
        .find(|field| field.kind == journal::FieldKind::Text)
        .expect("it asks for text");
    let answers = serde_json::json!({ text.id.clone(): "an answer" });
    laptop
        .vault
        .worksheets()
        .fill_json(1, &Target::Sheet, &answers)
        .expect("a step is filled in");
    two_journeys_and_a_worksheet_of_one_s_own(&laptop, &answers);
    // A removal starts a new epoch, so that two keys are needed.
    laptop
        .vault
        .devices()
        .remove("phone", &laptop.confirmed())
        .expect("an owner removes");
    laptop.writes("under the second key");
    shared_with_a_reader(world, &laptop).await;
    laptop
}

fn edit(desk: &Desk, id: &str, change: EntryEdit) {
    desk.vault
        .entries()
        .change(&EntryRef::Prefix(id.to_owned()), vec![change])
        .expect("an owner edits");
}

/// Records that bring no row along, written apart and together: those of worksheets, and such as change little of much.
async fn without_rows(laptop: &Desk, phone: &Desk) {
    let body = "an edited entry with many words ".repeat(4_000);
    let long = laptop.writes(&body);
    meet(phone, laptop).await;
    for (desk, words) in [(laptop, "from the start "), (phone, "to the end")] {
        answers_everything(desk, words);
        let at = if words.starts_with('f') {
            0
        } else {
            body.len()
        };
        let edited = [&body[..at], words, &body[at..]].concat();
        edit(desk, &long, EntryEdit::Body(edited));
        edit(desk, &long, EntryEdit::Emotion(words.trim().into(), true));
    }
    meet(phone, laptop).await;
    edit(laptop, &long, EntryEdit::Letter(true));
    answers_everything(laptop, "in the end");
}

/// Every question of every step is answered, with items of lists and logs.
fn answers_everything(desk: &Desk, words: &str) {
    for step in 2..=11 {
        let definition = programme::definitions::of_step(step).expect("the steps are 1 to 11");
        let answers = answers(definition.fields(), words);
        let filled = desk
            .vault
            .worksheets()
            .fill_json(step, &Target::Sheet, &answers);
        filled.expect("a step is filled in");
    }
}

fn answers<'f>(fields: impl IntoIterator<Item = &'f FieldDef>, words: &str) -> Value {
    let answer = |field: &FieldDef| {
        let choices: Vec<&str> = field.choices.iter().map(|one| one.id.as_str()).collect();
        Some(match field.kind {
            FieldKind::Text | FieldKind::Line => format!("{words}, {}", field.id).into(),
            FieldKind::Choice => choices[words.len() % choices.len()].into(),
            FieldKind::Choices => vec![choices[words.len() % choices.len()]].into(),
            FieldKind::Ranking => choices.into(),
            FieldKind::Scale => field.low.into(),
            FieldKind::Date => "2026-11-01".into(),
            FieldKind::Check => true.into(),
            FieldKind::Count => "+1".into(),
            FieldKind::List | FieldKind::Log => {
                vec![answers(&field.fields, words), answers(&[], words)].into()
            }
            FieldKind::Links => return None,
        })
    };
    let fields = fields.into_iter().filter(|field| !field.former);
    let answers = fields.filter_map(|field| Some((field.id.clone(), answer(field)?)));
    answers.collect::<serde_json::Map<_, _>>().into()
}

/// `answers` go into the first step of the second journey.
fn two_journeys_and_a_worksheet_of_one_s_own(laptop: &Desk, answers: &Value) {
    let day = jiff::civil::date(2026, 11, 1);
    for name in ["first", "second"] {
        let begun = laptop.vault.journeys().begin(name, day);
        begun.expect("a journey begins");
    }
    laptop
        .vault
        .worksheets()
        .fill_json(1, &Target::Sheet, answers)
        .expect("the second journey has worksheets of its own");
    laptop
        .vault
        .worksheets()
        .import(OWN)
        .expect("a definition is taken in");
    let evening = serde_json::json!({ "evening": "a walk" });
    laptop
        .vault
        .worksheets()
        .fill_json("card", &Target::Sheet, &evening)
        .expect("a worksheet of one's own is filled in");
}

/// A worksheet of one's own.
const OWN: &str = include_str!("../fixtures/card.toml");

/// What is published is copied into a space of its own, under the same kit: no entry of the journal.
async fn shared_with_a_reader(world: &World, laptop: &Desk) {
    let rule = ShareRule {
        starred: true,
        ..ShareRule::default()
    };
    let share = laptop
        .vault
        .shares()
        .create("A friend", &rule, None, &laptop.confirmed())
        .expect("a share is made");
    let reader = world.reader(laptop, &share.short, "reader").await;
    meet(&reader, laptop).await;
    let (share, published) = laptop
        .vault
        .shares()
        .show(&share.short)
        .expect("a share can be shown");
    assert!(share.reader.is_some());
    assert_eq!(published.entries.len(), 1, "the starred entry is published");
}

/// The page that is printed: it also names the beginning of a key, and repeats the key in groups.
fn page(kit: &RecoveryKit) -> String {
    let groups: Vec<_> = kit.groups().collect();
    format!(
        "\nRECOVERY KIT — keep it where nobody here looks.\n\n  {}\n\n  The same after AGE-SECRET-KEY-1, in groups:\n  {}\n\
         \n  With age and this line (AGE-SECRET-KEY-1…) in a file kit.txt, a record opens.\n",
        kit.secret_text(),
        groups.join("   ")
    )
}

fn has(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// What the script prints, by id.
fn read_by_script(vault: &Path, kit: &Path, files: &Path) -> BTreeMap<String, Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/read-vault.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(vault)
        .arg(kit)
        .arg(files)
        .output()
        .expect("python3 runs");
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && complaints.is_empty(),
        "{complaints}"
    );
    let lines = String::from_utf8(output.stdout).expect("the script prints UTF-8");
    let entries = lines
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    entries
        .map(|entry| {
            (
                entry["id"]
                    .as_str()
                    .expect("every entry has an id")
                    .to_owned(),
                entry,
            )
        })
        .collect()
}

/// Its files without what opens them.
fn told(fields: &EntryFields) -> Value {
    let printed = serde_json::to_value(fields.printed(|_| false));
    printed.expect("an entry is JSON")["files"].take()
}

/// An entry without the fields that say nothing; whether they are written is no part of the format.
fn bare(mut entry: Value) -> Value {
    let says_nothing = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    entry
        .as_object_mut()
        .expect("an entry is an object")
        .retain(|_, value| !says_nothing(value));
    entry
}

#[tokio::test]
#[allow(clippy::print_stderr, reason = "a test that could not run says so")]
async fn stock_tools_and_the_recovery_kit_read_the_same_entries() {
    for program in ["age", "python3"] {
        if !has(program) {
            eprintln!(
                "NOT TESTED: reading a vault with stock tools needs `{program}`, which is not installed"
            );
            return;
        }
    }
    let world = World::new(80);
    let desk = lived_in(&world).await;
    let kit = world.path("kit.txt");
    let printed = page(desk.kit.as_ref().expect("the journal was made here"));
    std::fs::write(&kit, printed).expect("the kit can be written");
    let files = world.path("files");
    let theirs = read_by_script(&desk.path, &kit, &files);
    let export = desk
        .vault
        .transfer()
        .export(false, &desk.confirmed())
        .expect("the journal can be exported");
    let sheets = [
        ("worksheet", &export.worksheets, 13),
        ("definition", &export.definitions, 1),
        ("journey", &export.journeys, 2),
    ];
    assert_eq!(export.entries.len(), 206);
    let mut with_files = 0;
    for entry in &export.entries {
        let mut ours = serde_json::to_value(&entry.row).expect("a row is JSON");
        ours["id"] = entry.id.clone().into();
        if let Some(printed) = ours.get_mut("files") {
            *printed = told(&entry.row.fields);
            let read = |name: &str| std::fs::read(files.join(format!("{}-{name}", entry.id)));
            assert_eq!(read("1-waves___wind.ogg").expect("it is written"), sound());
            assert_eq!(read("2-nothing.txt").expect("it is written"), b"");
            with_files += 1;
        }
        assert_eq!(theirs.get(&entry.id).cloned().map(bare), Some(bare(ours)));
    }
    assert_eq!(with_files, 1);
    let mut live = export.entries.len();
    for (kind, sheets, count) in sheets {
        assert_eq!(sheets.len(), count, "{kind}");
        live += count;
        for sheet in sheets {
            let mut ours = serde_json::to_value(&sheet.row).expect("a row is JSON");
            ours["id"] = sheet.id.clone().into();
            ours["kind"] = kind.into();
            assert_eq!(theirs.get(&sheet.id), Some(&ours));
        }
    }
    assert_eq!(theirs.len(), live, "no more than what is live");
}
