//! Where the text of an entry comes from: the editor on a terminal, standard input when it is piped. Never an
//! argument, since shells keep those and other users can see them.

use std::io::{self, IsTerminal as _, Read as _};

use crate::app::App;
use crate::editor;
use crate::failure::Failure;
use crate::terminal::Kept;

/// Largest text accepted from a pipe, in bytes; beyond any entry, whose own limit then speaks.
const PIPED_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// Whether text is piped in rather than typed.
pub(super) fn is_piped() -> bool {
    !io::stdin().is_terminal()
}

/// All of standard input as text, without line breaks at its end.
pub(super) fn piped() -> Result<String, Failure> {
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
    Ok(text.replace("\r\n", "\n"))
}

/// The text as written in the editor, starting from `before`. `None` when nothing new was written.
pub(super) fn written(
    app: &App,
    title: &str,
    before: &str,
    own_editor: bool,
) -> Result<Option<String>, Failure> {
    let text = editor::edit(title, before, own_editor, app.notes, &mut |_| Kept::Not)?;
    Ok(text.map(|text| text.trim_end_matches('\n').to_owned()))
}

/// Splits the first line off as the title.
pub(super) fn split_title(text: &str) -> (String, String) {
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
