//! What is proposed when a command is not known: the likely one first.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use strsim::osa_distance;

/// What is done with a worksheet, and comes behind its number.
const OF_A_STEP: [&str; 6] = ["fill", "add", "log", "set", "done", "reopen"];

/// The same failure with better proposals.
pub(crate) fn improved(
    mut error: clap::Error,
    definition: clap::Command,
    arguments: &[OsString],
) -> clap::Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(typed)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let typed = typed.clone();
    let at_the_start = !arguments.iter().skip(1).any(|word| word == "step");
    if at_the_start && OF_A_STEP.contains(&typed.as_str()) {
        let behind = arguments.iter().skip_while(|word| **word != *typed).nth(1);
        let step = behind
            .and_then(|word| word.to_str())
            .filter(|word| word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
            .unwrap_or("1");
        let tip = format!("name the worksheet first: still step {step} {typed}");
        error.remove(ContextKind::SuggestedSubcommand);
        error.insert(
            ContextKind::Suggested,
            ContextValue::StyledStrs(vec![StyledStr::from(tip)]),
        );
        return error;
    }
    error.remove(ContextKind::SuggestedSubcommand);
    let suggested = likely_first(&typed, &spoken_to(definition, arguments));
    if !suggested.is_empty() {
        error.insert(
            ContextKind::SuggestedSubcommand,
            ContextValue::Strings(suggested),
        );
    }
    error
}

/// The command whose subcommand was not understood.
fn spoken_to(definition: clap::Command, arguments: &[OsString]) -> clap::Command {
    let found = |command: clap::Command, word: &OsString| {
        let sub = command.find_subcommand(word).cloned();
        sub.unwrap_or(command)
    };
    arguments.iter().skip(1).fold(definition, found)
}

/// The subcommands that may have been meant, the likely ones first.
fn likely_first(typed: &str, command: &clap::Command) -> Vec<String> {
    let most = ((typed.chars().count() + 1) / 3).max(1);
    let mut likely: Vec<(usize, &str)> = command
        .get_subcommands()
        .filter(|sub| !sub.is_hide_set())
        .filter_map(|sub| {
            let names = std::iter::once(sub.get_name()).chain(sub.get_visible_aliases());
            let far = |name: &str| match name.starts_with(typed) {
                true => 1,
                false => osa_distance(typed, name),
            };
            names.map(|name| (far(name), name)).min()
        })
        .filter(|(slips, _)| *slips <= most)
        .collect();
    likely.sort_unstable();
    likely
        .into_iter()
        .map(|(_, name)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_command_stands_first() {
        let command = clap::Command::new("x").subcommands([
            clap::Command::new("slip"),
            clap::Command::new("list").visible_alias("ls"),
            clap::Command::new("prompt"),
        ]);
        assert_eq!(likely_first("lsit", &command), ["list"]);
        assert_eq!(likely_first("slp", &command), ["slip"]);
        assert_eq!(likely_first("pro", &command), ["prompt"]);
        assert_eq!(likely_first("lst", &command), ["list"]);
        assert!(likely_first("rm", &command).is_empty());
        assert_eq!(osa_distance("unlokc", "unlock"), 1);
        assert_eq!(osa_distance("", "man"), 3);
    }
}
