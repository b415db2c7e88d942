//! Keeping what is being typed: when the text was last handed over to be kept, and when it has to be again.

use std::time::{Duration, Instant};

/// The longest time for which a change is not handed over.
const KEEP_AFTER: Duration = Duration::from_secs(3);

/// What became of a text that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kept {
    /// This text is not kept anywhere.
    Not,
    /// It is kept as a draft.
    Yes,
    /// It could not be kept, for this reason.
    Failed(String),
}

/// Hands a text over in time.
pub(crate) struct Keeping<'a> {
    keep: &'a mut dyn FnMut(&str) -> Kept,
    last: String,
    changed_at: Option<Instant>,
}

impl<'a> Keeping<'a> {
    /// Begins with `text`, which needs no keeping.
    pub(crate) fn new(text: &str, keep: &'a mut dyn FnMut(&str) -> Kept) -> Self {
        Self {
            keep,
            last: text.to_owned(),
            changed_at: None,
        }
    }

    /// Hands `text` over when a change is old enough. `None` when nothing was due.
    pub(crate) fn look(&mut self, text: &str) -> Option<Kept> {
        if text == self.last {
            self.changed_at = None;
            return None;
        }
        let since = *self.changed_at.get_or_insert_with(Instant::now);
        if since.elapsed() < KEEP_AFTER {
            return None;
        }
        Some(self.hand_over(text))
    }

    /// Hands `text` over at once if it is not the one handed over last: nothing comes after it.
    pub(crate) fn finish(&mut self, text: &str) -> Option<Kept> {
        (text != self.last).then(|| self.hand_over(text))
    }

    fn hand_over(&mut self, text: &str) -> Kept {
        self.changed_at = None;
        let kept = (self.keep)(text);
        // What could not be kept is tried again, also when nobody types any more.
        if !matches!(kept, Kept::Failed(_)) {
            self.last.clear();
            self.last.push_str(text);
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_handed_over_once_and_only_when_it_changed() {
        let mut handed = Vec::new();
        let mut keep = |text: &str| {
            handed.push(text.to_owned());
            Kept::Yes
        };
        let mut keeping = Keeping::new("as it was", &mut keep);
        assert_eq!(keeping.finish("as it was"), None);
        assert_eq!(keeping.look("as it was!"), None);
        keeping.changed_at = Instant::now().checked_sub(KEEP_AFTER);
        assert_eq!(keeping.look("as it was!"), Some(Kept::Yes));
        assert_eq!(keeping.look("as it was!"), None);
        assert_eq!(keeping.finish("as it was"), Some(Kept::Yes));
        assert_eq!(keeping.finish("as it was"), None);
        assert_eq!(handed, ["as it was!", "as it was"]);
    }

    #[test]
    fn what_could_not_be_kept_is_tried_again() {
        let mut full = true;
        let mut keep = |_: &str| match std::mem::replace(&mut full, false) {
            true => Kept::Failed("the disk is full".into()),
            false => Kept::Yes,
        };
        let mut keeping = Keeping::new("", &mut keep);
        for expected in [Kept::Failed("the disk is full".into()), Kept::Yes] {
            assert_eq!(keeping.look("words"), None);
            keeping.changed_at = Instant::now().checked_sub(KEEP_AFTER);
            assert_eq!(keeping.look("words"), Some(expected));
        }
        assert_eq!(keeping.finish("words"), None);
    }
}
