//! How entries look on a terminal: one line in lists, a page when shown.

use engine::HeldFile;
use engine::views::{EntryField, EntryValue, EntryView};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, counted, pad, show_line, show_text, truncate, wrap};

/// Cells of a line in a list when nobody's terminal sets a limit.
const LINE_CELLS: usize = 100;

/// With less room than this for the text, it stands in a line of its own.
const TEXT_CELLS_MIN: usize = 24;
/// What that line begins with.
const INDENT: &str = "      ";

/// One line for a list, or two in a narrow window: id, moment, mood, star, beginning of the text, tags.
pub(crate) fn list_line(entry: &EntryView, id_cells: usize) -> String {
    line_of(entry, id_cells, columns().unwrap_or(LINE_CELLS))
}

fn line_of(entry: &EntryView, id_cells: usize, width: usize) -> String {
    let mood = entry.mood.map_or_else(String::new, |mood| mood.to_string());
    let star = match entry {
        entry if entry.star => "★",
        entry if entry.letter => "✉",
        _ => " ",
    };
    let fixed = id_cells + 2 + 20 + 2 + 2 + 1 + 1 + 1;
    let room = width.saturating_sub(fixed);
    // Where not even that has room, the day of the week is left out.
    let form = if width < fixed {
        "%Y-%m-%d %H:%M"
    } else {
        "%Y-%m-%d %a %H:%M"
    };
    let when = entry.moment().strftime(form).to_string();
    let head = format!(
        "{}  {}  {} {star}",
        Paint::Strong.on(pad(&show_line(&entry.short), id_cells)),
        Paint::Faint.on(when),
        pad(&mood, 2),
    );
    if room >= TEXT_CELLS_MIN {
        return format!("{head} {}", truncate(&summary(entry), room));
    }
    // Blanks at the end of a full row would begin another one.
    let text = truncate(&summary(entry), width.saturating_sub(INDENT.len()));
    format!("{}\n{INDENT}{text}", head.trim_end())
}

/// Cells that the longest short id needs.
pub(crate) fn id_cells<'a>(entries: impl Iterator<Item = &'a EntryView>) -> usize {
    entries.map(|entry| entry.short.len()).max().unwrap_or(0)
}

/// Title and first words, with tags.
fn summary(entry: &EntryView) -> String {
    let first = entry
        .body
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("")
        .trim();
    let text = match (entry.title.trim(), first) {
        ("", first) => first.to_owned(),
        (title, "") => title.to_owned(),
        (title, first) => format!("{title} — {first}"),
    };
    let tags: String = entry.tags.iter().map(|tag| format!("#{tag} ")).collect();
    let files = match entry.files.len() {
        0 => String::new(),
        files => format!("[{}] ", counted(files, "file", "files")),
    };
    show_line(&format!("{tags}{files}{text}"))
}

/// Prints one entry as a page.
pub(crate) fn page(app: &mut App, entry: &EntryView) -> Result<(), Failure> {
    page_with(app, entry, &[])
}

/// The same with its files.
pub(crate) fn page_with(
    app: &mut App,
    entry: &EntryView,
    files: &[HeldFile],
) -> Result<(), Failure> {
    let width = columns();
    if !entry.title.is_empty() {
        app.out.line(Paint::Strong.on(show_line(&entry.title)))?;
    }
    let when = entry.moment().strftime("%A, %-d %B %Y, %H:%M %Z");
    // What a preview shows has no id yet.
    let id = match entry.short.as_str() {
        "" => String::new(),
        short => format!("  ·  {}", show_line(short)),
    };
    app.out.line(Paint::Faint.on(format!("{when}{id}")))?;
    for line in facts(entry) {
        app.out.line(line)?;
    }
    for (number, held) in (1..).zip(files) {
        let line = super::files::line(number, &held.file, held.missing);
        app.out.line(format!("file {line}"))?;
    }
    if let Some(deleted) = entry.deleted {
        let day = deleted.to_zoned(entry.moment().time_zone().clone()).date();
        app.out
            .line(Paint::Warning.on(format!("deleted on {day}; `still restore` brings it back")))?;
    }
    if !entry.body.is_empty() {
        app.out.line("")?;
        for line in wrap(&show_text(&entry.body), width) {
            app.out.line(line)?;
        }
    }
    Ok(())
}

/// Mood, emotions and so on, one line each, only those that are there. What heads the page is left out.
fn facts(entry: &EntryView) -> Vec<String> {
    let fact = |(field, value): (EntryField, EntryValue<'_>)| {
        let (name, words) = match field {
            EntryField::When | EntryField::Title | EntryField::Text | EntryField::Files => {
                return None;
            }
            EntryField::Mood => (field.name(), format!("{} of 10", value.words())),
            EntryField::Tags => (field.name(), tags(entry).join(" ")),
            EntryField::Star => ("starred", value.words()),
            EntryField::Letter => {
                let words = "not sent; in no share unless chosen by itself";
                (field.name(), words.to_owned())
            }
            _ => (field.name(), value.words()),
        };
        let name = pad(&format!("{name}:"), 9);
        value
            .is_filled()
            .then(|| format!("{name} {}", show_line(&words)))
    };
    entry.values().into_iter().filter_map(fact).collect()
}

/// Tags as people write them.
fn tags(entry: &EntryView) -> Vec<String> {
    entry.tags.iter().map(|tag| format!("#{tag}")).collect()
}

/// Says which entry was touched and how, unless JSON shows the entry itself.
pub(crate) fn done(app: &mut App, what: &str, entry: &EntryView) -> Result<(), Failure> {
    if app.json() {
        return app.print_changed(&crate::json::EntryShape::new(entry));
    }
    let line = format!("{what} {}", Paint::Strong.on(show_line(&entry.short)));
    app.out.line(line)
}

/// As [`done`], where the entry may be as it was before: then that is said, with the reason.
pub(crate) fn done_or_not(
    app: &mut App,
    what: &str,
    why_not: &str,
    entry: &EntryView,
) -> Result<(), Failure> {
    if app.json() || app.has_saved() {
        return done(app, what, entry);
    }
    app.unchanged(why_not)
}

/// What is said of a deleted entry that somebody changes or looks at.
pub(crate) fn deleted_line(entry: &EntryView) -> Option<String> {
    let short = show_line(&entry.short);
    let gone = entry.deleted.is_some();
    gone.then(|| format!("It is deleted; `still restore {short}` brings it back."))
}

/// As [`done_or_not`], and a word where the entry is and stays deleted.
pub(crate) fn changed_or_not(
    app: &mut App,
    what: &str,
    why_not: &str,
    entry: &EntryView,
) -> Result<(), Failure> {
    done_or_not(app, what, why_not, entry)?;
    note_deleted(app, entry)
}

/// Says that an entry is deleted, if it is. JSON shows that by itself.
pub(crate) fn note_deleted(app: &mut App, entry: &EntryView) -> Result<(), Failure> {
    let line = deleted_line(entry).filter(|_| !app.json());
    if let Some(line) = line {
        app.out.flush()?;
        app.notes.note(line);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use engine::EntryFields;
    use unicode_width::UnicodeWidthStr as _;

    use super::*;

    fn entry() -> EntryView {
        EntryView {
            id: "abcdefghijklmnopqrstuvwxyz".into(),
            short: "abcd".into(),
            fields: EntryFields {
                when: "2026-11-23T22:10:00+01:00[Europe/Berlin]".into(),
                title: "A\x1b[2Jwalk".into(),
                body: "\n  by the river\nand back".into(),
                mood: Some(7),
                emotions: vec!["calm".into()],
                tags: vec!["out\u{202e}side".into()],
                steps: vec![2, 9],
                star: true,
                ..EntryFields::default()
            },
            kept_sentences: vec![],
            deleted: None,
            versions: 1,
            stamp: engine::Stamp::default(),
        }
    }

    #[test]
    fn a_line_holds_the_essentials_and_nothing_hostile() {
        let line = list_line(&entry(), 4);
        assert!(line.contains("2026-11-23 Mon 22:10"), "{line}");
        assert!(line.contains("A\\u{1b}[2Jwalk — by the river"), "{line}");
        assert!(!line.contains('\u{202e}'));
    }

    /// Without what the terminal takes as colour.
    fn plain(line: &str) -> String {
        let mut parts = line.split('\x1b');
        let first = parts.next().unwrap_or_default().to_owned();
        let after = |part: &str| part.split_once('m').map(|(_, text)| text.to_owned());
        parts.filter_map(after).fold(first, |all, text| all + &text)
    }

    #[test]
    fn a_narrow_window_has_no_empty_rows() {
        let mut unmarked = entry();
        unmarked.fields.star = false;
        for entry in [entry(), unmarked] {
            for width in [30, 40, 80] {
                let line = plain(&line_of(&entry, 4, width));
                let rows: Vec<usize> = line.lines().map(|row| row.width()).collect();
                assert!(rows.iter().all(|cells| *cells <= width), "{width}: {line}");
                assert_eq!(rows.len(), if width == 80 { 1 } else { 2 }, "{line}");
                assert!(line.lines().all(|row| !row.ends_with(' ')), "{line:?}");
            }
        }
    }

    #[test]
    fn only_facts_that_are_there_are_shown() {
        let facts = facts(&entry());
        assert_eq!(facts.len(), 5);
        assert!(facts.iter().all(|fact| !fact.contains("triggers")));
    }
}
