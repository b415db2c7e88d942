//! What a run through a folder is told in.

use engine::carry::Carried;

use crate::terminal::{counted, show_line};

/// A line with a number, where there are any.
pub(crate) fn add_counted(said: &mut Vec<String>, count: u64, one: &str, many: &str) {
    if count > 0 {
        said.push(counted(count, one, many));
    }
}

/// What was taken and brought beside exchanges, in one line.
pub(crate) fn line(carried: &Carried) -> String {
    let name = show_line(&carried.name);
    let mut line = format!("folder {name}: {}", moved(carried));
    if carried.set_back || !carried.twice.is_empty() {
        line.push_str(" A device was set back, or exists twice; `still status` says which.");
    }
    line
}

fn moved(carried: &Carried) -> String {
    match (carried.taken, carried.brought) {
        (0, 0) => "Nothing was new on either side.".to_owned(),
        (taken, brought) => {
            let changes = |what, count| format!("{what}: {}.", counted(count, "change", "changes"));
            let both = [("Taken", taken), ("Brought", brought)];
            let some = both.into_iter().filter(|(_, count)| *count > 0);
            let some: Vec<_> = some.map(|(what, count)| changes(what, count)).collect();
            some.join(" ")
        }
    }
}

/// What was taken and brought.
pub(crate) fn sentences(carried: &Carried, unlocked: bool) -> Vec<String> {
    let name = show_line(&carried.name);
    let mut said = Vec::new();
    if carried.is_new {
        said.push(format!("This folder is called {name} from now on."));
    }
    said.push(moved(carried));
    if carried.taken > 0 && !unlocked {
        said.push("What came is shown once the journal is unlocked.".to_owned());
    }
    let mut add = |count, one, many| add_counted(&mut said, count, one, many);
    add(
        carried.waiting,
        "file builds on others that have not arrived yet.",
        "files build on others that have not arrived yet.",
    );
    add(
        carried.unfinished,
        "file is not whole: it may still be arriving, and is looked at again next time.",
        "files are not whole: they may still be arriving, and are looked at again next time.",
    );
    add(
        carried.not_fetched,
        "file is only in the cloud: tell its program to keep this folder on this device.",
        "files are only in the cloud: tell their program to keep this folder on this device.",
    );
    add(
        carried.made_again,
        "file of this device was gone or damaged; what was in it was brought again.",
        "files of this device were gone or damaged; what was in them was brought again.",
    );
    add(
        carried.strange,
        "name there means nothing to this journal and was left alone.",
        "names there mean nothing to this journal and were left alone.",
    );
    if carried.more {
        said.push("There is more there than is looked at in one run; the next one goes on.".into());
    }
    said
}

/// What somebody should know. `names` are of devices that exist twice, and of those whose files cannot be read.
pub(crate) fn warnings(carried: &Carried, names: &[Vec<String>; 2]) -> Vec<String> {
    let mut said = Vec::new();
    if carried.set_back {
        said.push(
            "This device was set back to an earlier state, or its disk was copied: the folder held more of it than it did \
             itself. That was taken in, and it goes on beside it; no word is lost."
                .to_owned(),
        );
    }
    if carried.went_back {
        said.push(
            "The folder was set back: files of other devices in it are older than they were. Nothing here was changed by that."
                .to_owned(),
        );
    }
    for name in &names[0] {
        said.push(format!(
            "{name} was set back to an earlier state, or exists twice (a copied disk?). Both are kept."
        ));
    }
    for name in &names[1] {
        said.push(format!(
            "Many files of {name} in this folder cannot be read; the rest of them was left out this time."
        ));
    }
    if carried.refused > 0 {
        said.push(format!(
            "{} not hold and were not taken in; `still doctor` lists what came.",
            counted(carried.refused, "record does", "records do")
        ));
    }
    said
}
