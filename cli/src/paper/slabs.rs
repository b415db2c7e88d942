//! Text of the PDF cut into slabs: pieces as wide as the page that are not torn apart, such as one line of a paragraph
//! or one chart. Pages are stacks of slabs.

use super::font::Fonts;
use super::mark::{Anchor, CHART_WIDTH, Drawing, Mark, Tone};

/// A piece of a page.
pub(super) struct Slab {
    /// Free room above it, unless it begins a page.
    pub(super) above: f32,
    /// How high it is.
    pub(super) height: f32,
    /// Whether it must not be the last on its page.
    pub(super) keep: bool,
    /// What is on it; places are relative to its upper left corner.
    pub(super) marks: Vec<Mark>,
    /// Which element it belongs to; `None` for what only decorates.
    pub(super) element: Option<usize>,
}

/// What a text is to those who have the file read to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The title.
    Title,
    /// The heading of an insight.
    Part,
    /// The heading of a figure.
    Figure,
    /// The heading of an answer.
    Question,
    /// Everything else made of words.
    Text,
    /// A chart, with the words that stand for it.
    Chart(&'static str),
}

/// Slabs and the elements they belong to.
pub(super) struct Composed {
    pub(super) slabs: Vec<Slab>,
    pub(super) elements: Vec<Role>,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) tone: Tone,
}

impl Style {
    /// From one line to the next.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.4
    }

    /// From the top of a line to what its letters stand on.
    fn rise(self) -> f32 {
        self.size * 1.07
    }

    fn text(self, at: (f32, f32), text: String, anchor: Anchor) -> Mark {
        Mark::Text {
            at,
            text,
            size: self.size,
            bold: self.bold,
            anchor,
            tone: self.tone,
        }
    }
}

/// Running text.
pub(super) const BODY: Style = Style {
    size: 10.0,
    bold: false,
    tone: Tone::Ink,
};
/// Running text that stands out.
pub(super) const STRONG: Style = Style { bold: true, ..BODY };
/// Remarks.
pub(super) const REMARK: Style = Style {
    size: 8.5,
    bold: false,
    tone: Tone::Soft,
};

/// Slabs as they are put down, one below the other.
pub(super) struct Composer<'a> {
    fonts: &'a Fonts,
    composed: Composed,
}

impl<'a> Composer<'a> {
    /// Nothing put down yet.
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            composed: Composed {
                slabs: Vec::new(),
                elements: Vec::new(),
            },
        }
    }

    /// What was put down.
    pub(super) fn finish(self) -> Composed {
        self.composed
    }

    fn element(&mut self, role: Role) -> Option<usize> {
        self.composed.elements.push(role);
        Some(self.composed.elements.len() - 1)
    }

    /// How many characters have no letter in the fonts.
    pub(super) fn boxes(&self) -> usize {
        let marks = self.composed.slabs.iter().flat_map(|slab| &slab.marks);
        marks
            .map(|mark| match mark {
                Mark::Text { text, bold, .. } => self.fonts.face(*bold).boxes(text),
                Mark::Line { .. } | Mark::Fill { .. } | Mark::Frame { .. } => 0,
            })
            .sum()
    }

    /// A heading: one text that stays with what follows.
    pub(super) fn heading(&mut self, role: Role, text: &str, style: Style, above: f32) {
        let first = self.composed.slabs.len();
        self.lines(role, text, style, above);
        for slab in &mut self.composed.slabs[first..] {
            slab.keep = true;
        }
    }

    /// A text in as many lines as it needs; its first and last two lines stay together.
    pub(super) fn paragraph(&mut self, text: &str, style: Style, above: f32) {
        self.lines(Role::Text, text, style, above);
    }

    fn lines(&mut self, role: Role, text: &str, style: Style, above: f32) {
        let element = self.element(role);
        let lines = self.wrapped(text, style, CHART_WIDTH);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let mark = style.text((0.0, style.rise()), line, Anchor::Start);
            self.composed.slabs.push(Slab {
                above: if index == 0 { above } else { 0.0 },
                height: style.leading(),
                keep: index + 1 < count && (index == 0 || index + 2 == count),
                marks: vec![mark],
                element,
            });
        }
    }

    /// A thin line across the page.
    pub(super) fn rule(&mut self, above: f32) {
        let mark = hairline(0.0, CHART_WIDTH, 0.0);
        self.put(None, [above, 0.6], true, vec![mark]);
    }

    /// A chart.
    pub(super) fn drawing(&mut self, drawing: Drawing, says: &'static str, above: f32) {
        let element = self.element(Role::Chart(says));
        self.put(element, [above, drawing.height], true, drawing.marks);
    }

    /// Puts down one slab; `above` it is free room, then its `height`.
    fn put(
        &mut self,
        element: Option<usize>,
        [above, height]: [f32; 2],
        keep: bool,
        marks: Vec<Mark>,
    ) {
        self.composed.slabs.push(Slab {
            above,
            height,
            keep,
            marks,
            element,
        });
    }

    /// Figures of one line each, two beside each other.
    pub(super) fn facts(&mut self, facts: &[Fact]) {
        const GUTTER: f32 = 25.0;
        let width = (CHART_WIDTH - GUTTER) / 2.0;
        for (index, pair) in facts.chunks(2).enumerate() {
            let mut marks = Vec::new();
            let mut height = 0.0_f32;
            for (fact, left) in pair.iter().zip([0.0, width + GUTTER]) {
                height = height.max(self.fact(&mut marks, fact, left, width));
            }
            for (_, left) in pair.iter().zip([0.0, width + GUTTER]) {
                marks.push(hairline(left, left + width, height + 2.5));
            }
            let above = if index == 0 { 8.0 } else { 3.0 };
            let element = self.element(Role::Text);
            self.put(element, [above, height + 3.0], false, marks);
        }
    }

    /// One figure in a column; says how high it became.
    fn fact(&self, marks: &mut Vec<Mark>, fact: &Fact, left: f32, width: f32) -> f32 {
        let values = self.wrapped(&fact.value, STRONG, width * 0.6);
        let widths = values
            .iter()
            .map(|line| self.fonts.bold.width(line, STRONG.size));
        let value_width = widths.fold(0.0, f32::max);
        let labels = self.wrapped(&fact.label, BODY, width - value_width - 8.0);
        let mut height = values.len().max(labels.len()) as f32 * BODY.leading();
        column(marks, BODY, labels, (left, 0.0), Anchor::Start);
        column(marks, STRONG, values, (left + width, 0.0), Anchor::End);
        if !fact.note.is_empty() {
            let notes = self.wrapped(&fact.note, REMARK, width);
            let top = height;
            height += notes.len() as f32 * REMARK.leading();
            column(marks, REMARK, notes, (left, top), Anchor::Start);
        }
        height
    }

    /// Names with a bar, a count and a mean; `bars` are name, count, share of the longest bar, mean.
    pub(super) fn bars(&mut self, bars: &[BarRow], with_mean: bool) {
        const NAME: f32 = 150.0;
        const COUNT: f32 = 420.0;
        let mean = with_mean.then_some(CHART_WIDTH);
        let count = if with_mean { COUNT } else { CHART_WIDTH };
        let bar = count - 55.0 - NAME;
        let heads = [Some((count, "times")), mean.map(|right| (right, "mean"))];
        let heads = heads.into_iter().flatten();
        let marks = heads
            .map(|(right, head)| REMARK.text((right, REMARK.rise()), head.to_owned(), Anchor::End))
            .collect();
        let element = self.element(Role::Text);
        self.put(element, [2.0, REMARK.leading()], true, marks);
        for (index, row) in bars.iter().enumerate() {
            let names = self.wrapped(&row.name, BODY, NAME - 10.0);
            let height = names.len() as f32 * BODY.leading();
            let mut marks = Vec::new();
            column(&mut marks, BODY, names, (0.0, 0.0), Anchor::Start);
            marks.push(Mark::Fill {
                area: [NAME, 3.5, (bar * row.share).max(0.8), BODY.leading() - 6.0],
                tone: Tone::Accent,
            });
            let number = |right, text| BODY.text((right, BODY.rise()), text, Anchor::End);
            marks.push(number(count, row.count.clone()));
            if let (Some(right), Some(mean)) = (mean, &row.mean) {
                marks.push(number(right, mean.clone()));
            }
            // The first two rows stay with the heading.
            let element = self.element(Role::Text);
            self.put(element, [1.0, height], index == 0 && bars.len() > 1, marks);
        }
    }

    fn wrapped(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let face = self.fonts.face(style.bold);
        text.split('\n')
            .flat_map(|line| broken(line, width, |text| face.width(text, style.size)))
            .collect()
    }
}

/// A figure of one line.
pub(super) struct Fact {
    /// What it is.
    pub(super) label: String,
    /// Its number.
    pub(super) value: String,
    /// A remark; often empty.
    pub(super) note: String,
}

/// A bar.
pub(super) struct BarRow {
    /// What is counted.
    pub(super) name: String,
    /// How often.
    pub(super) count: String,
    /// Its length, 1 for the longest.
    pub(super) share: f32,
    /// A mean that goes with it.
    pub(super) mean: Option<String>,
}

fn hairline(left: f32, right: f32, y: f32) -> Mark {
    Mark::Line {
        places: vec![(left, y), (right, y)],
        width: 0.4,
        tone: Tone::Rule,
    }
}

/// Lines of text below each other.
fn column(marks: &mut Vec<Mark>, style: Style, lines: Vec<String>, at: (f32, f32), to: Anchor) {
    let mut y = at.1 + style.rise();
    for line in lines {
        marks.push(style.text((at.0, y), line, to));
        y += style.leading();
    }
}

/// Breaks one line into pieces no wider than `width`, between words where possible. Leading spaces stay.
fn broken(line: &str, width: f32, measure: impl Fn(&str) -> f32) -> Vec<String> {
    let line = line.trim_end();
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut used = 0.0;
    for word in line.split_inclusive(' ') {
        let bare = measure(word.trim_end_matches(' '));
        if used > 0.0 && used + bare > width {
            pieces.push(std::mem::take(&mut piece).trim_end().to_owned());
            used = 0.0;
        }
        if bare <= width {
            piece.push_str(word);
            used += measure(word);
            continue;
        }
        for c in word.chars() {
            let room = measure(c.encode_utf8(&mut [0; 4]));
            if used > 0.0 && used + room > width {
                pieces.push(std::mem::take(&mut piece));
                used = 0.0;
            }
            piece.push(c);
            used += room;
        }
    }
    pieces.push(piece.trim_end().to_owned());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> f32 {
        text.chars().count() as f32
    }

    #[test]
    fn lines_break_between_words_and_inside_long_ones() {
        assert_eq!(broken("one two three", 8.0, cells), ["one two", "three"]);
        assert_eq!(broken("", 8.0, cells), [""]);
        assert_eq!(broken("  indented", 20.0, cells), ["  indented"]);
        assert_eq!(broken("abcdefghij k", 4.0, cells), ["abcd", "efgh", "ij k"]);
        assert_eq!(broken("日本語です", 2.0, cells), ["日本", "語で", "す"]);
        assert_eq!(broken("wide", 0.0, cells), ["w", "i", "d", "e"]);
    }

    #[test]
    fn no_line_is_wider_than_the_page() {
        let fonts = Fonts::new().unwrap();
        let composer = Composer::new(&fonts);
        let text = "Ein Wort und nochEinSehrLangesWortOhnePausen".repeat(20) + " 👩‍👧 日本 ende";
        for width in [30.0, 100.0, CHART_WIDTH] {
            for line in composer.wrapped(&text, BODY, width) {
                assert!(fonts.regular.width(&line, BODY.size) <= width + 0.01);
            }
        }
    }

    #[test]
    fn a_heading_stays_with_what_follows() {
        let fonts = Fonts::new().unwrap();
        let mut composer = Composer::new(&fonts);
        composer.heading(Role::Part, "Heading", STRONG, 4.0);
        composer.paragraph("one\ntwo\nthree\nfour", BODY, 2.0);
        let keeps: Vec<_> = composer
            .finish()
            .slabs
            .iter()
            .map(|slab| slab.keep)
            .collect();
        assert_eq!(keeps, [true, true, false, true, false]);
    }

    #[test]
    fn facts_stand_beside_each_other_and_grow() {
        let fonts = Fonts::new().unwrap();
        let mut composer = Composer::new(&fonts);
        let fact = |label: &str| Fact {
            label: label.to_owned(),
            value: "12 days".to_owned(),
            note: String::new(),
        };
        composer.facts(&[fact("a"), fact("b"), fact(&"long words ".repeat(20))]);
        let slabs = composer.finish().slabs;
        assert_eq!(slabs.len(), 2);
        assert!(slabs[1].height > 3.0 * slabs[0].height);
    }
}
