//! One run through a folder: compare with what is remembered, read, say what is held, bring what is missing, tidy up.
//! Reading comes before writing, always: who was set back learns it before it writes.

use std::path::Path;
use std::sync::Arc;

use replica::{DeviceId, Header, SpaceId};
use vault::{FolderKey, Tables, Vault};

use crate::error::CarryError;
use crate::folder::CarrierFolder;
use crate::names::{Kind, Marks, NUMBER_MAX, Token, WriterId, folder_name, writer_name};
use crate::state::{Row, State, rows};
use crate::survey::{Survey, journals, survey};
use crate::told::{Budget, Read, Told};

/// Characters of a folder's name.
const NAME_CHARS_MAX: usize = 80;

/// How a folder is carried through.
#[derive(Debug, Clone, Default)]
pub struct CarryOptions {
    /// What it is called from now on, if it is new here.
    pub name: Option<String>,
    /// Begin anew there, though something else was there before.
    pub again: bool,
}

/// What one run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// What the folder is called.
    pub name: String,
    /// Whether it was not known here before.
    pub is_new: bool,
    /// Records that were taken in.
    pub taken: u64,
    /// Records that were brought there.
    pub brought: u64,
    /// Records that do not hold; `doctor` lists them.
    pub refused: u64,
    /// Files whose records build on others that have not come.
    pub waiting: u64,
    /// Files that are not whole, or not as they were written.
    pub unfinished: u64,
    /// Files that the folder's program has not fetched.
    pub not_fetched: u64,
    /// Names that mean nothing here.
    pub strange: u64,
    /// Whether there is more than one run looks at.
    pub more: bool,
    /// Files of this device that were gone or changed, and are made again.
    pub made_again: u64,
    /// Whether other devices' files are older than they were.
    pub went_back: bool,
    /// Whether this device was found to be set back, or to exist twice; it goes on in a new log.
    pub set_back: bool,
    /// Other devices that were found to exist twice.
    pub twice: Vec<DeviceId>,
    /// Devices of which many files cannot be read; the rest of those was not looked at.
    pub bad: Vec<DeviceId>,
}

/// What a run works with.
pub(crate) struct Run<'r> {
    pub(crate) vault: &'r Arc<Vault>,
    pub(crate) place: &'r dyn CarrierFolder,
    pub(crate) key: &'r FolderKey,
    pub(crate) home: SpaceId,
    pub(crate) row: Row,
    /// How this device is called there as a writer.
    pub(crate) me: WriterId,
    pub(crate) budget: Budget,
    pub(crate) report: Carried,
}

/// The folder at a path as it is known here, by its name; `None` for one that is new.
///
/// # Errors
/// [`CarryError::Vault`]; [`CarryError::Folder`].
pub fn known_as(
    vault: &Vault,
    path: &Path,
    place: &dyn CarrierFolder,
) -> Result<Option<String>, CarryError> {
    let key = FolderKey::of(vault.own_space()?);
    let there = journals(place, &Marks(&key), None)?;
    let rows = rows(vault)?;
    let known = |row: &&Row| row.state.path() == path || there.contains(&row.state.folder);
    Ok(rows.iter().find(known).map(|row| row.state.name.clone()))
}

/// Carries through a folder once. `path` is where it lies.
///
/// # Errors
/// [`CarryError`]; what was taken in before stays, and what a crash would leave is known at the next run.
pub fn carry(
    vault: &Arc<Vault>,
    path: &Path,
    place: &dyn CarrierFolder,
    options: &CarryOptions,
) -> Result<Carried, CarryError> {
    let carrying = vault.begin_carrying()?.ok_or(CarryError::Busy)?;
    vault.carried_spaces()?;
    let home = vault.own_space()?;
    let key = FolderKey::of(home);
    let marks = Marks(&key);
    let (mut row, folders, is_new) = find(vault, path, place, &marks, options)?;
    let before = marks.writer(&row.state.folder, vault.device(), row.state.incarnation);
    if row.state.incarnation != carrying.incarnation {
        row.state.go_on_as(carrying.incarnation, before);
    }
    if let Some(first) = folders.first().filter(|first| **first != row.state.folder) {
        row.state.move_to(*first, before, vault.env().unix());
    }
    let mut run = Run {
        me: marks.writer(&row.state.folder, vault.device(), carrying.incarnation),
        report: Carried {
            name: row.state.name.clone(),
            is_new,
            ..Carried::default()
        },
        vault,
        place,
        key: &key,
        home,
        row,
        budget: Budget::default(),
    };
    run.all(&folders)?;
    Ok(run.report)
}

/// The row of a folder, and the journal's folders in it.
fn find(
    vault: &Vault,
    path: &Path,
    place: &dyn CarrierFolder,
    marks: &Marks<'_>,
    options: &CarryOptions,
) -> Result<(Row, Vec<[u8; 16]>, bool), CarryError> {
    let mut rows = rows(vault)?;
    let at = rows.iter().position(|row| row.state.path() == path);
    let known = at.map(|at| rows[at].state.folder);
    let there = journals(place, marks, known)?;
    // The same folder may lie elsewhere now: a stick is not always mounted at one place.
    let moved = || {
        rows.iter()
            .position(|row| there.contains(&row.state.folder))
    };
    if let Some(at) = at.or_else(moved) {
        let mut row = rows.swap_remove(at);
        if there.contains(&row.state.folder) {
            row.state.lies_at(path);
            return Ok((row, there, false));
        }
        if !options.again {
            return Err(CarryError::NotThatFolder {
                last: row.state.last(),
                name: row.state.name,
            });
        }
        let name = options.name.clone().unwrap_or(row.state.name);
        let folder = begun(vault, place, marks, &there)?;
        // The row keeps its key; what was remembered of the other folder is forgotten.
        row.state = State::new(name, path, folder);
        row.save(vault)?;
        return Ok((row, there, true));
    }
    let canonical = |path: &Path| std::fs::canonicalize(path).ok();
    let inside = canonical(vault.path()).zip(canonical(path));
    if inside.is_some_and(|(vault, place)| place.starts_with(vault)) {
        return Err(CarryError::Inside);
    }
    let name = options.name.clone().unwrap_or_else(|| last_name(path));
    let name = usable(&name, &rows, options.name.is_none())?;
    let folder = begun(vault, place, marks, &there)?;
    let mut row = Row::new(State::new(name, path, folder));
    row.save(vault)?;
    Ok((row, there, true))
}

/// The journal's folder to write to: the first that is there, or a new one.
fn begun(
    vault: &Vault,
    place: &dyn CarrierFolder,
    marks: &Marks<'_>,
    there: &[[u8; 16]],
) -> Result<[u8; 16], CarryError> {
    if let Some(first) = there.first() {
        return Ok(*first);
    }
    let folder = vault.env().random();
    let name = folder_name(&folder);
    let made = place.create_new(&[&name, crate::names::ID], &marks.id(&folder));
    made.map_err(CarryError::writing)?;
    place.flush(&[&name])?;
    place.flush(&[])?;
    Ok(folder)
}

fn last_name(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name: String = name
        .unwrap_or_default()
        .chars()
        .take(NAME_CHARS_MAX)
        .collect();
    if name.trim().is_empty() {
        "folder".to_owned()
    } else {
        name
    }
}

/// A name that no other folder has; one that nobody chose is made so.
fn usable(name: &str, rows: &[Row], alter: bool) -> Result<String, CarryError> {
    let name = name.trim();
    let fits = !name.is_empty()
        && name.chars().count() <= NAME_CHARS_MAX
        && !name.chars().any(char::is_control);
    if !fits {
        let why = format!("a folder's name is one line of at most {NAME_CHARS_MAX} characters");
        return Err(CarryError::Name(why));
    }
    let taken = |name: &str| rows.iter().any(|row| row.state.name == name);
    if !taken(name) {
        return Ok(name.to_owned());
    }
    if !alter {
        return Err(CarryError::Name(
            "another folder is called that already".into(),
        ));
    }
    let numbered = (2..).map(|number| format!("{name} {number}"));
    let mut free = numbered.filter(|name| !taken(name));
    Ok(free.next().expect("there are more numbers than folders"))
}

impl Run<'_> {
    fn all(&mut self, folders: &[[u8; 16]]) -> Result<(), CarryError> {
        let mut folders = folders.to_vec();
        if !folders.contains(&self.row.state.folder) {
            folders.push(self.row.state.folder);
        }
        self.sweep()?;
        let mut seen = survey(self.place, &folders)?;
        (self.report.strange, self.report.more) = (seen.strange, seen.more);
        self.look_at_own(&mut seen)?;
        self.forget_what_is_gone(&seen)?;
        let told = self.read_manifests(&seen);
        let all_read = self.read_packs(&seen, &told)?;
        self.hear(&told)?;
        self.bring(all_read)?;
        self.merge()?;
        self.say()?;
        self.tidy(&seen, &told)?;
        let now = self.vault.env().unix();
        Ok(self.row.save_as_of(now, self.vault)?)
    }

    /// Removes what a crash left: the name was noted before it was made, and is never used again.
    fn sweep(&mut self) -> Result<(), CarryError> {
        let state = &mut self.row.state;
        let kept: Vec<_> = state.packs.iter().map(|pack| pack.file).collect();
        let writing = std::mem::take(&mut state.writing).into_iter();
        let left: Vec<_> = writing
            .filter(|file| !kept.contains(file) && !state.manifests.contains(file))
            .collect();
        for file in left {
            self.remove_own(&file.token().name())?;
        }
        Ok(())
    }

    pub(crate) fn remove_own(&self, name: &str) -> Result<(), CarryError> {
        self.remove(&self.row.state.folder, &self.me, name)
    }

    pub(crate) fn remove(
        &self,
        folder: &[u8; 16],
        writer: &WriterId,
        name: &str,
    ) -> Result<(), CarryError> {
        let at = [&*folder_name(folder), &*writer_name(writer), name];
        match self.place.remove(&at) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(CarryError::writing(error))
            }
            _ => Ok(()),
        }
    }

    /// Goes on as another writer, as this device writes under another incarnation from now on.
    pub(crate) fn go_on_as(&mut self, incarnation: u64) -> Result<(), CarryError> {
        let before = self.me;
        self.row.state.go_on_as(incarnation, before);
        let folder = self.row.state.folder;
        self.me = Marks(self.key).writer(&folder, self.vault.device(), incarnation);
        self.report.set_back = true;
        Ok(self.row.save(self.vault)?)
    }

    /// Compares what this device remembers to have written with what lies there.
    fn look_at_own(&mut self, seen: &mut Survey) -> Result<(), CarryError> {
        let own = (self.row.state.folder, self.me);
        let Some(mine) = seen.writers.iter().find(|w| (w.folder, w.writer) == own) else {
            self.report.made_again = self.row.state.packs.len() as u64;
            self.row.state.packs.clear();
            self.row.state.manifests.clear();
            return Ok(());
        };
        // A manifest that this device signed and does not know of: it was set back, exists twice, or forgot this folder.
        let counter = u32::try_from(self.row.state.counter).unwrap_or(u32::MAX);
        let unknown = mine
            .of_kind(Kind::Manifest)
            .rev()
            .take(8)
            .filter(|(token, _)| {
                token.number >= counter && !self.row.state.manifests.contains(&(**token).into())
            });
        let unknown: Vec<Token> = unknown.map(|(token, _)| *token).collect();
        for token in unknown {
            let names = &mine.files[&token];
            let read = self.manifest(own, token, names);
            let Some(read) = read.filter(|read| self.is_believed(read)) else {
                continue;
            };
            if self.speaks_of_more(&read)? {
                let incarnation = self.vault.go_on_in_a_new_log()?;
                return self.go_on_as(incarnation);
            }
            self.row.state.counter = self.row.state.counter.max(read.counter());
            self.row.state.manifests.insert(0, token.into());
        }
        let numbers = mine.of_kind(Kind::Pack).map(|(token, _)| token.number);
        let highest = numbers.max().unwrap_or(0).min(NUMBER_MAX / 2);
        self.row.state.pack_number = self.row.state.pack_number.max(highest);
        let before = self.row.state.packs.len();
        let (mut gone, mut extra) = (Vec::new(), Vec::new());
        self.row.state.packs.retain(|pack| {
            let there = mine.has(pack.file.token(), pack.bytes);
            if !there {
                gone.push(pack.file);
            }
            there
        });
        for pack in &self.row.state.packs {
            // What other programs made of a name of ours.
            let names = mine.files.get(&pack.file.token()).into_iter().flatten();
            extra.extend(names.skip(1).map(|(name, _)| name.clone()));
        }
        for file in gone {
            let names = mine.files.get(&file.token()).into_iter().flatten();
            extra.extend(names.map(|(name, _)| name.clone()));
        }
        self.report.made_again = (before - self.row.state.packs.len()) as u64;
        for name in extra {
            self.remove_own(&name)?;
        }
        Ok(())
    }

    /// Whether a manifest of this very writer names records of its log that are not here.
    fn speaks_of_more(&self, read: &Read) -> Result<bool, CarryError> {
        let view = self.vault.view()?;
        let manifest = read.manifest();
        for statement in &manifest.statements {
            for (log, head) in &statement.stated.heads {
                if log.device != manifest.device || log.incarnation != manifest.incarnation {
                    continue;
                }
                let record = view.record(statement.stated.space, *log, head.number);
                let record = record.map_err(vault::Error::from)?;
                let header = record.and_then(|record| Header::decode_prefix(&record).ok());
                if header.is_none_or(|header| header.id() != head.id) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    pub(crate) fn hear(&mut self, told: &[Told]) -> Result<(), CarryError> {
        for told in told {
            let manifests = told.manifests.iter();
            let believed: Vec<&Read> = manifests.filter(|read| self.is_believed(read)).collect();
            let Some(newest) = believed.first() else {
                self.report.went_back |= told.is_older;
                continue;
            };
            let other = believed
                .iter()
                .find(|read| read.counter() == newest.counter() && read.hash() != newest.hash());
            if other.is_some() {
                self.exists_twice(newest.device())?;
            }
            self.hear_writer(told, newest)?;
        }
        Ok(())
    }

    pub(crate) fn exists_twice(&mut self, device: DeviceId) -> Result<(), CarryError> {
        if !self.report.twice.contains(&device) {
            self.report.twice.push(device);
            self.vault.note_twice(device)?;
        }
        Ok(())
    }
}
