//! Privacy of a new file whatever the umask. A program of its own, since the umask belongs to the whole process.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a failing test says where")]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use store::Store;

#[test]
fn a_new_file_is_private_and_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vault.redb");
    let folder_mode = fs::metadata(folder.path()).unwrap().permissions().mode();
    let usual = rustix::process::umask(rustix::fs::Mode::empty());
    let open = Store::create(&path);
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o777));
    let shut = Store::create(&folder.path().join("other.redb"));
    rustix::process::umask(usual);
    for store in [open.unwrap(), shut.unwrap()] {
        let mode = fs::metadata(store.path()).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o600);
        assert_eq!(
            store.size_on_disk().unwrap(),
            fs::metadata(store.path()).unwrap().len()
        );
    }
    assert_eq!(
        fs::metadata(folder.path()).unwrap().permissions().mode(),
        folder_mode
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
