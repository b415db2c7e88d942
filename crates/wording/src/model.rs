//! The model beside the rules: a weight for each feature that sentences with and without an excuse differ by, learned from
//! labelled sentences (`examples/train.rs`), and their sum.

use std::ops::Range;
use std::sync::OnceLock;

use crate::features::{Part, Unit, features_of};
use crate::grammar::slot_of;
use crate::tables::{WEIGHED_HURT_BIAS, WEIGHED_SHIFT_BIAS, WEIGHTS};

/// How many units the words may have that a flag of the model shows.
const SHOWN_UNITS_MAX: usize = 7;

/// What the model makes of a sentence, in thousandths; above 0 is more likely than not.
#[derive(Clone, Debug)]
pub(crate) struct Weighed {
    /// That it excuses or shifts blame.
    pub(crate) shift: i32,
    /// That it tells of being hurt.
    pub(crate) hurt: i32,
}

/// How many bits tell which keys may be known: 128 KiB.
const KNOWN_BITS: usize = 1 << 20;

/// How many steps of a weight are one.
const STEPS: f64 = 32.0;

/// The weights by key: an open table.
struct Weights {
    /// A key and the weights for an excuse and for being hurt.
    slots: Vec<Option<(u32, i8, i8)>>,
    /// A bit for each key's last bits. Most features are unknown, and this stays near the processor.
    known: Vec<u64>,
}

impl Weights {
    fn get() -> &'static Self {
        static FOUND: OnceLock<Weights> = OnceLock::new();
        FOUND.get_or_init(|| {
            let (rows, _) = WEIGHTS.as_chunks::<5>();
            let mut slots = vec![None; (rows.len() * 3 + 1).next_power_of_two()];
            let mask = slots.len() - 1;
            let mut known = vec![0; KNOWN_BITS / 64];
            for [high, middle, low, shift, hurt] in rows {
                let key = u32::from_be_bytes([0, *high, *middle, *low]);
                let mut slot = slot_of(key, mask);
                while slots[slot].is_some() {
                    slot = (slot + 1) & mask;
                }
                let [shift, hurt] = [shift, hurt].map(|weight| i8::from_ne_bytes([*weight]));
                slots[slot] = Some((key, shift, hurt));
                let bit = slot_of(key, KNOWN_BITS - 1);
                known[bit / 64] |= 1_u64 << (bit % 64);
            }
            Self { slots, known }
        })
    }

    fn of(&self, key: u32) -> Option<(i32, i32)> {
        let bit = slot_of(key, KNOWN_BITS - 1);
        if self.known[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut slot = slot_of(key, mask);
        loop {
            let (found, shift, hurt) = self.slots[slot]?;
            if found == key {
                return Some((i32::from(shift), i32::from(hurt)));
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Weighs a sentence.
pub(crate) fn weigh(units: &[Unit]) -> Weighed {
    let weights = Weights::get();
    let mut found: Vec<(u32, i32, i32)> = Vec::with_capacity(units.len() * 8);
    features_of(units, |key, _, _| {
        if let Some((shift, hurt)) = weights.of(key) {
            found.push((key, shift, hurt));
        }
    });
    // What comes twice counts once.
    found.sort_unstable();
    found.dedup();
    let length = f64::from(u16::try_from(units.len() - 2).unwrap_or(u16::MAX).max(1)).sqrt();
    let scaled = |sum: i32| {
        let scaled = (f64::from(sum) * 1000.0 / STEPS / length).round();
        // Weights are i8 and sentences are cut: far inside an i32.
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a rounded sum of small numbers"
        )]
        let scaled = scaled as i32;
        scaled
    };
    Weighed {
        shift: WEIGHED_SHIFT_BIAS + scaled(found.iter().map(|(_, shift, _)| shift).sum()),
        hurt: WEIGHED_HURT_BIAS + scaled(found.iter().map(|(_, _, hurt)| hurt).sum()),
    }
}

/// The words that spoke most for an excuse, in bytes of the text: where the weights lie densest.
pub(crate) fn loudest(units: &[Unit]) -> Range<usize> {
    let weights = Weights::get();
    let mut share = vec![0; units.len()];
    features_of(units, |key, _, parts| {
        let Some((shift, _)) = weights.of(key) else {
            return;
        };
        for part in parts {
            let (Part::Word(place) | Part::Work(place)) = *part;
            share[place] += 16 * shift / i32::try_from(parts.len()).unwrap_or(1);
        }
    });
    let inner = 1..units.len() - 1;
    let mut best = (i32::MIN, 0, 0);
    for first in inner.clone() {
        let mut sum = 0;
        for last in (first..inner.end).take(SHOWN_UNITS_MAX) {
            sum += share[last];
            best = best.max((sum, first, last));
        }
    }
    let (_, first, last) = best;
    units[first].start..units[last].end
}
