//! `still prompt`: something to write about.

use clap::Args;
use engine::worksheet::{prompt_of, prompts_ask_about_contact, prompts_under};
use engine::{ContactPolicy, OpenMode};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{columns, wrap};

/// Something to write about: one prompt a day, the same on all your devices
///
/// It depends on the day alone, so it needs no passphrase, and none comes again before all others have been. The prompts
/// of steps 2, 7, 8 and 11 open the journal, if there is one: where contact is not wanted, none looks towards it.
#[derive(Args)]
pub(crate) struct PromptArgs {
    /// All prompts of a step instead
    #[arg(long, value_name = "1-11", value_parser = clap::value_parser!(u8).range(1..=11))]
    step: Option<u8>,
}

/// Prints the prompt, or those of a step.
pub(crate) fn run(app: &mut App, args: &PromptArgs) -> Result<(), Failure> {
    let today = app.present().today();
    let contact = match args.step {
        Some(step) if prompts_ask_about_contact(step) && app.vault_key().is_some() => {
            app.open(OpenMode::Read)?.programme().contact()?
        }
        _ => ContactPolicy::default(),
    };
    let chosen = match args.step {
        Some(step) => prompts_under(step, contact),
        None => vec![prompt_of(today)],
    };
    if app.json() {
        return app.print_json(&json!({ "date": today, "step": args.step, "prompts": chosen }));
    }
    if let Some(standing) = args.step.and_then(|step| contact.closes(step)) {
        for line in wrap(standing.words(), columns()) {
            app.out.line(line)?;
        }
    }
    for prompt in chosen {
        for line in wrap(prompt, columns()) {
            app.out.line(line)?;
        }
    }
    Ok(())
}
