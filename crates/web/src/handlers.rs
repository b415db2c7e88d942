//! What each address of a screen answers: a page, or after a form the address to go on at.

pub(crate) mod sharing;

use axum::Form;
use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use maud::Markup;

use crate::app::App;
use crate::form::Sent;
use crate::problem::Problem;
use crate::screen;
use crate::screen::answer::Answered;
use crate::screen::question::Asked;
use crate::screen::timeline::From;

type Pairs = Form<Vec<(String, String)>>;
type Page = Result<Markup, Problem>;
type Gone = Result<Response, Problem>;

/// What all requests share, and whether somebody goes to a page with this one.
pub(crate) struct Seen(App);

impl FromRequestParts<App> for Seen {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        // No page takes anything from its address but its path: what somebody put there would go unnoticed.
        if parts.uri.query().is_some() {
            return Err(Problem::missing());
        }
        let dest = parts.headers.get("sec-fetch-dest");
        Ok(Self(
            app.visited(dest.is_some_and(|dest| dest == "document")),
        ))
    }
}

/// On to another page of ours.
fn on(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The page again, as what was typed could not be taken.
fn again(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

fn number(text: &str) -> Result<usize, Problem> {
    text.parse().map_err(|_| Problem::missing())
}

pub(crate) async fn today(Seen(app): Seen) -> Page {
    screen::today::show(&app).await
}

pub(crate) async fn check_in(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    screen::today::check_in(&app, &Sent::new(pairs)).await?;
    Ok(on("/"))
}

pub(crate) async fn timeline(Seen(app): Seen) -> Page {
    screen::timeline::show(&app, From::default()).await
}

pub(crate) async fn go_to_day(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    Ok(match screen::timeline::go(&app, &Sent::new(pairs)).await? {
        Ok(day) => on(&format!("/t/{day}")),
        Err(page) => again(page),
    })
}

pub(crate) async fn timeline_of(Seen(app): Seen, Path(day): Path<String>) -> Page {
    screen::timeline::show(&app, from(&day, "0")?).await
}

pub(crate) async fn timeline_from(
    Seen(app): Seen,
    Path((day, skip)): Path<(String, String)>,
) -> Page {
    screen::timeline::show(&app, from(&day, &skip)?).await
}

fn from(day: &str, skip: &str) -> Result<From, Problem> {
    let day: Date = day.parse().map_err(|_| Problem::missing())?;
    Ok(From {
        day: Some(day),
        skip: number(skip)?,
    })
}

pub(crate) async fn calendar(Seen(app): Seen) -> Page {
    screen::calendar::show(&app, None).await
}

pub(crate) async fn calendar_of(Seen(app): Seen, Path(named): Path<String>) -> Page {
    screen::calendar::show(&app, Some(&named)).await
}

pub(crate) async fn search(Seen(app): Seen) -> Page {
    screen::search::show(&app, None).await
}

pub(crate) async fn searched(Seen(app): Seen, Path(name): Path<String>) -> Page {
    screen::search::show(&app, Some(&name)).await
}

pub(crate) async fn look_for(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    let name = screen::search::remember(&app, &Sent::new(pairs));
    Ok(on(&format!("/s/{name}")))
}

/// What a search finds while it is typed: the part of the page alone, and the name under which the page has it.
pub(crate) async fn hits(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    let sent = Sent::new(pairs);
    let found = screen::search::hits(&app, &sent.get("q")).await?;
    let name = screen::search::remember(&app, &sent);
    Ok(([("x-name", name)], found).into_response())
}

pub(crate) async fn drafts(Seen(app): Seen) -> Page {
    screen::drafts::show(&app).await
}

pub(crate) async fn drop_draft(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    screen::drafts::throw_away(&app, &Sent::new(pairs)).await?;
    Ok(on("/w/drafts"))
}

pub(crate) async fn entry(Seen(app): Seen, Path(id): Path<String>) -> Page {
    screen::entry::show(&app, &id).await
}

pub(crate) async fn change_entry(
    Seen(app): Seen,
    Path(id): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let changed = screen::entry::change(&app, &id, &Sent::new(pairs)).await?;
    Ok(changed.map_or_else(|| on(&format!("/n/{id}")), again))
}

pub(crate) async fn change_file(
    Seen(app): Seen,
    Path((id, file)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Gone {
    let handed = screen::files::change(&app, &id, &file, &Sent::new(pairs)).await?;
    Ok(handed.unwrap_or_else(|| on(&format!("/n/{id}"))))
}

pub(crate) async fn history(Seen(app): Seen, Path(id): Path<String>) -> Page {
    screen::history::of_entry(&app, &id, None).await
}

pub(crate) async fn version(Seen(app): Seen, Path((id, version)): Path<(String, String)>) -> Page {
    screen::history::of_entry(&app, &id, Some(number(&version)?)).await
}

pub(crate) async fn go_back(Seen(app): Seen, Path(id): Path<String>, Form(pairs): Pairs) -> Gone {
    screen::history::back_entry(&app, &id, &Sent::new(pairs)).await?;
    Ok(on(&format!("/h/{id}")))
}

pub(crate) async fn steps(Seen(app): Seen) -> Page {
    screen::steps::show(&app).await
}

pub(crate) async fn marks(Seen(app): Seen) -> Page {
    screen::steps::marks(&app).await
}

pub(crate) async fn keep_mark(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    screen::steps::keep(&app, &Sent::new(pairs)).await?;
    Ok(on("/m"))
}

pub(crate) async fn sheet(Seen(app): Seen, Path(sheet): Path<String>) -> Page {
    screen::sheet::show(&app, &sheet).await
}

pub(crate) async fn change_sheet(
    Seen(app): Seen,
    Path(sheet): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let back = screen::sheet::change(&app, &sheet, &Sent::new(pairs)).await?;
    Ok(on(&back))
}

pub(crate) async fn sheet_history(Seen(app): Seen, Path(sheet): Path<String>) -> Page {
    let name = screen::steps::named(&app, &sheet).await?;
    screen::history::of_sheet(&app, name, &sheet, None).await
}

pub(crate) async fn sheet_version(
    Seen(app): Seen,
    Path((sheet, version)): Path<(String, String)>,
) -> Page {
    let name = screen::steps::named(&app, &sheet).await?;
    screen::history::of_sheet(&app, name, &sheet, Some(number(&version)?)).await
}

pub(crate) async fn sheet_go_back(
    Seen(app): Seen,
    Path(sheet): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let name = screen::steps::named(&app, &sheet).await?;
    screen::history::back_sheet(&app, name, &Sent::new(pairs)).await?;
    Ok(on(&format!("/p/{sheet}/h")))
}

/// The first question that is open.
pub(crate) async fn first_question(Seen(app): Seen, Path(sheet): Path<String>) -> Gone {
    let asking = screen::question::Asking::of(&app, &sheet).await?;
    let first = asking
        .first()
        .map_or_else(|| format!("/p/{}", asking.path), |(first, _)| first);
    Ok(on(&first))
}

/// The first question of an item that a link names by the beginning of its id.
pub(crate) async fn item_question(
    Seen(app): Seen,
    Path((sheet, item)): Path<(String, String)>,
) -> Gone {
    Ok(on(&screen::sheet::item_question(&app, &sheet, &item).await?))
}

pub(crate) async fn question(Seen(app): Seen, Path((sheet, at)): Path<(String, String)>) -> Page {
    screen::question::show(&app, &sheet, outer(&at)?).await
}

pub(crate) async fn answer(
    Seen(app): Seen,
    Path((sheet, at)): Path<(String, String)>,
    Form(pairs): Pairs,
) -> Gone {
    answered(&app, &sheet, outer(&at)?, &Sent::new(pairs)).await
}

pub(crate) async fn inner_question(
    Seen(app): Seen,
    Path((sheet, at, item, inner)): Path<(String, String, String, String)>,
) -> Page {
    screen::question::show(&app, &sheet, asked(&at, &item, &inner)?).await
}

pub(crate) async fn inner_answer(
    Seen(app): Seen,
    Path((sheet, at, item, inner)): Path<(String, String, String, String)>,
    Form(pairs): Pairs,
) -> Gone {
    answered(&app, &sheet, asked(&at, &item, &inner)?, &Sent::new(pairs)).await
}

fn outer(at: &str) -> Result<Asked, Problem> {
    Ok(Asked {
        at: number(at)?,
        inner: None,
    })
}

fn asked(at: &str, item: &str, inner: &str) -> Result<Asked, Problem> {
    Ok(Asked {
        at: number(at)?,
        inner: Some((item.parse()?, number(inner)?)),
    })
}

async fn answered(app: &App, sheet: &str, asked: Asked, sent: &Sent) -> Gone {
    Ok(match screen::answer::save(app, sheet, asked, sent).await? {
        Answered::Go(path) => on(&path),
        Answered::Again(page) => again(page),
    })
}

pub(crate) async fn urge(Seen(app): Seen) -> Page {
    screen::urge::show(&app).await
}

pub(crate) async fn save_urge(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    Ok(match screen::urge::save(&app, &Sent::new(pairs)).await? {
        Ok(path) => on(&path),
        Err(page) => again(page),
    })
}

pub(crate) async fn urge_after(Seen(app): Seen, Path(item): Path<String>) -> Page {
    screen::urge::after(&app, &item).await
}

pub(crate) async fn urge_passed(
    Seen(app): Seen,
    Path(item): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let path = screen::urge::passed(&app, &item, &Sent::new(pairs)).await?;
    Ok(on(&path))
}

pub(crate) async fn insights(Seen(app): Seen) -> Page {
    screen::insights::show(&app, engine::Days::default()).await
}

pub(crate) async fn insights_of(Seen(app): Seen, Path((from, to)): Path<(String, String)>) -> Page {
    screen::insights::show(&app, screen::insights::days_of(&from, &to)?).await
}

pub(crate) async fn insights_range(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    Ok(
        match screen::insights::range(&app, &Sent::new(pairs)).await? {
            Ok(path) => on(&path),
            Err(page) => again(page),
        },
    )
}

pub(crate) async fn devices(Seen(app): Seen) -> Page {
    screen::devices::show(&app).await
}

pub(crate) async fn device(Seen(app): Seen, Path(device): Path<String>) -> Page {
    screen::devices::show_removing(&app, &device).await
}

pub(crate) async fn remove_device(
    Seen(app): Seen,
    Path(device): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let passphrase = Sent::new(pairs).take_passphrase("passphrase");
    let removed = screen::devices::remove(&app, &device, passphrase).await?;
    Ok(removed.map_or_else(|| on("/d"), again))
}

pub(crate) async fn settings(Seen(app): Seen) -> Page {
    screen::settings::show(&app).await
}

pub(crate) async fn set(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    let changed = screen::settings::change(&app, &Sent::new(pairs)).await?;
    Ok(changed.map_or_else(|| on("/o"), again))
}

pub(crate) async fn passphrase(Seen(app): Seen) -> Markup {
    screen::passphrase::show(&app)
}

pub(crate) async fn change_passphrase(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    let changed = screen::passphrase::change(&app, &mut Sent::new(pairs)).await?;
    Ok(changed.map_or_else(again, IntoResponse::into_response))
}

pub(crate) async fn help(Seen(app): Seen) -> Markup {
    screen::help::show(&app)
}

pub(crate) async fn drawn_words(Seen(app): Seen) -> Markup {
    screen::begin::drawn(&app)
}

pub(crate) async fn choose_drawn(Seen(app): Seen, Form(pairs): Pairs) -> Response {
    chosen(screen::begin::choose_drawn(&app, &mut Sent::new(pairs)))
}

pub(crate) async fn own_words(Seen(app): Seen) -> Markup {
    screen::begin::own(&app)
}

pub(crate) async fn choose_own(Seen(app): Seen, Form(pairs): Pairs) -> Response {
    chosen(screen::begin::choose_own(&app, &mut Sent::new(pairs)))
}

fn chosen(done: Result<&'static str, Markup>) -> Response {
    done.map_or_else(again, on)
}

pub(crate) async fn kit(Seen(app): Seen) -> Response {
    screen::begin::kit(&app).map_or_else(|| on("/b"), IntoResponse::into_response)
}

pub(crate) async fn make_journal(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    let made = screen::begin::make(&app, &Sent::new(pairs)).await?;
    Ok(made.map_or_else(|| on("/"), again))
}

pub(crate) async fn join(Seen(app): Seen) -> Markup {
    screen::begin::join(&app)
}

pub(crate) async fn begin_to_join(Seen(app): Seen, Form(pairs): Pairs) -> Response {
    let begun = screen::begin::begin_to_join(&app, &mut Sent::new(pairs));
    begun.map_or_else(|| on("/b/joining"), again)
}

pub(crate) async fn joining(Seen(app): Seen) -> Response {
    screen::begin::joining(&app).map_or_else(|| on("/b"), IntoResponse::into_response)
}

pub(crate) async fn stop_joining(Seen(app): Seen) -> Response {
    app.beginning().forget();
    on("/b")
}
