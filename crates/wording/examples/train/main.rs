//! Weighs the model's features on labelled sentences, and says how well it does on writers that it has not seen.
//!
//! `cargo run --release -p wording --example train` prints the figures, with `errors` behind it the sentences that are
//! judged wrongly, with `write` it writes `rules/weights.txt`. The same sentences give the same weights.

#![allow(clippy::print_stdout, reason = "this is a tool for the terminal")]

mod learn;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use learn::{Model, in_thousandths};
use wording::training::{LEVELS, WORDS_MIN, example};

/// A feature in fewer sentences than this says nothing.
const SENTENCES_MIN: usize = 2;
/// From which score on the model alone says that a sentence tells of being hurt.
const TELLS: f64 = 0.6;
/// From which score on it is not flagged because it may.
const HURT: f64 = -3.0;
/// Of what is flagged, how much should be right.
const PRECISION: f64 = 0.92;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    Shift,
    Plain,
    Hurt,
}

struct Sentence {
    label: Label,
    writer: String,
    text: String,
    /// Their places in the table of keys, and how often they come.
    features: Vec<(usize, f32)>,
    words: usize,
    /// The root of that, by which its features are divided.
    length: f32,
    rule: bool,
    sure: bool,
    hurt: bool,
    done: bool,
}

/// A sentence with what models that never saw its writer make of it.
struct Judged<'a> {
    sentence: &'a Sentence,
    shift: f64,
    hurt: f64,
}

/// From which scores on a sentence is flagged: by the model alone, where a rule agrees, and where being hurt forbids it.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    alone: f64,
    agreeing: f64,
    hurt: f64,
}

impl Bounds {
    fn flags(&self, judged: &Judged) -> bool {
        let sentence = judged.sentence;
        let says = if sentence.rule {
            sentence.sure || judged.shift >= self.agreeing
        } else {
            sentence.words >= WORDS_MIN
        };
        says && (sentence.rule || judged.shift >= self.alone) && !self.hurts(judged)
    }

    fn tells(&self, judged: &Judged) -> bool {
        judged.sentence.hurt || !judged.sentence.done && judged.hurt >= TELLS
    }

    fn hurts(&self, judged: &Judged) -> bool {
        judged.sentence.hurt || !judged.sentence.done && judged.hurt >= self.hurt
    }
}

fn main() {
    let wanted = |name: &str| std::env::args().any(|given| given == name);
    let (sentences, keys) = sentences();
    let hands = sentences.iter().map(|sentence| hand(&sentence.writer));
    let hands: BTreeSet<&str> = hands.filter(|hand| *hand != "rules").collect();
    let hands: Vec<&str> = hands.into_iter().collect();
    println!("{} sentences, {} features", sentences.len(), keys.len());
    let mut judged = judged(&sentences, keys.len(), &hands);
    let usual = usual(&judged);
    let bounds = best(&usual, PRECISION);
    for group in &hands {
        let of: Vec<&Judged> = judged
            .iter()
            .filter(|one| hand(&one.sentence.writer) == *group)
            .collect();
        println!("{group:8} {}", figures(&of, &bounds));
    }
    let all: Vec<&Judged> = judged.iter().collect();
    println!("all      {}", figures(&all, &bounds));
    println!("usual    {}", figures(&usual, &bounds));
    for goal in [0.8, 0.85, 0.88, 0.9, 0.92] {
        let of = figures(&usual, &best(&usual, goal));
        println!("at precision {goal}: {of}");
    }
    if wanted("errors") {
        judged.sort_by(|a, b| b.shift.total_cmp(&a.shift));
        show_errors(&judged, &bounds);
    }
    if wanted("write") {
        let all: Vec<&Sentence> = sentences.iter().collect();
        let shift = Model::learn(keys.len(), &all, Label::Shift);
        let hurt = Model::learn(keys.len(), &all, Label::Hurt);
        let text = written(&shift, &hurt, bounds, &keys);
        std::fs::write(root().join("crates/wording/rules/weights.txt"), text)
            .expect("the tree can be written to");
    }
}

/// Whose hand a writer's sentences are from: the letter of its name. Writers of one hand are alike.
fn hand(writer: &str) -> &str {
    match writer {
        "rules" => writer,
        _ => writer.get(..1).unwrap_or_default(),
    }
}

/// How many hands are left out at once: half the work, and each model knows less than the one that is written.
const HANDS_AT_ONCE: usize = 2;

/// Each sentence, judged by models that learned from nobody of its hand.
fn judged<'s>(sentences: &'s [Sentence], features: usize, hands: &[&str]) -> Vec<Judged<'s>> {
    let without = |left_out: &[&str]| -> Vec<Judged<'s>> {
        let (theirs, others): (Vec<&Sentence>, Vec<&Sentence>) = sentences
            .iter()
            .partition(|sentence| left_out.contains(&hand(&sentence.writer)));
        let shift = Model::learn(features, &others, Label::Shift);
        let hurt = Model::learn(features, &others, Label::Hurt);
        let judged = theirs.into_iter().map(|sentence| Judged {
            sentence,
            shift: f64::from(shift.score(sentence)),
            hurt: f64::from(hurt.score(sentence)),
        });
        judged.collect()
    };
    let groups: Vec<&[&str]> = hands.chunks(HANDS_AT_ONCE).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let (groups, without) = (&groups, &without);
        let each = |first: usize| {
            let mine = groups.iter().skip(first).step_by(threads);
            mine.flat_map(|group| without(group)).collect::<Vec<_>>()
        };
        let running = (0..threads).map(|first| scope.spawn(move || each(first)));
        let running: Vec<_> = running.collect();
        let done = running.into_iter();
        done.flat_map(|thread| thread.join().expect("no thread panics"))
            .collect()
    })
}

/// Prints what is judged differently from its label.
fn show_errors(judged: &[Judged], bounds: &Bounds) {
    for one in judged.iter().filter(|one| {
        bounds.flags(one) != (one.sentence.label == Label::Shift)
            || bounds.hurts(one) != (one.sentence.label == Label::Hurt)
    }) {
        let of = one.sentence;
        let marks = format!(
            "rule {} hurt {} flag {}",
            of.rule,
            of.hurt,
            bounds.flags(one)
        );
        let scores = format!("{:5.2} {:5.2}", one.shift, one.hurt);
        println!("{scores} {:?} {} {marks}: {}", of.label, of.writer, of.text);
    }
}

/// The sentences of writers who wrote all three kinds about as often as people do: about a quarter or less tells of being
/// hurt. The others wrote of one thing only.
fn usual<'j, 's>(judged: &'j [Judged<'s>]) -> Vec<&'j Judged<'s>> {
    let count = |writer: &str, label: Option<Label>| {
        let theirs = judged.iter().filter(|one| one.sentence.writer == writer);
        theirs
            .filter(|one| label.is_none_or(|label| one.sentence.label == label))
            .count()
    };
    let is_usual = |writer: &str| {
        let hurt = ratio(count(writer, Some(Label::Hurt)), count(writer, None));
        (0.1..0.3).contains(&hurt)
    };
    judged
        .iter()
        .filter(|one| is_usual(&one.sentence.writer))
        .collect()
}

/// The bounds that find most excuses while what is flagged is right this often.
fn best(judged: &[&Judged], precision: f64) -> Bounds {
    let steps = |from: i32, to: i32| (from..to).map(|step| f64::from(step) / 10.0);
    let mut found = (
        -1.0,
        Bounds {
            alone: 1.0,
            agreeing: 1.0,
            hurt: 0.0,
        },
    );
    for alone in steps(-15, 30) {
        for agreeing in steps(-40, 30).filter(|agreeing| *agreeing <= alone) {
            let bounds = Bounds {
                alone,
                agreeing,
                hurt: HURT,
            };
            let (right, recall) = precision_and_recall(judged, &bounds);
            if right >= precision && recall > found.0 {
                found = (recall, bounds);
            }
        }
    }
    found.1
}

fn precision_and_recall(judged: &[&Judged], bounds: &Bounds) -> (f64, f64) {
    let is_shift = |one: &&&Judged| one.sentence.label == Label::Shift;
    let flagged = judged.iter().filter(|one| bounds.flags(one));
    let hits = flagged.clone().filter(is_shift).count();
    let shifts = judged.iter().filter(is_shift).count();
    (ratio(hits, flagged.count()), ratio(hits, shifts))
}

fn figures(judged: &[&Judged], bounds: &Bounds) -> String {
    let (precision, recall) = precision_and_recall(judged, bounds);
    let of = |label: Label| judged.iter().filter(move |one| one.sentence.label == label);
    let flagged = |label| of(label).filter(|one| bounds.flags(one)).count();
    let quiet = |label| of(label).filter(|one| bounds.tells(one)).count();
    format!(
        "precision {precision:.3} recall {recall:.3} (plain flagged {} of {}, hurt {} of {}; hurt seen {}, in shift {}, in plain {}) {bounds:?}",
        flagged(Label::Plain),
        of(Label::Plain).count(),
        flagged(Label::Hurt),
        of(Label::Hurt).count(),
        quiet(Label::Hurt),
        quiet(Label::Shift),
        quiet(Label::Plain),
    )
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).expect("a corpus is small"));
    number(part) / number(whole.max(1))
}

fn written(shift: &Model, hurt: &Model, bounds: Bounds, keys: &[u32]) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "weights are small")]
    let thousandths = |value: f64| (value * 1000.0).round() as i32;
    let mut out = String::from(
        "# What the model learned: settings in thousandths; how many features each bucket has, that is, those whose keys share\n\
         # the first two bytes; then the features in two bytes each: the last byte of the key, and the places of the weights\n\
         # for an excuse and for being hurt among the levels. Written by examples/train; nobody changes it by hand.\n\
         [settings]\n",
    );
    for (name, value) in [
        ("shift_bias", f64::from(shift.bias)),
        ("hurt_bias", f64::from(hurt.bias)),
        ("alone", bounds.alone),
        ("agreeing", bounds.agreeing),
        ("hurt", bounds.hurt),
        ("tells", TELLS),
    ] {
        writeln!(out, "{name} = {}", thousandths(value)).expect("a text takes all");
    }
    let mut counts = vec![0_u8; 1 << 16];
    let mut rows = Vec::new();
    for (place, key) in keys.iter().enumerate() {
        let level = |kind: usize, weight: f32| {
            let mut levels = LEVELS[kind].iter();
            let found = levels.position(|level| in_thousandths(*level) == weight);
            found.map_or(0, |at| u8::try_from(at + 1).expect("there are fifteen"))
        };
        let levels = level(0, shift.weights[place]) << 4 | level(1, hurt.weights[place]);
        if levels != 0 {
            let [_, bucket @ .., last] = key.to_be_bytes();
            counts[usize::from(u16::from_be_bytes(bucket))] += 1;
            rows.extend([last, levels]);
        }
    }
    for (section, bytes) in [("counts", counts), ("weights", rows)] {
        writeln!(out, "[{section}]").expect("a text takes all");
        for line in bytes.chunks(60) {
            for byte in line {
                write!(out, "{byte:02x}").expect("a text takes all");
            }
            out.push('\n');
        }
    }
    out
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All labelled sentences, and the keys of the features that come often enough.
fn sentences() -> (Vec<Sentence>, Vec<u32>) {
    let mut all = Vec::new();
    let mut keys: Vec<BTreeMap<u32, f32>> = Vec::new();
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for file in ["blame-training.tsv", "blame.tsv"] {
        let path = root().join("tests/corpus").join(file);
        let text = std::fs::read_to_string(path).expect("the corpus is there");
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let mut parts = line.split('\t');
            let label = match parts.next().unwrap_or_default() {
                "ok" | "plain" => Label::Plain,
                "hurt" => Label::Hurt,
                _ => Label::Shift,
            };
            let text = parts
                .next()
                .expect("a label, a tab and a sentence")
                .to_owned();
            let writer = parts.next().unwrap_or("rules").to_owned();
            if !seen.insert(text.clone()) {
                continue;
            }
            let example = example(&text);
            let length =
                f32::from(u16::try_from(example.length.max(1)).expect("a sentence is short"))
                    .sqrt();
            let mut found: BTreeMap<u32, f32> = BTreeMap::new();
            for key in example.features {
                *found.entry(key).or_default() += 1.0;
            }
            for key in found.keys() {
                *counts.entry(*key).or_default() += 1;
            }
            keys.push(found);
            all.push(Sentence {
                label,
                writer,
                text,
                features: Vec::new(),
                words: example.length,
                length,
                rule: example.rule,
                sure: example.sure,
                hurt: example.hurt,
                done: example.done,
            });
        }
    }
    counts.retain(|_, count| *count >= SENTENCES_MIN);
    let places: BTreeMap<u32, usize> = counts.keys().copied().zip(0..).collect();
    for (sentence, keys) in all.iter_mut().zip(keys) {
        sentence.features = keys
            .iter()
            .filter_map(|(key, times)| Some((places.get(key).copied()?, *times)))
            .collect();
    }
    (all, places.into_keys().collect())
}
