//! Everything that touches the terminal: what is printed is escaped, wrapped and coloured here, and what is asked is
//! asked here, so that no command has to think about hostile text, pipes or a missing terminal.

mod form;
mod full_screen;
mod input;
mod keeping;
mod keys;
mod layout;
mod line;
pub(crate) mod notes;
mod output;
mod paint;
mod painter;
mod passphrase;
mod progress;
mod prompt;
mod qr;
mod rows;
mod secret;
mod session;
pub(crate) mod signals;
mod typing;

use std::path::Path;

pub(crate) use engine::escape::{safe_json, show_line, show_text};
pub(crate) use form::{FormEnd, Part, anything};
pub(crate) use full_screen::FullScreen;
pub(crate) use keeping::{Keeping, Kept};
pub(crate) use keys::{Event, Key};
pub(crate) use layout::{bar, broken_at_words, columns, columns_of, counted, pad, truncate, wrap};
pub(crate) use line::Wanted;
pub(crate) use notes::Notes;
pub(crate) use output::{Output, Pager};
pub(crate) use paint::Paint;
pub(crate) use passphrase::PassphraseSource;
pub(crate) use progress::Progress;
pub(crate) use prompt::{NO_DECISION, Question, Reply, Tty, decision};
pub(crate) use qr::{code_lines, code_size, window};
pub(crate) use rows::{Row, place_of, rows, show_row};
pub(crate) use session::{give_back, is_dumb};
pub(crate) use signals::{INTERRUPT, SignalGuard, leave};
pub(crate) use typing::Typing;

/// A path as it may be printed: on one line, with nothing in it that a terminal obeys.
pub(crate) fn show_path(path: impl AsRef<Path>) -> String {
    show_line(&path.as_ref().display().to_string())
}
