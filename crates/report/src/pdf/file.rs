//! Writes pages as a PDF file: what is needed to read, search and copy them, and nothing about who made them or when.
//! The same pages give the same bytes.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{
    CidFontType, FontFlags, LineCapStyle, LineJoinStyle, SystemInfo, UnicodeCmap,
};
use pdf_writer::{Content, Filter, Finish as _, Name, Pdf, Rect, Ref, Str, TextStr};

use crate::chart::shape::{Anchor, Shape, Tone};
use crate::pdf::blocks::Role;
use crate::pdf::error::PdfError;
use crate::pdf::font::{Face, Fonts, Run};
use crate::pdf::jpeg::Jpeg;
use crate::pdf::pages::{PAGE_HEIGHT, PAGE_WIDTH, Page};
use crate::pdf::tags::{self, Refs};

const REGULAR: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");
/// Glyphs are numbered as they are in the file.
const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// What a file is made of.
#[derive(Clone, Copy, Default)]
pub(crate) struct Document<'a> {
    pub(crate) pages: &'a [Page],
    pub(crate) elements: &'a [Role],
    /// By their number in the pages.
    pub(crate) pictures: &'a [Jpeg],
    /// What viewers list beside the pages: a name, and a page from 0.
    pub(crate) outline: &'a [(String, usize)],
    pub(crate) title: &'a str,
}

/// The bytes of a file.
pub(crate) fn written(document: &Document<'_>, fonts: &mut Fonts) -> Result<Vec<u8>, PdfError> {
    let Document {
        pages,
        elements,
        pictures,
        outline,
        title,
    } = *document;
    let mut refs = Refs::new();
    let mut pdf = Pdf::new();
    let (catalog, tree, info, tags) = (refs.take(), refs.take(), refs.take(), refs.take());
    let (regular, bold) = (refs.take(), refs.take());
    let list = (!outline.is_empty()).then(|| refs.take());
    let mut writer = pdf.catalog(catalog);
    // The wording is English, whatever language a person writes in.
    writer
        .pages(tree)
        .lang(TextStr("en"))
        .pair(Name(b"StructTreeRoot"), tags);
    writer.mark_info().marked(true);
    writer.viewer_preferences().display_doc_title(true);
    if let Some(list) = list {
        writer.outlines(list);
    }
    writer.finish();
    pdf.document_info(info).title(TextStr(title));
    let kids: Vec<Ref> = pages.iter().map(|_| refs.take()).collect();
    pdf.pages(tree)
        .kids(kids.iter().copied())
        .count(i32::try_from(kids.len()).map_err(|_| PdfError::TooLong)?);
    let drawn: Vec<Ref> = pictures.iter().map(|_| refs.take()).collect();
    for ((page, id), number) in pages.iter().zip(&kids).zip(0..) {
        let content_ref = refs.take();
        let content = deflated(&content(page, document, fonts))?;
        pdf.stream(content_ref, &content)
            .filter(Filter::FlateDecode);
        let mut writer = pdf.page(*id);
        writer
            .parent(tree)
            .media_box(Rect::new(0.0, 0.0, PAGE_WIDTH, PAGE_HEIGHT))
            .contents(content_ref)
            .struct_parents(number);
        let mut resources = writer.resources();
        resources.fonts().pair(REGULAR, regular).pair(BOLD, bold);
        let numbers = page.pieces.iter().flat_map(|piece| &piece.pictures);
        let numbers: Vec<usize> = numbers.map(|(number, _)| *number).collect();
        if !numbers.is_empty() {
            let mut named = resources.x_objects();
            for number in numbers {
                named.pair(Name(picture_name(number).as_bytes()), drawn[number]);
            }
        }
    }
    for (jpeg, id) in pictures.iter().zip(&drawn) {
        picture(&mut pdf, *id, jpeg);
    }
    if let Some(list) = list {
        outlined(&mut pdf, &mut refs, list, outline, &kids);
    }
    tags::write(&mut pdf, &mut refs, tags, elements, pages, &kids);
    font(&mut pdf, &mut refs, regular, &fonts.regular, "NotoSans")?;
    font(&mut pdf, &mut refs, bold, &fonts.bold, "NotoSans-Bold")?;
    Ok(pdf.finish())
}

fn picture_name(number: usize) -> String {
    format!("P{number}")
}

/// Writes a picture as it is.
fn picture(pdf: &mut Pdf, id: Ref, jpeg: &Jpeg) {
    let mut writer = pdf.image_xobject(id, &jpeg.bytes);
    writer.filter(Filter::DctDecode);
    let [width, height] = jpeg.size.map(i32::from);
    writer.width(width).height(height).bits_per_component(8);
    if jpeg.is_grey {
        writer.color_space().device_gray();
    } else {
        writer.color_space().device_rgb();
    }
}

/// Writes what viewers list beside the pages.
fn outlined(pdf: &mut Pdf, refs: &mut Refs, list: Ref, outline: &[(String, usize)], pages: &[Ref]) {
    let items: Vec<Ref> = outline.iter().map(|_| refs.take()).collect();
    let (Some(first), Some(last)) = (items.first(), items.last()) else {
        return;
    };
    pdf.outline(list)
        .first(*first)
        .last(*last)
        .count(i32::try_from(items.len()).unwrap_or(i32::MAX));
    for (at, ((name, page), id)) in outline.iter().zip(&items).enumerate() {
        let mut item = pdf.outline_item(*id);
        item.title(TextStr(name)).parent(list);
        if let Some(before) = at.checked_sub(1) {
            item.prev(items[before]);
        }
        if let Some(next) = items.get(at + 1) {
            item.next(*next);
        }
        if let Some(page) = pages.get(*page) {
            item.dest().page(*page).fit();
        }
    }
}

fn deflated(bytes: &[u8]) -> Result<Vec<u8>, PdfError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).map_err(PdfError::Deflate)?;
    encoder.finish().map_err(PdfError::Deflate)
}

/// Writes one face: the used part of the font, its widths, and what its glyphs stand for.
fn font(pdf: &mut Pdf, refs: &mut Refs, id: Ref, face: &Face, name: &str) -> Result<(), PdfError> {
    // Six letters before a name say that only a part is embedded.
    let name = format!("AAAAAA+{name}");
    let name = Name(name.as_bytes());
    let (cid, descriptor, cmap, data) = (refs.take(), refs.take(), refs.take(), refs.take());
    pdf.type0_font(id)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(cmap);
    let mut writer = pdf.cid_font(cid);
    writer
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(IDENTITY)
        .font_descriptor(descriptor)
        .default_width(0.0)
        .cid_to_gid_map_predefined(Name(b"Identity"));
    writer.widths().consecutive(0, face.widths());
    writer.finish();
    let measures = face.measures();
    let [left, bottom, right, top] = measures.bounds;
    pdf.font_descriptor(descriptor)
        .name(name)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(left, bottom, right, top))
        .italic_angle(0.0)
        .ascent(measures.ascent)
        .descent(measures.descent)
        .cap_height(measures.cap_height)
        .stem_v(if name.0.ends_with(b"Bold") {
            140.0
        } else {
            90.0
        })
        .font_file2(data);
    let mut stands_for = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (number, c) in face.stands_for() {
        stands_for.pair(number, c);
    }
    let stands_for = deflated(&stands_for.finish())?;
    pdf.cmap(cmap, &stands_for).filter(Filter::FlateDecode);
    let subset = face.subset()?;
    let packed = deflated(&subset)?;
    pdf.stream(data, &packed).filter(Filter::FlateDecode).pair(
        Name(b"Length1"),
        i32::try_from(subset.len()).unwrap_or(i32::MAX),
    );
    Ok(())
}

/// The strokes and texts of one page, each piece marked as what it is.
fn content(page: &Page, document: &Document<'_>, fonts: &mut Fonts) -> Vec<u8> {
    let mut content = Content::new();
    content.set_line_cap(LineCapStyle::RoundCap);
    content.set_line_join(LineJoinStyle::RoundJoin);
    for (piece, number) in tags::numbered(page) {
        let role = piece
            .element
            .and_then(|element| document.elements.get(element));
        match (role, number) {
            (Some(role), Some(number)) => {
                let name = tags::kind(*role).to_name();
                let mut begun = content.begin_marked_content_with_properties(name);
                begun.properties().identify(number);
            }
            _ => {
                content.begin_marked_content(Name(b"Artifact"));
            }
        }
        for shape in &piece.shapes {
            draw(&mut content, shape, fonts);
        }
        for (number, [left, top, width, height]) in &piece.pictures {
            let area = [*left, PAGE_HEIGHT - top - height, *width, *height];
            let place = document.pictures[*number].placed(area);
            content.save_state();
            content.transform(place);
            content.x_object(Name(picture_name(*number).as_bytes()));
            content.restore_state();
        }
        content.end_marked_content();
    }
    content.finish().into_vec()
}

fn draw(content: &mut Content, shape: &Shape, fonts: &mut Fonts) {
    match shape {
        Shape::Line {
            places,
            width,
            tone,
        } => {
            stroke_tone(content, *tone);
            content.set_line_width(*width);
            for (index, (x, y)) in places.iter().enumerate() {
                if index == 0 {
                    content.move_to(*x, PAGE_HEIGHT - y);
                } else {
                    content.line_to(*x, PAGE_HEIGHT - y);
                }
            }
            content.stroke();
        }
        Shape::Fill { area, tone } => {
            fill_tone(content, *tone);
            rect(content, *area);
            content.fill_nonzero();
        }
        Shape::Frame { area, width, tone } => {
            stroke_tone(content, *tone);
            content.set_line_width(*width);
            rect(content, *area);
            content.stroke();
        }
        Shape::Text { text, .. } if text.is_empty() => {}
        Shape::Text {
            at,
            text,
            size,
            bold,
            anchor,
            tone,
        } => {
            let face = fonts.face_mut(*bold);
            let width = face.width(text, *size);
            let x = match anchor {
                Anchor::Start => at.0,
                Anchor::Middle => at.0 - width / 2.0,
                Anchor::End => at.0 - width,
            };
            fill_tone(content, *tone);
            content.begin_text();
            content.set_font(if *bold { BOLD } else { REGULAR }, *size);
            content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, PAGE_HEIGHT - at.1]);
            // Whoever copies the text or has it read finds a space where a line or a column ends.
            show(content, face.encode(&format!("{text} ")));
            content.end_text();
        }
    }
}

/// Shows text; boxes carry what they stand for, so that it can still be searched and copied.
fn show(content: &mut Content, runs: Vec<Run>) {
    for run in runs {
        match run {
            Run::Glyphs(bytes) => {
                content.show(Str(&bytes));
            }
            Run::Boxes(bytes, text) => {
                let mut span = content.begin_marked_content_with_properties(Name(b"Span"));
                span.properties().actual_text(TextStr(&text));
                span.finish();
                content.show(Str(&bytes));
                content.end_marked_content();
            }
        }
    }
}

fn rect(content: &mut Content, [left, top, width, height]: [f32; 4]) {
    content.rect(left, PAGE_HEIGHT - top - height, width, height);
}

fn stroke_tone(content: &mut Content, tone: Tone) {
    let [red, green, blue] = colour(tone);
    content.set_stroke_rgb(red, green, blue);
}

fn fill_tone(content: &mut Content, tone: Tone) {
    let [red, green, blue] = colour(tone);
    content.set_fill_rgb(red, green, blue);
}

fn colour(tone: Tone) -> [f32; 3] {
    match tone {
        Tone::Ink => [0.13, 0.14, 0.16],
        Tone::Soft => [0.36, 0.38, 0.41],
        Tone::Rule => [0.82, 0.83, 0.85],
        Tone::Value => [0.52, 0.62, 0.70],
        Tone::Accent => [0.20, 0.40, 0.53],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::pages::Piece;

    /// How often `part` occurs.
    fn occurrences(bytes: &[u8], part: &str) -> usize {
        bytes
            .windows(part.len())
            .filter(|window| *window == part.as_bytes())
            .count()
    }

    fn page(text: &str) -> Page {
        Page {
            pieces: vec![Piece {
                element: Some(0),
                shapes: vec![Shape::label((60.0, 60.0), text, Anchor::Start)],
                pictures: Vec::new(),
            }],
        }
    }

    fn file(texts: &[&str]) -> Vec<u8> {
        let mut fonts = Fonts::new().unwrap();
        let pages: Vec<Page> = texts.iter().map(|text| page(text)).collect();
        let document = Document {
            pages: &pages,
            elements: &[Role::Text],
            title: "Summary",
            ..Document::default()
        };
        written(&document, &mut fonts).unwrap()
    }

    #[test]
    fn a_file_has_its_pages_and_ends() {
        let file = file(&["one", "two", "three"]);
        assert!(file.starts_with(b"%PDF-1.7"));
        assert!(file.trim_ascii_end().ends_with(b"%%EOF"));
        assert_eq!(occurrences(&file, "/Type /Page\n"), 3);
        assert_eq!(occurrences(&file, " 0 obj"), occurrences(&file, "endobj"));
        assert_eq!(occurrences(&file, "/FontFile2"), 2);
        assert_eq!(occurrences(&file, "/ToUnicode"), 2);
    }

    #[test]
    fn nothing_tells_who_made_it_or_when() {
        let file = file(&["one"]);
        assert_eq!(occurrences(&file, "(Summary)"), 1);
        for word in [
            "/Author",
            "/Creat",
            "/Producer",
            "/ModDate",
            "/ID",
            "/JS",
            "/URI",
            "/Metadata",
        ] {
            assert_eq!(occurrences(&file, word), 0, "{word}");
        }
    }

    #[test]
    fn text_becomes_glyphs_and_boxes_keep_theirs() {
        let mut fonts = Fonts::new().unwrap();
        let document = Document {
            elements: &[Role::Text],
            ..Document::default()
        };
        let content = content(&page("ab (日"), &document, &mut fonts);
        assert_eq!(occurrences(&content, " Tj"), 3);
        assert_eq!(occurrences(&content, "/ActualText"), 1);
        assert_eq!(occurrences(&content, "BDC"), occurrences(&content, "EMC"));
        let stands_for: String = fonts.regular.stands_for().map(|(_, c)| c).collect();
        assert_eq!(stands_for, "ab (□");
    }
}
