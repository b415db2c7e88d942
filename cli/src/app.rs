//! What every command shares: the options before and after it, the journal's folder, the keys, and where output goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use engine::when::Present;
use engine::{Confirmed, Env, Found, Keeper, OpenMode, OpenedKeys, Passphrase, UnlockError, Vault};
use serde::Serialize;
use zeroize::Zeroizing;

use crate::agent::{Agent, VaultKey};
use crate::failure::Failure;
use crate::terminal::{Notes, Output, PassphraseSource, safe_json, show_line};
use crate::waiting::{Definition, Watch};

/// How often a passphrase may be typed.
const PASSPHRASE_TRIES: u32 = 3;

/// Options that every command takes.
#[derive(Debug, Clone, Args)]
pub(crate) struct Globals {
    /// The journal's folder [default: still in your data folder]
    #[arg(long, global = true, value_name = "DIR", help_heading = "Everywhere")]
    vault: Option<PathBuf>,
    /// Results as JSON on standard output, failures as JSON on standard error
    #[arg(long, global = true, help_heading = "Everywhere")]
    json: bool,
    /// Read the passphrase as one line from this open file descriptor instead of the terminal
    #[arg(long, global = true, value_name = "N", help_heading = "Everywhere")]
    passphrase_fd: Option<u32>,
    /// No colour, as with NO_COLOR
    #[arg(long, global = true, help_heading = "Everywhere")]
    no_color: bool,
    /// No remarks and no progress, only results and failures
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    quiet: bool,
}

impl Globals {
    /// Where remarks go under these options.
    pub(crate) fn notes(&self) -> Notes {
        Notes::new(self.no_color, self.quiet)
    }
}

/// Opens the engine's door to time and randomness, given the folder of high-water files.
pub type Door = fn(high_water: Option<PathBuf>) -> Env;

/// The state of one run of the program.
pub(crate) struct App {
    /// Results.
    pub(crate) out: Output,
    /// Remarks.
    pub(crate) notes: Notes,
    /// Where passphrases come from.
    pub(crate) passphrases: PassphraseSource,
    json: bool,
    quiet: bool,
    scripted: bool,
    folder: PathBuf,
    env: Env,
    definition: Definition,
    confirmed: Option<Confirmed>,
    /// Keys that were opened with the passphrase for this command, so that it is not asked again when it saves.
    opened: Option<Zeroizing<Vec<u8>>>,
}

impl App {
    /// Reads the options; fails only when no folder can be found for the journal.
    pub(crate) fn new(
        globals: &Globals,
        door: Door,
        definition: Definition,
    ) -> Result<Self, Failure> {
        let folder = match &globals.vault {
            Some(folder) => folder.clone(),
            None => platform::folders::data().ok_or_else(|| {
                Failure::usage("there is no place for the journal")
                    .because("neither XDG_DATA_HOME nor HOME is set")
                    .help("name a folder with --vault DIR")
            })?,
        };
        let env = door(platform::folders::state());
        // Where it cannot be read, the moments of all that is written would be other ones than meant.
        if let Some(zone) = std::env::var_os("TZ")
            && env.now().time_zone().is_unknown()
        {
            let zone = show_line(&zone.to_string_lossy());
            globals.notes().warn(format_args!(
                "TZ={zone} names no time zone that is known here; UTC is used"
            ));
        }
        Ok(Self {
            out: Output::new(globals.no_color),
            notes: globals.notes(),
            passphrases: PassphraseSource::new(globals.passphrase_fd),
            json: globals.json,
            quiet: globals.quiet,
            scripted: globals.passphrase_fd.is_some(),
            env: env.telling(Arc::new(Watch::new(
                folder.join("vault.redb"),
                globals.notes(),
                definition,
            ))),
            definition,
            folder,
            confirmed: None,
            opened: None,
        })
    }

    /// Makes what command lines of this program are read with.
    pub(crate) fn define(&self) -> Definition {
        self.definition
    }

    /// The whole command line, for completions and manual pages.
    pub(crate) fn definition(&self) -> clap::Command {
        (self.definition)()
    }

    /// The journal's folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether results are wanted as JSON.
    pub(crate) fn json(&self) -> bool {
        self.json
    }

    /// Whether remarks and progress are unwanted.
    pub(crate) fn quiet(&self) -> bool {
        self.quiet
    }

    /// Whether the passphrase comes from a descriptor, so that nobody is there to answer questions.
    pub(crate) fn scripted(&self) -> bool {
        self.scripted
    }

    /// The engine's door to time and randomness. High-water files lie outside the journal, so that a restored copy of
    /// it is noticed.
    pub(crate) fn env(&self) -> Env {
        self.env.clone()
    }

    /// Whether this command has saved something that was written on this device.
    pub(crate) fn has_saved(&self) -> bool {
        self.env.times_saved() > 0
    }

    /// Names the agent of this journal, if there is a journal.
    pub(crate) fn vault_key(&self) -> Option<VaultKey> {
        Vault::sealed_keys(&self.folder).map(|sealed| VaultKey::of(&sealed))
    }

    /// The agent of this journal, if one is running and can be trusted.
    pub(crate) fn agent(&self) -> Option<Agent> {
        let found = Agent::find(&self.vault_key()?);
        found.unwrap_or_else(|why| {
            self.notes.warn(format_args!("no agent is used: {why}"));
            None
        })
    }

    /// The device keys: from the agent if it runs, else opened with the passphrase for this one command.
    pub(crate) fn keys(&mut self) -> Result<OpenedKeys, Failure> {
        if let Some(keys) = self.held_keys() {
            return Ok(keys);
        }
        if let Some(held) = &self.opened
            && let Ok(keys) = OpenedKeys::from_agent(held)
        {
            return Ok(keys);
        }
        self.require_journal()?;
        let (folder, env) = (self.folder.clone(), self.env());
        let (keys, confirmed) = self.with_passphrase("Passphrase: ", |typed| {
            Vault::unlock_and_confirm(&folder, typed, &env)
        })?;
        self.confirmed = Some(confirmed);
        self.opened = Some(Zeroizing::new(keys.to_agent().as_bytes().to_vec()));
        Ok(keys)
    }

    /// The keys that the agent holds, if there is one. One that does not answer is spoken of.
    fn held_keys(&self) -> Option<OpenedKeys> {
        match self.agent()?.keys() {
            Ok(held) => OpenedKeys::from_agent(&held).ok(),
            Err(_) => {
                self.notes.warn(
                    "the background process that holds the keys does not answer; `still lock` ends it",
                );
                None
            }
        }
    }

    /// Does what needs the passphrase of this device. On a terminal a wrong one may be typed again, twice.
    pub(crate) fn with_passphrase<T>(
        &mut self,
        question: &str,
        mut opens: impl FnMut(&Passphrase) -> Result<T, UnlockError>,
    ) -> Result<T, Failure> {
        let mut tries = if self.scripted { 1 } else { PASSPHRASE_TRIES };
        loop {
            let typed = self.passphrases.current(question)?;
            tries -= 1;
            match opens(&passphrase(&typed)) {
                Err(UnlockError::WrongPassphrase) if tries > 0 => self
                    .notes
                    .always("This is not the passphrase of this device. Once more, please."),
                done => return Ok(done?),
            }
        }
    }

    /// Opens the journal, unlocked.
    pub(crate) fn open(&mut self, mode: OpenMode) -> Result<Vault, Failure> {
        let keys = self.keys()?;
        Ok(Vault::open(&self.folder, Some(keys), mode, self.env())?)
    }

    /// Opens the journal without keys, for what needs none.
    pub(crate) fn open_locked(&self, mode: OpenMode) -> Result<Vault, Failure> {
        Ok(Vault::open(&self.folder, None, mode, self.env())?)
    }

    /// Opens the journal with the agent's keys if there are any, without asking.
    pub(crate) fn open_as_is(&self, mode: OpenMode) -> Result<Vault, Failure> {
        let keys = self.held_keys();
        Ok(Vault::open(&self.folder, keys, mode, self.env())?)
    }

    /// Opens the keeper in the folder.
    pub(crate) fn open_keeper(&self, mode: OpenMode) -> Result<Keeper, Failure> {
        Ok(Keeper::open(&self.folder, mode, self.env())?)
    }

    /// The present as the person has it if the journal is unlocked, else as the calendar does. For what must not ask for
    /// a passphrase.
    pub(crate) fn present(&self) -> Present {
        let known = self
            .agent()
            .and_then(|_| self.open_as_is(OpenMode::Read).ok()?.present().ok());
        known.unwrap_or_else(|| self.env().now().into())
    }

    /// The passphrase once more, for what must not be done by whoever happens to sit here. Not asked again when it
    /// was given for this very command.
    pub(crate) fn confirm(&mut self, vault: &Vault) -> Result<Confirmed, Failure> {
        if let Some(confirmed) = self.confirmed.take() {
            return Ok(confirmed);
        }
        self.with_passphrase("Passphrase again, for this: ", |typed| vault.confirm(typed))
    }

    /// Fails like opening would when there is no journal, before anything is asked.
    fn require_journal(&self) -> Result<(), Failure> {
        match Vault::look(&self.folder, &self.env())? {
            Found::Vault => Ok(()),
            _ => Err(engine::OpenError::NoVault(self.folder.clone()).into()),
        }
    }

    /// Prints one JSON value.
    pub(crate) fn print_json(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|e| Failure::io("writing JSON", e.into()))?;
        self.out.as_is(safe_json(&text))
    }

    /// Prints one JSON value together with whether this command changed anything.
    pub(crate) fn print_changed(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        #[derive(Serialize)]
        struct Changed<'a, T> {
            #[serde(flatten)]
            value: &'a T,
            changed: bool,
        }
        let changed = self.has_saved();
        self.print_json(&Changed { value, changed })
    }

    /// Says in a plain sentence that nothing was changed, and why not; programs see it in `changed`.
    pub(crate) fn unchanged(&mut self, why: &str) -> Result<(), Failure> {
        self.out.line(format!("Nothing was changed: {why}"))
    }
}

/// The engine's passphrase from what was typed.
pub(crate) fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(typed.to_owned())
}
