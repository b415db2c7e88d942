//! Prompts for writing: general ones, one for each day, and some for each step.

use jiff::civil::Date;

use crate::calendar::days_between;
use crate::definitions::STEPS;

/// The general prompts, or those of one step (1 to 11); empty for any other number.
pub fn prompts(step: Option<u8>) -> Vec<&'static str> {
    let text = match step {
        None => GENERAL,
        Some(step) => usize::from(step)
            .checked_sub(1)
            .and_then(|at| OF_STEPS.get(at))
            .copied()
            .unwrap_or(""),
    };
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

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
