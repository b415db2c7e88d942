//! QR codes, so that a ticket can be scanned.

use qrcode::{Color, EcLevel};

/// Cells of quiet border on each side; the standard asks for four, scanners are content with two.
const BORDER: usize = 2;
/// Pixels of a cell in a picture.
const CELL: usize = 8;

/// The code of a text, as small as it can be, with a quiet border.
#[derive(Debug)]
pub struct QrCode {
    side: usize,
    /// Row by row, without the border.
    cells: Vec<Color>,
}

impl QrCode {
    /// `None` when the text is too long for any code.
    pub fn new(text: &str) -> Option<Self> {
        Self::with(text, EcLevel::L)
    }

    /// The same so that a quarter of it may be unreadable: for paper that is kept.
    pub fn sturdy(text: &str) -> Option<Self> {
        Self::with(text, EcLevel::Q)
    }

    fn with(text: &str, level: EcLevel) -> Option<Self> {
        let code = qrcode::QrCode::with_error_correction_level(text, level).ok()?;
        Some(Self {
            side: code.width() + 2 * BORDER,
            cells: code.to_colors(),
        })
    }

    /// Cells on each side, the border included.
    pub fn side(&self) -> usize {
        self.side
    }

    /// Whether a cell is dark, counted from the top left corner of the border. Outside of the code all is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        let width = self.side - 2 * BORDER;
        let inside = BORDER..BORDER + width;
        inside.contains(&x)
            && inside.contains(&y)
            && self.cells[(y - BORDER) * width + x - BORDER] == Color::Dark
    }

    /// The dark cells as the path of an SVG whose unit is a cell.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.side {
            let mut x = 0;
            while x < self.side {
                let run = (x..self.side).take_while(|x| self.is_dark(*x, y)).count();
                if run > 0 {
                    path.push_str(&format!("M{x} {y}h{run}v1h-{run}z"));
                }
                x += run.max(1);
            }
        }
        path
    }

    /// An SVG picture, dark on light.
    pub fn picture(&self) -> String {
        let (side, pixels, path) = (self.side, self.side * CELL, self.path());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" height=\"{pixels}\" viewBox=\"0 0 {side} {side}\" \
             shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/><path d=\"{path}\"/></svg>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_a_path_for_its_dark_cells() {
        let code = QrCode::new("STILLTICKET").unwrap();
        // The corner that a scanner looks for: seven cells wide, behind the border.
        assert!(code.path().starts_with("M2 2h7v1h-7z"));
        assert!(code.picture().starts_with("<svg ") && code.picture().contains(&code.path()));
        let dark = (0..code.side()).flat_map(|y| (0..code.side()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.is_dark(*x, *y)).count();
        let path = code.path();
        let runs = path.split('M').skip(1).map(|run| {
            let run = run.split('h').nth(1).unwrap();
            run.split('v').next().unwrap().parse::<usize>().unwrap()
        });
        assert_eq!(runs.sum::<usize>(), dark);
    }

    #[test]
    fn what_does_not_fit_has_no_code() {
        assert!(QrCode::new(&"x".repeat(4000)).is_none());
    }
}
