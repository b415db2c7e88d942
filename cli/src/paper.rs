//! Insights on paper: one HTML page that needs nothing but itself, and one PDF. Both are meant for somebody with three
//! minutes, often a therapist: figures first, charts that also read in black and white, then the person's own words.
//! What a figure was computed from is left to the program; on paper the names of records would say nothing.
//!
//! Neither file says who made it, or when, beyond what it is told to print.
//!
//! Modules, in reading order: [`words`] the wording, `weeks` days arranged for heat maps, `mark` what charts are made
//! of, `line_chart` and `heat_map` the charts, `html` and `svg` the page, `pdf` what goes into the PDF, `slabs` its
//! text cut into lines, `pages` lines stacked into pages, `font` the letters, `pdf_file` and `pdf_tags` the file.

mod font;
mod heat_map;
mod html;
mod line_chart;
mod mark;
mod pages;
mod pdf;
mod pdf_file;
mod pdf_tags;
#[cfg(test)]
pub(crate) mod sample;
mod slabs;
mod svg;
pub(crate) mod weeks;
pub(crate) mod words;

use engine::insight::{Insight, Note};
use thiserror::Error;

/// What both files call themselves to viewers and file managers: nothing about their content.
const NAME: &str = "Summary";

/// Why a PDF could not be made. None of it depends on what is in the insights, except their length.
#[derive(Debug, Error)]
pub(crate) enum PaperError {
    /// A built-in font cannot be read.
    #[error("a built-in font cannot be read")]
    Font(#[source] ttf_parser::FaceParsingError),
    /// A built-in font cannot be cut down to what is used.
    #[error("a built-in font cannot be embedded")]
    Subset(#[source] subsetter::Error),
    /// Compression failed.
    #[error("a page cannot be compressed")]
    Deflate(#[source] std::io::Error),
    /// More pages than a PDF can count.
    #[error("the document would have too many pages")]
    TooLong,
}

/// One self-contained HTML page: no scripts, no requests, nothing that leads elsewhere. `made` is the day to print on
/// it.
pub(crate) fn html(insights: &[Insight], title: &str, made: &str) -> String {
    html::page(insights, title, made)
}

/// One PDF with embedded fonts, whose text can be searched and copied. `made` is the day to print on it.
///
/// # Errors
/// Only if a built-in font does not work, or the document is longer than any PDF can be.
pub(crate) fn pdf(insights: &[Insight], title: &str, made: &str) -> Result<Vec<u8>, PaperError> {
    pdf::document(insights, title, made)
}

/// The words that tell when the paper was made.
fn made(day: &str) -> String {
    format!("Made {day}")
}

/// What a note is headed with: its day and its name, as far as it has them.
fn head(note: &Note) -> String {
    let day = note.date.map(words::day);
    let head = words::seen_line(&note.head);
    let head = (!head.is_empty()).then_some(head);
    let parts: Vec<String> = day.into_iter().chain(head).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "Since the last session";

    fn page_count(file: &[u8]) -> usize {
        let page = b"/Type /Page\n";
        file.windows(page.len()).filter(|part| part == page).count()
    }

    #[test]
    fn an_ordinary_summary_is_two_pages() {
        let file = pdf(&[sample::summary()], TITLE, "25 Nov 2026").unwrap();
        assert_eq!(page_count(&file), 2);
        assert!(file.len() < 60_000);
    }

    #[test]
    fn the_same_insights_give_the_same_bytes() {
        let twice = || pdf(&[sample::summary(), sample::hostile()], TITLE, "today").unwrap();
        assert_eq!(twice(), twice());
        let page = || html(&[sample::summary()], TITLE, "today");
        assert_eq!(page(), page());
    }

    #[test]
    fn anything_becomes_a_file() {
        for insights in [
            vec![],
            vec![sample::empty()],
            vec![sample::hostile()],
            vec![sample::insight("No figures", Vec::new())],
        ] {
            let file = pdf(&insights, sample::HOSTILE, sample::HOSTILE).unwrap();
            assert!((1..=3).contains(&page_count(&file)));
        }
        let huge = pdf(&[sample::huge()], TITLE, "today").unwrap();
        assert!((150..400).contains(&page_count(&huge)));
    }

    #[test]
    fn notes_are_headed_with_what_they_have() {
        let mut note = sample::note(3, "  A\nwalk ", "");
        assert_eq!(head(&note), "3 Nov 2026 · A walk");
        note.head.clear();
        assert_eq!(head(&note), "3 Nov 2026");
        note.date = None;
        assert_eq!(head(&note), "");
    }
}
