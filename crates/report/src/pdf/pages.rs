//! Stacks blocks into A4 pages, with a line of heading on all but the first and the page's number on each.

use crate::chart::shape::{Anchor, CHART_WIDTH, Shape, Tone};
use crate::pdf::blocks::{Block, REMARK};
use crate::pdf::font::Fonts;

/// A4, in points.
pub(crate) const PAGE_WIDTH: f32 = 595.28;
pub(crate) const PAGE_HEIGHT: f32 = 841.89;

/// Where the text begins.
const LEFT: f32 = (PAGE_WIDTH - CHART_WIDTH) / 2.0;
const TOP: f32 = 62.0;
const BOTTOM: f32 = PAGE_HEIGHT - 60.0;
const HEADER: f32 = 40.0;
const FOOTER: f32 = PAGE_HEIGHT - 34.0;

/// A page, piece by piece in reading order.
pub(crate) struct Page {
    pub(crate) pieces: Vec<Piece>,
}

/// Marks of one element, with their places on the page.
pub(crate) struct Piece {
    /// Which element; `None` for what is repeated on every page or only decorates.
    pub(crate) element: Option<usize>,
    /// The shapes.
    pub(crate) shapes: Vec<Shape>,
    /// Pictures by their number, each with its left, top, width and height.
    pub(crate) pictures: Vec<(usize, [f32; 4])>,
}

/// Pages, and on which of them, from 0, the marked blocks stand.
pub(crate) struct Stacked {
    pub(crate) pages: Vec<Page>,
    pub(crate) marks: Vec<usize>,
}

impl Page {
    fn new() -> Self {
        Self { pieces: Vec::new() }
    }

    /// Adds shapes; what continues an element becomes part of its piece.
    fn add(&mut self, element: Option<usize>, shapes: impl Iterator<Item = Shape>) {
        match self.pieces.last_mut() {
            Some(piece) if piece.element == element => piece.shapes.extend(shapes),
            _ => self.pieces.push(Piece {
                element,
                shapes: shapes.collect(),
                pictures: Vec::new(),
            }),
        }
    }
}

/// Stacks `blocks` into pages.
pub(crate) fn stacked(blocks: Vec<Block>) -> Stacked {
    let mut stacked = Stacked {
        pages: vec![Page::new()],
        marks: Vec::new(),
    };
    let mut y = TOP;
    let mut group = Vec::new();
    for block in blocks {
        let ends = !block.keep;
        group.push(block);
        if ends {
            place(&mut stacked, &mut y, std::mem::take(&mut group));
        }
    }
    place(&mut stacked, &mut y, group);
    stacked
}

/// Gives each page its number; `title` and `made` are repeated small.
pub(crate) fn number(pages: &mut [Page], fonts: &Fonts, title: &str, made: &str) {
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        if index > 0 {
            let title = small((LEFT, HEADER), shortened(fonts, title), Anchor::Start);
            let piece = Piece {
                element: None,
                shapes: vec![title],
                pictures: Vec::new(),
            };
            page.pieces.insert(0, piece);
        }
        let made = small((LEFT, FOOTER), made.to_owned(), Anchor::Start);
        let number = format!("{} of {count}", index + 1);
        let number = small((LEFT + CHART_WIDTH, FOOTER), number, Anchor::End);
        page.add(None, [made, number].into_iter());
    }
}

/// Puts blocks that belong together on one page, or, where none could hold them all, on as few as they need.
fn place(stacked: &mut Stacked, y: &mut f32, group: Vec<Block>) {
    let Stacked { pages, marks } = stacked;
    let whole: f32 = group.iter().map(|block| block.above + block.height).sum();
    let fits_a_page = whole <= BOTTOM - TOP;
    if fits_a_page && *y + whole > BOTTOM && *y > TOP {
        pages.push(Page::new());
        *y = TOP;
    }
    for block in group {
        let above = if *y > TOP { block.above } else { 0.0 };
        if *y + above + block.height > BOTTOM && *y > TOP {
            pages.push(Page::new());
            *y = TOP;
        } else {
            *y += above;
        }
        if block.is_marked {
            marks.push(pages.len() - 1);
        }
        if let Some(page) = pages.last_mut() {
            let shapes = block.shapes.into_iter();
            page.add(block.element, shapes.map(|shape| moved(shape, LEFT, *y)));
            if let Some((number, width)) = block.picture
                && let Some(piece) = page.pieces.last_mut()
            {
                piece
                    .pictures
                    .push((number, [LEFT, *y, width, block.height]));
            }
        }
        *y += block.height;
    }
}

fn moved(shape: Shape, x: f32, y: f32) -> Shape {
    let shift = |[left, top, width, height]: [f32; 4]| [left + x, top + y, width, height];
    match shape {
        Shape::Line {
            places,
            width,
            tone,
        } => Shape::Line {
            places: places.iter().map(|at| (at.0 + x, at.1 + y)).collect(),
            width,
            tone,
        },
        Shape::Fill { area, tone } => Shape::Fill {
            area: shift(area),
            tone,
        },
        Shape::Frame { area, width, tone } => Shape::Frame {
            area: shift(area),
            width,
            tone,
        },
        Shape::Text {
            at,
            text,
            size,
            bold,
            anchor,
            tone,
        } => Shape::Text {
            at: (at.0 + x, at.1 + y),
            text,
            size,
            bold,
            anchor,
            tone,
        },
    }
}

fn small(at: (f32, f32), text: String, anchor: Anchor) -> Shape {
    Shape::Text {
        at,
        text,
        size: REMARK.size,
        bold: false,
        anchor,
        tone: Tone::Soft,
    }
}

/// As much of the title as fits the heading line.
fn shortened(fonts: &Fonts, title: &str) -> String {
    let fits = |text: &str| fonts.regular.width(text, REMARK.size) <= CHART_WIDTH;
    if fits(title) {
        return title.to_owned();
    }
    let mut kept = String::new();
    for c in title.chars() {
        kept.push(c);
        if !fits(&format!("{kept}…")) {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(height: f32, keep: bool) -> Block {
        Block {
            above: 10.0,
            height,
            keep,
            shapes: vec![Shape::Fill {
                area: [0.0, 0.0, 1.0, height],
                tone: Tone::Ink,
            }],
            element: Some(0),
            ..Block::default()
        }
    }

    fn fills(page: &Page) -> Vec<(f32, f32)> {
        page.pieces
            .iter()
            .flat_map(|piece| &piece.shapes)
            .filter_map(|shape| match shape {
                Shape::Fill { area, .. } => Some((area[1], area[1] + area[3])),
                Shape::Line { .. } | Shape::Frame { .. } | Shape::Text { .. } => None,
            })
            .collect()
    }

    fn pages(blocks: Vec<Block>) -> Vec<Page> {
        let mut pages = stacked(blocks).pages;
        number(&mut pages, &Fonts::new().unwrap(), "Title", "Made today");
        pages
    }

    #[test]
    fn no_block_leaves_the_page_and_none_is_lost() {
        let pages = pages(
            (0..300)
                .map(|n| block(5.0 + (n % 40) as f32, n % 7 == 0))
                .collect(),
        );
        assert_eq!(
            pages.iter().map(|page| fills(page).len()).sum::<usize>(),
            300
        );
        for page in &pages {
            let fills = fills(page);
            assert!(!fills.is_empty());
            assert!(
                fills
                    .iter()
                    .all(|(top, bottom)| *top >= TOP && *bottom <= BOTTOM)
            );
            assert!(fills.windows(2).all(|two| two[0].1 <= two[1].0 + 0.001));
        }
    }

    #[test]
    fn what_belongs_together_moves_together() {
        let nearly = BOTTOM - TOP - 30.0;
        let pages = pages(vec![
            block(nearly, false),
            block(10.0, true),
            block(15.0, false),
        ]);
        assert_eq!(pages.len(), 2);
        assert_eq!(fills(&pages[1]).len(), 2);
    }

    #[test]
    fn groups_higher_than_a_page_still_end() {
        let pages = pages((0..100).map(|_| block(50.0, true)).collect());
        assert_eq!(
            pages.iter().map(|page| fills(page).len()).sum::<usize>(),
            100
        );
    }

    #[test]
    fn an_empty_document_has_a_page() {
        assert_eq!(pages(Vec::new()).len(), 1);
    }

    #[test]
    fn long_titles_are_shortened_in_the_heading_line() {
        let fonts = Fonts::new().unwrap();
        assert_eq!(shortened(&fonts, "Title"), "Title");
        let long = shortened(&fonts, &"Title ".repeat(100));
        assert!(long.ends_with('…') && fonts.regular.width(&long, REMARK.size) <= CHART_WIDTH);
    }
}
