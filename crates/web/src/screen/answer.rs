//! What is done with an answer: it is saved on the version that was seen, an item is begun with its first answer, and what
//! there is to say about it is said.

use engine::worksheet::{FieldDef, FieldKind, FieldValue, Place as At};
use engine::{SheetName, Stamp, WorksheetView, WriteError};
use maud::Markup;

use crate::app::App;
use crate::form::Sent;
use crate::part::input::{self, Refused};
use crate::problem::Problem;

use super::question::{Asked, Asking, ItemOf, shown};
use super::{sheet, steps};

/// Where to go after an answer, or the question again with what is wrong with it.
pub(crate) enum Answered {
    Go(String),
    Again(Markup),
}

/// Saves what was answered.
pub(crate) async fn save(
    app: &App,
    part: &str,
    asked: Asked,
    sent: &Sent,
) -> Result<Answered, Problem> {
    let asking = Asking::of(app, part).await?;
    if sent.get("do") == "keep" {
        let sentence = sent.get("sentence");
        app.journal().flags().keep(&sentence, true).await?;
        app.kept()
            .say("The sentence stays as it is, and is not marked again.");
        return Ok(Answered::Go(asking.here(asked)));
    }
    let (field, list) = asking.question(asked)?;
    if sent.get("do") == "when" {
        return dated(app, &asking, asked, &sent.get("at")).await;
    }
    // The worksheet may ask otherwise since the page was made.
    if field.id != sent.get("field") {
        app.kept()
            .say("This worksheet has changed meanwhile. Nothing was saved of the last answer.");
        return Ok(Answered::Go(asking.here(asked)));
    }
    let of = asked.inner.map(|(of, _)| of);
    let before = asking.place(field, list, of);
    let current = before
        .as_ref()
        .and_then(|place| asking.view.row.value(place));
    let typed = input::typed(field, sent, current);
    if typed.trim().is_empty() || is_unchanged(current, field, &typed) {
        return Ok(Answered::Go(asking.after(asked, of)));
    }
    let base: Stamp = sent.get("base").parse().map_err(|_| Problem::missing())?;
    let name = steps::named(app, part).await?;
    match written(app, &name, (field, list, of), &base, &typed).await? {
        Ok((of, place, view)) => {
            let asking = Asking {
                view,
                path: asking.path.clone(),
            };
            said(app, &name, field, typed).await?;
            if !is_flagged(&asking, &place) {
                return Ok(Answered::Go(asking.after(asked, of)));
            }
            let inner = asked.inner.zip(of).map(|((_, at), of)| (of, at));
            app.kept()
                .say("Saved. One sentence is marked; nothing has to be done about it.");
            let at = asked.at;
            Ok(Answered::Go(asking.here(Asked { at, inner })))
        }
        Err(why) => {
            let refused = Refused {
                typed: vec![sent.get("answer")],
                wrong: in_labels(field, &why),
                ..Refused::default()
            };
            let page = shown(app, &asking, asked, &refused).await?;
            Ok(Answered::Again(page))
        }
    }
}

/// Says when an item of a log happened, and stays at the question.
async fn dated(app: &App, asking: &Asking, asked: Asked, typed: &str) -> Result<Answered, Problem> {
    let (_, list) = asking.question(asked)?;
    let (Some(list), Some((ItemOf::Known(item), _))) = (list, asked.inner) else {
        return Err(Problem::missing());
    };
    let present = app.journal().present().await?;
    let why = match present.moment(typed) {
        Ok(moment) if !present.is_ahead(&moment.at) => {
            let name = match asking.view.definition.step {
                Some(step) => SheetName::Step(step),
                None => SheetName::Definition(asking.view.definition.id.clone()),
            };
            let date = app.journal().worksheets();
            date.date_item(name, &list.id, item, moment.at).await?;
            return Ok(Answered::Go(asking.here(asked)));
        }
        Ok(_) => "This has not come yet; only what happened is written down here.".to_owned(),
        Err(why) => why.in_full(),
    };
    let refused = Refused {
        when: (typed.to_owned(), why),
        ..Refused::default()
    };
    let page = shown(app, asking, asked, &refused).await?;
    Ok(Answered::Again(page))
}

/// The item as it is now, where the answer is, and the worksheet with it.
type Saved = (Option<ItemOf>, At, WorksheetView);

/// Writes an answer, and begins the item that it is the first of. The inner error says why it is no answer; then nothing
/// stays of it.
async fn written(
    app: &App,
    name: &SheetName,
    (field, list, of): (&FieldDef, Option<&FieldDef>, Option<ItemOf>),
    base: &Stamp,
    typed: &str,
) -> Result<Result<Saved, String>, Problem> {
    let sheets = app.journal().worksheets();
    let (place, base, begun) = match (list, of) {
        (Some(list), Some(ItemOf::New)) => {
            let id = sheets.add_item(name.clone(), &list.id).await?;
            // The item is not in the version that was seen.
            let base = sheets.get(name.clone()).await?.stamp;
            (At::item(&list.id, id, &field.id), base, Some((list, id)))
        }
        (Some(list), Some(ItemOf::Known(id))) => {
            (At::item(&list.id, id, &field.id), base.clone(), None)
        }
        _ => (At::field(&field.id), base.clone(), None),
    };
    let of = begun.map_or(of, |(_, id)| Some(ItemOf::Known(id)));
    let answer = sheets.answer(name.clone(), place.clone(), &base, typed);
    match answer.await {
        Ok(view) => Ok(Ok((of, place, view))),
        Err(why @ (WriteError::Invalid(_) | WriteError::Resolve(_))) => {
            if let Some((list, id)) = begun {
                sheets.remove_item(name.clone(), &list.id, id).await?;
            }
            Ok(Err(why.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Has the quiet line said where words that were saved give reason for it.
async fn said(app: &App, name: &SheetName, field: &FieldDef, typed: String) -> Result<(), Problem> {
    if matches!(field.kind, FieldKind::Text | FieldKind::Line) {
        let checked = sheet::is_checked(name);
        let quiet = app.journal().quiet_line(vec![typed], None, checked);
        app.kept().say_quietly(quiet.await?);
    }
    Ok(())
}

/// Whether an answer is what stands there already. Who leaves a marked sentence goes on by it.
fn is_unchanged(current: Option<&FieldValue>, field: &FieldDef, typed: &str) -> bool {
    match current {
        Some(FieldValue::Text(now)) => now.trim_end() == typed.trim_end(),
        Some(value @ FieldValue::Line(_)) if field.kind != FieldKind::Choice => {
            value.as_str() == Some(typed.trim())
        }
        _ => false,
    }
}

fn is_flagged(asking: &Asking, place: &At) -> bool {
    let mut flags = asking.view.flags.iter();
    flags.any(|flag| !flag.kept && flag.place.as_ref() == Some(place))
}

/// Why an answer is none, with the names that stand on the page instead of those for programs.
fn in_labels(field: &FieldDef, why: &str) -> String {
    match field.kind {
        FieldKind::Ranking => {
            "Each place can be given once, and each one needs its place.".to_owned()
        }
        _ => match why.strip_prefix(&format!("{}: ", field.id)) {
            Some(rest) => format!("{}: {rest}", field.label),
            None => why.to_owned(),
        },
    }
}
