//! How steps and worksheets look: an overview, a page with the person's own words, and the figures.

use engine::worksheet::{
    Definition, FieldDef, FieldKind, FieldValue, Fields, ItemRow, Kept, NoContact, SheetRow,
    WeekRate,
};
use engine::{Figures, StepView, WorksheetView};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, pad, show_line, show_text, wrap};

/// Characters of an item's id that are shown.
const ITEM_ID_CHARS: usize = 5;
/// Items of a log that are shown; the newest.
const LOG_ITEMS_SHOWN: usize = 10;

/// Prints how far each step is.
pub(super) fn overview(app: &mut App, steps: &[StepView]) -> Result<(), Failure> {
    if app.json() {
        let steps: Vec<_> = steps.iter().map(step_shape).collect();
        return app.print_json(&json!({ "steps": steps }));
    }
    for step in steps {
        let mark = if step.done {
            Paint::Found.on("✓")
        } else {
            " ".to_owned()
        };
        let filled = format!("{} of {} filled", step.filled, step.fields);
        app.out.line(format!(
            "{mark} {:2}  {}  {}",
            step.number,
            pad(&show_line(&step.title), 28),
            Paint::Faint.on(filled)
        ))?;
    }
    Ok(())
}

/// Prints one worksheet with its figures.
pub(super) fn worksheet(app: &mut App, sheet: &WorksheetView) -> Result<(), Failure> {
    if app.json() {
        return app.print_json(&sheet_shape(sheet));
    }
    let heading = format!("{}. {}", sheet.step.number, show_line(&sheet.step.title));
    app.out.line(Paint::Strong.on(heading))?;
    for line in wrap(&show_text(&sheet.definition.intro), columns()) {
        app.out.line(Paint::Faint.on(line))?;
    }
    figures(app, &sheet.figures)?;
    answers(app, sheet.definition, &sheet.row)?;
    app.out.line("")?;
    state(app, &sheet.step)
}

/// Prints the questions of a worksheet with their answers.
pub(super) fn answers(
    app: &mut App,
    definition: &Definition,
    row: &SheetRow,
) -> Result<(), Failure> {
    for section in &definition.sections {
        app.out.line("")?;
        app.out.line(Paint::Strong.on(show_line(&section.title)))?;
        for field in &section.fields {
            if field.kind.has_items() {
                list(app, field, row)?;
            } else {
                value(app, field, &row.fields, "  ")?;
            }
        }
    }
    Ok(())
}

fn state(app: &mut App, step: &StepView) -> Result<(), Failure> {
    let by_hand = if step.done_by_hand.is_some() {
        ", by your own word"
    } else {
        ""
    };
    let word = if step.done { "Done" } else { "Not done yet" };
    app.out
        .line(Paint::Strong.on(format!("{word}{by_hand}.")))?;
    for missing in &step.missing {
        app.out.line(format!("  missing: {}", show_line(missing)))?;
    }
    Ok(())
}

fn value(app: &mut App, field: &FieldDef, fields: &Fields, indent: &str) -> Result<(), Failure> {
    let name = format!(
        "{indent}{} {}",
        show_line(&field.label),
        Paint::Faint.on(format!("[{}]", field.id))
    );
    let Some(value) = fields.get(&field.id).filter(|value| value.is_filled()) else {
        return app.out.line(format!("{name}: {}", Paint::Faint.on("–")));
    };
    if let FieldValue::Text(text) = value {
        app.out.line(format!("{name}:"))?;
        let width = columns().map(|cells| cells.saturating_sub(indent.len() + 2));
        for line in wrap(&show_text(text), width) {
            app.out.line(format!("{indent}  {line}"))?;
        }
        return Ok(());
    }
    app.out
        .line(format!("{name}: {}", show_line(&in_words(field, value))))
}

/// A value of one line in the words of its definition.
pub(super) fn in_words(field: &FieldDef, value: &FieldValue) -> String {
    let join = |ids: &mut dyn Iterator<Item = &String>| {
        ids.map(|id| field.choice_label(id))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match value {
        FieldValue::Line(id) if field.kind == FieldKind::Choice => {
            field.choice_label(id).to_owned()
        }
        FieldValue::Text(text) | FieldValue::Line(text) => text.clone(),
        FieldValue::Number(number) | FieldValue::Count(number) => number.to_string(),
        FieldValue::Check(on) => if *on { "yes" } else { "no" }.to_owned(),
        FieldValue::Chosen(chosen) => join(&mut chosen.iter()),
        FieldValue::Ranking(order) => join(&mut order.iter()),
    }
}

fn list(app: &mut App, field: &FieldDef, row: &SheetRow) -> Result<(), Failure> {
    let is_log = field.kind == FieldKind::Log;
    let items: Vec<&ItemRow> = if is_log {
        row.newest_first(&field.id)
    } else {
        row.items(&field.id).iter().collect()
    };
    let count = items.len();
    let name = format!(
        "  {} {}",
        show_line(&field.label),
        Paint::Faint.on(format!("[{}]", field.id))
    );
    app.out.line(format!("{name}: {count}"))?;
    let shown = if is_log {
        count.min(LOG_ITEMS_SHOWN)
    } else {
        count
    };
    for item in &items[..shown] {
        let id: String = item.id.to_string().chars().take(ITEM_ID_CHARS).collect();
        let when = item
            .civil()
            .map(|at| at.strftime("%Y-%m-%d %a %H:%M").to_string());
        app.out.line(format!(
            "    {}  {}",
            Paint::Strong.on(id),
            Paint::Faint.on(when.unwrap_or_default())
        ))?;
        for inner in field
            .fields
            .iter()
            .filter(|inner| item.fields.filled(&inner.id))
        {
            value(app, inner, &item.fields, "      ")?;
        }
    }
    if shown < count {
        app.out
            .line(format!("    … and {} earlier", count - shown))?;
    }
    Ok(())
}

fn figures(app: &mut App, figures: &Figures) -> Result<(), Failure> {
    match figures {
        Figures::None => Ok(()),
        Figures::NoContact(figures) => no_contact(app, figures),
        Figures::Kept(figures) => kept(app, figures),
    }
}

fn no_contact(app: &mut App, figures: &NoContact) -> Result<(), Failure> {
    app.out.line("")?;
    app.out
        .line(Paint::Strong.on(format!("Day {} of {}", figures.day, figures.target)))?;
    let share = (figures.journaled_share * 100.0).round();
    app.out.line(format!(
        "  current run {} days, longest {}; {} of the run's days journaled ({share} %)",
        figures.current_run, figures.longest_run, figures.days_journaled
    ))?;
    app.out.line(format!(
        "  urges resisted: {}, slips: {}",
        figures.urges_resisted,
        figures.slips.len()
    ))?;
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
    if figures.target_needs_reason {
        app.out
            .line("  fewer than 30 days need a written reason; until then 30 count")?;
    }
    Ok(())
}

fn kept(app: &mut App, figures: &Kept) -> Result<(), Failure> {
    app.out.line("")?;
    app.out.line(Paint::Strong.on(format!(
        "{} good weeks in a row (80 % or more kept), longest {}",
        figures.good_weeks, figures.longest_good_weeks
    )))?;
    for commitment in &figures.commitments {
        let rate = commitment
            .rate
            .map_or_else(|| "–".to_owned(), |rate| format!("{:.0} %", rate * 100.0));
        app.out.line(format!(
            "  {}  kept {rate}, {} in a row",
            show_line(&commitment.promise.promise),
            commitment.streak
        ))?;
    }
    let weeks = figures.weeks.iter().rev().take(8).rev();
    for week in weeks.filter(|week| week.due > 0) {
        let open = if week.over { "" } else { " (still running)" };
        app.out.line(format!(
            "  week of {}: {} of {}{open}",
            week.monday, week.kept, week.due
        ))?;
    }
    Ok(())
}

fn step_shape(step: &StepView) -> serde_json::Value {
    json!({
        "number": step.number, "title": step.title, "done": step.done,
        "done_by_hand": step.done_by_hand, "filled": step.filled, "fields": step.fields,
        "missing": step.missing,
    })
}

fn plain(fields: &Fields) -> serde_json::Map<String, serde_json::Value> {
    fields
        .0
        .iter()
        .map(|(id, value)| (id.clone(), value.to_plain()))
        .collect()
}

/// The JSON of a worksheet's answers.
pub(super) fn row_shape(row: &SheetRow) -> serde_json::Value {
    let item = |item: &ItemRow| json!({ "id": item.id.to_string(), "at": item.at, "fields": plain(&item.fields) });
    let lists: serde_json::Map<_, _> = row
        .lists
        .iter()
        .map(|(id, items)| (id.clone(), items.iter().map(item).collect()))
        .collect();
    json!({ "definition": row.definition, "fields": plain(&row.fields), "lists": lists })
}

fn sheet_shape(sheet: &WorksheetView) -> serde_json::Value {
    let mut shape = row_shape(&sheet.row);
    shape["definition"] = json!(sheet.definition.id);
    shape["step"] = step_shape(&sheet.step);
    shape["figures"] = figures_shape(&sheet.figures);
    shape
}

fn figures_shape(figures: &Figures) -> serde_json::Value {
    match figures {
        Figures::None => serde_json::Value::Null,
        Figures::NoContact(f) => json!({
            "day": f.day, "target": f.target, "proposed_target": f.proposed_target,
            "target_needs_reason": f.target_needs_reason, "current_run": f.current_run,
            "longest_run": f.longest_run, "slips": f.slips, "urges_resisted": f.urges_resisted,
            "urges_by_hour": f.urges_by_hour, "urges_by_trigger": f.urges_by_trigger,
            "days_journaled": f.days_journaled, "journaled_share": f.journaled_share,
        }),
        Figures::Kept(f) => {
            let week = |w: &WeekRate| json!({ "monday": w.monday, "due": w.due, "kept": w.kept, "over": w.over });
            let weeks = |weeks: &[WeekRate]| weeks.iter().map(week).collect::<Vec<_>>();
            let commitments = f.commitments.iter().map(|c| {
                json!({
                    "item": c.promise.item.to_string(), "promise": c.promise.promise,
                    "area": c.promise.area, "rate": c.rate, "streak": c.streak,
                    "longest_streak": c.longest_streak, "weeks": weeks(&c.weeks),
                })
            });
            json!({
                "good_weeks": f.good_weeks, "longest_good_weeks": f.longest_good_weeks,
                "weeks": weeks(&f.weeks), "commitments": commitments.collect::<Vec<_>>(),
            })
        }
    }
}
