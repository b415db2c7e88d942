//! The journal as Markdown files for reading: one per entry and worksheet, in a folder that only its owner can enter.
//!
//! File names come from dates and ids, never from what was written. Text that a viewer would act on is made inert: HTML,
//! images, link targets and control characters are shown as they were typed.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::DateTime;
use journal::{EntryField, FieldDef, Fields};
use thiserror::Error;

use super::rows::{Export, ExportedEntry, ExportedSheet};
use crate::escape::{json_in_text, markdown_line, markdown_text};

/// Characters of an id in a file's name, as far as that is clear.
const ID_CHARS: usize = 8;

/// Why Markdown files could not be written. None of them is left then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum MarkdownError {
    /// The folder is there already; nothing in it was touched.
    #[error("the folder {} exists already", .0.display())]
    FolderExists(PathBuf),
    /// The folder cannot be made.
    #[error("the folder cannot be made")]
    Folder(#[source] io::Error),
    /// A file cannot be written.
    #[error("the files cannot be written")]
    Files(#[source] io::Error),
}

impl Export {
    /// Everything as Markdown, one file for each entry and worksheet: its name, and its text. No two have the same name.
    pub fn markdown(&self) -> impl Iterator<Item = (String, String)> {
        let mut names = BTreeSet::new();
        let pages = self.entries.iter().map(entry_file);
        let pages = pages.chain(self.worksheets.iter().map(|sheet| sheet_file(self, sheet)));
        pages.map(move |(what, id, text)| {
            let short = format!("{what}-{}.md", id.get(..ID_CHARS).unwrap_or(id));
            // Two ids that begin alike are told apart by the whole of them.
            let name = if names.insert(short.clone()) {
                short
            } else {
                format!("{what}-{id}.md")
            };
            (name, text)
        })
    }

    /// Writes [`Export::markdown`] into a folder that does not exist yet, for its owner alone.
    ///
    /// # Errors
    /// [`MarkdownError`]; nothing stays behind.
    pub fn write_markdown(&self, folder: &Path) -> Result<(), MarkdownError> {
        let made = platform::files::create_folder(folder);
        made.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => MarkdownError::FolderExists(folder.to_owned()),
            _ => MarkdownError::Folder(error),
        })?;
        let mut files = self.markdown();
        files
            .try_for_each(|(name, text)| put(&folder.join(name), &text))
            .map_err(|error| {
                // Half an export in the clear helps nobody; the folder was made just now and holds nothing else.
                let _ = fs::remove_dir_all(folder);
                MarkdownError::Files(error)
            })
    }
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let options = options.write(true).create_new(true);
    let mut file = platform::files::private(options).open(path)?;
    file.write_all(text.as_bytes())
}

/// What begins a file's name, the id that ends it, and its text.
type File<'a> = (String, &'a str, String);

fn entry_file(entry: &ExportedEntry) -> File<'_> {
    let day = entry.row.when.civil().map(DateTime::date);
    let day = day.map_or_else(|| "undated".to_owned(), |day| day.to_string());
    (day, &entry.id, entry_page(entry))
}

fn sheet_file<'a>(export: &Export, sheet: &'a ExportedSheet) -> File<'a> {
    let definition = export.definition(&sheet.row);
    let name = match definition.and_then(|definition| definition.step) {
        Some(step) => format!("step-{step:02}"),
        None => "worksheet".to_owned(),
    };
    (name, &sheet.id, sheet_page(export, sheet))
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
