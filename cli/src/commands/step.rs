//! `still step`: the eleven worksheets.

use std::io::IsTerminal as _;

use clap::{Args, Subcommand};
use engine::OpenMode;
use engine::worksheet::{ItemId, Place, Target};
use engine::{Vault, WorksheetView};

use super::{entry_text, step_fill, step_view};
use crate::app::App;
use crate::failure::{Failure, Kind};

/// The steps: an overview, one worksheet, or filling it in
///
///   still step                      how far each step is
///   still step 2                    read the worksheet, with its figures
///   still step 2 fill               be asked, one question at a time; leave whenever you like
///   still step 2 add urges          a new item; its fields as JSON on standard input:
///                                   {"channel":"messages","intensity":7}
///   still step 9 log checkins       the same, for practice logs
///   still step 2 set target_days    one field; its value on standard input
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct StepArgs {
    /// Which step
    #[arg(value_name = "1-11")]
    number: Option<u8>,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// Be asked, one question at a time; every answer is saved at once
    Fill {
        /// Only this field or list
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
    /// Fill one field; “-” empties it
    Set {
        /// The field, or LIST/ITEM/FIELD for the field of an item
        field: String,
        /// The value; read from standard input if left out, which keeps it out of your shell's history
        value: Option<String>,
    },
    /// Call the step done, whatever its rule says
    Done,
    /// Call the step not done, whatever its rule says
    Reopen,
    /// Let the rule say again whether the step is done
    ByRule,
}

/// Shows or fills.
pub(crate) fn run(app: &mut App, args: StepArgs) -> Result<(), Failure> {
    let Some(number) = args.number else {
        if args.action.is_some() {
            return Err(
                Failure::usage("which step? A number from 1 to 11 comes first")
                    .help("for example `still step 2 fill`"),
            );
        }
        let steps = app.open(OpenMode::Read)?.steps()?;
        return step_view::overview(app, &steps);
    };
    let Some(action) = args.action else {
        let sheet = app.open(OpenMode::Read)?.step(number)?;
        return step_view::worksheet(app, &sheet);
    };
    let vault = match &action {
        Action::Fill { .. } => {
            let vault = app.open(OpenMode::Write)?;
            vault.step(number)?;
            vault
        }
        _ => app.open(OpenMode::Write)?,
    };
    act(app, &vault, number, action)?;
    if app.json() {
        return step_view::worksheet(app, &vault.step(number)?);
    }
    Ok(())
}

fn act(app: &mut App, vault: &Vault, number: u8, action: Action) -> Result<(), Failure> {
    let done = match action {
        Action::Fill { field, all } => {
            return step_fill::run(app, vault, number, field.as_deref(), all);
        }
        Action::Add { list, values } => {
            vault.step_json(number, &Target::NewItem(list), &object(values)?)?;
            "Added."
        }
        Action::Change { list, item, values } => {
            let item = find_item(&vault.step(number)?, &list, &item)?;
            vault.step_json(number, &Target::Item(list, item), &object(values)?)?;
            "Changed."
        }
        Action::Remove { list, item } => {
            let item = find_item(&vault.step(number)?, &list, &item)?;
            vault.step_remove_item(number, &list, item)?;
            "Removed."
        }
        Action::Set { field, value } => {
            let place = place(&vault.step(number)?, &field)?;
            let value = value.map_or_else(given, Ok)?;
            vault.step_type(number, &place, &value)?;
            "Saved."
        }
        Action::Done => mark(vault, number, Some(true))?,
        Action::Reopen => mark(vault, number, Some(false))?,
        Action::ByRule => mark(vault, number, None)?,
    };
    if !app.json() {
        app.out.line(done)?;
    }
    Ok(())
}

fn mark(vault: &Vault, number: u8, done: Option<bool>) -> Result<&'static str, Failure> {
    vault.step_mark(number, done)?;
    Ok(match done {
        Some(true) => "Done.",
        Some(false) => "Reopened.",
        None => "The rule decides again.",
    })
}

/// What came on standard input.
fn given() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        return Err(Failure::usage("the value is missing")
            .because("it comes on standard input or as an argument"));
    }
    entry_text::piped()
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

fn find_item(sheet: &WorksheetView, list: &str, prefix: &str) -> Result<ItemId, Failure> {
    let wanted = prefix.to_lowercase();
    let fits = |id: &ItemId| id.to_string().starts_with(&wanted);
    let found: Vec<ItemId> = sheet
        .row
        .items(list)
        .iter()
        .map(|item| item.id)
        .filter(fits)
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::new(
            Kind::NotFound,
            format!("there is no item “{prefix}” in {list}"),
        )
        .help(format!(
            "`still step {}` shows the items and their ids",
            sheet.step.number
        ))),
        _ => Err(Failure::new(
            Kind::NotFound,
            format!("“{prefix}” could be several items of {list}"),
        )
        .help("give more of the id")),
    }
}
