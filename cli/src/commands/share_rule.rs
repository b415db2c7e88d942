//! What is chosen for somebody to read, as it is typed for a share or a sealed page.

use std::collections::BTreeSet;

use clap::Args;
use engine::views::EntryRef;
use engine::{EntryPart, Lacking, LeftOut, ShareRule, Vault};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Tty, counted, show_line};
use crate::time::between;

/// What is in the share: worksheets by step, and entries by tag, star and dates, or one by one.
#[derive(Args)]
pub(super) struct RuleArgs {
    /// The worksheets of these steps, such as 1,2
    #[arg(long, alias = "step", value_name = "1-11", value_delimiter = ',',
        value_parser = clap::value_parser!(u8).range(1..=11))]
    steps: Vec<u8>,
    /// A worksheet of your own, by its id; can be repeated
    #[arg(long = "worksheet", value_name = "ID")]
    worksheets: Vec<String>,
    /// Figures worked out from the whole journal: mood, no contact, promises kept, steps; of your words only the
    /// names of promises and what set urges off
    #[arg(long)]
    insights: bool,
    /// Entries with this tag; can be repeated
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// This very entry; can be repeated
    #[arg(long = "entry", value_name = "ENTRY")]
    entries: Vec<EntryRef>,
    /// Only entries with a star
    #[arg(long)]
    starred: bool,
    /// Only entries from this day on
    #[arg(long, value_name = "DAY")]
    from: Option<String>,
    /// Only entries up to this day
    #[arg(long, value_name = "DAY")]
    to: Option<String>,
    /// What else goes of each entry: tags,emotions,triggers,steps,star,letter. Without it date, title, text and mood
    /// go, and the tag or star that chose the entry
    #[arg(long, value_name = "PARTS", value_delimiter = ',',
        value_parser = clap::builder::PossibleValuesParser::new(EntryPart::ALL.map(EntryPart::word)))]
    with: Vec<String>,
}

impl RuleArgs {
    /// The rule that was typed.
    pub(super) fn rule(self, vault: &Vault) -> Result<ShareRule, Failure> {
        let (from, to) = between(&vault.present()?, self.from.as_deref(), self.to.as_deref())?;
        let mut entries = BTreeSet::new();
        for entry in &self.entries {
            entries.insert(vault.entries().get(entry)?.id);
        }
        let rule = ShareRule {
            steps: self.steps.into_iter().collect(),
            journey: String::new(),
            insights: self.insights,
            worksheets: self.worksheets.into_iter().collect(),
            tags: self.tags.into_iter().collect(),
            entries,
            starred: self.starred,
            from,
            to,
            parts: EntryPart::ALL
                .into_iter()
                .filter(|part| self.with.iter().any(|word| word == part.word()))
                .collect(),
        };
        if rule.is_empty() {
            return Err(Failure::usage("nothing was chosen to be shared")
                .help("choose with --steps, --worksheet, --insights, --tag, --starred, --from, --to or --entry"));
        }
        Ok(rule)
    }
}

/// What is said when somebody is not content with what is lacking.
pub(super) struct Undone {
    /// What was not done.
    pub(super) what: &'static str,
    /// What helps.
    pub(super) help: &'static str,
    /// Whether to go on.
    pub(super) question: &'static str,
}

/// Says what the rule names and does not find, before a share of nothing is made. Somebody who is there is asked; a
/// script that said --yes goes on.
pub(super) fn ask_about_lacking(
    app: &mut App,
    lacking: &[Lacking],
    yes: bool,
    undone: &Undone,
) -> Result<(), Failure> {
    if lacking.is_empty() {
        return Ok(());
    }
    let words: Vec<_> = lacking.iter().map(lacking_words).collect();
    if yes {
        for words in words {
            app.notes.warn(words);
        }
        return Ok(());
    }
    let Some(mut tty) = Tty::open() else {
        return Err(Failure::refused(undone.what)
            .because(words.join(". "))
            .help(undone.help));
    };
    for words in &words {
        tty.say(words)?;
    }
    if tty.ask_yes(undone.question)? {
        Ok(())
    } else {
        Err(Failure::refused(undone.what))
    }
}

/// Says what is left out that somebody might think goes along: letters that were not sent, and files.
pub(super) fn tell_left_out(app: &mut App, left_out: LeftOut) -> Result<(), Failure> {
    app.out.flush()?;
    if left_out.letters > 0 {
        let (letters, one) = match left_out.letters {
            1 => ("a letter that was not sent".to_owned(), "it is"),
            many => (format!("{many} letters that were not sent"), "one is"),
        };
        app.notes.note(format_args!(
            "Left out: {letters}. If {one} to go along, name it with --entry."
        ));
    }
    if left_out.files > 0 {
        let files = counted(
            left_out.files,
            "file of these entries",
            "files of these entries",
        );
        app.notes.note(format_args!(
            "Left out: {files}. No share carries files yet."
        ));
    }
    Ok(())
}

/// One thing that is lacking, as a sentence without its full stop.
pub(super) fn lacking_words(lacking: &Lacking) -> String {
    match lacking {
        Lacking::Tag { tag, near } if near.is_empty() => {
            format!(
                "No entry that can be shared has the tag “{}”",
                show_line(tag)
            )
        }
        Lacking::Tag { tag, near } => {
            let near = near
                .iter()
                .map(|(tag, count)| format!("{} ({count})", show_line(tag)));
            let near: Vec<_> = near.collect();
            format!(
                "No entry that can be shared has the tag “{}”; tags near it: {}",
                show_line(tag),
                near.join(", ")
            )
        }
        Lacking::Step(step) => format!("Nothing is written in step {step} yet"),
        Lacking::Worksheet(id) => format!("Nothing is written in worksheet {} yet", show_line(id)),
        Lacking::Entries => "No entry fits all that was chosen".to_owned(),
    }
}
