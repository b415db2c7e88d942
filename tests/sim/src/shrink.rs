//! Makes a plan that breaks a rule as small as it gets: it must break the same rule.

use std::time::{Duration, Instant};

use crate::plan::{Act, Plan};
use crate::run::{Ran, run};
use crate::world::Broken;

/// Runs that are spent on one plan.
const RUNS_MAX: usize = 300;
/// Time that is spent on one plan.
const TIME_MAX: Duration = Duration::from_secs(45);

/// The smallest plan found, and its run.
pub fn shrink(plan: &Plan, broken: &Broken) -> (Plan, Ran) {
    let began = Instant::now();
    let mut runs = 0;
    let mut best = plan.clone();
    let mut best_run = run(plan, None);
    let mut tries = |candidate: &Plan| -> Option<Ran> {
        if runs >= RUNS_MAX || began.elapsed() > TIME_MAX {
            return None;
        }
        runs += 1;
        let ran = run(candidate, None);
        let same = ran
            .broken
            .as_ref()
            .is_some_and(|found| found.oracle == broken.oracle);
        same.then_some(ran)
    };
    let mut part = best.steps.len().div_ceil(2).max(1);
    loop {
        let mut at = 0;
        let mut any = false;
        while at < best.steps.len() {
            let mut smaller = best.clone();
            let end = (at + part).min(smaller.steps.len());
            smaller.steps.drain(at..end);
            match tries(&smaller) {
                Some(ran) => {
                    (best, best_run) = (smaller, ran);
                    any = true;
                }
                None => at += part,
            }
        }
        if part == 1 && !any {
            break;
        }
        part = if part == 1 { 1 } else { part.div_ceil(2) };
    }
    for at in 0..best.steps.len() {
        let mut smaller = best.clone();
        if simpler(&mut smaller.steps[at].act)
            && let Some(ran) = tries(&smaller)
        {
            (best, best_run) = (smaller, ran);
        }
    }
    (best, best_run)
}

/// Takes away what an act has beside itself.
fn simpler(act: &mut Act) -> bool {
    let before = act.clone();
    match act {
        Act::Meet {
            line, twice, kill, ..
        } => {
            *line = crate::link::Line {
                cut: line.cut,
                ..crate::link::Line::sound()
            };
            *twice = false;
            *kill = None;
        }
        Act::Live { line, .. } | Act::Pair { line, .. } | Act::Share { line, .. } => {
            *line = crate::link::Line::sound();
        }
        Act::Write { words, .. } => *words = 1,
        Act::Import { many, .. } => *many = 3,
        _ => {}
    }
    *act != before
}
