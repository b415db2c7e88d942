//! Which bug is planted, if any.

use std::cell::Cell;

thread_local! {
    static PLANTED: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// Plants a bug for this thread, or none.
pub fn plant(name: Option<&'static str>) {
    PLANTED.with(|planted| planted.set(name));
}

/// Whether the bug of this name is planted.
pub fn is(name: &str) -> bool {
    PLANTED.with(Cell::get) == Some(name)
}
