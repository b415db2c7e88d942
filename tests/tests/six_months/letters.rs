//! Letters that are not sent: in no share by tag, star or date, only in one that names them, and never in a summary.

use std::collections::BTreeSet;

use engine::ShareRule;
use jiff::civil::date;

use crate::check::{Ledger, Topic, days, figure};
use crate::life::{Device, Life};
use crate::script::{LAST, date_of};

/// Entries of a preview, and how many of them are letters.
fn preview(device: &Device, rule: &ShareRule) -> (usize, usize) {
    let seen = device.vault().shares().preview(rule).unwrap().entries;
    let letters = seen
        .iter()
        .filter(|entry| entry.letter || entry.body.starts_with("Dear you"));
    (seen.len(), letters.count())
}

pub(crate) fn stay_at_home(life: &Life, ledger: &mut Ledger) {
    let tag = ShareRule {
        tags: BTreeSet::from(["therapy".to_owned()]),
        ..ShareRule::default()
    };
    let star = ShareRule {
        starred: true,
        ..ShareRule::default()
    };
    let dates = ShareRule {
        from: Some(date(2026, 6, 1)),
        to: Some(date(2026, 6, 15)),
        ..ShareRule::default()
    };
    let letter = BTreeSet::from([life.letters[&104].clone()]);
    let named = ShareRule {
        entries: letter.clone(),
        ..ShareRule::default()
    };
    let tag_and_named = ShareRule {
        entries: letter,
        ..tag.clone()
    };
    for (what, rule, right) in [
        // 7, 22, 37, … 172: twelve, none of them a multiple of 6.
        ("by tag", &tag, (12, 0)),
        // 2, 22, 62, 82, 102, 122, 142, 182; 42 and 162 have no entry.
        ("by star", &star, (8, 0)),
        // Days 93 to 107 without 96, and the second entry of the 15th; the letter of 12 June (104) stays.
        ("by date", &dates, (15, 0)),
        ("by name", &named, (1, 1)),
        ("by tag, and one by name", &tag_and_named, (13, 1)),
    ] {
        ledger
            .on(Topic::Shares)
            .both(life, what, |device| preview(device, rule), right);
    }
}

/// A share by tag, and what the summary tells of it.
pub(crate) async fn shared(life: &Life, ledger: &mut Ledger) {
    let laptop = life.laptop.desk();
    let tag = ShareRule {
        tags: BTreeSet::from(["therapy".to_owned()]),
        ..ShareRule::default()
    };
    let share = laptop
        .vault
        .shares()
        .create("Dr Weber", &tag, None, &laptop.confirmed())
        .unwrap();
    ledger
        .on(Topic::Shares)
        .same("published to be", share.published, 12);
    life.meet().await;
    let since = days(date(2026, 8, 10), date_of(LAST));
    let found = |device: &Device| {
        let summary = device.vault().insights().summary(since, None).unwrap();
        let entries = summary
            .figures
            .iter()
            .find(|figure| figure.id == "entries")
            .unwrap();
        let letters = format!("{summary:?}").contains("Dear you");
        (figure(&summary, "entries"), entries.note.clone(), letters)
    };
    // Day 172 is 19 August; the other eleven are older.
    let entry = "2026-08-19 Day 172: What day 172 was like.".to_owned();
    let right = (entry, "11 older entries are shared too.".to_owned(), false);
    ledger
        .on(Topic::Shares)
        .both(life, "the entries shared", found, right);
}
