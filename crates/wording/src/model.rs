//! The model beside the rules: a weight for each feature that sentences with and without an excuse differ by, learned from
//! labelled sentences (`examples/train`), and their sum.

use std::ops::Range;
use std::sync::OnceLock;

use crate::features::{Part, Unit, features_of, letters_of};
use crate::grammar::{hash, slot_of};
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

/// Bytes of a row: the last one of the key, and the levels of both weights.
const ROW: usize = 2;

/// What a weight can be besides nothing, in thousandths: for an excuse, and for being hurt. Most weights are small, so the
/// levels are close there. A weight is kept as the place of its level here, counted from 1, in four bits.
pub const LEVELS: [[i32; 15]; 2] = [
    [
        -1300, -750, -450, -280, -190, -135, -94, 94, 135, 190, 280, 430, 660, 1000, 1600,
    ],
    [
        -1503, -853, -502, -302, -182, -125, -94, 94, 140, 230, 378, 607, 935, 1368, 2061,
    ],
];

/// How many buckets of rows there are, by the first two bytes of their keys. The table begins with how many rows each has.
const BUCKETS: usize = 1 << 16;

/// How many low bits of a key are left out to find its bucket.
const BUCKET_SHIFT: u32 = 8;

/// How many low bits of a key are left out to ask quickly whether it may be known; what asks takes 512 KiB.
const KNOWN_SHIFT: u32 = 2;

/// Bits of a key.
const KEY_BITS: u32 = 24;

/// Words whose letters are weighed once; the most of a text.
const WORDS_MAX: usize = 2048;

/// The weights by key.
struct Weights {
    /// A bit for the first bits of each key. Most features are unknown, and this stays near the processor.
    known: Vec<u64>,
    /// Where the rows of each bucket begin; one more at the end.
    places: Vec<u32>,
    rows: &'static [[u8; ROW]],
}

impl Weights {
    fn get() -> &'static Self {
        static FOUND: OnceLock<Weights> = OnceLock::new();
        FOUND.get_or_init(|| {
            let (counts, rows) = WEIGHTS.split_at(BUCKETS);
            let (rows, _) = rows.as_chunks::<ROW>();
            let mut known = vec![0; 1 << (KEY_BITS - KNOWN_SHIFT - 6)];
            let mut places = vec![0];
            let mut end = 0;
            for (bucket, count) in counts.iter().enumerate() {
                let from = end;
                end += u32::from(*count);
                places.push(end);
                for row in &rows[size(from)..size(end)] {
                    let bit = (bucket << BUCKET_SHIFT | usize::from(row[0])) >> KNOWN_SHIFT;
                    known[bit / 64] |= 1_u64 << (bit % 64);
                }
            }
            Self {
                known,
                places,
                rows,
            }
        })
    }

    /// For an excuse and for being hurt.
    fn of(&self, key: u32) -> Option<(i32, i32)> {
        let bit = first_bits(key, KNOWN_SHIFT);
        if self.known[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        let bucket = first_bits(key, BUCKET_SHIFT);
        let rows = &self.rows[size(self.places[bucket])..size(self.places[bucket + 1])];
        let row = rows.iter().find(|row| u32::from(row[0]) == key & 0xff)?;
        let level = |kind: usize, place: u8| match place {
            0 => 0,
            place => LEVELS[kind][usize::from(place - 1)],
        };
        Some((level(0, row[1] >> 4), level(1, row[1] & 0xf)))
    }
}

fn first_bits(key: u32, shift: u32) -> usize {
    size(key >> shift)
}

fn size(number: u32) -> usize {
    usize::try_from(number).unwrap_or_default()
}

/// What the letters of words weigh, by word, while one text is read: words come again and again.
pub(crate) struct Letters {
    slots: Vec<Option<(u32, i32, i32)>>,
}

impl Letters {
    /// For this text.
    pub(crate) fn for_text(text: &str) -> Self {
        let words = (text.len() / 4).next_power_of_two().clamp(16, WORDS_MAX);
        Self {
            slots: vec![None; words],
        }
    }

    fn of(&mut self, text: &str, unit: &Unit) -> (i32, i32) {
        let word = hash(&text[unit.start..unit.end]);
        let mask = self.slots.len() - 1;
        let slot = &mut self.slots[slot_of(word, mask)];
        match *slot {
            Some((found, shift, hurt)) if found == word => (shift, hurt),
            _ => {
                let (shift, hurt) = letters(text, unit);
                *slot = Some((word, shift, hurt));
                (shift, hurt)
            }
        }
    }
}

fn letters(text: &str, unit: &Unit) -> (i32, i32) {
    let weights = Weights::get();
    let mut sum = (0, 0);
    letters_of(text, unit, |key| {
        let (shift, hurt) = weights.of(key).unwrap_or_default();
        sum = (sum.0 + shift, sum.1 + hurt);
    });
    sum
}

/// Weighs a sentence of `text`.
pub(crate) fn weigh(text: &str, units: &[Unit], known: &mut Letters) -> Weighed {
    let weights = Weights::get();
    let mut sum = (0, 0);
    features_of(units, |key, _| {
        if let Some((shift, hurt)) = weights.of(key) {
            sum = (sum.0 + shift, sum.1 + hurt);
        }
    });
    for unit in units.iter().filter(|unit| unit.spelled) {
        let (shift, hurt) = known.of(text, unit);
        sum = (sum.0 + shift, sum.1 + hurt);
    }
    let length = f64::from(u16::try_from(units.len() - 2).unwrap_or(u16::MAX).max(1)).sqrt();
    let scaled = |sum: i32| {
        let scaled = (f64::from(sum) / length).round();
        // Weights are small and sentences are cut: far inside an i32.
        #[allow(
            clippy::cast_possible_truncation,
            reason = "a rounded sum of small numbers"
        )]
        let scaled = scaled as i32;
        scaled
    };
    Weighed {
        shift: WEIGHED_SHIFT_BIAS + scaled(sum.0),
        hurt: WEIGHED_HURT_BIAS + scaled(sum.1),
    }
}

/// The words that spoke most for an excuse, in bytes of the text: where the weights lie densest.
pub(crate) fn loudest(text: &str, units: &[Unit]) -> Range<usize> {
    let weights = Weights::get();
    let mut share = vec![0; units.len()];
    features_of(units, |key, parts| {
        let Some((shift, _)) = weights.of(key) else {
            return;
        };
        for part in parts {
            let (Part::Word(place) | Part::Work(place)) = *part;
            share[place] += 16 * shift / i32::try_from(parts.len()).unwrap_or(1);
        }
    });
    for (share, unit) in share.iter_mut().zip(units) {
        *share += 16 * letters(text, unit).0;
    }
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
