//! Days and weeks of the calendar.

use jiff::ToSpan;
use jiff::civil::Date;

/// Days from one date to another; negative when the second comes first.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The Monday of the week that a day lies in.
pub(crate) fn monday_of(day: Date) -> Date {
    let back = day.weekday().to_monday_zero_offset();
    day.saturating_sub(i64::from(back).days())
}
