//! `still insights`, `still review` and `still summary`: figures about what was written, on the screen or in a file.

use clap::{Args, Subcommand};
use engine::insight::Insight;
use engine::when::Present;
use engine::{Days, InsightKind, JourneyChange, OpenMode, SheetName, Vault};
use jiff::civil::Date;

use super::step::action as sheet_action;
use crate::app::App;
use crate::failure::Failure;
use crate::files::report::ReportFiles;
use crate::json;
use crate::time::between;
use crate::view;

/// What your entries and worksheets show, each figure with the records behind it
///
/// Nothing is stored and nothing is concluded from fewer than five records.
#[derive(Args)]
pub(crate) struct InsightsArgs {
    #[command(subcommand)]
    which: Which,
    #[command(flatten)]
    days: DaysArgs,
    #[command(flatten)]
    report: ReportArgs,
}

#[derive(Subcommand)]
enum Which {
    /// Days with an entry, and how many in a row
    Days,
    /// Mood over time, with the average of seven days
    Mood,
    /// Emotions and triggers, by how often and by the mood that comes with them
    Words,
    /// What follows on what, again and again
    Pairs,
    /// When urges and storms come
    Times,
    /// No contact: the day, runs, slips and urges
    NoContact,
    /// Promises and habits: what was kept, week by week, with a heat map
    #[command(visible_alias = "follow-through")]
    Kept,
    /// The eleven steps
    Progress,
    /// What was written on this day in other months and years
    OnThisDay,
    /// The answers to one question side by side, earlier ones too
    Question {
        /// A step's number, or the id of a worksheet of your own
        #[arg(value_parser = sheet_action::parse_name)]
        worksheet: SheetName,
        /// The field, or LIST/FIELD for one that every item has
        field: String,
    },
}

/// The week in review: what was written, felt, resisted and kept
#[derive(Args)]
pub(crate) struct ReviewArgs {
    /// A day of the week to look at
    #[arg(long, value_name = "DAY", default_value = "today")]
    week: String,
    #[command(flatten)]
    report: ReportArgs,
}

/// What happened since the last session, for somebody who helps
///
/// Counts from the day after the last session that you noted, or else the last two weeks. Entries are listed only if a
/// share shows them; an unsent letter never is, unless that share names it.
#[derive(Args)]
pub(crate) struct SummaryArgs {
    #[command(flatten)]
    days: DaysArgs,
    /// The share whose entries are listed: its id or whom it is for [default: the only live one]
    #[arg(long, value_name = "SHARE")]
    share: Option<String>,
    /// Note that a session took place today, so that the next summary counts from tomorrow
    #[arg(long)]
    session: bool,
    #[command(flatten)]
    report: ReportArgs,
}

#[derive(Args)]
struct DaysArgs {
    /// The first day to look at
    #[arg(long, alias = "since", value_name = "DAY", global = true)]
    from: Option<String>,
    /// The last day to look at
    #[arg(long, value_name = "DAY", global = true)]
    to: Option<String>,
}

/// Where it goes, and how much of it.
#[derive(Args)]
struct ReportArgs {
    /// List the records behind every figure
    #[arg(long, global = true)]
    why: bool,
    #[command(flatten)]
    files: ReportFiles,
}

/// Shows an insight.
pub(crate) fn insights(app: &mut App, args: &InsightsArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let days = args.days.days(&vault.present()?)?;
    let kind = match &args.which {
        Which::Days => InsightKind::Days,
        Which::Mood => InsightKind::Mood,
        Which::Words => InsightKind::Words,
        Which::Pairs => InsightKind::Pairs,
        Which::Times => InsightKind::Times,
        Which::NoContact => InsightKind::NoContact,
        Which::Kept => InsightKind::Kept,
        Which::Progress => InsightKind::Progress,
        Which::OnThisDay => InsightKind::OnThisDay,
        Which::Question { worksheet, field } => {
            let (list, field) = match field.split_once('/') {
                Some((list, field)) => (Some(list), field),
                None => (None, field.as_str()),
            };
            let insight = vault.insights().question(worksheet, list, field, days)?;
            return args.report.show(app, &vault, &insight);
        }
    };
    args.report
        .show(app, &vault, &vault.insights().get(kind, days)?)
}

/// Shows a week.
pub(crate) fn review(app: &mut App, args: &ReviewArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let present = vault.present()?;
    let (first, last) = present.days(&args.week)?;
    let day = last.min(come(&present, first)?);
    let days = Days {
        from: Some(day),
        to: Some(day),
    };
    args.report
        .show(app, &vault, &vault.insights().get(InsightKind::Week, days)?)
}

/// Shows what happened since the last session.
pub(crate) fn summary(app: &mut App, args: &SummaryArgs) -> Result<(), Failure> {
    let mode = if args.session {
        OpenMode::Write
    } else {
        OpenMode::Read
    };
    let vault = app.open(mode)?;
    let present = vault.present()?;
    let days = args.days.days(&present)?;
    let counts_from_session = days.from.is_none() && days.to.is_none();
    let asks = args.session || counts_from_session;
    let was_noted = asks && vault.journeys().has_session(present.today())?;
    let summary = vault.insights().summary(days, args.share.as_deref())?;
    args.report.show(app, &vault, &summary)?;
    if args.session && !was_noted {
        vault.journeys().change(None, JourneyChange::Session)?;
    }
    app.out.flush()?;
    if was_noted {
        app.notes.note(format_args!(
            "A session of today is noted already. This is what was there to tell in it, from {} on; the next summary \
             counts from tomorrow.",
            summary.from
        ));
    } else if args.session {
        app.notes
            .note("The session of today is noted; the next summary counts from tomorrow.");
    }
    Ok(())
}

impl DaysArgs {
    fn days(&self, present: &Present) -> Result<Days, Failure> {
        let (from, to) = between(present, self.from.as_deref(), self.to.as_deref())?;
        let today = match from {
            Some(first) => come(present, first)?,
            None => present.today(),
        };
        Ok(Days {
            from,
            to: to.map(|last| last.min(today)),
        })
    }
}

/// Today, if the first day that is looked at has come.
fn come(present: &Present, first: Date) -> Result<Date, Failure> {
    let today = present.today();
    if first > today {
        return Err(Failure::usage(format!("{first} has not come yet"))
            .because("figures are about days up to today"));
    }
    Ok(today)
}

impl ReportArgs {
    fn show(&self, app: &mut App, vault: &Vault, insight: &Insight) -> Result<(), Failure> {
        let made = vault.env().now().date();
        let one = std::slice::from_ref(insight);
        self.files.write(app, one, &insight.title, made)?;
        if app.json() {
            return app.print_json(&json::insight::shape(insight));
        }
        if self.files.wanted() {
            ReportFiles::warn(app);
            return Ok(());
        }
        view::insight::print(app, insight, self.why)
    }
}
