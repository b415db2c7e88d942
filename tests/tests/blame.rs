//! How well the blame check finds sentences that excuse or shift blame, on sentences somebody labelled,
//! and what it must do whatever it finds.
//!
//! `cargo test -p tests --test blame -- --nocapture` prints the figures; with `BLAME_WRONG=1` also every
//! sentence that was judged differently from its label.

#![allow(
    clippy::print_stdout,
    reason = "the figures are printed for whoever asks with --nocapture"
)]

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use wording::{BlameMark, BlameRule, blame_marks, sentence_key};

/// What the programme asks of the check.
const PRECISION_MIN: f64 = 0.9;
const RECALL_MIN: f64 = 0.8;
/// Fewer sentences than this, of either kind, prove nothing.
const SENTENCES_MIN: usize = 120;

#[test]
fn the_check_is_good_on_the_corpus() {
    measure("blame.tsv");
}

#[test]
fn the_check_is_good_on_sentences_nobody_tuned_it_with() {
    measure("blame-held-out.tsv");
}

/// What happened to the sentences of one label.
#[derive(Default)]
struct Tally {
    sentences: usize,
    hits: usize,
    /// Marks under this rule on sentences labelled `ok`.
    false_alarms: usize,
    /// Found, but under these rules.
    confused: BTreeMap<&'static str, usize>,
}

fn measure(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(file);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut wrong = String::new();
    for (label, sentence) in labelled(&text) {
        let marks = blame_marks(sentence);
        let found = marks.first().map(|mark| mark.rule.name());
        let tally = tallies.entry(label).or_default();
        tally.sentences += 1;
        match found {
            Some(rule) if label == "ok" => {
                tallies.entry(rule).or_default().false_alarms += 1;
                wrong += &format!("  false alarm {rule}: {sentence}\n");
            }
            None if label != "ok" => wrong += &format!("  missed {label}: {sentence}\n"),
            Some(rule) => {
                tally.hits += 1;
                if rule != label {
                    *tally.confused.entry(rule).or_default() += 1;
                }
            }
            None => {}
        }
    }
    let (report, precision, recall) = report(&tallies);
    println!("{file}\n{report}");
    if std::env::var_os("BLAME_WRONG").is_some() {
        println!("{wrong}");
    }
    let fine = tallies.get("ok").map_or(0, |tally| tally.sentences);
    let all: usize = tallies.values().map(|tally| tally.sentences).sum();
    assert!(
        fine >= SENTENCES_MIN && all - fine >= SENTENCES_MIN,
        "{file}: too few sentences"
    );
    assert!(
        precision >= PRECISION_MIN,
        "{file}: precision {precision:.3}"
    );
    assert!(recall >= RECALL_MIN, "{file}: recall {recall:.3}");
}

/// The figures as a table, and precision and recall over all rules.
fn report(tallies: &BTreeMap<&str, Tally>) -> (String, f64, f64) {
    let mut out = format!(
        "{:14}{:>10}{:>6}{:>8}{:>14}{:>11}{:>8}  confused\n",
        "rule", "sentences", "hits", "misses", "false alarms", "precision", "recall"
    );
    let mut row = |name: &str, sentences: usize, hits: usize, alarms: usize, note: &str| {
        let (precision, recall) = (share(hits, hits + alarms), share(hits, sentences));
        let misses = sentences - hits;
        out += &format!(
            "{name:14}{sentences:>10}{hits:>6}{misses:>8}{alarms:>14}{precision:>11.3}{recall:>8.3}  {note}\n"
        );
        (precision, recall)
    };
    let (mut sentences, mut hits, mut alarms) = (0, 0, 0);
    for rule in BlameRule::ALL {
        let Some(tally) = tallies.get(rule.name()) else {
            continue;
        };
        let confused = tally
            .confused
            .iter()
            .map(|(rule, count)| format!("{count} as {rule}"));
        let note = confused.collect::<Vec<_>>().join(", ");
        row(
            rule.name(),
            tally.sentences,
            tally.hits,
            tally.false_alarms,
            &note,
        );
        sentences += tally.sentences;
        hits += tally.hits;
        alarms += tally.false_alarms;
    }
    let fine = tallies.get("ok").map_or(0, |tally| tally.sentences);
    let (precision, recall) = row(
        "all",
        sentences,
        hits,
        alarms,
        &format!("and {fine} without blame"),
    );
    (out, precision, recall)
}

fn share(part: usize, whole: usize) -> f64 {
    let figure = |count: usize| f64::from(u32::try_from(count).expect("a corpus is small"));
    if whole == 0 {
        1.0
    } else {
        figure(part) / figure(whole)
    }
}

/// Labels and sentences; every label is `ok` or a rule.
fn labelled(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let lines = text
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let (label, sentence) = line
            .split_once('\t')
            .unwrap_or_else(|| panic!("no tab in {line}"));
        let known = label == "ok" || BlameRule::ALL.iter().any(|rule| rule.name() == label);
        assert!(known, "no rule {label}");
        (label, sentence)
    })
}

fn rules(text: &str) -> Vec<BlameRule> {
    blame_marks(text)
        .into_iter()
        .map(|mark| mark.rule)
        .collect()
}

fn is_marked(text: &str) -> bool {
    !blame_marks(text).is_empty()
}

#[test]
fn what_others_said_is_no_mark_and_what_stands_beside_it_is() {
    let marks = ['"', '"', '“', '”', '„', '“', '«', '»', '‘', '’', '\'', '\''];
    for pair in marks.chunks(2) {
        let quoted = format!("I will not say {}but you did it too{}.", pair[0], pair[1]);
        assert!(!is_marked(&quoted), "{quoted}");
        let beside = format!(
            "I shouted {}go away{}, but you had provoked me.",
            pair[0], pair[1]
        );
        assert_eq!(rules(&beside), [BlameRule::ButYou], "{beside}");
    }
    assert!(!is_marked("“She made me do it. I had no choice.”"));
    assert!(!is_marked("> You made me do it. I had no choice.\n"));
    assert!(is_marked("You made me do it. I had no choice.\n"));
}

#[test]
fn denied_and_retold_excuses_are_no_marks() {
    for (blame, denied) in [
        ("It was her fault.", "It was not her fault."),
        ("She made me do it.", "She didn't make me do it."),
        ("He forced me to lie.", "Nobody forced me to lie."),
        ("She started it.", "I used to say that she started it."),
        ("I had no choice.", "My excuse was that I had no choice."),
        (
            "They deserved it.",
            "I kept telling myself they deserved it.",
        ),
        (
            "Everyone does it.",
            "I am not going to claim that everyone does it.",
        ),
    ] {
        assert!(is_marked(blame), "{blame}");
        assert!(!is_marked(denied), "{denied}");
    }
    let hung = "If she hadn't nagged, I would not have shouted.";
    assert_eq!(rules(hung), [BlameRule::IfThey]);
}

#[test]
fn questions_are_no_marks_unless_they_answer_themselves() {
    assert!(is_marked("She made me shout."));
    assert!(!is_marked("Did she make me shout?"));
    assert!(is_marked("She started it, didn't she?"));
    assert_eq!(rules("What else could I do?"), [BlameRule::NoChoice]);
    assert_eq!(rules("Who wouldn't have?"), [BlameRule::Everyone]);
}

#[test]
fn harmless_meanings_pass() {
    for text in [
        "She made me laugh, and she made me tea.",
        "They also have a dog.",
        "Everyone came.",
        "I was sad, but she had every right to go.",
        "But they needed time.",
        "If they want to talk, I will listen.",
        "If I had listened, she would have stayed.",
        "If they hadn't helped me, I would not have got sober.",
        "I had to work late.",
        "I was at fault, and she was not.",
    ] {
        assert_eq!(rules(text), [], "{text}");
    }
}

#[test]
fn every_sentence_is_marked_once_and_alone() {
    let text = "  I was late. I lied; she lied too, and she made me do it!\n- It was all her fault ❤️\nThe end.";
    let marks = blame_marks(text);
    let cut: Vec<&str> = marks
        .iter()
        .map(|mark| &text[mark.sentence.clone()])
        .collect();
    assert_eq!(
        cut,
        [
            "I lied; she lied too, and she made me do it!",
            "It was all her fault ❤️"
        ]
    );
    assert_eq!(&text[marks[1].words.clone()], "was all her fault");
    for mark in &marks {
        assert_eq!(mark.key, sentence_key(&text[mark.sentence.clone()]));
        check(text, mark);
    }
}

#[test]
fn typography_changes_neither_mark_nor_key() {
    let variants = [
        "I shouted - but you didn't listen either.",
        "I shouted — but you didn’t listen either",
        "  i shouted\u{a0}– but you  didn‘t listen\neither!",
        "I SHOUTED - BUT YOU DIDN´T LISTEN EITHER…",
    ];
    let keys: Vec<String> = variants.iter().map(|text| sentence_key(text)).collect();
    assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
    assert!(
        keys[0].len() == 16
            && keys[0]
                .bytes()
                .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    );
    assert_ne!(
        keys[0],
        sentence_key("I shouted - but you did listen either.")
    );
    for text in variants {
        let line = text.replace('\n', " ");
        assert_eq!(blame_marks(&line).len(), 1, "{line}");
    }
    assert_eq!(
        rules("i lied but she didnt tell me the truth either"),
        rules("I lied, but she didn’t tell me the truth either.")
    );
}

#[test]
fn explanations_and_names_are_there() {
    let mut names: Vec<&str> = BlameRule::ALL.iter().map(|rule| rule.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), BlameRule::ALL.len());
    for rule in BlameRule::ALL {
        assert!(rule.explanation().ends_with(['.', '?']), "{}", rule.name());
    }
}

/// The time is linear whatever the text: without an end of a sentence, or of a quotation. A quadratic step
/// anywhere makes this test run for minutes.
#[test]
fn long_texts_are_no_trouble() {
    for piece in [
        "she said but ",
        "I had ",
        "“",
        "'s ",
        "if they ",
        "a. ",
        "Mr. ",
        "\" ",
        "but you, ",
        "💥",
        "\n",
    ] {
        let text = piece.repeat((1 << 20) / piece.len());
        for mark in blame_marks(&text) {
            check(&text, &mark);
        }
    }
}

fn check(text: &str, mark: &BlameMark) {
    let sentence = &text[mark.sentence.clone()];
    assert_eq!(sentence.trim(), sentence);
    assert!(!text[mark.words.clone()].is_empty());
    assert!(mark.sentence.start <= mark.words.start && mark.words.end <= mark.sentence.end);
}

/// Texts out of pieces that mean something to the check.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "it was her fault",
        "She made me do it",
        "I had no choice",
        "I lied, but you lied too",
        "but",
        "she",
        "made",
        "me",
        "If",
        "he",
        "hadn’t",
        "I",
        "would",
        "not",
        "have",
        "it's",
        "her",
        "fault",
        "everyone",
        "does",
        "it",
        "too",
        "had",
        "no",
        "choice",
        "only",
        "because",
        " ",
        " ",
        " ",
        ",",
        ".",
        "...",
        "…",
        "?",
        "!",
        "\n",
        "\n\n",
        "- ",
        "“",
        "”",
        "\"",
        "'",
        "’",
        "«",
        "»",
        "—",
        ";",
        "> ",
        "e\u{301}",
        "\u{200d}",
        "👩‍👩‍👧",
        "שלום",
        "İ",
        "ß",
        "e.g.",
        "3.5",
        "you",
        "Anna",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

fn in_order(text: &str) {
    let marks = blame_marks(text);
    assert_eq!(marks, blame_marks(text));
    for mark in &marks {
        check(text, mark);
    }
    for pair in marks.windows(2) {
        assert!(pair[0].sentence.end <= pair[1].sentence.start);
    }
}

proptest! {
    // The failing text is printed; a file beside the test would need a crate root to be found from.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_gives_ranges_in_order(text in any::<String>()) {
        in_order(&text);
    }

    #[test]
    fn any_pieces_give_ranges_in_order(text in texts()) {
        in_order(&text);
    }

    #[test]
    fn keys_do_not_see_spacing(text in "[a-zA-Z', ]{1,40}") {
        prop_assert_eq!(sentence_key(&text), sentence_key(&format!("  {}\n", text.replace(' ', " \u{a0} "))));
    }
}
