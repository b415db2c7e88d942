//! A worksheet as it was answered: questions with their answers, items as cards, figures.

use engine::worksheet::{
    Attempts, Cadence, Definition, FieldDef, FieldKind, FieldValue, Fields, ItemRow, Kept,
    LIMIT_STAYS, NoContact, Place, REASONS_SHOWN, RECORDS_MIN, Readiness, Reason, SheetRow,
    shared_standing,
};
use engine::{ContactPolicy, Figures};
use jiff::civil::Date;
use maud::{Markup, html};

use super::{entry, words};

/// The gentle remark on points that have grown long.
pub(crate) const SCRIPT: &str =
    "This reads like a script; a few points are easier to stay honest with.";
/// Characters of an item's first words that name it.
const NAME_CHARS: usize = 70;
/// Weeks of promises that are listed.
const WEEKS_SHOWN: usize = 8;

/// An answer with the question that it answered.
pub(crate) struct Answered<'a> {
    /// What the question is called.
    pub(crate) label: &'a str,
    /// How it was asked, where it is asked otherwise now, or not any more.
    pub(crate) then: Option<String>,
    /// The answer.
    pub(crate) value: Option<&'a FieldValue>,
}

/// A question beside its answer; `None` for one that is neither asked nor answered. `asked` is the version of the
/// definition that asked.
pub(crate) fn answered<'a>(
    field: &'a FieldDef,
    fields: &'a Fields,
    asked: u32,
) -> Option<Answered<'a>> {
    let value = fields.get(&field.id).filter(|value| value.is_filled());
    if value.is_none() && (field.former || !field.applies(fields)) {
        return None;
    }
    let (label, question) = match value {
        Some(_) => field.asked_by(asked),
        None => (field.label.as_str(), field.prompt.as_str()),
    };
    let then = if field.former {
        Some(format!("asked before: {question}"))
    } else {
        (question != field.prompt).then(|| format!("asked then: {question}"))
    };
    Some(Answered { label, then, value })
}

/// An answer in words, with the sentences in it that are asked about.
pub(crate) fn value(field: &FieldDef, value: &FieldValue, asked: &[&str]) -> Markup {
    match (field.kind, value) {
        (FieldKind::Links, FieldValue::Chosen(links)) => html! {
            @for (index, link) in links.iter().enumerate() {
                @if index > 0 { br; }
                (link_words(link))
            }
        },
        (FieldKind::Links, FieldValue::Line(link)) => html! { (link_words(link)) },
        (FieldKind::Date, FieldValue::Line(day)) => match day.parse::<Date>() {
            Ok(day) => html! { (day.strftime("%A, %-d %B %Y")) },
            Err(_) => html! { (words::line(day)) },
        },
        _ => entry::own(&value.words(field), asked),
    }
}

/// What a link points to, without the name that commands give it.
fn link_words(link: &str) -> String {
    let (name, rest) = link.split_once(' ').unwrap_or((link, ""));
    words::line(if rest.is_empty() { name } else { rest })
}

/// The filled questions of an item.
pub(crate) fn of_item(
    list: &FieldDef,
    row: &SheetRow,
    item: &ItemRow,
    flagged: &dyn Fn(&Place) -> Vec<String>,
) -> Markup {
    let names = naming(list, item);
    let mut filled = Vec::new();
    for field in list
        .fields
        .iter()
        .filter(|field| Some(&field.id) != names.as_ref())
    {
        let place = Place::item(&list.id, item.id, &field.id);
        let asked = row.asked_by(&place.to_string());
        let Some(found) = answered(field, &item.fields, asked) else {
            continue;
        };
        if let Some(answer) = found.value {
            filled.push((
                field,
                found.label.to_owned(),
                found.then,
                answer,
                flagged(&place),
            ));
        }
    }
    html! {
        @if filled.is_empty() && names.is_none() { p.soft { "Nothing is written here yet." } }
        dl.qa {
            @for (field, label, then, answer, flagged) in &filled {
                div {
                    dt { (words::line(label)) @if let Some(then) = then { " (" (words::line(then)) ")" } }
                    dd.own dir="auto" {
                        (value(field, answer, &flagged.iter().map(String::as_str).collect::<Vec<_>>()))
                    }
                    @if answer.as_str().is_some_and(|text| field.reads_like_a_script(text)) {
                        dd.soft.small { (SCRIPT) }
                    }
                }
            }
        }
    }
}

/// When an item of a log happened, as it is told.
pub(crate) fn moment(item: &ItemRow) -> Option<String> {
    let at = item.civil()?;
    Some(at.strftime("%A, %-d %B %Y, %H:%M").to_string())
}

/// The question whose whole answer names an item, so that it need not be said again.
fn naming(list: &FieldDef, item: &ItemRow) -> Option<String> {
    if list.kind == FieldKind::Log && item.civil().is_some() {
        return None;
    }
    let field = list
        .fields
        .iter()
        .find(|field| item.fields.filled(&field.id) && is_words(field))?;
    let is_short = item.fields.words(&field.id).chars().count() <= NAME_CHARS;
    (field.kind == FieldKind::Line && is_short).then(|| field.id.clone())
}

fn is_words(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Line | FieldKind::Text)
}

/// What an item is called where there are others: when it happened, or its first words.
pub(crate) fn item_name(list: &FieldDef, item: &ItemRow) -> String {
    if let Some(at) = moment(item).filter(|_| list.kind == FieldKind::Log) {
        return at;
    }
    let mut texts = list
        .fields
        .iter()
        .filter(|field| is_words(field))
        .filter_map(|field| {
            let words = item.fields.words(&field.id);
            let first = words.lines().find(|line| !line.trim().is_empty())?.trim();
            let mut short: String = first.chars().take(NAME_CHARS).collect();
            if short.len() < first.len() {
                short.push('…');
            }
            Some(words::line(&short))
        });
    texts.next().unwrap_or_else(|| "Without words".to_owned())
}

/// A shared worksheet: what was answered. Its reader is asked nothing.
pub(crate) fn shared(definition: &Definition, row: &SheetRow) -> Markup {
    let none = |_: &Place| Vec::new();
    let definition = ContactPolicy::of_shared(row).shown(definition, row);
    let filled =
        |field: &&FieldDef| row.fields.filled(&field.id) || !row.items(&field.id).is_empty();
    html! {
        @if let Some(standing) = shared_standing(row) { p { (standing.words()) } }
        @for section in &definition.sections {
            @let fields: Vec<&FieldDef> = section.fields.iter().filter(filled).collect();
            @if !fields.is_empty() {
                section {
                    // One part of the same name has its heading already.
                    @if section.title != definition.title { h3 { (words::line(&section.title)) } }
                    @for field in fields {
                        @if field.kind.has_items() {
                            ul.items {
                                @for item in items(field, row) {
                                    li { h4 { bdi { (item_name(field, item)) } } (of_item(field, row, item, &none)) }
                                }
                            }
                        } @else if let Some(found) = answered(field, &row.fields, row.asked_by(&field.id)) {
                            dl.qa {
                                dt { (words::line(found.label)) @if let Some(then) = &found.then { " (" (words::line(then)) ")" } }
                                @if let Some(answer) = found.value { dd.own dir="auto" { (value(field, answer, &[])) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The items of a list in their order, of a log the newest first.
pub(crate) fn items<'a>(list: &FieldDef, row: &'a SheetRow) -> Vec<&'a ItemRow> {
    match list.kind {
        FieldKind::Log => row.newest_first(&list.id),
        _ => row.items(&list.id).iter().collect(),
    }
}

/// The figures of a worksheet.
pub(crate) fn figures(figures: &Figures, today: Date) -> Markup {
    match figures {
        Figures::None => html! {},
        Figures::NoContact(figures) => no_contact(figures),
        Figures::Readiness(report) => readiness(report, today),
        Figures::Kept { promises, habits } => html! {
            (kept(promises, today))
            (commitments("Habits", habits))
        },
        Figures::Attempts(attempts) => html! { p { (made(*attempts)) } },
    }
}

fn no_contact(figures: &NoContact) -> Markup {
    let days = |days: u32| words::counted(days, "day", "days");
    let facts = [
        ("The run now", days(figures.current_run)),
        ("The longest run", days(figures.longest_run)),
        ("Without contact in all", days(figures.total_days)),
        ("Urges resisted", figures.urges_resisted.to_string()),
        (
            "Urges without a word on how they ended",
            figures.urges_open.to_string(),
        ),
        ("Slips", figures.slips_counted.to_string()),
        ("Talks that had to be", figures.necessary.to_string()),
    ];
    let journaled = if figures.current_run >= RECORDS_MIN {
        let percent = (figures.journaled_share * 100.0).round();
        format!(
            "{} of its days with an entry ({percent} %).",
            figures.days_journaled
        )
    } else {
        format!("{} of its days with an entry.", figures.days_journaled)
    };
    html! {
        p.lead { (words::day_of_run(figures)) }
        @if !figures.contacts.is_empty() {
            p.help { (words::counted_len(figures.contacts.len(), "day", "days")) " with contact, told in steps 8 and 11. They end a run, and are no slips." }
        }
        @if let Some(target) = figures.target.filter(|_| figures.target_reached()) {
            p { "The " (days(target)) " you aimed at are reached." }
        }
        dl.figs.gap-s { @for (name, value) in facts { div { dt { (name) } dd { (value) } } } }
        p.help { (journaled) " A slip takes no day away." }
        @if figures.target_needs_reason {
            p.help { "Fewer than 30 days need a written reason; until it is there, 30 count." }
        }
    }
}

fn kept(figures: &Kept, today: Date) -> Markup {
    let weeks: Vec<_> = figures.weeks.iter().rev().take(WEEKS_SHOWN).collect();
    let weeks: Vec<_> = weeks
        .into_iter()
        .rev()
        .filter(|week| week.due > 0)
        .collect();
    html! {
        p.lead {
            (words::counted(figures.good_weeks, "good week", "good weeks"))
            " in a row (80 % or more kept), longest " (figures.longest_good_weeks)
        }
        (commitments("Promises", figures))
        @if !weeks.is_empty() {
            table.t {
                caption { "Week by week" }
                thead { tr { th scope="col" { "Week of" } th scope="col" { "Kept" } th scope="col" { "Due" } } }
                tbody {
                    @for week in weeks {
                        tr {
                            th scope="row" { (words::short_day(week.monday, today)) @if !week.over { " (still running)" } }
                            td { (week.kept) } td { (week.due) }
                        }
                    }
                }
            }
        }
    }
}

fn commitments(caption: &str, figures: &Kept) -> Markup {
    html! {
        @if !figures.commitments.is_empty() {
            table.t {
                caption { (caption) }
                thead { tr { th scope="col" { "What" } th scope="col" { "Kept" } th scope="col" { "In a row" } } }
                tbody {
                    @for one in &figures.commitments {
                        tr {
                            th scope="row" { bdi { (words::line(&one.promise.promise)) } }
                            td {
                                @match (one.rate, one.over) {
                                    (Some(rate), (kept, due)) => { (kept) " of " (due) " (" (format!("{:.0} %", rate * 100.0)) ")" },
                                    (None, (_, 0)) if one.is_silent() => "nothing noted",
                                    (None, (_, 0)) => "–",
                                    (None, (kept, due)) => { (kept) " of " (due) },
                                }
                            }
                            td {
                                @if let Some((single, more)) = one.promise.cadence.and_then(Cadence::period) {
                                    (words::counted(one.streak, single, more))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn readiness(report: &Readiness, today: Date) -> Markup {
    let (run, target) = report.run;
    let of = if run < target {
        format!(" of {target}")
    } else {
        String::new()
    };
    let left = match report.attempts.left() {
        _ if report.standing.is_some() => "no attempt is left".to_owned(),
        Some(left) => format!("{} left", words::counted(left, "attempt", "attempts")),
        None => "it is not said yet how many attempts are left".to_owned(),
    };
    html! {
        @if report.ready {
            p.lead { "Ready." }
            p.help { "This is about you. What they want is theirs to say, and a no may still come." }
        } @else if report.standing.is_some() {
            p.lead { "No contact is planned." }
            @for reason in &report.reasons { p { (words::line(&reason.text)) } }
        } @else {
            p.lead { "Not yet, because …" }
            @let reasons = report.foremost();
            @let (shown, rest) = reasons.split_at(reasons.len().min(REASONS_SHOWN));
            ol.points.counted { @for reason in shown { (because(reason)) } }
            @if !rest.is_empty() {
                details {
                    summary { "And " (rest.len()) " more" }
                    ol.points.counted start=(shown.len() + 1) { @for reason in rest { (because(reason)) } }
                }
            }
            p.help { "“Not yet” is an answer one can live with. It never stops you from writing." }
        }
        p.help {
            "Day " (run) (of) " without contact; " (report.steps_done.len()) " of steps 1 to 6 done; " (left) "."
        }
        table.t {
            caption { "Claims and what shows them" }
            thead { tr { th scope="col" { "Claim" } th scope="col" { "What shows it" } th scope="col" { "How sure" } } }
            tbody {
                @for claim in &report.claims {
                    @let dates: Vec<String> = claim.evidence.iter().filter_map(|shown| shown.date)
                        .map(|date| words::short_day(date, today)).collect();
                    tr {
                        th scope="row" { (words::line(claim.claim.trim_end_matches('.'))) }
                        td {
                            @match claim.evidence.len() {
                                0 => "nothing yet",
                                count if dates.is_empty() => (words::counted_len(count, "piece of evidence", "pieces of evidence")),
                                _ => (dates.join(", ")),
                            }
                        }
                        td { (claim.confidence.map_or_else(|| "–".to_owned(), |sure| format!("{sure} of 10"))) }
                    }
                }
            }
        }
    }
}

fn because(reason: &Reason) -> Markup {
    html! {
        li { (words::line(&reason.text)) " " a href={ "/p/" (reason.step) } { "Step " (reason.step) } }
    }
}

fn made(attempts: Attempts) -> String {
    let made = words::counted(attempts.made, "attempt", "attempts");
    match attempts.most {
        Some(most) if attempts.raised => {
            format!("{made} of {most} at the most. {LIMIT_STAYS}")
        }
        Some(most) => format!("{made} of {most} at the most."),
        None => format!("{made} so far; it is not said yet how many there will be at the most."),
    }
}
