//! Days as they are said.

use jiff::civil::{Date, Weekday};

/// A day, or several.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum DaySaid {
    /// So many days after today.
    FromToday(i64),
    Weekday(Weekday, Which),
    Date(Date),
    /// Of some year: month and day.
    MonthDay(i8, i8),
    /// Of some month.
    DayOfMonth(i8),
    Span(Span),
}

/// Which of all Mondays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Nothing says so.
    Open,
    Last,
    Next,
    /// That of the week so many weeks after this one.
    OfWeek(i64),
}

/// Several days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Year(i16),
    Month(i16, i8),
    /// That month of some year.
    MonthOfSome(i8),
    /// Of that month the last one, or the next.
    MonthBeside(i8, i64),
    WeekOf(Date),
    /// So many weeks, months or years after this one.
    From(Unit, i64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
    Year,
}
