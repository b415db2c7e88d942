//! A new folder with a few files that are only its owner's.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use platform::files::{create_folder, private, sync_folder};

use crate::failure::Failure;
use crate::terminal::show_path;

/// Makes the folder with these files, on the disk as a whole or not at all.
pub(crate) fn make(folder: &Path, files: &[(&str, &[u8])]) -> Result<(), Failure> {
    let shown = show_path(folder);
    create_folder(folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::refused("nothing was written")
            .because(format!("the folder {shown} exists already"))
            .help("name a folder that is not there yet with --into"),
        _ => Failure::io(&format!("making the folder {shown}"), error),
    })?;
    let written = files
        .iter()
        .try_for_each(|(name, bytes)| put(&folder.join(name), bytes))
        .and_then(|()| sync_folder(folder));
    written.map_err(|error| {
        // It was made just now and holds nothing else.
        let _ = fs::remove_dir_all(folder);
        Failure::io(&format!("writing into {shown}"), error)
    })
}

fn put(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut made = private(options.write(true).create_new(true)).open(file)?;
    made.write_all(bytes)?;
    made.sync_all()
}
