//! `/x`: the journal is locked. Nothing on this page tells whose it is or what is in it.

use axum::http::StatusCode;
use engine::{Passphrase, UnlockError};
use maud::{Markup, html};
use serde::Deserialize;

use crate::app::{App, Told};
use crate::confirm;
use crate::page::{Frame, Shell, page};
use crate::problem::Problem;

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    passphrase: String,
}

/// The page, with what was wrong with the last try.
pub(crate) fn show(wrong: Option<&str>) -> Markup {
    let shell = Shell {
        frame: Frame::Bare,
        ..Shell::default()
    };
    page(
        &shell,
        &html! {
            h1 { "Notes" }
            form.gap1 method="post" action="/x" data-locked {
                div.f {
                    label for="passphrase" { "Passphrase" }
                    @if let Some(wrong) = wrong {
                        p.wrong #wrong { (wrong) }
                    }
                    input #passphrase name="passphrase" type="password" required autofocus autocomplete="one-time-code"
                        aria-invalid[wrong.is_some()] aria-describedby=[wrong.map(|_| "wrong")];
                }
                div.acts { button.b.first type="submit" { "Open" } }
            }
        },
    )
}

/// Opens the journal.
pub(crate) async fn open(app: &App, typed: Typed) -> Result<(), Problem> {
    if app.is_open() || app.there().is_none() {
        return Ok(());
    }
    let opened = app.journal().unlock(Passphrase::new(typed.passphrase));
    match opened.await {
        Ok(()) => {
            app.tell(Told::Unlocked);
            Ok(())
        }
        Err(UnlockError::WrongPassphrase) => {
            Err(Problem::new(StatusCode::FORBIDDEN, confirm::WRONG))
        }
        Err(error) => Err(error.into()),
    }
}
