//! Photographs on their way out: read, and handed on without what they say of place, camera and time, or not at all.

use journal::EntryFile;
use moving::out::Photograph;

use crate::blocking::Files;
use crate::error::ReadError;

impl Files<'_> {
    /// Reads a file that is a picture, and takes out what it says beside the picture. One from which that cannot be taken out is not
    /// handed out.
    ///
    /// # Errors
    /// [`ReadError::Locked`]; [`ReadError::Storage`] for what the disk says. One that is damaged is absent.
    pub fn photograph(&self, file: &EntryFile) -> Result<Photograph, ReadError> {
        if !file.media_type.starts_with("image/") {
            return Ok(Photograph::Other);
        }
        if self.missing(file) > 0 {
            return Ok(Photograph::Absent);
        }
        let picture = match self.read_whole(file) {
            Err(error) if error.is_about_the_file() => return Ok(Photograph::Absent),
            read => read?,
        };
        let clean = pictures::clean(&picture);
        Ok(clean.map_or(Photograph::NotClean, Photograph::Clean))
    }
}
