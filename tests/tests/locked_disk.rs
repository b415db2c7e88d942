//! What the tables of a locked vault say of its documents, and how vaults with older tables come to the present ones.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use engine::views::Query;
use engine::worksheet::Target;
use engine::{OpenMode, Vault};
use flate2::read::GzDecoder;
use replica::SpaceTag;
use store::{Access, Check, Medium, Store, Tables};
use testkit::{Desk, Insider, World, documents};
use tokio::sync::watch;
use vault::{Disk, Lock, RealDisk};

/// Whether bytes occur in others.
fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The ids of all documents of a space, which lie in the payloads of its records.
fn ids(inside: &Insider, space: SpaceTag) -> BTreeSet<[u8; 16]> {
    let payloads = inside.plaintexts(space);
    let all = payloads.iter().flat_map(|plain| documents(plain));
    all.map(|(id, _)| id).collect()
}

/// What whoever has a store and no key reads of its documents says nothing of them but how many there are.
fn says_nothing(store: &Store, space: SpaceTag, ids: &BTreeSet<[u8; 16]>) {
    let view = store.read().expect("the store can be read");
    let of_the_space = |table| {
        let rows = view.raw(table).expect("the store can be read").into_iter();
        let rows = rows.filter(|(key, _)| key.starts_with(space.as_bytes()));
        rows.map(|(key, value)| (key[16..].to_vec(), value))
            .collect::<Vec<_>>()
    };
    let rows = of_the_space("docs");
    assert_eq!(rows.len(), ids.len());
    let pages = of_the_space("caches");
    let pages: Vec<&[u8]> = pages.iter().map(|(key, _)| &key[1..]).collect();
    let mut seen = BTreeSet::new();
    for (key, value) in &rows {
        assert!(!ids.contains(key.as_slice()), "a row names its document");
        let page = &value[value.len() - 16..];
        assert!(!pages.contains(&page), "a row names its page");
        assert!(seen.insert(page), "rows of one page are alike");
    }
}

#[test]
fn no_table_says_which_documents_there_are() {
    let world = World::new(1);
    let desk = world.first("laptop");
    for at in 0..30 {
        desk.writes(&format!("day {at} {}", "and more words ".repeat(300)));
    }
    let plan = serde_json::json!({ "target_days": 30 });
    let filled = desk.vault.worksheets().fill_json(2, &Target::Sheet, &plan);
    filled.unwrap();
    let inside = Insider::of(&desk);
    let tag = inside.home().tag();
    let ids = ids(&inside, tag);
    assert!(ids.len() > 30, "{}", ids.len());
    drop(inside);
    let (_, path, _) = desk.closed();
    let path = path.join("vault.redb");
    let file = fs::read(&path).unwrap();
    for id in &ids {
        assert!(!holds(&file, id), "a document's id lies in the file");
    }
    says_nothing(&open(&path), tag, &ids);
}

/// A vault as the program left it whose tables showed the ids of documents: three entries, and a worksheet that was begun.
struct Older {
    world: World,
    path: PathBuf,
    database: Vec<u8>,
}

impl Older {
    fn new() -> Self {
        let world = World::new(1);
        let path = world.path("older");
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages-7");
        testkit::copy_folder(&from, &path);
        let packed = path.join("vault.redb.gz");
        let mut database = Vec::new();
        let file = fs::File::open(&packed).expect("the fixture can be unpacked");
        let unpacked = GzDecoder::new(file).read_to_end(&mut database);
        unpacked.expect("the fixture can be unpacked");
        fs::remove_file(packed).expect("the fixture can be unpacked");
        fs::write(path.join("vault.redb"), &database).expect("the fixture can be unpacked");
        for file in testkit::files_below(&path) {
            fs::set_permissions(file, fs::Permissions::from_mode(0o600))
                .expect("the fixture can be unpacked");
        }
        Self {
            world,
            path,
            database,
        }
    }
}

/// What a person sees in it: how the entries begin, and an answer of the worksheet.
fn shown(desk: &Desk) -> (Vec<String>, Option<i64>) {
    let all = Query::default();
    let entries = desk
        .vault
        .entries()
        .list(&all)
        .expect("the journal can be read")
        .entries;
    let first = entries.iter().map(|entry| entry.body.lines().next());
    let mut first: Vec<String> = first
        .map(|line| line.expect("the journal can be read").to_owned())
        .collect();
    first.sort_unstable();
    let plan = desk
        .vault
        .worksheets()
        .get(2)
        .expect("the journal can be read");
    (first, plan.row.fields.number("target_days"))
}

fn expected() -> (Vec<String>, Option<i64>) {
    let first = ["A letter not sent", "Rain", "The first morning"];
    (first.map(str::to_owned).into(), Some(30))
}

#[test]
fn a_vault_with_older_tables_comes_to_the_present_ones_and_keeps_every_record() {
    let older = Older::new();
    let env = older.world.env(None);
    let (tag, ids, records) = {
        let inside = Insider::at(&older.path, &env);
        let tag = inside.home().tag();
        let ids = ids(&inside, tag);
        (tag, ids, inside.all_records(tag))
    };
    assert!(
        ids.iter().all(|id| holds(&older.database, id)),
        "not what older programs wrote"
    );
    let desk = Desk::at("older", &older.path, &env);
    assert_eq!(shown(&desk), expected());
    desk.is_sound();
    assert_eq!(Insider::of(&desk).all_records(tag), records);
    desk.closed();
    says_nothing(&open(&older.path.join("vault.redb")), tag, &ids);
}

#[test]
fn power_that_goes_at_any_step_of_it_costs_nothing() {
    let older = Older::new();
    let plain = older.world.env(None);
    let inside = Insider::at(&older.path, &plain);
    let tag = inside.home().tag();
    let ids = ids(&inside, tag);
    drop(inside);
    let mut steps = 0;
    loop {
        let disk = Platter::of(&older.database, Some(steps));
        let on = older.world.env(None).on_disk(disk.clone());
        let keys = Vault::unlock(&older.path, &testkit::passphrase(), &on).unwrap();
        let vault = Vault::open(&older.path, Some(keys), OpenMode::Write, on);
        let done = vault.is_ok_and(|vault| vault.entries().list(&Query::default()).is_ok());
        for half in [false, true] {
            let found = Platter::of(&disk.found(half), None);
            let env = older.world.env(None).on_disk(found.clone());
            let desk = Desk::at("older", &older.path, &env);
            assert_eq!(shown(&desk), expected(), "power gone after {steps} steps");
            desk.is_sound();
            drop(desk);
            let store = Store::open_on(found.medium(&older.path).unwrap(), Check::Full);
            says_nothing(&store.unwrap(), tag, &ids);
        }
        if done {
            break;
        }
        steps += 1;
    }
    assert!(steps > 10, "only {steps} steps");
}

fn open(database: &Path) -> Store {
    Store::open(database, Access::Read, Check::Quick).expect("the store opens")
}

/// A disk whose files are real, but for the database, which is in memory and loses power after some steps.
#[derive(Debug, Clone)]
struct Platter(Arc<Mutex<Bytes>>);

#[derive(Debug)]
struct Bytes {
    durable: Vec<u8>,
    current: Vec<u8>,
    steps: Option<u32>,
}

impl Platter {
    fn of(database: &[u8], steps: Option<u32>) -> Arc<Self> {
        Arc::new(Self(Arc::new(Mutex::new(Bytes {
            durable: database.to_vec(),
            current: database.to_vec(),
            steps,
        }))))
    }

    /// What is there when the power is back: all that was flushed, and with `half` every other block of the rest.
    fn found(&self, half: bool) -> Vec<u8> {
        let bytes = self.0.lock().expect("nobody panics with it");
        let mut found = bytes.durable.clone();
        if half {
            found.resize(bytes.current.len(), 0);
            let blocks = found.chunks_mut(512).zip(bytes.current.chunks(512));
            for (old, new) in blocks.step_by(2) {
                old[..new.len()].copy_from_slice(new);
            }
        }
        found
    }

    fn step(&self, step: impl FnOnce(&mut Bytes)) -> io::Result<()> {
        let mut bytes = self.0.lock().expect("nobody panics with it");
        match &mut bytes.steps {
            Some(0) => return Err(io::Error::other("no power")),
            Some(left) => *left -= 1,
            None => {}
        }
        step(&mut bytes);
        Ok(())
    }
}

impl Medium for Platter {
    fn size(&self) -> io::Result<u64> {
        Ok(self.0.lock().expect("nobody panics with it").current.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let start = usize::try_from(offset).expect("small");
        let bytes = self.0.lock().expect("nobody panics with it");
        let found = bytes.current.get(start..start + out.len());
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.step(|bytes| {
            bytes
                .current
                .resize(usize::try_from(size).expect("small"), 0);
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.step(|bytes| bytes.durable.clone_from(&bytes.current))
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let start = usize::try_from(offset).expect("small");
        self.step(|bytes| {
            bytes.current[start..start + data.len()].copy_from_slice(data);
        })
    }
}

impl Disk for Platter {
    fn medium(&self, _: &Path) -> Option<Arc<dyn Medium>> {
        Some(Arc::new(self.clone()))
    }

    fn changed(&self, _: &Path) -> Option<watch::Receiver<u64>> {
        Some(watch::Sender::new(0).subscribe())
    }

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
        RealDisk.create(path, bytes, flush)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        RealDisk.names(folder)
    }

    fn make_folder(&self, path: &Path) -> io::Result<bool> {
        RealDisk.make_folder(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_folder(path)
    }

    fn lock(&self, path: &Path, folder: bool) -> io::Result<Option<Lock>> {
        RealDisk.lock(path, folder)
    }
}
