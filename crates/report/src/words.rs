//! What figures say in words: one wording for the terminal, the HTML page, the PDF and the text alternatives of charts.

use jiff::civil::Date;
pub use programme::insight::decimal;
use programme::insight::{Bar, CalendarDay, Note, Point, RECORDS_MIN, Value};

use crate::foreign::seen_line;

/// What a file calls itself to viewers and file managers: nothing about its content.
pub(crate) const FILE_TITLE: &str = "Summary";

/// What stands where a figure has no parts. It waits for none: not for a slip, and not for a missed promise.
pub const NOTHING_NOTED: &str = "Nothing noted.";

/// A day as people write it: `5 Nov 2026`.
pub fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// A stretch of days.
pub fn period(from: Date, to: Date) -> String {
    if from == to {
        day(from)
    } else {
        format!("{} – {}", day(from), day(to))
    }
}

/// Says how many records are missing before anything is concluded.
pub fn too_few(have: u32, need: u32) -> String {
    let missing = need.saturating_sub(have);
    if missing == 0 {
        return format!("{have} records so far.");
    }
    let verb = if missing == 1 { "is" } else { "are" };
    let so_far = if have == 0 {
        "No records so far".to_owned()
    } else {
        format!("{have} of {need} records so far")
    };
    let more = if have == 0 { "" } else { " more" };
    format!("{so_far}; {missing}{more} {verb} needed before anything is concluded.")
}

/// What the whole length of a bar stands for; `None` where there is nothing to compare, and then no bar is drawn. Few of
/// something make short bars, however few there are of anything else.
pub fn full_bar(bars: &[Bar]) -> Option<u32> {
    let most = bars.iter().map(|bar| bar.count).max()?;
    (bars.len() > 1).then(|| most.max(RECORDS_MIN))
}

/// A number with its unit, for sentences.
pub fn counted(count: usize, plural: &str) -> String {
    let counted = Value::Count {
        value: i64::try_from(count).unwrap_or(i64::MAX),
        unit: plural.to_owned(),
    };
    counted.one_line().unwrap_or_default()
}

/// A line chart in one sentence: how many days, lowest, highest, last.
pub fn series(points: &[Point]) -> String {
    let finite = || points.iter().filter(|point| point.value.is_finite());
    let lowest = finite().min_by(|a, b| a.value.total_cmp(&b.value));
    // Of equal days the first is named, so the search for the highest runs backwards.
    let highest = finite().rev().max_by(|a, b| a.value.total_cmp(&b.value));
    let (Some(lowest), Some(highest), Some(last)) = (lowest, highest, finite().next_back()) else {
        return NOTHING_NOTED.to_owned();
    };
    let named = |point: &Point| format!("{} on {}", decimal(point.value), day(point.date));
    let average = last
        .average
        .map(|average| format!(", moving average {}", decimal(average)))
        .unwrap_or_default();
    format!(
        "{}: lowest {}, highest {}, last {}{average}.",
        counted(finite().count(), unit_of(points)),
        named(lowest),
        named(highest),
        named(last),
    )
}

/// What one point of a chart stands for: a week, where no two of them are closer.
fn unit_of(points: &[Point]) -> &'static str {
    let weekly = |pair: &[Point]| {
        let apart = pair[0].date.until(pair[1].date);
        apart.is_ok_and(|apart| apart.get_days() >= 7)
    };
    match points.len() {
        2.. if points.windows(2).all(weekly) => "weeks",
        _ => "days",
    }
}

/// What the points of a chart are, as its legend says it.
pub fn each(points: &[Point]) -> &'static str {
    match unit_of(points) {
        "weeks" => "week by week",
        _ => "day by day",
    }
}

/// A heat map in one sentence.
pub fn calendar(days: &[CalendarDay]) -> String {
    let checked = days
        .iter()
        .filter(|day| day.kept > 0 || day.missed > 0)
        .count();
    if checked == 0 {
        return NOTHING_NOTED.to_owned();
    }
    let sum = |of: fn(&CalendarDay) -> u32| days.iter().map(|day| u64::from(of(day))).sum::<u64>();
    let unsaid = match sum(|day| day.unsaid) {
        0 => String::new(),
        unsaid => format!("; of {unsaid} more that were due for a day nothing was said"),
    };
    format!(
        "{} kept and {} missed on {}{unsaid}.",
        sum(|day| day.kept),
        sum(|day| day.missed),
        counted(checked, "days"),
    )
}

/// The words that tell on which day a report was made.
pub(crate) fn made(date: Date) -> String {
    format!("Made {}", day(date))
}

/// What a note is headed with: its day and its name, as far as it has them.
pub(crate) fn head(note: &Note) -> String {
    let day = note.date.map(day);
    let head = seen_line(&note.head);
    let head = (!head.is_empty()).then_some(head);
    let parts: Vec<String> = day.into_iter().chain(head).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(value: i64, unit: &str) -> String {
        let unit = unit.to_owned();
        Value::Count { value, unit }.one_line().unwrap()
    }

    #[test]
    fn counts_agree_with_their_unit() {
        assert_eq!(count(3, "days"), "3 days");
        assert_eq!(count(1, "days"), "1 day");
        assert_eq!(count(1, "entries"), "1 entry");
        assert_eq!(count(-2, ""), "-2");
    }

    #[test]
    fn shares_and_means() {
        let share = |part, of| Value::Share { part, of }.one_line().unwrap();
        assert_eq!(share(8, 10), "8 of 10 (80 %)");
        assert_eq!(share(1, 1), "1 of 1");
        assert_eq!(share(3, 4), "3 of 4");
        assert_eq!(share(0, 0), "nothing noted");
        assert_eq!(Value::Mean(6.25).one_line().unwrap(), "6.3");
        let change = |change| Value::Change(change).one_line().unwrap();
        assert_eq!(change(1.6), "+1.6");
        assert_eq!(change(-0.26), "−0.3");
        assert_eq!((change(0.04), change(-0.04)), ("0.0".into(), "0.0".into()));
        assert_eq!(decimal(f64::NAN), "–");
        assert_eq!(decimal(-0.01), "0.0");
    }

    #[test]
    fn too_few_says_what_is_missing() {
        assert_eq!(
            too_few(3, 5),
            "3 of 5 records so far; 2 more are needed before anything is concluded."
        );
        assert_eq!(
            too_few(4, 5),
            "4 of 5 records so far; 1 more is needed before anything is concluded."
        );
        assert_eq!(
            too_few(0, 5),
            "No records so far; 5 are needed before anything is concluded."
        );
        assert_eq!(too_few(7, 5), "7 records so far.");
    }

    #[test]
    fn charts_in_words() {
        let point = |d, value, average| Point {
            date: jiff::civil::date(2026, 11, d),
            value,
            average,
            why: Vec::new(),
        };
        assert_eq!(series(&[]), NOTHING_NOTED);
        assert_eq!(series(&[point(1, f64::NAN, None)]), NOTHING_NOTED);
        let points = [
            point(1, 4.0, None),
            point(2, 8.0, None),
            point(4, 8.0, Some(6.7)),
        ];
        assert_eq!(
            series(&points),
            "3 days: lowest 4.0 on 1 Nov 2026, highest 8.0 on 2 Nov 2026, last 8.0 on 4 Nov 2026, moving average 6.7."
        );
        let weeks = [
            point(2, 4.0, None),
            point(9, 8.0, None),
            point(23, 5.0, None),
        ];
        assert!(series(&weeks).starts_with("3 weeks: lowest 4.0"));
        assert_eq!(each(&weeks), "week by week");
        assert_eq!(each(&weeks[..1]), "day by day");
    }

    #[test]
    fn notes_are_headed_with_what_they_have() {
        let mut note = crate::sample::note(3, "  A\nwalk ", "");
        assert_eq!(head(&note), "3 Nov 2026 · A walk");
        note.head.clear();
        assert_eq!(head(&note), "3 Nov 2026");
        note.date = None;
        assert_eq!(head(&note), "");
    }
}
