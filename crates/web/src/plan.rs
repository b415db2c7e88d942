//! What somebody is about to share, before it is made.

use engine::{ShareNames, ShareRule};
use jiff::Zoned;

/// See the module. Days stay as they were typed, too, so that they can be changed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    /// Whom it is for.
    pub(crate) reader: String,
    /// How the owner wants to be named to them; may be empty.
    pub(crate) owner: String,
    /// The first day of entries, as typed.
    pub(crate) from: String,
    /// The last one.
    pub(crate) to: String,
    /// The last day on which it can be read, as typed.
    pub(crate) until: String,
    /// When that is over.
    pub(crate) ends_at: Option<Zoned>,
    /// What is shared.
    pub(crate) rule: ShareRule,
}

impl Plan {
    /// Who is who in it.
    pub(crate) fn names(&self) -> ShareNames {
        ShareNames {
            reader: self.reader.clone(),
            owner: self.owner.clone(),
        }
    }
}
