//! Authoring: the transaction that every write goes through, and what this device signs: records, control operations,
//! new spaces, and its own certificate.

use replica::{
    Class, Control, ControlBody, DeviceCertificate, Have, Head, LogId, Purpose, Record, RecordId,
    Role, SigningKey, SpaceId, SpaceTag,
};
use seal::{DeviceKeys, SpaceKeys};
use store::{Tables, Writer};

use crate::Error;
use crate::error::Saved;
use crate::exchange::branches::note_noticed;
use crate::folder::high_water::Verdict;
use crate::vault::{Meta, Vault};

/// A vault that is restored more often than this goes on in the log it has: others would refuse one more.
const INCARNATIONS_MAX: usize = replica::limits::LOGS_PER_DEVICE_MAX - 16;

/// What a new space is made of.
pub struct Founding<'a> {
    /// Its id.
    pub id: SpaceId,
    /// Its first keys.
    pub keys: &'a SpaceKeys,
    /// What it is for.
    pub purpose: Purpose,
    /// Recipient and verifying key of the recovery kit.
    pub recovery: &'a (String, [u8; 32]),
    /// The founder's name as the members see it.
    pub device_name: &'a str,
    /// When it ends, in unix seconds.
    pub ends_at: Option<i64>,
}

impl Vault {
    /// Opens a write transaction, in a new log if this vault turns out to be a copy or a restored backup.
    pub(crate) fn begin(&self) -> Result<(Writer, Meta), Error> {
        self.begin_in_its_log().map_err(Error::unsaved)
    }

    fn begin_in_its_log(&self) -> Result<(Writer, Meta), Error> {
        let mut writer = self.store.write()?;
        let mut meta = Meta::read(&writer)?;
        let written = self.written(&writer, &meta)?;
        let verdict = self
            .high_water
            .judge(&self.folder, meta.incarnation, written);
        if verdict != Verdict::GoOn || self.has_split(&writer, &meta)? {
            self.renew_incarnation(&mut writer, &mut meta)?;
        }
        if verdict == Verdict::IsCopy {
            note_noticed(&mut writer, self.device, self.env.unix())?;
        }
        Ok((writer, meta))
    }

    /// Brings the high-water file up to the incarnation that this device writes under now.
    pub(crate) fn record_high_water(&self) -> Result<(), Error> {
        let view = self.store.read()?;
        let meta = Meta::read(&view)?;
        let written = self.written(&view, &meta)?;
        self.high_water
            .record(&self.folder, meta.incarnation, written);
        Ok(())
    }

    /// Goes on in a new log, unless there are too many.
    pub(crate) fn renew_incarnation(
        &self,
        writer: &mut Writer,
        meta: &mut Meta,
    ) -> Result<(), Error> {
        if self.incarnations(writer, meta)? < INCARNATIONS_MAX {
            tracing::warn!(
                "this vault is a copy, was restored or set back; it goes on in a new log"
            );
            meta.incarnation = u64::from_be_bytes(self.env.random());
            meta.write(writer)?;
        }
        Ok(())
    }

    /// Logs that this device has begun, in the space where it has begun most.
    fn incarnations(&self, tables: &impl Tables, meta: &Meta) -> Result<usize, Error> {
        let mut most = 0;
        for id in meta.spaces() {
            let heads = tables.heads(id.tag())?;
            let own = |log: &LogId| log.device == self.device && log.class == Class::Data;
            most = most.max(heads.iter().filter(|(log, _)| own(log)).count());
        }
        Ok(most)
    }

    /// Commits what this device wrote, then brings the high-water file up to it. Nothing after the commit can fail.
    pub(crate) fn commit(&self, writer: Writer, meta: &Meta) -> Result<(), Error> {
        let written = self.written(&writer, meta).map_err(Error::unsaved)?;
        if let Err(error) = writer.commit() {
            if error.saved == Saved::Yes {
                self.env.note_saved();
            }
            return Err(error.into());
        }
        self.env.note_saved();
        self.high_water
            .record(&self.folder, meta.incarnation, written);
        Ok(())
    }

    /// Records written under the present incarnation, over all spaces.
    pub(crate) fn written(&self, tables: &impl Tables, meta: &Meta) -> Result<u64, Error> {
        let mut written = 0;
        for id in meta.spaces() {
            for class in [Class::Control, Class::Data] {
                let log = LogId {
                    device: self.device,
                    class,
                    incarnation: meta.incarnation,
                };
                written += tables.head(id.tag(), log)?.map_or(0, |head| head.number);
            }
        }
        Ok(written)
    }

    /// Signs and appends a record to this device's log of a class.
    pub(crate) fn author(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        tag: SpaceTag,
        class: Class,
        body: Vec<u8>,
    ) -> Result<Record, Error> {
        let log = LogId {
            device: self.device,
            class,
            incarnation: meta.incarnation,
        };
        let head = writer.head(tag, log)?;
        let (number, prev) = next_after(head);
        let record = Record::write(tag, log, number, prev, body, self.device_keys()?.signing())
            .map_err(|error| {
                Error::Invalid(format!("this is too large to be saved at once ({error})"))
            })?;
        writer.append(&record)?;
        Ok(record)
    }

    /// Appends a control operation.
    pub(crate) fn author_control(
        &self,
        writer: &mut Writer,
        meta: &Meta,
        tag: SpaceTag,
        op: Control,
    ) -> Result<RecordId, Error> {
        let seen = seen_control(writer, tag)?;
        let body = ControlBody {
            at: self.env.unix(),
            seen,
            op,
        };
        Ok(self
            .author(writer, meta, tag, Class::Control, body.encode())?
            .id())
    }

    /// Founds a space with this device as its first owner.
    pub(crate) fn found_space(&self, found: &Founding<'_>) -> Result<RecordId, Error> {
        let (mut writer, mut meta) = self.begin()?;
        let root = self.found_in(&mut writer, &mut meta, found)?;
        self.commit(writer, &meta)?;
        Ok(root)
    }

    /// The same within a transaction that is open already and goes on.
    pub(crate) fn found_in(
        &self,
        writer: &mut Writer,
        meta: &mut Meta,
        found: &Founding<'_>,
    ) -> Result<RecordId, Error> {
        let Founding {
            id,
            keys,
            purpose,
            recovery,
            device_name,
            ends_at,
        } = *found;
        let tag = id.tag();
        let name = keys.seal(device_name.as_bytes());
        let founder = self.certificate(&*self.device_keys()?, Role::Owner, name)?;
        let recipients = [founder.recipient.clone(), recovery.0.clone()];
        let create = Control::Create {
            purpose,
            founder,
            recovery_recipient: recovery.0.clone(),
            recovery_key: recovery.1,
            ends_at,
        };
        let root = self.author_control(writer, meta, tag, create)?;
        crate::space::pin_root(writer, tag, root)?;
        let wrap = Control::Keys {
            epoch: keys.epoch(),
            height: 1,
            sealed: keys.wrap(&recipients)?,
        };
        self.author_control(writer, meta, tag, wrap)?;
        meta.add_space(id, purpose == Purpose::Home);
        meta.write(writer)?;
        Ok(root)
    }

    /// This device's certificate, with both proofs.
    pub(crate) fn certificate(
        &self,
        keys: &DeviceKeys,
        role: Role,
        sealed_name: Vec<u8>,
    ) -> Result<DeviceCertificate, Error> {
        let link = SigningKey::from_bytes(&self.link_secret()?);
        DeviceCertificate::sign(role, keys.recipient(), sealed_name, keys.signing(), &link)
            .map_err(|error| Error::Invalid(format!("this device cannot be described: {error}")))
    }
}

/// Number and predecessor of the record that follows a log's head.
pub(crate) fn next_after(head: Option<Head>) -> (u64, RecordId) {
    head.map_or((1, RecordId::ZERO), |head| (head.number + 1, head.id))
}

/// How far the control logs of a space are held: what the author of a control operation knew.
pub(crate) fn seen_control(tables: &impl Tables, tag: SpaceTag) -> Result<Have, Error> {
    let mut seen = Have::default();
    for (log, head) in tables.heads(tag)? {
        if log.class == Class::Control {
            seen.raise(log, head.number);
        }
    }
    Ok(seen)
}
