//! `/r/new`: choosing what somebody may read; `/r/plan/…`: exactly what they will read, and the passphrase before it is so.

use std::collections::BTreeSet;

use engine::views::{EntryRef, EntryView, Query};
use engine::{EntryPart, Label, Lacking, LeftOut, Passphrase, SheetListing, WriteError};
use maud::{Markup, html};

use crate::app::App;
use crate::confirm::confirm;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::{self, Field, Offer};
use crate::part::{entry, notice, publication, words};
use crate::plan::Plan;
use crate::problem::Problem;

/// Tags that are offered.
const TAGS_SHOWN: usize = 24;
/// Entries that are offered one by one.
const ENTRIES_SHOWN: usize = 30;

/// What cannot be taken of what was typed; each may be empty.
#[derive(Default)]
struct Wrong {
    reader: &'static str,
    from: String,
    to: String,
    until: String,
    /// Of all of it together.
    all: String,
}

/// The page, with nothing chosen yet.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    shown(app, &Plan::default(), &Wrong::default()).await
}

/// The page, with one entry chosen.
pub(crate) async fn show_one(app: &App, id: &str) -> Result<Markup, Problem> {
    let named = EntryRef::Prefix(id.to_owned());
    let entry = app.journal().entries().get(named).await?;
    let mut plan = Plan::default();
    plan.rule.entries.insert(entry.id);
    shown(app, &plan, &Wrong::default()).await
}

/// The page, with what was chosen before.
pub(crate) async fn change(app: &App, name: &str) -> Result<Markup, Problem> {
    shown(app, &planned(app, name)?, &Wrong::default()).await
}

fn planned(app: &App, name: &str) -> Result<Plan, Problem> {
    app.kept().planned(name).ok_or_else(Problem::missing)
}

/// What there is to choose from.
struct Offers {
    sheets: Vec<SheetListing>,
    tags: Vec<String>,
    entries: Vec<EntryView>,
}

impl Offers {
    async fn of(app: &App, plan: &Plan) -> Result<Self, Problem> {
        let journal = app.journal();
        let mut tags = journal.entries().labels(Label::Tag).await?;
        tags.sort_by_key(|tag| std::cmp::Reverse(tag.entries));
        let newest = Query::newest(ENTRIES_SHOWN);
        let mut entries = journal.entries().list(newest).await?.entries;
        for id in &plan.rule.entries {
            if !entries.iter().any(|entry| entry.id == *id) {
                let named = EntryRef::Prefix(id.clone());
                entries.push(journal.entries().get(named).await?);
            }
        }
        Ok(Self {
            sheets: journal.worksheets().list().await?,
            tags: tags
                .into_iter()
                .take(TAGS_SHOWN)
                .map(|tag| tag.label)
                .collect(),
            entries,
        })
    }

    /// Tags that were typed and are not offered.
    fn other_tags(&self, plan: &Plan) -> String {
        let others = plan.rule.tags.iter().filter(|tag| !self.tags.contains(tag));
        others.map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

async fn shown(app: &App, plan: &Plan, wrong: &Wrong) -> Result<Markup, Problem> {
    let offers = Offers::of(app, plan).await?;
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } " · New · 1 of 3" }
        div.head {
            h1 { "Share something" }
            p { "Nothing is shared before you have seen exactly what they will read." }
        }
        @if !wrong.all.is_empty() { (notice::wrong("Not yet.", &wrong.all)) }
        form method="post" action="/r/new" {
            section aria-labelledby="whom" {
                h2 #whom { "For whom" }
                (Field {
                    help: "In your words, such as a name. They see it, too.",
                    wrong: wrong.reader,
                    value: &plan.reader,
                    ..Field::new("for", "Whom it is for")
                }.line())
                (Field {
                    help: "They may read what several people share, and tell you apart by this. It may stay empty.",
                    value: &plan.owner,
                    ..Field::new("as", "How you want to be named to them")
                }.line())
                (Field {
                    help: "A day, such as 31 March. It may stay empty; you can stop at any time.",
                    wrong: &wrong.until,
                    value: &plan.until,
                    ..Field::new("until", "The last day it can be read")
                }.short())
            }
            (sheets(&offers, plan))
            (entries(&offers, plan, wrong))
            section aria-labelledby="figures" {
                h2 #figures { "Figures" }
                (field::ticks("checkbox", "insights", [Offer {
                    value: "yes",
                    label: "Figures from the whole journal: mood, no contact, promises kept, steps. Of your words only the names of promises and what set urges off",
                    chosen: plan.rule.insights,
                }]))
            }
            div.acts {
                button.b.first.big type="submit" { "See what they will read" }
                a.b.plain href="/r" { "Not now" }
            }
        }
    };
    Ok(page(&Shell::of(Place::Sharing), &body))
}

fn sheets(offers: &Offers, plan: &Plan) -> Markup {
    let is_filled = |sheet: &&SheetListing| sheet.filled > 0 || sheet.items > 0;
    let label = |sheet: &SheetListing| {
        let title = match sheet.step {
            Some(step) => format!("Step {step}, {}", sheet.title),
            None => sheet.title.clone(),
        };
        match is_filled(&sheet) {
            true => title,
            false => format!("{title} (empty)"),
        }
    };
    html! {
        section aria-labelledby="sheets" {
            h2 #sheets { "Steps and worksheets" }
            fieldset {
                legend.hush { "Steps and worksheets that they can read" }
                @for sheet in &offers.sheets {
                    @match sheet.step {
                        Some(step) => (field::ticks("checkbox", "step", [Offer {
                            value: &step.to_string(), label: &label(sheet), chosen: plan.rule.steps.contains(&step),
                        }])),
                        None => (field::ticks("checkbox", "worksheet", [Offer {
                            value: &sheet.id, label: &label(sheet), chosen: plan.rule.worksheets.contains(&sheet.id),
                        }])),
                    }
                }
            }
        }
    }
}

fn entries(offers: &Offers, plan: &Plan, wrong: &Wrong) -> Markup {
    let rule = &plan.rule;
    let part = |part: EntryPart| Offer {
        value: part.word(),
        label: match part {
            EntryPart::Tags => "all their tags",
            EntryPart::Emotions => "feelings",
            EntryPart::Triggers => "what set it off",
            EntryPart::Steps => "the steps they belong to",
            EntryPart::Star => "whether they have a star",
            EntryPart::Letter => "whether it is a letter",
        },
        chosen: rule.parts.contains(&part),
    };
    let name = |entry: &EntryView| {
        let day = words::dated(entry.moment().date());
        let letter = if entry.letter {
            ", a letter that is not sent"
        } else {
            ""
        };
        format!("{day}: {}{letter}", entry::name(entry))
    };
    html! {
        section aria-labelledby="entries" {
            h2 #entries { "Entries" }
            p.help { "Several tags mean any of them; tag, star and days must all fit. A letter that is not sent goes along only if you choose that very letter." }
            fieldset.f {
                legend { "With a tag" }
                div.chips { @for tag in &offers.tags { (field::chip(Some("tag"), tag, rule.tags.contains(tag))) } }
            }
            (Field { value: &offers.other_tags(plan), help: "Separated by commas.", ..Field::new("tags", "With other tags") }.line())
            div.range.gap-s {
                (Field { value: &plan.from, wrong: &wrong.from, ..Field::new("from", "From") }.line())
                (Field { value: &plan.to, wrong: &wrong.to, ..Field::new("to", "To") }.line())
            }
            div.f { (field::ticks("checkbox", "starred", [Offer { value: "yes", label: "Only those with a star", chosen: rule.starred }])) }
            @if !offers.entries.is_empty() {
                details open[!rule.entries.is_empty()] {
                    summary { "Entries one by one" }
                    fieldset {
                        legend.hush { "Entries one by one" }
                        @for entry in &offers.entries {
                            (field::ticks("checkbox", "entry", [Offer {
                                value: &entry.id, label: &name(entry), chosen: rule.entries.contains(&entry.id),
                            }]))
                        }
                    }
                    p.help { "An older one is chosen on its own page." }
                }
            }
            details open[!rule.parts.is_empty()] {
                summary { "What else goes of each entry" }
                fieldset {
                    legend.hush { "What else goes of each entry" }
                    p.help { "Date, title, text and mood go, and the tag or star that chose it." }
                    (field::ticks("checkbox", "part", EntryPart::ALL.map(part)))
                }
            }
        }
    }
}

/// Where the preview is, or the page again with what is wrong.
pub(crate) async fn plan(app: &App, sent: &Sent) -> Result<Result<String, Markup>, Problem> {
    let (plan, mut wrong) = read(app, sent).await?;
    let is_right = wrong.reader.is_empty()
        && [&wrong.from, &wrong.to, &wrong.until]
            .iter()
            .all(|wrong| wrong.is_empty());
    if plan.rule.is_empty() {
        "Choose at least one thing to share.".clone_into(&mut wrong.all);
    } else if !is_right {
        "Something below cannot be used as it stands.".clone_into(&mut wrong.all);
    }
    if !wrong.all.is_empty() {
        return Ok(Err(shown(app, &plan, &wrong).await?));
    }
    let name = app.name();
    app.kept().plan(name.clone(), plan);
    Ok(Ok(format!("/r/plan/{name}")))
}

async fn read(app: &App, sent: &Sent) -> Result<(Plan, Wrong), Problem> {
    let present = app.journal().present().await?;
    let mut wrong = Wrong::default();
    let typed = |name: &str| sent.get(name).trim().to_owned();
    let mut plan = Plan {
        reader: typed("for"),
        owner: typed("as"),
        from: typed("from"),
        to: typed("to"),
        until: typed("until"),
        ..Plan::default()
    };
    if plan.reader.is_empty() {
        wrong.reader = "Say whom it is for.";
    }
    let days = |text: &str, wrong: &mut String| match text {
        "" => None,
        text => present
            .days(text)
            .map_err(|why| *wrong = why.in_full())
            .ok(),
    };
    plan.rule.from = days(&plan.from, &mut wrong.from).map(|days| days.0);
    plan.rule.to = days(&plan.to, &mut wrong.to).map(|days| days.1);
    if !plan.until.is_empty() {
        match present.deadline(&plan.until) {
            Ok(until) => plan.ends_at = Some(until.at),
            Err(why) => wrong.until = why.in_full(),
        }
    }
    let other = typed("tags");
    let other = other
        .split(',')
        .map(|tag| tag.trim().trim_start_matches('#'));
    let tags = sent.all("tag").chain(other.filter(|tag| !tag.is_empty()));
    plan.rule.tags = tags.map(str::to_owned).collect();
    plan.rule.steps = sent
        .all("step")
        .filter_map(|step| step.parse().ok())
        .collect();
    plan.rule.worksheets = sent.all("worksheet").map(str::to_owned).collect();
    plan.rule.entries = sent.all("entry").map(str::to_owned).collect();
    plan.rule.starred = sent.has("starred");
    plan.rule.insights = sent.has("insights");
    let chosen: BTreeSet<&str> = sent.all("part").collect();
    let parts = EntryPart::ALL.into_iter();
    plan.rule.parts = parts.filter(|part| chosen.contains(part.word())).collect();
    Ok((plan, wrong))
}

/// What was ticked on the preview, and what is wrong with it.
#[derive(Default)]
struct Consent {
    has_read: bool,
    knows: bool,
    wrong: String,
    /// Beside the passphrase.
    wrong_passphrase: String,
}

/// Exactly what they will read.
pub(crate) async fn preview(app: &App, name: &str) -> Result<Markup, Problem> {
    previewed(app, name, &Consent::default()).await
}

async fn previewed(app: &App, name: &str, consent: &Consent) -> Result<Markup, Problem> {
    let plan = planned(app, name)?;
    let shares = app.journal().shares();
    let publication = shares.preview(plan.rule.clone()).await?;
    let lacking = shares.lacks(plan.rule.clone()).await?;
    let left_out = shares.leaves_out(plan.rule.clone()).await?;
    let now = app.journal().vault().env().now();
    let reader = words::line(&plan.reader);
    let body = html! {
        p.crumb { a href="/r" { "Sharing" } " · New · 2 of 3" }
        div.head {
            h1 { "Exactly what " bdi { (reader) } " will read" }
            p { (publication::counted(&publication)) " These are the same words in the same order, nothing more. " (publication::parts(&publication, &plan.rule)) }
        }
        @if !lacking.is_empty() {
            (notice::first("Not found", &html! {
                @for one in &lacking { p { (lacking_words(one)) } }
                p { "It is shared as soon as it is there." }
            }))
        }
        div.two {
            div.exact {
                div.doc-head {
                    p.soft.small {
                        "For " bdi { (reader) }
                        @if let Some(ends_at) = &plan.ends_at { ", until " (words::dated(ends_at.date())) }
                        @if !plan.owner.is_empty() { ". They see that it is from " bdi { (words::line(&plan.owner)) } }
                    }
                }
                (publication::document(&publication, &now))
            }
            div.after {
                (leaves_out(left_out))
                section aria-labelledby="consent" {
                    h2 #consent { "Before you share" }
                    form method="post" action={ "/r/plan/" (name) } {
                        (field::ticks("checkbox", "read", [Offer { value: "yes", label: "I have read the page as they will", chosen: consent.has_read }]))
                        (field::ticks("checkbox", "known", [Offer { value: "yes", label: "I know that what was read cannot be unread, even if I stop", chosen: consent.knows }]))
                        (field::wrong("consent", &consent.wrong))
                        (Field { wrong: &consent.wrong_passphrase, ..Field::new("passphrase", "Your passphrase") }.passphrase())
                        div.acts {
                            button.b.first type="submit" { span { "Share with " bdi { (reader) } } }
                            a.b.plain href={ "/r/new/" (name) } { "Change what is in it" }
                        }
                    }
                }
            }
        }
    };
    Ok(page(&Shell::two(Place::Sharing), &body))
}

fn leaves_out(left_out: LeftOut) -> Markup {
    html! {
        section.left-out aria-labelledby="left" {
            h2 #left { "Left out" }
            ul.points {
                @if left_out.letters > 0 {
                    li { (words::counted_len(left_out.letters, "letter", "letters")) " you will not send" }
                }
                @if left_out.files > 0 { li { (words::counted_len(left_out.files, "file", "files")) " of these entries: no share carries files yet" } }
                @if left_out.links > 0 { li { (words::counted_len(left_out.links, "link", "links")) " to what is not shared" } }
                li { "drafts, deleted words, earlier versions" }
                li { "everything else in your journal" }
            }
        }
    }
}

fn lacking_words(lacking: &Lacking) -> String {
    match lacking {
        Lacking::Tag { tag, near } => {
            let said = format!(
                "No entry that can be shared has the tag “{}”.",
                words::line(tag)
            );
            let near = near
                .iter()
                .map(|(tag, count)| format!("{} ({count})", words::line(tag)));
            match near.collect::<Vec<_>>().as_slice() {
                [] => said,
                near => format!("{said} Tags near it: {}.", near.join(", ")),
            }
        }
        Lacking::Step(step) => format!("Nothing is written in step {step} yet."),
        Lacking::Worksheet(_) => "Nothing is written in one of your worksheets yet.".to_owned(),
        Lacking::Entries => "No entry fits all that was chosen.".to_owned(),
    }
}

/// Shares it; gives where the reader is invited, or the page again with what is wrong.
pub(crate) async fn share(
    app: &App,
    name: &str,
    sent: &Sent,
    passphrase: Passphrase,
) -> Result<Result<String, Markup>, Problem> {
    let plan = planned(app, name)?;
    let mut consent = Consent {
        has_read: sent.has("read"),
        knows: sent.has("known"),
        ..Consent::default()
    };
    if !(consent.has_read && consent.knows) {
        "Both must be so before it is shared.".clone_into(&mut consent.wrong);
        return Ok(Err(previewed(app, name, &consent).await?));
    }
    let confirmed = match confirm(app, passphrase).await? {
        Ok(confirmed) => confirmed,
        Err(why) => {
            consent.wrong_passphrase = why;
            return Ok(Err(previewed(app, name, &consent).await?));
        }
    };
    let (names, rule, ends_at) = (plan.names(), plan.rule.clone(), plan.ends_at.clone());
    let shares = app.journal().shares();
    let share = match shares.create(names, rule, ends_at, &confirmed).await {
        Ok(share) => share,
        Err(WriteError::Invalid(why)) => {
            let all = Problem::from(WriteError::Invalid(why)).said().to_owned();
            let wrong = Wrong {
                all,
                ..Wrong::default()
            };
            return Ok(Err(shown(app, &plan, &wrong).await?));
        }
        Err(error) => return Err(error.into()),
    };
    app.kept().drop_plan();
    app.kept()
        .say("Shared. Nobody reads it before their device has joined.");
    Ok(Ok(format!("/r/{}/invite", share.short)))
}
