//! Insights through the handle.

use std::sync::Arc;

use programme::insight::Insight;

use super::owner::Owner;
use crate::Vault;
use crate::error::ReadError;
use crate::insights::{Days, InsightKind};

/// What can be worked out from what a [`Journal`](crate::Journal) holds. Nothing of it is stored.
#[derive(Debug, Clone)]
pub struct Insights {
    owner: Arc<Owner>,
}

impl Insights {
    pub(super) fn new(owner: &Arc<Owner>) -> Self {
        let owner = Arc::clone(owner);
        Self { owner }
    }

    /// An insight over some days. Nothing of it is stored.
    ///
    /// # Errors
    /// [`ReadError::Invalid`] when the last day comes before the first.
    pub async fn get(&self, kind: InsightKind, days: Days) -> Result<Insight, ReadError> {
        let read = move |vault: &Vault| vault.insights().get(kind, days);
        self.owner.read(read).await
    }

    /// The summary for somebody who helps, since the last session or `days.from`. `share` names the share whose entries are
    /// listed; without it the only live one is meant, if there is just one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`] for the share.
    pub async fn summary(&self, days: Days, share: Option<&str>) -> Result<Insight, ReadError> {
        let share = share.map(ToOwned::to_owned);
        let read = move |vault: &Vault| vault.insights().summary(days, share.as_deref());
        self.owner.read(read).await
    }
}
