//! Order keys: strings between which another always fits, so that an item finds its place in a list
//! without renumbering the others, and two devices inserting at once never disturb each other.

/// The digits of an order key, in byte order.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const TOP: u8 = 61;

/// Longest accepted order key, in bytes.
pub(crate) const ORDER_BYTES_MAX: usize = 1024;

/// Whether `key` is an order key: 1 to [`ORDER_BYTES_MAX`] letters and digits, not ending in `0`.
pub(crate) fn is_order(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= ORDER_BYTES_MAX
        && key.bytes().all(|b| b.is_ascii_alphanumeric())
        && !key.ends_with('0')
}

/// An order key strictly between two others; `None` is the open end of the list.
///
/// Items with equal keys (made by two devices at once) are told apart by their ids, and nothing
/// fits between such keys: when `after` is not greater than `before`, the result only follows
/// `before`. A key that is no order key (1 to 1024 letters and digits, not ending in `0`) counts as absent. Appending or
/// prepending `n` times makes keys of `O(log n)` length.
pub fn order_between(before: Option<&str>, after: Option<&str>) -> String {
    let before = before.filter(|key| is_order(key)).map(digits);
    let after = after.filter(|key| is_order(key)).map(digits);
    let key = match (before, after) {
        (None, None) => vec![TOP / 2 + 1],
        (Some(before), None) => above(&before),
        (None, Some(after)) => below(&after),
        (Some(before), Some(after)) if before < after => between(&before, &after),
        (Some(before), Some(_)) => above(&before),
    };
    key.into_iter()
        .map(|digit| char::from(DIGITS[usize::from(digit)]))
        .collect()
}

fn digits(key: &str) -> Vec<u8> {
    key.bytes()
        .map(|b| match b {
            b'0'..=b'9' => b - b'0',
            b'A'..=b'Z' => b - b'A' + 10,
            _ => b - b'a' + 36,
        })
        .collect()
}

/// The part of a key that counts: after `n` leading digits of the extreme value, `n + 1` more. The
/// longer the run of extremes, the more room, which keeps repeated appends short.
fn head(key: &[u8], extreme: u8) -> Vec<u8> {
    let run = key.iter().take_while(|&&digit| digit == extreme).count();
    let mut head: Vec<u8> = key.iter().copied().take(2 * run + 1).collect();
    head.resize(2 * run + 1, 0);
    head
}

fn above(key: &[u8]) -> Vec<u8> {
    let mut next = head(key, TOP);
    // The run of top digits ends inside the head, so there is always a digit that can grow.
    add_one(&mut next);
    if next.last() == Some(&0) {
        add_one(&mut next);
    }
    next
}

fn below(key: &[u8]) -> Vec<u8> {
    let mut next = head(key, 0);
    subtract_one(&mut next);
    if next.iter().all(|&digit| digit == 0) {
        let zeros = next.len().div_ceil(2);
        next = vec![0; zeros];
        next.extend(std::iter::repeat_n(TOP, zeros + 1));
    } else if next.last() == Some(&0) {
        subtract_one(&mut next);
    }
    next
}

fn between(before: &[u8], after: &[u8]) -> Vec<u8> {
    let at = |key: &[u8], i: usize| key.get(i).copied().unwrap_or(0);
    let mut i = 0;
    let mut key = Vec::new();
    while at(before, i) == at(after, i) {
        key.push(at(before, i));
        i += 1;
    }
    let (low, high) = (at(before, i), at(after, i));
    if high - low > 1 {
        key.push(low + (high - low) / 2);
        return key;
    }
    key.push(low);
    match before.get(i + 1..) {
        Some(rest) if !rest.is_empty() => key.extend(above(rest)),
        _ => key.push(TOP / 2 + 1),
    }
    key
}

fn add_one(number: &mut [u8]) {
    for digit in number.iter_mut().rev() {
        if *digit < TOP {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
}

fn subtract_one(number: &mut [u8]) {
    for digit in number.iter_mut().rev() {
        if *digit > 0 {
            *digit -= 1;
            return;
        }
        *digit = TOP;
    }
}
