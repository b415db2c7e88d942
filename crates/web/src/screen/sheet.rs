//! `/p/…`: a worksheet as a whole: its figures, its questions with their answers, its items as cards.

use engine::worksheet::{FieldDef, FieldKind, ItemId, ItemRow, Place as At, Section, SheetRow};
use engine::{SheetName, StepView, Towards, WorksheetView};
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::hidden;
use crate::part::{notes, sheet, words};
use crate::problem::Problem;

use super::steps;

/// Items of a log that are shown at once; the newest.
const LOG_ITEMS_SHOWN: usize = 10;
/// Items that are shown at most.
const ITEMS_MAX: usize = 200;

/// A worksheet on its page.
struct Page<'a> {
    view: &'a WorksheetView,
    readable: SheetRow,
    path: String,
}

/// The page.
pub(crate) async fn show(app: &App, part: &str) -> Result<Markup, Problem> {
    let name = steps::named(app, part).await?;
    let view = app.journal().worksheets().get(name.clone()).await?;
    let notes = app.journal().replies().notes_on_sheet(name.clone()).await?;
    let now = app.journal().vault().env().now();
    let today = app.journal().present().await?.today();
    let sheet = Page {
        view: &view,
        readable: view.readable(),
        path: steps::path(&name),
    };
    let body = html! {
        p.crumb { a href="/p" { "Eleven steps" } }
        (app.news())
        div.head {
            @if let Some(step) = view.definition.step { p.crumb { "Step " (step) } }
            h1 dir="auto" { (words::line(&view.definition.title)) }
            @if let Some(standing) = view.standing { p { strong { (standing.words()) } } }
            @if view.closed().is_none() { p { (words::of_programme(&view.definition.intro)) } }
        }
        @if view.closed().is_some() {
            p { "What was written here stays, in its " a href={ "/p/" (sheet.path) "/h" } { "earlier versions" } ". Writing is always possible." }
        } @else {
            div.two {
                div {
                    div.acts { a.b.first href={ "/p/" (sheet.path) "/q" } { "One question at a time" } }
                    div #sheet data-live {
                        div.gap-s { (crate::part::sheet::figures(&view.figures, today)) }
                        @for section in &view.definition.sections { (sheet.section(section)) }
                    }
                    @if view.unknown > 0 {
                        p.soft { (words::counted_len(view.unknown, "answer to a question", "answers to questions")) " not known here; kept as they are." }
                    }
                }
                aside aria-label="How far it is" { (sheet.beside()) (notes::beside(&notes, &now)) }
            }
        }
    };
    Ok(page(&Shell::two(Place::Steps), &body))
}

impl Page<'_> {
    fn section(&self, section: &Section) -> Markup {
        let row = &self.readable;
        let shown = |field: &&FieldDef| {
            let filled = row.fields.filled(&field.id) || !row.items(&field.id).is_empty();
            filled || (!field.former && field.applies(&row.fields))
        };
        let fields: Vec<&FieldDef> = section.fields.iter().filter(shown).collect();
        html! {
            @if !fields.is_empty() {
                section {
                    h2 { (words::line(&section.title)) }
                    @if !section.intro.is_empty() { p.help { (words::of_programme(&section.intro)) } }
                    @for group in fields.chunk_by(|one, other| !one.kind.has_items() && !other.kind.has_items()) {
                        @if group[0].kind.has_items() { (self.list(group[0], fields.len() == 1)) }
                        @else { dl { @for field in group { (self.answer(field)) } } }
                    }
                }
            }
        }
    }

    /// The sentences that are asked about at a place.
    fn flagged(&self, place: &At) -> Vec<String> {
        let open = self
            .view
            .flags
            .iter()
            .filter(|flag| !flag.kept && flag.place.as_ref() == Some(place));
        open.map(|flag| flag.sentence.clone()).collect()
    }

    fn is_asked(&self, field: &FieldDef) -> bool {
        !field.former && !self.view.not_asked.contains(&field.id)
    }

    fn question(&self, field: &FieldDef) -> Option<String> {
        let at = self
            .view
            .definition
            .fields()
            .position(|known| known.id == field.id)?;
        Some(format!("/p/{}/q/{at}", self.path))
    }

    fn answer(&self, field: &FieldDef) -> Markup {
        let row = &self.readable;
        let Some(found) = sheet::answered(field, &row.fields, row.asked_by(&field.id)) else {
            return html! {};
        };
        let flagged = self.flagged(&At::field(&field.id));
        let flagged: Vec<&str> = flagged.iter().map(String::as_str).collect();
        let verb = if found.value.is_some() {
            "Change"
        } else {
            "Answer"
        };
        html! {
            div.asked-row {
                dt { (words::line(found.label)) @if let Some(then) = &found.then { " (" (words::line(then)) ")" } }
                @match found.value {
                    Some(answer) => dd.own dir="auto" { (sheet::value(field, answer, &flagged)) },
                    None => dd.soft { span aria-hidden="true" { "–" } span.hush { "not answered" } },
                }
                @if found.value.is_some_and(|value| value.as_str().is_some_and(|text| field.reads_like_a_script(text))) {
                    dd.soft.small { (sheet::SCRIPT) }
                }
                @if let Some(href) = self.question(field).filter(|_| self.is_asked(field)) {
                    dd.ask-link { a.b.plain href=(href) { (verb) span.hush { ": " (words::line(found.label)) } } }
                }
            }
        }
    }

    fn list(&self, list: &FieldDef, alone: bool) -> Markup {
        let items = sheet::items(list, &self.readable);
        let log = list.kind == FieldKind::Log;
        let at_once = if log { LOG_ITEMS_SHOWN } else { ITEMS_MAX }.min(items.len());
        let (first, rest) = items.split_at(at_once);
        let left = rest.len().saturating_sub(ITEMS_MAX);
        let cards = |shown: &[&ItemRow]| {
            html! {
                ul.items { @for item in shown { li { (self.card(list, item, &items)) } } }
            }
        };
        html! {
            h3.list-name.hush[alone] { (words::line(&list.label)) @if !items.is_empty() { " (" (items.len()) ")" } }
            @if items.is_empty() { p.soft { "Nothing here yet. " (words::line(&list.prompt)) } }
            @if !first.is_empty() { (cards(first)) }
            @if !rest.is_empty() {
                details {
                    summary { (rest.len()) " earlier" }
                    (cards(&rest[..rest.len() - left]))
                    @if left > 0 { p.soft { "and " (left) " more, all of them kept" } }
                }
            }
            @if let Some(href) = self.question(list).filter(|_| self.is_asked(list)) {
                div.acts { a.b href={ (href) "/new/0" } { "Add one" span.hush { ": " (words::line(&list.label)) } } }
            }
        }
    }

    fn card(&self, list: &FieldDef, item: &ItemRow, all: &[&ItemRow]) -> Markup {
        let name = sheet::item_name(list, item);
        let at = all.iter().position(|known| known.id == item.id);
        let place = |verb: &str, label: &str, ends: bool, class: &str| {
            html! {
                form method="post" action={ "/p/" (self.path) } {
                    (hidden("list", &list.id)) (hidden("item", &item.id.to_string()))
                    button class=(class) name="do" value=(verb) disabled[ends] { (label) span.hush { ": " (name) } }
                }
            }
        };
        html! {
            h3 { bdi { (name) } }
            (sheet::of_item(list, &self.readable, item, &|place| self.flagged(place)))
            div.item-acts {
                @if let Some(href) = self.question(list).filter(|_| self.is_asked(list)) {
                    a.b.tiny href={ (href) "/" (item.id) "/0" } { "Change" span.hush { ": " (name) } }
                }
                @if list.kind == FieldKind::List && all.len() > 1 {
                    (place("up", "Move up", at == Some(0), "b tiny"))
                    (place("down", "Move down", at == Some(all.len() - 1), "b tiny"))
                }
                (place("remove", "Take out", false, "b tiny plain"))
            }
        }
    }

    fn beside(&self) -> Markup {
        let open = self.view.flags.iter().filter(|flag| !flag.kept).count();
        html! {
            h2 { "How far it is" }
            @if let Some(step) = &self.view.step { (state(step)) } @else { (own_state(self.view.row.done_by_hand)) }
            @if open > 0 { p.gap-s { a href="/m" { (words::counted_len(open, "sentence is marked", "sentences are marked")) } } }
            hr;
            h2 { "Your word" }
            p { "You have the last word on whether it is done." }
            form.row.gap-s method="post" action={ "/p/" (self.path) } {
                @let by_hand = self.view.row.done_by_hand;
                @if by_hand != Some(true) { button.b.tiny name="do" value="done" { "Mark as done" } }
                @if by_hand != Some(false) { button.b.tiny name="do" value="open" { "Mark as open" } }
                @if by_hand.is_some() { button.b.tiny.plain name="do" value="rule" { "Leave it to the rule" } }
            }
            hr;
            p { a href={ "/p/" (self.path) "/h" } { "Earlier versions" } }
        }
    }
}

fn state(step: &StepView) -> Markup {
    let word = match step {
        step if step.done => "Done.",
        step if step.prepared => "Prepared.",
        _ => "Not done yet.",
    };
    html! {
        p { (word) " " (step.filled) " of " (step.fields) " filled." }
        (steps::remarks(step))
    }
}

fn own_state(by_hand: Option<bool>) -> Markup {
    html! {
        p { (match by_hand { Some(true) => "Done, by your own word.", Some(false) => "Open, by your own word.", None => "Open." }) }
    }
}

/// Moves or takes out an item, or says whether the step is done.
pub(crate) async fn change(app: &App, part: &str, sent: &Sent) -> Result<String, Problem> {
    let name = steps::named(app, part).await?;
    let back = format!("/p/{}", steps::path(&name));
    let sheets = app.journal().worksheets();
    let wanted = sent.get("do");
    let done = match wanted.as_str() {
        "done" => Some(Some(true)),
        "open" => Some(Some(false)),
        "rule" => Some(None),
        _ => None,
    };
    if let Some(done) = done {
        sheets.mark_done(name, done).await?;
        return Ok(back);
    }
    let list = sent.get("list");
    let item: ItemId = sent.get("item").parse().map_err(|_| Problem::missing())?;
    match wanted.as_str() {
        "up" => sheets.move_item(name, &list, item, Towards::Start).await?,
        "down" => sheets.move_item(name, &list, item, Towards::End).await?,
        "remove" => {
            sheets.remove_item(name, &list, item).await?;
            app.kept()
                .say("Taken out. It can be brought back from the earlier versions.");
        }
        _ => return Err(Problem::missing()),
    }
    Ok(back)
}

/// The question that a link to an item leads to: the first of the item.
pub(crate) async fn item_question(
    app: &App,
    part: &str,
    beginning: &str,
) -> Result<String, Problem> {
    let name = steps::named(app, part).await?;
    let view = app.journal().worksheets().get(name.clone()).await?;
    let fields = view
        .definition
        .fields()
        .enumerate()
        .filter(|(_, field)| field.kind.has_items());
    for (at, field) in fields {
        let mut items = view.row.items(&field.id).iter();
        if let Some(item) =
            items.find(|item| !beginning.is_empty() && item.id.to_string().starts_with(beginning))
        {
            return Ok(format!("/p/{}/q/{at}/{}/0", steps::path(&name), item.id));
        }
    }
    Err(Problem::missing())
}

/// Whether a worksheet is one of the eleven steps that are checked for sentences that shift blame.
pub(crate) fn is_checked(name: &SheetName) -> bool {
    matches!(name, SheetName::Step(step) if engine::worksheet::BLAME_STEPS.contains(step))
}
