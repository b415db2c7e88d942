//! How it is said what would be lost if this device broke: what is only here, and what each device, folder and backup has.

use std::collections::BTreeMap;

use engine::LastBackup;
use engine::views::{DeviceView, FolderView, Missing, Role, Status};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

use super::files;
use crate::terminal::{counted, show_line, show_path};

/// Who has lived with a wrong clock before this moment did not write then: no computer that runs this is as old.
const EARLIEST: i64 = 631_152_000;
/// After so many days what was said counts as said then.
const LONG_AGO: i32 = 7;

/// When something was, as people say it: `today 09:05`, `yesterday evening`, `Tuesday morning`, `3 May`. `None` for what no
/// clock that is right can have said.
pub(crate) fn at(then: Timestamp, now: &Zoned) -> Option<String> {
    let ahead = then.as_second() > now.timestamp().as_second() + 60;
    if ahead || then.as_second() < EARLIEST {
        return None;
    }
    let then = then.to_zoned(now.time_zone().clone());
    let part = match then.hour() {
        5..12 => "morning",
        12..18 => "afternoon",
        18..23 => "evening",
        _ => "night",
    };
    Some(match days_between(then.date(), now.date()) {
        ..=0 => format!("today {}", then.strftime("%H:%M")),
        1 => format!("yesterday {part}"),
        2..7 => format!("{} {part}", then.strftime("%A")),
        _ if then.year() == now.year() => then.strftime("%-d %B").to_string(),
        _ => then.strftime("%-d %B %Y").to_string(),
    })
}

fn days_between(then: Date, now: Date) -> i32 {
    then.until(now).map_or(i32::MAX, |span| span.get_days())
}

/// What changes are about: `3 entries and 1 worksheet`; `7 changes` where that is not known. `new` stands after the number.
fn things(missing: &Missing, new: &str) -> String {
    let counted = |count, one: &str, many: &str| {
        counted(count, &format!("{new}{one}"), &format!("{new}{many}"))
    };
    let mut said: Vec<String> = Vec::new();
    let mut others = 0;
    for (kind, count) in &missing.documents {
        match kind {
            1 => said.push(counted(*count, "entry", "entries")),
            2 => said.push(counted(*count, "worksheet", "worksheets")),
            _ => others += count,
        }
    }
    match (said.is_empty(), others) {
        (true, _) => counted(missing.changes, "change", "changes"),
        (false, 0) => said.join(" and "),
        (false, others) => format!(
            "{} and {}",
            said.join(", "),
            counted(others, "other thing", "other things")
        ),
    }
}

/// What is only here, which files are still to come, and what the backup and each folder has; each with its heading.
pub(crate) fn facts(
    status: &Status,
    last: Option<&LastBackup>,
    now: &Zoned,
) -> Vec<(&'static str, String)> {
    let mut facts = vec![(
        "only here",
        only_here(status, now) + &kept_too(status, last),
    )];
    facts.extend(
        files::all_words(status)
            .into_iter()
            .map(|said| ("files", said)),
    );
    facts.extend(backup(status, last, now).map(|said| ("backup", said)));
    facts.extend(status.folders.iter().map(|view| {
        let said = folder(view, status.has_files, now);
        let said = format!("{}: {said}", show_line(&view.name));
        ("folder", said)
    }));
    facts
}

/// Which places have what no other device has.
fn kept_too(status: &Status, last: Option<&LastBackup>) -> String {
    if status.only_here == 0 {
        return String::new();
    }
    let mut places: Vec<String> = Vec::new();
    if last.is_some_and(|last| last.is_there && last.lacks.changes == 0) {
        places.push("the backup".to_owned());
    }
    let whole = |folder: &&FolderView| folder.last.is_some() && folder.lacks.changes == 0;
    let folders = status.folders.iter().filter(whole);
    places.extend(folders.map(|folder| show_line(&folder.name).to_string()));
    let documents: u64 = status.only_here_documents.values().sum();
    let count = match documents {
        0 => status.only_here,
        documents => documents.min(status.only_here),
    };
    let it = match count {
        1 => "it",
        _ => "them",
    };
    match places.split_last() {
        None => String::new(),
        Some((place, [])) => format!("; {place} has {it}, too"),
        Some((last, others)) => format!("; {} and {last} have {it}, too", others.join(", ")),
    }
}

/// What is on this device only, and since when.
pub(crate) fn only_here(status: &Status, now: &Zoned) -> String {
    let missing = Missing {
        changes: status.only_here,
        since: status.only_here_since,
        documents: status.only_here_documents.clone(),
    };
    match missing.changes {
        0 if status.nothing_is_only_here() && status.files_may_be_only_here() => {
            return "no change".to_owned();
        }
        0 if status.nothing_is_only_here() => return "nothing".to_owned(),
        0 => return "cannot be said while logs differ".to_owned(),
        _ => {}
    }
    let things = things(&missing, "");
    if !status.unlocked {
        return format!("{things}; unlocked, it is said what they are");
    }
    let count = missing.documents.values().sum::<u64>();
    match (missing.since.and_then(|since| at(since, now)), count) {
        (Some(since), 1) => format!("{things}, written {since}"),
        (Some(since), _) => format!("{things}, the oldest written {since}"),
        (None, _) => things,
    }
}

/// What can be said of somebody who lacks no record: that it has every word, where there are files of which that is not known.
pub(crate) const fn all(has_files: bool) -> &'static str {
    match has_files {
        true => "every word",
        false => "everything",
    }
}

/// What somebody has who lacks this: all of it, or all from before a moment.
pub(crate) fn has(missing: &Missing, all: &str, now: &Zoned) -> String {
    if missing.changes == 0 {
        return format!("has {all}");
    }
    // By a clock that was wrong nobody can tell whether it is newer.
    match missing.since.and_then(|since| at(since, now)) {
        Some(since) => {
            let things = things(missing, "newer ");
            format!("has {all} from before {since}, lacks {things}")
        }
        None => format!("lacks {}", things(missing, "")),
    }
}

/// What another device of the journal has, as far as is known. `all` is what one that lacks no record is said to have: nothing while
/// histories differ.
pub(crate) fn device(device: &DeviceView, now: &Zoned, all: Option<&str>) -> String {
    let heard = device.last_seen.max(device.said_at);
    let Some(heard) = heard else {
        return "never met from here: what it has is not known".to_owned();
    };
    let then = heard.to_zoned(now.time_zone().clone());
    let days = days_between(then.date(), now.date());
    let has_all = device
        .lacks
        .as_ref()
        .map_or(device.behind, |lacks| lacks.changes)
        == 0;
    let said = all.filter(|_| device.role != Role::Reader);
    match (&device.lacks, said) {
        (_, None) if has_all => String::new(),
        (_, Some(all)) if has_all && days >= LONG_AGO => format!("had {all} then"),
        (Some(lacks), _) => has(lacks, all.unwrap_or("everything"), now),
        (None, Some(all)) if has_all => format!("has {all}"),
        (None, _) => format!(
            "lacks {}",
            counted(device.behind, "newer change", "newer changes")
        ),
    }
}

/// What a folder has, and when it was here. Files of entries do not go through it.
pub(crate) fn folder(folder: &FolderView, has_files: bool, now: &Zoned) -> String {
    let Some(last) = folder.last else {
        return "nothing was carried through it to the end yet".to_owned();
    };
    let last = at(last, now).unwrap_or_else(|| "by a clock that was wrong".to_owned());
    let has = has(&folder.lacks, all(has_files), now);
    let files = if has_files {
        ", and no file of an entry"
    } else {
        ""
    };
    format!("{has}{files}; last here {last}")
}

/// What the last backup has; where there is neither one nor another device, what that means.
fn backup(status: &Status, last: Option<&LastBackup>, now: &Zoned) -> Option<String> {
    let Some(last) = last else {
        return none(status);
    };
    let made = match at(last.at, now) {
        Some(at) => format!("made and verified {at}"),
        None => "made and verified by a clock that was wrong,".to_owned(),
    };
    let place = match &last.folder {
        Some(folder) if last.is_there => {
            format!(" in {}", show_path(folder))
        }
        Some(folder) => format!(
            " in {}, where none is now (a disk that is not plugged in?)",
            show_path(folder)
        ),
        None => String::new(),
    };
    let erased = match last.holds_erased {
        true => {
            ". It holds what was erased since: `still backup --without-erased` puts another one in its place"
        }
        false => "",
    };
    Some(format!(
        "{made}{place}; it {}{erased}",
        has(&last.lacks, all(false), now)
    ))
}

fn none(status: &Status) -> Option<String> {
    let mut others = status.devices.iter();
    let alone =
        !others.any(|device| !device.this && !device.removed && device.role != Role::Reader);
    if !alone || status.only_here == 0 {
        return None;
    }
    let helps = "`still backup DIR` makes one";
    let carried = status.folders.iter().find(|folder| folder.last.is_some());
    if let Some(folder) = carried {
        let name = show_line(&folder.name);
        return Some(format!(
            "none. No other device has this journal; if this one broke now, the recovery kit would open what lies in {name}. {helps}"
        ));
    }
    if status.recovered {
        return Some(format!(
            "none. No other device has this journal. What it was recovered from, if that is still there, lacks what was \
             written since. {helps}"
        ));
    }
    let lost = match status.entries {
        Some(1) => "the one entry".to_owned(),
        Some(entries @ 2..) => format!("all {entries} entries"),
        _ => "everything in it".to_owned(),
    };
    Some(format!(
        "none. Nothing else has this journal: if this device broke now, you would lose {lost}. {helps}"
    ))
}

/// The documents by kind as JSON has them.
pub(crate) fn documents(kinds: &BTreeMap<u8, u64>) -> serde_json::Value {
    let of = |kind: u8| kinds.get(&kind).copied().unwrap_or(0);
    let others = kinds.iter().filter(|(kind, _)| !matches!(kind, 1 | 2));
    let others: u64 = others.map(|(_, count)| count).sum();
    serde_json::json!({ "entries": of(1), "worksheets": of(2), "others": others })
}

#[cfg(test)]
mod tests;
