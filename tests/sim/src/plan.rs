//! A plan: what a seed comes to, step by step. It is what is run, made smaller, printed and kept.

use serde::{Deserialize, Serialize};

use crate::disk::Stop;
use crate::flood::Flood;
use crate::hostile::Wrong;
use crate::link::Line;

/// Changes when kept plans no longer mean what they meant.
pub const VERSION: u32 = 1;

/// What one person, or the world, does. Devices and entries are numbers that are taken modulo what there is, so that a step
/// means something whatever other steps are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Writes an entry of so many words; with `open` it is shared.
    Write { at: u8, words: u16, open: bool },
    /// Puts a word into an entry, and takes one out.
    Edit { at: u8, entry: u16, without: bool },
    /// Opens an entry in an editor.
    Begin { at: u8, entry: u16 },
    /// Saves what the editor has, with a word more.
    Save { at: u8, without: bool },
    /// Sets a tag, the mood or the star.
    Label {
        at: u8,
        entry: u16,
        what: u8,
        on: bool,
    },
    /// Deletes an entry, or brings one back.
    Delete { at: u8, entry: u16, back: bool },
    /// Adds an item to a worksheet.
    Item { at: u8 },
    /// Writes many entries at once.
    Import { at: u8, many: u16 },
    /// Reads everything.
    Read { at: u8 },
    /// Time passes.
    Wait { seconds: u32 },
    /// Two devices meet.
    Meet {
        a: u8,
        b: u8,
        line: Line,
        twice: bool,
        kill: Option<(bool, u16)>,
    },
    /// Two devices stay connected while both are written on.
    Live { a: u8, b: u8, line: Line },
    /// The keys are forgotten.
    Lock { at: u8 },
    /// The keys are opened.
    Unlock { at: u8 },
    /// The process ends and another begins.
    Reopen { at: u8 },
    /// The device will stop after so many operations of its disk.
    Stop { at: u8, after: u16, how: Stop },
    /// One operation of its disk will fail.
    Fault { at: u8, after: u16 },
    /// So many KiB more fit on its disk.
    Full { at: u8, kib: u16 },
    /// Its clock is set.
    Jump { at: u8, seconds: i64 },
    /// Its caches are built anew.
    Rebuild { at: u8 },
    /// It gets another passphrase.
    Passphrase { at: u8 },
    /// Another device joins.
    Pair { by: u8, line: Line },
    /// A device is removed.
    Remove { by: u8, whom: u8 },
    /// Two devices remove each other.
    Mutual { a: u8, b: u8 },
    /// A share is made, and a reader joins it.
    Share { by: u8, line: Line },
    /// The share ends.
    StopShare { by: u8 },
    /// A backup of the device is made.
    Keep { at: u8 },
    /// The backup comes back: of the vault, or of the whole machine.
    Back { at: u8, machine: bool },
    /// A copy of the vault goes on as well, on another machine.
    Copy { at: u8 },
    /// A device that was removed goes on writing.
    Late { number: u8 },
    /// A device turns against the journal, or one that has turned does more.
    Hostile { at: u8, wrong: Wrong, size: u16 },
    /// Two honest owners meet.
    Between { a: u8, b: u8, line: Line },
    /// A hostile or removed device meets an honest one.
    Meddle { by: u8, with: u8, line: Line },
    /// All hostile devices are removed.
    Expel { by: u8 },
    /// The reader of a share floods its owner.
    Flood { share: u8, flood: Flood, size: u16 },
    /// Everybody meets everybody until nothing is left to tell; then everything is checked.
    Rest,
}

/// One step with randomness of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub act: Act,
    pub sub: u64,
}

/// A whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub version: u32,
    pub seed: u64,
    /// Which of the beginnings it starts from.
    pub shape: u8,
    /// Bytes of a batch of records; 0 for as many as usual.
    #[serde(default)]
    pub batch: usize,
    #[serde(skip)]
    pub steps: Vec<Step>,
}

impl Plan {
    /// As lines of text: the head, then a step on each.
    pub fn to_text(&self) -> String {
        let mut text = serde_json::to_string(self).expect("a plan can be written");
        for step in &self.steps {
            text.push('\n');
            text.push_str(&serde_json::to_string(step).expect("a step can be written"));
        }
        text.push('\n');
        text
    }

    /// The inverse. Lines that begin with `#` are comments.
    ///
    /// # Errors
    /// Says which line is none of a plan.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let lines = text.lines().enumerate();
        let mut lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
        let wrong = |at: usize, error: serde_json::Error| format!("line {}: {error}", at + 1);
        let (at, head) = lines.next().ok_or("it is empty")?;
        let mut plan: Self = serde_json::from_str(head).map_err(|error| wrong(at, error))?;
        if plan.version != VERSION {
            return Err(format!("it is of version {}, not {VERSION}", plan.version));
        }
        for (at, line) in lines {
            let step = serde_json::from_str(line).map_err(|error| wrong(at, error))?;
            plan.steps.push(step);
        }
        Ok(plan)
    }
}
