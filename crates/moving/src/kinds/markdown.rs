//! What Markdown says beside its words: a heading that is the title, tags within the text, pictures.

use crate::words;
use jiff::civil::Date;

/// The title of a text that begins with `# `, even where only pictures stand above it, and the text without it.
pub(super) fn split_heading(text: &str) -> (String, String) {
    let mut above = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if let Some(title) = line.strip_prefix("# ") {
            let title = title.trim();
            // Marks behind a heading close it where a blank stands before them; `C#` is a word.
            let bare = title.trim_end_matches('#');
            let is_closed = bare.is_empty() || bare.ends_with(char::is_whitespace);
            let title = if is_closed { bare.trim_end() } else { title };
            let body = format!("{above}{}", after.trim_start_matches('\n'));
            return (title.to_owned(), body);
        }
        if !line.trim().is_empty() && !is_only_pictures(line) {
            break;
        }
        if !line.trim().is_empty() {
            above.push_str(line);
            above.push_str("\n\n");
        }
        rest = after;
    }
    (String::new(), text.to_owned())
}

fn is_only_pictures(line: &str) -> bool {
    let mut rest = line.trim();
    while !rest.is_empty() {
        let end = if rest.starts_with("![[") {
            rest.find("]]").map(|at| at + 2)
        } else if rest.starts_with("![") {
            rest.find("](")
                .and_then(|at| rest[at..].find(')').map(|end| at + end + 1))
        } else {
            None
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => return false,
        }
    }
    true
}

/// A title that only repeats the day is none.
pub(super) fn without_date(title: String, day: Date) -> String {
    let read = words::leading_date(title.trim());
    let is_iso = read.is_some_and(|(date, rest)| date == day && rest.trim().is_empty());
    let is_words = || {
        let letters = title.chars().filter(|c| c.is_alphabetic()).count();
        letters <= 30 && words::date_in_words(&title) == Some(day)
    };
    if is_iso || is_words() {
        String::new()
    } else {
        title
    }
}

/// What a text links to and shows.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) tags: Vec<String>,
    /// Targets of pictures and other files: names or relative paths.
    pub(super) files: Vec<String>,
    /// Targets that are shown and are elsewhere: another note, the web, another machine.
    pub(super) elsewhere: Vec<String>,
}

/// Finds tags and files in a text; code is passed over.
pub(super) fn marks(text: &str) -> Marks {
    let mut found = Marks::default();
    let mut is_code = false;
    for line in text.lines() {
        let bare = line.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            is_code = !is_code;
            continue;
        }
        if is_code {
            continue;
        }
        for (at, piece) in line.split('`').enumerate() {
            // Every second piece is between two ticks.
            if at % 2 == 0 {
                tags(piece, &mut found.tags);
                targets(piece, &mut found);
            }
        }
    }
    found
}

fn tags(text: &str, found: &mut Vec<String>) {
    let mut rest = text;
    let mut before = None;
    while let Some(at) = rest.find('#') {
        let previous = rest[..at].chars().next_back().or(before);
        let after = &rest[at + 1..];
        let linked = after
            .strip_prefix("[[")
            .filter(|_| previous.is_none_or(char::is_whitespace))
            .and_then(|words| words.split_once("]]"));
        if let Some((words, after)) = linked {
            found.push(words.to_owned());
            before = Some(']');
            rest = after;
            continue;
        }
        let is_part = |c: char| c.is_alphanumeric() || "_-/".contains(c) || is_joined(c);
        let end = after.find(|c| !is_part(c)).unwrap_or(after.len());
        let tag = after[..end].trim_end_matches('/');
        let begins = previous.is_none_or(|c| c.is_whitespace() || "([{,;".contains(c));
        if begins && !tag.is_empty() && !tag.chars().all(|c| c.is_numeric() || "_-/".contains(c)) {
            found.push(tag.to_owned());
        }
        before = Some('#');
        rest = &after[end..];
        if end > 0 {
            before = after[..end].chars().next_back();
        }
    }
}

/// Marks that belong to the letter or sign before them.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}')
}

fn targets(text: &str, found: &mut Marks) {
    let mut rest = text;
    while let Some(at) = rest.find("![[") {
        let after = &rest[at + 3..];
        let Some((inner, after)) = after.split_once("]]") else {
            break;
        };
        let target = inner.split(['|', '#']).next().unwrap_or(inner).trim();
        sort(target, found);
        rest = after;
    }
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let is_picture = rest[..at]
            .rfind('[')
            .is_some_and(|open| rest[..open].ends_with('!'));
        let after = &rest[at + 2..];
        let (target, after) = match after.strip_prefix('<') {
            Some(inner) => inner.split_once('>').unwrap_or((inner, "")),
            None => {
                let end = closing(after);
                (&after[..end], &after[end..])
            }
        };
        let target = target.split(" \"").next().unwrap_or(target).trim();
        let is_page =
            target.ends_with(".md") || target.contains("://") || target.starts_with(['#', '@']);
        if is_picture || !(is_page || ending(target).is_empty()) {
            sort(&unquoted(target), found);
        }
        rest = after;
    }
}

/// Where the bracket that is open is closed.
fn closing(text: &str) -> usize {
    let mut open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return at,
            b')' => open -= 1,
            _ => {}
        }
    }
    text.len()
}

fn ending(target: &str) -> &str {
    let base = target.rsplit('/').next().unwrap_or(target);
    let ending = base.rsplit_once('.').map_or("", |(_, ending)| ending);
    if ending.len() <= 5 { ending } else { "" }
}

fn sort(target: &str, found: &mut Marks) {
    let is_away = target.contains(':') || target.starts_with('/') || target.starts_with("~/");
    let is_file = !ending(target).is_empty() && !target.ends_with(".md");
    let target = target.to_owned();
    if is_file && !is_away {
        found.files.push(target);
    } else {
        found.elsewhere.push(target);
    }
}

/// `%20` and the like as the characters that they stand for.
fn unquoted(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut found = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| target.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        found.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(found).unwrap_or_else(|_| target.to_owned())
}
