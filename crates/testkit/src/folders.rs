//! Copying and listing folders.

use std::fs;
use std::path::{Path, PathBuf};

/// Copies the plain files of a folder into a new one, as a backup program would, or a kill leaves them.
pub fn copy_folder(from: &Path, to: &Path) {
    platform::files::create_folders(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_file() {
            let name = path.file_name().expect("a listed file has a name");
            fs::copy(&path, to.join(name)).expect("a file can be copied");
        }
    }
}

/// All plain files in a folder and in the folders below it; links are not followed.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("the folder can be listed").path();
        let kind = fs::symlink_metadata(&path)
            .expect("the file is there")
            .file_type();
        if kind.is_dir() {
            files.extend(files_below(&path));
        } else if kind.is_file() {
            files.push(path);
        }
    }
    files
}
