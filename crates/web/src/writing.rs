//! Texts in work: what pages write, kept as drafts until it is done. Several pages may write at one text.

mod sheet;
mod text;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;
use engine::views::EntryEdit;
use engine::{DraftSubject, EntryFields, Journal};
use serde::{Deserialize, Serialize};

use crate::problem::Problem;
use sheet::{Sheet, Typed};
use text::Splice;

/// Texts in work at a time; the one that was used longest ago is let go of, and its draft stays.
const OPEN_MAX: usize = 20;
/// Texts that are done and remembered, so that one that is sent again is not made again.
const DONE_MAX: usize = 64;
/// Letters of the name of an entry, and of a draft.
const ENTRY_LETTERS: usize = 26;
const DRAFT_LETTERS: usize = 8;
/// Letters of the name of a text in work: another number than those.
pub(crate) const KEY_LETTERS: usize = 20;

/// The texts in work.
#[derive(Default)]
pub(crate) struct Writing {
    open: Mutex<Vec<Open>>,
    done: Mutex<VecDeque<(String, Option<String>)>>,
    /// Held while one is begun, so that two pages at one place come to one text.
    beginning: tokio::sync::Mutex<()>,
}

/// One of them, and by what it is found.
#[derive(Clone)]
struct Open {
    key: String,
    entry: Option<String>,
    draft: Option<String>,
    sheet: Arc<tokio::sync::Mutex<Sheet>>,
}

/// What a page writes at: nothing yet, an entry, a draft, or a text in work.
#[derive(Deserialize)]
pub(crate) struct Place {
    place: Option<String>,
}

/// What a page sends as somebody types.
#[derive(Deserialize)]
pub(crate) struct Save {
    key: String,
    page: String,
    number: u64,
    version: u64,
    at: usize,
    del: usize,
    ins: String,
    edits: Vec<EntryEdit>,
    fields_version: u64,
    /// What was typed since, from a page that goes away and cannot wait for the answer.
    #[serde(default)]
    then: Option<Then>,
}

/// What was typed after a save.
#[derive(Deserialize)]
struct Then {
    number: u64,
    at: usize,
    del: usize,
    ins: String,
    edits: Vec<EntryEdit>,
}

/// What a page asks that only looks whether something came.
#[derive(Deserialize)]
pub(crate) struct Look {
    key: String,
    version: u64,
    fields_version: u64,
}

/// A change by somebody else.
#[derive(Serialize)]
struct Other {
    at: usize,
    del: usize,
    ins: String,
}

/// What a page is answered.
#[derive(Serialize)]
pub(crate) struct State {
    key: String,
    version: u64,
    /// The whole text, where a page begins with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    others: Vec<Other>,
    /// What it says beside the text, where the page does not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<EntryFields>,
    fields_version: u64,
    /// Whether all of it is on the disk, and when that was.
    kept: Option<String>,
    /// By which address a page finds it again; `None` as long as nothing is kept.
    path: Option<String>,
    /// The device that wrote what came in.
    came: Option<String>,
}

/// What came of it that a text is done.
#[derive(Serialize)]
pub(crate) struct Done {
    /// Where to go then.
    go: String,
}

impl Writing {
    /// Begins to write, or goes on. `fresh` becomes the name of a text that is new here.
    pub(crate) async fn open(
        &self,
        journal: &Journal,
        place: &Place,
        fresh: String,
    ) -> Result<State, Problem> {
        let _alone = self.beginning.lock().await;
        let found = place.place.as_deref().and_then(|place| self.find(place));
        let open = match found {
            Some(open) => open,
            None => {
                let sheet = begin(journal, place.place.as_deref()).await?;
                self.insert(fresh, sheet)
            }
        };
        let mut sheet = open.sheet.lock().await;
        let text = Some(sheet.text().to_string());
        let fields = Some(sheet.fields().clone());
        Ok(State {
            text,
            fields,
            ..state(journal, &open.key, &mut sheet, Vec::new())
        })
    }

    /// Takes what was typed, and keeps it; it is on the disk when this answers that it is.
    pub(crate) async fn save(&self, journal: &Journal, save: Save) -> Result<State, Problem> {
        let key = save.key.clone();
        let known = save.fields_version + u64::from(!save.edits.is_empty());
        let open = self.known(&key)?;
        let mut sheet = open.sheet.lock().await;
        let (version, others) = take(&mut sheet, save).ok_or_else(unfit)?;
        sheet.keep(journal).await?;
        self.name(&key, &sheet);
        Ok(State {
            version,
            fields: (sheet.fields_version() != known).then(|| sheet.fields().clone()),
            ..state(journal, &key, &mut sheet, others)
        })
    }

    /// Answers what came since, be it from another page or from another device.
    pub(crate) async fn look(&self, journal: &Journal, look: &Look) -> Result<State, Problem> {
        let open = self.known(&look.key)?;
        let mut sheet = open.sheet.lock().await;
        sheet.bring_in(journal).await;
        let others = sheet.since(look.version).ok_or_else(unfit)?;
        let is_new = sheet.fields_version() != look.fields_version;
        Ok(State {
            fields: is_new.then(|| sheet.fields().clone()),
            ..state(journal, &look.key, &mut sheet, others)
        })
    }

    /// Takes what was typed last, and makes the text an entry.
    pub(crate) async fn done(&self, journal: &Journal, save: Save) -> Result<Done, Problem> {
        let key = save.key.clone();
        if let Some(entry) = self.was_done(&key) {
            return Ok(Done::at(entry));
        }
        let open = self.known(&key)?;
        let mut sheet = open.sheet.lock().await;
        // Two requests may have waited for it.
        if let Some(entry) = self.was_done(&key) {
            return Ok(Done::at(entry));
        }
        take(&mut sheet, save).ok_or_else(unfit)?;
        let entry = sheet.done(journal).await?;
        let mut done = lock(&self.done);
        if done.len() == DONE_MAX {
            done.pop_front();
        }
        done.push_back((key.clone(), entry.clone()));
        lock(&self.open).retain(|open| open.key != key);
        Ok(Done::at(entry))
    }

    /// Throws away what is not done.
    pub(crate) async fn throw_away(&self, key: &str) -> Result<(), Problem> {
        let open = self.known(key)?;
        lock(&self.open).retain(|open| open.key != key);
        open.sheet.lock().await.discard().await?;
        Ok(())
    }

    /// The text in work that is kept as this draft.
    pub(crate) fn of_draft(&self, draft: &str) -> Option<String> {
        self.find(draft).map(|open| open.key)
    }

    /// Forgets all of them. What was kept stays as drafts.
    pub(crate) fn forget(&self) {
        lock(&self.open).clear();
    }

    fn known(&self, key: &str) -> Result<Open, Problem> {
        if self.was_done(key).is_some() {
            return Err(Problem::new(
                StatusCode::GONE,
                "this text was done in another page",
            ));
        }
        self.find(key).ok_or_else(unknown)
    }

    fn find(&self, name: &str) -> Option<Open> {
        let mut open = lock(&self.open);
        let is_it = |open: &Open| {
            let names = [open.entry.as_deref(), open.draft.as_deref()];
            open.key == name || names.contains(&Some(name))
        };
        let at = open.iter().position(is_it)?;
        // The last one is the one that was used last.
        let found = open.remove(at);
        open.push(found.clone());
        Some(found)
    }

    fn insert(&self, key: String, sheet: Sheet) -> Open {
        let new = Open {
            key,
            entry: sheet.entry().map(ToOwned::to_owned),
            draft: sheet.draft(),
            sheet: Arc::new(tokio::sync::Mutex::new(sheet)),
        };
        let mut open = lock(&self.open);
        if open.len() == OPEN_MAX {
            open.remove(0);
        }
        open.push(new.clone());
        new
    }

    /// Notes by which names it is found now.
    fn name(&self, key: &str, sheet: &Sheet) {
        let mut open = lock(&self.open);
        if let Some(open) = open.iter_mut().find(|open| open.key == key) {
            open.draft = sheet.draft();
        }
    }

    fn was_done(&self, key: &str) -> Option<Option<String>> {
        let done = lock(&self.done);
        let found = done.iter().find(|(known, _)| known == key);
        found.map(|(_, entry)| entry.clone())
    }
}

impl Done {
    /// To the entry, or to the day where there was nothing to save.
    fn at(entry: Option<String>) -> Self {
        let go = entry.map_or_else(|| "/".to_owned(), |entry| format!("/n/{entry}"));
        Self { go }
    }
}

/// What is written at a place that no text in work is at.
async fn begin(journal: &Journal, place: Option<&str>) -> Result<Sheet, Problem> {
    match place {
        None => Ok(Sheet::new()),
        Some(draft) if draft.len() == DRAFT_LETTERS => resume(journal, draft).await,
        Some(entry) if entry.len() == ENTRY_LETTERS => {
            let entry = journal.entries().get(sheet::entry_ref(entry)).await?;
            let drafts = journal.drafts().list().await?.drafts;
            let left = drafts.into_iter().find(|draft| {
                matches!(&draft.subject, DraftSubject::Edit { entry: of, .. } if *of == entry.id)
            });
            match left {
                Some(draft) => resume(journal, &draft.id).await,
                None => Ok(Sheet::of(entry)),
            }
        }
        Some(_) => Err(Problem::missing()),
    }
}

async fn resume(journal: &Journal, draft: &str) -> Result<Sheet, Problem> {
    let (draft, view) = journal.drafts().resume(draft).await?;
    Sheet::resumed(journal, draft, &view).await
}

/// Takes all of a save, or `None` where something of it has no place.
fn take(sheet: &mut Sheet, save: Save) -> Option<(u64, Vec<Splice>)> {
    let typed = |number, (at, del, ins): (usize, usize, String), edits: Vec<EntryEdit>| {
        let ins = ins.encode_utf16().collect();
        let is_all = edits.iter().all(sheet::is_of_fields);
        is_all.then(|| Typed {
            page: save.page.clone(),
            number,
            base: save.version,
            splice: Splice { at, del, ins },
            edits,
        })
    };
    let first = typed(save.number, (save.at, save.del, save.ins), save.edits)?;
    let taken = sheet.take(first)?;
    if let Some(then) = save.then {
        sheet.take_after(typed(
            then.number,
            (then.at, then.del, then.ins),
            then.edits,
        )?)?;
    }
    Some(taken)
}

fn state(journal: &Journal, key: &str, sheet: &mut Sheet, others: Vec<Splice>) -> State {
    let others = others.into_iter().filter(|other| !other.is_nothing());
    let others = others.map(|other| Other {
        at: other.at,
        del: other.del,
        ins: String::from_utf16_lossy(&other.ins),
    });
    let now = journal.vault().env().now();
    let draft = sheet.draft();
    let is_kept = sheet.is_kept() && draft.is_some();
    State {
        key: key.to_owned(),
        version: sheet.text().version(),
        text: None,
        others: others.collect(),
        fields: None,
        fields_version: sheet.fields_version(),
        kept: is_kept.then(|| now.strftime("%H:%M").to_string()),
        path: draft.map(|draft| format!("/w/{draft}")),
        came: sheet.came(),
    }
}

/// The text in work is not known here; a page begins it anew.
fn unknown() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "this text is not open here any more")
}

/// What was typed has no place in the text.
fn unfit() -> Problem {
    Problem::new(StatusCode::CONFLICT, "this text is another one by now")
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
