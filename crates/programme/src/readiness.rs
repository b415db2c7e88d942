//! The readiness report of step 7: the claims set against the evidence, and every reason for *not
//! yet* with the record it comes from.

use jiff::ToSpan as _;
use jiff::civil::Date;
use journal::{ItemId, ItemRow};

use crate::contact::{
    Attempts, Standing, attempts, attempts_need_reason, outcome as outcome_of, said,
};
use crate::definitions;
use crate::journey_view::{Evidence, JourneyView};
use crate::no_contact::NoContact;
use crate::progress::rules::{MANY_ATTEMPTS, Progress, by_rule};

/// From which confidence on a claim stands, on a scale from 1 to 10.
const CONFIDENCE_MIN: i64 = 5;

const CLAIMS: [&str; 5] = ["stress", "jealousy", "asking", "independence", "arguing"];

/// One of the five claims and what supports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its name for programs; its fields are `<id>_changed`, `<id>_evidence`, `<id>_confidence`.
    pub id: &'static str,
    /// The claim itself.
    pub claim: String,
    /// Whether it is written what changed.
    pub changed: bool,
    /// The evidence that exists.
    pub evidence: Vec<Evidence>,
    /// How sure the person is, 1 to 10.
    pub confidence: Option<i64>,
}

/// Why it is *not yet*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The reason, as a sentence.
    pub text: String,
    /// The step whose worksheet it comes from.
    pub step: u8,
    /// The field there; empty when it is the step as a whole.
    pub field: String,
    /// The item of that list, if it is one.
    pub item: Option<ItemId>,
}

/// Ready, or not yet because of these reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// Whether there is no reason left.
    pub ready: bool,
    /// The five claims.
    pub claims: Vec<Claim>,
    /// Days of the current run without contact, and how many are aimed at.
    pub run: (u32, u32),
    /// Those of steps 1 to 6 that are done.
    pub steps_done: Vec<u8>,
    /// The contact attempts of step 11.
    pub attempts: Attempts,
    /// Every reason for *not yet*, in the order of the steps they come from; where no contact is planned, only why.
    pub reasons: Vec<Reason>,
    /// Why no contact is planned: then it is not *not yet*, there is nothing to be ready for.
    pub standing: Option<Standing>,
}

/// How many reasons are shown before somebody asks for all of them.
pub const REASONS_SHOWN: usize = 6;

impl Readiness {
    /// The reasons, those first that say most: days without contact, which nothing else can hurry, then steps that are open,
    /// then how often there would be contact at the most, then what is open in step 7 itself.
    pub fn foremost(&self) -> Vec<&Reason> {
        let mut reasons: Vec<&Reason> = self.reasons.iter().collect();
        reasons.sort_by_key(|reason| match reason.step {
            2 => 0,
            1..=6 => 1,
            11 => 2,
            _ => 3,
        });
        reasons
    }
}

/// Sets the claims of step 7 against evidence, the no-contact run, steps 1 to 6 and the attempts
/// left in step 11. With the do-not-contact switch on there is one reason only, and it stands.
pub fn readiness(journey: &JourneyView<'_>) -> Readiness {
    let claims: Vec<Claim> = CLAIMS.into_iter().map(|id| claim(id, journey)).collect();
    let figures = journey.no_contact();
    let before: Vec<Progress> = (1..=6).filter_map(|step| by_rule(step, journey)).collect();
    let mut reasons = Vec::new();
    let policy = journey.contact();
    if let Some(standing) = policy.standing() {
        reasons.push(stop(journey, standing));
    } else {
        steps(journey, &before, &figures, &mut reasons);
        for claim in &claims {
            weigh(claim, &mut reasons);
        }
        if !policy.has_a_yes() {
            plans(journey, &figures, &mut reasons);
            limit(journey, &mut reasons);
        }
    }
    let done = before.iter().filter(|found| found.done);
    Readiness {
        ready: reasons.is_empty(),
        claims,
        run: (figures.current_run, figures.target.unwrap_or(0)),
        steps_done: done.map(|found| found.step).collect(),
        attempts: attempts(journey.sheet(11), journey.today),
        reasons,
        standing: policy.standing(),
    }
}

fn reason(step: u8, field: &str, text: impl Into<String>) -> Reason {
    Reason {
        text: text.into(),
        step,
        field: field.to_owned(),
        item: None,
    }
}

fn claim(id: &'static str, journey: &JourneyView<'_>) -> Claim {
    let fields = &journey.sheet(7).fields;
    let section = definitions::of_step(7).and_then(|definition| {
        let name = format!("claim_{id}");
        definition.sections.iter().find(|s| s.id == name)
    });
    Claim {
        id,
        claim: section.map_or(String::new(), |section| claimed(&section.intro)),
        changed: fields.filled(&format!("{id}_changed")),
        evidence: journey.evidence(fields, &format!("{id}_evidence")),
        confidence: fields.number(&format!("{id}_confidence")),
    }
}

/// The claim itself: what follows it says how to answer.
fn claimed(intro: &str) -> String {
    let end = intro.find(". ").map_or(intro.len(), |at| at + 1);
    intro.get(..end).unwrap_or(intro).to_owned()
}

/// Steps 1 to 6; the run without contact counts even when step 2 was marked as done by hand.
fn steps(
    journey: &JourneyView<'_>,
    found: &[Progress],
    figures: &NoContact,
    reasons: &mut Vec<Reason>,
) {
    for found in found {
        let step = found.step;
        let short = step == 2 && !figures.target_reached();
        if found.done && !short {
            continue;
        }
        let title = definitions::of_step(step).map_or("", |d| d.title.as_str());
        let first = found
            .missing
            .first()
            .map_or("It is marked as open.", |missing| missing.as_str());
        let text = format!("Step {step}, {title}, is open. {first}");
        let mut reason = reason(step, "", text);
        if step == 2
            && let Some(day) = figures.slips.last()
        {
            let slips = journey.sheet(2).items("slips");
            let slip: Option<&ItemRow> = slips.iter().find(|slip| slip.date() == Some(*day));
            reason.field = "slips".to_owned();
            reason.item = slip.map(|slip| slip.id);
        }
        reasons.push(reason);
    }
}

fn weigh(claim: &Claim, reasons: &mut Vec<Reason>) {
    let about = claim.claim.trim_end_matches('.');
    let field = |name: &str| format!("{}_{name}", claim.id);
    if !claim.changed {
        let text = format!("\"{about}\": it is not written yet what changed.");
        reasons.push(reason(7, &field("changed"), text));
    }
    if claim.evidence.is_empty() {
        let text = format!("\"{about}\": no entry or item shows it yet.");
        reasons.push(reason(7, &field("evidence"), text));
    }
    match claim.confidence {
        None => {
            let text = format!("\"{about}\": you have not said how sure you are.");
            reasons.push(reason(7, &field("confidence"), text));
        }
        Some(sure) if sure < CONFIDENCE_MIN => {
            let text = format!(
                "\"{about}\": how sure you are of it is {sure} of 10; from {CONFIDENCE_MIN} on it stands."
            );
            reasons.push(reason(7, &field("confidence"), text));
        }
        Some(_) => {}
    }
}

/// What is open about the first contact.
fn plans(journey: &JourneyView<'_>, figures: &NoContact, reasons: &mut Vec<Reason>) {
    let fields = &journey.sheet(7).fields;
    let needed = [
        ("motive", "It is not written yet why you would reach out."),
        (
            "ready_for_no",
            "You have not said that you could hear a no.",
        ),
        ("contact_channel", "It is open how you would reach out."),
        (
            "contact_purpose",
            "It is open what you would reach out for.",
        ),
        ("contact_date", "It is open when you would reach out."),
        (
            "contact_no_answer",
            "It is open what you do if no answer comes.",
        ),
    ];
    for (field, text) in needed {
        if !fields.filled(field) {
            reasons.push(reason(7, field, text));
        }
    }
    let Some(planned) = fields.date("contact_date") else {
        return;
    };
    let shown = planned.strftime("%-d %B %Y");
    if planned < journey.today {
        let text = format!("The day you would reach out, {shown}, is over.");
        reasons.push(reason(7, "contact_date", text));
    } else if earliest(figures, journey.today).is_some_and(|earliest| planned < earliest) {
        let text =
            format!("The day you would reach out, {shown}, lies in the time without contact.");
        reasons.push(reason(7, "contact_date", text));
    }
}

/// How often it is said that there would be contact at the most.
fn limit(journey: &JourneyView<'_>, reasons: &mut Vec<Reason>) {
    let row = journey.sheet(11);
    if !row.fields.filled("most") {
        let text = "It is not said yet how often you will try at the very most.";
        reasons.push(reason(11, "most", text));
    } else if attempts_need_reason(row) {
        reasons.push(reason(11, "most_reason", MANY_ATTEMPTS));
    }
}

/// The day after the last of those aimed at without contact, if there is no slip until then.
fn earliest(figures: &NoContact, today: Date) -> Option<Date> {
    let target = figures.target?;
    if figures.target_reached() && figures.current_run < target {
        return None; // It was reached before there was contact.
    }
    let left = target.checked_sub(figures.current_run)?;
    let last = today.checked_add(i64::from(left).days()).ok()?;
    last.tomorrow().ok()
}

/// What stands against any contact, with its record.
fn stop(journey: &JourneyView<'_>, standing: Standing) -> Reason {
    let row = journey.sheet(11);
    let answers = said(row, journey.today);
    let at = |made: Option<&ItemRow>, text: &str| {
        let mut found = reason(11, "attempts", text);
        found.item = made.map(|made| made.id);
        found
    };
    let outcome = |text: &str| reason(11, "outcome_answer", text);
    match standing {
        Standing::DoNotContact => reason(11, "", standing.words()),
        Standing::SaidNo if answers.no.is_some() => {
            at(answers.no, "They have said no. That is an answer.")
        }
        Standing::SaidNo if outcome_of(row, journey.today) == Some("no") => {
            outcome("The answer was no. Step 11 is there for it.")
        }
        Standing::SaidNo => reason(2, "their_word", "They have said no. That is an answer."),
        Standing::OutcomeKnown => outcome(match outcome_of(row, journey.today) {
            Some("apart") => "You went apart in peace. No contact is planned any more.",
            Some("no_answer") => "No answer came, and that is an answer. Step 11 is there for it.",
            Some("together") => "You are together again. There is no first contact to plan.",
            _ => standing.words(),
        }),
        Standing::AttemptsUsedUp => at(
            row.up_to("attempts", journey.today).last(),
            "The attempts you allowed yourself are used up. No further contact is planned.",
        ),
        Standing::NonePlanned => reason(11, "most", standing.words()),
        Standing::NotNow => at(
            answers.last,
            "They have said: not now. The next word is theirs.",
        ),
    }
}
