//! What lies on this device's own disk, and what is inside sealed records: a thief, a backup or a failing disk may have
//! changed it.

use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use replica::Class;
use store::{Check, Deferred, Medium, Store, Tables};
use vault::foreign;

use crate::choices::Choices;
use crate::devices::{Device, choice_seeds, log_of, space};
use crate::{Seed, named};

pub fn payload(bytes: &[u8]) {
    if let Some(again) = foreign::payload(bytes) {
        assert_eq!(again, bytes);
    }
}

/// Pages, directories and the vault's own row: postcard, which has more than one spelling of a number, so that what is
/// written again is the same from then on.
pub fn page(bytes: &[u8]) {
    if let Some(again) = foreign::ids(bytes) {
        assert_eq!(again, bytes);
    }
    for read in [foreign::page, foreign::directory, foreign::meta] {
        if let Some(once) = read(bytes) {
            assert!(once.len() <= bytes.len());
            assert_eq!(read(&once), Some(once));
        }
    }
    if let Some(head) = store::foreign::head(bytes) {
        assert_eq!(store::foreign::head_bytes(head), bytes);
    }
    let (key, value) = bytes.split_at(bytes.len().min(8));
    if let Some(length) = store::foreign::quarantined(key, value) {
        assert!(length < value.len());
    }
}

pub fn high_water(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(once) = foreign::high_water(text) {
        assert_eq!(foreign::high_water(&once), Some(once));
    }
}

pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Some(once) = foreign::settings(text) {
        assert_eq!(foreign::settings(&once), Some(once));
    }
}

/// A disk in memory.
struct Disk(Mutex<Vec<u8>>);

impl Disk {
    fn bytes(&self) -> std::sync::MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn range(offset: u64, len: usize) -> std::ops::Range<usize> {
    let from = usize::try_from(offset).unwrap_or(usize::MAX);
    from..from.saturating_add(len)
}

impl Medium for Disk {
    fn size(&self) -> io::Result<u64> {
        Ok(self.bytes().len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let bytes = self.bytes();
        let found = bytes.get(range(offset, out.len()));
        out.copy_from_slice(found.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        let size = usize::try_from(size).map_err(|_| io::ErrorKind::StorageFull)?;
        if size > 64 << 20 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.bytes().resize(size, 0);
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut bytes = self.bytes();
        let place = bytes.get_mut(range(offset, data.len()));
        place
            .ok_or(io::ErrorKind::UnexpectedEof)?
            .copy_from_slice(data);
        Ok(())
    }
}

/// The image of a small store, closed.
fn image() -> &'static [u8] {
    static IMAGE: OnceLock<Vec<u8>> = OnceLock::new();
    IMAGE.get_or_init(|| {
        let disk = Arc::new(Disk(Mutex::default()));
        let store = Store::create_on(disk.clone()).expect("an empty disk");
        for number in 0..3 {
            let mut writer = store.write().expect("a disk that works");
            let device = Device::new(number);
            for record in log_of(&device, Class::Data, vec![vec![number; 3_000]; 6]) {
                writer.append(&record).expect("an honest record");
            }
            writer
                .set_meta("vault", &[number; 40])
                .expect("a disk that works");
            writer
                .put_cache(&[number; 20], &[7; 5_000])
                .expect("a disk that works");
            let log = device.log(Class::Data);
            let waits = Deferred { reason: 3, at: 9 };
            writer
                .defer(space(1), log, 1, 0, waits)
                .expect("a disk that works");
            writer
                .wait(space(1), [number; 16], (log, 2, 0), waits)
                .expect("a disk that works");
            writer.commit().expect("a disk that works");
        }
        drop(store);
        std::mem::take(&mut *disk.bytes())
    })
}

/// A store's image with damage as choices say, opened with the full check: it is refused, or reads as something.
pub fn database(bytes: &[u8]) {
    let choices = &mut Choices::new(bytes);
    let mut damaged = image().to_vec();
    while !choices.is_empty() {
        let spread = u32::from_be_bytes(choices.array()) as usize;
        // The front holds what everything else is found by.
        let end = if choices.one_in(2) {
            512
        } else {
            damaged.len()
        };
        let at = spread % end.min(damaged.len()).max(1);
        match choices.below(6) {
            0 => damaged.truncate(at),
            1 => {
                let end = (at + 4_096).min(damaged.len());
                damaged[at..end].fill(choices.byte());
            }
            2 => {
                let number = choices.number().to_le_bytes();
                damaged
                    .iter_mut()
                    .skip(at)
                    .zip(number)
                    .for_each(|(byte, with)| *byte = with);
            }
            3 => damaged.extend(vec![choices.byte(); 4_096]),
            _ => {
                if let Some(byte) = damaged.get_mut(at) {
                    *byte ^= choices.byte();
                }
            }
        }
    }
    let whole = damaged == image();
    let opened = Store::open_on(Arc::new(Disk(Mutex::new(damaged))), Check::Full);
    assert!(opened.is_ok() || !whole, "a good image is refused");
    let Ok(store) = opened else {
        return;
    };
    let Ok(view) = store.read() else {
        return;
    };
    let _ = view.meta("vault");
    let set_aside = view.deferred(space(1));
    assert!(!whole || set_aside.is_ok_and(|rows| rows.len() == 6));
    for number in 0..3 {
        let log = Device::new(number).log(Class::Data);
        let _ = view.head(space(1), log);
        let _ = view.cache(&[number; 20]);
    }
    if let Ok(mut writer) = store.write() {
        let _ = writer.set_meta("vault", b"again");
        let _ = writer.commit();
    }
}

fn example(names: &[&str]) -> Vec<Seed> {
    let examples = foreign::examples().into_iter();
    named(examples.filter(|(name, _)| names.contains(name)))
}

pub fn payloads() -> Vec<Seed> {
    example(&["payload"])
}

pub fn pages() -> Vec<Seed> {
    let record = &log_of(&Device::new(1), Class::Data, [vec![1]])[0];
    let mut seeds = example(&["page", "directory", "meta"]);
    seeds.push(("head".into(), store::foreign::head_bytes(record.head())));
    seeds
}

pub fn high_waters() -> Vec<Seed> {
    example(&["high_water"])
}

pub fn settings_files() -> Vec<Seed> {
    example(&["settings"])
}

pub fn images() -> Vec<Seed> {
    let mut seeds = choice_seeds();
    seeds.push(("whole".into(), Vec::new()));
    seeds
}
