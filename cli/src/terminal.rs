//! Everything that touches the terminal: what is printed is escaped, wrapped and coloured here, and what is asked is
//! asked here, so that no command has to think about hostile text, pipes or a missing terminal.

mod escape;
mod layout;
mod output;
mod passphrase;
mod progress;
mod prompt;
mod qr;
mod signals;
mod strength;

pub(crate) use escape::{safe_json, show_line, show_text};
pub(crate) use layout::{columns, counted, pad, truncate, wrap};
pub(crate) use output::{Notes, Output, Paint};
pub(crate) use passphrase::PassphraseSource;
pub(crate) use progress::Progress;
pub(crate) use prompt::Tty;
pub(crate) use qr::qr_lines;
pub(crate) use signals::SignalGuard;
