//! `/d/add` and `/r/…/invite`: a ticket for another device or for a reader, and the words that it shows.

use engine::views::Role;
use engine::{Asking, Passphrase, ShareView, Typed};
use jiff::{Timestamp, Zoned};
use maud::{Markup, html};
use report::QrCode;

use crate::app::App;
use crate::confirm::confirm;
use crate::form::Sent;
use crate::inviting;
use crate::page::{Place, Shell, page};
use crate::pairing::{For, Shown, Stage};
use crate::part::field::{self, Field};
use crate::part::{notice, words};
use crate::problem::Problem;

/// Characters of a ticket that stand together.
const GROUP: usize = 5;
/// The fields of the words.
const WORDS: [(&str, &str); 4] = [
    ("w1", "First"),
    ("w2", "Second"),
    ("w3", "Third"),
    ("w4", "Fourth"),
];

/// Who is invited.
pub(crate) enum Guest {
    /// Another device of this journal.
    Device,
    /// The reader of this share.
    Reader(Box<ShareView>),
}

impl Guest {
    /// The reader of the share of that name.
    pub(crate) async fn reader(app: &App, share: &str) -> Result<Self, Problem> {
        let (share, _) = app.journal().shares().show(share).await?;
        Ok(Self::Reader(Box::new(share)))
    }

    fn of(&self) -> For {
        match self {
            Self::Device => For::Device,
            Self::Reader(share) => For::Reader(share.short.clone()),
        }
    }

    /// Where this page is.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Device => "/d/add".to_owned(),
            Self::Reader(share) => format!("/r/{}/invite", share.short),
        }
    }

    fn place(&self) -> Place {
        match self {
            Self::Device => Place::Devices,
            Self::Reader(_) => Place::Sharing,
        }
    }
}

/// What was typed and cannot be taken.
#[derive(Default)]
struct Refused {
    passphrase: String,
    words: [String; 4],
    wrong: String,
    /// Which of the words is meant.
    at: Option<usize>,
}

/// The page.
pub(crate) fn show(app: &App, guest: &Guest) -> Markup {
    shown(app, guest, &Refused::default())
}

fn shown(app: &App, guest: &Guest, refused: &Refused) -> Markup {
    let now = app.journal().vault().env().now();
    let body = html! {
        (crumb(guest))
        (app.news())
        div.head {
            (heading(guest))
            p { "Keep both devices at hand, on the same network. The words can also be read on the telephone." }
        }
        @match app.pairing().shown(&guest.of()) {
            Some(shown) => (paired(guest, &shown, refused, &now)),
            None => (begin(guest, refused)),
        }
    };
    page(&Shell::of(guest.place()), &body)
}

fn crumb(guest: &Guest) -> Markup {
    html! {
        p.crumb {
            @match guest {
                Guest::Device => a href="/d" { "Devices" },
                Guest::Reader(share) => {
                    a href="/r" { "Sharing" } " · " a href={ "/r/" (share.short) } { bdi { (words::line(&share.name)) } }
                    @if share.waits() { " · 3 of 3" }
                },
            }
        }
    }
}

fn heading(guest: &Guest) -> Markup {
    html! {
        h1 {
            @match guest {
                Guest::Device => "Add a device",
                Guest::Reader(share) => { "Invite " bdi { (words::line(&share.name)) } },
            }
        }
    }
}

/// Before there is a ticket.
fn begin(guest: &Guest, refused: &Refused) -> Markup {
    let unnamed = matches!(guest, Guest::Reader(share) if share.from.is_empty());
    let can_join = !matches!(guest, Guest::Reader(share) if !share.waits());
    html! {
        @if can_join {
            p {
                @match guest {
                    Guest::Device => "It will read and write the whole journal.",
                    Guest::Reader(_) => "Their device will read this share, and cannot write. They need this program on it.",
                }
                " Whoever has the ticket can ask to join; you will see who asks, and decide."
            }
            form method="post" action=(guest.path()) {
                @if unnamed {
                    (Field {
                        help: "They may read what several people share, and tell you apart by this. It may stay empty.",
                        ..Field::new("as", "How you want to be named to them")
                    }.line())
                }
                (Field { wrong: &refused.passphrase, ..Field::new("passphrase", "Your passphrase") }.passphrase())
                div.acts {
                    button.b.first name="do" value="begin" { "Show a ticket" }
                    @match guest {
                        Guest::Device => a.b.plain href="/d" { "Not now" },
                        Guest::Reader(share) => a.b.plain href={ "/r/" (share.short) } { "Not now" },
                    }
                }
            }
        } @else {
            p { "This share has its reader, or is over. Another reader gets a share of their own." }
        }
    }
}

fn paired(guest: &Guest, shown: &Shown, refused: &Refused, now: &Zoned) -> Markup {
    let text = shown.ticket.to_text();
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> = letters.chunks(GROUP).map(String::from_iter).collect();
    let is_over = matches!(shown.stage, Stage::Over(_) | Stage::Joined(..));
    html! {
        ol.list-steps {
            li {
                div {
                    h2 { "On the other device, choose “Join” and give it this ticket" }
                    p.help { "Or run " kbd { "still device join" } " there." }
                    div.pair.gap-s {
                        @if let Some(code) = QrCode::new(&text) { (drawn(&code)) }
                        div {
                            p.code #ticket { (groups.join(" ")) }
                            p.row.gap-s { button.b type="button" data-copy="ticket" { "Copy the ticket" } }
                            p.soft.gap-s #left data-live {
                                @if is_over { "The ticket is used up." } @else { (left(&shown.ticket.expires_at, now)) }
                            }
                        }
                    }
                }
            }
            li {
                div {
                    h2 { "Type the four words that it shows" }
                    p.help { "That is how you know that no other device has come in between. If a name or a word is not what you expect, stop." }
                    div #words data-live { (stage(guest, &shown.stage, refused)) }
                }
            }
        }
    }
}

/// The code. It is black on white by night, too, so that it can be scanned.
fn drawn(code: &QrCode) -> Markup {
    html! {
        div.qr {
            svg viewBox={ "0 0 " (code.side()) " " (code.side()) } role="img" shape-rendering="crispEdges"
                aria-label="The ticket as a code to photograph. The same ticket stands as text beside it." {
                path d=(code.path()) {}
            }
        }
    }
}

fn left(expires_at: &i64, now: &Zoned) -> String {
    let seconds = expires_at - now.timestamp().as_second();
    let until = Timestamp::from_second(*expires_at).unwrap_or(now.timestamp());
    let until = until
        .to_zoned(now.time_zone().clone())
        .strftime("%H:%M")
        .to_string();
    let left = match seconds {
        ..=0 => "It is over.".to_owned(),
        1..=60 => "Less than a minute left.".to_owned(),
        seconds => format!("{} minutes left.", (seconds + 59) / 60),
    };
    format!("It works once, until {until}. {left}")
}

fn stage(guest: &Guest, stage: &Stage, refused: &Refused) -> Markup {
    let stop = |word: &str| {
        html! { form.acts method="post" action=(guest.path()) { button.b name="do" value="stop" { (word) } } }
    };
    html! {
        @match stage {
            Stage::Waits(turned_away) => {
                @if let Some(why) = turned_away { div.note.gap-s { p { "Somebody was turned away: " (words::line(why)) ". The ticket still waits." } } }
                p.gap-s role="status" { "Waiting for the other device." }
                (stop("Stop"))
            },
            Stage::Asks(asking) => (asks(guest, asking, refused)),
            Stage::Answered => p.gap-s role="status" { "The words were typed. One moment." },
            Stage::Exchanges(name) => p.gap-s role="status" { bdi { (words::line(name)) } " is in, and gets what there is for it." },
            Stage::Joined(name, cut) => {
                div.note.calm.gap-s role="status" {
                    p {
                        strong { bdi { (words::line(name)) } }
                        @match guest {
                            Guest::Device => " is a device of this journal now. It reads and writes everything.",
                            Guest::Reader(_) => " reads this share now, and cannot write.",
                        }
                    }
                    @if let Some(why) = cut {
                        p { "The first exchange was cut (" (words::line(why)) "). If it shows the journal, the next meeting goes on from there; if it does not, remove it again." }
                    }
                }
                (stop("Done"))
            },
            Stage::Over(why) => {
                div.gap-s { (notice::wrong("Nobody joined.", &words::line(why))) }
                (stop("Begin again"))
            },
        }
    }
}

/// Somebody came with the ticket.
fn asks(guest: &Guest, asking: &Asking, refused: &Refused) -> Markup {
    let what = match asking.role {
        Role::Owner => "a device of this journal, which reads and writes all of it",
        Role::Reader => "the reader of this share, which reads what the share holds",
        _ => "a keeper, which carries sealed records and cannot read them",
    };
    let is_wrong = !refused.wrong.is_empty();
    let described = is_wrong.then_some("words-wrong");
    html! {
        p.gap-s role="status" { strong { bdi { (words::line(&asking.name)) } } " asks to become " (what) "." }
        @if asking.will_be != asking.name {
            p { "There is one of that name already, so it will be called " strong { bdi { (words::line(&asking.will_be)) } } "." }
        }
        form method="post" action=(guest.path()) {
            (field::wrong("words", &refused.wrong))
            fieldset {
                legend.hush { "The four words" }
                div.words8 {
                    @for (at, (name, label)) in WORDS.iter().enumerate() {
                        @let here = is_wrong && refused.at.is_none_or(|wrong| wrong == at);
                        (field::word(name, label, &refused.words[at], described.filter(|_| here)))
                    }
                }
            }
            div.acts {
                button.b.first name="do" value="words" { "The words are right" }
                button.b name="do" value="stop" { "Stop" }
            }
        }
    }
}

/// Does what a form of the page asks for; the page again with what is wrong with it.
pub(crate) async fn change(
    app: &App,
    guest: &Guest,
    sent: &Sent,
    passphrase: Passphrase,
) -> Result<Option<Markup>, Problem> {
    match sent.get("do").as_str() {
        "begin" => invite(app, guest, sent, passphrase).await,
        "words" => Ok(typed(app, guest, sent)),
        _ => {
            app.pairing().end();
            Ok(None)
        }
    }
}

async fn invite(
    app: &App,
    guest: &Guest,
    sent: &Sent,
    passphrase: Passphrase,
) -> Result<Option<Markup>, Problem> {
    let confirmed = match confirm(app, passphrase).await? {
        Ok(confirmed) => confirmed,
        Err(passphrase) => {
            let refused = Refused {
                passphrase,
                ..Refused::default()
            };
            return Ok(Some(shown(app, guest, &refused)));
        }
    };
    let vault = app.journal().vault().clone();
    match guest {
        Guest::Device => {
            let make = |addresses| vault.devices().invite(addresses, &confirmed);
            inviting::begin(app, guest.of(), make).await?;
        }
        Guest::Reader(share) => {
            let owner = sent.get("as");
            if !owner.trim().is_empty() {
                let shares = app.journal().shares();
                shares.name_owner(&share.short, owner.trim()).await?;
            }
            let make = |addresses| vault.shares().invite(&share.short, addresses, &confirmed);
            inviting::begin(app, guest.of(), make).await?;
        }
    }
    Ok(None)
}

fn typed(app: &App, guest: &Guest, sent: &Sent) -> Option<Markup> {
    let words = WORDS.map(|(name, _)| sent.get(name).trim().to_owned());
    let looked = app.pairing().typed(&guest.of(), &words.join(" "))?;
    let mut at = None;
    let wrong = match looked {
        Typed::Right | Typed::Other(0) => return None,
        Typed::Count(1) => "That is one word; it shows four.".to_owned(),
        Typed::Count(count) => format!("Those are {count} words; it shows four."),
        Typed::NoSuchWord { typed, similar } => {
            at = words
                .iter()
                .position(|word| word.to_lowercase().contains(&typed));
            let which = at.map_or("One of the words".to_owned(), |at| {
                format!("The {} word", WORDS[at].1.to_lowercase())
            });
            let meant = match similar.as_slice() {
                [] => String::new(),
                several => format!(" Did you mean “{}”?", several.join("” or “")),
            };
            format!("{which} is not in our list.{meant}")
        }
        Typed::Other(left) => format!(
            "These are not its words. Look at its screen again; you can type them {} more. If they stand there just so, \
             somebody else is asking: stop.",
            if left == 1 { "once" } else { "twice" }
        ),
    };
    let refused = Refused {
        words,
        wrong,
        at,
        ..Refused::default()
    };
    Some(shown(app, guest, &refused))
}
