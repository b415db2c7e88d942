//! A sentence as the rules read it: known words by number, contractions taken apart, people and
//! circumstances each as one token, quotations closed.

use std::ops::Range;

use crate::grammar::{Lexicon, Token, hash};
use crate::letter::{is_attached, is_word};
use crate::pattern::{SetId, WordId};
use crate::tables::{SPELLING, set, word};

/// The longest word worth looking up.
const WORD_BYTES_MAX: usize = 32;

/// How many adjectives a person may have, how many people may follow each other.
const PHRASE_PARTS_MAX: usize = 3;

/// A word or a mark as it stands in the sentence, with nothing left out or put together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spoken {
    /// Of its small letters; of a name, that it is one.
    pub(crate) hash: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A sentence in both readings.
pub(crate) struct Read {
    /// As the rules read it.
    pub(crate) tokens: Vec<Token>,
    /// As the model reads it.
    pub(crate) spoken: Vec<Spoken>,
}

/// Reads a sentence of `text`; `quoted` are the quotations inside it.
pub(crate) fn read(
    lexicon: &Lexicon,
    text: &str,
    sentence: Range<usize>,
    quoted: &[Range<usize>],
) -> Read {
    let mut reader = Reader {
        lexicon,
        tokens: Vec::new(),
        spoken: Vec::new(),
        folded: String::new(),
        after_filler: false,
    };
    let mut quotes = quoted.iter().peekable();
    let mut at = sentence.start;
    while let Some(letter) = text[at..sentence.end].chars().next() {
        let quote = quotes.next_if(|quote| quote.start <= at);
        let mut next = at + letter.len_utf8();
        if let Some(quote) = quote {
            next = quote.end.min(sentence.end);
            reader.push(word::QUOTE, at..next);
        } else if in_word(letter) {
            let limit = quotes
                .peek()
                .map_or(sentence.end, |quote| quote.start.min(sentence.end));
            next = at + word_length(&text[at..limit]);
            reader.word(&text[at..next], at);
        } else {
            reader.sign(text, at, letter, sentence.end);
        }
        at = next;
    }
    while reader.is_last(word::JOINT) || reader.is_last(word::COMMA) {
        reader.tokens.pop();
    }
    Read {
        tokens: phrases(lexicon, &reader.tokens),
        spoken: reader.spoken,
    }
}

/// Puts phrases for people, groups and circumstances together.
fn phrases(lexicon: &Lexicon, tokens: &[Token]) -> Vec<Token> {
    let mut out = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let words = Words { lexicon, tokens };
        // Only `simply because` belittles.
        if words.word(at) == word::SIMPLY && !words.is(at + 1, set::REASONS) {
            at += 1;
            continue;
        }
        let (mut word, mut length) = words.phrase(at);
        // `as though` is no turn.
        if word == word::THOUGH && at > 0 && tokens[at - 1].word == word::AS_IF {
            word = word::CONDITION;
        }
        // `too much` is not `as well`.
        if word == word::TOO && at + 1 < tokens.len() && !words.is(at + 1, set::AFTER_TOO) {
            word = word::OVERLY;
        }
        let is_who = word == word::PERSON || word == word::NAME || word == word::ALL;
        // What belongs to somebody: `Anna's fault`, not `Anna's lying`.
        if is_who && words.word(at + length) == word::OWN && words.is(at + length + 1, set::OWNED) {
            (word, length) = (word::WHOSE, length + 1);
        }
        let end = tokens[at + length - 1].end;
        out.push(Token {
            word,
            start: tokens[at].start,
            end,
        });
        at += length;
    }
    out
}

struct Words<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
}

impl Words<'_> {
    fn word(&self, at: usize) -> WordId {
        self.tokens.get(at).map_or(0, |token| token.word)
    }

    fn is(&self, at: usize, set: SetId) -> bool {
        self.lexicon.is(self.word(at), set)
    }

    /// What begins at the token, and how many tokens it is.
    fn phrase(&self, at: usize) -> (WordId, usize) {
        let word = self.word(at);
        if self.is(at, set::QUANTIFIERS) {
            let of = usize::from(self.word(at + 1) == word::OF);
            let det = usize::from(self.is(at + 1 + of, set::DET));
            let inner = at + 1 + of + det;
            let noun = (0..=PHRASE_PARTS_MAX).rev().find(|k| {
                let set = if *k == 0 { set::GENERIC } else { set::PEOPLE };
                (0..*k).all(|k| self.is(inner + k, set::QUALITIES))
                    && (self.is(inner + k, set) || self.is(inner + k, set::PEOPLE))
            });
            if let Some(count) = noun {
                return (word::ALL, 1 + of + det + count + 1);
            }
        }
        if word == word::NO {
            // `no one`, `no man`, `no normal couple`
            let noun = self
                .noun(at + 1, set::PEOPLE)
                .or(self.noun(at + 1, set::GENERIC));
            let one = (self.word(at + 1) == word::ONE).then_some(1);
            if let Some(count) = one.or(noun) {
                return (word::NOBODY, count + 1);
            }
        }
        if self.is(at, set::WE) && self.word(at + 1) == word::EVERY {
            return (word::ALL, 2);
        }
        if word == word::FIRST {
            let known = self.is(at + 1, set::VERBISH);
            return (if known { word::NAME } else { 0 }, 1);
        }
        if let Some(length) = self.person(at) {
            return (word::PERSON, length + self.more_people(at + length));
        }
        if word == word::NAME {
            let more = (1..PHRASE_PARTS_MAX)
                .take_while(|k| self.word(at + k) == word::NAME)
                .count();
            return (word::NAME, 1 + more + self.more_people(at + 1 + more));
        }
        if self.is(at, set::DET)
            && let Some(count) = self.noun(at + 1, set::THINGS)
        {
            let theirs = self.is(at, set::POSSESSIVE);
            return (if theirs { word::THEIRS } else { word::THING }, count + 1);
        }
        (word, 1)
    }

    /// A person and how they are related: `my new boss`, `her mother's friend`, `Mum`.
    fn person(&self, at: usize) -> Option<usize> {
        let mut length = if self.is(at, set::KIN) {
            1
        } else if self.is(at, set::DET) {
            1 + self.noun(at + 1, set::PEOPLE)?
        } else {
            return None;
        };
        if self.word(at + length) == word::OWN
            && let Some(count) = self.noun(at + length + 1, set::PEOPLE)
        {
            length += 1 + count;
        }
        Some(length)
    }

    /// `and her sister`, `and Tom`.
    fn more_people(&self, at: usize) -> usize {
        if !self.is(at, set::JOINING) {
            return 0;
        }
        let bare = self.noun(at + 1, set::PEOPLE);
        let named = (self.word(at + 1) == word::NAME).then_some(1);
        (self.person(at + 1).or(bare).or(named)).map_or(0, |length| length + 1)
    }

    /// Adjectives and a noun of the set: how many tokens.
    fn noun(&self, at: usize, set: SetId) -> Option<usize> {
        let most = (0..PHRASE_PARTS_MAX).take_while(|k| self.is(at + k, set::QUALITIES));
        (0..=most.count())
            .rev()
            .find(|k| self.is(at + k, set))
            .map(|k| k + 1)
    }
}

/// How long the word is that the text begins with; apostrophes may stand inside.
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let goes_on = in_word(letter)
            || !letter.is_ascii() && is_attached(letter)
            || is_apostrophe(letter) && letters.peek().is_some_and(|(_, next)| is_word(*next));
        if !goes_on {
            return at;
        }
    }
    text.len()
}

fn in_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || !letter.is_ascii() && is_word(letter)
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '＇')
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    tokens: Vec<Token>,
    spoken: Vec<Spoken>,
    folded: String,
    after_filler: bool,
}

impl Reader<'_> {
    /// Takes a known word or a mark.
    fn push(&mut self, word: WordId, range: Range<usize>) {
        self.say(self.lexicon.hash(word), range.clone());
        self.keep(word, range);
    }

    fn say(&mut self, hash: u32, range: Range<usize>) {
        self.spoken.push(Spoken {
            hash,
            start: range.start,
            end: range.end,
        });
    }

    fn keep(&mut self, word: WordId, range: Range<usize>) {
        self.after_filler = false;
        self.tokens.push(Token {
            word,
            start: range.start,
            end: range.end,
        });
    }

    fn is_last(&self, word: WordId) -> bool {
        self.tokens.last().is_some_and(|token| token.word == word)
    }

    fn sign(&mut self, text: &str, at: usize, letter: char, end: usize) {
        let next = at + letter.len_utf8();
        let dashes = |letter| matches!(letter, '-' | '–' | '—');
        let is_joint = match letter {
            ';' | ':' | '—' | '–' | '(' | ')' | '…' | '!' | '?' => true,
            // A hyphen joins words unless it stands alone.
            '-' => text[..at].ends_with(char::is_whitespace) || text[next..end].starts_with(dashes),
            '.' => text[next..end].starts_with('.'),
            _ => false,
        };
        if is_joint {
            if !self.is_last(word::JOINT) {
                self.push(word::JOINT, at..next);
            }
        } else if letter == ',' {
            let last = self.tokens.last().map_or(0, |token| token.word);
            if self.after_filler && last == word::COMMA {
                // `I, honestly, lied` reads as `I lied`.
                self.tokens.pop();
            } else if last != word::COMMA && !self.lexicon.is(last, set::COMMALESS) {
                self.push(word::COMMA, at..next);
            }
            self.after_filler = false;
        } else if is_apostrophe(letter) && text[..at].ends_with('s') {
            self.push(word::OWN, at..next);
        }
    }

    fn word(&mut self, word: &str, at: usize) {
        let range = at..at + word.len();
        if word.len() > WORD_BYTES_MAX {
            return self.push(0, range);
        }
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        for letter in word.chars().flat_map(char::to_lowercase) {
            folded.push(if is_apostrophe(letter) { '\'' } else { letter });
        }
        let id = self.lexicon.id(&folded);
        let place = SPELLING.binary_search_by_key(&id, |(short, _)| *short);
        if let (false, Ok(place)) = (id == 0, place) {
            for part in SPELLING[place].1 {
                self.push(*part, range.clone());
            }
        } else if id != 0 || !folded.contains('\'') {
            self.single(id, word, &folded, range);
        } else {
            self.contraction(&folded, word, range);
        }
        self.folded = folded;
    }

    /// `shouldn't've`: the stem, and what is stuck to it.
    fn contraction(&mut self, folded: &str, word: &str, range: Range<usize>) {
        let mut parts = folded.split('\'');
        let mut stem = parts.next().unwrap_or_default();
        let mut rest: Vec<&str> = parts.collect();
        let mut negated = false;
        if rest.first() == Some(&"t") && stem.ends_with('n') {
            negated = true;
            rest.remove(0);
            stem = match stem {
                "can" => "can",
                "won" => "will",
                "shan" => "shall",
                "ain" => "is",
                _ => &stem[..stem.len() - 1],
            };
        }
        let capital = &word[..word.find(is_apostrophe).unwrap_or(word.len())];
        let id = self.lexicon.id(stem);
        self.single(id, capital, stem, range.clone());
        if negated {
            self.push(word::NOT, range.clone());
        }
        for part in rest {
            let id = match part {
                "s" => "'s",
                "d" => "'d",
                "ll" => "will",
                "ve" => "have",
                "re" => "are",
                "m" => "am",
                _ => "",
            };
            let id = self.lexicon.id(id);
            if self.lexicon.is(id, set::SUFFIXES) {
                self.push(id, range.clone());
            }
        }
    }

    fn single(&mut self, id: WordId, word: &str, folded: &str, range: Range<usize>) {
        let is_name = id == 0 && is_name(word, folded);
        let said = if is_name && !self.tokens.is_empty() {
            self.lexicon.hash(word::NAME)
        } else if id == 0 {
            hash(folded)
        } else {
            self.lexicon.hash(id)
        };
        self.say(said, range.clone());
        if self.lexicon.is(id, set::FILLERS) {
            self.after_filler = true;
            return;
        }
        let last = self.tokens.last().map_or(0, |token| token.word);
        let id = if is_name {
            if self.tokens.is_empty() {
                word::FIRST
            } else {
                word::NAME
            }
        } else if id == word::OF && self.lexicon.is(last, set::MODALS) {
            // `should of`
            word::HAVE
        } else {
            id
        };
        self.keep(id, range);
    }
}

fn is_name(word: &str, folded: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    capital
        && letters.next().is_some_and(char::is_lowercase)
        && !folded.ends_with("ing")
        && !folded.ends_with("ly")
}
