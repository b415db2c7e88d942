//! The check itself.
//!
//! A sentence is cut into tokens, quotations closed, and matched against patterns of words
//! ([`rules`](crate::rules)); what denies or retells an excuse disarms it
//! ([`guard`](crate::guard)). All steps are bounded, so the time is linear in the text.

use std::ops::Range;
use std::sync::OnceLock;

use crate::grammar::{Builder, Found, Lexicon, Pattern, SetId, Token, sets_of};
use crate::guard::{ADMISSIONS, TAKEN_BACK, TOLD_AS_EXCUSE, TOLD_BY_OTHERS};
use crate::mark::{BlameMark, BlameRule};
use crate::quote::quotations;
use crate::rules::RULES;
use crate::sentence::{sentence_key, sentences};
use crate::token::Tokenizer;
use crate::words::{DEEDS, GRAMMAR, NOUNS, PARTS};

/// How many tokens before a match a `not` still denies it.
const NEGATION_REACH: usize = 5;

/// How much of one sentence is read. Nobody writes longer ones, and it keeps the time in bounds.
const SENTENCE_TOKENS_MAX: usize = 400;

/// The sentences of the text that excuse or shift blame, in order, each marked once, with the clearest
/// rule.
pub fn blame_marks(text: &str) -> Vec<BlameMark> {
    let check = check();
    let quoted = quotations(text);
    let mut marks = Vec::new();
    let mut signature = Vec::new();
    let mut from = 0;
    for sentence in sentences(text, &quoted) {
        from += quoted[from..]
            .iter()
            .take_while(|quote| quote.end <= sentence.start)
            .count();
        let inside = quoted[from..]
            .iter()
            .take_while(|quote| quote.start < sentence.end)
            .count();
        let quotes = &quoted[from..from + inside];
        let mut tokens = check
            .tokenizer
            .read(&check.lexicon, text, sentence.clone(), quotes);
        tokens.truncate(SENTENCE_TOKENS_MAX);
        check.lexicon.signature(&tokens, &mut signature);
        let read = Sentence {
            check,
            tokens: &tokens,
            signature: &signature,
            asks: asks(&text[sentence.clone()]) && !check.ends_in_tag(&tokens),
        };
        if let Some((rule, found)) = read.clearest() {
            let words = tokens[found.words].start..tokens[found.end - 1].end;
            let key = sentence_key(&text[sentence.clone()]);
            marks.push(BlameMark {
                rule,
                sentence,
                words,
                key,
            });
        }
    }
    marks
}

fn asks(sentence: &str) -> bool {
    let stops = sentence.trim_end_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '?' | '"' | '”' | '’' | '\'' | '»' | '“')
    });
    stops.ends_with('?')
}

/// Everything compiled.
struct Check {
    lexicon: Lexicon,
    tokenizer: Tokenizer,
    /// The clearest first.
    rules: Vec<(BlameRule, Rule)>,
    /// By the set with a rule's rarest words: its second rarest, and where the rule is.
    by_rarest: Vec<Vec<(SetId, usize)>>,
    /// The sets that have rules in `by_rarest`, as bits.
    rarest: Vec<u64>,
    admissions: Vec<Pattern>,
    told: Vec<Pattern>,
    told_by_others: Vec<Pattern>,
    taken_back: Vec<Pattern>,
    tag: Pattern,
    turns: SetId,
    stops: SetId,
    negators: SetId,
    excepting: SetId,
    asking: SetId,
}

struct Rule {
    pattern: Pattern,
    /// Only after an admission.
    admitted: bool,
    /// A question that is meant as an answer.
    rhetorical: bool,
}

fn check() -> &'static Check {
    static CHECK: OnceLock<Check> = OnceLock::new();
    CHECK.get_or_init(Check::new)
}

impl Check {
    fn new() -> Self {
        let mut builder = Builder::new(&[GRAMMAR, NOUNS, DEEDS, PARTS]);
        let tokenizer = Tokenizer::new(&mut builder);
        let mut all = |text: &str| -> Vec<Rule> {
            let lines = text.lines().filter(|line| !line.is_empty());
            let rules = lines.map(|line| {
                let first = line.split(' ').next().unwrap_or_default();
                let is_flag = first.chars().all(|flag| "+?".contains(flag));
                let flags = if is_flag { first } else { "" };
                let (admitted, rhetorical) = (flags.contains('+'), flags.contains('?'));
                let bare = &line[flags.len()..];
                Rule {
                    pattern: builder.pattern(bare),
                    admitted,
                    rhetorical,
                }
            });
            rules.collect()
        };
        let lists = RULES.map(|(name, text)| all(text).into_iter().map(move |rule| (name, rule)));
        let rules: Vec<(BlameRule, Rule)> = lists.into_iter().flatten().collect();
        let mut by_rarest: Vec<Vec<(SetId, usize)>> = Vec::new();
        for (place, (_, rule)) in rules.iter().enumerate() {
            let (first, second) = rule.pattern.rarest();
            by_rarest.resize_with(by_rarest.len().max(first.0 + 1), Vec::new);
            by_rarest[first.0].push((second, place));
        }
        let mut rarest = vec![0; by_rarest.len() / 64 + 1];
        for set in (0..by_rarest.len()).filter(|set| !by_rarest[*set].is_empty()) {
            rarest[set / 64] |= 1 << (set % 64);
        }
        let mut plain = |text: &str| -> Vec<Pattern> {
            all(text).into_iter().map(|rule| rule.pattern).collect()
        };
        let admissions = plain(ADMISSIONS);
        let told = plain(TOLD_AS_EXCUSE);
        let told_by_others = plain(TOLD_BY_OTHERS);
        let taken_back = plain(TAKEN_BACK);
        let tag = builder
            .pattern(", @be|@do|@did|@have|@would|@could|will|can not? i|you|he|she|it|they|we");
        Self {
            tokenizer,
            rules,
            by_rarest,
            rarest,
            admissions,
            told,
            told_by_others,
            taken_back,
            tag,
            turns: builder.set("@turns"),
            stops: builder.set("@breaks|-and"),
            negators: builder.set("@negators"),
            excepting: builder.set("only|just|deny|help"),
            asking: builder.set("what|why|how|who|where|which"),
            lexicon: builder.finish(),
        }
    }

    /// `…, didn't she?` asks for a nod.
    fn ends_in_tag(&self, tokens: &[Token]) -> bool {
        let from = tokens.len().saturating_sub(4);
        self.tag
            .find(&self.lexicon, tokens, from)
            .is_some_and(|found| found.end == tokens.len())
    }
}

/// A sentence being looked at.
struct Sentence<'a> {
    check: &'a Check,
    tokens: &'a [Token],
    signature: &'a [u64],
    asks: bool,
}

impl Sentence<'_> {
    fn clearest(&self) -> Option<(BlameRule, Found)> {
        let mut candidates: Vec<usize> = Vec::new();
        for set in sets_of(self.signature, &self.check.rarest) {
            for (second, place) in self.check.by_rarest.get(set.0).into_iter().flatten() {
                if second.is_in(self.signature) {
                    candidates.push(*place);
                }
            }
        }
        candidates.retain(|place| {
            let rule = &self.check.rules[*place].1;
            (rule.rhetorical || !self.asks) && rule.pattern.fits(self.signature)
        });
        candidates.sort_unstable();
        let mut guards = None;
        for (name, rule) in candidates.into_iter().map(|place| &self.check.rules[place]) {
            let mut from = 0;
            while let Some(found) = rule.pattern.find(&self.check.lexicon, self.tokens, from) {
                let guards = guards.get_or_insert_with(|| self.guards());
                if self.holds(*name, rule, found, guards) {
                    return Some((*name, found));
                }
                from = found.start + 1;
            }
        }
        None
    }

    fn holds(&self, name: BlameRule, rule: &Rule, found: Found, guards: &Guards) -> bool {
        let admitted = !rule.admitted || guards.admitted.is_some_and(|end| end <= found.start);
        admitted
            && !guards.disarm(found)
            && self.asks_too(rule, found)
            && (rule.rhetorical || !self.is_denied(name, found))
    }

    /// Whether a rule for questions has a question before it, or words that only ask.
    fn asks_too(&self, rule: &Rule, found: Found) -> bool {
        let first = self.tokens[found.start].word;
        let (lexicon, at) = (&self.check.lexicon, found.start);
        let begins = at == 0 || lexicon.is(self.tokens[at - 1].word, self.check.stops);
        self.asks || !rule.rhetorical || begins && lexicon.is(first, self.check.asking)
    }

    /// Whether a `not` before the match governs it.
    fn is_denied(&self, rule: BlameRule, found: Found) -> bool {
        if matches!(rule, BlameRule::ButYou | BlameRule::IfThey) {
            return false;
        }
        let lexicon = &self.check.lexicon;
        let near = (0..found.start).rev().take(NEGATION_REACH);
        for at in near.take_while(|at| !lexicon.is(self.tokens[*at].word, self.check.stops)) {
            if lexicon.is(self.tokens[at].word, self.check.negators) {
                let next = self.tokens[at + 1].word;
                let belittles = matches!(rule, BlameRule::Minimise | BlameRule::OnlyBecause);
                return belittles || !lexicon.is(next, self.check.excepting);
            }
        }
        false
    }

    fn guards(&self) -> Guards {
        let Check {
            lexicon,
            told,
            told_by_others,
            taken_back,
            admissions,
            ..
        } = self.check;
        let first = |patterns: &[Pattern]| {
            let fitting = patterns
                .iter()
                .filter(|pattern| pattern.fits(self.signature));
            fitting
                .filter_map(|pattern| pattern.find(lexicon, self.tokens, 0))
                .min_by_key(|found| found.end)
        };
        let mut others: Vec<Range<usize>> = Vec::new();
        for pattern in told_by_others
            .iter()
            .filter(|pattern| pattern.fits(self.signature))
        {
            let mut from = 0;
            while let Some(found) = pattern.find(lexicon, self.tokens, from) {
                let scope = self.tokens[found.end..].iter();
                let length = scope
                    .take_while(|token| !lexicon.is(token.word, self.check.turns))
                    .count();
                others.push(found.start..found.end + length);
                from = found.end + length;
            }
        }
        let mut back = None;
        for pattern in taken_back
            .iter()
            .filter(|pattern| pattern.fits(self.signature))
        {
            let starts = (0..self.tokens.len()).rev();
            let last = starts
                .filter_map(|at| pattern.at(lexicon, self.tokens, at))
                .next();
            back = back.max(last.map(|found| found.start));
        }
        Guards {
            admitted: first(admissions).map(|found| found.end),
            told: first(told).map(|found| found.start..found.end),
            others,
            taken_back: back,
        }
    }
}

/// What takes the blame out of matches, as places in the tokens.
struct Guards {
    admitted: Option<usize>,
    told: Option<Range<usize>>,
    others: Vec<Range<usize>>,
    taken_back: Option<usize>,
}

impl Guards {
    fn disarm(&self, found: Found) -> bool {
        let told = self
            .told
            .as_ref()
            .is_some_and(|told| told.start <= found.start);
        let others = self
            .others
            .iter()
            .any(|scope| scope.contains(&found.start) && scope.start < found.start);
        let back = self.taken_back.is_some_and(|at| at + 1 >= found.end);
        told || others || back
    }
}
