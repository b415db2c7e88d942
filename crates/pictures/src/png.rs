//! PNG: chunks, each with its length, its name and a checksum.

use crate::bytes::Bytes;
use crate::told::Told;
use crate::{NotClean, Walked, exif};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
/// What is needed to draw it in its own colours and in its own time.
const NEEDED: &[&[u8; 4]] = &[
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

pub(crate) fn walk(picture: &[u8]) -> Result<Walked, NotClean> {
    let mut bytes = Bytes(picture);
    if bytes.take(SIGNATURE.len())? != SIGNATURE {
        return Err(NotClean::Unknown);
    }
    let mut told = Told::default();
    let mut turned = None;
    let (mut head, mut kept) = (Vec::new(), Vec::with_capacity(picture.len()));
    let mut has_data = false;
    loop {
        let length = bytes.big_u32()?;
        let name: [u8; 4] = bytes.array()?;
        let body = bytes.take(length)?;
        let sum: [u8; 4] = bytes.array()?;
        let is_first = head.is_empty();
        match &name {
            b"IHDR" if is_first && length == 13 => put(&mut head, &name, body, sum),
            _ if is_first => return Err(NotClean::NotUnderstood),
            b"IEND" if has_data && length == 0 => break,
            b"eXIf" => {
                turned = turned.or(exif::read(body, &mut told));
                told.left(length);
            }
            b"iTXt" | b"tEXt" => {
                told.xmp(body);
                told.left(length);
            }
            b"IHDR" => return Err(NotClean::NotUnderstood),
            name if NEEDED.contains(&name) => {
                has_data |= name == b"IDAT";
                put(&mut kept, name, body, sum);
            }
            // A small letter says that it can be drawn without.
            [b'a'..=b'z', ..] => told.left(length),
            _ => return Err(NotClean::NotUnderstood),
        }
    }
    told.left(bytes.0.len());
    let mut clean = SIGNATURE.to_vec();
    clean.extend_from_slice(&head);
    if let Some(turned) = turned {
        put_new(&mut clean, b"eXIf", &exif::turned(turned));
    }
    clean.extend_from_slice(&kept);
    put_new(&mut clean, b"IEND", &[]);
    Ok(Walked { clean, told })
}

fn put(out: &mut Vec<u8>, name: &[u8; 4], body: &[u8], sum: [u8; 4]) {
    let length = u32::try_from(body.len()).expect("it was read with such a length");
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(name);
    out.extend_from_slice(body);
    out.extend_from_slice(&sum);
}

fn put_new(out: &mut Vec<u8>, name: &[u8; 4], body: &[u8]) {
    let sum = checksum(&[name.as_slice(), body].concat());
    put(out, name, body, sum.to_be_bytes());
}

/// CRC-32, of a few bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| {
        let shifted = sum >> 1;
        if sum & 1 == 1 {
            shifted ^ 0xedb8_8320
        } else {
            shifted
        }
    };
    let of_byte = |sum: u32, byte: &u8| (0..8).fold(sum ^ u32::from(*byte), step);
    !bytes.iter().fold(u32::MAX, of_byte)
}
