//! Any table with a column of dates and one of texts: the way in for every journal that is not known here.

use jiff::Zoned;
use jiff::civil::Time;

use super::table::{Row, rows};
use crate::archive::Member;
use crate::html;
use crate::out::unguarded;
use crate::refusal::{Refusal, shown};
use crate::taking::{Draft, Taking};
use crate::when::believed;
use crate::words::{self, DateOrder, Figures, figures};

/// What a column can be, and what it is called.
const COLUMNS: [(&str, &[&str]); 11] = [
    (
        "date",
        &[
            "date",
            "datetime",
            "date time",
            "timestamp",
            "created",
            "created at",
            "created_at",
            "creationdate",
            "datum",
            "fecha",
            "full_date",
            "day",
        ],
    ),
    ("time", &["time", "uhrzeit", "heure", "hora", "hour"]),
    (
        "text",
        &[
            "text",
            "body",
            "note",
            "notes",
            "content",
            "entry",
            "journal",
            "comment",
            "description",
            "notizen",
            "notiz",
        ],
    ),
    (
        "title",
        &["title", "heading", "subject", "titel", "note_title"],
    ),
    ("tags", &["tags", "tag", "labels", "categories", "keywords"]),
    ("mood", &["mood", "rating", "stimmung"]),
    ("zone", &["zone", "timezone", "time zone", "time_zone"]),
    ("id", &["id", "uuid"]),
    // A moment with its zone, as we write it: it wins over a date that stands beside it.
    ("when", &["when"]),
    ("star", &["star", "starred", "favorite", "favourite"]),
    ("feelings", &["feelings", "emotions"]),
];

/// Which column is which.
struct Columns {
    known: [Option<usize>; COLUMNS.len()],
    names: Vec<String>,
}

impl Columns {
    /// By what the person says, else by their names.
    fn of(header: &Row, said: Option<&str>) -> Result<Self, Refusal> {
        let names: Vec<String> = header
            .fields
            .iter()
            .map(|name| name.trim().to_owned())
            .collect();
        let mut known = [None; COLUMNS.len()];
        let at = |wanted: &str| {
            names
                .iter()
                .position(|name| name.eq_ignore_ascii_case(wanted))
        };
        match said {
            Some(said) => {
                for pair in said.split(',') {
                    let (what, name) = pair.split_once('=').unwrap_or((pair, pair));
                    let what = what.trim();
                    let what = if what == "body" { "text" } else { what };
                    let place = COLUMNS.iter().position(|(known, _)| *known == what);
                    let (Some(place), Some(column)) = (place, at(name.trim())) else {
                        return Err(Refusal::new(format!(
                            "“{}” names no column: the table has {}",
                            shown(pair),
                            shown(&names.join(", "))
                        )));
                    };
                    known[place] = Some(column);
                }
            }
            None => {
                for (place, (_, called)) in COLUMNS.iter().enumerate() {
                    known[place] = called.iter().find_map(|name| at(name));
                }
            }
        }
        let columns = Self { known, names };
        let has = |wanted: &str| columns.at(wanted).is_some();
        if !(has("date") || has("when")) || !has("text") {
            return Err(Refusal::helped(
                format!(
                    "which columns are date and text cannot be told: the table has {}",
                    shown(&columns.names.join(", "))
                ),
                "say it: --columns date=NAME,text=NAME",
            ));
        }
        Ok(columns)
    }

    fn at(&self, what: &str) -> Option<usize> {
        let place = COLUMNS.iter().position(|(known, _)| *known == what);
        place.and_then(|place| self.known[place])
    }

    fn get<'r>(&self, row: &'r Row, what: &str) -> &'r str {
        let field = self.at(what).and_then(|column| row.fields.get(column));
        unguarded(field.map_or("", String::as_str))
    }

    /// What says the day, if no moment with its zone does.
    fn date<'r>(&self, row: &'r Row) -> &'r str {
        match self.get(row, "date").trim() {
            "" => self.get(row, "when").trim(),
            date => date,
        }
    }
}

/// Whether a table begins with names of columns that are known.
pub(super) fn is_table(head: &str) -> bool {
    let Some(line) = head
        .lines()
        .next()
        .filter(|line| line.contains([',', ';', '\t']))
    else {
        return false;
    };
    rows(line).is_ok_and(|rows| {
        rows.first()
            .is_some_and(|header| Columns::of(header, None).is_ok())
    })
}

/// Reads every table.
pub(super) fn read(taking: &mut Taking<'_>) -> Result<(), Refusal> {
    let archive = taking.archive;
    for member in &archive.members {
        if archive.is_alone || ["csv", "tsv"].contains(&member.ending().as_str()) {
            table(taking, member)?;
        } else {
            taking.leave("files that are no tables", &member.name);
        }
    }
    Ok(())
}

fn table(taking: &mut Taking<'_>, member: &Member) -> Result<(), Refusal> {
    let text = taking.text(member)?;
    let all =
        rows(&text).map_err(|why| Refusal::new(format!("the table cannot be read: {why}")))?;
    let Some((header, rows)) = all.split_first() else {
        return Ok(());
    };
    let columns = Columns::of(header, taking.options.columns.as_deref())?;
    let order = order(taking, &columns, rows)?;
    for row in rows {
        let place = match taking.archive.is_alone {
            true => format!("line {}", row.line),
            false => format!("{}, line {}", member.name, row.line),
        };
        if row.fields.len() > header.fields.len() {
            taking.refuse(
                &place,
                &format!(
                    "it has {} fields, and the table has {} columns",
                    row.fields.len(),
                    header.fields.len()
                ),
            );
            continue;
        }
        let read = entry(taking, &columns, row, order, &place);
        taking.take_or_refuse(&place, read)?;
    }
    Ok(())
}

fn entry(
    taking: &mut Taking<'_>,
    columns: &Columns,
    row: &Row,
    order: DateOrder,
    place: &str,
) -> Result<(Zoned, Draft), String> {
    let when = moment(taking, columns, row, order, place)?;
    let mood = columns.get(row, "mood").trim();
    let known_mood = mood.parse().ok().filter(|mood| (1..=10).contains(mood));
    if known_mood.is_none() && !mood.is_empty() {
        taking.leave("moods that are no number from 1 to 10", place);
    }
    for (column, name) in columns.names.iter().enumerate() {
        let says = row
            .fields
            .get(column)
            .is_some_and(|field| !field.trim().is_empty());
        if says && !columns.known.contains(&Some(column)) {
            taking.leave(&format!("column “{name}”"), place);
        }
    }
    let (title, text) = (columns.get(row, "title").trim(), columns.get(row, "text"));
    let says = !(title.is_empty() && text.trim().is_empty());
    let star = columns.get(row, "star").trim().to_lowercase();
    let draft = Draft {
        id: columns.get(row, "id").trim().to_owned(),
        title: title.to_owned(),
        body: text.to_owned(),
        tags: tags(columns.get(row, "tags")),
        star: ["yes", "true", "1", "x", "*", "★"].contains(&star.as_str()),
        mood: known_mood.filter(|_| says),
        emotions: several(columns.get(row, "feelings"), &['|', ';']),
        ..Draft::default()
    };
    Ok((when, draft))
}

/// Tags, each with its sign and blanks between them, or without and with other signs between them.
fn tags(cell: &str) -> Vec<String> {
    let is_tag = |word: &str| word.starts_with('#') && !word.ends_with(['|', ',', ';']);
    if !cell.trim().is_empty() && cell.split_whitespace().all(is_tag) {
        return cell.split_whitespace().map(str::to_owned).collect();
    }
    several(cell, &['|', ',', ';'])
}

fn several(cell: &str, between: &[char]) -> Vec<String> {
    let words = cell.split(between).map(str::trim);
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn moment(
    taking: &mut Taking<'_>,
    columns: &Columns,
    row: &Row,
    order: DateOrder,
    place: &str,
) -> Result<Zoned, String> {
    if let Ok(moment) = columns.get(row, "when").trim().parse::<Zoned>() {
        return believed(moment);
    }
    let date = columns.date(row);
    let (clock, zone) = (
        columns.get(row, "time").trim(),
        columns.get(row, "zone").trim(),
    );
    if let Some(either @ Figures::Either(..)) = figures(date) {
        let (day, time) = either
            .date(order)
            .ok_or_else(|| format!("“{}” is no date", shown(date)))?;
        return taking.day_at(day, time.or_else(|| words::time(clock)), zone, place);
    }
    let time: Option<Time> = words::time(clock);
    if let (Some(Figures::Clear(day, None)), Some(time)) = (figures(date), time) {
        return taking.local(day.to_datetime(time), zone, place);
    }
    let moment = taking.written(date, place)?;
    match zone {
        "" => Ok(moment),
        zone => taking.instant(moment.timestamp(), zone, place),
    }
}

/// Which of two numbers of a date is the day.
fn order(taking: &Taking<'_>, columns: &Columns, rows: &[Row]) -> Result<DateOrder, Refusal> {
    if let Some(order) = taking.options.dates {
        return Ok(order);
    }
    let mut open = None;
    for row in rows {
        let date = columns.date(row);
        if let Some(figures @ Figures::Either(..)) = figures(date) {
            if let Some(order) = figures.needs() {
                return Ok(order);
            }
            open.get_or_insert((row.line, date));
        }
    }
    match open {
        None => Ok(DateOrder::DayFirst),
        Some((line, date)) => Err(Refusal::helped(
            format!(
                "line {line}: “{}” can be read with the day first or with the month first",
                shown(date)
            ),
            "say it: --dates day-first, or --dates month-first",
        )),
    }
}

/// A text of a table that may be HTML.
pub(super) fn plain(text: &str) -> String {
    html::maybe(text).text
}
