//! What was chosen on this device for its pages: light or dark, how large letters are, when the journal locks.

use std::time::Duration;

use engine::{Letters, PageSettings, Theme};

/// Longest time after which the journal locks by itself, in minutes. Nobody chooses that it stays open.
pub(crate) const LOCK_MINUTES_MAX: u8 = 60;

/// The end of the style of every page. Paper is light whatever was chosen.
pub(crate) fn style(chosen: PageSettings) -> String {
    let scheme = match chosen.theme {
        Theme::System => "",
        Theme::Light => "color-scheme: light;",
        Theme::Dark => "color-scheme: dark;",
    };
    let letters = match chosen.letters {
        Letters::Usual => "",
        Letters::Larger => "font-size: 118.75%;",
        Letters::Largest => "font-size: 150%;",
    };
    format!("@media screen {{ :root {{ {scheme} {letters} }} }}\n")
}

/// How long nobody does anything before the journal locks, where that was chosen.
pub(crate) fn idle(chosen: PageSettings) -> Option<Duration> {
    let minutes = chosen.lock_minutes?.clamp(1, LOCK_MINUTES_MAX);
    Some(Duration::from_mins(minutes.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_keeps_the_journal_open_for_long_or_for_no_time() {
        let after = |lock_minutes| {
            idle(PageSettings {
                lock_minutes,
                ..PageSettings::default()
            })
        };
        assert_eq!(after(None), None);
        assert_eq!(after(Some(0)), Some(Duration::from_mins(1)));
        assert_eq!(after(Some(255)), Some(Duration::from_mins(60)));
    }
}
