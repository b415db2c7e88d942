//! How it is said that a device was set back, or exists twice.

use engine::views::SplitView;

use crate::terminal::show_line;

/// The whole of it, in two or three sentences.
pub(crate) fn line(split: &SplitView) -> String {
    if split.this {
        return "This device was set back to an earlier state, or exists twice. It goes on in a log of its own. What it had \
                written before comes back from your other devices, and what was written here since stands beside it. If a \
                copy of its folder is in use, go on with one of the two only."
            .to_owned();
    }
    format!(
        "{} was set back to an earlier state, or exists twice. What was written on both sides of that is kept here.",
        show_line(&split.device)
    )
}
