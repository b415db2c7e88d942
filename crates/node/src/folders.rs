//! Carrying through the folders that are known, beside the exchanges.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use engine::Vault;
use engine::carry::{self, Carried, CarryError, CarryOptions, RealFolder};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::event::NodeEvent;

/// How long after the start the folders are looked at first.
const AFTER_START: Duration = Duration::from_secs(1);
/// How long after something was written here, or something came, they are looked at again.
const LOOK_SOON: Duration = Duration::from_secs(60);
/// How long after a look in which nothing happened.
const LOOK_SELDOM: Duration = Duration::from_secs(600);

/// One look at every folder: the folder's name and what came of it.
type Looked = Vec<(String, Result<Carried, CarryError>)>;

/// When the folders are looked at, and what was said of them.
pub(crate) struct Folders {
    at: Instant,
    /// At most one. A folder of the network may hang; the exchanges do not wait for it.
    looks: JoinSet<Looked>,
    /// What was only here when they were last looked at.
    only_here: u64,
    /// Why a folder could not be used, as it was told. It is told again when it is otherwise.
    told: BTreeMap<String, String>,
}

impl Folders {
    pub(crate) fn begin() -> Self {
        Self {
            at: Instant::now() + AFTER_START,
            looks: JoinSet::new(),
            only_here: 0,
            told: BTreeMap::new(),
        }
    }

    /// Says how many changes are only here now. Where that is another number, they are looked at soon.
    pub(crate) fn only_here(&mut self, changes: u64) {
        if std::mem::replace(&mut self.only_here, changes) != changes {
            self.at = self.at.min(Instant::now() + LOOK_SOON);
        }
    }

    /// Begins a look when it is time, or takes the end of one: what is worth telling. Can be dropped at any moment.
    pub(crate) async fn step(&mut self, vault: &Arc<Vault>) -> Vec<NodeEvent> {
        if self.looks.is_empty() {
            sleep_until(self.at).await;
            let vault = Arc::clone(vault);
            self.looks.spawn_blocking(move || look(&vault));
        }
        // A look that failed by a fault of the program is tried again like every other.
        let looked = self.looks.join_next().await;
        let looked = looked.and_then(Result::ok).unwrap_or_default();
        let moved = |(_, one): &(_, Result<Carried, _>)| one.as_ref().is_ok_and(has_moved);
        let wait = match looked.iter().any(moved) {
            true => LOOK_SOON,
            false => LOOK_SELDOM,
        };
        self.at = Instant::now() + wait;
        looked
            .into_iter()
            .filter_map(|(folder, result)| self.told(folder, result))
            .collect()
    }

    fn told(&mut self, folder: String, result: Result<Carried, CarryError>) -> Option<NodeEvent> {
        let why = match result {
            Ok(carried) => {
                self.told.remove(&folder);
                let is_news = has_moved(&carried) || carried.set_back || !carried.twice.is_empty();
                return is_news.then(|| NodeEvent::Carried(Box::new(carried)));
            }
            // A stick that is not plugged in is nothing to tell, and a command that carries is heard by itself.
            Err(CarryError::NotThere | CarryError::Busy) => return None,
            Err(error) => error.to_string(),
        };
        if self.told.get(&folder) == Some(&why) {
            return None;
        }
        self.told.insert(folder.clone(), why.clone());
        Some(NodeEvent::NotCarried { folder, why })
    }
}

fn has_moved(carried: &Carried) -> bool {
    carried.taken + carried.brought > 0
}

/// Carries through every folder that is known. Where the list cannot be read, the vault itself is failing, and that is
/// noticed elsewhere.
fn look(vault: &Vault) -> Looked {
    let known = carry::places(vault).unwrap_or_default();
    let one = |(name, path): (String, PathBuf)| {
        let carried = RealFolder::open(&path)
            .map_err(CarryError::opening)
            .and_then(|place| carry::carry(vault, &path, &place, &CarryOptions::default()));
        (name, carried)
    };
    known.into_iter().map(one).collect()
}
