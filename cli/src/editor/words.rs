//! Counting words, for the status line and for drafts.

/// Words in `text`: runs of letters and digits between spaces.
pub(crate) fn count(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_are_no_words() {
        assert_eq!(count("one — two,  three\n\n4"), 4);
        assert_eq!(count(" - "), 0);
    }
}
