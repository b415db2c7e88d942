//! `still write`: a new entry.

use std::path::{Path, PathBuf};

use clap::Args;
use engine::views::{EntryFields, EntryView, Query, When};
use engine::{DraftSubject, DraftView, EntryFile, FlagView, OpenMode, QuietLine, Vault};
use jiff::Zoned;

use crate::app::App;
use crate::failure::Failure;
use crate::time::about;
use crate::view;
use crate::writing::attached::{self, Taking};
use crate::writing::drafting::{self, Drafting, TEXT};
use crate::writing::entry_options::NewEntryOptions;
use crate::writing::entry_text::{self, Page};

/// Entries that are looked through for what was just saved.
const NEWEST: usize = 20;

/// Write a new entry
///
/// Opens the built-in editor, whose text never touches the disk. When text is piped in, that is the entry:
///
///     echo "The lake was still." | still write --mood 7
///
/// What you write is never taken from an argument, since shells remember arguments and others can see them.
///
/// While the editor is open, a sealed draft is kept every few seconds. After a crash or a closed window the next
/// `still write` offers it; `still drafts` lists all.
#[derive(Args, Default)]
pub(crate) struct WriteArgs {
    #[command(flatten)]
    fields: NewEntryOptions,
    /// Show the prompt of the day above the text
    #[arg(long)]
    prompt: bool,
    /// When it happened, if not now: “yesterday 22:10”, “last friday 9pm”, “2 hours ago”, “20 Nov”
    #[arg(long, value_name = "WHEN")]
    at: Option<String>,
    /// With --at: a moment that has not come yet, too
    #[arg(long, requires = "at")]
    ahead: bool,
    /// Go on with a draft; what is given beside it replaces what was given then
    #[arg(long, value_name = "ID")]
    draft: Option<String>,
    /// Add a file: a photograph, sound, anything; can be repeated. `still attach` says more
    #[arg(long = "attach", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// With --attach: a line about the file; asked for without WORDS
    #[arg(long, value_name = "WORDS", num_args = 0..=1, default_missing_value = "", requires = "files")]
    caption: Option<String>,
    /// With --attach: keep photographs as they are, with place, camera and time
    #[arg(long, requires = "files")]
    keep_metadata: bool,
    /// Use $VISUAL or $EDITOR, with the file in memory and the editor's own copies switched off
    #[arg(long)]
    editor: bool,
}

/// Writes the entry. Everything that can be refused is refused before the editor opens.
pub(crate) fn run(app: &mut App, args: &WriteArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Write)?;
    let given = Given::new(app, &vault, args)?;
    vault.entries().check_create(given.options.clone())?;
    let is_new = |subject: &DraftSubject| matches!(subject, DraftSubject::Entry { .. });
    let saved = |draft: &DraftView| stands_already(&vault, draft);
    if entry_text::is_piped() && !args.editor && args.draft.is_none() {
        drafting::offered(app, &vault, false, is_new, saved)?;
        let entry = given.entry(entry_text::piped()?);
        return finish(app, save(&vault, entry)?);
    }
    let found = match &args.draft {
        Some(id) => Some(Drafting::resume(&vault, id)?),
        None => drafting::offered(app, &vault, true, is_new, saved)?,
    };
    let (drafting, given, text) = match found {
        Some((mut drafting, draft)) => {
            let given = given.over(&draft)?;
            vault.entries().check_create(given.options.clone())?;
            drafting.set_subject(given.subject());
            let text = text_of(&draft);
            (drafting, given, text)
        }
        None => {
            let drafting = Drafting::begin(&vault, given.subject(), app.notes)?;
            (drafting, given, String::new())
        }
    };
    drop(vault);
    let begun = app.env().now();
    let when = given.options.when.zoned();
    let page = Page {
        title: heading(when.as_ref().unwrap_or(&begun), args.prompt),
        text,
        saved: Some(String::new()),
        own_editor: args.editor,
        nothing: "Nothing was written.",
    };
    let written = entry_text::write_and_save(app, page, drafting, |app, text, refused| {
        let vault = app.open(OpenMode::Write)?;
        let mut entry = given.entry(text.to_owned());
        // It stands at the moment that the heading shows, also when it took until the next day.
        entry.when = entry.when.or(&begun);
        // To write again what may be there would write it twice.
        if refused.is_some_and(Failure::may_be_saved)
            && let Some(there) = saved_as(&vault, &entry, &begun)
        {
            return Ok(with_remarks(&vault, there));
        }
        save(&vault, entry)
    })?;
    match written {
        Some(saved) => finish(app, saved),
        None => Ok(()),
    }
}

/// Goes on with a draft.
pub(super) fn resume(app: &mut App, draft: &str, own_editor: bool) -> Result<(), Failure> {
    let args = WriteArgs {
        draft: Some(draft.to_owned()),
        editor: own_editor,
        ..WriteArgs::default()
    };
    run(app, &args)
}

/// What is given beside the text.
#[derive(Clone)]
struct Given {
    options: EntryFields,
    first_line_is_title: bool,
}

impl Given {
    fn new(app: &App, vault: &Vault, args: &WriteArgs) -> Result<Self, Failure> {
        let present = vault.present()?;
        let at = args.at.as_deref();
        let when = at
            .map(|at| about(app, &present, at, args.ahead))
            .transpose()?;
        let mut options = args.fields.fields(when.map(When::from).unwrap_or_default());
        if args
            .files
            .iter()
            .any(|file| file.as_path() == Path::new("-"))
        {
            return Err(Failure::usage("“-” is the text here, not a file")
                .help("`still attach ENTRY -` takes a file from another program"));
        }
        let caption = attached::caption(args.caption.as_deref())?;
        let taking = Taking {
            caption: caption.as_deref(),
            keep_metadata: args.keep_metadata,
            name: None,
        };
        let files = attached::take_in(app, vault, &args.files, taking)?;
        options.files = (0..)
            .zip(files)
            .map(|(order, taken)| EntryFile {
                order,
                ..taken.file
            })
            .collect();
        Ok(Self {
            first_line_is_title: args.fields.first_line_is_title(),
            options,
        })
    }

    /// This over what a draft was begun with. What is about another thing than a new entry gives its text only.
    fn over(self, draft: &DraftView) -> Result<Self, Failure> {
        let mut all = self;
        // The words belong to the moment they were begun at.
        let begun = &draft.begun;
        let DraftSubject::Entry {
            options,
            first_line_is_title,
        } = &draft.subject
        else {
            all.options.when = all.options.when.or(begun);
            return Ok(all);
        };
        let mut before = options.as_ref().clone();
        if all.first_line_is_title {
            before.title.clear();
        } else if all.options.title.is_empty() {
            all.first_line_is_title = *first_line_is_title;
        }
        all.options = all.options.or(before);
        all.options.when = all.options.when.or(begun);
        Ok(all)
    }

    fn subject(&self) -> DraftSubject {
        DraftSubject::Entry {
            options: Box::new(self.options.clone()),
            first_line_is_title: self.first_line_is_title,
        }
    }

    fn entry(&self, text: String) -> EntryFields {
        let (title, body) = if self.first_line_is_title {
            entry_text::split_title(&text)
        } else {
            (self.options.title.clone(), text)
        };
        EntryFields {
            title,
            body,
            ..self.options.clone()
        }
    }
}

fn heading(when: &Zoned, with_prompt: bool) -> String {
    if with_prompt {
        return format!(" {}", engine::worksheet::prompt_of(when.date()));
    }
    format!(" New entry · {}", when.strftime("%A, %-d %B %Y, %H:%M"))
}

/// The text of a draft; several answers become paragraphs.
fn text_of(draft: &DraftView) -> String {
    let texts = draft.texts.iter().map(|text| text.text.as_str());
    texts
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// Whether what this draft holds was saved, and only the draft was not removed any more.
fn stands_already(vault: &Vault, draft: &DraftView) -> bool {
    let DraftSubject::Entry {
        options,
        first_line_is_title,
    } = &draft.subject
    else {
        return false;
    };
    let given = Given {
        options: options.as_ref().clone(),
        first_line_is_title: *first_line_is_title,
    };
    let entry = given.entry(draft.text(TEXT).trim_end_matches('\n').to_owned());
    saved_as(vault, &entry, &draft.begun).is_some()
}

/// The entry that these words were saved as since they were begun. One that said the same before that is another one.
fn saved_as(vault: &Vault, entry: &EntryFields, begun: &Zoned) -> Option<EntryView> {
    let day_ends = vault.preferences().ok()?.day_ends;
    let when = entry.when.zoned();
    let filter = match &when {
        Some(when) => Query {
            query: format!("on:{}", day_ends.day_of(when.datetime())),
            ..Query::default()
        },
        None => Query {
            limit: NEWEST,
            ..Query::default()
        },
    };
    let is_it = |there: &EntryView| {
        let in_time = match &when {
            Some(when) => there.moment() == *when,
            None => there.moment() >= *begun,
        };
        in_time && (&there.title, &there.body) == (&entry.title, &entry.body)
    };
    vault
        .entries()
        .list(&filter)
        .ok()?
        .entries
        .into_iter()
        .find(is_it)
}

/// The entry, the sentences that are flagged in it, and the quiet line if there is reason for one.
type Saved = (EntryView, Vec<FlagView>, Option<QuietLine>);

fn save(vault: &Vault, entry: EntryFields) -> Result<Saved, Failure> {
    let entry = vault.entries().create(entry)?;
    Ok(with_remarks(vault, entry))
}

fn with_remarks(vault: &Vault, entry: EntryView) -> Saved {
    let flags = vault.flags().of_entry(&entry);
    let quiet = view::quiet::of_entry(vault, &entry);
    (entry, flags, quiet)
}

fn finish(app: &mut App, (entry, flags, quiet): Saved) -> Result<(), Failure> {
    view::entry::done(app, "Saved", &entry)?;
    view::flag::note(app, &flags)?;
    view::quiet::note(app, quiet)
}
