//! How the figures of a worksheet look: no contact, promises kept, the readiness report, attempts.

use engine::Figures;
use engine::worksheet::{
    Attempts, Cadence, Kept, LIMIT_STAYS, NoContact, RECORDS_MIN, Readiness, Reason,
};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, counted, show_line, wrap};

/// Prints the figures of a worksheet; of the reasons for *not yet* at most so many.
pub(crate) fn print(app: &mut App, figures: &Figures, most: usize) -> Result<(), Failure> {
    match figures {
        Figures::None => Ok(()),
        Figures::NoContact(figures) => no_contact(app, figures),
        Figures::Readiness(report) => readiness(app, report, most),
        Figures::Kept { promises, habits } => {
            kept(app, promises)?;
            commitments(app, habits)
        }
        Figures::Attempts(attempts) => made(app, *attempts),
    }
}

/// Which day of the run it is, and of how many while they are still to be reached.
pub(crate) fn day(figures: &NoContact) -> String {
    match figures.target {
        Some(target) if !figures.target_reached() => format!("Day {} of {target}", figures.day),
        _ => format!("Day {}", figures.day),
    }
}

fn no_contact(app: &mut App, figures: &NoContact) -> Result<(), Failure> {
    app.out.line("")?;
    app.out.line(Paint::Strong.on(day(figures)))?;
    if let Some(target) = figures.target.filter(|_| figures.target_reached()) {
        let days = counted(target, "day", "days");
        app.out
            .line(format!("  the {days} you aimed at are reached"))?;
    }
    let journaled = match figures.current_run {
        RECORDS_MIN.. => format!(" ({} %)", (figures.journaled_share * 100.0).round()),
        _ => String::new(),
    };
    let days = |days: u32| counted(days, "day", "days");
    app.out.line(format!(
        "  current run {}, longest {}; {} of the current run with an entry{journaled}",
        days(figures.current_run),
        days(figures.longest_run),
        days(figures.days_journaled)
    ))?;
    app.out.line(format!(
        "  {} without contact in all; a slip takes none of them away",
        days(figures.total_days)
    ))?;
    app.out.line(format!(
        "  urges resisted: {}, slips: {}, talks that had to be: {}",
        figures.urges_resisted, figures.slips_counted, figures.necessary
    ))?;
    match figures.urges_open {
        0 => {}
        1 => app
            .out
            .line("  of one more urge it is not said how it ended")?,
        more => app.out.line(format!(
            "  of {more} more urges it is not said how they ended"
        ))?,
    }
    if !figures.contacts.is_empty() {
        let number = counted(figures.contacts.len(), "day", "days");
        app.out.line(format!(
            "  {number} with contact, told in steps 8 and 11; they end a run and are no slips"
        ))?;
    }
    // Fewer show no hour and no trigger.
    if figures.urges_resisted >= RECORDS_MIN {
        by_hour_and_trigger(app, figures)?;
    }
    if figures.target_needs_reason {
        app.out
            .line("  fewer than 30 days need a written reason; until it is there, 30 count")?;
    }
    Ok(())
}

fn by_hour_and_trigger(app: &mut App, figures: &NoContact) -> Result<(), Failure> {
    let hours = figures
        .urges_by_hour
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0);
    let hours: Vec<_> = hours
        .map(|(hour, count)| format!("{hour}:00 {count}×"))
        .collect();
    if !hours.is_empty() {
        app.out.line(format!("  by hour: {}", hours.join(", ")))?;
    }
    let mut triggers: Vec<_> = figures.urges_by_trigger.iter().collect();
    triggers.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
    if !triggers.is_empty() {
        let named: Vec<_> = triggers
            .iter()
            .map(|(name, count)| format!("{name} {count}×"))
            .collect();
        app.out
            .line(format!("  by trigger: {}", show_line(&named.join(", "))))?;
    }
    Ok(())
}

fn kept(app: &mut App, figures: &Kept) -> Result<(), Failure> {
    app.out.line("")?;
    let weeks = counted(figures.good_weeks, "good week", "good weeks");
    app.out.line(Paint::Strong.on(format!(
        "{weeks} in a row (80 % or more kept), longest {}",
        figures.longest_good_weeks
    )))?;
    commitments(app, figures)?;
    let weeks = figures.weeks.iter().rev().take(8).rev();
    for week in weeks.filter(|week| week.due > 0) {
        let open = if week.over { "" } else { " (still running)" };
        let kept = match week.noted || !week.over {
            true => format!("{} of {}", week.kept, week.due),
            false => "nothing noted".to_owned(),
        };
        let monday = week.monday;
        app.out.line(format!("  week of {monday}: {kept}{open}"))?;
    }
    Ok(())
}

fn commitments(app: &mut App, figures: &Kept) -> Result<(), Failure> {
    for commitment in &figures.commitments {
        let kept = match (commitment.rate, commitment.over) {
            (Some(rate), _) => format!("kept {} %", (rate * 100.0).round()),
            (None, (_, 0)) if commitment.is_silent() => "nothing noted".to_owned(),
            (None, (_, 0)) => "kept –".to_owned(),
            (None, (kept, due)) => format!("kept {kept} of {due}"),
        };
        let period = commitment.promise.cadence.and_then(Cadence::period);
        let in_a_row = period.map_or(String::new(), |(one, more)| {
            format!(", {} in a row", counted(commitment.streak, one, more))
        });
        app.out.line(format!(
            "  {}  {kept}{in_a_row}",
            show_line(&commitment.promise.promise)
        ))?;
    }
    Ok(())
}

fn readiness(app: &mut App, report: &Readiness, most: usize) -> Result<(), Failure> {
    app.out.line("")?;
    let word = match report.standing {
        Some(_) => "No contact is planned.",
        None if report.ready => "Ready.",
        None => "Not yet, because …",
    };
    app.out.line(Paint::Strong.on(word))?;
    let width = columns().map(|cells| cells.saturating_sub(4));
    if report.ready {
        let text = "This is about you. What they want is theirs to say, and a no may still come.";
        for line in wrap(text, width) {
            app.out.line(format!("  {line}"))?;
        }
    }
    let reasons = report.foremost();
    let texts = reasons
        .iter()
        .take(most)
        .map(|reason| format!("{} {}", show_line(&reason.text), record(reason)));
    let rest = reasons.len().saturating_sub(most);
    let more = (rest > 0).then(|| format!("and {rest} more: `still step 7 --all`"));
    for text in texts.chain(more) {
        for (at, line) in wrap(&text, width).into_iter().enumerate() {
            let indent = if at == 0 { "  · " } else { "    " };
            app.out.line(format!("{indent}{line}"))?;
        }
    }
    let (run, target) = report.run;
    let of = if run < target {
        format!(" of {target}")
    } else {
        String::new()
    };
    let left = match report.attempts.left() {
        _ if report.standing.is_some() => "no attempt is".to_owned(),
        Some(left) => counted(left, "attempt", "attempts"),
        None => "it is not said yet how many attempts are".to_owned(),
    };
    app.out.line(format!(
        "  day {run}{of} without contact; {} of steps 1 to 6 done; {left} left",
        report.steps_done.len()
    ))?;
    for claim in &report.claims {
        let dates = claim.evidence.iter().filter_map(|evidence| evidence.date);
        let dates: Vec<String> = dates.map(|date| date.to_string()).collect();
        let shown = match claim.evidence.len() {
            0 => "nothing shows it yet".to_owned(),
            n if dates.is_empty() => counted(n, "piece of evidence", "pieces of evidence"),
            n => format!(
                "{} ({})",
                counted(n, "piece of evidence", "pieces of evidence"),
                dates.join(", ")
            ),
        };
        let sure = claim
            .confidence
            .map_or_else(String::new, |sure| format!(", {sure} of 10 sure"));
        app.out.line(format!(
            "  {}: {shown}{sure}",
            show_line(claim.claim.trim_end_matches('.'))
        ))?;
    }
    Ok(())
}

/// The record that a reason comes from, as commands name it.
fn record(reason: &Reason) -> String {
    let step = reason.step;
    let item = reason.item.map(|item| format!("/{}", item.short()));
    let place = match reason.field.as_str() {
        "" => String::new(),
        field => format!(" {field}{}", item.unwrap_or_default()),
    };
    format!("[step {step}{place}]")
}

fn made(app: &mut App, attempts: Attempts) -> Result<(), Failure> {
    app.out.line("")?;
    let most = match attempts.most {
        Some(most) => format!("of {most} at the most"),
        None => "so far; it is not said yet how many there will be at the most".to_owned(),
    };
    app.out.line(Paint::Strong.on(format!(
        "{} {most}",
        counted(attempts.made, "attempt", "attempts")
    )))?;
    if attempts.raised {
        for line in wrap(LIMIT_STAYS, columns()) {
            app.out.line(line)?;
        }
    }
    Ok(())
}
