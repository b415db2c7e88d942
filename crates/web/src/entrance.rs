//! The entrance: a page whose script presents the token from the address, and gets the cookie.

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use serde::Deserialize;

use crate::app::App;
use crate::page::{Frame, Shell, page};
use crate::session::{COOKIE, Claim};

/// What the script of the entrance sends.
#[derive(Deserialize)]
pub(crate) struct Given {
    token: String,
}

/// The page. It is the same for everybody.
pub(crate) fn show() -> Markup {
    let shell = Shell {
        session: false,
        frame: Frame::Bare,
        scripts: &["enter.js"],
        ..Shell::default()
    };
    page(
        &shell,
        &html! {
            h1 { "Notes" }
            p #said role="status" { "Opening." }
            noscript { p { "This page needs JavaScript." } }
        },
    )
}

/// Presents a token.
pub(crate) fn claim(app: &App, given: &Given, cookie: Option<&str>) -> Response {
    let (claim, secret) = app.claim(given.token.as_str(), cookie);
    match claim {
        Claim::Entered => {
            let cookie = format!(
                "{COOKIE}={}; HttpOnly; Secure; SameSite=Strict; Path=/",
                *secret
            );
            match HeaderValue::try_from(cookie) {
                Ok(cookie) => (StatusCode::NO_CONTENT, [(SET_COOKIE, cookie)]).into_response(),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
        Claim::Stayed => StatusCode::NO_CONTENT.into_response(),
        Claim::Twice | Claim::Wrong => StatusCode::GONE.into_response(),
    }
}

/// What a page without a session says.
pub(crate) fn outside() -> Markup {
    closed(
        "This page is closed. It was hidden, opened in another browser, or it belongs to an earlier start. Open Notes from the menu of your computer.",
    )
}

/// A page that is over. It asks for nothing.
pub(crate) fn closed(said: &str) -> Markup {
    let shell = Shell {
        session: false,
        frame: Frame::Bare,
        ..Shell::default()
    };
    page(
        &shell,
        &html! {
            h1 { "Notes" }
            p { (said) }
        },
    )
}
