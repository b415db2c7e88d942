//! Files of entries, one line each.

use engine::views::Status;
use engine::{EntryFile, Full, HeldFile, ToFetch};

use crate::terminal::{Paint, counted, show_line};

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

/// What is still to come from other devices, and why it does not come; nothing where all is here.
pub(crate) fn to_fetch(to_fetch: &ToFetch) -> Option<String> {
    let files = match to_fetch.files {
        0 => return None,
        files => counted(files, "file", "files"),
    };
    let why = match to_fetch.full {
        None => String::new(),
        Some(Full::Limit(most)) => format!(
            ". Files take the {} that they may take here: `still files limit` changes that",
            size(most)
        ),
        Some(Full::Disk) => ". The disk has too little room for more".to_owned(),
    };
    Some(format!(
        "{files}, {}, still to fetch{why}",
        size(to_fetch.bytes)
    ))
}

/// What is not known of the files on this device; nothing where there are none, or no other device that could have them.
pub(crate) fn not_known(status: &Status) -> Option<String> {
    status.files_may_be_only_here().then(|| {
        format!(
            "{} here; whether other devices have fetched all of it is not known here",
            size(status.files_bytes)
        )
    })
}

/// What is not known of the files here, and what is still to come.
pub(crate) fn all_words(status: &Status) -> Vec<String> {
    let words = [not_known(status), to_fetch(&status.to_fetch)];
    words.into_iter().flatten().collect()
}

/// Which files that are named here are not here whole, as a sentence; nothing where all are.
pub(crate) fn lacking(lacking: &ToFetch) -> Option<String> {
    (lacking.files > 0).then(|| {
        let files = counted(lacking.files, "file of an entry is", "files of entries are");
        let bytes = size(lacking.bytes);
        format!(
            "{files} not here whole, about {bytes} are missing: `still files` shows which; another device brings them, or \
             `still restore --from BACKUP`"
        )
    })
}

/// Bytes for people.
pub(crate) fn size(bytes: u64) -> String {
    const UNITS: [&str; 3] = ["kB", "MB", "GB"];
    if bytes < 1_000 {
        return counted(bytes, "byte", "bytes");
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
