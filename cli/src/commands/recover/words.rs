//! What a recovery says of what it found, and of what it ended.

use engine::carry::Opened;
use engine::{Copied, KitView};
use jiff::tz::TimeZone;

use crate::terminal::{counted, show_line};

/// What the copy holds, in two sentences.
pub(super) fn told(held: &Copied, zone: &TimeZone, sources: usize) -> String {
    let newest = held.newest.map_or_else(String::new, |at| {
        let at = at.to_zoned(zone.clone());
        format!(", the newest of {}", at.strftime("%A, %-d %B %Y, %H:%M"))
    });
    let damaged = match held.damaged_parts {
        0 => String::new(),
        1 => " One part of it is damaged: what is in that is left out.".to_owned(),
        parts => format!(" {parts} parts of it are damaged: what is in those is left out."),
    };
    let (opens, it) = match sources {
        1 => ("This copy opens. It holds", "it"),
        _ => ("They open. Together they hold", "them"),
    };
    format!(
        "{opens} {}{newest}. What was written on other devices after that is not in {it}.{damaged}",
        counted(held.changes, "change", "changes")
    )
}

/// What people should know of the folders that the journal was carried through.
pub(super) fn carried(carried: &Opened) -> Vec<String> {
    let mut said = Vec::new();
    if carried.more_said > 0 {
        said.push(format!(
            "By what the devices said when they carried last, they hold {} more that no file here has.",
            counted(carried.more_said, "change", "changes")
        ));
    }
    if carried.closed > 0 {
        said.push(format!(
            "{} not open: what is in there is left out, if it is of this journal at all.",
            counted(
                carried.closed,
                "file of the folder does",
                "files of the folder do"
            )
        ));
    }
    if carried.not_fetched > 0 {
        said.push(format!(
            "{} only in the cloud: tell its program to keep them here, and begin again, or go on without.",
            counted(carried.not_fetched, "file of the folder is", "files of the folder are")
        ));
    }
    if carried.more {
        said.push("There is more in the folder than is looked at.".to_owned());
    }
    said
}

/// The pages that end with the devices that are gone.
pub(super) fn of_ended(pages: &[KitView], zone: &TimeZone) -> Vec<String> {
    let said = pages.iter().map(|page| {
        let on = page.made_at.to_zoned(zone.clone());
        format!(
            "The recovery page that {} made on {} ended: it opens nothing that is written from now on.",
            show_line(&page.made_by),
            on.strftime("%-d %B %Y")
        )
    });
    said.collect()
}
