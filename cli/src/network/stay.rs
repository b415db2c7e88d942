//! Staying connected for as long as the command runs: tells what happens, and takes over the agent's keys.

use std::time::Duration;

use engine::{Journal, OpenedKeys, Vault};
use node::Node;
use tokio::time::{Instant, sleep_until};

use super::owner::Place;
use super::signals::Signals;
use super::tell;
use crate::agent::Agent;
use crate::app::App;
use crate::failure::Failure;

/// How often the agent is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Whose the keys are that are in use.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Typed for this command; they stay until it ends.
    Own,
    /// The agent's; they go with it.
    Agents,
    /// None: sealed records only.
    None,
}

/// Stays connected until a signal comes.
pub(crate) async fn stay(app: &mut App, vault: Vault) -> Result<(), Failure> {
    let mut signals = Signals::new()?;
    let mut keys = match (vault.is_unlocked(), app.agent().is_some()) {
        (false, _) => Keys::None,
        (true, true) => Keys::Agents,
        (true, false) => Keys::Own,
    };
    let settings = vault.settings()?;
    let journal = Journal::from(vault);
    let place = Place::of(app, journal.vault())?;
    let owned = match place.take()? {
        Some(owned) => owned,
        None => {
            tell::waiting(app, &place.owner())?;
            tokio::select! {
                owned = place.take_over() => owned?,
                () = signals.any() => return tell::stopped(app),
            }
        }
    };
    let node = Node::start(&journal, &settings).await?;
    let mut events = node.events();
    let mut others = Box::pin(owned.serve(&node));
    tell::started(app, &node.watch().borrow())?;
    let mut next_look = Instant::now() + LOOK_EVERY;
    let told = loop {
        let step = tokio::select! {
            biased;
            () = signals.any() => break tell::stopped(app),
            event = events.next() => match event {
                Some(event) => tell::happened(app, &event),
                None => break Ok(()),
            },
            served = &mut others => break served.map_err(|e| Failure::io("listening to other commands", e)),
            () = sleep_until(next_look) => {
                next_look = Instant::now() + LOOK_EVERY;
                follow_agent(app, &journal, &mut keys).await
            }
        };
        if step.is_err() {
            break step;
        }
    };
    drop(others);
    let ended = node.stop().await;
    told?;
    Ok(ended?)
}

/// Takes the agent's keys when it appears, and lets go of them when it goes: `still lock` locks here too. The node
/// notices and tells.
async fn follow_agent(app: &App, journal: &Journal, keys: &mut Keys) -> Result<(), Failure> {
    let agent = app
        .vault_key()
        .and_then(|key| Agent::find(&key).ok().flatten());
    match (*keys, agent) {
        (Keys::None, Some(agent)) => {
            let held = agent.keys().ok();
            if let Some(opened) = held.and_then(|held| OpenedKeys::from_agent(&held).ok()) {
                journal.unlock_with(opened).await?;
                *keys = Keys::Agents;
            }
        }
        (Keys::Agents, None) => {
            journal.lock().await;
            *keys = Keys::None;
        }
        _ => {}
    }
    Ok(())
}
