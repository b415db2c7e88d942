//! A few questions that belong together: asked one after the other, with a way back, and kept as a whole.

use super::keeping::Kept;
use super::line::Wanted;
use super::prompt::{Question, Reply, Tty};
use super::signals::SignalGuard;
use crate::failure::Failure;

/// One question of a form.
pub(crate) struct Part<'a> {
    /// What stands before the answer; safe to print.
    pub(crate) prompt: String,
    /// What `?` says.
    pub(crate) help: &'a str,
    /// What is asked for.
    pub(crate) wanted: Wanted,
    /// The most characters that are taken.
    pub(crate) limit: usize,
    /// Why an answer is none; `None` when it is one. An empty answer is always one.
    pub(crate) refused: fn(&str) -> Option<&'static str>,
}

/// How a form ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FormEnd {
    /// Every question was asked, or the rest was passed over by Ctrl-D.
    Answered,
    /// It was left by `:q`.
    Left,
}

/// Any answer will do.
pub(crate) fn anything(_: &str) -> Option<&'static str> {
    None
}

impl Tty {
    /// Asks all parts. `answers` holds what each answer starts from, and afterwards what was answered, also when this
    /// fails. `keep` gets all of them as they grow, at the latest three seconds after a change, and whenever one is given.
    pub(crate) fn ask_form(
        &mut self,
        parts: &[Part<'_>],
        answers: &mut Vec<String>,
        keep: &mut dyn FnMut(&[String]) -> Kept,
    ) -> Result<FormEnd, Failure> {
        answers.resize(parts.len(), String::new());
        // A signal between two questions ends the second one, when the answer to the first is kept.
        let _guard = SignalGuard::hold();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            let start = answers[at].clone();
            let question = Question {
                prompt: &part.prompt,
                start: &start,
                recall: "",
                wanted: part.wanted,
                limit: part.limit,
            };
            let mut is_handed_over = false;
            let reply = self.ask_of_several(&question, &mut |text| {
                is_handed_over = true;
                text.clone_into(&mut answers[at]);
                keep(answers)
            });
            // Half an answer is none; it was handed over to be kept.
            answers[at] = start;
            match reply? {
                Reply::End => return Ok(FormEnd::Answered),
                Reply::Leave => return Ok(FormEnd::Left),
                Reply::Back if at == 0 => self.say("  This is the first question.")?,
                Reply::Back => at -= 1,
                Reply::Editor => self.say("  There is no editor for this question.")?,
                Reply::Help => {
                    self.say(&format!("  {}", part.help))?;
                    self.say(
                        "  Enter passes a question over, :b goes back to the one before, :q leaves.",
                    )?;
                }
                Reply::Text(text) => match (part.refused)(&text).filter(|_| !text.is_empty()) {
                    Some(why) => self.say(&format!("  {why}"))?,
                    None => {
                        let is_news = is_handed_over || text != answers[at];
                        answers[at] = text;
                        if is_news && let Kept::Failed(why) = keep(answers) {
                            self.say(&format!("  This could not be kept as a draft: {why}"))?;
                        }
                        at += 1;
                    }
                },
            }
        }
        Ok(FormEnd::Answered)
    }
}
