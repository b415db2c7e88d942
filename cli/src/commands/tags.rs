//! `still tags`: all tags, emotions or triggers, and changing them in all entries.

use clap::{Args, Subcommand};
use engine::{Label, LabelChange, LabelOutcome, LabelView, OpenMode};

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Progress, Tty, counted, show_line};

/// More entries than this are not changed without being asked about.
const MANY: usize = 10;

/// Show all tags, and rename, merge or remove them in all entries
///
/// Walk, walk and #WALK are one tag. What is changed is an ordinary edit of each entry, which `still history` shows and
/// `still history ENTRY --restore N` takes back. Deleted entries are changed too, as they may come back.
#[derive(Args)]
pub(crate) struct TagsArgs {
    /// Emotions instead of tags
    #[arg(long, global = true, conflicts_with = "triggers")]
    emotions: bool,
    /// Triggers instead of tags
    #[arg(long, global = true)]
    triggers: bool,
    #[command(subcommand)]
    action: Option<Action>,
}

impl TagsArgs {
    /// Whether nothing is changed.
    pub(super) fn only_shows(&self) -> bool {
        matches!(self.action, None | Some(Action::List))
    }
}

#[derive(Subcommand)]
enum Action {
    /// Show them with the number of entries, the most frequent first
    List,
    /// Give a tag another name; if that one is there already, both are one from then on
    Rename {
        /// The name it has, in any spelling
        #[arg(value_name = "TAG")]
        from: String,
        /// The name it gets
        #[arg(value_name = "NAME")]
        to: String,
        #[command(flatten)]
        consent: Consent,
    },
    /// Make one tag of several
    Merge {
        /// Those that end, in any spelling
        #[arg(value_name = "TAG", required = true)]
        from: Vec<String>,
        /// The one that they become
        #[arg(long, value_name = "TAG")]
        into: String,
        #[command(flatten)]
        consent: Consent,
    },
    /// Take tags away from all entries
    Remove {
        /// The tags, in any spelling
        #[arg(value_name = "TAG", required = true)]
        from: Vec<String>,
        #[command(flatten)]
        consent: Consent,
    },
}

#[derive(Args)]
struct Consent {
    /// Do not ask, however many entries it is
    #[arg(long)]
    yes: bool,
}

/// Shows or changes them.
pub(crate) fn run(app: &mut App, args: TagsArgs) -> Result<(), Failure> {
    let kind = match (args.emotions, args.triggers) {
        (true, _) => Label::Emotion,
        (_, true) => Label::Trigger,
        _ => Label::Tag,
    };
    let (from, to, consent) = match args.action {
        None | Some(Action::List) => return list(app, kind),
        Some(Action::Rename { from, to, consent }) => (vec![from], Some(to), consent),
        Some(Action::Merge {
            from,
            into,
            consent,
        }) => (from, Some(into), consent),
        Some(Action::Remove { from, consent }) => (from, None, consent),
    };
    change(app, &LabelChange { kind, from, to }, consent.yes)
}

fn list(app: &mut App, kind: Label) -> Result<(), Failure> {
    let labels = app.open(OpenMode::Read)?.entries().labels(kind)?;
    if app.json() {
        return app.print_json(&json::label::list(kind, &labels));
    }
    if labels.is_empty() {
        app.notes.note(format_args!("No entry has {}.", kind.one()));
        return Ok(());
    }
    let most = labels.iter().map(|label| label.entries).max().unwrap_or(0);
    let cells = most.to_string().len();
    for label in &labels {
        app.out.line(line(kind, label, cells))?;
    }
    Ok(())
}

fn line(kind: Label, label: &LabelView, cells: usize) -> String {
    let others = label
        .spellings
        .iter()
        .filter(|other| **other != label.label);
    let others: Vec<String> = others.map(|other| name(kind, other)).collect();
    let also = match others.len() {
        0 => String::new(),
        _ => format!("   also written {}", others.join(", ")),
    };
    let count = label.entries.to_string();
    format!(
        "{}{count}  {}{also}",
        " ".repeat(cells - count.len()),
        name(kind, &label.label)
    )
}

/// A label in a sentence.
fn named(kind: Label, label: &str) -> String {
    match kind {
        Label::Tag => name(kind, label),
        Label::Emotion | Label::Trigger => format!("“{}”", name(kind, label)),
    }
}

/// A label as lists show it.
fn name(kind: Label, label: &str) -> String {
    let sign = if kind == Label::Tag { "#" } else { "" };
    show_line(&format!("{sign}{label}"))
}

fn change(app: &mut App, change: &LabelChange, yes: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let plan = vault.entries().check_labels(change)?;
    if plan.is_empty() {
        if app.json() {
            return app.print_changed(&json::label::outcome(change, &plan));
        }
        return app.unchanged("it is written like that already.");
    }
    if !yes {
        ask(change, &plan)?;
    }
    let bar = Progress::new("changing entries", app.quiet());
    let mut so_far = 0;
    let done = vault.entries().change_labels(change, &mut |done, all| {
        so_far = done;
        bar.at(done as u64, all as u64);
    });
    drop(bar);
    let done = done.map_err(|error| match so_far {
        0 => Failure::from(error),
        _ => Failure::from(error).help(format!(
            "{} changed; the same command goes on with the others",
            counted(so_far, "entry was", "entries were")
        )),
    })?;
    if app.json() {
        return app.print_changed(&json::label::outcome(change, &done));
    }
    app.out.line(format!(
        "{}.",
        sentence(change, &done, ["Renamed", "Removed"])
    ))?;
    app.out.flush()?;
    for remark in remarks(change.kind, &done) {
        app.notes.note(remark);
    }
    Ok(())
}

/// Asks before many entries are changed, two labels become one, or a share shows more or less.
fn ask(change: &LabelChange, plan: &LabelOutcome) -> Result<(), Failure> {
    let remarks = remarks(change.kind, plan);
    if plan.entries + plan.deleted <= MANY && remarks.is_empty() {
        return Ok(());
    }
    let sentence = sentence(change, plan, ["This renames", "This removes"]);
    let Some(mut tty) = Tty::open() else {
        let mut why = vec![sentence];
        why.extend(
            remarks
                .iter()
                .map(|remark| remark.trim_end_matches('.').to_owned()),
        );
        return Err(Failure::refused("nothing was changed")
            .because(why.join(". "))
            .help("add --yes to do it"));
    };
    tty.say(&format!("{sentence}."))?;
    for remark in &remarks {
        tty.say(remark)?;
    }
    if tty.ask_yes("Go on?")? {
        Ok(())
    } else {
        Err(Failure::refused("nothing was changed").because("it was not confirmed"))
    }
}

fn sentence(change: &LabelChange, outcome: &LabelOutcome, [renames, removes]: [&str; 2]) -> String {
    let kind = change.kind;
    let from: Vec<String> = change
        .from
        .iter()
        .map(|from| named(kind, &kind.tidied(from)))
        .collect();
    let from = from.join(", ");
    let deleted = match outcome.deleted {
        0 => String::new(),
        deleted => format!(
            " and {}",
            counted(deleted, "deleted entry", "deleted entries")
        ),
    };
    let where_ = format!("{}{deleted}", counted(outcome.entries, "entry", "entries"));
    match &outcome.to {
        Some(to) => format!("{renames} {from} to {} in {where_}", named(kind, to)),
        None => format!("{removes} {from} from {where_}"),
    }
}

fn remarks(kind: Label, outcome: &LabelOutcome) -> Vec<String> {
    let mut remarks = Vec::new();
    let to = named(kind, outcome.to.as_deref().unwrap_or_default());
    if outcome.merges > 0 {
        let others = counted(outcome.merges, "entry", "entries");
        remarks.push(format!(
            "{to} is there already, in {others}: both are one from now on."
        ));
    }
    for share in &outcome.shown_in {
        remarks.push(format!(
            "The share “{}” goes by {to} and will show these entries to its reader.",
            show_line(share)
        ));
    }
    for share in &outcome.gone_from {
        remarks.push(format!(
            "The share “{}” goes by the old name and will not show them any more.",
            show_line(share)
        ));
    }
    remarks
}
