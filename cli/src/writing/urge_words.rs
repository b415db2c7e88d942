//! What was typed about an urge and is not saved yet: kept as a draft while the questions are asked, and taken up at the
//! next start.

use engine::worksheet::ItemId;
use engine::{DraftOptions, DraftSubject, DraftText, DraftView, OpenMode};
use jiff::Zoned;

use super::drafting::{Drafting, offered};
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{Kept, Notes, Tty};

/// What was typed about this urge and is not saved yet.
pub(crate) struct Words {
    /// `None` where no draft can be begun: the moment matters more.
    drafting: Option<Drafting>,
    texts: Vec<DraftText>,
    item: Option<ItemId>,
    begun: Option<Zoned>,
    given: DraftOptions,
}

/// The name under which a draft says which urge it is about.
const ITEM: &str = "item";

impl Words {
    /// Begins a draft, or goes on with one that was left, if the journal is open already: nothing is asked of it first.
    pub(crate) fn begin(app: &App, given: DraftOptions) -> Result<Self, Failure> {
        let mut words = Self {
            drafting: None,
            texts: Vec::new(),
            item: None,
            begun: None,
            given,
        };
        let vault = match app.open_as_is(OpenMode::Read) {
            Ok(vault) => vault,
            Err(failure) if failure.kind() == Kind::NoVault => return Err(failure),
            Err(_) => return Ok(words),
        };
        let is_urge = |subject: &DraftSubject| matches!(subject, DraftSubject::Urge(_));
        if vault.is_unlocked()
            && let Some(found) = offered(app, &vault, true, is_urge, |_| false)?
        {
            words.take_up(found);
        } else {
            let subject = DraftSubject::Urge(words.given.clone());
            words.drafting = Drafting::quietly(&vault, subject).ok();
        }
        Ok(words)
    }

    /// Goes on with a draft.
    pub(crate) fn resume(app: &mut App, draft: &str) -> Result<Self, Failure> {
        let vault = app.open(OpenMode::Read)?;
        let mut words = Self {
            drafting: None,
            texts: Vec::new(),
            item: None,
            begun: None,
            given: DraftOptions::default(),
        };
        words.take_up(Drafting::resume(&vault, draft)?);
        Ok(words)
    }

    fn take_up(&mut self, (mut drafting, view): (Drafting, DraftView)) {
        self.item = view.text(ITEM).parse().ok();
        self.texts = view.texts;
        self.begun = Some(view.begun);
        if let DraftSubject::Urge(before) = view.subject {
            self.given = std::mem::take(&mut self.given).over(before);
        }
        drafting.set_subject(DraftSubject::Urge(self.given.clone()));
        self.drafting = Some(drafting);
    }

    /// What was given beside the answers, now or when this was begun.
    pub(crate) fn given(&self) -> DraftOptions {
        self.given.clone()
    }

    /// The urge that these words are about, if it is saved.
    pub(crate) fn item(&self) -> Option<ItemId> {
        self.item
    }

    /// When the first of these words were typed, if that was before this start.
    pub(crate) fn begun(&self) -> Option<&Zoned> {
        self.begun.as_ref()
    }

    /// The urge is saved: what was typed about it so far is in the journal.
    pub(crate) fn is_about(&mut self, item: ItemId) {
        if self.item.replace(item).is_none() && self.has_words() {
            self.keep(&[]);
        }
    }

    /// What is there under this name.
    pub(crate) fn text(&self, name: &str) -> String {
        let found = self.texts.iter().find(|text| text.name == name);
        found.map_or_else(String::new, |found| found.text.clone())
    }

    fn has_words(&self) -> bool {
        self.texts
            .iter()
            .any(|text| text.name != ITEM && !engine::is_blank(&text.text))
    }

    /// Keeps these answers instead of those before.
    pub(crate) fn keep_all(&mut self, names: &[&str], answers: &[String]) -> Kept {
        let named = names
            .iter()
            .zip(answers)
            .map(|(name, text)| (*name, text.as_str()));
        self.keep(&named.collect::<Vec<_>>())
    }

    /// Keeps these words instead of those before.
    pub(crate) fn keep(&mut self, words: &[(&str, &str)]) -> Kept {
        let text = |(name, text): &(&str, &str)| DraftText {
            name: (*name).to_owned(),
            text: (*text).to_owned(),
        };
        self.texts = words.iter().map(text).collect();
        if let Some(item) = self.item.filter(|_| self.has_words()) {
            self.texts.push(text(&(ITEM, &item.to_string())));
        }
        match &mut self.drafting {
            Some(drafting) => drafting.keep_all(self.texts.clone()),
            None => Kept::Not,
        }
    }

    /// The questions were left: what was typed stays as a draft, and this says how to go on.
    pub(crate) fn leave(&mut self, tty: &mut Tty) -> Result<(), Failure> {
        let how = self.drafting.take().and_then(|it| it.how_to_resume());
        match how {
            Some(how) => tty.say(&format!("What you typed is kept as a draft: {how}.")),
            None => Ok(()),
        }
    }

    /// Everything is saved.
    pub(crate) fn discard(self, notes: Notes) {
        if let Some(drafting) = self.drafting {
            drafting.discard(notes);
        }
    }

    /// A failure that says where the words are.
    pub(crate) fn left_by(self, failure: Failure) -> Failure {
        match self.drafting {
            Some(drafting) => drafting.left_by(failure),
            None => failure,
        }
    }
}
