//! The store itself: creating it private, opening it without trusting it, and looking after the file.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use platform::files;
use redb::backends::{FileBackend, InMemoryBackend};
use redb::{
    Builder, ConcurrencyMode, Database, DatabaseError, ReadOnlyDatabase, ReadableDatabase,
    StorageBackend, TransactionError,
};

use crate::backend::{Counted, Flushes};
use crate::error::{OpenError, StoreError, guarded};
use crate::medium::{Adapter, Medium};
use crate::overlay::Overlay;
use crate::read::{Source, View};
use crate::tables::{self, Fields};
use crate::write::Writer;

/// Memory for pages.
const CACHE_BYTES_MAX: usize = 64 << 20;
/// How long a write transaction waits for another one to end.
const WRITE_WAIT_MAX: Duration = Duration::from_secs(10);

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing.
    Write,
    /// Reading only, without a single write to the disk unless the file needs a repair after a crash.
    Read,
}

/// How much of the file opening verifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// As little as possible: for short commands. Damage may show later, or as missing values.
    Quick,
    /// The checksum of every page: reads the whole file. Needs write access to it.
    Full,
}

/// A vault's database: one file, shared by any number of processes, one of them writing at a time.
pub struct Store {
    handle: Handle,
    place: Place,
    access: Access,
    flushes: Flushes,
    waiting: Option<Arc<dyn Waiting>>,
}

/// Told before and after everything that may have to wait for another process. What lies between takes no time if there is
/// none.
pub trait Waiting: Send + Sync {
    /// The wait may begin now.
    fn begin(&self);
    /// It is over.
    fn end(&self);
}

/// Does something that may have to wait.
fn waited<T>(waiting: Option<&Arc<dyn Waiting>>, operation: impl FnOnce() -> T) -> T {
    let Some(waiting) = waiting else {
        return operation();
    };
    waiting.begin();
    let done = operation();
    waiting.end();
    done
}

enum Handle {
    Reading(ReadOnlyDatabase),
    Writing(Database),
}

enum Place {
    File(PathBuf),
    Medium(Arc<dyn Medium>),
}

impl Store {
    /// Creates the file, its owner's alone whatever the umask, in a folder that exists. Never touches a file that is there.
    pub fn create(path: &Path) -> Result<Self, OpenError> {
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).create_new(true);
        let file = files::private(options).open(path)?;
        let made = Self::create_in(path, file);
        if made.is_err() {
            // Ours and unfinished: left behind, it would be taken for a damaged store.
            let _ = fs::remove_file(path);
        }
        made
    }

    fn create_in(path: &Path, file: File) -> Result<Self, OpenError> {
        // The umask may have taken away even the owner's rights. A file system that keeps no modes refuses.
        match files::make_private(&file) {
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => {
                return Err(error.into());
            }
            _ => {}
        }
        let place = Place::File(path.to_owned());
        let store = Self::on_file(file, &shared(), place, Access::Write)?.prepare()?;
        // The file's name must be as durable as its contents.
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        files::sync_folder(folder.unwrap_or(Path::new(".")))?;
        Ok(store)
    }

    /// Opens an existing store. A file of a newer format is left untouched; one that is no store, or an empty one, is
    /// [`OpenError::Damaged`], never taken for new.
    pub fn open(path: &Path, access: Access, check: Check) -> Result<Self, OpenError> {
        Self::open_with(path, access, check, None)
    }

    /// As [`Store::open`]; `waiting` is told of every wait for another process, now and later.
    pub fn open_with(
        path: &Path,
        access: Access,
        check: Check,
        waiting: Option<Arc<dyn Waiting>>,
    ) -> Result<Self, OpenError> {
        let mut store = waited(waiting.as_ref(), || Self::open_file(path, access, check))?;
        store.waiting = waiting;
        Ok(store)
    }

    fn open_file(path: &Path, access: Access, check: Check) -> Result<Self, OpenError> {
        if fs::metadata(path)?.len() == 0 {
            return Err(OpenError::Damaged);
        }
        match Self::peek(path) {
            Ok(peeked) if access == Access::Read && check == Check::Quick => return Ok(peeked),
            Ok(_) => {}
            Err(Peek::NeedsRepair) => {}
            // The full check may find that a repair helps, or say for certain that none does.
            Err(Peek::Failed(OpenError::Damaged)) if check == Check::Full => {}
            // Nothing was to be written, so it is reading that is not allowed.
            Err(Peek::Failed(OpenError::ReadOnly)) => {
                return Err(OpenError::Io(io::ErrorKind::PermissionDenied.into()));
            }
            Err(Peek::Failed(error)) => return Err(error),
        }
        let mut builder = shared();
        builder.set_check_integrity_on_open(check == Check::Full);
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let store = Self::on_file(file, &builder, Place::File(path.to_owned()), access)?;
        store.check_format()?;
        Ok(store)
    }

    /// Opens an existing store for this process alone: nobody else has it open, in whatever way, while this does.
    /// [`OpenError::Busy`] where somebody has.
    pub fn open_alone(path: &Path) -> Result<Self, OpenError> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        if file.metadata()?.len() == 0 {
            return Err(OpenError::Damaged);
        }
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES_MAX);
        let store = Self::on_file(file, &builder, Place::File(path.to_owned()), Access::Write)?;
        store.check_format()?;
        Ok(store)
    }

    /// Opens a store that cannot be written, checking every page. What a crash left undone is done in memory; the file
    /// is not touched, and nobody may be writing to it.
    pub fn inspect(path: &Path) -> Result<Self, OpenError> {
        let file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Err(OpenError::Damaged);
        }
        let medium = Adapter(Arc::new(Overlay::new(file)?));
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES_MAX);
        builder.set_check_integrity_on_open(true);
        let store = Self::on(medium, &builder, Place::File(path.to_owned()), Access::Read)?;
        store.check_format()?;
        Ok(store)
    }

    /// Opens for reading without any write, to see the format before anything else.
    fn peek(path: &Path) -> Result<Self, Peek> {
        let opened = guarded(|| match shared().open_read_only(path) {
            Err(DatabaseError::RepairAborted) => Ok(None),
            other => other.map(Some).map_err(StoreError::from),
        });
        let database = opened.map_err(Peek::from)?.ok_or(Peek::NeedsRepair)?;
        let handle = Handle::Reading(database);
        let store = Self {
            handle,
            place: Place::File(path.to_owned()),
            access: Access::Read,
            flushes: Flushes::default(),
            waiting: None,
        };
        store.check_format().map_err(Peek::Failed)?;
        Ok(store)
    }

    /// A new store that is in memory alone.
    pub fn in_memory() -> Result<Self, OpenError> {
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES_MAX);
        let nowhere = Place::File(PathBuf::new());
        let backend = InMemoryBackend::new();
        Self::on(backend, &builder, nowhere, Access::Write)?.prepare()
    }

    /// Creates a store on a simulated disk, which must be empty.
    pub fn create_on(medium: Arc<dyn Medium>) -> Result<Self, OpenError> {
        Self::on_medium(medium, Check::Quick)?.prepare()
    }

    /// Opens the store on a simulated disk.
    pub fn open_on(medium: Arc<dyn Medium>, check: Check) -> Result<Self, OpenError> {
        if medium.size()? == 0 {
            return Err(OpenError::Damaged);
        }
        let store = Self::on_medium(medium, check)?;
        store.check_format()?;
        Ok(store)
    }

    fn on_medium(medium: Arc<dyn Medium>, check: Check) -> Result<Self, OpenError> {
        let mut builder = Builder::new();
        builder.set_cache_size(CACHE_BYTES_MAX);
        builder.set_check_integrity_on_open(check == Check::Full);
        let backend = Adapter(Arc::clone(&medium));
        Self::on(backend, &builder, Place::Medium(medium), Access::Write)
    }

    fn on_file(
        file: File,
        builder: &Builder,
        place: Place,
        access: Access,
    ) -> Result<Self, OpenError> {
        let backend = guarded(|| FileBackend::new(file).map_err(StoreError::from))?;
        Self::on(backend, builder, place, access)
    }

    fn on(
        backend: impl StorageBackend,
        builder: &Builder,
        place: Place,
        access: Access,
    ) -> Result<Self, OpenError> {
        let flushes = Flushes::default();
        let backend = Counted::new(backend, &flushes);
        let database = guarded(|| {
            builder
                .create_with_backend(backend)
                .map_err(StoreError::from)
        })?;
        Ok(Self {
            handle: Handle::Writing(database),
            place,
            access,
            flushes,
            waiting: None,
        })
    }

    /// Makes all tables and names the format, in one transaction.
    fn prepare(self) -> Result<Self, OpenError> {
        let mut writer = self.write()?;
        for table in tables::ALL {
            guarded(|| writer.table(table).map(drop))?;
        }
        writer.put(
            tables::OWN,
            tables::FORMAT_KEY,
            &tables::FORMAT.to_be_bytes(),
        )?;
        writer.commit().map_err(|error| error.source)?;
        Ok(self)
    }

    fn check_format(&self) -> Result<(), OpenError> {
        let format = self.read()?.value(tables::OWN, tables::FORMAT_KEY)?;
        let mut fields = Fields(format.as_deref().unwrap_or_default());
        match u32::from_be_bytes(fields.array()?) {
            0 => Err(OpenError::Damaged),
            found if found > tables::FORMAT => Err(OpenError::NewerFormat { found }),
            _ => Ok(()),
        }
    }

    /// A snapshot of what is committed now.
    pub fn read(&self) -> Result<View, StoreError> {
        let snapshot = waited(self.waiting.as_ref(), || {
            guarded(|| match &self.handle {
                Handle::Reading(database) => database.begin_read().map_err(StoreError::from),
                Handle::Writing(database) => database.begin_read().map_err(StoreError::from),
            })
        })?;
        Ok(View { snapshot })
    }

    /// Starts a write transaction; waits up to ten seconds for another one, in any process, to end.
    pub fn write(&self) -> Result<Writer, StoreError> {
        waited(self.waiting.as_ref(), || self.write_in_turn())
    }

    fn write_in_turn(&self) -> Result<Writer, StoreError> {
        let database = self.writable()?;
        // On a simulated disk there is no other process that could end it.
        let patient = matches!(self.place, Place::File(_));
        let start = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            match guarded(|| Ok::<_, StoreError>(database.try_begin_write()))? {
                Err(TransactionError::WouldBlock)
                    if patient && start.elapsed() < WRITE_WAIT_MAX =>
                {
                    thread::sleep(pause);
                    pause = (pause * 2).min(Duration::from_millis(10));
                }
                Err(error) => return Err(error.into()),
                Ok(mut transaction) => {
                    // Always so when the file is shared; a simulated disk is not.
                    transaction.set_two_phase_commit(true);
                    return Ok(Writer {
                        transaction,
                        flushes: self.flushes.clone(),
                    });
                }
            }
        }
    }

    fn writable(&self) -> Result<&Database, StoreError> {
        match &self.handle {
            Handle::Writing(database) if self.access == Access::Write => Ok(database),
            _ => Err(StoreError::ReadOnly),
        }
    }

    fn exclusive(&mut self) -> Result<&mut Database, StoreError> {
        match &mut self.handle {
            Handle::Writing(database) if self.access == Access::Write => Ok(database),
            _ => Err(StoreError::ReadOnly),
        }
    }

    /// Gives unused space back to the file system; says whether there was any. [`StoreError::Busy`] while a transaction is
    /// open, here or in another process.
    pub fn compact(&mut self) -> Result<bool, StoreError> {
        let database = self.exclusive()?;
        guarded(|| Ok(database.compact()?))
    }

    /// Verifies the checksum of every page. `true`: all is well; `false`: it was not, and a repair helped.
    /// [`StoreError::Damaged`]: it did not help. [`StoreError::Busy`] while a transaction is open here.
    pub fn verify(&mut self) -> Result<bool, StoreError> {
        let database = self.exclusive()?;
        guarded(|| Ok(database.check_integrity()?))
    }

    /// The file; empty for a simulated disk.
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::File(path) => path,
            Place::Medium(_) => Path::new(""),
        }
    }

    /// The file's size in bytes.
    pub fn size_on_disk(&self) -> io::Result<u64> {
        match &self.place {
            Place::File(path) => Ok(fs::metadata(path)?.len()),
            Place::Medium(medium) => medium.size(),
        }
    }
}

/// Why a first look did not give a store.
enum Peek {
    NeedsRepair,
    Failed(OpenError),
}

impl From<StoreError> for Peek {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// How every process opens the file: they must agree, or they exclude each other.
fn shared() -> Builder {
    let mut builder = Builder::new();
    builder.set_concurrency_mode(ConcurrencyMode::MultiWriter);
    builder.set_cache_size(CACHE_BYTES_MAX);
    builder
}
