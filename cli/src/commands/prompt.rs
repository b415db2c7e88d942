//! `still prompt`: something to write about.

use clap::Args;
use engine::worksheet::{prompt_of, prompts};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{columns, wrap};

/// Something to write about: one prompt a day, the same on all your devices
///
/// It depends on the day alone, so it needs no passphrase, and none comes again before all others have been.
#[derive(Args)]
pub(crate) struct PromptArgs {
    /// All prompts of a step instead
    #[arg(long, value_name = "1-11", value_parser = clap::value_parser!(u8).range(1..=11))]
    step: Option<u8>,
}

/// Prints the prompt, or those of a step.
pub(crate) fn run(app: &mut App, args: &PromptArgs) -> Result<(), Failure> {
    let today = app.today();
    let chosen = match args.step {
        Some(step) => prompts(Some(step)),
        None => vec![prompt_of(today)],
    };
    if app.json() {
        return app.print_json(&json!({ "date": today, "step": args.step, "prompts": chosen }));
    }
    for prompt in chosen {
        for line in wrap(prompt, columns()) {
            app.out.line(line)?;
        }
    }
    Ok(())
}
