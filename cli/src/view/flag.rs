//! How flagged sentences look: the sentence, where it stands, what the flag means, and what can be done.

use engine::worksheet::{Place, SHORT_ID_CHARS};
use engine::{FlagPlace, FlagView, SheetName};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, columns, show_line, wrap};

/// Prints flags as the result of a command.
pub(crate) fn list(app: &mut App, flags: &[FlagView]) -> Result<(), Failure> {
    if app.json() {
        let shapes: Vec<_> = flags.iter().map(json::flag::shape).collect();
        return app.print_json(&json!({ "marks": shapes }));
    }
    for view in flags {
        for line in lines(view) {
            app.out.line(line)?;
        }
    }
    Ok(())
}

/// Remarks on new flags, beside the result of another command.
pub(crate) fn note(app: &mut App, flags: &[FlagView]) -> Result<(), Failure> {
    if flags.is_empty() {
        return Ok(());
    }
    app.out.flush()?;
    for view in flags {
        for line in lines(view) {
            app.notes.note(line);
        }
    }
    app.notes
        .note("Write it anew, or keep it as it is: `still marks keep MARK`.");
    Ok(())
}

/// The lines of one flag.
pub(crate) fn lines(view: &FlagView) -> Vec<String> {
    let kept = if view.flag.kept { ", kept" } else { "" };
    let width = columns().map(|cells| cells.saturating_sub(7));
    let mut lines = vec![format!(
        "{}  {}",
        Paint::Strong.on(&view.short),
        Paint::Faint.on(format!("{}{kept}", show_line(&stands_in(&view.stands_in))))
    )];
    // The words are underlined by repeating them: colour alone would not do in a pipe.
    let words = show_line(&view.flag.words);
    let sentence = show_line(&view.flag.sentence).replacen(&words, &format!("[{words}]"), 1);
    lines.extend(indented(&sentence, width));
    lines.extend(
        wrap(view.flag.rule.explanation(), width)
            .into_iter()
            .map(|line| format!("       {}", Paint::Faint.on(line))),
    );
    lines
}

fn indented(text: &str, width: Option<usize>) -> Vec<String> {
    let lines = wrap(text, width).into_iter();
    lines.map(|line| format!("       {line}")).collect()
}

fn stands_in(place: &FlagPlace) -> String {
    match place {
        FlagPlace::Sheet { name, title, place } => {
            let place = match place {
                Place::Field(field) => field.clone(),
                Place::Item { list, item, field } => {
                    let item = item.short();
                    format!("{list}/{item}/{field}")
                }
            };
            let what = match name {
                SheetName::Step(_) => "step",
                SheetName::Definition(_) => "worksheet",
            };
            format!("{what} {name}, {title}: {place}")
        }
        FlagPlace::Entry { id, date } => {
            let short: String = id.chars().take(SHORT_ID_CHARS).collect();
            format!("entry {short} of {date}")
        }
    }
}
