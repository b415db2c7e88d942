//! What others see, what they answer, and what they share themselves; and how a device or a reader is let in.

use axum::Form;
use axum::extract::Path;
use axum::response::IntoResponse;
use maud::Markup;

use super::{Gone, Page, Pairs, Seen, again, on};
use crate::app::App;
use crate::form::Sent;
use crate::screen;
use crate::screen::pair::Guest;

pub(crate) async fn sharing(Seen(app): Seen) -> Page {
    screen::sharing::show(&app).await
}

pub(crate) async fn new_share(Seen(app): Seen) -> Page {
    screen::share_new::show(&app).await
}

pub(crate) async fn share_one(Seen(app): Seen, Path(id): Path<String>) -> Page {
    screen::share_new::show_one(&app, &id).await
}

pub(crate) async fn change_plan(Seen(app): Seen, Path(plan): Path<String>) -> Page {
    screen::share_new::change(&app, &plan).await
}

pub(crate) async fn plan_share(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    Ok(
        match screen::share_new::plan(&app, &Sent::new(pairs)).await? {
            Ok(path) => on(&path),
            Err(page) => again(page),
        },
    )
}

pub(crate) async fn planned_share(Seen(app): Seen, Path(plan): Path<String>) -> Page {
    screen::share_new::preview(&app, &plan).await
}

pub(crate) async fn make_share(
    Seen(app): Seen,
    Path(plan): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let mut sent = Sent::new(pairs);
    let passphrase = sent.take_passphrase("passphrase");
    let made = screen::share_new::share(&app, &plan, &sent, passphrase).await?;
    Ok(match made {
        Ok(path) => on(&path),
        Err(page) => again(page),
    })
}

pub(crate) async fn stop_share(
    Seen(app): Seen,
    Path(share): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    let passphrase = Sent::new(pairs).take_passphrase("passphrase");
    let stopped = screen::sharing::stop(&app, &share, passphrase).await?;
    Ok(stopped.map_or_else(|| on(&format!("/r/{share}")), again))
}

pub(crate) async fn shared(Seen(app): Seen, Path(share): Path<String>) -> Page {
    screen::sharing::preview(&app, &share).await
}

pub(crate) async fn reply(Seen(_): Seen) -> Markup {
    screen::reply::show()
}

pub(crate) async fn open_reply(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    let opened = screen::reply::open(&app, &Sent::new(pairs)).await?;
    Ok(opened.map_or_else(again, IntoResponse::into_response))
}

pub(crate) async fn take_reply(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    screen::reply::take(&app, &Sent::new(pairs)).await?;
    Ok(on("/r/notes"))
}

pub(crate) async fn notes(Seen(app): Seen) -> Page {
    screen::reply::list(&app).await
}

pub(crate) async fn delete_note(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    screen::reply::delete(&app, &Sent::new(pairs)).await?;
    Ok(on("/r/notes"))
}

pub(crate) async fn add_device(Seen(app): Seen) -> Markup {
    screen::pair::show(&app, &Guest::Device)
}

pub(crate) async fn pair_device(Seen(app): Seen, Form(pairs): Pairs) -> Gone {
    pair(&app, &Guest::Device, pairs).await
}

pub(crate) async fn invite_reader(Seen(app): Seen, Path(share): Path<String>) -> Page {
    let guest = Guest::reader(&app, &share).await?;
    Ok(screen::pair::show(&app, &guest))
}

pub(crate) async fn pair_reader(
    Seen(app): Seen,
    Path(share): Path<String>,
    Form(pairs): Pairs,
) -> Gone {
    pair(&app, &Guest::reader(&app, &share).await?, pairs).await
}

async fn pair(app: &App, guest: &Guest, pairs: Vec<(String, String)>) -> Gone {
    let mut sent = Sent::new(pairs);
    let passphrase = sent.take_passphrase("passphrase");
    let changed = screen::pair::change(app, guest, &sent, passphrase).await?;
    Ok(changed.map_or_else(|| on(&guest.path()), again))
}

pub(crate) async fn readings(Seen(app): Seen) -> Page {
    screen::reading::show(&app).await
}

pub(crate) async fn reading(Seen(app): Seen, Path(share): Path<String>) -> Page {
    screen::reading::one(&app, &share, &Sent::default()).await
}

pub(crate) async fn search_reading(
    Seen(app): Seen,
    Path(share): Path<String>,
    Form(pairs): Pairs,
) -> Page {
    screen::reading::one(&app, &share, &Sent::new(pairs)).await
}
