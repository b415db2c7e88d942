//! A journal that is being made, or a device that joins one. Until the end all of it is in memory alone, and it is forgotten when
//! nobody goes on, when the page is hidden, and when the program ends.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use engine::{Env, RecoveryKit, drawn_passphrase};
use tokio::task::AbortHandle;
use zeroize::Zeroizing;

/// Groups of the kit that are typed back.
pub(crate) const GROUPS: usize = 2;

/// What was chosen for a new journal.
#[derive(Clone)]
pub(crate) struct Chosen {
    pub(crate) passphrase: Zeroizing<String>,
    /// What this device is called.
    pub(crate) device: String,
}

/// A journal of which only the kit is to be written down.
struct Nearly {
    chosen: Chosen,
    kit: RecoveryKit,
    /// Which of its groups are typed back.
    picks: [usize; GROUPS],
}

/// How far a device is that joins.
#[derive(Clone)]
pub(crate) enum Joins {
    /// It looks for the one that shows the ticket.
    Looks,
    /// It shows words: the name of the other device, and them.
    Shows(String, [&'static str; 4]),
    /// It did not come to it, for this reason.
    Over(String),
}

/// See the module.
pub(crate) struct Beginning {
    folder: PathBuf,
    device: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    drawn: Option<Zeroizing<String>>,
    nearly: Option<Nearly>,
    joins: Option<(Joins, Task)>,
}

/// Ends with what it is for.
struct Task(AbortHandle);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The page of a kit: its groups, and the numbers of those that are typed back.
pub(crate) struct KitPage {
    pub(crate) groups: Vec<String>,
    pub(crate) asked: Vec<usize>,
}

impl Beginning {
    /// In a folder that is empty, or not there, on a device that is called so unless it is called otherwise.
    pub(crate) fn new(folder: &Path, device: &str) -> Self {
        Self {
            folder: folder.to_owned(),
            device: device.to_owned(),
            state: Mutex::default(),
        }
    }

    /// Where it will be.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The name that is offered for this device.
    pub(crate) fn device(&self) -> &str {
        &self.device
    }

    /// The words that were drawn, other ones if that is wanted.
    pub(crate) fn drawn(&self, env: &Env, others: bool) -> Zeroizing<String> {
        let mut state = self.state();
        match &state.drawn {
            Some(drawn) if !others => drawn.clone(),
            _ => {
                let drawn = drawn_passphrase(env);
                state.drawn = Some(drawn.clone());
                drawn
            }
        }
    }

    /// Chooses, and makes the kit.
    pub(crate) fn choose(&self, env: &Env, chosen: Chosen) {
        self.put_back(env, chosen, RecoveryKit::generate());
    }

    /// The kit, if one was made.
    pub(crate) fn kit(&self) -> Option<KitPage> {
        let state = self.state();
        let nearly = state.nearly.as_ref()?;
        let asked = nearly.kit.check_groups(&nearly.picks);
        Some(KitPage {
            groups: nearly.kit.groups().map(str::to_owned).collect(),
            asked: asked.into_iter().map(|(number, _)| number).collect(),
        })
    }

    /// Looks at the groups that were typed back: those that differ, by their place. Without one, all of it is given out, once.
    pub(crate) fn typed_back(
        &self,
        typed: &[String; GROUPS],
    ) -> Option<Result<(Chosen, RecoveryKit), Vec<usize>>> {
        let mut state = self.state();
        let nearly = state.nearly.as_ref()?;
        let asked = nearly.kit.check_groups(&nearly.picks);
        let wrong: Vec<usize> = asked
            .iter()
            .zip(typed)
            .enumerate()
            .filter(|(_, ((number, _), typed))| !nearly.kit.is_group(*number, typed))
            .map(|(at, _)| at)
            .collect();
        if !wrong.is_empty() {
            return Some(Err(wrong));
        }
        let nearly = state.nearly.take()?;
        Some(Ok((nearly.chosen, nearly.kit)))
    }

    /// Puts back what was given out, as it came to nothing.
    pub(crate) fn put_back(&self, env: &Env, chosen: Chosen, kit: RecoveryKit) {
        let picks = env.random::<GROUPS>().map(usize::from);
        self.state().nearly = Some(Nearly { chosen, kit, picks });
    }

    /// How far joining is, if it was begun.
    pub(crate) fn joins(&self) -> Option<Joins> {
        let state = self.state();
        state.joins.as_ref().map(|(joins, _)| joins.clone())
    }

    /// Begins to join, in place of what was begun before.
    pub(crate) fn join(&self, work: impl Future<Output = ()> + Send + 'static) {
        let mut state = self.state();
        let task = Task(tokio::spawn(work).abort_handle());
        state.joins = Some((Joins::Looks, task));
    }

    /// How far joining is now.
    pub(crate) fn tell(&self, now: Joins) {
        if let Some((joins, _)) = &mut self.state().joins {
            *joins = now;
        }
    }

    /// Forgets all of it.
    pub(crate) fn forget(&self) {
        *self.state() = State::default();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
