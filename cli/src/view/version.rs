//! How the saved states of an entry or a worksheet look: newest first, each with what it changed, from what to what.

use std::collections::BTreeSet;

use engine::views::{ChangeView, DiffLine, DiffPart, FieldValue, Version, Versions, WentBack};
use jiff::{SignedDuration, Zoned};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json::VersionShape;
use crate::terminal::{Paint, columns, counted, show_line, show_text, truncate, wrap};

/// Lines of a text that are shown before and after what changed in it.
const LINES_AROUND: usize = 2;
/// Cells of the value that was kept.
const VALUE_CELLS: usize = 60;
/// How far ahead of the reader's clock a state may be; `journal` ranks values by the same span.
const AHEAD_MAX: SignedDuration = SignedDuration::from_hours(24);
/// What is said of a state beyond that.
const AHEAD: &str = "(by a clock that was ahead: values of other devices go before these)";
/// What stands for a value that is not there.
const NONE: &str = "–";

/// How to show them.
pub(crate) struct Shown {
    /// The command that shows them.
    pub(crate) command: String,
    /// Whether to show whole texts.
    pub(crate) full: bool,
    /// The reader's clock.
    pub(crate) now: Zoned,
}

/// Prints the states.
pub(crate) fn print(app: &mut App, versions: &Versions, shown: &Shown) -> Result<(), Failure> {
    if app.json() {
        let shapes: Vec<_> = versions.versions.iter().map(VersionShape::new).collect();
        return app.print_json(&json!({ "versions": shapes, "total": versions.total }));
    }
    for (at, version) in versions.versions.iter().enumerate() {
        if at > 0 {
            app.out.line("")?;
        }
        let when = version.at.to_zoned(shown.now.time_zone().clone());
        app.out.line(format!(
            "{:>3}  {}  {}",
            version.number,
            Paint::Strong.on(when.strftime("%Y-%m-%d %a %H:%M")),
            show_line(&version.device)
        ))?;
        if version.at > shown.now.timestamp() + AHEAD_MAX {
            app.out.line(format!("     {}", Paint::Faint.on(AHEAD)))?;
        }
        for line in state(version, shown.full) {
            app.out.line(format!("     {line}").trim_end())?;
        }
    }
    if let Some((version, field)) = first_lost(&versions.versions) {
        let back = format!(
            "`{} --restore {} --only {}`",
            show_line(&shown.command),
            version.number,
            show_line(field)
        );
        app.out.line("")?;
        app.out
            .line(Paint::Faint.on(format!("{back} takes back what was not kept.")))?;
    }
    app.out.flush()?;
    let more = versions.total - versions.versions.len();
    if versions.total == 0 {
        app.notes.note("Nothing is written there yet.");
    }
    if more > 0 {
        app.notes
            .note(format_args!("… and {more} earlier; --limit 0 shows all"));
    }
    Ok(())
}

/// The newest state with a value that did not stand, and its field.
fn first_lost(versions: &[Version]) -> Option<(&Version, &str)> {
    versions.iter().find_map(|version| {
        let mut changes = version.changes.iter();
        let can_go_back = |one: &&ChangeView| one.lost_to.is_some() && one.field != "deleted";
        let lost = changes.find(can_go_back)?;
        Some((version, lost.field.as_str()))
    })
}

/// Says what became of going back.
pub(crate) fn went_back(app: &mut App, back: &WentBack, number: usize) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&json!({
            "restored": number, "changed": back.changed, "stay": back.stay,
        }));
    }
    if back.changed.is_empty() {
        app.out.line(format!(
            "Nothing to change: it says what state {number} said."
        ))?;
    } else {
        let fields: Vec<String> = back.changed.iter().map(|field| show_line(field)).collect();
        app.out
            .line(format!("Back to state {number}: {}.", fields.join(", ")))?;
    }
    if back.stay > 0 {
        let items = counted(
            back.stay,
            "item that came later stays",
            "items that came later stay",
        );
        app.out.line(format!(
            "{items}. `--only LIST` goes back with a whole list."
        ))?;
    }
    Ok(())
}

/// What a state changed.
fn state(version: &Version, full: bool) -> Vec<String> {
    let width = columns().map(|cells| cells.saturating_sub(5));
    let begins = version.changed.iter().any(|what| what == "written");
    let mut lines = Vec::new();
    if begins {
        lines.push("written".to_owned());
    }
    let mut item = None;
    let mut whole = begins;
    for change in &version.changes {
        if change.item != item {
            item.clone_from(&change.item);
            lines.extend(item.iter().flat_map(|item| wrap(&show_line(item), width)));
            whole = begins;
        }
        // Of what came or went as a whole, one value says it all.
        whole |= is_presence(change);
        let indent = if item.is_some() { "  " } else { "" };
        let width = width.map(|cells| cells.saturating_sub(indent.len()));
        let told = told(change, whole, full, width);
        lines.extend(told.into_iter().map(|line| format!("{indent}{line}")));
    }
    if version.changes.is_empty() {
        lines.push(Paint::Faint.on("nothing that shows"));
    }
    if full && !version.body.is_empty() {
        lines.extend(wrap(&show_text(&version.body), width));
    }
    lines
}

/// Whether it says that an item came or went.
fn is_presence(change: &ChangeView) -> bool {
    change.item.is_some() && change.field.split('/').count() == 2
}

/// One field's change; `whole` where all of it came or went.
fn told(change: &ChangeView, whole: bool, full: bool, width: Option<usize>) -> Vec<String> {
    let label = show_line(&change.label);
    let value = |words: &String| match words.as_str() {
        "" => NONE.to_owned(),
        words => show_line(words),
    };
    let set = change.new.is_some();
    let only = match (&change.old, &change.new) {
        (None, Some(_)) => Some(&change.new_words),
        (Some(_), None) if whole => Some(&change.old_words),
        _ => None,
    };
    let mut lines = match change.field.as_str() {
        "deleted" => vec![if set { "deleted" } else { "restored" }.to_owned()],
        "star" => vec![if set { "starred" } else { "no longer starred" }.to_owned()],
        "unknown" => {
            let count = counted(count(change), "field", "fields");
            vec![format!("{count} that this version does not know")]
        }
        _ if is_presence(change) => {
            vec![if set { "added" } else { "taken out; it said" }.to_owned()]
        }
        "files" => files(&label, change)
            .into_iter()
            .flat_map(|line| wrap(&line, width))
            .collect(),
        field if field.ends_with("/order") => vec!["moved to another place".to_owned()],
        // A text of one line reads as any other value.
        _ if !change.diff.is_empty() && only.is_none_or(|words| words.lines().count() != 1) => {
            let mut lines = vec![label];
            if !full {
                lines.extend(difference(&change.diff, width));
            }
            lines
        }
        _ => match only.filter(|_| whole || !change.diff.is_empty()) {
            Some(words) => wrap(&format!("{label}: {}", value(words)), width),
            None => {
                let (old, new) = (value(&change.old_words), value(&change.new_words));
                wrap(&format!("{label}: {old} → {new}"), width)
            }
        },
    };
    if let Some(won) = &change.lost_to {
        let kept = match won.words.as_str() {
            "" => format!("what {} wrote", show_line(&won.device)),
            words => {
                let words = quoted(&truncate(&show_line(words), VALUE_CELLS));
                format!("{words} of {}", show_line(&won.device))
            }
        };
        let line = format!("did not stand: {kept} was kept (state {})", won.number);
        lines.extend(
            wrap(&line, width.map(|cells| cells.saturating_sub(2)))
                .iter()
                .map(|line| format!("  {}", Paint::Warning.on(line))),
        );
    }
    lines
}

/// A value inside a sentence: several words stand in quotation marks.
pub(crate) fn quoted(words: &str) -> String {
    if words.contains(' ') {
        format!("“{words}”")
    } else {
        words.to_owned()
    }
}

fn count(change: &ChangeView) -> usize {
    let number = change.new.as_ref().and_then(|value| value.as_number());
    number
        .and_then(|number| usize::try_from(number).ok())
        .unwrap_or(1)
}

/// The lines that changed, each with a few lines of what is around it.
fn difference(diff: &[DiffLine], width: Option<usize>) -> Vec<String> {
    let changed = |line: &DiffLine| !matches!(line, DiffLine::Same(_));
    let mut lines = Vec::new();
    let mut left_out = false;
    for (at, line) in diff.iter().enumerate() {
        let around = at.saturating_sub(LINES_AROUND)..diff.len().min(at + LINES_AROUND + 1);
        if !diff[around].iter().any(changed) {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            lines.push("…".to_owned());
        }
        match line {
            DiffLine::Same(text) => {
                lines.extend(prefixed(&[plain(text)], ' ', Paint::Faint, width));
            }
            DiffLine::Added(parts) => lines.extend(prefixed(parts, '+', Paint::Found, width)),
            DiffLine::Removed(parts) => lines.extend(prefixed(parts, '-', Paint::Gone, width)),
        }
    }
    if left_out {
        lines.push("…".to_owned());
    }
    lines
}

fn plain(text: &str) -> DiffPart {
    DiffPart {
        text: text.to_owned(),
        changed: false,
    }
}

/// A line with its sign, wrapped; a line that fits shows which of its words changed.
fn prefixed(parts: &[DiffPart], sign: char, paint: Paint, width: Option<usize>) -> Vec<String> {
    let whole: String = parts.iter().map(|part| show_line(&part.text)).collect();
    let lines = wrap(&whole, width.map(|cells| cells.saturating_sub(2)));
    if lines.len() > 1 {
        return lines
            .iter()
            .map(|line| format!("{sign} {}", paint.on(line)))
            .collect();
    }
    let painted = parts.iter().map(|part| {
        let text = show_line(&part.text);
        if part.changed { paint.on(text) } else { text }
    });
    vec![format!("{sign} {}", painted.collect::<String>())]
}

/// Which files came and which went; those that stayed are not repeated.
fn files(label: &str, change: &ChangeView) -> Vec<String> {
    let names = |value: &Option<FieldValue>| match value {
        Some(FieldValue::Chosen(names)) => names.clone(),
        _ => BTreeSet::new(),
    };
    let (old, new) = (names(&change.old), names(&change.new));
    let came = new.difference(&old).map(|name| ("+", name));
    let went = old.difference(&new).map(|name| ("−", name));
    came.chain(went)
        .map(|(sign, name)| format!("{label}: {sign} {}", show_line(name)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_lines_and_a_few_around_them_are_shown() {
        let same = |text: &str| DiffLine::Same(text.into());
        let diff = [
            same("a"),
            same("b"),
            same("c"),
            DiffLine::Added(vec![plain("d\x1b[2J")]),
            same("e"),
            same("f"),
            same("g"),
        ];
        assert_eq!(
            difference(&diff, None),
            ["…", "  b", "  c", "+ d\\u{1b}[2J", "  e", "  f", "…"]
        );
    }
}
