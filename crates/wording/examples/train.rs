//! Weighs the model's features on labelled sentences, and says how well it does on writers that it has not seen.
//!
//! `cargo run --release -p wording --example train` prints the figures, with `errors` behind it the sentences that are
//! judged wrongly, with `write` it writes `rules/weights.txt`. The same sentences give the same weights.

#![allow(clippy::print_stdout, reason = "this is a tool for the terminal")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use wording::training::{WORDS_MIN, example};

/// Passes over the sentences.
const PASSES: usize = 20;
/// How much weights are drawn to nothing.
const DECAY: f64 = 1.0;
/// The same for being hurt: of that fewer sentences tell, and none that is known should be missed.
const DECAY_HURT: f64 = 0.3;
/// Added to how often a feature comes, so that rare ones do not speak loudest.
const UNSEEN: f64 = 0.1;
/// Each sentence is seen without one of so many of its features each time, so that none decides alone.
const DROPPED_OF: usize = 2;
/// The others count so much more.
const KEPT_TIMES: f64 = 2.0;
/// How far one sentence moves them.
const STEP: f64 = 0.3;
/// A feature in fewer sentences than this says nothing.
const SENTENCES_MIN: usize = 2;
/// A weight that is smaller is left out.
const WEIGHT_MIN: f64 = 0.08;
/// How many steps of a weight are one; a weight is kept as one byte.
const STEPS: f64 = 32.0;
/// From which score on the model alone says that a sentence tells of being hurt.
const TELLS: f64 = 0.6;
/// From which score on it is not flagged because it may.
const HURT: f64 = -2.5;
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
    features: Vec<(usize, f64)>,
    words: usize,
    /// The root of that, by which its features are divided.
    length: f64,
    rule: bool,
    sure: bool,
    hurt: bool,
    done: bool,
}

/// Weights of one question.
#[derive(Default)]
struct Model {
    bias: f64,
    /// By feature.
    weights: Vec<f64>,
}

impl Model {
    fn score(&self, sentence: &Sentence) -> f64 {
        let weights = sentence.features.iter();
        let sum: f64 = weights
            .map(|(feature, times)| self.weights[*feature] * times)
            .sum();
        self.bias + sum / sentence.length
    }

    /// Logistic regression on features that count as much as they tell the two kinds of sentence apart; one sentence at a
    /// time in a fixed shuffled order, with steps that shorten by feature.
    fn learn(features: usize, sentences: &[&Sentence], label: Label) -> Self {
        let is = |sentence: &Sentence| sentence.label == label;
        let decay = if label == Label::Hurt {
            DECAY_HURT
        } else {
            DECAY
        };
        let (tells, pull) = telling(features, sentences, decay, is);
        let mut weights = vec![(0.0_f64, 0.0_f64); features];
        let mut bias = (0.0_f64, 0.0_f64);
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let mut dice = Dice(1);
        let mut seen = Vec::new();
        for _ in 0..PASSES {
            for place in (1..order.len()).rev() {
                order.swap(place, dice.below(place + 1));
            }
            for place in &order {
                let sentence = sentences[*place];
                seen.clear();
                let features = sentence.features.iter();
                let kept = features.filter(|_| dice.below(DROPPED_OF) > 0);
                seen.extend(kept.map(|(feature, times)| (*feature, times * KEPT_TIMES)));
                let sum: f64 = seen
                    .iter()
                    .map(|(feature, times)| weights[*feature].0 * tells[*feature] * times)
                    .sum();
                let score = bias.0 + sum / sentence.length;
                let target = if is(sentence) { 1.0 } else { 0.0 };
                let error = 1.0 / (1.0 + (-score).exp()) - target;
                for (feature, times) in &seen {
                    let (weight, moved) = &mut weights[*feature];
                    let slope = error * tells[*feature] * times / sentence.length
                        + pull[*feature] * *weight;
                    *moved += slope * slope;
                    *weight -= STEP * slope / (moved.sqrt() + 0.1);
                }
                bias.1 += error * error;
                bias.0 -= STEP * error / (bias.1.sqrt() + 0.1);
            }
        }
        let weights = weights.into_iter().zip(tells);
        let weights = weights.map(|((weight, _), tells)| weight * tells);
        // Rounded here as in the file.
        let weights = weights.map(|weight| {
            if weight.abs() < WEIGHT_MIN {
                0.0
            } else {
                weight
            }
        });
        let weights = weights.map(|weight| (weight * STEPS).round().clamp(-127.0, 127.0) / STEPS);
        Self {
            bias: bias.0,
            weights: weights.collect(),
        }
    }
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        let product = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = product.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % end
    }
}

/// By feature: how much likelier it is in one kind of sentence than in the other, as a logarithm; and how much each
/// sentence with it draws its weight to nothing.
fn telling(
    features: usize,
    sentences: &[&Sentence],
    decay: f64,
    is: impl Fn(&Sentence) -> bool,
) -> (Vec<f64>, Vec<f64>) {
    let mut counts = vec![[UNSEEN; 2]; features];
    for sentence in sentences {
        for (feature, _) in &sentence.features {
            counts[*feature][usize::from(is(sentence))] += 1.0;
        }
    }
    let sum = |kind: usize| counts.iter().map(|counts| counts[kind]).sum::<f64>();
    let all = sum(1) / sum(0);
    counts
        .iter()
        .map(|[other, this]| ((this / other / all).ln(), decay / (this + other)))
        .unzip()
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
    let mut writers: Vec<&str> = sentences
        .iter()
        .map(|sentence| hand(&sentence.writer))
        .collect();
    writers.sort_unstable();
    writers.dedup();
    println!("{} sentences, {} features", sentences.len(), keys.len());
    let mut judged = judged(&sentences, keys.len(), &writers);
    let usual = usual(&judged);
    let bounds = best(&usual, PRECISION);
    for group in writers.iter().filter(|writer| **writer != "rules") {
        let of: Vec<&Judged> = judged
            .iter()
            .filter(|one| hand(&one.sentence.writer) == *group)
            .collect();
        println!("{group:8} {}", figures(&of, &bounds));
    }
    let all: Vec<&Judged> = judged.iter().collect();
    println!("all      {}", figures(&all, &bounds));
    println!("usual    {}", figures(&usual, &bounds));
    let outside: Vec<&Judged> = judged
        .iter()
        .filter(|one| one.sentence.writer.starts_with('c'))
        .collect();
    println!("outside  {}", figures(&outside, &bounds));
    for goal in [0.8, 0.85, 0.9, 0.92] {
        let bounds = best(&usual, goal);
        println!(
            "at precision {goal}: {} outside: {}",
            figures(&usual, &bounds),
            figures(&outside, &bounds)
        );
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

/// Each sentence, judged by models that learned from nobody of its hand.
fn judged<'s>(sentences: &'s [Sentence], features: usize, writers: &[&str]) -> Vec<Judged<'s>> {
    let mut judged = Vec::new();
    for writer in writers.iter().filter(|writer| **writer != "rules") {
        let (theirs, others): (Vec<&Sentence>, Vec<&Sentence>) = sentences
            .iter()
            .partition(|sentence| hand(&sentence.writer) == *writer);
        let shift = Model::learn(features, &others, Label::Shift);
        let hurt = Model::learn(features, &others, Label::Hurt);
        judged.extend(theirs.into_iter().map(|sentence| Judged {
            sentence,
            shift: shift.score(sentence),
            hurt: hurt.score(sentence),
        }));
    }
    judged
}

/// Prints what is judged differently from its label.
fn show_errors(judged: &[Judged], bounds: &Bounds) {
    for one in judged.iter().filter(|one| {
        bounds.flags(one) != (one.sentence.label == Label::Shift)
            || bounds.hurts(one) != (one.sentence.label == Label::Hurt)
    }) {
        let Sentence {
            label,
            writer,
            text,
            rule,
            hurt,
            ..
        } = one.sentence;
        println!(
            "{:5.2} {:5.2} {label:?} {writer} rule {rule} hurt {hurt} flag {}: {text}",
            one.shift,
            one.hurt,
            bounds.flags(one)
        );
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
    let hurt = HURT;
    for alone in steps(-15, 30) {
        for agreeing in steps(-40, 30).filter(|agreeing| *agreeing <= alone) {
            let bounds = Bounds {
                alone,
                agreeing,
                hurt,
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
    let rules: Vec<_> = judged.iter().filter(|one| one.sentence.rule).collect();
    let hits = rules
        .iter()
        .filter(|one| one.sentence.label == Label::Shift)
        .count();
    let quiet = |label| of(label).filter(|one| bounds.tells(one)).count();
    format!(
        "precision {precision:.3} recall {recall:.3} (plain flagged {} of {}, hurt {} of {}; hurt seen {}, in shift {}, in plain {}; rules alone {:.3} {:.3}) {bounds:?}",
        flagged(Label::Plain),
        of(Label::Plain).count(),
        flagged(Label::Hurt),
        of(Label::Hurt).count(),
        quiet(Label::Hurt),
        quiet(Label::Shift),
        quiet(Label::Plain),
        ratio(hits, rules.len()),
        ratio(hits, of(Label::Shift).count()),
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
        "# What the model learned: settings in thousandths; then the features in five bytes each: key, weight for an excuse\n\
         # and weight for being hurt, in steps of 1/32. Written by examples/train.rs; nobody changes it by hand.\n\
         [settings]\n",
    );
    for (name, value) in [
        ("shift_bias", shift.bias),
        ("hurt_bias", hurt.bias),
        ("alone", bounds.alone),
        ("agreeing", bounds.agreeing),
        ("hurt", bounds.hurt),
        ("tells", TELLS),
    ] {
        writeln!(out, "{name} = {}", thousandths(value)).expect("a text takes all");
    }
    out += "[weights]\n";
    let mut column = 0;
    for (place, key) in keys.iter().enumerate() {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "clamped when it was learned"
        )]
        let [shift, hurt] = [shift, hurt].map(|model| (model.weights[place] * STEPS).round() as i8);
        if shift != 0 || hurt != 0 {
            write!(out, "{key:06x}{shift:02x}{hurt:02x}").expect("a text takes all");
            column = (column + 1) % 12;
            if column == 0 {
                out.push('\n');
            }
        }
    }
    out.push('\n');
    out
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All labelled sentences, and the keys of the features that come often enough.
fn sentences() -> (Vec<Sentence>, Vec<u32>) {
    let mut all = Vec::new();
    let mut keys: Vec<BTreeMap<u32, f64>> = Vec::new();
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
                f64::from(u32::try_from(example.length.max(1)).expect("a sentence is short"))
                    .sqrt();
            let mut found: BTreeMap<u32, f64> = BTreeMap::new();
            for (key, _) in example.features {
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
