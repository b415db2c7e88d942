//! `/`: the day at a glance.

use maud::{Markup, html};

use crate::app::App;
use crate::page::{Shell, page};
use crate::problem::Problem;

/// The page.
pub(crate) async fn show(app: &App) -> Result<Markup, Problem> {
    let today = app.journal().programme().today().await?;
    let status = app.journal().status().await?;
    Ok(page(
        &Shell::default(),
        &html! {
            h1 { (today.date.strftime("%A, %-d %B")) }
            section #today data-live {
                p.prompt { (today.prompt) }
                @if let Some(entries) = status.entries {
                    p.soft { (entries) (if entries == 1 { " entry" } else { " entries" }) " in this journal" }
                }
            }
        },
    ))
}
