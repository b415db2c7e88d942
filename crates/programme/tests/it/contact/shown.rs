//! What of a worksheet is shown, asked and shared where contact is not wanted, and what a yes opens.

use std::collections::BTreeSet;

use super::*;

/// A worksheet of step 11 with an answer to everything about contact, and what was said before.
fn answered() -> SheetRow {
    let before = BTreeSet::from(["2026-02-01:most.2".to_owned()]);
    let attempts = vec![item(1, "2026-03-01", &[("answer", words("none"))])];
    let people = vec![item(2, "", &[("who", words("Ines"))])];
    let mut row = row(
        &[
            ("most", number(1)),
            ("open_to", words("A talk.")),
            ("letter", words("I am still here.")),
            (programme::BEFORE, FieldValue::Chosen(before)),
        ],
        &[("attempts", attempts), ("support", people)],
    );
    row.asked = [("most".to_owned(), 2), ("letter".to_owned(), 2)].into();
    row.asked.insert("attempts/1/answer".to_owned(), 2);
    row
}

#[test]
fn what_was_answered_about_contact_is_neither_shown_nor_shared() {
    let unwanted = ContactPolicy::of_switch(true);
    let row = answered();
    let shown = unwanted.shown(of(11), &row);
    assert!(shown.field("most").is_none() && shown.field("attempts").is_none());
    assert!(shown.sections.iter().all(|it| !it.fields.is_empty()));
    assert!(unwanted.shown(of(7), &row).sections.is_empty());
    let shared = unwanted.shared_row(of(11), &row);
    let fields: Vec<&str> = shared.fields.0.keys().map(String::as_str).collect();
    assert_eq!(fields, ["letter", "no_contact_planned"]);
    let lists: Vec<&str> = shared.lists.keys().map(String::as_str).collect();
    assert_eq!(lists, ["support"]);
    let asked: Vec<&str> = shared.asked.keys().map(String::as_str).collect();
    assert_eq!(asked, ["letter"]);
    // Of what was said before, only what is about something else is left.
    let said = ["2026-02-01:target_days.30", "2026-02-02:start.2026-01-02"];
    let said = FieldValue::Chosen(said.map(str::to_owned).into());
    let plan = self::row(&[(programme::BEFORE, said)], &[]);
    let left = unwanted.shown_row(of(2), &plan);
    let left: Vec<&str> = left.fields.chosen(programme::BEFORE).collect();
    assert_eq!(left, ["2026-02-02:start.2026-01-02"]);
    // While contact is wanted, nothing is taken away.
    let open = ContactPolicy::default();
    assert_eq!(open.shown_row(of(11), &row), row);
    assert!(open.shown(of(11), &row).field("most").is_some());
}

#[test]
fn words_that_look_towards_contact_are_said_otherwise() {
    let unwanted = ContactPolicy::of_switch(true);
    let shown = |step: u8| unwanted.shown(of(step), &SheetRow::EMPTY);
    let inventory = shown(1);
    let inventory = inventory.field("inventory").unwrap();
    let owed = &inventory.field("apology_owed").unwrap().help;
    assert!(
        owed.starts_with("Owing it does not mean making it."),
        "{owed}"
    );
    let two = shown(2);
    assert_eq!(two.field("ending").unwrap().help, "");
    let necessary = two.sections.iter().find(|it| it.id == "necessary_section");
    assert!(necessary.unwrap().intro.contains("because a court says so"));
    for step in [7, 8] {
        assert_eq!(shown(step).intro, "", "{step}");
    }
    let eleven = shown(11);
    assert!(eleven.intro.starts_with("Who is there for you"));
    let titles: Vec<&str> = eleven.sections.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["Support and plans", "A letter"]);
    let asked = |field: &str| eleven.field(field).unwrap().prompt.clone();
    assert_eq!(asked("support"), "Who is there for you?");
    assert_eq!(asked("plans"), "What happens in any case?");
}

#[test]
fn a_meeting_that_was_agreed_is_a_yes_until_something_stands_against_it() {
    let may = |said: Said| {
        let mut sheets = sheets(said);
        let eight = sheets.get_mut(&8).unwrap();
        eight
            .fields
            .0
            .insert("agreed".into(), FieldValue::Check(true));
        let sheets = sheets.iter().map(|(step, row)| (*step, row)).collect();
        let contact = ContactPolicy::of(said.switch, &sheets, day(TODAY));
        (contact.may_come_next(7), contact.may_come_next(8))
    };
    assert_eq!(may(NONE), (false, true));
    let used_up = Said {
        most: Some(1),
        attempts: MADE,
        ..NONE
    };
    assert_eq!(may(used_up), (false, false));
    let together = Said {
        outcome: "together",
        ..NONE
    };
    assert_eq!(may(together), (false, false));
}

#[test]
fn of_several_limits_that_were_reached_the_lowest_stays() {
    let before = ["2026-03-03:most.1", "2026-03-06:most.2"].map(str::to_owned);
    let made = [(1, "2026-03-02"), (2, "2026-03-05")];
    let made = made.map(|(n, at)| item(n, at, &[("answer", words("none"))]));
    let sheet = row(
        &[
            ("most", number(4)),
            (programme::BEFORE, FieldValue::Chosen(before.into())),
        ],
        &[("attempts", made.to_vec())],
    );
    let found = programme::attempts(&sheet, day(TODAY));
    assert_eq!((found.most, found.left()), (Some(1), Some(0)));
}
