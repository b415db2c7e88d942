//! Beginnings: fleets that were paired once, by the program itself, and that plans go on from.

use std::sync::OnceLock;

use seal::seeded::Learnt;

use crate::device::{Device, Seedling};
use crate::dice::Dice;
use crate::kept::Wrote;
use crate::link::Line;
use crate::model::Model;
use crate::world::{Shared, World};
use crate::{run, sealer};

/// How many beginnings there are.
pub const SHAPES: u8 = 5;

/// A fleet to begin with.
pub struct Genesis {
    devices: Vec<(Seedling, Option<usize>)>,
    model: Model,
    shares: Vec<Shared>,
    opened: std::collections::BTreeSet<String>,
    wrote: Vec<Wrote>,
    /// What is in its sealed files, so that each run need not open them anew.
    pub learnt: Learnt,
}

/// The beginning of this number.
pub fn of(shape: u8) -> &'static Genesis {
    static ALL: [OnceLock<Genesis>; SHAPES as usize] = [const { OnceLock::new() }; SHAPES as usize];
    ALL[usize::from(shape % SHAPES)].get_or_init(|| {
        // On a thread of its own: what was done there leaves nothing in the run that asks for it first.
        let made = std::thread::spawn(move || run::on_clock(make(shape % SHAPES)));
        made.join().expect("a fleet can be made")
    })
}

async fn make(shape: u8) -> Genesis {
    sealer::install(u64::from(shape), Learnt::default());
    let mut world = World::new();
    let mut dice = Dice::new(1000 + u64::from(shape));
    let owners = [2, 3, 2, 1, 4][usize::from(shape)];
    let sound = Line::sound();
    let well = "a fleet can be made";
    world.first("laptop", dice.fork()).expect(well);
    for _ in 1..owners {
        world.pair(0, &sound, dice.roll()).await.expect(well);
    }
    if shape == 2 {
        world.share(0, &sound, dice.roll()).await.expect(well);
    }
    for number in 0..3_u8 {
        let at = world.owner(number);
        world.write(at, 4, number == 1, dice.fork()).expect(well);
        world.item(at, dice.fork()).expect(well);
        world.settle(at, 0).expect(well);
    }
    world.rest(dice.roll()).await.expect(well);
    Genesis {
        devices: world
            .devices
            .iter()
            .map(|device| (device.seedling(), device.added_by))
            .collect(),
        model: world.model,
        shares: world.shares,
        opened: world.opened,
        wrote: world.wrote,
        learnt: seal::seeded::learnt(),
    }
}

impl World {
    /// A world that goes on from a beginning.
    pub fn from(genesis: &Genesis, dice: &mut Dice) -> Self {
        let mut world = Self::new();
        world.model = genesis.model.clone();
        world.shares = genesis.shares.clone();
        world.noted = !world.shares.is_empty();
        world.opened = genesis.opened.clone();
        world.wrote = genesis.wrote.clone();
        for (seedling, added_by) in &genesis.devices {
            let mut device = Device::from(seedling, dice.fork(), world.start);
            device.added_by = *added_by;
            device.open().expect("a fleet opens again");
            world.devices.push(device);
        }
        world
    }
}
