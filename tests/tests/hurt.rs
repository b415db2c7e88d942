//! The check must never ask somebody who was hurt for their part: no flag on such a sentence or on what leans on it, and a
//! sign that the text tells of it. Somebody who did harm writes violent words too; who did it to whom decides.

#![allow(
    clippy::print_stdout,
    reason = "the figures are printed for whoever asks with --nocapture"
)]

use std::path::Path;

use wording::check;

/// Sentences of people who were hurt that must be in the corpora.
const SENTENCES_MIN: usize = 200;
/// Of these, how many must be known as what they are.
const KNOWN_MIN: f64 = 0.9;

/// The sentences of the corpus with this label.
fn labelled(wanted: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/blame-training.tsv");
    let text = std::fs::read_to_string(path).expect("the corpus is there");
    let lines = text.lines().filter_map(|line| line.split_once('\t'));
    let of = lines.filter(|(label, _)| *label == wanted);
    of.map(|(_, rest)| rest.split('\t').next().unwrap_or_default().to_owned())
        .collect()
}

fn is_flagged(text: &str) -> bool {
    !check(text).flags.is_empty()
}

#[test]
fn nobody_who_was_hurt_is_asked_for_their_part() {
    let sentences = labelled("hurt");
    assert!(sentences.len() >= SENTENCES_MIN);
    let known = sentences
        .iter()
        .filter(|sentence| check(sentence).hurt)
        .count();
    println!("{known} of {} known as hurt", sentences.len());
    let flagged: Vec<&String> = sentences
        .iter()
        .filter(|sentence| is_flagged(sentence))
        .collect();
    assert!(flagged.is_empty(), "{flagged:#?}");
    let count = |count: usize| f64::from(u32::try_from(count).expect("a corpus is small"));
    assert!(count(known) >= KNOWN_MIN * count(sentences.len()));
}

#[test]
fn what_leans_on_such_a_sentence_is_not_flagged_either() {
    for text in [
        "He had locked the door. I had no choice.",
        "I had no choice. He had locked the door and taken my phone.",
        "She was choking me. She made me do it.",
        "He threatened to kill me.\nIt was not my fault.",
        "He beat me for years. If he hadn't, I would not have lied.",
        "I lied about everything. I only did it because he would have hit me again.",
    ] {
        let findings = check(text);
        assert!(findings.flags.is_empty(), "{text}: {:?}", findings.flags);
        assert!(findings.hurt, "{text}");
    }
    // A paragraph of its own stands for itself.
    assert!(is_flagged(
        "He had locked the door.\n\nI lied, but you lied too."
    ));
}

#[test]
fn who_yields_hides_or_fights_back_is_not_flagged() {
    for text in [
        "She always screamed at me until I gave in.",
        "He screamed at me every night until I did what he wanted.",
        "He yelled at us until we apologised and begged.",
        "I lied to her because she always exploded.",
        "I hid the bill because he would always shout.",
        "I hit him because he was strangling me.",
        "I cut myself because he made me so angry.",
        "I hit him because he would not let go of my hair.",
        "I kicked him because he wanted to force me.",
        "I threatened him because he wanted to hurt my daughter.",
        "I pushed him because he wanted to come into my room.",
        "I locked him out because he wanted to kill me.",
        "I was scared so I hit him.",
    ] {
        let findings = check(text);
        assert!(findings.flags.is_empty(), "{text}: {:?}", findings.flags);
    }
}

#[test]
fn who_did_harm_is_still_shown_the_excuse() {
    for text in [
        "I hit her, but she had been nagging me all day.",
        "I slapped him because he would not stop talking.",
        "She provoked me until I hit her.",
        "I only hit her once, it was nothing.",
        "Hit her once, but she was in my face.",
        "I hit her once, but never on the face.",
        "hit her once, but…",
        "I pushed her, but she made me so angry.",
        "I broke her phone, but she was always on it.",
        "I threatened him because he never listens.",
        "She was afraid of me, but she is afraid of everything.",
        "I hit her because she made me angry.",
        "I threatened her because she wanted to take the kids.",
        "I locked her in because she wanted to leave.",
        "I had been drinking all day so I hit her.",
        "She screamed at me until I gave in and hit her.",
    ] {
        let findings = check(text);
        assert!(!findings.flags.is_empty(), "{text}");
        assert!(!findings.hurt, "{text}");
    }
}

#[test]
fn violent_words_of_other_things_are_not_taken_for_it() {
    for text in [
        "It hit me that I never asked.",
        "She beat me at chess.",
        "He pushed me to apply for the job.",
        "She threw me a party.",
        "That film killed me.",
        "I hit the wall at kilometre thirty.",
        "She held me while I cried.",
        "He locked the bikes.",
        "We were afraid of the exam.",
        "I hit her.",
        "I locked her out and I am ashamed.",
        "She was afraid of me.",
    ] {
        assert!(!check(text).hurt, "{text}");
    }
}
