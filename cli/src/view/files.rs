//! Files of entries, one line each.

use engine::{EntryFile, HeldFile};

use crate::terminal::{Paint, show_line};

/// A file with its number in the entry.
pub(crate) fn line(number: usize, file: &EntryFile, missing: usize) -> String {
    let caption = match file.caption.as_str() {
        "" => String::new(),
        caption => format!(" — {}", show_line(caption)),
    };
    let here = match missing {
        0 => String::new(),
        _ => format!("  {}", Paint::Warning.on(where_it_is(file, missing))),
    };
    let facts = format!("{}, {}", show_line(&file.media_type), size(file.bytes));
    format!(
        "{number}  {}{caption}  {}{here}",
        show_line(&file.name),
        Paint::Faint.on(facts)
    )
}

fn where_it_is(file: &EntryFile, missing: usize) -> String {
    let all = file.chunks.len();
    if missing == all {
        "not on this device".to_owned()
    } else {
        format!("{} of {all} parts are on this device", all - missing)
    }
}

/// Bytes for people.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 3] = ["kB", "MB", "GB"];
    if bytes < 1_000 {
        return format!("{bytes} bytes");
    }
    let (mut tenths, mut unit) = (bytes / 100, 0);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths /= 1_000;
        unit += 1;
    }
    format!("{}.{} {}", tenths / 10, tenths % 10, UNITS[unit])
}

/// What files have together.
pub(crate) fn total(files: &[HeldFile]) -> u64 {
    files.iter().map(|held| held.file.bytes).sum()
}
