//! What the figures of the six months are about.

use engine::InsightKind;

/// A group of figures; each has a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Topic {
    Agreement,
    Soundness,
    Days,
    Mood,
    Words,
    Pairs,
    Times,
    NoContact,
    Promises,
    OnThisDay,
    Week,
    Questions,
    Summary,
    Today,
    Zones,
    Journeys,
    Steps,
    /// Sentences that are flagged for shifting blame.
    Flags,
    Worksheets,
    Readiness,
    Attempts,
    Shares,
}

impl Topic {
    /// Of the figures of an insight.
    pub(crate) fn of(kind: InsightKind) -> Self {
        match kind {
            InsightKind::Days => Self::Days,
            InsightKind::Mood => Self::Mood,
            InsightKind::Words => Self::Words,
            InsightKind::Pairs => Self::Pairs,
            InsightKind::Times => Self::Times,
            InsightKind::NoContact => Self::NoContact,
            InsightKind::Kept => Self::Promises,
            InsightKind::Progress => Self::Steps,
            InsightKind::OnThisDay => Self::OnThisDay,
            InsightKind::Week => Self::Week,
        }
    }
}
