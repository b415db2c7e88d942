//! How it is said that the clocks of two devices differ.

use jiff::SignedDuration;

use crate::terminal::{Paint, show_line};
use crate::time::roughly;

/// The clock of the device of this name is so far ahead of the one here, or behind it.
pub(crate) fn line(name: &str, ahead: SignedDuration) -> String {
    let apart = roughly(ahead.unsigned_abs().as_secs());
    let side = match ahead.is_negative() {
        true => "behind",
        false => "ahead of",
    };
    format!(
        "The clock of {} is {apart} {side} the clock here. Please set the one that is wrong; nothing you wrote is changed.",
        Paint::Strong.on(show_line(name))
    )
}
