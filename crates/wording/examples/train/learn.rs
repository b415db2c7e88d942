//! How the weights of one question are learned.

use wording::training::LEVELS;

use super::{Label, Sentence};

/// Passes over the sentences.
const PASSES: usize = 20;
/// How much weights are drawn to nothing.
const DECAY: f32 = 0.7;
/// The same for being hurt: of that fewer sentences tell, and none that is known should be missed.
const DECAY_HURT: f32 = 0.3;
/// Added to how often a feature comes, so that rare ones do not speak loudest.
const UNSEEN: f64 = 0.3;
/// The weights are the mean of those after each of the last passes.
const PASSES_MEANT: usize = 10;
/// Each sentence is seen with only so many in a hundred of its features each time, so that none decides alone.
const KEPT_OF_100: usize = 35;
/// These count so much more.
const KEPT_TIMES: f32 = 100.0 / 35.0;
/// How much more a sentence that shifts blame counts where being hurt is learned: the two must not be taken for each other.
const SHIFT_TIMES: f32 = 2.0;
/// How far one sentence moves them.
const STEP: f32 = 0.3;
/// A weight that is smaller is left out.
const WEIGHT_MIN: f32 = 0.08;

/// Weights of one question.
#[derive(Default)]
pub(crate) struct Model {
    pub(crate) bias: f32,
    /// By feature.
    pub(crate) weights: Vec<f32>,
}

impl Model {
    pub(crate) fn score(&self, sentence: &Sentence) -> f32 {
        let weights = sentence.features.iter();
        let sum: f32 = weights
            .map(|(feature, times)| self.weights[*feature] * times)
            .sum();
        self.bias + sum / sentence.length
    }

    /// Logistic regression on features that count as much as they tell the two kinds of sentence apart; one sentence at a
    /// time in a fixed shuffled order, with steps that shorten by feature.
    pub(crate) fn learn(features: usize, sentences: &[&Sentence], label: Label) -> Self {
        let is = |sentence: &Sentence| sentence.label == label;
        let decay = if label == Label::Hurt {
            DECAY_HURT
        } else {
            DECAY
        };
        let mut learned = telling(features, sentences, decay, is);
        let mut bias = (0.0_f32, 0.0_f32);
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        let mut dice = Dice(1);
        let mut seen = Vec::new();
        let mut sums = (0.0, vec![0.0_f32; features]);
        for pass in 0..PASSES {
            for place in (1..order.len()).rev() {
                order.swap(place, dice.below(place + 1));
            }
            for place in &order {
                let sentence = sentences[*place];
                seen.clear();
                let features = sentence.features.iter();
                let kept = features.filter(|_| dice.below(100) < KEPT_OF_100);
                let scale = KEPT_TIMES / sentence.length;
                let mut score = bias.0;
                seen.extend(kept.map(|(feature, times)| {
                    let one = &learned[*feature];
                    let value = one.tells * times * scale;
                    score += one.weight * value;
                    (*feature, value)
                }));
                let target = if is(sentence) { 1.0 } else { 0.0 };
                let counts = match (label, sentence.label) {
                    (Label::Hurt, Label::Shift) => SHIFT_TIMES,
                    _ => 1.0,
                };
                let error = counts * (1.0 / (1.0 + (-score).exp()) - target);
                for (feature, value) in &seen {
                    let one = &mut learned[*feature];
                    let slope = error * value + one.pull * one.weight;
                    one.moved += slope * slope;
                    one.weight -= STEP * slope / (one.moved.sqrt() + 0.1);
                }
                bias.1 += error * error;
                bias.0 -= STEP * error / (bias.1.sqrt() + 0.1);
            }
            if pass >= PASSES - PASSES_MEANT {
                sums.0 += bias.0;
                for (sum, one) in sums.1.iter_mut().zip(&learned) {
                    *sum += one.weight;
                }
            }
        }
        #[allow(clippy::cast_precision_loss, reason = "a small number")]
        let passes = PASSES_MEANT as f32;
        let weights = sums.1.iter().zip(&learned);
        let weights = weights.map(|(sum, one)| sum / passes * one.tells);
        // Rounded here as in the file.
        let levels = LEVELS[usize::from(label == Label::Hurt)];
        let weights = weights.map(|weight| {
            if weight.abs() < WEIGHT_MIN {
                0.0
            } else {
                nearest(&levels, weight)
            }
        });
        Self {
            bias: sums.0 / passes,
            weights: weights.collect(),
        }
    }
}

/// The level that is nearest.
fn nearest(levels: &[i32], weight: f32) -> f32 {
    let levels = levels.iter().map(|level| in_thousandths(*level));
    let apart = |level: &f32| (level - weight).abs();
    let nearest = levels.min_by(|one, other| apart(one).total_cmp(&apart(other)));
    nearest.unwrap_or_default()
}

/// A number that is given in thousandths.
pub(crate) fn in_thousandths(number: i32) -> f32 {
    f32::from(i16::try_from(number).expect("levels are small")) / 1000.0
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

/// A feature while it is learned.
struct Learned {
    weight: f32,
    /// The sum of the squares of how far it was moved.
    moved: f32,
    /// How much likelier it is in one kind of sentence than in the other, as a logarithm.
    tells: f32,
    /// How much each sentence with it draws its weight to nothing.
    pull: f32,
}

/// By feature, before anything is learned.
fn telling(
    features: usize,
    sentences: &[&Sentence],
    decay: f32,
    is: impl Fn(&Sentence) -> bool,
) -> Vec<Learned> {
    let mut counts = vec![[UNSEEN; 2]; features];
    for sentence in sentences {
        for (feature, _) in &sentence.features {
            counts[*feature][usize::from(is(sentence))] += 1.0;
        }
    }
    let sum = |kind: usize| counts.iter().map(|counts| counts[kind]).sum::<f64>();
    let all = sum(1) / sum(0);
    #[allow(clippy::cast_possible_truncation, reason = "small numbers")]
    let learned = counts.iter().map(|[other, this]| Learned {
        weight: 0.0,
        moved: 0.0,
        tells: (this / other / all).ln() as f32,
        pull: decay / (this + other) as f32,
    });
    learned.collect()
}
