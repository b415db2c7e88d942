//! QR codes in half blocks on the screen.

use report::QrCode;

/// Columns and lines that a code takes on the screen.
pub(crate) fn code_size(code: &QrCode) -> (usize, usize) {
    (code.side(), code.side().div_ceil(2))
}

/// Terminal lines, dark on light whatever the terminal's colours. They carry colour codes: print them only where there is
/// a terminal.
pub(crate) fn code_lines(code: &QrCode) -> Vec<String> {
    let line = |y| {
        let blocks: String = (0..code.side())
            .map(|x| match (code.is_dark(x, y), code.is_dark(x, y + 1)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect();
        format!("\x1b[30;107m{blocks}\x1b[0m")
    };
    (0..code.side()).step_by(2).map(line).collect()
}

/// Columns and lines of the terminal on standard error; 80 and 24 where it does not say.
pub(crate) fn window() -> (usize, usize) {
    let size = platform::terminal::size_of(std::io::stderr());
    let said = size.filter(|(columns, rows)| *columns > 0 && *rows > 0);
    said.unwrap_or((80, 24))
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
        let (width, height) = code_size(&code);
        let lines = code_lines(&code);
        assert_eq!(lines.len(), height);
        assert!(lines.iter().all(|line| bare(line) == width));
        assert!(lines[0].contains("m  "));
    }

    #[test]
    fn a_ticket_with_two_addresses_fits_a_small_window() {
        // Two addresses, one of them long, make 120 bytes.
        let (width, height) = code_size(&QrCode::new(&"A".repeat(192)).unwrap());
        assert!(width <= 80 && height < 24, "{width} × {height}");
    }
}
