//! How things stand with this vault and its devices, in numbers.

use std::collections::BTreeMap;

use replica::{Member, MemberState, Role, SpaceId};
use store::{Tables, View};

use crate::members::devices::speaks_key;
use crate::members::recovery::RECOVERED;
use crate::members::views::{SplitView, Status};
use crate::space::Space;
use crate::vault::{Meta, Vault};
use crate::{Error, ToFetch};

/// How long people are told that a device was set back or exists twice, in seconds.
const TOLD_FOR: i64 = 14 * 24 * 3600;

impl Vault {
    /// Whether a member's program keeps both histories of a log. Readers are not asked: they write nothing.
    fn keeps_both(&self, view: &View, member: &Member) -> Result<bool, Error> {
        let speaks = view.meta(&speaks_key(member.certificate.link))?;
        Ok(member.certificate.role != Role::Owner || speaks.is_some_and(|speaks| speaks != b"1"))
    }

    /// Names of other devices whose program keeps one history only, as far as is known.
    pub(super) fn waited_for(&self, view: &View, home: &Space) -> Result<Vec<String>, Error> {
        let mut names = Vec::new();
        for member in home.membership.members() {
            let device = member.certificate.device;
            let is_other = device != self.device && home.membership.role(device).is_some();
            if is_other && !self.keeps_both(view, member)? {
                names.push(self.name_here(view, home, device)?);
            }
        }
        Ok(names)
    }

    /// The state of the vault; works while locked. What changes are about is left out: see [`Vault::detailed_status`].
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn status(&self) -> Result<Status, Error> {
        self.status_of(false)
    }

    /// The same, with what is only here by documents, what each other device lacks, and what the files here take. For that, up
    /// to 200 records are opened for this device and for each other one, and every chunk is looked at. Errors are the same.
    pub fn detailed_status(&self) -> Result<Status, Error> {
        let mut status = self.status_of(true)?;
        status.files_bytes = self.held_chunks()?.bytes;
        Ok(status)
    }

    fn status_of(&self, in_detail: bool) -> Result<Status, Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        let mut status = Status {
            unlocked: self.is_unlocked(),
            device: None,
            records: 0,
            only_here: 0,
            only_here_since: None,
            only_here_documents: BTreeMap::new(),
            last_unlock: self.folder.last_unlock(),
            recovered: view.meta(RECOVERED)?.is_some(),
            bytes: self
                .store
                .size_on_disk()
                .map_err(|error| Error::io("measuring the journal", error))?,
            to_fetch: ToFetch::default(),
            has_files: self.has_chunks()?,
            files_bytes: 0,
            devices: self.devices()?,
            quarantined: view.quarantine_totals()?.values().sum(),
            waiting: 0,
            cut_off: Vec::new(),
            set_back: false,
            differing: Vec::new(),
            disputed: Vec::new(),
            split: Vec::new(),
            waited_for: Vec::new(),
        };
        for id in meta.spaces() {
            let space = self.space(&view, id)?;
            status.records += crate::doctor::held(&view, space.tag)?;
            status.quarantined += view.deferred(space.tag)?.len() as u64;
        }
        let differing = self.differing(&view)?;
        status.set_back = differing.own;
        for device in differing.others {
            status.differing.push(self.name_anywhere(&view, device)?);
        }
        status.split = self.split_in(&view)?;
        let Some(home) = meta.home() else {
            return Ok(status);
        };
        let members = self.space(&view, home)?;
        for member in members.membership.members() {
            if member.state == MemberState::Suspended && member.removed_by.is_some() {
                let device = member.certificate.device;
                status.disputed.push(self.name_of(&members, device));
            }
        }
        if status.set_back || !status.differing.is_empty() || !status.split.is_empty() {
            status.waited_for = self.waited_for(&view, &members)?;
        }
        if members.keys.is_none() {
            self.count_only_here(&view, home, in_detail, &mut status)?;
            return Ok(status);
        }
        let snapshot = self.snapshot(home)?;
        self.count_only_here(snapshot.tables(), home, in_detail, &mut status)?;
        let (dir, space) = (snapshot.dir(), snapshot.space());
        (status.waiting, status.cut_off) =
            self.not_applied(snapshot.tables(), space, &dir.indexed(), &dir.vouched())?;
        status.device = Some(self.name_of(space, self.device));
        let others = status.devices.iter();
        if others
            .filter(|device| !device.this)
            .any(|device| device.role == Role::Owner && !device.removed)
        {
            status.to_fetch = self.to_fetch()?;
        }
        Ok(status)
    }

    /// See [`Status::split`]; works while locked, then without names.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn split(&self) -> Result<Vec<SplitView>, Error> {
        self.split_in(&self.store.read()?)
    }

    fn split_in(&self, view: &View) -> Result<Vec<SplitView>, Error> {
        let mut split = Vec::new();
        for (device, at) in self.split_since(view, self.env.unix() - TOLD_FOR)? {
            split.push(SplitView {
                device: self.name_anywhere(view, device)?,
                this: device == self.device,
                at,
            });
        }
        Ok(split)
    }

    fn count_only_here(
        &self,
        view: &View,
        home: SpaceId,
        in_detail: bool,
        status: &mut Status,
    ) -> Result<(), Error> {
        let space = self.space(view, home)?;
        let only_here = self.only_here(view, &space)?;
        let missing = match in_detail {
            true => self.about(view, &space, &only_here)?,
            false => self.counted(view, &space, &only_here)?,
        };
        status.only_here = missing.changes;
        status.only_here_since = missing.since;
        status.only_here_documents = missing.documents;
        if !in_detail {
            return Ok(());
        }
        for device in &mut status.devices {
            let holds = device.role != Role::Reader && device.share.is_none();
            if holds && !device.this && !device.removed {
                let have = view.ack(space.tag, device.device)?.unwrap_or_default();
                let lacks = self.about(view, &space, &self.beyond(view, &space, &have)?)?;
                device.lacks = Some(lacks);
            }
        }
        Ok(())
    }
}
