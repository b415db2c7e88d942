//! Lets a simulation seal in age's place, from randomness of its own: age draws from the system, and what is sealed decides
//! the ids of records, hence which of two wins. Nothing in the program switches this on.

use std::cell::RefCell;

use age::x25519;

/// Gives an age file for `age1…` recipients, from its own randomness.
pub type Sealer = Box<dyn FnMut(&[String], &[u8]) -> Vec<u8>>;

thread_local! {
    static SEALER: RefCell<Option<Sealer>> = const { RefCell::new(None) };
}

/// Everything that this thread seals to recipients is sealed by `sealer` from now on; `None` ends that.
pub fn seal_with(sealer: Option<Sealer>) {
    SEALER.with(|slot| *slot.borrow_mut() = sealer);
}

pub(crate) fn seal(recipients: &[&x25519::Recipient], plaintext: &[u8]) -> Option<Vec<u8>> {
    SEALER.with(|slot| {
        let mut slot = slot.borrow_mut();
        let sealer = slot.as_mut()?;
        let recipients: Vec<String> = recipients.iter().map(|one| one.to_string()).collect();
        Some(sealer(&recipients, plaintext))
    })
}
