//! Publishing: what the reader of a share gets are fresh documents made from current rows. A row that changed is
//! published as a new document and the old one withdrawn, so that no history and no deleted word ever leaves.
//! What is published is compared by content, so this can run at any time, on any owner's device, any number of times.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journal::{DocId, Edit, EntryEdit, Kind, Place, Row, SheetEdit, SheetRow};
use replica::{Class, Control, Have, MemberState, RecordId, Role, SpaceId};
use store::Tables;

use crate::devices::short;
use crate::projection::fresh_edits;
use crate::shares::{root_of, rule_of, space_of, timestamp};
use crate::vault::{Meta, Vault};
use crate::{Error, run};

/// Where the store keeps which shares are over.
const ENDED: &str = "ended";
/// How many of them are remembered.
const ENDED_MAX: usize = 32;

impl Vault {
    /// Brings the spaces around the home space in order: adopts shares made on other devices, adds this journal's new
    /// devices to them, ends what is past its end, publishes what changed. Does nothing while locked.
    pub(crate) fn prepare_spaces(&self) -> Result<(), Error> {
        self.purge_ended()?;
        if !self.is_unlocked() || !self.has_home()? {
            return Ok(());
        }
        if self.home(&self.store.read()?)?.keys.is_none() {
            return Ok(());
        }
        tolerate(self.mend_keys(self.own_space()?))?;
        let documents = self.share_documents()?;
        for (doc, row) in documents {
            let (Some(id), Some(root)) = (space_of(&row), root_of(&row)) else {
                continue;
            };
            self.adopt(id, root)?;
            let space = self.space(&self.store.read()?, id)?;
            let mine = space.membership.role(self.device) == Some(Role::Owner);
            if !mine || space.membership.closed() || space.keys.is_none() {
                continue;
            }
            if space
                .membership
                .ends_at()
                .is_some_and(|at| at <= self.env.unix())
            {
                self.close_space(id)?;
                continue;
            }
            self.align_owners(id)?;
            tolerate(self.mend_keys(id))?;
            tolerate(self.publish(id, doc, &row))?;
        }
        Ok(())
    }

    /// Becomes able to receive a share that another device of this journal made.
    fn adopt(&self, id: SpaceId, root: RecordId) -> Result<(), Error> {
        if Meta::read(&self.store.read()?)?
            .spaces()
            .any(|known| known == id)
        {
            return Ok(());
        }
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        meta.add_space(id, false);
        crate::space::pin_root(&mut writer, id.tag(), root)?;
        meta.write(&mut writer)?;
        Ok(writer.commit()?)
    }

    /// Adds owners of the home space that a share does not know yet, and removes those that have been removed there.
    fn align_owners(&self, id: SpaceId) -> Result<(), Error> {
        let view = self.store.read()?;
        let home = self.home(&view)?;
        let share = self.space(&view, id)?;
        let known = |device| {
            share
                .membership
                .members()
                .any(|member| member.card.device == device)
        };
        let owners = |state: MemberState| {
            home.membership
                .members()
                .filter(move |member| member.card.role == Role::Owner && member.state == state)
        };
        let missing: Vec<_> = owners(MemberState::Active)
            .filter(|member| !known(member.card.device))
            .map(|member| member.card.clone())
            .collect();
        let removed: Vec<_> = owners(MemberState::Removed)
            .map(|member| member.card.device)
            .filter(|device| share.membership.role(*device).is_some())
            .collect();
        drop(view);
        if !missing.is_empty() {
            let (mut writer, meta) = self.begin()?;
            for card in missing {
                let recipient = card.recipient.clone();
                self.author_control(&mut writer, &meta, id.tag(), Control::Add { card })?;
                self.rewrap(&mut writer, &meta, &share, Some(&recipient))?;
            }
            self.commit(writer, &meta)?;
        }
        for device in removed {
            self.remove_from(id, device)?;
        }
        Ok(())
    }

    /// Publishes what a share should show and does not, and withdraws what it should not show any more.
    fn publish(&self, id: SpaceId, doc: DocId, row: &SheetRow) -> Result<(), Error> {
        let view = self.store.read()?;
        let space = self.space(&view, id)?;
        let has_reader = space
            .membership
            .members()
            .any(|member| member.card.role == Role::Reader && member.state == MemberState::Active);
        let home_id = Self::home_id(&view)?;
        let known = self.home_have(&view)?;
        drop(view);
        // Only a device that has seen all that the last publication reflects may replace it.
        let reflects = decode_have(row.fields.words("reflects"));
        if !has_reader || !known.covers(&reflects) || known == reflects {
            return Ok(());
        }
        let mut wanted: BTreeMap<(Kind, Vec<u8>), (Kind, Row)> = self
            .projection(&rule_of(row))?
            .into_iter()
            .map(|(kind, row)| ((kind, row.to_json()), (kind, row)))
            .collect();
        let mut withdraw = Vec::new();
        for (kind, doc, row) in self.published_rows(id)? {
            if wanted.remove(&(kind, row.to_json())).is_none() {
                withdraw.push((kind, doc));
            }
        }
        if wanted.is_empty() && withdraw.is_empty() {
            return Ok(());
        }
        self.write_in(id, |write| {
            for (kind, row) in wanted.into_values() {
                let edits = fresh_edits(&row);
                let fresh = write.fresh_id(kind);
                write.edit(fresh, kind, &edits)?;
            }
            for (kind, doc) in withdraw {
                let edit = match kind {
                    Kind::Entry => Edit::Entry(EntryEdit::Delete),
                    _ => Edit::Sheet(SheetEdit::Delete),
                };
                write.edit(doc, kind, &[edit])?;
            }
            Ok(())
        })?;
        let reflects = data_encoding::BASE64.encode(&known.encode());
        self.write_in(home_id, |write| {
            let place = Place::field("reflects");
            let edit = Edit::Sheet(SheetEdit::Text {
                place,
                text: reflects,
            });
            write.edit(doc, Kind::Share, &[edit]).map(|_| ())
        })
    }

    /// What has been indexed of the home space.
    fn home_have(&self, view: &store::View) -> Result<Have, Error> {
        let home = self.home(view)?;
        let mut have = Have::default();
        for (log, number) in run::read_directory(view, &home)?.indexed().iter() {
            if log.class == Class::Data {
                have.raise(log, number);
            }
        }
        Ok(have)
    }

    /// The rows of a space that are published now.
    fn published_rows(&self, id: SpaceId) -> Result<Vec<(Kind, DocId, Row)>, Error> {
        let (view, space) = self.current_view(id)?;
        let dir = run::read_directory(&view, &space)?;
        let mut rows = Vec::new();
        run::each_item(
            &view,
            &space,
            dir.entries.iter().chain(&dir.sheets),
            |item| {
                let item = item.to_item();
                if !item.is_deleted() && item.kind != Kind::Share {
                    rows.push((item.kind, item.id, item.row));
                }
            },
        )?;
        Ok(rows)
    }

    /// Drops the copies of shares that are over for this reader.
    pub(crate) fn purge_ended(&self) -> Result<(), Error> {
        let view = self.store.read()?;
        let mut ended = Vec::new();
        for id in Meta::read(&view)?.spaces() {
            let space = self.space(&view, id)?;
            let me = space
                .membership
                .members()
                .find(|member| member.card.device == self.device);
            let Some(me) = me.filter(|me| me.card.role == Role::Reader) else {
                continue;
            };
            let past = space
                .membership
                .ends_at()
                .is_some_and(|at| at <= self.env.unix());
            if past || space.membership.closed() || me.state == MemberState::Removed {
                ended.push(id);
            }
        }
        drop(view);
        if ended.is_empty() {
            return Ok(());
        }
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        let mut told = ended_lines(&writer)?;
        for id in ended {
            writer.drop_space(id.tag())?;
            meta.remove_space(id);
            told.push((short(id.tag().as_bytes()), self.env.unix()));
        }
        let from = told.len().saturating_sub(ENDED_MAX);
        let lines = told[from..].iter().map(|(id, at)| format!("{id} {at}\n"));
        writer.set_meta(ENDED, lines.collect::<String>().as_bytes())?;
        meta.write(&mut writer)?;
        Ok(writer.commit()?)
    }

    /// Shares that this device used to read and that are over: the beginning of their ids, and when the copy here was
    /// removed; the latest last.
    ///
    /// # Errors
    /// What the disk says.
    pub fn readings_ended(&self) -> Result<Vec<(String, Timestamp)>, Error> {
        self.purge_ended()?;
        let told = ended_lines(&self.store.read()?)?;
        Ok(told
            .into_iter()
            .map(|(id, at)| (id, timestamp(at)))
            .collect())
    }
}

/// One line for each: id and seconds since 1970.
fn ended_lines(tables: &impl Tables) -> Result<Vec<(String, i64)>, Error> {
    let bytes = tables.meta(ENDED)?.unwrap_or_default();
    let line = |line: &str| {
        let (id, at) = line.split_once(' ')?;
        Some((id.to_owned(), at.parse().ok()?))
    };
    Ok(String::from_utf8_lossy(&bytes)
        .lines()
        .filter_map(line)
        .collect())
}

/// Lets pass what somebody wrote that cannot be dealt with: one such thing must not keep devices from meeting.
fn tolerate(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(Error::Invalid(why)) => {
            tracing::warn!(why, "left as it is");
            Ok(())
        }
        done => done,
    }
}

fn decode_have(text: &str) -> Have {
    data_encoding::BASE64
        .decode(text.as_bytes())
        .ok()
        .and_then(|bytes| Have::decode(&bytes).ok())
        .unwrap_or_default()
}
