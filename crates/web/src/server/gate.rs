//! The one gate before every route. A request passes if all of this is so; what is missing counts as wrong.

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::app::App;
use crate::route::{self, Needs, Route};
use crate::{assets, entrance};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");
/// Types of what a request may carry.
const CARRIED: &[&str] = &["application/json", "application/x-www-form-urlencoded"];

/// What a request gets that is not let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// A status and nothing else.
    Bare(StatusCode),
    /// The page that says how to come in.
    Outside,
    /// The way to the page that asks for the passphrase.
    Locked,
    /// The way to the page on which a journal is begun.
    Begin,
    /// The way to the day, as there is a journal.
    Begun,
    /// It carries too much, or too slowly; what else it sends is not waited for.
    TooMuch,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Bare(status) => status.into_response(),
            Self::Outside => (StatusCode::UNAUTHORIZED, entrance::outside()).into_response(),
            Self::Locked => Redirect::to("/x").into_response(),
            Self::Begin => Redirect::to("/b").into_response(),
            Self::Begun => Redirect::to("/").into_response(),
            Self::TooMuch => {
                let close = [(header::CONNECTION, "close")];
                (StatusCode::PAYLOAD_TOO_LARGE, close).into_response()
            }
        }
    }
}

/// Lets a request through, or says what it gets instead.
pub(super) fn pass(app: &App, request: &Parts) -> Result<(), Refusal> {
    let refused = |status| Err(Refusal::Bare(status));
    // It was meant for somebody else: a name that leads here, or another port's page that guesses.
    let is_whole = request.uri.authority().is_none() && request.uri.path().starts_with('/');
    if single(&request.headers, &header::HOST) != Some(app.host()) || !is_whole {
        return refused(StatusCode::MISDIRECTED_REQUEST);
    }
    if !route::is_known(&request.method) {
        return refused(StatusCode::METHOD_NOT_ALLOWED);
    }
    let found = route::find(request.uri.path());
    let reads = request.method == Method::GET;
    let may_come_from_outside = reads && found.is_none_or(|route| route.is_page);
    if !is_sent_by_a_page_of_ours(&request.headers, may_come_from_outside) {
        return refused(StatusCode::FORBIDDEN);
    }
    let may_change = is_of_our_origin(app, &request.headers) && carries(&request.headers);
    if !reads && !may_change {
        return refused(StatusCode::FORBIDDEN);
    }
    let needs = needs(found, request);
    let cookie = route::cookie(&request.headers);
    let is_in = match needs {
        Needs::Nothing => true,
        Needs::Hiding | Needs::Parting => app.admits_parting(cookie),
        Needs::Session | Needs::Beginning | Needs::Keys => app.admits(cookie),
    };
    let is_for_a_page = is_for_a_page(&request.headers);
    if !is_in {
        let bare = Refusal::Bare(StatusCode::UNAUTHORIZED);
        return Err(if is_for_a_page {
            Refusal::Outside
        } else {
            bare
        });
    }
    let leads_to = match (needs, app.there()) {
        (Needs::Keys | Needs::Parting, None) => Refusal::Begin,
        (Needs::Beginning, Some(_)) => Refusal::Begun,
        (Needs::Keys, Some(journal)) if !journal.is_unlocked() => Refusal::Locked,
        _ => return Ok(()),
    };
    let bare = Refusal::Bare(StatusCode::UNAUTHORIZED);
    Err(if is_for_a_page { leads_to } else { bare })
}

/// Whether somebody did this, and not a page by itself.
pub(super) fn is_input(request: &Parts) -> bool {
    let asks_by_itself = request.uri.path() == route::LOOK;
    request.method == Method::POST && !asks_by_itself || is_for_a_page(&request.headers)
}

/// What a route needs of a browser. What is no route needs what most do.
fn needs(found: Option<&Route>, request: &Parts) -> Needs {
    let asset = request
        .uri
        .path()
        .strip_prefix("/a/")
        .and_then(assets::find);
    match asset {
        Some(asset) if asset.is_open => Needs::Nothing,
        _ => found.map_or(Needs::Session, |route| route.needs),
    }
}

/// Whether the browser says that a page of ours sent this, or, for a page, that somebody went to it.
fn is_sent_by_a_page_of_ours(headers: &HeaderMap, may_come_from_outside: bool) -> bool {
    let says = |name: &HeaderName, value: &str| single(headers, name) == Some(value);
    says(&FETCH_SITE, "same-origin")
        || may_come_from_outside
            && says(&FETCH_SITE, "none")
            && says(&FETCH_MODE, "navigate")
            && says(&FETCH_DEST, "document")
}

fn is_for_a_page(headers: &HeaderMap) -> bool {
    single(headers, &FETCH_DEST) == Some("document")
}

fn is_of_our_origin(app: &App, headers: &HeaderMap) -> bool {
    let origin = single(headers, &header::ORIGIN);
    origin.and_then(|origin| origin.strip_prefix("http://")) == Some(app.host())
}

fn carries(headers: &HeaderMap) -> bool {
    let kind = single(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    CARRIED.contains(&kind.trim())
}

/// The value of a header that stands there once.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}
