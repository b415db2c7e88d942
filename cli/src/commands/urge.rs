//! `still urge`: the moment in which somebody wants to reach out. Short, and there at once: nothing is asked of the
//! journal before the first questions are on the screen.

use std::time::Duration;

use clap::Args;
use engine::views::EntryDraft;
use engine::worksheet::{ItemId, Target};
use engine::{OpenMode, UrgeHelp, Vault};
use serde_json::{Map, Value, json};

use super::entry_text;
use crate::app::App;
use crate::editor;
use crate::failure::{Failure, Kind};
use crate::terminal::{Kept, Paint, Tty, columns, counted, show_line, wrap};
use crate::time::parse_moment;

/// How long the pause is.
const PAUSE: Duration = Duration::from_secs(10 * 60);
/// How often the passphrase may be mistyped.
const TRIES: usize = 5;
/// What an urge pulls to: the keys on the screen, and the ids in the worksheet.
const CHANNELS: [(&str, &str); 6] = [
    ("write", "messages"),
    ("call", "calls"),
    ("look", "social_media"),
    ("run into them", "coincidences"),
    ("ask a friend", "friends"),
    ("something else", "other"),
];

/// When you want to reach out: rate it, leave it unsent, let ten minutes pass
///
/// Asks how strong it is and what set it off, shows what helped before and who is there for you, offers a letter that is
/// never sent, and waits ten minutes with you. Enter passes any question over; the urge is saved after the first two.
///
/// Without a terminal the strength is the argument, and text that is piped in is the letter.
#[derive(Args)]
pub(crate) struct UrgeArgs {
    /// How strong it is, from 1 to 10
    #[arg(value_name = "1-10", value_parser = clap::value_parser!(u8).range(1..=10))]
    strength: Option<u8>,
    /// What set it off, in a word or two
    #[arg(long, value_name = "WORDS")]
    trigger: Option<String>,
    /// Which way it pulls: messages, calls, social_media, coincidences, friends or other
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// When it was, if not now: “yesterday 22:10”, “2 hours ago”
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// Do not wait
    #[arg(long)]
    no_pause: bool,
}

/// Goes through the moment.
pub(crate) fn run(app: &mut App, args: UrgeArgs) -> Result<(), Failure> {
    let tty = if entry_text::is_piped() || app.json() {
        None
    } else {
        Tty::open()
    };
    match tty {
        Some(tty) => together(app, tty, args),
        None => noted(app, &args),
    }
}

/// Without anybody to ask.
fn noted(app: &mut App, args: &UrgeArgs) -> Result<(), Failure> {
    let letter = if entry_text::is_piped() {
        entry_text::piped()?
    } else {
        String::new()
    };
    let vault = app.open(OpenMode::Write)?;
    let item = save(app, &vault, args)?;
    if !letter.trim().is_empty() {
        keep_letter(&vault, item, letter)?;
    }
    let help = vault.urge_help(args.trigger.as_deref().unwrap_or_default())?;
    if app.json() {
        return app.print_json(&json!({
            "item": item.to_string(), "helped": help.helped, "resisted": help.resisted,
            "person": help.person.as_ref().map(|person| {
                json!({ "who": person.who, "how": person.how, "what_for": person.what_for })
            }),
        }));
    }
    app.out.line("Written down. It will pass.")?;
    for line in help_lines(&help) {
        app.out.line(line)?;
    }
    Ok(())
}

/// With somebody at the terminal.
fn together(app: &mut App, mut tty: Tty, mut args: UrgeArgs) -> Result<(), Failure> {
    tty.say("You do not have to do anything right now. It comes, and it goes.")?;
    if args.strength.is_none() {
        args.strength = strength(&mut tty, "How strong is it, from 1 to 10? ")?;
    }
    if args.trigger.is_none() {
        args.trigger = tty.ask("What set it off? A word or two is enough: ")?;
    }
    let vault = open(app, &mut tty)?;
    let item = save(app, &vault, &args)?;
    let help = vault.urge_help(args.trigger.as_deref().unwrap_or_default())?;
    for line in help_lines(&help) {
        tty.say(&line)?;
    }
    if tty.ask_yes("Write the letter that you will not send? It stays here, sealed.")? {
        let title = " A letter that is not sent · Ctrl-S keeps it here";
        match editor::edit(title, "", false, app.notes, &mut |_| Kept::Not)? {
            Some(letter) if !letter.trim().is_empty() => {
                keep_letter(&vault, item, letter)?;
                tty.say("It is kept here, and nobody gets it unless you choose that one letter.")?;
            }
            _ => tty.say("Nothing was kept.")?,
        }
    }
    if !args.no_pause && args.at.is_none() {
        tty.say("Ten minutes, then see again. Enter ends the wait.")?;
        tty.pause(PAUSE)?;
    }
    afterwards(&vault, &mut tty, item, args.channel.is_none())
}

/// Opens the journal. What was answered so far is not lost to a mistyped passphrase.
fn open(app: &mut App, tty: &mut Tty) -> Result<Vault, Failure> {
    for _ in 1..TRIES {
        match app.open(OpenMode::Write) {
            Err(failure) if failure.kind() == Kind::Passphrase => {
                tty.say("That was not the passphrase. Once more:")?;
            }
            opened => return opened,
        }
    }
    app.open(OpenMode::Write)
}

/// How it went, once the wave is over.
fn afterwards(
    vault: &Vault,
    tty: &mut Tty,
    item: ItemId,
    ask_channel: bool,
) -> Result<(), Failure> {
    let mut answers = Map::new();
    if let Some(strength) = strength(tty, "How strong is it now, from 1 to 10? ")? {
        answers.insert("after".into(), strength.into());
    }
    if ask_channel {
        let keys = (1..).zip(CHANNELS);
        let keys: Vec<_> = keys.map(|(n, (words, _))| format!("{n} {words}")).collect();
        let question = format!("What did you want to do? {}: ", keys.join(", "));
        let chosen = tty
            .ask(&question)?
            .and_then(|answer| answer.parse::<usize>().ok());
        let chosen = chosen.and_then(|number| CHANNELS.get(number.checked_sub(1)?));
        answers.extend(chosen.map(|(_, id)| ("channel".to_owned(), Value::from(*id))));
    }
    if let Some(instead) = tty
        .ask("What did you do instead? ")?
        .filter(|text| !text.is_empty())
    {
        answers.insert("instead".into(), instead.into());
    }
    let gave_in = tty.ask_yes("Did you reach out after all?")?;
    if gave_in {
        answers.insert("gave_in".into(), true.into());
    }
    if !answers.is_empty() {
        let target = Target::Item("urges".into(), item);
        vault.step_json(2, &target, &Value::Object(answers))?;
    }
    if gave_in {
        return tty
            .say("Then write it down when you can: `still slip`. The days before it stay yours.");
    }
    let resisted = vault.urge_help("")?.resisted as usize;
    tty.say(&format!(
        "{} so far. Go gently.",
        counted(resisted, "urge resisted", "urges resisted")
    ))
}

fn strength(tty: &mut Tty, question: &str) -> Result<Option<u8>, Failure> {
    loop {
        match tty.ask(question)?.as_deref() {
            None | Some("") => return Ok(None),
            Some(answer) => match answer.parse() {
                Ok(strength @ 1..=10) => return Ok(Some(strength)),
                _ => tty.say("  a whole number from 1 to 10, or Enter")?,
            },
        }
    }
}

fn save(app: &App, vault: &Vault, args: &UrgeArgs) -> Result<ItemId, Failure> {
    let mut urge = Map::new();
    if let Some(at) = &args.at {
        let at = parse_moment(at, &app.env().now())?;
        urge.insert("at".into(), at.to_string().into());
    }
    if let Some(strength) = args.strength {
        urge.insert("intensity".into(), strength.into());
    }
    for (field, value) in [("trigger", &args.trigger), ("channel", &args.channel)] {
        if let Some(value) = value
            .as_deref()
            .map(str::trim)
            .filter(|value| !value.is_empty())
        {
            urge.insert(field.into(), value.into());
        }
    }
    let made = vault.step_json(2, &Target::NewItem("urges".into()), &Value::Object(urge))?;
    Ok(made[0])
}

/// Keeps the letter as an entry that no share takes along, and lets the urge name it.
fn keep_letter(vault: &Vault, item: ItemId, letter: String) -> Result<(), Failure> {
    let entry = vault.write(EntryDraft {
        body: letter,
        letter: true,
        ..EntryDraft::default()
    })?;
    let link = json!({ "letter": entry.id });
    vault.step_json(2, &Target::Item("urges".into(), item), &link)?;
    Ok(())
}

fn help_lines(help: &UrgeHelp) -> Vec<String> {
    let mut lines = Vec::new();
    let width = columns().map(|cells| cells.saturating_sub(4));
    if !help.helped.is_empty() {
        lines.push(Paint::Strong.on("What helped before"));
        for helped in &help.helped {
            lines.extend(
                wrap(&show_line(helped), width)
                    .into_iter()
                    .map(|line| format!("  {line}")),
            );
        }
    }
    if let Some(person) = &help.person {
        let mut parts = vec![show_line(&person.who)];
        for more in [&person.how, &person.what_for] {
            if !more.is_empty() {
                parts.push(show_line(more));
            }
        }
        lines.push(format!(
            "{} {}",
            Paint::Strong.on("Somebody who is there:"),
            parts.join(", ")
        ));
    }
    lines
}
