//! The process that shows the journal in the browser: one for each journal, and how other commands find it.
//!
//! It holds a lock in the runtime folder, which ends with it however it ends, and listens on a socket beside that. What is said
//! there: a line `enter`, answered by an address that lets a browser in; or `lock`, answered by `locked`, or by `was locked`.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use platform::files;
use platform::local::{self, BlockingStream, Listener, Stream};
use platform::private_folder::PrivateFolder;
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::{sleep, timeout};
use web::Web;

use crate::runtime::{self, PlaceError};

/// How long one side waits for the other.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of a question, and of an answer.
const LINE_BYTES_MAX: u64 = 1024;

/// Where the processes of one journal find the one that shows it.
pub(crate) struct Place {
    /// Held open, so that nobody can put another folder in its place.
    folder: PrivateFolder,
    name: String,
}

/// The right to show a journal, for as long as it is held.
pub(crate) struct Showing {
    listener: Listener,
    socket: PathBuf,
    _lock: File,
    _place: Place,
}

/// What came of locking the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Locked {
    /// They were open.
    Now,
    /// They were not, or there are none.
    Before,
}

impl Place {
    /// The place of the journal in this folder; `None` when there is no runtime folder and none is wanted.
    pub(crate) fn of(journal: &Path, create: bool) -> Result<Option<Self>, PlaceError> {
        let failed = |source| PlaceError::Io {
            path: journal.to_owned(),
            source,
        };
        let known = files::identity(journal).map_err(failed)?;
        // Copies of a journal are journals of their own, so the folder gives the name, not what is in it.
        let name = format!("{:x}-{:x}.web", known.volume, known.number);
        Ok(runtime::find(create)?.map(|folder| Self { folder, name }))
    }

    /// The place of a folder that is no journal yet, and need not be there: its path gives the name.
    pub(crate) fn before(folder: &Path) -> Result<Self, PlaceError> {
        let failed = |source| PlaceError::Io {
            path: folder.to_owned(),
            source,
        };
        let path = std::path::absolute(folder).map_err(failed)?;
        let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
        let name: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
        let runtime = runtime::find(true)?;
        let folder = runtime.ok_or_else(|| failed(io::ErrorKind::NotFound.into()))?;
        let name = format!("{name}.web");
        Ok(Self { folder, name })
    }

    fn socket(&self) -> PathBuf {
        self.folder.path().join(format!("{}.sock", self.name))
    }

    /// Becomes the process that shows this journal; gives the place back if another one is.
    pub(crate) fn take(self) -> io::Result<Result<Showing, Self>> {
        let mut options = OpenOptions::new();
        let options = options.write(true).create(true).truncate(false);
        let lock = files::private(options).open(self.folder.path().join(&self.name))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(Err(self)),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let socket = self.socket();
        // What a process that was killed has left behind.
        remove(&socket)?;
        Ok(Ok(Showing {
            listener: Listener::bind(&socket)?,
            socket,
            _lock: lock,
            _place: self,
        }))
    }

    /// Asks the process that shows this journal for an address that lets a browser in. It may be about to listen, or to end.
    pub(crate) fn entrance(&self) -> io::Result<String> {
        self.ask("enter")
    }

    /// Has the process that shows this journal lock it, if there is one.
    pub(crate) fn lock(&self) -> Locked {
        match self.ask("lock") {
            Ok(answer) if answer == "locked" => Locked::Now,
            _ => Locked::Before,
        }
    }

    fn ask(&self, question: &str) -> io::Result<String> {
        let mut stream = BlockingStream::connect(self.socket())?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let (user, _) = local::peer(&stream)?;
        if user != platform::process::user() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        stream.write_all(format!("{question}\n").as_bytes())?;
        let mut answer = String::new();
        BufReader::new(stream.take(LINE_BYTES_MAX)).read_line(&mut answer)?;
        match answer.strip_suffix('\n') {
            Some(answer) => Ok(answer.to_owned()),
            None => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Showing {
    /// Answers other commands, for as long as this is awaited.
    pub(crate) async fn answer(&self, web: &Web) {
        loop {
            match self.listener.accept().await {
                Ok((stream, _)) => {
                    // Whoever is too slow gets no answer.
                    let _ = timeout(PATIENCE, answer(stream, web)).await;
                }
                Err(_) => sleep(PATIENCE).await,
            }
        }
    }
}

impl Drop for Showing {
    fn drop(&mut self) {
        // While the lock is held: afterwards it may be another one's.
        let _ = remove(&self.socket);
    }
}

async fn answer(stream: Stream, web: &Web) -> io::Result<()> {
    if !local::is_ours(&stream) {
        return Ok(());
    }
    let (reader, mut writer) = tokio::io::split(stream);
    let mut question = String::new();
    let mut reader = tokio::io::BufReader::new(reader.take(LINE_BYTES_MAX));
    reader.read_line(&mut question).await?;
    let answer = match question.trim_end() {
        "enter" => web.entrance(),
        "lock" if web.lock().await => "locked".to_owned(),
        "lock" => "was locked".to_owned(),
        _ => return Ok(()),
    };
    writer.write_all(format!("{answer}\n").as_bytes()).await
}

fn remove(socket: &Path) -> io::Result<()> {
    match std::fs::remove_file(socket) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
