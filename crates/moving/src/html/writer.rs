//! Writes Markdown while HTML is read.

use super::piece::Tag;

/// What a piece of HTML says.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// As Markdown.
    pub(crate) text: String,
    /// Sources and hashes of its pictures and other media.
    pub(crate) media: Vec<String>,
    /// How many pieces of it are encrypted.
    pub(crate) encrypted: usize,
}

/// Lists within lists that are still indented.
const INDENTED_MAX: usize = 16;

/// What Markdown writes around words.
const MARKS: [(&[&str], &str); 4] = [
    (&["b", "strong"], "**"),
    (&["i", "em"], "*"),
    (&["s", "strike", "del"], "~~"),
    (&["code", "tt", "kbd"], "`"),
];
/// Elements whose content is not text.
const HIDDEN: [&str; 10] = [
    "head", "title", "iframe", "object", "svg", "noscript", "template", "math", "select",
    "en-crypt",
];

/// Writes Markdown while HTML is read.
#[derive(Default)]
pub(super) struct Writer {
    said: Said,
    /// Line ends to be written before the next word.
    lines: usize,
    /// A blank to be written before the next word, if it does not begin a line.
    blank: bool,
    /// Marks that opened and have no word yet.
    opening: Vec<&'static str>,
    /// Marks around the words that are being written.
    open: Vec<&'static str>,
    /// Where links lead that are open.
    links: Vec<Option<String>>,
    /// The lists that are open: the number of the last item, or none where they have no numbers.
    lists: Vec<Option<usize>>,
    hidden: Vec<&'static str>,
    preformatted: usize,
    quoted: usize,
    /// Whether an item was begun that has no word yet.
    fresh: bool,
}

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        if !self.hidden.is_empty() {
            return;
        }
        if self.preformatted > 0 {
            self.begin();
            self.said.text.push_str(text);
            return;
        }
        for (at, word) in text.split([' ', '\t', '\n', '\r', '\u{c}']).enumerate() {
            self.blank |= at > 0;
            if !word.is_empty() {
                self.begin();
                self.said.text.push_str(word);
            }
        }
    }

    /// Writes what stands before a word: line ends, a blank, marks.
    fn begin(&mut self) {
        if std::mem::take(&mut self.fresh) {
            self.lines = 0;
        }
        if self.lines > 0 && !self.said.text.is_empty() {
            for _ in 0..self.lines {
                self.said.text.push('\n');
            }
        } else if self.blank && !self.said.text.is_empty() && !self.said.text.ends_with([' ', '\n'])
        {
            self.said.text.push(' ');
        }
        if self.lines > 0 || self.said.text.is_empty() {
            for _ in 0..self.quoted.min(INDENTED_MAX) {
                self.said.text.push_str("> ");
            }
        }
        self.lines = 0;
        self.blank = false;
        for mark in self.opening.drain(..) {
            self.said.text.push_str(mark);
            self.open.push(mark);
        }
    }

    /// The next word begins a line, or follows an empty one.
    fn block(&mut self, lines: usize) {
        self.lines = self.lines.max(lines);
        self.blank = false;
    }

    pub(super) fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name.to_ascii_lowercase();
        if let Some(hidden) = HIDDEN.iter().find(|hidden| **hidden == name) {
            self.said.encrypted += usize::from(name == "en-crypt");
            if !tag.is_whole {
                self.hidden.push(hidden);
            }
            return;
        }
        if !self.hidden.is_empty() {
            // A head that was never closed ends where the body begins.
            if name == "body" {
                self.hidden.clear();
            }
            return;
        }
        if let Some(mark) = mark(&name) {
            if !tag.is_whole {
                self.opening.push(mark);
            }
            return;
        }
        match name.as_str() {
            "br" => {
                self.lines = (self.lines + 1).min(2);
                self.blank = false;
            }
            "hr" => {
                self.block(2);
                self.text("---");
                self.block(2);
            }
            "img" => self.said.media.extend(tag.get("src")),
            "en-media" => self.said.media.extend(tag.get("hash")),
            "en-todo" => self.task(tag.get("checked").as_deref() == Some("true")),
            "input" if tag.get("type").as_deref() == Some("checkbox") => {
                self.task(tag.get("checked").is_some());
            }
            "a" => self.link(tag.get("href")),
            "pre" => {
                self.block(2);
                self.text("```");
                self.said.text.push('\n');
                self.preformatted += 1;
            }
            "blockquote" => {
                self.block(2);
                self.quoted += 1;
            }
            "ul" | "ol" => {
                self.block(if self.lists.is_empty() { 2 } else { 1 });
                self.lists.push((name == "ol").then_some(0));
            }
            "li" => self.item(),
            "td" | "th" => self.blank = true,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block(2);
                let level = usize::from(name.as_bytes()[1] - b'0');
                self.begin();
                self.said.text.push_str(&"#".repeat(level));
                self.said.text.push(' ');
            }
            _ => self.block(apart(&name)),
        }
    }

    pub(super) fn close(&mut self, name: &str) {
        if let Some(at) = self.hidden.iter().rposition(|hidden| *hidden == name) {
            self.hidden.truncate(at);
            return;
        }
        if !self.hidden.is_empty() {
            return;
        }
        if let Some(mark) = mark(name) {
            if self.opening.last() == Some(&mark) {
                self.opening.pop();
            } else if self.open.last() == Some(&mark) {
                self.open.pop();
                self.said.text.push_str(mark);
            }
            return;
        }
        match name {
            "a" => {
                if let Some(Some(address)) = self.links.pop() {
                    self.said.text.push_str(&format!("]({address})"));
                }
            }
            "pre" if self.preformatted > 0 => {
                self.preformatted -= 1;
                if !self.said.text.ends_with('\n') {
                    self.said.text.push('\n');
                }
                self.said.text.push_str("```");
                self.block(2);
            }
            "blockquote" => {
                self.block(2);
                self.quoted = self.quoted.saturating_sub(1);
            }
            "ul" | "ol" => {
                self.lists.pop();
                self.block(if self.lists.is_empty() { 2 } else { 1 });
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(2),
            "li" | "td" | "th" => {}
            _ => self.block(apart(name)),
        }
    }

    fn item(&mut self) {
        self.block(1);
        self.begin();
        let depth = self.lists.len().clamp(1, INDENTED_MAX) - 1;
        self.said.text.push_str(&"  ".repeat(depth));
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                self.said.text.push_str(&format!("{number}. "));
            }
            _ => self.said.text.push_str("- "),
        }
        self.fresh = true;
    }

    fn task(&mut self, is_done: bool) {
        let is_in_item = self.said.text.ends_with("- ");
        if !is_in_item {
            self.block(1);
            self.begin();
            self.said.text.push_str("- ");
        }
        self.said
            .text
            .push_str(if is_done { "[x] " } else { "[ ] " });
        self.blank = false;
        self.fresh = true;
    }

    fn link(&mut self, address: Option<String>) {
        let is_open = |address: &String| {
            let lower = address.trim().to_ascii_lowercase();
            let known = ["http://", "https://", "mailto:"];
            known.iter().any(|scheme| lower.starts_with(scheme))
                && !address.contains(['(', ')', '<', '>', '\n'])
        };
        let address = address.filter(is_open);
        if address.is_some() {
            self.begin();
            self.said.text.push('[');
        }
        self.links.push(address);
    }

    pub(super) fn end(mut self) -> Said {
        while let Some(mark) = self.open.pop() {
            self.said.text.push_str(mark);
        }
        self.said.text.truncate(self.said.text.trim_end().len());
        self.said
    }
}

fn mark(name: &str) -> Option<&'static str> {
    let found = MARKS.iter().find(|(names, _)| names.contains(&name));
    found.map(|(_, mark)| *mark)
}

/// Line ends around an element.
fn apart(name: &str) -> usize {
    match name {
        "p" | "table" | "figure" => 2,
        "div" | "tr" | "section" | "article" | "header" | "footer" | "en-note" | "body"
        | "html" | "dd" | "dt" | "dl" | "tbody" | "thead" | "main" => 1,
        _ => 0,
    }
}
