//! Why part of a record that was kept is not applied.

/// Why part of a record was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Reason {
    /// The body does not open with the space's keys.
    Unreadable = 1,
    /// The opened body is not a payload, or belongs elsewhere.
    Malformed = 2,
    /// A change did not pass the gate.
    Gate = 3,
    /// A change names an author or a place in its author's order that is not its own.
    Actor = 4,
    /// A change builds on something that is not here.
    Dependency = 5,
    /// Automerge refused the change.
    Apply = 6,
    /// The body is sealed with a key that is not here; tried again when a new key comes.
    NoKey = 7,
    /// Another history of the log that it is in counts in this document.
    OtherHistory = 8,
    /// It makes a document too large.
    TooLarge = 10,
}

impl Reason {
    /// The reason in plain words.
    pub(crate) fn words(code: u8) -> &'static str {
        match code {
            1 => "cannot be opened with this space's keys",
            2 => "is not laid out as a record should be",
            3 => "holds a change that is too large or malformed",
            4 => "holds a change in another device's name",
            7 => "is sealed with a key that has not come here",
            5 => "builds on a change that is missing or was set aside",
            6 => "holds a change that does not fit its document",
            8 => "is of a second history of its device, and the other one counts in this document",
            10 => "makes a document larger than this program keeps",
            _ => "was set aside",
        }
    }
}
