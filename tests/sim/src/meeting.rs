//! Devices that meet: over lines that are slow and break, twice at once, and while they are written on.

use std::collections::BTreeMap;
use std::time::Duration;

use engine::{ExchangeError, ExchangeOptions, ExchangeReport, Query, Vault};
use replica::{Head, LogId, Record, SpaceId};
use store::Tables;
use tokio::io::DuplexStream;
use vault::LinkId;

use crate::device::{Device, Part};
use crate::dice::Dice;
use crate::link::{Line, carry};
use crate::race::Race;
use crate::world::{Held, World};

/// Keying material of every connection.
pub const BINDING: [u8; 32] = [3; 32];
/// Virtual time that an exchange may take.
const PATIENCE: Duration = Duration::from_secs(1200);

/// How an exchange ended; `None` if its process was killed.
pub type Ended = Option<Result<ExchangeReport, ExchangeError>>;

/// How two devices meet.
pub fn options(peer: LinkId, initiator: bool, live: bool) -> ExchangeOptions {
    ExchangeOptions {
        peer,
        version: vault::Version::Three,
        binding: BINDING,
        initiator,
        live,
        look: None,
    }
}

async fn exchange(vault: Vault, stream: DuplexStream, options: ExchangeOptions) -> Ended {
    let conducted = tokio::time::timeout(PATIENCE, vault.exchange(stream, options, None));
    Some(
        conducted
            .await
            .unwrap_or_else(|_| Err(ExchangeError::Connection("it never ended".into()))),
    )
}

/// Two ends, with a line between them that must be carried.
pub fn connect(
    line: &Line,
    dice: Dice,
) -> (DuplexStream, DuplexStream, impl Future<Output = ()> + use<>) {
    let room = line.room.max(1) as usize;
    let (here, far) = tokio::io::duplex(room);
    let (there, other) = tokio::io::duplex(room);
    (here, there, carry(line.clone(), far, other, dice))
}

impl World {
    /// One exchange over a line. With `kill` one side, the first or the second, is dropped after so many polls.
    pub async fn exchange(
        &self,
        a: usize,
        b: usize,
        line: &Line,
        twice: bool,
        kill: Option<(bool, u16)>,
        mut dice: Dice,
    ) -> [Ended; 2] {
        let (one, other) = (
            self.devices[a].vault().clone(),
            self.devices[b].vault().clone(),
        );
        let (here, there, carried) = connect(line, dice.fork());
        let mut ended: [Ended; 2] = [None, None];
        let killed = |first: bool| {
            kill.filter(|(it, _)| *it == first)
                .map(|(_, polls)| polls.into())
        };
        {
            let [mine, theirs] = &mut ended;
            let mut race = Race::new(dice.fork());
            let (my_link, their_link) = (one.link_id(), other.link_id());
            let first = exchange(one.clone(), here, options(their_link, true, false));
            race.add(async { *mine = first.await }, killed(true));
            let second = exchange(other.clone(), there, options(my_link, false, false));
            race.add(async { *theirs = second.await }, killed(false));
            race.add(carried, None);
            if twice {
                let (here, there, carried) = connect(line, dice.fork());
                let first = exchange(one, here, options(their_link, false, false));
                race.add(async { drop(first.await) }, killed(true));
                let second = exchange(other, there, options(my_link, true, false));
                race.add(async { drop(second.await) }, killed(false));
                race.add(carried, None);
            }
            if !race.await {
                ended = [None, None];
                self.endless.set(true);
            }
        }
        ended
    }

    /// Two devices meet.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn meet(
        &mut self,
        a: usize,
        b: usize,
        line: &Line,
        twice: bool,
        kill: Option<(bool, u16)>,
        sub: u64,
    ) -> Held {
        if a == b || self.devices[a].keys == self.devices[b].keys {
            return Ok(());
        }
        let dice = Dice::new(sub);
        let before = [a, b].map(|at| self.work_of(at));
        let ended = self.exchange(a, b, line, twice, kill, dice).await;
        let said: Vec<String> = ended.iter().map(words_of).collect();
        let broke = match line.cut {
            Some((frame, part)) => format!("; the line breaks at frame {frame}, after {part} %"),
            None => String::new(),
        };
        let (one, other) = (self.devices[a].name.clone(), self.devices[b].name.clone());
        self.tell(&format!(
            "{one} and {other} meet{broke}: {} / {}",
            said[0], said[1]
        ));
        self.comes_to_an_end(a)?;
        if let Some((first, _)) = kill {
            let at = if first { a } else { b };
            let image = self.devices[at].disk.after(crate::disk::Stop::Kill, sub);
            self.devices[at].put(&image);
            self.reopen(at)?;
        }
        for (at, other) in [(a, b), (b, a)] {
            self.devices[at].misled |= self.devices[other].removed || self.devices[other].hostile;
        }
        for (at, ended) in [(a, &ended[0]), (b, &ended[1])] {
            let whole = matches!(ended, Some(Ok(report)) if report.in_step);
            self.devices[at].arrived |= whole;
        }
        if kill.is_none() {
            for (at, before, ended) in [(a, before[0], &ended[0]), (b, before[1], &ended[1])] {
                self.is_no_more_work_than_it_is_worth(at, before, ended)?;
            }
        }
        self.meets_well(a, b, line, kill.is_some(), &ended)?;
        if line.cut.is_some() || kill.is_some() {
            self.sets_nothing_aside(a)?;
            self.sets_nothing_aside(b)?;
        }
        for at in [a, b] {
            self.settle(at, sub ^ at as u64)?;
        }
        Ok(())
    }

    /// Nothing went on for ever.
    ///
    /// # Errors
    /// If something did.
    pub fn comes_to_an_end(&self, at: usize) -> Held {
        match self.endless.take() {
            true => Err(self.broken("comes to an end", at, "frames are exchanged without end")),
            false => Ok(()),
        }
    }

    /// What two said of a meeting, each with the reasons for which it refused what it ever got.
    pub fn told_refused(
        &self,
        a: usize,
        b: usize,
        mine: &ExchangeReport,
        theirs: &ExchangeReport,
    ) -> String {
        format!(
            "{mine:?} {:?} {theirs:?} {:?}",
            self.refused(a),
            self.refused(b)
        )
    }

    /// What a device refused of what it got, and for which reasons, one behind the other.
    fn refused(&self, at: usize) -> Vec<String> {
        let view = self.devices[at].vault().view();
        let rows = view
            .and_then(|view| Ok(view.quarantine()?))
            .unwrap_or_default();
        let home = self.devices[at].vault().own_space().ok();
        let told = |row: &store::Quarantined| {
            let Ok(record) = Record::decode(&row.bytes) else {
                return row.reason.to_string();
            };
            let (log, number) = (record.log(), record.header.number);
            let of = |device: &&Device| device.vault().device() == log.device;
            let author = self.devices.iter().find(of);
            let author = author.map_or("?", |device| device.name.as_str());
            let is_home = home.is_some_and(|home| home.tag() == record.header.space);
            let place = if is_home { "home" } else { "a share" };
            format!(
                "{} {:?} {number} of {author} in {place}",
                row.reason, log.class
            )
        };
        rows.iter().map(told).collect()
    }

    /// What an exchange says of itself is true, and where nothing was broken it went well.
    fn meets_well(
        &self,
        a: usize,
        b: usize,
        line: &Line,
        killed: bool,
        ended: &[Ended; 2],
    ) -> Held {
        let sides = [(a, &ended[0]), (b, &ended[1])];
        let faulty = sides.iter().any(|(at, _)| self.devices[*at].faulty);
        if sides.iter().any(|(at, _)| self.devices[*at].hostile) {
            return Ok(());
        }
        let removed = sides.iter().any(|(at, _)| self.devices[*at].removed);
        let strangers = sides
            .iter()
            .any(|(_, ended)| matches!(ended, Some(Err(ExchangeError::Refused(_)))));
        if line.cut.is_none() && !killed && !faulty && !removed && !strangers {
            for (at, ended) in sides {
                if let Some(Err(error)) = ended {
                    return Err(self.broken("meets", at, format!("{error:?}")));
                }
            }
        }
        if let [Some(Ok(mine)), Some(Ok(theirs))] = ended {
            if !removed && !self.forked && (mine.refused > 0 || theirs.refused > 0) {
                let what = self.told_refused(a, b, mine, theirs);
                return Err(self.broken("refuses nothing", a, what));
            }
            let split = self.forked || self.devices.iter().any(|device| device.cloned);
            if !split && mine.diverged + theirs.diverged > 0 {
                return Err(self.broken("no forks", a, format!("{mine:?} {theirs:?}")));
            }
            if mine.in_step && theirs.in_step && !removed && !faulty {
                self.holds_the_same(a, b)?;
            }
        }
        Ok(())
    }

    /// Two devices stay connected while both are written on.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub async fn live(&mut self, a: usize, b: usize, line: &Line, sub: u64) -> Held {
        let both = self.devices[a].keys == self.devices[b].keys;
        if a == b || both || self.devices[a].locked || self.devices[b].locked {
            return Ok(());
        }
        let mut dice = Dice::new(sub);
        let (one, other) = (
            self.devices[a].vault().clone(),
            self.devices[b].vault().clone(),
        );
        let (here, there, carried) = connect(line, dice.fork());
        let words = [(); 2].map(|()| self.model.fresh(dice.roll()));
        let mut ended: [Ended; 2] = [None, None];
        let mut saved = [None, None];
        {
            let [mine, theirs] = &mut ended;
            let mut race = Race::new(dice.fork());
            let (my_link, their_link) = (one.link_id(), other.link_id());
            let (over, end) = tokio::sync::watch::channel(false);
            let ends = |mut end: tokio::sync::watch::Receiver<bool>| async move {
                let _ = end.wait_for(|over| *over).await;
            };
            let first = exchange(one.clone(), here, options(their_link, true, true));
            let stop = ends(end.clone());
            race.add(
                async {
                    tokio::select! { biased; () = stop => {}, ended = first => *mine = ended }
                },
                None,
            );
            let second = exchange(other.clone(), there, options(my_link, false, true));
            let stop = ends(end.clone());
            race.add(
                async {
                    tokio::select! { biased; () = stop => {}, ended = second => *theirs = ended }
                },
                None,
            );
            let stop = ends(end);
            race.add(
                async {
                    tokio::select! { biased; () = stop => {}, () = carried => {} }
                },
                None,
            );
            let pause = dice.within(0, 4000);
            let saved = &mut saved;
            let words = &words;
            race.add(
                async move {
                    for (at, vault) in [one, other].into_iter().enumerate() {
                        tokio::time::sleep(Duration::from_millis(pause)).await;
                        let draft = engine::EntryFields {
                            body: format!("While connected {}.", words[at]),
                            ..Default::default()
                        };
                        saved[at] = Some(vault.entries().create(draft));
                    }
                    tokio::time::sleep(Duration::from_secs(40)).await;
                    let _ = over.send(true);
                },
                None,
            );
            if !race.await {
                self.endless.set(true);
            }
        }
        let (name, other) = (self.devices[a].name.clone(), self.devices[b].name.clone());
        self.tell(&format!(
            "{name} and {other} are connected and write {} and {}",
            words[0], words[1]
        ));
        self.comes_to_an_end(a)?;
        for (at, made) in [a, b].into_iter().zip(saved) {
            let place = usize::from(at == b);
            if let Some(made) = made {
                self.note_made(at, &words[place], made)?;
            }
        }
        for at in [a, b] {
            self.settle(at, sub ^ at as u64)?;
        }
        Ok(())
    }

    /// What honest devices wrote may have to wait, but no part of it is set aside, whatever came first.
    fn sets_nothing_aside(&self, at: usize) -> Held {
        let odd = |device: &Device| device.removed || device.cloned || device.hostile;
        let device = &self.devices[at];
        let reader = device.part == Part::Reader;
        if reader
            || device.locked
            || device.faulty
            || !device.arrived
            || self.devices.iter().any(odd)
        {
            return Ok(());
        }
        let said = |error: &dyn std::fmt::Debug| self.broken("reading", at, format!("{error:?}"));
        let vault = device.vault();
        vault
            .entries()
            .list(&Query::default())
            .map_err(|error| said(&error))?;
        let ward = vault.ward().map_err(|error| said(&error))?;
        match ward.deferred.first() {
            None => Ok(()),
            Some(first) => Err(self.broken("nothing set aside", at, format!("{first:?}"))),
        }
    }

    /// Both sides hold the same records of what they share.
    fn holds_the_same(&self, a: usize, b: usize) -> Held {
        let heads = |at: usize| self.home_heads(at);
        let (Some(mine), Some(theirs)) = (heads(a), heads(b)) else {
            return Ok(());
        };
        if mine == theirs {
            return Ok(());
        }
        let what = format!(
            "in step with {}, and their logs end differently",
            self.devices[b].name
        );
        Err(self.broken("true statements", a, what))
    }

    /// Whether a reader lacks nothing that an owner holds of its shares, and holds beyond that only what devices wrote that
    /// were removed, turned or were set back. An owner takes nothing from a reader.
    pub fn holds_only_more(&self, reader: usize, owner: usize) -> bool {
        let lost = |device: &Device| device.removed || device.hostile || device.cloned;
        let lost: Vec<_> = self.devices.iter().filter(|device| lost(device)).collect();
        let is_lost = |log: &LogId| lost.iter().any(|it| it.vault().device() == log.device);
        let heads = |at: usize, space: SpaceId| -> Option<BTreeMap<LogId, Head>> {
            let view = self.devices[at].vault().view().ok()?;
            Some(view.heads(space.tag()).ok()?.into_iter().collect())
        };
        let spaces = self.devices[reader].vault().spaces().unwrap_or_default();
        spaces.into_iter().all(|space| {
            let (Some(theirs), Some(mine)) = (heads(reader, space), heads(owner, space)) else {
                return false;
            };
            let is_more = |(log, head): (&LogId, &Head)| {
                let known = mine.get(log);
                known == Some(head)
                    || is_lost(log) && known.is_none_or(|known| known.number < head.number)
            };
            theirs.iter().all(is_more) && mine.keys().all(|log| theirs.contains_key(log))
        })
    }

    /// Where the logs of the home space end on a device.
    pub fn home_heads(&self, at: usize) -> Option<Vec<(LogId, Head)>> {
        let vault = self.devices[at].vault();
        let home = vault.own_space().ok()?;
        vault.view().ok()?.heads(home.tag()).ok()
    }
}

fn words_of(ended: &Ended) -> String {
    match ended {
        None => "was killed".into(),
        Some(Ok(report)) => format!(
            "sent {}, got {}{}",
            report.sent,
            report.received,
            if report.in_step { ", in step" } else { "" }
        ),
        Some(Err(error)) => error.to_string(),
    }
}
