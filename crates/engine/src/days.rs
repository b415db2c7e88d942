//! What each day holds, for a calendar: from the rows alone, without the texts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::blocking::Entries;
use crate::error::ReadError;

/// One day that has entries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayView {
    /// The writer's day.
    pub date: Date,
    /// How many entries are about it.
    pub entries: usize,
    /// The mean of their moods, 1 to 10; `None` if none says one.
    pub mood: Option<f64>,
    /// Whether one of them is starred.
    pub star: bool,
}

#[derive(Default)]
struct Tally {
    entries: usize,
    moods: usize,
    mood_sum: usize,
    star: bool,
}

impl Entries<'_> {
    /// The days from `from` to `to`, both included, that have an entry, in order.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn days(&self, from: Date, to: Date) -> Result<Vec<DayView>, ReadError> {
        let mut days: BTreeMap<Date, Tally> = BTreeMap::new();
        let snapshot = self.vault.home_snapshot()?;
        let day_ends = snapshot.preferences()?.day_ends;
        snapshot.each_entry(|_, entry| {
            let date = day_ends.day_of_text(entry.when);
            let wanted = date.filter(|date| (from..=to).contains(date) && entry.deleted.is_none());
            let Some(date) = wanted else {
                return;
            };
            let day = days.entry(date).or_default();
            day.entries += 1;
            day.moods += usize::from(entry.mood.is_some());
            day.mood_sum += usize::from(entry.mood.unwrap_or_default());
            day.star |= entry.star;
        })?;
        let view = |(date, day): (Date, Tally)| DayView {
            date,
            entries: day.entries,
            mood: (day.moods > 0).then(|| day.mood_sum as f64 / day.moods as f64),
            star: day.star,
        };
        Ok(days.into_iter().map(view).collect())
    }
}
