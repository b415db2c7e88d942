//! Numbers by day as a thin line with dots, and their moving average as a thick one.

use jiff::ToSpan as _;
use jiff::civil::Date;
use programme::insight::Point;

use crate::chart::shape::{Anchor, Drawing, LABEL_SIZE, Shape, Tone, label_width};
use crate::words;

const HEIGHT: f32 = 128.0;
/// Where the plot begins, and how far from the edge it ends.
const LEFT: f32 = 26.0;
const MARGIN: f32 = 6.0;
const TOP: f32 = 20.0;
const BOTTOM: f32 = HEIGHT - 16.0;

/// With more points than this, days that share a place are drawn as their mean.
const POINTS_MAX: usize = 230;
/// With more points than this, they get no dots.
const DOTS_MAX: usize = 120;
/// The line is broken where more days than this have no value.
const GAP_DAYS: f64 = 7.0;
/// Lines across the plot, about.
const GRID_LINES: f64 = 4.0;
/// Dates below the plot, at most.
const DATES_MAX: i64 = 8;

/// One place of the plot before scaling.
#[derive(Clone, Copy)]
struct Spot {
    day: f64,
    value: f64,
    average: Option<f64>,
}

/// The range of an axis in round numbers.
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// From end to end of a scale, in steps that meet both.
    fn between((low, high): (u32, u32)) -> Self {
        let range = high.saturating_sub(low).max(1);
        let parts = [4, 3, 5, 2].into_iter().find(|parts| range % parts == 0);
        let (low, range) = (f64::from(low), f64::from(range));
        Self {
            low,
            high: low + range,
            step: range / f64::from(parts.unwrap_or(1)),
        }
    }

    fn around(values: impl Iterator<Item = f64> + Clone) -> Self {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        // Equal values are drawn in the middle.
        let (low, high) = if high - low < 1e-9 * high.abs().max(1.0) {
            (low - 1.0, high + 1.0)
        } else {
            (low, high)
        };
        let rough = ((high - low) / GRID_LINES).max(f64::MIN_POSITIVE);
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0]
            .into_iter()
            .map(|factor| factor * power)
            .find(|step| *step >= rough * 0.999)
            .unwrap_or(10.0 * power);
        Self {
            low: (low / step).floor() * step,
            high: (high / step).ceil() * step,
            step,
        }
    }

    fn place(&self, value: f64) -> f32 {
        let share = (value - self.low) / (self.high - self.low);
        BOTTOM - share as f32 * (BOTTOM - TOP)
    }

    fn ticks(&self) -> impl Iterator<Item = (f32, String)> {
        let count = ((self.high - self.low) / self.step).round() as u32;
        // Very large or very small steps are written as they are.
        let digits = usize::from(self.step < 1.0);
        (0..=count).map(move |tick| {
            let value = self.low + f64::from(tick) * self.step;
            (self.place(value), format!("{value:.digits$}"))
        })
    }
}

/// Draws the chart so wide, between the ends of its scale where all values lie there; `None` when there is nothing to draw.
pub(crate) fn draw(points: &[Point], ends: Option<(u32, u32)>, wide: f32) -> Option<Drawing> {
    let right = wide - MARGIN;
    let each = words::each(points);
    let mut points: Vec<&Point> = points.iter().filter(|p| drawable(p.value)).collect();
    points.sort_by_key(|point| point.date);
    let first = points.first()?.date;
    let last = points.last()?.date;
    let spots = thinned(points.iter().map(|point| Spot {
        day: days_between(first, point.date),
        value: point.value,
        average: point.average.filter(|average| drawable(*average)),
    }));
    let length = days_between(first, last);
    let across = |day: f64| {
        let share = if length > 0.0 { day / length } else { 0.5 };
        LEFT + share as f32 * (right - LEFT)
    };
    let values = spots.iter();
    let values = values.flat_map(|spot| [Some(spot.value), spot.average]);
    let values: Vec<f64> = values.flatten().collect();
    let within = |(low, high): (u32, u32)| {
        let scale = f64::from(low)..=f64::from(high);
        low < high && values.iter().all(|value| scale.contains(value))
    };
    let axis = match ends.filter(|ends| within(*ends)) {
        Some(ends) => Axis::between(ends),
        None => Axis::around(values.iter().copied()),
    };
    let mut shapes = Vec::new();
    for (y, label) in axis.ticks() {
        shapes.push(line(vec![(LEFT, y), (right, y)], 0.4, Tone::Rule));
        shapes.push(Shape::label((LEFT - 5.0, y + 2.6), label, Anchor::End));
    }
    dates(&mut shapes, (first, last), right, across);
    let values = spots.iter().map(|spot| (*spot, Some(spot.value)));
    strokes(&mut shapes, values, 0.8, Tone::Value, across, &axis);
    if spots.len() <= DOTS_MAX {
        shapes.extend(spots.iter().map(|spot| Shape::Fill {
            area: around(across(spot.day), axis.place(spot.value), 1.4),
            tone: Tone::Value,
        }));
    }
    let averages = spots.iter().map(|spot| (*spot, spot.average));
    strokes(&mut shapes, averages, 2.0, Tone::Accent, across, &axis);
    legend(
        &mut shapes,
        each,
        spots.iter().any(|spot| spot.average.is_some()),
    );
    Some(Drawing {
        width: wide,
        height: HEIGHT,
        shapes,
    })
}

/// Numbers far outside what anyone counts would leave the page.
fn drawable(value: f64) -> bool {
    value.abs() < 1e12
}

fn days_between(from: Date, to: Date) -> f64 {
    to.duration_since(from).as_secs_f64() / 86_400.0
}

fn line(places: Vec<(f32, f32)>, width: f32, tone: Tone) -> Shape {
    Shape::Line {
        places,
        width,
        tone,
    }
}

fn around(x: f32, y: f32, half: f32) -> [f32; 4] {
    [x - half, y - half, 2.0 * half, 2.0 * half]
}

/// Few enough spots to draw: neighbours become one with their mean value and their last average.
fn thinned(spots: impl Iterator<Item = Spot>) -> Vec<Spot> {
    let spots: Vec<Spot> = spots.collect();
    if spots.len() <= POINTS_MAX {
        return spots;
    }
    spots
        .chunks(spots.len().div_ceil(POINTS_MAX))
        .map(|chunk| Spot {
            day: mean(chunk.iter().map(|spot| spot.day)),
            value: mean(chunk.iter().map(|spot| spot.value)),
            average: chunk.iter().rev().find_map(|spot| spot.average),
        })
        .collect()
}

fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len().max(1) as f64;
    values.sum::<f64>() / count
}

/// A line through the spots that have a value, broken at gaps.
fn strokes(
    shapes: &mut Vec<Shape>,
    spots: impl Iterator<Item = (Spot, Option<f64>)>,
    width: f32,
    tone: Tone,
    across: impl Fn(f64) -> f32,
    axis: &Axis,
) {
    let mut places = Vec::new();
    let mut before = f64::NEG_INFINITY;
    for (spot, value) in spots {
        let Some(value) = value else { continue };
        if spot.day - before > GAP_DAYS && places.len() > 1 {
            shapes.push(line(std::mem::take(&mut places), width, tone));
        } else if spot.day - before > GAP_DAYS {
            places.clear();
        }
        places.push((across(spot.day), axis.place(value)));
        before = spot.day;
    }
    if places.len() > 1 {
        shapes.push(line(places, width, tone));
    }
}

/// The first and last day, and beginnings of months between where there is room.
fn dates(
    shapes: &mut Vec<Shape>,
    (first, last): (Date, Date),
    right: f32,
    across: impl Fn(f64) -> f32,
) {
    let y = HEIGHT - 4.0;
    let mut label = |x: f32, text: String, anchor| {
        shapes.push(line(vec![(x, BOTTOM), (x, BOTTOM + 3.0)], 0.4, Tone::Soft));
        shapes.push(Shape::label((x, y), text, anchor));
    };
    if first == last {
        return label(across(0.0), words::day(first), Anchor::Middle);
    }
    label(LEFT, words::day(first), Anchor::Start);
    label(right, words::day(last), Anchor::End);
    let months = i64::from(last.year() - first.year()) * 12 + i64::from(last.month())
        - i64::from(first.month());
    let every = months
        .unsigned_abs()
        .div_ceil(DATES_MAX.unsigned_abs())
        .max(1);
    let format = if months > 11 { "%b %Y" } else { "%-d %b" };
    let side = label_width("00 Mmm 0000") + 6.0;
    for step in 1..=DATES_MAX {
        let ahead = step.saturating_mul(i64::try_from(every).unwrap_or(1));
        let date = first.first_of_month().saturating_add(ahead.months());
        let text = date.strftime(format).to_string();
        let half = label_width(&text) / 2.0;
        let x = across(days_between(first, date));
        if x - half > LEFT + side && x + half < right - side {
            label(x, text, Anchor::Middle);
        }
    }
}

/// Which line is which; it rests on thickness, not on colour.
fn legend(shapes: &mut Vec<Shape>, each: &str, average: bool) {
    let y = 7.0;
    let mut x = LEFT;
    let mut entry = |text: &str, width: f32, tone| {
        shapes.push(line(vec![(x, y), (x + 16.0, y)], width, tone));
        shapes.push(Shape::label((x + 20.0, y + 2.6), text, Anchor::Start));
        x += 20.0 + label_width(text) + 2.0 * LABEL_SIZE;
    };
    entry(each, 0.8, Tone::Value);
    if average {
        entry("moving average", 2.0, Tone::Accent);
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::chart::shape::{CHART_WIDTH, NARROW};

    fn point(days: i64, value: f64, average: Option<f64>) -> Point {
        Point {
            date: date(2026, 1, 1).saturating_add(days.days()),
            value,
            average,
            why: Vec::new(),
        }
    }

    /// Every place of every shape, to see whether it is on the drawing.
    fn places(drawing: &Drawing) -> Vec<(f32, f32)> {
        drawing
            .shapes
            .iter()
            .flat_map(|shape| match shape {
                Shape::Line { places, .. } => places.clone(),
                Shape::Fill { area, .. } | Shape::Frame { area, .. } => {
                    vec![(area[0], area[1]), (area[0] + area[2], area[1] + area[3])]
                }
                Shape::Text { at, .. } => vec![*at],
            })
            .collect()
    }

    fn on_the_drawing(points: &[Point]) -> Drawing {
        let drawn = [CHART_WIDTH, NARROW].map(|wide| draw(points, None, wide).unwrap());
        for drawing in &drawn {
            for (x, y) in places(drawing) {
                assert!((0.0..=drawing.width).contains(&x), "x {x}");
                assert!((0.0..=drawing.height).contains(&y), "y {y}");
            }
        }
        let [drawing, _] = drawn;
        drawing
    }

    #[test]
    fn everything_stays_on_the_drawing() {
        on_the_drawing(&[point(0, 5.0, None)]);
        on_the_drawing(&[point(0, 5.0, None), point(1, 5.0, Some(5.0))]);
        on_the_drawing(&[point(0, -1e11, None), point(9000, 1e11, Some(-3.0))]);
        on_the_drawing(&[point(0, 0.001, None), point(40, 0.002, None)]);
        let years: Vec<_> = (0..1100)
            .map(|day| point(day, (day % 9) as f64 + 1.0, Some(5.0)))
            .collect();
        let drawing = on_the_drawing(&years);
        assert!(places(&drawing).len() < 1000);
    }

    #[test]
    fn nothing_to_draw() {
        assert!(draw(&[], None, CHART_WIDTH).is_none());
        assert!(
            draw(
                &[point(0, f64::NAN, None), point(1, f64::INFINITY, None)],
                None,
                CHART_WIDTH
            )
            .is_none()
        );
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let lines = |points: &[Point]| {
            let drawing = draw(points, None, CHART_WIDTH).unwrap();
            let of_values = |shape: &&Shape| {
                matches!(
                    shape,
                    Shape::Line {
                        tone: Tone::Value,
                        ..
                    }
                )
            };
            drawing.shapes.iter().filter(of_values).count()
        };
        let near = [
            point(0, 4.0, None),
            point(1, 5.0, None),
            point(2, 4.0, None),
        ];
        let far = [
            point(0, 4.0, None),
            point(1, 5.0, None),
            point(30, 4.0, None),
            point(31, 4.0, None),
        ];
        // One more belongs to the legend.
        assert_eq!(lines(&near), 2);
        assert_eq!(lines(&far), 3);
    }

    #[test]
    fn a_scale_with_ends_is_drawn_from_end_to_end() {
        let ticks = |points: &[Point], ends| -> Vec<String> {
            let shapes = draw(points, ends, CHART_WIDTH).unwrap().shapes.into_iter();
            let labels = shapes.filter_map(|shape| match shape {
                Shape::Text {
                    text,
                    anchor: Anchor::End,
                    ..
                } if !text.contains(' ') => Some(text),
                _ => None,
            });
            labels.collect()
        };
        let days = [point(0, 4.0, None), point(1, 6.0, None)];
        assert_eq!(ticks(&days, Some((1, 10))), ["1", "4", "7", "10"]);
        assert_eq!(ticks(&days, Some((0, 100))), ["0", "25", "50", "75", "100"]);
        assert_eq!(ticks(&days, Some((1, 12)))[0], "1");
        // What lies outside is shown all the same.
        let outside = [point(0, 4.0, None), point(1, 60.0, None)];
        assert_ne!(ticks(&outside, Some((1, 10))).last().unwrap(), "10");
    }
}
