//! What pages load beside themselves: one table, all of it in the program.

use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::look;
use crate::problem::Problem;

/// A file that pages load.
pub(crate) struct Asset {
    /// Its name after `/a/`.
    pub(crate) name: &'static str,
    /// Its type.
    pub(crate) kind: &'static str,
    /// Its bytes.
    pub(crate) bytes: &'static [u8],
    /// Whether it is given to a browser that has not come in: the page of the entrance needs it.
    pub(crate) is_open: bool,
}

const CSS: &str = "text/css; charset=utf-8";
const FONT: &str = "font/woff2";
/// The style of all pages. Of rules that are alike, the later one counts.
const STYLE: &str = concat!(
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/parts.css"),
    include_str!("../assets/css/screens.css"),
    include_str!("../assets/css/figures.css"),
    include_str!("../assets/css/print.css"),
);
const SCRIPT: &str = "text/javascript; charset=utf-8";

const fn inside(name: &'static str, kind: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        name,
        kind,
        bytes,
        is_open: false,
    }
}

const fn open(name: &'static str, kind: &'static str, bytes: &'static [u8]) -> Asset {
    Asset {
        is_open: true,
        ..inside(name, kind, bytes)
    }
}

/// All of them.
pub(crate) const ASSETS: &[Asset] = &[
    open("enter.js", SCRIPT, include_bytes!("../assets/js/enter.js")),
    open("still.css", CSS, STYLE.as_bytes()),
    open(
        "literata.woff2",
        FONT,
        include_bytes!("../assets/css/literata.woff2"),
    ),
    inside("keys.js", SCRIPT, include_bytes!("../assets/js/keys.js")),
    inside("live.js", SCRIPT, include_bytes!("../assets/js/live.js")),
    inside(
        "calendar.js",
        SCRIPT,
        include_bytes!("../assets/js/calendar.js"),
    ),
    inside(
        "search.js",
        SCRIPT,
        include_bytes!("../assets/js/search.js"),
    ),
    inside("reply.js", SCRIPT, include_bytes!("../assets/js/reply.js")),
    inside("files.js", SCRIPT, include_bytes!("../assets/js/files.js")),
    inside("urge.js", SCRIPT, include_bytes!("../assets/js/urge.js")),
    inside("save.js", SCRIPT, include_bytes!("../assets/js/save.js")),
    inside("text.js", SCRIPT, include_bytes!("../assets/js/text.js")),
];

/// One of them.
pub(crate) fn find(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|asset| asset.name == name)
}

/// Answers with one of them. The style ends with what was chosen on this device, so that a locked page has it, too.
pub(crate) fn show(app: &App, name: &str) -> Result<Response, Problem> {
    let asset = find(name).ok_or_else(Problem::missing)?;
    let head = [(CONTENT_TYPE, asset.kind)];
    if asset.kind == CSS {
        let style = format!("{STYLE}{}", look::style(app.chosen()));
        return Ok((head, style).into_response());
    }
    Ok((head, asset.bytes).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All that pages load, together, in bytes.
    const BYTES_MAX: usize = 140 * 1024;

    #[test]
    fn all_assets_together_are_small() {
        let bytes: usize = ASSETS.iter().map(|asset| asset.bytes.len()).sum();
        assert!(bytes <= BYTES_MAX, "{bytes}");
    }
}
