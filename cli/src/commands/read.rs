//! `still read`: what others share with this device.

use clap::{Args, Subcommand};
use engine::views::EntryRef;
use engine::worksheet::{Definition, SheetRow};
use engine::{OpenMode, Publication, ReadingView, SheetName, Vault};
use jiff::{SignedDuration, Zoned};
use serde_json::json;

use super::sync::{Round, nobody};
use super::{entry_view, search, share_view, sheet_action};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::queries;
use crate::shapes::EntryShape;
use crate::terminal::{Paint, show_line};
use crate::time::{ago, parse_length};

/// Entries of a share that are listed; the newest.
const LISTED_MAX: usize = 50;

/// Read what others share with this device
///
/// Alone it lists the shares and what is in them.
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Which share, if there are several: its id or the beginning of it
    #[arg(long, global = true, value_name = "SHARE")]
    share: Option<String>,
    #[command(subcommand)]
    action: Option<Action>,
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
    /// Show the worksheet of a step
    Step {
        /// Its number, or the id of a worksheet that is none of the eleven
        #[arg(value_name = "1-11", value_parser = sheet_action::parse_name)]
        name: SheetName,
    },
    /// Fetch what is new from the devices that share
    Refresh {
        /// Give up looking after this long
        #[arg(long, value_name = "TIME", default_value = "10s", value_parser = parse_length)]
        wait: SignedDuration,
    },
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: &ReadArgs) -> Result<(), Failure> {
    // Writing, since copies of shares that are over are removed on the way.
    let vault = app.open(OpenMode::Write)?;
    let share = args.share.as_deref();
    let action = args.action.as_ref().unwrap_or(&Action::List);
    if let Action::Refresh { wait } = action {
        return refresh(app, vault, *wait);
    }
    let readings = vault.readings()?;
    if readings.is_empty() && !matches!(action, Action::List) {
        return Err(nothing_here(&vault)?);
    }
    match action {
        Action::List | Action::Refresh { .. } => list(app, &vault, &readings, share),
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
        Action::Step { name } => step(app, vault.read_share(share)?, name),
    }
}

fn list(
    app: &mut App,
    vault: &Vault,
    readings: &[ReadingView],
    share: Option<&str>,
) -> Result<(), Failure> {
    let now = vault.env().now();
    let ended = vault.readings_ended()?;
    let wanted =
        |reading: &&ReadingView| share.is_none_or(|share| reading.short.starts_with(share));
    if app.json() {
        let shapes: Vec<_> = readings.iter().filter(wanted).map(shape).collect();
        let ended: Vec<_> = ended
            .iter()
            .map(|(id, at)| json!({ "short": id, "removed_at": at.to_string() }))
            .collect();
        return app.print_json(&json!({ "shares": shapes, "ended": ended }));
    }
    for reading in readings.iter().filter(wanted) {
        let publication = vault.read_share(Some(&reading.short))?;
        heading(app, reading, &now)?;
        let cells = entry_view::id_cells(publication.entries.iter());
        for entry in publication.entries.iter().take(LISTED_MAX) {
            app.out.line(entry_view::list_line(entry, cells))?;
        }
        let more = publication.entries.len().saturating_sub(LISTED_MAX);
        if more > 0 {
            app.out
                .line(format!("… and {more} more; `still read show` shows all"))?;
        }
        for row in &publication.worksheets {
            app.out.line(sheet_line(&publication, row))?;
        }
    }
    match ended.last() {
        Some((_, at)) if readings.is_empty() => app.out.line(format!(
            "This share has ended; its copy was removed {}.",
            ago(*at, &now)
        )),
        None if readings.is_empty() => {
            app.notes.note(
                "Nobody shares anything with this device. `still device join` joins with a ticket.",
            );
            Ok(())
        }
        _ => Ok(()),
    }
}

fn sheet_line(publication: &Publication, row: &SheetRow) -> String {
    let definition = publication.definition(row);
    let title = definition.map_or(row.definition.as_str(), |definition| &definition.title);
    match definition.and_then(|definition| definition.step) {
        Some(number) => format!("step {number}: {}", show_line(title)),
        None => format!(
            "worksheet {}: {}",
            show_line(&row.definition),
            show_line(title)
        ),
    }
}

/// One worksheet, as everything is shown.
fn step(app: &mut App, mut publication: Publication, name: &SheetName) -> Result<(), Failure> {
    let is_meant = |row: &SheetRow| match name {
        SheetName::Step(step) => {
            Definition::builtin_by_id(&row.definition).and_then(|known| known.step) == Some(*step)
        }
        SheetName::Definition(id) => row.definition == *id,
    };
    publication.entries.clear();
    publication.worksheets.retain(is_meant);
    if publication.worksheets.is_empty() {
        return Err(
            Failure::new(Kind::NotFound, format!("step {name} is not shared"))
                .help("`still read` lists what is"),
        );
    }
    share_view::publication(app, &publication)
}

fn nothing_here(vault: &Vault) -> Result<Failure, Failure> {
    let now = vault.env().now();
    Ok(match vault.readings_ended()?.last() {
        Some((_, at)) => Failure::new(
            Kind::NotFound,
            format!(
                "this share has ended; its copy was removed {}",
                ago(*at, &now)
            ),
        ),
        None => Failure::new(Kind::NotFound, "nobody shares anything with this device")
            .help("`still device join` joins with a ticket"),
    })
}

/// Fetches from whoever shares, and says how it then stands.
fn refresh(app: &mut App, vault: Vault, wait: SignedDuration) -> Result<(), Failure> {
    if vault.readings()?.is_empty() {
        return Err(nothing_here(&vault)?);
    }
    let round = Round::go(app, vault, wait)?;
    let vault = &round.vault;
    let readings = vault.readings()?;
    if !round.met_somebody() && !readings.is_empty() {
        let now = vault.env().now();
        let last = readings
            .iter()
            .filter_map(|reading| reading.fetched_at)
            .max();
        let last = last.map_or_else(|| "never".to_owned(), |at| ago(at, &now));
        return Err(nobody(&round.met).because(format_args!("last fetched {last}")));
    }
    list(app, vault, &readings, None)
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
