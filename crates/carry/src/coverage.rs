//! Which records lie in readable packs of a folder, as ranges of numbers of logs.

use std::collections::BTreeMap;

use replica::{LogId, SpaceTag};
use serde::{Deserialize, Serialize};

/// Records of one log, from a number to another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Range {
    space: [u8; 16],
    log: Vec<u8>,
    from: u64,
    to: u64,
}

/// Ranges of each log, ascending and apart.
#[derive(Debug, Default)]
pub(crate) struct Covered(BTreeMap<(SpaceTag, LogId), Vec<(u64, u64)>>);

impl Covered {
    pub(crate) fn of<'r>(ranges: impl IntoIterator<Item = &'r Range>) -> Self {
        let mut covered = Self::default();
        for range in ranges {
            if let Ok(log) = LogId::decode(&range.log) {
                let key = (SpaceTag::from_bytes(range.space), log);
                covered
                    .0
                    .entry(key)
                    .or_default()
                    .push((range.from, range.to));
            }
        }
        covered
            .0
            .values_mut()
            .for_each(|ranges| *ranges = joined(std::mem::take(ranges)));
        covered
    }

    /// The numbers of a log from `first` to `last` that are not covered.
    pub(crate) fn gaps(&self, key: (SpaceTag, LogId), first: u64, last: u64) -> Vec<(u64, u64)> {
        let (mut gaps, mut from) = (Vec::new(), first);
        for (begin, end) in self.0.get(&key).into_iter().flatten() {
            if *begin > from && from <= last {
                gaps.push((from, last.min(begin - 1)));
            }
            from = from.max(end.saturating_add(1));
        }
        if from <= last {
            gaps.push((from, last));
        }
        gaps
    }

    /// Everything that is covered: space, log, first and last number.
    pub(crate) fn all(&self) -> Vec<(SpaceTag, LogId, u64, u64)> {
        let all = self.0.iter();
        all.flat_map(|((tag, log), ranges)| {
            ranges.iter().map(|(from, to)| (*tag, *log, *from, *to))
        })
        .collect()
    }

    /// What is covered of one space.
    pub(crate) fn of_space(&self, space: SpaceTag) -> BTreeMap<LogId, Vec<(u64, u64)>> {
        let of = self.0.iter().filter(|((tag, _), _)| *tag == space);
        of.map(|((_, log), ranges)| (*log, ranges.clone()))
            .collect()
    }
}

/// The ranges of some records, by their logs and numbers.
pub(crate) fn ranges_of(records: impl IntoIterator<Item = (SpaceTag, LogId, u64)>) -> Vec<Range> {
    let mut found: BTreeMap<(SpaceTag, LogId), Vec<(u64, u64)>> = BTreeMap::new();
    for (tag, log, number) in records {
        found.entry((tag, log)).or_default().push((number, number));
    }
    let ranges = found.into_iter().flat_map(|((tag, log), ranges)| {
        let range = move |(from, to)| Range {
            space: *tag.as_bytes(),
            log: log.encode().to_vec(),
            from,
            to,
        };
        joined(ranges).into_iter().map(range)
    });
    ranges.collect()
}

fn joined(mut ranges: Vec<(u64, u64)>) -> Vec<(u64, u64)> {
    ranges.sort_unstable();
    let mut joined: Vec<(u64, u64)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match joined.last_mut() {
            Some((_, last)) if from <= last.saturating_add(1) => *last = to.max(*last),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use replica::{Class, DeviceId};

    use super::*;

    #[test]
    fn what_is_not_covered_is_found_wherever_it_lies() {
        let (tag, log) = (
            SpaceTag::from_bytes([1; 16]),
            LogId {
                class: Class::Data,
                device: DeviceId::from_bytes([2; 32]),
                incarnation: 3,
            },
        );
        let numbers = [3, 4, 5, 9, 12, 11].map(|number| (tag, log, number));
        let ranges = ranges_of(numbers);
        assert_eq!(ranges.len(), 3);
        let covered = Covered::of(&ranges);
        let gaps = |first, last| covered.gaps((tag, log), first, last);
        assert_eq!(gaps(1, 15), [(1, 2), (6, 8), (10, 10), (13, 15)]);
        assert_eq!(gaps(4, 8), [(6, 8)]);
        assert_eq!(gaps(3, 5), []);
        assert_eq!(gaps(10, 10), [(10, 10)]);
        assert_eq!(gaps(7, 7), [(7, 7)]);
    }
}
