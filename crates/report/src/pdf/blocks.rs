//! Text of the PDF cut into blocks: pieces as wide as the page that are not torn apart, such as one line of a paragraph
//! or one chart. Pages are stacks of blocks.

use crate::chart::shape::{Anchor, CHART_WIDTH, Drawing, Shape, Tone};
use crate::pdf::font::Fonts;

/// A piece of a page.
#[derive(Default)]
pub(crate) struct Block {
    /// Free room above it, unless it begins a page.
    pub(crate) above: f32,
    /// How high it is.
    pub(crate) height: f32,
    /// Whether it must not be the last on its page.
    pub(crate) keep: bool,
    /// What is on it; places are relative to its upper left corner.
    pub(crate) shapes: Vec<Shape>,
    /// Which element it belongs to; `None` for what only decorates.
    pub(crate) element: Option<usize>,
    /// A picture by its number, as wide as this, which fills the block.
    pub(crate) picture: Option<(usize, f32)>,
    /// Whether a table of contents names its page.
    pub(crate) is_marked: bool,
}

/// What a text is to those who have the file read to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
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

/// Blocks and the elements they belong to.
pub(crate) struct Composed {
    pub(crate) blocks: Vec<Block>,
    pub(crate) elements: Vec<Role>,
}

/// How a text looks.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) tone: Tone,
}

impl Style {
    /// From one line to the next.
    pub(crate) fn leading(self) -> f32 {
        self.size * 1.4
    }

    /// From the top of a line to what its letters stand on.
    fn rise(self) -> f32 {
        self.size * 1.07
    }

    fn text(self, at: (f32, f32), text: String, anchor: Anchor) -> Shape {
        Shape::Text {
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
pub(crate) const BODY: Style = Style {
    size: 10.0,
    bold: false,
    tone: Tone::Ink,
};
/// Running text that stands out.
pub(crate) const STRONG: Style = Style { bold: true, ..BODY };
/// Remarks.
pub(crate) const REMARK: Style = Style {
    size: 8.5,
    bold: false,
    tone: Tone::Soft,
};

/// Blocks as they are put down, one below the other.
pub(crate) struct Composer<'a> {
    fonts: &'a Fonts,
    composed: Composed,
}

impl<'a> Composer<'a> {
    /// Nothing put down yet.
    pub(crate) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            composed: Composed {
                blocks: Vec::new(),
                elements: Vec::new(),
            },
        }
    }

    /// What was put down.
    pub(crate) fn finish(self) -> Composed {
        self.composed
    }

    fn element(&mut self, role: Role) -> Option<usize> {
        self.composed.elements.push(role);
        Some(self.composed.elements.len() - 1)
    }

    /// How many characters have no letter in the fonts.
    pub(crate) fn boxes(&self) -> usize {
        let shapes = self.composed.blocks.iter().flat_map(|block| &block.shapes);
        shapes
            .map(|shape| match shape {
                Shape::Text { text, bold, .. } => self.fonts.face(*bold).boxes(text),
                Shape::Line { .. } | Shape::Fill { .. } | Shape::Frame { .. } => 0,
            })
            .sum()
    }

    /// A heading: one text that stays with what follows.
    pub(crate) fn heading(&mut self, role: Role, text: &str, style: Style, above: f32) {
        let first = self.composed.blocks.len();
        self.lines(role, text, style, above);
        for block in &mut self.composed.blocks[first..] {
            block.keep = true;
        }
    }

    /// A heading whose page a table of contents names.
    pub(crate) fn marked_heading(&mut self, role: Role, text: &str, style: Style, above: f32) {
        let first = self.composed.blocks.len();
        self.heading(role, text, style, above);
        if let Some(block) = self.composed.blocks.get_mut(first) {
            block.is_marked = true;
        }
    }

    /// A text in as many lines as it needs; its first and last two lines stay together.
    pub(crate) fn paragraph(&mut self, text: &str, style: Style, above: f32) {
        self.lines(Role::Text, text, style, above);
    }

    fn lines(&mut self, role: Role, text: &str, style: Style, above: f32) {
        let element = self.element(role);
        let lines = self.wrapped(text, style, CHART_WIDTH);
        let count = lines.len();
        for (index, line) in lines.into_iter().enumerate() {
            let shape = style.text((0.0, style.rise()), line, Anchor::Start);
            self.composed.blocks.push(Block {
                above: if index == 0 { above } else { 0.0 },
                height: style.leading(),
                keep: index + 1 < count && (index == 0 || index + 2 == count),
                shapes: vec![shape],
                element,
                ..Block::default()
            });
        }
    }

    /// A thin line across the page.
    pub(crate) fn rule(&mut self, above: f32) {
        let shape = hairline(0.0, CHART_WIDTH, 0.0);
        self.put(None, [above, 0.6], true, vec![shape]);
    }

    /// A chart.
    pub(crate) fn drawing(&mut self, drawing: Drawing, says: &'static str, above: f32) {
        let element = self.element(Role::Chart(says));
        self.put(element, [above, drawing.height], true, drawing.shapes);
    }

    /// Puts down one block; `above` it is free room, then its `height`.
    fn put(
        &mut self,
        element: Option<usize>,
        [above, height]: [f32; 2],
        keep: bool,
        shapes: Vec<Shape>,
    ) {
        self.composed.blocks.push(Block {
            above,
            height,
            keep,
            shapes,
            element,
            ..Block::default()
        });
    }

    /// A picture of this width and height.
    pub(crate) fn picture(&mut self, number: usize, [width, height]: [f32; 2], above: f32) {
        let element = self.element(Role::Chart("A picture."));
        self.composed.blocks.push(Block {
            above,
            height,
            element,
            picture: Some((number, width)),
            ..Block::default()
        });
    }

    /// A line of a table of contents.
    pub(crate) fn entry_of_contents(&mut self, name: &str, page: &str, above: f32) {
        let element = self.element(Role::Text);
        let shapes = vec![
            BODY.text((0.0, BODY.rise()), name.to_owned(), Anchor::Start),
            BODY.text((CHART_WIDTH, BODY.rise()), page.to_owned(), Anchor::End),
            hairline(0.0, CHART_WIDTH, BODY.leading() + 1.0),
        ];
        self.put(element, [above, BODY.leading() + 1.5], false, shapes);
    }

    /// Figures of one line each, two beside each other.
    pub(crate) fn facts(&mut self, facts: &[Fact]) {
        const GUTTER: f32 = 25.0;
        let width = (CHART_WIDTH - GUTTER) / 2.0;
        for (index, pair) in facts.chunks(2).enumerate() {
            let mut shapes = Vec::new();
            let mut height = 0.0_f32;
            for (fact, left) in pair.iter().zip([0.0, width + GUTTER]) {
                height = height.max(self.fact(&mut shapes, fact, left, width));
            }
            for (_, left) in pair.iter().zip([0.0, width + GUTTER]) {
                shapes.push(hairline(left, left + width, height + 2.5));
            }
            let above = if index == 0 { 8.0 } else { 3.0 };
            let element = self.element(Role::Text);
            let last = (index + 1) * 2 >= facts.len();
            self.put(element, [above, height + 3.0], !last, shapes);
        }
    }

    /// One figure in a column; says how high it became.
    fn fact(&self, shapes: &mut Vec<Shape>, fact: &Fact, left: f32, width: f32) -> f32 {
        let values = self.wrapped(&fact.value, STRONG, width * 0.6);
        let widths = values
            .iter()
            .map(|line| self.fonts.bold.width(line, STRONG.size));
        let value_width = widths.fold(0.0, f32::max);
        let labels = self.wrapped(&fact.label, BODY, width - value_width - 8.0);
        let mut height = values.len().max(labels.len()) as f32 * BODY.leading();
        column(shapes, BODY, labels, (left, 0.0), Anchor::Start);
        column(shapes, STRONG, values, (left + width, 0.0), Anchor::End);
        if !fact.note.is_empty() {
            let notes = self.wrapped(&fact.note, REMARK, width);
            let top = height;
            height += notes.len() as f32 * REMARK.leading();
            column(shapes, REMARK, notes, (left, top), Anchor::Start);
        }
        height
    }

    /// Names with a bar, a count and a mean; `bars` are name, count, share of the longest bar, mean. `means` heads the means.
    pub(crate) fn bars(&mut self, bars: &[BarRow], means: Option<&str>) {
        const NAME: f32 = 150.0;
        const COUNT: f32 = 420.0;
        let mean = means.map(|_| CHART_WIDTH);
        let count = mean.map_or(CHART_WIDTH, |_| COUNT);
        let bar = count - 55.0 - NAME;
        let heads = [
            Some((count, "times")),
            means.map(|means| (CHART_WIDTH, means)),
        ];
        let heads = heads.into_iter().flatten();
        let shapes = heads
            .map(|(right, head)| REMARK.text((right, REMARK.rise()), head.to_owned(), Anchor::End))
            .collect();
        let element = self.element(Role::Text);
        self.put(element, [2.0, REMARK.leading()], true, shapes);
        for (index, row) in bars.iter().enumerate() {
            let names = self.wrapped(&row.name, BODY, NAME - 10.0);
            let height = names.len() as f32 * BODY.leading();
            let mut shapes = Vec::new();
            column(&mut shapes, BODY, names, (0.0, 0.0), Anchor::Start);
            shapes.extend(row.share.map(|share| Shape::Fill {
                area: [NAME, 3.5, (bar * share).max(0.8), BODY.leading() - 6.0],
                tone: Tone::Accent,
            }));
            let number = |right, text| BODY.text((right, BODY.rise()), text, Anchor::End);
            shapes.push(number(count, row.count.clone()));
            if let (Some(right), Some(mean)) = (mean, &row.mean) {
                shapes.push(number(right, mean.clone()));
            }
            // A table stays whole, as long as a page holds it.
            let element = self.element(Role::Text);
            self.put(element, [1.0, height], index + 1 < bars.len(), shapes);
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
pub(crate) struct Fact {
    /// What it is.
    pub(crate) label: String,
    /// Its number.
    pub(crate) value: String,
    /// A remark; often empty.
    pub(crate) note: String,
}

/// A bar.
pub(crate) struct BarRow {
    /// What is counted.
    pub(crate) name: String,
    /// How often.
    pub(crate) count: String,
    /// Its length, 1 for all there is room for; `None` where no bar is drawn.
    pub(crate) share: Option<f32>,
    /// A mean that goes with it.
    pub(crate) mean: Option<String>,
}

fn hairline(left: f32, right: f32, y: f32) -> Shape {
    Shape::Line {
        places: vec![(left, y), (right, y)],
        width: 0.4,
        tone: Tone::Rule,
    }
}

/// Lines of text below each other.
fn column(shapes: &mut Vec<Shape>, style: Style, lines: Vec<String>, at: (f32, f32), to: Anchor) {
    let mut y = at.1 + style.rise();
    for line in lines {
        shapes.push(style.text((at.0, y), line, to));
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
            .blocks
            .iter()
            .map(|block| block.keep)
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
        let blocks = composer.finish().blocks;
        assert_eq!(blocks.len(), 2);
        assert!(blocks[1].height > 3.0 * blocks[0].height);
    }
}
