//! How an exchange is told: one line for people, one shape for programs.

use engine::ExchangeReport;
use serde::Serialize;

use crate::terminal::counted;

/// What an exchange did, as `--json` prints it.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Exchanged {
    sent: u64,
    received: u64,
    refused: u64,
    bytes_out: u64,
    bytes_in: u64,
    in_step: bool,
    diverged: u64,
}

impl Exchanged {
    /// The shape of `report`.
    pub(crate) fn new(report: &ExchangeReport) -> Self {
        Self {
            sent: report.sent,
            received: report.received,
            refused: report.refused,
            bytes_out: report.bytes_out,
            bytes_in: report.bytes_in,
            in_step: report.in_step,
            diverged: report.diverged,
        }
    }
}

/// What went where, in one line.
pub(crate) fn exchanged_line(report: &ExchangeReport) -> String {
    let mut line = match (report.sent, report.received) {
        (0, 0) => format!(
            "nothing new ({} out, {} in)",
            size(report.bytes_out),
            size(report.bytes_in)
        ),
        (sent, received) => format!(
            "{} sent ({}), {received} received ({})",
            counted(sent, "record", "records"),
            size(report.bytes_out),
            size(report.bytes_in)
        ),
    };
    if report.refused > 0 {
        line.push_str(&format!(", {} refused", report.refused));
    }
    line.push_str(match (report.in_step, report.diverged) {
        (_, 1..) => "; some logs DIFFER: `still status` says what to do",
        (true, _) => "; in step",
        (false, _) => "; not in step yet",
    });
    line
}

fn size(bytes: u64) -> String {
    match bytes {
        ..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{}.{} KB", bytes / 1000, bytes / 100 % 10),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_went_where_and_whether_both_hold_the_same() {
        let mut report = ExchangeReport {
            sent: 3,
            received: 1,
            bytes_out: 4321,
            bytes_in: 998,
            in_step: true,
            ..ExchangeReport::default()
        };
        assert_eq!(
            exchanged_line(&report),
            "3 records sent (4.3 KB), 1 received (998 B); in step"
        );
        report.in_step = false;
        report.refused = 2;
        assert!(exchanged_line(&report).ends_with(", 2 refused; not in step yet"));
        report.diverged = 1;
        assert!(exchanged_line(&report).contains("DIFFER"));
    }
}
