//! The contact attempts of step 11: how many there were, what came back to them, and what is known in the end.

use jiff::civil::Date;
use journal::{ItemRow, SheetRow};

use crate::earlier::ever_said;

/// The contact attempts of step 11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// The most the person will make; `None` while that is not said. Raising it once they are used up changes nothing.
    pub most: Option<u32>,
    /// How many were made.
    pub made: u32,
    /// A higher number was written once they were used up: it changes nothing.
    pub raised: bool,
}

/// Said where a number was written that is higher than the limit that was reached.
pub const LIMIT_STAYS: &str =
    "That was reached and stays: a higher number written since changes nothing.";

/// The most attempts that need no written reason.
const ATTEMPTS_WITHOUT_REASON: i64 = 3;

/// Whether so many attempts are allowed that they need a reason, which is not written.
pub(crate) fn attempts_need_reason(row: &SheetRow) -> bool {
    let many = row
        .fields
        .number("most")
        .is_some_and(|most| most > ATTEMPTS_WITHOUT_REASON);
    many && !row.fields.filled("most_reason")
}

impl Attempts {
    /// How many are left; `None` while the most is not said.
    pub fn left(&self) -> Option<u32> {
        self.most.map(|most| most.saturating_sub(self.made))
    }

    /// Whether they are used up: then no further contact is planned.
    pub fn used_up(&self) -> bool {
        self.left() == Some(0)
    }
}

/// The attempts written down in the worksheet of step 11, as of `today`.
pub fn attempts(row: &SheetRow, today: Date) -> Attempts {
    let made = u32::try_from(row.up_to("attempts", today).count()).unwrap_or(u32::MAX);
    let most = row.fields.number("most");
    let most = most.and_then(|most| u32::try_from(most).ok());
    // What was the most when it was changed counts as long as that many were made.
    let limits = ever_said(&row.fields, "most");
    let limits = limits.filter_map(|most| most.parse::<u32>().ok());
    // None is not used up by anything, so that it can be thought over.
    let used_up = limits.filter(|most| (1..=made).contains(most)).min();
    let raised = used_up.is_some_and(|then| most.is_none_or(|now| now > then));
    Attempts {
        most: match (used_up, most) {
            (Some(then), Some(now)) => Some(then.min(now)),
            (then, now) => then.or(now),
        },
        made,
        raised,
    }
}

/// The answer that is known in the end, once its day has come.
pub(crate) fn outcome(row: &SheetRow, today: Date) -> Option<&str> {
    let come = row
        .fields
        .date("outcome_date")
        .is_none_or(|day| day <= today);
    let answer = row.fields.words("outcome_answer");
    (come && !answer.is_empty()).then_some(answer)
}

/// What came back to the attempts.
pub(crate) struct Said<'a> {
    /// The first no.
    pub(crate) no: Option<&'a ItemRow>,
    /// The last attempt with an answer.
    pub(crate) last: Option<&'a ItemRow>,
}

impl Said<'_> {
    /// Whether the last answer is this one.
    pub(crate) fn last_is(&self, answer: &str) -> bool {
        self.last
            .is_some_and(|made| made.fields.words("answer") == answer)
    }
}

/// What came back to the attempts that were made up to a day.
pub(crate) fn said(row: &SheetRow, today: Date) -> Said<'_> {
    let made: Vec<&ItemRow> = row.up_to("attempts", today).collect();
    let answer = |made: &ItemRow| made.fields.words("answer").to_owned();
    Said {
        no: made.iter().copied().find(|made| answer(made) == "no"),
        last: made
            .into_iter()
            .rev()
            .find(|made| !matches!(answer(made).as_str(), "" | "none")),
    }
}
