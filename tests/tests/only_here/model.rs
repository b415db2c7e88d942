//! The fleet of one history, and the model that says what is only where.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use engine::ShareRule;
use proptest::prelude::*;
use replica::{Class, DeviceId, RecordId};
use testkit::{Desk, Insider, World, kinds, meet, meet_over};

use crate::{copy, while_locked};

type Ids = BTreeSet<RecordId>;

/// The kind of a document about a share.
const SHARE: u8 = 5;

/// Vaults of owners in one history.
const NODES_MAX: usize = 5;

/// What the whole world knows of one record.
#[derive(Debug, Clone)]
struct Written {
    by: DeviceId,
    at: i64,
    /// Whether all that it changes are documents of shares.
    about_shares: bool,
    /// What its author could read when it wrote this.
    knowing: Ids,
}

/// What one vault should know.
#[derive(Debug, Clone, Default)]
struct Model {
    confirmed: BTreeMap<DeviceId, Ids>,
    members: BTreeSet<DeviceId>,
    /// Removed devices, with what their remover held of them.
    removed: BTreeMap<DeviceId, Ids>,
}

struct Node {
    desk: Desk,
    device: DeviceId,
    model: Model,
    backup: Option<(PathBuf, Model)>,
}

struct Fleet {
    world: World,
    nodes: Vec<Node>,
    written: BTreeMap<RecordId, Written>,
    shares: Vec<(usize, String)>,
    readers: usize,
    places: usize,
    removals: bool,
}

#[derive(Debug, Clone)]
enum Step {
    Write(usize),
    Meet(usize, usize),
    Add(usize),
    Remove(usize, usize),
    Share(usize),
    EndShare(usize),
    Copy(usize),
    Backup(usize),
    Restore(usize),
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    let at = || 0..5_usize;
    prop_oneof![
        5 => at().prop_map(Step::Write),
        6 => (at(), at()).prop_map(|(a, b)| Step::Meet(a, b)),
        2 => at().prop_map(Step::Add),
        1 => (at(), at()).prop_map(|(a, b)| Step::Remove(a, b)),
        1 => at().prop_map(Step::Share),
        1 => at().prop_map(Step::EndShare),
        1 => at().prop_map(Step::Copy),
        1 => at().prop_map(Step::Backup),
        1 => at().prop_map(Step::Restore),
        2 => Just(Step::Wait),
    ]
}

fn held(desk: &Desk) -> Vec<(RecordId, DeviceId)> {
    let inside = Insider::of(desk);
    let records = inside.all_records(inside.home().tag()).into_iter();
    records
        .filter(|record| record.log().class == Class::Data)
        .map(|record| (record.id(), record.log().device))
        .collect()
}

fn ids(desk: &Desk) -> Ids {
    held(desk).into_iter().map(|(id, _)| id).collect()
}

/// The beginning of a device's id, as it is shown.
fn short(device: &DeviceId) -> String {
    let bytes = device.as_bytes()[..4].iter();
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

impl Fleet {
    /// A fleet sees either readers or a removal: what is written while two meet is known to this test only afterwards.
    fn new(seed: u64, removals: bool) -> Self {
        let world = World::new(seed);
        let desk = world.first("d0");
        let mut fleet = Self {
            world,
            nodes: Vec::new(),
            written: BTreeMap::new(),
            shares: Vec::new(),
            readers: 0,
            places: 0,
            removals,
        };
        fleet.adopt(desk, Model::default());
        fleet
    }

    fn adopt(&mut self, desk: Desk, mut model: Model) -> usize {
        let device = Insider::of(&desk).keys.device();
        model.members.insert(device);
        self.nodes.push(Node {
            desk,
            device,
            model,
            backup: None,
        });
        self.nodes.len() - 1
    }

    fn fresh_place(&mut self) -> PathBuf {
        self.places += 1;
        self.world.path(&format!("place{}", self.places))
    }

    /// What counts of what a node holds: what was not removed, and what somebody who counts built on.
    fn live(&self, at: usize) -> Ids {
        let node = &self.nodes[at];
        let held = ids(&node.desk);
        let cut = |id: &RecordId| {
            let by = self.written[id].by;
            node.model
                .removed
                .get(&by)
                .is_none_or(|cut| cut.contains(id))
        };
        let mut live: Ids = held.iter().copied().filter(cut).collect();
        loop {
            let vouched: Ids = live
                .iter()
                .flat_map(|id| self.written[id].knowing.iter().copied())
                .filter(|id| held.contains(id) && !live.contains(id))
                .collect();
            if vouched.is_empty() {
                return live;
            }
            live.extend(vouched);
        }
    }

    /// Learns of the records that came into the world by the last step.
    fn notice(&mut self) {
        let at = self.world.now().timestamp().as_second();
        for node in 0..self.nodes.len() {
            let new: Vec<_> = held(&self.nodes[node].desk)
                .into_iter()
                .filter(|(id, by)| !self.written.contains_key(id) && *by == self.nodes[node].device)
                .collect();
            if new.is_empty() {
                continue;
            }
            let inside = Insider::of(&self.nodes[node].desk);
            let opened: BTreeMap<_, _> = inside.opened(inside.home().tag()).into_iter().collect();
            for (id, by) in new {
                let written = Written {
                    by,
                    at,
                    about_shares: kinds(&opened[&id]).iter().all(|kind| *kind == SHARE),
                    knowing: Ids::new(),
                };
                self.written.insert(id, written);
                // The author is the first to hold it.
                let knowing = self.live(node);
                self.written
                    .entry(id)
                    .and_modify(|one| one.knowing = knowing);
            }
        }
    }

    fn is_out(&self, device: DeviceId) -> bool {
        let mut nodes = self.nodes.iter();
        nodes.any(|node| node.model.removed.contains_key(&device))
    }

    async fn take(&mut self, step: Step) {
        let count = self.nodes.len();
        match step {
            Step::Write(at) => {
                self.nodes[at % count].desk.writes("some words");
            }
            Step::Wait => self.world.advance(61),
            Step::Meet(a, b) => self.meet(a % count, b % count).await,
            Step::Add(by) => self.add(by % count).await,
            Step::Remove(by, target) => self.remove(by % count, target % count),
            Step::Share(by) => self.share(by % count).await,
            Step::EndShare(which) if !self.shares.is_empty() => {
                let (by, share) = self.shares.remove(which % self.shares.len());
                let desk = &self.nodes[by].desk;
                // After its backup was restored this device may not know the share.
                let _ = desk.vault.shares().stop(&share, &desk.confirmed());
            }
            Step::EndShare(_) => {}
            Step::Copy(of) => self.copy_of(of % count),
            Step::Backup(of) => {
                let to = self.fresh_place();
                let node = &mut self.nodes[of % count];
                copy(&node.desk.path, &to);
                node.backup = Some((to, node.model.clone()));
            }
            Step::Restore(of) => self.restore(of % count),
        }
    }

    async fn add(&mut self, by: usize) {
        if self.nodes.len() >= NODES_MAX || self.is_out(self.nodes[by].device) {
            return;
        }
        let name = format!("d{}", self.nodes.len() + self.places);
        let desk = self.world.another(&self.nodes[by].desk, &name).await;
        let mut model = self.nodes[by].model.clone();
        model.confirmed.clear();
        let new = self.adopt(desk, model);
        self.notice();
        self.met(by, new);
    }

    /// One removal in a history: who vouches is then never removed itself.
    fn remove(&mut self, by: usize, target: usize) {
        let (me, target) = (self.nodes[by].device, self.nodes[target].device);
        let decided = self.nodes.iter().any(|node| !node.model.removed.is_empty());
        let known = self.nodes[by].model.members.contains(&target);
        if !self.removals || decided || me == target || !known {
            return;
        }
        let desk = &self.nodes[by].desk;
        desk.vault
            .devices()
            .remove(&short(&target), &desk.confirmed())
            .unwrap();
        let cut = ids(desk);
        self.nodes[by].model.removed.insert(target, cut);
    }

    async fn share(&mut self, by: usize) {
        if self.removals || self.readers >= 2 {
            return;
        }
        let desk = &self.nodes[by].desk;
        let rule = ShareRule {
            steps: [1].into(),
            ..ShareRule::default()
        };
        let share = desk
            .vault
            .shares()
            .create("her", &rule, None, &desk.confirmed())
            .unwrap();
        let name = format!("r{}", self.readers);
        self.world.reader(desk, &share.short, &name).await;
        self.readers += 1;
        self.shares.push((by, share.short));
    }

    fn copy_of(&mut self, of: usize) {
        if self.nodes.len() >= NODES_MAX {
            return;
        }
        let to = self.fresh_place();
        copy(&self.nodes[of].desk.path, &to);
        let desk = Desk::at("copied", &to, &self.nodes[of].desk.env);
        let model = self.nodes[of].model.clone();
        self.adopt(desk, model);
    }

    fn restore(&mut self, of: usize) {
        let aside = self.fresh_place();
        let node = &mut self.nodes[of];
        if let Some((backup, model)) = node.backup.clone() {
            let (path, env) = (node.desk.path.clone(), node.desk.env.clone());
            std::fs::rename(&path, &aside).unwrap();
            copy(&backup, &path);
            node.desk = Desk::at("restored", &path, &env);
            node.model = model;
        }
    }

    async fn meet(&mut self, a: usize, b: usize) {
        let (one, other) = (&self.nodes[a], &self.nodes[b]);
        if one.device == other.device {
            return;
        }
        let knows = |node: &Node, peer: &Node| {
            node.model.members.contains(&peer.device)
                && !node.model.removed.contains_key(&peer.device)
        };
        let willing = knows(one, other) && knows(other, one);
        if !willing {
            let (here, there) = tokio::io::duplex(1 << 16);
            let done = meet_over(&one.desk, here, &other.desk, there).await;
            let known = one.model.members.contains(&other.device)
                || other.model.members.contains(&one.device);
            assert!(done.0.is_err() || done.1.is_err() || known);
            return;
        }
        let (mine, theirs) = meet(&one.desk, &other.desk).await;
        assert!(mine.in_step && theirs.in_step, "{mine:?} {theirs:?}");
        self.notice();
        self.met(a, b);
    }

    fn met(&mut self, a: usize, b: usize) {
        let held = ids(&self.nodes[a].desk);
        assert_eq!(held, ids(&self.nodes[b].desk));
        let (one, other) = (self.nodes[a].device, self.nodes[b].device);
        let mut members = self.nodes[a].model.members.clone();
        members.extend(&self.nodes[b].model.members);
        let mut removed = self.nodes[a].model.removed.clone();
        removed.extend(self.nodes[b].model.removed.clone());
        for (node, peer) in [(a, other), (b, one)] {
            let model = &mut self.nodes[node].model;
            model.confirmed.insert(peer, held.clone());
            model.members.clone_from(&members);
            model.removed.clone_from(&removed);
        }
    }

    fn check(&self) {
        for (at, node) in self.nodes.iter().enumerate() {
            let live = self.live(at);
            let safe = |device: &DeviceId| {
                *device != node.device && !node.model.removed.contains_key(device)
            };
            let confirmed: Ids = node
                .model
                .confirmed
                .iter()
                .filter(|(device, _)| safe(device))
                .flat_map(|(_, ids)| ids.iter().copied())
                .collect();
            let only: Vec<_> = live
                .difference(&confirmed)
                .filter(|id| !self.written[*id].about_shares)
                .collect();
            let since = only.iter().map(|id| self.written[*id].at).min();
            let status = node.desk.vault.status().unwrap();
            assert_eq!(status.only_here, only.len() as u64, "node {at}");
            assert_eq!(
                status.only_here_since.map(jiff::Timestamp::as_second),
                since
            );
            let locked = while_locked(&node.desk).status().unwrap();
            assert_eq!(locked.only_here, status.only_here, "node {at}, locked");
            assert!(!status.set_back && status.differing.is_empty(), "node {at}");
            for device in node.model.members.iter().filter(|device| safe(device)) {
                let name = short(device);
                let shown = status
                    .devices
                    .iter()
                    .find(|view| view.short == name)
                    .unwrap();
                let known = node
                    .model
                    .confirmed
                    .get(device)
                    .cloned()
                    .unwrap_or_default();
                assert_eq!(
                    shown.behind,
                    live.difference(&known).count() as u64,
                    "node {at}"
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 40, ..ProptestConfig::default() })]

    // Seen to fail with what was counted before: records of this device alone, those of ended shares too.
    #[test]
    fn what_is_only_here_is_what_the_model_says(
        seed in any::<u64>(),
        removals in any::<bool>(),
        steps in prop::collection::vec(step(), 4..24),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut fleet = Fleet::new(seed, removals);
            for step in steps {
                fleet.take(step).await;
                fleet.notice();
                fleet.check();
            }
        });
    }
}
