//! A month in which two devices are never on together, and a program that brings files to and fro as it pleases.

use testkit::{Desk, Dice, World};

use crate::folder::{Files, MemoryFolder, carries, only_here, refused};

/// Most files of one writer.
const FILES_MAX: usize = 60;

/// Something that happened on one side, and when it arrives on the other.
enum Event {
    Came(String, Vec<u8>),
    Went(String),
}

/// Two copies of one folder, and what is on its way from each to the other.
#[derive(Default)]
struct Cloud {
    sides: [MemoryFolder; 2],
    /// What each side looked like when it was last looked at.
    known: [Files; 2],
    on_the_way: [Vec<(u64, Event)>; 2],
}

impl Cloud {
    /// Sees what changed on one side, and sends it on with a delay of hours; one file in a hundred is called otherwise.
    fn looks_at(&mut self, side: usize, hour: u64, dice: &mut Dice) {
        let now = self.sides[side].files.borrow().clone();
        for (path, bytes) in &now {
            if self.known[side].get(path) != Some(bytes) {
                let delay = dice.roll() % 30;
                let copied = dice.roll().is_multiple_of(100) && path.contains("/w");
                let path = match copied {
                    true => path.replace(".bin", ".sync-conflict-20261128-101112-ABCDEFG.bin"),
                    false => path.clone(),
                };
                self.on_the_way[side].push((hour + delay, Event::Came(path, bytes.clone())));
            }
        }
        for path in self.known[side]
            .keys()
            .filter(|path| !now.contains_key(*path))
        {
            let late = if dice.roll().is_multiple_of(100) {
                200
            } else {
                0
            };
            let delay = dice.roll() % 30 + late;
            self.on_the_way[side].push((hour + delay, Event::Went(path.clone())));
        }
        self.known[side] = now;
    }

    fn delivers(&mut self, hour: u64) {
        for from in [0, 1] {
            let to = 1 - from;
            let events = std::mem::take(&mut self.on_the_way[from]);
            for (at, event) in events {
                if at > hour {
                    self.on_the_way[from].push((at, event));
                    continue;
                }
                let mut files = self.sides[to].files.borrow_mut();
                match event {
                    Event::Came(path, bytes) => {
                        files.insert(path.clone(), bytes.clone());
                        self.known[to].insert(path, bytes);
                    }
                    Event::Went(path) => {
                        files.remove(&path);
                        self.known[to].remove(&path);
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn two_devices_keep_in_step_for_a_month_without_meeting() {
    let world = World::new(1211);
    let (laptop, phone) = world.pair().await;
    let desks = [laptop, phone];
    let (mut cloud, mut dice) = (Cloud::default(), Dice::new(1212));
    // Both begin with the folder that the first of them made.
    carries(&desks[0], &cloud.sides[0]);
    cloud.looks_at(0, 0, &mut dice);
    cloud.delivers(1_000);
    let mut written = Vec::new();
    let mut earlier = None;
    for hour in (0..720).step_by(6) {
        world.advance(6 * 3600);
        cloud.delivers(hour);
        let side = (dice.roll() % 2) as usize;
        let desk = &desks[side];
        for _ in 0..dice.roll() % 4 {
            let words = format!("{} {}", desk.name, written.len());
            desk.writes(&words);
            written.push(words);
            carries(desk, &cloud.sides[side]);
        }
        carries(desk, &cloud.sides[side]);
        cloud.looks_at(side, hour, &mut dice);
        for (writer, files) in cloud.sides[side].writers() {
            assert!(files <= FILES_MAX, "{writer} has {files} files at {hour}");
        }
        if hour == 240 {
            earlier = Some(cloud.sides[0].files.borrow().clone());
        }
        if hour == 480 {
            // The folder is set back to an earlier state on one side, and its program thinks nothing of it.
            let files = earlier.take().expect("it was kept");
            cloud.sides[0].files.replace(files.clone());
            cloud.known[0] = files;
        }
    }
    for round in 0..4 {
        world.advance(24 * 3600);
        for side in [0, 1] {
            cloud.delivers(2_000 + round * 2_000);
            carries(&desks[side], &cloud.sides[side]);
            cloud.looks_at(side, 2_000 + round * 2_000, &mut dice);
        }
    }
    written.sort();
    for desk in &desks {
        assert_eq!(desk.bodies(), written, "{}", desk.name);
        assert_eq!((only_here(desk), refused(desk)), (0, 0), "{}", desk.name);
        desk.is_sound();
    }
}

/// Files arrive one by one in an order that is drawn, and after each the other device looks.
#[tokio::test]
async fn order_of_files_does_not_matter() {
    let world = World::new(1221);
    let (laptop, phone) = world.pair().await;
    let there = MemoryFolder::default();
    let mut words = Vec::new();
    for number in 0..12 {
        let text = format!("entry {number}");
        laptop.writes(&text);
        words.push(text);
        carries(&laptop, &there);
    }
    words.sort();
    for seed in 0..6 {
        let (_, path, env) = copied(&world, &phone, &format!("phone-{seed}"));
        let phone = Desk::at("phone", &path, &env);
        let here = MemoryFolder::default();
        let mut left: Vec<_> = there.files.borrow().clone().into_iter().collect();
        let id = left.iter().position(|(path, _)| path.ends_with("id.bin"));
        let id = left.swap_remove(id.expect("there is one"));
        here.files.borrow_mut().insert(id.0, id.1);
        let mut dice = Dice::new(seed);
        while !left.is_empty() {
            let (path, bytes) = left.swap_remove(dice.roll() as usize % left.len());
            here.files.borrow_mut().insert(path, bytes);
            carries(&phone, &here);
            assert_eq!(refused(&phone), 0, "a gap is no forgery");
        }
        assert_eq!(phone.bodies(), words, "order {seed}");
    }
}

fn copied(world: &World, desk: &Desk, name: &str) -> (String, std::path::PathBuf, engine::Env) {
    let path = world.path(name);
    testkit::copy_folder(&desk.path, &path);
    (name.to_owned(), path, world.env(None))
}

/// A device writes often and carries each time; the other one comes once a day.
#[tokio::test]
async fn the_number_of_files_stays_bounded() {
    let world = World::new(1231);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    let mut most = 0;
    for _ in 0..12 {
        for hour in 0..20 {
            laptop.writes(&format!("hour {hour}"));
            carries(&laptop, &stick);
            most = stick
                .writers()
                .into_values()
                .max()
                .max(Some(most))
                .unwrap_or(0);
        }
        world.advance(24 * 3600);
        carries(&phone, &stick);
    }
    assert!(most <= FILES_MAX, "{most} files of one writer");
    assert_eq!(phone.bodies().len(), 240);
    carries(&laptop, &stick);
    assert_eq!(only_here(&laptop), 0);
}

/// Nobody else ever comes: what was merged goes all the same, and everything is in what stays.
#[tokio::test]
async fn the_number_of_files_of_a_lone_writer_stays_bounded() {
    let world = World::new(1232);
    let (laptop, phone) = world.pair().await;
    let stick = MemoryFolder::default();
    let (mut most, mut written) = (0, 0);
    for day in 0..365 {
        let rounds = match day {
            _ if day % 60 == 0 => 20,
            _ => day % 2,
        };
        for _ in 0..rounds {
            written += 1;
            laptop.writes(&format!("note {written}"));
            carries(&laptop, &stick);
            let files = stick.writers().into_values().max();
            most = files.max(Some(most)).unwrap_or(0);
        }
        world.advance(24 * 3600);
    }
    assert!(most <= FILES_MAX, "{most} files of one writer");
    carries(&phone, &stick);
    assert_eq!(phone.bodies().len(), written);
}
