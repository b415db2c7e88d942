//! `/`: the day at a glance, and checking in promises.

use engine::insight::{Figure, Insight, Note, Value};
use engine::views::{ApartKind, ChangedApart, DeviceView, Status};
use engine::{CheckIn, Days, DueView, InsightKind, SheetName, TodayView};
use jiff::Zoned;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::hidden;
use crate::part::{notice, words};
use crate::problem::Problem;

use super::question::Asking;
use super::steps;

/// Earlier entries of this day that are named.
const EARLIER_SHOWN: usize = 3;
/// Things changed on both sides that are named.
const APART_SHOWN: usize = 3;

/// What the page shows.
struct Day {
    today: TodayView,
    status: Status,
    apart: Vec<ChangedApart>,
    earlier: Insight,
    week: Insight,
    /// Where the next step goes on, and with which question.
    next: Option<(String, String)>,
    now: Zoned,
    news: Markup,
}

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let journal = app.journal();
    let today = journal.programme().today().await?;
    let date = today.date;
    let week = Days {
        from: Some(date),
        to: Some(date),
    };
    let next = match &today.step {
        Some(step) => {
            let asking = Asking::of(app, &step.number.to_string()).await?;
            let first = asking.first();
            first.map(|(path, question)| (path, question.to_owned()))
        }
        None => None,
    };
    let day = Day {
        today,
        next,
        status: journal.status().await?,
        apart: journal.both_sides().list().await?,
        earlier: journal
            .insights()
            .get(InsightKind::OnThisDay, Days::default())
            .await?,
        week: journal.insights().get(InsightKind::Week, week).await?,
        now: journal.vault().env().now(),
        news: app.news(),
    };
    Ok(page(&Shell::two(Place::Today), &html! { (day.body()) }))
}

/// Notes that a promise was kept or missed.
pub(crate) async fn check_in(app: &App, sent: &Sent) -> Result<(), Problem> {
    let kept = sent.get("kept") == "yes";
    let at = match sent.get("day").parse::<Date>() {
        Ok(day) => Some(noon(app, day)?),
        Err(_) => None,
    };
    let check_in = CheckIn {
        promise: sent.get("promise"),
        kept,
        at,
        ..CheckIn::default()
    };
    let checked = app.journal().programme().check_in(check_in).await?;
    let word = if kept { "Kept" } else { "Missed" };
    app.kept()
        .say(format!("{word}: {}.", words::line(&checked.promise)));
    Ok(())
}

/// A promise that was left open on a day is checked in for its noon.
fn noon(app: &App, day: Date) -> Result<Zoned, Problem> {
    let zone = app.journal().vault().env().now().time_zone().clone();
    let noon = day.at(12, 0, 0, 0).to_zoned(zone);
    noon.map_err(|_| Problem::missing())
}

impl Day {
    fn body(&self) -> Markup {
        let today = self.today.date;
        html! {
            (new_devices(&self.status.devices, &self.now))
            (self.troubles())
            (self.news)
            div.head {
                h1 { (words::long_day(today, today)) }
                p { (self.said()) }
                @if let Some(standing) = self.today.standing { p { (standing.words()) } }
            }
            div.two {
                div #today data-live {
                    section aria-labelledby="write" {
                        h2.hush #write { "Write" }
                        p.prompt { (self.today.prompt) }
                        div.acts { a.b.first.big href="/w" { "Write" } }
                    }
                    (dues("Due", "due", &self.today.due, today, None))
                    (dues("Open since yesterday", "open", &self.today.left_open, today, today.yesterday().ok()))
                    (self.step())
                    (self.waiting())
                }
                aside aria-label="Beside" { (self.beside()) }
            }
            (self.foot())
        }
    }

    /// How the day stands, in a sentence or two.
    fn said(&self) -> String {
        let mut said = String::new();
        if let Some(figures) = &self.today.no_contact {
            said = format!("{} without contact. ", words::day_of_run(figures));
        }
        said.push_str(match self.today.written {
            (true, _) => "Something is written today",
            (false, true) => "Nothing is written yet today",
            (false, false) => "Nothing is written yet, yesterday or today",
        });
        match self.today.streak {
            0 | 1 => said.push('.'),
            days => said.push_str(&format!("; {days} days in a row so far.")),
        }
        said
    }

    /// Where to go on, if one wants to.
    fn step(&self) -> Markup {
        let Some(step) = &self.today.step else {
            return html! {};
        };
        html! {
            section aria-labelledby="next" {
                h2 #next { "If you want to go on" }
                @let name = format!("Step {}, {}", step.number, words::line(&step.title));
                @match &self.next {
                    Some((path, question)) => {
                        p.soft.small { (name) }
                        p.lead { (words::line(question)) }
                        div.acts { a.b href=(path) { "Answer" } a.b.plain href="/p" { "All steps" } }
                    },
                    None => { p.lead { (name) } div.acts { a.b.plain href="/p" { "All steps" } } },
                }
            }
        }
    }

    /// What waits for a word of the person, none of it urgent.
    fn waiting(&self) -> Markup {
        let flags = self.today.flags;
        let any = flags > 0 || !self.apart.is_empty() || !self.today.open_urges.is_empty();
        html! {
            @if any {
                section aria-labelledby="waiting" {
                    h2 #waiting { "When you like" }
                    ul.rows {
                        @for urge in &self.today.open_urges {
                            li {
                                p.what { "An urge yesterday: what did you do instead?" }
                                a.b.plain href={ "/p/2/i/" (urge) } { "Answer" }
                            }
                        }
                        @if flags > 0 {
                            li {
                                p.what { (words::counted_len(flags, "sentence is marked", "sentences are marked")) }
                                a.b.plain href="/m" { "Look at it" }
                            }
                        }
                        @for one in self.apart.iter().take(APART_SHOWN) { (apart(one)) }
                    }
                }
            }
        }
    }

    fn beside(&self) -> Markup {
        let notes = self.earlier.figures.iter().filter_map(notes_of).flatten();
        let notes: Vec<_> = notes.take(EARLIER_SHOWN).collect();
        let facts: Vec<(&Figure, String)> = self
            .week
            .figures
            .iter()
            .filter_map(|figure| Some((figure, in_a_line(&figure.value)?)))
            .take(4)
            .collect();
        html! {
            @if !notes.is_empty() {
                h2 { "On this day" }
                @for note in &notes {
                    @if let Some(date) = note.date { p.soft.small { (words::short_day(date, self.today.date)) } }
                    p.own {
                        @let name = name_of(note);
                        @match note.why.first().and_then(|record| crate::part::chart::path_of(record, &|_| None)) {
                            Some(path) => a href=(path) { bdi { (name) } },
                            None => bdi { (name) },
                        }
                    }
                }
                hr;
            }
            h2 { "This week" }
            ul {
                @for (figure, value) in facts {
                    li { span.soft { (words::line(&figure.label)) ": " } (words::line(&value)) }
                }
            }
            p { a href="/i" { "Insights" } }
        }
    }

    /// What is only here, and when another device was last met.
    fn foot(&self) -> Markup {
        let status = &self.status;
        let others = status
            .devices
            .iter()
            .filter(|device| !device.this && !device.removed && device.share.is_none());
        let last = others
            .filter_map(|device| Some((device.last_seen?, device)))
            .max_by_key(|(at, _)| *at);
        html! {
            footer.foot {
                p {
                    @match status.only_here {
                        0 if status.nothing_is_only_here() && status.files_may_be_only_here() => {
                            "No change is on this device only. Whether other devices have fetched all files is not known here."
                        }
                        0 if status.nothing_is_only_here() => "Nothing is on this device only.",
                        0 => "What is on this device only cannot be said while logs differ.",
                        count => (words::counted(count, "change is on this device only.", "changes are on this device only.")),
                    }
                    @if let Some((at, device)) = last {
                        " " bdi { (words::line(&device.name)) } " was last met " (words::ago(at, &self.now)) "."
                    }
                    " " a href="/d" { "Devices" }
                }
            }
        }
    }

    /// What is wrong with the journal itself; the terminal says what to do.
    fn troubles(&self) -> Markup {
        let status = &self.status;
        html! {
            @if status.set_back {
                (notice::wrong("This device was set back to an earlier state, or copied unnoticed.",
                    "Do not write on it before `still status` in a terminal has said what to do."))
            }
            @for name in &status.differing {
                (notice::wrong(&format!("{} was set back to an earlier state, or copied unnoticed.", words::line(name)),
                    "`still status` there says what to do."))
            }
            @for split in &status.split {
                @let who = if split.this { "This device".to_owned() } else { words::line(&split.device) };
                (notice::wrong(&format!("{who} was set back to an earlier state, or exists twice."),
                    "What was written on both sides of that is kept."))
            }
            @if !status.disputed.is_empty() {
                (notice::wrong("Two devices have removed each other.",
                    "Until another device of this journal decides, nothing that they write counts."))
            }
        }
    }
}

/// A figure behind its name, which says what is counted.
fn in_a_line(value: &Value) -> Option<String> {
    match value {
        Value::Count { value, .. } => Some(value.to_string()),
        other => other.one_line(),
    }
}

fn notes_of(figure: &Figure) -> Option<&Vec<Note>> {
    match &figure.value {
        Value::Notes(notes) => Some(notes),
        _ => None,
    }
}

/// What an earlier entry is called: its title, or its first words.
fn name_of(note: &Note) -> String {
    let first = note.text.lines().find(|line| !line.trim().is_empty());
    match (note.head.trim(), first) {
        ("", None) => "An entry".to_owned(),
        ("", Some(first)) => words::line(first.trim()),
        (head, _) => words::line(head),
    }
}

/// Something that two devices changed without knowing of each other.
fn apart(one: &ChangedApart) -> Markup {
    let (what, href) = match one.kind {
        ApartKind::Entry => (words::line(&one.words), format!("/h/{}", one.name)),
        ApartKind::Worksheet => {
            let path = steps::path(&SheetName::from(one.name.as_str()));
            (words::line(&one.words), format!("/p/{path}/h"))
        }
        ApartKind::Settings => ("a setting".to_owned(), "/o".to_owned()),
    };
    html! {
        li {
            p.what { "Changed on both sides: " bdi { (what) } }
            a.b.plain href=(href) { "Look at it" }
        }
    }
}

/// Devices and readers that are new. It stays for 14 days, and nothing closes it.
pub(crate) fn new_devices(devices: &[DeviceView], now: &Zoned) -> Markup {
    let new = devices
        .iter()
        .filter(|device| device.new && !device.this && !device.removed);
    html! {
        @for device in new {
            (notice::first("New on this journal", &html! {
                p {
                    @if device.share.is_some() {
                        strong { "New reader: " } bdi { (words::line(&device.name)) }
                        " can read a part of this journal since " (words::moment(device.added_at, now)) "."
                    } @else {
                        strong { "New device: " } bdi { (words::line(&device.name)) }
                        " belongs to this journal since " (words::moment(device.added_at, now)) "."
                    }
                    " This stays here for 14 days. " a href="/d" { "Not you? See all devices and readers" }
                }
            }))
        }
    }
}

fn dues(heading: &str, id: &str, dues: &[DueView], today: Date, of: Option<Date>) -> Markup {
    html! {
        @if !dues.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (heading) }
                ul.rows {
                    @for view in dues {
                        @let promise = words::line(&view.due.promise.promise);
                        li {
                            div {
                                p.what { bdi { (promise) } }
                                p.soft { (words::how_often(&view.due, today, of.is_some())) }
                            }
                            form.row method="post" action="/" {
                                (hidden("promise", &view.due.promise.item.to_string()))
                                @if let Some(day) = of { (hidden("day", &day.to_string())) }
                                button.b name="kept" value="yes" { "Kept" span.hush { ": " (promise) } }
                                button.b name="kept" value="no" { "Missed" span.hush { ": " (promise) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
