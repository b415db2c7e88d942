//! Momento: a text for each day, its moments below their times.

use jiff::civil::{Date, Time};

use crate::archive::Member;
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::words;

/// Whether a text begins as a day does: a date in words, and a line of `=` below it.
pub(super) fn is_day(text: &str) -> bool {
    let mut lines = text.lines();
    let date = lines
        .next()
        .and_then(|line| words::date_in_words(line.trim()));
    let line = lines.next().unwrap_or_default().trim();
    date.is_some() && line.len() >= 3 && line.bytes().all(|byte| byte == b'=')
}

/// Reads every day.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if archive.is_alone || member.ending() == "txt" {
            day(taking, member)?;
        }
    }
    Ok(())
}

fn day(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.text(member)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut begins = 0;
    while begins < lines.len() {
        let is_here = |at: usize| is_day(&lines[at..lines.len().min(at + 2)].join("\n"));
        if !is_here(begins) {
            taking.leave("lines that belong to no day", &member.name);
            begins += 1;
            continue;
        }
        let date = words::date_in_words(lines[begins].trim());
        let end = (begins + 2..lines.len())
            .find(|at| is_here(*at))
            .unwrap_or(lines.len());
        if let Some(date) = date {
            moments(taking, date, &lines[begins + 2..end], member)?;
        }
        begins = end;
    }
    Ok(())
}

fn moments(
    taking: &mut Taking<'_>,
    date: Date,
    lines: &[&str],
    member: &Member,
) -> Result<(), Refusal> {
    let mut time = None;
    let mut part: Vec<&str> = Vec::new();
    for line in lines.iter().chain([&"24:00"]) {
        let bare = line.trim();
        let next = words::time(bare).filter(|_| bare.len() <= 11);
        if next.is_none() && bare != "24:00" {
            part.push(line);
            continue;
        }
        moment(taking, date, time, &part, member)?;
        part.clear();
        time = next;
    }
    Ok(())
}

fn moment(
    taking: &mut Taking<'_>,
    date: Date,
    time: Option<Time>,
    lines: &[&str],
    member: &Member,
) -> Result<(), Refusal> {
    let place = format!(
        "{} {}",
        member.base(),
        time.map_or_else(String::new, |time| time.to_string())
    );
    let mut draft = Draft::default();
    let mut body = Vec::new();
    for line in lines {
        let Some((key, value)) = line.split_once(": ") else {
            body.push(*line);
            continue;
        };
        let words = value.split(',').map(|word| word.trim().to_owned());
        match key {
            "With" | "Tags" => draft.tags.extend(words),
            "Feed" => draft
                .tags
                .extend(value.split('(').next().map(|feed| feed.trim().to_owned())),
            "At" => taking.leave("places", &place),
            "Media" => {
                for name in words {
                    draft.has_files = true;
                    taking.file(taking.archive.by_base(&name), &name, &place);
                }
            }
            "Rating" | "Events" => taking.leave(key, &place),
            _ => body.push(*line),
        }
    }
    draft.body = body.join("\n").trim().to_owned();
    if draft.body.is_empty() && !draft.has_files {
        return Ok(());
    }
    let when = taking.day_at(date, time, "", &place);
    taking.take_or_refuse(&place, when.map(|when| (when, draft)))
}
