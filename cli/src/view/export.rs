//! What went out in a form for another program, and what did not.

use std::collections::BTreeMap;

use engine::moving::out::Carried;

use crate::terminal::counted;

/// The report, line by line; without a file what would be in it.
pub(crate) fn lines(carried: &Carried, file: Option<String>) -> Vec<String> {
    let mut said = counted(carried.entries, "entry", "entries");
    if carried.files > 0 {
        said.push_str(&format!(
            ", {}",
            counted(carried.files, "photograph", "photographs")
        ));
    }
    let mut lines = vec![match file {
        Some(file) => format!("Written: {file}, {said}."),
        None => format!("There would be {said} in it."),
    }];
    things(
        &mut lines,
        "Otherwise than it stands here:",
        &carried.changed,
    );
    things(&mut lines, "Not carried:", &carried.not_carried);
    lines
}

fn things(lines: &mut Vec<String>, head: &str, things: &BTreeMap<&'static str, usize>) {
    if !things.is_empty() {
        lines.push(head.to_owned());
    }
    lines.extend(
        things
            .iter()
            .map(|(what, count)| format!("  {what}: {count}")),
    );
}
