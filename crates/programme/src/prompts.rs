//! Prompts for writing: general ones, one for each day, and some for each step.

use jiff::civil::Date;

use crate::calendar::days_between;
use crate::contact::ContactPolicy;
use crate::definitions::STEPS;

/// The general prompts, or those of one step (1 to 11); empty for any other number.
pub fn prompts(step: Option<u8>) -> Vec<&'static str> {
    let text = match step {
        None => GENERAL,
        Some(step) => of_step(step),
    };
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

/// The prompts of a step that fit what holds about contact: once no answer is waited for, none that looks towards it.
pub fn prompts_under(step: u8, contact: ContactPolicy) -> Vec<&'static str> {
    if contact.closes(step).is_some() {
        return Vec::new();
    }
    let all = prompts(Some(step));
    if !contact.over() {
        return all;
    }
    let text = of_step(step);
    let always = text
        .split_once(WHILE_OPEN)
        .map_or(text, |(always, _)| always);
    let kept = |prompt: &&str| always.lines().any(|line| line.trim() == *prompt);
    all.into_iter().filter(kept).collect()
}

/// Whether the prompts of a step depend on what holds about contact.
pub fn prompts_ask_about_contact(step: u8) -> bool {
    matches!(step, 7 | 8) || of_step(step).contains(WHILE_OPEN)
}

fn of_step(step: u8) -> &'static str {
    let at = usize::from(step).checked_sub(1);
    at.and_then(|at| OF_STEPS.get(at)).copied().unwrap_or("")
}

/// In a file of prompts, what follows this line looks towards contact.
const WHILE_OPEN: &str = "## While an answer is open";

/// The general prompt of a day: the same on every device, and each one once before any comes again.
pub fn prompt_of(day: Date) -> &'static str {
    let all = prompts(None);
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let place = days_between(Date::constant(2000, 1, 1), day).rem_euclid(count.max(1));
    usize::try_from(place)
        .ok()
        .and_then(|place| all.get(place).copied())
        .unwrap_or("")
}

const GENERAL: &str = include_str!("../prompts/general.txt");

const OF_STEPS: [&str; STEPS as usize] = [
    include_str!("../prompts/step-01.txt"),
    include_str!("../prompts/step-02.txt"),
    include_str!("../prompts/step-03.txt"),
    include_str!("../prompts/step-04.txt"),
    include_str!("../prompts/step-05.txt"),
    include_str!("../prompts/step-06.txt"),
    include_str!("../prompts/step-07.txt"),
    include_str!("../prompts/step-08.txt"),
    include_str!("../prompts/step-09.txt"),
    include_str!("../prompts/step-10.txt"),
    include_str!("../prompts/step-11.txt"),
];
