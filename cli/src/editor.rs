//! Writing text: the built-in full-screen editor, whose text never touches a disk, or on request an editor of the
//! user's own with its file in memory only.

mod external;
mod screen;
mod words;

use crate::failure::Failure;
use crate::terminal::Notes;

/// Lets the user write. `title` stands above the text and must be safe to print; `text` is what they start from.
/// `None` when they left without saving or saved nothing new.
pub(crate) fn edit(
    title: &str,
    text: &str,
    own_editor: bool,
    notes: Notes,
) -> Result<Option<String>, Failure> {
    let written = if own_editor {
        external::edit(text, notes)?
    } else {
        screen::edit(title, text)?
    };
    Ok(written.filter(|written| written != text))
}
