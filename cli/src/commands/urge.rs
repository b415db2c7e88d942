//! `still urge`: the moment in which somebody wants to reach out. Short, and there at once: nothing is asked of the
//! journal before the first questions are on the screen.

use std::time::Duration;

use clap::Args;
use engine::worksheet::{ItemId, LINE_CHARS_MAX, TEXT_CHARS_MAX};
use engine::{AfterUrge, Channel, DraftOptions, OpenMode, QuietLine, Urge, UrgeHelp, Vault};
use jiff::Zoned;
use serde_json::json;

use crate::app::App;
use crate::editor;
use crate::failure::{Failure, Kind};
use crate::terminal::{
    FormEnd, NO_DECISION, Paint, Part, Tty, Wanted, anything, columns, counted, decision,
    show_line, wrap,
};
use crate::time::happened;
use crate::view;
use crate::writing::entry_text;
use crate::writing::urge_words::Words;

/// How long the pause is.
const PAUSE: Duration = Duration::from_secs(10 * 60);
/// What is said first.
const CALM: &str = "You do not have to do anything right now. It comes, and it goes.";
/// How often the passphrase may be mistyped.
const TRIES: usize = 5;
/// What an urge pulls to, as the screen says it.
const CHANNELS: [(&str, Channel); 6] = [
    ("write", Channel::Messages),
    ("call", Channel::Calls),
    ("look", Channel::SocialMedia),
    ("meet them as if by chance", Channel::Coincidences),
    (
        "ask about them, or pass something on, through a friend",
        Channel::Friends,
    ),
    ("something else", Channel::Other),
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
    #[arg(value_name = "1-10", value_parser = one_to_ten)]
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

fn one_to_ten(text: &str) -> Result<u8, String> {
    match text.parse() {
        Ok(number @ 1..=10) => Ok(number),
        _ => Err("a whole number from 1 to 10 is needed".into()),
    }
}

/// Goes through the moment.
pub(crate) fn run(app: &mut App, args: UrgeArgs) -> Result<(), Failure> {
    let tty = if entry_text::is_piped() || app.json() {
        None
    } else {
        Tty::open()
    };
    // Nobody is asked for a passphrase before the first words are there.
    let text = args.at.as_deref();
    let read = |at| happened(app, &app.present(), at);
    let given = DraftOptions {
        at: text.map(read).transpose()?,
        channel: args.channel,
        strength: args.strength,
        trigger: args.trigger,
    };
    match tty {
        Some(mut tty) => {
            tty.say(CALM)?;
            let words = Words::begin(app, given)?;
            together(app, tty, words, !args.no_pause)
        }
        None => noted(app, given, text),
    }
}

/// Goes on with a draft.
pub(super) fn resume(app: &mut App, draft: &str) -> Result<(), Failure> {
    let tty = Tty::open().ok_or_else(|| Failure::usage("there is no terminal to ask on"))?;
    let words = Words::resume(app, draft)?;
    together(app, tty, words, true)
}

/// Without anybody to ask.
fn noted(app: &mut App, mut given: DraftOptions, at: Option<&str>) -> Result<(), Failure> {
    let letter = if entry_text::is_piped() {
        entry_text::piped()?
    } else {
        String::new()
    };
    let vault = app.open(OpenMode::Write)?;
    if let Some(at) = at {
        given.at = Some(vault.present()?.moment(at)?.at);
    }
    let item = save(&vault, &given, None)?;
    let trigger = given.trigger.clone().unwrap_or_default();
    let quiet = view::quiet::of_urge(&vault, given.strength, &[&trigger, &letter]);
    if !letter.trim().is_empty() {
        vault.programme().urge_letter(item, letter)?;
    }
    let help = vault
        .programme()
        .urge_help(given.trigger.as_deref().unwrap_or_default())?;
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
    view::quiet::note(app, quiet)
}

/// With somebody at the terminal. What is typed is kept as a draft until it is saved.
fn together(app: &mut App, mut tty: Tty, mut words: Words, pause: bool) -> Result<(), Failure> {
    match go_through(app, &mut tty, pause, &mut words) {
        Ok(()) => {
            words.discard(app.notes);
            Ok(())
        }
        Err(failure) => Err(words.left_by(failure)),
    }
}

fn go_through(app: &mut App, tty: &mut Tty, pause: bool, words: &mut Words) -> Result<(), Failure> {
    let mut given = words.given();
    let begun = words.item();
    if begun.is_none() && !first_questions(tty, &mut given, words)? {
        tty.say("Nothing was written down. Go gently.")?;
        return words.leave(tty);
    }
    let vault = open(app, tty)?;
    let item = match begun {
        Some(item) => item,
        None => save(&vault, &given, words.begun())?,
    };
    words.is_about(item);
    let help = vault
        .programme()
        .urge_help(given.trigger.as_deref().unwrap_or_default())?;
    for line in help_lines(&help) {
        tty.say(&line)?;
    }
    let trigger = given.trigger.clone().unwrap_or_default();
    let quiet = view::quiet::of_urge(&vault, given.strength, &[&trigger]);
    view::quiet::say(tty, quiet)?;
    let question = "Write the letter that you will not send? It stays here, sealed.";
    if !words.text("letter").is_empty() || begun.is_none() && tty.ask_yes(question)? {
        let quiet = letter(app, &vault, tty, item, words)?.filter(|_| quiet.is_none());
        view::quiet::say(tty, quiet)?;
    }
    if begun.is_none() && pause && given.at.is_none() {
        tty.say("Ten minutes, then see again. Enter ends the wait.")?;
        tty.pause(PAUSE)?;
    }
    afterwards(&vault, tty, item, given.channel.is_none(), words)
}

fn letter(
    app: &App,
    vault: &Vault,
    tty: &mut Tty,
    item: ItemId,
    words: &mut Words,
) -> Result<Option<QuietLine>, Failure> {
    let title = " A letter that is not sent · Ctrl-S keeps it here";
    let start = words.text("letter");
    let written = editor::write(title, &start, false, app.notes, &mut |text| {
        words.keep(&[("letter", text)])
    })?;
    match written {
        Some(letter) if !engine::is_blank(&letter) => {
            words.keep(&[("letter", &letter)]);
            let quiet = view::quiet::of_urge(vault, None, &[&letter]);
            vault.programme().urge_letter(item, letter)?;
            // Before anything is said: from then on the program may be left at any moment.
            words.keep(&[]);
            tty.say("It is kept here, and nobody gets it unless you choose that one letter.")?;
            Ok(quiet)
        }
        _ => {
            words.keep(&[]);
            tty.say("Nothing was kept.")?;
            Ok(None)
        }
    }
}

/// What is asked before anything else. False when it was left: then nothing is written down.
fn first_questions(
    tty: &mut Tty,
    options: &mut DraftOptions,
    typed: &mut Words,
) -> Result<bool, Failure> {
    let parts = [
        ("strength", strength("How strong is it, from 1 to 10? ")),
        (
            "trigger",
            words("What set it off? A word or two is enough: "),
        ),
    ];
    let given = [options.strength.is_some(), options.trigger.is_some()];
    let asked = parts.into_iter().zip(given).filter(|(_, given)| !given);
    let (names, parts): (Vec<&str>, Vec<Part>) = asked.map(|(part, _)| part).unzip();
    let mut answers: Vec<String> = names.iter().map(|name| typed.text(name)).collect();
    let ended = tty.ask_form(&parts, &mut answers, &mut |answers| {
        typed.keep_all(&names, answers)
    })?;
    for (name, answer) in names.iter().zip(answers) {
        match *name {
            "strength" => options.strength = answer.parse().ok(),
            _ => options.trigger = Some(answer),
        }
    }
    Ok(ended == FormEnd::Answered)
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

/// How it went, once the wave is over. Whatever ends the questions, what was answered is written down.
fn afterwards(
    vault: &Vault,
    tty: &mut Tty,
    item: ItemId,
    ask_channel: bool,
    typed: &mut Words,
) -> Result<(), Failure> {
    let instead = Part {
        wanted: Wanted::Text,
        limit: TEXT_CHARS_MAX,
        ..words("What did you do instead? ")
    };
    let gave_in = Part {
        prompt: "Did you reach out after all? [y/N] ".to_owned(),
        help: "y for yes; Enter for no. Either way, the days before stay yours.",
        wanted: Wanted::Decision,
        limit: 64,
        refused: |answer| decision(answer).is_none().then_some(NO_DECISION),
    };
    let mut named = vec![
        ("after", strength("How strong is it now, from 1 to 10? ")),
        ("channel", channel()),
        ("instead", instead),
        ("gave_in", gave_in),
    ];
    named.retain(|(name, _)| ask_channel || *name != "channel");
    let (names, parts): (Vec<&str>, Vec<Part>) = named.into_iter().unzip();
    let mut answers: Vec<String> = names.iter().map(|name| typed.text(name)).collect();
    let ended = tty.ask_form(&parts, &mut answers, &mut |answers| {
        typed.keep_all(&names, answers)
    });
    let given: Vec<_> = names.iter().copied().zip(&answers).collect();
    let asked_all = matches!(ended, Ok(FormEnd::Answered));
    let gave_in = keep_afterwards(vault, item, &given, asked_all)?;
    ended?;
    if gave_in == Some(true) {
        return tty
            .say("Then write it down when you can: `still slip`. The days before it stay yours.");
    }
    if gave_in.is_none() {
        return tty.say("It is written down. Go gently.");
    }
    let resisted = vault.programme().urge_help("")?.resisted;
    tty.say(&format!(
        "{} so far. Go gently.",
        counted(resisted, "urge resisted", "urges resisted")
    ))
}

/// Writes down what was answered: strength, channel, what was done instead, and whether there was contact, which it
/// answers. A question that was not reached says nothing; one that was passed over says what it offers, which is no.
fn keep_afterwards(
    vault: &Vault,
    item: ItemId,
    answers: &[(&str, &String)],
    asked_all: bool,
) -> Result<Option<bool>, Failure> {
    let answer = |name: &str| {
        let found = answers.iter().find(|(at, _)| *at == name);
        found.map_or("", |(_, answer)| answer.trim())
    };
    let strength = answer("after").parse::<u8>().ok();
    let chosen = answer("channel").parse::<usize>().ok();
    let chosen = chosen.and_then(|number| CHANNELS.get(number.checked_sub(1)?));
    let after = AfterUrge {
        strength: strength.filter(|strength| (1..=10).contains(strength)),
        channel: chosen.map(|(_, channel)| *channel),
        instead: answer("instead").to_owned(),
        gave_in: match answer("gave_in") {
            "" => asked_all.then_some(false),
            said => decision(said),
        },
    };
    vault.programme().urge_passed(item, &after)?;
    Ok(after.gave_in)
}

fn strength(question: &str) -> Part<'_> {
    Part {
        prompt: question.to_owned(),
        help: "1 is hardly there, 10 is as strong as it has ever been. A guess is good enough.",
        wanted: Wanted::Line,
        limit: 16,
        refused: |answer| {
            let good = matches!(answer.parse::<u8>(), Ok(1..=10));
            (!good).then_some("a whole number from 1 to 10, or Enter")
        },
    }
}

fn words(question: &str) -> Part<'_> {
    Part {
        prompt: question.to_owned(),
        help: "In your own words. What you say the same way each time can be counted.",
        wanted: Wanted::Line,
        limit: LINE_CHARS_MAX,
        refused: anything,
    }
}

fn channel() -> Part<'static> {
    let keys = (1..).zip(CHANNELS);
    let keys: Vec<_> = keys.map(|(n, (words, _))| format!("{n} {words}")).collect();
    Part {
        prompt: format!("What did you want to do? {}: ", keys.join(", ")),
        help: "The number of what it pulled you to.",
        wanted: Wanted::Line,
        limit: 16,
        refused: |answer| {
            let number = answer.parse::<usize>();
            let good = number.is_ok_and(|number| (1..=CHANNELS.len()).contains(&number));
            (!good).then_some("one of the numbers, or Enter")
        },
    }
}

/// Writes it down. Where no moment is given it was when its words were `begun`, or now.
fn save(vault: &Vault, given: &DraftOptions, begun: Option<&Zoned>) -> Result<ItemId, Failure> {
    let channel = given.channel.as_deref().map(str::trim);
    let channel = channel.filter(|channel| !channel.is_empty());
    Ok(vault.programme().log_urge(&Urge {
        at: given.at.as_ref().or(begun).cloned(),
        strength: given.strength,
        trigger: given.trigger.clone().unwrap_or_default(),
        channel: channel.map(str::parse).transpose()?,
    })?)
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
