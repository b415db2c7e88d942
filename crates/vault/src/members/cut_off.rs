//! What a removal cut off: records of a removed device that are held here, and that nobody who counts had seen.

use std::collections::BTreeMap;

use replica::{Admission, Class, DeviceId, Have};
use store::Tables;

use crate::Error;
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
        let mut waiting = 0;
        let mut beyond: BTreeMap<DeviceId, u64> = BTreeMap::new();
        for (log, head) in tables.heads(space.tag)? {
            if log.class != Class::Data {
                continue;
            }
            let mut counts = head.number;
            if space.membership.admits(log, head.number) == Admission::BeyondCut {
                let cut = space.membership.cut(log).map_or(0, |cut| cut.number);
                counts = cut.max(vouched.get(log)).min(head.number);
            }
            waiting += counts.saturating_sub(indexed.get(log));
            if counts < head.number {
                *beyond.entry(log.device).or_default() += head.number - counts;
            }
        }
        let late = late::stretches(tables, space, vouched)?;
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
