//! Promises and habits: from when on they hold, and what their check-ins say.

use engine::worksheet::{ItemId, Place};
use engine::{CheckIn, Figures, ShareRule};
use serde_json::json;
use testkit::{Desk, World};

use super::{add, now};

#[test]
fn a_promise_holds_from_the_day_it_was_made_where_no_other_is_said() {
    let world = World::new(1);
    let device = world.first("laptop");
    let made = now(&device).date();
    // Half of it is said, and how often in a second answer; of a habit all at once.
    let promise = json!({ "promise": "walk" });
    let walk = add(&device, 9, "commitments", &promise);
    let cadence = Place::item("commitments", walk, "cadence");
    let worksheets = device.vault.worksheets();
    worksheets.fill(9, &cadence, "daily").unwrap();
    let habit = json!({ "habit": "sleep early", "cadence": "daily" });
    add(&device, 3, "care", &habit);
    let from = |step: u8, list: &str| {
        let row = worksheets.get(step).unwrap().row;
        row.items(list)[0].fields.date("from")
    };
    assert_eq!(from(9, "commitments"), Some(made));
    assert_eq!(from(3, "care"), Some(made));
    let today = || device.vault.programme().today().unwrap();
    assert_eq!((today().due.len(), today().left_open.len()), (2, 0));
    // What is left out is as open the next day as it is in the percentage; and said once, it stays as it was said.
    world.advance(24 * 3600);
    assert_eq!(today().left_open.len(), 2);
    worksheets.fill(9, &cadence, "weekly").unwrap();
    assert_eq!(from(9, "commitments"), Some(made));
    let Figures::Kept { promises, .. } = worksheets.get(9).unwrap().figures else {
        panic!("step 9 counts promises");
    };
    assert_eq!(promises.commitments[0].weeks.len(), 1);
}

/// A promise with fields that are longer than its words, a habit, and a check-in of each.
fn checked_in(device: &Desk) -> [ItemId; 2] {
    let promise =
        json!({ "promise": "walk", "cadence": "times_a_week", "times": 3, "from": "2026-11-02" });
    let habit = json!({ "habit": "tea", "cadence": "daily", "from": "2026-11-02" });
    let made = [
        add(device, 9, "commitments", &promise),
        add(device, 3, "care", &habit),
    ];
    for words in ["walk", "tea"] {
        let check_in = CheckIn::now(words, true);
        device.vault.programme().check_in(&check_in).unwrap();
    }
    made
}

#[test]
fn a_check_in_names_its_promise_in_its_own_words() {
    let device = World::new(1).first("laptop");
    let [walk, tea] = checked_in(&device);
    let sheet = device.vault.worksheets().get(9).unwrap();
    let readable = sheet.readable();
    let said = readable.items("checkins").iter();
    let said: Vec<&str> = said.map(|item| item.fields.words("commitment")).collect();
    let named = [
        format!("commitments/{} walk", walk.short()),
        format!("care/{} tea", tea.short()),
    ];
    assert_eq!(said, named);
}

#[test]
fn a_share_says_of_a_check_in_which_promise_it_is_about_if_it_shows_it() {
    let device = World::new(1).first("laptop");
    checked_in(&device);
    let seen = |steps: &[u8]| -> Vec<String> {
        let rule = ShareRule {
            steps: steps.iter().copied().collect(),
            ..ShareRule::default()
        };
        let shown = device.vault.shares().preview(&rule).unwrap();
        let mut sheets = shown.worksheets.iter();
        let row = sheets.find(|row| row.definition == "show-it-over-time");
        let said = row.unwrap().items("checkins").iter();
        said.map(|item| item.fields.words("commitment").to_owned())
            .collect()
    };
    assert_eq!(seen(&[9]), ["walk", "a promise that is not shared"]);
    assert_eq!(seen(&[3, 9]), ["walk", "tea"]);
    let rule = ShareRule {
        steps: [9].into(),
        ..ShareRule::default()
    };
    let left_out = device.vault.shares().leaves_out(&rule).unwrap();
    assert_eq!(left_out.links, 0);
}
