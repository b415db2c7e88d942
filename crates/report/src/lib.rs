//! Insights as files for people: one HTML page that needs nothing but itself, one PDF, charts as SVG. No terminal, no
//! vault: figures in, text or bytes out.
//!
//! Files are meant for somebody with three minutes, often a therapist: figures first, charts that also read in black
//! and white, then the person's own words. What a figure was computed from is left to the program; in a file the names
//! of records would say nothing. No file says who made it, or when, beyond what it is told to print.
//!
//! ```
//! use jiff::civil::date;
//! use programme::insight::{Figure, Insight, Value};
//! use report::Report;
//!
//! let mood = Insight {
//!     id: "mood",
//!     title: "Mood".to_owned(),
//!     from: date(2026, 11, 1),
//!     to: date(2026, 11, 27),
//!     figures: vec![Figure {
//!         id: "mean".to_owned(),
//!         label: "Mean <of all days>".to_owned(),
//!         note: String::new(),
//!         value: Value::Mean(6.25),
//!         axis: None,
//!         means: "mood",
//!         why: Vec::new(),
//!     }],
//! };
//! let report = Report {
//!     title: "November",
//!     made: date(2026, 11, 27),
//!     insights: &[mood],
//! };
//!
//! let page = report::html(&report);
//! assert!(page.contains("Mean &lt;of all days&gt;"));
//! assert!(page.contains("Made 27 Nov 2026"));
//! let file = report::pdf(&report)?;
//! assert!(file.starts_with(b"%PDF-1.7"));
//! # Ok::<(), report::PdfError>(())
//! ```
//!
//! Modules, in reading order: [`words`] the wording, `foreign` what is carried of foreign text, `chart` the charts
//! with [`weeks`], `html` and `svg` the page, `pdf` the PDF, [`book`] a whole journal, `qr` codes to scan, [`handout`] the page that
//! opens with words.

pub mod book;
mod chart;
mod foreign;
pub mod handout;
mod html;
mod pdf;
mod qr;
#[cfg(any(test, feature = "sample"))]
pub mod sample;
mod svg;
pub mod words;

use chart::shape::{NARROW, WIDE};
use jiff::civil::Date;
use programme::insight::{Figure, Insight, Value};

pub use book::page::written as book_html;
pub use chart::weeks;
pub use pdf::{book::document as book_pdf, error::PdfError, recovery_page::RecoveryPage};
pub use qr::QrCode;

/// What a file shows. All texts may be foreign: markup in them stays text, and what nobody would see is left out.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The heading of the whole. An only insight of the same title gets no heading of its own.
    pub title: &'a str,
    /// The day to print on it.
    pub made: Date,
    /// What is shown, in this order.
    pub insights: &'a [Insight],
}

/// The style that gives the classes of [`svg`] their colours, light and dark; [`html`] has it inside.
pub const STYLE: &str = html::STYLE;

/// One self-contained HTML page: no scripts, no requests, nothing that leads elsewhere.
pub fn html(report: &Report<'_>) -> String {
    html::page(report.title, report.made, report.insights)
}

/// One PDF of A4 pages with embedded fonts, whose text can be searched, copied and read aloud. The same report gives
/// the same bytes. Characters outside Latin, Greek and Cyrillic are boxes that remember what they stand for.
///
/// # Errors
/// Only if a built-in font does not work, or the document is longer than any PDF can be.
pub fn pdf(report: &Report<'_>) -> Result<Vec<u8>, PdfError> {
    pdf::document(report.title, report.made, report.insights)
}

/// The page of a recovery kit as a PDF of one page, which fits A4 and Letter paper. It names no program.
///
/// # Errors
/// As [`pdf`].
pub fn recovery_page(page: &RecoveryPage<'_>) -> Result<Vec<u8>, PdfError> {
    pdf::recovery_page::document(page)
}

/// The chart of a figure, as an `svg` element for a page that has [`STYLE`]; its description says the same in words. It is drawn
/// once where there is room and once for a narrow screen, as letters that shrink with a chart cannot be read; the page shows one.
/// `None` for figures that are no chart, and for charts without a day to draw.
pub fn svg(figure: &Figure) -> Option<[String; 2]> {
    let drawn = |wide: f32| {
        let (drawing, says) = match &figure.value {
            Value::Series(points) => (
                chart::line_chart::draw(points, figure.axis, wide),
                words::series(points),
            ),
            Value::Calendar(days) => (chart::heat_map::draw(days, wide), words::calendar(days)),
            _ => return None,
        };
        drawing.map(|drawing| svg::image(&drawing, &says))
    };
    Some([drawn(WIDE)?, drawn(NARROW)?])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn report<'a>(title: &'a str, insights: &'a [Insight]) -> Report<'a> {
        Report {
            title,
            made: date(2026, 11, 25),
            insights,
        }
    }

    fn page_count(file: &[u8]) -> usize {
        let page = b"/Type /Page\n";
        file.windows(page.len()).filter(|part| part == page).count()
    }

    #[test]
    fn an_ordinary_summary_is_two_pages() {
        let file = pdf(&report("Since the last session", &[sample::summary()])).unwrap();
        assert_eq!(page_count(&file), 2);
        assert!(file.len() < 60_000);
    }

    #[test]
    fn the_same_insights_give_the_same_bytes() {
        let insights = [sample::summary(), sample::hostile()];
        let twice = || pdf(&report("Twice", &insights)).unwrap();
        assert_eq!(twice(), twice());
        let page = || html(&report("Twice", &insights));
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
            let file = pdf(&report(sample::HOSTILE, &insights)).unwrap();
            assert!((1..=3).contains(&page_count(&file)));
        }
        let huge = pdf(&report("Huge", &[sample::huge()])).unwrap();
        assert!((150..400).contains(&page_count(&huge)));
    }

    #[test]
    fn charts_alone_say_what_the_page_says_at_each_width() {
        let insights = [sample::summary()];
        let page = html(&report("Charts", &insights));
        let charts: Vec<[String; 2]> = insights[0].figures.iter().filter_map(svg).collect();
        assert_eq!(charts.len(), 2);
        let says = |chart: &str| chart.split('"').nth(5).map(str::to_owned);
        for [wide, narrow] in &charts {
            assert!(wide.contains("viewBox=\"0 0 380 ") && narrow.contains("viewBox=\"0 0 200 "));
            let said = says(wide).unwrap();
            assert!(page.contains(&format!("aria-label=\"{said}\"")), "{said}");
            assert_eq!(says(narrow), Some(said));
        }
        assert!(
            sample::empty()
                .figures
                .iter()
                .all(|figure| svg(figure).is_none())
        );
    }
}
