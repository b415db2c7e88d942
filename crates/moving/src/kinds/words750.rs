//! 750words: one text with all days, in the shape of before and in that of now.

use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::words;

/// What stands above each day.
pub(super) const MARKS: [&str; 2] = ["------ ENTRY ------", "===== ENTRY ====="];

/// Reads every file.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let mut number = 0;
    for member in &archive.members {
        let text = taking.text(member)?;
        let lines: Vec<&str> = text.lines().collect();
        let is_mark = |line: &&str| MARKS.contains(&line.trim());
        for day in lines.split(is_mark).skip(1) {
            number += 1;
            entry(taking, day, &format!("entry {number}"))?;
        }
    }
    Ok(())
}

fn entry(taking: &mut Taking<'_>, lines: &[&str], place: &str) -> Result<(), Refusal> {
    let mut date = None;
    let mut written = String::new();
    let mut begins = 0;
    for line in lines {
        let inner = line.trim().trim_matches('=').trim();
        let is_head = line.trim().starts_with("===") || line.contains(':');
        if !line.trim().is_empty() && !is_head
            || begins > 0 && line.trim().is_empty() && date.is_some()
        {
            break;
        }
        if let Some((key, value)) = inner.split_once(':') {
            match key.trim().to_ascii_lowercase().as_str() {
                "date" => {
                    written = value.trim().to_owned();
                    date = words::leading_date(&written)
                        .map(|(date, _)| date)
                        .or_else(|| words::date_in_words(&written));
                }
                "words" | "minutes" | "metadata" | "title" => taking.leave(key.trim(), place),
                _ if line.trim().starts_with("===") => {}
                _ => break,
            }
        }
        begins += 1;
    }
    let body = lines[begins..].join("\n").trim().to_owned();
    let Some(date) = date else {
        taking.refuse(
            place,
            &format!("“{}” is no date that can be read", shown(&written)),
        );
        return Ok(());
    };
    let when = taking.day(date, place);
    let draft = Draft {
        body,
        ..Draft::default()
    };
    taking.take_or_refuse(place, when.map(|when| (when, draft)))
}
