//! How well the blame check finds sentences that excuse or shift blame, on sentences somebody labelled,
//! and what it must do whatever it finds.
//!
//! `cargo test -p tests --test blame -- --nocapture` prints the figures; with `BLAME_WRONG=1` also every
//! sentence that was judged differently from its label. What it does for people who were hurt is tested in `hurt.rs`.

#![allow(
    clippy::print_stdout,
    reason = "the figures are printed for whoever asks with --nocapture"
)]

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use wording::{BlameFlag, BlameRule, blame_flags, check, sentence_key};

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

/// Sentences by writers who knew neither rules nor corpora. They are measured; nothing is ever learned from them.
const UNSEEN: &str = "unseen.tsv";

/// Only prints: `cargo test -p tests --test blame unseen -- --nocapture`.
#[test]
fn the_check_on_unseen_sentences() {
    let path = corpus(UNSEEN);
    if !path.exists() {
        println!("{UNSEEN} is not there yet");
        return;
    }
    let text = std::fs::read_to_string(&path).expect("the corpus is a text");
    let (mut hits, mut flagged) = (0, BTreeMap::new());
    let mut sentences: BTreeMap<&str, usize> = BTreeMap::new();
    let mut quiet: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = String::new();
    for line in text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let mut parts = line.split('\t');
        let label = parts.next().unwrap_or_default();
        let sentence = parts.next().unwrap_or_else(|| panic!("no tab in {line}"));
        assert!(
            ["shift", "plain", "hurt"].contains(&label),
            "no label {label}"
        );
        *sentences.entry(label).or_default() += 1;
        let findings = check(sentence);
        *quiet.entry(label).or_default() += usize::from(findings.hurt);
        let is_flagged = !findings.flags.is_empty();
        if is_flagged {
            *flagged.entry(label).or_insert(0) += 1;
            hits += usize::from(label == "shift");
        }
        if is_flagged != (label == "shift") {
            wrong += &format!("  {label}: {sentence}\n");
        }
    }
    let of = |label| sentences.get(label).copied().unwrap_or_default();
    let all: usize = flagged.values().sum();
    println!(
        "{UNSEEN}: {} sentences, precision {:.3}, recall {:.3}",
        sentences.values().sum::<usize>(),
        share(hits, all),
        share(hits, of("shift"))
    );
    for label in ["plain", "hurt"] {
        let flagged = flagged.get(label).copied().unwrap_or_default();
        println!("  {label}: {flagged} of {} flagged", of(label));
    }
    for (label, count) in &quiet {
        println!(
            "  the line for people who were hurt: {count} of {} ({label})",
            of(label)
        );
    }
    if std::env::var_os("BLAME_WRONG").is_some() {
        println!("{wrong}");
    }
}

fn corpus(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(file)
}

/// What happened to the sentences of one label.
#[derive(Default)]
struct Tally {
    sentences: usize,
    hits: usize,
    /// Flags under this rule on sentences labelled `ok`.
    false_alarms: usize,
    /// Found, but under these rules.
    confused: BTreeMap<&'static str, usize>,
}

fn measure(file: &str) {
    let path = corpus(file);
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut wrong = String::new();
    for (label, sentence) in labelled(&text) {
        let flags = blame_flags(sentence);
        let found = flags.first().map(|flag| flag.rule.name());
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
    blame_flags(text)
        .into_iter()
        .map(|flag| flag.rule)
        .collect()
}

fn is_flagged(text: &str) -> bool {
    !blame_flags(text).is_empty()
}

#[test]
fn what_others_said_is_no_flag_and_what_stands_beside_it_is() {
    let signs = ['"', '"', '“', '”', '„', '“', '«', '»', '‘', '’', '\'', '\''];
    for pair in signs.chunks(2) {
        let quoted = format!("I will not say {}but you did it too{}.", pair[0], pair[1]);
        assert!(!is_flagged(&quoted), "{quoted}");
        let beside = format!(
            "I shouted {}go away{}, but you had provoked me.",
            pair[0], pair[1]
        );
        assert_eq!(rules(&beside), [BlameRule::ButYou], "{beside}");
    }
    assert!(!is_flagged("“She made me do it. I had no choice.”"));
    assert!(!is_flagged("> You made me do it. I had no choice.\n"));
    assert!(is_flagged("You made me do it. I had no choice.\n"));
}

#[test]
fn denied_and_retold_excuses_are_no_flags() {
    for (blame, denied) in [
        ("It was her fault.", "It was not her fault."),
        ("She made me do it.", "She didn't make me do it."),
        ("He drove me to it.", "Nobody drove me to it."),
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
        assert!(is_flagged(blame), "{blame}");
        assert!(!is_flagged(denied), "{denied}");
    }
    let hung = "If she hadn't nagged, I would not have shouted.";
    assert_eq!(rules(hung), [BlameRule::IfThey]);
}

#[test]
fn questions_are_no_flags_unless_they_answer_themselves() {
    assert!(is_flagged("She made me shout."));
    assert!(!is_flagged("Did she make me shout?"));
    assert!(is_flagged("She started it, didn't she?"));
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
        "Sorry once, without a but.",
        "I said sorry once, without a but.",
        "I hit her once, and once was too often.",
    ] {
        assert_eq!(rules(text), [], "{text}");
    }
}

#[test]
fn every_sentence_is_flagged_once_and_alone() {
    let text = "  I was late. I lied; she lied too, and she made me do it!\n- It was all her fault ❤️\nThe end.";
    let flags = blame_flags(text);
    let cut: Vec<&str> = flags
        .iter()
        .map(|flag| &text[flag.sentence.clone()])
        .collect();
    assert_eq!(
        cut,
        [
            "I lied; she lied too, and she made me do it!",
            "It was all her fault ❤️"
        ]
    );
    assert_eq!(&text[flags[1].words.clone()], "was all her fault");
    for flag in &flags {
        assert_eq!(flag.key, sentence_key(&text[flag.sentence.clone()]));
        holds(text, flag);
    }
}

#[test]
fn typography_changes_neither_flag_nor_key() {
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
        assert_eq!(blame_flags(&line).len(), 1, "{line}");
    }
    assert_eq!(
        rules("i lied but she didnt tell me the truth either"),
        rules("I lied, but she didn’t tell me the truth either.")
    );
}

#[test]
fn explanations_and_names_are_there() {
    // Nobody stands in it: it does not begin with the writer.
    assert_eq!(rules("Mistakes were made."), [BlameRule::Minimise]);
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
        for flag in blame_flags(&text) {
            holds(&text, &flag);
        }
    }
}

fn holds(text: &str, flag: &BlameFlag) {
    let sentence = &text[flag.sentence.clone()];
    assert_eq!(sentence.trim(), sentence);
    assert!(!text[flag.words.clone()].is_empty());
    assert!(flag.sentence.start <= flag.words.start && flag.words.end <= flag.sentence.end);
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
    let flags = blame_flags(text);
    assert_eq!(flags, blame_flags(text));
    for flag in &flags {
        holds(text, flag);
    }
    for pair in flags.windows(2) {
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
