//! `still read`: what others share with this device.

use clap::{Args, Subcommand};
use engine::views::EntryRef;
use engine::{OpenMode, ReadingView};
use jiff::Zoned;
use serde_json::json;

use super::{entry_view, search, share_view};
use crate::app::App;
use crate::failure::Failure;
use crate::queries;
use crate::shapes::EntryShape;
use crate::terminal::{Paint, show_line};
use crate::time::ago;

/// Read what others share with this device
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Which share, if there are several: its id or the beginning of it
    #[arg(long, global = true, value_name = "SHARE")]
    share: Option<String>,
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    /// List the shares, and the entries and worksheets in them
    List,
    /// Show one entry, or everything
    Show {
        /// The entry: its id or the beginning of it, @1 for the newest; everything if left out
        entry: Option<EntryRef>,
    },
    /// Find entries, in the words of `still search`
    Search {
        /// What to find
        #[arg(required = true)]
        query: Vec<String>,
        /// At most this many, newest first; 0 for all
        #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
        limit: usize,
    },
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: &ReadArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let share = args.share.as_deref();
    match &args.action {
        Action::List => {
            let readings = vault.readings()?;
            let wanted =
                |reading: &&ReadingView| share.is_none_or(|share| reading.short.starts_with(share));
            let now = vault.env().now();
            let mut shapes = Vec::new();
            for reading in readings.iter().filter(wanted) {
                let publication = vault.read_share(Some(&reading.short))?;
                if app.json() {
                    shapes.push(shape(reading));
                    continue;
                }
                heading(app, reading, &now)?;
                let cells = entry_view::id_cells(publication.entries.iter());
                for entry in &publication.entries {
                    app.out.line(entry_view::list_line(entry, cells))?;
                }
            }
            if app.json() {
                app.print_json(&json!({ "shares": shapes }))
            } else {
                Ok(())
            }
        }
        Action::Show { entry: None } => share_view::publication(app, &vault.read_share(share)?),
        Action::Show { entry: Some(entry) } => {
            let entry = vault.read_entry(share, entry)?;
            if app.json() {
                return app.print_json(&EntryShape::new(&entry));
            }
            entry_view::page(app, &entry)
        }
        Action::Search { query, limit } => {
            let found = vault.read_search(share, &queries::join(query), *limit)?;
            search::print(app, &found)
        }
    }
}

fn heading(app: &mut App, reading: &ReadingView, now: &Zoned) -> Result<(), Failure> {
    let fetched = reading
        .fetched_at
        .map_or_else(|| "never".to_owned(), |at| ago(at, now));
    app.out.line(format!(
        "{}  {}  {} published, last fetched {fetched}",
        Paint::Faint.on(show_line(&reading.short)),
        Paint::Strong.on(show_line(&reading.title)),
        reading.published
    ))
}

fn shape(reading: &ReadingView) -> serde_json::Value {
    json!({
        "short": reading.short, "title": reading.title, "published": reading.published,
        "ends_at": reading.ends_at.map(|at| at.to_string()),
        "fetched_at": reading.fetched_at.map(|at| at.to_string()),
    })
}
