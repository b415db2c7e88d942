//! The JSON of a worksheet's figures: no contact, promises kept, the readiness report, attempts.

use engine::Figures;
use engine::worksheet::{Kept, NoContact, Readiness, WeekRate};
use serde_json::{Value, json};

/// The JSON of the figures.
pub(crate) fn shape(figures: &Figures) -> Value {
    match figures {
        Figures::None => Value::Null,
        Figures::NoContact(figures) => no_contact(figures),
        Figures::Readiness(report) => readiness(report),
        Figures::Kept { promises, habits } => {
            let mut shape = kept(promises);
            shape["habits"] = kept(habits)["commitments"].take();
            shape
        }
        Figures::Attempts(attempts) => {
            json!({ "most": attempts.most, "made": attempts.made, "left": attempts.left() })
        }
    }
}

fn kept(f: &Kept) -> Value {
    let week = |w: &WeekRate| json!({ "monday": w.monday, "due": w.due, "kept": w.kept, "over": w.over, "noted": w.noted });
    let weeks = |weeks: &[WeekRate]| weeks.iter().map(week).collect::<Vec<_>>();
    let commitments = f.commitments.iter().map(|c| {
        json!({
            "item": c.promise.item.to_string(), "promise": c.promise.promise,
            "area": c.promise.area, "rate": c.rate, "kept": c.over.0, "due": c.over.1, "streak": c.streak,
            "longest_streak": c.longest_streak, "weeks": weeks(&c.weeks),
        })
    });
    json!({
        "good_weeks": f.good_weeks, "longest_good_weeks": f.longest_good_weeks,
        "weeks": weeks(&f.weeks), "commitments": commitments.collect::<Vec<_>>(),
    })
}

fn readiness(report: &Readiness) -> Value {
    let claims = report.claims.iter().map(|claim| {
        let evidence = claim.evidence.iter();
        let evidence = evidence.map(|e| json!({ "link": e.link.to_string(), "date": e.date }));
        json!({
            "id": claim.id, "claim": claim.claim, "changed": claim.changed,
            "confidence": claim.confidence, "evidence": evidence.collect::<Vec<_>>(),
        })
    });
    let reasons = report.reasons.iter().map(|reason| {
        json!({
            "text": reason.text, "step": reason.step, "field": reason.field,
            "item": reason.item.map(|item| item.to_string()),
        })
    });
    json!({
        "ready": report.ready, "claims": claims.collect::<Vec<_>>(),
        "reasons": reasons.collect::<Vec<_>>(),
        "current_run": report.run.0, "target": report.run.1, "steps_done": report.steps_done,
        "attempts": { "most": report.attempts.most, "made": report.attempts.made,
            "left": report.attempts.left() },
    })
}

/// The JSON of no contact.
pub(crate) fn no_contact(f: &NoContact) -> Value {
    json!({
        "day": f.day, "target": f.target, "proposed_target": f.proposed_target,
        "target_needs_reason": f.target_needs_reason, "current_run": f.current_run,
        "longest_run": f.longest_run, "total_days": f.total_days, "slips": f.slips,
        "contacts": f.contacts,
        "slips_counted": f.slips_counted, "necessary": f.necessary, "urges_resisted": f.urges_resisted,
        "urges_open": f.urges_open,
        "urges_by_hour": f.urges_by_hour, "urges_by_trigger": f.urges_by_trigger,
        "days_journaled": f.days_journaled, "journaled_share": f.journaled_share,
    })
}
