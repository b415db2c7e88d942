//! `still slip`: there was contact after all. Written down without a verdict.

use clap::Args;
use engine::worksheet::TEXT_CHARS_MAX;
use engine::{DraftOptions, DraftSubject, DraftView, Figures, OpenMode, Slip, Vault};
use jiff::Zoned;
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{FormEnd, Part, Tty, Wanted, anything, counted};
use crate::time::happened;
use crate::view;
use crate::writing::drafting::{Drafting, offered};
use crate::writing::entry_text;

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
        "For example what came before it, or what would have helped you then.",
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
    let vault = app.open(OpenMode::Write)?;
    let present = vault.present()?;
    let at = args.at.as_deref();
    let at = at.map(|at| happened(app, &present, at)).transpose()?;
    let now = present.now;
    let given = DraftOptions {
        at,
        channel: args.channel.clone(),
        ..DraftOptions::default()
    };
    if entry_text::is_piped() {
        return save(app, &vault, &given, &now, &[entry_text::piped()?]);
    }
    let Some(tty) = Tty::open().filter(|_| !app.json()) else {
        return save(app, &vault, &given, &now, &[]);
    };
    let is_slip = |subject: &DraftSubject| matches!(subject, DraftSubject::Slip(_));
    let found = offered(app, &vault, true, is_slip, |_| false)?;
    asked(app, &vault, tty, given, found)
}

/// Goes on with a draft.
pub(super) fn resume(app: &mut App, draft: &str) -> Result<(), Failure> {
    let tty = Tty::open().ok_or_else(|| Failure::usage("there is no terminal to ask on"))?;
    let vault = app.open(OpenMode::Write)?;
    let found = Drafting::resume(&vault, draft)?;
    asked(app, &vault, tty, DraftOptions::default(), Some(found))
}

/// Asks, and writes down what was answered.
fn asked(
    app: &mut App,
    vault: &Vault,
    mut tty: Tty,
    mut given: DraftOptions,
    found: Option<(Drafting, DraftView)>,
) -> Result<(), Failure> {
    let (mut drafting, begun, mut answers) = match found {
        Some((mut drafting, view)) => {
            let answers = QUESTIONS.map(|it| view.text(it.0).to_owned()).into();
            if let DraftSubject::Slip(before) = view.subject {
                given = given.over(before);
            }
            drafting.set_subject(DraftSubject::Slip(given.clone()));
            // It was on the day on which somebody began to write about it.
            (drafting, view.begun, answers)
        }
        None => {
            let subject = DraftSubject::Slip(given.clone());
            let drafting = Drafting::quietly(vault, subject)?;
            (drafting, app.env().now(), Vec::new())
        }
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
        Ok(FormEnd::Answered) => save(app, vault, &given, &begun, &answers),
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

/// Writes it down; it was when its words were `begun` if no moment is given.
fn save(
    app: &mut App,
    vault: &Vault,
    given: &DraftOptions,
    begun: &Zoned,
    answers: &[String],
) -> Result<(), Failure> {
    let answer = |place: usize| answers.get(place).cloned().unwrap_or_default();
    let item = vault.programme().slip(&Slip {
        at: Some(given.at.as_ref().unwrap_or(begun).clone()),
        channel: given.channel.as_deref().map(str::parse).transpose()?,
        what: answer(0),
        learned: answer(1),
    })?;
    if app.json() {
        return app.print_json(&json!({ "item": item.to_string() }));
    }
    app.out.line(format!("Written down{}", days(vault)?))?;
    let texts: Vec<&str> = answers.iter().map(String::as_str).collect();
    view::quiet::note(app, view::quiet::of_urge(vault, None, &texts))
}

/// What stays, in a sentence.
fn days(vault: &Vault) -> Result<String, Failure> {
    let Figures::NoContact(figures) = vault.worksheets().get(2)?.figures else {
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
