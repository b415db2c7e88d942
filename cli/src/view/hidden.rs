//! How it is said which entries went out of sight with the removal of a device, and what can be done.

use engine::Vault;
use engine::views::HiddenEntry;

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::{Paint, columns, counted, show_line, wrap};

/// As many are named at most.
const SHOWN_MAX: usize = 5;

/// The entries that nobody was told of yet; none where they cannot be read.
pub(crate) fn untold(vault: &Vault) -> Result<Vec<HiddenEntry>, Failure> {
    if !vault.reads_home()? {
        return Ok(Vec::new());
    }
    let mut hidden = vault.entries().hidden()?;
    hidden.retain(|entry| !entry.told);
    Ok(hidden)
}

/// Prints them, and remembers that somebody was told.
pub(crate) fn tell(app: &mut App, vault: &Vault, hidden: &[HiddenEntry]) -> Result<(), Failure> {
    if hidden.is_empty() {
        return Ok(());
    }
    let (were, are) = match hidden.len() {
        1 => ("It was", "1 entry is".to_owned()),
        more => ("They were", format!("{more} entries are")),
    };
    let devices = devices(hidden);
    let happened = format!(
        "{are} hidden since {devices} was removed. {were} written there, and the device that removed it had not seen them:"
    );
    for line in wrap(&happened, columns()) {
        app.out.line(Paint::Warning.on(line))?;
    }
    for entry in hidden.iter().take(SHOWN_MAX) {
        let short = Paint::Strong.on(show_line(&entry.short));
        app.out
            .line(format!("  {short}  {}", show_line(&entry.words)))?;
    }
    if hidden.len() > SHOWN_MAX {
        app.out
            .line(format!("  and {} more", hidden.len() - SHOWN_MAX))?;
    }
    let to_do = "They are kept sealed. `still doctor late list` shows them, and `still doctor late keep N` writes one \
                 again here.";
    for line in wrap(to_do, columns()) {
        app.out.line(line)?;
    }
    app.out.flush()?;
    // Where it cannot be remembered, it is only said again.
    let _ = vault.entries().told_of_hidden(hidden);
    Ok(())
}

/// The same in one line; the whole is for [`tell`].
pub(crate) fn line(hidden: &[HiddenEntry]) -> String {
    let mut named: Vec<String> = hidden
        .iter()
        .take(SHOWN_MAX)
        .map(|entry| format!("{} “{}”", show_line(&entry.short), show_line(&entry.words)))
        .collect();
    if hidden.len() > SHOWN_MAX {
        named.push(format!("{} more", hidden.len() - SHOWN_MAX));
    }
    format!(
        "{} hidden since {} was removed: {}; `still doctor late list` shows what can be kept",
        counted(hidden.len(), "entry is", "entries are"),
        devices(hidden),
        named.join(", ")
    )
}

fn devices(hidden: &[HiddenEntry]) -> String {
    let mut names: Vec<String> = hidden
        .iter()
        .map(|entry| show_line(&entry.device))
        .collect();
    names.sort();
    names.dedup();
    names.join(" and ")
}
