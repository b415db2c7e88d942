//! The file of a database on a simulated disk, as the store sees it.

use std::io;

use crate::dice::mix;
use crate::disk::SimDisk;
use crate::trace;

/// The database of a device, as the store sees it.
pub(crate) struct Database {
    pub(crate) disk: SimDisk,
    pub(crate) file: u64,
}

impl store::Medium for Database {
    fn size(&self) -> io::Result<u64> {
        self.disk
            .look(|state| Ok(state.files[&self.file].content.size()))
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.disk.look(|state| {
            if state.files[&self.file].content.read(offset, out) {
                Ok(())
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            }
        })
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.disk.operate(mix(size ^ 7), |state| {
            let more = size.saturating_sub(state.files[&self.file].content.size());
            state.has_room(more)?;
            state.file(self.file).content.set_size(size);
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.disk.operate(8, |state| {
            state.file(self.file).content.flush();
            Ok(())
        })
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let what = mix(offset ^ mix(trace::hash(data) ^ 9));
        self.disk.operate(what, |state| {
            let file = state.file(self.file);
            file.content.write(offset, data);
            file.told.send_modify(|times| *times += 1);
            Ok(())
        })
    }
}
