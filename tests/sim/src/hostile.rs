//! A device of the journal that turns against it: what it signs and seals is valid, what is inside is not. Words that may never
//! be shown are in nobody's ledger; those of its ordinary records may be.

use std::path::Path;

use replica::{Class, Control, DeviceCertificate, Have, LogId, Purpose, Role};
use seal::DeviceKeys;

use crate::device::{Device, Part, STATES};
use crate::dice::Dice;
use crate::disk::Stop;
use crate::forge::{Forger, Slot, entry, entry_id, slot, swollen};
use crate::link::Line;
use crate::model::Result as Said;
use crate::world::{Held, World};

/// What a hostile device does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Wrong {
    /// A document that is larger than anybody can read.
    Swell,
    /// A row that is too large by itself.
    LargeRow,
    /// Parts of records that are empty or repeated.
    Slots,
    /// Builds on logs that do not exist.
    FarAfter,
    /// Causes in reversed order, in two logs of its own.
    Reverse,
    /// Changes that build on what nobody has, with a row that looks well.
    Lacking,
    /// Changes in another device's name.
    OtherActor,
    /// Records in another device's log.
    Forge,
    /// Changes that build on others without saying so.
    Unsaid,
    /// Says that it builds on what it will write.
    Vouch,
    /// Two records with one number, for different victims.
    Fork,
    /// Invented members.
    Members,
    /// Another beginning of the space.
    Founding,
}

/// All of them.
pub const WRONGS: &[Wrong] = &[
    Wrong::Swell,
    Wrong::LargeRow,
    Wrong::Slots,
    Wrong::FarAfter,
    Wrong::Reverse,
    Wrong::Lacking,
    Wrong::OtherActor,
    Wrong::Forge,
    Wrong::Unsaid,
    Wrong::Vouch,
    Wrong::Fork,
    Wrong::Members,
    Wrong::Founding,
];

impl World {
    /// A device turns, or a hostile one does more.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn turns(&mut self, at: usize, wrong: Wrong, size: u16, mut dice: Dice) -> Held {
        let hostile = self.devices.iter().position(|device| device.hostile);
        let at = hostile.unwrap_or(at);
        let keys = self.devices[at].keys.clone();
        let others = self.owners().into_iter();
        let others = others.filter(|other| self.devices[*other].keys != keys);
        let device = &self.devices[at];
        let empty = device.vault().own_space().is_err() || !device.arrived;
        let stopped = device.faulty || device.disk.is_dead();
        let blind = device.locked || self.shown(at).is_err();
        if others.count() == 0 || empty || blind || stopped || device.removed || device.cloned {
            return Ok(());
        }
        if hostile.is_none() && !self.all_know_each_other_without(at) {
            return Ok(());
        }
        self.tell(&format!("{} turns: {wrong:?}, {size}", device.name));
        self.devices[at].hostile = true;
        // What it wrote before counts; of what only it holds nothing is expected.
        let mut seen = std::collections::BTreeSet::new();
        for owner in self.owners() {
            seen.extend(self.words_on(owner));
        }
        self.model.excuse("only with a device that turned", |word| {
            word.by == at && !seen.contains(&word.word)
        });
        if wrong == Wrong::Fork {
            self.forks(at, &mut dice)?;
        } else {
            let forger = Forger::of(&mut self.devices[at]);
            self.does(at, &forger, wrong, size.into(), &mut dice);
        }
        self.reopen(at)
    }

    /// Writes an ordinary entry into a log of a hostile device.
    fn ordinary(&mut self, at: usize, forger: &Forger, log: LogId, after: &Have, dice: &mut Dice) {
        let word = self.model.fresh(dice.roll());
        self.model.wrote(&word, None, at, Said::Unknown);
        let doc = entry_id(dice.roll());
        let change = entry(log, doc, &[], &word);
        forger.writes_in(log, after, &[slot(doc, change, &word)]);
    }

    fn does(&mut self, at: usize, forger: &Forger, wrong: Wrong, size: usize, dice: &mut Dice) {
        let log = forger.log(Class::Data);
        let (second, none) = (second(log), Have::default());
        let held = forger.held();
        let forbidden = self.model.fresh(dice.roll());
        let doc = entry_id(dice.roll());
        let fine = entry(log, doc, &[], &forbidden);
        let with = |change| [slot(doc, change, &forbidden)];
        match wrong {
            Wrong::Swell => {
                let large = swollen(log, doc, &fine, 2_100_000 + 10 * size);
                let [mut part] = with(fine);
                part.changes.push(large);
                forger.writes(&held, &[part]);
            }
            Wrong::LargeRow => {
                let word = self.model.fresh(dice.roll());
                self.model.wrote(&word, None, at, Said::Unknown);
                let mut large = slot(doc, entry(log, doc, &[], &word), &word);
                let text = "\u{fdfa}".repeat(20_000 + size);
                large.row = format!(r#"{{"body":"{forbidden} {text}"}}"#).into_bytes();
                forger.writes(&held, &[large]);
            }
            Wrong::Slots => {
                let [part] = with(fine);
                let empty = Slot {
                    changes: Vec::new(),
                    ..part.clone()
                };
                for _ in 0..3 {
                    forger.writes(&held, &vec![part.clone(); 2 + size % 300]);
                    forger.writes(&held, &vec![empty.clone(); 1 + size % 4_096]);
                }
            }
            Wrong::FarAfter => {
                let nowhere = |incarnation| (LogId { incarnation, ..log }, 7);
                let after = (0..size as u64 % 257 + 1).map(nowhere).collect();
                forger.writes(&after, &with(fine));
            }
            Wrong::Reverse => {
                let count = 10 + size as u64 % 50;
                for number in 0..count {
                    let after = [(second, count - number)].into_iter().collect();
                    self.ordinary(at, forger, log, &after, dice);
                }
                for _ in 0..count {
                    self.ordinary(at, forger, second, &none, dice);
                }
            }
            Wrong::Lacking => {
                let nobody = LogId {
                    incarnation: 99,
                    ..log
                };
                let past = entry(nobody, doc, &[], "never sent");
                let change = entry(log, doc, &[&past], &forbidden);
                forger.writes(&held, &with(change));
            }
            Wrong::OtherActor => {
                if let Some((theirs, _)) = forger.of_another() {
                    forger.writes(&held, &with(entry(theirs, doc, &[], &forbidden)));
                }
            }
            Wrong::Forge => {
                if let Some((theirs, head)) = forger.of_another() {
                    let change = entry(theirs, doc, &[], &forbidden);
                    forger.forges(theirs, head, &with(change));
                }
            }
            Wrong::Unsaid => {
                // What is built upon lies in the log that is looked at later.
                let (early, late) = (log.min(second), log.max(second));
                let word = self.model.fresh(dice.roll());
                self.model.wrote(&word, None, at, Said::Unknown);
                match self.unsaid.take() {
                    Some((doc, past)) => {
                        let change = entry(early, doc, &[&past], &word);
                        forger.writes_in(early, &none, &[slot(doc, change, &word)]);
                    }
                    None => {
                        let change = entry(late, doc, &[], &word);
                        forger.writes_in(late, &none, &[slot(doc, change.clone(), &word)]);
                        self.unsaid = Some((doc, change));
                    }
                }
            }
            Wrong::Vouch => {
                let far = [2, 3, 1 << 32][size % 3];
                let after = [(second, far)].into_iter().collect();
                self.ordinary(at, forger, log, &after, dice);
                self.ordinary(at, forger, second, &none, dice);
            }
            Wrong::Members => {
                for _ in 0..[3, 20, 270][size % 3] {
                    let op = Control::Add {
                        certificate: certificate(&keys(dice), dice),
                    };
                    forger.rules(forger.log(Class::Control), op);
                }
            }
            Wrong::Founding => {
                let op = Control::Create {
                    purpose: Purpose::Home,
                    founder: certificate(&forger.keys, dice),
                    recovery_recipient: forger.keys.recipient(),
                    recovery_key: [7; 32],
                    ends_at: None,
                };
                let own = forger.log(Class::Control);
                for incarnation in 0..size as u64 % 20 + 1 {
                    forger.rules(LogId { incarnation, ..own }, op.clone());
                }
            }
            Wrong::Fork => {}
        }
    }

    /// The device goes on as two: both write a record of the same number.
    fn forks(&mut self, at: usize, dice: &mut Dice) -> Held {
        let image = self.devices[at].disk.after(Stop::Kill, 0);
        let mut seedling = self.devices[at].seedling();
        seedling.image = image
            .copied(dice.roll() >> 40 | 1)
            .without(Path::new(STATES));
        seedling.name = format!("{}'s twin", seedling.name);
        let mut twin = Device::from(&seedling, dice.fork(), self.start);
        twin.hostile = true;
        self.devices.push(twin);
        self.forked = true;
        let twin = self.devices.len() - 1;
        self.reopen(twin)?;
        let many = dice.within(1, 3);
        for side in [at, twin] {
            let forger = Forger::of(&mut self.devices[side]);
            let held = forger.held();
            for _ in 0..many {
                self.ordinary(side, &forger, forger.log(Class::Data), &held, dice);
            }
        }
        self.reopen(twin)
    }

    /// A hostile or removed device meets an honest one.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn meddles(&mut self, by: u8, with: u8, line: &Line, sub: u64) -> Held {
        let all: Vec<usize> = (0..self.devices.len())
            .filter(|at| self.devices[*at].hostile || self.devices[*at].removed)
            .filter(|at| self.devices[*at].part == Part::Owner)
            .collect();
        match all.get(usize::from(by) % all.len().max(1)).copied() {
            Some(by) => {
                self.meet(by, self.owner(with), line, false, None, sub)
                    .await
            }
            None => Ok(()),
        }
    }

    /// A device that was removed goes on writing, as it does not know or does not care.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn writes_late(&mut self, number: u8, mut dice: Dice) -> Held {
        let gone: Vec<usize> = (0..self.devices.len())
            .filter(|at| self.devices[*at].removed && self.devices[*at].part == Part::Owner)
            .filter(|at| !self.devices[*at].faulty && !self.devices[*at].locked)
            .collect();
        let Some(at) = gone.get(usize::from(number) % gone.len().max(1)).copied() else {
            return Ok(());
        };
        if self.devices[at].hostile {
            self.tell(&format!("{} goes on", self.devices[at].name));
            let forger = Forger::of(&mut self.devices[at]);
            let (log, held) = (forger.log(Class::Data), forger.held());
            for log in [log, second(log)] {
                self.ordinary(at, &forger, log, &held, &mut dice);
            }
            drop(forger);
            return self.reopen(at);
        }
        let done = self.write(at, 3, false, dice);
        self.model
            .excuse("written after its device was removed", |word| word.by == at);
        done
    }

    /// Somebody removes a hostile device: all of them must be gone in the end.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn expel(&mut self, by: u8) -> Held {
        let hostile = |device: &Device| device.hostile && !device.removed;
        while let Some(whom) = self.devices.iter().position(hostile) {
            self.remove(self.owner(by), whom)?;
            if !self.devices[whom].removed {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Another log of the same device.
fn second(log: LogId) -> LogId {
    LogId {
        incarnation: log.incarnation ^ 1,
        ..log
    }
}

/// A device's certificate, with a link that nobody answers on.
fn certificate(device: &DeviceKeys, dice: &mut Dice) -> DeviceCertificate {
    let (link, signing) = (keys(dice), device.signing());
    let recipient = device.recipient();
    DeviceCertificate::sign(Role::Owner, recipient, Vec::new(), signing, link.signing())
        .expect("a certificate")
}

/// Keys of a device that does not exist.
fn keys(dice: &mut Dice) -> DeviceKeys {
    let mut secret = [0; 32];
    dice.fill(&mut secret);
    DeviceKeys::generate(secret, secret)
}
