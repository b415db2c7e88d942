//! The journal as Markdown files for reading: one per entry and worksheet, in a folder that only its owner can enter.
//!
//! File names come from dates and ids, never from what was written. Text that a viewer would act on is made inert: HTML,
//! images, link targets and control characters are shown as they were typed.

use std::fmt::Write as _;
use std::fs::{DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use engine::views::EntryField;
use engine::worksheet::{FieldDef, Fields};
use engine::{Export, ExportedEntry, ExportedSheet};
use jiff::Timestamp;

use crate::failure::Failure;
use crate::terminal::{safe_json, show_line, show_text};
use crate::view::worksheet::in_words;

/// Characters of an id in a file's name, as far as that is clear.
const ID_CHARS: usize = 8;

/// Writes all files into a folder that does not exist yet. On failure nothing stays behind.
pub(crate) fn write(folder: &Path, export: &Export) -> Result<(), Failure> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => {}
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Failure::refused("nothing was exported")
                .because(format!("the folder {} exists already", folder.display()))
                .help("name a folder that is not there yet"));
        }
        Err(e) => return Err(Failure::io("making the folder", e)),
    }
    fill(folder, export).map_err(|e| {
        // Half an export in the clear helps nobody; the folder was made just now and holds nothing else.
        let _ = std::fs::remove_dir_all(folder);
        Failure::io("writing the files", e)
    })
}

fn fill(folder: &Path, export: &Export) -> io::Result<()> {
    for entry in &export.entries {
        let day = entry
            .row
            .when
            .civil()
            .map(jiff::civil::DateTime::date)
            .map_or_else(|| "undated".to_owned(), |day| day.to_string());
        put(folder, &day, &entry.id, &entry_page(entry))?;
    }
    for sheet in &export.worksheets {
        let name = match export
            .definition(&sheet.row)
            .and_then(|definition| definition.step)
        {
            Some(step) => format!("step-{step:02}"),
            None => "worksheet".to_owned(),
        };
        put(folder, &name, &sheet.id, &sheet_page(export, sheet))?;
    }
    Ok(())
}

/// Writes one new file. Two ids that begin alike are told apart by the whole of them.
fn put(folder: &Path, name: &str, id: &str, text: &str) -> io::Result<()> {
    let short = id.get(..ID_CHARS).unwrap_or(id);
    let create = |id: &str| {
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(folder.join(format!("{name}-{id}.md")))
    };
    let mut file = match create(short) {
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => create(id)?,
        other => other?,
    };
    file.write_all(text.as_bytes())
}

fn entry_page(entry: &ExportedEntry) -> String {
    let row = &entry.row;
    let mut page = String::from("---\n");
    let mut fact = |name: &str, value: serde_json::Value| {
        // JSON is YAML, so nothing in a value can end the front matter.
        let _ = writeln!(page, "{name}: {}", safe_json(&value.to_string()));
    };
    fact("id", entry.id.as_str().into());
    for (field, value) in row.values() {
        match field {
            EntryField::Title | EntryField::Text => {}
            _ if !value.is_filled() && field != EntryField::When => {}
            EntryField::Letter => fact(field.key(), "not sent".into()),
            _ => fact(field.key(), serde_json::json!(value)),
        }
    }
    if let Some(at) = row.deleted {
        let at = Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH);
        fact("deleted", at.to_string().into());
    }
    page.push_str("---\n\n");
    if !row.title.is_empty() {
        let _ = writeln!(page, "# {}\n", inert(&show_line(&row.title)));
    }
    if !row.body.is_empty() {
        let _ = writeln!(page, "{}", inert(&show_text(&row.body)));
    }
    page
}

fn sheet_page(export: &Export, sheet: &ExportedSheet) -> String {
    let row = &sheet.row;
    let Some(definition) = export.definition(row) else {
        return "A worksheet of a kind that this version of the program does not know. `still export --json` has it.\n"
            .to_owned();
    };
    let mut page = format!("# {}\n", definition.title);
    for section in &definition.sections {
        let mut answers = String::new();
        for field in &section.fields {
            if !field.kind.has_items() {
                value(&mut answers, field, &row.fields);
                continue;
            }
            for item in row.items(&field.id) {
                let when = item.at.as_deref().unwrap_or_default();
                let heading = format!("{} {}", field.label, inert(&show_line(when)));
                let _ = writeln!(answers, "\n### {}", heading.trim_end());
                for inner in &field.fields {
                    value(&mut answers, inner, &item.fields);
                }
            }
        }
        if !answers.is_empty() {
            let _ = write!(page, "\n## {}\n{answers}", section.title);
        }
    }
    page
}

fn value(page: &mut String, field: &FieldDef, fields: &Fields) {
    if let Some(value) = fields.get(&field.id).filter(|value| value.is_filled()) {
        let words = inert(&show_text(&in_words(field, value)));
        let _ = writeln!(page, "\n**{}**\n\n{words}", field.label);
    }
}

/// The text with a backslash before whatever would become HTML, an image or the target of a link.
fn inert(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let acts =
            c == '<' || c == '[' && before == '!' || matches!(c, '(' | ':' | '[') && before == ']';
        if acts {
            safe.push('\\');
        }
        safe.push(c);
        before = c;
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_in_a_viewer() {
        let hostile = "<script>x</script> ![a](http://b) [c](file:///d)\n[e]: javascript:f\n![g][e] a <b@c.d>";
        let safe = inert(hostile);
        assert_eq!(
            safe,
            "\\<script>x\\</script> !\\[a]\\(http://b) [c]\\(file:///d)\n[e]\\: javascript:f\n!\\[g]\\[e] a \\<b@c.d>"
        );
        assert_eq!(inert("1 > 2 (really) [sic] !"), "1 > 2 (really) [sic] !");
    }
}
