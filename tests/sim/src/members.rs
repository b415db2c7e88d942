//! Who belongs to the journal: devices that join and are removed, and readers.

use engine::{ExchangeError, Invitation, ShareRule};
use tokio::sync::oneshot;

use crate::device::{Device, Part};
use crate::dice::Dice;
use crate::disk::Stop;
use crate::link::Line;
use crate::meeting::{BINDING, connect};
use crate::race::Race;
use crate::world::{Held, Shared, World};

/// Devices that a run may have.
const DEVICES_MAX: usize = 7;
/// Virtual time that joining may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(300);

impl World {
    /// The first device makes the journal.
    ///
    /// # Errors
    /// If it cannot.
    pub fn first(&mut self, name: &str, mut dice: crate::dice::Dice) -> Held {
        let mut secret = [0; 32];
        dice.fill(&mut secret);
        let mut device = Device::new(name, Part::Owner, dice, self.start);
        let path = std::path::Path::new(crate::device::VAULT);
        let kit = seal::RecoveryKit::from_secret(secret);
        let made =
            engine::Vault::init_with(path, &device.passphrase(), name, &kit, device.env.clone());
        let (vault, beginning) = made.expect("a journal can be made");
        beginning.settle().expect("a journal can be made");
        device.keep_keys_of(&vault);
        device.vault = Some(vault);
        self.devices.push(device);
        self.tell(&format!("{name} makes the journal"));
        Ok(())
    }

    /// Another device joins, or tries to.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn pair(&mut self, by: usize, line: &Line, sub: u64) -> Held {
        if self.devices.len() >= DEVICES_MAX || self.devices[by].locked {
            return Ok(());
        }
        let names = [
            "phone",
            "tablet",
            "desktop",
            "notebook",
            "old phone",
            "spare",
        ];
        let name = names[(self.devices.len() - 1) % names.len()];
        let confirmed = self.devices[by]
            .vault()
            .confirm(&self.devices[by].passphrase());
        let invited = match confirmed {
            Ok(confirmed) => self.devices[by]
                .vault()
                .devices()
                .invite(Vec::new(), &confirmed),
            Err(error) => return self.failed(by, "confirms", &error),
        };
        match invited {
            Ok(invitation) => self
                .joins(by, invitation, name, Part::Owner, line, sub)
                .await
                .map(|_| ()),
            Err(error) => self.failed(by, "invites", &error),
        }
    }

    /// A newcomer joins with an invitation; `true` if it belongs to the journal then.
    async fn joins(
        &mut self,
        by: usize,
        mut invitation: Invitation,
        name: &str,
        part: Part,
        line: &Line,
        sub: u64,
    ) -> Result<bool, crate::world::Broken> {
        let mut dice = Dice::new(sub);
        let mut device = Device::new(name, part, dice.fork(), self.start);
        let path = std::path::Path::new(crate::device::VAULT);
        let made = engine::Vault::init_to_join(path, &device.passphrase(), device.env.clone());
        let (vault, beginning) = made.expect("a vault can be made");
        beginning.settle().expect("a vault can be made");
        device.keep_keys_of(&vault);
        let ticket = invitation.ticket().clone();
        let (mut here, mut there, carried) = connect(line, dice.fork());
        let (tell, told) = oneshot::channel::<String>();
        let mut welcomed: Option<Result<String, ExchangeError>> = None;
        let mut joined: Option<Result<(), ExchangeError>> = None;
        {
            let inviter = self.devices[by].vault().clone();
            let (newcomer, link) = (vault.clone(), vault.link_id());
            let (welcomed, joined) = (&mut welcomed, &mut joined);
            let invitation = &mut invitation;
            let mut race = Race::new(dice.fork());
            race.add(
                async move {
                    let ask = async |_| told.await.ok();
                    let welcoming = inviter.welcome(invitation, &mut there, link, BINDING, ask);
                    *welcomed = tokio::time::timeout(PATIENCE, welcoming).await.ok();
                },
                None,
            );
            race.add(
                async move {
                    let show = |showing: &engine::Showing| drop(tell.send(showing.words.join(" ")));
                    let joining = newcomer.join(&ticket, name, &mut here, BINDING, show);
                    *joined = tokio::time::timeout(PATIENCE, joining).await.ok();
                },
                None,
            );
            race.add(carried, None);
            if !race.await {
                self.endless.set(true);
            }
        }
        self.comes_to_an_end(by)?;
        device.vault = Some(vault);
        let ok = matches!(joined, Some(Ok(())));
        let cut = line.cut.is_some();
        let inviter = self.devices[by].name.clone();
        self.tell(&format!(
            "{name} joins by {inviter}: {}",
            if ok { "done" } else { "broken off" }
        ));
        let well = ok && matches!(welcomed, Some(Ok(_)));
        // A device whose own records have not come yet admits nobody.
        let empty = format!("{welcomed:?}").contains("has not arrived");
        if !well && !cut && !empty && !self.devices[by].faulty && !self.devices[by].removed {
            return Err(self.broken("pairing", by, format!("{welcomed:?} {joined:?}")));
        }
        self.settle(by, sub)?;
        if !ok {
            return Ok(false);
        }
        device.removed = self.devices[by].removed;
        device.added_by = Some(by);
        device.arrived = false;
        self.devices.push(device);
        let newcomer = self.devices.len() - 1;
        if well {
            let sound = Line::sound();
            self.meet(newcomer, by, &sound, false, None, sub ^ 1)
                .await?;
        }
        Ok(true)
    }

    /// A device is removed by another one.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn remove(&mut self, by: usize, whom: usize) -> Held {
        let alike = self.devices[by].keys == self.devices[whom].keys;
        let left = self.owners().into_iter();
        let left = left.filter(|at| self.devices[*at].keys != self.devices[whom].keys);
        if alike || self.devices[by].locked || self.devices[by].faulty || left.count() == 0 {
            return Ok(());
        }
        self.tell(&format!(
            "{} removes {}",
            self.devices[by].name, self.devices[whom].name
        ));
        let link = self.devices[whom].vault().link_id();
        let removed = {
            let device = &self.devices[by];
            let vault = device.vault();
            let known = vault.devices().list().map_err(|error| format!("{error:?}"));
            known.and_then(|known| {
                let Some(view) = known.iter().find(|view| view.link == link) else {
                    return Ok(None);
                };
                let confirmed = vault
                    .confirm(&device.passphrase())
                    .map_err(|error| format!("{error:?}"))?;
                let links = known.iter().map(|view| view.link).collect::<Vec<_>>();
                let gone = self.gone_with(whom, &links);
                if !self.stay_in_touch(by, &gone) {
                    return Ok(None);
                }
                let removed = vault.devices().remove(&view.short, &confirmed);
                removed
                    .map(|_| Some(gone))
                    .map_err(|error| format!("{error:?}"))
            })
        };
        match removed {
            // It has not heard of that device yet.
            Ok(None) => Ok(()),
            Ok(Some(gone)) => {
                self.excludes(by, &gone);
                Ok(())
            }
            Err(error) => self.failed(by, "removes", &error),
        }
    }

    /// Whether those who are left when some are gone can still all meet: they know each other, and are not one device
    /// and its copies.
    fn stay_in_touch(&self, by: usize, gone: &[usize]) -> bool {
        let left: Vec<usize> = self
            .owners()
            .into_iter()
            .filter(|at| !gone.contains(at))
            .collect();
        let link = |at: usize| self.devices[at].vault().link_id();
        let knows = |at: usize, other: usize| {
            let listed = self.devices[at].vault().devices().list();
            listed.is_ok_and(|known| known.iter().any(|view| view.link == link(other)))
        };
        let apart = left
            .iter()
            .any(|at| self.devices[*at].keys != self.devices[left[0]].keys);
        let together = left.iter().all(|at| {
            self.devices[*at].locked
                || (left.iter().all(|other| knows(*at, *other)) && knows(by, *at))
        });
        !left.is_empty() && together && (left.len() == 1 || apart)
    }

    /// Whether all owners but one, and its copies, are known to each other, be it through others of them. Nobody but those who
    /// know a newcomer can tell the rest of it, and one that turns may keep it to itself.
    pub fn all_know_each_other_without(&self, gone: usize) -> bool {
        let keys = &self.devices[gone].keys;
        let others = self.owners().into_iter();
        let mut left: Vec<usize> = others
            .filter(|at| self.devices[*at].keys != *keys)
            .collect();
        let knows = |at: usize, other: usize| {
            let link = self.devices[other].vault().link_id();
            let listed = self.devices[at].vault().devices().list();
            listed.is_ok_and(|known| known.iter().any(|view| view.link == link))
        };
        let mut met: Vec<usize> = left.pop().into_iter().collect();
        while let Some(next) = left.iter().position(|at| {
            met.iter()
                .any(|other| knows(*at, *other) && knows(*other, *at))
        }) {
            met.push(left.swap_remove(next));
        }
        left.is_empty()
    }

    /// A device that is removed, its copies, and what it added unknown to its remover, who knows `known`.
    fn gone_with(&self, whom: usize, known: &[vault::LinkId]) -> Vec<usize> {
        let mut gone = vec![whom];
        loop {
            let more = (0..self.devices.len()).find(|at| {
                let device = &self.devices[*at];
                let copy = gone
                    .iter()
                    .any(|gone| device.keys == self.devices[*gone].keys);
                let unknown = !known.contains(&device.vault().link_id());
                let added = unknown && device.added_by.is_some_and(|by| gone.contains(&by));
                !gone.contains(at) && (copy || added)
            });
            match more {
                Some(at) => gone.push(at),
                None => return gone,
            }
        }
    }

    /// Nothing more is expected of removed devices.
    fn excludes(&mut self, by: usize, gone: &[usize]) {
        for share in &mut self.shares {
            share.unclear |= share.hands.iter().any(|hand| gone.contains(hand));
        }
        let seen = self.words_on(by);
        for at in gone {
            self.devices[*at].removed = true;
        }
        // Of devices that were removed, of those that removed them and are removed now, and of those that were set back, what
        // nobody else has is gone.
        let forgot = self.devices.iter().any(|device| device.lives > 0);
        let left: std::collections::BTreeSet<String> = self
            .owners()
            .into_iter()
            .flat_map(|at| match forgot {
                true => self.words_held(at),
                false => self.words_on(at),
            })
            .collect();
        let devices = self.devices.iter();
        let may_lack: Vec<bool> = devices
            .map(|device| device.removed || device.lives > 0)
            .collect();
        self.model
            .excuse("unseen when its device was removed", |word| {
                let unseen = gone.contains(&word.by) && !seen.contains(&word.word);
                unseen || (may_lack[word.by] && !left.contains(&word.word))
            });
    }

    /// Two devices remove each other.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn mutual(&mut self, a: usize, b: usize) -> Held {
        let keys = [&self.devices[a].keys, &self.devices[b].keys];
        let left = self.owners().into_iter();
        let left = left.filter(|at| !keys.contains(&&self.devices[*at].keys));
        if keys[0] == keys[1] || left.count() == 0 {
            return Ok(());
        }
        self.remove(a, b)?;
        self.remove(b, a)
    }

    /// A share is made and a reader joins it.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn share(&mut self, by: usize, line: &Line, sub: u64) -> Held {
        if self.shares.len() >= 2 || self.devices.len() >= DEVICES_MAX || self.devices[by].locked {
            return Ok(());
        }
        let rule = ShareRule {
            tags: ["open".to_owned()].into(),
            ..ShareRule::default()
        };
        self.noted = true;
        let name = ["friend", "doctor"][self.shares.len()];
        let invited = {
            let device = &self.devices[by];
            let made = device
                .vault()
                .confirm(&device.passphrase())
                .map_err(|error| format!("{error:?}"));
            made.and_then(|confirmed| {
                let shares = device.vault().shares();
                let made = shares.create(name, &rule, None, &confirmed);
                let made = made.map_err(|error| format!("{error:?}"))?;
                let invited = shares.invite(&made.short, Vec::new(), &confirmed);
                Ok((made.short, invited.map_err(|error| format!("{error:?}"))?))
            })
        };
        let (short, invitation) = match invited {
            Ok(invited) => invited,
            Err(error) => return self.failed(by, "shares", &error),
        };
        self.tell(&format!(
            "{} shares what is open with {name}",
            self.devices[by].name
        ));
        if self
            .joins(by, invitation, name, Part::Reader, line, sub)
            .await?
        {
            self.shares.push(Shared {
                short,
                reader: self.devices.len() - 1,
                over: false,
                unclear: false,
                hands: vec![by],
            });
        }
        Ok(())
    }

    /// A share ends.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn stop_share(&mut self, by: usize) -> Held {
        let Some(at) = self.shares.iter().position(|share| !share.over) else {
            return Ok(());
        };
        if self.devices[by].locked {
            return Ok(());
        }
        let short = self.shares[at].short.clone();
        let stopped = {
            let device = &self.devices[by];
            let known = device
                .vault()
                .shares()
                .list()
                .map_err(|error| format!("{error:?}"));
            known.and_then(|known| {
                if !known.iter().any(|share| share.short == short) {
                    return Ok(false);
                }
                let confirmed = device
                    .vault()
                    .confirm(&device.passphrase())
                    .map_err(|error| format!("{error:?}"))?;
                let stopped = device.vault().shares().stop(&short, &confirmed);
                stopped.map(|_| true).map_err(|error| format!("{error:?}"))
            })
        };
        match stopped {
            Ok(false) => Ok(()),
            Ok(true) => {
                self.tell(&format!("{} ends a share", self.devices[by].name));
                self.shares[at].over = true;
                self.shares[at].hands.push(by);
                Ok(())
            }
            Err(error) => {
                // It may be over all the same.
                self.shares[at].unclear = true;
                self.failed(by, "ends a share", &error)
            }
        }
    }

    /// The disk of a device will stop.
    pub fn arm(&mut self, at: usize, after: u16, how: Stop) {
        let device = &mut self.devices[at];
        device.disk.stop_after(Some(after.into()));
        device.how = how;
        device.faulty = true;
    }
}
