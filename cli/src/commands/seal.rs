//! `still seal`: a page for somebody who has nothing but a browser.

use std::path::PathBuf;

use clap::Args;
use engine::{HandoutDraft, LeftOut, OpenMode, ShareNames, ShareRule};
use report::handout;
use serde_json::json;

use super::share_rule::{RuleArgs, Undone, ask_about_lacking, tell_left_out};
use crate::app::App;
use crate::failure::Failure;
use crate::files::folder;
use crate::terminal::{Paint, Tty, show_line, show_path};
use crate::view;

/// What was left undone, when some of what is named is not there.
const UNDONE: Undone = Undone {
    what: "the page was not made",
    help: "name what there is, or add --yes to make it without",
    question: "Go on without it?",
};

/// Make a sealed page of a chosen part, for somebody who has only a browser
///
///   still seal --for "Dr Weber" --as A. --tag session --from 2026-11-01
///
/// Shows exactly what will be read, asks for the passphrase, and writes a new folder with fixed names:
///
///   page.html     the page and its sealed text in one file, to hand over
///   page.age      the sealed text alone, for mail
///   opener.html   opens page.age; the same for everybody, given once, by hand
///   leaf.txt      ten lines for whoever gets it
///
/// Eight words open it. They are shown once and kept nowhere: say them by telephone or in the room, never in the message
/// that brings the file. The page follows no later change and cannot be taken back; `still share` can.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct SealArgs {
    #[command(flatten)]
    rule: RuleArgs,
    /// Whom it is for, in your words; it stands on top of the page
    #[arg(long = "for", value_name = "NAME")]
    reader: String,
    /// How you want to be named on the page; left out, nobody is named
    #[arg(
        long = "as",
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    owner: String,
    /// The last day on which the page opens. A courtesy: whoever kept file and words can read it later all the same
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// The folder to make; it must not be there yet
    #[arg(long, value_name = "DIR", default_value = "document")]
    into: PathBuf,
    /// Make it without asking whether the preview is right, also if some of what is named is not there
    #[arg(long)]
    yes: bool,
}

/// Runs the command.
pub(crate) fn run(app: &mut App, args: SealArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let rule = args.rule.rule(&vault)?;
    let ends = match &args.until {
        Some(text) => Some(vault.present()?.deadline(text)?.at),
        None => None,
    };
    if args.into.symlink_metadata().is_ok() {
        let folder = show_path(&args.into);
        return Err(Failure::refused(UNDONE.what)
            .because(format!("the folder {folder} exists already"))
            .help("name a folder that is not there yet with --into"));
    }
    ask_about_lacking(app, &vault.shares().lacks(&rule)?, args.yes, &UNDONE)?;
    let names = ShareNames {
        reader: args.reader.trim().to_owned(),
        owner: args.owner.trim().to_owned(),
    };
    let draft = vault.shares().draft_handout(names, &rule, ends)?;
    if draft.is_empty() {
        return Err(Failure::refused(UNDONE.what)
            .because("nothing fits what was chosen")
            .help("`still share preview` shows what fits"));
    }
    let left_out = vault.shares().leaves_out(&rule)?;
    if args.yes {
        tell_left_out(app, left_out)?;
    } else {
        agree(app, &rule, &draft, left_out)?;
    }
    let confirmed = app.confirm(&vault)?;
    let sealed = vault
        .shares()
        .seal_handout(&draft, handout::drawn, &confirmed)?;
    let page = handout::page(&sealed.file);
    let leaf = handout::leaf();
    let files: [(&str, &[u8]); 4] = [
        ("page.html", page.as_bytes()),
        ("page.age", &sealed.file),
        ("opener.html", handout::OPENER.as_bytes()),
        ("leaf.txt", leaf.as_bytes()),
    ];
    folder::make(&args.into, &files)?;
    let folder = args.into.display().to_string();
    if app.json() {
        return app.print_json(&json!({
            "folder": folder, "words": sealed.words, "opener_sha256": handout::opener_sum(),
            "entries": draft.publication.entries.len(), "worksheets": draft.publication.worksheet_count(),
        }));
    }
    app.out.line(format!(
        "Written to {}: page.html, or page.age with opener.html for mail, and leaf.txt with ten lines for its reader.",
        show_line(&folder)
    ))?;
    app.out.line("")?;
    app.out
        .line("Eight words open it. They are shown this once, and kept nowhere:")?;
    app.out.line("")?;
    for (at, word) in sealed.words.iter().enumerate() {
        app.out
            .line(format!("  {}  {}", at + 1, Paint::Strong.on(*word)))?;
    }
    app.out.line("")?;
    app.out.flush()?;
    app.notes.note(
        "Say them by telephone or in the room, never in the message that brings the file. What was read cannot be unread. \
         `clear` takes the words off this screen.",
    );
    Ok(())
}

/// Shows exactly what will be read, and asks.
fn agree(
    app: &mut App,
    rule: &ShareRule,
    draft: &HandoutDraft,
    left_out: LeftOut,
) -> Result<(), Failure> {
    view::share::publication_on(app, Some(rule), &draft.publication)?;
    for insight in &draft.insights {
        app.out.line("")?;
        view::insight::print(app, insight, false)?;
    }
    tell_left_out(app, left_out)?;
    let mut tty = Tty::open().ok_or_else(|| {
        Failure::refused(UNDONE.what)
            .because("nobody is there to look at the preview")
            .help("look with `still share preview`, then add --yes")
    })?;
    app.out.flush()?;
    let reader = show_line(&draft.names.reader);
    tty.confirm(
        &format!("{reader} will read exactly this. It cannot be taken back."),
        "seal",
    )
}
