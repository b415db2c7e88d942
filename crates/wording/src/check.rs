//! The check itself.
//!
//! A sentence is cut into tokens, quotations closed, and matched against patterns of words
//! (`rules/blame.txt`); what denies or retells an excuse disarms it
//! (`rules/guards.txt`). All steps are bounded, so the time is linear in the text.

use std::ops::Range;
use std::sync::OnceLock;

use crate::features::{about_others, units_of};
use crate::flag::{BlameFlag, BlameRule};
use crate::grammar::{Found, Lexicon, Token, sets_of};
use crate::hurt::{Violence, violence_in};
use crate::model::{Letters, loudest, weigh};
use crate::pattern::{Pattern, SetId};
use crate::quote::quotations;
use crate::sentence::{sentence_key, sentences};
use crate::tables::{
    ADMISSIONS, BLAME, Rule, TAGS, TAKEN_BACK, TOLD_AS_EXCUSE, TOLD_BY_OTHERS, WEIGHED_AGREEING,
    WEIGHED_ALONE, WEIGHED_HURT, WEIGHED_TELLS, set,
};
use crate::token::{Read, read};

/// How many tokens before a match a `not` still denies it.
const NEGATION_REACH: usize = 5;

/// How much of one sentence is read. Nobody writes longer ones, and it keeps the time in bounds.
const SENTENCE_TOKENS_MAX: usize = 400;

/// A sentence of fewer words and marks says too little for the model to flag it without a rule.
pub const WORDS_MIN: usize = 4;

/// From which score on, in thousandths, the model alone says of a sentence in which nobody else is named that it tells of
/// being hurt: `It was only a shove down the back steps.`
const TELLS_UNNAMED: i32 = 1500;

/// What the check finds in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// The sentences that excuse or shift blame, in order, each flagged once, with the clearest rule.
    pub flags: Vec<BlameFlag>,
    /// Whether the text tells of the writer being hurt: beaten, threatened, controlled, followed, afraid. Such
    /// sentences, and what leans on them, are never flagged.
    pub hurt: bool,
}

/// Reads a text.
pub fn check(text: &str) -> Findings {
    let judged = judged(text);
    let leans = |place: usize| {
        let beside = |other: Option<&Judged>, gap: fn(&Judged, &Judged) -> Range<usize>| {
            other.is_some_and(|other| {
                let between = text.get(gap(other, &judged[place])).unwrap_or_default();
                other.violence.suffered && between.matches('\n').count() < 2
            })
        };
        let before = place.checked_sub(1).and_then(|place| judged.get(place));
        beside(before, |other, this| {
            other.sentence.end..this.sentence.start
        }) || beside(judged.get(place + 1), |other, this| {
            this.sentence.end..other.sentence.start
        })
    };
    let flagged = judged.iter().enumerate().filter_map(|(place, one)| {
        let (rule, words) = one.flag.clone()?;
        let quiet = one.spared || one.hurt || !one.violence.done && leans(place);
        (!quiet).then(|| BlameFlag {
            rule,
            sentence: one.sentence.clone(),
            words,
            key: sentence_key(&text[one.sentence.clone()]),
        })
    });
    Findings {
        flags: flagged.collect(),
        hurt: judged.iter().any(|one| one.hurt),
    }
}

/// The sentences of the text that excuse or shift blame, in order, each flagged once, with the clearest
/// rule.
pub fn blame_flags(text: &str) -> Vec<BlameFlag> {
    check(text).flags
}

/// One sentence, for itself.
struct Judged {
    sentence: Range<usize>,
    flag: Option<(BlameRule, Range<usize>)>,
    /// It tells of the writer being hurt.
    hurt: bool,
    /// It may well do so.
    spared: bool,
    violence: Violence,
}

fn tells_from(names_others: bool) -> i32 {
    if names_others {
        WEIGHED_TELLS
    } else {
        TELLS_UNNAMED
    }
}

fn judged(text: &str) -> Vec<Judged> {
    let check = rules();
    let quoted = quotations(text);
    let mut all = Vec::new();
    let mut signature = Vec::new();
    let mut letters = Letters::for_text(text);
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
        let Read { mut tokens, spoken } = read(check.lexicon, text, sentence.clone(), quotes);
        tokens.truncate(SENTENCE_TOKENS_MAX);
        check.lexicon.signature(&tokens, &mut signature);
        let asks = asks(&text[sentence.clone()]) && !check.ends_in_tag(&tokens);
        let read = Sentence {
            check,
            tokens: &tokens,
            signature: &signature,
            asks,
        };
        let violence = violence_in(check.lexicon, &tokens, &signature);
        let units = units_of(text, &spoken, asks);
        let weighed = weigh(text, &units, &mut letters);
        let found = read.clearest(weighed.shift >= WEIGHED_AGREEING);
        let flag = match found {
            Some((rule, found)) => {
                let words = tokens[found.start].start..tokens[found.end - 1].end;
                Some((rule, words))
            }
            None if weighed.shift >= WEIGHED_ALONE && units.len() - 2 >= WORDS_MIN => {
                Some((BlameRule::Leaning, loudest(text, &units)))
            }
            _ => None,
        };
        all.push(Judged {
            sentence,
            flag,
            hurt: violence.suffered
                || !violence.done && weighed.hurt >= tells_from(about_others(&units)),
            spared: !violence.done && weighed.hurt >= WEIGHED_HURT,
            violence,
        });
    }
    all
}

/// Whether a rule finds an excuse in a sentence, whether a sure one does, and what it says of violence; the model is not
/// asked.
pub(crate) fn judged_alone(sentence: &str) -> (bool, bool, Violence) {
    let check = rules();
    let quoted = quotations(sentence);
    let tokens = read(check.lexicon, sentence, 0..sentence.len(), &quoted).tokens;
    let mut signature = Vec::new();
    check.lexicon.signature(&tokens, &mut signature);
    let read = Sentence {
        check,
        tokens: &tokens,
        signature: &signature,
        asks: asks(sentence) && !check.ends_in_tag(&tokens),
    };
    let violence = violence_in(check.lexicon, &tokens, &signature);
    let [any, sure] = [true, false].map(|agrees| read.clearest(agrees).is_some());
    (any, sure, violence)
}

fn asks(sentence: &str) -> bool {
    let stops = sentence.trim_end_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '?' | '"' | '”' | '’' | '\'' | '»' | '“')
    });
    stops.ends_with('?')
}

/// Which rules to try for a sentence.
struct Check {
    lexicon: &'static Lexicon,
    /// By the set with a rule's rarest words: its second rarest, and where the rule is.
    by_rarest: Vec<Vec<(SetId, usize)>>,
    /// The sets that have rules in `by_rarest`, as bits.
    rarest: Vec<u64>,
}

fn rules() -> &'static Check {
    static CHECK: OnceLock<Check> = OnceLock::new();
    CHECK.get_or_init(Check::new)
}

impl Check {
    fn new() -> Self {
        let mut by_rarest: Vec<Vec<(SetId, usize)>> = Vec::new();
        for (place, (_, rule)) in BLAME.iter().enumerate() {
            let (first, second) = rule.pattern.rarest();
            by_rarest.resize_with(by_rarest.len().max(first.0 + 1), Vec::new);
            by_rarest[first.0].push((second, place));
        }
        let mut rarest = vec![0; by_rarest.len() / 64 + 1];
        for set in (0..by_rarest.len()).filter(|set| !by_rarest[*set].is_empty()) {
            rarest[set / 64] |= 1 << (set % 64);
        }
        Self {
            lexicon: Lexicon::get(),
            by_rarest,
            rarest,
        }
    }

    /// `…, didn't she?` asks for a nod.
    fn ends_in_tag(&self, tokens: &[Token]) -> bool {
        let from = tokens.len().saturating_sub(4);
        let mut found = TAGS
            .iter()
            .filter_map(|tag| tag.find(self.lexicon, tokens, from));
        found.any(|found| found.end == tokens.len())
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
    /// The clearest excuse, among all rules if the model agrees, otherwise among the sure ones.
    fn clearest(&self, agrees: bool) -> Option<(BlameRule, Found)> {
        let mut candidates: Vec<usize> = Vec::new();
        for set in sets_of(self.signature, &self.check.rarest) {
            for (second, place) in self.check.by_rarest.get(set.0).into_iter().flatten() {
                if second.is_in(self.signature) {
                    candidates.push(*place);
                }
            }
        }
        candidates.retain(|place| {
            let rule = &BLAME[*place].1;
            (agrees || rule.sure)
                && (rule.rhetorical || !self.asks)
                && rule.pattern.fits(self.signature)
        });
        candidates.sort_unstable();
        let mut guards = None;
        for (name, rule) in candidates.into_iter().map(|place| &BLAME[place]) {
            let mut from = 0;
            while let Some(found) = rule.pattern.find(self.check.lexicon, self.tokens, from) {
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
        let (lexicon, at) = (self.check.lexicon, found.start);
        let begins = at == 0 || lexicon.is(self.tokens[at - 1].word, set::PAUSES);
        self.asks || !rule.rhetorical || begins && lexicon.is(first, set::ASKING)
    }

    /// Whether a `not` before the match governs it.
    fn is_denied(&self, rule: BlameRule, found: Found) -> bool {
        if matches!(rule, BlameRule::ButYou | BlameRule::IfThey) {
            return false;
        }
        let lexicon = self.check.lexicon;
        let near = (0..found.start).rev().take(NEGATION_REACH);
        for at in near.take_while(|at| !lexicon.is(self.tokens[*at].word, set::PAUSES)) {
            if lexicon.is(self.tokens[at].word, set::NEGATORS) {
                let next = self.tokens[at + 1].word;
                let belittles = matches!(rule, BlameRule::Minimise | BlameRule::OnlyBecause);
                return belittles || !lexicon.is(next, set::EXCEPTING);
            }
        }
        false
    }

    fn guards(&self) -> Guards {
        let lexicon = self.check.lexicon;
        let first = |patterns: &[Pattern]| {
            let fitting = patterns
                .iter()
                .filter(|pattern| pattern.fits(self.signature));
            fitting
                .filter_map(|pattern| pattern.find(lexicon, self.tokens, 0))
                .min_by_key(|found| found.end)
        };
        let mut others: Vec<Range<usize>> = Vec::new();
        for pattern in TOLD_BY_OTHERS
            .iter()
            .filter(|pattern| pattern.fits(self.signature))
        {
            let mut from = 0;
            while let Some(found) = pattern.find(lexicon, self.tokens, from) {
                let scope = self.tokens[found.end..].iter();
                let length = scope
                    .take_while(|token| !lexicon.is(token.word, set::TURNS))
                    .count();
                others.push(found.start..found.end + length);
                from = found.end + length;
            }
        }
        let mut back = None;
        for pattern in TAKEN_BACK
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
            admitted: first(ADMISSIONS).map(|found| found.end),
            told: first(TOLD_AS_EXCUSE).map(|found| found.start..found.end),
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
