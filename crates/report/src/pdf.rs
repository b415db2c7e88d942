//! Insights as a PDF: what goes onto the pages, in which order and how large.
//!
//! Modules, in reading order: `blocks` text and charts cut into pieces, `pages` pieces stacked into pages, `font` the
//! letters, `jpeg` photographs, `file` and `tags` the file, `error` what can go wrong; `recovery_page` is a page of its own, `book` a
//! whole journal.

mod blocks;
pub(crate) mod book;
pub(crate) mod error;
mod file;
mod font;
mod jpeg;
mod pages;
pub(crate) mod recovery_page;
mod tags;

use jiff::civil::Date;
use programme::insight::{Bar, Figure, Insight, Note, Value};

use self::blocks::{BODY, BarRow, Composer, Fact, REMARK, Role, STRONG, Style};
use self::error::PdfError;
use self::file::Document;
use self::font::Fonts;
use crate::chart::shape::{CHART_WIDTH, Tone};
use crate::chart::{heat_map, line_chart};
use crate::foreign::{seen, seen_line};
use crate::words::{self, FILE_TITLE, NOTHING_NOTED};

const TITLE: Style = Style {
    size: 18.0,
    bold: true,
    tone: Tone::Ink,
};
const PART: Style = Style {
    size: 13.0,
    bold: true,
    tone: Tone::Ink,
};

/// The bytes of the document.
pub(crate) fn document(title: &str, made: Date, insights: &[Insight]) -> Result<Vec<u8>, PdfError> {
    let mut fonts = Fonts::new()?;
    let title = composed(&seen_line(title));
    let made = composed(&seen_line(&words::made(made)));
    let mut composer = Composer::new(&fonts);
    composer.heading(Role::Title, &title, TITLE, 0.0);
    for (index, insight) in insights.iter().enumerate() {
        let name = line(&insight.title);
        // One summary named like the report needs its name once.
        if index > 0 || name != title {
            composer.heading(Role::Part, &name, PART, 20.0);
        }
        part(&mut composer, insight);
    }
    if insights.is_empty() {
        composer.paragraph(NOTHING_NOTED, BODY, 8.0);
    }
    let boxes = composer.boxes();
    if boxes > 0 {
        composer.rule(16.0);
        composer.paragraph(&about_boxes(boxes), REMARK, 6.0);
    }
    let composed = composer.finish();
    let mut pages = pages::stacked(composed.blocks).pages;
    pages::number(&mut pages, &fonts, &title, &made);
    let document = Document {
        pages: &pages,
        elements: &composed.elements,
        title: FILE_TITLE,
        ..Document::default()
    };
    file::written(&document, &mut fonts)
}

/// Letters and their accents as one character where there is one, since the fonts place no accents.
fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfc().collect()
}

fn line(text: &str) -> String {
    composed(&seen_line(text))
}

fn about_boxes(count: usize) -> String {
    format!(
        "{} on these pages could not be drawn and {} shown as □, such as emoji or letters of other scripts. The HTML file shows them.",
        words::counted(count, "characters"),
        if count == 1 { "is" } else { "are" },
    )
}

fn part(composer: &mut Composer<'_>, insight: &Insight) {
    let period = words::period(insight.from, insight.to);
    composer.heading(Role::Text, &period, REMARK, 1.0);
    if insight.figures.is_empty() {
        composer.paragraph(NOTHING_NOTED, BODY, 6.0);
    }
    let mut facts = Vec::new();
    for figure in &insight.figures {
        if let Some(value) = figure.value.one_line() {
            facts.push(Fact {
                label: line(&figure.label),
                value: line(&value),
                note: line(&figure.note),
            });
            continue;
        }
        composer.facts(&std::mem::take(&mut facts));
        with_parts(composer, figure);
    }
    composer.facts(&facts);
}

fn with_parts(composer: &mut Composer<'_>, figure: &Figure) {
    composer.heading(Role::Figure, &line(&figure.label), STRONG, 14.0);
    if !figure.note.is_empty() {
        composer.heading(Role::Text, &line(&figure.note), REMARK, 1.0);
    }
    match &figure.value {
        Value::Series(points) => {
            if let Some(drawing) = line_chart::draw(points, figure.axis, CHART_WIDTH) {
                composer.drawing(drawing, "A line chart, put in words below.", 6.0);
            }
            composer.paragraph(&words::series(points), REMARK, 3.0);
        }
        Value::Calendar(days) => {
            if let Some(drawing) = heat_map::draw(days, CHART_WIDTH) {
                composer.drawing(drawing, "A heat map by weeks, put in words below.", 6.0);
            }
            composer.paragraph(&words::calendar(days), REMARK, 3.0);
        }
        Value::Bars(bars) if bars.is_empty() => composer.paragraph(NOTHING_NOTED, BODY, 2.0),
        Value::Bars(bars) => bar_rows(composer, bars, figure.means),
        Value::Notes(notes) if notes.is_empty() => composer.paragraph(NOTHING_NOTED, BODY, 2.0),
        Value::Notes(notes) => {
            for note in notes {
                answer(composer, note);
            }
        }
        Value::TooFew { have, need } => {
            composer.paragraph(&words::too_few(*have, *need), BODY, 2.0);
        }
        // Figures of one line stand beside each other and never come here.
        Value::Count { .. } | Value::Mean(_) | Value::Change(_) | Value::Share { .. } => {}
    }
}

fn bar_rows(composer: &mut Composer<'_>, bars: &[Bar], means: &str) {
    let full = words::full_bar(bars);
    let rows: Vec<_> = bars
        .iter()
        .map(|bar| BarRow {
            name: line(&bar.label),
            count: bar.count.to_string(),
            share: full.map(|full| (f64::from(bar.count) / f64::from(full)) as f32),
            mean: bar.mean.map(words::decimal),
        })
        .collect();
    let with_mean = bars.iter().any(|bar| bar.mean.is_some());
    composer.bars(&rows, with_mean.then_some(means));
}

fn answer(composer: &mut Composer<'_>, note: &Note) {
    const QUESTION: Style = Style {
        size: 9.5,
        ..STRONG
    };
    let head = words::head(note);
    let text = composed(&seen(&note.text));
    let text = text.trim_end();
    let mut above = 7.0;
    if !head.is_empty() {
        let head = composed(&head);
        if text.is_empty() {
            composer.paragraph(&head, QUESTION, above);
        } else {
            composer.heading(Role::Question, &head, QUESTION, above);
        }
        above = 1.0;
    }
    if !text.is_empty() {
        composer.paragraph(text, BODY, above);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_about_boxes_counts() {
        assert!(about_boxes(1).starts_with("1 character on these pages could not be drawn and is"));
        assert!(
            about_boxes(7).starts_with("7 characters on these pages could not be drawn and are")
        );
    }

    #[test]
    fn accents_join_their_letters() {
        assert_eq!(composed("u\u{308}"), "ü");
        assert_eq!(line(" u\u{308}\nb\u{202e} "), "ü b");
    }
}
