//! How an exchange is told: one line for people, one shape for programs.

use std::fmt;

use engine::ExchangeReport;
use node::Outcome;
use serde::Serialize;

use crate::terminal::counted;

/// What an exchange did, as `--json` prints it.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Exchanged {
    sent: u64,
    received: u64,
    /// Not counted over a connection that goes on, as the bytes.
    refused: Option<u64>,
    bytes_out: Option<u64>,
    bytes_in: Option<u64>,
    /// Of these, parts of files.
    files_out: Option<u64>,
    files_in: Option<u64>,
    in_step: bool,
    diverged: u64,
}

impl Exchanged {
    /// The shape of an outcome; `None` if nothing was exchanged to its end.
    pub(crate) fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Met(report) => Some(report.into()),
            Outcome::Kept {
                sent,
                received,
                in_step,
                differing,
            } => Some(Self {
                sent: *sent,
                received: *received,
                refused: None,
                bytes_out: None,
                bytes_in: None,
                files_out: None,
                files_in: None,
                in_step: *in_step,
                diverged: *differing,
            }),
            Outcome::Cut(_) | Outcome::NotReached => None,
        }
    }
}

impl From<&ExchangeReport> for Exchanged {
    fn from(report: &ExchangeReport) -> Self {
        Self {
            sent: report.sent,
            received: report.received,
            refused: Some(report.refused),
            bytes_out: Some(report.bytes_out),
            bytes_in: Some(report.bytes_in),
            files_out: Some(report.files_out),
            files_in: Some(report.files_in),
            in_step: report.in_step,
            diverged: report.diverged,
        }
    }
}

impl fmt::Display for Exchanged {
    /// What went where, in one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = |bytes: Option<u64>| bytes.map(|bytes| format!(" ({})", size(bytes)));
        let (out, came) = (size(self.bytes_out), size(self.bytes_in));
        match (self.sent, self.received) {
            (0, 0) => {
                f.write_str("nothing new")?;
                if let (Some(out), Some(came)) = (self.bytes_out, self.bytes_in) {
                    write!(f, " ({} out, {} in)", self::size(out), self::size(came))?;
                }
            }
            (sent, received) => {
                let sent = counted(sent, "record", "records");
                let (out, came) = (out.unwrap_or_default(), came.unwrap_or_default());
                write!(f, "{sent} sent{out}, {received} received{came}")?;
            }
        }
        for (bytes, went) in [(self.files_out, "sent"), (self.files_in, "received")] {
            if let Some(bytes @ 1..) = bytes {
                write!(f, ", {} of files {went}", self::size(bytes))?;
            }
        }
        if let Some(refused @ 1..) = self.refused {
            write!(f, ", {refused} refused")?;
        }
        f.write_str(match (self.in_step, self.diverged) {
            (_, 1..) => "; some logs DIFFER: `still status` says what to do",
            (true, _) => "; in step",
            (false, _) => "; not in step yet",
        })
    }
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

    fn line(report: &ExchangeReport) -> String {
        Exchanged::from(report).to_string()
    }

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
            line(&report),
            "3 records sent (4.3 KB), 1 received (998 B); in step"
        );
        report.files_in = 1_200_000;
        assert!(line(&report).ends_with(", 1 received (998 B), 1.2 MB of files received; in step"));
        report.in_step = false;
        report.refused = 2;
        assert!(line(&report).ends_with(", 2 refused; not in step yet"));
        report.diverged = 1;
        assert!(line(&report).contains("DIFFER"));
    }

    #[test]
    fn over_a_connection_that_goes_on_no_bytes_are_told() {
        let kept = |sent, received, in_step| {
            let outcome = Outcome::Kept {
                sent,
                received,
                in_step,
                differing: 0,
            };
            Exchanged::of(&outcome).unwrap().to_string()
        };
        assert_eq!(kept(0, 0, true), "nothing new; in step");
        assert_eq!(
            kept(1, 2, false),
            "1 record sent, 2 received; not in step yet"
        );
    }
}
