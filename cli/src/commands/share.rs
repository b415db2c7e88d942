//! `still share`: let somebody read a chosen part.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use engine::{Confirmed, OpenMode, ShareNames, ShareView, Vault};

use super::device_add::tell_joined;
use super::share_rule::{RuleArgs, Undone, ask_about_lacking, lacking_words, tell_left_out};
use crate::app::App;
use crate::failure::Failure;
use crate::files::report::ReportFiles;
use crate::json;
use crate::network;
use crate::terminal::{Tty, show_line};
use crate::view;

/// Let somebody read a chosen part of the journal
///
/// A share holds fresh copies of the current text of what you choose: no earlier versions, no deleted words, nothing
/// else. Whoever reads it cannot write. It follows your changes until it ends or you stop it. What was read cannot be
/// unread.
#[derive(Args)]
pub(crate) struct ShareArgs {
    #[command(subcommand)]
    action: Action,
}

impl ShareArgs {
    /// Whether it only shows something.
    pub(super) fn only_shows(&self) -> bool {
        matches!(
            self.action,
            Action::Preview(_) | Action::List | Action::Show { .. }
        )
    }
}

#[derive(Subcommand)]
enum Action {
    /// Make a new share, after showing exactly what it will contain
    New(NewArgs),
    /// Show exactly what a share would contain, without making it; --html or --pdf puts it on paper
    Preview(PreviewArgs),
    /// Invite the reader of a share: shows a ticket for their device, as text and as a QR code
    ///
    /// The reader runs `still device join` and gives the ticket there; then their device shows four words, which they
    /// tell you and you type here (or a script gives as a line of standard input).
    Invite {
        /// Its name or id, or the beginning of either
        share: String,
        /// How you want to be named to the reader; asked if there is no name yet
        #[arg(long = "as", value_name = "NAME")]
        owner: Option<String>,
        /// Write the QR code as a picture too, for a window that is too small for it; the file must not be there yet
        #[arg(long, value_name = "FILE")]
        qr: Option<PathBuf>,
    },
    /// List the shares, for whom they are and when they were last fetched
    List,
    /// Show exactly what a share contains now
    Show {
        /// Its name or id, or the beginning of either
        share: String,
    },
    /// End a share: its reader gets nothing more, and their copy goes when their device next meets one of yours
    Stop {
        /// Its name or id, or the beginning of either
        share: String,
    },
}

#[derive(Args)]
struct NewArgs {
    #[command(flatten)]
    rule: RuleArgs,
    /// Whom it is for, in your words; the reader sees them too; asked if left out
    #[arg(long = "for", alias = "name", value_name = "NAME")]
    reader: Option<String>,
    /// How you want to be named to the reader, who may read what several people share; asked if left out
    #[arg(long = "as", value_name = "NAME")]
    owner: Option<String>,
    /// The last day it can be read
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Make it without asking whether the preview is right, also if nothing goes by a tag or step in it yet
    #[arg(long)]
    yes: bool,
    /// Do not offer to invite the reader at once
    #[arg(long)]
    no_invite: bool,
}

#[derive(Args)]
struct PreviewArgs {
    #[command(flatten)]
    rule: RuleArgs,
    #[command(flatten)]
    files: ReportFiles,
}

/// Runs the action.
pub(crate) fn run(app: &mut App, args: ShareArgs) -> Result<(), Failure> {
    match args.action {
        Action::New(args) => new(app, args),
        Action::Preview(args) => {
            let vault = app.open(OpenMode::Read)?;
            let now = vault.env().now();
            let rule = args.rule.rule(&vault)?;
            let preview = vault.shares().preview(&rule)?;
            if args.files.wanted() {
                let title = "What a reader would see".to_owned();
                let insight = view::share_report::insight(title, &preview, now.date());
                let one = std::slice::from_ref(&insight);
                args.files.write(app, one, &insight.title, now.date())?;
            }
            if args.files.wanted() && !app.json() {
                ReportFiles::warn(app);
            } else {
                view::share::publication(app, Some(&rule), &preview)?;
            }
            app.out.flush()?;
            for lacking in vault.shares().lacks(&rule)? {
                app.notes.warn(lacking_words(&lacking));
            }
            tell_left_out(app, vault.shares().leaves_out(&rule)?)
        }
        Action::Invite { share, owner, qr } => {
            let vault = app.open(OpenMode::Write)?;
            let named = vault.shares().show(&share)?.0;
            let owner = match owner {
                None if named.from.is_empty() => ask_owner()?,
                owner => owner,
            };
            let confirmed = app.confirm(&vault)?;
            if let Some(owner) = owner {
                vault.shares().name_owner(&named.short, owner.trim())?;
            }
            invite(app, &vault, &confirmed, &named.short, qr.as_deref())
        }
        Action::List => {
            let vault = app.open(OpenMode::Read)?;
            view::share::list(app, &vault.shares().list()?, &vault.present()?)
        }
        Action::Show { share } => {
            let (view, publication) = app.open(OpenMode::Read)?.shares().show(&share)?;
            if !app.json() {
                app.out.line(format!(
                    "{}: {}",
                    show_line(&view.name),
                    show_line(&view.rule.words())
                ))?;
                for line in view::share::remarks(&view, &app.env().now()) {
                    app.out.line(line)?;
                }
                app.out.line("")?;
            }
            view::share::publication(app, Some(&view.rule), &publication)
        }
        Action::Stop { share } => {
            let vault = app.open(OpenMode::Write)?;
            let confirmed = app.confirm(&vault)?;
            let view = vault.shares().stop(&share, &confirmed)?;
            if !app.json() && !app.has_saved() {
                return app.unchanged("this share is over already.");
            }
            said(app, "Stopped", &view)
        }
    }
}

/// What is said of a share of which some is not there.
const SHARED: Undone = Undone {
    what: "the share was not made",
    help: "name what there is, or add --yes to share it as soon as it is there",
    question: "Go on, and share it as soon as it is there?",
};

fn new(app: &mut App, args: NewArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let rule = args.rule.rule(&vault)?;
    let ends_at = match &args.until {
        Some(text) => Some(vault.present()?.deadline(text)?.at),
        None => None,
    };
    ask_about_lacking(app, &vault.shares().lacks(&rule)?, args.yes, &SHARED)?;
    let preview = vault.shares().preview(&rule)?;
    let left_out = vault.shares().leaves_out(&rule)?;
    if args.yes {
        tell_left_out(app, left_out)?;
    } else {
        view::share::publication_on(app, Some(&rule), &preview)?;
        tell_left_out(app, left_out)?;
        let mut tty = Tty::open().ok_or_else(|| {
            Failure::refused("the share was not made")
                .because("nobody is there to look at the preview")
                .help("look with `still share preview`, then add --yes")
        })?;
        app.out.flush()?;
        tty.confirm(
            "The reader will see exactly this, and changes to it.",
            "share",
        )?;
    }
    let name = match args.reader {
        Some(name) => name,
        None => ask_name()?,
    };
    let owner = match args.owner {
        None if !args.yes => ask_owner()?,
        owner => owner,
    };
    let names = ShareNames {
        reader: name,
        owner: owner.map_or_else(String::new, |owner| owner.trim().to_owned()),
    };
    let confirmed = app.confirm(&vault)?;
    let view = vault
        .shares()
        .create(names, &rule, ends_at.as_ref(), &confirmed)?;
    said(app, "Shared", &view)?;
    app.out.flush()?;
    let asks = !args.no_invite && !args.yes && !app.json();
    let tty = if asks { Tty::open() } else { None };
    if let Some(mut tty) = tty
        && tty
            .ask_yes("Invite the reader now? Their device must be at hand, on the same network.")?
    {
        return invite(app, &vault, &confirmed, &view.short, None);
    }
    app.notes.note(format_args!(
        "Nobody reads it yet: `still share invite {}` makes the ticket.",
        show_line(&view.short)
    ));
    Ok(())
}

fn invite(
    app: &mut App,
    vault: &Vault,
    confirmed: &Confirmed,
    share: &str,
    picture: Option<&Path>,
) -> Result<(), Failure> {
    let again = format!("still share invite {}", show_line(share));
    let joined = network::invite(app, vault, (picture, &again), |addresses| {
        vault.shares().invite(share, addresses, confirmed)
    })?;
    tell_joined(app, &joined, "reads this share now, and cannot write.")
}

/// How the owner wants to be named; `None` where nobody can be asked, or for no name.
fn ask_owner() -> Result<Option<String>, Failure> {
    let asked = match Tty::open() {
        Some(mut tty) => {
            tty.say("The reader may read what several people share. They see the name that you give here.")?;
            tty.ask("How do you want to be named to them? (Enter for no name) ")?
        }
        None => None,
    };
    Ok(asked.filter(|name| !name.is_empty()))
}

fn ask_name() -> Result<String, Failure> {
    let asked = match Tty::open() {
        Some(mut tty) => tty.ask("Whom is it for? ")?,
        None => None,
    };
    asked
        .filter(|name| !name.is_empty())
        .ok_or_else(|| Failure::usage("the share needs a name").help("give it with --for"))
}

fn said(app: &mut App, what: &str, view: &ShareView) -> Result<(), Failure> {
    if app.json() {
        return app.print_changed(&json::share::shape(view));
    }
    let line = format!(
        "{what}: {}  {}, {}",
        show_line(&view.short),
        show_line(&view.name),
        view::share::published(view)
    );
    app.out.line(line)
}
