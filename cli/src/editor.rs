//! Writing text: the built-in full-screen editor, whose text never touches a disk, or on request an editor of the
//! user's own with its file in memory only.

mod external;
mod screen;
mod words;

pub(crate) use words::count as count_words;

use crate::failure::Failure;
use crate::terminal::{Keeping, Kept, Notes};

/// Lets the user write. `title` stands above the text and must be safe to print; `text` is what they start from.
/// `None` when they left without saving.
///
/// `keep` gets the whole text at the latest 3 s after a change, and once more before a signal, a dead terminal or a
/// failure ends the editor. It is called between two keys, so it must not take long.
pub(crate) fn write(
    title: &str,
    text: &str,
    own_editor: bool,
    notes: Notes,
    keep: &mut dyn FnMut(&str) -> Kept,
) -> Result<Option<String>, Failure> {
    let keeping = Keeping::new(text, keep);
    if own_editor {
        external::edit(text, notes, keeping)
    } else {
        screen::edit(title, text, keeping)
    }
}

/// As [`write`], and `None` also when they saved nothing new.
pub(crate) fn edit(
    title: &str,
    text: &str,
    own_editor: bool,
    notes: Notes,
    keep: &mut dyn FnMut(&str) -> Kept,
) -> Result<Option<String>, Failure> {
    let written = write(title, text, own_editor, notes, keep)?;
    Ok(written.filter(|written| written != text))
}
