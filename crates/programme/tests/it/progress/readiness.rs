//! What the readiness report says.

use super::*;

/// A journey in which everything that readiness asks for is there.
fn ready() -> Journey {
    let mut journey = no_contact_until("2026-03-02", 61);
    for step in [1, 3, 4, 5, 6] {
        let mut done = row(&[], &[]);
        done.done_by_hand = Some(true);
        journey.sheets.insert(step, done);
    }
    let mut values = filled(&[
        "motive",
        "contact_channel",
        "contact_purpose",
        "contact_date",
        "contact_no_answer",
    ]);
    values.push(("ready_for_no".to_owned(), FieldValue::Check(true)));
    for claim in ["stress", "jealousy", "asking", "independence", "arguing"] {
        values.push((format!("{claim}_changed"), words("A lot.")));
        values.push((
            format!("{claim}_evidence"),
            links(&[Link::Document(entry(1))]),
        ));
        values.push((format!("{claim}_confidence"), number(7)));
    }
    let values: Vec<(&str, FieldValue)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    journey
        .with(7, row(&values, &[]))
        .with(11, row(&[("most", number(1))], &[]))
}

#[test]
fn ready_when_nothing_speaks_against_it() {
    let journey = ready();
    let report = readiness(&journey.view());
    assert!(report.ready, "{:?}", report.reasons);
    assert_eq!(report.claims.len(), 5);
    assert_eq!(
        report.claims[4].claim,
        "I argue about the issue and not the person."
    );
    assert!(journey.step(7).done);
}

#[test]
fn not_yet_names_each_reason_with_its_record() {
    let reasons = |journey: &Journey| {
        let report = readiness(&journey.view());
        assert!(!report.ready && !journey.step(7).done);
        report.reasons
    };
    let mut slipped = ready();
    let slip = item(5, "2026-02-20", &[]);
    let sheet = row(
        &[("start", words("2026-01-01"))],
        &[("slips", vec![slip.clone()])],
    );
    slipped.sheets.insert(2, sheet);
    let found = reasons(&slipped);
    assert_eq!((found[0].step, found[0].field.as_str()), (2, "slips"));
    assert_eq!(found[0].item, Some(slip.id));

    // Marking the step as done by hand does not make the days longer.
    slipped.sheets.get_mut(&2).unwrap().done_by_hand = Some(true);
    assert_eq!(reasons(&slipped)[0].step, 2);

    let mut unproven = ready();
    unproven.entries.remove(&entry(1));
    let found = reasons(&unproven);
    assert_eq!(found.len(), 5);
    assert_eq!(
        (found[1].step, found[1].field.as_str()),
        (7, "jealousy_evidence")
    );

    let mut unsure = ready();
    let sheet = unsure.sheets.get_mut(&7).unwrap();
    sheet.fields.0.insert("asking_confidence".into(), number(3));
    assert!(reasons(&unsure)[0].text.contains("3 of 10"));

    let unlimited = ready().with(11, row(&[], &[]));
    assert_eq!(reasons(&unlimited)[0].field, "most");
    let used = row(&[("most", number(1))], &[("attempts", items(1, &[]))]);
    assert!(reasons(&ready().with(11, used))[0].text.contains("used up"));

    let mut open = ready();
    open.sheets.remove(&4);
    assert!(
        reasons(&open)[0]
            .text
            .starts_with("Step 4, What went wrong, is open.")
    );
}

#[test]
fn do_not_contact_is_the_only_answer_while_it_stands() {
    let mut journey = ready();
    journey.do_not_contact = true;
    let report = readiness(&journey.view());
    assert!(!report.ready);
    assert_eq!(report.reasons.len(), 1);
    assert_eq!(report.reasons[0].step, 11);
}
