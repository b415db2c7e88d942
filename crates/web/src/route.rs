//! The table of all routes, and what a request gets that could not be done.

use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Form, Json, Router};
use maud::{Markup, html};

use crate::app::App;
use crate::page::{Place, Shell, page};
use crate::problem::Problem;
use crate::session::COOKIE;
use crate::{assets, entrance, handlers as pages, screen};

/// What a browser needs before a route answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// Nothing: it is the way in.
    Nothing,
    /// To have come in, be it in a session that ended just now: it may have been hidden by another page.
    Hiding,
    /// The same, and a journal: what was typed must get home.
    Parting,
    /// To have come in.
    Session,
    /// To have come in, and that there is no journal yet.
    Beginning,
    /// To have come in, and the journal open.
    Keys,
}

/// One route.
pub(crate) struct Route {
    /// As axum writes it: a part in braces stands for anything.
    pub(crate) path: &'static str,
    /// What it needs.
    pub(crate) needs: Needs,
    /// Whether its GET is a page that somebody may go to from outside of a page: from the menu, or by reloading.
    pub(crate) is_page: bool,
    handler: fn() -> MethodRouter<App>,
}

const fn page_at(path: &'static str, needs: Needs, handler: fn() -> MethodRouter<App>) -> Route {
    Route {
        path,
        needs,
        is_page: true,
        handler,
    }
}

const fn part(path: &'static str, needs: Needs, handler: fn() -> MethodRouter<App>) -> Route {
    Route {
        is_page: false,
        ..page_at(path, needs, handler)
    }
}

/// Where a page asks by itself whether somebody else wrote.
pub(crate) const LOOK: &str = "/w/look";

/// All of them. The gate and the tests go by this table.
pub(crate) const ROUTES: &[Route] = &[
    page_at("/enter", Needs::Nothing, || {
        get(async || entrance::show()).post(enter)
    }),
    page_at("/x", Needs::Session, || get(locked).post(unlock)),
    page_at("/b", Needs::Beginning, || {
        get(async || screen::begin::first())
    }),
    page_at("/b/words", Needs::Beginning, || {
        get(pages::drawn_words).post(pages::choose_drawn)
    }),
    page_at("/b/own", Needs::Beginning, || {
        get(pages::own_words).post(pages::choose_own)
    }),
    page_at("/b/kit", Needs::Beginning, || {
        get(pages::kit).post(pages::make_journal)
    }),
    page_at("/b/join", Needs::Beginning, || {
        get(pages::join).post(pages::begin_to_join)
    }),
    page_at("/b/joining", Needs::Beginning, || {
        get(pages::joining).post(pages::stop_joining)
    }),
    page_at("/", Needs::Keys, || get(pages::today).post(pages::check_in)),
    page_at("/t", Needs::Keys, || {
        get(pages::timeline).post(pages::go_to_day)
    }),
    page_at("/w", Needs::Keys, || {
        get(async |State(app): State<App>| shown(screen::write::show(&app, None).await))
    }),
    part("/w/open", Needs::Keys, || post(screen::write::open)),
    part("/w/save", Needs::Parting, || post(screen::write::save)),
    part(LOOK, Needs::Keys, || post(screen::write::look)),
    part("/w/done", Needs::Keys, || post(screen::write::done)),
    part("/w/drop", Needs::Keys, || post(screen::write::throw_away)),
    page_at("/w/drafts", Needs::Keys, || {
        get(pages::drafts).post(pages::drop_draft)
    }),
    page_at("/w/{id}", Needs::Keys, || {
        get(async |State(app): State<App>, Path(id): Path<String>| {
            shown(screen::write::show(&app, Some(&id)).await)
        })
    }),
    part("/hide", Needs::Hiding, || post(hide)),
    part("/lock", Needs::Session, || post(lock)),
    part("/awake", Needs::Session, || {
        post(async || StatusCode::NO_CONTENT)
    }),
    page_at("/t/{day}", Needs::Keys, || get(pages::timeline_of)),
    page_at("/t/{day}/{skip}", Needs::Keys, || get(pages::timeline_from)),
    page_at("/c", Needs::Keys, || get(pages::calendar)),
    page_at("/c/{month}", Needs::Keys, || get(pages::calendar_of)),
    page_at("/s", Needs::Keys, || {
        get(pages::search).post(pages::look_for)
    }),
    page_at("/s/{name}", Needs::Keys, || get(pages::searched)),
    part("/hits", Needs::Keys, || post(pages::hits)),
    page_at("/n/{id}", Needs::Keys, || {
        get(pages::entry).post(pages::change_entry)
    }),
    part("/n/{id}/f/{file}", Needs::Keys, || {
        get(screen::files::show).post(pages::change_file)
    }),
    part("/f/begin", Needs::Keys, || post(screen::files::begin)),
    part("/f/piece", Needs::Keys, || post(screen::files::piece)),
    part("/f/end", Needs::Keys, || post(screen::files::end)),
    page_at("/h/{id}", Needs::Keys, || {
        get(pages::history).post(pages::go_back)
    }),
    page_at("/h/{id}/{version}", Needs::Keys, || get(pages::version)),
    page_at("/p", Needs::Keys, || get(pages::steps)),
    page_at("/m", Needs::Keys, || {
        get(pages::marks).post(pages::keep_mark)
    }),
    page_at("/p/{sheet}", Needs::Keys, || {
        get(pages::sheet).post(pages::change_sheet)
    }),
    page_at("/p/{sheet}/h", Needs::Keys, || {
        get(pages::sheet_history).post(pages::sheet_go_back)
    }),
    page_at("/p/{sheet}/h/{version}", Needs::Keys, || {
        get(pages::sheet_version)
    }),
    page_at("/p/{sheet}/i/{item}", Needs::Keys, || {
        get(pages::item_question)
    }),
    page_at("/p/{sheet}/q", Needs::Keys, || get(pages::first_question)),
    page_at("/p/{sheet}/q/{at}", Needs::Keys, || {
        get(pages::question).post(pages::answer)
    }),
    page_at("/p/{sheet}/q/{at}/{item}/{inner}", Needs::Keys, || {
        get(pages::inner_question).post(pages::inner_answer)
    }),
    page_at("/u", Needs::Keys, || {
        get(pages::urge).post(pages::save_urge)
    }),
    page_at("/u/{item}", Needs::Keys, || {
        get(pages::urge_after).post(pages::urge_passed)
    }),
    page_at("/i", Needs::Keys, || {
        get(pages::insights).post(pages::insights_range)
    }),
    page_at("/i/{from}/{to}", Needs::Keys, || get(pages::insights_of)),
    page_at("/r", Needs::Keys, || get(pages::sharing::sharing)),
    page_at("/r/new", Needs::Keys, || {
        get(pages::sharing::new_share).post(pages::sharing::plan_share)
    }),
    page_at("/r/new/{plan}", Needs::Keys, || {
        get(pages::sharing::change_plan)
    }),
    page_at("/r/one/{id}", Needs::Keys, || {
        get(pages::sharing::share_one)
    }),
    page_at("/r/plan/{plan}", Needs::Keys, || {
        get(pages::sharing::planned_share).post(pages::sharing::make_share)
    }),
    page_at("/r/reply", Needs::Keys, || {
        get(pages::sharing::reply).post(pages::sharing::open_reply)
    }),
    part("/r/reply/take", Needs::Keys, || {
        post(pages::sharing::take_reply)
    }),
    page_at("/r/notes", Needs::Keys, || {
        get(pages::sharing::notes).post(pages::sharing::delete_note)
    }),
    page_at("/r/{share}", Needs::Keys, || {
        get(pages::sharing::shared).post(pages::sharing::stop_share)
    }),
    page_at("/r/{share}/invite", Needs::Keys, || {
        get(pages::sharing::invite_reader).post(pages::sharing::pair_reader)
    }),
    page_at("/e", Needs::Keys, || get(pages::sharing::readings)),
    page_at("/e/{share}", Needs::Keys, || {
        get(pages::sharing::reading).post(pages::sharing::search_reading)
    }),
    page_at("/d", Needs::Keys, || get(pages::devices)),
    page_at("/d/add", Needs::Keys, || {
        get(pages::sharing::add_device).post(pages::sharing::pair_device)
    }),
    page_at("/d/{device}", Needs::Keys, || {
        get(pages::device).post(pages::remove_device)
    }),
    page_at("/o", Needs::Keys, || get(pages::settings).post(pages::set)),
    page_at("/o/passphrase", Needs::Keys, || {
        get(pages::passphrase).post(pages::change_passphrase)
    }),
    page_at("/k", Needs::Session, || get(pages::help)),
    part("/a/{name}", Needs::Session, || {
        get(async |State(app): State<App>, Path(name): Path<String>| assets::show(&app, &name))
    }),
    part("/live", Needs::Session, || {
        get(async |State(app): State<App>| app.live().listen())
    }),
    part("/favicon.ico", Needs::Nothing, || {
        get(async || StatusCode::NO_CONTENT)
    }),
];

/// The paths that are answered, for tests that ask all of them: each as a pattern in which a part in braces stands for
/// anything, and whether it is a page.
pub fn routes() -> impl Iterator<Item = (&'static str, bool)> {
    ROUTES.iter().map(|route| (route.path, route.is_page))
}

/// The router of all routes.
pub(crate) fn router(app: App) -> Router {
    let routes = ROUTES.iter();
    let router = routes.fold(Router::new(), |router, route| {
        router.route(route.path, (route.handler)())
    });
    router
        .fallback(async || shown(Err(Problem::missing())))
        .with_state(app)
}

/// The route of a path.
pub(crate) fn find(path: &str) -> Option<&'static Route> {
    ROUTES.iter().find(|route| is_of(route.path, path))
}

fn is_of(pattern: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    pattern.split('/').all(|wanted| {
        parts
            .next()
            .is_some_and(|part| part == wanted || wanted.starts_with('{') && !part.is_empty())
    }) && parts.next().is_none()
}

async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    given: Result<Json<entrance::Given>, JsonRejection>,
) -> Response {
    match given {
        Ok(Json(given)) => entrance::claim(&app, &given, cookie(&headers)),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn locked(State(app): State<App>) -> Response {
    if app.is_open() || app.there().is_none() {
        return Redirect::to("/").into_response();
    }
    screen::locked::show(None).into_response()
}

async fn unlock(
    State(app): State<App>,
    typed: Result<Form<screen::locked::Typed>, FormRejection>,
) -> Response {
    let Ok(Form(typed)) = typed else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match screen::locked::open(&app, typed).await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(why) => (why.status(), screen::locked::show(Some(why.said()))).into_response(),
    }
}

/// Somebody must not see this: what was typed is kept, the journal is locked, and the session ends.
async fn hide(
    State(app): State<App>,
    typed: Result<Json<screen::write::Typed>, JsonRejection>,
) -> StatusCode {
    // Whatever was sent, it is hidden.
    if let Ok(Json(typed)) = typed
        && app.there().is_some()
    {
        screen::write::keep(&app, typed).await;
    }
    // First, so that no page goes to the question for the passphrase instead.
    app.end_session();
    app.lock().await;
    // What cannot be ended tells so itself, where somebody asks it.
    let _ = app.let_go().await;
    StatusCode::NO_CONTENT
}

async fn lock(State(app): State<App>) -> StatusCode {
    app.lock().await;
    let _ = app.let_go().await;
    StatusCode::NO_CONTENT
}

/// A page, or why there is none.
fn shown(page: Result<Markup, Problem>) -> Response {
    page.into_response()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if matches!(self, Self::Locked) {
            return Redirect::to("/x").into_response();
        }
        if matches!(self, Self::Reads) {
            return Redirect::to("/e").into_response();
        }
        let body = html! {
            h1 { "Notes" }
            p { (self.said()) }
        };
        (self.status(), page(&Shell::of(Place::Elsewhere), &body)).into_response()
    }
}

/// The cookie of a request, if there is just one.
pub(crate) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let mut found = headers
        .get_all("cookie")
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split("; "))
        .filter_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='));
    found.next().filter(|_| found.next().is_none())
}

/// Whether a route may be asked in this way at all.
pub(crate) fn is_known(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::POST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_belongs_to_one_route() {
        assert!(is_of("/", "/") && is_of("/a/{name}", "/a/x.js"));
        assert!(!is_of("/a/{name}", "/a/") && !is_of("/a/{name}", "/a/b/c"));
        assert!(!is_of("/x", "/x/") && !is_of("/x", "//x"));
        for route in ROUTES {
            let path = route.path.replace("{name}", "some").replace("{id}", "some");
            assert_eq!(
                find(&path).map(|found| found.path),
                Some(route.path),
                "{path}"
            );
        }
    }

    #[test]
    fn two_cookies_are_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(cookie(&headers), None);
        headers.append("cookie", "a=b; __Host-s=x; c=d".parse().unwrap());
        assert_eq!(cookie(&headers), Some("x"));
        headers.append("cookie", "__Host-s=y".parse().unwrap());
        assert_eq!(cookie(&headers), None);
    }
}
