//! Running a plan.

use std::panic::{AssertUnwindSafe, catch_unwind};

use engine::views::EntryEdit;

use crate::dice::Dice;
use crate::plan::{Act, Plan, Step};
use crate::world::{Broken, Held, World};
use crate::{genesis, sealer, trace};

/// What came of a run.
#[derive(Debug, Clone, Default)]
pub struct Ran {
    /// What happened up to the end of each step, as a number.
    pub trace: Vec<u64>,
    pub story: Vec<String>,
    pub broken: Option<Broken>,
    /// What was reached, and how often.
    pub counts: std::collections::BTreeMap<&'static str, u64>,
}

/// Runs something on a clock that stands still whenever nothing has to wait.
pub fn on_clock<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime
        .expect("a runtime can be made")
        .block_on(tokio::task::unconstrained(future))
}

/// Runs a plan on a thread of its own, so that what differs from thread to thread shows as a difference.
pub fn run(plan: &Plan, planted: Option<&'static str>) -> Ran {
    play(plan, planted, true)
}

/// Runs a plan in which no rule was broken once more, to see whether the same happens: what only looks is left out.
pub fn again(plan: &Plan) -> Ran {
    play(plan, None, false)
}

fn play(plan: &Plan, planted: Option<&'static str>, looks: bool) -> Ran {
    let plan = plan.clone();
    genesis::of(plan.shape);
    let thread = std::thread::Builder::new().stack_size(16 << 20);
    let running = thread.spawn(move || {
        probe::plants::plant(planted);
        probe::plants::tune("batch_bytes", plan.batch);
        probe::plants::tune("saved_changes", 2);
        probe::plants::tune("tip_refs", 2);
        probe::counts::take();
        trace::restart();
        let mut ran = Ran::default();
        let mut world = None;
        let done = catch_unwind(AssertUnwindSafe(|| {
            on_clock(follow(&plan, looks, &mut world, &mut ran.trace))
        }));
        ran.broken = match done {
            Ok(held) => held.err(),
            Err(panic) => Some(Broken {
                oracle: "no panic",
                device: String::new(),
                what: panic_words(&*panic),
            }),
        };
        ran.story = world.map(|world| world.story).unwrap_or_default();
        ran.counts = probe::counts::take();
        seal::seeded::seal_with(None, Default::default());
        ran
    });
    let running = running.expect("a thread can be started");
    running.join().expect("panics are caught within")
}

fn panic_words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().cloned();
    text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default()
}

async fn follow(plan: &Plan, looks: bool, world: &mut Option<World>, trace: &mut Vec<u64>) -> Held {
    let beginning = genesis::of(plan.shape);
    sealer::install(plan.seed, beginning.learnt.clone());
    let mut dice = Dice::new(plan.seed);
    let world = world.insert(World::from(beginning, &mut dice));
    world.looks = looks;
    for step in &plan.steps {
        let held = act(world, step).await;
        trace.push(trace::so_far());
        held?;
    }
    Ok(())
}

async fn act(world: &mut World, step: &Step) -> Held {
    let sub = step.sub;
    let mut dice = Dice::new(sub);
    tokio::time::advance(std::time::Duration::from_secs(dice.within(1, 400))).await;
    let on = |world: &World, at: u8| world.writer(at);
    let mut touched = None;
    match &step.act {
        Act::Write { at, words, open } => {
            if let Some(at) = on(world, *at) {
                touched = Some(at);
                world.write(at, *words, *open, dice)?;
            }
        }
        Act::Edit { at, entry, without } => {
            if let Some(at) = on(world, *at) {
                touched = Some(at);
                let done = world.edit(at, *entry, *without, dice);
                world.unless_stopped(at, done)?;
            }
        }
        Act::Begin { at, entry } => {
            if let Some(at) = on(world, *at).filter(|at| !world.devices[*at].faulty) {
                let mut live = world.shown(at)?.live;
                if !live.is_empty() {
                    let chosen = usize::from(*entry) % live.len();
                    world.devices[at].editor = Some(live.swap_remove(chosen));
                }
            }
        }
        Act::Save { at, without } => {
            if let Some(at) = on(world, *at)
                && let Some(seen) = world.devices[at].editor.take()
            {
                touched = Some(at);
                world.save(at, &seen, *without, true, dice)?;
            }
        }
        Act::Label {
            at,
            entry,
            what,
            on: set,
        } => {
            if let Some(at) = on(world, *at) {
                touched = Some(at);
                let change = match what % 4 {
                    0 => EntryEdit::Tag("open".into(), *set),
                    1 => EntryEdit::Tag(format!("tag{}", dice.below(3)), *set),
                    2 => EntryEdit::Mood(set.then_some(1 + what % 10)),
                    _ => EntryEdit::Star(*set),
                };
                let done = world.change(at, *entry, false, change);
                world.unless_stopped(at, done)?;
            }
        }
        Act::Delete { at, entry, back } => {
            if let Some(at) = on(world, *at) {
                touched = Some(at);
                let change = if *back {
                    EntryEdit::Restore
                } else {
                    EntryEdit::Delete
                };
                let done = world.change(at, *entry, *back, change);
                world.unless_stopped(at, done)?;
            }
        }
        Act::Item { at } => {
            if let Some(at) = on(world, *at) {
                touched = Some(at);
                world.item(at, dice)?;
            }
        }
        Act::Import { at, many } => {
            if let Some(at) = on(world, *at) {
                touched = Some(at);
                world.import(at, *many, dice)?;
            }
        }
        Act::Read { at } => world.reads(world.owner(*at))?,
        Act::Wait { seconds } => {
            tokio::time::advance(std::time::Duration::from_secs((*seconds).into())).await;
        }
        Act::Meet {
            a,
            b,
            line,
            twice,
            kill,
        } => {
            let (a, b) = (world.any(*a), world.any(*b));
            world.meet(a, b, line, *twice, *kill, sub).await?;
        }
        Act::Live { a, b, line } => {
            let (a, b) = (world.owner(*a), world.owner(*b));
            world.live(a, b, line, sub).await?;
        }
        Act::Lock { at } => world.lock(world.owner(*at), true)?,
        Act::Unlock { at } => world.lock(world.owner(*at), false)?,
        Act::Reopen { at } => {
            let at = world.any(*at);
            let done = world.reopen(at);
            world.unless_stopped(at, done)?;
        }
        Act::Stop { at, after, how } => world.arm(world.any(*at), *after, *how),
        Act::Fault { at, after } => {
            let at = world.any(*at);
            world.devices[at].disk.fail_after((*after).into());
            world.devices[at].faulty = true;
            world.devices[at].shaken = true;
        }
        Act::Full { at, kib } => {
            let at = world.any(*at);
            world.devices[at]
                .disk
                .leave_room(Some(u64::from(*kib) << 10));
            world.devices[at].faulty = true;
        }
        Act::Jump { at, seconds } => {
            let at = world.any(*at);
            world.devices[at].jump(*seconds);
        }
        Act::Rebuild { at } => {
            let at = world.owner(*at);
            touched = Some(at);
            world.rebuild(at)?;
        }
        Act::Passphrase { at } => world.passphrase(world.owner(*at), sub)?,
        Act::Pair { by, line } => {
            let by = world.owner(*by);
            touched = Some(by);
            world.pair(by, line, sub).await?;
        }
        Act::Remove { by, whom } => {
            let (by, whom) = (world.owner(*by), world.owner(*whom));
            touched = Some(by);
            world.remove(by, whom)?;
        }
        Act::Mutual { a, b } => {
            let (a, b) = (world.owner(*a), world.owner(*b));
            world.mutual(a, b)?;
        }
        Act::Share { by, line } => {
            let by = world.owner(*by);
            touched = Some(by);
            world.share(by, line, sub).await?;
        }
        Act::StopShare { by } => {
            let by = world.owner(*by);
            touched = Some(by);
            world.stop_share(by)?;
        }
        Act::Keep { at } => {
            let at = world.owner(*at);
            world.devices[at].kept = Some(world.devices[at].disk.after(crate::disk::Stop::Kill, 0));
        }
        Act::Back { at, machine } => {
            world
                .back_and_meets(world.owner(*at), *machine, sub)
                .await?;
        }
        Act::Copy { at } => world.copy(world.owner(*at), sub)?,
        Act::Late { number } => world.writes_late(*number, dice)?,
        Act::Hostile { at, wrong, size } => {
            world.turns(world.owner(*at), *wrong, *size, dice)?;
        }
        Act::Between { a, b, line } => {
            let (a, b) = (world.owner(*a), world.owner(*b));
            world.meet(a, b, line, false, None, sub).await?;
        }
        Act::Meddle { by, with, line } => world.meddles(*by, *with, line, sub).await?,
        Act::Expel { by } => world.expel(*by)?,
        Act::Flood { share, flood, size } => world.floods(*share, *flood, *size, sub).await?,
        Act::Rest => world.rest(sub).await?,
    }
    if let Some(at) = touched {
        world.settle(at, sub)?;
    }
    Ok(())
}

impl World {
    /// What could not even be read on a device whose disk stopped is no fault of it.
    ///
    /// # Errors
    /// The same, where it did not.
    pub fn unless_stopped(&self, at: usize, held: Held) -> Held {
        match held {
            Err(broken) if broken.oracle == "reading" && self.devices[at].faulty => Ok(()),
            held => held,
        }
    }

    /// A backup comes back. A machine that was set back as a whole meets another device before it is written on: until
    /// then nothing on it can tell, and two records of one number would be true.
    async fn back_and_meets(&mut self, at: usize, machine: bool, sub: u64) -> Held {
        self.back(at, machine, sub)?;
        if machine {
            let others = self.owners().into_iter();
            for other in others.filter(|other| *other != at) {
                self.meet(at, other, &crate::link::Line::sound(), false, None, sub ^ 3)
                    .await?;
            }
        }
        Ok(())
    }
}
