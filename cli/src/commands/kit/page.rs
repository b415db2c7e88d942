//! The page of a recovery kit as it is shown once, and typing part of it back.

use std::path::{Path, PathBuf};

use engine::RecoveryKit;
use jiff::civil::Date;
use report::RecoveryPage;
use zeroize::Zeroizing;

use crate::app::App;
use crate::failure::Failure;
use crate::files::report::put;
use crate::terminal::{INTERRUPT, Tty, show_path};

/// How many groups of the recovery kit are typed back.
const GROUPS_ASKED: usize = 2;
/// How often they may be mistyped.
const TRIES: usize = 5;

/// The page to write down.
pub(crate) fn lines(kit: &RecoveryKit) -> Vec<String> {
    let groups: Vec<&str> = kit.groups().collect();
    let mut page = vec![
        String::new(),
        "RECOVERY KIT — write it down or print it, and keep it where nobody here looks.".into(),
        "Whoever has it can read the journal. It is shown only now.".into(),
        String::new(),
        format!("  {}", kit.secret_text()),
        String::new(),
        "  The same after AGE-SECRET-KEY-1, in numbered groups:".into(),
    ];
    for (row, line) in groups.chunks(4).enumerate() {
        let cells = line
            .iter()
            .enumerate()
            .map(|(at, group)| format!("{:2} {group}", row * 4 + at + 1));
        page.push(format!("  {}", cells.collect::<Vec<_>>().join("   ")));
    }
    page.extend([
        String::new(),
        "  With the stock program age and this line in a file kit.txt, a record opens by:".into(),
        "    age --decrypt --identity kit.txt WRAPPED-KEYS > keys.txt".into(),
        "    age --decrypt --identity keys.txt RECORD > packed".into(),
        "  What comes out is packed by zlib, which python3 opens: docs/FORMAT.md has that line,"
            .into(),
        "  and says where in vault.redb both are. No program of ours is needed.".into(),
        String::new(),
    ]);
    page
}

/// Has part of the kit typed back, as proof that somebody has it; `stopped` is said to whoever does not.
pub(crate) fn type_back(
    kit: &RecoveryKit,
    stopped: impl FnOnce() -> Failure,
) -> Result<(), Failure> {
    let Some(mut tty) = Tty::open() else {
        return Ok(());
    };
    tty.say("To be sure that it was written down, please type back two of its groups.")?;
    let clock = usize::try_from(jiff::Timestamp::now().as_nanosecond() & 0xffff).unwrap_or(0);
    let picks = [clock, clock / 7 + 3];
    for (number, _) in kit.check_groups(&picks[..GROUPS_ASKED]) {
        let mut tries = 0;
        loop {
            let typed = tty.ask(&format!("Group {number}: "))?;
            let typed = typed.ok_or_else(|| Failure::interrupted(INTERRUPT))?;
            if kit.is_group(number, &typed) {
                break;
            }
            tries += 1;
            if tries == TRIES {
                return Err(stopped());
            }
            tty.say("That is not what the page says. Once more, please.")?;
        }
    }
    Ok(())
}

/// A page that was written to be printed. Until it is kept, it goes again with this.
pub(crate) struct Printable {
    file: PathBuf,
    kept: bool,
}

impl Printable {
    /// Writes the page where nothing is yet.
    pub(crate) fn write(
        file: &Path,
        kit: &RecoveryKit,
        made: Date,
        replaces: bool,
    ) -> Result<Self, Failure> {
        let groups: Vec<&str> = kit.groups().collect();
        let page = RecoveryPage {
            line: kit.secret_text(),
            groups: &groups,
            made,
            replaces,
        };
        let bytes = report::recovery_page(&page)
            .map_err(|error| Failure::new(crate::failure::Kind::Unexpected, error.to_string()))?;
        put(file, &Zeroizing::new(bytes))?;
        Ok(Self {
            file: file.to_owned(),
            kept: false,
        })
    }

    /// What to do before part of it is typed back.
    pub(crate) fn show(&self, app: &mut App) -> Result<(), Failure> {
        let file = show_path(&self.file);
        app.out.line(format!(
            "The recovery page is in {file}: print it now. It is shown nowhere else, and opens everything together with a copy."
        ))
    }

    /// The page counts: the file stays until somebody deletes it.
    pub(crate) fn keep(mut self, app: &App) {
        self.kept = true;
        app.notes.warn(format_args!(
            "{} is not encrypted. When it is printed, delete it; best it never lies on a disk that others use.", show_path(&self.file)
        ));
    }
}

impl Drop for Printable {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_file(&self.file);
        }
    }
}

/// Refuses a place for the page where something is already, before anything is asked.
pub(crate) fn refuse_taken(file: Option<&Path>) -> Result<(), Failure> {
    match file {
        Some(file) if file.symlink_metadata().is_ok() => Err(Failure::refused("nothing was made")
            .because(format!("the file {} exists already", show_path(file)))
            .help("name a file for the page that is not there yet")),
        _ => Ok(()),
    }
}
