//! Markup as pieces: tags and the text between them, however broken it is.

use super::entity::unescape;

/// A piece of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text, with its entities.
    Text(&'a str),
    /// Text without entities.
    Literal(&'a str),
    /// A tag that opens, or that opens and closes at once.
    Open(Tag<'a>),
    /// A tag that closes, by its name.
    Close(&'a str),
}

/// A tag that opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    attributes: &'a str,
    /// Whether it closes at once.
    pub(crate) is_whole: bool,
}

impl Tag<'_> {
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute, without entities; empty if it stands there without one.
    pub(crate) fn get(&self, wanted: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .find(|c: char| c.is_whitespace() || c == '=' || c == '/')
                .unwrap_or(rest.len())
                .max(1);
            let end = rest.ceil_char_boundary(end);
            let (name, after) = rest.split_at(end);
            let after = after.trim_start();
            let (value, after) = match after.strip_prefix('=') {
                None => ("", after),
                Some(after) => value(after.trim_start()),
            };
            if name.eq_ignore_ascii_case(wanted) {
                return Some(unescape(value));
            }
            rest = after;
        }
    }

    /// Whether its class has this word.
    pub(crate) fn has_class(&self, class: &str) -> bool {
        let classes = self.get("class").unwrap_or_default();
        classes.split_whitespace().any(|word| word == class)
    }
}

fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    text.split_at(end)
}

/// The pieces of markup, one after the other.
pub(crate) struct Pieces<'a>(&'a str);

/// Reads markup piece by piece, however broken it is.
pub(crate) fn pieces(text: &str) -> Pieces<'_> {
    Pieces(text)
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.0.is_empty() {
                return None;
            }
            let Some(after) = self.0.strip_prefix('<') else {
                let (text, rest) = self.0.split_at(self.0.find('<').unwrap_or(self.0.len()));
                self.0 = rest;
                return Some(Piece::Text(text));
            };
            if let Some(comment) = after.strip_prefix("!--") {
                self.0 = comment.split_once("-->").map_or("", |(_, rest)| rest);
            } else if let Some(data) = after.strip_prefix("![CDATA[") {
                let (data, rest) = data.split_once("]]>").unwrap_or((data, ""));
                self.0 = rest;
                return Some(Piece::Literal(data));
            } else if after.starts_with(['!', '?']) {
                self.0 = after.split_once('>').map_or("", |(_, rest)| rest);
            } else if let Some(name) = after.strip_prefix('/') {
                let (name, rest) = name.split_once('>').unwrap_or((name, ""));
                self.0 = rest;
                return Some(Piece::Close(name.trim()));
            } else if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return Some(self.open(after));
            } else {
                let (text, rest) = self.0.split_at(1);
                self.0 = rest;
                return Some(Piece::Literal(text));
            }
        }
    }
}

impl<'a> Pieces<'a> {
    fn open(&mut self, after: &'a str) -> Piece<'a> {
        let end = end_of_tag(after);
        let (inner, rest) = after.split_at(end);
        self.0 = rest.strip_prefix('>').unwrap_or(rest);
        let name_end = inner
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(inner.len());
        let (name, attributes) = inner.split_at(name_end);
        let tag = Tag {
            name,
            attributes: attributes.strip_suffix('/').unwrap_or(attributes),
            is_whole: attributes.ends_with('/'),
        };
        for raw in ["script", "style", "textarea", "xmp"] {
            if tag.is(raw) && !tag.is_whole {
                self.0 = after_raw(self.0, raw);
            }
        }
        Piece::Open(tag)
    }
}

/// Where a tag ends: the first `>` outside of quotation marks.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if text[..at].trim_end().ends_with('=') => quote = Some(byte),
            (Some(open), byte) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quotation that never ends: the tag ends as if it were none.
    text.find('>').unwrap_or(text.len())
}

/// What follows an element whose content is no markup.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        let after = &rest[at + 2..];
        let is_end = after
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_end {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    ""
}
