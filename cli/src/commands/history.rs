//! `still history`: what became of an entry.

use clap::Args;
use engine::OpenMode;
use engine::views::{DiffLine, DiffPart, EntryRef, Version};

use crate::app::App;
use crate::failure::Failure;
use crate::shapes::VersionShape;
use crate::terminal::{Paint, columns, show_line, show_text, wrap};

/// Show how an entry changed: when, on which device, and what
///
/// Lines that came stand after +, lines that went after -.
#[derive(Args)]
pub(crate) struct HistoryArgs {
    /// The entry: its id or the beginning of it, @1 for the newest, today, yesterday
    #[arg(value_name = "ENTRY", default_value = "@1")]
    entry: EntryRef,
    /// At most this many states, newest first; 0 for all
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    limit: usize,
    /// The whole text of each state instead of what changed
    #[arg(long)]
    full: bool,
}

/// Prints the history.
pub(crate) fn run(app: &mut App, args: &HistoryArgs) -> Result<(), Failure> {
    let vault = app.open(OpenMode::Read)?;
    let versions = vault.history(&args.entry)?;
    let limit = if args.limit == 0 {
        versions.len()
    } else {
        args.limit
    };
    if app.json() {
        let shown = versions
            .iter()
            .take(limit)
            .map(VersionShape::new)
            .collect::<Vec<_>>();
        return app.print_json(&serde_json::json!({ "versions": shown, "total": versions.len() }));
    }
    let zone = vault.env().now().time_zone().clone();
    for (at, version) in versions.iter().take(limit).enumerate() {
        if at > 0 {
            app.out.line("")?;
        }
        let when = version
            .at
            .to_zoned(zone.clone())
            .strftime("%Y-%m-%d %a %H:%M")
            .to_string();
        let changed = version.changed.join(", ");
        app.out.line(format!(
            "{}  {}  {}",
            Paint::Strong.on(when),
            show_line(&version.device),
            Paint::Faint.on(show_line(&changed))
        ))?;
        for line in if args.full {
            whole(version)
        } else {
            difference(version)
        } {
            app.out.line(format!("  {line}"))?;
        }
    }
    if versions.len() > limit {
        app.out.flush()?;
        let more = versions.len() - limit;
        app.notes
            .note(format_args!("… and {more} earlier; --limit 0 shows all"));
    }
    Ok(())
}

fn whole(version: &Version) -> Vec<String> {
    wrap(&show_text(&version.body), columns())
}

/// The lines that changed, each with a line of what is around it.
fn difference(version: &Version) -> Vec<String> {
    let changed = |at: usize| !matches!(version.diff.get(at), None | Some(DiffLine::Same(_)));
    let mut lines = Vec::new();
    let mut left_out = false;
    for (at, line) in version.diff.iter().enumerate() {
        let shown = changed(at) || changed(at + 1) || at > 0 && changed(at - 1);
        if !shown {
            left_out = true;
            continue;
        }
        if std::mem::take(&mut left_out) {
            lines.push("…".to_owned());
        }
        match line {
            DiffLine::Same(text) => lines.extend(prefixed(&[plain(text)], ' ', Paint::Faint)),
            DiffLine::Added(parts) => lines.extend(prefixed(parts, '+', Paint::Found)),
            DiffLine::Removed(parts) => lines.extend(prefixed(parts, '-', Paint::Gone)),
        }
    }
    lines
}

fn plain(text: &str) -> DiffPart {
    DiffPart {
        text: text.to_owned(),
        changed: false,
    }
}

/// A line with its sign, wrapped; a line that fits shows which of its words changed.
fn prefixed(parts: &[DiffPart], sign: char, paint: Paint) -> Vec<String> {
    let whole: String = parts.iter().map(|part| show_line(&part.text)).collect();
    let lines = wrap(&whole, columns().map(|cells| cells.saturating_sub(4)));
    if lines.len() > 1 {
        return lines
            .iter()
            .map(|line| format!("{sign} {}", paint.on(line)))
            .collect();
    }
    let painted = parts.iter().map(|part| {
        let text = show_line(&part.text);
        if part.changed { paint.on(text) } else { text }
    });
    vec![format!("{sign} {}", painted.collect::<String>())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_changed_lines_and_their_neighbours_are_shown() {
        let same = |text: &str| DiffLine::Same(text.into());
        let version = Version {
            at: jiff::Timestamp::UNIX_EPOCH,
            device: "laptop".into(),
            changed: vec!["text".into()],
            diff: vec![
                same("a"),
                same("b"),
                same("c"),
                DiffLine::Added(vec![plain("d\x1b[2J")]),
            ],
            body: String::new(),
            title: String::new(),
        };
        assert_eq!(difference(&version), ["…", "  c", "+ d\\u{1b}[2J"]);
    }
}
