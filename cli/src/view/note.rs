//! How notes look that came back from a sealed page. All of it is foreign text.

use engine::replies::{NoteOn, NoteView};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, show_line, show_text, wrap};

/// What a note is about, in words.
pub(crate) fn on(on: &NoteOn) -> String {
    match on {
        NoteOn::Whole => "on the page as a whole".to_owned(),
        NoteOn::Entry { name, .. } if name.is_empty() => "on an entry without words".to_owned(),
        NoteOn::Entry { name, .. } => format!("on “{}”", show_line(name)),
        NoteOn::Worksheet { title, .. } => format!("on the worksheet “{}”", show_line(title)),
    }
}

/// The text of a note, a little to the right.
pub(crate) fn text(app: &mut App, text: &str) -> Result<(), Failure> {
    let width = columns().map(|cells| cells.saturating_sub(4));
    for line in wrap(&show_text(text), width) {
        app.out.line(format!("    {line}").trim_end())?;
    }
    Ok(())
}

/// Prints notes below what they are about; in a list that is said, too.
pub(crate) fn notes(app: &mut App, notes: &[NoteView], is_list: bool) -> Result<(), Failure> {
    for note in notes {
        let when = note.made.map_or_else(String::new, |at| {
            let zone = app.env().now().time_zone().clone();
            at.to_zoned(zone).strftime(", %-d %B %Y").to_string()
        });
        let about = if is_list {
            format!(" {}", on(&note.on))
        } else {
            String::new()
        };
        app.out.line("")?;
        app.out.line(format!(
            "{}{about}  ·  {}",
            Paint::Strong.on(format!("Note by {}{when}", show_line(&note.by))),
            Paint::Faint.on(&note.short),
        ))?;
        text(app, &note.text)?;
    }
    Ok(())
}
