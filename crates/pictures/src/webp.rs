//! WebP: a RIFF file.

use crate::bytes::Bytes;
use crate::told::Told;
use crate::{NotClean, Walked, exif};

/// In the flags: there is Exif, there is XMP.
const HAS_EXIF: u8 = 0x08;
const HAS_XMP: u8 = 0x04;
/// Bytes of a frame of an animation before its own parts.
const FRAME_BYTES: usize = 16;

pub(crate) fn walk(picture: &[u8]) -> Result<Walked, NotClean> {
    let mut all = Bytes(picture);
    if all.take(4)? != b"RIFF" {
        return Err(NotClean::Unknown);
    }
    let length = all.little_u32()?;
    let mut bytes = Bytes(all.take(length)?);
    if bytes.take(4)? != b"WEBP" {
        return Err(NotClean::Unknown);
    }
    let mut told = Told::default();
    told.left(all.0.len());
    let mut turned = None;
    let mut kept = Vec::with_capacity(picture.len());
    let mut flags_at = None;
    let mut has_picture = false;
    while !bytes.0.is_empty() {
        let (name, body) = part(&mut bytes)?;
        match &name {
            b"VP8X" if kept.is_empty() && body.len() == 10 => {
                flags_at = Some(kept.len() + 8);
                put(&mut kept, name, body);
            }
            b"VP8X" => return Err(NotClean::NotUnderstood),
            b"VP8 " | b"VP8L" => {
                has_picture = true;
                put(&mut kept, name, body);
            }
            b"ALPH" | b"ANIM" | b"ICCP" => put(&mut kept, name, body),
            b"ANMF" => {
                has_picture = true;
                put(&mut kept, name, &frame(body, &mut told)?);
            }
            b"EXIF" => {
                turned = turned.or(exif::read(body, &mut told));
                told.left(body.len());
            }
            _ => {
                told.xmp(body);
                told.left(body.len());
            }
        }
    }
    if !has_picture {
        return Err(NotClean::CutShort);
    }
    // Without flags there is no place for Exif, and nothing turns it.
    if let Some(at) = flags_at {
        kept[at] &= !(HAS_EXIF | HAS_XMP);
        if let Some(turned) = turned {
            kept[at] |= HAS_EXIF;
            put(&mut kept, *b"EXIF", &exif::turned(turned));
        }
    }
    let length = u32::try_from(kept.len() + 4).map_err(|_| NotClean::NotUnderstood)?;
    let mut clean = b"RIFF".to_vec();
    clean.extend_from_slice(&length.to_le_bytes());
    clean.extend_from_slice(b"WEBP");
    clean.extend_from_slice(&kept);
    Ok(Walked { clean, told })
}

fn part<'a>(bytes: &mut Bytes<'a>) -> Result<([u8; 4], &'a [u8]), NotClean> {
    let name = bytes.array()?;
    let length = bytes.little_u32()?;
    let body = bytes.take(length)?;
    if length % 2 == 1 {
        bytes.byte()?;
    }
    Ok((name, body))
}

/// A frame of an animation with nothing but its picture.
fn frame(body: &[u8], told: &mut Told) -> Result<Vec<u8>, NotClean> {
    let mut bytes = Bytes(body);
    let mut kept = bytes.take(FRAME_BYTES)?.to_vec();
    while !bytes.0.is_empty() {
        let (name, body) = part(&mut bytes)?;
        match &name {
            b"ALPH" | b"VP8 " | b"VP8L" => put(&mut kept, name, body),
            _ => told.left(body.len()),
        }
    }
    Ok(kept)
}

fn put(out: &mut Vec<u8>, name: [u8; 4], body: &[u8]) {
    let length = u32::try_from(body.len()).expect("it was read with such a length");
    out.extend_from_slice(&name);
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}
