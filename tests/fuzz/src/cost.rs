//! What a run costs, counted: bytes allocated on this thread, and panics anywhere in it, caught ones too.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::{Cell, RefCell};
use std::panic;
use std::sync::Once;

thread_local! {
    static ALLOCATED: Cell<usize> = const { Cell::new(0) };
    static PANICKED: Cell<usize> = const { Cell::new(0) };
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

struct Counting;

fn count(bytes: usize) {
    // A thread that ends has no counters any more.
    let _ = ALLOCATED.try_with(|sum| sum.set(sum.get().saturating_add(bytes)));
}

#[allow(
    unsafe_code,
    reason = "an allocator can be counted in no other way; all is handed on unchanged"
)]
// SAFETY: every call is passed to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as the caller promises.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size.saturating_sub(layout.size()));
        // SAFETY: as the caller promises.
        unsafe { System.realloc(at, layout, size) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as the caller promises.
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What was counted on this thread so far.
#[derive(Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) allocated: usize,
    pub(crate) panics: usize,
}

pub(crate) fn counted() -> Counted {
    Counted {
        allocated: ALLOCATED.get(),
        panics: PANICKED.get(),
    }
}

/// What the last panic on this thread said, and where.
pub(crate) fn last_panic() -> String {
    SAID.with_borrow(String::clone)
}

/// Counts panics from now on. Those of a run are not printed: it says itself what went wrong.
pub(crate) fn watch_panics(running: bool) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICKED.set(PANICKED.get() + 1);
            let said = info.to_string();
            SAID.set(said.chars().take(600).collect());
            if !RUNNING.get() {
                usual(info);
            }
        }));
    });
    RUNNING.set(running);
}
