//! Where a person's data, states and what lives as long as the machine runs are kept.

use std::path::PathBuf;

/// The folder of a person's journal, if the system says where it would be: `still` in `$XDG_DATA_HOME` or `~/.local/share`;
/// macOS: `~/Library/Application Support/still`; Windows: `%LOCALAPPDATA%\still`.
pub fn data() -> Option<PathBuf> {
    set("XDG_DATA_HOME").or_else(|| usual(".local/share", "still"))
}

/// The folder of what is noted outside of a journal, as [`data`]: `$XDG_STATE_HOME` or `~/.local/state`; elsewhere
/// `still-state` beside the journal.
pub fn state() -> Option<PathBuf> {
    set("XDG_STATE_HOME").or_else(|| usual(".local/state", "still-state"))
}

/// What a variable names by the XDG rules, which hold only for absolute paths.
fn set(variable: &str) -> Option<PathBuf> {
    let set = std::env::var_os(variable).map(PathBuf::from);
    set.filter(|path| path.is_absolute())
        .map(|path| path.join("still"))
}

#[cfg(not(any(windows, target_os = "macos")))]
fn usual(base: &str, _: &str) -> Option<PathBuf> {
    std::env::home_dir().map(|home| home.join(base).join("still"))
}

#[cfg(target_os = "macos")]
fn usual(_: &str, name: &str) -> Option<PathBuf> {
    let home = std::env::home_dir()?;
    Some(
        home.join("Library/Application Support/Stillbook")
            .join(name),
    )
}

#[cfg(windows)]
fn usual(_: &str, name: &str) -> Option<PathBuf> {
    let local = std::env::var_os("LOCALAPPDATA").map(PathBuf::from);
    let local = local.filter(|path| path.is_absolute())?;
    Some(local.join(name))
}

/// The folder that the system empties when the person logs out or the machine stops, if it has one; and another one beside,
/// which is there everywhere. Both may be missing.
#[cfg(unix)]
pub fn runtime() -> (Option<PathBuf>, PathBuf) {
    let set = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let user = crate::process::user();
    (
        set.filter(|path| path.is_absolute()),
        std::env::temp_dir().join(format!("still-{user}")),
    )
}

/// There is none on Windows: what lies in the second is taken for gone when nobody holds a lock there.
#[cfg(not(unix))]
pub fn runtime() -> (Option<PathBuf>, PathBuf) {
    let set = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let usual = usual("", "still-run").unwrap_or_else(|| std::env::temp_dir().join("still-run"));
    (set.filter(|path| path.is_absolute()), usual)
}

/// Where files may lie that must be on no disk, each of which [`is_in_memory`](crate::files::is_in_memory) is to be asked of.
pub fn memory() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    runtime
        .into_iter()
        .chain([PathBuf::from("/dev/shm")])
        .collect()
}
