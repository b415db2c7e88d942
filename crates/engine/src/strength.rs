//! How easily a new passphrase is guessed: an estimate that knows words, names, keyboard patterns and dates.

use zxcvbn::zxcvbn;

/// Longest beginning that is judged; the estimate's cost grows faster than the text.
const CHARS_JUDGED: usize = 100;
/// Guesses, as a power of ten, above which nothing is said. With the vault's passphrase cost (about a second and
/// 256 MiB each) this many take many machines many years.
const ENOUGH_LOG10: f64 = 12.0;

/// A hint for a passphrase that is easily guessed, as a sentence; `None` for a good one.
pub fn passphrase_hint(typed: &str) -> Option<String> {
    let beginning: String = typed.chars().take(CHARS_JUDGED).collect();
    let found = zxcvbn(&beginning, &["still", "stillbook", "journal"]);
    if found.guesses_log10() >= ENOUGH_LOG10 {
        return None;
    }
    let how = if found.guesses_log10() < 6.0 {
        "very easily"
    } else {
        "too easily"
    };
    Some(format!(
        "This passphrase is {how} guessed. Four or more words that do not belong together are better."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_hinted_at_and_several_are_not() {
        assert!(passphrase_hint("password").unwrap().contains("very easily"));
        assert!(passphrase_hint("Summer2026!").is_some());
        assert!(passphrase_hint("").is_some());
        assert!(passphrase_hint("walnut harbour tiptoe glacier").is_none());
        assert!(passphrase_hint(&"ab ".repeat(5000)).is_some());
    }
}
