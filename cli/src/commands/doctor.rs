//! `still doctor`: what was refused, and checking or rebuilding everything.

use clap::{Args, Subcommand};
use engine::{Finding, OpenMode, Room, Takes, Vault, Ward};

use super::status::tell_cut_off;
use super::{late, unwanted};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::json::cut_off_shape;
use crate::terminal::{Paint, Progress, counted, show_line};
use crate::view::files::{lacking, size};

/// Look after the journal: list what was refused, verify it, rebuild its index
///
/// Without an option it lists records that were refused or set aside: what cannot be believed is never applied.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct DoctorArgs {
    #[command(subcommand)]
    action: Option<Action>,
    /// Check every hash, signature, chain and page
    #[arg(long)]
    verify: bool,
    /// Make the index anew from the records and report every difference
    #[arg(long)]
    rebuild: bool,
    /// Show what takes the space in the journal's folder
    #[arg(long, conflicts_with_all = ["verify", "rebuild"])]
    space: bool,
}

#[derive(Subcommand)]
enum Action {
    Late(late::LateArgs),
    Shares(unwanted::UnwantedArgs),
}

impl DoctorArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        match &self.action {
            Some(Action::Late(args)) => args.only_shows(),
            Some(Action::Shares(args)) => args.only_shows(),
            None => false,
        }
    }
}

/// Runs what was asked for.
pub(crate) fn run(app: &mut App, args: &DoctorArgs) -> Result<(), Failure> {
    match &args.action {
        Some(Action::Late(args)) => return late::run(app, args),
        Some(Action::Shares(args)) => return unwanted::run(app, args),
        None => {}
    }
    if args.rebuild {
        let vault = app.open(OpenMode::Checked)?;
        rebuild(app, &vault)?;
        return if args.verify {
            verify(app, &vault)
        } else {
            Ok(())
        };
    }
    if args.verify {
        let vault = app.open(OpenMode::Checked).map_err(beyond_checking)?;
        return verify(app, &vault);
    }
    let vault = app.open_as_is(OpenMode::Read)?;
    if args.space {
        let held = vault.held_chunks()?;
        let (count, bytes) = (held.count, held.bytes);
        return space(app, &vault.room()?, Takes { count, bytes });
    }
    let ward = vault.ward()?;
    if app.json() {
        return app.print_json(&ward_shape(&ward));
    }
    list(app, &ward)
}

/// What cannot even be opened for a check cannot be mended by this command.
fn beyond_checking(failure: Failure) -> Failure {
    if failure.kind() == Kind::Damaged {
        failure.help(crate::failure::of_engine::BACKUP_HELPS)
    } else {
        failure
    }
}

fn verify(app: &mut App, vault: &Vault) -> Result<(), Failure> {
    let bar = Progress::new("verifying", app.quiet());
    let found = vault.verify(&mut |done, total| bar.at(done, total))?;
    drop(bar);
    // What cannot be read any more is told as a problem.
    let status = vault.status().ok();
    let cut_off = status.map_or_else(Vec::new, |status| status.store.cut_off);
    let to_fetch = vault.to_fetch().unwrap_or_default();
    if app.json() {
        app.print_json(&serde_json::json!({
            "records": found.records, "pages": found.pages, "chunks": found.chunks,
            "unread": found.unread,
            "files_not_whole": to_fetch.files,
            "problems": found.problems,
            "cut_off": cut_off.iter().map(cut_off_shape).collect::<Vec<_>>(),
        }))?;
    } else {
        app.out.line(format!(
            "{} and {} checked.",
            counted(found.records, "record", "records"),
            counted(found.pages, "page", "pages")
        ))?;
        if found.chunks > 0 {
            let parts = counted(found.chunks, "part of files", "parts of files");
            app.out.line(format!("{parts} checked."))?;
        }
        if found.unread > 0 {
            app.out.line(format!(
                "{} not in the index yet; the next list or search reads what is new.",
                counted(found.unread, "record is", "records are")
            ))?;
        }
        tell_cut_off(app, &cut_off)?;
        for problem in &found.problems {
            app.out.line(format!(
                "{} {}",
                Paint::Warning.on("problem:"),
                show_line(problem)
            ))?;
        }
    }
    if found.problems.is_empty() {
        if app.json() {
            return Ok(());
        }
        let Some(lacking) = lacking(&to_fetch) else {
            return app.out.line("Everything holds.");
        };
        app.out.line("Everything that is here holds.")?;
        app.out.flush()?;
        app.notes.warn(lacking);
        return Ok(());
    }
    app.out.flush()?;
    let problems = counted(found.problems.len(), "problem was", "problems were");
    let failure = Failure::new(Kind::Damaged, format!("{problems} found"));
    Err(if found.set_back {
        failure.help(
            "`still export --json` keeps what is only here; then let this device join the journal anew, in a new folder",
        )
    } else if found.differing.len() == found.problems.len() {
        let names: Vec<_> = found.differing.iter().map(|name| show_line(name)).collect();
        failure.help(format!(
            "`still status` on {} says what to do; nothing needs to be mended on this device",
            names.join(" and on ")
        ))
    } else {
        failure.help("`still doctor --rebuild` mends the index; records that are lost come back from another device")
    })
}

fn rebuild(app: &mut App, vault: &Vault) -> Result<(), Failure> {
    let bar = Progress::new("rebuilding", app.quiet());
    let done = vault.rebuild(&mut |at, of| bar.at(at as u64, of as u64))?;
    drop(bar);
    if app.json() {
        return app.print_json(&serde_json::json!({
            "records": done.records, "documents": done.documents, "different": done.different,
        }));
    }
    app.out.line(format!(
        "{} rebuilt from {}.",
        counted(done.documents, "document", "documents"),
        counted(done.records, "record", "records")
    ))?;
    for id in &done.different {
        app.out.line(format!(
            "{} {}",
            Paint::Warning.on("was different:"),
            show_line(id)
        ))?;
    }
    if done.different.is_empty() {
        app.out.line("Nothing was different.")
    } else {
        Ok(())
    }
}

/// What takes the space, in megabytes; bytes for programs.
fn space(app: &mut App, room: &Room, files: Takes) -> Result<(), Failure> {
    if app.json() {
        let rows = room.rows.map(|(rows, all)| {
            serde_json::json!({ "count": rows.count, "bytes": rows.bytes, "of": all })
        });
        let takes =
            |takes: Takes| serde_json::json!({ "count": takes.count, "bytes": takes.bytes });
        return app.print_json(&serde_json::json!({
            "file": room.file, "records": takes(room.records), "rows": rows, "pages": takes(room.pages),
            "saved": takes(room.saved), "other": room.other, "free": room.free,
            "files": takes(files),
        }));
    }
    let mut line = |what: &str, bytes: u64, more: String| {
        let megabytes = bytes as f64 / 1e6;
        let text = format!("{what:<18}{megabytes:>10.2} MB   {more}");
        app.out.line(text.trim_end())
    };
    let records = counted(room.records.count, "record", "records");
    let rows = room.rows.map(|(rows, all)| {
        let percent = rows.bytes * 100 / all.max(1);
        format!("; {percent} % of what is in them are values beside the changes")
    });
    line(
        "records",
        room.records.bytes,
        records + &rows.unwrap_or_default(),
    )?;
    let pages = counted(room.pages.count, "page", "pages");
    line("lists and search", room.pages.bytes, pages)?;
    let saved = counted(
        room.saved.count,
        "text or worksheet",
        "texts and worksheets",
    );
    line("changed often", room.saved.bytes, saved)?;
    line("all else", room.other, String::new())?;
    line("free", room.free, "used again before the file grows".into())?;
    line("vault.redb", room.file, String::new())?;
    let parts = counted(files.count, "part of files", "parts of files");
    line("files/", files.bytes, parts)
}

fn list(app: &mut App, ward: &Ward) -> Result<(), Failure> {
    let shown = ward.refused.iter().chain(&ward.deferred);
    for finding in shown {
        let device = finding.device.as_deref().unwrap_or("unknown");
        let line = format!(
            "{}  {}  {}",
            Paint::Faint.on(finding.at.strftime("%Y-%m-%d %H:%M")),
            show_line(device),
            show_line(&finding.what)
        );
        app.out.line(line)?;
    }
    if ward.unreadable_drafts > 0 {
        app.out.line(format!(
            "{} be read; `still drafts` says more.",
            counted(
                ward.unreadable_drafts,
                "draft file cannot",
                "draft files cannot"
            )
        ))?;
    }
    if let Some(words) = unwanted::words(ward.unwanted_shares) {
        app.out.line(format!("{words}."))?;
    }
    if ward.files.count > 0 {
        app.out.line(format!(
            "Files take {} here, in {}.",
            size(ward.files.bytes),
            counted(ward.files.count, "part", "parts")
        ))?;
    }
    tell_cut_off(app, &ward.cut_off)?;
    if !platform::files::HAVE_MODES {
        app.out.line(
            "Who can read the journal's files is for their folder to say: in your own profile that is you, the system and its administrators.",
        )?;
    }
    let (refused, deferred) = (ward.refused_total, ward.deferred.len());
    app.out.line(format!(
        "{refused} refused, {deferred} set aside, {} waiting for others to arrive.",
        ward.waiting
    ))
}

fn ward_shape(ward: &Ward) -> serde_json::Value {
    let findings = |findings: &[Finding]| {
        let shape = |finding: &Finding| {
            serde_json::json!({
                "what": finding.what, "device": finding.device, "at": finding.at.to_string(),
            })
        };
        findings.iter().map(shape).collect::<Vec<_>>()
    };
    serde_json::json!({
        "refused": findings(&ward.refused),
        "refused_total": ward.refused_total,
        "aside": findings(&ward.deferred),
        "waiting": ward.waiting,
        "cut_off": ward.cut_off.iter().map(cut_off_shape).collect::<Vec<_>>(),
        "unreadable_drafts": ward.unreadable_drafts,
        "files": { "chunks": ward.files.count, "bytes": ward.files.bytes },
        "unwanted_shares": ward.unwanted_shares,
    })
}
