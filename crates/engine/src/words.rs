//! Four words that two screens show when they speak with each other and with nobody in between: 32 bits of the
//! transcript. Both sides commit to a nonce before either sees the other's, so the words cannot be steered.

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
    let words: Vec<&'static str> = WORDS.split_ascii_whitespace().collect();
    std::array::from_fn(|at| words[usize::from(hash[at])])
}

/// Whether what a person typed are these words, whatever the case and spacing.
pub(crate) fn typed_right(words: &[&str; 4], typed: &str) -> bool {
    let typed = typed.to_lowercase();
    typed
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .eq(words.iter().copied())
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
