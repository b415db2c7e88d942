//! Charts drawn with characters: lines with the dots of braille, heat maps with one sign a day, bars with blocks. They
//! mean the same without colour.

use engine::insight::{CalendarDay, Point};
use jiff::civil::Date;
use report::weeks::{DayOutcome, Weeks, fitting};
use report::words;
use unicode_width::UnicodeWidthStr as _;

/// Longer bars say no more.
pub(super) const BAR_CELLS_MAX: usize = 40;
/// Lines of text a plot is high.
const PLOT_ROWS: usize = 5;
/// A braille character is two dots wide and four high.
const DOTS_ACROSS: usize = 2;
const DOTS_DOWN: usize = 4;
/// The line is broken where more days than this have no value.
const GAP_DAYS: i64 = 7;
/// Last values written out.
const LAST_VALUES: usize = 5;
/// Cells of the weekday's name before a heat map.
const WEEKDAY_CELLS: usize = 4;

/// A grid of dots.
struct Canvas {
    cells: Vec<Vec<u8>>,
}

impl Canvas {
    fn new(cells: usize) -> Self {
        Self {
            cells: vec![vec![0; cells]; PLOT_ROWS],
        }
    }

    /// Sets the dot `x` from the left and `y` from the bottom.
    fn dot(&mut self, x: usize, y: usize) {
        const BITS: [[u8; DOTS_ACROSS]; DOTS_DOWN] =
            [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let down = (PLOT_ROWS * DOTS_DOWN - 1).saturating_sub(y);
        let row = self.cells.get_mut(down / DOTS_DOWN);
        if let Some(cell) = row.and_then(|row| row.get_mut(x / DOTS_ACROSS)) {
            *cell |= BITS[down % DOTS_DOWN][x % DOTS_ACROSS];
        }
    }

    /// Sets the dots between two places.
    fn stroke(&mut self, from: (usize, usize), to: (usize, usize)) {
        let steps = from.0.abs_diff(to.0).max(from.1.abs_diff(to.1)).max(1);
        let between = |a: usize, b: usize, step: usize| {
            let share = step as f64 / steps as f64;
            (a as f64 + (b as f64 - a as f64) * share).round() as usize
        };
        for step in 0..=steps {
            self.dot(between(from.0, to.0, step), between(from.1, to.1, step));
        }
    }

    fn rows(&self) -> impl Iterator<Item = String> {
        self.cells.iter().map(|row| {
            let shown = row.iter().map(|dots| match dots {
                0 => ' ',
                dots => char::from_u32(0x2800 + u32::from(*dots)).unwrap_or(' '),
            });
            shown.collect::<String>().trim_end().to_owned()
        })
    }
}

/// What both lines of a plot share.
struct Frame {
    first: Date,
    days: i64,
    low: f64,
    high: f64,
    cells: usize,
    label: usize,
}

impl Frame {
    fn place(&self, date: Date, value: f64) -> (usize, usize) {
        let across = if self.days > 0 {
            days_between(self.first, date) as f64 / self.days as f64
        } else {
            0.5
        };
        let up = (value - self.low) / (self.high - self.low);
        let dots = |share: f64, count: usize| (share * (count - 1) as f64).round() as usize;
        (
            dots(across, self.cells * DOTS_ACROSS),
            dots(up, PLOT_ROWS * DOTS_DOWN),
        )
    }

    /// One line of the plot: its name, its dots, the lowest and highest number beside them.
    fn draw(&self, lines: &mut Vec<String>, name: &str, values: &[(Date, f64)]) {
        let mut canvas = Canvas::new(self.cells);
        for (date, value) in values {
            let (x, y) = self.place(*date, *value);
            canvas.dot(x, y);
        }
        for pair in values.windows(2) {
            if let [(before, from), (after, to)] = pair
                && days_between(*before, *after) <= GAP_DAYS
            {
                canvas.stroke(self.place(*before, *from), self.place(*after, *to));
            }
        }
        let indent = self.label;
        lines.push(format!("{:indent$}  {name}", ""));
        for (row, dots) in canvas.rows().enumerate() {
            let number = match row {
                0 => words::decimal(self.high),
                row if row + 1 == PLOT_ROWS => words::decimal(self.low),
                _ => String::new(),
            };
            let tick = if number.is_empty() { '│' } else { '┤' };
            lines.push(format!("{number:>indent$} {tick}{dots}"));
        }
    }
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Numbers by day and their moving average, as two lines of one scale, `width` cells wide.
pub(super) fn lines(points: &[Point], axis: Option<(u32, u32)>, width: usize) -> Vec<String> {
    let mut values: Vec<(Date, f64)> = finite(points, |point| Some(point.value));
    let mut averages: Vec<(Date, f64)> = finite(points, |point| point.average);
    let (Some(first), Some(last)) = (values.first().copied(), values.last().copied()) else {
        return Vec::new();
    };
    let all = || values.iter().chain(&averages).map(|(_, value)| *value);
    let low = all().fold(f64::INFINITY, f64::min);
    let high = all().fold(f64::NEG_INFINITY, f64::max);
    // Between the ends of the scale, where there are any; equal values of another are drawn in the middle.
    let scale = axis.map(|(from, to)| (f64::from(from), f64::from(to)));
    let scale = scale.filter(|(from, to)| *from <= low && high <= *to && from < to);
    let (low, high) = if let Some(scale) = scale {
        scale
    } else if low < high {
        (low, high)
    } else {
        (low - 1.0, high + 1.0)
    };
    let label = words::decimal(low)
        .width()
        .max(words::decimal(high).width());
    let last_values = last_values(&values);
    let frame = Frame {
        first: first.0,
        days: days_between(first.0, last.0),
        low,
        high,
        cells: width.saturating_sub(label + 2).max(1),
        label,
    };
    values = thinned(&values, frame.cells * DOTS_ACROSS);
    averages = thinned(&averages, frame.cells * DOTS_ACROSS);
    let mut lines = Vec::new();
    frame.draw(&mut lines, words::each(points), &values);
    if !averages.is_empty() {
        frame.draw(&mut lines, "moving average", &averages);
    }
    lines.push(ends(&frame, last.0));
    lines.push(last_values);
    lines
}

fn finite(points: &[Point], value: impl Fn(&Point) -> Option<f64>) -> Vec<(Date, f64)> {
    let mut values: Vec<(Date, f64)> = points
        .iter()
        .filter_map(|point| Some((point.date, value(point)?)))
        .filter(|(_, value)| value.is_finite())
        .collect();
    values.sort_by_key(|(date, _)| *date);
    values
}

/// As many values as there are dots, each the mean of its neighbours.
fn thinned(values: &[(Date, f64)], dots: usize) -> Vec<(Date, f64)> {
    values
        .chunks(values.len().div_ceil(dots.max(1)).max(1))
        .filter_map(|chunk| {
            let sum: f64 = chunk.iter().map(|(_, value)| value).sum();
            Some((chunk.get(chunk.len() / 2)?.0, sum / chunk.len() as f64))
        })
        .collect()
}

/// The first and the last day below a plot.
fn ends(frame: &Frame, last: Date) -> String {
    let indent = frame.label + 2;
    let (from, to) = (frame.first.to_string(), last.to_string());
    if frame.first == last || from.len() + to.len() + 1 > frame.cells {
        return words::period(frame.first, last);
    }
    let room = frame.cells - from.len();
    format!("{:indent$}{from}{to:>room$}", "")
}

fn last_values(values: &[(Date, f64)]) -> String {
    let last = &values[values.len().saturating_sub(LAST_VALUES)..];
    let last: Vec<String> = last
        .iter()
        .map(|(date, value)| format!("{} {}", date.strftime("%m-%d"), words::decimal(*value)))
        .collect();
    format!("last: {}", last.join(", "))
}

/// Days as signs, weeks as columns, in as many bands as `width` cells ask for.
pub(super) fn heat_map(days: &[CalendarDay], width: usize) -> Vec<String> {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let Some(weeks) = Weeks::of(days) else {
        return Vec::new();
    };
    let columns = (width.saturating_sub(WEEKDAY_CELLS) / 2).max(1);
    let mut lines = Vec::new();
    for (band, shown) in weeks.days.chunks(columns).enumerate() {
        let names = weeks.months(band * columns, shown.len());
        let mut above = " ".repeat(WEEKDAY_CELLS);
        for (week, name) in fitting(&names, columns, 2.0, |text| text.width() as f32 + 1.0) {
            let gap = (WEEKDAY_CELLS + 2 * week).saturating_sub(above.width());
            above.push_str(&" ".repeat(gap));
            above.push_str(name);
        }
        lines.push(above);
        for (row, weekday) in WEEKDAYS.iter().enumerate() {
            let signs = shown.iter().map(|week| sign(week[row]));
            let signs: Vec<&str> = signs.collect();
            lines.push(
                format!("{weekday} {}", signs.join(" "))
                    .trim_end()
                    .to_owned(),
            );
        }
    }
    lines.push("■ all kept  ▪ part kept  · missed  blank: no check-in".to_owned());
    if weeks.cut {
        lines.push("earlier weeks are left out".to_owned());
    }
    lines
}

fn sign(day: DayOutcome) -> &'static str {
    match day {
        DayOutcome::Kept => "■",
        DayOutcome::Part => "▪",
        DayOutcome::Missed => "·",
        DayOutcome::Empty => " ",
    }
}

/// A bar of `share` of `cells`, in steps of an eighth of a cell.
pub(super) fn bar(share: f64, cells: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (share.clamp(0.0, 1.0) * cells as f64 * 8.0).round() as usize;
    // What is counted at all is seen.
    let eighths = eighths.max(usize::from(share > 0.0 && cells > 0));
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use report::sample;

    fn point(day: i8, value: f64) -> Point {
        Point {
            date: date(2026, 11, day),
            value,
            average: None,
            why: Vec::new(),
        }
    }

    #[test]
    fn a_line_goes_from_corner_to_corner() {
        let drawn = lines(&[point(1, 1.0), point(7, 10.0)], None, 30);
        assert_eq!(
            drawn,
            [
                "      day by day",
                "10.0 ┤                   ⢀⡠⠤⠒⠉",
                "     │              ⢀⡠⠤⠒⠉⠁",
                "     │         ⢀⣀⠤⠒⠉⠁",
                "     │    ⢀⣀⠤⠒⠊⠁",
                " 1.0 ┤⣀⠤⠒⠊⠁",
                "      2026-11-01    2026-11-07",
                "last: 11-01 1.0, 11-07 10.0",
            ]
        );
    }

    #[test]
    fn single_days_equal_days_and_gaps() {
        assert!(lines(&[], None, 40).is_empty());
        assert!(lines(&[point(1, f64::NAN)], None, 40).is_empty());
        let one = lines(&[point(1, 5.0)], None, 40);
        assert!(
            one[3].contains(|c| ('\u{2801}'..='\u{28ff}').contains(&c)),
            "{one:?}"
        );
        assert_eq!(one[6], "1 Nov 2026");
        assert_eq!(
            lines(&[point(1, 1e308), point(2, -1e308)], None, 20).len(),
            8
        );
        let apart = lines(&[point(1, 5.0), point(20, 5.0)], None, 40);
        let dots = apart[3].chars().filter(|c| *c >= '\u{2801}').count();
        assert_eq!(dots, 2, "{apart:?}");
    }

    #[test]
    fn weeks_are_columns() {
        let day = |day, kept, missed| CalendarDay {
            date: date(2026, 11, day),
            kept,
            missed,
            unsaid: 0,
            why: Vec::new(),
        };
        let drawn = heat_map(
            &[day(2, 1, 0), day(3, 0, 1), day(9, 1, 1), day(18, 2, 0)],
            30,
        );
        assert_eq!(
            drawn,
            [
                "    Nov 2026",
                "Mon ■ ▪",
                "Tue ·",
                "Wed     ■",
                "Thu",
                "Fri",
                "Sat",
                "Sun",
                "■ all kept  ▪ part kept  · missed  blank: no check-in",
            ]
        );
    }

    #[test]
    fn long_maps_continue_below() {
        let drawn = heat_map(&sample::promises(date(2026, 1, 1), 300), 40);
        assert_eq!(drawn.len(), 3 * 8 + 1);
        assert!(drawn[8].contains("Jun"), "{}", drawn[8]);
        assert!(
            drawn[..drawn.len() - 1]
                .iter()
                .all(|line| line.width() <= 40)
        );
    }

    #[test]
    fn bars_grow_by_eighths() {
        assert_eq!(bar(0.5, 4), "██");
        assert_eq!(bar(0.53125, 4), "██▏");
        assert_eq!(bar(1.0, 3), "███");
        assert_eq!(bar(0.0001, 3), "▏");
        assert_eq!(bar(0.0, 3), "");
        assert_eq!(bar(0.5, 0), "");
    }
}
