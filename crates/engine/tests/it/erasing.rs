//! What is erased is in no byte of the journal's folder any more, whatever happened while it was, and all else is.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use engine::views::{EntryEdit, EntryFields, EntryRef, EntryView, Query};
use engine::{DraftSubject, DraftText, Erased, FileSource, OpenMode, ShareRule, Vault, WriteError};
use testkit::{Desk, Insider, World, draft, files_below, passphrase};
use tokio::sync::watch;
use vault::{Disk, Lock, Medium, RealDisk};

/// Words that occur nowhere else.
const WORDS: &str = "seventeen brass thimbles of Vellamo";
/// Bytes of a sealed thing that are no accident where they are found again.
const PART: usize = 40;

fn named(entry: &EntryView) -> EntryRef {
    EntryRef::Prefix(entry.id.clone())
}

fn change(desk: &Desk, entry: &EntryView, edits: Vec<EntryEdit>) {
    desk.vault.entries().change(&named(entry), edits).unwrap();
}

fn erase(desk: Desk, entries: &[EntryView]) -> Result<Erased, WriteError> {
    let confirmed = desk.confirmed();
    let vault = desk.vault;
    vault.erase(entries, &confirmed, &mut |_, _| {})
}

/// A journal in which one entry was written with others at once, changed often, searched for, given a file, and is being
/// changed just now.
fn journal(world: &World) -> (Desk, EntryView) {
    let desk = world.first("laptop");
    desk.writes("Before it.");
    let mut many: Vec<EntryFields> = (0..20).map(|n| draft(&format!("Of many, {n}."))).collect();
    many[11] = draft(&format!("I wrote of {WORDS}."));
    let written = desk.vault.entries().create_all(many, &mut |_| {}).unwrap();
    let entry = EntryRef::Prefix(written[11].to_string());
    let entry = desk.vault.entries().get(&entry).unwrap();
    for n in 0..70 {
        world.advance(60);
        change(
            &desk,
            &entry,
            vec![EntryEdit::Title(format!("{WORDS} {n}"))],
        );
    }
    let mut bytes: &[u8] = b"what the photograph shows";
    let source = FileSource {
        name: "thimbles.bin",
        bytes: &mut bytes,
        keep_metadata: false,
    };
    let file = desk
        .vault
        .files()
        .take_in(source, &mut |_| {})
        .unwrap()
        .file;
    change(&desk, &entry, vec![EntryEdit::File(Box::new(file))]);
    desk.writes("After it.");
    let found = desk.vault.entries().search("Vellamo", 10).unwrap();
    assert_eq!(found.hits.len(), 1);
    desk.vault.entries().history(&named(&entry), 0).unwrap();
    let subject = DraftSubject::Edit {
        entry: entry.id.clone(),
        base: entry.stamp.to_string(),
        changes: Vec::new(),
    };
    let mut keeper = desk.vault.drafts().begin(subject).unwrap();
    let text = DraftText {
        name: "text".into(),
        text: format!("More of {WORDS}."),
    };
    keeper.keep(vec![text]).unwrap();
    drop(keeper);
    let entry = desk.vault.entries().get(&named(&entry)).unwrap();
    (desk, entry)
}

/// Parts of all that is sealed in this database, or was, and holds the words.
fn sealed_with_words(desk: &Desk) -> Vec<Vec<u8>> {
    let insider = Insider::of(desk);
    let tag = insider.home().tag();
    let keys = insider.space_keys(tag);
    let records = insider.all_records(tag).into_iter();
    let bodies = records.map(|record| record.body);
    let caches = insider.caches(tag, b"").into_iter();
    let sealed: Vec<Vec<u8>> = bodies.chain(caches.map(|(_, bytes)| bytes)).collect();
    let with_words = sealed.into_iter().filter(|sealed| {
        let opened = keys.open(sealed, 1 << 24);
        opened.is_ok_and(|plain| holds(plain.as_bytes(), WORDS.as_bytes()))
    });
    // Not from the beginning, where all age files are alike.
    let middle = |sealed: Vec<u8>| sealed[sealed.len() / 2..][..PART].to_vec();
    with_words.map(middle).collect()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Which of these parts are in some file of the folder.
fn found(folder: &Path, parts: &[Vec<u8>]) -> usize {
    let files: Vec<Vec<u8>> = files_below(folder)
        .iter()
        .map(|file| fs::read(file).unwrap())
        .collect();
    let is_there = |part: &&Vec<u8>| files.iter().any(|bytes| holds(bytes, part));
    parts.iter().filter(is_there).count()
}

/// A part of each sealed file in a folder.
fn parts_of_files(folder: &Path) -> Vec<Vec<u8>> {
    let files = files_below(folder);
    let part = |file| fs::read(file).unwrap()[300..][..PART].to_vec();
    files.iter().map(part).collect()
}

/// Copies a vault with what lies in folders of its own.
fn copy_all(from: &Path, to: &Path) {
    for file in files_below(from) {
        let copy = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(&file, copy).unwrap();
    }
}

/// What a laboratory finds where the files of a folder lay: other names of theirs, outside of it.
struct Images(PathBuf);

impl Images {
    fn of(folder: &Path, images: &Path) -> Self {
        fs::create_dir(images).unwrap();
        for (file, n) in files_below(folder).iter().zip(0..) {
            fs::hard_link(file, images.join(format!("{n}"))).unwrap();
        }
        Self(images.to_owned())
    }

    fn are_overwritten(&self, parts: &[Vec<u8>]) {
        assert_eq!(found(&self.0, parts), 0, "{:?}", self.0);
    }
}

/// All that a journal says of its entries, with every version of them.
fn told(vault: &Vault) -> BTreeMap<String, String> {
    let entries = vault.entries().list(&Query::default()).unwrap().entries;
    let deleted = Query {
        deleted: true,
        ..Query::default()
    };
    let deleted = vault.entries().list(&deleted).unwrap().entries;
    let told = entries.iter().chain(&deleted).map(|entry| {
        let history = vault.entries().history(&named(entry), 0).unwrap();
        (entry.id.clone(), format!("{:?} {history:?}", entry.fields))
    });
    told.collect()
}

#[test]
fn nothing_of_what_is_erased_is_left_in_the_folder() {
    let world = World::new(611);
    let (desk, entry) = journal(&world);
    let path = desk.path.clone();
    let draft_files = parts_of_files(&path.join("drafts"));
    let chunk_files = parts_of_files(&path.join("files"));
    assert_eq!((draft_files.len(), chunk_files.len()), (2, 1));
    let images = Images::of(&path, &world.path("images"));
    let mut parts = sealed_with_words(&desk);
    assert!(parts.len() > 72, "every version, a page and a saved state");
    assert_eq!(found(&path, &parts), parts.len());
    parts.extend(draft_files);
    parts.extend(chunk_files);
    parts.push(WORDS.as_bytes().to_vec());
    let before = told(&desk.vault);

    let (name, env) = (desk.name.clone(), desk.env.clone());
    let erased = erase(desk, std::slice::from_ref(&entry)).unwrap();
    assert_eq!((erased.documents, erased.chunks), (1, 1));
    assert_eq!(erased.records, 72);
    assert!(erased.overwritten);
    assert_eq!(found(&path, &parts), 0);
    images.are_overwritten(&parts);
    let mut names: Vec<_> = fs::read_dir(&path)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.retain(|name| !matches!(name.as_str(), "unlocked" | "drafts" | "files"));
    names.sort();
    let rest = ["device.age", "link.key", "settings.toml", "vault.redb"];
    assert_eq!(names, rest);

    let desk = Desk::at(&name, &path, &env);
    assert!(sealed_with_words(&desk).is_empty());
    let mut expected = before;
    expected.remove(&entry.id).unwrap();
    assert_eq!(told(&desk.vault), expected);
    assert!(
        desk.vault
            .entries()
            .search("Vellamo", 10)
            .unwrap()
            .hits
            .is_empty()
    );
    assert!(desk.vault.drafts().list().unwrap().drafts.is_empty());
    desk.is_sound();
    let erasures = desk.vault.entries().erasures().unwrap();
    assert_eq!(erasures.len(), 1);
    assert_eq!((erasures[0].documents, erasures[0].backup), (1, None));
    // The device goes on in the log it has.
    let logs = |desk: &Desk| {
        Insider::of(desk)
            .heads(Insider::of(desk).home().tag())
            .len()
    };
    let logs_before = logs(&desk);
    desk.writes("And on.");
    assert_eq!(logs(&desk), logs_before);
}

#[tokio::test]
async fn a_device_that_joins_later_gets_all_but_what_was_erased() {
    let world = World::new(612);
    let (desk, entry) = journal(&world);
    let (name, path, env) = (desk.name.clone(), desk.path.clone(), desk.env.clone());
    erase(desk, &[entry]).unwrap();
    let laptop = Desk::at(&name, &path, &env);
    let phone = world.another(&laptop, "phone").await;
    assert_eq!(phone.bodies(), laptop.bodies());
    assert_eq!(phone.bodies().len(), 21);
    assert!(sealed_with_words(&phone).is_empty());
    phone.is_sound();
    let (here, there) = laptop.meets(&phone).await;
    assert!(here.in_step && there.in_step);
}

#[test]
fn a_file_that_another_entry_has_too_stays() {
    let world = World::new(613);
    let (desk, entry) = journal(&world);
    let file = desk
        .vault
        .entries()
        .get(&named(&entry))
        .unwrap()
        .fields
        .files[0]
        .clone();
    let fields = EntryFields {
        files: vec![file],
        ..EntryFields::text("The same picture.")
    };
    let other = desk.vault.entries().create(fields).unwrap();
    let (name, path, env) = (desk.name.clone(), desk.path.clone(), desk.env.clone());
    assert_eq!(erase(desk, &[entry]).unwrap().chunks, 0);
    let desk = Desk::at(&name, &path, &env);
    let mut read = Vec::new();
    let file = &desk
        .vault
        .entries()
        .get(&named(&other))
        .unwrap()
        .fields
        .files[0];
    let take = &mut |piece: &[u8]| {
        read.extend_from_slice(piece);
        Ok(())
    };
    desk.vault.files().read(file, take).unwrap();
    assert_eq!(read, b"what the photograph shows");
}

fn refusal<T: std::fmt::Debug>(done: Result<T, WriteError>) -> String {
    match done {
        Err(WriteError::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn where_others_have_records_nothing_is_erased() {
    let world = World::new(614);
    let (laptop, phone) = world.pair().await;
    laptop.writes("On both.");
    let entry = laptop.entries().remove(0);
    let why = laptop.vault.entries().kept_from_erasing().unwrap();
    assert!(why.unwrap().contains("other devices"));
    let (path, env) = (laptop.path.clone(), laptop.env.clone());
    assert!(refusal(erase(laptop, &[entry])).contains("other devices"));
    let why = phone.vault.entries().kept_from_erasing().unwrap();
    assert!(why.is_some());

    // One that was removed keeps what it received.
    let laptop = Desk::at("laptop", &path, &env);
    assert_eq!(laptop.bodies(), ["On both."]);
    let confirmed = laptop.confirmed();
    laptop.vault.devices().remove("phone", &confirmed).unwrap();
    let why = laptop.vault.entries().kept_from_erasing().unwrap();
    assert!(why.unwrap().contains("other devices"));

    let sharing = world.first("sharing");
    sharing.writes("For a reader.");
    let confirmed = sharing.confirmed();
    let rule = ShareRule {
        tags: ["lake".to_owned()].into(),
        ..ShareRule::default()
    };
    let shares = sharing.vault.shares();
    shares.create("Dr Weber", &rule, None, &confirmed).unwrap();
    let why = sharing.vault.entries().kept_from_erasing().unwrap();
    assert!(why.unwrap().contains("shares"));
}

#[test]
fn while_somebody_has_the_journal_open_nothing_is_erased() {
    let world = World::new(615);
    let (desk, entry) = journal(&world);
    let (name, path, env) = desk.closed();
    let tried = |entries: &[EntryView]| refusal(erase(Desk::at(&name, &path, &env), entries));
    for mode in [OpenMode::Read, OpenMode::Write] {
        let other = Vault::open(&path, None, mode, env.clone()).unwrap();
        let why = tried(std::slice::from_ref(&entry));
        assert!(why.contains("another process"), "{why}");
        drop(other);
    }
    let desk = Desk::at(&name, &path, &env);
    let draft = desk.vault.drafts().list().unwrap().drafts[0].id.clone();
    let (writing, _) = desk.vault.drafts().resume(&draft).unwrap();
    assert_eq!(told(&desk.vault).len(), 22);
    drop(desk);
    let why = tried(std::slice::from_ref(&entry));
    assert!(why.contains("another window"), "{why}");
    drop(writing);
    let why = tried(&[]);
    assert!(why.contains("nothing of it"), "{why}");
}

/// A disk that is gone from the step on that has its turn, as after a kill.
#[derive(Debug, Clone)]
struct Dying {
    left: Arc<AtomicU64>,
}

impl Dying {
    fn step<T>(&self, step: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let left = &self.left;
        let alive = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        });
        match alive {
            Ok(_) => step(),
            Err(_) => Err(io::Error::other("the disk is gone")),
        }
    }
}

impl Disk for Dying {
    fn examine(&self, path: &Path, folder: bool) -> io::Result<()> {
        RealDisk.examine(path, folder)
    }
    fn exists(&self, path: &Path) -> bool {
        RealDisk.exists(path)
    }
    fn size(&self, path: &Path) -> io::Result<u64> {
        RealDisk.size(path)
    }
    fn place(&self, path: &Path) -> Option<u64> {
        RealDisk.place(path)
    }
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, most)
    }
    fn create(&self, path: &Path, bytes: &[u8], flush: bool) -> io::Result<()> {
        self.step(|| RealDisk.create(path, bytes, flush))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| RealDisk.rename(from, to))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove(path))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| RealDisk.link(from, to))
    }
    fn overwrite(&self, path: &Path) -> io::Result<()> {
        // Half of it is done when it dies.
        self.step(|| {
            let half = fs::metadata(path)?.len() / 2;
            let file = fs::File::options().write(true).open(path)?;
            io::Write::write_all(&mut &file, &vec![0; usize::try_from(half).unwrap()])
        })?;
        self.step(|| RealDisk.overwrite(path))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        self.step(|| RealDisk.sync_folder(folder))
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        RealDisk.names(folder)
    }
    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        self.step(|| RealDisk.make_folder(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| RealDisk.remove_folder(path))
    }
    fn lock(&self, path: &Path, folder: bool) -> io::Result<Option<Lock>> {
        RealDisk.lock(path, folder)
    }
    fn medium(&self, _: &Path) -> Option<Arc<dyn Medium>> {
        None
    }
    fn changed(&self, _: &Path) -> Option<watch::Receiver<u64>> {
        None
    }
}

#[test]
fn cut_off_at_any_step_it_is_as_before_or_done() {
    let world = World::new(616);
    let (desk, entry) = journal(&world);
    let (path, env) = (desk.path.clone(), desk.env.clone());
    let mut parts = sealed_with_words(&desk);
    parts.extend(parts_of_files(&path.join("drafts")));
    parts.extend(parts_of_files(&path.join("files")));
    let before = told(&desk.vault);
    let mut after = before.clone();
    after.remove(&entry.id);
    drop(desk);
    let (mut undone, mut done) = (0, 0);
    for steps in 0..60 {
        let copied = world.path(&format!("after-{steps}"));
        copy_all(&path, &copied);
        let keys = Vault::unlock(&copied, &passphrase(), &env).unwrap();
        let left = Arc::new(AtomicU64::new(u64::MAX));
        let dying = env.clone().on_disk(Arc::new(Dying {
            left: Arc::clone(&left),
        }));
        let vault = Vault::open(&copied, Some(keys), OpenMode::Write, dying).unwrap();
        let images = Images::of(&copied, &world.path(&format!("images-{steps}")));
        let confirmed = vault.confirm(&passphrase()).unwrap();
        left.store(steps, Ordering::SeqCst);
        let erased = vault.erase(std::slice::from_ref(&entry), &confirmed, &mut |_, _| {});
        let whole = left.load(Ordering::SeqCst) > 0;

        let desk = Desk::at("laptop", &copied, &env);
        let now = told(&desk.vault);
        for name in ["vault.redb.new", "vault.redb.old"] {
            assert!(!copied.join(name).exists(), "{name} after {steps} steps");
        }
        if now == before {
            assert!(erased.is_err(), "{steps}");
            undone += 1;
        } else {
            assert_eq!(now, after, "after {steps} steps");
            assert_eq!(found(&copied, &parts), 0, "after {steps} steps");
            images.are_overwritten(&parts);
            assert_eq!(
                files_below(&copied.join("files")).len(),
                0,
                "after {steps} steps"
            );
            done += 1;
        }
        desk.is_sound();
        fs::remove_dir_all(&copied).unwrap();
        if whole {
            break;
        }
    }
    assert!(undone > 1 && done > 3, "{undone} undone, {done} done");
}
