//! Worksheets through the handle.

use std::sync::Arc;

use jiff::Zoned;
use journal::{Definition, ItemId, Place};

use super::live::Live;
use super::owner::Owner;
use crate::definitions::SheetListing;
use crate::error::{ReadError, WriteError};
use crate::sheets::{Towards, WorksheetView};
use crate::shelf::SheetName;
use crate::views::{Versions, WentBack};
use crate::{Stamp, Vault};

/// The worksheets of a [`Journal`](crate::Journal): those of the eleven steps, in the present journey, and the person's own.
///
/// A worksheet is named by the number of its step or the id of its definition (`2` or `"my-walks"`); a place in it by
/// `"start".parse()` or `"urges/ID/instead".parse()`, see [`Place`].
#[derive(Debug, Clone)]
pub struct Worksheets {
    owner: Arc<Owner>,
}

impl Worksheets {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// The worksheets that there are: those of the steps and the person's own.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub async fn list(&self) -> Result<Vec<SheetListing>, ReadError> {
        self.owner.read(|vault| vault.worksheets().list()).await
    }

    /// One worksheet with its questions, answers and figures; empty if nothing was answered yet.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for a worksheet that there is not.
    pub async fn get(&self, name: impl Into<SheetName>) -> Result<WorksheetView, ReadError> {
        let name = name.into();
        self.owner
            .read(move |vault| vault.worksheets().get(name))
            .await
    }

    /// A worksheet now, and whenever it is another one.
    pub fn watch(&self, name: impl Into<SheetName>) -> Live<WorksheetView> {
        let name = name.into();
        Live::new(&self.owner, move |vault| {
            vault.worksheets().get(name.clone())
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
        let answer = self
            .owner
            .write(move |vault| vault.worksheets().answer(name, &place, &base, &typed));
        answer.await
    }

    /// Adds an empty item to a list, or to a log as of now. Its questions are answered with [`Worksheets::answer`].
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
            .write(move |vault| vault.worksheets().add_item(name, &list));
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
        let remove = self
            .owner
            .write(move |vault| vault.worksheets().remove_item(name, &list, item));
        remove.await
    }

    /// Moves an item of a list by one place.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Invalid`] where it is no list.
    pub async fn move_item(
        &self,
        name: impl Into<SheetName>,
        list: &str,
        item: ItemId,
        towards: Towards,
    ) -> Result<(), WriteError> {
        let (name, list) = (name.into(), list.to_owned());
        let arrange = move |vault: &Vault| vault.worksheets().move_item(name, &list, item, towards);
        self.owner.write(arrange).await
    }

    /// Says when an item of a log happened.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Invalid`] where it is no log.
    pub async fn date_item(
        &self,
        name: impl Into<SheetName>,
        log: &str,
        item: ItemId,
        at: Zoned,
    ) -> Result<(), WriteError> {
        let (name, log) = (name.into(), log.to_owned());
        let date = move |vault: &Vault| vault.worksheets().date_item(name, &log, item, &at);
        self.owner.write(date).await
    }

    /// Says that a step, or a worksheet of the person's own, is done or open; `None` leaves it to the rule of the step.
    ///
    /// # Errors
    /// [`WriteError::Resolve`].
    pub async fn mark_done(
        &self,
        name: impl Into<SheetName>,
        done: Option<bool>,
    ) -> Result<(), WriteError> {
        let name = name.into();
        self.owner
            .write(move |vault| vault.worksheets().mark_done(name, done))
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
            .read(move |vault| vault.worksheets().history(name, newest));
        read.await
    }

    /// Takes a definition of the person's own away. Answers stay, and are there again when it is taken in again.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] for a step of the programme.
    pub async fn remove(&self, name: impl Into<SheetName>) -> Result<(), WriteError> {
        let name = name.into();
        let remove = self
            .owner
            .write(move |vault| vault.worksheets().remove(&name));
        remove.await
    }

    /// Makes a worksheet say what it said in an earlier version, by its number in the history: every answer and every item
    /// that was there then. Items that came later stay.
    ///
    /// # Errors
    /// [`WriteError::Resolve`], also for a version that there is not.
    pub async fn go_back(
        &self,
        name: impl Into<SheetName>,
        version: usize,
    ) -> Result<WentBack, WriteError> {
        let name = name.into();
        let write = self
            .owner
            .write(move |vault| vault.worksheets().go_back(name, version, None));
        write.await
    }

    /// Takes in the definition of a worksheet of the person's own, as text. Answers it, and whether it is new here.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] with the line that cannot be read.
    pub async fn import(&self, source: &str) -> Result<(Definition, bool), WriteError> {
        let source = source.to_owned();
        let write = move |vault: &Vault| vault.worksheets().import(&source);
        self.owner.write(write).await
    }

    /// The definition of a worksheet, as text.
    ///
    /// # Errors
    /// [`ReadError::Resolve`].
    pub async fn source(&self, name: impl Into<SheetName>) -> Result<String, ReadError> {
        let name = name.into();
        let read = move |vault: &Vault| vault.worksheets().source(&name);
        self.owner.read(read).await
    }
}
