//! org-journal: files of days, weeks, months or years. A heading of the first level is a day, one of the second an entry.

use jiff::civil::{Date, Time};

use crate::archive::Member;
use crate::refusal::Refusal;
use crate::taking::{Draft, Taking};
use crate::words;

/// Words before a heading that are a state.
const STATES: [&str; 9] = [
    concat!("TO", "DO"),
    "DONE",
    "NEXT",
    "WAITING",
    "HOLD",
    "CANCELLED",
    "CANCELED",
    "STARTED",
    "SOMEDAY",
];

/// Reads every file.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        let name = member.name.as_str();
        let ending = member.ending();
        if ["gpg", "age"].contains(&ending.as_str()) {
            taking.refuse(name, "it is encrypted; decrypt it first, with gpg or age");
        } else if archive.is_alone
            || ending == "org"
            || words::leading_date(member.base()).is_some_and(|(_, rest)| rest.is_empty())
        {
            file(taking, member)?;
        } else {
            taking.leave("files that are no days", name);
        }
    }
    Ok(())
}

/// An entry that is being read.
struct Open {
    line: usize,
    date: Option<Date>,
    time: Option<Time>,
    draft: Draft,
    lines: Vec<String>,
}

fn file(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.text(member)?;
    let named = words::leading_date(member.stem()).map(|(date, _)| date);
    let has_drawers = text.lines().any(|line| line.trim() == ":END:");
    let mut date = named;
    let mut open: Option<Open> = None;
    let mut is_drawer = false;
    for (at, line) in text.lines().enumerate() {
        let bare = line.trim();
        if is_drawer {
            if let Some(created) = created(bare) {
                date = Some(created);
                if let Some(open) = &mut open {
                    open.date = date;
                }
            }
            is_drawer = bare != ":END:";
            continue;
        }
        if has_drawers && is_drawer_name(bare) {
            is_drawer = true;
            continue;
        }
        let (level, heading) = heading_of(line);
        if level == 1 {
            close(taking, open.take(), member)?;
            // A file of one day is named by it.
            date = named.or_else(|| day_in(heading)).or(date);
            // What stands below a day and above its entries is an entry, too.
            open = Some(Open::at(at, date));
        } else if level == 2 {
            close(taking, open.take(), member)?;
            let (time, draft) = entry(taking, heading, member.base());
            open = Some(Open {
                time,
                draft,
                ..Open::at(at, date)
            });
        } else if line.starts_with("#+") && open.is_none() {
            taking.leave("settings of org files", member.base());
        } else if open.is_some() || !bare.is_empty() {
            let open = open.get_or_insert_with(|| Open::at(at, date));
            open.lines.push(line.to_owned());
        }
    }
    close(taking, open, member)
}

impl Open {
    fn at(line: usize, date: Option<Date>) -> Self {
        Self {
            line: line + 1,
            date,
            time: None,
            draft: Draft::default(),
            lines: Vec::new(),
        }
    }
}

/// The day that a property of a heading says.
fn created(line: &str) -> Option<Date> {
    let written = line.strip_prefix(":CREATED:")?.trim();
    let (date, _) = words::leading_date(written.trim_start_matches(['[', '<']))?;
    Some(date)
}

fn is_drawer_name(line: &str) -> bool {
    let name = line
        .strip_prefix(':')
        .and_then(|line| line.strip_suffix(':'));
    name.is_some_and(|name| !name.is_empty() && !name.contains([' ', ':']))
}

/// The level of a heading, and its words; 0 of what is none.
fn heading_of(line: &str) -> (usize, &str) {
    let stars = line.bytes().take_while(|byte| *byte == b'*').count();
    match line[stars..].strip_prefix(' ') {
        Some(heading) if stars > 0 => (stars, heading),
        _ => (0, ""),
    }
}

fn day_in(heading: &str) -> Option<Date> {
    let written = || words::leading_date(heading.trim_start_matches(['<', '[']));
    words::date_in_words(heading).or_else(|| Some(written()?.0))
}

/// The time, title and tags of a heading.
fn entry(taking: &mut Taking<'_>, heading: &str, place: &str) -> (Option<Time>, Draft) {
    let mut rest = heading.trim();
    let mut draft = Draft::default();
    let tags = rest.rsplit(char::is_whitespace).next().filter(|word| {
        word.len() > 2 && word.starts_with(':') && word.ends_with(':') && !word.contains("::")
    });
    if let Some(tags) = tags {
        draft.tags = tags
            .split(':')
            .filter(|tag| !tag.is_empty())
            .map(str::to_owned)
            .collect();
        rest = rest[..rest.len() - tags.len()].trim_end();
    }
    let first = |text: &str| {
        text.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let time = words::time(&first(rest));
    if time.is_some() {
        rest = rest[first(rest).len()..].trim_start();
    }
    if STATES.contains(&first(rest).as_str()) {
        taking.leave("states of tasks", place);
        rest = rest[first(rest).len()..].trim_start();
    }
    draft.title = rest.to_owned();
    (time, draft)
}

fn close(taking: &mut Taking<'_>, open: Option<Open>, member: &Member) -> Result<(), Refusal> {
    let Some(mut open) = open else { return Ok(()) };
    open.draft.body = open.lines.join("\n").trim_matches('\n').to_owned();
    let says = !(open.draft.body.trim().is_empty() && open.draft.title.is_empty());
    if !says {
        return Ok(());
    }
    let place = format!("{}, line {}", member.name, open.line);
    if open.draft.tags.iter().any(|tag| tag == "crypt") {
        taking.refuse(
            &place,
            "it is encrypted (:crypt:); decrypt it in Emacs first",
        );
        return Ok(());
    }
    let Some(date) = open.date else {
        taking.refuse(&place, "it stands below no day");
        return Ok(());
    };
    files(taking, &open.draft.body, &place);
    let when = taking.day_at(date, open.time, "", &place);
    taking.take_or_refuse(&place, when.map(|when| (when, open.draft)))
}

/// Files that a text links to.
fn files(taking: &mut Taking<'_>, body: &str, place: &str) {
    for link in body.split("[[file:").skip(1) {
        let target = link.split([']', ':']).next().unwrap_or_default();
        let is_away = target.starts_with(['/', '~']) || target.contains("..");
        if is_away {
            taking.leave(
                "pictures that are elsewhere, which nothing follows",
                &format!("{target} ({place})"),
            );
        } else {
            let base = target.rsplit('/').next().unwrap_or(target);
            taking.file(taking.archive.by_base(base), target, place);
        }
    }
}
