//! `still drafts`: what was being written and is not saved.

use clap::{Args, Subcommand};
use engine::{DraftOptions, DraftSubject, DraftView, OpenMode, Vault};
use jiff::Zoned;
use serde_json::{Value, json};

use super::step::action as sheet_action;
use super::{edit, slip, urge, write};
use crate::app::App;
use crate::editor::count_words;
use crate::failure::Failure;
use crate::terminal::{Paint, Tty, columns, counted, pad, show_line, show_text, wrap};
use crate::writing::drafting::{length, moment};

/// Texts that were not saved: list them, go on with one, or throw one away
///
/// While you write, a draft is kept every few seconds, sealed, on this device only. It is no entry: no list, search,
/// share or figure shows it. It goes when you save, or when you leave without saving.
#[derive(Args)]
pub(crate) struct DraftsArgs {
    #[command(subcommand)]
    action: Option<Action>,
}

impl DraftsArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(self.action, None | Some(Action::Show { .. }))
    }
}

#[derive(Subcommand)]
enum Action {
    /// Show the text of a draft
    Show {
        /// The draft, or the beginning of its name
        #[arg(value_name = "ID")]
        draft: String,
    },
    /// Go on writing where it ended
    Resume {
        /// The draft, or the beginning of its name
        #[arg(value_name = "ID")]
        draft: String,
        /// Use $VISUAL or $EDITOR, with the file in memory and the editor's own copies switched off
        #[arg(long)]
        editor: bool,
    },
    /// Throw a draft away, after asking
    Drop {
        /// The draft, or the beginning of its name
        #[arg(value_name = "ID", required_unless_present = "all")]
        draft: Option<String>,
        /// All that are not open just now, also those that cannot be read
        #[arg(long, conflicts_with = "draft")]
        all: bool,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

/// Lists, shows, resumes or throws away.
pub(crate) fn run(app: &mut App, args: DraftsArgs) -> Result<(), Failure> {
    match args.action {
        None => list(app),
        Some(Action::Show { draft }) => show(app, &draft),
        Some(Action::Resume { draft, editor }) => resume(app, &draft, editor),
        Some(Action::Drop { draft, all: _, yes }) => {
            let vault = app.open(OpenMode::Read)?;
            let names = match draft {
                Some(draft) => vec![vault.drafts().name(&draft)?],
                None => droppable(&vault)?,
            };
            throw_away(app, &vault, &names, yes)
        }
    }
}

fn list(app: &mut App) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let found = vault.drafts().list()?;
    if app.json() {
        let drafts: Vec<_> = found.drafts.iter().map(shape).collect();
        return app.print_json(&json!({ "drafts": drafts, "unreadable": found.unreadable }));
    }
    if found.drafts.is_empty() && found.unreadable == 0 {
        return app.out.line("No drafts.");
    }
    let now = app.env().now();
    for draft in &found.drafts {
        let open = if draft.open { "  (open just now)" } else { "" };
        app.out.line(format!(
            "{}  {}  {}  {}{}",
            Paint::Strong.on(&draft.id),
            Paint::Faint.on(pad(&moment(&draft.kept, &now), 16)),
            pad(&length(draft), 10),
            show_line(&about(&vault, draft)),
            Paint::Faint.on(open),
        ))?;
    }
    if found.unreadable > 0 {
        app.out.flush()?;
        app.notes.warn(format_args!(
            "{} be read: damaged, of another device, or of a newer program. `still drafts drop --all` removes {}",
            counted(found.unreadable, "draft file cannot", "draft files cannot"),
            if found.unreadable == 1 { "it" } else { "them" },
        ));
    }
    if !found.drafts.is_empty() {
        app.notes.note(
            "`still drafts resume ID` goes on with one, `show ID` shows it, `drop ID` throws it away.",
        );
    }
    Ok(())
}

fn show(app: &mut App, name: &str) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let draft = vault.drafts().get(name)?;
    if app.json() {
        let mut shape = shape(&draft);
        shape["texts"] = draft
            .texts
            .iter()
            .map(|text| json!({ "name": text.name, "text": text.text }))
            .collect();
        if let DraftSubject::Urge(given) | DraftSubject::Slip(given) = &draft.subject {
            shape["given"] = json!({
                "at": given.at.as_ref().map(ToString::to_string), "channel": given.channel,
                "strength": given.strength, "trigger": given.trigger,
            });
        }
        return app.print_json(&shape);
    }
    let now = app.env().now();
    app.out.line(Paint::Faint.on(format!(
        "draft {}  ·  {}  ·  begun {}, kept {}",
        draft.id,
        show_line(&about(&vault, &draft)),
        moment(&draft.begun, &now),
        moment(&draft.kept, &now),
    )))?;
    if let DraftSubject::Urge(given) | DraftSubject::Slip(given) = &draft.subject {
        for line in options(given, &now) {
            app.out.line(show_line(&line))?;
        }
    }
    for text in &draft.texts {
        app.out.line("")?;
        if draft.texts.len() > 1 {
            app.out.line(Paint::Strong.on(show_line(&text.name)))?;
        }
        for line in wrap(&show_text(&text.text), columns()) {
            app.out.line(line)?;
        }
    }
    Ok(())
}

fn resume(app: &mut App, name: &str, own_editor: bool) -> Result<(), Failure> {
    let draft = app.open(OpenMode::Read)?.drafts().get(name)?;
    match &draft.subject {
        DraftSubject::Entry { .. } => write::resume(app, &draft.id, own_editor),
        DraftSubject::Edit { .. } => edit::resume(app, &draft.id, own_editor),
        DraftSubject::Worksheet {
            worksheet, place, ..
        } => sheet_action::resume(app, worksheet, place, &draft.id),
        DraftSubject::Urge(_) => urge::resume(app, &draft.id),
        DraftSubject::Slip(_) => slip::resume(app, &draft.id),
    }
}

fn droppable(vault: &Vault) -> Result<Vec<String>, Failure> {
    let found = vault.drafts().list()?.drafts.into_iter();
    let mut names: Vec<String> = found
        .filter(|draft| !draft.open)
        .map(|draft| draft.id)
        .collect();
    names.extend(vault.drafts().unreadable()?);
    Ok(names)
}

fn throw_away(app: &mut App, vault: &Vault, names: &[String], yes: bool) -> Result<(), Failure> {
    if names.is_empty() {
        return app.out.line("There is no draft to throw away.");
    }
    if !yes {
        let Some(mut tty) = Tty::open() else {
            return Err(Failure::refused("nothing was thrown away")
                .because("nobody is there to be asked")
                .help("--yes throws away without asking"));
        };
        let question = match names {
            [one] => match vault.drafts().get(one) {
                Ok(draft) => format!("Throw {} away ({})?", one, length(&draft)),
                Err(_) => format!("Throw {one} away? It cannot be read."),
            },
            more => format!("Throw all {} drafts away?", more.len()),
        };
        if !tty.ask_yes(&question)? {
            return Err(Failure::refused("nothing was thrown away").because("it was not confirmed"));
        }
    }
    let (mut dropped, mut failed) = (Vec::new(), None);
    for name in names {
        match vault.drafts().throw_away(name) {
            Ok(()) => dropped.push(name),
            Err(error) => failed = Some((name, Failure::from(error))),
        }
    }
    if dropped.is_empty()
        && let Some((_, failure)) = failed
    {
        return Err(failure);
    }
    if app.json() {
        app.print_json(&json!({ "dropped": dropped }))?;
    } else {
        app.out.line(format!(
            "{} thrown away.",
            counted(dropped.len(), "draft", "drafts")
        ))?;
    }
    match failed {
        Some((name, failure)) => Err(Failure::new(
            failure.kind(),
            format!("draft {name} was not thrown away"),
        )
        .because(failure.line())),
        None => Ok(()),
    }
}

/// What was given beside the answers, a line for each.
fn options(given: &DraftOptions, now: &Zoned) -> Vec<String> {
    let lines = [
        ("at", given.at.as_ref().map(|at| moment(at, now))),
        ("channel", given.channel.clone()),
        (
            "strength",
            given.strength.map(|strength| strength.to_string()),
        ),
        ("trigger", given.trigger.clone()),
    ];
    let lines = lines.into_iter();
    lines
        .filter_map(|(name, value)| Some(format!("{name}  {}", value?)))
        .collect()
}

/// What a draft is for, in a few words.
fn about(vault: &Vault, draft: &DraftView) -> String {
    match &draft.subject {
        DraftSubject::Entry { options, .. } if options.letter => "a letter".to_owned(),
        DraftSubject::Entry { .. } => "a new entry".to_owned(),
        DraftSubject::Edit { entry, .. } => {
            match vault
                .entries()
                .get(&engine::views::EntryRef::Prefix(entry.clone()))
            {
                Ok(entry) => format!("entry {}", entry.short),
                Err(_) => "an entry that is not here".to_owned(),
            }
        }
        DraftSubject::Worksheet {
            worksheet, place, ..
        } => {
            if worksheet.parse::<u8>().is_ok() {
                format!("step {worksheet}, {place}")
            } else {
                format!("worksheet {worksheet}, {place}")
            }
        }
        DraftSubject::Urge(_) => "an urge".to_owned(),
        DraftSubject::Slip(_) => "a slip".to_owned(),
    }
}

fn shape(draft: &DraftView) -> Value {
    let mut shape = json!({
        "id": draft.id, "for": null, "entry": null, "worksheet": null, "place": null,
        "begun": draft.begun.to_string(), "kept": draft.kept.to_string(),
        "words": draft.texts.iter().map(|text| count_words(&text.text)).sum::<usize>(),
        "open": draft.open,
    });
    match &draft.subject {
        DraftSubject::Entry { .. } => shape["for"] = "entry".into(),
        DraftSubject::Edit { entry, .. } => {
            shape["for"] = "edit".into();
            shape["entry"] = entry.as_str().into();
        }
        DraftSubject::Worksheet {
            worksheet, place, ..
        } => {
            shape["for"] = "worksheet".into();
            shape["worksheet"] = worksheet.as_str().into();
            shape["place"] = place.as_str().into();
        }
        DraftSubject::Urge(_) => shape["for"] = "urge".into(),
        DraftSubject::Slip(_) => shape["for"] = "slip".into(),
    }
    shape
}
