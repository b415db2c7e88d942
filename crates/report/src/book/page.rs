//! The book as one HTML page that needs nothing but itself: no script, no request, every foreign character escaped, pictures inside.

use std::io::{self, Write};

use data_encoding::BASE64;

use super::{Book, BookEntry, Picture, Pictures, Printed, months};
use crate::foreign::{seen, seen_line};
use crate::html::{STYLE, line};
use crate::svg::escaped;
use crate::words;

/// Beside the style below only pictures that stand in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const BOOK_STYLE: &str = include_str!("book.css");

/// What the page calls itself to browsers and file managers: nothing about its content.
const FILE_TITLE: &str = "Notes";

/// Kinds of pictures that every browser draws.
const KINDS: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// A journal as one self-contained HTML page with its pictures: no scripts, no requests. Written piece by piece.
///
/// # Errors
/// Those of `out` and of `pictures`.
pub fn written(
    book: &Book<'_>,
    pictures: &mut Pictures<'_>,
    out: &mut dyn Write,
) -> io::Result<Printed> {
    let mut printed = Printed::default();
    let months = months(book.entries);
    write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"robots\" content=\"noindex\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{FILE_TITLE}</title>\n<style>\n{STYLE}{BOOK_STYLE}</style>\n</head>\n<body>\n<main>\n\
         <header>\n<h1 dir=\"auto\">{}</h1>\n<p class=\"remark\">{} · {}</p>\n</header>\n",
        line(book.title),
        line(&words::made(book.made)),
        words::counted(book.entries.len(), "entries"),
    )?;
    if months.len() > 1 {
        out.write_all(b"<nav>\n<ol>\n")?;
        for month in &months {
            writeln!(
                out,
                "<li><a href=\"#{}\">{}</a> <span class=\"remark\">{}</span></li>",
                month.mark,
                month.name,
                month.entries.len()
            )?;
        }
        out.write_all(b"</ol>\n</nav>\n")?;
    }
    for month in &months {
        writeln!(
            out,
            "<section id=\"{}\">\n<h2>{}</h2>",
            month.mark, month.name
        )?;
        for (at, entry) in month.entries.iter().enumerate() {
            article(out, entry)?;
            for file in 0..entry.files {
                let Some(picture) = pictures(month.first + at, file)? else {
                    continue;
                };
                if !KINDS.contains(&picture.media_type.as_str()) {
                    printed.of_other_kinds += 1;
                } else if printed.takes(picture.bytes.len()) {
                    figure(out, &picture)?;
                }
            }
            out.write_all(b"</article>\n")?;
        }
        out.write_all(b"</section>\n")?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")?;
    Ok(printed)
}

/// An entry, as yet without its pictures and its end.
fn article(out: &mut dyn Write, entry: &BookEntry<'_>) -> io::Result<()> {
    writeln!(
        out,
        "<article>\n<p class=\"remark\">{}</p>",
        line(&entry.day())
    )?;
    let title = seen_line(entry.title);
    if !title.is_empty() {
        writeln!(out, "<h3 dir=\"auto\">{}</h3>", escaped(&title))?;
    }
    let text = seen(entry.text);
    let text = text.trim_matches('\n').trim_end();
    if !text.is_empty() {
        writeln!(out, "<p class=\"own\" dir=\"auto\">{}</p>", escaped(text))?;
    }
    if !entry.facts.is_empty() {
        let facts: Vec<String> = entry.facts.iter().map(|fact| line(fact)).collect();
        writeln!(
            out,
            "<p class=\"remark\" dir=\"auto\">{}</p>",
            facts.join(" · ")
        )?;
    }
    Ok(())
}

fn figure(out: &mut dyn Write, picture: &Picture) -> io::Result<()> {
    let caption = line(&picture.caption);
    write!(
        out,
        "<figure>\n<img alt=\"{caption}\" src=\"data:{};base64,",
        picture.media_type
    )?;
    // Three bytes become four characters, so that pieces of whole threes join.
    for piece in picture.bytes.chunks(3 << 14) {
        out.write_all(BASE64.encode(piece).as_bytes())?;
    }
    out.write_all(b"\">\n")?;
    if !caption.is_empty() {
        writeln!(out, "<figcaption dir=\"auto\">{caption}</figcaption>")?;
    }
    out.write_all(b"</figure>\n")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const HOSTILE: &str =
        "<script>alert(1)</script>\"'><img src=x onerror=y>\u{202e}\u{1b}[2J &amp;";

    fn entry<'a>(month: i8, title: &'a str, text: &'a str, files: usize) -> BookEntry<'a> {
        BookEntry {
            at: Some(date(2026, month, 3).at(22, 10, 0, 0)),
            title,
            text,
            facts: vec![HOSTILE.to_owned()],
            files,
        }
    }

    fn page(entries: &[BookEntry<'_>], picture: &Picture) -> (String, Printed) {
        let book = Book {
            title: HOSTILE,
            made: date(2026, 11, 27),
            entries,
        };
        let mut out = Vec::new();
        let printed = written(&book, &mut |_, _| Ok(Some(picture.clone())), &mut out).unwrap();
        (String::from_utf8(out).unwrap(), printed)
    }

    fn picture(bytes: usize, media_type: &str) -> Picture {
        Picture {
            bytes: vec![7; bytes],
            media_type: media_type.to_owned(),
            caption: HOSTILE.to_owned(),
        }
    }

    #[test]
    fn nothing_in_a_book_acts_and_nothing_is_asked_for() {
        let entries = [entry(10, HOSTILE, HOSTILE, 1), entry(11, "", "Home.", 0)];
        let (page, printed) = page(&entries, &picture(50_000, "image/jpeg"));
        assert_eq!(printed.pictures, 1);
        for leak in [
            "http:", "https:", "<script", "<link", "<img src", "url(", "@import", "style=",
            "\u{202e}", "\u{1b}",
        ] {
            assert!(!page.contains(leak), "{leak}");
        }
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"));
        assert!(page.contains("src=\"data:image/jpeg;base64,BwcHBw"));
        assert!(page.contains("<a href=\"#m2\">November 2026</a>"));
        assert!(page.contains("Tue 3 Nov 2026, 22:10"));
        assert_eq!(page.matches("<img ").count(), 1);
    }

    #[test]
    fn a_picture_that_is_too_large_or_of_another_kind_is_counted() {
        let entries = [entry(11, "", "Home.", 2)];
        let (large, printed) = page(&entries, &picture((8 << 20) + 1, "image/png"));
        assert_eq!((printed.pictures, printed.too_large), (0, 2));
        assert!(!large.contains("<img"));
        let (_, printed) = page(&entries, &picture(10, "image/svg+xml"));
        assert_eq!((printed.pictures, printed.of_other_kinds), (0, 2));
    }
}
