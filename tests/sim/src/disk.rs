//! A disk in memory that knows what has reached the platter: it loses power, fills up or fails at a chosen operation, and
//! can be copied at any moment for next to nothing.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::sync::watch;
use vault::{Disk, Lock};

use crate::content::Content;
use crate::database::Database;
use crate::dice::{Dice, mix};
use crate::trace;

/// What becomes of a disk when its device stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Stop {
    /// The power goes: of what was not flushed, any part may be there.
    Power,
    /// The process is killed: everything written is there.
    Kill,
}

/// A change of a folder that is not on the platter yet.
#[derive(Debug, Clone)]
enum Rename {
    Add(String, u64),
    Move(String, String),
    Remove(String),
}

#[derive(Debug, Clone, Default)]
struct FolderState {
    current: BTreeMap<String, u64>,
    durable: BTreeMap<String, u64>,
    pending: Vec<Rename>,
}

#[derive(Debug, Clone)]
pub(crate) struct File {
    pub(crate) content: Content,
    pub(crate) told: watch::Sender<u64>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    pub(crate) files: BTreeMap<u64, File>,
    folders: BTreeMap<PathBuf, FolderState>,
    next: u64,
    /// Operations until the power goes.
    stop: Option<u64>,
    /// Whether it is gone.
    dead: bool,
    /// Operations until one alone fails.
    fault: Option<u64>,
    /// Bytes that fit.
    room: Option<u64>,
    operations: u64,
    /// High-water files that could not be written.
    unmarked: u64,
}

/// A disk; a clone is another handle to the same.
#[derive(Debug, Clone, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

/// What is on a disk at one moment.
#[derive(Debug, Clone)]
pub struct Image(State);

fn no_power() -> io::Error {
    io::Error::other("no power")
}

impl SimDisk {
    /// A disk with what an image says.
    pub fn of(image: &Image) -> Self {
        let mut state = image.0.clone();
        for file in state.files.values_mut() {
            file.told = watch::Sender::new(0);
        }
        Self(Arc::new(Mutex::new(state)))
    }

    /// Everything as it is now, written or not.
    pub fn image(&self) -> Image {
        Image(self.state().clone())
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().expect("nobody panics with the disk in hand")
    }

    /// From now on so many operations work, and none after them.
    pub fn stop_after(&self, operations: Option<u64>) {
        self.state().stop = operations;
    }

    /// The operation after so many others fails, once.
    pub fn fail_after(&self, operations: u64) {
        self.state().fault = Some(operations);
    }

    /// So many bytes more fit; `None` for any number.
    pub fn leave_room(&self, bytes: Option<u64>) {
        let mut state = self.state();
        let used: u64 = state.files.values().map(|file| file.content.size()).sum();
        state.room = bytes.map(|bytes| used + bytes);
    }

    /// Bytes that still fit; `None` for any number.
    pub fn room_left(&self) -> Option<u64> {
        let state = self.state();
        let used: u64 = state.files.values().map(|file| file.content.size()).sum();
        state.room.map(|room| room.saturating_sub(used))
    }

    /// Whether the power is gone.
    pub fn is_dead(&self) -> bool {
        self.state().dead
    }

    /// How often a high-water file could not be written.
    pub fn unmarked(&self) -> u64 {
        self.state().unmarked
    }

    /// Operations so far.
    pub fn operations(&self) -> u64 {
        self.state().operations
    }

    /// What a restart finds.
    pub fn after(&self, stop: Stop, sub: u64) -> Image {
        let mut state = self.state().clone();
        let mut dice = Dice::new(sub);
        if stop == Stop::Power {
            for folder in state.folders.values_mut() {
                // A folder is journalled: what reached the platter is a beginning of what was done.
                let reached = dice.below(folder.pending.len() + 1);
                folder.current = folder.durable.clone();
                let pending = std::mem::take(&mut folder.pending);
                for change in &pending[..reached] {
                    apply(&mut folder.current, change);
                }
            }
            for file in state.files.values_mut() {
                file.content.lose_power(&mut dice);
            }
        }
        for file in state.files.values_mut() {
            file.content.flush();
        }
        for folder in state.folders.values_mut() {
            folder.durable = folder.current.clone();
            folder.pending.clear();
        }
        state.stop = None;
        state.dead = false;
        state.fault = None;
        state.room = None;
        Image(state)
    }

    /// The same, of a file that may be a high-water file.
    fn operate_on(
        &self,
        path: &Path,
        what: u64,
        act: impl FnOnce(&mut State) -> io::Result<()>,
    ) -> io::Result<()> {
        let done = self.operate(mix(name_hash(path) ^ what), act);
        let is_mark = path.starts_with(crate::device::STATES);
        let failed = |error: &io::Error| error.kind() != io::ErrorKind::AlreadyExists;
        let unmarked = is_mark && done.as_ref().is_err_and(failed);
        self.state().unmarked += u64::from(unmarked);
        done
    }

    /// One operation; its number goes into the trace with what it does.
    pub(crate) fn operate<T>(
        &self,
        what: u64,
        act: impl FnOnce(&mut State) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.state();
        if state.dead {
            return Err(no_power());
        }
        match &mut state.stop {
            Some(0) => {
                state.dead = true;
                return Err(no_power());
            }
            Some(left) => *left -= 1,
            None => {}
        }
        match &mut state.fault {
            Some(0) => {
                state.fault = None;
                return Err(io::Error::from_raw_os_error(5));
            }
            Some(left) => *left -= 1,
            None => {}
        }
        state.operations += 1;
        trace::note(what);
        act(&mut state)
    }

    pub(crate) fn look<T>(&self, look: impl FnOnce(&State) -> io::Result<T>) -> io::Result<T> {
        let state = self.state();
        if state.dead {
            return Err(no_power());
        }
        look(&state)
    }
}

impl Image {
    /// The same files below `below`, as a copy on another disk or in another place of one: each is another file.
    pub fn copied(&self, salt: u64) -> Self {
        let mut state = State {
            next: (salt << 32) + 1,
            ..State::default()
        };
        for (path, folder) in &self.0.folders {
            let mut copy = FolderState::default();
            for (name, file) in &folder.current {
                let id = state.next;
                state.next += 1;
                let mut file = self.0.files[file].clone();
                file.content.flush();
                file.told = watch::Sender::new(0);
                state.files.insert(id, file);
                copy.current.insert(name.clone(), id);
            }
            copy.durable = copy.current.clone();
            state.folders.insert(path.clone(), copy);
        }
        Self(state)
    }

    /// Without the folder `path` and what is in it.
    pub fn without(mut self, path: &Path) -> Self {
        self.0.folders.retain(|folder, _| !folder.starts_with(path));
        self
    }

    /// With the folders below `path` as they are in another image.
    pub fn with(mut self, path: &Path, other: &Self) -> Self {
        self.0.folders.retain(|folder, _| !folder.starts_with(path));
        for (folder, state) in &other.0.folders {
            if folder.starts_with(path) {
                for id in state.current.values() {
                    self.0.files.insert(*id, other.0.files[id].clone());
                }
                self.0.folders.insert(folder.clone(), state.clone());
            }
        }
        self.0.next = self.0.next.max(other.0.next);
        self
    }
}

fn apply(names: &mut BTreeMap<String, u64>, change: &Rename) {
    match change {
        Rename::Add(name, file) => {
            names.insert(name.clone(), *file);
        }
        Rename::Move(from, to) => {
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
        Rename::Remove(name) => {
            names.remove(name);
        }
    }
}

fn parts(path: &Path) -> io::Result<(PathBuf, String)> {
    let name = path.file_name().and_then(|name| name.to_str());
    let name = name.ok_or(io::ErrorKind::InvalidInput)?;
    Ok((
        path.parent().unwrap_or(Path::new("")).to_owned(),
        name.to_owned(),
    ))
}

impl State {
    pub(crate) fn file(&mut self, id: u64) -> &mut File {
        self.files.get_mut(&id).expect("an open file is there")
    }

    fn find(&self, path: &Path) -> io::Result<u64> {
        let (folder, name) = parts(path)?;
        let found = self.folders.get(&folder);
        let found = found.and_then(|folder| folder.current.get(&name));
        found.copied().ok_or(io::ErrorKind::NotFound.into())
    }

    fn change(&mut self, path: &Path, change: Rename) -> io::Result<()> {
        let (folder, _) = parts(path)?;
        let folder = self.folders.get_mut(&folder);
        let folder = folder.ok_or(io::ErrorKind::NotFound)?;
        apply(&mut folder.current, &change);
        folder.pending.push(change);
        Ok(())
    }

    fn make(&mut self, path: &Path, content: Content) -> io::Result<u64> {
        let (_, name) = parts(path)?;
        let id = self.next;
        self.next += 1;
        let told = watch::Sender::new(0);
        self.files.insert(id, File { content, told });
        self.change(path, Rename::Add(name, id))?;
        Ok(id)
    }

    pub(crate) fn has_room(&self, more: u64) -> io::Result<()> {
        let used: u64 = self.files.values().map(|file| file.content.size()).sum();
        match self.room {
            Some(room) if used + more > room => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }
}

/// Names of half-written files hold the number of the process, which no trace may depend on.
fn name_hash(path: &Path) -> u64 {
    let text: String = path
        .to_string_lossy()
        .split('.')
        .filter(|part| part.parse::<u64>().is_err())
        .collect();
    trace::hash(text.as_bytes())
}

impl Disk for SimDisk {
    fn examine(&self, path: &Path, folder: bool) -> io::Result<()> {
        self.look(|state| {
            if folder && state.folders.contains_key(path) {
                return Ok(());
            }
            state.find(path).map(|_| ())
        })
    }

    fn exists(&self, path: &Path) -> bool {
        self.look(|state| Ok(state.folders.contains_key(path) || state.find(path).is_ok()))
            .unwrap_or(false)
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        self.look(|state| Ok(state.files[&state.find(path)?].content.size()))
    }

    fn place(&self, path: &Path) -> Option<u64> {
        self.look(|state| state.find(path)).ok()
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.look(|state| {
            let mut bytes = state.files[&state.find(path)?].content.to_vec();
            bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
            Ok(bytes)
        })
    }

    fn create(&self, path: &Path, bytes: &[u8], flush: bool) -> io::Result<()> {
        self.operate_on(path, 1, |state| {
            if state.find(path).is_ok() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            state.has_room(bytes.len() as u64)?;
            let mut content = Content::default();
            content.set_size(bytes.len() as u64);
            content.write(0, bytes);
            if flush {
                content.flush();
            }
            state.make(path, content).map(|_| ())
        })
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operate_on(to, 2, |state| {
            state.find(from)?;
            let (old, new) = (parts(from)?.1, parts(to)?.1);
            state.change(to, Rename::Move(old, new))
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.operate(mix(name_hash(path) ^ 3), |state| {
            state.find(path)?;
            let (_, name) = parts(path)?;
            state.change(path, Rename::Remove(name))
        })
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.operate(mix(name_hash(folder) ^ 4), |state| {
            if let Some(folder) = state.folders.get_mut(folder) {
                folder.durable = folder.current.clone();
                folder.pending.clear();
            }
            Ok(())
        })
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.look(|state| {
            let found = state.folders.get(folder).ok_or(io::ErrorKind::NotFound)?;
            Ok(found.current.keys().cloned().collect())
        })
    }

    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        self.operate(mix(name_hash(path) ^ 5), |state| {
            let new = !state.folders.contains_key(path);
            state.folders.entry(path.to_owned()).or_default();
            Ok(new)
        })
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.operate(mix(name_hash(path) ^ 6), |state| {
            let folder = state.folders.get(path).ok_or(io::ErrorKind::NotFound)?;
            if !folder.current.is_empty() {
                return Err(io::ErrorKind::DirectoryNotEmpty.into());
            }
            state.folders.remove(path);
            Ok(())
        })
    }

    fn lock(&self, path: &Path, _: bool) -> io::Result<Option<Lock>> {
        // One process at a time has a device here.
        self.look(|_| Ok(Some(Box::new(path.to_owned()) as Lock)))
    }

    fn medium(&self, path: &Path) -> Option<Arc<dyn store::Medium>> {
        let mut state = self.state();
        let file = match state.find(path) {
            Ok(file) => file,
            Err(_) => state.make(path, Content::default()).ok()?,
        };
        drop(state);
        Some(Arc::new(Database {
            disk: self.clone(),
            file,
        }))
    }

    fn changed(&self, path: &Path) -> Option<watch::Receiver<u64>> {
        let state = self.state();
        let file = state.find(path).ok()?;
        Some(state.files[&file].told.subscribe())
    }
}
