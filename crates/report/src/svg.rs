//! Charts as SVG inside the HTML page. Colours are classes, so that the page's style can darken them.

use std::fmt::Write as _;

use crate::chart::shape::{Drawing, Shape};

/// Foreign text made safe inside elements and attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// The element; `says` is read to those who do not see it.
pub(crate) fn image(drawing: &Drawing, says: &str) -> String {
    let mut svg = format!(
        "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
        number(drawing.width),
        number(drawing.height),
        escaped(says)
    );
    for part in &drawing.shapes {
        shape(&mut svg, part);
    }
    svg.push_str("</svg>");
    svg
}

/// A bar of `share` of the full length, for a table that says the number too.
pub(crate) fn bar(share: f64) -> String {
    let width = (share.clamp(0.0, 1.0) * 100.0).max(0.5) as f32;
    format!(
        "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"f-accent\" width=\"{}\" height=\"10\"/></svg>",
        number(width)
    )
}

fn shape(svg: &mut String, shape: &Shape) {
    // Writing to a String cannot fail.
    let _ = match shape {
        Shape::Line {
            places,
            width,
            tone,
        } => {
            let places: Vec<String> = places
                .iter()
                .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
                .collect();
            write!(
                svg,
                "<polyline class=\"s-{}\" stroke-width=\"{}\" points=\"{}\"/>",
                tone.name(),
                number(*width),
                places.join(" ")
            )
        }
        Shape::Fill { area, tone } => {
            write!(svg, "<rect class=\"f-{}\" {}/>", tone.name(), rect(*area))
        }
        Shape::Frame { area, width, tone } => write!(
            svg,
            "<rect class=\"s-{}\" stroke-width=\"{}\" {}/>",
            tone.name(),
            number(*width),
            rect(*area)
        ),
        Shape::Text {
            at,
            text,
            size,
            bold,
            anchor,
            tone,
        } => write!(
            svg,
            "<text class=\"f-{}{}\" x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\">{}</text>",
            tone.name(),
            if *bold { " strong" } else { "" },
            number(at.0),
            number(at.1),
            number(*size),
            anchor.name(),
            escaped(text)
        ),
    };
}

fn rect([left, top, width, height]: [f32; 4]) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        number(left),
        number(top),
        number(width),
        number(height)
    )
}

/// A length with as few digits as it needs.
fn number(length: f32) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::shape::Anchor;

    #[test]
    fn labels_and_descriptions_are_escaped() {
        let drawing = Drawing {
            width: 10.0,
            height: 10.5,
            shapes: vec![Shape::label((1.0, 2.25), "<b>&", Anchor::End)],
        };
        let svg = image(&drawing, "\"><script>");
        assert!(svg.starts_with(
            "<svg viewBox=\"0 0 10 10.5\" role=\"img\" aria-label=\"&quot;&gt;&lt;script&gt;\">"
        ));
        assert!(
            svg.contains("y=\"2.25\" font-size=\"7.5\" text-anchor=\"end\">&lt;b&gt;&amp;</text>")
        );
    }

    #[test]
    fn bars_stay_in_their_box() {
        assert!(bar(2.0).contains("width=\"100\""));
        assert!(bar(0.0).contains("width=\"0.5\""));
        assert!(bar(f64::NAN).contains("<rect"));
    }
}
