//! Reading a kit as somebody types it from its page, and saying where a slip is.

use engine::{KitError, RecoveryKit};

use crate::app::App;
use crate::failure::Failure;
use crate::terminal::Tty;

/// How often a kit may be typed.
const TRIES: usize = 5;
/// What every key of a kit begins with.
const OPENING: &str = "AGE-SECRET-KEY-1";
/// Characters of a kit after its beginning.
const KEY_CHARS: usize = 58;
/// Characters of a group of the page.
const GROUP_CHARS: usize = 6;

/// The kit as typed from its page, in one line or in its groups.
pub(crate) fn kit(app: &mut App) -> Result<RecoveryKit, Failure> {
    if app.scripted() {
        let line = app.passphrases.current("")?;
        return read(&line).map_err(wrong);
    }
    let Some(mut tty) = Tty::open() else {
        return Err(Failure::usage("the recovery kit is typed on a terminal")
            .help("or give it as the first line of a descriptor: --passphrase-fd 3 3< FILE"));
    };
    tty.say(
        "Please type the recovery kit: the groups of its page, or the whole line. Spaces do not matter, nor do capitals. \
         It is shown while you type; Enter ends it.",
    )?;
    let mut tries = 0;
    loop {
        let line = tty.ask("Kit: ")?;
        let line = zeroize::Zeroizing::new(
            line.ok_or_else(|| Failure::interrupted(crate::terminal::INTERRUPT))?,
        );
        match read(&line) {
            Ok(kit) => return Ok(kit),
            Err(error) => {
                tries += 1;
                if tries == TRIES {
                    return Err(wrong(error));
                }
                tty.say(&format!("{} Once more, please.", sentence(error)))?;
            }
        }
    }
}

/// What the page begins with may be left out.
fn read(typed: &str) -> Result<RecoveryKit, KitError> {
    let numbered = zeroize::Zeroizing::new(without_numbers(typed));
    let typed = numbered.as_str();
    let opens = typed.trim_start().get(..4).unwrap_or_default();
    if opens.eq_ignore_ascii_case(&OPENING[..4]) {
        return RecoveryKit::from_text(typed);
    }
    let whole = zeroize::Zeroizing::new(format!("{OPENING}{typed}"));
    RecoveryKit::from_text(&whole)
}

/// The groups without the numbers that the page prints before them, and without dashes between them.
fn without_numbers(typed: &str) -> String {
    let parts: Vec<&str> = typed.split_whitespace().collect();
    let number = |at: usize| {
        parts[at]
            .parse::<usize>()
            .ok()
            .filter(|_| parts[at].len() < 3)
    };
    let first = parts.first().and_then(|_| number(0));
    let numbered = parts.len().is_multiple_of(2)
        && first.is_some_and(|first| {
            (0..parts.len() / 2).all(|pair| number(2 * pair) == Some(first + pair))
        });
    let groups: Vec<&str> = parts
        .iter()
        .enumerate()
        .filter(|(at, _)| !numbered || at % 2 == 1)
        .map(|(_, part)| *part)
        .collect();
    let joined = groups.concat();
    match joined.get(..OPENING.len()) {
        Some(opening) if opening.eq_ignore_ascii_case(OPENING) => joined,
        _ => joined.replace('-', ""),
    }
}

fn wrong(error: KitError) -> Failure {
    Failure::usage(sentence(error).trim_end_matches('.').to_owned())
        .help("the page has ten numbered groups after AGE-SECRET-KEY-1")
}

/// Where the slip is, in the words of the page: its groups are numbered.
fn sentence(error: KitError) -> String {
    let length = OPENING.len();
    match error {
        KitError::Typo { position } if position > length => {
            format!(
                "Group {} has a typing error.",
                (position - length - 1) / GROUP_CHARS + 1
            )
        }
        KitError::Length { found } => {
            let (found, whole) = (found.saturating_sub(length), KEY_CHARS);
            if found < whole {
                format!("Characters are missing: {found} of {whole} were typed.")
            } else {
                format!("These are too many characters: {found}, and the page has {whole}.")
            }
        }
        KitError::Typo { .. } | KitError::NotAKey => {
            "This is no recovery kit: more than one character is wrong.".to_owned()
        }
    }
}
