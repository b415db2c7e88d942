//! `still journey`: how far the present journey has come, and which journeys there are.

use clap::{Args, Subcommand, ValueEnum};
use engine::{JourneyChange, JourneyListing, JourneyReport, OpenMode, Standing, StepView};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, Tty, columns, show_line, wrap};
use crate::view;
use crate::writing::entry_text;

/// Remarks on one step that are shown; the step itself shows all.
const REMARKS_SHOWN: usize = 4;

/// The journey: how far each step is, what is missing, and how many days it has lasted
///
/// A journey holds the eleven worksheets of one relationship. There can be more than one over the years; steps and
/// figures are always about the present one.
#[derive(Args)]
pub(crate) struct JourneyArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

impl JourneyArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(self.action, None | Some(Action::List { .. }))
    }
}

#[derive(Subcommand)]
enum Action {
    /// Begin a journey; its name is asked, or read from standard input, and may be left empty
    New {
        /// Its first day
        #[arg(long, value_name = "DAY", default_value = "today")]
        started: String,
    },
    /// List the journeys
    List {
        /// Those that were put aside, too
        #[arg(long)]
        all: bool,
    },
    /// Go on with another one
    Switch {
        /// The beginning of its id, or its name
        journey: String,
    },
    /// Put a journey aside that was begun by mistake, or is long over; `switch` takes it up again
    PutAside {
        /// The beginning of its id, or its name
        journey: String,
    },
    /// Give the present journey another name; it is asked, or read from standard input
    Name,
    /// Say on which day the present journey began
    Started {
        /// The day
        day: String,
    },
    /// Say that contact is not wanted, for good: then none is planned any more, and step 11 leads
    DoNotContact {
        /// Turn it on or off
        switch: Switch,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: JourneyArgs) -> Result<(), Failure> {
    let change = match args.action {
        None => {
            let report = app.open(OpenMode::Read)?.journeys().present()?;
            return show(app, &report);
        }
        Some(Action::List { all }) => {
            let mut journeys = app.open(OpenMode::Read)?.journeys().list()?;
            journeys.retain(|journey| all || !journey.put_aside);
            return list(app, &journeys);
        }
        Some(Action::New { started }) => {
            let vault = app.open(OpenMode::Write)?;
            let started = vault.present()?.day(&started)?;
            let before = vault.journeys().present()?.journey;
            let journey = vault.journeys().begin(&name(true)?, started)?;
            changed(app, &journey, "Begun")?;
            if before.short != journey.short {
                app.out.flush()?;
                app.notes.note(format_args!(
                    "Steps are about this one now. `still journey switch {}` goes back to the one before.",
                    before.short
                ));
            }
            return Ok(());
        }
        Some(Action::Switch { journey }) => {
            let vault = app.open(OpenMode::Write)?;
            let journey = vault
                .journeys()
                .change(Some(&journey), JourneyChange::Choose)?;
            return changed(app, &journey, "Going on with");
        }
        Some(Action::PutAside { journey }) => {
            let vault = app.open(OpenMode::Write)?;
            let journey = vault
                .journeys()
                .change(Some(&journey), JourneyChange::PutAside)?;
            return changed(app, &journey, "Put aside");
        }
        Some(Action::Name) => JourneyChange::Name(name(false)?),
        Some(Action::Started { day }) => {
            JourneyChange::Started(app.open(OpenMode::Read)?.present()?.day(&day)?)
        }
        Some(Action::DoNotContact { switch }) => {
            JourneyChange::DoNotContact(matches!(switch, Switch::On))
        }
    };
    let vault = app.open(OpenMode::Write)?;
    let journey = vault.journeys().change(None, change)?;
    changed(app, &journey, "Changed")
}

/// The name as piped or typed. `may_be_left_out` lets a script say nothing at all.
fn name(may_be_left_out: bool) -> Result<String, Failure> {
    if entry_text::is_piped() {
        return Ok(entry_text::piped()?.trim().to_owned());
    }
    match Tty::open() {
        Some(mut tty) => Ok(tty
            .ask("A name for it, for you alone (Enter for none): ")?
            .unwrap_or_default()),
        None if may_be_left_out => Ok(String::new()),
        None => Err(Failure::usage("the name is missing").because("it comes on standard input")),
    }
}

fn changed(app: &mut App, journey: &JourneyListing, what: &str) -> Result<(), Failure> {
    if app.json() {
        return app.print_changed(&shape(journey));
    }
    if !app.has_saved() {
        return app.unchanged(&format!("it is like that already: {}", line(journey)));
    }
    app.out.line(format!("{what}: {}", line(journey)))?;
    if journey.do_not_contact && !journey.put_aside {
        app.out.line(Standing::DoNotContact.words())?;
    }
    Ok(())
}

fn list(app: &mut App, journeys: &[JourneyListing]) -> Result<(), Failure> {
    if app.json() {
        let shapes: Vec<_> = journeys.iter().map(shape).collect();
        return app.print_json(&json!({ "journeys": shapes }));
    }
    for journey in journeys {
        let mark = if journey.present { "→" } else { " " };
        app.out.line(format!("{mark} {}", line(journey)))?;
    }
    Ok(())
}

fn line(journey: &JourneyListing) -> String {
    let name = match journey.name.as_str() {
        "" => "a journey without a name".to_owned(),
        name => show_line(name),
    };
    let since = journey
        .started
        .map_or_else(String::new, |day| format!(", since {day}"));
    let switch = match journey {
        journey if journey.put_aside => ", put aside",
        journey if journey.do_not_contact => ", do not contact",
        _ => "",
    };
    format!("{}  {name}{since}{switch}", Paint::Faint.on(&journey.short))
}

fn show(app: &mut App, report: &JourneyReport) -> Result<(), Failure> {
    if app.json() {
        let steps: Vec<_> = report.steps.iter().map(json::worksheet::step).collect();
        return app.print_json(&json!({
            "journey": shape(&report.journey), "days": report.days, "steps": steps,
            "sessions": report.sessions,
        }));
    }
    app.out.line(Paint::Strong.on(line(&report.journey)))?;
    // A step that rests waits for nothing.
    let open = report.steps.iter().filter(|step| step.rests.is_none());
    let (all, done) = (open.clone().count(), open.filter(|step| step.done).count());
    let days = match report.days {
        Some(days) => format!("day {days}, "),
        None => String::new(),
    };
    app.out.line(format!("{days}{done} of {all} steps done"))?;
    if report.journey.do_not_contact {
        app.out.line(Standing::DoNotContact.words())?;
    }
    let mut steps: Vec<&StepView> = report.steps.iter().collect();
    if report.journey.do_not_contact {
        steps.sort_by_key(|step| step.number != 11);
    }
    for step in steps {
        app.out.line("")?;
        app.out.line(view::worksheet::step_line(step))?;
        if step.closed.is_some() {
            continue;
        }
        let mut remarks = view::worksheet::remarks(step);
        let more = remarks.len().saturating_sub(REMARKS_SHOWN);
        remarks.truncate(REMARKS_SHOWN);
        if more > 0 {
            remarks.push(format!("… and {more} more: `still step {}`", step.number));
        }
        let width = columns().map(|cells| cells.saturating_sub(6));
        for remark in remarks {
            for line in wrap(&show_line(&remark), width) {
                app.out.line(format!("      {line}"))?;
            }
        }
    }
    Ok(())
}

fn shape(journey: &JourneyListing) -> serde_json::Value {
    json!({
        "short": journey.short, "name": journey.name, "started": journey.started,
        "present": journey.present, "do_not_contact": journey.do_not_contact,
        "put_aside": journey.put_aside,
    })
}
