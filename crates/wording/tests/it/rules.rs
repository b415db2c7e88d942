//! A mistyped rule must stop the build and say where it stands: the reader of the build is tried on damaged copies.

#[path = "../../build/lines.rs"]
mod lines;
#[path = "../../build/model.rs"]
mod model;
#[path = "../../build/patterns.rs"]
mod patterns;
#[path = "../../build/tables.rs"]
mod tables;
#[path = "../../build/words.rs"]
mod words;

use std::path::Path;

/// What the reader says of the rules after a change of one file.
fn faults(file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let copy = tempfile::tempdir().expect("the copy is whole");
    for entry in std::fs::read_dir(&rules).expect("the copy is whole") {
        let path = entry.expect("the copy is whole").path();
        let name = path.file_name().expect("the copy is whole");
        let text = std::fs::read_to_string(&path).expect("the copy is whole");
        let text = if name == file { change(&text) } else { text };
        std::fs::write(copy.path().join(name), text).expect("the copy is whole");
    }
    match tables::made_of(copy.path(), copy.path()) {
        Ok(_) => Vec::new(),
        Err(faults) => {
            let prefix = format!("{}/", copy.path().display());
            let shown = faults
                .iter()
                .map(|fault| fault.to_string().replace(&prefix, ""));
            shown.collect()
        }
    }
}

#[test]
fn the_rules_hold() {
    assert_eq!(faults("blame.txt", str::to_owned), [""; 0]);
}

#[test]
fn a_mistyped_pattern_is_named_with_its_line() {
    let wrong = [
        ("i @harmm", "no class @harmm"),
        ("i @harm.pst", "no class @harm.pst"),
        ("i ~x shout", "`~x` is no number from 1 to 30"),
        ("i ~0 shout", "`~0` is no number from 1 to 30"),
        (
            "i Shout",
            "`Shout` is no word: small letters and digits only",
        ),
        ("i shout|", "`` is no word: small letters and digits only"),
        ("+! tea", "`+!` is no word: small letters and digits only"),
        ("i tea|pot|tea", "`tea` stands twice in `tea|pot|tea`"),
        ("i @harm|-tea", "`-tea` takes nothing away in `@harm|-tea`"),
        (
            "i really shout",
            "`really` is never met: it is one of the fillers",
        ),
        (
            "i dont",
            "`dont` is never met: spelling.txt says how it is read",
        ),
        ("~3 tea?", "a pattern needs one word that must be there"),
    ];
    let lines: String = wrong.iter().map(|(line, _)| format!("{line}\n")).collect();
    for file in ["blame.txt", "guards.txt"] {
        let first = std::cell::Cell::new(0);
        let shown = faults(file, |text| {
            let place = text.find("]\n").expect("the copy is whole") + 2;
            first.set(text[..place].lines().count() + 1);
            format!("{}{lines}{}", &text[..place], &text[place..])
        });
        let expected: Vec<String> = (first.get()..)
            .zip(wrong)
            .map(|(line, (_, what))| format!("{file}:{line}: {what}"))
            .collect();
        assert_eq!(shown, expected);
    }
}

#[test]
fn a_mistyped_section_or_class_is_named() {
    let found = faults("blame.txt", |text| {
        text.replacen("[no_choice]", "[no_choce]", 1)
    });
    assert!(found[0].contains("no section [no_choce]"), "{found:?}");
    let found = faults("words.txt", |text| format!("{text}tea = @coffee\n"));
    assert!(
        found[0].contains("no class coffee stands further up"),
        "{found:?}"
    );
    let found = faults("words.txt", |text| format!("{text}tea = pot Pot\n"));
    assert!(found[0].contains("`Pot` is no word"), "{found:?}");
    let found = faults("words.txt", |text| format!("{text}tea pot\n"));
    assert!(found[0].contains("neither `name = words`"), "{found:?}");
    let found = faults("spelling.txt", |text| format!("{text}youll\n"));
    assert!(found[0].contains("neither `hasty = words`"), "{found:?}");
}
