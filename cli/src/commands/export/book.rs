//! The forms of a journal for reading on one's own: a page for a browser, and a book to print.

use std::io::{self, Write};

use engine::EntryFile;
use engine::moving::out::{Carried, Leaving, Photograph};
use engine::views::{EntryField, EntryFields};
use jiff::civil::Date;
use report::PdfError;
use report::book::{Book, BookEntry, Picture, Pictures, Printed};

/// What it is headed with. The file says no more of whose it is.
const TITLE: &str = "Journal";

/// Gives a file of an entry as a photograph that may leave.
pub(super) type Photographs<'p> = dyn FnMut(&EntryFile) -> io::Result<Photograph> + 'p;

/// Writes a page for a browser.
pub(super) fn html(
    entries: &[Leaving<'_>],
    made: Date,
    photograph: &mut Photographs<'_>,
    out: &mut dyn Write,
) -> io::Result<Carried> {
    print(entries, made, photograph, |book, pictures| {
        report::book_html(book, pictures, out)
    })
}

/// Writes a book to print.
pub(super) fn pdf(
    entries: &[Leaving<'_>],
    made: Date,
    photograph: &mut Photographs<'_>,
    out: &mut dyn Write,
) -> io::Result<Carried> {
    print(entries, made, photograph, |book, pictures| {
        let made = report::book_pdf(book, pictures);
        let (bytes, printed) = made.map_err(|error| match error {
            PdfError::Picture(error) => error,
            error => io::Error::other(error),
        })?;
        out.write_all(&bytes)?;
        Ok(printed)
    })
}

fn print(
    entries: &[Leaving<'_>],
    made: Date,
    photograph: &mut Photographs<'_>,
    with: impl FnOnce(&Book<'_>, &mut Pictures<'_>) -> io::Result<Printed>,
) -> io::Result<Carried> {
    let mut carried = Carried::default();
    let pages = pages(entries);
    let book = Book {
        title: TITLE,
        made,
        entries: &pages,
    };
    let mut picture = |entry, file| picture(entries, entry, file, photograph, &mut carried);
    let printed = with(&book, &mut picture)?;
    Ok(counted(carried, entries, printed))
}

fn pages<'a>(entries: &[Leaving<'a>]) -> Vec<BookEntry<'a>> {
    let page = |entry: &Leaving<'a>| BookEntry {
        at: entry.fields.when.civil(),
        title: &entry.fields.title,
        text: &entry.fields.body,
        facts: facts(entry.fields),
        files: entry.fields.files.len(),
    };
    entries.iter().map(page).collect()
}

/// What is said of an entry beside its title and text.
fn facts(fields: &EntryFields) -> Vec<String> {
    let values = fields.values().into_iter();
    let fact = |(field, value): (EntryField, engine::views::EntryValue<'_>)| {
        let words = value.words();
        Some(match field {
            _ if !value.is_filled() => return None,
            EntryField::When | EntryField::Title | EntryField::Text | EntryField::Files => {
                return None;
            }
            EntryField::Mood => format!("Mood {words} of 10"),
            EntryField::Emotions | EntryField::Triggers | EntryField::Steps => {
                format!("{}: {words}", field.name())
            }
            EntryField::Tags => fields
                .tags
                .iter()
                .map(|tag| format!("#{tag}"))
                .collect::<Vec<_>>()
                .join(" "),
            EntryField::Star => "starred".to_owned(),
            EntryField::Letter => "a letter that is not sent".to_owned(),
        })
    };
    values.filter_map(fact).collect()
}

fn picture(
    entries: &[Leaving<'_>],
    entry: usize,
    file: usize,
    photograph: &mut Photographs<'_>,
    carried: &mut Carried,
) -> io::Result<Option<Picture>> {
    let Some(file) = entries
        .get(entry)
        .and_then(|entry| entry.fields.files.get(file))
    else {
        return Ok(None);
    };
    let found = photograph(file)?;
    let bytes = carried.photograph(file, found);
    Ok(bytes.map(|bytes| Picture {
        bytes,
        media_type: file.media_type.clone(),
        caption: file.caption.clone(),
    }))
}

fn counted(mut carried: Carried, entries: &[Leaving<'_>], printed: Printed) -> Carried {
    carried.entries = entries.len();
    carried.files = printed.pictures;
    carried.leaves(
        "photographs above 8 MiB, or 256 MiB of all",
        printed.too_large,
    );
    carried.leaves(
        "photographs of kinds that it cannot hold",
        printed.of_other_kinds,
    );
    carried
}
