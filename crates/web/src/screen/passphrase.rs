//! `/o/passphrase`: another passphrase for this device. It ends the session: whoever came in before knew the old one.

use engine::UnlockError;
use engine::strength::passphrase_hint;
use maud::{Markup, html};
use zeroize::Zeroizing;

use crate::app::App;
use crate::confirm::confirm;
use crate::entrance::closed;
use crate::form::Sent;
use crate::page::{Place, Shell, page};
use crate::part::field::{self, Field, Offer};
use crate::part::notice;
use crate::problem::Problem;

/// What was typed and cannot be taken; each may be empty.
#[derive(Default)]
struct Refused {
    old: String,
    fresh: Wrong,
    /// Why it did not come to it.
    why: String,
}

/// What cannot be taken of a new passphrase that was typed twice; each may be empty.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) first: String,
    pub(super) again: &'static str,
    /// Whether an easy one can be used all the same.
    offers_anyway: bool,
}

impl Wrong {
    pub(super) fn is_any(&self) -> bool {
        !(self.first.is_empty() && self.again.is_empty())
    }

    /// The offer to use an easy one all the same.
    pub(super) fn anyway(&self) -> Markup {
        let anyway = Offer {
            value: "yes",
            label: "Use it all the same",
            chosen: false,
        };
        html! { @if self.offers_anyway { (field::ticks("checkbox", "anyway", [anyway])) } }
    }
}

/// A new passphrase that was typed under a name and again, and what is wrong with it.
pub(super) fn fresh(sent: &mut Sent, name: &str) -> (Zeroizing<String>, Wrong) {
    let (typed, again) = (sent.take_secret(name), sent.take_secret("again"));
    let mut wrong = Wrong::default();
    if typed.is_empty() {
        "It cannot be empty.".clone_into(&mut wrong.first);
    } else if let Some(hint) = passphrase_hint(&typed).filter(|_| !sent.has("anyway")) {
        wrong.first = hint;
        wrong.offers_anyway = true;
    }
    if *typed != *again {
        wrong.again = "The two differ. Type both once more.";
    }
    (typed, wrong)
}

/// The page.
pub(crate) fn show(app: &App) -> Markup {
    shown(app, &Refused::default())
}

fn shown(app: &App, refused: &Refused) -> Markup {
    let body = html! {
        p.crumb { a href="/o" { "Settings" } }
        div.head {
            h1 { "Another passphrase" }
            p { "For this device; your others keep theirs. Copies of the journal's folder that were made earlier still open with the old one." }
        }
        @if !refused.why.is_empty() { (notice::wrong("The old passphrase stays.", &refused.why)) }
        form method="post" action="/o/passphrase" data-ends {
            (Field { wrong: &refused.old, ..Field::new("old", "The passphrase until now") }.passphrase())
            (Field {
                help: "Several words in a row are easy to keep and hard to guess.",
                wrong: &refused.fresh.first,
                ..Field::new("fresh", "The new one")
            }.passphrase())
            (refused.fresh.anyway())
            (Field { wrong: refused.fresh.again, ..Field::new("again", "The new one again") }.passphrase())
            p.help.gap-s { "Then the journal is locked, here and in the terminal, and this page closes. Open it anew with the new passphrase." }
            div.acts {
                button.b.first type="submit" { "Change the passphrase" }
                a.b.plain href="/o" { "Leave it" }
            }
        }
    };
    page(&Shell::of(Place::Settings).reading(app.only_reads()), &body)
}

/// Changes it: the page that says so, or the form again with what is wrong.
pub(crate) async fn change(app: &App, sent: &mut Sent) -> Result<Result<Markup, Markup>, Problem> {
    let (fresh, wrong) = fresh(sent, "fresh");
    let mut refused = Refused {
        fresh: wrong,
        ..Refused::default()
    };
    if refused.fresh.is_any() {
        return Ok(Err(shown(app, &refused)));
    }
    let old = sent.take_secret("old");
    let typed = |text: &str| engine::Passphrase::new(text.to_owned());
    if let Err(why) = confirm(app, typed(&old)).await? {
        refused.old = why;
        return Ok(Err(shown(app, &refused)));
    }
    // Afterwards what holds the keys elsewhere would go by another name, and no command would find it.
    if let Err(why) = app.let_go().await {
        refused.why = why;
        return Ok(Err(shown(app, &refused)));
    }
    let journal = app.journal();
    match journal.change_passphrase(typed(&old), typed(&fresh)).await {
        Ok(()) => {}
        Err(error @ UnlockError::TooManyAttempts { .. }) => {
            Problem::from(error).said().clone_into(&mut refused.old);
            return Ok(Err(shown(app, &refused)));
        }
        Err(error) => return Err(error.into()),
    }
    app.end_session();
    app.lock().await;
    Ok(Ok(closed(
        "The passphrase was changed, and the journal is locked. Open Notes from the menu of your computer.",
    )))
}
