//! Who belongs to a space, as a pure function of the set of its control records.
//!
//! The order in which records arrive never matters. Authority flows from the founder (and the
//! recovery key) through additions; a removal voids what its target wrote beyond the cut; two
//! devices that remove each other are both suspended until somebody undisputed decides. How
//! these rules are brought to one answer is in `verdict`.

mod decision;
mod histories;
mod keys;
mod kits;
mod limit;
mod verdict;

use std::collections::BTreeMap;

use crate::certificate::{DeviceCertificate, Role};
use crate::control::{Control, ControlRecord, Cut, Purpose};
use crate::ids::{DeviceId, LinkId, RecordId};
use crate::log::{Class, LogId};
pub use keys::KeysOp;
use verdict::{Ledger, Verdict};

/// How a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberState {
    /// In force.
    Active,
    /// Gone for good; what it wrote up to the cut still counts.
    Removed,
    /// Its removal, or its addition, is disputed: it may do nothing until that is decided.
    Suspended,
}

/// A device that was ever validly added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its keys and role.
    pub certificate: DeviceCertificate,
    /// Who added it; the founder names itself.
    pub added_by: DeviceId,
    /// When that was, as the adding device says, in unix seconds.
    pub added_at: i64,
    /// How it stands.
    pub state: MemberState,
    /// A device that removed it, if any did; one whose removal is in force before others.
    pub removed_by: Option<DeviceId>,
}

/// Whether a record of a log may be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It may.
    Yes,
    /// The device never was an owner of this space.
    NotAWriter,
    /// The device was removed, or is suspended, and the record lies beyond what counts.
    BeyondCut,
}

/// How a recovery kit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KitStanding {
    /// It opens everything, and what it signs outranks every device.
    First,
    /// It opens everything, and what it signs weighs what an owner's device signs.
    Beside,
    /// It has signed in another one in its place. Nothing new is for it.
    Replaced,
    /// A device ended it. Nothing new is for it.
    Retired,
    /// It was signed in, or ended, by a device that is in doubt: it may do nothing until that is decided.
    Suspended,
}

/// A recovery kit that the space has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kit {
    /// Its keys.
    pub keys: Recovery,
    /// Who signed it in: a device, or another kit; of the first one the founder.
    pub made_by: DeviceId,
    /// When that was, as they say, in unix seconds.
    pub made_at: i64,
    /// How it stands.
    pub standing: KitStanding,
}

/// The recovery kit's public keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Its age recipient.
    pub recipient: String,
    /// Its verifying key.
    pub key: [u8; 32],
}

impl Recovery {
    /// The kit as the author of control records.
    #[must_use]
    pub const fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.key)
    }
}

/// The membership of one space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Membership {
    root: Option<RecordId>,
    founder: Option<DeviceId>,
    purpose: Option<Purpose>,
    ends_at: Option<i64>,
    /// The first one, those signed in after it in the order of their time, and then of their keys.
    kits: Vec<Kit>,
    closed: bool,
    members: BTreeMap<DeviceId, Member>,
    cuts: BTreeMap<LogId, Cut>,
    /// The cuts of data logs as the removals name them.
    said: Vec<Cut>,
    keys: Vec<KeysOp>,
    /// Those that are not in force.
    former_keys: Vec<KeysOp>,
    void: Vec<RecordId>,
    contested: Vec<RecordId>,
    /// How often a record was looked at to decide all of them.
    looks: u64,
}

impl Membership {
    /// Evaluates a set of control records whose signatures and chains have been checked.
    ///
    /// Should there be several valid foundings the one with the smallest id is taken; who knows
    /// the true one uses [`Membership::evaluate_from`].
    #[must_use]
    pub fn evaluate(records: &[ControlRecord]) -> Self {
        Self::evaluate_from(None, records)
    }

    /// The same, counting only `root` as the founding record. A device learns it when it founds
    /// or joins a space and keeps it: a member could forge a second founding.
    #[must_use]
    pub fn evaluate_from(root: Option<RecordId>, records: &[ControlRecord]) -> Self {
        let Some(ledger) = Ledger::new(root, records) else {
            let mut void: Vec<_> = records.iter().map(|record| record.id).collect();
            void.sort_unstable();
            void.dedup();
            return Self {
                void,
                ..Self::default()
            };
        };
        let (verdict, looks) = decision::decide(&ledger);
        let mut membership = Self {
            root: Some(ledger.root().id),
            looks,
            ..Self::default()
        };
        membership.take_root(ledger.root(), &ledger);
        let mut former = Vec::new();
        for (record, standing) in ledger.with(&verdict) {
            membership.take(record, standing, &ledger);
            if standing != Verdict::InForce && matches!(record.body.op, Control::Keys { .. }) {
                former.push(record);
            }
        }
        membership.former_keys = keys::former(former, |device| {
            let member = membership.member(device);
            member.is_some_and(|member| member.certificate.role == Role::Owner)
        });
        if let Some((_, later)) = membership.kits.split_first_mut() {
            later.sort_by_key(|kit| (kit.made_at, kit.keys.key));
        }
        membership.void.extend(ledger.left_out());
        membership.void.sort_unstable();
        membership.contested.sort_unstable();
        membership.keys.sort_unstable_by(|a, b| {
            (b.height, b.epoch, b.record).cmp(&(a.height, a.epoch, a.record))
        });
        membership
    }

    /// How often a control record was looked at to decide all of them. For tests that count work.
    #[doc(hidden)]
    #[must_use]
    pub const fn looks(&self) -> u64 {
        self.looks
    }

    /// The founding record; `None` when there is no valid one, and then there are no members.
    #[must_use]
    pub const fn root(&self) -> Option<RecordId> {
        self.root
    }

    /// The device that founded the space; `None` without a valid founding.
    #[must_use]
    pub const fn founder(&self) -> Option<DeviceId> {
        self.founder
    }

    /// What the space is for; `None` without a valid founding.
    #[must_use]
    pub const fn purpose(&self) -> Option<Purpose> {
        self.purpose
    }

    /// When the space ends by agreement, in unix seconds.
    #[must_use]
    pub const fn ends_at(&self) -> Option<i64> {
        self.ends_at
    }

    /// Whether an owner ended the space. Roles stay readable, but nothing is to be written.
    #[must_use]
    pub const fn closed(&self) -> bool {
        self.closed
    }

    /// The kit that outranks every device, or where none does since two were signed in apart the newest beside the
    /// devices; `None` without any.
    #[must_use]
    pub fn recovery(&self) -> Option<&Recovery> {
        let of = |standing| {
            let mut kits = self.kits.iter().rev();
            kits.find(move |kit| kit.standing == standing)
        };
        let kit = of(KitStanding::First).or_else(|| of(KitStanding::Beside))?;
        Some(&kit.keys)
    }

    /// Every recovery kit that the space has or had: the first one, then by the time at which they were signed in.
    #[must_use]
    pub fn kits(&self) -> &[Kit] {
        &self.kits
    }

    /// The kit with this verifying key.
    #[must_use]
    pub fn kit(&self, key: [u8; 32]) -> Option<&Kit> {
        self.kits.iter().find(|kit| kit.keys.key == key)
    }

    /// All that ever were members, by device id.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        self.members.values()
    }

    /// One that is or was a member.
    #[must_use]
    pub fn member(&self, device: DeviceId) -> Option<&Member> {
        self.members.get(&device)
    }

    /// The role of an active member; `None` for everybody else.
    #[must_use]
    pub fn role(&self, device: DeviceId) -> Option<Role> {
        self.member(device)
            .filter(|member| member.state == MemberState::Active)
            .map(|member| member.certificate.role)
    }

    /// The member behind a transport key, active ones before others.
    #[must_use]
    pub fn by_link(&self, link: LinkId) -> Option<&Member> {
        self.members()
            .filter(|member| member.certificate.link == link)
            .min_by_key(|member| {
                (
                    member.state != MemberState::Active,
                    member.certificate.device,
                )
            })
    }

    /// Whether a record of a log may be applied, as far as its author and number go.
    ///
    /// Control logs are always carried: which of their records count is decided here and not by
    /// who passes them on. Whether the record at a cut is the one the remover saw is for the
    /// caller to compare ([`Membership::cut`]).
    #[must_use]
    pub fn admits(&self, log: LogId, number: u64) -> Admission {
        if log.class == Class::Control {
            return Admission::Yes;
        }
        match self.member(log.device) {
            Some(member) if member.certificate.role == Role::Owner => {
                let within = member.state == MemberState::Active
                    || self.cut(log).is_some_and(|cut| number <= cut.number);
                if probe::planted!("cut_skipped", within, true) {
                    Admission::Yes
                } else {
                    Admission::BeyondCut
                }
            }
            _ => Admission::NotAWriter,
        }
    }

    /// The last record that counts of a data log whose device was removed or is suspended.
    #[must_use]
    pub fn cut(&self, log: LogId) -> Option<&Cut> {
        self.cuts.get(&log)
    }

    /// Says where cuts lie whose logs have [branches](crate::Branches): a removal names the history that it knew by the name
    /// of the one log. `place` gives, for each cut as it was named, the cuts of the histories that it lets stand.
    ///
    /// # Errors
    /// What `place` says.
    pub fn place_cuts<E>(
        &mut self,
        mut place: impl FnMut(&Cut) -> Result<Vec<Cut>, E>,
    ) -> Result<(), E> {
        let mut cuts = BTreeMap::new();
        for cut in &self.said {
            for placed in place(cut)? {
                widen(&mut cuts, placed);
            }
        }
        self.cuts = cuts;
        Ok(())
    }

    /// Keys from authorised devices, the newest epoch first (by height, then by id).
    #[must_use]
    pub fn keys(&self) -> Vec<&KeysOp> {
        self.keys.iter().collect()
    }

    /// Keys that do not count, of devices that were owners once: whoever did not know of their removal wrote with them, and
    /// that is to stay readable. Nothing is to be sealed with them. The first ones of each device, and few of all.
    #[must_use]
    pub fn former_keys(&self) -> &[KeysOp] {
        &self.former_keys
    }

    /// Records that have no effect, by id: written without authority, beyond a cut, or malformed.
    #[must_use]
    pub fn void(&self) -> Vec<RecordId> {
        self.void.clone()
    }

    /// Records whose effect depends on an undecided dispute, by id.
    #[must_use]
    pub fn contested(&self) -> Vec<RecordId> {
        self.contested.clone()
    }

    fn take_root(&mut self, root: &ControlRecord, ledger: &Ledger<'_>) {
        if let Control::Create {
            purpose,
            founder,
            recovery_recipient,
            recovery_key,
            ends_at,
        } = &root.body.op
        {
            self.founder = Some(founder.device);
            self.purpose = Some(*purpose);
            self.ends_at = *ends_at;
            let keys = Recovery {
                recipient: recovery_recipient.clone(),
                key: *recovery_key,
            };
            self.kits.push(Kit {
                standing: in_chain(ledger, keys.device()),
                keys,
                made_by: founder.device,
                made_at: root.body.at,
            });
            self.add(founder, root, MemberState::Active);
        }
    }

    /// Takes one record in; removals come after every addition.
    fn take(&mut self, record: &ControlRecord, standing: Verdict, ledger: &Ledger<'_>) {
        let in_force = match standing {
            Verdict::Void => return self.void.push(record.id),
            Verdict::Contested => false,
            Verdict::InForce => true,
        };
        if !in_force {
            self.contested.push(record.id);
        }
        match &record.body.op {
            Control::Create { .. } => {}
            Control::Add { certificate } => {
                let state = if in_force {
                    MemberState::Active
                } else {
                    MemberState::Suspended
                };
                self.add(certificate, record, state);
            }
            Control::Remove { device, cuts } => {
                self.remove(record.log.device, *device, cuts, in_force);
            }
            Control::Keys { .. } if in_force => self.keys.extend(KeysOp::of(record)),
            Control::Keys { .. } => {}
            Control::Close => self.closed |= in_force,
            Control::Kit { kit, .. } => {
                if self.kit(kit.key).is_some() {
                    return;
                }
                let standing = match in_force {
                    _ if ledger.kits.is_in_chain(kit.device()) => in_chain(ledger, kit.device()),
                    true => KitStanding::Beside,
                    false => KitStanding::Suspended,
                };
                self.kits.push(Kit {
                    keys: Recovery {
                        recipient: kit.recipient.clone(),
                        key: kit.key,
                    },
                    made_by: record.log.device,
                    made_at: record.body.at,
                    standing,
                });
            }
            Control::RetireKit { kit, .. } => {
                let mut kits = self.kits.iter_mut();
                if let Some(known) = kits.find(|known| known.keys.device() == *kit)
                    && known.standing != KitStanding::Retired
                {
                    known.standing = if in_force {
                        KitStanding::Retired
                    } else {
                        KitStanding::Suspended
                    };
                }
            }
        }
    }

    /// Of several additions the first taken stays: the ledger gives the weightiest first.
    fn add(&mut self, certificate: &DeviceCertificate, record: &ControlRecord, state: MemberState) {
        self.members
            .entry(certificate.device)
            .or_insert_with(|| Member {
                certificate: certificate.clone(),
                added_by: record.log.device,
                added_at: record.body.at,
                state,
                removed_by: None,
            });
    }

    /// Of several removals the widest cut counts for data: what one remover stands by is the
    /// past of a device that may stay. Removals in force come before contested ones.
    fn remove(&mut self, by: DeviceId, device: DeviceId, cuts: &[Cut], in_force: bool) {
        let Some(member) = self.members.get_mut(&device) else {
            return;
        };
        if in_force {
            member.state = MemberState::Removed;
        } else if member.state == MemberState::Removed {
            return;
        } else {
            member.state = MemberState::Suspended;
        }
        member.removed_by.get_or_insert(by);
        for cut in cuts.iter().filter(|cut| cut.log.class == Class::Data) {
            self.said.push(*cut);
            widen(&mut self.cuts, *cut);
        }
    }
}

fn in_chain(ledger: &Ledger<'_>, kit: DeviceId) -> KitStanding {
    if ledger.kits.has_ended(kit) {
        KitStanding::Replaced
    } else {
        KitStanding::First
    }
}

fn widen(cuts: &mut BTreeMap<LogId, Cut>, cut: Cut) {
    let known = cuts.entry(cut.log).or_insert(cut);
    if (cut.number, cut.id) > (known.number, known.id) {
        *known = cut;
    }
}
