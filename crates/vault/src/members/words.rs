//! Four words that two screens show when they speak with each other and with nobody in between: 32 bits of the
//! transcript. Both sides commit to a nonce before either sees the other's, so the words cannot be steered.

use strsim::osa_distance;
use zeroize::Zeroizing;

use crate::Env;

/// 256 short words, all different in their first four letters or as a whole, easy to say on a telephone.
const WORDS: &str = "\
acid acorn actor adobe agent alarm album alley amber angle ankle apple april apron arena arrow \
atlas attic autumn bacon badge bagel baker bamboo banjo basil basin beach beard beetle bench berry \
birch blade blanket bloom board bonfire book bottle branch bread brick bridge brook broom brush bucket \
button cabin cable cactus camel candle canoe canvas carbon carpet castle cedar cello chalk cherry chess \
chimney circle clay cliff clock cloud clover cobalt coffee comet copper coral corner cotton cradle crane \
crayon cricket crown crystal curtain daisy delta denim desert diamond dinner dolphin donkey dragon drawer drum \
eagle early earth easel echo eight elbow elder ember engine falcon farmer feather fence fern fiddle \
field finger flame flute forest fossil fountain fox frost galaxy garden garlic ginger glacier glove goose \
grape gravel guitar hammer harbor harvest hazel hedge helmet heron hill honey hotel icicle igloo indigo \
ink iron island ivory jacket jasmine jelly jigsaw jungle kettle kitchen kite ladder lagoon lamp lantern \
laurel lemon lilac linen lion lizard llama lobster lotus magnet mango maple marble meadow melon mint \
mirror mitten moss motor museum nectar needle nickel noodle nutmeg oasis ocean olive onion opera orange \
orchid otter oven owl oyster paddle palace panda paper parrot peach pebble pencil pepper piano pillow \
planet plum pocket pond poppy potato prism pumpkin puzzle quartz quilt rabbit radio raven ribbon river \
rocket rope saddle saffron sailor salmon sandal scarf shadow silver sketch socks spider spoon stable stone \
sugar sunset table teapot temple thunder ticket tiger tulip tunnel turtle velvet violin walnut window winter";

/// The words for the first four bytes of a hash.
pub(crate) fn four_words(hash: &[u8; 32]) -> [&'static str; 4] {
    words_for([hash[0], hash[1], hash[2], hash[3]])
}

/// One word for each byte: as a passphrase as good as the bytes are.
pub(crate) fn words_for<const N: usize>(bytes: [u8; N]) -> [&'static str; N] {
    let words: Vec<&'static str> = WORDS.split_ascii_whitespace().collect();
    bytes.map(|byte| words[usize::from(byte)])
}

/// Words of a passphrase that is drawn: 48 bits, at about a second for each guess.
const DRAWN: usize = 6;

/// A passphrase of six words at random, with a space between them.
pub fn drawn_passphrase(env: &Env) -> Zeroizing<String> {
    let words: Vec<&'static str> = WORDS.split_ascii_whitespace().collect();
    let drawn = env.random::<DRAWN>().map(|byte| words[usize::from(byte)]);
    Zeroizing::new(drawn.join(" "))
}

/// Whether what a person typed are these words, whatever the case and spacing.
pub(crate) fn typed_right(words: &[&str; 4], typed: &str) -> bool {
    split(typed).iter().eq(words)
}

/// Four words that a person typed and that were not the ones shown, before the attempt ends.
const TRIES: u8 = 3;
/// Letters that may differ in a word that is suggested.
const SLIPS_MAX: usize = 2;
/// Letters of a mistyped word that are looked at; no word of the list is longer.
const TYPED_CHARS_MAX: usize = 20;

/// The words that the other screen shows, to look at what is typed before it counts as the answer.
///
/// What is typed here reaches nobody else, so it can be looked at again without anybody else getting a guess: the words
/// stay the same, and are compared with nothing that the other device could choose. Which of them differ is never said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownWords {
    words: [&'static str; 4],
    left: u8,
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// The words that are shown.
    Right,
    /// More or fewer than four words: so many.
    Count(usize),
    /// A word that no device ever shows, and those like it that one could.
    NoSuchWord {
        /// As typed.
        typed: String,
        /// Words of the list that differ by one or two letters.
        similar: Vec<&'static str>,
    },
    /// Four words that a device could show, but others. So many tries are left.
    Other(u8),
}

impl ShownWords {
    pub(crate) fn new(words: [&'static str; 4]) -> Self {
        Self { words, left: TRIES }
    }

    /// Looks at what was typed. Only four words of the list use up a try.
    pub fn look_at(&mut self, typed: &str) -> Typed {
        if typed_right(&self.words, typed) {
            return Typed::Right;
        }
        let typed = split(typed);
        for word in &typed {
            if !WORDS.split_ascii_whitespace().any(|known| known == word) {
                let mut similar: Vec<_> = WORDS
                    .split_ascii_whitespace()
                    .filter(|known| slips(known, word) <= SLIPS_MAX)
                    .collect();
                similar.sort_by_key(|known| slips(known, word));
                similar.truncate(2);
                return Typed::NoSuchWord {
                    typed: word.clone(),
                    similar,
                };
            }
        }
        if typed.len() != self.words.len() {
            return Typed::Count(typed.len());
        }
        self.left = self.left.saturating_sub(1);
        Typed::Other(self.left)
    }
}

fn split(typed: &str) -> Vec<String> {
    let typed = typed.to_lowercase();
    let words = typed.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// How many letters must be changed, added, left out or swapped with their neighbour to make one word of the other. Of a
/// long one the beginning is looked at.
fn slips(known: &str, typed: &str) -> usize {
    let typed: String = typed.chars().take(TYPED_CHARS_MAX).collect();
    osa_distance(known, &typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_word_of_its_own() {
        let words: std::collections::BTreeSet<_> = WORDS.split_ascii_whitespace().collect();
        assert_eq!(WORDS.split_ascii_whitespace().count(), 256);
        assert_eq!(words.len(), 256);
    }

    #[test]
    fn a_slip_is_told_without_a_try_and_nothing_is_told_of_the_words_themselves() {
        let mut shown = ShownWords::new(["acid", "acorn", "actor", "winter"]);
        for _ in 0..9 {
            let slip = shown.look_at("acid acron actor winter");
            let Typed::NoSuchWord { typed, similar } = slip else {
                panic!("{slip:?}");
            };
            assert_eq!((typed.as_str(), similar[0]), ("acron", "acorn"));
            // The suggestion follows from the list alone.
            let other = ShownWords::new(["lamp", "lamp", "lamp", "lamp"]).look_at("acron");
            assert_eq!(other, Typed::NoSuchWord { typed, similar });
            assert_eq!(shown.look_at("acid acorn actor"), Typed::Count(3));
        }
        assert_eq!(shown.look_at("acid acorn actor lamp"), Typed::Other(2));
        assert_eq!(shown.look_at("ACID, acorn – actor-winter"), Typed::Right);
        assert_eq!(shown.look_at("lamp lamp lamp lamp"), Typed::Other(1));
        assert_eq!(shown.look_at("lamp lamp lamp lamp"), Typed::Other(0));
    }

    #[test]
    fn typing_forgives_case_and_spacing_and_nothing_else() {
        let mut hash = [0; 32];
        hash[..4].copy_from_slice(&[0, 1, 2, 255]);
        let words = four_words(&hash);
        assert_eq!(words, ["acid", "acorn", "actor", "winter"]);
        assert!(typed_right(&words, "  Acid acorn, ACTOR-winter\n"));
        assert!(!typed_right(&words, "acid acorn actor"));
        assert!(!typed_right(&words, "acorn acid actor winter"));
    }
}
