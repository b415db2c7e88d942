//! QR codes in half blocks, so that a ticket can be scanned from the screen.

use qrcode::{Color, EcLevel, QrCode};

/// Cells of quiet border on each side; the standard asks for four, scanners are content with two.
const BORDER: usize = 2;

/// The code of `text` as terminal lines, dark on light whatever the terminal's colours; `None` when it is too long.
///
/// The lines carry colour codes: print them only where there is a terminal.
pub(crate) fn qr_lines(text: &str) -> Option<Vec<String>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let width = code.width();
    let colors = code.to_colors();
    let dark = |x: usize, y: usize| {
        (BORDER..BORDER + width).contains(&x)
            && (BORDER..BORDER + width).contains(&y)
            && colors[(y - BORDER) * width + x - BORDER] == Color::Dark
    };
    let side = width + 2 * BORDER;
    let lines = (0..side).step_by(2).map(|y| {
        let blocks: String = (0..side)
            .map(|x| match (dark(x, y), dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect();
        format!("\x1b[30;107m{blocks}\x1b[0m")
    });
    Some(lines.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_a_border() {
        let lines = qr_lines("still:ticket").unwrap();
        let bare = |line: &str| {
            line.trim_start_matches("\x1b[30;107m")
                .trim_end_matches("\x1b[0m")
                .chars()
                .count()
        };
        assert!(lines.iter().all(|line| bare(line) == bare(&lines[0])));
        assert_eq!(bare(&lines[0]).div_ceil(2), lines.len());
        assert!(lines[0].contains("m  "));
    }

    #[test]
    fn what_does_not_fit_has_no_code() {
        assert!(qr_lines(&"x".repeat(4000)).is_none());
    }
}
