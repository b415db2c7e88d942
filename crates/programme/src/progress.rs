//! When a step counts as done. It is a suggestion, shown with what is missing; the person's own word
//! always wins.

pub(crate) mod rules;

pub use rules::Progress;

use crate::journey_view::JourneyView;
use crate::readiness::readiness;

/// How a step of a journey stands. `None` for a step that does not exist.
pub fn progress(step: u8, journey: &JourneyView<'_>) -> Option<Progress> {
    // Readiness looks at steps 1 to 6, so that it cannot be one of the rules below it.
    if step != 7 {
        return rules::by_rule(step, journey);
    }
    Some(Progress::of(step, journey, |found| {
        let reasons = readiness(journey).reasons.into_iter();
        found.missing = reasons.map(|reason| reason.text).collect();
    }))
}
