//! A journal as a book: entries in the order of their days, month by month, with their photographs.

pub(crate) mod page;

use std::io;

use jiff::civil::{Date, DateTime};

/// Bytes of the largest picture that is put in.
pub const PICTURE_BYTES_MAX: u64 = 8 << 20;
/// Most bytes of all pictures together.
pub const PICTURES_BYTES_MAX: u64 = 256 << 20;

/// What the book is made of. All texts may be foreign: markup in them stays text, and what nobody would see is left out.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    /// The heading of the whole.
    pub title: &'a str,
    /// The day to print on it.
    pub made: Date,
    /// In the order in which they are printed.
    pub entries: &'a [BookEntry<'a>],
}

/// An entry of a book.
#[derive(Clone, Debug, Default)]
pub struct BookEntry<'a> {
    /// What the clock showed where it was written; `None` if that cannot be read.
    pub at: Option<DateTime>,
    /// Its title; may be empty.
    pub title: &'a str,
    /// Its text; may be empty.
    pub text: &'a str,
    /// What else is said of it, such as `Mood 7`.
    pub facts: Vec<String>,
    /// How many files it has that may be pictures.
    pub files: usize,
}

/// A picture of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its bytes, as they are put into the book: what they say beside the picture leaves with it.
    pub bytes: Vec<u8>,
    /// JPEG, PNG, GIF or WebP, such as `image/jpeg`.
    pub media_type: String,
    /// A line about it; may be empty.
    pub caption: String,
}

/// Gives a file of an entry as a picture: which entry of the book, and which of its files, both from 0; `None` where it is none that
/// may be printed. No more than one is held at a time while a page is written.
pub type Pictures<'p> = dyn FnMut(usize, usize) -> io::Result<Option<Picture>> + 'p;

/// What came into the book beside words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Printed {
    /// Pictures in it.
    pub pictures: usize,
    /// Pictures left out: of more than 8 MiB, or beyond 256 MiB of all of them.
    pub too_large: usize,
    /// Pictures left out, since they are of a kind that such a file cannot hold.
    pub of_other_kinds: usize,
    bytes: u64,
}

impl Printed {
    /// Whether there is room for a picture of so many bytes, which is counted.
    pub(crate) fn takes(&mut self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        if bytes > PICTURE_BYTES_MAX || self.bytes + bytes > PICTURES_BYTES_MAX {
            self.too_large += 1;
            return false;
        }
        self.bytes += bytes;
        self.pictures += 1;
        true
    }
}

/// A stretch of entries in one month, or of those without a day.
pub(crate) struct Month<'b, 'a> {
    /// The name of the month.
    pub(crate) name: String,
    /// What it is called in links.
    pub(crate) mark: String,
    /// The number of the first entry.
    pub(crate) first: usize,
    pub(crate) entries: &'b [BookEntry<'a>],
}

/// The months of a book. A month comes again where its entries do not stand together.
pub(crate) fn months<'b, 'a>(entries: &'b [BookEntry<'a>]) -> Vec<Month<'b, 'a>> {
    let month = |entry: &BookEntry<'_>| entry.at.map(|at| (at.year(), at.month()));
    let mut first = 0;
    let mut found = Vec::new();
    for entries in entries.chunk_by(|a, b| month(a) == month(b)) {
        let at = entries.first().and_then(|entry| entry.at);
        found.push(Month {
            name: at.map_or_else(
                || "Without a day".to_owned(),
                |at| at.strftime("%B %Y").to_string(),
            ),
            mark: format!("m{}", found.len() + 1),
            first,
            entries,
        });
        first += entries.len();
    }
    found
}

impl BookEntry<'_> {
    /// Its day and time, as they head it.
    pub(crate) fn day(&self) -> String {
        let at = self
            .at
            .map(|at| at.strftime("%a %-d %b %Y, %H:%M").to_string());
        at.unwrap_or_else(|| "Without a day".to_owned())
    }
}
