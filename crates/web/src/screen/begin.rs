//! `/b`: there is no journal yet. What to know first, a passphrase, the kit; or a ticket. Nothing is on the disk before the end.

use engine::{Journal, OpenError, Passphrase, Ticket, Vault};
use maud::{Markup, html};
use node::{JoinError, Joining};

use crate::app::App;
use crate::beginning::{Chosen, Joins};
use crate::form::Sent;
use crate::live::News;
use crate::page::{Frame, Place, Shell, page};
use crate::part::field::{self, Field};
use crate::part::{notice, words};
use crate::problem::Problem;
use crate::screen::passphrase::{Wrong, fresh};

fn shell() -> Shell {
    Shell {
        frame: Frame::Begin,
        place: Place::Elsewhere,
        ..Shell::default()
    }
}

fn card(step: &str, body: &Markup) -> Markup {
    page(
        &shell(),
        &html! {
            div.card {
                @if !step.is_empty() { p.soft.small { (step) } }
                (body)
            }
        },
    )
}

/// What to know before anything is made.
pub(crate) fn first() -> Markup {
    card(
        "Beginning, 1 of 3",
        &html! {
            div.head {
                h1 { "If somebody else uses this computer" }
                p { "Please read this first. Nothing has been made yet." }
            }
            ul.points.lead {
                li { "The journal can be found, though not read. Whoever uses this computer can see that the program is here." }
                li { "The passphrase must not be the password of the computer, nor something they could guess." }
                li { "It locks by itself after 5 minutes. “Hide”, or Shift three times, locks it at once." }
                li { "If somebody makes you open it, nothing in this program can hide what is there." }
            }
            p.gap-s { "If merely finding it could put you at risk, use a device that only you use. Or do not keep a journal on a device at all for now." }
            div.acts {
                a.b.first.big href="/b/words" { "Go on" }
                a.b href="/b/join" { "I have a ticket from another device" }
                a.b.plain href="/k" { "Help now" }
            }
        },
    )
}

/// What was typed and cannot be taken.
#[derive(Default)]
struct Refused {
    fresh: Wrong,
    device: &'static str,
    ticket: String,
    /// The device's name as typed.
    typed_device: String,
}

impl Refused {
    fn is_any(&self) -> bool {
        self.fresh.is_any() || !self.device.is_empty() || !self.ticket.is_empty()
    }
}

fn device_field(app: &App, refused: &Refused) -> Markup {
    let name = match refused.typed_device.as_str() {
        "" => app.beginning().device().to_owned(),
        typed => typed.to_owned(),
    };
    Field {
        help: "Your other devices see it. “laptop” will do.",
        value: &name,
        wrong: refused.device,
        ..Field::new("device", "A name for this device")
    }
    .short()
}

/// The words that were drawn.
pub(crate) fn drawn(app: &App) -> Markup {
    shown_drawn(app, &Refused::default())
}

fn shown_drawn(app: &App, refused: &Refused) -> Markup {
    let drawn = app.beginning().drawn(app.env(), false);
    card(
        "Beginning, 2 of 3",
        &html! {
            div.head {
                h1 { "A passphrase" }
                p { "It seals everything you write. There is nobody who could send you a new one." }
            }
            form method="post" action="/b/words" {
                h2 { "These words were drawn for you" }
                p.code.gap-s { (drawn.as_str()) }
                p.help.gap-s { "Six words at random are stronger than anything one thinks of. Write them down until you know them." }
                (Field { wrong: &refused.fresh.first, ..Field::new("passphrase", "Type them once") }.passphrase())
                (device_field(app, refused))
                div.acts { button.b.first.big name="do" value="choose" { "Go on" } a.b.plain href="/b" { "Back" } }
                div.acts { button.b name="do" value="others" { "Draw others" } a.b.plain href="/b/own" { "Use words of my own" } }
            }
        },
    )
}

/// Words of one's own.
pub(crate) fn own(app: &App) -> Markup {
    shown_own(app, &Refused::default())
}

fn shown_own(app: &App, refused: &Refused) -> Markup {
    card(
        "Beginning, 2 of 3",
        &html! {
            div.head {
                h1 { "A passphrase of your own" }
                p { "Not the password of the computer, and nothing that somebody here could guess. Several words in a row are easy to keep and hard to guess." }
            }
            form method="post" action="/b/own" {
                (twice(&refused.fresh))
                (device_field(app, refused))
                div.acts { button.b.first.big type="submit" { "Go on" } a.b.plain href="/b/words" { "Words that are drawn" } }
            }
        },
    )
}

fn twice(wrong: &Wrong) -> Markup {
    html! {
        (Field { wrong: &wrong.first, ..Field::new("passphrase", "Passphrase") }.passphrase())
        (wrong.anyway())
        (Field { wrong: wrong.again, ..Field::new("again", "The same again") }.passphrase())
    }
}

/// Takes the words that were drawn, or draws others.
pub(crate) fn choose_drawn(app: &App, sent: &mut Sent) -> Result<&'static str, Markup> {
    if sent.get("do") == "others" {
        app.beginning().drawn(app.env(), true);
        return Ok("/b/words");
    }
    let drawn = app.beginning().drawn(app.env(), false);
    let typed = sent.take_secret("passphrase");
    let mut refused = Refused::default();
    if *typed != *drawn {
        let pairs = drawn
            .split(' ')
            .zip(typed.split(' ').chain(std::iter::repeat("")));
        let differs = pairs.enumerate().find(|(_, (drawn, typed))| drawn != typed);
        refused.fresh.first = match differs {
            Some((at, _)) => format!("Word {} differs. Capitals and spaces count.", at + 1),
            None => "There is more than these words.".to_owned(),
        };
    }
    let device = device(sent, &mut refused);
    if refused.is_any() {
        return Err(shown_drawn(app, &refused));
    }
    app.beginning().choose(
        app.env(),
        Chosen {
            passphrase: typed,
            device,
        },
    );
    Ok("/b/kit")
}

/// Takes words of one's own.
pub(crate) fn choose_own(app: &App, sent: &mut Sent) -> Result<&'static str, Markup> {
    let mut refused = Refused::default();
    let passphrase;
    (passphrase, refused.fresh) = fresh(sent, "passphrase");
    let device = device(sent, &mut refused);
    if refused.is_any() {
        return Err(shown_own(app, &refused));
    }
    app.beginning()
        .choose(app.env(), Chosen { passphrase, device });
    Ok("/b/kit")
}

/// The name of the device. What cannot be one is said by the journal, too.
fn device(sent: &Sent, refused: &mut Refused) -> String {
    let device = sent.get("device").trim().to_owned();
    refused.typed_device.clone_from(&device);
    if device.is_empty() {
        refused.device = "Your devices are told apart by their names.";
    }
    device
}

/// The kit; `None` where nothing was chosen yet.
pub(crate) fn kit(app: &App) -> Option<Markup> {
    shown_kit(app, &[], "")
}

fn shown_kit(app: &App, wrong: &[usize], why: &str) -> Option<Markup> {
    let kit = app.beginning().kit()?;
    let described = (!wrong.is_empty()).then_some("groups-wrong");
    Some(card(
        "Beginning, 3 of 3",
        &html! {
            div.head {
                h1 { "The recovery kit" }
                p { "For the day when the passphrase is forgotten. Whoever has it can read the journal. It is shown only now." }
            }
            @if !why.is_empty() { (notice::wrong("The journal was not made.", why)) }
            p.soft.small { "AGE-SECRET-KEY-1, and then:" }
            ol.kit { @for (at, group) in kit.groups.iter().enumerate() { li { i { (at + 1) } (group) } } }
            div.acts {
                button.b type="button" data-print { "Print it" }
                span.soft.small { "Or write it down. Keep the page where others will not look." }
            }
            form method="post" action="/b/kit" {
                fieldset.f {
                    legend { "Type two of the groups back" }
                    p.help { "This shows that it is on paper, and readable." }
                    @if !wrong.is_empty() { (field::wrong("groups", "That is not what the page says.")) }
                    div.words8 {
                        @for (at, number) in kit.asked.iter().enumerate() {
                            (field::word(&format!("g{at}"), &format!("Group {number}"), "", described.filter(|_| wrong.contains(&at))))
                        }
                    }
                }
                div.acts { button.b.first.big type="submit" { "Open the journal" } }
            }
        },
    ))
}

/// Looks at the groups that were typed back, and makes the journal; the page again where they are others.
pub(crate) async fn make(app: &App, sent: &Sent) -> Result<Option<Markup>, Problem> {
    let typed = std::array::from_fn(|at| sent.get(&format!("g{at}")));
    // It was left alone for so long that it is forgotten: it begins anew.
    let Some(typed) = app.beginning().typed_back(&typed) else {
        return Ok(None);
    };
    let (chosen, kit) = match typed {
        Ok(all) => all,
        Err(wrong) => {
            return shown_kit(app, &wrong, "")
                .map(Some)
                .ok_or_else(Problem::missing);
        }
    };
    let (folder, env) = (app.beginning().folder().to_owned(), app.env().clone());
    let made = tokio::task::spawn_blocking(move || {
        let passphrase = Passphrase::new(chosen.passphrase.to_string());
        let made = Vault::init_with(&folder, &passphrase, &chosen.device, &kit, env);
        let made = made
            .map_err(|error| said(&error))
            .and_then(|(vault, making)| {
                making.settle().map_err(|error| error.to_string())?;
                Ok(vault)
            });
        (made, chosen, kit)
    });
    let (made, chosen, kit) = made.await.map_err(|error| Problem::of(&error))?;
    match made {
        Ok(vault) => {
            app.begin(Journal::from(vault));
            Ok(None)
        }
        Err(why) => {
            app.beginning().put_back(app.env(), chosen, kit);
            let why = words::sentence(&why);
            shown_kit(app, &[], &why)
                .map(Some)
                .ok_or_else(Problem::missing)
        }
    }
}

fn said(error: &OpenError) -> String {
    Problem::of(error).said().to_owned()
}

/// Joining with a ticket.
pub(crate) fn join(app: &App) -> Markup {
    shown_join(app, &Refused::default(), "")
}

fn shown_join(app: &App, refused: &Refused, ticket: &str) -> Markup {
    let drawn = app.beginning().drawn(app.env(), false);
    card(
        "",
        &html! {
            div.head {
                h1 { "Joining" }
                p { "Another device shows a ticket: your own, whose journal then comes here, too, or that of somebody who lets you read something." }
            }
            form method="post" action="/b/join" {
                (Field {
                    help: "Line breaks and blanks in it do not matter.",
                    wrong: &refused.ticket,
                    value: ticket,
                    ..Field::new("ticket", "The ticket")
                }.text())
                (device_field(app, refused))
                p.gap-s { "This device gets a passphrase of its own, which opens what is here. Words that were drawn for you:" }
                p.code.gap-s { (drawn.as_str()) }
                p.help.gap-s { "Type these, or words of your own." }
                (twice(&refused.fresh))
                div.acts { button.b.first.big type="submit" { "Join" } a.b.plain href="/b" { "Back" } }
            }
        },
    )
}

/// Begins to join; the page again with what is wrong.
pub(crate) fn begin_to_join(app: &App, sent: &mut Sent) -> Option<Markup> {
    let mut refused = Refused::default();
    let typed = sent.get("ticket");
    let passphrase;
    (passphrase, refused.fresh) = fresh(sent, "passphrase");
    let device = device(sent, &mut refused);
    let now = app.env().now().timestamp().as_second();
    let ticket = match typed.parse::<Ticket>() {
        Ok(ticket) if ticket.expires_at > now => Some(ticket),
        Ok(_) => {
            "This ticket is over. Have a new one shown; the clocks of both must be right."
                .clone_into(&mut refused.ticket);
            None
        }
        Err(error) => {
            refused.ticket = words::sentence(&error.to_string());
            None
        }
    };
    let Some(ticket) = ticket.filter(|_| !refused.is_any()) else {
        return Some(shown_join(app, &refused, &typed));
    };
    let work = joined(app.clone(), ticket, Chosen { passphrase, device });
    app.beginning().join(work);
    None
}

/// Joins, and tells the page how far it is.
async fn joined(app: App, ticket: Ticket, chosen: Chosen) {
    let (folder, env) = (app.beginning().folder().to_owned(), app.env().clone());
    let told = app.clone();
    let done = async move {
        let typed = Passphrase::new(chosen.passphrase.to_string());
        let prepared =
            tokio::task::spawn_blocking(move || Vault::init_to_join(&folder, &typed, env));
        let prepared = prepared.await.map_err(|error| error.to_string())?;
        let (vault, making) = prepared.map_err(|error| said(&error))?;
        let settings = vault.settings().map_err(|error| error.to_string())?;
        let joining = Joining::reach(&vault, &settings, &ticket)
            .await
            .map_err(|error| not_joined(&error))?;
        let shows = told.clone();
        let inviter = joining.join(&chosen.device, move |showing| {
            shows
                .beginning()
                .tell(Joins::Shows(showing.inviter.clone(), showing.words));
            shows.live().tell(News::Changed);
        });
        let inviter = inviter.await.map_err(|error| not_joined(&error))?;
        making.settle().map_err(|error| error.to_string())?;
        // What is cut now comes at the next meeting.
        let _ = inviter.exchange(None).await;
        Ok::<_, String>(vault)
    };
    match done.await {
        Ok(vault) => app.begin(Journal::from(vault)),
        Err(why) => app.beginning().tell(Joins::Over(words::sentence(&why))),
    }
    app.live().tell(News::Changed);
}

fn not_joined(error: &JoinError) -> String {
    let said = Problem::of(error).said().trim_end_matches('.').to_owned();
    format!("{said}. Nothing was made here; begin again with a new ticket")
}

/// How far joining is; `None` where it was not begun.
pub(crate) fn joining(app: &App) -> Option<Markup> {
    let joins = app.beginning().joins()?;
    Some(card(
        "",
        &html! {
            div.head { h1 { "Joining" } }
            div #joining data-live {
                @match joins {
                    Joins::Looks => p.lead role="status" { "Looking for the device that shows the ticket. Keep both on, on the same network." },
                    Joins::Shows(inviter, shown) => {
                        p { "Now read these four words to the other device, and type them there." }
                        p.say { (shown.join(", ")) }
                        p.soft.gap-s { "The ticket is from “" bdi { (words::line(&inviter)) } "”. If that is not what you expect, stop here; nothing has been given to it." }
                        p.soft.small.gap-s role="status" { "Waiting for the other device." }
                    },
                    Joins::Over(why) => (notice::wrong("It did not come to it.", &words::line(&why))),
                }
            }
            form.acts method="post" action="/b/joining" { button.b { "Stop" } }
        },
    ))
}
