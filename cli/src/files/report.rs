//! The options that make a report, and the files they write: in the clear, readable by their owner alone, and
//! never over another file unless that was said.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;
use engine::insight::Insight;
use jiff::civil::Date;
use report::Report;

use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::files::fresh::{beside, in_the_way, sync_name};
use crate::terminal::show_path;

/// Which files a report goes into.
#[derive(Args)]
pub(crate) struct ReportFiles {
    /// Write a page for a browser into this new file, in the clear
    #[arg(long, value_name = "FILE", global = true)]
    html: Option<PathBuf>,
    /// Write a PDF into this new file, in the clear
    #[arg(long, value_name = "FILE", global = true)]
    pdf: Option<PathBuf>,
    /// Replace these files if they are there
    #[arg(long, global = true)]
    overwrite: bool,
}

impl ReportFiles {
    /// Whether any file was asked for.
    pub(crate) fn wanted(&self) -> bool {
        self.html.is_some() || self.pdf.is_some()
    }

    /// Writes the files that were asked for, none of them if one is there already.
    pub(crate) fn write(
        &self,
        app: &mut App,
        insights: &[Insight],
        title: &str,
        made: Date,
    ) -> Result<(), Failure> {
        let is_dash = |file: &&PathBuf| file.as_path() == Path::new("-");
        if [&self.html, &self.pdf]
            .into_iter()
            .flatten()
            .any(|file| is_dash(&file))
        {
            return Err(
                Failure::usage("a report goes into a file, not to standard output")
                    .because("“-” names no file")
                    .help("name a new file, or ./- for a file of that name"),
            );
        }
        let report = Report {
            title,
            made,
            insights,
        };
        let mut files: Vec<(&Path, Vec<u8>)> = Vec::new();
        if let Some(file) = &self.html {
            let page = report::html(&report);
            files.push((file, page.into_bytes()));
        }
        if let Some(file) = &self.pdf {
            let pdf = report::pdf(&report).map_err(|e| {
                Failure::new(Kind::Unexpected, "the PDF could not be made").because(e)
            })?;
            files.push((file, pdf));
        }
        let there = files
            .iter()
            .find(|(file, _)| file.symlink_metadata().is_ok());
        if let Some((file, _)) = there
            && !self.overwrite
        {
            return Err(exists(file));
        }
        for (file, bytes) in files {
            let written = if self.overwrite {
                replace(file, &bytes)
            } else {
                put(file, &bytes)
            };
            written?;
            if !app.json() {
                app.out.line(format!("Written: {}", show_path(file)))?;
            }
        }
        Ok(())
    }

    /// Says what the files are.
    pub(crate) fn warn(app: &App) {
        app.notes
            .warn("These files are not encrypted. Whoever gets at them can read them.");
    }
}

fn exists(file: &Path) -> Failure {
    Failure::refused("nothing was written")
        .because(format!("the file {} exists already", show_path(file)))
        .help("name a file that is not there yet, or add --overwrite")
}

/// Writes a new file that only its owner can read.
pub(crate) fn put(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    let made = platform::files::private(options.write(true).create_new(true)).open(file);
    let mut made = made.map_err(|e| match e.kind() {
        io::ErrorKind::AlreadyExists => exists(file),
        _ => Failure::io(&format!("making {}", show_path(file)), e),
    })?;
    made.write_all(bytes)
        .and_then(|()| made.sync_all())
        .map_err(|e| {
            // Half a page in the clear helps nobody.
            let _ = std::fs::remove_file(file);
            Failure::io(&format!("writing {}", show_path(file)), e)
        })
}

/// Writes beside the file, then takes its place: the old one stays whole until the new one is.
fn replace(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |e| Failure::io(&format!("writing {}", show_path(file)), e);
    if file.is_dir() {
        return Err(exists(file).help("name a file"));
    }
    let beside = beside(file);
    if beside.symlink_metadata().is_ok() {
        return Err(in_the_way("nothing was written", &beside));
    }
    put(&beside, bytes)?;
    std::fs::rename(&beside, file).map_err(|e| {
        let _ = std::fs::remove_file(&beside);
        failed(e)
    })?;
    sync_name(file).map_err(failed)
}
