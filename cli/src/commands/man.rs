//! `still man`: manual pages.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use clap::Args;

use crate::app::App;
use crate::failure::Failure;

/// Show the manual page, or write one page for every command
///
/// On a terminal it is shown as `man` shows it; elsewhere its source is printed.
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
    if !std::io::stdout().is_terminal() {
        return app.out.as_is(String::from_utf8_lossy(&page).trim_end());
    }
    if shown_by_man(&page) {
        return Ok(());
    }
    // Nobody wants to read the source of a manual page.
    app.out.line(app.definition().render_long_help().ansi())
}

/// Whether the program `man` is there and has shown the page.
fn shown_by_man(page: &[u8]) -> bool {
    let started = Command::new("man")
        .args(["-l", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut man) = started else {
        return false;
    };
    // Whoever leaves before the end has seen enough.
    if let Some(mut input) = man.stdin.take() {
        let _ = input.write_all(page);
    }
    man.wait().is_ok_and(|status| status.success())
}
