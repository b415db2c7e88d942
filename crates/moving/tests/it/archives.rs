//! Zips, tars and folders, made here byte by byte.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::Crc;
use flate2::write::DeflateEncoder;
use moving::{Moved, read};

use super::options;

/// A member of a zip, and what of it is said wrongly.
#[derive(Default)]
pub(super) struct Packed<'a> {
    pub(super) name: &'a str,
    pub(super) bytes: Vec<u8>,
    pub(super) flags: u16,
    pub(super) says_size: Option<u32>,
    pub(super) mode: u32,
    pub(super) wrong_crc: bool,
}

pub(super) fn file<'a>(name: &'a str, text: &str) -> Packed<'a> {
    Packed {
        name,
        bytes: text.as_bytes().to_vec(),
        ..Packed::default()
    }
}

/// A zip of these members.
pub(super) fn zip(members: &[Packed<'_>]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut list = Vec::new();
    for member in members {
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(&member.bytes).unwrap();
        let packed = deflate.finish().unwrap();
        let mut crc = Crc::new();
        crc.update(&member.bytes);
        let sum = crc.sum() ^ u32::from(member.wrong_crc);
        let size = u32::try_from(member.bytes.len()).unwrap();
        let size = member.says_size.unwrap_or(size);
        let mut shared = Vec::new();
        for half in [member.flags, 8, 0, 0] {
            shared.extend(half.to_le_bytes());
        }
        for whole in [sum, u32::try_from(packed.len()).unwrap(), size] {
            shared.extend(whole.to_le_bytes());
        }
        shared.extend(u16::try_from(member.name.len()).unwrap().to_le_bytes());
        shared.extend([0, 0]);
        let at = u32::try_from(out.len()).unwrap();
        out.extend(b"PK\x03\x04\x14\0");
        out.extend(&shared);
        out.extend(member.name.as_bytes());
        out.extend(&packed);
        list.extend(b"PK\x01\x02\x14\x03\x14\0");
        list.extend(&shared);
        list.extend([0; 6]);
        list.extend((member.mode << 16).to_le_bytes());
        list.extend(at.to_le_bytes());
        list.extend(member.name.as_bytes());
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let at = u32::try_from(out.len()).unwrap();
    out.extend(&list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(u32::try_from(list.len()).unwrap().to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// A tar of these members: name, kind and text.
pub(super) fn tar(members: &[(&str, u8, &str)]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, kind, text) in members {
        let mut header = [0_u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        let size = format!("{:011o}\0", text.len());
        header[124..136].copy_from_slice(size.as_bytes());
        header[148..156].copy_from_slice(b"        ");
        header[156] = *kind;
        header[257..265].copy_from_slice(b"ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        out.extend(header);
        out.extend(text.as_bytes());
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1_024, 0);
    out
}

/// A folder with these files.
pub(super) fn folder(members: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in members {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(super) fn read_folder(path: &Path) -> Moved {
    read(path, &options()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}
