//! Whether the clocks of two devices agree. Each says its time once on every connection, so what comes out was measured
//! and holds on both sides; which of the two clocks is wrong, it cannot say.

use std::collections::BTreeMap;
use std::pin::pin;

use jiff::{SignedDuration, Timestamp};
use link::{Beside, LinkId};
use vault::Vault;

/// Clocks that differ by less agree: so much comes about where they are set by hand.
const APART_MIN: SignedDuration = SignedDuration::from_mins(5);

/// How far the other clock is ahead of the one here, where they differ by more than some minutes; negative where it is
/// behind.
pub(crate) type Ahead = Option<SignedDuration>;

/// Does `work` and compares the clocks meanwhile. `heard` is called once the other side has said its time; one whose
/// program is an earlier one says none.
pub(crate) async fn while_comparing<T>(
    vault: &Vault,
    beside: Beside,
    work: impl Future<Output = T>,
    heard: impl FnOnce(Ahead),
) -> T {
    let comparing = async {
        let before = vault.env().now().timestamp();
        // Clocks before 1970 say 1970.
        let ours = u64::try_from(before.as_second()).unwrap_or(0);
        let theirs = beside.swap(ours).await?;
        let theirs = Timestamp::from_second(i64::try_from(theirs).ok()?).ok()?;
        heard(ahead(theirs, before, vault.env().now().timestamp()));
        Some(())
    };
    let (mut comparing, mut work) = (pin!(comparing), pin!(work));
    tokio::select! {
        biased;
        _ = &mut comparing => work.await,
        done = &mut work => done,
    }
}

/// How far a clock that said `theirs` between these two moments of the clock here is ahead at the least.
fn ahead(theirs: Timestamp, before: Timestamp, after: Timestamp) -> Ahead {
    let (from, to) = (before.min(after), before.max(after));
    let apart = theirs.duration_since(theirs.clamp(from, to));
    (apart.abs() >= APART_MIN).then_some(apart)
}

/// The clocks that differ from the one here.
#[derive(Debug, Default)]
pub(crate) struct Clocks(BTreeMap<LinkId, SignedDuration>);

impl Clocks {
    /// Takes in what was measured; gives what is worth telling: that two clocks differ, or differ otherwise than was told.
    pub(crate) fn measured(&mut self, peer: LinkId, ahead: Ahead) -> Ahead {
        let Some(now) = ahead else {
            self.0.remove(&peer);
            return None;
        };
        let told = self.0.get(&peer);
        if told.is_some_and(|told| (now - *told).abs() < APART_MIN) {
            return None;
        }
        self.0.insert(peer, now);
        Some(now)
    }

    /// What was measured last.
    pub(crate) fn of(&self, peer: LinkId) -> Ahead {
        self.0.get(&peer).copied()
    }
}
