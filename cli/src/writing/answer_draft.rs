//! The drafts of answers on worksheets: kept while an answer is typed, taken up when its question is asked again, gone
//! once it is answered.

use engine::{DraftSubject, SheetName, Stamp, Vault};

use super::drafting::{Drafting, TEXT};
use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Kept, Notes};

/// The drafts of one worksheet that wait for their questions.
pub(crate) struct Waiting {
    drafts: Vec<(String, String)>,
}

impl Waiting {
    /// Those that no other window has open.
    pub(crate) fn of(vault: &Vault, name: &SheetName) -> Result<Self, Failure> {
        let wanted = name.to_string();
        let found = vault.drafts().list()?.drafts.into_iter();
        let drafts = found.filter_map(|draft| match draft.subject {
            DraftSubject::Worksheet {
                worksheet, place, ..
            } if worksheet == wanted && !draft.open => Some((place, draft.id)),
            _ => None,
        });
        Ok(Self {
            drafts: drafts.collect(),
        })
    }

    /// The one with this id, at this place.
    pub(crate) fn only(id: &str, place: &str) -> Self {
        Self {
            drafts: vec![(place.to_owned(), id.to_owned())],
        }
    }

    /// What stands behind `before` in the place of the first one that begins so.
    pub(crate) fn first_behind(&self, before: &str) -> Option<&str> {
        let mut places = self.drafts.iter();
        places.find_map(|(at, _)| at.strip_prefix(before))
    }

    /// The fields of an item that one waits for.
    pub(crate) fn of_item(&self, list: &str, item: &str) -> Vec<String> {
        let before = format!("{list}/{item}/");
        let places = self.drafts.iter();
        places
            .filter_map(|(at, _)| at.strip_prefix(&before).map(str::to_owned))
            .collect()
    }

    /// Whether one waits whose place begins like this.
    pub(crate) fn has(&self, place: &str) -> bool {
        self.drafts.iter().any(|(at, _)| at.starts_with(place))
    }

    fn take(&mut self, place: &str) -> Option<String> {
        let at = self.drafts.iter().position(|(at, _)| at == place)?;
        Some(self.drafts.remove(at).1)
    }
}

/// The draft of the answer that is being typed.
pub(crate) struct AnswerDraft<'a> {
    vault: &'a Vault,
    notes: Notes,
    worksheet: String,
    place: String,
    base: Option<Stamp>,
    drafting: Option<Drafting>,
}

impl<'a> AnswerDraft<'a> {
    /// For the answer at `place`, typed on the version `base`. Nothing is kept before something is typed.
    pub(crate) fn new(
        app: &App,
        vault: &'a Vault,
        name: &SheetName,
        place: String,
        base: Option<Stamp>,
    ) -> Self {
        Self {
            vault,
            notes: app.notes,
            worksheet: name.to_string(),
            place,
            base,
            drafting: None,
        }
    }

    /// Takes up what waits for this place: the text, and the version that it was typed on.
    pub(crate) fn take_up(
        &mut self,
        waiting: &mut Waiting,
    ) -> Result<Option<(String, Option<Stamp>)>, Failure> {
        let Some(id) = waiting.take(&self.place) else {
            return Ok(None);
        };
        let (drafting, view) = Drafting::resume(self.vault, &id)?;
        self.drafting = Some(drafting);
        if let DraftSubject::Worksheet { base, .. } = &view.subject {
            self.base = base.as_ref().and_then(|base| base.parse().ok());
        }
        Ok(Some((view.text(TEXT).to_owned(), self.base.clone())))
    }

    /// Keeps what is typed.
    pub(crate) fn keep(&mut self, text: &str) -> Kept {
        let drafting = match self.drafting.take() {
            Some(drafting) => drafting,
            None => {
                let subject = DraftSubject::Worksheet {
                    worksheet: self.worksheet.clone(),
                    place: self.place.clone(),
                    base: self.base.as_ref().map(Stamp::to_string),
                };
                match Drafting::quietly(self.vault, subject) {
                    Ok(drafting) => drafting,
                    Err(failure) => return Kept::Failed(failure.line()),
                }
            }
        };
        self.drafting.insert(drafting).keep(text)
    }

    /// The question is answered, or left without an answer.
    pub(crate) fn discard(self) {
        if let Some(drafting) = self.drafting {
            drafting.discard(self.notes);
        }
    }

    /// A failure that says where the answer is.
    pub(crate) fn left_by(self, failure: Failure) -> Failure {
        match self.drafting {
            Some(drafting) => drafting.left_by(failure),
            None => failure,
        }
    }
}
