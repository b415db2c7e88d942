//! How steps and worksheets look: an overview, and a page with the person's own words.

use engine::worksheet::{
    Definition, FieldDef, FieldKind, FieldValue, Fields, ItemRow, Place, REASONS_SHOWN,
    SHORT_ID_CHARS, SheetRow, shared_standing,
};
use engine::{ContactPolicy, Figures, StepView, WorksheetView};
use serde_json::json;

use crate::app::App;
use crate::failure::Failure;
use crate::json;
use crate::terminal::{Paint, columns, counted, pad, show_line, show_text, wrap};
use crate::view;

/// Items of a log that a worksheet shows by itself; the newest.
const LOG_ITEMS_SHOWN: usize = 10;

/// What a list says of a step that shows nothing, instead of counts.
pub(crate) const CLOSED: &str = "no contact is planned";

/// Prints how far each step is.
pub(crate) fn overview(app: &mut App, steps: &[StepView]) -> Result<(), Failure> {
    if app.json() {
        let steps: Vec<_> = steps.iter().map(json::worksheet::step).collect();
        return app.print_json(&json!({ "steps": steps }));
    }
    for step in steps {
        app.out.line(step_line(step))?;
    }
    Ok(())
}

/// One step in a line.
pub(crate) fn step_line(step: &StepView) -> String {
    let mark = if step.done {
        Paint::Found.on("✓")
    } else {
        " ".to_owned()
    };
    let word = match step {
        step if step.prepared => ", prepared",
        step if !step.young.is_empty() && !step.done => ", young",
        _ => "",
    };
    let filled = match step.rests {
        Some(_) => CLOSED.to_owned(),
        None => format!("{} of {} filled{word}", step.filled, step.fields),
    };
    // In a narrow window the titles are not lined up.
    let title_cells = columns().map_or(28, |cells| 28.min(cells.saturating_sub(24)));
    format!(
        "{mark} {:2}  {}  {}",
        step.number,
        pad(&show_line(&step.title), title_cells),
        Paint::Faint.on(filled)
    )
}

/// What ends a sentence that ends with a title: nothing, where the title ends one itself.
pub(crate) fn stop(title: &str) -> &'static str {
    if title.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    }
}

/// What is to be said about a step beside its line: whose word it is, what is young, what is missing.
pub(crate) fn remarks(step: &StepView) -> Vec<String> {
    let mut remarks = Vec::new();
    match step.done_by_hand {
        Some(true) => remarks.push("done, by your own word".to_owned()),
        Some(false) => remarks.push("open, by your own word".to_owned()),
        None => {}
    }
    if step.prepared {
        remarks.push("prepared: only the outcome is open".to_owned());
    }
    remarks.extend(
        step.young.iter().map(|name| {
            format!("young: {name} (its evidence does not reach over eight weeks yet)")
        }),
    );
    let missing = step.missing.iter();
    remarks.extend(missing.map(|missing| format!("missing: {missing}")));
    remarks.extend(step.rests.map(|standing| standing.words().to_owned()));
    remarks
}

/// How a worksheet is called on the command line.
pub(crate) fn name_of(definition: &Definition) -> String {
    definition
        .step
        .map_or_else(|| definition.id.clone(), |step| step.to_string())
}

/// Prints one worksheet with its figures, for people: all of it, or of logs the newest items and of reasons the foremost.
pub(crate) fn worksheet(app: &mut App, sheet: &WorksheetView, all: bool) -> Result<(), Failure> {
    let (most, reasons) = match all {
        true => (usize::MAX, usize::MAX),
        false => (LOG_ITEMS_SHOWN, REASONS_SHOWN),
    };
    let title = show_line(&sheet.definition.title);
    let heading = match sheet.definition.step {
        Some(number) => format!("{number}. {title}"),
        None => title,
    };
    app.out.line(Paint::Strong.on(heading))?;
    if let Some(standing) = sheet.standing {
        for line in wrap(standing.words(), columns()) {
            app.out.line(Paint::Warning.on(line))?;
        }
    }
    if sheet.closed().is_some() {
        for line in wrap(&stays(&name_of(&sheet.definition)), columns()) {
            app.out.line(Paint::Faint.on(line))?;
        }
        return Ok(());
    }
    for line in wrap(&show_text(&sheet.definition.intro), columns()) {
        app.out.line(Paint::Faint.on(line))?;
    }
    view::figures::print(app, &sheet.figures, reasons)?;
    answers(app, &sheet.definition, &sheet.readable(), most)?;
    if sheet.unknown > 0 {
        let answers = counted(sheet.unknown, "answer", "answers");
        app.out.line("")?;
        app.out.line(Paint::Faint.on(format!(
            "{answers} to questions that are not known here; kept as they are"
        )))?;
    }
    let open = sheet.flags.iter().filter(|flag| !flag.kept).count();
    if open > 0 {
        app.out.line("")?;
        let marked = counted(open, "sentence is", "sentences are");
        app.out
            .line(format!("{marked} marked; `still marks` shows them"))?;
    }
    let Some(step) = &sheet.step else {
        return match sheet.row.done_by_hand {
            Some(true) => app.out.line("\nDone, by your own word."),
            Some(false) => app.out.line("\nOpen, by your own word."),
            None => Ok(()),
        };
    };
    app.out.line("")?;
    // What is missing for step 7 are the reasons of the report above.
    state(app, step, !matches!(sheet.figures, Figures::Readiness(_)))
}

/// Where what was written is, in a step that shows none of it.
pub(crate) fn stays(name: &str) -> String {
    format!(
        "What was written here stays: `still step {name} history` has it. Writing is always possible: `still write`."
    )
}

/// Prints the questions of a worksheet with their answers; of a log at most so many items.
pub(crate) fn answers(
    app: &mut App,
    definition: &Definition,
    row: &SheetRow,
    most: usize,
) -> Result<(), Failure> {
    for section in &definition.sections {
        app.out.line("")?;
        app.out.line(Paint::Strong.on(show_line(&section.title)))?;
        fields(app, section.fields.iter(), row, most)?;
    }
    Ok(())
}

/// Prints what was answered in a shared worksheet, all of it; its reader is asked nothing.
pub(crate) fn answered(
    app: &mut App,
    definition: &Definition,
    row: &SheetRow,
) -> Result<(), Failure> {
    if let Some(standing) = shared_standing(row) {
        for line in wrap(standing.words(), columns()) {
            app.out.line(Paint::Warning.on(line))?;
        }
    }
    let definition = ContactPolicy::of_shared(row).shown(definition, row);
    for section in &definition.sections {
        let filled =
            |field: &&FieldDef| row.fields.filled(&field.id) || !row.items(&field.id).is_empty();
        let mut shown = section.fields.iter().filter(filled).peekable();
        if shown.peek().is_some() {
            app.out.line("")?;
            app.out.line(Paint::Strong.on(show_line(&section.title)))?;
            fields(app, shown, row, usize::MAX)?;
        }
    }
    Ok(())
}

fn fields<'d>(
    app: &mut App,
    fields: impl Iterator<Item = &'d FieldDef>,
    row: &SheetRow,
    most: usize,
) -> Result<(), Failure> {
    for field in fields {
        if field.kind.has_items() {
            list(app, field, row, most)?;
        } else {
            let asked = row.asked_by(&field.id);
            value(app, field, &row.fields, asked, "  ")?;
        }
    }
    Ok(())
}

fn state(app: &mut App, step: &StepView, says_missing: bool) -> Result<(), Failure> {
    let by_hand = if step.done_by_hand.is_some() {
        ", by your own word"
    } else {
        ""
    };
    let word = match step {
        step if step.done => "Done",
        step if step.rests.is_some() => "At rest: no contact is planned",
        step if step.prepared => "Prepared",
        _ => "Not done yet",
    };
    app.out
        .line(Paint::Strong.on(format!("{word}{by_hand}.")))?;
    for young in &step.young {
        app.out.line(format!("  young: {}", show_line(young)))?;
    }
    for missing in step.missing.iter().filter(|_| says_missing) {
        app.out.line(format!("  missing: {}", show_line(missing)))?;
    }
    Ok(())
}

/// Prints a field with its answer. `asked` is the version of the definition whose question was answered.
fn value(
    app: &mut App,
    field: &FieldDef,
    fields: &Fields,
    asked: u32,
    indent: &str,
) -> Result<(), Failure> {
    let answer = fields.get(&field.id).filter(|value| value.is_filled());
    if answer.is_none() && (field.former || !field.applies(fields)) {
        return Ok(());
    }
    let (label, question) = match answer {
        Some(_) => field.asked_by(asked),
        None => (field.label.as_str(), field.prompt.as_str()),
    };
    let then = if field.former {
        format!(" (asked before: {})", show_line(question))
    } else if question == field.prompt {
        String::new()
    } else {
        format!(" (asked then: {})", show_line(question))
    };
    let name = format!(
        "{indent}{} {}{}",
        show_line(label),
        Paint::Faint.on(format!("[{}]", field.id)),
        Paint::Faint.on(then)
    );
    let Some(value) = answer else {
        return app.out.line(format!("{name}: {}", Paint::Faint.on("–")));
    };
    let script = value
        .as_str()
        .is_some_and(|text| field.reads_like_a_script(text));
    if let (FieldValue::Text(text), FieldKind::Text) = (value, field.kind) {
        app.out.line(format!("{name}:"))?;
        let width = columns().map(|cells| cells.saturating_sub(indent.len() + 2));
        for line in wrap(&show_text(text), width) {
            app.out.line(format!("{indent}  {line}"))?;
        }
    } else {
        app.out
            .line(format!("{name}: {}", show_line(&value.words(field))))?;
    }
    if script {
        app.out
            .line(Paint::Faint.on(format!("{indent}  ({SCRIPT})")))?;
    }
    Ok(())
}

/// The gentle remark on points that have grown long.
pub(crate) const SCRIPT: &str =
    "this reads like a script; a few points are easier to stay honest with";

fn list(app: &mut App, field: &FieldDef, row: &SheetRow, most: usize) -> Result<(), Failure> {
    let is_log = field.kind == FieldKind::Log;
    let items: Vec<&ItemRow> = if is_log {
        row.newest_first(&field.id)
    } else {
        row.items(&field.id).iter().collect()
    };
    let count = items.len();
    if count == 0 && (field.former || !field.applies(&row.fields)) {
        return Ok(());
    }
    let name = format!(
        "  {} {}",
        show_line(&field.label),
        Paint::Faint.on(format!("[{}]", field.id))
    );
    app.out.line(format!("{name}: {count}"))?;
    let shown = if is_log { count.min(most) } else { count };
    for item in &items[..shown] {
        let id = row.short(&field.id, item.id);
        let when = item
            .civil()
            .map(|at| at.strftime("%Y-%m-%d %a %H:%M").to_string());
        let same = match item.fields.words(ItemRow::SAME_AS) {
            "" => String::new(),
            other => {
                let other: String = other.chars().take(SHORT_ID_CHARS).collect();
                format!("  the same as {}", show_line(&other))
            }
        };
        let when = when.map_or_else(String::new, |when| format!("  {when}"));
        app.out.line(format!(
            "    {}{}",
            Paint::Strong.on(id),
            Paint::Faint.on(format!("{when}{same}"))
        ))?;
        for inner in field
            .fields
            .iter()
            .filter(|inner| item.fields.filled(&inner.id))
        {
            let place = Place::item(&field.id, item.id, &inner.id).to_string();
            let asked = row.asked_by(&place);
            value(app, inner, &item.fields, asked, "      ")?;
        }
    }
    if shown < count {
        app.out.line(format!(
            "    … and {} earlier: `--all` shows them",
            count - shown
        ))?;
    }
    Ok(())
}
