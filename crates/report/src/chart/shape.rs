//! What charts and pages are made of: lines, boxes, dots and short texts at places. Charts are drawn once with these
//! shapes and turned into SVG for the HTML page and into strokes for the PDF.

/// What a shape is for; each face gives it a colour. Meaning never rests on it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Text and what matters most.
    Ink,
    /// Labels and other things that stand back.
    Soft,
    /// Rules and grids.
    Rule,
    /// Single values.
    Value,
    /// The average, and filled shapes.
    Accent,
}

impl Tone {
    /// The class of its colour, on every page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ink => "ink",
            Self::Soft => "soft",
            Self::Rule => "rule",
            Self::Value => "value",
            Self::Accent => "accent",
        }
    }
}

/// Where a text begins, seen from its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// At the place.
    Start,
    /// Half before it.
    Middle,
    /// Ends there.
    End,
}

impl Anchor {
    /// As SVG calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// One shape. Places are in points, from the upper left corner; a text stands on its `y`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Straight strokes from place to place.
    Line {
        /// The places.
        places: Vec<(f32, f32)>,
        /// How thick.
        width: f32,
        /// What for.
        tone: Tone,
    },
    /// A filled rectangle.
    Fill {
        /// Left, top, width and height.
        area: [f32; 4],
        /// What for.
        tone: Tone,
    },
    /// The outline of a rectangle.
    Frame {
        /// Left, top, width and height.
        area: [f32; 4],
        /// How thick.
        width: f32,
        /// What for.
        tone: Tone,
    },
    /// One line of text.
    Text {
        /// Its place.
        at: (f32, f32),
        /// The text.
        text: String,
        /// How large.
        size: f32,
        /// Whether bold.
        bold: bool,
        /// Where it begins.
        anchor: Anchor,
        /// What for.
        tone: Tone,
    },
}

impl Shape {
    /// A small label of a chart.
    pub(crate) fn label(at: (f32, f32), text: impl Into<String>, anchor: Anchor) -> Self {
        Self::Text {
            at,
            text: text.into(),
            size: LABEL_SIZE,
            bold: false,
            anchor,
            tone: Tone::Soft,
        }
    }
}

/// How large the labels of charts are.
pub(crate) const LABEL_SIZE: f32 = 7.5;

/// About how wide a label is; charts know no font, and a guess on the wide side only drops a label sooner.
pub(crate) fn label_width(text: &str) -> f32 {
    text.chars().count() as f32 * LABEL_SIZE * 0.58
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    /// How wide.
    pub(crate) width: f32,
    /// How high.
    pub(crate) height: f32,
    /// What it is made of, from back to front.
    pub(crate) shapes: Vec<Shape>,
}

/// How wide charts are drawn: the text width of an A4 page.
pub(crate) const CHART_WIDTH: f32 = 475.0;
/// How wide they are drawn for a screen on which there is room, so that letters are as large there as they should be.
pub(crate) const WIDE: f32 = 380.0;
/// The same for a telephone.
pub(crate) const NARROW: f32 = 200.0;
