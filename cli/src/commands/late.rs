//! `still doctor late`: what a removed device wrote after what counts of it, to look at and to keep.

use clap::{Args, Subcommand};
use engine::late::{LateKept, LateState, LateView, LateWhat};
use engine::{OpenMode, Vault};
use jiff::tz::TimeZone;
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, counted, pad, show_line, show_text};

/// So many are listed at once.
const LISTED: usize = 30;

/// What a removed device wrote after the others last saw it: look at it, and keep what is yours
///
/// Whoever removes a device names what of it counts. What it had written beyond that, and what reaches the others later,
/// is kept sealed and not shown. It may be honest work from the last days of a lost phone; or somebody else's, if the
/// device was in other hands. Nothing of it counts until you say so.
#[derive(Args)]
pub(crate) struct LateArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand)]
enum Action {
    /// List it, by device, newest first. Each has a number on this device, which stays
    List {
        /// Also what was kept or hidden, and more than the newest 30
        #[arg(long)]
        all: bool,
    },
    /// Show the whole text of one; nothing is changed
    Show {
        /// Its number
        #[arg(value_name = "N")]
        number: usize,
    },
    /// Write some of it anew, as edits of this device: an entry with its date and fields, an answer into its worksheet
    ///
    /// What stands here already is left as it is, also if another of your devices kept it.
    #[command(args_conflicts_with_subcommands = true)]
    Keep {
        /// Their numbers
        #[arg(
            value_name = "N",
            required_unless_present = "through",
            conflicts_with = "through"
        )]
        numbers: Vec<usize>,
        /// Let everything count that this device wrote up to N, on all your devices. Asks for the passphrase, as
        /// removing a device does, and cannot be taken back
        #[arg(long, value_name = "N")]
        through: Option<usize>,
    },
    /// Do not ask about some of it any more, on this device; `list --all` still shows it
    Hide {
        /// Their numbers; without any, all that nobody has decided about, also what `list` leaves out
        #[arg(value_name = "N")]
        numbers: Vec<usize>,
    },
}

impl LateArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(
            self.action,
            None | Some(Action::List { .. } | Action::Show { .. })
        )
    }
}

/// Runs the action.
pub(super) fn run(app: &mut App, args: &LateArgs) -> Result<(), Failure> {
    match &args.action {
        None => list(app, false),
        Some(Action::List { all }) => list(app, *all),
        Some(Action::Show { number }) => show(app, *number),
        Some(Action::Keep {
            through: Some(number),
            ..
        }) => keep_through(app, *number),
        Some(Action::Keep { numbers, .. }) => keep(app, numbers),
        Some(Action::Hide { numbers }) => hide(app, numbers),
    }
}

fn list(app: &mut App, all: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let mut found = vault.late().list()?;
    let total = found.late.len();
    if !all {
        found.late.retain(|late| late.state == LateState::Open);
    }
    let decided = total - found.late.len();
    if app.json() {
        let late: Vec<_> = found.late.iter().map(json::late::shape).collect();
        return app.print_json(&json!({
            "late": late, "decided": decided, "unlisted": found.unlisted,
        }));
    }
    if found.late.is_empty() {
        app.out.line("Nothing is late of a removed device.")?;
    }
    let zone = vault.env().now().time_zone().clone();
    let shown = if all { found.late.len() } else { LISTED };
    let mut device = None;
    for late in found.late.iter().take(shown) {
        if device != Some(&late.device_short) {
            device = Some(&late.device_short);
            let (name, id) = (show_line(&late.device), show_line(&late.device_short));
            app.out.line(format!(
                "{}  {}",
                Paint::Strong.on(name),
                Paint::Faint.on(id)
            ))?;
        }
        app.out.line(line(late, &zone))?;
    }
    let mut more = Vec::new();
    if found.late.len() > shown {
        more.push(format!("{} more are not listed", found.late.len() - shown));
    }
    if decided > 0 {
        more.push(counted(decided, "is kept or hidden", "are kept or hidden"));
    }
    if !more.is_empty() {
        let more = format!("{}; `still doctor late list --all`", more.join(", "));
        app.out.line(Paint::Faint.on(more))?;
    }
    if found.unlisted > 0 {
        app.out.line(format!(
            "{} cannot be listed: it is more than an honest device writes.",
            counted(found.unlisted, "record", "records")
        ))?;
    }
    if found.late.iter().any(|late| late.state == LateState::Open) {
        app.out.flush()?;
        app.notes.note(
            "`still doctor late show N` shows one, `keep N` writes it anew here, `hide` stops asking.",
        );
    }
    Ok(())
}

fn line(late: &LateView, zone: &TimeZone) -> String {
    let at = late.at.map_or_else(
        || "unknown time    ".to_owned(),
        |at| {
            at.to_zoned(zone.clone())
                .strftime("%Y-%m-%d %H:%M")
                .to_string()
        },
    );
    let state = match late.state {
        LateState::Open => "",
        LateState::Kept => "  kept",
        LateState::Hidden => "  hidden",
    };
    format!(
        "{:>5}  {at}  {}{}",
        late.number,
        what(late),
        Paint::Faint.on(state)
    )
}

/// What one of them is, in words.
fn what(late: &LateView) -> String {
    let words = match late.words.as_str() {
        "" => String::new(),
        words => format!(" “{}”", show_line(words)),
    };
    match late.what {
        LateWhat::Entry => format!("entry{words}"),
        LateWhat::EntryChange => format!("change of the entry{words}"),
        LateWhat::Answer => format!("answer in the worksheet{words}"),
        LateWhat::Other => {
            "something else of the journal; it counts only with `keep --through`".into()
        }
        LateWhat::Unreadable => "cannot be read here".into(),
    }
}

fn show(app: &mut App, number: usize) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let found = vault.late().show(number)?;
    if app.json() {
        return app.print_json(&json::late::text(&found));
    }
    let zone = vault.env().now().time_zone().clone();
    let device = show_line(&found.late.device);
    app.out.line(format!(
        "{}  {}",
        line(&found.late, &zone),
        Paint::Faint.on(device)
    ))?;
    for part in &found.parts {
        let label = show_line(&part.label);
        let text = show_text(&part.text);
        if text.contains('\n') || text.len() > 60 {
            app.out.line(format!("{label}:"))?;
            for line in text.lines() {
                app.out.line(format!("  {line}").trim_end())?;
            }
        } else {
            app.out
                .line(format!("{} {text}", pad(&format!("{label}:"), 10)))?;
        }
    }
    Ok(())
}

fn keep(app: &mut App, numbers: &[usize]) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let kept = vault.late().keep(numbers)?;
    if app.json() {
        let kept: Vec<_> = kept.iter().map(json::late::kept).collect();
        return app.print_changed(&json!({ "kept": kept }));
    }
    for one in &kept {
        app.out.line(said(one))?;
    }
    Ok(())
}

fn said(kept: &LateKept) -> String {
    let what = what(&kept.late);
    let number = kept.late.number;
    if !kept.changed {
        return format!("Nothing was changed: {number}, {what}, stands here already.");
    }
    match &kept.entry {
        Some(entry) => format!("Kept: {number}, {what}. `still show {}`", show_line(entry)),
        None => format!("Kept: {number}, {what}."),
    }
}

fn keep_through(app: &mut App, number: usize) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let device = vault.late().show(number)?.late.device;
    let confirmed = app.confirm(&vault)?;
    let count = vault.late().keep_through(number, &confirmed)?;
    if app.json() {
        return app.print_changed(&json!({ "device": device, "records": count }));
    }
    if count == 0 {
        return app.unchanged("it counts already.");
    }
    app.out.line(format!(
        "{} of {} {} now, on all your devices once they have met.",
        counted(count, "more record", "more records"),
        show_line(&device),
        if count == 1 { "counts" } else { "count" }
    ))
}

fn hide(app: &mut App, numbers: &[usize]) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let numbers = if numbers.is_empty() {
        open(&vault)?
    } else {
        numbers.to_vec()
    };
    vault.late().hide(&numbers)?;
    if app.json() {
        return app.print_json(&json!({ "hidden": numbers }));
    }
    if numbers.is_empty() {
        return app.unchanged("nothing is late that you were asked about.");
    }
    app.out.line(format!(
        "Hidden: {}. You are not asked about {it} any more on this device; `still doctor late list --all` shows {it}.",
        numbers.len(),
        it = if numbers.len() == 1 { "it" } else { "them" }
    ))
}

fn open(vault: &Vault) -> Result<Vec<usize>, Failure> {
    let late = vault.late().list()?.late.into_iter();
    let open = late.filter(|late| late.state == LateState::Open);
    Ok(open.map(|late| late.number).collect())
}
