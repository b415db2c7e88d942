//! A small language for turns of phrase, so that the rules read as what they look for: classes of
//! words, and patterns over them.
//!
//! A pattern is a row of steps, separated by blanks:
//!
//! | step | matches |
//! |---|---|
//! | `word`, `a\|b`, `@class`, `@class\|-word` | one token of the set; `-` takes away |
//! | `@class.base`, `@class.past`, `@class.ing` | only that form of the verbs |
//! | `set?`, `set*` | one or none; up to three |
//! | `~4` | up to four tokens of the same clause, none of them negating |
//! | `%9` | up to nine tokens, on beyond commas, to the next turn |
//! | `a\|$` | one token of the set, or the end of the clause |
//! | `!set`, `<set` | nothing, if the next (or the last) token is not of the set |
//! | `!!set` | nothing, if none of the set follows in the clause |
//! | `^`, `$` | nothing, at the beginning or end of a clause |
//! | `[` | nothing; the words to be shown begin here |

use std::collections::{BTreeMap, BTreeSet};

/// How far `!!` looks.
const AHEAD_MAX: usize = 12;

/// How many rare words come as often as one of the class `common`.
const COMMON_WEIGHT: usize = 100;

/// A word by number; 0 is every word no rule knows.
pub(crate) type WordId = u16;

/// A word, a mark, or a phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) word: WordId,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Every word the rules know, and which sets each is in.
pub(crate) struct Lexicon {
    words: Vec<String>,
    /// Places in `words`, found by hash: an open table.
    slots: Vec<WordId>,
    /// For each word a row of bits, one for each set.
    rows: Vec<u64>,
    stride: usize,
}

/// A set of words by number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetId(pub(crate) usize);

#[derive(Debug)]
enum Step {
    One(SetId),
    OneOrEnd(SetId),
    Some { set: SetId, most: usize },
    Gap { most: usize, stop: SetId },
    NotNext(SetId),
    NotLast(SetId),
    NotAhead(SetId),
    Start,
    End,
    Words,
}

impl Step {
    /// Whether it takes no token.
    const fn is_empty(&self) -> bool {
        matches!(
            self,
            Self::NotNext(_)
                | Self::NotLast(_)
                | Self::NotAhead(_)
                | Self::Start
                | Self::End
                | Self::Words
        )
    }
}

/// A compiled pattern.
pub(crate) struct Pattern {
    steps: Vec<Step>,
    /// The sets of the steps that must match, the rarest first; a sentence without one of them
    /// cannot match.
    needs: Vec<SetId>,
}

/// Where a pattern matched, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    /// Where the words to be shown begin.
    pub(crate) words: usize,
    pub(crate) end: usize,
}

impl Lexicon {
    /// The number of a folded word.
    pub(crate) fn id(&self, word: &str) -> WordId {
        let mask = self.slots.len() - 1;
        let mut slot = hash(word) & mask;
        loop {
            let id = self.slots[slot];
            if id == 0 || self.words[usize::from(id)] == word {
                return id;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Whether the word is in the set.
    pub(crate) fn is(&self, word: WordId, set: SetId) -> bool {
        let place = usize::from(word) * self.stride + set.0 / 64;
        self.rows[place] >> (set.0 % 64) & 1 == 1
    }

    /// The sets that some token is in: what can be matched at all.
    pub(crate) fn signature(&self, tokens: &[Token], out: &mut Vec<u64>) {
        out.clear();
        out.resize(self.stride, 0);
        for token in tokens.iter().filter(|token| token.word != 0) {
            let row = usize::from(token.word) * self.stride;
            for (bits, more) in out.iter_mut().zip(&self.rows[row..row + self.stride]) {
                *bits |= more;
            }
        }
    }
}

impl SetId {
    /// Whether a sentence of this signature has a word of the set.
    pub(crate) fn is_in(self, signature: &[u64]) -> bool {
        signature[self.0 / 64] >> (self.0 % 64) & 1 == 1
    }
}

/// The sets of a signature that are also in the mask.
pub(crate) fn sets_of(signature: &[u64], mask: &[u64]) -> impl Iterator<Item = SetId> {
    let both = signature.iter().zip(mask).map(|(bits, mask)| bits & mask);
    both.enumerate().flat_map(|(place, bits)| {
        let mut left = bits;
        std::iter::from_fn(move || {
            let lowest = left.trailing_zeros();
            left &= left.wrapping_sub(1);
            (lowest < 64).then(|| SetId(place * 64 + usize::try_from(lowest).unwrap_or_default()))
        })
    })
}

impl Pattern {
    /// Of the sets a match needs, the two with the fewest words.
    pub(crate) fn rarest(&self) -> (SetId, SetId) {
        let first = self.needs.first().copied().unwrap_or(BREAKS);
        (first, self.needs.get(1).copied().unwrap_or(first))
    }

    /// Whether a sentence of this signature may match.
    pub(crate) fn fits(&self, signature: &[u64]) -> bool {
        self.needs.iter().all(|set| set.is_in(signature))
    }

    /// The match that begins at the token, if there is one.
    pub(crate) fn at(&self, lexicon: &Lexicon, tokens: &[Token], start: usize) -> Option<Found> {
        let clauses = Clauses { lexicon, tokens };
        let mut words = start;
        let end = clauses.run(&self.steps, start, &mut words)?;
        (end > start).then_some(Found { start, words, end })
    }

    /// The first match at or after the token.
    pub(crate) fn find(&self, lexicon: &Lexicon, tokens: &[Token], from: usize) -> Option<Found> {
        // Most tokens do not even begin a match.
        let first = self.steps.iter().find(|step| !step.is_empty());
        let begins = |start: &usize| match first {
            Some(Step::One(set)) => lexicon.is(tokens[*start].word, *set),
            _ => true,
        };
        let mut starts = (from..tokens.len()).filter(begins);
        starts.find_map(|start| self.at(lexicon, tokens, start))
    }
}

struct Clauses<'a> {
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
}

impl Clauses<'_> {
    fn is(&self, at: usize, set: SetId) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| self.lexicon.is(token.word, set))
    }

    fn run(&self, steps: &[Step], at: usize, words: &mut usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(at);
        };
        match *step {
            Step::One(set) => {
                if !self.is(at, set) {
                    return None;
                }
                return self.run(rest, at + 1, words);
            }
            Step::OneOrEnd(set) => {
                if self.is(at, set) {
                    return self.run(rest, at + 1, words);
                }
                if at < self.tokens.len() && !self.is(at, BREAKS) {
                    return None;
                }
            }
            Step::Some { set, most } => {
                let count = (0..most).take_while(|k| self.is(at + k, set)).count();
                return (0..=count)
                    .rev()
                    .find_map(|k| self.run(rest, at + k, words));
            }
            Step::Gap { most, stop } => {
                let left = self.tokens.len().saturating_sub(at);
                let count = (0..most.min(left))
                    .take_while(|k| !self.is(at + k, stop))
                    .count();
                return (0..=count).find_map(|k| self.run(rest, at + k, words));
            }
            Step::NotNext(set) if self.is(at, set) => return None,
            Step::NotLast(set) if at > 0 && self.is(at - 1, set) => return None,
            Step::NotAhead(set) => {
                let clause = (at..at + AHEAD_MAX).take_while(|at| !self.is(*at, BREAKS));
                if clause.into_iter().any(|at| self.is(at, set)) {
                    return None;
                }
            }
            Step::Start if at > 0 && !self.is(at - 1, BREAKS) => return None,
            Step::End if at < self.tokens.len() && !self.is(at, BREAKS) => return None,
            Step::Words => *words = at,
            Step::NotNext(_) | Step::NotLast(_) | Step::Start | Step::End => {}
        }
        self.run(rest, at, words)
    }
}

/// What ends a clause: the class `breaks`.
const BREAKS: SetId = SetId(0);
/// What `~` does not pass: the class `stops`.
const STOPS: SetId = SetId(1);
/// What `%` does not pass: the class `turns`.
const TURNS: SetId = SetId(2);

/// Reads classes and patterns, and makes a [`Lexicon`] of all their words.
pub(crate) struct Builder {
    words: Vec<String>,
    ids: BTreeMap<String, WordId>,
    classes: BTreeMap<String, BTreeSet<WordId>>,
    sets: BTreeMap<String, SetId>,
    members: Vec<BTreeSet<WordId>>,
}

impl Builder {
    /// Classes, one a line: `name = words`. A word is `shout+` (regular), `nag++` (doubles its
    /// last letter), `lie/lies/lied/lying` (base, third person, past forms, last the -ing), or `@other`.
    /// The classes `breaks`, `stops` and `turns` must be there; `common` tells what comes in most sentences.
    pub(crate) fn new(classes: &[&str]) -> Self {
        let mut builder = Self {
            words: vec![String::new()],
            ids: BTreeMap::new(),
            classes: BTreeMap::new(),
            sets: BTreeMap::new(),
            members: Vec::new(),
        };
        for line in classes.iter().flat_map(|text| text.lines()) {
            if let Some((name, words)) = line.split_once('=') {
                for word in words.split_whitespace() {
                    builder.add(name.trim(), word);
                }
            }
        }
        for name in ["@breaks", "@stops", "@turns"] {
            builder.set(name);
        }
        builder
    }

    fn add(&mut self, class: &str, word: &str) {
        let mut forms: Vec<(&str, String)> = Vec::new();
        if let Some(other) = word.strip_prefix('@') {
            for part in ["", ".base", ".past", ".ing"] {
                let more = self.classes.get(&format!("{other}{part}")).cloned();
                let of = self.classes.entry(format!("{class}{part}")).or_default();
                of.extend(more.unwrap_or_default());
            }
        } else if word.len() > 1 && word.contains('/') {
            let parts: Vec<&str> = word.split('/').collect();
            for (place, part) in parts.iter().enumerate() {
                let form = match place {
                    0 | 1 => "base",
                    _ if place + 1 == parts.len() => "ing",
                    _ => "past",
                };
                forms.push((form, (*part).to_owned()));
            }
        } else if let Some(base) = word.strip_suffix('+') {
            let bare = base.trim_end_matches('+');
            let (s, past, ing) = inflected(base);
            forms.push(("base", bare.to_owned()));
            forms.extend([("base", s), ("past", past), ("ing", ing)]);
        } else {
            forms.push(("base", word.to_owned()));
        }
        for (form, word) in forms {
            let id = self.word(&word);
            self.classes.entry(class.to_owned()).or_default().insert(id);
            self.classes
                .entry(format!("{class}.{form}"))
                .or_default()
                .insert(id);
        }
    }

    /// The number of the word, given now if it is new.
    pub(crate) fn word(&mut self, word: &str) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = WordId::try_from(self.words.len()).unwrap_or_default();
        self.words.push(word.to_owned());
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// The set of words that `text` describes.
    pub(crate) fn set(&mut self, text: &str) -> SetId {
        if let Some(set) = self.sets.get(text) {
            return *set;
        }
        let mut members = BTreeSet::new();
        for part in text.split('|') {
            let bare = part.strip_prefix('-').unwrap_or(part);
            let named = match bare.strip_prefix('@') {
                Some(name) => {
                    let class = self.classes.get(name);
                    debug_assert!(class.is_some(), "no class {name}");
                    class.cloned().unwrap_or_default()
                }
                None => BTreeSet::from([self.word(bare)]),
            };
            if part == bare {
                members.extend(named);
            } else {
                members.retain(|word| !named.contains(word));
            }
        }
        let set = SetId(self.members.len());
        self.members.push(members);
        self.sets.insert(text.to_owned(), set);
        set
    }

    /// Compiles a pattern.
    pub(crate) fn pattern(&mut self, text: &str) -> Pattern {
        let mut steps = Vec::new();
        let mut needs: Vec<SetId> = Vec::new();
        for step in text.split_whitespace() {
            let number = |text: &str| text.parse().unwrap_or(0);
            let step = match (step, step.split_at(1)) {
                ("^", _) => Step::Start,
                ("$", _) => Step::End,
                ("[", _) => Step::Words,
                (_, ("~", most)) => Step::Gap {
                    most: number(most),
                    stop: STOPS,
                },
                (_, ("%", most)) => Step::Gap {
                    most: number(most),
                    stop: TURNS,
                },
                (_, ("<", set)) => Step::NotLast(self.set(set)),
                (_, ("!", set)) => match set.strip_prefix('!') {
                    Some(set) => Step::NotAhead(self.set(set)),
                    None => Step::NotNext(self.set(set)),
                },
                _ => match (step.strip_suffix('?'), step.strip_suffix('*')) {
                    (Some(set), _) if !set.is_empty() => Step::Some {
                        set: self.set(set),
                        most: 1,
                    },
                    (_, Some(set)) => Step::Some {
                        set: self.set(set),
                        most: 3,
                    },
                    _ => {
                        let set = self.set(step);
                        if step.split('|').any(|part| part == "$") {
                            steps.push(Step::OneOrEnd(set));
                            continue;
                        }
                        needs.push(set);
                        Step::One(set)
                    }
                },
            };
            steps.push(step);
        }
        needs.sort_by_key(|set| self.frequency(*set));
        Pattern { steps, needs }
    }

    /// How often words of the set come, roughly: by their number, and by how many are in `common`.
    fn frequency(&self, set: SetId) -> usize {
        let members = &self.members[set.0];
        let common = self.classes.get("common").map_or(0, |common| {
            members.iter().filter(|word| common.contains(word)).count()
        });
        members.len() + COMMON_WEIGHT * common
    }

    /// The lexicon of everything read so far.
    pub(crate) fn finish(self) -> Lexicon {
        let stride = self.members.len() / 64 + 1;
        let mut rows = vec![0; stride * self.words.len()];
        for (set, members) in self.members.iter().enumerate() {
            for word in members {
                rows[usize::from(*word) * stride + set / 64] |= 1 << (set % 64);
            }
        }
        let mut slots: Vec<WordId> = vec![0; (self.words.len() * 4).next_power_of_two()];
        let mask = slots.len() - 1;
        for (word, id) in &self.ids {
            let mut slot = hash(word) & mask;
            while slots[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            slots[slot] = *id;
        }
        Lexicon {
            words: self.words,
            slots,
            rows,
            stride,
        }
    }
}

/// Third person, past and -ing form of a regular verb; one that ends in `+` doubles its last letter.
fn inflected(verb: &str) -> (String, String, String) {
    if let Some(verb) = verb.strip_suffix('+') {
        let last = verb.chars().last().map(String::from).unwrap_or_default();
        return (
            format!("{verb}s"),
            format!("{verb}{last}ed"),
            format!("{verb}{last}ing"),
        );
    }
    let vowel_before_y = ["ay", "ey", "oy", "uy"]
        .iter()
        .any(|end| verb.ends_with(end));
    if let Some(stem) = verb.strip_suffix('y')
        && !vowel_before_y
    {
        return (
            format!("{stem}ies"),
            format!("{stem}ied"),
            format!("{verb}ing"),
        );
    }
    if let Some(stem) = verb.strip_suffix('e') {
        let stem = if stem.ends_with('e') { verb } else { stem };
        return (format!("{verb}s"), format!("{verb}d"), format!("{stem}ing"));
    }
    let hisses = ["s", "x", "sh", "ch", "z"]
        .iter()
        .any(|end| verb.ends_with(end));
    let third = if hisses {
        format!("{verb}es")
    } else {
        format!("{verb}s")
    };
    (third, format!("{verb}ed"), format!("{verb}ing"))
}

/// FNV-1a: few words, no adversary, and the same everywhere.
fn hash(word: &str) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in word.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    // The low bits choose the slot, and the high ones mix better.
    usize::try_from(hash ^ (hash >> 15)).unwrap_or_default()
}
