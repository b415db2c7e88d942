//! The two faces of the PDF, regular and bold Noto Sans: how wide a text is, which glyphs show it, and the part of the
//! font that goes into the file. Both hold Latin, Greek and Cyrillic letters.

use std::collections::BTreeMap;

use subsetter::GlyphRemapper;

use crate::pdf::error::PdfError;

/// Stands for a character without a glyph.
const BOX: char = '□';

/// One face and what was used of it.
pub(crate) struct Face {
    data: &'static [u8],
    parsed: ttf_parser::Face<'static>,
    /// Glyphs of the font that are used, and their numbers in the file.
    used: GlyphRemapper,
    /// What each glyph of the file stands for, so that text can be searched and copied.
    stands_for: BTreeMap<u16, char>,
}

/// The two faces.
pub(crate) struct Fonts {
    /// For running text.
    pub(crate) regular: Face,
    /// For headings.
    pub(crate) bold: Face,
}

impl Fonts {
    /// Both faces, unused so far.
    pub(crate) fn new() -> Result<Self, PdfError> {
        Ok(Self {
            regular: Face::new(ttf_noto_sans::REGULAR)?,
            bold: Face::new(ttf_noto_sans::BOLD)?,
        })
    }

    /// The bold or the regular face.
    pub(crate) fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }

    /// The bold or the regular face, to write with.
    pub(crate) fn face_mut(&mut self, bold: bool) -> &mut Face {
        if bold {
            &mut self.bold
        } else {
            &mut self.regular
        }
    }
}

/// How a character is shown.
enum Shown {
    Glyph(u16, char),
    /// A visible replacement.
    Boxed,
    /// Part of the character before it, or a joiner: takes no room.
    Nothing,
}

/// A stretch of text as the file holds it.
pub(crate) enum Run {
    /// Glyph numbers, two bytes each.
    Glyphs(Vec<u8>),
    /// Boxes, and the text they stand for.
    Boxes(Vec<u8>, String),
}

/// What the PDF says about a face, in thousandths of the size.
pub(crate) struct Measures {
    pub(crate) ascent: f32,
    pub(crate) descent: f32,
    pub(crate) cap_height: f32,
    pub(crate) bounds: [f32; 4],
}

impl Face {
    fn new(data: &'static [u8]) -> Result<Self, PdfError> {
        Ok(Self {
            data,
            parsed: ttf_parser::Face::parse(data, 0).map_err(PdfError::Font)?,
            used: GlyphRemapper::new(),
            stands_for: BTreeMap::new(),
        })
    }

    fn shown(&self, before: Option<char>, c: char) -> Shown {
        if takes_no_room(c) {
            return Shown::Nothing;
        }
        let likeness = match c {
            '\u{2010}' | '\u{2011}' => '-',
            '\u{3000}' => ' ',
            c => c,
        };
        match self.parsed.glyph_index(likeness) {
            Some(glyph) => Shown::Glyph(glyph.0, likeness),
            // What a joiner joins is one picture with what came before.
            None if before == Some('\u{200d}') => Shown::Nothing,
            None => Shown::Boxed,
        }
    }

    fn all_shown<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, char, Shown)> + 'a {
        let mut before = None;
        text.char_indices().map(move |(at, c)| {
            let shown = self.shown(before, c);
            before = Some(c);
            (at, c, shown)
        })
    }

    fn advance(&self, glyph: u16) -> f32 {
        let units = self.parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph));
        f32::from(units.unwrap_or(0)) / f32::from(self.parsed.units_per_em())
    }

    fn box_glyph(&self) -> u16 {
        // Glyph 0 is the font's own picture of a missing glyph.
        self.parsed.glyph_index(BOX).map_or(0, |glyph| glyph.0)
    }

    /// How wide `text` is at `size`.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |(_, _, shown)| match shown {
            Shown::Glyph(glyph, _) => self.advance(glyph),
            Shown::Boxed => self.advance(self.box_glyph()),
            Shown::Nothing => 0.0,
        };
        self.all_shown(text).map(advance).sum::<f32>() * size
    }

    /// How many characters of `text` are shown as boxes.
    pub(crate) fn boxes(&self, text: &str) -> usize {
        self.all_shown(text)
            .filter(|(_, _, shown)| matches!(shown, Shown::Boxed))
            .count()
    }

    fn number(&mut self, glyph: u16, c: char) -> [u8; 2] {
        let number = self.used.remap(glyph);
        self.stands_for.entry(number).or_insert(c);
        number.to_be_bytes()
    }

    /// `text` as the file holds it; the glyphs become part of the face in the file.
    pub(crate) fn encode(&mut self, text: &str) -> Vec<Run> {
        let shown: Vec<_> = self.all_shown(text).collect();
        let mut runs = Vec::new();
        for (at, c, shown) in shown {
            match shown {
                Shown::Glyph(glyph, c) => {
                    let number = self.number(glyph, c);
                    match runs.last_mut() {
                        Some(Run::Glyphs(bytes)) => bytes.extend(number),
                        _ => runs.push(Run::Glyphs(number.to_vec())),
                    }
                }
                Shown::Boxed => {
                    let number = self.number(self.box_glyph(), BOX);
                    match runs.last_mut() {
                        Some(Run::Boxes(bytes, text)) => {
                            bytes.extend(number);
                            text.push(c);
                        }
                        _ => runs.push(Run::Boxes(number.to_vec(), c.to_string())),
                    }
                }
                Shown::Nothing => {
                    if let Some(Run::Boxes(_, boxed)) = runs.last_mut() {
                        boxed.push_str(&text[at..at + c.len_utf8()]);
                    }
                }
            }
        }
        runs
    }

    /// The glyphs in the file and what they stand for.
    pub(crate) fn stands_for(&self) -> impl Iterator<Item = (u16, char)> {
        self.stands_for.iter().map(|(number, c)| (*number, *c))
    }

    /// The widths of all glyphs in the file, in their order.
    pub(crate) fn widths(&self) -> Vec<f32> {
        let width = |glyph| self.advance(glyph) * 1000.0;
        self.used.remapped_gids().map(width).collect()
    }

    /// The part of the font that is used.
    pub(crate) fn subset(&self) -> Result<Vec<u8>, PdfError> {
        subsetter::subset(self.data, 0, &self.used).map_err(PdfError::Subset)
    }

    /// What the PDF says about the face.
    pub(crate) fn measures(&self) -> Measures {
        let scale = 1000.0 / f32::from(self.parsed.units_per_em());
        let bounds = self.parsed.global_bounding_box();
        let cap_height = self
            .parsed
            .capital_height()
            .unwrap_or(self.parsed.ascender());
        Measures {
            ascent: f32::from(self.parsed.ascender()) * scale,
            descent: f32::from(self.parsed.descender()) * scale,
            cap_height: f32::from(cap_height) * scale,
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max]
                .map(|side| f32::from(side) * scale),
        }
    }
}

/// Joiners, variation selectors and what changes the picture before it.
fn takes_no_room(c: char) -> bool {
    matches!(c,
        '\u{200c}'..='\u{200d}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}'
        | '\u{20e3}'                    // key cap around a digit
        | '\u{1f3fb}'..='\u{1f3ff}') // skin tones
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regular() -> Face {
        Fonts::new().unwrap().regular
    }

    #[test]
    fn the_scripts_of_europe_need_no_boxes() {
        let face = regular();
        for text in [
            "Grüße, ça va? Żółć, İstanbul, Đặng — „ja“ … 8 €",
            "Καλημέρα, ᾄδω",
            "Доброе утро, Україна ґ",
            "a\u{301}\u{327} non\u{2011}breaking",
        ] {
            assert_eq!(face.boxes(text), 0, "{text}");
        }
        let bold = Fonts::new().unwrap().bold;
        assert_eq!(bold.boxes("Grüße Ελλάδα Київ"), 0);
    }

    #[test]
    fn a_picture_of_several_characters_is_one_box() {
        let face = regular();
        assert_eq!(face.boxes("👩‍👩‍👧"), 1);
        assert_eq!(face.boxes("👍🏽"), 1);
        assert_eq!(face.boxes("❤️ and 🙂"), 2);
        assert_eq!(face.boxes("שלום"), 4);
        assert_eq!(face.boxes("日本語"), 3);
    }

    #[test]
    fn boxes_remember_what_they_stand_for() {
        let mut face = regular();
        let runs = face.encode("a 👩‍👧 日 b");
        let kinds: Vec<_> = runs
            .iter()
            .map(|run| match run {
                Run::Glyphs(bytes) => (bytes.len() / 2, ""),
                Run::Boxes(bytes, text) => (bytes.len() / 2, text.as_str()),
            })
            .collect();
        assert_eq!(kinds, [(2, ""), (1, "👩‍👧"), (1, ""), (1, "日"), (2, "")]);
        assert!(face.stands_for().any(|(_, c)| c == 'a'));
        assert_eq!(face.widths().len(), 5);
    }

    #[test]
    fn width_is_what_is_drawn() {
        let face = regular();
        assert_eq!(face.width("", 10.0), 0.0);
        let one = face.width("a", 10.0);
        assert!(one > 4.0 && one < 7.0);
        assert!((face.width("aaa", 10.0) - 3.0 * one).abs() < 0.001);
        assert!(face.width("日", 10.0) > 1.0);
    }

    #[test]
    fn the_subset_is_small() {
        let mut face = regular();
        face.encode("A few letters");
        assert!(face.subset().unwrap().len() < 20_000);
    }
}
