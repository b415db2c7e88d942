//! `/p`: the eleven steps, worksheets of one's own, the journey; and `/m`, the sentences that are asked about.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::OnceLock;

use engine::worksheet::definitions;
use engine::{FlagPlace, FlagView, JourneyListing, SheetListing, SheetName, StepView};
use jiff::civil::Date;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::hidden;
use crate::part::{notice, words};
use crate::problem::Problem;

/// What a list says of a step that shows nothing, instead of counts.
const CLOSED: &str = "no contact is planned";

/// Remarks on one step that are shown; its figures show all.
const REMARKS_SHOWN: usize = 4;

/// How a worksheet is called in addresses: a step by its number, one of the person's own by a number that says nothing of
/// its name and is another one at each start.
pub(crate) fn path(name: &SheetName) -> String {
    static DRAWN: OnceLock<RandomState> = OnceLock::new();
    match name {
        SheetName::Step(step) => step.to_string(),
        SheetName::Definition(id) => match definitions::by_id(id).and_then(|it| it.step) {
            Some(step) => step.to_string(),
            None => format!("{:016x}", DRAWN.get_or_init(RandomState::new).hash_one(id)),
        },
    }
}

/// The worksheet that an address names.
pub(crate) async fn named(app: &App, part: &str) -> Result<SheetName, Problem> {
    if part.len() <= 2 {
        let step = part
            .parse::<u8>()
            .ok()
            .filter(|step| definitions::of_step(*step).is_some());
        return step.map(SheetName::Step).ok_or_else(Problem::missing);
    }
    let listed = app.journal().worksheets().list().await?;
    let names = listed
        .into_iter()
        .map(|sheet| SheetName::Definition(sheet.id));
    let mut fits = names.filter(|name| path(name) == part);
    fits.next().ok_or_else(Problem::missing)
}

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let report = app.journal().journeys().present().await?;
    let listed = app.journal().worksheets().list().await?;
    let own: Vec<&SheetListing> = listed.iter().filter(|sheet| sheet.step.is_none()).collect();
    let today = app.journal().programme().today().await?;
    let next = today.step.as_ref();
    let body = html! {
        (app.news())
        div.head {
            h1 { "Eleven steps" }
            p { "In any order, at your own pace. What is missing is no reproach; it says where to go on when you want to." }
            @if let Some(standing) = today.standing { p { (standing.words()) } }
        }
        @if let Some(step) = next {
            div.acts {
                a.b.first href={ "/p/" (step.number) "/q" } { "Go on with one question" }
                span.soft.small { "Step " (step.number) ", " (words::line(&step.title)) }
            }
        }
        ol.steps.gap-s #steps data-live {
            @for step in &report.steps { (one(step, next.is_some_and(|next| next.number == step.number))) }
        }
        @if today.flags > 0 {
            p.gap-s { a href="/m" { (words::counted_len(today.flags, "sentence is marked", "sentences are marked")) } }
        }
        @if !own.is_empty() {
            section aria-labelledby="own" {
                h2 #own { "Your own worksheets" }
                ul.rows { @for sheet in own { (worksheet(sheet)) } }
            }
        }
        section aria-labelledby="journey" {
            h2 #journey { "This journey" }
            (journey(&report.journey, report.days, today.date))
        }
    };
    Ok(page(&Shell::of(Place::Steps), &body))
}

fn one(step: &StepView, here: bool) -> Markup {
    html! {
        li aria-current=[here.then_some("step")] {
            span.n aria-hidden="true" { (step.number) }
            h2 { a href={ "/p/" (step.number) } { span.hush { "Step " (step.number) ": " } (words::line(&step.title)) } }
            (stands(step))
            (remarks(step))
        }
    }
}

fn stands(step: &StepView) -> Markup {
    if step.done {
        return html! { span.stand.done { "Done" } };
    }
    let stands = match step.rests {
        Some(_) => CLOSED.to_owned(),
        None if step.prepared => "prepared".to_owned(),
        None if step.filled == 0 => "not begun".to_owned(),
        None => format!("{} of {} filled", step.filled, step.fields),
    };
    html! { span.stand { (stands) } }
}

/// What is to be said about a step: whose word it is, what is young, what is missing.
pub(super) fn remarks(step: &StepView) -> Markup {
    let mut remarks = Vec::new();
    match step.done_by_hand {
        Some(true) => remarks.push("Done, by your own word.".to_owned()),
        Some(false) => remarks.push("Open, by your own word.".to_owned()),
        None => {}
    }
    if step.prepared && !step.done {
        remarks.push("Only the outcome is open.".to_owned());
    }
    if !step.done {
        remarks.extend(step.young.iter().map(|name| {
            format!("Young: {name}. Its evidence does not reach over eight weeks yet, and young is fine.")
        }));
        remarks.extend(step.missing.iter().cloned());
        remarks.extend(step.rests.map(|standing| standing.words().to_owned()));
    }
    let more = remarks.len().saturating_sub(REMARKS_SHOWN);
    html! {
        @if !remarks.is_empty() {
            ul.missing {
                @for remark in remarks.iter().take(REMARKS_SHOWN) { li { (words::line(remark)) } }
                @if more > 0 { li { "and " (more) " more" } }
            }
        }
    }
}

fn worksheet(sheet: &SheetListing) -> Markup {
    let path = path(&SheetName::Definition(sheet.id.clone()));
    html! {
        li {
            div {
                p.what { a href={ "/p/" (path) } { bdi { (words::line(&sheet.title)) } } }
                p.soft {
                    @if sheet.fields > 0 { (sheet.filled) " of " (sheet.fields) " filled. " }
                    (words::counted_len(sheet.items, "item", "items")) "."
                }
            }
            a.b.plain href={ "/p/" (path) "/q" } { "One question" }
        }
    }
}

fn journey(journey: &JourneyListing, days: Option<u32>, today: Date) -> Markup {
    html! {
        dl.facts-list {
            @if !journey.name.is_empty() { dt { "Name" } dd dir="auto" { (words::line(&journey.name)) } }
            @if let Some(started) = journey.started {
                dt { "Since" }
                dd {
                    (words::long_day(started, today))
                    @if let Some(days) = days { ", " (words::counted(days, "day", "days")) }
                }
            }
            dt { "Contact" }
            dd {
                (if journey.do_not_contact { "Not wanted. " } else { "Open. " })
                a href="/o#contact" { "If contact is not wanted" }
            }
        }
    }
}

/// The page of sentences that are asked about.
pub(crate) async fn marks(app: &App) -> Result<Markup, Problem> {
    let flags = app.journal().flags().list(false).await?;
    let body = html! {
        p.crumb { a href="/p" { "Eleven steps" } }
        (app.news())
        div.head {
            h1 { "Marked sentences" }
            p { "Each of them hands the action to somebody else. It may simply be true. Nothing has to be done about any." }
        }
        @if flags.is_empty() { (notice::empty("No sentence is marked.")) }
        ul.items { @for view in &flags { li { (flag(view)) } } }
    };
    Ok(page(&Shell::of(Place::Steps), &body))
}

fn flag(view: &FlagView) -> Markup {
    let (stands_in, anew) = match &view.stands_in {
        FlagPlace::Sheet { name, title, .. } => (words::line(title), format!("/p/{}", path(name))),
        FlagPlace::Entry { id, date } => (format!("an entry of {date}"), format!("/n/{id}")),
    };
    html! {
        p.own dir="auto" { (words::line(&view.flag.sentence)) }
        p.help { (view.flag.rule.explanation()) }
        p.soft.small { "In " bdi { (stands_in) } "." }
        form.row.gap-s method="post" action="/m" {
            (hidden("sentence", &view.flag.key))
            a.b.tiny href=(anew) { "Show it there" }
            button.b.tiny name="keep" value="yes" { "Keep it as it is" }
        }
    }
}

/// Keeps a sentence as it is.
pub(crate) async fn keep(app: &App, sent: &Sent) -> Result<(), Problem> {
    app.journal()
        .flags()
        .keep(&sent.get("sentence"), true)
        .await?;
    app.kept()
        .say("The sentence stays as it is, and is not marked again.");
    Ok(())
}
