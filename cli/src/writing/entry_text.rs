//! Where the text of an entry comes from: the editor on a terminal, standard input when it is piped. Never an
//! argument, since shells keep those and other users can see them.

use std::io::{self, IsTerminal as _, Read as _};

use super::drafting::Drafting;
use crate::app::App;
use crate::editor;
use crate::failure::{Failure, Kind};
use crate::terminal::Tty;

/// Largest text accepted from a pipe, in bytes; beyond any entry, whose own limit then speaks.
const PIPED_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Whether text is piped in rather than typed.
pub(crate) fn is_piped() -> bool {
    !io::stdin().is_terminal()
}

/// All of standard input as text, without the mark that some programs put before a text, and without line breaks at its
/// end.
pub(crate) fn piped() -> Result<String, Failure> {
    let failed = |e| Failure::io("reading the text", e);
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(PIPED_BYTES_MAX + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > PIPED_BYTES_MAX {
        return Err(Failure::usage("the text is longer than any entry may be"));
    }
    let mut text = String::from_utf8(bytes).map_err(|e| {
        Failure::usage("the text is not UTF-8")
            .because(format!(
                "byte {} is the first that is none",
                e.utf8_error().valid_up_to() + 1
            ))
            .help("convert it first, for example with iconv")
    })?;
    text.truncate(text.trim_end_matches(['\n', '\r']).len());
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok(text.replace("\r\n", "\n"))
}

/// What the editor is opened with.
pub(crate) struct Page {
    /// The line above the text.
    pub(crate) title: String,
    /// What the person starts from.
    pub(crate) text: String,
    /// What the journal holds, where to save this again would change nothing.
    pub(crate) saved: Option<String>,
    /// With an editor of their own.
    pub(crate) own_editor: bool,
    /// What is said when they leave with nothing to save.
    pub(crate) nothing: &'static str,
}

impl Page {
    fn is_news(&self, text: &str) -> bool {
        let blank = engine::is_blank(text);
        let same = |saved: &String| text == saved || blank && engine::is_blank(saved);
        !self.saved.as_ref().is_some_and(same)
    }
}

/// Lets somebody write and saves it. What cannot be saved goes back into the editor, and is kept as a draft until it is
/// saved or thrown away. `save` hears why the attempt before it failed. `None` when they left without saving.
pub(crate) fn write_and_save<T>(
    app: &mut App,
    mut page: Page,
    mut drafting: Drafting,
    mut save: impl FnMut(&mut App, &str, Option<&Failure>) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    let mut refused: Option<Failure> = None;
    loop {
        let keep = &mut |text: &str| drafting.keep(text);
        let written = editor::write(&page.title, &page.text, page.own_editor, app.notes, keep);
        let written = match written {
            Ok(written) => written,
            Err(failure) => return Err(drafting.left_by(failure)),
        };
        let text = written.map(|text| text.trim_end_matches('\n').to_owned());
        let Some(text) = text.filter(|text| page.is_news(text)) else {
            let Some(failure) = refused.take() else {
                left(app, drafting, page.nothing);
                return Ok(None);
            };
            if drafting.not_kept().is_some() && !gives_up() {
                refused = Some(failure);
                continue;
            }
            return Err(drafting.left_by(failure));
        };
        // Before it is saved: whatever ends the program meanwhile, the text is there.
        drafting.keep(&text);
        match save(app, &text, refused.as_ref()) {
            Ok(saved) => {
                drafting.discard(app.notes);
                return Ok(Some(saved));
            }
            // An editor of their own shows no reason: the draft is gone on with from the prompt, which does. A signal,
            // or Ctrl-C at the passphrase, ends the command.
            Err(failure)
                if (page.own_editor || matches!(failure.kind(), Kind::Interrupted(_)))
                    && drafting.not_kept().is_none() =>
            {
                return Err(drafting.left_by(failure));
            }
            Err(failure) => {
                if page.own_editor {
                    app.notes
                        .warn(format_args!("not saved: {}", failure.line()));
                    if gives_up() {
                        return Err(drafting.left_by(failure));
                    }
                }
                page.title = format!(" Not saved: {} · Ctrl-S tries again", failure.line());
                page.text = text;
                refused = Some(failure);
            }
        }
    }
}

/// Whether somebody leaves a text that is nowhere else.
fn gives_up() -> bool {
    let Some(mut tty) = Tty::open() else {
        return true;
    };
    let question = "Your text is neither saved nor kept as a draft. Throw it away?";
    tty.ask_yes(question).unwrap_or(true)
}

/// Somebody left the editor without saving.
fn left(app: &App, drafting: Drafting, nothing: &str) {
    let throws_away = || {
        let tty = Tty::open().filter(|_| !drafting.is_as_it_was());
        tty.is_some_and(|mut tty| {
            let question = "Nothing was saved. Throw the draft away, too?";
            tty.ask_yes(question).unwrap_or(false)
        })
    };
    if drafting.is_resumed() && !throws_away() {
        if let Some(how) = drafting.how_to_resume() {
            app.notes.note(format_args!(
                "{nothing} The draft stays: {how} goes on with it."
            ));
        }
        return;
    }
    drafting.discard(app.notes);
    app.notes.note(nothing);
}

/// Splits the first line off as the title.
pub(crate) fn split_title(text: &str) -> (String, String) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let title = first.trim_start_matches('#').trim();
    (title.to_owned(), rest.trim_start_matches('\n').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_can_be_the_title() {
        let split = |text| split_title(text);
        assert_eq!(
            split("# A walk\n\nIt rained."),
            ("A walk".into(), "It rained.".into())
        );
        assert_eq!(
            split("only a title"),
            ("only a title".into(), String::new())
        );
    }
}
