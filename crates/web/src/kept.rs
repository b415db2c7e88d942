//! What is remembered from one request to the next, in memory alone and until the journal is locked: what was just done, to
//! be said on the page that follows, the last search, so that the way back from an entry leads to it, and what somebody is
//! about to share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::QuietLine;
use maud::{Markup, html};

use crate::part::notice;
use crate::plan::Plan;

/// See the module.
#[derive(Default)]
pub(crate) struct Kept(Mutex<State>);

#[derive(Default)]
struct State {
    said: Option<String>,
    quiet: Option<QuietLine>,
    search: Option<(String, String)>,
    plan: Option<(String, Plan)>,
}

impl Kept {
    /// Something to be said on the next page.
    pub(crate) fn say(&self, said: impl Into<String>) {
        self.state().said = Some(said.into());
    }

    /// The quiet line, to be shown on the next page.
    pub(crate) fn say_quietly(&self, line: Option<QuietLine>) {
        if let Some(line) = line {
            self.state().quiet = Some(line);
        }
    }

    /// What there is to say now; it is said once.
    pub(crate) fn news(&self) -> Markup {
        let (said, quiet) = {
            let mut state = self.state();
            (state.said.take(), state.quiet.take())
        };
        html! {
            @if let Some(said) = said { (notice::done(&said)) }
            @if let Some(line) = quiet { (notice::quiet(line)) }
        }
    }

    /// Remembers a search under a name that says nothing of it; the one before is forgotten.
    pub(crate) fn search(&self, name: String, query: String) {
        self.state().search = Some((name, query));
    }

    /// The search of that name.
    pub(crate) fn searched(&self, name: &str) -> Option<String> {
        let state = self.state();
        let (_, query) = state.search.as_ref().filter(|(known, _)| known == name)?;
        Some(query.clone())
    }

    /// Remembers what is about to be shared under a name that says nothing of it; the one before is forgotten.
    pub(crate) fn plan(&self, name: String, plan: Plan) {
        self.state().plan = Some((name, plan));
    }

    /// What is about to be shared under that name.
    pub(crate) fn planned(&self, name: &str) -> Option<Plan> {
        let state = self.state();
        let (_, plan) = state.plan.as_ref().filter(|(known, _)| known == name)?;
        Some(plan.clone())
    }

    /// Nothing is about to be shared any more.
    pub(crate) fn drop_plan(&self) {
        self.state().plan = None;
    }

    /// Forgets all of it.
    pub(crate) fn forget(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
