//! The one quiet line towards `still help-now`, beside what was just saved: never a question, never in a result for
//! programs.

use engine::views::EntryView;
use engine::worksheet::BLAME_STEPS;
use engine::{QuietLine, SheetName, Vault, Written};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, Tty, columns, wrap};

/// The line for an entry that was saved.
pub(crate) fn of_entry(vault: &Vault, entry: &EntryView) -> Option<QuietLine> {
    vault.quiet_line(&Written {
        texts: &[&entry.title, &entry.body],
        checked: entry.steps.iter().any(|step| BLAME_STEPS.contains(step)),
        ..Written::default()
    })
}

/// The line for answers in a worksheet.
pub(crate) fn of_answers(vault: &Vault, name: &SheetName, texts: &[&str]) -> Option<QuietLine> {
    vault.quiet_line(&Written {
        texts,
        checked: matches!(name, SheetName::Step(step) if BLAME_STEPS.contains(step)),
        ..Written::default()
    })
}

/// The line for an urge: how strong it is, and words about it.
pub(crate) fn of_urge(vault: &Vault, strength: Option<u8>, texts: &[&str]) -> Option<QuietLine> {
    vault.quiet_line(&Written {
        texts,
        strength,
        checked: false,
    })
}

/// Prints it as a remark beside the result of a command.
pub(crate) fn note(app: &mut App, line: Option<QuietLine>) -> Result<(), Failure> {
    if app.json() {
        return Ok(());
    }
    if let Some(line) = line {
        app.out.flush()?;
        for line in lines(line) {
            app.notes.note(line);
        }
    }
    Ok(())
}

/// Says it between questions.
pub(crate) fn say(tty: &mut Tty, line: Option<QuietLine>) -> Result<(), Failure> {
    for line in line.into_iter().flat_map(lines) {
        tty.say(&line)?;
    }
    Ok(())
}

fn lines(line: QuietLine) -> Vec<String> {
    let lines = wrap(line.words(), columns()).into_iter();
    lines.map(|line| Paint::Faint.on(line)).collect()
}
