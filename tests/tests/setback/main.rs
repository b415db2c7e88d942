//! Machines that were set back to a snapshot, the file outside of the vault with it, and devices that exist twice.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::{Path, PathBuf};

use testkit::{Desk, World};

mod backups;
mod histories;
mod late;
mod publishing;
mod removals;

/// Keeps a device as it is now, as an image of a whole machine would. The desk that is given back goes on.
fn image(world: &World, desk: Desk, at: &str) -> (Desk, PathBuf) {
    let (name, path, _) = desk.closed();
    let image = world.path(at);
    copy(&path, &image);
    // Without a file outside the vault nothing on this machine can tell, as when that is set back too.
    (Desk::at(&name, &path, &world.env(None)), image)
}

/// Sets a machine back to an image.
fn set_back(world: &World, desk: Desk, image: &Path) -> Desk {
    let (name, path, _) = desk.closed();
    std::fs::remove_dir_all(&path).unwrap();
    copy(image, &path);
    Desk::at(&name, &path, &world.env(None))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}
