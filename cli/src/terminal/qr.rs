//! QR codes, so that a ticket can be scanned: in half blocks on the screen, or as a picture.

use qrcode::{Color, EcLevel};

/// Cells of quiet border on each side; the standard asks for four, scanners are content with two.
const BORDER: usize = 2;
/// Pixels of a cell in a picture.
const CELL: usize = 8;

/// The code of a text, as small as it can be.
pub(crate) struct QrCode {
    /// Cells on each side, the border included.
    side: usize,
    /// Row by row, without the border.
    cells: Vec<Color>,
}

impl QrCode {
    /// `None` when the text is too long for any code.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
        Some(Self {
            side: code.width() + 2 * BORDER,
            cells: code.to_colors(),
        })
    }

    /// Columns and lines that it takes on the screen.
    pub(crate) fn size(&self) -> (usize, usize) {
        (self.side, self.side.div_ceil(2))
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        let width = self.side - 2 * BORDER;
        let inside = BORDER..BORDER + width;
        inside.contains(&x)
            && inside.contains(&y)
            && self.cells[(y - BORDER) * width + x - BORDER] == Color::Dark
    }

    /// Terminal lines, dark on light whatever the terminal's colours. They carry colour codes: print them only where there is
    /// a terminal.
    pub(crate) fn lines(&self) -> Vec<String> {
        let line = |y| {
            let blocks: String = (0..self.side)
                .map(|x| match (self.dark(x, y), self.dark(x, y + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                })
                .collect();
            format!("\x1b[30;107m{blocks}\x1b[0m")
        };
        (0..self.side).step_by(2).map(line).collect()
    }

    /// An SVG picture.
    pub(crate) fn picture(&self) -> String {
        let pixels = self.side * CELL;
        let dark = (0..self.side)
            .flat_map(|y| (0..self.side).map(move |x| (x, y)))
            .filter(|(x, y)| self.dark(*x, *y));
        let path: String = dark
            .map(|(x, y)| format!("M{} {}h{CELL}v{CELL}h-{CELL}z", x * CELL, y * CELL))
            .collect();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\">\
             <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"
        )
    }
}

/// Columns and lines of the terminal on standard error; 80 and 24 where it does not say.
pub(crate) fn window() -> (usize, usize) {
    let size = rustix::termios::tcgetwinsize(std::io::stderr()).ok();
    let size = size.filter(|size| size.ws_col > 0 && size.ws_row > 0);
    size.map_or((80, 24), |size| {
        (usize::from(size.ws_col), usize::from(size.ws_row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_with_a_border() {
        let code = QrCode::new("STILLTICKET").unwrap();
        let bare = |line: &str| {
            line.trim_start_matches("\x1b[30;107m")
                .trim_end_matches("\x1b[0m")
                .chars()
                .count()
        };
        let (width, height) = code.size();
        assert_eq!(code.lines().len(), height);
        assert!(code.lines().iter().all(|line| bare(line) == width));
        assert!(code.lines()[0].contains("m  "));
    }

    #[test]
    fn a_ticket_with_two_addresses_fits_a_small_window() {
        // Two addresses, one of them long, make 120 bytes.
        let (width, height) = QrCode::new(&"A".repeat(192)).unwrap().size();
        assert!(width <= 80 && height < 24, "{width} × {height}");
    }

    #[test]
    fn a_picture_has_a_path_for_its_dark_cells() {
        let picture = QrCode::new("STILLTICKET").unwrap().picture();
        assert!(picture.starts_with("<svg ") && picture.contains("<path d=\"M16 16h8"));
    }

    #[test]
    fn what_does_not_fit_has_no_code() {
        assert!(QrCode::new(&"x".repeat(4000)).is_none());
    }
}
