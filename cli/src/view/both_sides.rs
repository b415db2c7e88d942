//! How it is said that something was changed on both sides: where, what was kept, and where the rest is.

use engine::Vault;
use engine::views::{ApartKind, ChangedApart, LostValue};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, show_line, truncate, wrap};
use crate::view;

/// As many are listed at most.
const SHOWN_MAX: usize = 5;
/// Values that did not stand which are named.
const LOST_MAX: usize = 3;
/// Cells of such a value.
const VALUE_CELLS: usize = 40;
/// Fields of one device that are named.
const FIELDS_MAX: usize = 3;

/// Prints what was changed on both sides, and remembers that somebody was told; nothing where nothing was.
pub(crate) fn print(app: &mut App, vault: &Vault, changed: &[ChangedApart]) -> Result<(), Failure> {
    if changed.is_empty() {
        return Ok(());
    }
    for one in changed.iter().take(SHOWN_MAX) {
        for line in wrap(&line(one), columns()) {
            app.out.line(line)?;
        }
    }
    if changed.len() > SHOWN_MAX {
        let more = changed.len() - SHOWN_MAX;
        app.out.line(Paint::Faint.on(format!(
            "… and {more} more; each goes when its history is shown"
        )))?;
    }
    app.out.flush()?;
    // Where it cannot be remembered, it is only said again.
    let _ = vault
        .both_sides()
        .told(&changed[..changed.len().min(SHOWN_MAX)]);
    Ok(())
}

/// One of them in a sentence.
pub(crate) fn line(one: &ChangedApart) -> String {
    let words = show_line(&one.words);
    let name = match one.kind {
        ApartKind::Entry if words.is_empty() => show_line(&one.name),
        ApartKind::Entry => format!("{} “{words}”", show_line(&one.name)),
        ApartKind::Worksheet => format!("the worksheet “{words}”"),
        ApartKind::Settings => {
            return one.lost.iter().map(setting).collect::<Vec<_>>().join(" ");
        }
    };
    let mut what: Vec<String> = one.lost.iter().take(LOST_MAX).map(lost).collect();
    if one.lost.len() > LOST_MAX {
        what.push(format!("{} more", one.lost.len() - LOST_MAX));
    }
    if what.is_empty() {
        let sides = one.sides.iter().map(|side| {
            let fields = side.fields.iter().take(FIELDS_MAX);
            let mut fields: Vec<String> = fields.map(|field| show_line(field)).collect();
            if side.fields.len() > FIELDS_MAX {
                fields.push("more".to_owned());
            }
            format!("{} by {}", fields.join(", "), show_line(&side.device))
        });
        what.push(sides.collect::<Vec<_>>().join("; "));
        what.push("both are kept".to_owned());
    }
    format!(
        "Changed on both sides: {name} ({}). `{}` shows it.",
        what.join("; "),
        command(one)
    )
}

/// The command that shows what became of it.
fn command(one: &ChangedApart) -> String {
    let name = show_line(&one.name);
    match one.kind {
        ApartKind::Entry => format!("still history {name}"),
        _ => format!("still step {name} history"),
    }
}

/// A setting that was chosen on two devices, and how the other choice is taken.
fn setting(lost: &LostValue) -> String {
    let (label, kept) = (show_line(&lost.label), show_line(&lost.kept.words));
    let other = show_line(&lost.words);
    format!(
        "Chosen on both sides: {label} {kept} of {} was the later choice and holds on all devices. \
         `still settings {label} {other}` takes the one of {}.",
        show_line(&lost.kept.device),
        show_line(&lost.device),
    )
}

fn lost(lost: &LostValue) -> String {
    let label = show_line(&lost.label);
    let (device, other) = (show_line(&lost.device), show_line(&lost.kept.device));
    if label == "deleted" {
        return format!("deleted on {device}, and written in on {other}: it stays");
    }
    let value = |words: &str| match words {
        "" => "none".to_owned(),
        words => view::version::quoted(&truncate(&show_line(words), VALUE_CELLS)),
    };
    format!(
        "{label}: {} of {other} was kept, {} of {device} is in the history",
        value(&lost.kept.words),
        value(&lost.words)
    )
}
