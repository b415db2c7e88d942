//! Drafts on a disk that is full.

use super::*;

#[test]
fn a_full_disk_keeps_the_last_draft_and_takes_what_still_fits() {
    let Some(disk) = SmallDisk::mount(2 * 1024 * 1024) else {
        eprintln!("skipped: a file system of its own can only be mounted by root");
        return;
    };
    let device = World::new(1).first("laptop");
    // The drafts of this device lie on the small disk.
    fs::create_dir(folder(&device)).unwrap();
    let _there = Bound::at(&disk.0, &folder(&device));
    let mut keeper = device.vault.drafts().begin(new_entry()).unwrap();
    keeper.reserve().unwrap();
    fs::write(disk.0.join("filler"), vec![1; 8 * 1024 * 1024]).unwrap_err();
    for round in 0..20 {
        keeper
            .keep(text(&format!("still kept, {round}")))
            .unwrap_or_else(|error| panic!("{round}: {error}"));
    }
    assert_eq!(texts(&device), ["still kept, 19"]);
    // What does not fit any more is said, and the last one stands.
    let noise: String = (0..90_000_u32)
        .map(|at| char::from_u32(0x4e00 + (at.wrapping_mul(2_654_435_761) >> 7) % 0x5000).unwrap())
        .collect();
    for _ in 0..3 {
        assert!(is_disk(keeper.keep(text(&noise))));
        assert_eq!(texts(&device), ["still kept, 19"]);
    }
    // A second writer finds no room, says so, and goes on once there is.
    let mut late = device
        .vault
        .drafts()
        .begin(DraftSubject::Slip(DraftOptions::default()))
        .unwrap();
    assert!(is_disk(late.reserve()));
    assert!(is_disk(late.keep(text("late"))));
    fs::remove_file(disk.0.join("filler")).unwrap();
    late.keep(text("late")).unwrap();
    keeper.keep(text(&noise)).unwrap();
    assert_eq!(texts(&device).len(), 2);
    assert!(texts(&device).contains(&noise));
}

/// A small file system in memory, gone with the test.
struct SmallDisk(
    PathBuf,
    #[allow(dead_code, reason = "keeps the folder")] tempfile::TempDir,
);

impl SmallDisk {
    fn mount(bytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("disk");
        fs::create_dir(&path).unwrap();
        run(
            "mount",
            &["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"],
            &path,
        )
        .then_some(Self(path, folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        run("umount", &[], &self.0);
    }
}

/// One folder seen at another place.
struct Bound(PathBuf);

impl Bound {
    fn at(from: &Path, to: &Path) -> Self {
        assert!(run("mount", &["--bind", from.to_str().unwrap()], to));
        Self(to.to_owned())
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        run("umount", &[], &self.0);
    }
}

fn run(program: &str, arguments: &[&str], path: &Path) -> bool {
    std::process::Command::new(program)
        .args(arguments)
        .arg(path)
        .stderr(std::process::Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
