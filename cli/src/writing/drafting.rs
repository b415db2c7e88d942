//! A draft beside an editor or a row of questions: begun before the first word, kept while somebody types, offered at the
//! next start, gone once what was typed is saved.

use engine::{DraftKeeper, DraftSubject, DraftText, DraftView, ErrorKind, Vault, WriteError};
use jiff::Zoned;

use crate::app::App;
use crate::editor::count_words;
use crate::failure::Failure;
use crate::terminal::{INTERRUPT, Kept, Notes, Tty, counted};

/// The name of the one text of an entry's draft.
pub(crate) const TEXT: &str = "text";

/// The draft of what is being typed.
pub(crate) struct Drafting {
    keeper: DraftKeeper,
    resumed: bool,
    touched: bool,
    blank: bool,
    failed: Option<String>,
}

impl Drafting {
    /// Begins a draft, taking its room on the disk. Where there is none, the person is told and may write all the same.
    pub(crate) fn begin(
        vault: &Vault,
        subject: DraftSubject,
        notes: Notes,
    ) -> Result<Self, Failure> {
        let mut keeper = vault.drafts().begin(subject)?;
        let failed = keeper.reserve().err().map(reason);
        if let Some(why) = &failed {
            notes.warn(format_args!(
                "no draft is kept while you write: {why}. Save often"
            ));
        }
        Ok(Self {
            keeper,
            resumed: false,
            touched: false,
            blank: true,
            failed,
        })
    }

    /// Begins a draft that takes its room only once something is typed.
    pub(crate) fn quietly(vault: &Vault, subject: DraftSubject) -> Result<Self, Failure> {
        Ok(Self {
            keeper: vault.drafts().begin(subject)?,
            resumed: false,
            touched: false,
            blank: true,
            failed: None,
        })
    }

    /// Goes on with a draft.
    pub(crate) fn resume(vault: &Vault, id: &str) -> Result<(Self, DraftView), Failure> {
        let (keeper, view) = vault.drafts().resume(id).map_err(|error| {
            let busy =
                matches!(&error, WriteError::Storage(error) if error.kind() == ErrorKind::Busy);
            let failure = Failure::from(error);
            if busy {
                return Failure::new(failure.kind(), "this draft is open in another window");
            }
            failure
        })?;
        let drafting = Self {
            keeper,
            resumed: true,
            touched: false,
            blank: false,
            failed: None,
        };
        Ok((drafting, view))
    }

    /// Keeps the text of an entry.
    pub(crate) fn keep(&mut self, text: &str) -> Kept {
        self.keep_all(vec![DraftText {
            name: TEXT.to_owned(),
            text: text.to_owned(),
        }])
    }

    /// Keeps several answers.
    pub(crate) fn keep_all(&mut self, texts: Vec<DraftText>) -> Kept {
        self.touched = true;
        self.blank = texts.iter().all(|text| engine::is_blank(&text.text));
        match self.keeper.keep(texts) {
            Ok(()) => {
                self.failed = None;
                Kept::Yes
            }
            Err(error) => {
                let why = reason(error);
                self.failed = Some(why.clone());
                Kept::Failed(why)
            }
        }
    }

    /// Keeps several answers by their names.
    pub(crate) fn keep_named<'a>(
        &mut self,
        answers: impl Iterator<Item = (&'a str, &'a String)>,
    ) -> Kept {
        let texts = answers.map(|(name, text)| DraftText {
            name: name.to_owned(),
            text: text.clone(),
        });
        self.keep_all(texts.collect())
    }

    /// What the draft is for from now on.
    pub(crate) fn set_subject(&mut self, subject: DraftSubject) {
        self.keeper.set_subject(subject);
    }

    /// Whether the draft was there before, and nothing was typed since.
    pub(crate) fn is_as_it_was(&self) -> bool {
        self.resumed && !self.touched
    }

    /// Whether the draft was there before.
    pub(crate) fn is_resumed(&self) -> bool {
        self.resumed
    }

    /// Why what was typed last is not kept, if it is not.
    pub(crate) fn not_kept(&self) -> Option<&str> {
        self.failed.as_deref()
    }

    /// How the draft is gone on with, if it holds anything.
    pub(crate) fn how_to_resume(&self) -> Option<String> {
        let id = self.keeper.id().filter(|_| !self.blank)?;
        Some(format!("`still drafts resume {id}`"))
    }

    /// Throws the draft away, since what it holds was saved or is not wanted.
    pub(crate) fn discard(self, notes: Notes) {
        if let Err(error) = self.keeper.discard() {
            notes.warn(format_args!(
                "the draft could not be removed: {}. `still drafts` lists it",
                reason(error)
            ));
        }
    }

    /// A failure that says where the text is.
    pub(crate) fn left_by(self, failure: Failure) -> Failure {
        match (self.not_kept(), self.how_to_resume()) {
            (None, Some(how)) => failure.help(format!(
                "your text is kept as a draft: {how} goes on with it"
            )),
            (Some(_), Some(how)) => failure.help(format!(
                "what you typed last could not be kept; {how} goes on with what was kept before"
            )),
            _ => failure,
        }
    }
}

/// Why a draft is not kept, without saying that nothing was saved: nothing was to be saved yet.
fn reason(error: impl Into<engine::StoreError>) -> String {
    match error.into() {
        engine::StoreError::DiskFull => "the disk is full".to_owned(),
        engine::StoreError::ReadOnly => "the folder cannot be written".to_owned(),
        error => error.to_string(),
    }
}

/// The newest draft that `fits`, if there is one and the person wants to go on with it. Without somebody to ask, one
/// line says that it is there.
///
/// `saved` tells whether what a draft holds stands in the journal already; such a draft is thrown away.
pub(crate) fn offered(
    app: &App,
    vault: &Vault,
    asks: bool,
    fits: impl Fn(&DraftSubject) -> bool,
    saved: impl Fn(&DraftView) -> bool,
) -> Result<Option<(Drafting, DraftView)>, Failure> {
    let mut found = match vault.drafts().list() {
        Ok(found) => found.drafts,
        Err(error) => {
            // Nobody is kept from writing by what cannot be offered.
            app.notes
                .warn(format_args!("drafts cannot be read: {}", reason(error)));
            return Ok(None);
        }
    };
    found.retain(|draft| !draft.open && fits(&draft.subject));
    // Saved, and then killed before the draft was removed.
    found.retain(|draft| !(saved(draft) && vault.drafts().throw_away(&draft.id).is_ok()));
    let Some(newest) = found.first() else {
        return Ok(None);
    };
    let others = match found.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let line = format!(
        "There is a draft from {} ({}){others}.",
        moment(&newest.kept, &app.env().now()),
        length(newest),
    );
    let tty = if asks { Tty::open() } else { None };
    let Some(mut tty) = tty else {
        app.notes
            .note(format_args!("{line} `still drafts` lists it."));
        return Ok(None);
    };
    let answer = tty.decide(&format!("{line} Go on with it? [Y/n] "))?;
    let Some(answer) = answer else {
        return Err(Failure::interrupted(INTERRUPT));
    };
    if matches!(answer.to_lowercase().as_str(), "n" | "no") {
        tty.say("It stays: `still drafts` lists it.")?;
        return Ok(None);
    }
    Drafting::resume(vault, &newest.id).map(Some)
}

/// One quiet line where drafts wait, for commands that show the day.
pub(crate) fn waiting(vault: &Vault) -> Option<String> {
    let drafts = vault.drafts().list().ok()?.drafts;
    let waiting = drafts.iter().filter(|draft| !draft.open).count();
    (waiting > 0).then(|| {
        let drafts = counted(waiting, "draft waits", "drafts wait");
        format!("{drafts} to be finished. `still drafts`")
    })
}

/// How many words a draft has.
pub(crate) fn length(draft: &DraftView) -> String {
    let words: usize = draft.texts.iter().map(|text| count_words(&text.text)).sum();
    counted(words, "word", "words")
}

/// A moment near to now: `today 20:14`, `yesterday 22:10`, `2026-11-20 22:10`.
pub(crate) fn moment(then: &Zoned, now: &Zoned) -> String {
    let day = match then.date().until(now.date()).map(|span| span.get_days()) {
        Ok(0) => "today".to_owned(),
        Ok(1) => "yesterday".to_owned(),
        _ => then.date().to_string(),
    };
    format!("{day} {}", then.strftime("%H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_told_from_where_one_stands() {
        let at = |text: &str| -> Zoned { format!("{text}[UTC]").parse().unwrap() };
        let now = at("2026-11-27T08:00:00");
        assert_eq!(moment(&at("2026-11-27T00:05:00"), &now), "today 00:05");
        assert_eq!(moment(&at("2026-11-26T22:10:00"), &now), "yesterday 22:10");
        assert_eq!(moment(&at("2026-10-26T22:10:00"), &now), "2026-10-26 22:10");
        assert_eq!(moment(&at("2026-11-28T22:10:00"), &now), "2026-11-28 22:10");
    }
}
