//! Which bug is planted, if any.

use std::cell::Cell;

thread_local! {
    static PLANTED: Cell<Option<&'static str>> = const { Cell::new(None) };
    static USED: Cell<u64> = const { Cell::new(0) };
}

/// Plants a bug for this thread, or none.
pub fn plant(name: Option<&'static str>) {
    PLANTED.with(|planted| planted.set(name));
    USED.with(|used| used.set(0));
}

/// Whether the bug of this name is planted.
pub fn is(name: &str) -> bool {
    let planted = PLANTED.with(Cell::get) == Some(name);
    if planted {
        USED.with(|used| used.set(used.get() + 1));
    }
    planted
}

/// How often the place of the planted bug was passed since it was planted.
pub fn used() -> u64 {
    USED.with(Cell::get)
}
