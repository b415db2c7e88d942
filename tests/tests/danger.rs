//! When the one quiet line towards `still help-now` is shown for what somebody wrote, and when not.

use std::path::Path;

use wording::sounds_like_danger;

/// Sentences of either kind.
const SENTENCES_MIN: usize = 80;

#[test]
fn words_of_danger_are_heard_and_idioms_are_not() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/danger.tsv");
    let text = std::fs::read_to_string(path).expect("the corpus is there");
    let mut wrong = Vec::new();
    let mut counts = [0, 0];
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let (label, sentence) = line.split_once('\t').expect("a label, a tab, a sentence");
        let is_danger = label == "danger";
        counts[usize::from(is_danger)] += 1;
        if sounds_like_danger(sentence) != is_danger {
            wrong.push(line);
        }
    }
    assert!(
        counts.iter().all(|count| *count >= SENTENCES_MIN),
        "{counts:?}"
    );
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn one_sentence_among_many_is_enough() {
    let calm = "We went to the lake. That film killed me. I was dead tired. ";
    assert!(!sounds_like_danger(calm));
    assert!(sounds_like_danger(&format!(
        "{calm}I don't want to live any more. {calm}"
    )));
}
