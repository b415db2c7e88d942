//! The synchronous engine: a [`Vault`], and what can be asked of it, in groups. Its calls block and start no thread.
//!
//! What can be asked here can be asked of a [`Journal`](crate::Journal) by the same names.

use std::ops::Deref;
use std::sync::{Arc, Mutex};

use journal::DayEnds;

use crate::published::Published;

/// A journal on this device: a [`vault::Vault`] whose documents are entries, worksheets, journeys, definitions and shares.
#[derive(Debug, Clone)]
pub struct Vault {
    pub(crate) store: Arc<vault::Vault>,
    /// Remembered while it is open.
    pub(crate) published: Arc<Published>,
    /// When the person's day ends, as it was last read: for who waits for its end.
    pub(crate) day_ends: Arc<Mutex<DayEnds>>,
}

impl Deref for Vault {
    type Target = Arc<vault::Vault>;

    fn deref(&self) -> &Arc<vault::Vault> {
        &self.store
    }
}

impl Vault {
    pub(crate) fn store(&self) -> &Arc<vault::Vault> {
        &self.store
    }

    /// Entries: what was written, day by day.
    pub fn entries(&self) -> Entries<'_> {
        Entries { vault: self }
    }

    /// Files of entries: photographs, sound, whatever belongs to one.
    pub fn files(&self) -> Files<'_> {
        Files { vault: self }
    }

    /// Worksheets: those of the eleven steps and the person's own, with their answers and their definitions.
    pub fn worksheets(&self) -> Worksheets<'_> {
        Worksheets { vault: self }
    }

    /// The programme: its steps, urges and slips, promises, and the day at a glance.
    pub fn programme(&self) -> Programme<'_> {
        Programme { vault: self }
    }

    /// Journeys: each is one passage through the eleven steps.
    pub fn journeys(&self) -> Journeys<'_> {
        Journeys { vault: self }
    }

    /// Insights: what can be worked out from what was written. Nothing of it is stored.
    pub fn insights(&self) -> Insights<'_> {
        Insights { vault: self }
    }

    /// Flags: sentences that shift blame, in worksheets and entries.
    pub fn flags(&self) -> Flags<'_> {
        Flags { vault: self }
    }

    /// Shares: what this journal shows to others, each to one reader.
    pub fn shares(&self) -> Shares<'_> {
        Shares { vault: self }
    }

    /// Replies: what comes back from sealed pages, and the notes that were taken in from them.
    pub fn replies(&self) -> Replies<'_> {
        Replies { vault: self }
    }

    /// Readings: what others share with this device.
    pub fn readings(&self) -> Readings<'_> {
        Readings { vault: self }
    }

    /// The devices of this journal: who belongs to it, inviting, removing.
    pub fn devices(&self) -> Devices<'_> {
        Devices { vault: self }
    }

    /// Drafts: what is typed and not saved yet. They are on this device only.
    pub fn drafts(&self) -> Drafts<'_> {
        Drafts { vault: self }
    }

    /// What goes in and out: export and import.
    pub fn transfer(&self) -> Transfer<'_> {
        Transfer { vault: self }
    }

    /// What is late of removed devices.
    pub fn late(&self) -> Late<'_> {
        Late { vault: self }
    }

    /// What was changed on both sides, by devices that did not know of each other's changes.
    pub fn both_sides(&self) -> BothSides<'_> {
        BothSides { vault: self }
    }
}

/// Entries: what was written, day by day.
///
/// An entry is named by an [`EntryRef`](crate::views::EntryRef).
#[derive(Debug, Clone, Copy)]
pub struct Entries<'v> {
    pub(crate) vault: &'v Vault,
}

/// Files of entries: photographs, sound, whatever belongs to one.
#[derive(Debug, Clone, Copy)]
pub struct Files<'v> {
    pub(crate) vault: &'v Vault,
}

/// Worksheets: those of the eleven steps and the person's own, with their answers and their definitions.
///
/// A worksheet is named by the number of its step or the id of its definition, see [`SheetName`](crate::SheetName).
#[derive(Debug, Clone, Copy)]
pub struct Worksheets<'v> {
    pub(crate) vault: &'v Vault,
}

/// The programme: its steps, urges and slips, promises, and the day at a glance.
#[derive(Debug, Clone, Copy)]
pub struct Programme<'v> {
    pub(crate) vault: &'v Vault,
}

/// Journeys: each is one passage through the eleven steps.
///
/// A journey is named by its name or id, or the beginning of either.
#[derive(Debug, Clone, Copy)]
pub struct Journeys<'v> {
    pub(crate) vault: &'v Vault,
}

/// Insights: what can be worked out from what was written. Nothing of it is stored.
#[derive(Debug, Clone, Copy)]
pub struct Insights<'v> {
    pub(crate) vault: &'v Vault,
}

/// Flags: sentences that shift blame, in worksheets and entries.
#[derive(Debug, Clone, Copy)]
pub struct Flags<'v> {
    pub(crate) vault: &'v Vault,
}

/// Shares: what this journal shows to others, each to one reader.
///
/// A share is named by its name or id, or the beginning of either.
#[derive(Debug, Clone, Copy)]
pub struct Shares<'v> {
    pub(crate) vault: &'v Vault,
}

/// Replies: what comes back from sealed pages, and the notes that were taken in from them.
///
/// A note is named by its id or the beginning of it.
#[derive(Debug, Clone, Copy)]
pub struct Replies<'v> {
    pub(crate) vault: &'v Vault,
}

/// Readings: what others share with this device.
///
/// A reading is named by its name or id, or the beginning of either; where there is only one, it need not be named.
#[derive(Debug, Clone, Copy)]
pub struct Readings<'v> {
    pub(crate) vault: &'v Vault,
}

/// The devices of this journal: who belongs to it, inviting, removing.
#[derive(Debug, Clone, Copy)]
pub struct Devices<'v> {
    pub(crate) vault: &'v Vault,
}

/// Drafts: what is typed and not saved yet. They are on this device only.
///
/// A draft is named by the beginning of its name.
#[derive(Debug, Clone, Copy)]
pub struct Drafts<'v> {
    pub(crate) vault: &'v Vault,
}

/// What goes in and out: export and import.
#[derive(Debug, Clone, Copy)]
pub struct Transfer<'v> {
    pub(crate) vault: &'v Vault,
}

/// What was changed on both sides, by devices that did not know of each other's changes.
#[derive(Debug, Clone, Copy)]
pub struct BothSides<'v> {
    pub(crate) vault: &'v Vault,
}

/// What is late of removed devices: written after what counts of them.
#[derive(Debug, Clone, Copy)]
pub struct Late<'v> {
    pub(crate) vault: &'v Vault,
}
