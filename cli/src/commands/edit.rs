//! `still edit`: change an entry.

use clap::Args;
use engine::views::{EntryEdit, EntryRef, EntryView};
use engine::{DraftSubject, DraftView, FlagView, OpenMode, QuietLine, Stamp, Vault};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::show_line;
use crate::time::about;
use crate::view;
use crate::writing::drafting::{self, Drafting, TEXT};
use crate::writing::entry_options::EditOptions;
use crate::writing::entry_text::{self, Page};

const NOTHING: &str = "Nothing was changed.";

/// Change an entry
///
/// Without options the text opens in the editor, or is replaced by what is piped in. With options only those fields
/// change; add --text to change the text as well. Every earlier state stays in `still history`.
#[derive(Args)]
pub(crate) struct EditArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY")]
    entry: EntryRef,
    /// Change the text too, when other options are given
    #[arg(long)]
    text: bool,
    #[command(flatten)]
    fields: EditOptions,
    /// When it happened
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// With --at: a moment that has not come yet, too
    #[arg(long, requires = "at")]
    ahead: bool,
    /// The version that this was written on, the “stamp” of `show --json`: what came since is merged, not replaced
    #[arg(long, value_name = "STAMP")]
    base: Option<Stamp>,
    /// Use $VISUAL or $EDITOR, with the file in memory and the editor's own copies switched off
    #[arg(long)]
    editor: bool,
}

/// Changes the entry. Everything that can be refused is refused before the editor opens.
pub(crate) fn run(app: &mut App, mut args: EditArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let present = vault.present()?;
    let at = args.at.take();
    let at = at
        .map(|at| about(app, &present, &at, args.ahead))
        .transpose()?;
    let (entry, base) = (args.entry.clone(), args.base.take());
    let (with_text, own_editor) = (args.text || args.editor, args.editor);
    let mut changes = args.fields.edits();
    changes.extend(at.map(|at| EntryEdit::When(at.into())));
    let before = vault.entries().get(&entry)?;
    let edit = Edit {
        changes,
        ..Edit::of(&before, base)
    };
    if !edit.changes.is_empty() && !with_text {
        let saved = edit.save(&vault, None)?;
        return finish(app, &saved);
    }
    edit.check(&vault)?;
    let same = |subject: &DraftSubject| edit.is_subject(subject);
    let saved = |draft: &DraftView| draft.text(TEXT).trim_end_matches('\n') == before.body;
    if entry_text::is_piped() && !own_editor {
        drafting::offered(app, &vault, false, same, saved)?;
        return piped(app, &vault, &edit, &before);
    }
    match drafting::offered(app, &vault, true, same, saved)? {
        Some((drafting, draft)) => {
            let edit = edit.over(&draft)?;
            edit.check(&vault)
                .map_err(|failure| failure.help(as_new_entry(&draft)))?;
            drop(vault);
            write(
                app,
                &before,
                &edit,
                drafting,
                draft.text(TEXT).to_owned(),
                own_editor,
            )
        }
        None => {
            let drafting = Drafting::begin(&vault, edit.subject(), app.notes)?;
            drop(vault);
            let text = before.body.clone();
            write(app, &before, &edit, drafting, text, own_editor)
        }
    }
}

/// Goes on with a draft.
pub(super) fn resume(app: &mut App, draft: &str, own_editor: bool) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let (drafting, draft) = Drafting::resume(&vault, draft)?;
    let DraftSubject::Edit { entry, .. } = &draft.subject else {
        return Err(Failure::usage("this draft changes no entry"));
    };
    let before = vault
        .entries()
        .get(&EntryRef::Prefix(entry.clone()))
        .map_err(|error| Failure::from(error).help(as_new_entry(&draft)))?;
    let edit = Edit::of(&before, None).over(&draft)?;
    edit.check(&vault)
        .map_err(|failure| failure.help(as_new_entry(&draft)))?;
    drop(vault);
    let text = draft.text(TEXT).to_owned();
    write(app, &before, &edit, drafting, text, own_editor)
}

/// What becomes of a draft whose entry, or whose version of it, is not here.
fn as_new_entry(draft: &DraftView) -> String {
    format!("`still write --draft {}` makes a new entry of it", draft.id)
}

/// Takes the text from standard input.
fn piped(app: &mut App, vault: &Vault, edit: &Edit, before: &EntryView) -> Result<(), Failure> {
    let text = entry_text::piped()?;
    if engine::is_blank(&text) {
        return Err(Failure::usage("no text came in, so nothing was changed")
            .help("`still delete` takes an entry away"));
    }
    if edit.changes.is_empty() && edit.base == before.stamp && text == before.body {
        app.notes.note(NOTHING);
        return view::entry::note_deleted(app, before);
    }
    let saved = edit.save(vault, Some(text))?;
    finish(app, &saved)
}

/// Opens the editor and saves what was written in it.
fn write(
    app: &mut App,
    before: &EntryView,
    edit: &Edit,
    mut drafting: Drafting,
    text: String,
    own_editor: bool,
) -> Result<(), Failure> {
    drafting.set_subject(edit.subject());
    let name = if before.title.is_empty() {
        &before.short
    } else {
        &before.title
    };
    let gone = match view::entry::deleted_line(before) {
        Some(line) if own_editor => {
            app.notes.note(line);
            String::new()
        }
        Some(_) => format!(
            " · deleted: `still restore {}` brings it back",
            show_line(&before.short)
        ),
        None => String::new(),
    };
    let page = Page {
        title: format!(
            " {} · {}{gone}",
            show_line(name),
            before.moment().strftime("%A, %-d %B %Y, %H:%M")
        ),
        text,
        saved: edit.changes.is_empty().then(|| before.body.clone()),
        own_editor,
        nothing: NOTHING,
    };
    let written = entry_text::write_and_save(app, page, drafting, |app, text, _| {
        let vault = app.open(OpenMode::Write)?;
        edit.save(&vault, Some(text.to_owned()))
    })?;
    match written {
        Some(saved) => finish(app, &saved),
        None => Ok(()),
    }
}

/// What is to become of which version of an entry.
struct Edit {
    /// The whole id: @1 may be another entry when it is saved.
    entry: String,
    base: Stamp,
    changes: Vec<EntryEdit>,
}

/// The entry as it now is, and whether its text holds more than what was saved.
struct Saved {
    entry: EntryView,
    changed: bool,
    merged: bool,
    /// It had been deleted since the version that this was written on.
    is_back: bool,
    flags: Vec<FlagView>,
    /// The quiet line, if there is reason for one.
    quiet: Option<QuietLine>,
}

impl Edit {
    fn of(before: &EntryView, base: Option<Stamp>) -> Self {
        Self {
            entry: before.id.clone(),
            base: base.unwrap_or_else(|| before.stamp.clone()),
            changes: Vec::new(),
        }
    }

    /// The same entry, from the version that the draft was typed on; what is given now replaces what was given then.
    fn over(self, draft: &DraftView) -> Result<Self, Failure> {
        let DraftSubject::Edit { base, changes, .. } = &draft.subject else {
            return Ok(self);
        };
        let changes = if self.changes.is_empty() {
            changes.clone()
        } else {
            self.changes
        };
        Ok(Self {
            base: base.parse()?,
            changes,
            ..self
        })
    }

    fn whole(&self) -> EntryRef {
        EntryRef::Prefix(self.entry.clone())
    }

    fn subject(&self) -> DraftSubject {
        DraftSubject::Edit {
            entry: self.entry.clone(),
            base: self.base.to_string(),
            changes: self.changes.clone(),
        }
    }

    fn is_subject(&self, subject: &DraftSubject) -> bool {
        matches!(subject, DraftSubject::Edit { entry, .. } if *entry == self.entry)
    }

    /// Refuses what would be refused on saving.
    fn check(&self, vault: &Vault) -> Result<(), Failure> {
        Ok(vault
            .entries()
            .check_edit(&self.whole(), &self.base, self.changes.clone())?)
    }

    fn save(&self, vault: &Vault, text: Option<String>) -> Result<Saved, Failure> {
        let mut changes = self.changes.clone();
        changes.extend(text.clone().map(EntryEdit::Body));
        let before = vault.entries().get(&self.whole())?;
        let emptied = text.as_deref().is_some_and(engine::is_blank);
        let entry = vault
            .entries()
            .edit(&self.whole(), &self.base, changes)
            .map_err(|error| match Failure::from(error) {
                failure if emptied => failure.help("`still delete` takes an entry away"),
                failure => failure,
            })?;
        let mut flags = vault.flags().of_entry(&entry);
        flags.retain(|view| !view.flag.kept);
        Ok(Saved {
            changed: entry.stamp != before.stamp,
            is_back: before.deleted.is_some() && entry.deleted.is_none(),
            merged: text.is_some_and(|text| text != entry.body),
            quiet: view::quiet::of_entry(vault, &entry),
            entry,
            flags,
        })
    }
}

fn finish(app: &mut App, saved: &Saved) -> Result<(), Failure> {
    if saved.changed || app.json() {
        view::entry::done(app, "Saved", &saved.entry)?;
    } else {
        app.unchanged("it is like that already.")?;
    }
    if saved.merged {
        app.out.flush()?;
        app.notes.note(format_args!(
            "Words from another device or window were added meanwhile; `still history {}` shows them.",
            show_line(&saved.entry.short)
        ));
    }
    if saved.is_back {
        app.out.flush()?;
        app.notes.note(
            "It had been deleted on another device or in another window; what you saved brought it back.",
        );
    }
    view::entry::note_deleted(app, &saved.entry)?;
    view::flag::note(app, &saved.flags)?;
    view::quiet::note(app, saved.quiet.filter(|_| saved.changed))
}
