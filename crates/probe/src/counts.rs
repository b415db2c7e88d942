//! What was reached, by name.

use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    static COUNTS: RefCell<BTreeMap<&'static str, u64>> = const { RefCell::new(BTreeMap::new()) };
}

/// Adds to the count of a name, for this thread.
pub fn add(name: &'static str, number: u64) {
    COUNTS.with(|counts| *counts.borrow_mut().entry(name).or_default() += number);
}

/// What this thread has counted; counting begins anew.
pub fn take() -> BTreeMap<&'static str, u64> {
    COUNTS.with(RefCell::take)
}
