//! RedNotebook: a file for each month, in YAML, with a text for each day. The marks of txt2tags that Markdown has are made its
//! own; paths of another machine are never followed.

mod yaml;

use jiff::civil::Date;
use yaml::Node;

use super::markdown;
use crate::archive::Member;
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::words;

/// The year and month that a file is named by: `2019-06.txt`.
pub(super) fn month_of(stem: &str) -> Option<Date> {
    let first = format!("{stem}-01");
    let (date, rest) = words::leading_date(&first).filter(|_| stem.len() == 7)?;
    rest.is_empty().then_some(date)
}

/// Reads every month.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        match month_of(member.stem()) {
            Some(first) => month(taking, member, first)?,
            None if archive.is_alone => {
                return Err(Refusal::helped(
                    "the name of the file does not say its month",
                    "a month of RedNotebook is called 2019-06.txt",
                ));
            }
            None => taking.leave("files that are no months", &member.name),
        }
    }
    Ok(())
}

fn month(taking: &mut Taking<'_>, member: &Member, first: Date) -> Result<(), Refusal> {
    let text = taking.text(member)?;
    let days = match yaml::parse(&text) {
        Ok(Node::Map(days)) => days,
        Ok(Node::Text(_)) => return Err(Refusal::of(&member.name, "is no month of RedNotebook")),
        Err(why) => return Err(Refusal::of(&member.name, why)),
    };
    for (day, node) in days {
        let place = format!("{} day {day}", member.stem());
        let Node::Map(fields) = node else { continue };
        let date = day
            .parse()
            .ok()
            .and_then(|day| Date::new(first.year(), first.month(), day).ok());
        let Some(date) = date else {
            taking.refuse(&place, "there is no such day");
            continue;
        };
        let draft = draft(taking, fields, &place);
        if draft.body.trim().is_empty() && draft.tags.is_empty() {
            continue;
        }
        let when = taking.day(date, &place);
        taking.take_or_refuse(&place, when.map(|when| (when, draft)))?;
    }
    Ok(())
}

fn draft(taking: &mut Taking<'_>, fields: Vec<(String, Node)>, place: &str) -> Draft {
    let mut draft = Draft::default();
    for (key, node) in fields {
        match (key.as_str(), node) {
            ("text", Node::Text(text)) => draft.body = marked(taking, &text, place),
            ("Tags", Node::Map(tags)) => {
                for (tag, below) in tags {
                    match below {
                        Node::Map(_) => taking.leave("categories", place),
                        Node::Text(_) => draft.tags.push(tag),
                    }
                }
            }
            _ => taking.leave("categories", place),
        }
    }
    draft.tags.extend(markdown::marks(&draft.body).tags);
    draft
}

/// The text in Markdown, without pictures of another machine.
fn marked(taking: &mut Taking<'_>, text: &str, place: &str) -> String {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[\"\"") {
        let Some(end) = rest[at..].find(']') else {
            break;
        };
        found.push_str(&rest[..at]);
        let target = rest[at + 3..at + end].replace("\"\"", "");
        taking.leave(
            "pictures that are elsewhere, which nothing follows",
            &format!("{target} ({place})"),
        );
        rest = rest[at + end + 1..].trim_start_matches(' ');
    }
    found.push_str(rest);
    let mut slanted = String::with_capacity(found.len());
    let mut before = ' ';
    let mut chars = found.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '/' && chars.peek() == Some(&'/') && before != ':' {
            chars.next();
            slanted.push('*');
        } else {
            slanted.push(c);
        }
        before = c;
    }
    slanted
}
