//! A sentence as the rules read it: known words by number, contractions taken apart, people and
//! circumstances each as one token, quotations closed.

use std::ops::Range;

use crate::grammar::{Builder, Lexicon, SetId, Token, WordId};
use crate::letter::{is_attached, is_word};
use crate::words::HASTY;

/// The longest word worth looking up.
const WORD_BYTES_MAX: usize = 32;

/// How many adjectives a person may have, how many people may follow each other.
const PHRASE_PARTS_MAX: usize = 3;

/// Makes tokens of sentences.
pub(crate) struct Tokenizer {
    hasty: Vec<(WordId, Vec<WordId>)>,
    ids: Ids,
    sets: Sets,
}

struct Ids {
    name: WordId,
    first: WordId,
    person: WordId,
    thing: WordId,
    theirs: WordId,
    whose: WordId,
    all: WordId,
    quote: WordId,
    comma: WordId,
    joint: WordId,
    not: WordId,
    have: WordId,
    own: WordId,
    of: WordId,
    no: WordId,
    one: WordId,
    nobody: WordId,
    every: WordId,
    simply: WordId,
    though: WordId,
    as_if: WordId,
    condition: WordId,
    too: WordId,
    overly: WordId,
}

struct Sets {
    fillers: SetId,
    commaless: SetId,
    det: SetId,
    quantifiers: SetId,
    generic: SetId,
    qualities: SetId,
    people: SetId,
    kin: SetId,
    things: SetId,
    owned: SetId,
    verbish: SetId,
    modals: SetId,
    and: SetId,
    suffixes: SetId,
    we: SetId,
    reasons: SetId,
    after_too: SetId,
    possessive: SetId,
}

impl Tokenizer {
    /// Takes from the builder what tokens are made with.
    pub(crate) fn new(builder: &mut Builder) -> Self {
        let mut hasty = Vec::new();
        for line in HASTY.split(';') {
            if let Some((short, long)) = line.split_once('=') {
                let long = long.split(' ').map(|word| builder.word(word)).collect();
                hasty.push((builder.word(short.trim()), long));
            }
        }
        hasty.sort();
        let ids = Ids {
            name: builder.word("NAME"),
            first: builder.word("FIRST"),
            person: builder.word("PERSON"),
            thing: builder.word("THING"),
            theirs: builder.word("THEIRS"),
            whose: builder.word("WHOSE"),
            all: builder.word("ALL"),
            quote: builder.word("QUOTE"),
            comma: builder.word(","),
            joint: builder.word(";"),
            not: builder.word("not"),
            have: builder.word("have"),
            own: builder.word("'s"),
            of: builder.word("of"),
            no: builder.word("no"),
            one: builder.word("one"),
            nobody: builder.word("nobody"),
            every: builder.word("all"),
            simply: builder.word("simply"),
            though: builder.word("though"),
            as_if: builder.word("as"),
            condition: builder.word("if"),
            too: builder.word("too"),
            overly: builder.word("overly"),
        };
        let sets = Sets {
            fillers: builder.set("@fillers"),
            commaless: builder.set("@turns|if|because|and|so"),
            det: builder.set("@det"),
            quantifiers: builder.set("@quantifiers"),
            generic: builder.set("@generic"),
            qualities: builder.set("@qualities"),
            people: builder.set("@people"),
            kin: builder.set("@kin"),
            things: builder.set("@things"),
            owned: builder.set("@owned"),
            verbish: builder.set("@verbish"),
            modals: builder.set("should|would|could|must|might|may"),
            and: builder.set("and|or"),
            possessive: builder.set("@possessive"),
            after_too: builder.set("@after-too"),
            reasons: builder.set("because|that|due|out|to|for|trying"),
            we: builder.set("we|us"),
            suffixes: builder.set("'s|'d|will|have|am|are|not"),
        };
        Self { hasty, ids, sets }
    }

    /// The tokens of a sentence of `text`; `quoted` are the quotations inside it.
    pub(crate) fn read(
        &self,
        lexicon: &Lexicon,
        text: &str,
        sentence: Range<usize>,
        quoted: &[Range<usize>],
    ) -> Vec<Token> {
        let mut reader = Reader {
            tokenizer: self,
            lexicon,
            tokens: Vec::new(),
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
                reader.push(self.ids.quote, at..next);
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
        while reader.is_last(self.ids.joint) || reader.is_last(self.ids.comma) {
            reader.tokens.pop();
        }
        self.phrases(lexicon, &reader.tokens)
    }

    /// Puts phrases for people, groups and circumstances together.
    fn phrases(&self, lexicon: &Lexicon, tokens: &[Token]) -> Vec<Token> {
        let mut out = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            let words = Words {
                tokenizer: self,
                lexicon,
                tokens,
            };
            // Only `simply because` belittles.
            if words.word(at) == self.ids.simply && !words.is(at + 1, self.sets.reasons) {
                at += 1;
                continue;
            }
            let (mut word, mut length) = words.phrase(at);
            // `as though` is no turn.
            if word == self.ids.though && at > 0 && tokens[at - 1].word == self.ids.as_if {
                word = self.ids.condition;
            }
            // `too much` is not `as well`.
            if word == self.ids.too
                && at + 1 < tokens.len()
                && !words.is(at + 1, self.sets.after_too)
            {
                word = self.ids.overly;
            }
            let is_who = word == self.ids.person || word == self.ids.name || word == self.ids.all;
            // What belongs to somebody: `Anna's fault`, not `Anna's lying`.
            if is_who
                && words.word(at + length) == self.ids.own
                && words.is(at + length + 1, self.sets.owned)
            {
                (word, length) = (self.ids.whose, length + 1);
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
}

struct Words<'a> {
    tokenizer: &'a Tokenizer,
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
        let (ids, sets) = (&self.tokenizer.ids, &self.tokenizer.sets);
        let word = self.word(at);
        if self.is(at, sets.quantifiers) {
            let of = usize::from(self.word(at + 1) == ids.of);
            let det = usize::from(self.is(at + 1 + of, sets.det));
            let inner = at + 1 + of + det;
            let noun = (0..=PHRASE_PARTS_MAX).rev().find(|k| {
                let set = if *k == 0 { sets.generic } else { sets.people };
                (0..*k).all(|k| self.is(inner + k, sets.qualities))
                    && (self.is(inner + k, set) || self.is(inner + k, sets.people))
            });
            if let Some(count) = noun {
                return (ids.all, 1 + of + det + count + 1);
            }
        }
        if word == ids.no {
            // `no one`, `no man`, `no normal couple`
            let noun = self
                .noun(at + 1, sets.people)
                .or(self.noun(at + 1, sets.generic));
            let one = (self.word(at + 1) == ids.one).then_some(1);
            if let Some(count) = one.or(noun) {
                return (ids.nobody, count + 1);
            }
        }
        if self.is(at, sets.we) && self.word(at + 1) == ids.every {
            return (ids.all, 2);
        }
        if word == ids.first {
            let known = self.is(at + 1, sets.verbish);
            return (if known { ids.name } else { 0 }, 1);
        }
        if let Some(length) = self.person(at) {
            return (ids.person, length + self.more_people(at + length));
        }
        if word == ids.name {
            let more = (1..PHRASE_PARTS_MAX)
                .take_while(|k| self.word(at + k) == ids.name)
                .count();
            return (ids.name, 1 + more + self.more_people(at + 1 + more));
        }
        if self.is(at, sets.det)
            && let Some(count) = self.noun(at + 1, sets.things)
        {
            let theirs = self.is(at, sets.possessive);
            return (if theirs { ids.theirs } else { ids.thing }, count + 1);
        }
        (word, 1)
    }

    /// A person and how they are related: `my new boss`, `her mother's friend`, `Mum`.
    fn person(&self, at: usize) -> Option<usize> {
        let (ids, sets) = (&self.tokenizer.ids, &self.tokenizer.sets);
        let mut length = if self.is(at, sets.kin) {
            1
        } else if self.is(at, sets.det) {
            1 + self.noun(at + 1, sets.people)?
        } else {
            return None;
        };
        if self.word(at + length) == ids.own
            && let Some(count) = self.noun(at + length + 1, sets.people)
        {
            length += 1 + count;
        }
        Some(length)
    }

    /// `and her sister`, `and Tom`.
    fn more_people(&self, at: usize) -> usize {
        if !self.is(at, self.tokenizer.sets.and) {
            return 0;
        }
        let bare = self.noun(at + 1, self.tokenizer.sets.people);
        let named = (self.word(at + 1) == self.tokenizer.ids.name).then_some(1);
        (self.person(at + 1).or(bare).or(named)).map_or(0, |length| length + 1)
    }

    /// Adjectives and a noun of the set: how many tokens.
    fn noun(&self, at: usize, set: SetId) -> Option<usize> {
        let most =
            (0..PHRASE_PARTS_MAX).take_while(|k| self.is(at + k, self.tokenizer.sets.qualities));
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
    tokenizer: &'a Tokenizer,
    lexicon: &'a Lexicon,
    tokens: Vec<Token>,
    folded: String,
    after_filler: bool,
}

impl Reader<'_> {
    fn push(&mut self, word: WordId, range: Range<usize>) {
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
        let ids = &self.tokenizer.ids;
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
            if !self.is_last(ids.joint) {
                self.push(ids.joint, at..next);
            }
        } else if letter == ',' {
            let last = self.tokens.last().map_or(0, |token| token.word);
            if self.after_filler && last == ids.comma {
                // `I, honestly, lied` reads as `I lied`.
                self.tokens.pop();
            } else if last != ids.comma && !self.lexicon.is(last, self.tokenizer.sets.commaless) {
                self.push(ids.comma, at..next);
            }
            self.after_filler = false;
        } else if is_apostrophe(letter) && text[..at].ends_with('s') {
            self.push(ids.own, at..next);
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
        let hasty = &self.tokenizer.hasty;
        let place = hasty.binary_search_by_key(&id, |(short, _)| *short);
        if let (false, Ok(place)) = (id == 0, place) {
            for part in &hasty[place].1 {
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
            self.push(self.tokenizer.ids.not, range.clone());
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
            if self.lexicon.is(id, self.tokenizer.sets.suffixes) {
                self.push(id, range.clone());
            }
        }
    }

    fn single(&mut self, id: WordId, word: &str, folded: &str, range: Range<usize>) {
        let (ids, sets) = (&self.tokenizer.ids, &self.tokenizer.sets);
        if self.lexicon.is(id, sets.fillers) {
            self.after_filler = true;
            return;
        }
        let last = self.tokens.last().map_or(0, |token| token.word);
        let id = if id == 0 && is_name(word, folded) {
            if self.tokens.is_empty() {
                ids.first
            } else {
                ids.name
            }
        } else if id == ids.of && self.lexicon.is(last, sets.modals) {
            // `should of`
            ids.have
        } else {
            id
        };
        self.push(id, range);
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
