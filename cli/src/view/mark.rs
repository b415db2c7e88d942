//! How marked sentences look: the sentence, where it stands, what the mark means, and what can be done.

use engine::worksheet::{Place, SHORT_ID_CHARS};
use engine::{MarkPlace, MarkView, SheetName};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, columns, show_line, wrap};

/// Prints marks as the result of a command.
pub(crate) fn list(app: &mut App, marks: &[MarkView]) -> Result<(), Failure> {
    if app.json() {
        let shapes: Vec<_> = marks.iter().map(json::mark::shape).collect();
        return app.print_json(&json!({ "marks": shapes }));
    }
    for view in marks {
        for line in lines(view) {
            app.out.line(line)?;
        }
    }
    Ok(())
}

/// Remarks on new marks, beside the result of another command.
pub(crate) fn note(app: &mut App, marks: &[MarkView]) -> Result<(), Failure> {
    if marks.is_empty() {
        return Ok(());
    }
    app.out.flush()?;
    for view in marks {
        for line in lines(view) {
            app.notes.note(line);
        }
    }
    app.notes
        .note("Write it anew, or keep it as it is: `still marks keep MARK`.");
    Ok(())
}

/// The lines of one mark.
pub(crate) fn lines(view: &MarkView) -> Vec<String> {
    let kept = if view.mark.kept { ", kept" } else { "" };
    let width = columns().map(|cells| cells.saturating_sub(7));
    let mut lines = vec![format!(
        "{}  {}",
        Paint::Strong.on(&view.short),
        Paint::Faint.on(format!("{}{kept}", show_line(&stands_in(&view.stands_in))))
    )];
    // The words are underlined by repeating them: colour alone would not do in a pipe.
    let words = show_line(&view.mark.words);
    let sentence = show_line(&view.mark.sentence).replacen(&words, &format!("[{words}]"), 1);
    lines.extend(indented(&sentence, width));
    lines.extend(
        wrap(view.mark.rule.explanation(), width)
            .into_iter()
            .map(|line| format!("       {}", Paint::Faint.on(line))),
    );
    lines
}

fn indented(text: &str, width: Option<usize>) -> Vec<String> {
    let lines = wrap(text, width).into_iter();
    lines.map(|line| format!("       {line}")).collect()
}

fn stands_in(place: &MarkPlace) -> String {
    match place {
        MarkPlace::Sheet { name, title, place } => {
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
        MarkPlace::Entry { id, date } => {
            let short: String = id.chars().take(SHORT_ID_CHARS).collect();
            format!("entry {short} of {date}")
        }
    }
}
