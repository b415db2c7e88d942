//! What was given, as an index of names to bounded readers. Nothing is unpacked, and a name is a key to look up: it never
//! becomes a path.

pub(crate) mod base64;
pub(crate) mod bytes;
mod folder;
pub(crate) mod member;
mod tar;
mod zip;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek as _, SeekFrom};
use std::path::Path;

use bytes::Bytes;
use folder::Folder;
use member::{Found, Where};

pub(crate) use member::Member;

use crate::limits::{ARCHIVE_BYTES_MAX, STDIN_BYTES_MAX, TEXT_BYTES_MAX};
use crate::refusal::Refusal;

/// What was given.
#[derive(Debug)]
pub(crate) struct Archive {
    /// By name.
    pub(crate) members: Vec<Member>,
    /// What is no file, or has a name that is none: a link, a device, `../x`. Looked at by nobody.
    pub(crate) unused: Vec<String>,
    /// Whether it is one file by itself.
    pub(crate) is_alone: bool,
    data: Data,
    /// The folder that all members are in, with its `/`; empty where there is none.
    top: String,
    by_base: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug)]
enum Data {
    File(Bytes),
    Folder(Folder),
}

impl Archive {
    /// Opens a file or folder.
    pub(crate) fn open(path: &Path) -> Result<Self, Refusal> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let about = std::fs::metadata(path)?;
        if about.is_dir() {
            let (folder, found) = Folder::list(path)?;
            return Self::new(Data::Folder(folder), found, false);
        }
        if !about.is_file() {
            return Err(Refusal::new("it is neither a file nor a folder"));
        }
        if about.len() > ARCHIVE_BYTES_MAX {
            return Err(Refusal::new(
                "it is too large: 8 GiB is the most that is read",
            ));
        }
        Self::of_bytes(&name, Bytes::File(File::open(path)?, about.len()))
    }

    /// What comes from standard input.
    pub(crate) fn read_all(input: impl Read) -> Result<Self, Refusal> {
        let mut all = Vec::new();
        input.take(STDIN_BYTES_MAX + 1).read_to_end(&mut all)?;
        if all.len() as u64 > STDIN_BYTES_MAX {
            return Err(Refusal::helped(
                "more than 64 MiB came in",
                "save it as a file and name that: still import FILE",
            ));
        }
        Self::of_bytes("", Bytes::Memory(all))
    }

    fn of_bytes(name: &str, bytes: Bytes) -> Result<Self, Refusal> {
        let mut head = [0; 512];
        let length = bytes.read_at(0, &mut head)?;
        let head = &head[..length];
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            let found = zip::list(&bytes)?;
            return Self::new(Data::File(bytes), found, false);
        }
        if tar::is_tar(head) {
            let found = tar::list(&bytes)?;
            return Self::new(Data::File(bytes), found, false);
        }
        let alone = Member {
            name: name.to_owned(),
            size: bytes.len(),
            at: Where::Alone,
        };
        let found = Found {
            members: vec![alone],
            unused: Vec::new(),
        };
        Self::new(Data::File(bytes), found, true)
    }

    fn new(data: Data, found: Found, is_alone: bool) -> Result<Self, Refusal> {
        let Found {
            mut members,
            unused,
        } = found;
        members.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        if let Some(twice) = members.windows(2).find(|two| two[0].name == two[1].name) {
            return Err(Refusal::of(&twice[0].name, "stands in it twice"));
        }
        let mut by_base: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, member) in members.iter().enumerate() {
            let base = member.base().to_lowercase();
            by_base.entry(base).or_default().push(at);
        }
        let first = members.first().and_then(|first| first.name.split_once('/'));
        let top = first.map_or_else(String::new, |(top, _)| format!("{top}/"));
        let is_shared = members.iter().all(|member| member.name.starts_with(&top));
        Ok(Self {
            top: if is_shared { top } else { String::new() },
            members,
            unused,
            is_alone,
            data,
            by_base,
        })
    }

    /// What a member is called whether the folder of all of them was packed too or not.
    pub(crate) fn id<'m>(&self, member: &'m Member) -> &'m str {
        member.name.strip_prefix(&self.top).unwrap_or(&member.name)
    }

    /// The member of this name.
    pub(crate) fn get(&self, name: &str) -> Option<&Member> {
        let at = self
            .members
            .binary_search_by(|member| member.name.as_str().cmp(name));
        at.ok().map(|at| &self.members[at])
    }

    /// The first member whose name without folders is this, whatever its case.
    pub(crate) fn by_base(&self, base: &str) -> Option<&Member> {
        let all = self.by_base.get(&base.to_lowercase())?;
        all.first().map(|at| &self.members[*at])
    }

    /// The bytes of a member, which end with an error if there are other bytes than the archive says.
    pub(crate) fn reader<'a>(&'a self, member: &'a Member) -> Result<Box<dyn Read + 'a>, Refusal> {
        Ok(match (&self.data, &member.at) {
            (Data::Folder(folder), _) => Box::new(folder.open(&member.name)?.take(member.size)),
            (Data::File(bytes), Where::Packed(packed)) => {
                packed.reader(bytes, member).map_err(Refusal::new)?
            }
            (Data::File(bytes), Where::Plain(at)) => Box::new(bytes.section(*at, member.size)),
            (Data::File(bytes), _) => Box::new(bytes.section(0, member.size)),
        })
    }

    /// The same from a place in it on.
    pub(crate) fn reader_at<'a>(
        &'a self,
        member: &'a Member,
        at: u64,
    ) -> Result<Box<dyn Read + 'a>, Refusal> {
        let left = member.size.saturating_sub(at);
        match (&self.data, &member.at) {
            (Data::Folder(folder), _) => {
                let mut file = folder.open(&member.name)?;
                file.seek(SeekFrom::Start(at))?;
                Ok(Box::new(file.take(left)))
            }
            (Data::File(bytes), Where::Alone) => Ok(Box::new(bytes.section(at, left))),
            (Data::File(bytes), Where::Plain(begins)) => {
                Ok(Box::new(bytes.section(begins.saturating_add(at), left)))
            }
            _ => {
                let mut reader = self.reader(member)?;
                let before = io::copy(&mut (&mut reader).take(at), &mut io::sink());
                before.map_err(|error| unreadable(&member.name, error))?;
                Ok(reader)
            }
        }
    }

    /// How many bytes are unpacked to come to a place in a member.
    pub(crate) fn passed_over(&self, member: &Member, at: u64) -> u64 {
        match member.at {
            Where::Packed(_) => at,
            Where::InFolder | Where::Alone | Where::Plain(_) => 0,
        }
    }

    /// The whole of a member that is a text.
    pub(crate) fn read(&self, member: &Member) -> Result<Vec<u8>, Refusal> {
        if member.size > TEXT_BYTES_MAX {
            return Err(Refusal::of(
                &member.name,
                format_args!(
                    "has {} MiB, and 64 MiB is the most that a text may have",
                    member.size >> 20
                ),
            ));
        }
        let mut all = Vec::new();
        let mut reader = self.reader(member)?.take(TEXT_BYTES_MAX + 1);
        reader
            .read_to_end(&mut all)
            .map_err(|error| unreadable(&member.name, error))?;
        Ok(all)
    }

    /// The first bytes of a member.
    pub(crate) fn head(&self, member: &Member, bytes: u64) -> Result<Vec<u8>, Refusal> {
        let mut all = Vec::new();
        let mut reader = self.reader(member)?.take(bytes);
        reader
            .read_to_end(&mut all)
            .map_err(|error| unreadable(&member.name, error))?;
        Ok(all)
    }

    /// Reads the whole of every packed member that nothing else reads, so that a lie comes to light before anything is
    /// believed.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        for member in &self.members {
            if let Where::Packed(packed) = &member.at {
                packed.check(member).map_err(Refusal::new)?;
                if packed.is_suspicious(member) {
                    let mut reader = self.reader(member)?;
                    io::copy(&mut reader, &mut io::sink())
                        .map_err(|error| unreadable(&member.name, error))?;
                }
            }
        }
        Ok(())
    }
}

/// An error of a reader: what it says of the content, or what the disk says.
pub(crate) fn unreadable(name: &str, error: io::Error) -> Refusal {
    if error.kind() == io::ErrorKind::InvalidData {
        Refusal::of(name, error)
    } else {
        Refusal::Read(error)
    }
}
