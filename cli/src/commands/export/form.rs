//! The forms in which entries leave for other programs, or for reading. Each says what it has no place for.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, is_separator};

use engine::moving::out::{self, Carried, Leaving};
use engine::{EntryFile, Export, Vault};
use jiff::civil::Date;
use platform::files::{create_folder, create_folders, sync_folder};
use serde_json::json;

use super::book;
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::files::{fresh, report};
use crate::terminal::{SignalGuard, show_line, show_path};
use crate::view::export::lines;

/// A form for another program or for reading, and where it goes.
pub(super) enum Form<'a> {
    /// The plain file of jrnl.
    Jrnl(&'a Path),
    /// Its folder, with a file for each day.
    JrnlFolder(&'a Path),
    /// The zip of Day One.
    DayOne(&'a Path),
    /// A table.
    Csv(&'a Path),
    /// A page for a browser.
    Html(&'a Path),
    /// A book to print.
    Pdf(&'a Path),
}

impl<'a> Form<'a> {
    /// A folder of jrnl where the name ends like one.
    pub(super) fn of_jrnl(path: &'a Path) -> Self {
        if path.to_string_lossy().ends_with(is_separator) {
            Self::JrnlFolder(path)
        } else {
            Self::Jrnl(path)
        }
    }

    fn path(&self) -> &'a Path {
        match self {
            Self::Jrnl(path)
            | Self::JrnlFolder(path)
            | Self::DayOne(path)
            | Self::Csv(path)
            | Self::Html(path)
            | Self::Pdf(path) => path,
        }
    }

    /// Whether it can be written there, before anything is asked.
    pub(super) fn check(&self) -> Result<(), Failure> {
        fresh::check(self.path())
    }
}

/// Writes the form, or only says what would be in it.
pub(super) fn run(
    app: &mut App,
    vault: &Vault,
    export: &Export,
    form: &Form<'_>,
    dry_run: bool,
) -> Result<(), Failure> {
    let entries: Vec<Leaving<'_>> = export
        .entries
        .iter()
        .map(|entry| Leaving {
            id: &entry.id,
            fields: &entry.row.fields,
        })
        .collect();
    let made = app.env().now().date();
    let mut carried = match form {
        _ if dry_run => fill(form, vault, &entries, made, &mut io::sink()),
        Form::JrnlFolder(folder) => jrnl_folder(folder, &entries),
        form => fresh::write(form.path(), |out| fill(form, vault, &entries, made, out)),
    }?;
    carried.leaves("worksheets", export.worksheets.len());
    carried.leaves("definitions of worksheets", export.definitions.len());
    carried.leaves("journeys", export.journeys.len());
    carried.leaves("notes of others", export.notes.len());
    let path = form.path().display().to_string();
    if app.json() {
        let mut said = json!(carried);
        said["path"] = if dry_run { None } else { Some(path) }.into();
        app.print_json(&said)?;
    } else {
        for line in lines(&carried, (!dry_run).then(|| show_line(&path))) {
            app.out.line(line)?;
        }
    }
    app.out.flush()?;
    if !dry_run {
        app.notes
            .warn("This is not encrypted. Whoever gets at it can read your journal.");
    }
    all_here(&carried.absent)
}

fn fill(
    form: &Form<'_>,
    vault: &Vault,
    entries: &[Leaving<'_>],
    made: Date,
    out: &mut dyn Write,
) -> Result<Carried, Failure> {
    let mut unread = None;
    let mut photograph = |file: &EntryFile| {
        vault.files().photograph(file).map_err(|error| {
            unread = Some(error);
            io::Error::other("a file of an entry cannot be read")
        })
    };
    let carried = match form {
        Form::Jrnl(_) | Form::JrnlFolder(_) => out::jrnl(entries, out),
        Form::DayOne(_) => out::day_one(entries, &mut photograph, out),
        Form::Csv(_) => out::csv(entries, out),
        Form::Html(_) => book::html(entries, made, &mut photograph, out),
        Form::Pdf(_) => book::pdf(entries, made, &mut photograph, out),
    };
    match unread {
        Some(error) => Err(error.into()),
        None => carried
            .map_err(|error| Failure::io(&format!("writing {}", show_path(form.path())), error)),
    }
}

/// A folder of jrnl, whole or not at all.
fn jrnl_folder(folder: &Path, entries: &[Leaving<'_>]) -> Result<Carried, Failure> {
    let failed = |error| Failure::io(&format!("writing into {}", show_path(folder)), error);
    let guard = SignalGuard::hold();
    create_folder(folder).map_err(failed)?;
    let mut carried = Carried::default();
    let written = out::jrnl_days(entries).iter().try_for_each(|(name, day)| {
        if let Some(signal) = guard.caught() {
            return Err(Failure::interrupted(signal));
        }
        let mut text = Vec::new();
        carried.add(out::jrnl(day, &mut text).map_err(failed)?);
        if text.is_empty() {
            return Ok(());
        }
        let file = folder.join(name);
        if let Some(month) = file.parent() {
            create_folders(month).map_err(failed)?;
        }
        report::put(&file, &text)
    });
    let written = written.and_then(|()| sync_folder(folder).map_err(failed));
    written.map(|()| carried).inspect_err(|_| {
        // It was made just now and holds nothing else.
        let _ = fs::remove_dir_all(folder);
    })
}

/// Says which files are not on this device.
pub(super) fn all_here(absent: &[String]) -> Result<(), Failure> {
    if absent.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = absent.iter().map(|name| show_line(name)).collect();
    let what = format!(
        "not whole on this device, and left out: {}",
        names.join(", ")
    );
    Err(Failure::new(Kind::Partial, what)
        .help("`still sync` fetches them from a device that has them; then export again"))
}
