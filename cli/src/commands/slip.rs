//! `still slip`: there was contact after all. Written down without a verdict.

use clap::Args;
use engine::worksheet::{TEXT_CHARS_MAX, Target};
use engine::{DraftSubject, Figures, OpenMode, Vault};
use serde_json::{Map, Value, json};

use super::drafting::{Drafting, offered};
use super::entry_text;
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{FormEnd, Part, Tty, Wanted, anything, counted};
use crate::time::parse_moment;

/// The fields that are asked about, their questions, and what `?` says.
const QUESTIONS: [(&str, &str, &str); 2] = [
    (
        "what",
        "What happened? Enter leaves it for later: ",
        "A sentence is enough, or as much as you like. It stays among your own worksheets.",
    ),
    (
        "learned",
        "What do you know now that helps next time? ",
        "For example what came before it, or what would have held you.",
    ),
];

/// Write down that there was contact after all; the days before it stay yours
///
/// The next day is day 1, and earlier runs still count as what they were. What happened is asked, or piped in.
#[derive(Args)]
pub(crate) struct SlipArgs {
    /// How: messages, calls, social_media, coincidences, friends or other
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// When, if not now: “yesterday 22:10”, “2026-11-20”
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
}

/// Writes it down.
pub(crate) fn run(app: &mut App, args: &SlipArgs) -> Result<(), Failure> {
    let now = app.env().now();
    let at = args.at.as_deref();
    let at = at.map(|at| parse_moment(at, &now)).transpose()?;
    let mut slip = Map::new();
    if let Some(channel) = &args.channel {
        slip.insert("channel".into(), channel.as_str().into());
    }
    let vault = app.open(OpenMode::Write)?;
    let is_at = at.is_some();
    slip.insert("at".into(), at.unwrap_or(now).to_string().into());
    if entry_text::is_piped() {
        return save(app, &vault, slip, &[entry_text::piped()?]);
    }
    let Some(tty) = Tty::open().filter(|_| !app.json()) else {
        return save(app, &vault, slip, &[]);
    };
    asked(app, &vault, tty, slip, is_at)
}

/// Asks, and writes down what was answered; `is_at` where its moment was given.
fn asked(
    app: &mut App,
    vault: &Vault,
    mut tty: Tty,
    mut slip: Map<String, Value>,
    is_at: bool,
) -> Result<(), Failure> {
    let is_slip = |subject: &DraftSubject| *subject == DraftSubject::Slip;
    let (mut drafting, mut answers) = match offered(app, vault, true, is_slip, |_| false)? {
        Some((drafting, view)) => {
            // It was on the day on which somebody began to write about it.
            if !is_at {
                slip.insert("at".into(), view.begun.to_string().into());
            }
            (
                drafting,
                QUESTIONS.map(|it| view.text(it.0).to_owned()).into(),
            )
        }
        None => (Drafting::quietly(vault, DraftSubject::Slip)?, Vec::new()),
    };
    let parts = QUESTIONS.map(|(_, question, help)| Part {
        prompt: question.to_owned(),
        help,
        wanted: Wanted::Text,
        limit: TEXT_CHARS_MAX,
        refused: anything,
    });
    let ended = tty.ask_form(&parts, &mut answers, &mut |answers| {
        drafting.keep_named(QUESTIONS.iter().map(|it| it.0).zip(answers))
    });
    let saved = match ended {
        Ok(FormEnd::Left) => {
            tty.say("Nothing was written down.")?;
            if let Some(how) = drafting.how_to_resume() {
                tty.say(&format!("What you typed is kept as a draft: {how}."))?;
            }
            return Ok(());
        }
        Ok(FormEnd::Answered) => save(app, vault, slip, &answers),
        Err(failure) => Err(failure),
    };
    match saved {
        Ok(()) => {
            drafting.discard(app.notes);
            Ok(())
        }
        Err(failure) => Err(drafting.left_by(failure)),
    }
}

fn save(
    app: &mut App,
    vault: &Vault,
    mut slip: Map<String, Value>,
    answers: &[String],
) -> Result<(), Failure> {
    for ((field, _, _), answer) in QUESTIONS.iter().zip(answers) {
        if !answer.trim().is_empty() {
            slip.insert((*field).into(), answer.as_str().into());
        }
    }
    let made = vault.step_json(2, &Target::NewItem("slips".into()), &Value::Object(slip))?;
    let item = made[0].to_string();
    if app.json() {
        return app.print_json(&json!({ "item": item }));
    }
    app.out.line(format!("Written down{}", days(vault)?))
}

/// What stays, in a sentence.
fn days(vault: &Vault) -> Result<String, Failure> {
    let Figures::NoContact(figures) = vault.step(2)?.figures else {
        return Ok(".".to_owned());
    };
    Ok(match figures.total_days {
        0 => ".".to_owned(),
        days => format!(
            ". {} without contact in all stay yours; the longest run has {}.",
            counted(days, "day", "days"),
            figures.longest_run
        ),
    })
}
