//! Control records of devices that nobody added so far, put aside for as long as an exchange lasts: what comes after them may
//! say who added their authors.

use std::collections::BTreeMap;

use replica::{SpaceTag, limits};

/// What was put aside, by space, in the order in which it came.
#[derive(Debug, Default)]
pub(crate) struct Strange(BTreeMap<SpaceTag, Vec<Vec<u8>>>);

impl Strange {
    /// A batch with what was put aside of the space before it, to be tried once more.
    pub(crate) fn with(&mut self, space: SpaceTag, batch: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let mut all = self.0.remove(&space).unwrap_or_default();
        all.extend_from_slice(batch);
        all
    }

    /// Puts records aside, as far as there is room. The others are sent again when histories are compared, or at the next
    /// exchange.
    pub(crate) fn put_aside(&mut self, space: SpaceTag, records: Vec<Vec<u8>>) {
        let mut held: usize = self.0.values().flatten().map(Vec::len).sum();
        let kept = self.0.entry(space).or_default();
        for record in records {
            if kept.contains(&record) {
                continue;
            }
            held += record.len();
            if held > limits::STRANGE_BYTES_MAX {
                break;
            }
            kept.push(record);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_aside_is_bounded_over_all_spaces() {
        let mut strange = Strange::default();
        let spaces = [1, 2].map(|at| SpaceTag::from_bytes([at; 16]));
        let record = |at: usize| [vec![0; 1_000], at.to_be_bytes().to_vec()].concat();
        for space in spaces {
            strange.put_aside(space, (0..50).map(record).collect());
            strange.put_aside(space, (0..50).map(record).collect());
        }
        let held = spaces.map(|space| strange.with(space, &[]));
        let bytes: usize = held.iter().flatten().map(Vec::len).sum();
        assert!(bytes <= limits::STRANGE_BYTES_MAX, "{bytes}");
        assert_eq!(held[0], (0..50).map(record).collect::<Vec<_>>());
        assert!(!held[1].is_empty());
    }
}
