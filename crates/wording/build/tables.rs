//! The rules as Rust source: what `src/tables.rs` takes in.

use std::fmt::Write;
use std::path::Path;

use super::lines::{Fault, Source};
use super::model;
use super::patterns::Pattern;
use super::words::Words;

/// The sections of `blame.txt`, and the rule of each.
const RULES: [(&str, &str); 9] = [
    ("no_choice", "NoChoice"),
    ("if_they", "IfThey"),
    ("only_because", "OnlyBecause"),
    ("but_you", "ButYou"),
    ("made_me", "MadeMe"),
    ("everyone", "Everyone"),
    ("they_too", "TheyToo"),
    ("their_fault", "TheirFault"),
    ("minimise", "Minimise"),
];

/// The files of plain patterns, and the sections of each; a section is a table of its own.
const PATTERNS: [(&str, &[&str]); 3] = [
    (
        "guards.txt",
        &[
            "admissions",
            "told_as_excuse",
            "told_by_others",
            "taken_back",
            "tags",
        ],
    ),
    ("hurt.txt", &["hurt", "own_violence", "not_hurt"]),
    ("danger.txt", &["danger", "not_danger"]),
];

/// Sets that the program's source names.
const SETS: [(&str, &str); 25] = [
    ("BREAKS", "@breaks"),
    ("STOPS", "@stops"),
    ("TURNS", "@turns"),
    ("PAUSES", "@breaks|-and"),
    ("NEGATORS", "@negators"),
    ("EXCEPTING", "only|just|deny|help"),
    ("ASKING", "what|why|how|who|where|which"),
    ("FILLERS", "@fillers"),
    ("COMMALESS", "@turns|if|because|and|so"),
    ("DET", "@det"),
    ("QUANTIFIERS", "@quantifiers"),
    ("GENERIC", "@generic"),
    ("QUALITIES", "@qualities"),
    ("PEOPLE", "@people"),
    ("KIN", "@kin"),
    ("THINGS", "@things"),
    ("OWNED", "@owned"),
    ("VERBISH", "@verbish"),
    ("MODALS", "should|would|could|must|might|may"),
    ("JOINING", "and|or"),
    ("POSSESSIVE", "@possessive"),
    ("AFTER_TOO", "@after-too"),
    ("REASONS", "because|that|due|out|to|for|trying"),
    ("WE", "we|us"),
    ("SUFFIXES", "'s|'d|will|have|am|are|not"),
];

/// Words that the program's source names, and under which name.
const WORDS: [(&str, &str); 24] = [
    ("NAME", "NAME"),
    ("FIRST", "FIRST"),
    ("PERSON", "PERSON"),
    ("THING", "THING"),
    ("THEIRS", "THEIRS"),
    ("WHOSE", "WHOSE"),
    ("ALL", "ALL"),
    ("QUOTE", "QUOTE"),
    ("COMMA", ","),
    ("JOINT", ";"),
    ("NOT", "not"),
    ("HAVE", "have"),
    ("OWN", "'s"),
    ("OF", "of"),
    ("NO", "no"),
    ("ONE", "one"),
    ("NOBODY", "nobody"),
    ("EVERY", "all"),
    ("SIMPLY", "simply"),
    ("THOUGH", "though"),
    ("AS_IF", "as"),
    ("CONDITION", "if"),
    ("TOO", "too"),
    ("OVERLY", "overly"),
];

/// Reads all rules of the folder and gives the source of the tables, or everything that is wrong with them. What is no
/// source goes to the folder `made`.
pub(crate) fn made_of(folder: &Path, made: &Path) -> Result<String, Vec<Fault>> {
    let mut faults = Vec::new();
    let classes = Source::read(folder, "words.txt")?;
    let spelling = Source::read(folder, "spelling.txt")?;
    let mut words = Words::read(&classes, &spelling, &mut faults);
    let mut out = String::new();
    for (name, text) in SETS {
        match words.named_set(text) {
            Ok(set) => {
                out += &format!("pub(crate) const {name}: SetId = SetId({set});\n");
            }
            Err(what) => faults.push(classes.fault(0, what)),
        }
    }
    let mut out = format!("pub(crate) mod set {{\nuse crate::pattern::SetId;\n{out}}}\n");
    out += "pub(crate) mod word {\nuse crate::pattern::WordId;\n";
    for (name, word) in WORDS {
        let id = words.number(word);
        writeln!(out, "pub(crate) const {name}: WordId = {id};").ok();
    }
    out += "}\n";
    blame(folder, &mut words, &mut out, &mut faults)?;
    for (file, sections) in PATTERNS {
        let source = Source::read(folder, file)?;
        for (name, lines) in source.sections(sections, &mut faults) {
            let upper = name.to_uppercase();
            let mut table = String::new();
            for (number, text) in &lines {
                match Pattern::read(text, &mut words) {
                    Ok(pattern) => writeln!(table, "{},", shown(&pattern)).unwrap_or_default(),
                    Err(what) => faults.push(source.fault(*number, what)),
                }
            }
            writeln!(out, "pub(crate) static {upper}: &[Pattern] = &[\n{table}];").ok();
        }
    }
    model::tables(folder, made, &mut out, &mut faults)?;
    if !faults.is_empty() {
        return Err(faults);
    }
    lexicon(&words, &mut out);
    Ok(out)
}

/// The rules of the blame check.
fn blame(
    folder: &Path,
    words: &mut Words,
    out: &mut String,
    faults: &mut Vec<Fault>,
) -> Result<(), Vec<Fault>> {
    let source = Source::read(folder, "blame.txt")?;
    let names = RULES.map(|(name, _)| name);
    *out += "pub(crate) static BLAME: &[(BlameRule, Rule)] = &[\n";
    for (name, lines) in source.sections(&names, faults) {
        let rule = RULES.iter().find(|(section, _)| *section == name);
        let rule = rule.map_or("", |(_, rule)| rule);
        for (number, text) in &lines {
            let first = text.split(' ').next().unwrap_or_default();
            let is_flag = first.chars().all(|flag| "+?*".contains(flag));
            let flags = if is_flag { first } else { "" };
            let (admitted, rhetorical) = (flags.contains('+'), flags.contains('?'));
            let sure = flags.contains('*');
            match Pattern::read(&text[flags.len()..], words) {
                Ok(pattern) => {
                    let pattern = shown(&pattern);
                    writeln!(
                        out,
                        "(BlameRule::{rule}, Rule {{ pattern: {pattern}, admitted: {admitted}, rhetorical: {rhetorical}, sure: {sure} }}),"
                    )
                    .ok();
                }
                Err(what) => faults.push(source.fault(*number, what)),
            }
        }
    }
    *out += "];\n";
    Ok(())
}

fn shown(pattern: &Pattern) -> String {
    let needs: Vec<String> = pattern
        .needs
        .iter()
        .map(|set| format!("SetId({set})"))
        .collect();
    let (steps, needs) = (&pattern.steps, needs.join(", "));
    format!("Pattern {{ steps: &[{steps}], needs: &[{needs}] }}")
}

/// All words, the sets that they are in, and how hasty ones are read.
fn lexicon(words: &Words, out: &mut String) {
    writeln!(
        out,
        "pub(crate) static WORDS: &[&str] = &{:?};",
        words.words
    )
    .ok();
    *out += "pub(crate) static MEMBERS: &[&[WordId]] = &[\n";
    for members in &words.members {
        let members: Vec<&u16> = members.iter().collect();
        writeln!(out, "&{members:?},").ok();
    }
    *out += "];\npub(crate) static SPELLING: &[(WordId, &[WordId])] = &[\n";
    for (short, long) in &words.spelling {
        writeln!(out, "({short}, &{long:?}),").ok();
    }
    *out += "];\n";
}
