//! The book as a PDF: its months with their pages first, then entry by entry with its photographs.

use super::blocks::{BODY, Composed, Composer, REMARK, Role, STRONG, Style};
use super::error::PdfError;
use super::file::{self, Document};
use super::font::Fonts;
use super::jpeg::Jpeg;
use super::pages;
use super::{PART, TITLE, about_boxes, composed, line};
use crate::book::{Book, BookEntry, Month, Pictures, Printed, months};
use crate::chart::shape::CHART_WIDTH;
use crate::foreign::seen;
use crate::words::{self, NOTHING_NOTED};

/// What the file calls itself to viewers: nothing about its content.
const FILE_TITLE: &str = "Notes";
/// Points that a dot of a picture takes at most, and that a picture is high at most.
const POINTS_PER_DOT: f32 = 0.5;
const PICTURE_HEIGHT_MAX: f32 = 380.0;
const NAME: Style = Style {
    size: 11.5,
    ..STRONG
};

/// A journal as one PDF of A4 pages with contents and JPEG pictures; otherwise as [`pdf`](fn@crate::pdf). Takes as much memory as the
/// pictures have.
///
/// # Errors
/// As there, and [`PdfError::Picture`] for those of `pictures`.
pub fn document(
    book: &Book<'_>,
    pictures: &mut Pictures<'_>,
) -> Result<(Vec<u8>, Printed), PdfError> {
    let mut fonts = Fonts::new()?;
    let months = months(book.entries);
    let mut printed = Printed::default();
    let mut jpegs = Vec::new();
    let mut composer = Composer::new(&fonts);
    for month in &months {
        composer.marked_heading(Role::Part, &month.name, PART, 26.0);
        for (at, entry) in month.entries.iter().enumerate() {
            words_of(&mut composer, entry);
            for file in 0..entry.files {
                let found = pictures(month.first + at, file).map_err(PdfError::Picture)?;
                let Some(picture) = found else { continue };
                let caption = line(&picture.caption);
                let bytes = picture.bytes.len();
                let Some(jpeg) = Jpeg::of(picture.bytes) else {
                    printed.of_other_kinds += 1;
                    continue;
                };
                if printed.takes(bytes) {
                    put(&mut composer, &jpeg, jpegs.len(), &caption);
                    jpegs.push(jpeg);
                }
            }
            facts_of(&mut composer, entry);
        }
    }
    let boxes = composer.boxes();
    if boxes > 0 {
        composer.rule(16.0);
        composer.paragraph(&about_boxes(boxes), REMARK, 6.0);
    }
    let mut body = composer.finish();
    let title = line(book.title);
    let made = line(&words::made(book.made));
    let front = |first_page: usize, found: &[usize]| {
        let composed = contents(&fonts, book, &months, |month| {
            let page = found.get(month).map_or(0, |page| first_page + page + 1);
            page.to_string()
        });
        let elements = composed.elements.clone();
        (pages::stacked(composed.blocks).pages, elements)
    };
    // How many pages the contents take does not depend on the numbers in them.
    let (blank, elements) = front(0, &[]);
    for block in &mut body.blocks {
        block.element = block.element.map(|element| element + elements.len());
    }
    let stacked = pages::stacked(body.blocks);
    let (mut all, mut elements) = front(blank.len(), &stacked.marks);
    let first_page = all.len();
    if !book.entries.is_empty() {
        all.extend(stacked.pages);
        elements.extend(body.elements);
    }
    pages::number(&mut all, &fonts, &title, &made);
    let outline = months.iter().zip(&stacked.marks);
    let outline = outline.map(|(month, page)| (month.name.clone(), first_page + page));
    let document = Document {
        pages: &all,
        elements: &elements,
        pictures: &jpegs,
        outline: &outline.collect::<Vec<_>>(),
        title: FILE_TITLE,
    };
    Ok((file::written(&document, &mut fonts)?, printed))
}

/// The first pages: what the book is, and on which page each month begins.
fn contents(
    fonts: &Fonts,
    book: &Book<'_>,
    months: &[Month<'_, '_>],
    page: impl Fn(usize) -> String,
) -> Composed {
    let mut composer = Composer::new(fonts);
    composer.heading(Role::Title, &line(book.title), TITLE, 0.0);
    let entries = words::counted(book.entries.len(), "entries");
    let made = format!("{} · {entries}", words::made(book.made));
    composer.paragraph(&made, REMARK, 2.0);
    if months.is_empty() {
        composer.paragraph(NOTHING_NOTED, BODY, 8.0);
    }
    for (number, month) in months.iter().enumerate() {
        let above = if number == 0 { 18.0 } else { 3.0 };
        composer.entry_of_contents(&month.name, &page(number), above);
    }
    composer.finish()
}

/// The day, the title and the text of an entry.
fn words_of(composer: &mut Composer<'_>, entry: &BookEntry<'_>) {
    let title = line(entry.title);
    let text = composed(&seen(entry.text));
    let text = text.trim_matches('\n').trim_end();
    composer.heading(Role::Text, &line(&entry.day()), REMARK, 18.0);
    if !title.is_empty() {
        composer.heading(Role::Figure, &title, NAME, 1.0);
    }
    // A line by itself lets a page end between paragraphs.
    for paragraph in text.split("\n\n").filter(|text| !text.trim().is_empty()) {
        composer.paragraph(paragraph.trim_matches('\n'), BODY, 4.0);
    }
}

fn facts_of(composer: &mut Composer<'_>, entry: &BookEntry<'_>) {
    let facts: Vec<String> = entry.facts.iter().map(|fact| line(fact)).collect();
    if !facts.is_empty() {
        composer.paragraph(&facts.join(" · "), REMARK, 4.0);
    }
}

fn put(composer: &mut Composer<'_>, jpeg: &Jpeg, number: usize, caption: &str) {
    let [width, height] = jpeg.shown();
    let scale = POINTS_PER_DOT
        .min(CHART_WIDTH / width)
        .min(PICTURE_HEIGHT_MAX / height);
    composer.picture(number, [width * scale, height * scale], 6.0);
    if !caption.is_empty() {
        composer.paragraph(caption, REMARK, 2.0);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::book::Picture;
    use crate::sample::jpeg;

    fn count(file: &[u8], part: &str) -> usize {
        let windows = file.windows(part.len());
        windows.filter(|bytes| *bytes == part.as_bytes()).count()
    }

    fn book(entries: &[BookEntry<'_>], media_type: &str) -> (Vec<u8>, Printed) {
        let book = Book {
            title: "By the lake",
            made: date(2026, 11, 27),
            entries,
        };
        let mut pictures = |_, at| {
            let bytes = if at == 0 { jpeg(3, 6) } else { b"no".to_vec() };
            Ok(Some(Picture {
                bytes,
                media_type: media_type.to_owned(),
                caption: "the lock".to_owned(),
            }))
        };
        document(&book, &mut pictures).unwrap()
    }

    fn entry(month: i8, text: &str, files: usize) -> BookEntry<'_> {
        BookEntry {
            at: Some(date(2026, month, 3).at(22, 10, 0, 0)),
            title: "A walk",
            text,
            facts: vec!["Mood 7".to_owned()],
            files,
        }
    }

    #[test]
    fn a_book_has_its_contents_its_months_and_its_photographs() {
        let long = "The lake was still, and so were we. ".repeat(400);
        let entries = [
            entry(9, &long, 0),
            entry(10, "Home.\n\nAgain.", 2),
            entry(11, "🙂", 0),
        ];
        let (file, printed) = book(&entries, "image/jpeg");
        assert_eq!((printed.pictures, printed.of_other_kinds), (1, 1));
        assert!(file.starts_with(b"%PDF-1.7") && file.trim_ascii_end().ends_with(b"%%EOF"));
        // A page of contents, two of September, the rest.
        assert!((3..=5).contains(&count(&file, "/Type /Page\n")));
        assert_eq!(count(&file, "/Filter /DCTDecode"), 1);
        for month in ["September", "October", "November"] {
            assert_eq!(count(&file, &format!("({month} 2026)")), 1, "{month}");
        }
        assert_eq!(count(&file, " 0 obj"), count(&file, "endobj"));
        for word in ["/Author", "/Creat", "/Producer", "/JS", "/URI", "/Metadata"] {
            assert_eq!(count(&file, word), 0, "{word}");
        }
        assert_eq!(book(&entries, "image/jpeg").0, file);
    }

    #[test]
    fn an_empty_book_and_one_without_days_are_files() {
        let (file, _) = book(&[], "image/jpeg");
        assert_eq!(count(&file, "/Type /Page\n"), 1);
        let (file, _) = book(&[BookEntry::default()], "image/jpeg");
        assert_eq!(count(&file, "(Without a day)"), 1);
    }
}
