//! How insights look in the terminal: a heading, figures of one line below each other, charts drawn with characters that
//! mean something without colour, and on request the records behind everything. In a pipe, charts become tables.

mod plot;

use engine::insight::{Bar, CalendarDay, Figure, Insight, Note, Point, Record, Source, Value};
use engine::worksheet::{SHORT_ID_CHARS, definitions};
use report::words::{self, NOTHING_NOTED};
use unicode_width::UnicodeWidthStr as _;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, pad, show_line, show_text, truncate, wrap};

/// Records shown for each part of a figure.
const RECORDS_SHOWN: usize = 12;
/// The longest label that others are lined up with when there is no terminal to fit.
const LABEL_CELLS_MAX: usize = 40;

/// Prints an insight; with `why`, also the records behind each part.
pub(crate) fn print(app: &mut App, insight: &Insight, why: bool) -> Result<(), Failure> {
    let mut page = Page::new(columns(), why);
    page.insight(insight);
    for (line, paint) in page.lines {
        match paint {
            Some(paint) => app.out.line(paint.on(line))?,
            None => app.out.line(line)?,
        }
    }
    Ok(())
}

/// Lines as they come together; none is wider than the terminal.
struct Page {
    width: Option<usize>,
    why: bool,
    lines: Vec<(String, Option<Paint>)>,
}

impl Page {
    fn new(width: Option<usize>, why: bool) -> Self {
        Self {
            width,
            why,
            lines: Vec::new(),
        }
    }

    /// Adds text, which must be safe to print, broken into lines and indented by `indent` cells.
    fn put(&mut self, text: &str, indent: usize, paint: Option<Paint>) {
        let room = self.width.map(|width| width.saturating_sub(indent));
        for line in wrap(text, room) {
            self.lines.push((format!("{:indent$}{line}", ""), paint));
        }
    }

    fn gap(&mut self) {
        self.lines.push((String::new(), None));
    }

    fn insight(&mut self, insight: &Insight) {
        self.put(&show_line(&insight.title), 0, Some(Paint::Strong));
        let period = format!("{} to {}", insight.from, insight.to);
        self.put(&period, 0, Some(Paint::Faint));
        if insight.figures.is_empty() {
            self.put(NOTHING_NOTED, 0, None);
        }
        let mut facts: Vec<(&Figure, String)> = Vec::new();
        for figure in &insight.figures {
            if let Some(value) = figure.value.one_line() {
                facts.push((figure, show_line(&value)));
            } else {
                self.facts(&std::mem::take(&mut facts));
                self.with_parts(figure);
            }
        }
        self.facts(&facts);
    }

    /// Figures of one line each, lined up.
    fn facts(&mut self, facts: &[(&Figure, String)]) {
        if facts.is_empty() {
            return;
        }
        self.gap();
        let label = |figure: &Figure| show_line(&figure.label);
        let widest = |cells: &mut dyn Iterator<Item = usize>| cells.max().unwrap_or(0);
        let values = widest(&mut facts.iter().map(|(_, value)| value.width()));
        let room = self.width.map_or(LABEL_CELLS_MAX, |width| {
            width.saturating_sub(4 + values).max(width / 3)
        });
        let labels = widest(&mut facts.iter().map(|(figure, _)| label(figure).width())).min(room);
        for (figure, value) in facts {
            let mut lines = match self.width {
                Some(_) => wrap(&label(figure), Some(labels)),
                None => vec![label(figure)],
            };
            let last = lines.pop().unwrap_or_default();
            for line in lines {
                self.put(&line, 2, None);
            }
            self.put(&format!("{}  {value}", pad(&last, labels)), 2, None);
            self.remark(figure, 4);
            self.records(&figure.why, 4);
        }
    }

    fn remark(&mut self, figure: &Figure, indent: usize) {
        if !figure.note.is_empty() {
            self.put(&show_line(&figure.note), indent, Some(Paint::Faint));
        }
    }

    fn with_parts(&mut self, figure: &Figure) {
        self.gap();
        self.put(&show_line(&figure.label), 0, Some(Paint::Strong));
        self.remark(figure, 2);
        match &figure.value {
            Value::Series(points) => self.series(points, figure.axis),
            Value::Bars(bars) => self.bars(bars, figure.means),
            Value::Calendar(days) => self.calendar(days),
            Value::Notes(notes) => self.notes(notes),
            Value::TooFew { have, need } => self.put(&words::too_few(*have, *need), 2, None),
            // Figures of one line are lined up and never come here.
            Value::Count { .. } | Value::Mean(_) | Value::Change(_) | Value::Share { .. } => {}
        }
        self.records(&figure.why, 4);
    }

    fn series(&mut self, points: &[Point], axis: Option<(u32, u32)>) {
        match self.width {
            Some(width) => {
                for line in plot::lines(points, axis, width.saturating_sub(2)) {
                    self.put(&line, 2, None);
                }
                self.put(&words::series(points), 2, Some(Paint::Faint));
            }
            None if points.is_empty() => self.put(NOTHING_NOTED, 2, None),
            None => {
                // A column stands where it says something.
                let averaged = points.iter().any(|point| point.average.is_some());
                let head = if averaged { "  average" } else { "" };
                self.put(&format!("date        value{head}"), 2, None);
                for point in points {
                    let average = point.average.map_or_else(|| "-".to_owned(), words::decimal);
                    let average = if averaged {
                        format!("  {average:>7}")
                    } else {
                        String::new()
                    };
                    let value = words::decimal(point.value);
                    self.put(&format!("{}  {value:>5}{average}", point.date), 2, None);
                }
            }
        }
        for point in points {
            let named = || format!("{}  {}", point.date, words::decimal(point.value));
            self.part_records(&point.why, named);
        }
    }

    fn calendar(&mut self, days: &[CalendarDay]) {
        match self.width {
            Some(width) => {
                for line in plot::heat_map(days, width.saturating_sub(2)) {
                    self.put(&line, 2, None);
                }
                self.put(&words::calendar(days), 2, Some(Paint::Faint));
            }
            None if days.is_empty() => self.put(NOTHING_NOTED, 2, None),
            None => {
                self.put("date        kept  missed  unsaid", 2, None);
                for day in days {
                    let (kept, missed, unsaid) = (day.kept, day.missed, day.unsaid);
                    let line = format!("{}  {kept:>4}  {missed:>6}  {unsaid:>6}", day.date);
                    self.put(&line, 2, None);
                }
            }
        }
        for day in days {
            let named = || format!("{}  kept {}, missed {}", day.date, day.kept, day.missed);
            self.part_records(&day.why, named);
        }
    }

    fn bars(&mut self, bars: &[Bar], means: &str) {
        if bars.is_empty() {
            return self.put(NOTHING_NOTED, 2, None);
        }
        match self.width {
            Some(width) => self.drawn_bars(bars, means, width.saturating_sub(2)),
            None => {
                // Names come last: they may have spaces in them.
                let with_mean = bars.iter().any(|bar| bar.mean.is_some());
                let cells = means.width();
                let head = match with_mean {
                    true => format!("times  {means}  name"),
                    false => "times  name".to_owned(),
                };
                self.put(&head, 2, None);
                for bar in bars {
                    let mean = bar.mean.map_or_else(|| "-".to_owned(), words::decimal);
                    let mean = if with_mean {
                        format!("{mean:>cells$}  ")
                    } else {
                        String::new()
                    };
                    let name = show_line(&bar.label);
                    self.put(&format!("{:>5}  {mean}{name}", bar.count), 2, None);
                }
                for bar in bars {
                    self.part_records(&bar.why, || show_line(&bar.label));
                }
            }
        }
    }

    fn drawn_bars(&mut self, bars: &[Bar], means: &str, width: usize) {
        let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1);
        let full = words::full_bar(bars);
        let digits = most.to_string().len();
        let mean = |bar: &Bar| {
            bar.mean
                .map(|mean| format!("  {means} {}", words::decimal(mean)))
        };
        let means = bars.iter().filter_map(mean).map(|text| text.width()).max();
        let numbers = digits + 1 + means.unwrap_or(0);
        let names = bars.iter().map(|bar| show_line(&bar.label).width()).max();
        let name_width = names.unwrap_or(0).min(width / 3);
        let bar_width = width
            .saturating_sub(name_width + numbers + 4)
            .min(full.map_or(0, |_| plot::BAR_CELLS_MAX));
        for bar in bars {
            let name = show_line(&bar.label);
            let drawn = full.map_or(String::new(), |full| {
                let drawn = plot::bar(f64::from(bar.count) / f64::from(full), bar_width);
                format!("  {}", pad(&drawn, bar_width))
            });
            let line = format!(
                "{}{drawn}  {:>digits$}×{}",
                pad(&truncate(&name, name_width), name_width),
                bar.count,
                mean(bar).unwrap_or_default()
            );
            self.put(&line, 2, None);
            if name.width() > name_width {
                // What was cut is said in full.
                self.put(&name, 4, Some(Paint::Faint));
            }
            self.records(&bar.why, 4);
        }
    }

    fn notes(&mut self, notes: &[Note]) {
        if notes.is_empty() {
            self.put(NOTHING_NOTED, 2, None);
        }
        for note in notes {
            let day = note.date.map(|date| date.to_string());
            let head = Some(show_line(&note.head)).filter(|head| !head.is_empty());
            let parts: Vec<String> = day.into_iter().chain(head).collect();
            self.put(&parts.join("  "), 2, Some(Paint::Strong));
            self.put(show_text(&note.text).trim_end(), 4, None);
            self.records(&note.why, 4);
        }
    }

    /// The records behind one day of a chart, below a line that names it.
    fn part_records(&mut self, why: &[Record], name: impl Fn() -> String) {
        if self.why && !why.is_empty() {
            self.put(&name(), 4, Some(Paint::Faint));
            self.records(why, 6);
        }
    }

    /// The records behind what was put last.
    fn records(&mut self, why: &[Record], indent: usize) {
        if !self.why {
            return;
        }
        for record in why.iter().take(RECORDS_SHOWN) {
            let day = record
                .at
                .map_or_else(|| pad("–", 10), |at| at.date().to_string());
            let line = format!("{day}  {}", name(&record.source));
            self.put(&line, indent, Some(Paint::Faint));
        }
        if why.len() > RECORDS_SHOWN {
            let more = format!("… and {} more", why.len() - RECORDS_SHOWN);
            self.put(&more, indent, Some(Paint::Faint));
        }
    }
}

/// A record as it can be asked for: `entry abcdefgh`, `step 2 urges abcde`.
fn name(source: &Source) -> String {
    let sheet = |definition: &str| {
        let step = definitions::by_id(definition).and_then(|definition| definition.step);
        step.map_or_else(|| show_line(definition), |step| format!("step {step}"))
    };
    match source {
        Source::Entry(id) => format!("entry {}", id.shorten(SHORT_ID_CHARS)),
        Source::Item {
            definition,
            list,
            item,
        } => format!("{} {} {}", sheet(definition), show_line(list), item.short()),
        Source::Field { definition, field } => {
            format!("{} {}", sheet(definition), show_line(field))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use report::sample::{self, entry, figure, insight, urge};

    fn text(insight: &Insight, width: Option<usize>, why: bool) -> String {
        let mut page = Page::new(width, why);
        page.insight(insight);
        let lines: Vec<String> = page.lines.into_iter().map(|(line, _)| line).collect();
        lines.join("\n")
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for insight in [sample::summary(), sample::empty(), sample::hostile()] {
            for width in 20..=100 {
                for line in text(&insight, Some(width), true).lines() {
                    assert!(line.width() <= width, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn huge_insights_are_printed() {
        let shown = text(&sample::huge(), Some(80), true);
        assert!(shown.lines().all(|line| line.width() <= 80));
        assert!(text(&sample::huge(), None, false).lines().count() > 2000);
    }

    #[test]
    fn hostile_text_never_acts() {
        for width in [None, Some(60)] {
            let shown = text(&sample::hostile(), width, true);
            let acts = |c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e0fff}')
            };
            assert!(!shown.contains(acts));
        }
    }

    #[test]
    fn figures_of_one_line_are_lined_up() {
        let shown = text(&sample::summary(), Some(80), false);
        assert!(shown.starts_with("Since the last session\n2026-09-27 to 2026-11-25\n\n"));
        assert!(shown.contains("  Days with an entry       52 of 60 (87 %)\n"));
        assert!(shown.contains("  Slips                    1 slip\n"));
        assert!(
            shown.contains(
                "  3 of 5 records so far; 2 more are needed before anything is concluded."
            )
        );
    }

    #[test]
    fn in_a_pipe_charts_are_tables() {
        let shown = text(&sample::summary(), None, false);
        assert!(shown.contains("  date        value  average\n  2026-09-27    3.0        -\n"));
        assert!(
            shown.contains(
                "  date        kept  missed  unsaid\n  2026-08-06     2       0       0\n"
            )
        );
        assert!(shown.contains("  times  mood  name\n     23   4.2  longing\n"));
    }

    #[test]
    fn every_part_can_say_where_it_comes_from() {
        let mut one = figure("Slips", Value::Share { part: 1, of: 2 });
        let day = date(2026, 11, 3);
        one.why = vec![entry(day, 0), urge(day, 0)];
        one.why.push(Record {
            at: None,
            source: Source::Field {
                definition: "my-card".to_owned(),
                field: "motive".to_owned(),
            },
        });
        let shown = text(&insight("Why", vec![one]), Some(80), true);
        assert!(shown.ends_with(
            "    2026-11-03  entry aaaa\n    2026-11-03  step 2 urges aaaa\n    –           my-card motive"
        ));
        let summary = text(&sample::summary(), Some(80), true);
        assert!(summary.contains("    … and 11 more"));
        assert!(summary.contains("    2026-11-24  6.0\n      2026-11-24  entry "));
        assert!(!text(&sample::summary(), Some(80), false).contains("  entry "));
    }
}
