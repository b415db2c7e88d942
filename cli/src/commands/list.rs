//! `still list`: the newest entries.

use clap::Args;
use engine::OpenMode;
use engine::views::Query;

use crate::app::App;
use crate::failure::Failure;
use crate::json::ListShape;
use crate::queries;
use crate::view::entry::{id_cells, list_line};

/// List entries, newest first
///
/// Each line shows the entry's short id, its moment, mood and first words. Any command takes the id, or @1 for the
/// newest entry, @2 for the one before, or “today”.
#[derive(Args)]
pub(crate) struct ListArgs {
    /// Only entries that fit, in the words of `still search`: tag:walk, mood:<4, after:2026-11-01 …
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// At most this many; 0 for all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Skip this many first
    #[arg(long, value_name = "N", default_value_t = 0)]
    skip: usize,
    /// Deleted entries instead
    #[arg(long)]
    deleted: bool,
}

/// Prints the list.
pub(crate) fn run(app: &mut App, args: &ListArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let listing = vault.entries().list(&Query {
        query: queries::join(&args.query),
        deleted: args.deleted,
        limit: args.limit,
        offset: args.skip,
    })?;
    if app.json() {
        return app.print_json(&ListShape::new(&listing));
    }
    let cells = id_cells(listing.entries.iter());
    for entry in &listing.entries {
        app.out.line(list_line(entry, cells))?;
    }
    let now = app.env().now();
    if listing.entries.iter().any(|entry| entry.moment() > now) {
        app.out.flush()?;
        app.notes
            .note("What has not come yet stands first; @1 is the newest up to now.");
    }
    let after = listing
        .total
        .saturating_sub(args.skip + listing.entries.len());
    match (listing.total, after) {
        (0, _) if args.query.is_empty() && !args.deleted => {
            app.notes
                .note("No entries yet. `still write` starts the first.");
        }
        (0, _) => app.notes.note("Nothing fits."),
        (_, 0) => {}
        (_, more) => {
            app.out.flush()?;
            app.notes
                .note(format_args!("… and {more} more; --limit 0 shows all"));
        }
    }
    Ok(())
}
