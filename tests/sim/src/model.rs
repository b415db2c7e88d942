//! What people did, and what must therefore be true. It knows words and who was shown what, and nothing of how the program
//! keeps them.

use std::collections::BTreeSet;

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Result {
    /// The program said that it was saved.
    Acknowledged,
    /// It said that nothing was saved.
    Refused,
    /// It stopped in between, or could not say.
    Unknown,
}

/// A word that occurs once in the world.
#[derive(Debug, Clone)]
pub struct Word {
    pub word: String,
    /// The entry it went into; worksheets have none.
    pub entry: Option<String>,
    /// The device it was written on.
    pub by: usize,
    pub result: Result,
    /// Somebody who was shown it took it out again.
    pub superseded: bool,
    /// It may be gone, and why.
    pub excused: Option<&'static str>,
}

/// Everything that was done.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub words: Vec<Word>,
    made: usize,
}

impl Model {
    /// The name of a word that was never written before.
    pub fn fresh(&mut self, drawn: u64) -> String {
        self.made += 1;
        format!("w{}x{:03}", self.made, drawn % 1000)
    }

    /// A word was written.
    pub fn wrote(&mut self, word: &str, entry: Option<String>, by: usize, result: Result) {
        self.words.push(Word {
            word: word.to_owned(),
            entry,
            by,
            result,
            superseded: false,
            excused: None,
        });
    }

    /// Words of `before` that are not in `after` were taken out, or may have been.
    pub fn took_out(&mut self, before: &str, after: &str) {
        let left: BTreeSet<&str> = words_in(after).collect();
        let gone: BTreeSet<&str> = words_in(before)
            .filter(|word| !left.contains(word))
            .collect();
        for word in &mut self.words {
            if gone.contains(word.word.as_str()) {
                word.superseded = true;
            }
        }
    }

    /// Words that may be gone from now on.
    pub fn excuse(&mut self, why: &'static str, which: impl Fn(&Word) -> bool) {
        for word in &mut self.words {
            if word.excused.is_none() && which(word) {
                word.excused = Some(why);
            }
        }
    }
}

/// The words of the model in a text.
pub fn words_in(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| is_word(part))
}

fn is_word(part: &str) -> bool {
    let Some((number, drawn)) = part.strip_prefix('w').and_then(|rest| rest.split_once('x')) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(number) && digits(drawn) && drawn.len() == 3
}
