//! `still step`: the eleven worksheets.

pub(super) mod action;
mod fill;
mod find;
mod kinds;
mod question;

use clap::Args;
use engine::{OpenMode, SheetName};

use self::action::Action;
use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::view;

/// The steps: an overview, one worksheet, or filling it in
///
///   still step                     how far each step of the present journey is
///   still step 2                   read the worksheet, with its figures
///   still step 2 fill              be asked, one question at a time
///   still step 2 add urges         a new item; its fields as JSON on standard
///                                  input: {"channel":"messages","intensity":7}
///   still step 9 log checkins      the same, for practice logs
///   still step 2 set target_days   one field; its value on standard input
///
/// Instead of a number the id of a worksheet of your own serves as well, see `still worksheet`.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct StepArgs {
    /// Which step
    #[arg(value_name = "1-11", value_parser = action::parse_name)]
    name: Option<SheetName>,
    /// Show every item of a log, not the newest ten alone, and in step 7 every reason
    #[arg(long)]
    all: bool,
    #[command(subcommand)]
    action: Option<Action>,
}

impl StepArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(self.action, None | Some(Action::History { .. }))
    }
}

/// Shows or fills.
pub(crate) fn run(app: &mut App, args: StepArgs) -> Result<(), Failure> {
    let Some(name) = args.name else {
        if args.action.is_some() {
            return Err(
                Failure::usage("which step? A number from 1 to 11 comes first")
                    .help("for example `still step 2 fill`"),
            );
        }
        let steps = app.open(OpenMode::Read)?.programme().steps()?;
        return view::worksheet::overview(app, &steps);
    };
    match args.action {
        Some(action) => action::run(app, &name, action),
        None => show(app, name, args.all),
    }
}

/// Shows a worksheet, all of it or what is newest and foremost in it, and the notes on it.
pub(super) fn show(app: &mut App, name: impl Into<SheetName>, all: bool) -> Result<(), Failure> {
    let name = name.into();
    let vault = app.open(OpenMode::Read)?;
    let sheet = vault.worksheets().get(name.clone())?;
    let notes = vault.replies().notes_on_sheet(name)?;
    if app.json() {
        let mut shape = json::worksheet::sheet(&sheet);
        shape["notes"] = json::note::list(&notes).into();
        return app.print_json(&shape);
    }
    view::worksheet::worksheet(app, &sheet, all)?;
    view::note::notes(app, &notes, false)
}
