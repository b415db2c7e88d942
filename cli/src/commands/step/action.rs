//! What can be done with a worksheet, a step or one of the person's own: filling it in, item by item or field by field.

use clap::Subcommand;
use engine::worksheet::{FieldKind, ItemId, Place, Target};
use engine::{FlagView, OpenMode, SheetName, Stamp, Vault, WorksheetView};
use serde_json::Value;

use super::fill;
use super::find::find_item;
use crate::app::App;
use crate::commands::history::PastArgs;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Kept, Question, Reply, Tty, Wanted, columns, wrap};
use crate::time::happened;
use crate::view;
use crate::view::version::Shown;
use crate::writing::entry_text;

/// Most characters of a value that is typed; more than any field takes, so that its own limit speaks.
const GIVEN_CHARS_MAX: usize = 1 << 20;

#[derive(Subcommand)]
pub(crate) enum Action {
    /// Be asked, one question at a time; every answer is saved at once
    Fill {
        /// Only this field or list, or LIST/ITEM for an item that is there
        field: Option<String>,
        /// Ask what is filled already, too
        #[arg(long)]
        all: bool,
    },
    /// Add an item to a list or log
    #[command(visible_alias = "log")]
    Add {
        /// The list or log
        list: String,
        /// Its fields as a JSON object; read from standard input if left out
        values: Option<String>,
    },
    /// Change fields of an item, given as a JSON object
    Change {
        /// The list or log
        list: String,
        /// The beginning of the item's id
        item: String,
        /// The fields to change; read from standard input if left out
        values: Option<String>,
    },
    /// Take an item out of a list or log
    Remove {
        /// The list or log
        list: String,
        /// The beginning of the item's id
        item: String,
    },
    /// Say that two items of a log are the same occurrence, written down on two devices: they count once
    Same {
        /// The log
        log: String,
        /// The beginning of one item's id
        item: String,
        /// The beginning of the other's
        other: String,
    },
    /// Fill one field; “-” empties it
    Set {
        /// The field, or LIST/ITEM/FIELD for the field of an item
        field: String,
        /// The value; asked or read from standard input if left out, which keeps it out of your shell's history
        #[arg(allow_hyphen_values = true)]
        value: Option<String>,
        /// The version that this was written on, the “stamp” of `step N --json`: what came since is merged, not replaced
        #[arg(long, value_name = "STAMP")]
        base: Option<Stamp>,
    },
    /// Call the step done, whatever its rule says
    Done,
    /// Call the step not done, whatever its rule says
    Reopen,
    /// Let the rule say again whether the step is done
    ByRule,
    /// Show how the answers changed: when, on which device, and from what to what; or go back to what they were
    ///
    /// Going back to a state brings back its answers and items; items that came later stay. --only takes back one
    /// field, one list as it was, LIST/ITEM, or LIST/ITEM/FIELD.
    History {
        #[command(flatten)]
        past: PastArgs,
    },
}

impl Action {
    /// The field or list that it changes.
    fn about(&self) -> Option<&str> {
        let place = match self {
            Self::Set { field, .. } => field,
            Self::Add { list, .. } | Self::Change { list, .. } | Self::Remove { list, .. } => list,
            Self::Same { log, .. } => log,
            _ => return None,
        };
        place.split('/').next()
    }
}

/// A number is a step, a word the id of a worksheet; for clap.
pub(crate) fn parse_name(text: &str) -> Result<SheetName, String> {
    match SheetName::from(text) {
        SheetName::Definition(id) if id.is_empty() => Err("which worksheet?".to_owned()),
        name => Ok(name),
    }
}

/// Goes on with the draft of an answer.
pub(crate) fn resume(
    app: &mut App,
    worksheet: &str,
    place: &str,
    draft: &str,
) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let name = SheetName::from(worksheet);
    fill::resume(app, &vault, &name, place, draft).map_err(fill::stopped)
}

/// Does it, and says which sentences are flagged since.
pub(crate) fn run(app: &mut App, name: &SheetName, action: Action) -> Result<(), Failure> {
    if let Action::History { past } = &action {
        return history(app, name, past);
    }
    let vault = app.open(OpenMode::Write)?;
    if let Action::Fill { field, all } = action {
        let only = field.as_deref().and_then(|field| field.split('/').next());
        if let Some(why) = fill::not_asked(&vault.worksheets().get(name.clone())?, only) {
            for line in wrap(&why, columns()) {
                app.out.line(line)?;
            }
            return Ok(());
        }
        fill::run(app, &vault, name, field.as_deref(), all).map_err(fill::stopped)?;
        return shown(app, &vault, name);
    }
    let about = action.about().map(str::to_owned);
    let before = vault.flags().of_worksheet(name)?;
    let mut typed = Vec::new();
    let done = act(app, &vault, name, action, &mut typed)?;
    if app.json() {
        return shown(app, &vault, name);
    }
    if !app.has_saved() {
        return app.unchanged("it is like that already.");
    }
    app.out.line(done)?;
    let sheet = vault.worksheets().get(name.clone())?;
    if let Some(said) = fill::said_of(&sheet, about.as_deref()) {
        for line in wrap(said, columns()) {
            app.out.line(line)?;
        }
    }
    let known = |view: &FlagView| before.iter().any(|old| old.flag.key == view.flag.key);
    let new: Vec<_> = vault
        .flags()
        .of_worksheet(name)?
        .into_iter()
        .filter(|view| !view.flag.kept && !known(view))
        .collect();
    view::flag::note(app, &new)?;
    let texts: Vec<&str> = typed.iter().map(String::as_str).collect();
    view::quiet::note(app, view::quiet::of_answers(&vault, name, &texts))
}

fn history(app: &mut App, name: &SheetName, past: &PastArgs) -> Result<(), Failure> {
    if let Some(number) = past.number {
        let vault = app.open(OpenMode::Write)?;
        let back = vault
            .worksheets()
            .go_back(name.clone(), number, past.only.as_deref())?;
        return view::version::went_back(app, &back, number);
    }
    let vault = app.open(OpenMode::Read)?;
    let versions = vault.worksheets().history(name.clone(), past.limit())?;
    let shown = Shown {
        command: format!("still step {name} history"),
        full: false,
        now: vault.env().now(),
    };
    view::version::print(app, &versions, &shown)?;
    if !app.json() {
        // Where it cannot be remembered, it is only said again.
        let _ = vault
            .both_sides()
            .saw_worksheet(name.clone(), versions.oldest());
    }
    Ok(())
}

fn shown(app: &mut App, vault: &Vault, name: &SheetName) -> Result<(), Failure> {
    if app.json() {
        return app.print_changed(&json::worksheet::sheet(
            &vault.worksheets().get(name.clone())?,
        ));
    }
    Ok(())
}

/// The values of an item; in a log the moment that it happened is read, and one that has not come is refused.
fn dated(
    app: &App,
    vault: &Vault,
    sheet: &WorksheetView,
    list: &str,
    mut values: Value,
) -> Result<Value, Failure> {
    let is_log = sheet.definition.list(list).map(|list| list.kind) == Some(FieldKind::Log);
    if let Some(at) = values.get("at").and_then(Value::as_str).filter(|_| is_log) {
        values["at"] = happened(app, &vault.present()?, at)?.to_string().into();
    }
    Ok(values)
}

/// Does it; what was typed for it is added to `typed`.
fn act(
    app: &App,
    vault: &Vault,
    name: &SheetName,
    action: Action,
    typed: &mut Vec<String>,
) -> Result<String, Failure> {
    let sheet = || vault.worksheets().get(name.clone());
    let done = match action {
        Action::Fill { .. } | Action::History { .. } => "",
        Action::Add { list, values } => {
            let values = dated(app, vault, &sheet()?, &list, object(values)?)?;
            typed.extend(texts_of(&values));
            let target = Target::NewItem(list.clone());
            let made = vault
                .worksheets()
                .fill_json(name.clone(), &target, &values)?;
            let days = made.first().map(|item| (list, *item));
            return Ok(format!(
                "Added.{}",
                days_of(&sheet()?, days.as_ref(), &values)
            ));
        }
        Action::Change { list, item, values } => {
            let item = find_item(&sheet()?, &list, &item)?;
            let values = dated(app, vault, &sheet()?, &list, object(values)?)?;
            typed.extend(texts_of(&values));
            let target = Target::Item(list.clone(), item);
            vault
                .worksheets()
                .fill_json(name.clone(), &target, &values)?;
            let days = days_of(&sheet()?, Some(&(list, item)), &values);
            return Ok(format!("Changed.{days}"));
        }
        Action::Remove { list, item } => {
            let item = find_item(&sheet()?, &list, &item)?;
            vault.worksheets().remove_item(name.clone(), &list, item)?;
            "Removed."
        }
        Action::Same { log, item, other } => {
            let sheet = sheet()?;
            let items = [
                find_item(&sheet, &log, &item)?,
                find_item(&sheet, &log, &other)?,
            ];
            vault.worksheets().same(name.clone(), &log, items)?;
            "They count once now."
        }
        Action::Set { field, value, base } => {
            let place = place(&sheet()?, &field)?;
            let value = value.map_or_else(given, Ok)?;
            typed.push(value.clone());
            match base {
                Some(base) => vault
                    .worksheets()
                    .fill_from(name.clone(), &place, &base, &value)?,
                None => vault.worksheets().fill(name.clone(), &place, &value)?,
            }
            let day = day_taken(&sheet()?, &place, &value);
            return Ok(day.map_or_else(|| "Saved.".to_owned(), |day| format!("Saved: {day}.")));
        }
        Action::Done => mark(vault, name, Some(true))?,
        Action::Reopen => mark(vault, name, Some(false))?,
        Action::ByRule => mark(vault, name, None)?,
    };
    Ok(done.to_owned())
}

/// Which day an answer was taken as, where it is one and was not written in full.
pub(super) fn day_taken(sheet: &WorksheetView, place: &Place, typed: &str) -> Option<String> {
    let (list, id) = match place {
        Place::Field(id) => (None, id),
        Place::Item { list, field, .. } => (Some(list), field),
    };
    let field = match list {
        None => sheet.definition.field(id),
        Some(list) => sheet.definition.list(list)?.field(id),
    };
    let fields = match place {
        Place::Field(_) => &sheet.row.fields,
        Place::Item { list, item, .. } => &sheet.row.item(list, *item)?.fields,
    };
    let day = fields
        .date(id)
        .filter(|_| field.is_some_and(|it| it.kind == FieldKind::Date))?;
    (day.to_string() != typed.trim()).then(|| day.strftime("%A, %-d %B %Y").to_string())
}

/// The same of all values of an item, each with its name.
fn days_of(sheet: &WorksheetView, item: Option<&(String, ItemId)>, values: &Value) -> String {
    let values = values.as_object().into_iter().flatten();
    let days = values.filter_map(|(field, value)| {
        let (list, item) = item?;
        let day = day_taken(sheet, &Place::item(list, *item, field), value.as_str()?)?;
        Some(format!(" {field}: {day}."))
    });
    days.collect()
}

fn mark(vault: &Vault, name: &SheetName, done: Option<bool>) -> Result<&'static str, Failure> {
    vault.worksheets().mark_done(name.clone(), done)?;
    Ok(match done {
        Some(true) => "Done.",
        Some(false) => "Reopened.",
        None => "The rule decides again.",
    })
}

/// What came on standard input.
fn given() -> Result<String, Failure> {
    if entry_text::is_piped() {
        return entry_text::piped();
    }
    let question = Question {
        prompt: "  > ",
        start: "",
        recall: "",
        wanted: Wanted::Text,
        limit: GIVEN_CHARS_MAX,
    };
    let asked = Tty::open().map(|mut tty| tty.ask_of_several(&question, &mut |_| Kept::Not));
    let answer = match asked.transpose()? {
        Some(Reply::Text(text)) => Some(text),
        // Nothing is asked before or after it.
        Some(_) | None => None,
    };
    answer.ok_or_else(|| {
        Failure::usage("the value is missing")
            .because("it comes on standard input or as an argument")
    })
}

/// The texts in an object of values.
fn texts_of(values: &serde_json::Value) -> impl Iterator<Item = String> + '_ {
    let values = values
        .as_object()
        .into_iter()
        .flat_map(|object| object.values());
    values.filter_map(|value| value.as_str().map(str::to_owned))
}

fn object(values: Option<String>) -> Result<serde_json::Value, Failure> {
    let text = values.map_or_else(given, Ok)?;
    serde_json::from_str(&text).map_err(|e| {
        Failure::usage("the values are no JSON object")
            .because(e)
            .help(r#"for example {"note":"kept"}"#)
    })
}

/// `field`, or `list/item/field` with the beginning of the item's id.
fn place(sheet: &WorksheetView, text: &str) -> Result<Place, Failure> {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [field] => Ok(Place::field(*field)),
        [list, item, field] => Ok(Place::item(*list, find_item(sheet, list, item)?, *field)),
        _ => Err(Failure::usage(format!("“{text}” names no field"))
            .because("write FIELD or LIST/ITEM/FIELD")),
    }
}
