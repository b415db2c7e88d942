//! The page of a recovery kit as it is shown once, and typing part of it back.

use engine::RecoveryKit;

use crate::failure::Failure;
use crate::terminal::{INTERRUPT, Tty};

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
        "    age --decrypt --identity keys.txt RECORD > payload".into(),
        "  docs/FORMAT.md says where in vault.redb both are; no program of ours is needed.".into(),
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
