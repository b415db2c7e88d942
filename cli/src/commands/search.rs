//! `still search`: find entries.

use clap::Args;
use engine::OpenMode;
use engine::views::{Found, Hit};

use crate::app::App;
use crate::failure::Failure;
use crate::json::FoundShape;
use crate::queries;
use crate::terminal::{Paint, counted, show_line};
use crate::view::entry::{id_cells, list_line};

/// Find entries
///
/// All words must be there. Each is found anywhere in longer words, as iver in river; one or two
/// letters only at the beginning of words. Capitals, accents and the look of quotes and hyphens do
/// not matter.
///
///   "by the river"      these words together; quote them for the shell, too
///   riv*  *ver          the beginning of a word, the end of one
///   -rain  NOT rain     without this
///   walk OR ride        one of them; parentheses group: '(walk OR ride) -rain'
///   tag:walk  tag:wa*  emotion:calm  trigger:"old song"
///   step:2  star:yes  letter:yes
///   mood:<4  mood:>=7  mood:3
///   before:2026-11-01  after:yesterday  from:2w  on:last-month
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct SearchArgs {
    /// What to find
    #[arg(value_name = "QUERY", required = true)]
    query: Vec<String>,
    /// At most this many, newest first; 0 for all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Prints what was found.
pub(crate) fn run(app: &mut App, args: &SearchArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let found = vault
        .entries()
        .search(&queries::join(&args.query), args.limit)?;
    print(app, &found)
}

/// Prints hits with the places where they were found.
pub(super) fn print(app: &mut App, found: &Found) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&FoundShape::new(found));
    }
    let cells = id_cells(found.hits.iter().map(|hit| &hit.entry));
    for hit in &found.hits {
        app.out.line(list_line(&hit.entry, cells))?;
        if hit.snippet.iter().any(|part| part.hit) {
            app.out
                .line(format!("{}{}", " ".repeat(cells + 2), snippet(hit)))?;
        }
    }
    app.out.flush()?;
    match (found.total, found.total.saturating_sub(found.hits.len())) {
        (0, _) => app.notes.note(format_args!(
            "Nothing found in {}.",
            counted(found.searched, "entry", "entries")
        )),
        (_, 0) => {}
        (_, more) => app
            .notes
            .note(format_args!("… and {more} more; --limit 0 shows all")),
    }
    Ok(())
}

fn snippet(hit: &Hit) -> String {
    let parts = hit.snippet.iter().map(|part| {
        let text = show_line(&part.text);
        if part.hit {
            Paint::Found.on(text)
        } else {
            text
        }
    });
    parts.collect()
}
