//! Words and moments as people say them, and foreign text made safe to look at.

use engine::worksheet::{Cadence, Due, NoContact};
use jiff::civil::{Date, Weekday};
use jiff::{Timestamp, Zoned};
use maud::{Markup, html};

/// One line that somebody wrote: what would act, or hide, becomes visible.
pub(crate) fn line(text: &str) -> String {
    engine::escape::show_line(text)
}

/// The same for a text of several lines.
pub(crate) fn text(text: &str) -> String {
    engine::escape::show_text(text)
}

/// Words as a sentence.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let end = if words.ends_with(['.', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

/// How texts of the programme name the command that says who helps.
const HELP: &str = "`still help-now`";

/// A text of the programme. Where it names the command that says who helps, it leads to the page that does.
pub(crate) fn of_programme(text: &str) -> Markup {
    let parts = text.split(HELP).enumerate();
    html! {
        @for (index, part) in parts {
            @if index > 0 { a href="/k" { "Help now" } }
            (self::text(part))
        }
    }
}

/// A number with what it counts.
pub(crate) fn counted(count: impl Into<u64>, one: &str, many: &str) -> String {
    match count.into() {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    }
}

/// The same for the length of something in memory.
pub(crate) fn counted_len(count: usize, one: &str, many: &str) -> String {
    counted(u64::try_from(count).unwrap_or(u64::MAX), one, many)
}

/// A day with its name: `Friday, 27 November`, with the year where it is another one than today's.
pub(crate) fn long_day(day: Date, today: Date) -> String {
    let format = if day.year() == today.year() {
        "%A, %-d %B"
    } else {
        "%A, %-d %B %Y"
    };
    day.strftime(format).to_string()
}

/// A day in few letters: `27 Nov`, with the year where it is another one than today's.
pub(crate) fn short_day(day: Date, today: Date) -> String {
    let format = if day.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    day.strftime(format).to_string()
}

/// A day in full: `31 March 2027`.
pub(crate) fn dated(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A moment on the reader's clock: `25 November, 21:52`.
pub(crate) fn moment(at: Timestamp, now: &Zoned) -> String {
    let at = at.to_zoned(now.time_zone().clone());
    let format = if at.year() == now.year() {
        "%-d %B, %H:%M"
    } else {
        "%-d %B %Y, %H:%M"
    };
    at.strftime(format).to_string()
}

/// How long ago that was, roughly: `just now`, `34 min ago`, `yesterday`, `3 days ago`.
pub(crate) fn ago(then: Timestamp, now: &Zoned) -> String {
    let seconds = now.timestamp().as_second().saturating_sub(then.as_second());
    let day = then.to_zoned(now.time_zone().clone()).date();
    let days = day.until(now.date()).map_or(0, |span| span.get_days());
    match (seconds, days) {
        (..60, _) => "just now".to_owned(),
        (60..3600, _) => format!("{} min ago", seconds / 60),
        (_, ..=0) => format!("{} h ago", seconds / 3600),
        (_, 1) => "yesterday".to_owned(),
        (_, days) => format!("{days} days ago"),
    }
}

/// Which day of the run it is, and of how many while they are still to be reached.
pub(crate) fn day_of_run(figures: &NoContact) -> String {
    match figures.target {
        Some(target) if !figures.target_reached() => format!("Day {} of {target}", figures.day),
        _ => format!("Day {}", figures.day),
    }
}

/// How often something that is due was promised. `of_yesterday` where it was left open then.
pub(crate) fn how_often(due: &Due, today: Date, of_yesterday: bool) -> String {
    let by = due.promise.until;
    let by = by.map_or_else(String::new, |day| format!(" by {}", short_day(day, today)));
    // On a Monday, yesterday was in the week before.
    let last = of_yesterday && today.weekday() == Weekday::Monday;
    let week = if last { "last" } else { "this" };
    match due.cadence {
        Cadence::Daily => "every day".to_owned(),
        Cadence::TimesAWeek(_) => format!("{} of {} {week} week", due.kept, due.asked),
        Cadence::Weekly => "once a week".to_owned(),
        Cadence::Monthly => "once a month".to_owned(),
        Cadence::Once if due.late => format!("was promised{by}"),
        Cadence::Once => format!("once{by}"),
    }
}

/// Bytes for people.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_name_their_year_only_where_it_is_another_one() {
        let today = date(2026, 11, 27);
        assert_eq!(long_day(today, today), "Friday, 27 November");
        assert_eq!(
            long_day(date(2025, 1, 2), today),
            "Thursday, 2 January 2025"
        );
        assert_eq!(short_day(date(2025, 1, 2), today), "2 Jan 2025");
    }

    #[test]
    fn texts_of_the_programme_lead_to_the_page_of_help() {
        let shown = of_programme("<b> A help line: `still help-now` names some.").into_string();
        let told = "&lt;b&gt; A help line: <a href=\"/k\">Help now</a> names some.";
        assert_eq!(shown, told);
    }

    #[test]
    fn what_was_is_told_roughly() {
        let now: Zoned = "2026-11-23T22:30:00+01:00[Europe/Berlin]".parse().unwrap();
        let at = |text: &str| ago(text.parse().unwrap(), &now);
        assert_eq!(at("2026-11-23T21:29:30Z"), "just now");
        assert_eq!(at("2026-11-23T20:56:00Z"), "34 min ago");
        assert_eq!(at("2026-11-23T06:30:00Z"), "15 h ago");
        assert_eq!(at("2026-11-22T06:30:00Z"), "yesterday");
        assert_eq!(at("2026-11-20T06:30:00Z"), "3 days ago");
    }
}
