//! Other processes where the system is not asked about them.

use std::io;
use std::path::Path;
use std::time::Duration;

use crate::plain::Described;

/// No process can be held.
#[derive(Debug)]
pub struct Handle(std::convert::Infallible);

impl Handle {
    /// None.
    pub fn open(_: u32) -> Option<Self> {
        None
    }

    /// Not reached.
    ///
    /// # Errors
    /// None.
    pub fn kill(&self, _: Duration) -> io::Result<()> {
        match self.0 {}
    }
}

#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(crate) fn started(_: u32) -> io::Result<u64> {
    Ok(0)
}

pub(crate) fn user_of(_: u32) -> Option<u32> {
    None
}

pub(crate) fn describe(_: u32) -> Described {
    Described::default()
}

pub(crate) fn lock_holders(_: &Path) -> Vec<u32> {
    Vec::new()
}

pub(crate) fn tell_manager(_: &str) {}
