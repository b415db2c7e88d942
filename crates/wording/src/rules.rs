//! What excuses and shifted blame look like, as patterns, a file for each way of doing it. How they read
//! is told at [`grammar`](crate::grammar).
//!
//! A `+` before a pattern asks that the sentence admits something first; a `?` says that the pattern
//! is an excuse in the form of a question.

mod cause;
mod choice;
mod condition;
mod fault;
mod hand;
mod small;
mod usual;

use crate::mark::BlameRule;

/// The patterns of each rule; of two that match a sentence the earlier one is the clearer.
pub(crate) const RULES: [(BlameRule, &str); 9] = [
    (BlameRule::NoChoice, choice::NO_CHOICE),
    (BlameRule::IfThey, condition::IF_THEY),
    (BlameRule::OnlyBecause, cause::ONLY_BECAUSE),
    (BlameRule::ButYou, condition::BUT_YOU),
    (BlameRule::MadeMe, hand::MADE_ME),
    (BlameRule::Everyone, usual::EVERYONE),
    (BlameRule::TheyToo, hand::THEY_TOO),
    (BlameRule::TheirFault, fault::THEIR_FAULT),
    (BlameRule::Minimise, small::MINIMISE),
];
