//! Kept and missed promises by day: weeks as columns, weekdays as rows. A day's shape says how it went, so that the map
//! also reads in black and white.

use programme::insight::CalendarDay;

use crate::chart::shape::{Anchor, Drawing, LABEL_SIZE, Shape, Tone, label_width};
use crate::chart::weeks::{DayOutcome, Weeks, fitting};

/// Weeks side by side, at most; more go into another band below.
const BAND_WEEKS: usize = 53;
/// From one cell to the next, at least.
const PITCH_MIN: f32 = 6.5;
const LEFT: f32 = 26.0;
/// From one cell to the next, at most.
const PITCH_MAX: f32 = 12.5;
/// Room for the month names above a band.
const NAMES: f32 = 11.0;
/// Between bands, and above the legend.
const GAP: f32 = 7.0;
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Draws the map so wide; `None` without days.
pub(crate) fn draw(days: &[CalendarDay], wide: f32) -> Option<Drawing> {
    let weeks = Weeks::of(days)?;
    let room = wide - LEFT;
    let band_weeks = BAND_WEEKS.min((room / PITCH_MIN) as usize).max(1);
    let widest = weeks.days.len().min(band_weeks);
    let pitch = (room / widest as f32).min(PITCH_MAX);
    let mut shapes = Vec::new();
    let mut top = 0.0;
    for (band, columns) in weeks.days.chunks(band_weeks).enumerate() {
        let names = weeks.months(band * band_weeks, columns.len());
        for (week, name) in fitting(&names, widest, pitch, |text| label_width(text) + 2.0) {
            let x = LEFT + week as f32 * pitch;
            shapes.push(Shape::label((x, top + LABEL_SIZE), name, Anchor::Start));
        }
        top += NAMES;
        for (row, name) in WEEKDAYS.iter().enumerate() {
            // Every other name when rows are too close for all of them.
            if pitch >= LABEL_SIZE + 1.0 || row % 2 == 0 {
                let y = top + row as f32 * pitch + pitch / 2.0 + LABEL_SIZE * 0.3;
                shapes.push(Shape::label((LEFT - 5.0, y), *name, Anchor::End));
            }
        }
        for (column, week) in columns.iter().enumerate() {
            for (row, day) in week.iter().enumerate() {
                let x = LEFT + column as f32 * pitch;
                cell(&mut shapes, (x, top + row as f32 * pitch), pitch, *day);
            }
        }
        top += 7.0 * pitch + GAP;
    }
    let top = legend(&mut shapes, top, weeks.cut, wide);
    Some(Drawing {
        width: wide,
        height: top + LABEL_SIZE + 4.0,
        shapes,
    })
}

/// One day: a filled box, a half filled one, an empty one, or a speck.
fn cell(shapes: &mut Vec<Shape>, at: (f32, f32), pitch: f32, day: DayOutcome) {
    let side = pitch * 0.8;
    let area = [at.0, at.1, side, side];
    // The stroke of a frame lies half outside its area.
    let inner = [at.0 + 0.4, at.1 + 0.4, side - 0.8, side - 0.8];
    let frame = Shape::Frame {
        area: inner,
        width: 0.8,
        tone: Tone::Accent,
    };
    let fill = |area, tone| Shape::Fill { area, tone };
    match day {
        DayOutcome::Kept => shapes.push(fill(area, Tone::Accent)),
        DayOutcome::Part => {
            let lower = [at.0, at.1 + side / 2.0, side, side / 2.0];
            shapes.extend([frame, fill(lower, Tone::Accent)]);
        }
        DayOutcome::Missed => shapes.push(frame),
        DayOutcome::Empty => {
            let speck = pitch * 0.16;
            let middle = (side - speck) / 2.0;
            let area = [at.0 + middle, at.1 + middle, speck, speck];
            shapes.push(fill(area, Tone::Value));
        }
    }
}

/// What the cells mean; gives where the last line of it is.
fn legend(shapes: &mut Vec<Shape>, mut top: f32, cut: bool, wide: f32) -> f32 {
    let mut x = LEFT;
    let mut place = |width: f32| {
        if x + width > wide && x > LEFT {
            (x, top) = (LEFT, top + LABEL_SIZE + 5.0);
        }
        let at = (x, top);
        x += width + 12.0;
        at
    };
    for (day, name) in [
        (DayOutcome::Kept, "all kept"),
        (DayOutcome::Part, "part kept"),
        (DayOutcome::Missed, "missed"),
        (DayOutcome::Empty, "no check-in"),
    ] {
        let (x, top) = place(11.0 + label_width(name));
        cell(shapes, (x, top), 10.0, day);
        shapes.push(Shape::label((x + 11.0, top + 6.5), name, Anchor::Start));
    }
    if cut {
        let text = "earlier weeks are left out";
        let (x, top) = place(label_width(text));
        shapes.push(Shape::label((x, top + 6.5), text, Anchor::Start));
    }
    top
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::*;
    use crate::chart::shape::{CHART_WIDTH, NARROW};

    fn days(count: i64) -> Vec<CalendarDay> {
        (0..count)
            .map(|day| CalendarDay {
                date: date(2024, 1, 1).saturating_add(day.days()),
                kept: u32::from(day % 3 != 0),
                missed: u32::from(day % 4 == 0),
                unsaid: 0,
                why: Vec::new(),
            })
            .collect()
    }

    #[test]
    fn maps_of_any_length_fit_their_drawing() {
        let lengths = [1, 6, 7, 8, 112, 400, 1100, 9000];
        let all = lengths
            .into_iter()
            .flat_map(|count| [(count, CHART_WIDTH), (count, NARROW)]);
        for (count, wide) in all {
            let drawing = draw(&days(count), wide).unwrap();
            for shape in &drawing.shapes {
                let (right, bottom) = match shape {
                    Shape::Fill { area, .. } | Shape::Frame { area, .. } => {
                        (area[0] + area[2], area[1] + area[3])
                    }
                    Shape::Text {
                        at,
                        text,
                        anchor: Anchor::Start,
                        ..
                    } => (at.0 + label_width(text), at.1),
                    Shape::Text { at, .. } => *at,
                    Shape::Line { .. } => panic!("a map has no lines"),
                };
                assert!(right <= drawing.width + 0.1 && bottom <= drawing.height);
            }
        }
        assert!(draw(&[], CHART_WIDTH).is_none());
    }

    #[test]
    fn each_outcome_has_its_own_shape() {
        let shape = |day| {
            let mut shapes = Vec::new();
            cell(&mut shapes, (0.0, 0.0), 10.0, day);
            shapes
        };
        let shapes = [
            shape(DayOutcome::Kept),
            shape(DayOutcome::Part),
            shape(DayOutcome::Missed),
            shape(DayOutcome::Empty),
        ];
        for (index, one) in shapes.iter().enumerate() {
            assert!(shapes[index + 1..].iter().all(|other| other != one));
        }
    }
}
