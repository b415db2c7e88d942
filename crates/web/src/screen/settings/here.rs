//! What is chosen for this device alone: when its pages lock, how they look, and how it meets the others.

use engine::{Letters, NetworkProfile, PageSettings, Settings, Theme};
use maud::{Markup, html};

use crate::app::App;
use crate::form::Sent;
use crate::look::LOCK_MINUTES_MAX;
use crate::part::field::{self, Offer};
use crate::part::words;
use crate::problem::Problem;

/// Minutes that are offered.
const LOCK_MINUTES: [u8; 5] = [1, 2, 5, 15, 30];

/// Light and dark, as the form and the page say it.
const THEMES: [(&str, &str, Theme); 3] = [
    ("system", "As the computer", Theme::System),
    ("light", "Light", Theme::Light),
    ("dark", "Dark", Theme::Dark),
];
/// Sizes of letters, as the form and the page say it.
const LETTERS: [(&str, &str, Letters); 3] = [
    ("usual", "Usual", Letters::Usual),
    ("larger", "Larger", Letters::Larger),
    ("largest", "Largest", Letters::Largest),
];

/// How devices meet: as the form says it, in a word, and what others see of it.
const NETWORKS: [(&str, NetworkProfile, &str, &str); 4] = [
    (
        "lan",
        NetworkProfile::Lan,
        "On the local network",
        "Whoever is on it sees that some program announces itself, and which addresses exchange sealed packets. No server is asked.",
    ),
    (
        "manual",
        NetworkProfile::Manual,
        "By remembered addresses only",
        "Nothing is announced. Whoever runs the network sees that two addresses exchange sealed packets.",
    ),
    (
        "internet",
        NetworkProfile::Internet,
        "Over the internet, too",
        "Whoever runs the relay and the lookup service sees the addresses of your devices, which of them meet, when and how much.",
    ),
    (
        "off",
        NetworkProfile::Off,
        "Not at all",
        "Nobody sees anything, and nothing is exchanged.",
    ),
];

/// When pages lock, and how they look.
pub(super) fn pages(app: &App) -> Markup {
    let chosen = app.chosen();
    let now = u8::try_from(app.idle().as_secs() / 60).unwrap_or(LOCK_MINUTES_MAX);
    let mut minutes = LOCK_MINUTES.to_vec();
    if !minutes.contains(&now) {
        minutes.push(now);
        minutes.sort_unstable();
    }
    let minutes: Vec<(u8, String)> = minutes
        .into_iter()
        .map(|minutes| (minutes, minutes.to_string()))
        .collect();
    let labels: Vec<String> = minutes
        .iter()
        .map(|(minutes, _)| format!("{minutes} min"))
        .collect();
    let after = minutes
        .iter()
        .zip(&labels)
        .map(|((minutes, value), label)| Offer {
            value,
            label,
            chosen: *minutes == now,
        });
    let themes = THEMES.map(|(value, label, theme)| Offer {
        value,
        label,
        chosen: theme == chosen.theme,
    });
    let letters = LETTERS.map(|(value, label, letters)| Offer {
        value,
        label,
        chosen: letters == chosen.letters,
    });
    html! {
        section aria-labelledby="locking" {
            h2 #locking { "Locking and look, on this device" }
            form method="post" action="/o" {
                fieldset.f.lone {
                    legend { "Lock by itself after" }
                    p.help { "When nobody types, clicks or scrolls for so long. Hide, or Shift three times, locks at once." }
                    (field::picks("lock", after))
                }
                fieldset.f {
                    legend { "Light" }
                    (field::picks("theme", themes))
                }
                fieldset.f {
                    legend { "Letters" }
                    (field::picks("letters", letters))
                }
                div.acts { button.b.first type="submit" { "Keep this for this device" } }
            }
        }
    }
}

/// How this device meets the others.
pub(super) fn network(settings: &Settings) -> Markup {
    html! {
        section aria-labelledby="network" {
            h2 #network { "How devices meet, on this device" }
            form method="post" action="/o" {
                fieldset {
                    legend.hush { "How this device meets the others" }
                    p.help { "Nobody on the way can read what you write: it is sealed before it leaves. This is about the rest." }
                    @for (value, profile, name, seen) in NETWORKS {
                        label.tick {
                            input type="radio" name="network" value=(value) autocomplete="off" checked[profile == settings.network];
                            span {
                                (name)
                                @if let (NetworkProfile::Internet, Some(relay)) = (profile, &settings.relay) { " by way of " bdi { (words::line(relay)) } }
                                span.help { (seen) }
                            }
                        }
                    }
                }
                div.acts { button.b type="submit" { "Set how devices meet" } }
            }
        }
    }
}

/// Keeps what was chosen for the pages; they look like it from the next one on.
pub(super) async fn choose(app: &App, sent: &Sent) -> Result<(), Problem> {
    let theme = sent.get("theme");
    let letters = sent.get("letters");
    let lock: Option<u8> = sent.get("lock").parse().ok();
    let known = |minutes: &u8| (1..=LOCK_MINUTES_MAX).contains(minutes);
    let chosen = PageSettings {
        theme: named(&THEMES, &theme).ok_or_else(Problem::missing)?,
        letters: named(&LETTERS, &letters).ok_or_else(Problem::missing)?,
        lock_minutes: Some(lock.filter(known).ok_or_else(Problem::missing)?),
    };
    let mut settings = app.journal().settings().await?;
    settings.page = chosen;
    app.journal().set_settings(settings).await?;
    app.choose(chosen);
    app.kept().say("Kept for this device.");
    Ok(())
}

fn named<T: Copy>(offers: &[(&str, &str, T)], value: &str) -> Option<T> {
    let found = offers.iter().find(|(known, _, _)| *known == value);
    found.map(|(_, _, meant)| *meant)
}

/// Sets how this device meets the others; an own relay stays as long as it is used.
pub(super) async fn choose_network(app: &App, value: &str) -> Result<(), Problem> {
    let found = NETWORKS.iter().find(|(known, ..)| *known == value);
    let (_, profile, name, _) = found.ok_or_else(Problem::missing)?;
    let mut settings = app.journal().settings().await?;
    if settings.network != *profile {
        settings.network = *profile;
        settings.relay = None;
        app.journal().set_settings(settings).await?;
    }
    app.kept().say(format!(
        "{name}. It holds from the next start of this page on."
    ));
    Ok(())
}
