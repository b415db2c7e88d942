//! The few ways text is set apart.

use std::fmt;

use clap::builder::styling::{AnsiColor, Style};

/// The few ways text is set apart. Meaning never rests on colour alone.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Paint {
    /// Titles and headings.
    Strong,
    /// Ids, dates and other things that stand back.
    Faint,
    /// What a search found, what was added.
    Found,
    /// What was removed.
    Gone,
    /// Warnings.
    Warning,
}

impl Paint {
    fn style(self) -> Style {
        match self {
            Self::Strong => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Found => Style::new().bold().fg_color(Some(AnsiColor::Green.into())),
            Self::Gone => Style::new()
                .strikethrough()
                .fg_color(Some(AnsiColor::Red.into())),
            Self::Warning => Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())),
        }
    }

    /// `text` in this style; where there is no colour the stream takes the style out again.
    pub(crate) fn on(self, text: impl fmt::Display) -> String {
        let style = self.style();
        format!("{}{text}{}", style.render(), style.render_reset())
    }
}
