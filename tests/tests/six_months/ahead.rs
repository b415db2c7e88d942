//! Nothing that is dated after the writer's now counts: also not as evidence, as an attempt, as an urge resisted or as a
//! conversation, which the long life does not come to. Slips, urges, check-ins, storms and entries dated ahead are part of
//! the long life from its first day (see `spring`).

use engine::Figures;
use engine::worksheet::Attempts;
use serde_json::json;

use crate::check::{Ledger, Topic, done};
use crate::life::{Device, Life};

const AHEAD: &str = "2026-12-24T20:00:00+01:00[Europe/Berlin]";

/// Everything that could count, dated 24 December.
fn writes_ahead(laptop: &Device) {
    let entry = |when: Option<&str>, body: &str| {
        let draft = engine::views::EntryFields {
            when: when.unwrap_or_default().into(),
            body: body.to_owned(),
            ..engine::views::EntryFields::default()
        };
        laptop.vault().entries().create(draft).unwrap().id
    };
    let evidence = [entry(None, "Today."), entry(Some(AHEAD), "At Christmas.")];
    laptop.adds(
        3,
        "roots",
        &json!({"issue": "Jealousy", "evidence": evidence}),
    );
    for value in ["Honesty", "Patience", "Kindness"] {
        laptop.adds(3, "values", &json!({"value": value}));
    }
    laptop.fills(7, &json!({"stress_evidence": [evidence[1]]}));
    laptop.fills(2, &json!({"start": "2026-03-01"}));
    laptop.adds(
        2,
        "urges",
        &json!({"at": AHEAD, "channel": "calls", "instead": "Sang."}),
    );
    laptop.fills(11, &json!({"most": 1}));
    laptop.adds(
        11,
        "attempts",
        &json!({"at": AHEAD, "channel": "letter", "answer": "no"}),
    );
    laptop.adds(8, "conversations", &json!({"at": AHEAD, "heard": "Yes."}));
}

#[tokio::test]
async fn nothing_dated_ahead_counts() {
    let mut ledger = Ledger::default();
    let mut life = Life::begins().await;
    life.silent();
    life.until("2026-03-02T12:00").await;
    writes_ahead(&life.laptop);
    life.meet().await;
    for device in [&life.laptop, &life.phone] {
        let vault = device.vault();
        let young = vault.programme().steps().unwrap()[2].young.clone();
        ledger.on(Topic::Steps).same(
            "evidence ahead: the change is young",
            young,
            vec!["Jealousy".to_owned()],
        );
        ledger.on(Topic::Steps).same(
            "evidence and conversation ahead: no step is done",
            done(device),
            vec![],
        );
        ledger.on(Topic::NoContact).same(
            "an urge ahead: none resisted",
            vault.programme().urge_help("").unwrap().resisted,
            0,
        );
        let Figures::Attempts(attempts) = vault.worksheets().get(11).unwrap().figures else {
            panic!("step 11 has attempts");
        };
        let right = Attempts {
            most: Some(1),
            made: 0,
            raised: false,
        };
        ledger
            .on(Topic::Attempts)
            .same("an attempt ahead: none made", attempts, right);
        ledger.on(Topic::Attempts).same(
            "an attempt ahead: no standing",
            vault.programme().today().unwrap().standing,
            None,
        );
        let Figures::Readiness(report) = vault.worksheets().get(7).unwrap().figures else {
            panic!("step 7 has a report");
        };
        let evidence: usize = report.claims.iter().map(|claim| claim.evidence.len()).sum();
        ledger
            .on(Topic::Readiness)
            .same("evidence ahead: no claim has any", evidence, 0);
        let of_step_11 = report.reasons.iter().filter(|reason| reason.step == 11);
        let of_step_11: Vec<&str> = of_step_11.map(|reason| reason.text.as_str()).collect();
        ledger.on(Topic::Readiness).same(
            "an answer ahead: no reason of step 11",
            of_step_11,
            vec![],
        );
    }
    ledger.close();
}
