//! `still worksheet`: worksheets of one's own beside the eleven steps.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use engine::{OpenMode, SheetListing, SheetName, Standing};
use serde_json::json;

use super::history::PastArgs;
use super::step::action::{self as sheet_action, Action as SheetAction};
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, counted, pad, show_line, show_path};
use crate::view;
use crate::writing::entry_text;

/// Largest file that is read; a definition is much smaller.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Worksheets of your own, such as a thought record or a diary card
///
/// A worksheet is defined by a TOML file; `still worksheet export 5` prints one of the eleven as an example. Once taken
/// in, it is on all your devices and works like a step: `still worksheet fill ID`, `still step ID add LIST` and so on.
/// Change the file, raise its version and take it in again: what was answered before keeps its questions.
#[derive(Args)]
pub(crate) struct WorksheetArgs {
    #[command(subcommand)]
    action: Action,
}

impl WorksheetArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(
            self.action,
            Action::List | Action::Show { .. } | Action::History { .. }
        )
    }
}

#[derive(Subcommand)]
enum Action {
    /// Take in a definition, or its next version
    Import {
        /// The TOML file; - for standard input
        file: PathBuf,
    },
    /// List all worksheets, the eleven steps too
    List,
    /// Read one, with your answers
    Show {
        /// Its id, or the number of a step
        #[arg(value_parser = sheet_action::parse_name)]
        id: SheetName,
    },
    /// Be asked, one question at a time; every answer is saved at once
    Fill {
        /// Its id, or the number of a step
        #[arg(value_parser = sheet_action::parse_name)]
        id: SheetName,
        /// Only this field or list, or LIST/ITEM for an item that is there
        field: Option<String>,
        /// Ask what is filled already, too
        #[arg(long)]
        all: bool,
    },
    /// Show how the answers changed, or go back to what they were
    History {
        /// Its id, or the number of a step
        #[arg(value_parser = sheet_action::parse_name)]
        id: SheetName,
        #[command(flatten)]
        past: PastArgs,
    },
    /// Print the definition as TOML
    Export {
        /// Its id, or the number of a step
        #[arg(value_parser = sheet_action::parse_name)]
        id: SheetName,
    },
    /// Take a definition away; its answers are kept and come back with it
    Remove {
        /// Its id
        #[arg(value_parser = sheet_action::parse_name)]
        id: SheetName,
    },
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: WorksheetArgs) -> Result<(), Failure> {
    match args.action {
        Action::Import { file } => import(app, &file),
        Action::List => {
            let sheets = app.open(OpenMode::Read)?.worksheets().list()?;
            list(app, &sheets)
        }
        Action::Show { id } => super::step::show(app, id, true),
        Action::Fill { id, field, all } => {
            sheet_action::run(app, &id, SheetAction::Fill { field, all })
        }
        Action::History { id, past } => sheet_action::run(app, &id, SheetAction::History { past }),
        Action::Export { id } => {
            let source = app.open(OpenMode::Read)?.worksheets().source(&id)?;
            for line in source.lines() {
                app.out.line(crate::terminal::show_text(line))?;
            }
            Ok(())
        }
        Action::Remove { id } => {
            app.open(OpenMode::Write)?.worksheets().remove(&id)?;
            app.out
                .line("Taken away. The answers stay, and come back with it.")
        }
    }
}

fn import(app: &mut App, file: &Path) -> Result<(), Failure> {
    let source = source(file)?;
    let vault = app.open(OpenMode::Write)?;
    let (definition, is_new) = vault
        .worksheets()
        .import(&source)
        .map_err(|error| match error {
            engine::WriteError::Invalid(why) => {
                let name = show_path(file);
                Failure::usage(format!("{name}: {why}"))
                    .help("`still worksheet export 5` prints a definition as an example")
            }
            other => other.into(),
        })?;
    if app.json() {
        return app.print_json(&json!({
            "id": definition.id, "version": definition.version, "title": definition.title, "new": is_new,
        }));
    }
    let id = show_line(&definition.id);
    let done = if is_new { "Taken in" } else { "Here already" };
    app.out.line(format!(
        "{done}: {} ({id}), now at version {}. `still worksheet fill {id}` begins.",
        show_line(&definition.title),
        definition.version
    ))
}

fn source(file: &Path) -> Result<String, Failure> {
    if file == Path::new("-") {
        return entry_text::piped();
    }
    let failed = |e| Failure::io("reading the file", e);
    let mut bytes = Vec::new();
    File::open(file)
        .map_err(|e| {
            let name = show_path(file);
            Failure::usage(format!("{name} cannot be read")).because(e)
        })?
        .take(FILE_BYTES_MAX)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = 1 + e.as_bytes()[..at]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        Failure::usage("the file is not UTF-8")
            .because(format!("line {line} is the first that is none"))
    })
}

fn list(app: &mut App, sheets: &[SheetListing]) -> Result<(), Failure> {
    if app.json() {
        let shapes: Vec<_> = sheets.iter().map(shape).collect();
        return app.print_json(&json!({ "worksheets": shapes }));
    }
    for sheet in sheets {
        let name = match sheet.step {
            Some(step) => format!("{step:>2}"),
            None => show_line(&sheet.id),
        };
        let items = match sheet.items {
            0 => String::new(),
            items => format!(", {}", counted(items, "item", "items")),
        };
        let state = match sheet.closed {
            Some(_) => view::worksheet::CLOSED.to_owned(),
            None => format!("{} of {} filled{items}", sheet.filled, sheet.fields),
        };
        app.out.line(format!(
            "{}  {}  {}",
            Paint::Strong.on(pad(&name, 16)),
            pad(&show_line(&sheet.title), 28),
            Paint::Faint.on(format!("version {}, {state}", sheet.version))
        ))?;
    }
    Ok(())
}

fn shape(sheet: &SheetListing) -> serde_json::Value {
    json!({
        "id": sheet.id, "step": sheet.step, "version": sheet.version, "title": sheet.title,
        "filled": sheet.filled, "fields": sheet.fields, "items": sheet.items,
        "closed": sheet.closed.map(Standing::name),
    })
}
