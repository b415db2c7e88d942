//! `/p/…/q`: a worksheet, one question at a time. What was saved is saved, so that stopping costs nothing.
//!
//! Addresses name a question by its place among those of the worksheet; what is saved goes by the name of the question,
//! which travels in the form.

use engine::WorksheetView;
use engine::worksheet::{FieldDef, FieldKind, FieldValue, Fields, ItemId, ItemRow, Place as At};
use maud::{Markup, html};

use crate::app::App;
use crate::page::{Place, Shell, page};
use crate::part::field::{Field, hidden};
use crate::part::input::Refused;
use crate::part::{input, sheet, words};
use crate::problem::Problem;

use super::{link_offers, steps};

/// Where a question stands: its place among those of the worksheet, and inside of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The question of the worksheet.
    pub(crate) at: usize,
    /// The item that is asked about, and the place of the question in it.
    pub(crate) inner: Option<(ItemOf, usize)>,
}

/// Which item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemOf {
    /// One that is begun with the first answer.
    New,
    /// One that is there.
    Known(ItemId),
}

impl std::str::FromStr for ItemOf {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text == "new" {
            return Ok(Self::New);
        }
        text.parse()
            .map(Self::Known)
            .map_err(|_| Problem::missing())
    }
}

impl std::fmt::Display for ItemOf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::New => f.write_str("new"),
            Self::Known(id) => write!(f, "{id}"),
        }
    }
}

/// A worksheet while it is asked.
pub(crate) struct Asking {
    pub(crate) view: WorksheetView,
    /// Its name in addresses.
    pub(crate) path: String,
}

impl Asking {
    pub(crate) async fn of(app: &App, part: &str) -> Result<Self, Problem> {
        let name = steps::named(app, part).await?;
        let path = steps::path(&name);
        let view = app.journal().worksheets().get(name).await?;
        Ok(Self { view, path })
    }

    fn fields(&self) -> Vec<&FieldDef> {
        self.view.definition.fields().collect()
    }

    /// Whether a question of the worksheet is asked now.
    fn is_asked(&self, field: &FieldDef) -> bool {
        let closed = self.view.closed().is_some() || self.view.not_asked.contains(&field.id);
        !closed && !field.former && field.applies(&self.view.row.fields)
    }

    fn is_answered(&self, field: &FieldDef) -> bool {
        self.view.row.fields.filled(&field.id) || !self.view.row.items(&field.id).is_empty()
    }

    /// The address of the question to begin with, and how it is asked: the first that is open, else the first.
    pub(crate) fn first(&self) -> Option<(String, &str)> {
        let fields = self.fields();
        let asked = || {
            fields
                .iter()
                .enumerate()
                .filter(|(_, field)| self.is_asked(field))
        };
        let open = asked().find(|(_, field)| !self.is_answered(field));
        let (at, field) = open.or_else(|| asked().next())?;
        Some((self.address(at), field.prompt.as_str()))
    }

    fn address(&self, at: usize) -> String {
        format!("/p/{}/q/{at}", self.path)
    }

    /// The address of a question.
    pub(crate) fn here(&self, asked: Asked) -> String {
        let outer = self.address(asked.at);
        match asked.inner {
            None => outer,
            Some((item, at)) => format!("{outer}/{item}/{at}"),
        }
    }

    fn item(&self, list: &FieldDef, item: ItemOf) -> Option<&ItemRow> {
        match item {
            ItemOf::New => None,
            ItemOf::Known(id) => self.view.row.item(&list.id, id),
        }
    }

    /// Where one goes after a question; `item` is the item as it is now, for one that was new.
    pub(crate) fn after(&self, asked: Asked, item: Option<ItemOf>) -> String {
        let fields = self.fields();
        if let (Some(list), Some((of, at))) = (fields.get(asked.at), asked.inner) {
            let of = item.unwrap_or(of);
            let beside = self.answers(list, of);
            let inner = list.fields.iter().enumerate().skip(at + 1);
            let mut left = inner.filter(|(_, field)| !field.former && field.applies(&beside));
            return match left.next() {
                Some((at, _)) => self.here(Asked {
                    at: asked.at,
                    inner: Some((of, at)),
                }),
                None => self.address(asked.at),
            };
        }
        let mut left = fields.iter().enumerate().skip(asked.at + 1);
        match left.find(|(_, field)| self.is_asked(field)) {
            Some((at, _)) => self.address(at),
            None => format!("/p/{}", self.path),
        }
    }

    /// Where one goes back to.
    fn before(&self, asked: Asked) -> Option<String> {
        let fields = self.fields();
        if let (Some(list), Some((of, at))) = (fields.get(asked.at), asked.inner) {
            let beside = self.answers(list, of);
            let inner = list.fields.iter().enumerate().take(at).rev();
            let mut left = inner.filter(|(_, field)| !field.former && field.applies(&beside));
            return Some(match left.next() {
                Some((at, _)) => self.here(Asked {
                    at: asked.at,
                    inner: Some((of, at)),
                }),
                None => self.address(asked.at),
            });
        }
        let left = fields.iter().enumerate().take(asked.at).rev();
        let (at, _) = left.into_iter().find(|(_, field)| self.is_asked(field))?;
        Some(self.address(at))
    }

    fn answers(&self, list: &FieldDef, of: ItemOf) -> Fields {
        self.item(list, of)
            .map_or_else(Fields::default, |item| item.fields.clone())
    }

    /// The question itself, and the list that it is asked in.
    pub(crate) fn question(&self, asked: Asked) -> Result<(&FieldDef, Option<&FieldDef>), Problem> {
        let field = self.view.definition.fields().nth(asked.at);
        let field = field.filter(|field| {
            self.view.closed().is_none() && !self.view.not_asked.contains(&field.id)
        });
        let field = field.ok_or_else(Problem::missing)?;
        let Some((of, at)) = asked.inner else {
            return Ok((field, None));
        };
        if matches!(of, ItemOf::Known(_)) && self.item(field, of).is_none() {
            return Err(Problem::missing());
        }
        let inner = field.fields.get(at).ok_or_else(Problem::missing)?;
        Ok((inner, Some(field)))
    }

    /// Where the answer is; `None` for an item that is not begun.
    pub(crate) fn place(
        &self,
        field: &FieldDef,
        list: Option<&FieldDef>,
        of: Option<ItemOf>,
    ) -> Option<At> {
        match (list, of) {
            (Some(list), Some(ItemOf::Known(id))) => Some(At::item(&list.id, id, &field.id)),
            (Some(_), _) => None,
            (None, _) => Some(At::field(&field.id)),
        }
    }

    /// How far along a question is, among those that are asked.
    fn progress(&self, asked: Asked) -> (usize, usize) {
        let fields = self.fields();
        match (fields.get(asked.at), asked.inner) {
            (Some(list), Some((of, at))) => {
                let beside = self.answers(list, of);
                let counts = |field: &&FieldDef| !field.former && field.applies(&beside);
                let inner = list.fields.iter().filter(counts).count();
                let until = list.fields.iter().take(at + 1).filter(counts).count();
                (until.max(1), inner.max(1))
            }
            _ => {
                let all = fields.iter().filter(|field| self.is_asked(field)).count();
                let until = fields
                    .iter()
                    .take(asked.at + 1)
                    .filter(|field| self.is_asked(field))
                    .count();
                (until.max(1), all.max(1))
            }
        }
    }
}

/// Why no contact is planned, and before the first question what the worksheet says of itself.
fn head(asking: &Asking, asked: Asked) -> Markup {
    html! {
        @if let Some(standing) = asking.view.standing { p { strong { (standing.words()) } } }
        @if asked.at == 0 && asked.inner.is_none() {
            p.help { (words::of_programme(&asking.view.definition.intro)) }
        }
    }
}

/// The page of a question.
pub(crate) async fn show(app: &App, part: &str, asked: Asked) -> Result<Markup, Problem> {
    let asking = Asking::of(app, part).await?;
    shown(app, &asking, asked, &Refused::default()).await
}

/// The same with what was typed and could not be taken.
pub(crate) async fn shown(
    app: &App,
    asking: &Asking,
    asked: Asked,
    refused: &Refused,
) -> Result<Markup, Problem> {
    let (field, list) = asking.question(asked)?;
    let of = asked.inner.map(|(of, _)| of);
    let body = if field.kind.has_items() {
        items(app, asking, asked, field)
    } else {
        let offers = match field.kind {
            FieldKind::Links => {
                link_offers::of(
                    app,
                    &asking.view,
                    field,
                    asking.place(field, list, of).as_ref(),
                )
                .await?
            }
            _ => Vec::new(),
        };
        one(app, asking, asked, (field, list), refused, &offers)
    };
    Ok(page(
        &Shell::quiet(Place::Steps),
        &html! { div.ask { (head(asking, asked)) (body) } },
    ))
}

/// Where one is: the worksheet, the item, and how far.
fn heading(asking: &Asking, asked: Asked, list: Option<&FieldDef>) -> Markup {
    let definition = &asking.view.definition;
    let (number, of) = asking.progress(asked);
    html! {
        p.crumb {
            a href={ "/p/" (asking.path) } {
                @if let Some(step) = definition.step { "Step " (step) ", " }
                bdi { (words::line(&definition.title)) }
            }
            @if let (Some(list), Some((item, _))) = (list, asked.inner) {
                " · " bdi { (words::line(&list.label)) }
                @if let Some(item) = asking.item(list, item) { ": " bdi { (sheet::item_name(list, item)) } }
                @else { ", a new one" }
            }
        }
        progress max=(of) value=(number) aria-label="How far" {}
        p.soft.small { "Question " (number) " of " (of) }
    }
}

/// A question that takes one answer.
fn one(
    app: &App,
    asking: &Asking,
    asked: Asked,
    (field, list): (&FieldDef, Option<&FieldDef>),
    refused: &Refused,
    offers: &[input::Offer],
) -> Markup {
    let of = asked.inner.map(|(of, _)| of);
    let place = asking.place(field, list, of);
    let current: Option<&FieldValue> = place
        .as_ref()
        .and_then(|place| asking.view.row.value(place));
    let control = input::Control {
        field,
        current,
        refused,
        offers,
    };
    let open = asking
        .view
        .flags
        .iter()
        .filter(|flag| !flag.kept && place.is_some() && flag.place == place);
    let open: Vec<_> = open.collect();
    html! {
        (heading(asking, asked, list))
        (app.news())
        h1 #question { (words::line(&field.prompt)) }
        form method="post" action=(asking.here(asked)) {
            (hidden("field", &field.id))
            (hidden("base", &asking.view.stamp.to_string()))
            (control.shown())
            @for flag in open.iter().take(1) { (about(flag, open.len())) }
            div.acts {
                button.b.first.big name="do" value="save" { "Save and go on" }
                a.b href=(asking.after(asked, None)) { "Skip" }
                @if let Some(before) = asking.before(asked) { a.b.plain href=(before) { "Back" } }
                a.b.plain href={ "/p/" (asking.path) } { "Stop for today" }
            }
        }
        @if let (Some(list), Some((ItemOf::Known(id), _))) = (list, asked.inner) { (moment(asking, asked, list, id, refused)) (so_far(asking, list, id, field)) }
    }
}

/// The question about one sentence. Writing it anew is done in the field above it.
fn about(flag: &engine::worksheet::Flag, all: usize) -> Markup {
    html! {
        aside.asks aria-label="About one sentence" {
            p { (flag.rule.explanation()) }
            blockquote.own dir="auto" { (words::line(&flag.sentence)) }
            div.row {
                (hidden("sentence", &flag.key))
                button.b.tiny name="do" value="keep" { "Keep it as it is" }
                span.soft { "Or write it anew above, or leave it and go on." }
                @if all > 1 { span.soft { "And " (all - 1) " more." } }
            }
        }
    }
}

/// When an item of a log happened, to be said otherwise.
fn moment(asking: &Asking, asked: Asked, list: &FieldDef, id: ItemId, refused: &Refused) -> Markup {
    let item = asking.view.row.item(&list.id, id);
    let Some(now) = item
        .and_then(sheet::moment)
        .filter(|_| list.kind == FieldKind::Log)
    else {
        return html! {};
    };
    let (typed, wrong) = &refused.when;
    html! {
        details.before open[!wrong.is_empty()] {
            summary { "It was on " (now) }
            form method="post" action=(asking.here(asked)) {
                (Field {
                    help: "For example yesterday 22:10, or 2 hours ago.",
                    value: typed,
                    wrong,
                    ..Field::new("at", "When it was")
                }.short())
                div.acts { button.b name="do" value="when" { "Set when it was" } }
            }
        }
    }
}

/// What is answered of the item already.
fn so_far(asking: &Asking, list: &FieldDef, id: ItemId, now: &FieldDef) -> Markup {
    let readable = asking.view.readable();
    let Some(item) = readable.item(&list.id, id) else {
        return html! {};
    };
    let mut others = item.clone();
    others.fields.0.remove(&now.id);
    html! {
        @if others.fields.0.values().any(FieldValue::is_filled) {
            section.before aria-labelledby="so-far" {
                h2 #so-far { "So far" }
                (sheet::of_item(list, &readable, &others, &|_| Vec::new()))
            }
        }
    }
}

/// A list or log: its items, one more, or go on.
fn items(app: &App, asking: &Asking, asked: Asked, list: &FieldDef) -> Markup {
    let readable = asking.view.readable();
    let known = sheet::items(list, &readable);
    let here = asking.here(asked);
    html! {
        (heading(asking, asked, None))
        (app.news())
        h1 { (words::text(&list.prompt)) }
        @if !list.help.is_empty() { p.help { (words::of_programme(&list.help)) } }
        @if !known.is_empty() {
            ul.rows {
                @for item in known.iter().take(SHOWN) {
                    @let name = sheet::item_name(list, item);
                    li {
                        p.what { bdi { (name) } }
                        a.b.plain href={ (here) "/" (item.id) "/0" } { "Change" span.hush { ": " (name) } }
                    }
                }
            }
            @if known.len() > SHOWN { p.soft { "and " (known.len() - SHOWN) " more" } }
        }
        div.acts {
            a.b.first.big href={ (here) "/new/0" } { (if known.is_empty() { "Add one" } else { "Add another" }) }
            a.b href=(asking.after(asked, None)) { "Go on" }
            @if let Some(before) = asking.before(asked) { a.b.plain href=(before) { "Back" } }
            a.b.plain href={ "/p/" (asking.path) } { "Stop for today" }
        }
    }
}

/// Items of a list that are named before one more is added.
const SHOWN: usize = 20;
