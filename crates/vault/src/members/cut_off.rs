//! What a removal cut off: records of a removed device that are held here, and that nobody who counts had seen.

use std::collections::BTreeMap;

use replica::{Class, DeviceId, Have};
use store::Tables;

use crate::Error;
use crate::exchange::branches::branches;
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
        let undecided = late::undecided(tables, space, &late)?;
        let cut_off = beyond.into_iter().map(|(device, records)| CutOff {
            device: self.name_of(space, device),
            removed_by: space
                .membership
                .member(device)
                .and_then(|member| member.removed_by)
                .map(|remover| self.name_of(space, remover)),
            records,
            undecided: undecided.get(&device).copied().unwrap_or(0),
        });
        Ok((waiting, cut_off.collect()))
    }
}
