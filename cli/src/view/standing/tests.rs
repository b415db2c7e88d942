//! What is said of thirty states of a journal, to the letter: what each of them leaves to lose.

use std::path::Path;

use engine::carry::{CarryOptions, RealFolder, carry, forget};
use engine::views::{EntryEdit, EntryRef};
use engine::worksheet::Target;
use engine::{OpenMode, RecoveryKit, Vault};
use testkit::{Desk, World, meet};

use super::*;
use crate::view::dangers;

mod several;

/// What is said of a journal, paths of this world left out.
fn said_of(world: &World, vault: &Vault) -> Vec<String> {
    let status = vault.detailed_status().expect("it reads");
    let last = vault.last_backup().expect("it reads");
    let now = world.now();
    let mut lines: Vec<String> = facts(&status, last.as_ref(), &now)
        .into_iter()
        .map(|(heading, said)| format!("{heading}: {said}"))
        .collect();
    let agree = !status.set_back && status.differing.is_empty();
    let others = status
        .devices
        .iter()
        .filter(|other| !other.this && !other.removed);
    lines.extend(others.map(|other| {
        let name = match status.unlocked {
            true => &other.name,
            false => "another",
        };
        format!(
            "{name}: {}",
            device(other, &now, agree.then_some("everything"))
        )
    }));
    let uses = vault.kit_uses().expect("it reads");
    lines.extend(dangers::of_kit_uses(&uses, &now));
    lines.extend(dangers::of_kits(&vault.kits().expect("it reads"), &now));
    lines.extend(status.cut_off.iter().map(dangers::of_cut_off));
    lines.extend(dangers::of_histories(&status));
    let place = world.path("").display().to_string();
    lines.iter().map(|line| line.replace(&place, "/")).collect()
}

/// A story of a journal: what is said of it each time, and what should be.
struct Told {
    world: World,
    states: usize,
    wrong: Vec<String>,
}

impl Told {
    fn of(seed: u64) -> Self {
        Self {
            world: World::new(seed),
            states: 0,
            wrong: Vec::new(),
        }
    }

    fn is(&mut self, vault: &Vault, lines: &[&str]) {
        self.states += 1;
        let said = said_of(&self.world, vault);
        if said != lines {
            let state = self.states;
            self.wrong
                .push(format!("state {state}: {said:#?} instead of {lines:#?}"));
        }
    }

    /// Ends after so many states.
    fn ends(self, states: usize) {
        assert_eq!(self.states, states);
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n"));
    }

    fn is_locked(&mut self, desk: &Desk, lines: &[&str]) {
        let locked = Vault::open(&desk.path, None, OpenMode::Read, desk.env.clone());
        self.is(&locked.expect("it opens"), lines);
    }

    fn backs_up(&self, desk: &Desk) {
        let to = self.world.path("backup");
        desk.vault.back_up(&to, &mut |_, _| {}).expect("it is made");
    }

    fn carries(&self, desk: &Desk, name: &str) {
        let path = self.world.path(name);
        if !path.exists() {
            std::fs::create_dir(&path).expect("it can be made");
        }
        carries(desk, &path, name);
    }
}

fn carries(desk: &Desk, path: &Path, name: &str) {
    let options = CarryOptions {
        name: Some(name.to_owned()),
        again: false,
    };
    let place = RealFolder::open(path).expect("it is there");
    carry(&desk.vault, path, &place, &options).expect("it is carried");
}

const DAY: i64 = 24 * 3600;

#[test]
#[expect(clippy::too_many_lines, reason = "one story, state by state")]
fn one_device_its_backups_and_its_folders() {
    let mut told = Told::of(1);
    let laptop = told.world.first("laptop");
    told.is(&laptop.vault, &["only here: nothing"]);
    let entry = laptop.writes("one");
    told.is(&laptop.vault, &[
        "only here: 1 entry, written today 12:06",
        "backup: none. Nothing else has this journal: if this device broke now, you would lose the one entry. \
         `still backup DIR` makes one",
    ]);
    told.world.advance(3 * DAY);
    laptop.writes("two");
    let star = vec![EntryEdit::Star(true)];
    let entry = EntryRef::Prefix(entry);
    laptop
        .vault
        .entries()
        .change(&entry, star)
        .expect("it is there");
    let none = "backup: none. Nothing else has this journal: if this device broke now, you would lose all 2 entries. \
                `still backup DIR` makes one";
    told.is(
        &laptop.vault,
        &[
            "only here: 2 entries, the oldest written Wednesday afternoon",
            none,
        ],
    );
    told.is_locked(&laptop, &[
        "only here: 3 changes; unlocked, it is said what they are",
        "backup: none. Nothing else has this journal: if this device broke now, you would lose everything in it. \
         `still backup DIR` makes one",
    ]);
    let days = serde_json::json!({ "target_days": 45 });
    let filled = laptop
        .vault
        .worksheets()
        .fill_json(2, &Target::Sheet, &days);
    filled.expect("a question of the step");
    told.is(
        &laptop.vault,
        &[
            "only here: 2 entries and 1 worksheet, the oldest written Wednesday afternoon",
            none,
        ],
    );
    told.backs_up(&laptop);
    told.is(&laptop.vault, &[
        "only here: 2 entries and 1 worksheet, the oldest written Wednesday afternoon; the backup has them, too",
        "backup: made and verified today 12:06 in /backup; it has everything",
    ]);
    told.world.advance(DAY);
    laptop.writes("three");
    told.is(&laptop.vault, &[
        "only here: 3 entries and 1 worksheet, the oldest written Wednesday afternoon",
        "backup: made and verified yesterday afternoon in /backup; it has everything from before today 12:06, lacks 1 newer \
         entry",
    ]);
    told.is_locked(
        &laptop,
        &[
            "only here: 5 changes; unlocked, it is said what they are",
            "backup: made and verified yesterday afternoon in /backup; it lacks 1 change",
        ],
    );
    let (backup, away) = (told.world.path("backup"), told.world.path("away"));
    std::fs::rename(&backup, &away).expect("it can be renamed");
    told.is(&laptop.vault, &[
        "only here: 3 entries and 1 worksheet, the oldest written Wednesday afternoon",
        "backup: made and verified yesterday afternoon in /backup, where none is now (a disk that is not plugged in?); it \
         has everything from before today 12:06, lacks 1 newer entry",
    ]);
    std::fs::rename(&away, &backup).expect("it can be renamed");
    told.backs_up(&laptop);
    told.world.advance(60 * DAY);
    told.carries(&laptop, "stick");
    told.is(&laptop.vault, &[
        "only here: 3 entries and 1 worksheet, the oldest written 18 November 2026; the backup and stick \
         have them, too",
        "backup: made and verified 22 November 2026 in /backup; it has everything",
        "folder: stick: has everything; last here today 12:06",
    ]);
    laptop.writes("four");
    told.is(&laptop.vault, &[
        "only here: 4 entries and 1 worksheet, the oldest written 18 November 2026",
        "backup: made and verified 22 November 2026 in /backup; it has everything from before today \
         12:06, lacks 1 newer entry",
        "folder: stick: has everything from before today 12:06, lacks 1 newer entry; last here today \
         12:06",
    ]);
    forget(&laptop.vault, "stick").expect("it is known");
    told.is(&laptop.vault, &[
        "only here: 4 entries and 1 worksheet, the oldest written 18 November 2026",
        "backup: made and verified 22 November 2026 in /backup; it has everything from before today \
         12:06, lacks 1 newer entry",
    ]);
    told.ends(12);
}

#[test]
fn one_device_with_a_folder_and_clocks_that_are_wrong() {
    let mut told = Told::of(2);
    let laptop = told.world.first("laptop");
    laptop.writes("one");
    told.carries(&laptop, "stick");
    told.is(&laptop.vault, &[
        "only here: 1 entry, written today 12:06; stick has it, too",
        "backup: none. No other device has this journal; if this one broke now, the recovery kit would \
         open what lies in stick. `still backup DIR` makes one",
        "folder: stick: has everything; last here today 12:06",
    ]);
    told.world.advance(2 * DAY);
    laptop.writes("two");
    told.is(&laptop.vault, &[
        "only here: 2 entries, the oldest written Wednesday afternoon",
        "backup: none. No other device has this journal; if this one broke now, the recovery kit would \
         open what lies in stick. `still backup DIR` makes one",
        "folder: stick: has everything from before today 12:06, lacks 1 newer entry; last here Wednesday \
         afternoon",
    ]);
    told.carries(&laptop, "stick");
    told.world.jump(-20_000 * DAY);
    laptop.writes("in 1970, as the clock has it");
    told.is(&laptop.vault, &[
        "only here: 3 entries",
        "backup: none. No other device has this journal; if this one broke now, the recovery kit would \
         open what lies in stick. `still backup DIR` makes one",
        "folder: stick: lacks 1 entry; last here by a clock that was wrong",
    ]);
    told.world.jump(50_000 * DAY);
    told.backs_up(&laptop);
    told.world.jump(-30_000 * DAY);
    told.is(&laptop.vault, &[
        "only here: 3 entries, the oldest written Wednesday afternoon; the backup has them, too",
        "backup: made and verified by a clock that was wrong, in /backup; it has everything",
        "folder: stick: lacks 1 entry; last here today 12:06",
    ]);
    told.carries(&laptop, "stick");
    told.world.jump(30_000 * DAY);
    laptop.writes("in 2108, as the clock has it");
    told.world.jump(-30_000 * DAY);
    told.is(
        &laptop.vault,
        &[
            "only here: 4 entries, the oldest written Wednesday afternoon",
            "backup: made and verified by a clock that was wrong, in /backup; it lacks 1 entry",
            "folder: stick: lacks 1 entry; last here today 12:06",
        ],
    );
    told.ends(5);
}

#[test]
fn a_backup_from_before_something_was_erased() {
    let mut told = Told::of(3);
    let laptop = told.world.first("laptop");
    laptop.writes("stays");
    laptop.writes("goes");
    told.backs_up(&laptop);
    told.world.advance(60);
    let entries: Vec<_> = laptop
        .entries()
        .into_iter()
        .filter(|entry| entry.fields.body == "goes")
        .collect();
    let confirmed = laptop.confirmed();
    let (path, env) = (laptop.path.clone(), laptop.env.clone());
    laptop
        .vault
        .erase(&entries, &confirmed, &mut |_, _| {})
        .expect("nobody else has it");
    let laptop = Desk::at("laptop", &path, &env);
    told.is(&laptop.vault, &[
        "only here: 1 entry, written today 12:06; the backup has it, too",
        "backup: made and verified today 12:06 in /backup; it has everything. It holds what was erased \
         since: `still backup --without-erased` puts another one in its place",
    ]);
    told.ends(1);
}

#[tokio::test]
async fn a_page_of_a_removed_device_is_told_until_it_ends() {
    let mut told = Told::of(7);
    let (laptop, phone) = told.world.pair().await;
    let page = RecoveryKit::generate();
    let made = phone.vault.renew_kit(&phone.confirmed(), &page, None);
    made.expect("a device makes one");
    meet(&laptop, &phone).await;
    let devices = laptop.vault.devices();
    let removed = devices.remove("phone", &laptop.confirmed());
    removed.expect("an owner removes");
    told.world.advance(30 * DAY);
    told.is(&laptop.vault, &[
        "only here: nothing",
        "A recovery page that phone made 30 days ago opens the journal still, though phone was removed. If it is not in your \
         hands alone, `still kit renew` ends it.",
    ]);
    let renewed = laptop
        .vault
        .renew_kit(&laptop.confirmed(), &RecoveryKit::generate(), None);
    renewed.expect("it ends it");
    told.world.advance(30 * DAY);
    told.is(&laptop.vault, &["only here: nothing"]);
    told.ends(2);
}
