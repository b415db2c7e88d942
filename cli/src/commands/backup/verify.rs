//! `still backup --verify`: reading backups where nothing is written.

use std::path::{Path, PathBuf};

use engine::{BackupBeside, CheckedBackup, OpenMode, Recovery, RecoveryKit};
use serde_json::{Value, json};

use crate::app::App;
use crate::commands::kit::typed;
use crate::failure::{Failure, Kind};
use crate::terminal::{Progress, counted, show_path};
use crate::view::standing;

/// A backup as it was found, with what it is compared with.
struct Verified {
    folder: PathBuf,
    found: CheckedBackup,
    beside: Option<BackupBeside>,
    /// Changes that the kit opens.
    opened: Option<u64>,
}

/// Reads one backup, or all that lie in a folder by date, the newest first.
pub(super) fn run(app: &mut App, folder: &Path, with_kit: bool) -> Result<(), Failure> {
    let env = app.env();
    let backups = engine::backups_in(folder, &env)?;
    if backups.is_empty() {
        let what = format!("there is no backup in {}", show_path(folder));
        return Err(Failure::new(Kind::NotFound, what)
            .help("name the folder that `still backup` wrote, or a copy of a journal's folder"));
    }
    let kit = match with_kit {
        true => Some(typed::kit(app)?),
        false => None,
    };
    // Where there is no journal any more, nothing is compared.
    let vault = app.open_as_is(OpenMode::Read).ok();
    let mut all = Vec::new();
    for folder in backups {
        let bar = Progress::new("verifying", app.quiet());
        let found = engine::check_backup(&folder, &env, &mut |done, of| bar.at(done, of))?;
        drop(bar);
        let beside = match &vault {
            Some(vault) => vault.beside_backup(&found)?,
            None => None,
        };
        let opened = match &kit {
            Some(kit) => Some(opened(&folder, kit, &env)?),
            None => None,
        };
        all.push(Verified {
            folder,
            found,
            beside,
            opened,
        });
    }
    let now = env.now();
    if app.json() {
        let shapes: Vec<Value> = all.iter().map(shape).collect();
        app.print_json(&json!({ "backups": shapes }))?;
    } else {
        for one in &all {
            for line in said(one, vault.is_some(), &now) {
                app.out.line(line)?;
            }
        }
    }
    match all.iter().all(Verified::is_whole) {
        true => Ok(()),
        false => {
            app.out.flush()?;
            Err(Failure::new(Kind::Partial, "not everything in the backup is whole")
                .help("`still backup` makes another one, as long as there is the journal; `still recover --from` takes what is whole"))
        }
    }
}

impl Verified {
    fn is_whole(&self) -> bool {
        self.found.is_whole() && self.beside.as_ref().is_none_or(|beside| beside.files == 0)
    }
}

fn opened(folder: &Path, kit: &RecoveryKit, env: &engine::Env) -> Result<u64, Failure> {
    let kit = RecoveryKit::from_text(kit.secret_text()).expect("a kit reads what it shows");
    Ok(Recovery::open(folder, kit, env)?.look()?.changes)
}

fn said(one: &Verified, is_journal: bool, now: &jiff::Zoned) -> Vec<String> {
    let found = &one.found;
    let files = match found.chunks + found.damaged_chunks {
        0 => String::new(),
        _ => format!(", and {} of files", counted(found.chunks, "part", "parts")),
    };
    let as_written = match found.is_whole() {
        true => ", all as they were written",
        false => " can be read",
    };
    let records = counted(found.records(), "record", "records");
    let mut said = vec![format!(
        "{}: {records}{files}{as_written}.",
        show_path(&one.folder)
    )];
    for part in found.parts.iter().filter(|part| !part.is_whole) {
        said.push(format!(
            "  {} is damaged: what is in there is left out where somebody goes on from this backup.",
            part.name
        ));
    }
    if found.damaged_chunks > 0 {
        let parts = counted(
            found.damaged_chunks,
            "part of files is",
            "parts of files are",
        );
        said.push(format!("  {parts} damaged."));
    }
    match &one.beside {
        Some(beside) => {
            said.push(format!(
                "  It {}.",
                standing::has(&beside.lacks, standing::all(false), now)
            ));
            if beside.files > 0 {
                let files = counted(beside.files, "file of an entry is", "files of entries are");
                said.push(format!("  {files} not whole in it."));
            }
        }
        None if is_journal && found.parts[0].is_whole => {
            said.push("  It is a backup of another journal than the one here.".to_owned());
        }
        None => {}
    }
    match one.opened {
        Some(changes) => said.push(format!(
            "  The recovery kit opens it: {}.",
            counted(changes, "change", "changes")
        )),
        None if !found.has_keys => {
            said.push("  Its device.age is missing: the recovery kit alone opens it.".to_owned());
        }
        None => {}
    }
    said
}

fn shape(one: &Verified) -> Value {
    let part = |part: &engine::CheckedPart| json!({ "name": part.name, "records": part.records, "bytes": part.bytes, "whole": part.is_whole });
    json!({
        "folder": one.folder, "whole": one.is_whole(), "records": one.found.records(),
        "parts": one.found.parts.iter().map(part).collect::<Vec<_>>(),
        "files": { "chunks": one.found.chunks, "damaged": one.found.damaged_chunks },
        "lacks": one.beside.as_ref().map(|beside| beside.lacks.changes),
        "files_not_whole": one.beside.as_ref().map(|beside| beside.files),
        "passphrase": one.found.has_keys, "opened_by_kit": one.opened,
    })
}
