//! Patterns of words as data. What each step means is told at the top of `rules/blame.txt`.

/// A word by number; 0 is every word no rule knows.
pub(crate) type WordId = u16;

/// A set of words by number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SetId(pub(crate) usize);

/// One step of a pattern.
#[derive(Debug)]
pub(crate) enum Step {
    One(SetId),
    OneOrEnd(SetId),
    Some { set: SetId, most: usize },
    Gap { most: usize, stop: SetId },
    NotNext(SetId),
    NotLast(SetId),
    NotAhead(SetId),
    Start,
    End,
}

impl Step {
    /// Whether it takes no token.
    pub(crate) const fn is_empty(&self) -> bool {
        matches!(
            self,
            Self::NotNext(_) | Self::NotLast(_) | Self::NotAhead(_) | Self::Start | Self::End
        )
    }
}

/// A compiled pattern.
pub(crate) struct Pattern {
    pub(crate) steps: &'static [Step],
    /// The sets of the steps that must match, the rarest first; a sentence without one of them
    /// cannot match.
    pub(crate) needs: &'static [SetId],
}
