//! The programme through the handle.

use std::sync::Arc;

use jiff::Zoned;
use jiff::civil::Date;
use journal::{ItemId, Place};
use programme::insight::Insight;

use super::error::{Asked, NameKind, ReadError, WriteError};
use super::live::Live;
use super::owner::Owner;
use crate::contact::{AfterUrge, Slip, Urge};
use crate::insights::{Days, InsightKind};
use crate::journeys::{JourneyChange, JourneyListing, JourneyReport};
use crate::marks::MarkView;
use crate::sheets::{StepView, WorksheetView};
use crate::shelf::SheetName;
use crate::today::{CheckedIn, TodayView};
use crate::urge::UrgeHelp;
use crate::views::{EntryView, Versions};
use crate::{Stamp, Vault};

/// That a promise or habit was kept or missed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CheckIn {
    /// Which one: the beginning of its id or of its words.
    pub promise: String,
    /// Kept, or missed.
    pub kept: bool,
    /// The moment it is about; now if left out.
    pub at: Option<Zoned>,
    /// May be empty.
    pub note: String,
}

/// The programme of a [`Journal`](crate::Journal): the eleven steps and the person's own worksheets, urges and slips, promises, journeys,
/// insights.
///
/// A worksheet is named by the number of its step or the id of its definition (`2` or `"my-walks"`); a place in it by
/// `"start".parse()` or `"urges/ID/instead".parse()`, see [`Place`](crate::worksheet::Place).
#[derive(Debug, Clone)]
pub struct Programme {
    owner: Arc<Owner>,
}

impl Programme {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// The eleven steps of the present journey.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn steps(&self) -> Result<Vec<StepView>, ReadError> {
        self.owner.read(Asked::nothing(), Vault::steps).await
    }

    /// One worksheet with its questions, answers and figures; empty if nothing was answered yet.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for a worksheet that there is not.
    pub async fn step(&self, name: impl Into<SheetName>) -> Result<WorksheetView, ReadError> {
        let name = name.into();
        self.owner
            .read(asked(&name), move |vault| vault.step(name))
            .await
    }

    /// A worksheet now, and whenever it is another one.
    pub fn watch_step(&self, name: impl Into<SheetName>) -> Live<WorksheetView> {
        let name = name.into();
        Live::new(&self.owner, asked(&name), move |vault| {
            vault.step(name.clone())
        })
    }

    /// Answers a question with what was typed, as somebody would have it who saw the worksheet as `base`, its
    /// [stamp](WorksheetView::stamp) then: a text is merged with what came since. Answers the worksheet as it now is.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] with what the question takes; [`WriteError::Resolve`] for a worksheet, a question or a version
    /// that there is not.
    pub async fn answer(
        &self,
        name: impl Into<SheetName>,
        place: Place,
        base: &Stamp,
        typed: &str,
    ) -> Result<WorksheetView, WriteError> {
        let (name, base, typed) = (name.into(), base.clone(), typed.to_owned());
        let answer = self.owner.write(asked(&name), move |vault| {
            vault.step_type_from(name.clone(), &place, &base, &typed)?;
            vault.step(name)
        });
        answer.await
    }

    /// Adds an empty item to a list, or to a log as of now. Its questions are answered with [`Programme::answer`].
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a list that the worksheet does not have.
    pub async fn add_item(
        &self,
        name: impl Into<SheetName>,
        list: &str,
    ) -> Result<ItemId, WriteError> {
        let (name, list) = (name.into(), list.to_owned());
        let add = self
            .owner
            .write(asked(&name), move |vault| vault.step_add_item(name, &list));
        add.await
    }

    /// Removes an item from a list or log.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn remove_item(
        &self,
        name: impl Into<SheetName>,
        list: &str,
        item: ItemId,
    ) -> Result<(), WriteError> {
        let (name, list) = (name.into(), list.to_owned());
        let remove = self.owner.write(asked(&name), move |vault| {
            vault.step_remove_item(name, &list, item)
        });
        remove.await
    }

    /// Says that a step is done or open, whatever its rule says; `None` leaves it to the rule.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn mark_done(&self, step: u8, done: Option<bool>) -> Result<(), WriteError> {
        let name = SheetName::Step(step);
        self.owner
            .write(asked(&name), move |vault| vault.step_mark(step, done))
            .await
    }

    /// The saved states of a worksheet, newest first, at most so many.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn history(
        &self,
        name: impl Into<SheetName>,
        newest: usize,
    ) -> Result<Versions, ReadError> {
        let name = name.into();
        let read = self
            .owner
            .read(asked(&name), move |vault| vault.step_history(name, newest));
        read.await
    }

    /// Writes an urge down.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a strength outside 1 to 10.
    pub async fn log_urge(&self, urge: Urge) -> Result<ItemId, WriteError> {
        let log = move |vault: &Vault| vault.log_urge(&urge);
        self.owner.write(Asked::nothing(), log).await
    }

    /// Adds what became of an urge.
    ///
    /// # Errors
    /// As [`Programme::log_urge`], also for an urge that there is not.
    pub async fn urge_passed(&self, urge: ItemId, after: AfterUrge) -> Result<(), WriteError> {
        let add = move |vault: &Vault| vault.urge_passed(urge, &after);
        self.owner.write(Asked::nothing(), add).await
    }

    /// Keeps a letter that is not sent, and has the urge name it.
    ///
    /// # Errors
    /// As [`Programme::urge_passed`]; [`WriteError::Invalid`] for a blank letter.
    pub async fn urge_letter(&self, urge: ItemId, letter: &str) -> Result<EntryView, WriteError> {
        let letter = letter.to_owned();
        let keep = move |vault: &Vault| vault.urge_letter(urge, letter);
        self.owner.write(Asked::nothing(), keep).await
    }

    /// What can help with an urge that this trigger (may be empty) set off: what helped before, and one person.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn urge_help(&self, trigger: &str) -> Result<UrgeHelp, ReadError> {
        let trigger = trigger.to_owned();
        let read = move |vault: &Vault| vault.urge_help(&trigger);
        self.owner.read(Asked::nothing(), read).await
    }

    /// Writes a slip down.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a text that is too long.
    pub async fn slip(&self, slip: Slip) -> Result<ItemId, WriteError> {
        let log = move |vault: &Vault| vault.log_slip(&slip);
        self.owner.write(Asked::nothing(), log).await
    }

    /// Notes that a promise or habit was kept or missed.
    ///
    /// # Errors
    /// [`WriteError::Resolve`] with the promises that it could be.
    pub async fn check_in(&self, check_in: CheckIn) -> Result<CheckedIn, WriteError> {
        let asked = Asked::the(NameKind::Promise, &check_in.promise);
        let note = move |vault: &Vault| {
            let at = check_in.at.unwrap_or_else(|| vault.env().now());
            vault.check_in(&check_in.promise, check_in.kept, &at, &check_in.note)
        };
        self.owner.write(asked, note).await
    }

    /// The day at a glance: what is due, days without contact, the next step, a prompt.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn today(&self) -> Result<TodayView, ReadError> {
        self.owner.read(Asked::nothing(), Vault::today).await
    }

    /// The day at a glance now, and whenever it is otherwise; also when the next day begins.
    pub fn watch_today(&self) -> Live<TodayView> {
        Live::new(&self.owner, Asked::nothing(), Vault::today)
    }

    /// An insight over some days. Nothing of it is stored.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] when the last day comes before the first.
    pub async fn insight(&self, kind: InsightKind, days: Days) -> Result<Insight, ReadError> {
        let read = move |vault: &Vault| vault.insight(kind, days);
        self.owner.read(Asked::nothing(), read).await
    }

    /// The summary for somebody who helps, since the last session or `days.from`. `share` names the share whose entries are
    /// listed; without it the only live one is meant, if there is just one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for the share.
    pub async fn summary(&self, days: Days, share: Option<&str>) -> Result<Insight, ReadError> {
        let share = share.map(ToOwned::to_owned);
        let asked = Asked::the(NameKind::Share, share.clone().unwrap_or_default());
        let read = move |vault: &Vault| vault.summary(days, share.as_deref());
        self.owner.read(asked, read).await
    }

    /// Sentences that shift blame, in the present journey's worksheets and entries; those that were kept only if wanted.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn marked(&self, with_kept: bool) -> Result<Vec<MarkView>, ReadError> {
        let read = move |vault: &Vault| vault.marks(with_kept);
        self.owner.read(Asked::nothing(), read).await
    }

    /// Keeps a marked sentence as it is, by the beginning of its name, or has it marked again.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn keep_sentence(&self, name: &str, keep: bool) -> Result<MarkView, WriteError> {
        let name = name.to_owned();
        let asked = Asked::the(NameKind::Sentence, &name);
        let write = move |vault: &Vault| vault.mark_keep(&name, keep);
        self.owner.write(asked, write).await
    }

    /// All journeys, by their first day.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn journeys(&self) -> Result<Vec<JourneyListing>, ReadError> {
        self.owner.read(Asked::nothing(), Vault::journeys).await
    }

    /// The present journey and how far it has come.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn journey(&self) -> Result<JourneyReport, ReadError> {
        self.owner.read(Asked::nothing(), Vault::journey).await
    }

    /// Begins a journey and makes it the present one.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for a name that is too long.
    pub async fn begin_journey(
        &self,
        name: &str,
        first_day: Date,
    ) -> Result<JourneyListing, WriteError> {
        let name = name.to_owned();
        let begin = move |vault: &Vault| vault.journey_new(&name, first_day);
        self.owner.write(Asked::nothing(), begin).await
    }

    /// Changes a journey, by its name or id or the beginning of either; the present one if none is named.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn change_journey(
        &self,
        journey: Option<&str>,
        change: JourneyChange,
    ) -> Result<JourneyListing, WriteError> {
        let journey = journey.map(ToOwned::to_owned);
        let asked = Asked::the(NameKind::Journey, journey.clone().unwrap_or_default());
        let edit = move |vault: &Vault| vault.journey_edit(journey.as_deref(), change);
        self.owner.write(asked, edit).await
    }
}

fn asked(name: &SheetName) -> Asked {
    Asked::the(NameKind::Worksheet, name.to_string())
}
