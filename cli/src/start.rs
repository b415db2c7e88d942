//! The start of the program: parsing first, then one function per subcommand; what fails ends as a message and an exit code.

use std::ffi::OsString;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser};

use crate::app::{App, Door, Globals};
use crate::commands::Command;
use crate::failure::{Failure, Kind};
use crate::pager::PAGER;
use crate::terminal::{self, Notes, broken_at_words, columns_of};
use crate::{agent, queries, suggestions};

/// A calm private journal.
///
/// Everything you write is sealed with your passphrase before it reaches the disk. Entries, lists and searches work
/// without any network; your devices exchange sealed records directly.
///
/// If somebody else uses this computer, they can see that this program and its folder exist, though not what is in
/// them. Another device may be the better place.
#[derive(Parser)]
#[command(
    name = "still",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
#[command(
    after_help = "Start with `still init`, then `still write`. `still help COMMAND` explains a command."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

impl Cli {
    /// The whole command line, for completions and manual pages.
    pub(crate) fn definition() -> clap::Command {
        with_paragraphs(Self::command())
    }

    fn read(arguments: &[OsString]) -> Result<Self, clap::Error> {
        // Help is put together for those alone who get to see it.
        Self::try_parse_from(arguments).or_else(|_| {
            if let Some(meant) = help_now(arguments)
                && let Ok(cli) = Self::try_parse_from(meant)
            {
                return Ok(cli);
            }
            let mut definition = Self::definition();
            let matches = definition.try_get_matches_from_mut(arguments)?;
            Self::from_arg_matches(&matches).map_err(|error| error.format(&mut definition))
        })
    }
}

/// What is meant with `help now`: whoever is in need does not think of the hyphen.
fn help_now(arguments: &[OsString]) -> Option<Vec<OsString>> {
    let at = arguments
        .windows(2)
        .position(|two| two == ["help", "now"])?;
    let mut meant = arguments.to_vec();
    meant.splice(at..at + 2, [OsString::from("help-now")]);
    Some(meant)
}

/// The command and those below it with each paragraph of their help on one line, so that it is broken for the window and
/// not as the source has it.
fn with_paragraphs(command: clap::Command) -> clap::Command {
    let about = command.get_long_about().map(ToString::to_string);
    let command = match about {
        Some(about) => command.long_about(paragraphs(&about)),
        None => command,
    };
    command.mut_subcommands(with_paragraphs)
}

/// A text whose lines go on until one is empty or indented.
fn paragraphs(text: &str) -> String {
    let mut joined = String::new();
    let mut goes_on = false;
    for line in text.lines() {
        let is_prose = !line.is_empty() && !line.starts_with(' ');
        match (goes_on && is_prose, joined.is_empty()) {
            (true, _) => joined.push(' '),
            (false, false) => joined.push('\n'),
            (false, true) => {}
        }
        joined.push_str(line);
        goes_on = is_prose;
    }
    joined
}

/// Runs the command line of this process. It is the caller who says where time and randomness come from, so that no
/// argument and no variable can.
pub fn run(door: Door) -> ExitCode {
    platform::process::harden();
    std::panic::set_hook(Box::new(|info| {
        Notes::new(true, false).always(own_mistake(info));
    }));
    let arguments = queries::protect(std::env::args_os());
    let code =
        catch_unwind(AssertUnwindSafe(|| start(&arguments, door))).unwrap_or(ExitCode::FAILURE);
    terminal::give_back();
    code
}

/// What is said of a panic: where it was, never what it says, which may carry text of the journal.
fn own_mistake(info: &PanicHookInfo<'_>) -> String {
    let place = info
        .location()
        .map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
    format!(
        "error: unexpected: the program found a mistake of its own{place}. What was saved before is safe"
    )
}

fn start(arguments: &[OsString], door: Door) -> ExitCode {
    if arguments
        .get(1)
        .is_some_and(|word| word == agent::SUBCOMMAND)
    {
        return if agent::serve().is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        };
    }
    let json = arguments.iter().any(|argument| argument == "--json");
    let cli = match Cli::read(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            return misunderstood(
                &suggestions::improved(error, Cli::definition(), arguments),
                json,
            );
        }
    };
    let notes = cli.globals.notes();
    let result = App::new(&cli.globals, door, Cli::definition).and_then(|mut app| {
        if cli.command.only_shows() && !app.json() {
            app.out.by_pages(PAGER);
        }
        let only_shows = cli.command.only_shows();
        let done = match cli.command.run(&mut app) {
            Err(failure) if only_shows && failure.is_of_index() && app.out.take_back() => {
                once_more(&mut app, arguments, failure)
            }
            done => done,
        };
        let done = match done {
            Ok(()) => app.out.finish(),
            Err(failure) => {
                // The failure is what is told.
                let _ = app.out.give_back();
                Err(failure)
            }
        };
        done.map_err(|failure| failure.after_saving(app.has_saved()))
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(json, notes),
    }
}

/// What could not be shown is shown once the index was made anew from the records: damage there takes nothing away.
fn once_more(app: &mut App, arguments: &[OsString], failure: Failure) -> Result<(), Failure> {
    let Ok(cli) = Cli::read(arguments) else {
        return Err(failure);
    };
    let vault = app.open(engine::OpenMode::Write);
    let made = vault.map(|vault| vault.rebuild(&mut |_, _| {}));
    if !matches!(made, Ok(Ok(_))) {
        return Err(failure);
    }
    app.notes.warn(
        "pages of the index were damaged. They were made anew from the records; nothing that was written is touched",
    );
    cli.command.run(app)
}

/// Help and version go to standard output; a command line that makes no sense is a usage failure.
fn misunderstood(error: &clap::Error, json: bool) -> ExitCode {
    if error.use_stderr() && json {
        let text = error.to_string();
        let first = text
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("error: ");
        return Failure::new(Kind::Usage, first).report(true, Notes::new(true, false));
    }
    // A closed pipe is no failure here either. What the parser does not break itself, as the line with the usage, is broken
    // as everything else is.
    let text = error.render().ansi().to_string();
    let _ = if error.use_stderr() {
        let width = columns_of(std::io::stderr());
        anstream::stderr().write_all(broken_at_words(&text, width).as_bytes())
    } else {
        let width = columns_of(std::io::stdout());
        anstream::stdout().write_all(broken_at_words(&text, width).as_bytes())
    };
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::definition().debug_assert();
    }

    /// The command and all below it, with what calls each.
    fn all(command: clap::Command, above: &str) -> Vec<(String, clap::Command)> {
        let name = format!("{above} {}", command.get_name());
        let below = command.get_subcommands().cloned();
        let below: Vec<_> = below.flat_map(|it| all(it, &name)).collect();
        [vec![(name, command)], below].concat()
    }

    #[test]
    fn help_fits_every_window() {
        for (name, command) in all(Cli::definition(), "") {
            // A list is not broken in a usual window.
            let about = command.get_long_about().map(ToString::to_string);
            for line in about.unwrap_or_default().lines() {
                let fits = !line.starts_with(' ') || line.chars().count() <= 78;
                assert!(fits, "{name}: {line}");
            }
            for width in [30, 80] {
                let mut command = command.clone().term_width(width);
                let help = command.render_long_help().to_string();
                for line in broken_at_words(&help, Some(width)).lines() {
                    let is_word = !line.trim().contains(' ');
                    assert!(line.chars().count() <= width || is_word, "{name}: {line}");
                }
            }
        }
    }

    #[test]
    fn a_paragraph_is_one_line_and_a_list_is_not() {
        let text = "One thought\ngoes on.\n\n  a list   of\n  two\nand more\nof it";
        let joined = "One thought goes on.\n\n  a list   of\n  two\nand more of it";
        assert_eq!(paragraphs(text), joined);
    }

    #[test]
    fn a_panic_says_where_it_was_and_nothing_of_its_message() {
        const CANARY: &str = "heron";
        const THREAD: &str = "one that panics";
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let before = Arc::new(std::panic::take_hook());
        let others = Arc::clone(&before);
        std::panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() == Some(THREAD) {
                heard.lock().unwrap().push(own_mistake(info));
            } else {
                others(info);
            }
        }));
        let panics: [fn(); 2] = [
            || panic!("the {CANARY} of Vellamo"),
            || std::panic::panic_any(CANARY.to_owned()),
        ];
        for panics in panics {
            let thread = std::thread::Builder::new().name(THREAD.into());
            thread.spawn(panics).unwrap().join().unwrap_err();
        }
        std::panic::set_hook(Box::new(move |info| before(info)));
        let said = said.lock().unwrap();
        assert_eq!(said.len(), 2);
        for line in said.iter() {
            assert!(line.contains("start.rs:"), "{line}");
            assert!(!line.contains(CANARY), "{line}");
        }
    }

    #[test]
    fn a_passphrase_is_no_argument() {
        for word in ["--passphrase=x", "--password=x", "--pass=x"] {
            assert!(
                Cli::try_parse_from(["still", "list", word]).is_err(),
                "{word}"
            );
        }
    }
}
