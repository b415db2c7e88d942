//! Stacks slabs into A4 pages, with a line of heading on all but the first and the page's number on each.

use super::font::Fonts;
use super::mark::{Anchor, CHART_WIDTH, Mark, Tone};
use super::slabs::{REMARK, Slab};

/// A4, in points.
pub(super) const PAGE_WIDTH: f32 = 595.28;
pub(super) const PAGE_HEIGHT: f32 = 841.89;

/// Where the text begins.
const LEFT: f32 = (PAGE_WIDTH - CHART_WIDTH) / 2.0;
const TOP: f32 = 62.0;
const BOTTOM: f32 = PAGE_HEIGHT - 60.0;
const HEADER: f32 = 40.0;
const FOOTER: f32 = PAGE_HEIGHT - 34.0;

/// A page, piece by piece in reading order.
pub(super) struct Page {
    pub(super) pieces: Vec<Piece>,
}

/// Marks of one element, with their places on the page.
pub(super) struct Piece {
    /// Which element; `None` for what is repeated on every page or only decorates.
    pub(super) element: Option<usize>,
    /// The marks.
    pub(super) marks: Vec<Mark>,
}

impl Page {
    fn new() -> Self {
        Self { pieces: Vec::new() }
    }

    /// Adds marks; what continues an element becomes part of its piece.
    fn add(&mut self, element: Option<usize>, marks: impl Iterator<Item = Mark>) {
        match self.pieces.last_mut() {
            Some(piece) if piece.element == element => piece.marks.extend(marks),
            _ => self.pieces.push(Piece {
                element,
                marks: marks.collect(),
            }),
        }
    }
}

/// Stacks `slabs`; `title` and `made` are repeated small.
pub(super) fn stacked(slabs: Vec<Slab>, fonts: &Fonts, title: &str, made: &str) -> Vec<Page> {
    let mut pages = vec![Page::new()];
    let mut y = TOP;
    let mut group = Vec::new();
    for slab in slabs {
        let ends = !slab.keep;
        group.push(slab);
        if ends {
            place(&mut pages, &mut y, std::mem::take(&mut group));
        }
    }
    place(&mut pages, &mut y, group);
    let count = pages.len();
    for (index, page) in pages.iter_mut().enumerate() {
        if index > 0 {
            let title = small((LEFT, HEADER), shortened(fonts, title), Anchor::Start);
            let piece = Piece {
                element: None,
                marks: vec![title],
            };
            page.pieces.insert(0, piece);
        }
        let made = small((LEFT, FOOTER), made.to_owned(), Anchor::Start);
        let number = format!("{} of {count}", index + 1);
        let number = small((LEFT + CHART_WIDTH, FOOTER), number, Anchor::End);
        page.add(None, [made, number].into_iter());
    }
    pages
}

/// Puts slabs that belong together on one page, or, where none could hold them all, on as few as they need.
fn place(pages: &mut Vec<Page>, y: &mut f32, group: Vec<Slab>) {
    let whole: f32 = group.iter().map(|slab| slab.above + slab.height).sum();
    let fits_a_page = whole <= BOTTOM - TOP;
    if fits_a_page && *y + whole > BOTTOM && *y > TOP {
        pages.push(Page::new());
        *y = TOP;
    }
    for slab in group {
        let above = if *y > TOP { slab.above } else { 0.0 };
        if *y + above + slab.height > BOTTOM && *y > TOP {
            pages.push(Page::new());
            *y = TOP;
        } else {
            *y += above;
        }
        if let Some(page) = pages.last_mut() {
            let marks = slab.marks.into_iter();
            page.add(slab.element, marks.map(|mark| moved(mark, LEFT, *y)));
        }
        *y += slab.height;
    }
}

fn moved(mark: Mark, x: f32, y: f32) -> Mark {
    let shift = |[left, top, width, height]: [f32; 4]| [left + x, top + y, width, height];
    match mark {
        Mark::Line {
            places,
            width,
            tone,
        } => Mark::Line {
            places: places.iter().map(|at| (at.0 + x, at.1 + y)).collect(),
            width,
            tone,
        },
        Mark::Fill { area, tone } => Mark::Fill {
            area: shift(area),
            tone,
        },
        Mark::Frame { area, width, tone } => Mark::Frame {
            area: shift(area),
            width,
            tone,
        },
        Mark::Text {
            at,
            text,
            size,
            bold,
            anchor,
            tone,
        } => Mark::Text {
            at: (at.0 + x, at.1 + y),
            text,
            size,
            bold,
            anchor,
            tone,
        },
    }
}

fn small(at: (f32, f32), text: String, anchor: Anchor) -> Mark {
    Mark::Text {
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

    fn slab(height: f32, keep: bool) -> Slab {
        Slab {
            above: 10.0,
            height,
            keep,
            marks: vec![Mark::Fill {
                area: [0.0, 0.0, 1.0, height],
                tone: Tone::Ink,
            }],
            element: Some(0),
        }
    }

    fn fills(page: &Page) -> Vec<(f32, f32)> {
        page.pieces
            .iter()
            .flat_map(|piece| &piece.marks)
            .filter_map(|mark| match mark {
                Mark::Fill { area, .. } => Some((area[1], area[1] + area[3])),
                Mark::Line { .. } | Mark::Frame { .. } | Mark::Text { .. } => None,
            })
            .collect()
    }

    fn pages(slabs: Vec<Slab>) -> Vec<Page> {
        stacked(slabs, &Fonts::new().unwrap(), "Title", "Made today")
    }

    #[test]
    fn no_slab_leaves_the_page_and_none_is_lost() {
        let pages = pages(
            (0..300)
                .map(|n| slab(5.0 + (n % 40) as f32, n % 7 == 0))
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
            slab(nearly, false),
            slab(10.0, true),
            slab(15.0, false),
        ]);
        assert_eq!(pages.len(), 2);
        assert_eq!(fills(&pages[1]).len(), 2);
    }

    #[test]
    fn groups_higher_than_a_page_still_end() {
        let pages = pages((0..100).map(|_| slab(50.0, true)).collect());
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
