//! Search queries exclude words as `-word`, which a command line reads as options. Before parsing, such words are
//! marked with a character that no argument can hold; commands take the mark off again.

use std::ffi::OsString;

/// Arguments are C strings, so none of them holds this.
const MARK: char = '\0';
/// Commands that take a query.
const COMMANDS: [&str; 3] = ["search", "list", "ls"];

/// Marks every excluded word after a command that takes a query.
pub(crate) fn protect(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut in_query = false;
    arguments
        .enumerate()
        .map(|(at, argument)| {
            let Some(text) = argument.to_str() else {
                return argument;
            };
            in_query |= at > 0 && COMMANDS.contains(&text);
            match text.strip_prefix('-') {
                Some(word) if in_query && excludes(word) => format!("{MARK}{word}").into(),
                _ => argument,
            }
        })
        .collect()
}

/// Whether `-word` leaves out a word, as opposed to the options these commands have.
fn excludes(word: &str) -> bool {
    let option = word.is_empty()
        || word.starts_with('-')
        || matches!(word, "h" | "q" | "n")
        || word
            .strip_prefix('n')
            .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    !option
}

/// The query as typed, its words joined. Words that were quoted together in the shell are a phrase, unless there is
/// anything in them that only a query has.
pub(crate) fn join(words: &[String]) -> String {
    let words = words.iter().map(|word| match word.strip_prefix(MARK) {
        Some(excluded) => format!("-{}", phrase(excluded)),
        None => phrase(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn phrase(word: &str) -> String {
    let is_operator = |word: &str| {
        matches!(word, "OR" | "AND" | "NOT" | "&" | "+")
            || word.starts_with(['-', '+', '!'])
            || word.contains("&&")
            || word.contains(['"', '“', '”', ':', '(', ')', '*', '|'])
    };
    if !word.contains(' ') || word.split(' ').any(is_operator) {
        word.to_owned()
    } else {
        format!("\"{word}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(arguments: &[&str]) -> Vec<String> {
        let protected = protect(arguments.iter().map(OsString::from));
        protected
            .into_iter()
            .map(|argument| argument.into_string().unwrap())
            .collect()
    }

    #[test]
    fn excluded_words_survive() {
        let seen = through(&["still", "search", "walk", "-rain", "--json", "-n", "5"]);
        assert_eq!(
            seen,
            ["still", "search", "walk", "\0rain", "--json", "-n", "5"]
        );
        assert_eq!(join(&seen[2..4]), "walk -rain");
    }

    #[test]
    fn other_commands_are_left_alone() {
        let seen = through(&["still", "write", "-x"]);
        assert_eq!(seen, ["still", "write", "-x"]);
    }

    #[test]
    fn quoted_words_are_phrases() {
        assert_eq!(
            join(&["two words".into(), "tag:x".into()]),
            "\"two words\" tag:x"
        );
        assert_eq!(
            join(&["walk -rain \"by the river\"".into()]),
            "walk -rain \"by the river\""
        );
        for query in [
            "(walk OR ride) river",
            "walk -rain",
            "walk OR ride",
            "wa* river",
            "tag:x walk",
            "walk && ride",
            "walk || ride",
            "walk | ride",
            "+walk ride",
        ] {
            assert_eq!(join(&[query.into()]), query);
        }
        assert_eq!(join(&["walk or ride".into()]), "\"walk or ride\"");
    }
}
