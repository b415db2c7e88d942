//! `still marks`: sentences that excuse or shift blame.

use clap::{Args, Subcommand};
use engine::OpenMode;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::view;

/// Sentences that excuse, or put the blame elsewhere
///
/// Looked for in the worksheets of steps 1, 4, 8 and 10 and in entries that belong to these steps. A mark is only a
/// question. Write the sentence anew and the mark is gone, or keep it as it is, which your other devices learn too.
#[derive(Args)]
pub(crate) struct MarksArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Show the kept ones, too
    #[arg(long)]
    all: bool,
    /// At most this many; 0 for all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: usize,
}

#[derive(Subcommand)]
enum Action {
    /// Keep a marked sentence as it is
    Keep {
        /// The beginning of the mark's name
        mark: String,
    },
    /// Have a kept sentence marked again
    Reopen {
        /// The beginning of the mark's name
        mark: String,
    },
}

/// Lists flags, or keeps one.
pub(crate) fn run(app: &mut App, args: &MarksArgs) -> Result<(), Failure> {
    let (mark, on) = match &args.action {
        None => {
            let mut flags = app.open(OpenMode::Read)?.flags().list(args.all)?;
            let more = match args.limit {
                0 => 0,
                limit => flags.len().saturating_sub(limit),
            };
            flags.truncate(flags.len() - more);
            view::flag::list(app, &flags)?;
            if app.json() {
                return Ok(());
            }
            app.out.flush()?;
            if flags.is_empty() {
                app.notes.note("Nothing is marked.");
            } else if more > 0 {
                app.notes
                    .note(format_args!("… and {more} more; -n 0 shows all"));
            }
            return Ok(());
        }
        Some(Action::Keep { mark }) => (mark, true),
        Some(Action::Reopen { mark }) => (mark, false),
    };
    let view = app.open(OpenMode::Write)?.flags().keep(mark, on)?;
    if app.json() {
        return app.print_changed(&json::flag::shape(&view));
    }
    if !app.has_saved() {
        return app.unchanged(if on {
            "the sentence is kept already."
        } else {
            "the sentence is marked already."
        });
    }
    app.out.line(if on { "Kept." } else { "Marked again." })
}
