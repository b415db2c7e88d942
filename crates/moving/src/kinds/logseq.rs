//! Logseq, as files: a day is an entry, and its outline the text. Properties (`key:: value`) are no words of the day.

use jiff::civil::Date;

use super::markdown;
use super::obsidian::by_format;
use crate::archive::Member;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::words;

/// Reads every day; pages are listed.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    let format = format_of(taking)?;
    for member in &archive.members {
        let name = member.name.as_str();
        let is_day = name.starts_with("journals/") || name.contains("/journals/");
        if name.contains("logseq/bak/") || name.contains("logseq/.recycle/") {
            taking.leave("copies in logseq/bak", "");
        } else if is_day && ["md", "org"].contains(&member.ending().as_str()) {
            day(taking, member, &format)?;
        } else if ["md", "org"].contains(&member.ending().as_str()) {
            taking.leave("pages", name);
        }
    }
    Ok(())
}

/// How days are named, in the letters of Logseq.
fn format_of(taking: &Taking<'_>) -> Result<String, Refusal> {
    let config = taking.archive.by_base("config.edn");
    let Some(config) = config.filter(|member| member.name.contains("logseq/")) else {
        return Ok(String::new());
    };
    let text = String::from_utf8_lossy(&taking.archive.read(config)?).into_owned();
    let found = text.split(":journal/file-name-format").nth(1);
    let found = found.and_then(|rest| rest.split('"').nth(1));
    Ok(found.unwrap_or_default().to_owned())
}

fn day_of(stem: &str, format: &str) -> Option<Date> {
    let whole = |(date, rest): (Date, &str)| rest.is_empty().then_some(date);
    words::leading_date(stem)
        .and_then(whole)
        .or_else(|| by_format(stem, format))
        .or_else(|| words::date_in_words(stem))
}

fn day(taking: &mut Taking<'_>, member: &Member, format: &str) -> Result<(), Refusal> {
    let name = member.name.as_str();
    let Some(date) = day_of(member.stem(), format) else {
        taking.refuse(name, "its name is no date that can be read");
        return Ok(());
    };
    let text = taking.text(member)?;
    let mut lines = Vec::new();
    let mut draft = Draft {
        id: taking.archive.id(member).to_owned(),
        ..Draft::default()
    };
    for line in text.lines() {
        let bare = line.trim_start().trim_start_matches("- ").trim_start();
        if let Some((key, value)) = property(bare) {
            match key {
                "mood" => draft.mood = value.parse().ok(),
                "tags" => draft.tags.extend(
                    value
                        .split(',')
                        .map(|tag| tag.trim().replace(['[', ']'], "")),
                ),
                key => taking.leave(&format!("{key}::"), name),
            }
        } else if !["-", "*"].contains(&line.trim()) {
            lines.push(without_attributes(line));
        }
    }
    let body = lines.join("\n");
    let marks = markdown::marks(&body);
    for target in &marks.files {
        let base = target.rsplit('/').next().unwrap_or(target);
        taking.file(taking.archive.by_base(base), target, name);
    }
    for target in &marks.elsewhere {
        taking.leave(
            "pictures that are elsewhere, which nothing follows",
            &format!("{} ({name})", shown(target)),
        );
    }
    if body.contains("((") {
        taking.leave("references to blocks, kept as text", name);
    }
    draft.has_files = !marks.files.is_empty();
    draft.tags.extend(marks.tags);
    draft.body = body;
    let when = taking.day(date, name);
    taking.take_or_refuse(name, when.map(|when| (when, draft)))
}

fn property(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line
        .split_once(":: ")
        .or_else(|| line.strip_suffix("::").map(|key| (key, "")))?;
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.?/".contains(c));
    is_key.then_some((key, value.trim()))
}

/// Takes the size off that stands behind a picture: `{:height 200, :width 300}`.
fn without_attributes(line: &str) -> String {
    match line.split_once("){:") {
        Some((before, after)) if after.contains('}') => {
            let rest = after.split_once('}').map_or("", |(_, rest)| rest);
            format!("{before}){rest}")
        }
        _ => line.to_owned(),
    }
}
