//! `/c`: a month with the mood of each day, and its year.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::app::App;
use crate::page::{Place, Shell, page};
use crate::part::calendar::{self, Days};
use crate::problem::Problem;

use super::timeline::month_links;

/// The month that an address names, as `2026-11`; a year alone is its last month that is not ahead.
pub(crate) fn month_of(named: &str, today: Date) -> Option<Date> {
    let first: Date = match named.len() {
        7 => format!("{named}-01").parse().ok()?,
        4 => {
            let year: i16 = named.parse().ok()?;
            let month = if year == today.year() {
                today.month()
            } else {
                12
            };
            Date::new(year, month, 1).ok()?
        }
        _ => return None,
    };
    // Beyond these years nothing can be written.
    (1000..=9000).contains(&first.year()).then_some(first)
}

/// The page.
pub(crate) async fn show(app: &App, named: Option<&str>) -> Result<Markup, Problem> {
    let today = app.journal().present().await?.today();
    let month = match named {
        Some(named) => month_of(named, today).ok_or_else(Problem::missing)?,
        None => today.first_of_month(),
    };
    let first = month.first_of_year();
    let last = month.last_of_year();
    let days = app.journal().entries().days(first, last).await?;
    let days: Days = days.into_iter().map(|day| (day.date, day)).collect();
    let year = month.year();
    let years = [(year - 1, year > 1000), (year + 1, year < today.year())];
    let body = html! {
        div.apart.head {
            h1 { "Calendar" }
            span.row {
                @for (other, is_there) in years {
                    @if is_there { a.b href={ "/c/" (other) } { (other) } }
                }
                @if month != today.first_of_month() { a.b href="/c" { "Today" } }
            }
        }
        section aria-labelledby="month" {
            div.apart {
                h2 #month { (month.strftime("%B %Y")) }
                span.row { (month_links(month, "b plain tiny")) }
            }
            div #days data-live { (calendar::month(month, &days, today)) }
            p.help.gap-s { "The small figure is the day, the large one the mood you gave. A day leads to what is written up to it. Arrow keys move by day and week, Page Up and Page Down by month." }
        }
        section aria-labelledby="year" {
            h2 #year { (year) ", the mood of each day" }
            @if days.is_empty() { p.soft { "Nothing is written in " (year) "." } } @else {
                (calendar::year(year, &days, today))
                (calendar::legend())
            }
        }
    };
    let shell = Shell {
        scripts: &["calendar.js"],
        ..Shell::two(Place::Calendar)
    };
    Ok(page(&shell, &body))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_and_years_are_named_by_numbers() {
        let today = date(2026, 11, 27);
        assert_eq!(month_of("2026-02", today), Some(date(2026, 2, 1)));
        assert_eq!(month_of("2026", today), Some(date(2026, 11, 1)));
        assert_eq!(month_of("2025", today), Some(date(2025, 12, 1)));
        for wrong in [
            "",
            "2026-13",
            "2026-1",
            "abcd",
            "0001",
            "2026-02-03",
            "-999999",
        ] {
            assert_eq!(month_of(wrong, today), None, "{wrong}");
        }
    }
}
