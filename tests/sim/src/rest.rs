//! Coming to rest: nothing fails any more, and everybody meets everybody until nothing is left to tell. Then all rules are
//! checked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

use engine::views::{EntryRef, EntryView};
use replica::Class;

use crate::device::{Device, Part};
use crate::dice::Dice;
use crate::link::Line;
use crate::model::Result as Said;
use crate::trace;
use crate::world::{Held, Shown, World};

/// Passes in which everybody meets everybody, before it is too long.
const PASSES_MAX: usize = 12;

impl World {
    /// Comes to rest, and checks everything.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn rest(&mut self, sub: u64) -> Held {
        self.tell("everybody meets everybody");
        // Rows that are due by each one's own clock are computed as this reads them, so it is done each time.
        self.only_here_is_not_less()?;
        for at in 0..self.devices.len() {
            let device = &mut self.devices[at];
            device.disk.stop_after(None);
            device.disk.leave_room(None);
            if device.faulty {
                device.faulty = false;
                let image = device.disk.after(crate::disk::Stop::Kill, sub);
                device.put(&image);
                self.reopen(at)?;
            }
            if !self.devices[at].removed {
                self.lock(at, false)?;
            }
        }
        self.meet_until_quiet(sub).await?;
        for device in &mut self.devices {
            device.arrived = true;
        }
        trace::note(sub);
        self.check(sub)?;
        let hostile = |device: &Device| device.hostile && !device.removed;
        if self.devices.iter().any(hostile) {
            // The same once it is removed, and goes on all the same.
            self.expel(sub as u8)?;
            self.writes_late(0, Dice::new(sub))?;
            self.meddles(0, (sub >> 8) as u8, &Line::sound(), sub)
                .await?;
            self.meet_until_quiet(sub).await?;
            if let Some(device) = self.devices.iter().position(hostile) {
                return Err(self.broken("removed", device, "it could not be removed"));
            }
            self.check(sub >> 16)?;
        }
        Ok(())
    }

    /// Checks all rules by the clock of one device: what counts among values written apart hangs on the reader's clock, and
    /// devices show the same where their clocks do.
    fn check(&mut self, sub: u64) -> Held {
        let ahead = |device: &Device| device.ahead.load(Ordering::Relaxed);
        let clocks: Vec<i64> = self.devices.iter().map(ahead).collect();
        let one = clocks[sub as usize % clocks.len()];
        let set = |device: &Device, clock| device.ahead.store(clock, Ordering::Relaxed);
        self.devices.iter().for_each(|device| set(device, one));
        let held = self.check_by_one_clock();
        let devices = self.devices.iter().zip(clocks);
        devices.for_each(|(device, clock)| set(device, clock));
        held
    }

    async fn meet_until_quiet(&self, sub: u64) -> Held {
        let owners = self.owners();
        let readers: Vec<usize> = (0..self.devices.len())
            .filter(|at| self.devices[*at].part == Part::Reader)
            .collect();
        let sound = Line::sound();
        for pass in 0..PASSES_MAX {
            let mut moved = 0;
            let mut apart = Vec::new();
            for (place, one) in owners.iter().enumerate() {
                for other in owners[place + 1..].iter().chain(&readers) {
                    if self.devices[*one].keys == self.devices[*other].keys {
                        continue;
                    }
                    let dice = Dice::new(sub ^ pass as u64);
                    let ended = self.exchange(*one, *other, &sound, false, None, dice).await;
                    self.comes_to_an_end(*one)?;
                    match &ended {
                        [Some(Ok(mine)), Some(Ok(theirs))] => {
                            moved += mine.sent + theirs.sent;
                            // What it got from a device that was removed or set back a reader cannot pass on.
                            let more = self.devices[*other].part == Part::Reader
                                && (self.devices[*other].misled
                                    || self.holds_only_more(*other, *one));
                            let same = mine.in_step && theirs.in_step;
                            if !(same || more) || mine.diverged + theirs.diverged > 0 {
                                apart.push((*one, *other, format!("{mine:?} {theirs:?}")));
                            }
                            if mine.refused + theirs.refused > 0 && !self.forked {
                                let what = self.told_refused(*one, *other, mine, theirs);
                                return Err(self.broken("refuses nothing", *one, what));
                            }
                        }
                        // Of a share that is over, or was never heard of, there is nothing to say.
                        _ if self.devices[*other].part == Part::Reader => {}
                        ended => {
                            let what = format!("with {}: {ended:?}", self.devices[*other].name);
                            apart.push((*one, *other, what));
                            moved += u64::from(pass < 3);
                        }
                    }
                }
            }
            if moved == 0 {
                return match apart.first() {
                    // Both histories stay where they are.
                    Some(_) if self.forked => Ok(()),
                    Some((one, _, what)) => Err(self.broken("comes into step", *one, what.clone())),
                    None => Ok(()),
                };
            }
        }
        if self.forked {
            // What the other refuses is sent again each time.
            return Ok(());
        }
        let what = "records are still sent after all have met many times";
        Err(self.broken("comes to rest", owners[0], what))
    }

    /// What no other owner holds is said to be only here: at least so much, while others may not be told yet.
    fn only_here_is_not_less(&self) -> Held {
        let owners = self.owners();
        let any_cloned = self.devices.iter().any(|device| device.cloned);
        for at in &owners {
            let device = &self.devices[*at];
            if device.faulty || device.disk.is_dead() || any_cloned || !device.arrived {
                continue;
            }
            let Some(mine) = self.home_heads(*at) else {
                continue;
            };
            // A device that was removed counts for who has not heard of it.
            let others: Vec<BTreeMap<_, _>> = (0..self.devices.len())
                .filter(|other| self.devices[*other].part == Part::Owner)
                .filter(|other| self.devices[*other].keys != device.keys)
                .filter_map(|other| self.home_heads(other))
                .map(|heads| heads.into_iter().collect())
                .collect();
            let me = device.vault().device();
            let mut truth = 0;
            for (log, head) in mine {
                if log.class == Class::Data && log.device == me {
                    let held = others
                        .iter()
                        .filter_map(|heads| heads.get(&log))
                        .map(|head: &replica::Head| head.number);
                    truth += head.number - held.max().unwrap_or(0).min(head.number);
                }
            }
            let status = device.vault().status();
            let said = status
                .map_err(|error| self.broken("reading", *at, format!("{error:?}")))?
                .only_here;
            // What the home space notes of shares is in records of its own, which do not count.
            if said < truth && !self.noted {
                let what = format!("{truth} records are only here, and {said} are said to be");
                return Err(self.broken("only here", *at, what));
            }
        }
        Ok(())
    }

    fn check_by_one_clock(&mut self) -> Held {
        let owners = self.owners();
        if self.any_hostile() {
            // Lists believe what the author of an entry says that it reads like until there is time to compute it.
            for at in &owners {
                let vault = self.devices[*at].vault();
                while vault
                    .compute_some_rows()
                    .map_err(|error| self.broken("rows", *at, format!("{error:?}")))?
                {
                }
            }
        }
        let mut shown: Vec<(usize, Shown)> = Vec::new();
        for at in &owners {
            shown.push((*at, self.shown(*at)?));
        }
        // Rows follow a clock that was set as they are read: that is done whether somebody looks or not.
        for share in &self.shares {
            let _ = self.devices[share.reader].vault().readings().read(None);
        }
        // One device is looked through and builds its caches anew; that all agree carries it to the others.
        let chosen = owners[self.model.words.len() % owners.len()];
        if self.looks {
            self.agree(&shown)?;
            if !self.forked {
                self.words_are_there(shown[0].0, &shown[0].1)?;
            }
            self.nothing_unheard_of(&shown)?;
            self.records_hold(owners[0], &shown[0].1)?;
            for at in &owners {
                self.is_sound(*at, *at == chosen)?;
            }
            self.readers_see_what_is_shared(&shown[0].1)?;
        }
        self.rebuild(chosen)?;
        let again = self.shown(chosen)?;
        let before = &shown
            .iter()
            .find(|(at, _)| *at == chosen)
            .expect("it is an owner")
            .1;
        if again != *before {
            return Err(self.broken(
                "caches",
                chosen,
                "it reads differently after they were built anew",
            ));
        }
        Ok(())
    }

    /// All owners show the same, and hold the same.
    fn agree(&self, shown: &[(usize, Shown)]) -> Held {
        let [(first, here), others @ ..] = shown else {
            return Ok(());
        };
        if self.forked {
            // What the hostile device wrote may differ. Each of the others shows what honest ones wrote.
            // An edit of what was forked waits on the others.
            return shown.iter().try_for_each(|(at, _)| self.shows_its_own(*at));
        }
        let heads = self.home_heads(*first);
        let members = self.members_on(*first);
        for (at, there) in others {
            if let Some(what) = difference(here, there) {
                let what = format!("and {}: {what}", self.devices[*at].name);
                return Err(self.broken("agree", *first, what));
            }
            if heads != self.home_heads(*at) {
                let what = format!("and {}: their logs end differently", self.devices[*at].name);
                return Err(self.broken("agree", *first, what));
            }
            if members != self.members_on(*at) {
                let what = format!(
                    "and {}: {members:?} {:?}",
                    self.devices[*at].name,
                    self.members_on(*at)
                );
                return Err(self.broken("agree", *first, what));
            }
        }
        Ok(())
    }

    /// Who belongs to the journal, as a device sees it.
    fn members_on(&self, at: usize) -> Option<BTreeSet<(String, bool)>> {
        let listed = self.devices[at].vault().devices().list().ok()?;
        let members = listed.into_iter().filter(|view| view.share.is_none());
        Some(members.map(|view| (view.short, view.removed)).collect())
    }

    /// Every acknowledged word is there, or in the history if somebody who was shown it took it out.
    fn words_are_there(&self, at: usize, shown: &Shown) -> Held {
        let there = shown.words();
        let mut histories: BTreeMap<&str, String> = BTreeMap::new();
        for word in &self.model.words {
            if word.result != Said::Acknowledged
                || word.excused.is_some()
                || there.contains(&word.word)
            {
                continue;
            }
            let what = format!(
                "{}, acknowledged by {}, is nowhere",
                word.word, self.devices[word.by].name
            );
            let Some(entry) = word.entry.as_deref().filter(|_| word.superseded) else {
                return Err(self.broken("words", at, what));
            };
            if !histories.contains_key(entry) {
                let entries = self.devices[at].vault().entries();
                let versions = entries.history(&EntryRef::Prefix(entry.to_owned()), 0);
                let versions =
                    versions.map_err(|error| self.broken("history", at, format!("{error:?}")))?;
                let bodies = versions
                    .versions
                    .into_iter()
                    .map(|version| version.body + " ");
                histories.insert(entry, bodies.collect());
            }
            if !histories[entry].contains(&word.word) {
                return Err(self.broken("words", at, what + ", and not in the history"));
            }
        }
        Ok(())
    }

    /// No word that nobody wrote, and none that was refused.
    fn nothing_unheard_of(&self, shown: &[(usize, Shown)]) -> Held {
        let known: BTreeSet<&str> = self
            .model
            .words
            .iter()
            .filter(|word| word.result != Said::Refused)
            .map(|word| word.word.as_str())
            .collect();
        for (at, shown) in shown {
            if let Some(word) = shown
                .words()
                .iter()
                .find(|word| !known.contains(word.as_str()))
            {
                return Err(self.broken("authority", *at, format!("{word} was saved by nobody")));
            }
        }
        Ok(())
    }

    /// Nothing is damaged, refused, set aside, or only here.
    fn is_sound(&mut self, at: usize, chosen: bool) -> Held {
        if std::mem::take(&mut self.devices[at].shaken) || chosen {
            let verified = self.devices[at].vault().verify(&mut |_, _| {});
            let verified =
                verified.map_err(|error| self.broken("verify", at, format!("{error:?}")))?;
            // That logs differ a hostile device can say of anybody.
            let hostile = self.any_hostile();
            let said = |problem: &&String| hostile && problem.contains("holds different records");
            if let Some(problem) = verified.problems.iter().find(|problem| !said(problem)) {
                return Err(self.broken("verify", at, problem.clone()));
            }
        }
        let vault = self.devices[at].vault();
        let ward = vault
            .ward()
            .map_err(|error| self.broken("ward", at, format!("{error:?}")))?;
        let any_removed = self.devices.iter().any(|device| device.removed);
        let any_cloned = self
            .devices
            .iter()
            .any(|device| device.cloned || device.hostile);
        let refused = ward.refused_total > 0 && !self.flooded;
        if !any_removed && !any_cloned && (refused || !ward.deferred.is_empty()) {
            return Err(self.broken(
                "nothing refused",
                at,
                format!("{:?} {:?}", ward.refused, ward.deferred),
            ));
        }
        let others = self.owners().into_iter();
        let others = others
            .filter(|other| self.devices[*other].keys != self.devices[at].keys)
            .count();
        let status = vault
            .status()
            .map_err(|error| self.broken("status", at, format!("{error:?}")))?;
        if others > 0 && status.only_here > 0 && !self.forked {
            let what = format!(
                "{} records are said to be only here, and all have met",
                status.only_here
            );
            return Err(self.broken("only here", at, what));
        }
        if self.any_hostile() {
            return Ok(());
        }
        self.logs_are_few(at)
    }

    /// Nobody begins a new log but who was copied or set back, or cannot know that it was not.
    fn logs_are_few(&self, at: usize) -> Held {
        let heads = self.home_heads(at).unwrap_or_default();
        let logs = heads.iter().filter(|(log, _)| log.class == Class::Data);
        let mut devices: BTreeMap<_, u64> = BTreeMap::new();
        for (log, _) in logs {
            *devices.entry(log.device).or_default() += 1;
        }
        let extra: u64 = devices.values().map(|logs| logs - 1).sum();
        // Where the file that says how far a device had written is not written, it goes on in another log to be safe.
        let unmarked = self.devices.iter().map(|device| device.disk.unmarked());
        let reasons = self.renewals + unmarked.sum::<u64>();
        if extra > reasons {
            let what = format!("{extra} logs were begun anew, for {reasons} reasons");
            return Err(self.broken("logs", at, what));
        }
        Ok(())
    }

    /// A reader sees what is shared, all of it and nothing else.
    fn readers_see_what_is_shared(&self, shown: &Shown) -> Held {
        for share in &self.shares {
            let reader = &self.devices[share.reader];
            let read = reader.vault().readings().read(None);
            if share.unclear {
                continue;
            }
            if share.over {
                if let Ok(read) = read
                    && !read.is_empty()
                {
                    return Err(self.broken(
                        "reader",
                        share.reader,
                        "it still shows a share that is over",
                    ));
                }
                continue;
            }
            if self.devices[share.reader].removed {
                continue;
            }
            let read =
                read.map_err(|error| self.broken("reader", share.reader, format!("{error:?}")))?;
            let bodies = |entries: &mut dyn Iterator<Item = &EntryView>| {
                let mut bodies: Vec<String> = entries.map(|entry| entry.body.clone()).collect();
                bodies.sort();
                bodies
            };
            let open = |entry: &&EntryView| entry.tags.iter().any(|tag| tag == "open");
            let sees = bodies(&mut read.entries.iter());
            let may = bodies(&mut shown.live.iter().filter(open));
            if sees != may {
                let what = format!("it sees {sees:?}, and {may:?} is shared");
                return Err(self.broken("reader", share.reader, what));
            }
        }
        Ok(())
    }
}

fn difference(here: &Shown, there: &Shown) -> Option<String> {
    if here.sheets != there.sheets {
        return Some("worksheets differ".into());
    }
    for (kind, here, there) in [
        ("live", &here.live, &there.live),
        ("deleted", &here.deleted, &there.deleted),
    ] {
        if here.len() != there.len() {
            return Some(format!("{} and {} {kind} entries", here.len(), there.len()));
        }
        if let Some((one, other)) = here.iter().zip(there).find(|(one, other)| one != other) {
            return Some(format!("{kind} entries differ: {one:?} {other:?}"));
        }
    }
    None
}
