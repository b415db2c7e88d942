//! `still read`: what others share with this device.

use clap::{Args, Subcommand};
use engine::views::EntryRef;
use engine::worksheet::{SheetRow, definitions};
use engine::{OpenMode, Publication, ReadingOver, ReadingView, SheetName, Vault};
use jiff::{SignedDuration, Zoned};
use report::words;
use serde_json::json;

use super::search;
use super::step::action as sheet_action;
use super::sync::{Round, nobody, tell_clocks};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::files::report::ReportFiles;
use crate::json::EntryShape;
use crate::queries;
use crate::terminal::{Paint, show_line};
use crate::time::{ago, parse_length};
use crate::view;

/// Entries of a share that are listed; the newest.
const LISTED_MAX: usize = 50;

/// Read what others share with this device
///
/// Alone it lists the shares and what is in them. With --html or --pdf it writes all that is shared, or one share, into
/// a file that anybody who gets it can read.
#[derive(Args)]
pub(crate) struct ReadArgs {
    /// Which share, if there are several: the name of who shares, its id, or the beginning of either
    #[arg(long, global = true, value_name = "SHARE")]
    share: Option<String>,
    #[command(flatten)]
    files: ReportFiles,
    #[command(subcommand)]
    action: Option<Action>,
}

impl ReadArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        !matches!(
            self.action,
            Some(Action::Name { .. } | Action::Refresh { .. })
        )
    }
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
    /// Give a share a name of your own, which only this device shows
    Name {
        /// The name; the one that the owner gave is shown again if it is left out
        name: Option<String>,
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
    if args.files.wanted() {
        return write_files(app, &vault, share, args);
    }
    let readings = vault.readings().list()?;
    if readings.is_empty() && !matches!(action, Action::List) {
        return Err(nothing_here(&vault)?);
    }
    match action {
        Action::List | Action::Refresh { .. } => list(app, &vault, share),
        Action::Show { entry: None } => {
            view::share::publication(app, None, &vault.readings().read(share)?)
        }
        Action::Show { entry: Some(entry) } => {
            let entry = vault.readings().entry(share, entry)?;
            if app.json() {
                return app.print_json(&EntryShape::new(&entry));
            }
            view::entry::page(app, &entry)
        }
        Action::Search { query, limit } => {
            let found = vault
                .readings()
                .search(share, &queries::join(query), *limit)?;
            search::print(app, &found)
        }
        Action::Step { name } => step(app, vault.readings().read(share)?, name),
        Action::Name { name } => {
            let name = name.as_deref().unwrap_or_default().trim();
            let reading = vault.readings().name(share, name)?;
            if app.json() {
                return app.print_json(&shape(&reading));
            }
            app.out.line(format!(
                "Shown here as: {}  {}",
                Paint::Faint.on(show_line(&reading.short)),
                Paint::Strong.on(who(&reading.name))
            ))
        }
    }
}

/// The shares that are meant: the one named, or all.
fn meant(vault: &Vault, share: Option<&str>) -> Result<Vec<ReadingView>, Failure> {
    Ok(match share {
        Some(share) => vec![vault.readings().get(share)?],
        None => vault.readings().list()?,
    })
}

/// Writes what is shared into files.
fn write_files(
    app: &mut App,
    vault: &Vault,
    share: Option<&str>,
    args: &ReadArgs,
) -> Result<(), Failure> {
    let all = matches!(
        args.action,
        None | Some(Action::List | Action::Show { entry: None })
    );
    if !all {
        return Err(Failure::usage("this cannot be put on paper by itself")
            .help("`still read --html FILE` writes all that is shared; --share names one share"));
    }
    let readings = meant(vault, share)?;
    if readings.is_empty() {
        return Err(nothing_here(vault)?);
    }
    let now = vault.env().now();
    let mut insights = Vec::new();
    for reading in &readings {
        let publication = vault.readings().read(Some(&reading.short))?;
        let fetched = reading
            .fetched_at
            .map_or(now.date(), |at| at.to_zoned(now.time_zone().clone()).date());
        let title = format!(
            "{}, as fetched on {}",
            whose(&reading.name, &reading.short),
            words::day(fetched)
        );
        insights.push(view::share_report::insight(title, &publication, fetched));
    }
    let title = match insights.as_slice() {
        [one] => one.title.clone(),
        _ => "What is shared with this device".to_owned(),
    };
    args.files.write(app, &insights, &title, now.date())?;
    if app.json() {
        let shapes: Vec<_> = readings.iter().map(shape).collect();
        return app.print_json(&json!({ "shares": shapes }));
    }
    ReportFiles::warn(app);
    Ok(())
}

/// Who shares, in words.
fn who(name: &str) -> String {
    match name {
        "" => "a journal without a name".to_owned(),
        name => show_line(name),
    }
}

/// The same where no id stands beside it: those without a name are told apart by the share.
fn whose(name: &str, short: &str) -> String {
    match name {
        "" => format!("{} ({})", who(name), show_line(short)),
        name => show_line(name),
    }
}

fn list(app: &mut App, vault: &Vault, share: Option<&str>) -> Result<(), Failure> {
    let now = vault.env().now();
    let readings = meant(vault, share)?;
    let over = vault.readings().over()?;
    let ended = vault.readings_ended()?;
    if app.json() {
        let shapes: Vec<_> = readings.iter().map(shape).collect();
        let over: Vec<_> = over
            .iter()
            .map(|over| {
                json!({ "short": over.short, "name": over.name, "ended_at": over.ended_at.to_string() })
            })
            .collect();
        let ended: Vec<_> = ended
            .iter()
            .map(|(id, at)| json!({ "short": id, "removed_at": at.to_string() }))
            .collect();
        return app.print_json(&json!({ "shares": shapes, "over": over, "ended": ended }));
    }
    for (at, reading) in readings.iter().enumerate() {
        if at > 0 {
            app.out.line("")?;
        }
        one_share(app, vault, reading, &now)?;
    }
    if share.is_none() {
        for over in &over {
            app.out.line(over_line(over, &now))?;
        }
    }
    match ended.last() {
        _ if !readings.is_empty() || !over.is_empty() => Ok(()),
        Some((_, at)) => app.out.line(format!(
            "This share has ended; its copy was removed {}.",
            ago(*at, &now)
        )),
        None => {
            app.notes.note(
                "Nobody shares anything with this device. `still device join` joins with a ticket.",
            );
            Ok(())
        }
    }
}

/// One share: its heading, and a line for everything in it.
fn one_share(
    app: &mut App,
    vault: &Vault,
    reading: &ReadingView,
    now: &Zoned,
) -> Result<(), Failure> {
    if let Some(why) = &reading.problem {
        let short = Paint::Faint.on(show_line(&reading.short));
        let why = format!("it cannot be read: {}", show_line(why));
        return app.out.line(format!("{short}  {}", Paint::Warning.on(why)));
    }
    let publication = vault.readings().read(Some(&reading.short))?;
    heading(app, reading, now)?;
    let cells = view::entry::id_cells(publication.entries.iter());
    for entry in publication.entries.iter().take(LISTED_MAX) {
        app.out.line(view::entry::list_line(entry, cells))?;
    }
    let more = publication.entries.len().saturating_sub(LISTED_MAX);
    if more > 0 {
        app.out
            .line(format!("… and {more} more; `still read show` shows all"))?;
    }
    for row in &publication.worksheets {
        app.out.line(sheet_line(&publication, row))?;
    }
    Ok(())
}

/// A share that is past its end by this device's clock.
fn over_line(over: &ReadingOver, now: &Zoned) -> String {
    format!(
        "{}  {}  ended on {}; it cannot be read any more",
        Paint::Faint.on(show_line(&over.short)),
        Paint::Strong.on(who(&over.name)),
        over.ended_at.to_zoned(now.time_zone().clone()).date()
    )
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
            definitions::by_id(&row.definition).and_then(|known| known.step) == Some(*step)
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
    view::share::publication(app, None, &publication)
}

fn nothing_here(vault: &Vault) -> Result<Failure, Failure> {
    let now = vault.env().now();
    if let Some(over) = vault.readings().over()?.first() {
        let day = over.ended_at.to_zoned(now.time_zone().clone()).date();
        let today = now.date();
        return Ok(Failure::new(
            Kind::NotFound,
            format!(
                "what {} shared ended on {day}",
                whose(&over.name, &over.short)
            ),
        )
        .because(format_args!(
            "by the clock of this device, where it is {today}"
        ))
        .help("if that clock is wrong, set it right; nothing is lost"));
    }
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
    if vault.readings().list()?.is_empty() && vault.readings().over()?.is_empty() {
        return Err(nothing_here(&vault)?);
    }
    let round = Round::go(app, vault, wait)?;
    let vault = &round.vault;
    let readings = vault.readings().list()?;
    if !round.met_somebody() && !readings.is_empty() {
        let now = vault.env().now();
        let last = readings
            .iter()
            .filter_map(|reading| reading.fetched_at)
            .max();
        let last = last.map_or_else(|| "never".to_owned(), |at| ago(at, &now));
        return Err(nobody(&round.met).because(format_args!("last fetched {last}")));
    }
    if !app.json() {
        tell_clocks(app, &round.met)?;
    }
    list(app, vault, None)
}

fn heading(app: &mut App, reading: &ReadingView, now: &Zoned) -> Result<(), Failure> {
    let fetched = reading
        .fetched_at
        .map_or_else(|| "never".to_owned(), |at| ago(at, now));
    let until = reading.ends_at.map_or_else(String::new, |at| {
        format!(", until {}", at.to_zoned(now.time_zone().clone()).date())
    });
    app.out.line(format!(
        "{}  {}  {} to read, last fetched {fetched}{until}",
        Paint::Faint.on(show_line(&reading.short)),
        Paint::Strong.on(who(&reading.name)),
        reading.published
    ))
}

fn shape(reading: &ReadingView) -> serde_json::Value {
    json!({
        "short": reading.short, "name": reading.name, "from": reading.from, "title": reading.title,
        "published": reading.published,
        "ends_at": reading.ends_at.map(|at| at.to_string()),
        "fetched_at": reading.fetched_at.map(|at| at.to_string()), "problem": reading.problem,
    })
}
