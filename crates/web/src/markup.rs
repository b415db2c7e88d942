//! The one place where text is taken for markup: drawings that the crate `report` made, all of it escaped there.

use maud::{Markup, PreEscaped};

/// An `svg` element of [`report::svg`].
pub(crate) fn drawn(svg: String) -> Markup {
    PreEscaped(svg)
}
