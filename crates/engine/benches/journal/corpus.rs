//! A journal of ten thousand entries that nobody wrote: always the same, with the words of a language spread as people
//! spread them, a few very common and most of them rare.

use engine::views::EntryFields;
use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};
use testkit::Dice;

/// Words that the entries are made of.
const VOCABULARY: usize = 6_000;
/// The first words, which also stand in for the searches.
const COMMON: &[&str] = &[
    "the", "and", "i", "to", "a", "was", "it", "of", "that", "in", "my", "not", "for", "with",
    "but", "today", "me", "again", "felt", "morning", "when", "she", "walk", "had", "letter",
    "this", "is", "on", "so", "quiet", "river",
];
const TAGS: &[&str] = &[
    "walk", "work", "sleep", "letter", "family", "run", "music", "dream",
];
const EMOTIONS: &[&str] = &[
    "calm", "sad", "angry", "hopeful", "tired", "lonely", "grateful",
];
/// In every second entry or so.
pub(crate) const COMMON_WORD: &str = "river";
/// In exactly one entry.
pub(crate) const RARE_WORD: &str = "zwischenraum";

/// `count` entries of about a kilobyte each, over the past ten years, in no order.
pub(crate) fn entries(count: usize) -> Vec<EntryFields> {
    let mut dice = Dice::new(2_026);
    let words = vocabulary(&mut dice);
    let start = Timestamp::from_second(1_480_000_000).expect("a moment in 2016");
    let zone = TimeZone::get("Europe/Berlin").unwrap_or(TimeZone::UTC);
    (0..count)
        .map(|number| {
            let minutes = dice.below(10 * 365 * 24 * 60) as i64;
            let when = (start + minutes.minutes()).to_zoned(zone.clone());
            let mut draft = entry(&mut dice, &words, when);
            if number == count / 3 {
                draft.body.push_str(RARE_WORD);
            }
            draft
        })
        .collect()
}

/// Bytes of text that a person would say they had written.
pub(crate) fn text_bytes(entries: &[EntryFields]) -> usize {
    entries
        .iter()
        .map(|entry| entry.title.len() + entry.body.len())
        .sum()
}

fn entry(dice: &mut Dice, words: &[String], when: Zoned) -> EntryFields {
    let length = 700 + dice.below(600);
    let mut body = String::with_capacity(length + 16);
    while body.len() < length {
        let sentence = 5 + dice.below(14);
        for place in 0..sentence {
            let word = pick(dice, words);
            if place == 0 {
                let (first, rest) = word.split_at(1);
                body.push_str(&first.to_uppercase());
                body.push_str(rest);
            } else {
                body.push(' ');
                body.push_str(word);
            }
        }
        body.push_str(if dice.below(6) == 0 { ".\n\n" } else { ". " });
    }
    let some = |dice: &mut Dice, from: &[&str]| -> Vec<String> {
        let count = dice.below(3);
        let mut chosen: Vec<String> = (0..count)
            .map(|_| from[dice.below(from.len())].to_owned())
            .collect();
        chosen.sort();
        chosen.dedup();
        chosen
    };
    EntryFields {
        when: when.into(),
        title: if dice.below(3) == 0 {
            format!("{} {}", pick(dice, words), pick(dice, words))
        } else {
            String::new()
        },
        body,
        mood: (dice.below(4) > 0).then(|| 1 + dice.below(10) as u8),
        emotions: some(dice, EMOTIONS),
        tags: some(dice, TAGS),
        steps: if dice.below(8) == 0 {
            vec![1 + dice.below(11) as u8]
        } else {
            Vec::new()
        },
        star: dice.below(20) == 0,
        ..EntryFields::default()
    }
}

/// Zipf's law: the word of rank r comes up about 1/r as often as the first.
fn pick<'w>(dice: &mut Dice, words: &'w [String]) -> &'w str {
    let rank = (words.len() as f64).powf(dice.fraction());
    &words[(rank as usize - 1).min(words.len() - 1)]
}

fn vocabulary(dice: &mut Dice) -> Vec<String> {
    const ONSETS: &[&str] = &[
        "b", "br", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "w",
    ];
    const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ea", "ou", "ai"];
    const CODAS: &[&str] = &["", "", "n", "r", "s", "t", "ll", "nd", "ng", "st"];
    let mut words: Vec<String> = COMMON.iter().map(|word| (*word).to_owned()).collect();
    while words.len() < VOCABULARY {
        let syllables = 1 + dice.below(3);
        let word: String = (0..syllables)
            .flat_map(|_| {
                [
                    ONSETS[dice.below(ONSETS.len())],
                    VOWELS[dice.below(VOWELS.len())],
                    CODAS[dice.below(CODAS.len())],
                ]
            })
            .collect();
        words.push(word);
    }
    words
}
