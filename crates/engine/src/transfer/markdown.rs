//! The journal as Markdown files for reading: one per entry and worksheet, in a folder that only its owner can enter.
//!
//! File names come from dates and ids, never from what was written. Text that a viewer would act on is made inert: HTML,
//! images, link targets and control characters are shown as they were typed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use journal::{EntryField, EntryFile, FieldDef, Fields};

use super::archive::{
    ExportError, FILES, ReadFile, Written, create, ending, in_new_folder, write_file,
};
use super::rows::{Export, ExportedEntry, ExportedSheet};
use crate::escape::{json_in_text, markdown_line, markdown_text};

/// Characters of an id in a file's name, as far as that is clear.
const ID_CHARS: usize = 8;

impl Export {
    /// Everything as Markdown, one file for each entry and worksheet: its name, and its text. No two have the same name.
    pub fn markdown(&self) -> impl Iterator<Item = (String, String)> {
        let mut names = BTreeSet::new();
        let pages = self.entries.iter().map(|entry| entry_file(self, entry));
        let pages = pages.chain(self.worksheets.iter().map(|sheet| sheet_file(self, sheet)));
        let others = self.notes_page("");
        let others = (!others.is_empty()).then_some(("notes.md".to_owned(), others));
        let pages = pages.map(move |(what, id, text)| {
            let short = format!("{what}-{}.md", id.get(..ID_CHARS).unwrap_or(id));
            // Two ids that begin alike are told apart by the whole of them.
            let name = if names.insert(short.clone()) {
                short
            } else {
                format!("{what}-{id}.md")
            };
            (name, text)
        });
        pages.chain(others)
    }

    /// Writes [`Export::markdown`] into a folder that does not exist yet, for its owner alone; the files of entries lie in a folder
    /// in it.
    ///
    /// # Errors
    /// [`ExportError`]; nothing stays behind.
    pub fn write_markdown(
        &self,
        folder: &Path,
        read: &mut ReadFile<'_>,
    ) -> Result<Written, ExportError> {
        in_new_folder(folder, || {
            for (name, text) in self.markdown() {
                let mut page = create(&folder.join(name))?;
                page.write_all(text.as_bytes())
                    .map_err(ExportError::Files)?;
            }
            let mut written = Written::default();
            for entry in &self.entries {
                for (at, file) in entry.row.fields.files.iter().enumerate() {
                    write_file(
                        folder,
                        &file_name(entry, at, file),
                        file,
                        read,
                        &mut written,
                    )?;
                }
            }
            Ok(written)
        })
    }
}

/// What a file of an entry is called in the folder: never by what was written.
fn file_name(entry: &ExportedEntry, at: usize, file: &EntryFile) -> String {
    let ending = ending(&file.media_type);
    format!("{FILES}/{}-{}-{}.{ending}", day_of(entry), entry.id, at + 1)
}

/// What begins a file's name, the id that ends it, and its text.
type File<'a> = (String, &'a str, String);

fn entry_file<'a>(export: &Export, entry: &'a ExportedEntry) -> File<'a> {
    let mut page = entry_page(entry);
    for (at, file) in entry.row.fields.files.iter().enumerate() {
        let picture = if file.media_type.starts_with("image/") {
            "!"
        } else {
            ""
        };
        let words = markdown_line(&file.words()).replace(['[', ']'], " ");
        let _ = writeln!(page, "\n{picture}[{words}]({})", file_name(entry, at, file));
    }
    page.push_str(&export.notes_page(&entry.id));
    (day_of(entry), &entry.id, page)
}

/// The day of an entry, as a name.
fn day_of(entry: &ExportedEntry) -> String {
    let day = entry.row.when.civil().map(DateTime::date);
    day.map_or_else(|| "undated".to_owned(), |day| day.to_string())
}

impl Export {
    /// What others wrote about a document; nothing where nobody did. Of none, what they wrote about nothing that is here.
    fn notes_page(&self, document: &str) -> String {
        let is_here = |id: &str| {
            let entries = self.entries.iter().map(|entry| entry.id.as_str());
            let sheets = self.worksheets.iter().map(|sheet| sheet.id.as_str());
            entries.chain(sheets).any(|known| known == id)
        };
        let is_about = |note: &&ExportedSheet| {
            let about = note.row.fields.words("source");
            about == document || document.is_empty() && !is_here(about)
        };
        let mut notes: Vec<&ExportedSheet> = self.notes.iter().filter(is_about).collect();
        notes.sort_by_key(|note| note.row.fields.number("made"));
        let mut page = String::new();
        for note in notes {
            let fields = &note.row.fields;
            if page.is_empty() {
                page.push_str("\n## Notes of others\n");
            }
            let by = match fields.words("by") {
                "" => fields.words("for"),
                by => by,
            };
            let made = fields.number("made").map(Timestamp::from_second);
            let made = made.and_then(Result::ok).map(|at| format!(", {at}"));
            let by = markdown_line(&format!("{by}{}", made.unwrap_or_default()));
            let text = markdown_text(fields.words("text"));
            let _ = writeln!(page, "\n**{by}**\n\n{text}");
        }
        page
    }
}

fn sheet_file<'a>(export: &Export, sheet: &'a ExportedSheet) -> File<'a> {
    let definition = export.definition(&sheet.row);
    let name = match definition.and_then(|definition| definition.step) {
        Some(step) => format!("step-{step:02}"),
        None => "worksheet".to_owned(),
    };
    let page = sheet_page(export, sheet) + &export.notes_page(&sheet.id);
    (name, &sheet.id, page)
}

fn entry_page(entry: &ExportedEntry) -> String {
    let row = &entry.row;
    let mut page = String::from("---\n");
    let mut fact = |name: &str, value: serde_json::Value| {
        // JSON is YAML, so nothing in a value can end the front matter.
        let _ = writeln!(page, "{name}: {}", json_in_text(&value.to_string()));
    };
    fact("id", entry.id.as_str().into());
    for (field, value) in row.values() {
        match field {
            EntryField::Title | EntryField::Text => {}
            _ if !value.is_filled() && field != EntryField::When => {}
            EntryField::When => {
                fact(field.key(), serde_json::json!(value));
                // Joplin takes the day from these, and today where one of them is missing.
                if let Some(at) = row.when.zoned() {
                    let at = at
                        .timestamp()
                        .strftime("%Y-%m-%dT%H:%M:%S%.3fZ")
                        .to_string();
                    fact("created", at.as_str().into());
                    fact("updated", at.as_str().into());
                }
            }
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
        let _ = writeln!(page, "# {}\n", markdown_line(&row.title));
    }
    if !row.body.is_empty() {
        let _ = writeln!(page, "{}", markdown_text(&row.body));
    }
    page
}

fn sheet_page(export: &Export, sheet: &ExportedSheet) -> String {
    let row = &sheet.row;
    let Some(definition) = export.definition(row) else {
        return "A worksheet of a kind that this version of the program does not know. `still export --json` has it.\n"
            .to_owned();
    };
    let mut page = format!("# {}\n", markdown_line(&definition.title));
    for section in &definition.sections {
        let mut answers = String::new();
        let asked = section.fields.iter();
        for field in asked.filter(|field| field.applies(&row.fields)) {
            if !field.kind.has_items() {
                value(&mut answers, field, &row.fields);
                continue;
            }
            for item in row.items(&field.id) {
                let when = item.at.as_deref().unwrap_or_default();
                let heading = markdown_line(&format!("{} {when}", field.label));
                let _ = writeln!(answers, "\n### {}", heading.trim_end());
                let asked = field.fields.iter();
                for inner in asked.filter(|inner| inner.applies(&item.fields)) {
                    value(&mut answers, inner, &item.fields);
                }
            }
        }
        if !answers.is_empty() {
            let _ = write!(page, "\n## {}\n{answers}", markdown_line(&section.title));
        }
    }
    page
}

fn value(page: &mut String, field: &FieldDef, fields: &Fields) {
    if let Some(value) = fields.get(&field.id).filter(|value| value.is_filled()) {
        let label = markdown_line(&field.label);
        let words = markdown_text(&value.words(field));
        let _ = writeln!(page, "\n**{label}**\n\n{words}");
    }
}
