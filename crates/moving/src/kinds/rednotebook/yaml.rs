//! The part of YAML that RedNotebook writes: maps and texts. Tags such as `!!python/unicode` mean nothing here, and there
//! are no anchors.

/// Maps within each other.
const DEPTH_MAX: usize = 16;

/// A text, or a map.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    Text(String),
    Map(Vec<(String, Node)>),
}

pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut reader = Reader { text, at: 0 };
    reader.blank();
    let node = reader.map(reader.column(), 0)?;
    reader.blank();
    if reader.rest().is_empty() {
        Ok(node)
    } else {
        Err(reader.wrong("something that is not read"))
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn wrong(&self, what: &str) -> String {
        let line = self.text[..self.at].matches('\n').count() + 1;
        format!("has {what} in line {line}")
    }

    /// How far the next word is from the beginning of its line.
    fn column(&self) -> usize {
        let before = &self.text[..self.at];
        before.len() - before.rfind('\n').map_or(0, |at| at + 1)
    }

    /// Passes over blanks, line ends and comments; whether a line ended.
    fn blank(&mut self) -> bool {
        let begin = self.at;
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let is_comment = trimmed.starts_with('#') || trimmed.starts_with("---");
            if !is_comment {
                return self.text[begin..self.at].contains('\n');
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    /// A map by indentation.
    fn map(&mut self, column: usize, depth: usize) -> Result<Node, String> {
        if depth > DEPTH_MAX {
            return Err(self.wrong("too many maps within each other"));
        }
        let mut entries = Vec::new();
        while !self.rest().is_empty() && self.column() == column {
            let key = self.key()?;
            let ended = self.blank();
            let value = if ended && self.column() <= column || self.rest().is_empty() {
                Node::Text(String::new())
            } else if ended {
                self.map(self.column(), depth + 1)?
            } else {
                self.value(column, depth + 1)?
            };
            entries.push((key, value));
            self.blank();
        }
        Ok(Node::Map(entries))
    }

    fn key(&mut self) -> Result<String, String> {
        if self.rest().starts_with(['"', '\'']) {
            let key = self.quoted()?;
            self.rest()
                .strip_prefix(':')
                .ok_or_else(|| self.wrong("a key without a value"))?;
            self.at += 1;
            return Ok(key);
        }
        let rest = self.rest();
        let end = rest
            .find(':')
            .filter(|end| !rest[..*end].contains('\n'))
            .ok_or_else(|| self.wrong("a line without a key"))?;
        self.at += end + 1;
        Ok(rest[..end].trim().to_owned())
    }

    fn value(&mut self, column: usize, depth: usize) -> Result<Node, String> {
        if self.rest().starts_with('!') {
            self.at += self
                .rest()
                .find(char::is_whitespace)
                .unwrap_or(self.rest().len());
            self.blank();
        }
        if self.rest().starts_with(['&', '*']) {
            return Err(self.wrong("anchors, which are not read"));
        }
        if self.rest().starts_with('{') {
            return self.flow(depth);
        }
        if self.rest().starts_with(['"', '\'']) {
            return self.quoted().map(Node::Text);
        }
        if self.rest().starts_with(['|', '>']) {
            return Ok(Node::Text(self.literal(column)));
        }
        let end = self.rest().find('\n').unwrap_or(self.rest().len());
        let mut text = self.rest()[..end].trim().to_owned();
        self.at += end;
        // A plain text goes on in lines that stand further in.
        loop {
            let rest = &self.rest()[self.rest().len().min(1)..];
            let line = rest.split('\n').next().unwrap_or_default();
            let indent = line.len() - line.trim_start().len();
            if line.trim().is_empty() || indent <= column {
                break;
            }
            text.push(' ');
            text.push_str(line.trim());
            self.at += 1 + line.len();
        }
        Ok(Node::Text(if text == "null" || text == "~" {
            String::new()
        } else {
            text
        }))
    }

    /// `|` and `>`: lines that stand further in, as they are.
    fn literal(&mut self, column: usize) -> String {
        self.at += self
            .rest()
            .find('\n')
            .map_or(self.rest().len(), |end| end + 1);
        let mut lines = Vec::new();
        while let Some(line) = self.rest().split_inclusive('\n').next() {
            let indent = line.len() - line.trim_start().len();
            if !line.trim().is_empty() && indent <= column {
                break;
            }
            lines.push(line.trim());
            self.at += line.len();
        }
        lines.join("\n").trim_end().to_owned()
    }

    /// A map in braces.
    fn flow(&mut self, depth: usize) -> Result<Node, String> {
        if depth > DEPTH_MAX {
            return Err(self.wrong("too many maps within each other"));
        }
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blank();
            if self.rest().starts_with('}') {
                self.at += 1;
                return Ok(Node::Map(entries));
            }
            if self.rest().starts_with(',') {
                self.at += 1;
                continue;
            }
            let key = if self.rest().starts_with(['"', '\'']) {
                self.quoted()?
            } else {
                let end = self
                    .rest()
                    .find([':', ',', '}'])
                    .ok_or_else(|| self.wrong("a brace that is never closed"))?;
                let key = self.rest()[..end].trim().to_owned();
                self.at += end;
                key
            };
            let value = if self.rest().starts_with(':') {
                self.at += 1;
                self.blank();
                self.flow_value(depth)?
            } else {
                Node::Text(String::new())
            };
            entries.push((key, value));
        }
    }

    fn flow_value(&mut self, depth: usize) -> Result<Node, String> {
        if self.rest().starts_with('!') {
            self.at += self
                .rest()
                .find(char::is_whitespace)
                .unwrap_or(self.rest().len());
            self.blank();
        }
        if self.rest().starts_with(['&', '*']) {
            return Err(self.wrong("anchors, which are not read"));
        }
        if self.rest().starts_with('{') {
            return self.flow(depth + 1);
        }
        if self.rest().starts_with(['"', '\'']) {
            return self.quoted().map(Node::Text);
        }
        let end = self
            .rest()
            .find([',', '}'])
            .ok_or_else(|| self.wrong("a brace that is never closed"))?;
        let text = self.rest()[..end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        self.at += end;
        Ok(Node::Text(if text == "null" || text == "~" {
            String::new()
        } else {
            text
        }))
    }

    /// A text in quotation marks, its lines folded.
    fn quoted(&mut self) -> Result<String, String> {
        let begin = self.at;
        let quote = self.rest().chars().next().unwrap_or('"');
        self.at += 1;
        let mut found = String::new();
        loop {
            let mut chars = self.rest().chars();
            let Some(c) = chars.next() else {
                self.at = begin;
                return Err(self.wrong("a quotation that is never closed, beginning"));
            };
            self.at += c.len_utf8();
            match c {
                '\'' if quote == '\'' && self.rest().starts_with('\'') => {
                    found.push('\'');
                    self.at += 1;
                }
                c if c == quote => return Ok(found),
                '\\' if quote == '"' => self.escape(&mut found)?,
                '\n' => {
                    found.truncate(found.trim_end_matches(' ').len());
                    let rest = self.rest();
                    let trimmed = rest.trim_start();
                    let ends = rest[..rest.len() - trimmed.len()].matches('\n').count();
                    self.at += rest.len() - trimmed.len();
                    found.push_str(&if ends == 0 {
                        " ".to_owned()
                    } else {
                        "\n".repeat(ends)
                    });
                }
                c => found.push(c),
            }
        }
    }

    fn escape(&mut self, found: &mut String) -> Result<(), String> {
        let Some(c) = self.rest().chars().next() else {
            return Err(self.wrong("a backslash with nothing behind it"));
        };
        self.at += c.len_utf8();
        let digits = match c {
            'n' => {
                found.push('\n');
                return Ok(());
            }
            't' => {
                found.push('\t');
                return Ok(());
            }
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '\n' => {
                let rest = self.rest();
                self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
                return Ok(());
            }
            'e' | '0' | 'a' | 'b' | 'r' | 'v' | 'f' => return Ok(()),
            'N' | 'L' | 'P' => {
                found.push('\n');
                return Ok(());
            }
            '_' => {
                found.push(' ');
                return Ok(());
            }
            c => {
                found.push(c);
                return Ok(());
            }
        };
        let number = self
            .rest()
            .get(..digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let c = number
            .and_then(char::from_u32)
            .ok_or_else(|| self.wrong("a character that is none"))?;
        self.at += digits;
        found.push(c);
        Ok(())
    }
}
