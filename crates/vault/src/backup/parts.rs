//! The parts of a backup: what was new each time, sealed, in a file of its own beside the database.

use replica::{CarriedPlace, Pack, Record, SpaceId, limits};
use seal::FolderKey;

use crate::Error;
use crate::folder::{Folder, small_file};

/// How the name of a part begins.
pub(super) const PART: &str = "newer-";
const END: &str = ".bin";
/// Digits of a part's number.
const DIGITS: usize = 7;
/// The name of a part while it is written.
pub(super) const UNFINISHED: &str = "newer.new";

pub(super) fn name(number: u32) -> String {
    format!("{PART}{number:0DIGITS$}{END}")
}

/// The numbers of the parts in a folder, ascending.
pub(super) fn numbers(folder: &Folder) -> Result<Vec<u32>, Error> {
    let names = folder.disk().names(folder.path());
    let names = names.map_err(|error| Error::io("reading the backup", error))?;
    let number = |found: &String| {
        let digits = found.strip_prefix(PART)?.strip_suffix(END)?;
        digits.parse().ok().filter(|number| name(*number) == *found)
    };
    let mut numbers: Vec<u32> = names.iter().filter_map(number).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Bytes of a part.
pub(super) fn size(folder: &Folder, number: u32) -> u64 {
    let path = folder.path().join(name(number));
    folder.disk().size(&path).unwrap_or(0)
}

/// Where a part says that it belongs.
fn place(home: SpaceId, number: u32) -> CarriedPlace {
    CarriedPlace {
        folder: *home.tag().as_bytes(),
        writer: [0; 8],
        counter: u64::from(number),
    }
}

/// Records on their way into a part.
pub(super) struct Filling {
    records: Vec<Vec<u8>>,
    bytes: usize,
}

impl Filling {
    pub(super) fn new() -> Self {
        Self {
            records: Vec::new(),
            bytes: Pack::FRONT_BYTES,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    pub(super) fn has_room(&self, record: &[u8]) -> bool {
        self.records.len() < limits::PACK_RECORDS_MAX
            && self.bytes + record.len() + 4 <= limits::PACK_BYTES_MAX
    }

    pub(super) fn push(&mut self, record: Vec<u8>) {
        self.bytes += record.len() + 4;
        self.records.push(record);
    }
}

/// Writes a part beside, and gives it its name once it is on the disk.
pub(super) fn write(
    folder: &Folder,
    home: SpaceId,
    kits: &[String],
    number: u32,
    filling: Filling,
) -> Result<(), Error> {
    let (disk, to) = (folder.disk(), folder.path());
    let failed = |error| Error::io("writing the backup", error).elsewhere(to);
    let pack = Pack {
        place: place(home, number),
        records: filling.records,
    };
    let sealed = FolderKey::of(home).seal(&pack.encode(), kits);
    let sealed = sealed.map_err(|_| Error::damaged("the recovery kit's recipient"))?;
    let fresh = to.join(UNFINISHED);
    if disk.exists(&fresh) {
        disk.remove(&fresh).map_err(failed)?;
    }
    let path = to.join(name(number));
    disk.create(&fresh, &sealed, true)
        .and_then(|()| disk.rename(&fresh, &path))
        .and_then(|()| small_file::sync_folder(disk, &path))
        .map_err(failed)
}

/// The records of a part. They are not verified.
pub(super) fn read(folder: &Folder, home: SpaceId, number: u32) -> Result<Vec<Record>, Error> {
    let name = name(number);
    let damaged = || Error::damaged(name.clone());
    let most = limits::CARRIED_FILE_BYTES_MAX as u64 + 1;
    let read = folder.disk().read(&folder.path().join(&name), most);
    let sealed = read.map_err(|error| match error.kind() {
        std::io::ErrorKind::InvalidInput => damaged(),
        _ => Error::reading(&name, error),
    })?;
    if sealed.len() as u64 >= most {
        return Err(damaged());
    }
    let plain = FolderKey::of(home).open(&sealed).map_err(|_| damaged())?;
    let (pack, used) = Pack::decode(plain.as_bytes()).map_err(|_| damaged())?;
    if pack.place != place(home, number) || FolderKey::padded(used) != plain.as_bytes().len() {
        return Err(damaged());
    }
    let records = pack.records.iter().map(|bytes| Record::decode(bytes));
    records.collect::<Result<_, _>>().map_err(|_| damaged())
}

/// Removes a part; with `aside` it is given that name instead.
pub(super) fn remove(folder: &Folder, number: u32, aside: Option<&str>) -> Result<(), Error> {
    let (disk, to) = (folder.disk(), folder.path());
    let name = name(number);
    let done = match aside {
        Some(aside) => disk.rename(&to.join(&name), &to.join(format!("{aside}-{name}"))),
        None => disk.remove(&to.join(&name)),
    };
    done.map_err(|error| Error::io("writing the backup", error).elsewhere(to))
}
