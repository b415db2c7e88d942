//! Words by number, classes of words, and how hasty words are read. How a line reads is told at the top of the files.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{Fault, Source};

/// What whole phrases, marks and endings are read as; no word of a text is spelled so.
const SPECIAL: [&str; 12] = [
    "NAME", "FIRST", "PERSON", "THING", "THEIRS", "WHOSE", "ALL", "QUOTE", ",", ";", "'s", "'d",
];

/// How many rare words come as often as one of the class `common`.
const COMMON_WEIGHT: usize = 100;

/// Words, and the sets that they are in.
pub(crate) struct Words {
    /// By number; the first is every word that no rule knows.
    pub(crate) words: Vec<String>,
    ids: BTreeMap<String, u16>,
    classes: BTreeMap<String, BTreeSet<u16>>,
    sets: BTreeMap<BTreeSet<u16>, usize>,
    /// The words of each set.
    pub(crate) members: Vec<BTreeSet<u16>>,
    /// What hasty words are read as.
    pub(crate) spelling: BTreeMap<u16, Vec<u16>>,
}

impl Words {
    /// Reads the classes, and how hasty words are read.
    pub(crate) fn read(classes: &Source, spelling: &Source, faults: &mut Vec<Fault>) -> Self {
        let mut words = Self {
            words: vec![String::new()],
            ids: BTreeMap::new(),
            classes: BTreeMap::new(),
            sets: BTreeMap::new(),
            members: Vec::new(),
            spelling: BTreeMap::new(),
        };
        for word in SPECIAL {
            words.number(word);
        }
        words.read_spelling(spelling, faults);
        words.read_classes(classes, faults);
        words
    }

    fn read_spelling(&mut self, source: &Source, faults: &mut Vec<Fault>) {
        for (line, text) in &source.lines {
            let parts = text
                .split_once('=')
                .map(|(short, long)| (short.trim(), long));
            let Some((short, long)) = parts.filter(|(short, _)| is_plain(short)) else {
                faults.push(source.fault(*line, "neither `hasty = words` nor a comment"));
                continue;
            };
            let long: Vec<&str> = long.split_whitespace().collect();
            if let Some(bad) = long
                .iter()
                .find(|word| !is_plain(word) && !SPECIAL.contains(word))
            {
                faults.push(source.fault(*line, format!("`{bad}` is no word")));
            }
            let short = self.number(short);
            let long = long.into_iter().map(|word| self.number(word)).collect();
            if self.spelling.insert(short, long).is_some() {
                faults.push(source.fault(*line, "told a second time"));
            }
        }
    }

    fn read_classes(&mut self, source: &Source, faults: &mut Vec<Fault>) {
        let mut class = String::new();
        for (line, text) in &source.lines {
            let words = match text.split_once('=') {
                Some((name, words)) if !text.starts_with(' ') => {
                    name.trim().clone_into(&mut class);
                    if self.classes.contains_key(&class) {
                        faults.push(source.fault(*line, format!("a second class {class}")));
                    }
                    words
                }
                None if text.starts_with(' ') && !class.is_empty() => text,
                _ => {
                    faults.push(source.fault(*line, "neither `name = words` nor more of them"));
                    continue;
                }
            };
            for word in words.split_whitespace() {
                if let Err(what) = self.add(&class, word) {
                    faults.push(source.fault(*line, what));
                }
            }
        }
    }

    fn add(&mut self, class: &str, word: &str) -> Result<(), String> {
        if let Some(other) = word.strip_prefix('@') {
            if !self.classes.contains_key(other) {
                return Err(format!("no class {other} stands further up"));
            }
            for part in ["", ".base", ".past", ".ing"] {
                let more = self.classes.get(&format!("{other}{part}")).cloned();
                let of = self.classes.entry(format!("{class}{part}")).or_default();
                of.extend(more.unwrap_or_default());
            }
            return Ok(());
        }
        for (form, word) in forms(word)? {
            let id = self.known(&word, class == "fillers")?;
            if !self.classes.entry(class.to_owned()).or_default().insert(id) && form == "base" {
                return Err(format!("`{word}` is in {class} already"));
            }
            let of = self.classes.entry(format!("{class}.{form}")).or_default();
            of.insert(id);
        }
        Ok(())
    }

    /// The number of a word that can be met in a sentence; `unmet` admits fillers.
    fn known(&mut self, word: &str, unmet: bool) -> Result<u16, String> {
        if !is_plain(word) && !SPECIAL.contains(&word) {
            return Err(format!(
                "`{word}` is no word: small letters and digits only"
            ));
        }
        let id = self.number(word);
        if self.spelling.contains_key(&id) {
            return Err(format!(
                "`{word}` is never met: spelling.txt says how it is read"
            ));
        }
        let is_filler = |class: &BTreeSet<u16>| class.contains(&id);
        if !unmet && self.classes.get("fillers").is_some_and(is_filler) {
            return Err(format!("`{word}` is never met: it is one of the fillers"));
        }
        Ok(id)
    }

    /// The number of the word, given now if it is new.
    pub(crate) fn number(&mut self, word: &str) -> u16 {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = u16::try_from(self.words.len()).expect("fewer words than numbers");
        self.words.push(word.to_owned());
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// A set that the program's source names: its words need not be met.
    pub(crate) fn named_set(&mut self, text: &str) -> Result<usize, String> {
        self.set_of(text, false)
    }

    /// The set of words that `text` describes: words and classes with `|` between them, taken away with `-`.
    pub(crate) fn set(&mut self, text: &str) -> Result<usize, String> {
        self.set_of(text, true)
    }

    fn set_of(&mut self, text: &str, met: bool) -> Result<usize, String> {
        let mut members = BTreeSet::new();
        let mut told = BTreeSet::new();
        for part in text.split('|') {
            if !told.insert(part) {
                return Err(format!("`{part}` stands twice in `{text}`"));
            }
            let bare = part.strip_prefix('-').unwrap_or(part);
            let named = match bare.strip_prefix('@') {
                Some(name) => {
                    let class = self.classes.get(name).filter(|class| !class.is_empty());
                    class.cloned().ok_or_else(|| format!("no class @{name}"))?
                }
                // Where a clause may end instead of a word; the step says so.
                None if bare == "$" => continue,
                None => BTreeSet::from([self.known(bare, !met)?]),
            };
            if part == bare {
                members.extend(named);
            } else if named.is_disjoint(&members) {
                return Err(format!("`{part}` takes nothing away in `{text}`"));
            } else {
                members.retain(|word| !named.contains(word));
            }
        }
        if members.is_empty() {
            return Err(format!("`{text}` is no word at all"));
        }
        let next = self.members.len();
        let set = *self.sets.entry(members.clone()).or_insert(next);
        if set == next {
            self.members.push(members);
        }
        Ok(set)
    }

    /// How often words of the set come, roughly: by their number, and by how many are in `common`.
    pub(crate) fn frequency(&self, set: usize) -> usize {
        let members = &self.members[set];
        let common = self.classes.get("common").map_or(0, |common| {
            members.iter().filter(|word| common.contains(word)).count()
        });
        members.len() + COMMON_WEIGHT * common
    }
}

fn is_plain(word: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    !word.is_empty() && word.bytes().all(letter)
}

/// The forms of a word of a class, and what each is.
pub(crate) fn forms(word: &str) -> Result<Vec<(&'static str, String)>, String> {
    if word.contains('/') {
        let parts: Vec<&str> = word.split('/').collect();
        let last = parts.len() - 1;
        if last < 3 || !parts[last].ends_with("ing") {
            return Err(format!("`{word}` is not base/third/past/…/-ing"));
        }
        let form = |place| match place {
            0 | 1 => "base",
            _ if place == last => "ing",
            _ => "past",
        };
        let mut found: Vec<(&str, String)> = Vec::new();
        for (place, part) in parts.into_iter().enumerate() {
            // `hit` is base and past: told once as each.
            if !found.contains(&(form(place), part.to_owned())) {
                found.push((form(place), part.to_owned()));
            }
        }
        found.sort_by_key(|(form, _)| *form != "base");
        return Ok(found);
    }
    let Some(base) = word.strip_suffix('+') else {
        return Ok(vec![("base", word.to_owned())]);
    };
    let (third, past, ing) = inflected(base);
    let base = base.trim_end_matches('+').to_owned();
    Ok(vec![
        ("base", base),
        ("base", third),
        ("past", past),
        ("ing", ing),
    ])
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
