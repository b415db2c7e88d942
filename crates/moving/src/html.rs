//! HTML and what resembles it, as Markdown: its text, and of its shape what Markdown has. Scripts, styles, frames and
//! addresses that are not of the web or of mail are left out. Nothing is nested in memory, so nothing can be too deep.

mod entity;
mod piece;
mod writer;

use writer::Writer;

pub(crate) use entity::unescape;
pub(crate) use piece::{Piece, pieces};
pub(crate) use writer::Said;

/// Whether a text has tags or entities in it.
pub(crate) fn is_markup(text: &str) -> bool {
    let is_tag = pieces(text).any(|piece| match piece {
        Piece::Open(tag) => is_known(tag.name),
        Piece::Close(name) => is_known(name),
        _ => false,
    });
    is_tag || text.contains('&') && unescape(text) != text
}

fn is_known(name: &str) -> bool {
    const KNOWN: [&str; 37] = [
        "a",
        "b",
        "blockquote",
        "body",
        "br",
        "center",
        "code",
        "del",
        "div",
        "em",
        "font",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "html",
        "i",
        "img",
        "input",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "table",
        "td",
        "tr",
        "u",
    ];
    let name = name.to_ascii_lowercase();
    KNOWN.contains(&name.as_str())
        || ["ul", "en-note", "en-media", "en-todo"].contains(&name.as_str())
}

/// What HTML says, as Markdown.
pub(crate) fn to_markdown(html: &str) -> Said {
    let mut writer = Writer::default();
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => writer.text(&unescape(text)),
            Piece::Literal(text) => writer.text(text),
            Piece::Open(tag) => writer.open(&tag),
            Piece::Close(name) => writer.close(&name.to_ascii_lowercase()),
        }
    }
    writer.end()
}

/// A text that may be HTML.
pub(crate) fn maybe(text: &str) -> Said {
    if is_markup(text) {
        return to_markdown(text);
    }
    Said {
        text: text.to_owned(),
        ..Said::default()
    }
}
