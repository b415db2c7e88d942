//! Order keys: another one always fits between two, and they stay short.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

use journal::order_between;
use proptest::prelude::*;

fn key() -> impl Strategy<Value = String> {
    "[0-9A-Za-z]{0,6}[1-9A-Za-z]"
}

proptest! {
    #[test]
    fn a_key_fits_between_any_two(a in key(), b in key()) {
        prop_assume!(a != b);
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let middle = order_between(Some(&low), Some(&high));
        prop_assert!(low < middle && middle < high, "{} {} {}", low, middle, high);
        prop_assert!(!middle.ends_with('0'));
    }

    #[test]
    fn a_key_fits_at_both_ends(a in key()) {
        let above = order_between(Some(&a), None);
        let below = order_between(None, Some(&a));
        prop_assert!(below < a && a < above, "{} {} {}", below, a, above);
        prop_assert!(!below.ends_with('0') && !above.ends_with('0'));
    }

    #[test]
    fn insertions_anywhere_keep_the_order(places in proptest::collection::vec(any::<u16>(), 1..300)) {
        let mut keys: Vec<String> = Vec::new();
        for place in places {
            let at = usize::from(place) % (keys.len() + 1);
            let before = at.checked_sub(1).map(|i| keys[i].as_str());
            let new = order_between(before, keys.get(at).map(String::as_str));
            keys.insert(at, new);
        }
        prop_assert!(keys.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn anything_else_is_taken_as_no_key(a in ".*", b in ".*") {
        let key = order_between(Some(&a), Some(&b));
        prop_assert!(!key.is_empty());
        prop_assert!(!order_between(Some(&key), None).is_empty());
    }
}

#[test]
fn appending_and_prepending_keep_keys_short() {
    let mut last = order_between(None, None);
    let mut first = last.clone();
    for _ in 0..100_000 {
        let next = order_between(Some(&last), None);
        assert!(last < next);
        last = next;
        let next = order_between(None, Some(&first));
        assert!(next < first);
        first = next;
    }
    assert!(last.len() <= 7 && first.len() <= 7, "{last} {first}");
}

#[test]
fn equal_keys_leave_no_room_and_the_new_one_follows_both() {
    assert!(order_between(Some("V"), Some("V")).as_str() > "V");
    assert!(order_between(Some("b"), Some("a")).as_str() > "b");
}
