//! A file on its way in: it comes in numbered pieces, rests in memory that is wiped, and is sealed once it is whole.

use std::io::{self, Read};
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::StatusCode;
use engine::{CHUNK_BYTES, FILE_BYTES_MAX};
use zeroize::Zeroizing;

use crate::problem::Problem;

/// The one file that comes in. Another one takes its place.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<Option<Upload>>);

/// A file of which some pieces are here.
pub(crate) struct Upload {
    key: String,
    /// The entry that is to have it.
    pub(crate) entry: String,
    /// What it is called.
    pub(crate) name: String,
    bytes: u64,
    pieces: Pieces,
}

impl Uploads {
    /// Begins with a file of so many bytes.
    pub(crate) fn begin(
        &self,
        key: String,
        entry: String,
        name: String,
        bytes: u64,
    ) -> Result<(), Problem> {
        if bytes > FILE_BYTES_MAX {
            let most = FILE_BYTES_MAX >> 20;
            let said = format!("it is larger than {most} MiB, which is the most for one file");
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, said));
        }
        *self.state() = Some(Upload {
            key,
            entry,
            name,
            bytes,
            pieces: Pieces::default(),
        });
        Ok(())
    }

    /// Takes a piece, which must be the next one.
    pub(crate) fn take(
        &self,
        key: &str,
        number: usize,
        piece: Zeroizing<Vec<u8>>,
    ) -> Result<(), Problem> {
        let mut state = self.state();
        let upload = state.as_mut().filter(|upload| upload.key == key);
        let upload = upload.ok_or_else(gone)?;
        let after = upload.pieces.length().saturating_add(piece.len() as u64);
        let fits = piece.len() <= CHUNK_BYTES && after <= upload.bytes;
        if number != upload.pieces.all.len() || piece.is_empty() || !fits {
            let said = "a part of the file did not come over as it should; nothing was added";
            return Err(Problem::new(StatusCode::CONFLICT, said));
        }
        upload.pieces.all.push(piece);
        Ok(())
    }

    /// The file, if all of it is here.
    pub(crate) fn end(&self, key: &str) -> Result<(Upload, Pieces), Problem> {
        let mut state = self.state();
        let is_whole =
            |upload: &mut Upload| upload.key == key && upload.pieces.length() == upload.bytes;
        let mut upload = state.take_if(is_whole).ok_or_else(gone)?;
        let pieces = std::mem::take(&mut upload.pieces);
        Ok((upload, pieces))
    }

    /// Forgets what is here of it.
    pub(crate) fn forget(&self) {
        *self.state() = None;
    }

    fn state(&self) -> MutexGuard<'_, Option<Upload>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn gone() -> Problem {
    let said = "another file came in between, or the journal was locked; nothing was added";
    Problem::new(StatusCode::CONFLICT, said)
}

/// The pieces of a file, to be read from the first to the last.
#[derive(Default)]
pub(crate) struct Pieces {
    all: Vec<Zeroizing<Vec<u8>>>,
    at: usize,
    within: usize,
}

impl Pieces {
    fn length(&self) -> u64 {
        self.all.iter().map(|piece| piece.len() as u64).sum()
    }
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = self.all.get(self.at) {
            let rest = piece.get(self.within..).unwrap_or_default();
            if rest.is_empty() {
                (self.at, self.within) = (self.at + 1, 0);
                continue;
            }
            let taken = rest.len().min(out.len());
            let (from, into) = (rest.get(..taken), out.get_mut(..taken));
            if let (Some(from), Some(into)) = (from, into) {
                into.copy_from_slice(from);
            }
            self.within += taken;
            return Ok(taken);
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(bytes.to_vec())
    }

    fn begun(bytes: u64) -> Uploads {
        let uploads = Uploads::default();
        let begun = uploads.begin("k".into(), "e".into(), "lake.jpg".into(), bytes);
        begun.unwrap();
        uploads
    }

    #[test]
    fn pieces_come_in_their_order_and_are_read_as_one() {
        let uploads = begun(5);
        uploads.take("k", 0, piece(b"la")).unwrap();
        assert!(uploads.end("k").is_err(), "it is not whole");
        uploads.take("k", 1, piece(b"ke!")).unwrap();
        let (upload, mut pieces) = uploads.end("k").unwrap();
        let mut read = String::new();
        pieces.read_to_string(&mut read).unwrap();
        assert_eq!((upload.name.as_str(), read.as_str()), ("lake.jpg", "lake!"));
        assert!(uploads.end("k").is_err(), "it is taken once");
    }

    #[test]
    fn what_comes_twice_or_is_too_much_or_of_another_file_is_refused() {
        let uploads = begun(3);
        for (key, number, bytes) in [
            ("k", 1, &b"a"[..]),
            ("other", 0, b"a"),
            ("k", 0, b""),
            ("k", 0, b"abcd"),
        ] {
            assert!(uploads.take(key, number, piece(bytes)).is_err());
        }
        uploads.take("k", 0, piece(b"ab")).unwrap();
        assert!(uploads.take("k", 0, piece(b"c")).is_err());
        uploads.forget();
        assert!(uploads.take("k", 1, piece(b"c")).is_err());
        let large = begun(FILE_BYTES_MAX).begin(
            String::new(),
            String::new(),
            String::new(),
            FILE_BYTES_MAX + 1,
        );
        assert!(large.is_err());
    }
}
