//! One line typed by a person, or piped in by a script, while the network goes on.

use std::io::{BufRead as _, IsTerminal as _, Read as _};

use tokio::sync::oneshot;

use crate::failure::{Failure, Kind};
use crate::terminal::{Tty, leave};

/// Longest line in bytes; a ticket has a few hundred.
const LINE_BYTES_MAX: u64 = 4096;

/// Asks on the terminal, or takes the next line of standard input if that is no terminal. `None` at its end.
pub(crate) fn ask(question: &str) -> Result<Option<String>, Failure> {
    ask_by(question, Tty::ask)
}

/// The same; what was typed on the terminal before it was asked is no answer to it.
pub(crate) fn ask_afresh(question: &str) -> Result<Option<String>, Failure> {
    ask_by(question, Tty::ask_afresh)
}

fn ask_by(
    question: &str,
    on_terminal: impl FnOnce(&mut Tty, &str) -> Result<Option<String>, Failure>,
) -> Result<Option<String>, Failure> {
    if std::io::stdin().is_terminal() {
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("nobody can be asked").because("there is no terminal")
        })?;
        return on_terminal(&mut tty, question);
    }
    let mut line = String::new();
    let read = std::io::stdin()
        .lock()
        .take(LINE_BYTES_MAX)
        .read_line(&mut line)
        .map_err(|e| Failure::io("reading standard input", e))?;
    Ok((read > 0).then(|| line.trim().to_owned()))
}

/// The same afresh, on a thread of its own, which nobody waits for when the program ends.
pub(super) fn ask_on_own_thread(
    question: String,
) -> oneshot::Receiver<Result<Option<String>, Failure>> {
    let (tell, told) = oneshot::channel();
    std::thread::spawn(move || {
        let answer = ask_afresh(&question);
        if let Err(failure) = &answer
            && let Kind::Interrupted(number) = failure.kind()
        {
            // Ctrl-C is meant for the command and not for this question.
            leave(number.into());
        }
        // Nobody listens any more once the time is up.
        let _ = tell.send(answer);
    });
    told
}
