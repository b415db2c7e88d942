//! The page of a recovery kit, to be printed: one page, black on white, with nothing on it that says what it is of.

use jiff::civil::Date;

use super::blocks::Role;
use super::error::PdfError;
use super::file::{self, Document};
use super::font::Fonts;
use super::pages::{Page, Piece};
use crate::chart::shape::{Anchor, Shape, Tone};
use crate::qr::QrCode;
use crate::words;

const TITLE: &str = "Recovery page";
const LEFT: f32 = 56.0;
const RIGHT: f32 = 539.0;
/// Nothing stands lower, so that the page fits Letter paper as well as A4.
const BOTTOM: f32 = 748.0;
/// Side of one cell of the code, in points.
const CELL: f32 = 3.6;

/// What the page shows.
#[derive(Clone, Copy)]
pub struct RecoveryPage<'a> {
    /// The whole line.
    pub line: &'a str,
    /// Its groups, as people type them.
    pub groups: &'a [&'a str],
    /// The day to print on it.
    pub made: Date,
    /// Whether it takes the place of a page from before.
    pub replaces: bool,
}

struct Sheet {
    page: Page,
    elements: Vec<Role>,
    y: f32,
}

/// The bytes of the file.
pub(crate) fn document(page: &RecoveryPage<'_>) -> Result<Vec<u8>, PdfError> {
    let mut sheet = Sheet {
        page: Page { pieces: Vec::new() },
        elements: Vec::new(),
        y: 76.0,
    };
    sheet.text(Role::Title, TITLE, 22.0, true, 0.0);
    sheet.text(Role::Text, &words::made(page.made), 10.0, false, 20.0);
    sheet.lines(&[
        "Whoever has this page and a copy or a backup can read everything in it.",
        "Keep it where nobody looks. Two pages in two places are safer than one.",
    ]);
    if page.replaces {
        sheet.text(
            Role::Text,
            "It takes the place of the page from before. Destroy that one.",
            11.0,
            true,
            20.0,
        );
    }
    sheet.y += 14.0;
    groups(&mut sheet, page.groups);
    sheet.text(Role::Text, "The same in one line:", 10.0, false, 30.0);
    sheet.text(Role::Text, page.line, 10.0, false, 16.0);
    let below = sheet.y + 16.0;
    code(&mut sheet, page.line, below);
    sheet.y = below + 6.0;
    sheet.lines(&[
        "To type it: the groups in their order.",
        "Spaces, dashes and capitals do not matter.",
        "",
        "Copies of what it opens are at:",
    ]);
    for _ in 0..4 {
        sheet.y += 24.0;
        sheet.blank();
    }
    sheet.y = BOTTOM - 62.0;
    sheet.lines(&[
        "Without any special program: the stock program age, and the line above in a file kit.txt.",
        "age --decrypt --identity kit.txt WRAPPED-KEYS > keys.txt",
        "age --decrypt --identity keys.txt RECORD > packed",
        "python3 -c 'import sys,zlib;sys.stdout.buffer.write(zlib.decompressobj().decompress(sys.stdin.buffer.read()))' < packed",
    ]);
    let mut fonts = Fonts::new()?;
    let document = Document {
        pages: &[sheet.page],
        elements: &sheet.elements,
        title: TITLE,
        ..Document::default()
    };
    file::written(&document, &mut fonts)
}

impl Sheet {
    fn add(&mut self, role: Role, shapes: Vec<Shape>) {
        self.page.pieces.push(Piece {
            element: Some(self.elements.len()),
            shapes,
            pictures: Vec::new(),
        });
        self.elements.push(role);
    }

    fn text(&mut self, role: Role, text: &str, size: f32, bold: bool, down: f32) {
        self.y += down;
        let shape = written((LEFT, self.y), text, size, bold);
        self.add(role, vec![shape]);
    }

    fn lines(&mut self, lines: &[&str]) {
        let size = if lines.iter().any(|line| line.len() > 90) {
            8.0
        } else {
            11.0
        };
        let mut shapes = Vec::new();
        for line in lines {
            self.y += size + 5.0;
            if !line.is_empty() {
                shapes.push(written((LEFT, self.y), line, size, false));
            }
        }
        self.add(Role::Text, shapes);
    }

    /// A line to write on.
    fn blank(&mut self) {
        self.page.pieces.push(Piece {
            element: None,
            shapes: vec![Shape::Line {
                places: vec![(LEFT, self.y), (LEFT + 250.0, self.y)],
                width: 0.6,
                tone: Tone::Soft,
            }],
            pictures: Vec::new(),
        });
    }
}

fn written(at: (f32, f32), text: &str, size: f32, bold: bool) -> Shape {
    Shape::Text {
        at,
        text: text.to_owned(),
        size,
        bold,
        anchor: Anchor::Start,
        tone: Tone::Ink,
    }
}

/// The numbered groups, two beside each other, each character by itself.
fn groups(sheet: &mut Sheet, groups: &[&str]) {
    let rows = groups.len().div_ceil(2);
    for row in 0..rows {
        sheet.y += 27.0;
        let mut shapes = Vec::new();
        for (column, at) in [row, row + rows].into_iter().enumerate() {
            let Some(group) = groups.get(at) else {
                continue;
            };
            let x = LEFT + 250.0 * column as f32;
            shapes.push(Shape::Text {
                at: (x + 22.0, sheet.y),
                text: (at + 1).to_string(),
                size: 11.0,
                bold: false,
                anchor: Anchor::End,
                tone: Tone::Soft,
            });
            for (place, character) in group.chars().enumerate() {
                shapes.push(Shape::Text {
                    at: (x + 46.0 + 24.0 * place as f32, sheet.y),
                    text: character.to_string(),
                    size: 17.0,
                    bold: true,
                    anchor: Anchor::Middle,
                    tone: Tone::Ink,
                });
            }
        }
        sheet.add(Role::Text, shapes);
    }
}

/// The line as a code to scan, at the right.
fn code(sheet: &mut Sheet, line: &str, top: f32) {
    let Some(code) = QrCode::sturdy(line) else {
        return;
    };
    let left = RIGHT - CELL * code.side() as f32;
    let mut shapes = Vec::new();
    for y in 0..code.side() {
        let mut x = 0;
        while x < code.side() {
            let run = (x..code.side()).take_while(|x| code.is_dark(*x, y)).count();
            if run > 0 {
                let (at, width) = (left + CELL * x as f32, CELL * run as f32);
                shapes.push(Shape::Fill {
                    area: [at, top + CELL * y as f32, width, CELL],
                    tone: Tone::Ink,
                });
            }
            x += run.max(1);
        }
    }
    sheet.add(Role::Chart("The line above as a code to scan."), shapes);
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn it_is_one_page_that_names_no_program() {
        let line = "AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33";
        let page = RecoveryPage {
            line,
            groups: &[
                "GQ9778", "VQXMMJ", "VE8SK7", "J6VT8U", "J4HDQA", "JUVSFC", "WCM02D", "8GEWQ7",
                "2PVQ2Y", "5J33",
            ],
            made: date(2026, 11, 28),
            replaces: true,
        };
        let file = document(&page).unwrap();
        let count = |part: &str| {
            let windows = file.windows(part.len());
            windows.filter(|bytes| *bytes == part.as_bytes()).count()
        };
        assert_eq!(count("/Type /Page\n"), 1);
        assert_eq!(count("(Recovery page)"), 1);
        for word in ["/Author", "/Creat", "/Producer", "still", "Stillbook"] {
            assert_eq!(count(word), 0, "{word}");
        }
        // With and without the code: a fourth of it may be damaged.
        assert_eq!(QrCode::sturdy(line).unwrap().side(), 37 + 4);
    }
}
