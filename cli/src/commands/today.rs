//! `still today`: the day at a glance, and a reminder that says nothing.

use std::io::IsTerminal as _;
use std::process::{Command, Stdio};

use clap::Args;
use engine::views::ChangedApart;
use engine::worksheet::{Cadence, Due};
use engine::{DueView, OpenMode, Standing, TodayView, Vault};
use jiff::civil::Weekday;
use serde_json::json;
use unicode_width::UnicodeWidthStr as _;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, columns, counted, pad, show_line, truncate, wrap};
use crate::view;
use crate::writing::drafting;

/// Cells of a promise in a list.
const PROMISE_CELLS: usize = 48;
/// The only sentence a reminder ever says.
const REMINDER: &str = "A quiet moment, if you like.";

/// Today: what is due, the day count, what stayed open yesterday, and something to write about
#[derive(Args)]
pub(crate) struct TodayArgs {
    /// Only say one fixed, neutral sentence, as a notification where there is a desktop. Never opens the journal; for
    /// timers, see docs/reminders.md
    #[arg(long)]
    notify: bool,
}

/// Shows the day, or reminds of it.
pub(crate) fn run(app: &mut App, args: &TodayArgs) -> Result<(), Failure> {
    if args.notify {
        return if raised() {
            Ok(())
        } else {
            app.out.line(REMINDER)
        };
    }
    let vault = app.open(OpenMode::Read)?;
    let today = vault.programme().today()?;
    let both_sides = vault.both_sides().list()?;
    let hidden = view::hidden::untold(&vault)?;
    if app.json() {
        let mut shape = shape(&today);
        let both_sides = both_sides.iter().map(json::both_sides::shape);
        shape["changed_on_both_sides"] = both_sides.collect();
        shape["hidden_entries"] = hidden.iter().map(json::hidden::shape).collect();
        return app.print_json(&shape);
    }
    show(app, &vault, &today, &both_sides)?;
    if let Some(line) = drafting::waiting(&vault) {
        app.out.line("")?;
        app.out.line(line)?;
    }
    if !hidden.is_empty() {
        app.out.line("")?;
    }
    view::hidden::tell(app, &vault, &hidden)?;
    let status = vault.status()?;
    if hidden.is_empty() {
        super::status::tell_late(app, &status.cut_off)?;
    }
    super::status::tell_shares(app, &vault)?;
    super::status::tell_differing(app, &status)
}

/// Raises a notification, where somebody sits at a desktop and is not looking at this very output.
fn raised() -> bool {
    let desktop = std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some();
    if !desktop || std::io::stdout().is_terminal() {
        return false;
    }
    let sent = Command::new("notify-send")
        .args(["--app-name", "Reminder", REMINDER])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    sent.is_ok_and(|status| status.success())
}

fn show(
    app: &mut App,
    vault: &Vault,
    today: &TodayView,
    both_sides: &[ChangedApart],
) -> Result<(), Failure> {
    app.out
        .line(Paint::Strong.on(today.date.strftime("%A, %-d %B %Y")))?;
    if let Some(figures) = &today.no_contact {
        let longest = counted(figures.longest_run, "day", "days");
        let day = view::figures::day(figures);
        app.out.line(format!(
            "{day} without contact; the longest run has {longest}"
        ))?;
    }
    if let Some(standing) = today.standing {
        for line in wrap(standing.words(), columns()) {
            app.out.line(line)?;
        }
    }
    let written = match today.written {
        (true, _) => "Something is written today",
        (false, true) => "Nothing is written yet today",
        (false, false) => "Nothing is written yet, yesterday or today",
    };
    let streak = match today.streak {
        0 | 1 => String::new(),
        days => format!("; {days} days in a row so far"),
    };
    app.out.line(format!("{written}{streak}."))?;
    dues(app, "Due", &today.due, "this")?;
    // On a Monday, yesterday was in the week before.
    let monday = today.date.weekday() == Weekday::Monday;
    let when = if monday { "last" } else { "this" };
    dues(app, "Open since yesterday", &today.left_open, when)?;
    for urge in &today.open_urges {
        app.out.line(format!(
            "  {}  an urge yesterday: what did you do instead? {}",
            Paint::Strong.on(urge),
            Paint::Faint.on(format!("`still step 2 fill urges/{urge}`"))
        ))?;
    }
    if let Some(step) = &today.step {
        app.out.line("")?;
        app.out.line(format!(
            "Step {}, {}{} {}",
            step.number,
            show_line(&step.title),
            view::worksheet::stop(&step.title),
            Paint::Faint.on(format!("`still step {}`", step.number))
        ))?;
    }
    if today.flags > 0 {
        let flagged = counted(today.flags, "sentence is", "sentences are");
        app.out.line(format!(
            "{flagged} marked. {}",
            Paint::Faint.on("`still marks`")
        ))?;
    }
    if !both_sides.is_empty() {
        app.out.line("")?;
    }
    view::both_sides::print(app, vault, both_sides)?;
    app.out.line("")?;
    for line in wrap(today.prompt, columns()) {
        app.out.line(line)?;
    }
    Ok(())
}

/// `when` tells which week they are of.
fn dues(app: &mut App, heading: &str, dues: &[DueView], when: &str) -> Result<(), Failure> {
    if dues.is_empty() {
        return Ok(());
    }
    app.out.line("")?;
    app.out.line(Paint::Strong.on(heading))?;
    let promise = |view: &DueView| truncate(&show_line(&view.due.promise.promise), PROMISE_CELLS);
    let cells = dues.iter().map(|view| promise(view).width()).max();
    for view in dues {
        app.out.line(format!(
            "  {}  {}  {}",
            Paint::Strong.on(&view.short),
            pad(&promise(view), cells.unwrap_or(0)),
            Paint::Faint.on(how_often(&view.due, when))
        ))?;
    }
    Ok(())
}

fn how_often(due: &Due, when: &str) -> String {
    let by = due
        .promise
        .until
        .map_or_else(String::new, |day| format!(" by {day}"));
    match due.cadence {
        Cadence::Daily => "every day".to_owned(),
        Cadence::TimesAWeek(_) => format!("{} of {} {when} week", due.kept, due.asked),
        Cadence::Weekly => "once a week".to_owned(),
        Cadence::Monthly => "once a month".to_owned(),
        Cadence::Once if due.late => format!("was promised{by}"),
        Cadence::Once => format!("once{by}"),
    }
}

fn shape(today: &TodayView) -> serde_json::Value {
    let due = |view: &DueView| {
        json!({
            "item": view.due.promise.item.to_string(), "short": view.short,
            "list": view.due.promise.list, "promise": view.due.promise.promise,
            "kept": view.due.kept, "asked": view.due.asked, "late": view.due.late,
        })
    };
    let dues = |views: &[DueView]| views.iter().map(due).collect::<Vec<_>>();
    json!({
        "date": today.date,
        "no_contact": today.no_contact.as_ref().map(json::figures::no_contact),
        "no_contact_planned": today.standing.map(Standing::name),
        "due": dues(&today.due), "left_open": dues(&today.left_open),
        "open_urges": today.open_urges,
        "written_today": today.written.0, "written_yesterday": today.written.1,
        "streak": today.streak, "step": today.step.as_ref().map(json::worksheet::step),
        "marks": today.flags, "prompt": today.prompt,
    })
}
