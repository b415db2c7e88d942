//! What the vault is asked by whoever carries its records through a folder, to devices that it never meets. Of folders and
//! files it knows nothing; what comes is taken in as if another device had sent it.

use std::collections::BTreeMap;
use std::sync::Arc;

use replica::{
    Have, Head, Header, LogId, MemberState, Role, SignedBy, SigningKey, SpaceId, SpaceTag, Stated,
    Statement, Version,
};
use store::{Tables, View};

use crate::disk::Lock;
use crate::exchange::branches::{branches, filed_under, note_noticed};
use crate::exchange::safety::live;
use crate::exchange::safety::missing::Missing;
use crate::members::devices::awaited_key;
use crate::members::stated;
use crate::space::Space;
use crate::vault::{Meta, Vault};
use crate::{Error, ErrorKind};

/// What came of records that a folder held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TakenIn {
    /// Records that were not here.
    pub new: u64,
    /// Records that do not hold; they are in quarantine.
    pub refused: u64,
}

/// What a statement turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// It was believed, or had been.
    Believed,
    /// It is older than what is known of that device.
    Older,
    /// Another one with the same counter was heard before: the device exists twice.
    Twice,
    /// Nobody who belongs here said it, or not in this way.
    Void,
}

/// Held while a folder is written: one process of a vault does so at a time.
pub struct Carrying {
    /// What this device writes under. It is another one where the vault was found to be copied or set back.
    pub incarnation: u64,
    _lock: Lock,
}

impl Vault {
    /// Begins to carry; `None` while another process does.
    ///
    /// # Errors
    /// [`Error::NoHome`]; what the disk says.
    pub fn begin_carrying(&self) -> Result<Option<Carrying>, Error> {
        self.own_space()?;
        let lock = self.folder.disk().lock(&self.folder.link_file(), false);
        let Some(lock) = lock.map_err(|error| Error::io("locking the journal", error))? else {
            return Ok(None);
        };
        let before = Meta::read(&self.store.read()?)?.incarnation;
        let (writer, meta) = self.begin()?;
        let incarnation = meta.incarnation;
        if incarnation != before {
            writer.commit()?;
            self.record_high_water()?;
        }
        Ok(Some(Carrying {
            incarnation,
            _lock: lock,
        }))
    }

    /// The spaces whose records this device carries for all devices of the journal, home first: those it may write in.
    ///
    /// # Errors
    /// [`Error::NoHome`]; [`Error::Refused`] where this device belongs to the journal no more; [`Error::Damaged`].
    pub fn carried_spaces(&self) -> Result<Vec<SpaceId>, Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        let home = meta.home().ok_or(Error::NoHome)?;
        let mut spaces = Vec::new();
        for id in meta.spaces() {
            let space = self.space(&view, id)?;
            let mine = space.membership.role(self.device) == Some(Role::Owner);
            // Of a space of which nothing has come yet, what comes says who belongs to it.
            if mine || space.membership.members().next().is_none() {
                spaces.push(id);
            }
        }
        if !spaces.contains(&home) {
            return Err(Error::Refused(
                "this device was removed from the journal, or is in dispute: it carries nothing"
                    .into(),
            ));
        }
        spaces.sort_by_key(|id| *id != home);
        Ok(spaces)
    }

    /// Takes records in, in one durable transaction. What follows nothing that is held is left out and not refused.
    ///
    /// # Errors
    /// What the disk says; then nothing was taken in.
    pub fn take_in_carried(&self, id: SpaceId, batch: &[Vec<u8>]) -> Result<TakenIn, Error> {
        let done = self.ingest(None, id.tag(), batch, Version::Two)?;
        Ok(TakenIn {
            new: done.appended,
            refused: u64::from(done.refused),
        })
    }

    /// Under which log each of these records is held; `None` for what is not.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn held_under(
        &self,
        view: &View,
        tag: SpaceTag,
        headers: &[Header],
    ) -> Result<Vec<Option<LogId>>, Error> {
        let branches = branches(view, tag)?;
        let place = |header: &Header| Head {
            number: header.number,
            id: header.id(),
        };
        headers
            .iter()
            .map(|header| filed_under(view, tag, &branches, header.log(), place(header)))
            .collect()
    }

    /// The first number of a log, which is greater than 1 for a branch, and whether the log has several histories.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn first_of(&self, view: &View, tag: SpaceTag, log: LogId) -> Result<(u64, bool), Error> {
        let branches = branches(view, tag)?;
        Ok((branches.first(log), branches.of(log).next().is_some()))
    }

    /// The second histories of a space, as bytes that change when they do.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn branches_of(&self, view: &View, tag: SpaceTag) -> Result<Vec<u8>, Error> {
        Ok(branches(view, tag)?.encode())
    }

    /// Reads what has come, and brings spaces in order that depend on others. Does nothing while locked.
    ///
    /// # Errors
    /// [`Error::Damaged`]; what the disk says.
    pub fn settle_carried(self: &Arc<Self>) -> Result<(), Error> {
        let home = self.own_space()?;
        for id in self.carried_spaces()? {
            match self.catch_up_if_readable(id) {
                Err(error) if error.kind() == ErrorKind::Locked => return Ok(()),
                // What came is on the disk; the journal itself goes on.
                Err(error) if error.kind() == ErrorKind::Damaged && id != home => {
                    tracing::warn!(%error, "a share cannot be indexed");
                }
                done => done?,
            }
        }
        match self.application.prepare(self) {
            Err(error) if error.kind() == ErrorKind::Locked => Ok(()),
            done => done,
        }
    }

    /// Says what is held of a space, durably and signed: by the device's key, or while locked by its link key. The same as
    /// before where nothing has changed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn state(&self, id: SpaceId) -> Result<Statement, Error> {
        let tag = id.tag();
        let mut writer = self.store.write()?;
        let incarnation = Meta::read(&writer)?.incarnation;
        let before = stated::last(&writer, tag, self.device)?
            .filter(|before| before.stated.incarnation == incarnation);
        let now = Stated {
            space: tag,
            device: self.device,
            incarnation,
            counter: before.as_ref().map_or(0, |last| last.stated.counter) + 1,
            at: self.env.unix(),
            dropped: [0; 32],
            heads: Vec::new(),
            rest: [0; 32],
            notices: Vec::new(),
        };
        let now = now.with_heads(writer.heads(tag)?);
        if let Some(before) = before
            && before.stated.heads == now.heads
            && before.stated.rest == now.rest
        {
            return Ok(before);
        }
        let statement = match self.cache.keys() {
            Some(keys) => Statement::sign(now, SignedBy::Device, keys.signing()),
            None => {
                let link = SigningKey::from_bytes(&self.link_secret()?);
                Statement::sign(now, SignedBy::Link, &link)
            }
        };
        writer.set_meta(&stated::key(tag, self.device), &statement.encode())?;
        writer.commit()?;
        Ok(statement)
    }

    /// Believes what another device says that it holds, if it belongs to the space and said it. By that, and by the ids of
    /// the records, what it holds counts as confirmed; what it held before and does not any more counts no longer.
    ///
    /// # Errors
    /// What the disk says.
    pub fn hear(&self, statement: &Statement) -> Result<Heard, Error> {
        let said = &statement.stated;
        let mut writer = self.store.write()?;
        let meta = Meta::read(&writer)?;
        let Some(id) = meta.spaces().find(|id| id.tag() == said.space) else {
            return Ok(Heard::Void);
        };
        let space = self.space(&writer, id)?;
        let Some(link) = said_by_member(&space, statement).filter(|_| said.device != self.device)
        else {
            return Ok(Heard::Void);
        };
        let before = stated::last(&writer, space.tag, said.device)?;
        let before = before.as_ref().map(|last| &last.stated);
        if let Some(before) = before {
            let same_log = before.incarnation == said.incarnation;
            if same_log && before.counter == said.counter && before != said {
                note_noticed(&mut writer, said.device, self.env.unix())?;
                writer.commit()?;
                return Ok(Heard::Twice);
            }
            // Counters of two incarnations cannot be compared; both times are of one clock.
            let older = match same_log {
                true => said.counter < before.counter,
                false => said.at < before.at,
            };
            if older {
                return Ok(Heard::Older);
            }
        }
        let known = writer.ack(space.tag, said.device)?.unwrap_or_default();
        let branches = branches(&writer, space.tag)?;
        let mut now = known.clone();
        let numbers: Have = said.heads.iter().map(|(log, h)| (*log, h.number)).collect();
        for (log, head) in before.into_iter().flat_map(|before| &before.heads) {
            if numbers.get(*log) < head.number {
                now.set(*log, now.get(*log).min(numbers.get(*log)));
            }
        }
        for (log, head) in &said.heads {
            let named = branches.named_by(*log);
            if let Some(held) = filed_under(&writer, space.tag, &branches, named, *head)? {
                now.raise(held, head.number);
            }
        }
        if before == Some(said) && now == known {
            return Ok(Heard::Believed);
        }
        writer.set_ack(space.tag, said.device, &now)?;
        writer.set_meta(&stated::key(space.tag, said.device), &statement.encode())?;
        writer.remove_meta(&awaited_key(link))?;
        writer.commit()?;
        Ok(Heard::Believed)
    }

    /// What this device writes under now.
    ///
    /// # Errors
    /// What the disk says.
    pub fn incarnation(&self) -> Result<u64, Error> {
        Ok(Meta::read(&self.store.read()?)?.incarnation)
    }

    /// Goes on in a new log: what this device wrote came back from elsewhere, so that it was set back, or exists twice.
    ///
    /// # Errors
    /// What the disk says.
    pub fn go_on_in_a_new_log(&self) -> Result<u64, Error> {
        let mut writer = self.store.write()?;
        let incarnation = Meta::read(&writer)?.incarnation;
        self.leave_log_that_came_back(&mut writer, &[incarnation])?;
        let incarnation = Meta::read(&writer)?.incarnation;
        writer.commit()?;
        self.record_high_water()?;
        Ok(incarnation)
    }

    /// Notes that a device was found to exist twice; people are told for a while.
    ///
    /// # Errors
    /// What the disk says.
    pub fn note_twice(&self, device: replica::DeviceId) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        note_noticed(&mut writer, device, self.env.unix())?;
        Ok(writer.commit()?)
    }

    /// What is noted of the folders that records are carried through, each under its name.
    ///
    /// # Errors
    /// What the disk says.
    pub fn carriers(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        let view = self.store.read()?;
        let mut found = Vec::new();
        for key in view.meta_names()? {
            if let Some(name) = key.strip_prefix(CARRIER)
                && let Some(note) = view.meta(&key)?
            {
                found.push((name.to_owned(), note));
            }
        }
        Ok(found)
    }

    /// Notes something of such a folder, or (`None`) forgets it.
    ///
    /// # Errors
    /// What the disk says.
    pub fn set_carrier(&self, name: &str, note: Option<&[u8]>) -> Result<(), Error> {
        let mut writer = self.store.write()?;
        match note {
            Some(note) => writer.set_meta(&carrier_key(name), note)?,
            None => writer.remove_meta(&carrier_key(name))?,
        }
        // What was brought to a folder may lie there long after the folder is forgotten.
        writer.set_meta(CARRIED_ONCE, b"1")?;
        Ok(writer.commit()?)
    }

    /// The live data records of the home space that lie outside of what is covered: of each log, ranges of numbers. Counted as
    /// what is only here is.
    ///
    /// # Errors
    /// [`Error::Damaged`].
    pub fn live_outside(
        &self,
        covered: &BTreeMap<LogId, Vec<(u64, u64)>>,
    ) -> Result<Missing, Error> {
        let view = self.store.read()?;
        let home = self.home(&view)?;
        let mut outside = Vec::new();
        for (log, live) in &live(&view, &home)? {
            let mut from = self.first_of(&view, home.tag, log)?.0;
            let ends = [(live + 1, u64::MAX)];
            let covered = covered.get(&log).into_iter().flatten().chain(&ends);
            for (first, last) in covered {
                let to = live.min(first.saturating_sub(1));
                if from <= to {
                    outside.push((log, from, to));
                }
                from = from.max(last.saturating_add(1));
            }
        }
        self.about(&view, &home, &outside)
    }
}

/// The link of whoever said this, if it is an active owner of the space and the key is its own.
fn said_by_member(space: &Space, statement: &Statement) -> Option<replica::LinkId> {
    let member = space.membership.member(statement.stated.device)?;
    let counts = member.certificate.role == Role::Owner && member.state == MemberState::Active;
    let key = match statement.by {
        SignedBy::Device => member.certificate.device.as_bytes(),
        SignedBy::Link => member.certificate.link.as_bytes(),
    };
    (counts && statement.is_signed_by(key)).then_some(member.certificate.link)
}

/// Under what names folders are noted.
pub(crate) const CARRIER: &str = "carrier/";
/// There once a folder was noted, and from then on.
pub(crate) const CARRIED_ONCE: &str = "carried-once";

fn carrier_key(name: &str) -> String {
    format!("carrier/{name}")
}
