//! `/o`: what is chosen for this device, what is chosen once for all of them, and what is chosen elsewhere.

mod here;

use engine::views::ApartKind;
use engine::when::{DayEnds, time_of_day};
use engine::{JourneyChange, Preference, Preferences, Settings, Standing};
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::{self, Field, Offer};
use crate::part::{notice, words};
use crate::problem::Problem;

/// The parts of the page, by their ids and names.
const CONTENTS: &[(&str, &str)] = &[
    ("locking", "Locking and look"),
    ("network", "How devices meet"),
    ("passphrase", "Passphrase"),
    ("day", "Your day"),
    ("quiet", "A line about help"),
    ("contact-name", "If contact is not wanted"),
    ("terminal", "In a terminal"),
    ("seen", "What others can see"),
];

/// What was typed as the end of the day and could not be taken.
#[derive(Default)]
struct Refused {
    typed: String,
    wrong: &'static str,
}

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    if app.only_reads() {
        return Ok(of_reader(app, &app.journal().settings().await?));
    }
    shown(app, &Refused::default()).await
}

/// Settings that were chosen otherwise on two devices at once. They are told once.
async fn chosen_apart(app: &App) -> Result<Markup, Problem> {
    let mut apart = app.journal().both_sides().list().await?;
    apart.retain(|one| one.kind == ApartKind::Settings);
    let told = html! {
        @for lost in apart.iter().flat_map(|one| &one.lost) {
            (notice::first("Changed on both sides", &html! {
                p {
                    (words::line(&lost.label)) ": " bdi { (words::line(&lost.device)) } " chose "
                    (words::line(&lost.words)) "; what " bdi { (words::line(&lost.kept.device)) } " chose holds: "
                    (words::line(&lost.kept.words)) "."
                }
            }))
        }
    };
    // Where it cannot be remembered, it is only said again.
    let _ = app.journal().both_sides().told(apart).await;
    Ok(told)
}

async fn shown(app: &App, refused: &Refused) -> Result<Markup, Problem> {
    let chosen = app.journal().preferences().await?;
    let journey = app.journal().journeys().present().await?.journey;
    let settings = app.journal().settings().await?;
    let apart = chosen_apart(app).await?;
    let body = html! {
        (app.news())
        (apart)
        div.head {
            h1 { "Settings" }
        }
        div.two.early {
            aside.toc.no-print aria-label="Contents" {
                h2 { "On this page" }
                ul { @for (id, name) in CONTENTS { li { a href={ "#" (id) } { (name) } } } }
            }
            div {
                (here::pages(app))
                (here::network(&settings))
                (passphrase())
                (day_ends(chosen, refused))
                (quiet_line(chosen))
                (contact(journey.do_not_contact))
                section aria-labelledby="terminal" {
                    h2 #terminal { "In a terminal" }
                    dl.facts-list {
                        dt { "Taking it out" } dd { kbd { "still export" } " writes a file that is not sealed. Whoever finds it can read it." }
                        dt { "Another kit" } dd { kbd { "still kit renew" } }
                        dt { "Check for damage" } dd { kbd { "still doctor" } }
                    }
                }
                (seen())
            }
        }
    };
    Ok(page(&Shell::two(Place::Settings), &body))
}

/// The page of a device that only reads: what is about this device.
fn of_reader(app: &App, settings: &Settings) -> Markup {
    let body = html! {
        (app.news())
        div.head { h1 { "Settings" } }
        (here::pages(app))
        (here::network(settings))
        (passphrase())
        (seen())
    };
    page(&Shell::of(Place::Settings).reading(true), &body)
}

fn passphrase() -> Markup {
    html! {
        section aria-labelledby="passphrase" {
            h2 #passphrase { "Passphrase" }
            p { "That of this device. There is nobody who could send you a new one." }
            div.acts { a.b href="/o/passphrase" { "Change the passphrase" } }
        }
    }
}

fn seen() -> Markup {
    html! {
        section aria-labelledby="seen" {
            h2 #seen { "What others can see of this page" }
            p { "Nothing of it is kept by the browser. Its history shows that some page was open, under an address that says nothing. Whoever sits at this computer while it is open sees all of it, and so do extensions of the browser." }
        }
    }
}

fn day_ends(chosen: Preferences, refused: &Refused) -> Markup {
    let now = match chosen.day_ends {
        DayEnds::MIDNIGHT => "midnight".to_owned(),
        ends => ends.to_string(),
    };
    let value = if refused.typed.is_empty() {
        &now
    } else {
        &refused.typed
    };
    html! {
        section aria-labelledby="day" {
            h2 #day { "Your day" }
            form method="post" action="/o" {
                (Field {
                    help: "On all your devices. A time before noon, such as 04:00. What happens earlier in the night counts to the day before, in every figure.",
                    value,
                    wrong: refused.wrong,
                    ..Field::new("day_ends", "When your day ends")
                }.short())
                div.acts { button.b type="submit" { "Set the end of the day" } }
            }
        }
    }
}

fn quiet_line(chosen: Preferences) -> Markup {
    let offers = [
        ("on", "Show it", chosen.quiet_line),
        ("off", "Do not show it", !chosen.quiet_line),
    ];
    html! {
        section aria-labelledby="quiet" {
            h2 #quiet { "A line about help" }
            form method="post" action="/o" {
                fieldset {
                    legend { "Where something you wrote sounds like danger" }
                    p.help { "On all your devices. One line says where people are who answer. Nothing of it is remembered." }
                    (field::ticks("radio", "quiet_line", offers.map(|(value, label, chosen)| Offer { value, label, chosen })))
                }
                div.acts { button.b type="submit" { "Set the line" } }
            }
        }
    }
}

fn contact(unwanted: bool) -> Markup {
    html! {
        section #contact aria-labelledby="contact-name" {
            h2 #contact-name { "If contact is not wanted" }
            p { "If the other person has said no, or a court has: steps 7 and 8 then show no plans, and step 11 is what comes next. What you wrote stays." }
            form.acts method="post" action="/o" {
                @if unwanted {
                    span { "Contact is not wanted in this journey." }
                    button.b name="do_not_contact" value="off" { "Contact may be wanted again" }
                } @else {
                    button.b name="do_not_contact" value="on" { "Contact is not wanted" }
                }
            }
        }
    }
}

/// Changes one setting; a page where it cannot be taken as it was typed.
pub(crate) async fn change(app: &App, sent: &Sent) -> Result<Option<Markup>, Problem> {
    let journal = app.journal();
    if sent.has("theme") {
        here::choose(app, sent).await?;
        return Ok(None);
    }
    if sent.has("network") {
        here::choose_network(app, &sent.get("network")).await?;
        return Ok(None);
    }
    if sent.has("do_not_contact") {
        let on = sent.get("do_not_contact") == "on";
        journal
            .journeys()
            .change(None, JourneyChange::DoNotContact(on))
            .await?;
        app.kept().say(if on {
            Standing::DoNotContact.words()
        } else {
            "Contact may be wanted again."
        });
        return Ok(None);
    }
    let preference = if sent.has("quiet_line") {
        Preference::QuietLine(sent.get("quiet_line") == "on")
    } else {
        let typed = sent.get("day_ends");
        match read_day_ends(&typed) {
            Some(ends) => Preference::DayEnds(ends),
            None => {
                let wrong = "A time before noon is needed: 04:00, 4am, or midnight.";
                return Ok(Some(shown(app, &Refused { typed, wrong }).await?));
            }
        }
    };
    journal.set_preference(preference).await?;
    app.kept().say(match preference {
        Preference::DayEnds(DayEnds::MIDNIGHT) => "Your day ends at midnight.".to_owned(),
        Preference::DayEnds(ends) => {
            format!("What happens before {ends} counts to the day before.")
        }
        Preference::QuietLine(true) => "The line is shown.".to_owned(),
        Preference::QuietLine(false) => {
            "No line about help is shown. Help now is always there.".to_owned()
        }
    });
    Ok(None)
}

fn read_day_ends(text: &str) -> Option<DayEnds> {
    // A bare hour is meant as one.
    let hour = text.trim().parse::<u8>().ok().filter(|hour| *hour < 24);
    let given = hour.map_or_else(|| text.trim().to_owned(), |hour| format!("{hour:02}:00"));
    DayEnds::at(time_of_day(&given).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_day_is_a_time_before_noon() {
        for (text, ends) in [
            ("4", "04:00"),
            ("4am", "04:00"),
            ("midnight", "00:00"),
            (" 03:30 ", "03:30"),
        ] {
            assert_eq!(
                read_day_ends(text).map(|ends| ends.to_string()).as_deref(),
                Some(ends),
                "{text}"
            );
        }
        for wrong in ["", "13:00", "soon", "99"] {
            assert_eq!(read_day_ends(wrong), None, "{wrong}");
        }
    }
}
