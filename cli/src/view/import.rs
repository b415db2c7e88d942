//! What another journal holds, for people: shown before anything of it is saved.

use std::collections::BTreeMap;

use engine::moving::{Report, Tally};

use crate::terminal::{counted, show_line};
use crate::view::files::size;

/// Entries that are named of those that cannot be taken; the rest is counted.
const REFUSED_SHOWN: usize = 50;
/// Years that are told one by one.
const YEARS_SHOWN: usize = 40;

/// The report, line by line.
pub(crate) fn lines(report: &Report) -> Vec<String> {
    let mut lines = vec![head(report)];
    if report.years.len() > 1 && report.years.len() <= YEARS_SHOWN {
        let years = report.years.iter();
        let years: Vec<String> = years
            .map(|(year, count)| format!("{year}: {count}"))
            .collect();
        lines.push(format!("By year: {}.", years.join(", ")));
    }
    if report.without_zone > 0 {
        let several = counted(report.without_zone, "entry names", "entries name");
        lines.push(format!(
            "{several} no time zone that is known: taken as {}. Another one: --zone.",
            report.zone
        ));
    }
    if !report.proposed.is_empty() {
        lines.push("Proposed, and taken only with --moods:".to_owned());
        tallies(&mut lines, &report.proposed);
    }
    if !report.changed.is_empty() {
        lines.push("Taken otherwise than it stands there:".to_owned());
        tallies(&mut lines, &report.changed);
    }
    let files = &report.files;
    if files.found > 0 {
        let several = counted(files.found, "file comes", "files come");
        lines.push(format!("{several} along, {}.", size(files.bytes)));
    }
    if !report.not_carried.is_empty() || files.missing.count > 0 {
        lines.push("Not carried:".to_owned());
        if files.missing.count > 0 {
            lines.push(tally(
                "attachments that are not in the archive",
                &files.missing,
            ));
        }
        tallies(&mut lines, &report.not_carried);
    }
    if report.refused_count > 0 {
        lines.push("Cannot be taken in:".to_owned());
        for refused in report.refused.iter().take(REFUSED_SHOWN) {
            lines.push(format!(
                "  {}: {}",
                show_line(&refused.place),
                show_line(&refused.why)
            ));
        }
        let more = report.refused_count.saturating_sub(REFUSED_SHOWN);
        if more > 0 {
            lines.push(format!(
                "  and {more} more; --json lists the first thousand"
            ));
        }
    }
    lines
}

fn head(report: &Report) -> String {
    let mut said = format!(
        "Read as {}: {}",
        report.kind,
        counted(report.entries, "entry", "entries")
    );
    if report.worksheets > 0 {
        let sheets = counted(
            report.worksheets,
            "worksheet, definition or journey",
            "worksheets, definitions and journeys",
        );
        said.push_str(&format!(", {sheets}"));
    }
    if report.notes > 0 {
        let notes = counted(report.notes, "note of others", "notes of others");
        said.push_str(&format!(", {notes}"));
    }
    match (report.first, report.last) {
        (Some(first), Some(last)) if first == last => said.push_str(&format!(", of {first}.")),
        (Some(first), Some(last)) => said.push_str(&format!(", from {first} to {last}.")),
        _ => said.push('.'),
    }
    said
}

fn tallies(lines: &mut Vec<String>, all: &BTreeMap<String, Tally>) {
    lines.extend(all.iter().map(|(what, found)| tally(what, found)));
}

fn tally(what: &str, found: &Tally) -> String {
    let mut line = format!("  {}: {}", show_line(what), found.count);
    if !found.places.is_empty() {
        let mut places = found.places.join(", ");
        if found.count > found.places.len() {
            places.push_str(", …");
        }
        line.push_str(&format!(" ({})", show_line(&places)));
    }
    line
}
