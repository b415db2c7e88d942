//! What happened in a run, as one number that changes with every operation of a disk, every frame and every draw: two runs of
//! one plan must come to the same after each step.

use std::cell::Cell;

use crate::dice::mix;

thread_local! {
    static TRACE: Cell<u64> = const { Cell::new(0) };
}

/// Begins anew.
pub fn restart() {
    TRACE.with(|trace| trace.set(0));
}

/// Something happened.
pub fn note(what: u64) {
    TRACE.with(|trace| trace.set(mix(trace.get().rotate_left(7) ^ what)));
}

/// Some bytes were written or sent.
pub fn note_bytes(bytes: &[u8]) {
    note(hash(bytes));
}

/// What happened so far.
pub fn so_far() -> u64 {
    TRACE.with(Cell::get)
}

/// A number for some bytes; not for anything but telling runs apart.
pub fn hash(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        state = (state ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        state ^= state >> 29;
    }
    for byte in rest {
        state = (state ^ u64::from(*byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    mix(state)
}
