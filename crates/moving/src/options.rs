//! How an archive is to be read.

use jiff::Zoned;
use jiff::tz::TimeZone;

use crate::kind::Kind;
use crate::words::DateOrder;

/// How an archive is to be read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The present; its zone is that of entries that name none.
    pub now: Zoned,
    /// Another zone for those.
    pub zone: Option<TimeZone>,
    /// Of which journal it is; otherwise that is recognised.
    pub kind: Option<Kind>,
    /// Whether what is in the bin there is taken in, as deleted.
    pub deleted: bool,
    /// Whether moods and feelings that are proposed are taken.
    pub moods: bool,
    /// How dates such as `01/02/2020` are meant, where the file does not tell.
    pub dates: Option<DateOrder>,
    /// Which columns of a table are which, as `date=When,text=Notes`; otherwise by their names.
    pub columns: Option<String>,
}

impl Options {
    /// Everything recognised, nothing that is only proposed.
    pub const fn new(now: Zoned) -> Self {
        Self {
            now,
            zone: None,
            kind: None,
            deleted: false,
            moods: false,
            dates: None,
            columns: None,
        }
    }

    pub(crate) fn zone(&self) -> TimeZone {
        let zone = self.zone.as_ref();
        zone.unwrap_or_else(|| self.now.time_zone()).clone()
    }
}
