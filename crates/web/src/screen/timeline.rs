//! `/t`: entries by day, the newest first; from a day on, where one is named.

use engine::views::{EntryView, Query};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::calendar::{self, Days};
use crate::part::field::Field;
use crate::part::{entry, notice, words};
use crate::problem::Problem;

/// Entries on a page, at least; the day of the last one is shown as a whole.
const ENTRIES: usize = 30;
/// Entries on a page, at most; more of one day come on the next.
const ENTRIES_MAX: usize = 120;

/// What is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct From {
    /// The newest day to show; none for all.
    pub(crate) day: Option<Date>,
    /// So many of its newest entries are left out: they stood on the page before.
    pub(crate) skip: usize,
}

/// The page.
pub(crate) async fn show(app: &App, from: From) -> Result<Markup, Problem> {
    shown(app, from, "", "").await
}

/// Goes to a day that was typed: the day, or the page with what is wrong.
pub(crate) async fn go(app: &App, sent: &Sent) -> Result<Result<Date, Markup>, Problem> {
    let typed = sent.get("day");
    let present = app.journal().present().await?;
    match present.day(&typed) {
        Ok(day) => Ok(Ok(day)),
        Err(why) => {
            let why = why.in_full();
            Ok(Err(shown(app, From::default(), &typed, &why).await?))
        }
    }
}

async fn shown(app: &App, from: From, typed: &str, wrong: &str) -> Result<Markup, Problem> {
    let entries = app.journal().entries();
    let present = app.journal().present().await?;
    let today = present.today();
    let query = match from.day {
        Some(day) => Query::matching(format!("to:{day}")),
        None => Query::default(),
    };
    let found = entries
        .list(query.offset(from.skip).limit(ENTRIES_MAX + 1))
        .await?;
    let total = entries.list(Query::newest(1)).await?.total;
    let day_of = |entry: &EntryView| present.day_ends.day_of(entry.moment().datetime());
    let dated: Vec<(Date, &EntryView)> =
        found.entries.iter().map(|one| (day_of(one), one)).collect();
    let shown = page_of(&dated);
    let next = dated
        .get(shown.len())
        .map(|(day, _)| next(from, shown, *day));
    let month = from.day.unwrap_or(today).first_of_month();
    let days = entries.days(month, month.last_of_month()).await?;
    let days: Days = days.into_iter().map(|day| (day.date, day)).collect();
    let body = html! {
        div.head.apart { h1 { "Timeline" } a.b.first href="/w" { "Write" } }
        (app.news())
        div.two.early {
            aside aria-label="Find a day" {
                div.only-wide { (small_calendar(month, &days, today)) }
                p.only-narrow { a.b href="/c" { "Calendar" } }
                form method="post" action="/t" {
                    (Field { help: "For example 14 oct, or last monday", value: typed, wrong, ..Field::new("day", "Go to a day") }.short())
                }
                (filters())
            }
            div #timeline data-live {
                @if let Some(day) = from.day {
                    p.crumb { "Up to " (words::long_day(day, today)) ". " a href="/t" { "Back to the newest" } }
                }
                @if shown.is_empty() {
                    (nothing(total))
                } @else {
                    h2.hush { "Entries" }
                    (entry::by_day(shown, today))
                }
                div.acts {
                    @if let Some(next) = next { a.b href=(next) { "Earlier days" } }
                    @if total > 0 { span.soft.small { (words::counted_len(total, "entry", "entries")) " in all" } }
                }
            }
        }
    };
    Ok(page(&Shell::two(Place::Timeline), &body))
}

/// As many as fit on a page: whole days, unless one alone is longer.
fn page_of<'a, 'e>(dated: &'a [(Date, &'e EntryView)]) -> &'a [(Date, &'e EntryView)] {
    let Some((last, _)) = dated.get(ENTRIES - 1) else {
        return &dated[..dated.len().min(ENTRIES_MAX)];
    };
    let whole = dated
        .iter()
        .skip(ENTRIES)
        .take_while(|(day, _)| day == last)
        .count();
    &dated[..(ENTRIES + whole).min(ENTRIES_MAX)]
}

/// Where the page after this one is, whose first entry is of `day`.
fn next(from: From, shown: &[(Date, &EntryView)], day: Date) -> String {
    let of_day = shown
        .iter()
        .rev()
        .take_while(|(other, _)| *other == day)
        .count();
    let goes_on = of_day == shown.len() && from.day == Some(day);
    let skip = if goes_on { from.skip + of_day } else { of_day };
    match skip {
        0 => format!("/t/{day}"),
        skip => format!("/t/{day}/{skip}"),
    }
}

fn nothing(total: usize) -> Markup {
    if total == 0 {
        html! {
            (notice::empty("Your entries will stand here, newest first. A line is enough for a first day."))
        }
    } else {
        notice::empty("Nothing is written up to that day.")
    }
}

fn small_calendar(month: Date, days: &Days, today: Date) -> Markup {
    html! {
        div.apart {
            h2 { (month.strftime("%b %Y")) }
            span.row { (month_links(month, "b plain tiny")) }
        }
        (calendar::small(month, days, today))
    }
}

/// Links to the months before and after.
pub(super) fn month_links(month: Date, class: &str) -> Markup {
    let before = month.yesterday().ok();
    let after = month.last_of_month().tomorrow().ok();
    html! {
        @for (which, other) in [("before", before), ("after", after)] {
            @if let Some(other) = other { a class=(class) data-month=(which) href={ "/c/" (other.strftime("%Y-%m")) } {
                (other.strftime("%b")) span.hush { " " (other.year()) }
            } }
        }
    }
}

/// What a list is often narrowed to; it goes to the search, where it can be changed.
fn filters() -> Markup {
    html! {
        form.f.only-wide method="post" action="/s" {
            p.label #show { "Show" }
            div.chips role="group" aria-labelledby="show" {
                @for (name, query) in [("starred", "star:yes"), ("letters", "letter:yes"), ("low mood", "mood:<5")] {
                    button.chip name="q" value=(query) { (name) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_not_cut_unless_one_is_too_long() {
        let world = testkit::World::new(1);
        let desk = world.first("laptop");
        let entry = desk
            .vault
            .entries()
            .create(engine::EntryFields::text("a"))
            .unwrap();
        let of = |days: &[(i8, usize)]| -> Vec<(Date, &EntryView)> {
            let days = days
                .iter()
                .flat_map(|(day, count)| std::iter::repeat_n(*day, *count));
            days.map(|day| (date(2026, 11, day), &entry)).collect()
        };
        assert_eq!(page_of(&of(&[(9, 3)])).len(), 3);
        let some = of(&[(9, 20), (8, 15), (7, 5)]);
        assert_eq!(page_of(&some).len(), 35);
        assert_eq!(
            next(From::default(), page_of(&some), date(2026, 11, 7)),
            "/t/2026-11-07"
        );
        let long = of(&[(9, 121)]);
        let shown = page_of(&long);
        assert_eq!(shown.len(), ENTRIES_MAX);
        let second = From {
            day: Some(date(2026, 11, 9)),
            skip: 120,
        };
        assert_eq!(
            next(From::default(), shown, date(2026, 11, 9)),
            "/t/2026-11-09/120"
        );
        assert_eq!(next(second, shown, date(2026, 11, 9)), "/t/2026-11-09/240");
    }
}
