//! Which bug is planted, if any, and which numbers are others.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

thread_local! {
    static PLANTED: Cell<Option<&'static str>> = const { Cell::new(None) };
    static TUNED: RefCell<BTreeMap<&'static str, usize>> = const { RefCell::new(BTreeMap::new()) };
}

/// Plants a bug for this thread, or none.
pub fn plant(name: Option<&'static str>) {
    PLANTED.with(|planted| planted.set(name));
}

/// Whether the bug of this name is planted.
pub fn is(name: &str) -> bool {
    PLANTED.with(Cell::get) == Some(name)
}

/// Sets a number for this thread; 0 leaves it as it is in the program.
pub fn tune(name: &'static str, number: usize) {
    TUNED.with(|tuned| match number {
        0 => tuned.borrow_mut().remove(name),
        number => tuned.borrow_mut().insert(name, number),
    });
}

/// The number of this name, if it is another one.
pub fn tuned(name: &str) -> Option<usize> {
    TUNED.with(|tuned| tuned.borrow().get(name).copied())
}
