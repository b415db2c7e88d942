//! What stands above a Markdown text between lines of `---`: a small part of YAML, read as it is written. A word is never
//! turned into a number, a date or a yes. TOML between `+++` and JSON between `;;;` are read by the same lines.

use crate::limits::FRONT_BYTES_MAX;

/// The keys above a text, each with its values.
#[derive(Debug, Default)]
pub(super) struct Front {
    keys: Vec<(String, Vec<String>)>,
}

impl Front {
    /// The first of these keys that has a value, and the values; whatever the case of the key.
    pub(super) fn all(&self, names: &[&str]) -> Option<&[String]> {
        let of = |name: &&str| {
            self.keys
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
        };
        let mut found = names.iter().filter_map(of);
        found
            .find(|(_, values)| values.iter().any(|value| !value.is_empty()))
            .map(|(_, values)| values.as_slice())
    }

    /// The single value of the first of these keys that has one.
    pub(super) fn one(&self, names: &[&str]) -> Option<&str> {
        match self.all(names)? {
            [one] => Some(one.as_str()),
            _ => None,
        }
    }

    /// The keys that are none of these, and have a value.
    pub(super) fn others<'a>(&'a self, known: &'a [&[&str]]) -> impl Iterator<Item = &'a str> {
        let is_known = |key: &str| {
            let mut known = known.iter().flat_map(|names| names.iter());
            known.any(|name| name.eq_ignore_ascii_case(key))
        };
        let others = self.keys.iter().filter(move |(key, values)| {
            !is_known(key) && values.iter().any(|value| !value.is_empty())
        });
        others.map(|(key, _)| key.as_str())
    }
}

/// The front matter of a text and what follows it; all of it is text where none is closed.
///
/// Says why where there is one that is not read: anchors, tags of code, a key twice.
pub(super) fn split(text: &str) -> Result<(Front, &str), String> {
    for mark in ["---", "+++", ";;;"] {
        let Some(rest) = text.strip_prefix(mark).and_then(|rest| {
            let (line, rest) = rest.split_once('\n')?;
            line.trim().is_empty().then_some(rest)
        }) else {
            continue;
        };
        let Some((inner, after)) = closed(rest, mark) else {
            break;
        };
        if inner.len() > FRONT_BYTES_MAX {
            return Err("its front matter is longer than 64 KiB".into());
        }
        let front = if mark == "---" {
            yaml(inner)?
        } else {
            other(inner)?
        };
        return Ok((front, after));
    }
    Ok((Front::default(), text))
}

fn closed<'a>(text: &'a str, mark: &str) -> Option<(&'a str, &'a str)> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare == mark || mark == "---" && bare == "..." {
            return Some((&text[..at], &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// TOML and JSON, of which one line is one key.
fn other(inner: &str) -> Result<Front, String> {
    let mut front = Front::default();
    for line in inner.lines() {
        let line = line.trim().trim_end_matches(',');
        let cut = line.find([':', '=']).map(|at| line.split_at(at));
        if let Some((key, value)) = cut {
            let key = key.trim().trim_matches('"').to_owned();
            add(&mut front, key, values(value[1..].trim())?)?;
        }
    }
    Ok(front)
}

fn yaml(inner: &str) -> Result<Front, String> {
    let mut front = Front::default();
    let mut lines = inner.lines().peekable();
    while let Some(line) = lines.next() {
        let bare = line.trim_end();
        if bare.trim_start().is_empty() || bare.trim_start().starts_with('#') {
            continue;
        }
        if line.starts_with([' ', '\t', '-']) {
            // A value of a shape that is not read, below a key that was.
            continue;
        }
        let Some((key, value)) = bare.split_once(':') else {
            continue;
        };
        let key = key.trim().trim_matches(['"', '\'']).to_owned();
        let value = value.trim();
        let mut below = Vec::new();
        while let Some(next) = lines.peek() {
            let is_item = next.trim_start().starts_with("- ") || next.trim() == "-";
            if next.starts_with([' ', '\t']) || is_item {
                below.push(lines.next().unwrap_or_default());
            } else {
                break;
            }
        }
        add(&mut front, key, value_of(value, &below)?)?;
    }
    Ok(front)
}

fn add(front: &mut Front, key: String, values: Vec<String>) -> Result<(), String> {
    if front.keys.iter().any(|(known, _)| *known == key) {
        return Err(format!("its front matter has “{key}” twice"));
    }
    front.keys.push((key, values));
    Ok(())
}

fn value_of(value: &str, below: &[&str]) -> Result<Vec<String>, String> {
    let joined = |by: &str| {
        let lines = below.iter().map(|line| line.trim());
        lines.collect::<Vec<_>>().join(by).trim().to_owned()
    };
    if value.starts_with('>') {
        return Ok(vec![joined(" ")]);
    }
    if value.starts_with('|') {
        return Ok(vec![joined("\n")]);
    }
    if value.is_empty() {
        let items = below.iter().filter_map(|line| {
            let item = line.trim_start().strip_prefix('-')?;
            Some(scalar(item.trim()))
        });
        return items.collect();
    }
    let whole = match value.starts_with(['[', '"', '\'']) {
        true => format!("{value} {}", joined(" ")),
        false => value.to_owned(),
    };
    values(whole.trim())
}

/// A scalar, or a list in brackets.
fn values(value: &str) -> Result<Vec<String>, String> {
    let Some(inner) = value.strip_prefix('[') else {
        return Ok(vec![scalar(value)?]);
    };
    let inner = inner.rsplit_once(']').map_or(inner, |(inner, _)| inner);
    let mut found = Vec::new();
    let mut item = String::new();
    let mut quote = None;
    for c in inner.chars() {
        match (quote, c) {
            (None, ',') => found.push(scalar(std::mem::take(&mut item).trim())?),
            (None, '"' | '\'') if item.trim().is_empty() => {
                quote = Some(c);
                item.push(c);
            }
            (Some(open), c) if c == open => {
                quote = None;
                item.push(c);
            }
            (_, c) => item.push(c),
        }
    }
    if !item.trim().is_empty() {
        found.push(scalar(item.trim())?);
    }
    Ok(found)
}

fn scalar(text: &str) -> Result<String, String> {
    if let Some(inner) = text.strip_prefix('"') {
        let inner = inner.split_once("\" #").map_or(inner, |(inner, _)| inner);
        let inner = inner.strip_suffix('"').unwrap_or(inner);
        let read = serde_json::from_str(&format!("\"{inner}\""));
        return Ok(read.unwrap_or_else(|_| inner.to_owned()));
    }
    if let Some(inner) = text.strip_prefix('\'') {
        let inner = inner.strip_suffix('\'').unwrap_or(inner);
        return Ok(inner.replace("''", "'"));
    }
    if text.starts_with(['&', '*']) && text[1..].starts_with(|c: char| c.is_alphanumeric()) {
        return Err("its front matter has anchors, which are not read".into());
    }
    if text.starts_with('!') {
        return Err("its front matter has tags of code, which are not read".into());
    }
    let text = text.split(" #").next().unwrap_or(text).trim();
    Ok(if text == "~" || text == "null" {
        ""
    } else {
        text
    }
    .to_owned())
}
