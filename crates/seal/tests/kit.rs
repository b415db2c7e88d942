//! The recovery kit: typed back from paper, and told where a slip is.

#![allow(clippy::unwrap_used, reason = "a failing test says where")]

use proptest::prelude::*;
use seal::{KitError, RecoveryKit};

const ALPHABET: &[u8] = b"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";

fn read(text: &str) -> Result<RecoveryKit, KitError> {
    RecoveryKit::from_text(text)
}

fn typo(text: &str) -> Option<usize> {
    match read(text) {
        Err(KitError::Typo { position }) => Some(position),
        _ => None,
    }
}

fn replaced(text: &str, at: usize, with: char) -> String {
    text.chars()
        .enumerate()
        .map(|(i, c)| if i == at { with } else { c })
        .collect()
}

#[test]
fn the_paper_is_enough() {
    let kit = RecoveryKit::generate();
    let again = read(kit.secret_text()).unwrap();
    assert_eq!(again.recipient(), kit.recipient());
    assert_eq!(again.verifying_key(), kit.verifying_key());
    assert_eq!(
        again.signing().verifying_key().to_bytes(),
        kit.verifying_key()
    );
    assert_ne!(RecoveryKit::generate().verifying_key(), kit.verifying_key());
}

#[test]
fn it_may_be_typed_in_groups_and_in_lower_case() {
    let kit = RecoveryKit::generate();
    let spaced = kit
        .groups()
        .fold("age-secret-key-1".to_owned(), |text, group| {
            format!("{text} {}\n", group.to_lowercase())
        });
    assert_eq!(read(&spaced).unwrap().recipient(), kit.recipient());
}

#[test]
fn one_wrong_character_is_located_wherever_it_is() {
    let kit = RecoveryKit::generate();
    let text = kit.secret_text();
    for (at, meant) in text.char_indices() {
        let other = if meant == 'Q' { 'P' } else { 'Q' };
        assert_eq!(typo(&replaced(text, at, other)), Some(at + 1), "{at}");
        assert_eq!(typo(&replaced(text, at, 'É')), Some(at + 1), "{at}");
    }
    for never_used in ['B', 'I', 'O', '1', '!'] {
        assert_eq!(typo(&replaced(text, 40, never_used)), Some(41));
    }
}

#[test]
fn two_swapped_neighbours_are_located() {
    let kit = RecoveryKit::generate();
    let text = kit.secret_text().as_bytes();
    for at in 16..text.len() - 1 {
        let mut swapped = text.to_vec();
        swapped.swap(at, at + 1);
        if swapped != text {
            assert_eq!(typo(std::str::from_utf8(&swapped).unwrap()), Some(at + 1));
        }
    }
}

#[test]
fn missing_characters_and_other_texts_are_told_apart() {
    let kit = RecoveryKit::generate();
    let text = kit.secret_text();
    assert_eq!(
        read(&text[..70]).unwrap_err(),
        KitError::Length { found: 70 }
    );
    assert_eq!(
        read(&format!("{text}Q")).unwrap_err(),
        KitError::Length { found: 75 }
    );
    let shuffled: String = text[..16].chars().chain(text[16..].chars().rev()).collect();
    for other in ["", "AGE", "hello", &kit.recipient(), &shuffled, "ééé"] {
        assert_eq!(read(other).unwrap_err(), KitError::NotAKey, "{other}");
    }
}

#[test]
fn groups_to_type_back_are_distinct_and_match_the_page() {
    let kit = RecoveryKit::generate();
    let groups: Vec<&str> = kit.groups().collect();
    assert_eq!(
        format!("AGE-SECRET-KEY-1{}", groups.concat()),
        kit.secret_text()
    );
    assert_eq!(groups.len(), 10);
    for picks in [[0, 0, 0], [9, 19, 29], [3, 4, 3], [usize::MAX, 1, 7]] {
        let asked = kit.check_groups(&picks);
        assert_eq!(asked.len(), 3);
        assert!(
            asked
                .iter()
                .all(|(number, text)| groups[number - 1] == text)
        );
        assert!(asked[0].0 != asked[1].0 && asked[1].0 != asked[2].0 && asked[0].0 != asked[2].0);
    }
    assert_eq!(kit.check_groups(&[5; 99]).len(), 10);
}

#[test]
fn a_group_is_known_however_it_is_typed() {
    let kit = RecoveryKit::generate();
    for (number, group) in (1..).zip(kit.groups()) {
        let apart: String = group.chars().flat_map(|c| [c, ' ']).collect();
        let lower = group.to_ascii_lowercase();
        let dashed = format!("{}-{}", &group[..2], &lower[2..]);
        for typed in [
            group.to_owned(),
            format!(" {lower}\t"),
            apart,
            dashed,
            format!("{number} {group}"),
        ] {
            assert!(kit.is_group(number, &typed), "{number} {typed}");
        }
        assert!(!kit.is_group(number, &group[1..]));
        assert!(!kit.is_group(number % 10 + 1, &format!("{number} {group}")));
    }
    assert!(!kit.is_group(0, "") && !kit.is_group(11, ""));
}

#[test]
fn nothing_secret_is_printed() {
    let kit = RecoveryKit::generate();
    assert!(!format!("{kit:?}").contains(kit.groups().next().unwrap()));
}

proptest! {
    #[test]
    fn no_other_text_is_ever_accepted(slips in prop::collection::vec((16..74_usize, 0..32_usize), 1..5)) {
        let kit = RecoveryKit::generate();
        let mut typed = kit.secret_text().as_bytes().to_vec();
        for (at, to) in slips {
            typed[at] = ALPHABET[to];
        }
        let typed = String::from_utf8(typed).unwrap();
        prop_assert_eq!(read(&typed).is_ok(), typed == kit.secret_text());
    }

    #[test]
    fn any_text_gets_an_answer(text in "\\PC{0,120}") {
        prop_assert!(read(&text).is_err());
    }
}
