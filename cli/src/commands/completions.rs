//! `still completions`: completion scripts for shells.

use clap::Args;
use clap_complete::Shell;

use crate::app::App;
use crate::failure::Failure;

/// Print completions for a shell
///
/// For example: still completions bash > ~/.local/share/bash-completion/completions/still
#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Prints the script.
pub(crate) fn run(app: &mut App, args: &CompletionsArgs) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut app.definition(), "still", &mut script);
    app.out.line(String::from_utf8_lossy(&script).trim_end())
}
