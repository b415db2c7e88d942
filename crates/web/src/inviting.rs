//! Showing a ticket: going on the network for it, and telling open pages who comes.

use std::net::SocketAddr;
use std::time::Duration;

use engine::{Invitation, WriteError};
use node::{FirstExchange, InviteError, InviteEvent, Inviting};
use tokio::time::sleep;

use crate::app::App;
use crate::live::News;
use crate::pairing::{For, Stage};
use crate::problem::Problem;

/// How often open pages say anew how much time is left.
const TELL_EVERY: Duration = Duration::from_secs(60);

/// Shows a ticket, in place of the one before. `make` gets the addresses that it should name.
pub(crate) async fn begin(
    app: &App,
    of: For,
    make: impl FnOnce(Vec<SocketAddr>) -> Result<Invitation, WriteError>,
) -> Result<(), Problem> {
    let settings = app.journal().settings().await?;
    app.pairing().end();
    let inviting = Inviting::open(app.journal().vault(), &settings, make);
    let inviting = inviting.await.map_err(|error| Problem::of(&error))?;
    let ticket = inviting.ticket().clone();
    app.pairing()
        .begin(of, ticket, admit(app.clone(), inviting));
    Ok(())
}

/// Waits for the newcomer until the ticket expires.
async fn admit(app: App, mut inviting: Inviting) {
    let newcomer = loop {
        let event = tokio::select! {
            event = inviting.next() => event,
            () = sleep(TELL_EVERY) => {
                app.live().tell(News::Changed);
                continue;
            }
        };
        match event {
            Ok(InviteEvent::Asks(question)) => {
                let asking = question.asking().clone();
                app.pairing().tell(Stage::Asks(asking), Some(question));
            }
            Ok(InviteEvent::TurnedAway(why)) => {
                app.pairing()
                    .tell(Stage::Waits(Some(why.to_string())), None);
            }
            Ok(InviteEvent::Admitted(newcomer)) => break newcomer,
            Err(why) => {
                app.pairing().tell(Stage::Over(ended(&why)), None);
                app.live().tell(News::Changed);
                return;
            }
        }
        app.live().tell(News::Changed);
    };
    exchange(&app, newcomer).await;
}

async fn exchange(app: &App, newcomer: FirstExchange) {
    let name = newcomer.name().to_owned();
    app.pairing().tell(Stage::Exchanges(name.clone()), None);
    app.live().tell(News::Changed);
    let exchanged = newcomer.exchange(None).await;
    let cut = exchanged.err().map(|why| why.to_string());
    app.pairing().tell(Stage::Joined(name, cut), None);
    app.live().tell(News::Changed);
}

fn ended(why: &InviteError) -> String {
    match why {
        InviteError::Expired => "Nobody came in time. The ticket is over.".to_owned(),
        InviteError::Silent => "The other device went silent. The ticket is void.".to_owned(),
        InviteError::Spent(why) => format!("It was refused: {why}. The ticket is void."),
        why => Problem::of(why).said().to_owned(),
    }
}
