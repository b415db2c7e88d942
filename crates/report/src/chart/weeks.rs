//! A heat map's days arranged by weeks, and where its month names go; the terminal and paper draw the same weeks.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;
use programme::insight::CalendarDay;

/// More weeks than this are not drawn, only the newest; one mistyped year must not fill a thousand pages.
pub const WEEKS_MAX: usize = 159;

/// How one day went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOutcome {
    /// No check-in.
    Empty,
    /// Everything missed.
    Missed,
    /// Some kept, some missed, or nothing said of some that were due.
    Part,
    /// Everything kept.
    Kept,
}

/// Weeks in a row, each from Monday to Sunday.
#[derive(Debug)]
pub struct Weeks {
    /// The Monday of the first week.
    monday: Date,
    /// The days of each week.
    pub days: Vec<[DayOutcome; 7]>,
    /// Whether earlier weeks were left out.
    pub cut: bool,
}

/// A month's name above the week its first day is in.
#[derive(Debug, PartialEq, Eq)]
pub struct MonthName {
    /// The week, counted from the first one asked for.
    pub week: usize,
    /// Such as `Nov`.
    pub short: String,
    /// Such as `Nov 2026`.
    pub long: String,
    /// Whether the year is worth its room.
    new_year: bool,
}

impl Weeks {
    /// The weeks from the first day to the last; `None` without days.
    pub fn of(days: &[CalendarDay]) -> Option<Self> {
        let mut sums: BTreeMap<Date, (u64, u64, u64)> = BTreeMap::new();
        for day in days {
            let sum = sums.entry(day.date).or_default();
            sum.0 += u64::from(day.kept);
            sum.1 += u64::from(day.missed);
            sum.2 += u64::from(day.unsaid);
        }
        let last = monday_of(*sums.keys().next_back()?);
        let first = monday_of(*sums.keys().next()?);
        let weeks = weeks_between(first, last).saturating_add(1);
        let shown = weeks.min(WEEKS_MAX);
        let monday = last.saturating_sub(i64::try_from(shown - 1).unwrap_or(0).weeks());
        let mut marks = vec![[DayOutcome::Empty; 7]; shown];
        for (date, sum) in sums.range(monday..) {
            let weekday = date.weekday().to_monday_zero_offset();
            let week = weeks_between(monday, *date);
            if let Some(day) = marks
                .get_mut(week)
                .and_then(|days| days.get_mut(usize::try_from(weekday).unwrap_or(0)))
            {
                *day = match *sum {
                    (0, 0, _) => DayOutcome::Empty,
                    (0, _, _) => DayOutcome::Missed,
                    (_, 0, 0) => DayOutcome::Kept,
                    _ => DayOutcome::Part,
                };
            }
        }
        Some(Self {
            monday,
            days: marks,
            cut: shown < weeks,
        })
    }

    /// The month names above `count` weeks from week `start` on.
    pub fn months(&self, start: usize, count: usize) -> Vec<MonthName> {
        let mut names: Vec<MonthName> = Vec::new();
        for week in 0..count {
            let weeks = i64::try_from(start + week).unwrap_or(0).weeks();
            let sunday = self.monday.saturating_add(weeks).saturating_add(6.days());
            if week > 0 && sunday.day() > 7 {
                continue;
            }
            names.push(MonthName {
                week,
                short: sunday.strftime("%b").to_string(),
                long: sunday.strftime("%b %Y").to_string(),
                new_year: sunday.month() == 1,
            });
        }
        names
    }
}

/// Which form of each month name fits, given how far apart weeks are and how wide a text is. The first and Januaries
/// say their year where they can.
pub fn fitting(
    names: &[MonthName],
    weeks: usize,
    pitch: f32,
    width: impl Fn(&str) -> f32,
) -> Vec<(usize, &str)> {
    let mut placed: Vec<(usize, &str)> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let end = names.get(index + 1).map_or(weeks, |next| next.week);
        // The last name may reach past its weeks only where the map itself is that wide.
        let room = (end - name.week) as f32 * pitch;
        let with_year = placed.is_empty() || name.new_year;
        if with_year && width(&name.long) <= room {
            placed.push((name.week, name.long.as_str()));
        } else if width(&name.short) <= room {
            placed.push((name.week, name.short.as_str()));
        }
    }
    placed
}

fn monday_of(date: Date) -> Date {
    date.saturating_sub(i64::from(date.weekday().to_monday_zero_offset()).days())
}

/// Whole weeks from `from` to `to`; 0 when `to` is earlier.
fn weeks_between(from: Date, to: Date) -> usize {
    usize::try_from(to.duration_since(from).as_hours() / (24 * 7)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn day(date: Date, kept: u32, missed: u32) -> CalendarDay {
        CalendarDay {
            date,
            kept,
            missed,
            unsaid: 0,
            why: Vec::new(),
        }
    }

    #[test]
    fn days_fall_into_their_weeks() {
        // 2 November 2026 is a Monday.
        let weeks = Weeks::of(&[
            day(date(2026, 11, 3), 2, 0),
            day(date(2026, 11, 8), 0, 1),
            day(date(2026, 11, 9), 1, 1),
        ])
        .unwrap();
        assert_eq!(weeks.days.len(), 2);
        assert_eq!(weeks.days[0][1], DayOutcome::Kept);
        assert_eq!(weeks.days[0][6], DayOutcome::Missed);
        assert_eq!(weeks.days[1][0], DayOutcome::Part);
        assert_eq!(weeks.days[1][1], DayOutcome::Empty);
        assert!(!weeks.cut);
    }

    #[test]
    fn days_in_any_order_and_twice_add_up() {
        let weeks = Weeks::of(&[
            day(date(2026, 11, 9), 1, 0),
            day(date(2026, 11, 3), 0, 1),
            day(date(2026, 11, 3), 1, 0),
        ])
        .unwrap();
        assert_eq!(weeks.days[0][1], DayOutcome::Part);
    }

    #[test]
    fn one_wrong_year_does_not_fill_the_page() {
        let weeks = Weeks::of(&[day(date(-9999, 1, 1), 1, 0), day(date(9999, 12, 31), 1, 0)]);
        let weeks = weeks.unwrap();
        assert_eq!(weeks.days.len(), WEEKS_MAX);
        assert!(weeks.cut);
        assert!(!weeks.months(0, WEEKS_MAX).is_empty());
        assert!(Weeks::of(&[]).is_none());
    }

    #[test]
    fn months_are_named_where_they_begin() {
        let weeks =
            Weeks::of(&[day(date(2026, 11, 20), 1, 0), day(date(2027, 1, 20), 1, 0)]).unwrap();
        let names = weeks.months(0, weeks.days.len());
        let short: Vec<_> = names.iter().map(|name| (name.week, &*name.short)).collect();
        assert_eq!(short, [(0, "Nov"), (2, "Dec"), (6, "Jan")]);
        let fits = fitting(&names, weeks.days.len(), 2.0, |text| {
            text.len() as f32 + 1.0
        });
        assert_eq!(fits, [(0, "Nov"), (2, "Dec"), (6, "Jan")]);
        let fits = fitting(&names, weeks.days.len(), 4.0, |text| {
            text.len() as f32 + 1.0
        });
        assert_eq!(fits, [(0, "Nov"), (2, "Dec"), (6, "Jan 2027")]);
    }
}
