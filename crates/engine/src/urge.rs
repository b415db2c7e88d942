//! The moment of an urge: what helped before and who is there. Reads worksheets only, so that it is there at once.

use journal::{ItemRow, Label, SheetRow};
use programme::UrgeEnd;

use crate::blocking::Programme;
use crate::error::ReadError;

/// What helped before, at most this many.
const HELPED_MAX: usize = 3;

/// What can help now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UrgeHelp {
    /// What was done instead of reaching out, the best first: after the same trigger, and lately.
    pub helped: Vec<String>,
    /// One person from the support list of step 11, another one each day.
    pub person: Option<Supporter>,
    /// How many urges are known to have been resisted so far.
    pub resisted: u32,
}

/// Somebody who is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supporter {
    /// Who.
    pub who: String,
    /// How to reach them; may be empty.
    pub how: String,
    /// What they are good for; may be empty.
    pub what_for: String,
}

impl Programme<'_> {
    /// What can help with an urge that this trigger (may be empty) set off.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn urge_help(&self, trigger: &str) -> Result<UrgeHelp, ReadError> {
        let shelf = self.vault.shelf()?;
        let steps = shelf.steps();
        let present = shelf.present_at(self.vault.env().now());
        let day = crate::shelf::today(&present, shelf.moments());
        let urges: Vec<&ItemRow> = steps
            .get(&2)
            .into_iter()
            .flat_map(|row| row.up_to("urges", day))
            .filter(|urge| UrgeEnd::of(urge) == UrgeEnd::Resisted)
            .collect();
        Ok(UrgeHelp {
            helped: helped(&urges, trigger),
            person: steps
                .get(&11)
                .and_then(|row| supporter(row, usize::from(day.day_of_year().unsigned_abs()))),
            resisted: u32::try_from(urges.len()).unwrap_or(u32::MAX),
        })
    }
}

/// What was done instead: after this trigger first, then the latest.
fn helped(urges: &[&ItemRow], trigger: &str) -> Vec<String> {
    let words = |text: &str| Label::Trigger.key(text);
    let wanted = words(trigger);
    let mut newest: Vec<&&ItemRow> = urges.iter().rev().collect();
    newest.sort_by_key(|urge| wanted.is_empty() || words(urge.fields.words("trigger")) != wanted);
    let mut helped: Vec<String> = Vec::new();
    for urge in newest {
        let instead = urge.fields.words("instead").trim();
        if !instead.is_empty() && !helped.iter().any(|known| words(known) == words(instead)) {
            helped.push(instead.to_owned());
        }
    }
    helped.truncate(HELPED_MAX);
    helped
}

fn supporter(row: &SheetRow, day: usize) -> Option<Supporter> {
    let named: Vec<&ItemRow> = row
        .items("support")
        .iter()
        .filter(|person| person.fields.filled("who"))
        .collect();
    let person = named.get(day.checked_rem(named.len())?)?;
    Some(Supporter {
        who: person.fields.words("who").to_owned(),
        how: person.fields.words("how").to_owned(),
        what_for: person.fields.words("what_for").to_owned(),
    })
}
