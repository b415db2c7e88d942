//! What the model looks at in a sentence: words and their senses, alone, beside each other, and by clause.

use std::sync::OnceLock;

use crate::grammar::{Lexicon, hash, slot_of};
use crate::tables::{
    LAST_CLOSED, LAST_JOINING, LAST_SUBJECTS, SENSE_ALL, SENSE_BE, SENSE_CHILD, SENSE_EVEN,
    SENSE_EVER, SENSE_HER, SENSE_IT, SENSE_JUST, SENSE_KIN, SENSE_MAN, SENSE_NOT, SENSE_OF,
    SENSE_OUTSIDER, SENSE_PARTNER, SENSE_SELF, SENSE_THEIR, SENSE_THEM, SENSE_THEY, SENSE_TOO,
    SENSE_WILL, SENSE_YOUR, SENSES, word,
};
use crate::token::Spoken;

/// How much of one sentence the model looks at.
const UNITS_MAX: usize = 120;

/// How many bytes of a word are spelled.
const LETTERS_MAX: usize = 24;

/// How many letters beside each other are looked at.
const RUN_MIN: usize = 3;
const RUN_MAX: usize = 5;

/// How many words of a sense are paired with the one before them, whatever stands between.
const PAIRS_MAX: usize = 6;

/// How many clauses are looked at as a row.
const CLAUSES_MAX: usize = 4;

/// The kind of the keys of letters; smaller ones are of words.
const KIND_LETTERS: u32 = 18;

/// The kinds of the keys of words with a gap, of pairs, and of who does what to whom.
const KIND_GAPS: u32 = 20;
const KIND_PAIRS: u32 = 24;
const KIND_ACTS: u32 = 30;
/// Added to the kind of an act that is denied, and of one that follows a denied one.
const DENIED: u32 = 20;
const AFTER_DENIED: u32 = 40;

/// A word of a sentence, or one of its ends.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unit {
    /// What it is, as a hash; he, she, they and names are one.
    word: u32,
    /// What work it does, as a hash: its sense, or how an unknown word ends.
    work: u32,
    /// The sense by number; 0 has none.
    sense: u8,
    /// Whether its letters say something: names, numbers and marks say nothing.
    pub(crate) spelled: bool,
    /// Where it stands in the text, in bytes.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// How a feature is made of its units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Of the word.
    Word(usize),
    /// Of the work it does.
    Work(usize),
}

/// Which senses words have.
struct Senses {
    slots: Vec<(u32, u8)>,
    codes: Vec<u32>,
}

impl Senses {
    fn get() -> &'static Self {
        static FOUND: OnceLock<Senses> = OnceLock::new();
        FOUND.get_or_init(|| {
            let mut slots = vec![(0, 0); (SENSE_OF.len() * 4).next_power_of_two()];
            let mask = slots.len() - 1;
            for (word, sense) in SENSE_OF {
                let hash = hash(word);
                let mut slot = slot_of(hash, mask);
                while slots[slot].1 != 0 {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = (hash, *sense);
            }
            let codes = SENSES.iter().map(|name| hash(name)).collect();
            Self { slots, codes }
        })
    }

    fn of(&self, hash: u32) -> u8 {
        let mask = self.slots.len() - 1;
        let mut slot = slot_of(hash, mask);
        loop {
            let (found, sense) = self.slots[slot];
            if sense == 0 || found == hash {
                return sense;
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// The units of a sentence of `text`, its two ends among them.
pub(crate) fn units_of(text: &str, spoken: &[Spoken], asks: bool) -> Vec<Unit> {
    let (senses, lexicon) = (Senses::get(), Lexicon::get());
    let marks = [word::COMMA, word::JOINT, word::QUOTE].map(|mark| lexicon.hash(mark));
    let name = lexicon.hash(word::NAME);
    let edge = |sign: &str, at: usize| Unit {
        word: hash(sign),
        work: hash(sign),
        sense: 0,
        spelled: false,
        start: at,
        end: at,
    };
    let start = spoken.first().map_or(0, |first| first.start);
    let mut units = vec![edge("^", start)];
    for (place, said) in spoken.iter().enumerate().take(UNITS_MAX) {
        let mut sense = senses.of(said.hash);
        if said.hash == name {
            sense = SENSE_THEY;
        } else if sense == SENSE_HER {
            let next = spoken.get(place + 1);
            let owns = next.is_some_and(|next| {
                let sense = senses.of(next.hash);
                (sense == 0 || sense > LAST_CLOSED) && !marks.contains(&next.hash)
            });
            sense = if owns { SENSE_THEIR } else { SENSE_THEM };
        }
        let code = senses.codes[usize::from(sense)];
        let is_other = matches!(sense, SENSE_THEY | SENSE_THEM | SENSE_THEIR);
        let ending = ending(&text[said.start..said.end]);
        let work = match sense {
            0 if marks.contains(&said.hash) => said.hash,
            0 => hash(ending),
            _ => code,
        };
        let number = sense == 0 && ending == "#";
        let mark = sense == 0 && marks.contains(&said.hash);
        units.push(Unit {
            word: if is_other || number { work } else { said.hash },
            work,
            sense,
            spelled: !is_other && !number && !mark,
            start: said.start,
            end: said.end,
        });
    }
    let end = spoken.last().map_or(start, |last| last.end);
    units.push(edge(if asks { "?" } else { "$" }, end));
    units
}

/// Whether the sentence names somebody else, who could have done it.
pub(crate) fn about_others(units: &[Unit]) -> bool {
    let others = [
        SENSE_THEY,
        SENSE_THEM,
        SENSE_THEIR,
        SENSE_PARTNER,
        SENSE_KIN,
        SENSE_MAN,
        SENSE_OUTSIDER,
    ];
    units.iter().any(|unit| others.contains(&unit.sense))
}

/// How an unknown word ends.
fn ending(word: &str) -> &'static str {
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return "#";
    }
    let endings = ["ed", "ing", "ly", "ness", "s"];
    let mut fitting = endings
        .into_iter()
        .filter(|end| word.len() > end.len() + 2 && word.ends_with(end));
    fitting.next().unwrap_or("_")
}

/// Tells every feature of the sentence, some of them more than once: its key, and what it is made of.
pub(crate) fn features_of(units: &[Unit], mut tell: impl FnMut(u32, &[Part])) {
    let mut add = |kind: u32, parts: &[Part]| {
        let mut key = kind;
        for part in parts {
            let code = match *part {
                Part::Word(place) => units[place].word,
                Part::Work(place) => units[place].work,
            };
            key = mixed(key, code);
        }
        // Three bytes are kept of it.
        tell(key >> 8, parts);
    };
    neighbours(units, &mut add);
    pairs(units, &mut add);
    let clauses = clauses_of(units);
    turns(units, &clauses, &mut add);
    acts(units, &clauses, &mut add);
}

/// Words beside each other, and with a gap between them.
fn neighbours(units: &[Unit], add: &mut impl FnMut(u32, &[Part])) {
    use Part::{Word, Work};
    let count = units.len();
    for at in 0..count {
        let rest = count - at - 1;
        if at > 0 && rest > 0 {
            add(0, &[Word(at)]);
            add(1, &[Work(at)]);
        }
        if rest >= 1 {
            add(2, &[Word(at), Word(at + 1)]);
            add(3, &[Work(at), Work(at + 1)]);
            add(4, &[Word(at), Work(at + 1)]);
            add(5, &[Work(at), Word(at + 1)]);
        }
        if rest >= 2 {
            add(6, &[Word(at), Word(at + 1), Word(at + 2)]);
            add(7, &[Work(at), Work(at + 1), Work(at + 2)]);
            add(8, &[Word(at), Word(at + 2)]);
            add(9, &[Work(at), Work(at + 2)]);
            add(KIND_GAPS, &[Word(at), Work(at + 1), Word(at + 2)]);
            add(KIND_GAPS + 1, &[Work(at), Word(at + 1), Work(at + 2)]);
        }
        if rest >= 3 {
            add(10, &[Work(at), Work(at + 1), Work(at + 2), Work(at + 3)]);
            add(11, &[Work(at), Work(at + 3)]);
            add(KIND_GAPS + 2, &[Word(at), Word(at + 1), Word(at + 3)]);
            add(KIND_GAPS + 3, &[Word(at), Word(at + 2), Word(at + 3)]);
        }
    }
}

/// Words of a sense, each with the next ones of a sense: what else the sentence speaks of, in which order.
fn pairs(units: &[Unit], add: &mut impl FnMut(u32, &[Part])) {
    let last = units.len() - 1;
    let known = |at: &usize| *at == 0 || *at == last || units[*at].sense > 0;
    let known: Vec<usize> = (0..units.len()).filter(known).collect();
    for (place, first) in known.iter().enumerate() {
        for second in known[place + 1..].iter().take(PAIRS_MAX) {
            add(KIND_PAIRS, &[Part::Work(*first), Part::Work(*second)]);
        }
    }
}

/// How clauses follow each other, and what stands in the clause of a subject.
fn turns(units: &[Unit], clauses: &[Clause], add: &mut impl FnMut(u32, &[Part])) {
    use Part::{Word, Work};
    for (first, clause) in clauses.windows(2).enumerate() {
        let (before, after) = (&clause[0], &clause[1]);
        let turn = [Work(before.subject), Work(after.link), Work(after.subject)];
        add(12, &turn);
        if first == 0 {
            add(13, &turn);
        }
    }
    for clause in clauses {
        add(14, &[Work(clause.link), Work(clause.subject)]);
        let inner = units.iter().enumerate().take(clause.end);
        for (at, unit) in inner.skip(clause.subject + 1) {
            add(15, &[Work(clause.subject), Word(at)]);
            if unit.sense > 0 {
                add(16, &[Work(clause.subject), Work(at)]);
                add(17, &[Work(clause.link), Work(at)]);
            }
        }
    }
    let row = |of: fn(&Clause) -> usize| -> Vec<Part> {
        let places = clauses.iter().take(CLAUSES_MAX).map(of);
        places.map(Work).collect()
    };
    add(KIND_PAIRS + 1, &row(|clause| clause.subject));
    add(KIND_PAIRS + 2, &row(|clause| clause.link));
}

/// Who does what to whom, and after what.
fn acts(units: &[Unit], clauses: &[Clause], add: &mut impl FnMut(u32, &[Part])) {
    use Part::{Word, Work};
    let mut before: Option<Act> = None;
    for clause in clauses {
        let Some(act) = Act::of(units, clause) else {
            continue;
        };
        let kind = KIND_ACTS + if act.denied { DENIED } else { 0 };
        let (who, does) = (Work(clause.subject), act.verb);
        add(kind, &[who, Word(does)]);
        add(kind + 1, &[who, Work(does)]);
        add(kind + 2, &[Work(clause.link), who, Work(does)]);
        match act.whom.map(Work) {
            Some(whom) => {
                add(kind + 3, &[who, Word(does), whom]);
                add(kind + 4, &[who, Work(does), whom]);
                add(kind + 5, &[who, whom]);
            }
            None => add(kind + 6, &[who]),
        }
        if let Some(before) = before {
            let kind = kind + if before.denied { AFTER_DENIED } else { 0 };
            let [whose, did, link] = [before.who, before.verb, clause.link].map(Work);
            add(kind + 7, &[whose, did, link, who]);
            add(kind + 8, &[whose, did, link, who, Work(does)]);
        }
        before = Some(act);
    }
}

/// What is done in a clause: places of its units.
struct Act {
    who: usize,
    verb: usize,
    whom: Option<usize>,
    denied: bool,
}

impl Act {
    fn of(units: &[Unit], clause: &Clause) -> Option<Self> {
        let helps = |sense: u8| {
            (SENSE_BE..=SENSE_WILL).contains(&sense)
                || [
                    SENSE_NOT, SENSE_TOO, SENSE_JUST, SENSE_ALL, SENSE_EVER, SENSE_EVEN,
                ]
                .contains(&sense)
        };
        let somebody = |sense: u8| {
            (SENSE_THEM..=SENSE_YOUR).contains(&sense)
                || [
                    SENSE_SELF,
                    SENSE_IT,
                    SENSE_CHILD,
                    SENSE_KIN,
                    SENSE_PARTNER,
                    SENSE_MAN,
                    SENSE_OUTSIDER,
                ]
                .contains(&sense)
        };
        let from = clause.subject + 1;
        let verb = (from..clause.end).find(|at| !helps(units[*at].sense))?;
        let whom = (verb + 1..clause.end).find(|at| somebody(units[*at].sense));
        let denied = units[from..verb].iter().any(|unit| unit.sense == SENSE_NOT);
        Some(Self {
            who: clause.subject,
            verb,
            whom,
            denied,
        })
    }
}

/// Tells the keys of the letters that stand beside each other in a word, and whose word it is. One word's keys do not depend
/// on its neighbours.
pub(crate) fn letters_of(text: &str, unit: &Unit, mut tell: impl FnMut(u32)) {
    if !unit.spelled {
        return;
    }
    let word = &text.as_bytes()[unit.start..unit.end];
    let word = &word[..word.len().min(LETTERS_MAX)];
    let last = word.len() + 1;
    // The ends of a word are letters of their own.
    let letter = |at: usize| match at {
        0 => b'<',
        at if at == last => b'>',
        at => word[at - 1].to_ascii_lowercase(),
    };
    for first in 0..=last {
        let mut key = KIND_LETTERS;
        for at in first..(first + RUN_MAX).min(last + 1) {
            key = mixed(key, u32::from(letter(at)));
            if at + 1 - first >= RUN_MIN {
                tell(key >> 8);
            }
        }
    }
}

/// A clause: what joins it to what stands before, what it is about, where it ends.
struct Clause {
    link: usize,
    subject: usize,
    end: usize,
}

fn clauses_of(units: &[Unit]) -> Vec<Clause> {
    let lexicon = Lexicon::get();
    let marks = [word::COMMA, word::JOINT].map(|mark| lexicon.hash(mark));
    let joins = |at: usize| {
        let unit = &units[at];
        (1..=LAST_JOINING).contains(&unit.sense) || unit.sense == 0 && marks.contains(&unit.work)
    };
    let is_subject = |at: &usize| (LAST_JOINING + 1..=LAST_SUBJECTS).contains(&units[*at].sense);
    let last = units.len() - 1;
    let mut clauses = Vec::new();
    let (mut at, mut link) = (1, 0);
    while at < last {
        let end = (at..last).find(|at| joins(*at)).unwrap_or(last);
        if end > at {
            let subject = (at..end).find(is_subject).unwrap_or(at);
            clauses.push(Clause { link, subject, end });
        }
        at = end;
        while at < last && joins(at) {
            link = at;
            at += 1;
        }
    }
    clauses
}

/// Mixes one more code into a key.
const fn mixed(key: u32, code: u32) -> u32 {
    let mixed = (key ^ code).wrapping_mul(0x9E37_79B1);
    (mixed ^ (mixed >> 15))
        .wrapping_mul(0x85EB_CA77)
        .rotate_left(13)
}
