//! An editor of the user's own, on request: the text lies in a private file on tmpfs, the editor is told to keep no
//! swap, undo, backup or history, and the file is overwritten and removed afterwards.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use platform::files::{self, is_in_memory};
use platform::{folders, process, terminal};

use crate::failure::{Failure, Kind};
use crate::terminal::{INTERRUPT, Keeping, Notes, SignalGuard, give_back};

/// Largest text taken back, in bytes; more than an entry may have, so that its own limit speaks.
const TEXT_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// How often the file is looked at for a change that is to be kept.
const LOOK_EVERY: Duration = Duration::from_secs(2);
const FOLDER_PREFIX: &str = "still-text-";
const FILE_NAME: &str = "text.md";

/// Runs `$VISUAL` or `$EDITOR` on `text`. An editor that does not end well is a failure: what it wrote is handed over to
/// be kept, and not taken for finished.
pub(super) fn edit(
    text: &str,
    notes: Notes,
    mut keeping: Keeping<'_>,
) -> Result<Option<String>, Failure> {
    let mut words = command_words()?;
    let program = words.remove(0);
    let flags = flags_for(&program)?;
    if flags.is_none() {
        notes.warn(format_args!(
            "{} may keep copies of its own: this program knows how to keep vim, nvim, nano and emacs from it",
            Path::new(&program).display()
        ));
    }
    let guard = SignalGuard::hold();
    // The editor finds the terminal as it was before any question.
    give_back();
    let folder = MemoryFolder::create()?;
    let file = folder.write(text)?;
    let mut command = Command::new(&program);
    command
        .args(words)
        .args(flags.unwrap_or_default())
        .arg(&file)
        .env("TMPDIR", &folder.path);
    // The editor works on the terminal even when the command's own streams are pipes.
    if let Some((input, output)) = terminal::for_a_child() {
        command
            .stdin(Stdio::from(input))
            .stdout(Stdio::from(output));
    }
    let mut child = command.spawn().map_err(|e| {
        Failure::usage(format!(
            "the editor {} cannot be started",
            Path::new(&program).display()
        ))
        .because(e)
        .help("set $VISUAL or $EDITOR, or leave out --editor")
    })?;
    let ended = wait(&mut child, &guard, || {
        // A file that is just being written is looked at again.
        if let Ok(Ok(text)) = folder.read().map(String::from_utf8) {
            keeping.look(&text);
        }
    });
    let written = folder.read()?;
    drop(folder);
    let name = Path::new(&program).display().to_string();
    let written = String::from_utf8(written).map_err(|error| {
        keeping.finish(&String::from_utf8_lossy(error.as_bytes()));
        Failure::usage(format!(
            "what {name} wrote is not UTF-8 text, so it was not saved"
        ))
    })?;
    match ended {
        Ok(status) if status.success() => return Ok(Some(written)),
        _ => keeping.finish(&written),
    };
    if let Some(number) = guard.caught() {
        return Err(Failure::interrupted(number));
    }
    Err(Failure::new(
        Kind::Unexpected,
        format!("{name} {}, so nothing was saved", how_it_ended(ended?)),
    ))
}

fn how_it_ended(status: ExitStatus) -> String {
    match (status.code(), process::signal_of(status)) {
        (Some(code), _) => format!("ended with code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "did not end well".to_owned(),
    }
}

/// Waits for the editor. A hang-up or termination ends it too, so that the file can be removed.
fn wait(
    child: &mut Child,
    guard: &SignalGuard,
    mut look: impl FnMut(),
) -> Result<ExitStatus, Failure> {
    let mut looked = Instant::now();
    loop {
        let failed = |e| Failure::io("waiting for the editor", e);
        if let Some(status) = child.try_wait().map_err(failed)? {
            return Ok(status);
        }
        // Editors use Ctrl-C themselves.
        if guard.caught().is_some_and(|number| number != INTERRUPT) {
            child.kill().map_err(failed)?;
        }
        if looked.elapsed() >= LOOK_EVERY {
            looked = Instant::now();
            look();
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// `$VISUAL` or `$EDITOR`, split into program and arguments without a shell.
fn command_words() -> Result<Vec<OsString>, Failure> {
    let set = ["VISUAL", "EDITOR"]
        .iter()
        .find_map(|name| std::env::var_os(name).filter(|value| !value.is_empty()));
    let help = "set $VISUAL or $EDITOR, or leave out --editor";
    let Some(set) = set else {
        return Err(Failure::usage("no editor is set").help(help));
    };
    let text = set
        .to_str()
        .ok_or_else(|| Failure::usage("$EDITOR is not UTF-8").help(help))?;
    let words = split_words(text)
        .ok_or_else(|| Failure::usage("$EDITOR has an open quotation mark").help(help))?;
    if words.is_empty() {
        return Err(Failure::usage("no editor is set").help(help));
    }
    Ok(words.into_iter().map(OsString::from).collect())
}

/// Splits at spaces; quotation marks and backslashes keep them. No other character means anything.
fn split_words(text: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some('\''), c) => word.get_or_insert_default().push(c),
            (_, '\\') => word.get_or_insert_default().push(chars.next()?),
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word.take());
    quote.is_none().then_some(words)
}

/// Arguments that keep a known editor from writing copies; `None` for an editor we do not know.
fn flags_for(program: &OsString) -> Result<Option<Vec<OsString>>, Failure> {
    let name = Path::new(program)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    const VIM: [&str; 6] = [
        "-n",
        "-i",
        "NONE",
        "--cmd",
        "set noswapfile noundofile nobackup nowritebackup viminfo= history=0 nomodeline",
        "+set noswapfile noundofile nobackup nowritebackup viminfo= history=0 nomodeline secure",
    ];
    const EMACS: [&str; 5] = [
        "-nw",
        "-Q",
        "--eval",
        "(setq make-backup-files nil auto-save-default nil auto-save-list-file-prefix nil \
          create-lockfiles nil)",
        "--",
    ];
    let flags: &[&str] = match name.as_str() {
        "vim" | "nvim" | "vim.basic" | "vim.tiny" | "vim.nox" | "vimx" => &VIM,
        "nano" => &["--ignorercfiles"],
        "emacs" | "emacs-nox" => &EMACS,
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            return Err(Failure::refused(format!("{name} is not used for a journal"))
                .because("it keeps a local history and backups of every file, which cannot be switched off for one")
                .help("leave out --editor, or set $VISUAL to vim, nvim, nano or emacs"));
        }
        _ => return Ok(None),
    };
    Ok(Some(flags.iter().map(OsString::from).collect()))
}

/// A private folder on a file system in memory; wiped and removed when dropped.
struct MemoryFolder {
    path: PathBuf,
}

impl MemoryFolder {
    fn create() -> Result<Self, Failure> {
        let mut bases = folders::memory().into_iter();
        let base = bases.find(|dir| is_in_memory(dir)).ok_or_else(|| {
            Failure::refused("no other editor is started")
                .because("its file would lie on a disk: neither $XDG_RUNTIME_DIR nor /dev/shm is in memory")
                .help("leave out --editor")
        })?;
        remove_leftovers(&base);
        let failed = |e| Failure::io("making a file in memory", e);
        let nanos = jiff::Timestamp::now().as_nanosecond();
        let path = base.join(format!("{FOLDER_PREFIX}{}-{nanos:x}", std::process::id()));
        files::create_folder(&path).map_err(failed)?;
        Ok(Self { path })
    }

    fn write(&self, text: &str) -> Result<PathBuf, Failure> {
        let path = self.path.join(FILE_NAME);
        let failed = |e| Failure::io("making a file in memory", e);
        let mut options = OpenOptions::new();
        let mut file = files::private(options.write(true).create_new(true))
            .open(&path)
            .map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        if !text.is_empty() && !text.ends_with('\n') {
            file.write_all(b"\n").map_err(failed)?;
        }
        Ok(path)
    }

    /// The text as it is now. The line end that editors add to the last line is taken off.
    fn read(&self) -> Result<Vec<u8>, Failure> {
        let failed = |e| Failure::io("reading what was written", e);
        let mut text = Vec::new();
        let file = File::open(self.path.join(FILE_NAME)).map_err(failed)?;
        file.take(TEXT_BYTES_MAX)
            .read_to_end(&mut text)
            .map_err(failed)?;
        if text.ends_with(b"\n") {
            text.pop();
        }
        Ok(text)
    }
}

impl Drop for MemoryFolder {
    fn drop(&mut self) {
        wipe(&self.path);
    }
}

/// Overwrites and removes every file of a folder of ours, then the folder.
fn wipe(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        if let Ok(meta) = entry.metadata()
            && meta.is_file()
            && let Ok(mut file) = OpenOptions::new().write(true).open(entry.path())
        {
            let _ = io::copy(&mut io::repeat(0).take(meta.len()), &mut file);
        }
    }
    let _ = fs::remove_dir_all(folder);
}

/// Removes folders of ours whose process was killed before it could.
fn remove_leftovers(base: &Path) {
    let Ok(entries) = fs::read_dir(base) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let pid = name
            .to_str()
            .and_then(|name| name.strip_prefix(FOLDER_PREFIX))
            .and_then(|rest| rest.split_once('-'))
            .and_then(|(pid, _)| pid.parse().ok());
        let ours = |meta: &fs::Metadata| meta.is_dir() && files::is_own(meta);
        if let Some(pid) = pid
            && !process::may_run(pid)
            && fs::symlink_metadata(entry.path()).is_ok_and(|meta| ours(&meta))
        {
            wipe(&entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_without_a_shell() {
        let split = |text| split_words(text).unwrap();
        assert_eq!(split("vim -X"), ["vim", "-X"]);
        assert_eq!(
            split("'/opt/my editor/ed' \"a b\"c"),
            ["/opt/my editor/ed", "a bc"]
        );
        assert_eq!(
            split("ed $(reboot); `x` | y"),
            ["ed", "$(reboot);", "`x`", "|", "y"]
        );
        assert_eq!(split(r"a\ b ''"), ["a b", ""]);
        assert_eq!(split_words("'open"), None);
    }

    #[test]
    fn editors_with_a_history_of_their_own_are_refused() {
        assert!(flags_for(&"/usr/bin/code".into()).is_err());
        assert!(flags_for(&"ed".into()).unwrap().is_none());
        let vim = flags_for(&"/usr/bin/vim".into()).unwrap().unwrap();
        assert!(vim.contains(&"-n".into()) && vim.contains(&"NONE".into()));
    }

    #[test]
    #[cfg(unix)]
    fn the_folder_is_private_and_leaves_nothing() {
        use std::os::unix::fs::MetadataExt as _;
        if !is_in_memory(Path::new("/dev/shm")) {
            return;
        }
        let folder = MemoryFolder::create().unwrap();
        let file = folder.write("words").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::metadata(&folder.path).unwrap().mode() & 0o777, 0o700);
        assert_eq!(folder.read().unwrap(), b"words");
        drop(folder);
        assert!(!file.exists());
    }

    #[test]
    fn disks_are_told_from_memory() {
        assert!(!is_in_memory(Path::new("/proc")));
    }
}
