//! Reading an archive: opened, recognised, read, and only then handed over.

use std::io::Read;
use std::path::Path;

use crate::archive::Archive;
use crate::kinds;
use crate::moved::{Attachments, Moved};
use crate::options::Options;
use crate::refusal::Refusal;
use crate::taking::Taking;

/// Reads a file or folder.
///
/// # Errors
/// [`Refusal`] where nothing of it can be taken; single entries that cannot are in the report.
pub fn read(path: &Path, options: &Options) -> Result<Moved, Refusal> {
    read_archive(Archive::open(path)?, options)
}

/// Reads what comes from standard input, at most 64 MiB.
///
/// # Errors
/// As [`read`].
pub fn read_from(input: impl Read, options: &Options) -> Result<Moved, Refusal> {
    read_archive(Archive::read_all(input)?, options)
}

fn read_archive(archive: Archive, options: &Options) -> Result<Moved, Refusal> {
    archive.check()?;
    let kind = match options.kind {
        Some(kind) => kind,
        None => kinds::detect::kind_of(&archive)?,
    };
    let mut taking = Taking::new(options, &archive);
    taking.report.kind = kind.title();
    for name in &archive.unused {
        taking.leave("links, devices and names that are none", name);
    }
    kinds::read(kind, &mut taking)?;
    let sheets = [&taking.worksheets, &taking.definitions, &taking.journeys];
    taking.report.worksheets = sheets.iter().map(|sheets| sheets.len()).sum();
    taking.report.notes = taking.notes.len();
    let Taking {
        report,
        entries,
        worksheets,
        definitions,
        journeys,
        notes,
        ..
    } = taking;
    if report.entries + report.worksheets + report.notes + report.refused_count == 0 {
        return Err(Refusal::helped(
            "there is nothing to take in",
            format!("it was read as {}", kind.title()),
        ));
    }
    Ok(Moved {
        kind,
        entries,
        worksheets,
        definitions,
        journeys,
        notes,
        attachments: Attachments(archive),
        report,
    })
}
