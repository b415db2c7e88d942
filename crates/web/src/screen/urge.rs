//! `/u`: the moment in which somebody wants to reach out. Nothing of it is saved until it is asked for.

use std::fmt::Write as _;

use engine::worksheet::ItemId;
use engine::{AfterUrge, Channel, Urge, UrgeHelp, WriteError};
use jiff::{SignedDuration, Zoned};
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::{self, Field, Offer};
use crate::part::words;
use crate::problem::Problem;

/// How long the wait is.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// What an urge pulls to, as the page says it.
const CHANNELS: [(&str, Channel); 6] = [
    ("write", Channel::Messages),
    ("call", Channel::Calls),
    ("look", Channel::SocialMedia),
    ("meet them as if by chance", Channel::Coincidences),
    (
        "ask about them, or pass something on, through a friend",
        Channel::Friends,
    ),
    ("something else", Channel::Other),
];

/// What was typed and could not be taken.
#[derive(Default)]
struct Refused {
    trigger: String,
    wrong: String,
}

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    shown(app, &Refused::default(), None).await
}

async fn shown(app: &App, refused: &Refused, strength: Option<i64>) -> Result<Markup, Problem> {
    let help = app
        .journal()
        .programme()
        .urge_help(&refused.trigger)
        .await?;
    let now = app.journal().vault().env().now();
    let body = html! {
        div.still {
            h1 { "You do not have to do anything right now." }
            p.lead { "It comes, and it goes. Ten minutes, then see again." }
            (wait(&now))
            (app.news())
            (helps(&help))
            section aria-labelledby="down" {
                h2 #down { "If you want to put it down" }
                form method="post" action="/u" {
                    (field::scale("strength", "How strong is it?", strength, ("1 hardly there", "10 as strong as it gets")))
                    (Field {
                        help: "A word or two is enough.",
                        value: &refused.trigger,
                        wrong: &refused.wrong,
                        ..Field::new("trigger", "What set it off?")
                    }.line())
                    (channels())
                    div.acts { button.b.first type="submit" { "Save this urge" } }
                }
                p.soft.small.gap-s { "Nothing on this page is kept until you save it." }
            }
            (foot())
        }
    };
    Ok(page(&shell(), &body))
}

fn shell() -> Shell {
    Shell {
        scripts: &["urge.js"],
        ..Shell::quiet(Place::Urge)
    }
}

/// The ten minutes in words. Without a script they are told as a time of day; with one, as minutes that are left.
fn wait(now: &Zoned) -> Markup {
    let over = now.saturating_add(PAUSE);
    html! {
        div #wait data-minutes="10" {
            p.timer role="timer" { "Until " (over.strftime("%H:%M")) }
            p.soft #wait-more { "You can look away. It is " (now.strftime("%H:%M")) " now." }
            div.acts #wait-acts hidden {
                button.b type="button" data-wait="pause" { "Pause" }
                button.b.plain type="button" data-wait="end" { "End the wait" }
            }
        }
    }
}

fn helps(help: &UrgeHelp) -> Markup {
    html! {
        @if !help.helped.is_empty() {
            section aria-labelledby="helped" {
                h2 #helped { "What helped before" }
                ul.rows { @for helped in &help.helped { li { p.what dir="auto" { (words::line(helped)) } } } }
            }
        }
        @if let Some(person) = &help.person {
            section aria-labelledby="person" {
                h2 #person { "Somebody who is there" }
                p {
                    strong { bdi { (words::line(&person.who)) } }
                    @if !person.how.is_empty() { ", " span.tel { bdi { (words::line(&person.how)) } } }
                    @if !person.what_for.is_empty() { ", " bdi { (words::line(&person.what_for)) } }
                }
            }
        }
    }
}

fn channels() -> Markup {
    html! {
        fieldset.f {
            legend { "What do you want to do?" }
            (field::ticks("radio", "channel", CHANNELS.iter().map(|(words, channel)| Offer {
                value: channel.id(), label: words, chosen: false,
            })))
        }
    }
}

fn foot() -> Markup {
    html! {
        footer.foot {
            p { "If it is more than an urge, and you cannot go on: " a href="/k" { "people who answer, now" } "." }
        }
    }
}

/// Saves an urge; answers where it goes on, or the page with what is wrong.
pub(crate) async fn save(app: &App, sent: &Sent) -> Result<Result<String, Markup>, Problem> {
    let strength = strength(&sent.get("strength"));
    let trigger = sent.get("trigger");
    let urge = Urge {
        strength,
        trigger: trigger.clone(),
        channel: sent.get("channel").parse().ok(),
        ..Urge::now()
    };
    match app.journal().programme().log_urge(urge).await {
        Ok(item) => {
            let quiet = app
                .journal()
                .quiet_line(vec![trigger], strength, false)
                .await?;
            app.kept().say_quietly(quiet);
            app.kept().say("Written down. It will pass.");
            Ok(Ok(format!("/u/{item}")))
        }
        Err(WriteError::Invalid(wrong)) => {
            let refused = Refused { trigger, wrong };
            Ok(Err(shown(app, &refused, strength.map(i64::from)).await?))
        }
        Err(error) => Err(error.into()),
    }
}

fn strength(text: &str) -> Option<u8> {
    text.parse()
        .ok()
        .filter(|strength| (1..=10).contains(strength))
}

/// The page of an urge that is written down: the wait, a letter, and how it went.
pub(crate) async fn after(app: &App, named: &str) -> Result<Markup, Problem> {
    let item = item(named)?;
    let sheet = app.journal().worksheets().get(2).await?;
    let urge = sheet.row.item("urges", item).ok_or_else(Problem::missing)?;
    let trigger = urge.fields.words("trigger");
    let help = app.journal().programme().urge_help(trigger).await?;
    let now = app.journal().vault().env().now();
    let action = format!("/u/{item}");
    let body = html! {
        div.still {
            h1 { "It comes, and it goes." }
            (app.news())
            (wait(&now))
            (helps(&help))
            section aria-labelledby="letter" {
                h2 #letter { "The letter that you will not send" }
                form method="post" action=(action) {
                    (Field { help: "It stays here, sealed, and is in no share.", ..Field::new("words", "What you would write") }.text())
                    div.acts { button.b name="do" value="letter" { "Keep the letter" } }
                }
            }
            section aria-labelledby="after" {
                h2 #after { "When the ten minutes are over" }
                form method="post" action=(action) {
                    (field::scale("after", "How strong is it now?", urge.fields.number("after"), ("1 hardly there", "10 as strong as it gets")))
                    (Field { value: urge.fields.words("instead"), ..Field::new("instead", "What did you do instead?") }.text())
                    label.tick.gap-s {
                        input type="checkbox" name="gave_in" value="yes" checked[urge.fields.checked("gave_in")];
                        span { "There was contact after all" span.help { "Either way, the days before stay yours." } }
                    }
                    div.acts {
                        button.b.first name="do" value="after" { "Save how it went" }
                        a.b.plain href="/" { "Leave it at that" }
                    }
                }
            }
            (foot())
        }
    };
    Ok(page(&shell(), &body))
}

fn item(named: &str) -> Result<ItemId, Problem> {
    named.parse().map_err(|_| Problem::missing())
}

/// Keeps a letter, or how it went; answers where it goes on.
pub(crate) async fn passed(app: &App, named: &str, sent: &Sent) -> Result<String, Problem> {
    let item = item(named)?;
    let programme = app.journal().programme();
    if sent.get("do") == "letter" {
        let words = sent.get("words");
        if words.trim().is_empty() {
            return Ok(format!("/u/{item}"));
        }
        let quiet = app
            .journal()
            .quiet_line(vec![words.clone()], None, false)
            .await?;
        programme.urge_letter(item, &words).await?;
        app.kept().say_quietly(quiet);
        app.kept()
            .say("The letter stays here. It is with your entries, and in no share.");
        return Ok(format!("/u/{item}"));
    }
    let after = AfterUrge {
        strength: strength(&sent.get("after")),
        instead: sent.get("instead"),
        gave_in: None,
        channel: None,
    };
    let gave_in = sent.get("gave_in") == "yes";
    // Who says how it went and ticks nothing says that there was no contact.
    let is_told = gave_in || after.strength.is_some() || !after.instead.trim().is_empty();
    let after = AfterUrge {
        gave_in: is_told.then_some(gave_in),
        ..after
    };
    programme.urge_passed(item, after).await?;
    let resisted = programme.urge_help("").await?.resisted;
    let mut said = "Written down. ".to_owned();
    if gave_in {
        said.push_str("The days before it stay yours. Step 2 has a place for what happened, when you want to.");
    } else {
        let count = words::counted(resisted, "urge resisted", "urges resisted");
        // Writing to a String cannot fail.
        let _ = write!(said, "{count} so far. Go gently.");
    }
    app.kept().say(said);
    Ok("/".to_owned())
}
