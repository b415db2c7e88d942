//! `still man`: manual pages.

use std::path::PathBuf;

use clap::Args;

use crate::app::App;
use crate::failure::Failure;

/// Print the manual page, or write one page for every command
///
/// To read it right away: still man | man -l -
#[derive(Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into this folder instead
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Prints or writes the pages.
pub(crate) fn run(app: &mut App, args: &ManArgs) -> Result<(), Failure> {
    let mut definition = app.definition();
    definition.build();
    if let Some(dir) = &args.dir {
        std::fs::create_dir_all(dir).map_err(|e| Failure::io("making the folder", e))?;
        return clap_mangen::generate_to(definition, dir)
            .map_err(|e| Failure::io("writing the pages", e));
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(definition)
        .render(&mut page)
        .map_err(Failure::printing)?;
    app.out.line(String::from_utf8_lossy(&page).trim_end())
}
