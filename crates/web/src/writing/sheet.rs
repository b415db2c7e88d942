//! One text in work: a new entry, or an entry that is changed. It is a draft until it is done.

use std::collections::BTreeMap;

use engine::views::{EntryEdit, EntryRef};
use engine::{
    Draft, DraftSubject, DraftText, DraftView, Entry, EntryFields, Journal, Stamp, WriteError,
};

use super::text::{Splice, Text, as_lines};
use crate::problem::Problem;

/// Name of the text in a draft, and of the title, which is kept beside it so that a draft of a title alone is one.
const TEXT: &str = "text";
const TITLE: &str = "title";

/// What is written.
enum Subject {
    /// A new entry.
    New,
    /// The entry as it was when the text was last brought together with it, and the version on which the text is typed.
    Edit { seen: Box<Entry>, base: Stamp },
}

/// A text in work.
pub(super) struct Sheet {
    subject: Subject,
    /// What it says beside the text.
    fields: EntryFields,
    /// Goes up with every change of the fields.
    fields_version: u64,
    text: Text,
    draft: Option<Draft>,
    /// Whether what is here is on the disk.
    is_kept: bool,
    /// The last save of each page, so that one that is sent again is not made again.
    saves: BTreeMap<String, Save>,
    /// Who wrote what came in last.
    came: Option<String>,
    /// A version of the entry that could not be brought in.
    left: Option<Stamp>,
}

/// A save that was made.
struct Save {
    number: u64,
    version: u64,
    others: Vec<Splice>,
}

/// What a page sends.
pub(super) struct Typed {
    pub(super) page: String,
    pub(super) number: u64,
    pub(super) base: u64,
    pub(super) splice: Splice,
    pub(super) edits: Vec<EntryEdit>,
}

impl Sheet {
    /// A new entry.
    pub(super) fn new() -> Self {
        Self::with(Subject::New, EntryFields::default(), "")
    }

    /// An entry that is to be changed.
    pub(super) fn of(entry: Entry) -> Self {
        let (fields, text) = (without_text(&entry.fields), entry.body.clone());
        let (base, seen) = (entry.stamp.clone(), Box::new(entry));
        Self::with(Subject::Edit { seen, base }, fields, &text)
    }

    /// A draft that was left. What came to its entry since then is brought in.
    pub(super) async fn resumed(
        journal: &Journal,
        draft: Draft,
        view: &DraftView,
    ) -> Result<Self, Problem> {
        let text = view.text(TEXT);
        let mut sheet = match &view.subject {
            DraftSubject::Entry { options, .. } => {
                Self::with(Subject::New, without_text(options), text)
            }
            DraftSubject::Edit {
                entry,
                base,
                changes,
            } => {
                let seen = journal.entries().get(entry_ref(entry)).await?;
                let base = base.parse().map_err(|_| Problem::missing())?;
                let mut fields = without_text(&seen.fields);
                for change in changes {
                    apply(&mut fields, change);
                }
                let seen = Box::new(seen);
                Self::with(Subject::Edit { seen, base }, fields, text)
            }
            _ => {
                return Err(Problem::new(
                    axum::http::StatusCode::NOT_FOUND,
                    "this draft is not one of an entry; `still drafts` goes on with it in a terminal",
                ));
            }
        };
        sheet.draft = Some(draft);
        sheet.is_kept = true;
        sheet.bring_in(journal).await;
        Ok(sheet)
    }

    fn with(subject: Subject, fields: EntryFields, text: &str) -> Self {
        Self {
            subject,
            fields,
            fields_version: 0,
            text: Text::new(text),
            draft: None,
            is_kept: true,
            saves: BTreeMap::new(),
            came: None,
            left: None,
        }
    }

    pub(super) const fn text(&self) -> &Text {
        &self.text
    }

    pub(super) const fn fields(&self) -> &EntryFields {
        &self.fields
    }

    pub(super) const fn fields_version(&self) -> u64 {
        self.fields_version
    }

    /// The name of its draft, once there is one.
    pub(super) fn draft(&self) -> Option<String> {
        self.draft.as_ref().and_then(Draft::name)
    }

    /// The whole id of the entry that is changed.
    pub(super) fn entry(&self) -> Option<&str> {
        match &self.subject {
            Subject::New => None,
            Subject::Edit { seen, .. } => Some(&seen.id),
        }
    }

    /// The device that wrote what came in since this was asked last.
    pub(super) fn came(&mut self) -> Option<String> {
        self.came.take()
    }

    /// Whether everything is on the disk. What nobody typed needs not to be.
    pub(super) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// Takes what was typed. Answers the version after it and what others changed since the page's own, or `None` if it has
    /// no place here any more; then the page takes the whole text.
    pub(super) fn take(&mut self, typed: Typed) -> Option<(u64, Vec<Splice>)> {
        let before = self.saves.get(&typed.page);
        if let Some(save) = before.filter(|save| save.number >= typed.number) {
            return Some((save.version, save.others.clone()));
        }
        let is_nothing = typed.splice.is_nothing() && typed.edits.is_empty();
        let others = self.text.change(typed.base, typed.splice)?;
        for edit in &typed.edits {
            apply(&mut self.fields, edit);
        }
        self.fields_version += u64::from(!typed.edits.is_empty());
        self.is_kept &= is_nothing;
        let save = Save {
            number: typed.number,
            version: self.text.version(),
            others: others.clone(),
        };
        self.saves.insert(typed.page, save);
        Some((self.text.version(), others))
    }

    /// Takes what was typed after a save that the same page sent before, without the answer to that one.
    pub(super) fn take_after(&mut self, typed: Typed) -> Option<()> {
        let before = self.saves.get(&typed.page);
        let before = before.filter(|save| save.number + 1 == typed.number)?;
        let mut splice = typed.splice;
        for other in &before.others {
            splice = splice.over(other, true);
        }
        let base = before.version;
        self.take(Typed {
            base,
            splice,
            ..typed
        })?;
        Some(())
    }

    /// What was changed after a version.
    pub(super) fn since(&mut self, base: u64) -> Option<Vec<Splice>> {
        self.text.change(base, Splice::nothing(0))
    }

    /// Keeps it as a draft on this device, if there is anything new.
    pub(super) async fn keep(&mut self, journal: &Journal) -> Result<(), WriteError> {
        if self.is_kept {
            return Ok(());
        }
        let text = self.text.to_string();
        let texts = [(TEXT, &text), (TITLE, &self.fields.title)];
        let texts = texts.map(|(name, text)| DraftText {
            name: name.to_owned(),
            text: text.clone(),
        });
        let is_blank = texts.iter().all(|text| engine::is_blank(&text.text));
        if is_blank && self.draft.is_none() {
            return Ok(());
        }
        let subject = self.draft_subject();
        let draft = match self.draft.take() {
            Some(draft) => draft,
            None => journal.drafts().begin(subject.clone()).await?,
        };
        let draft = self.draft.insert(draft);
        draft.keep_as(subject, texts.to_vec()).await?;
        // A draft in which nothing is written goes when it is let go of.
        self.is_kept = !is_blank;
        Ok(())
    }

    /// Makes it the entry, or changes the entry by it; gives the entry's id, or `None` where there was nothing to save.
    pub(super) async fn done(&mut self, journal: &Journal) -> Result<Option<String>, Problem> {
        let saved = match &self.subject {
            Subject::New => {
                let fields = EntryFields {
                    body: self.text.to_string(),
                    ..self.fields.clone()
                };
                if fields.is_empty() {
                    None
                } else {
                    Some(journal.entries().create(fields).await?)
                }
            }
            Subject::Edit { seen, base } => {
                let changes = self.all_changes(seen);
                Some(journal.entries().edit(&**seen, base, changes).await?)
            }
        };
        self.discard().await?;
        Ok(saved.map(|entry| entry.id))
    }

    /// Throws away what is not done.
    pub(super) async fn discard(&mut self) -> Result<(), WriteError> {
        match self.draft.take() {
            Some(draft) => draft.discard().await,
            None => Ok(()),
        }
    }

    /// Brings in what other devices and programs wrote in the entry. Where that cannot be, it is done at the end.
    pub(super) async fn bring_in(&mut self, journal: &Journal) {
        let Subject::Edit { seen, base } = &self.subject else {
            return;
        };
        let entries = journal.entries();
        let Ok(now) = entries.get(&**seen).await else {
            return;
        };
        if now.stamp == *base || self.left.as_ref() == Some(&now.stamp) {
            return;
        }
        let changes = self.all_changes(seen);
        let Ok(merged) = entries.rehearse(&**seen, base, changes).await else {
            self.left = Some(now.stamp);
            return;
        };
        let newest = entries.history(&now, 1).await.ok();
        let newest = newest.and_then(|known| known.versions.into_iter().next());
        self.came = newest.map(|version| version.device);
        let fields = without_text(&merged.fields);
        self.fields_version += u64::from(fields != self.fields);
        self.fields = fields;
        self.text.become_text(&merged.body);
        self.subject = Subject::Edit {
            base: now.stamp.clone(),
            seen: Box::new(now),
        };
        // The draft was typed on an earlier version, and is still good for it.
    }

    /// What is changed, the text too.
    fn all_changes(&self, seen: &Entry) -> Vec<EntryEdit> {
        let mut changes = self.changes(seen);
        let body = self.text.to_string();
        if body != as_lines(&seen.body) {
            changes.push(EntryEdit::Body(body));
        }
        changes
    }

    /// What is changed beside the text.
    fn changes(&self, seen: &Entry) -> Vec<EntryEdit> {
        let then = EntryFields {
            body: seen.body.clone(),
            ..self.fields.clone()
        };
        seen.fields.all_edits_to(&then)
    }

    fn draft_subject(&self) -> DraftSubject {
        match &self.subject {
            Subject::New => DraftSubject::Entry {
                options: Box::new(self.fields.clone()),
                first_line_is_title: false,
            },
            Subject::Edit { seen, base } => DraftSubject::Edit {
                entry: seen.id.clone(),
                base: base.to_string(),
                changes: self.changes(seen),
            },
        }
    }
}

pub(super) fn entry_ref(id: &str) -> EntryRef {
    EntryRef::Prefix(id.to_owned())
}

fn without_text(fields: &EntryFields) -> EntryFields {
    EntryFields {
        body: String::new(),
        ..fields.clone()
    }
}

/// Whether a page may change an entry so.
pub(super) const fn is_of_fields(edit: &EntryEdit) -> bool {
    matches!(
        edit,
        EntryEdit::Title(_)
            | EntryEdit::Mood(_)
            | EntryEdit::Tag(..)
            | EntryEdit::Emotion(..)
            | EntryEdit::Trigger(..)
            | EntryEdit::Step(..)
            | EntryEdit::Star(_)
            | EntryEdit::Letter(_)
    )
}

/// Has the fields say what an edit makes them say.
fn apply(fields: &mut EntryFields, edit: &EntryEdit) {
    fn one<T: PartialEq + Clone>(list: &mut Vec<T>, value: &T, is_on: bool) {
        list.retain(|known| known != value);
        if is_on {
            list.push(value.clone());
        }
    }
    match edit {
        EntryEdit::When(when) => fields.when = when.clone(),
        EntryEdit::Title(title) => fields.title.clone_from(title),
        EntryEdit::Mood(mood) => fields.mood = *mood,
        EntryEdit::Tag(word, is_on) => one(&mut fields.tags, word, *is_on),
        EntryEdit::Emotion(word, is_on) => one(&mut fields.emotions, word, *is_on),
        EntryEdit::Trigger(word, is_on) => one(&mut fields.triggers, word, *is_on),
        EntryEdit::Step(step, is_on) => one(&mut fields.steps, step, *is_on),
        EntryEdit::Star(is_on) => fields.star = *is_on,
        EntryEdit::Letter(is_on) => fields.letter = *is_on,
        _ => {}
    }
}
