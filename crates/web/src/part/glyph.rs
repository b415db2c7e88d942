//! The few small drawings. Each stands beside its word, which those hear who do not see it.

use maud::{Markup, html};

/// A star, with its word.
pub(crate) fn star() -> Markup {
    html! {
        svg.glyph width="14" height="14" viewBox="0 0 16 16" aria-hidden="true" {
            path fill="currentColor" d="M8 1l2.1 4.6 5 .6-3.7 3.4 1 5L8 12.1l-4.4 2.5 1-5L.9 6.2l5-.6z" {}
        }
        span.hush { "starred" }
    }
}

/// An envelope: a letter that is not sent, with its words.
pub(crate) fn letter() -> Markup {
    html! {
        svg.glyph width="16" height="14" viewBox="0 0 16 14" aria-hidden="true" {
            path fill="none" stroke="currentColor" stroke-width="1.4" d="M1 2h14v10H1zM1 2.5l7 5.5 7-5.5" {}
        }
        span.hush { "a letter that is not sent" }
    }
}

/// The sign in what is chosen.
pub(crate) fn tick() -> Markup {
    html! {
        svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" {
            path d="M1.5 6.5l3 3 6-7" fill="none" stroke="currentColor" stroke-width="2" {}
        }
    }
}

/// The sign beside what is wrong.
pub(crate) fn wrong() -> Markup {
    html! {
        svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" {
            path d="M8 1.5l7 12.5H1z" fill="none" stroke="currentColor" stroke-width="1.5" {}
            path d="M8 6v4" stroke="currentColor" stroke-width="1.6" {}
            circle cx="8" cy="12" r=".9" fill="currentColor" {}
        }
    }
}

/// A well filled to `level` of 10: a mood that can be told apart without its colour.
pub(crate) fn level(level: u8) -> Markup {
    let height = u32::from(level.min(10)) * 2;
    html! {
        svg viewBox="0 0 8 20" preserveAspectRatio="none" aria-hidden="true" {
            rect.x-well width="8" height="20" {}
            rect.x-full y=(20 - height) width="8" height=(height) {}
        }
    }
}
