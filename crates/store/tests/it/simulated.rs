//! Simulated disks: one that fills up, and one whose power goes at every single operation.

use std::io;
use std::sync::{Arc, Mutex};

use store::{Check, CommitError, Medium, OpenError, Saved, Store, StoreError, Tables};

use crate::fixture::{Author, SPACE, check_log};

/// What has reached the platter, what is still under way, and when things go wrong.
#[derive(Default)]
struct Disk {
    durable: Vec<u8>,
    current: Vec<u8>,
    /// Operations until the power goes; `None`: never.
    power: Option<u32>,
    /// Operations until a single one fails; `None`: never.
    fault: Option<u32>,
    /// Bytes that fit; `None`: any number.
    room: Option<usize>,
}

#[derive(Default)]
struct SimulatedDisk(Mutex<Disk>);

impl SimulatedDisk {
    fn change(&self, change: impl FnOnce(&mut Disk) -> io::Result<()>) -> io::Result<()> {
        let mut disk = self.0.lock().unwrap();
        match &mut disk.power {
            Some(0) => return Err(io::Error::other("no power")),
            Some(left) => *left -= 1,
            None => {}
        }
        disk.fault = match disk.fault {
            Some(0) => {
                disk.fault = None;
                return Err(io::Error::from_raw_os_error(5));
            }
            fault => fault.map(|left| left - 1),
        };
        change(&mut disk)
    }

    /// What a restart finds: everything that was synced, and of the rest what happened to be written, by `keep`.
    fn restart(&self, keep: impl Fn(usize) -> bool) -> Self {
        let disk = self.0.lock().unwrap();
        let mut bytes = disk.durable.clone();
        let size = if keep(0) {
            disk.current.len()
        } else {
            bytes.len()
        };
        bytes.resize(size, 0);
        for (block, (old, new)) in bytes
            .chunks_mut(512)
            .zip(disk.current.chunks(512))
            .enumerate()
        {
            if keep(block + 1) {
                let len = old.len().min(new.len());
                old[..len].copy_from_slice(&new[..len]);
            }
        }
        Self(Mutex::new(Disk {
            durable: bytes.clone(),
            current: bytes,
            ..Disk::default()
        }))
    }
}

impl Medium for SimulatedDisk {
    fn size(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().current.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let disk = self.0.lock().unwrap();
        let start = offset as usize;
        let found = disk.current.get(start..start + out.len());
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.change(|disk| {
            if disk.room.is_some_and(|room| size as usize > room) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            disk.current.resize(size as usize, 0);
            Ok(())
        })
    }

    fn sync(&self) -> io::Result<()> {
        self.change(|disk| {
            disk.durable.clone_from(&disk.current);
            Ok(())
        })
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.change(|disk| {
            disk.current[offset as usize..offset as usize + data.len()].copy_from_slice(data);
            Ok(())
        })
    }
}

/// Appends `count` records, each in a transaction of its own; gives how many were acknowledged.
fn append_each(store: &Store, author: &Author, count: u64) -> Result<u64, (u64, StoreError)> {
    for (acknowledged, record) in author.chain(SPACE, count).iter().enumerate() {
        let one = || {
            let mut writer = store.write()?;
            writer.append(record).map_err(|error| match error {
                store::AppendError::Store(error) => error,
                other => panic!("{other}"),
            })?;
            writer.commit().map_err(|error| error.source)
        };
        one().map_err(|error| (acknowledged as u64, error))?;
    }
    Ok(count)
}

#[test]
fn a_full_disk_is_reported_and_harms_nothing() {
    let author = Author::new(1);
    for room in [100, 200, 300, 500].map(|kib| kib * 1024) {
        let disk = Arc::new(SimulatedDisk::default());
        let store = Store::create_on(Arc::clone(&disk) as Arc<dyn Medium>).unwrap();
        disk.0.lock().unwrap().room = Some(room);
        let (acknowledged, error) = append_each(&store, &author, 2_000).unwrap_err();
        assert!(matches!(error, StoreError::Full), "{error:?}");
        drop(store);
        for check in [Check::Quick, Check::Full] {
            let store = Store::open_on(Arc::clone(&disk) as Arc<dyn Medium>, check).unwrap();
            assert_eq!(check_log(&store, &author, acknowledged), acknowledged);
        }
        disk.0.lock().unwrap().room = None;
        let store = Store::open_on(disk, Check::Quick).unwrap();
        let mut writer = store.write().unwrap();
        let head = writer.head(SPACE, author.log).unwrap();
        let prev = head.map_or(replica::RecordId::ZERO, |head| head.id);
        writer
            .append(&author.record(SPACE, acknowledged + 1, prev))
            .unwrap();
        writer.commit().unwrap();
    }
}

#[test]
fn a_disk_too_small_to_begin_is_full() {
    let disk = SimulatedDisk(Mutex::new(Disk {
        room: Some(4096),
        ..Disk::default()
    }));
    assert!(matches!(
        Store::create_on(Arc::new(disk)).err(),
        Some(OpenError::Full)
    ));
}

#[test]
fn power_lost_at_any_operation_loses_nothing_acknowledged() {
    const APPENDS: u64 = 4;
    let author = Author::new(1);
    let mut finished = false;
    for operations in 0.. {
        let disk = Arc::new(SimulatedDisk::default());
        let store = Store::create_on(Arc::clone(&disk) as Arc<dyn Medium>).unwrap();
        disk.0.lock().unwrap().power = Some(operations);
        let acknowledged = match append_each(&store, &author, APPENDS) {
            Ok(all) => {
                finished = true;
                all
            }
            Err((acknowledged, _)) => acknowledged,
        };
        drop(store);
        // Nothing, everything, or some of what was not synced is on the disk.
        let kept: [fn(usize) -> bool; 4] = [
            |_| false,
            |_| true,
            |block| block % 2 == 0,
            |block| block % 3 != 1,
        ];
        for keep in kept {
            let after = Arc::new(disk.restart(keep));
            let store = Store::open_on(after, Check::Full).unwrap();
            check_log(&store, &author, acknowledged);
        }
        if finished {
            assert!(operations > 20, "the scenario has {operations} operations");
            break;
        }
    }
    assert!(finished);
}

/// One record more; what the commit says, if it got that far.
fn append_one(store: &Store, record: &replica::Record) -> Option<Result<(), CommitError>> {
    let mut writer = store.write().ok()?;
    writer.append(record).ok()?;
    Some(writer.commit())
}

/// An operation of the disk fails, once or from then on: what the commit of `record` says of itself is what a restart
/// finds. `held` records are on the disk before.
fn a_commit_says_what_a_restart_finds(begun: &SimulatedDisk, record: &replica::Record, held: u64) {
    for once in [false, true] {
        let mut told = Vec::new();
        for operations in 0.. {
            let disk = Arc::new(begun.restart(|_| true));
            let store = Store::open_on(Arc::clone(&disk) as Arc<dyn Medium>, Check::Quick).unwrap();
            {
                let mut disk = disk.0.lock().unwrap();
                *(if once {
                    &mut disk.fault
                } else {
                    &mut disk.power
                }) = Some(operations);
            }
            let said = append_one(&store, record);
            drop(store);
            let (saved, done) = match said {
                Some(Ok(())) => (Saved::Yes, true),
                Some(Err(error)) => (error.saved, false),
                // The transaction did not get so far.
                None => (Saved::No, false),
            };
            told.push(saved);
            let kept: [fn(usize) -> bool; 3] = [|_| false, |_| true, |block| block % 2 == 0];
            for keep in kept {
                let after = Store::open_on(Arc::new(disk.restart(keep)), Check::Full).unwrap();
                let view = after.read().unwrap();
                let head = view.head(SPACE, record.log()).unwrap().unwrap();
                let found = head.number - held;
                match saved {
                    Saved::No => assert_eq!(found, 0, "operation {operations}"),
                    Saved::Yes => assert_eq!(found, 1, "operation {operations}"),
                    Saved::Unknown => assert!(found <= 1),
                }
            }
            if done {
                break;
            }
        }
        for saved in [Saved::No, Saved::Unknown, Saved::Yes] {
            assert!(told.contains(&saved), "{saved:?} never came: {told:?}");
        }
    }
}

#[test]
fn a_commit_that_fails_says_what_a_restart_finds() {
    let author = Author::new(1);
    let chain = author.chain(SPACE, 3);
    let disk = Arc::new(SimulatedDisk::default());
    let store = Store::create_on(Arc::clone(&disk) as Arc<dyn Medium>).unwrap();
    crate::fixture::append_all(&store, &chain[..2]);
    drop(store);
    a_commit_says_what_a_restart_finds(&disk, &chain[2], 2);
}

/// The file grows while a transaction is being committed: that is flushed, too, and saves nothing.
#[test]
fn a_commit_that_grows_the_file_says_what_a_restart_finds() {
    let author = Author::new(1);
    let disk = Arc::new(SimulatedDisk::default());
    let store = Store::create_on(Arc::clone(&disk) as Arc<dyn Medium>).unwrap();
    drop(store);
    let mut prev = replica::RecordId::ZERO;
    for held in 0..2_000 {
        let before = disk.restart(|_| true);
        let record = author.record(SPACE, held + 1, prev);
        let store = Store::open_on(Arc::clone(&disk) as Arc<dyn Medium>, Check::Quick).unwrap();
        let mut writer = store.write().unwrap();
        writer.append(&record).unwrap();
        let size = disk.size().unwrap();
        writer.commit().unwrap();
        if held > 0 && disk.size().unwrap() > size {
            return a_commit_says_what_a_restart_finds(&before, &record, held);
        }
        prev = record.id();
    }
    panic!("no commit made the file grow");
}
