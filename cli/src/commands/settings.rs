//! `still settings`: what is chosen once for all devices.

use clap::{Args, Subcommand, ValueEnum};
use engine::when::{DayEnds, DayEndsError, time_of_day};
use engine::{OpenMode, Preference, Preferences};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, wrap};

/// Show or set what holds on all your devices, such as when your day ends
///
/// Without an action it lists the settings. They travel with the journal. What is about one device alone is elsewhere: `still
/// network`, `still passwd`.
#[derive(Args)]
pub(crate) struct SettingsArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

impl SettingsArgs {
    /// Whether nothing is changed.
    pub(super) fn only_shows(&self) -> bool {
        self.action.is_none()
    }
}

#[derive(Subcommand)]
enum Action {
    /// When your day ends: what happens earlier in the night counts to the day before, in every figure
    DayEnds {
        /// A time before noon: 04:00, 4am, or midnight
        #[arg(value_name = "TIME", value_parser = day_ends)]
        time: DayEnds,
    },
    /// The line that says what `still help-now` is, where something you wrote sounds like danger
    QuietLine {
        /// Show it or not
        switch: Switch,
    },
}

#[derive(Clone, Copy, ValueEnum)]
enum Switch {
    On,
    Off,
}

/// Lists the settings, or changes one.
pub(crate) fn run(app: &mut App, args: &SettingsArgs) -> Result<(), Failure> {
    let Some(action) = &args.action else {
        let chosen = app.open(OpenMode::Read)?.preferences()?;
        return show(app, chosen);
    };
    let preference = match action {
        Action::DayEnds { time } => Preference::DayEnds(*time),
        Action::QuietLine { switch } => Preference::QuietLine(matches!(switch, Switch::On)),
    };
    let vault = app.open(OpenMode::Write)?;
    vault.set_preference(preference)?;
    let chosen = vault.preferences()?;
    if !app.json() && !app.has_saved() {
        return app.unchanged("it is like that already.");
    }
    show(app, chosen)
}

fn day_ends(text: &str) -> Result<DayEnds, String> {
    // A bare hour is meant as one.
    let hour = text.trim().parse::<u8>().ok().filter(|hour| *hour < 24);
    let given = hour.map_or_else(|| text.to_owned(), |hour| format!("{hour:02}:00"));
    let time = time_of_day(&given).map_err(|_| format!("{DayEndsError}: write it like 04:00"))?;
    DayEnds::at(time).map_err(|error| error.to_string())
}

fn show(app: &mut App, chosen: Preferences) -> Result<(), Failure> {
    if app.json() {
        return app.print_changed(&json!({
            "day_ends": chosen.day_ends.to_string(), "quiet_line": chosen.quiet_line,
        }));
    }
    let ends = match chosen.day_ends {
        DayEnds::MIDNIGHT => "Your day ends at midnight.".to_owned(),
        ends => format!("What happens before {ends} counts to the day before."),
    };
    let quiet = if chosen.quiet_line {
        "Where something sounds like danger, one line says what `still help-now` is."
    } else {
        "No line about help is shown. `still help-now` is always there."
    };
    let on = if chosen.quiet_line { "on" } else { "off" };
    let rows = [
        ("day-ends", chosen.day_ends.to_string(), ends.as_str()),
        ("quiet-line", on.to_owned(), quiet),
    ];
    for (name, value, means) in rows {
        app.out.line(format!(
            "{} {value}",
            Paint::Strong.on(format!("{name:<10}"))
        ))?;
        let width = columns().map(|cells| cells.saturating_sub(11));
        for line in wrap(means, width) {
            app.out.line(format!("           {line}"))?;
        }
    }
    Ok(())
}
