//! What differs from run to run, replaced by names: ids, the temporary folder, moments of the day of the test, sizes.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

/// Ids seen so far, and what they are called.
pub(crate) struct Names {
    root: PathBuf,
    known: BTreeMap<String, String>,
}

impl Names {
    /// `root` is the temporary folder.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self {
            root,
            known: BTreeMap::new(),
        }
    }

    /// Takes the ids out of what a command printed with `--json`, as one value or one on each line.
    pub(crate) fn learn(&mut self, json: &str) {
        for text in std::iter::once(json).chain(json.lines()) {
            if let Ok(value) = serde_json::from_str(text) {
                self.learn_from(&value);
            }
        }
    }

    fn learn_from(&mut self, value: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(id) = fields
                    .get("id")
                    .or(fields.get("short"))
                    .and_then(Value::as_str)
                {
                    self.name(id);
                }
                fields.values().for_each(|value| self.learn_from(value));
            }
            Value::Array(items) => items.iter().for_each(|value| self.learn_from(value)),
            _ => {}
        }
    }

    fn name(&mut self, id: &str) {
        let known = self.known.keys().any(|known| known == id);
        if known || id.len() < 4 {
            return;
        }
        let number = self.known.len() + 1;
        self.known.insert(id.to_owned(), format!("ID{number}"));
    }

    /// The text with names instead.
    pub(crate) fn replace(&self, text: &str) -> String {
        let mut text = text.replace(&self.root.display().to_string(), "[ROOT]/");
        for (id, name) in &self.known {
            text = text.replace(id, name);
            for length in (4..id.len().min(14)).rev() {
                text = whole_words(&text, &id[..length], name);
            }
        }
        let now = jiff::Timestamp::now();
        let yesterday = now - jiff::SignedDuration::from_hours(24);
        let day = |at: jiff::Timestamp| at.to_string()[..10].to_owned();
        let text = moments(&text, &day(now), "[NOW]");
        let text = moments(&text, &day(yesterday), "[YESTERDAY]");
        let text = text.replace(&now.strftime("%A, %-d %B %Y").to_string(), "[NOW]");
        let text = text.replace(&now.strftime("%-d %B %Y").to_string(), "[NOW]");
        between(
            &text,
            &[
                ("unlocked, for ", " without use"),
                ("last unlocked ", " today"),
                ("still, ", " KB"),
                ("\"bytes\": ", ","),
                ("\"stamp\": \"", "\""),
                ("\"locks_in_s\": ", ","),
                ("before ", " days"),
            ],
        )
    }
}

/// Replaces `word` where it stands alone.
fn whole_words(text: &str, word: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(word) {
        let (before, after) = (&rest[..at], &rest[at + word.len()..]);
        let alone = !before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && !after.starts_with(|c: char| c.is_ascii_alphanumeric());
        out.push_str(before);
        out.push_str(if alone { name } else { word });
        rest = after;
    }
    out + rest
}

/// Replaces moments of one day by a name, in any of the forms they are printed in.
fn moments(text: &str, day: &str, name: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(day) {
        out.push_str(&rest[..at]);
        out.push_str(name);
        rest = &rest[at + day.len()..];
        let weekday = [" Mon", " Tue", " Wed", " Thu", " Fri", " Sat", " Sun"];
        for name in weekday {
            rest = rest.strip_prefix(name).unwrap_or(rest);
        }
        let clock = rest.trim_start_matches([' ', 'T']);
        if clock.starts_with(|c: char| c.is_ascii_digit()) && clock.get(2..3) == Some(":") {
            let end = clock
                .find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | 'Z')))
                .unwrap_or(clock.len());
            rest = clock[end..].strip_prefix("[UTC]").unwrap_or(&clock[end..]);
        }
    }
    out + rest
}

/// Replaces what stands between two texts on one line.
fn between(text: &str, pairs: &[(&str, &str)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for line in &mut lines {
        for (before, after) in pairs {
            let Some(start) = line.find(before).map(|at| at + before.len()) else {
                continue;
            };
            if let Some(length) = line[start..].find(after) {
                line.replace_range(start..start + length, "…");
            }
        }
    }
    lines.join("\n")
}
