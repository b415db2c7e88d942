//! The names under which links announce themselves: new every hour, telling only to those who share
//! the group's secret which link it is.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use replica::LinkId;
use sha2::Sha256;

use crate::config::Group;

/// Seconds in which one name is used.
pub(crate) const HOUR_SECONDS: u64 = 3600;
/// Bytes of the keyed hash that are shown: 26 letters, and chance hits are out of the question.
const NAME_BYTES: usize = 16;
/// Names to expect at most, whatever the groups say.
const NAMES_MAX: usize = 16_384;

/// The name of a link in a group in a given hour (hours since 1970).
pub(crate) fn name(secret: &[u8; 32], hour: u64, link: LinkId) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any key length will do");
    mac.update(&hour.to_be_bytes());
    mac.update(link.as_bytes());
    let tag = mac.finalize().into_bytes();
    data_encoding::BASE32_NOPAD
        .encode(&tag[..NAME_BYTES])
        .to_ascii_lowercase()
}

/// Every name that a peer may carry now, clocks being up to an hour apart.
pub(crate) fn expected(groups: &[Group], own: LinkId, hour: u64) -> BTreeMap<String, LinkId> {
    let hours = [hour.saturating_sub(1), hour, hour.saturating_add(1)];
    groups
        .iter()
        .flat_map(|group| group.peers.iter().map(move |peer| (group, *peer)))
        .filter(|(_, peer)| *peer != own)
        .flat_map(|(group, peer)| hours.map(|hour| (name(&group.secret, hour, peer), peer)))
        .take(NAMES_MAX)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: LinkId = LinkId::from_bytes([1; 32]);
    const B: LinkId = LinkId::from_bytes([2; 32]);

    #[test]
    fn a_name_depends_on_secret_hour_and_link() {
        let base = name(&[7; 32], 10, A);
        assert_eq!(base.len(), 26);
        assert_eq!(base, name(&[7; 32], 10, A));
        for other in [
            name(&[8; 32], 10, A),
            name(&[7; 32], 11, A),
            name(&[7; 32], 10, B),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn peers_are_recognised_an_hour_either_way_and_the_own_link_never() {
        let group = Group {
            secret: [7; 32],
            peers: vec![A, B],
        };
        let names = expected(&[group], A, 10);
        for hour in 9..=11 {
            assert_eq!(names.get(&name(&[7; 32], hour, B)), Some(&B));
            assert_eq!(names.get(&name(&[7; 32], hour, A)), None);
        }
        assert_eq!(names.get(&name(&[7; 32], 12, B)), None);
        assert_eq!(names.len(), 3);
    }
}
