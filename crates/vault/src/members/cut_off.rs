//! What a removal cut off: records of a removed device that are held here, and that nobody who counts had seen, or that
//! another history of its log stands in the way of.

use std::collections::{BTreeMap, BTreeSet};

use replica::{Class, DeviceId, Have, LogId, MemberState};
use store::Tables;

use crate::Error;
use crate::exchange::branches::branches;
use crate::index::deferred::Reason;
use crate::index::late;
use crate::members::views::CutOff;
use crate::space::Space;
use crate::vault::Vault;

impl Vault {
    /// How many records of a space wait for others to arrive, and which do not count since their device was removed.
    pub(crate) fn not_applied(
        &self,
        tables: &impl Tables,
        space: &Space,
        indexed: &Have,
        vouched: &Have,
    ) -> Result<(u64, Vec<CutOff>), Error> {
        let late = late::stretches(tables, space, vouched)?;
        let mut beyond: BTreeMap<DeviceId, u64> = BTreeMap::new();
        let mut counting = BTreeMap::new();
        for (log, first, last) in &late {
            *beyond.entry(log.device).or_default() += last - first + 1;
            counting.insert(*log, first - 1);
        }
        let mut waiting = 0;
        let branches = branches(tables, space.tag)?;
        for (log, head) in tables.heads(space.tag)? {
            if log.class == Class::Data {
                let counts = counting.get(&log).copied().unwrap_or(head.number);
                waiting += counts.saturating_sub(indexed.get(log).max(branches.first(log) - 1));
            }
        }
        let mut overruled: BTreeMap<DeviceId, u64> = BTreeMap::new();
        let mut late = late;
        for (log, number) in overruled_of_removed(tables, space)? {
            *overruled.entry(log.device).or_default() += 1;
            *beyond.entry(log.device).or_default() += 1;
            late.push((log, number, number));
        }
        let undecided = late::undecided(tables, space, &late)?;
        let cut_off = beyond.into_iter().map(|(device, records)| CutOff {
            device: self.name_of(space, device),
            removed_by: space
                .membership
                .member(device)
                .and_then(|member| member.removed_by)
                .map(|remover| self.name_of(space, remover)),
            records,
            overruled: overruled.get(&device).copied().unwrap_or(0),
            undecided: undecided.get(&device).copied().unwrap_or(0),
        });
        Ok((waiting, cut_off.collect()))
    }
}

/// Records of removed devices of which at least a part does not count, as another history of its log does there.
fn overruled_of_removed(
    tables: &impl Tables,
    space: &Space,
) -> Result<BTreeSet<(LogId, u64)>, Error> {
    if branches(tables, space.tag)?.is_empty() {
        return Ok(BTreeSet::new());
    }
    let is_removed = |log: LogId| {
        let member = space.membership.member(log.device);
        member.is_some_and(|member| member.state == MemberState::Removed)
    };
    let deferred = tables.deferred(space.tag)?.into_iter();
    Ok(deferred
        .filter(|(log, .., why)| why.reason == Reason::OtherHistory as u8 && is_removed(*log))
        .map(|(log, number, ..)| (log, number))
        .collect())
}
