//! JPEG: segments, then the picture's own data between them.

use crate::bytes::Bytes;
use crate::told::Told;
use crate::{NotClean, Walked, exif};

const MARK: u8 = 0xff;
const START: u8 = 0xd8;
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;
const COLOURS: &[u8] = b"ICC_PROFILE\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

pub(crate) fn walk(picture: &[u8]) -> Result<Walked, NotClean> {
    let mut bytes = Bytes(picture);
    if bytes.array()? != [MARK, START] {
        return Err(NotClean::Unknown);
    }
    let mut told = Told::default();
    let mut turned = None;
    let mut jfif = None;
    let mut kept = Vec::with_capacity(picture.len());
    let (mut has_frame, mut has_scan) = (false, false);
    loop {
        let marker = marker(&mut bytes)?;
        match marker {
            END if has_frame && has_scan => break,
            0xe0..=0xef | COMMENT => {
                let body = segment(&mut bytes)?;
                match (marker, body) {
                    (0xe0, [b'J', b'F', b'I', b'F', 0, version @ ..]) if version.len() >= 7 => {
                        jfif.get_or_insert(&body[..12]);
                        // A small preview stands behind it.
                        told.left(body.len().saturating_sub(14));
                    }
                    (0xe1, body) if body.starts_with(exif::HEADER) => {
                        turned = turned.or(exif::read(body, &mut told));
                        told.left(body.len());
                    }
                    (0xe2, body) if body.starts_with(COLOURS) => put(&mut kept, marker, body),
                    (0xee, body) if body.starts_with(b"Adobe") && body.len() >= 12 => {
                        put(&mut kept, marker, &body[..12]);
                        told.left(body.len() - 12);
                    }
                    (_, body) => {
                        if body.starts_with(XMP) {
                            told.xmp(body);
                        }
                        told.left(body.len());
                    }
                }
            }
            // Tables, and how the picture is laid out.
            0xc0..=0xc7 | 0xc9..=0xcf | 0xdb..=0xdd => {
                has_frame |= !matches!(marker, 0xc4 | 0xcc | 0xdb..=0xdd);
                put(&mut kept, marker, segment(&mut bytes)?);
            }
            SCAN => {
                has_scan = true;
                put(&mut kept, marker, segment(&mut bytes)?);
                kept.extend_from_slice(scanned(&mut bytes));
            }
            _ => return Err(NotClean::NotUnderstood),
        }
    }
    told.left(bytes.0.len());
    let mut clean = vec![MARK, START];
    if let Some(jfif) = jfif {
        // Without a preview: it would have no columns and no lines.
        put(&mut clean, 0xe0, &[jfif, &[0, 0]].concat());
    }
    if let Some(turned) = turned {
        put(
            &mut clean,
            0xe1,
            &[exif::HEADER, &exif::turned(turned)].concat(),
        );
    }
    clean.extend_from_slice(&kept);
    clean.extend_from_slice(&[MARK, END]);
    Ok(Walked { clean, told })
}

/// The next marker; before it there may be more of the bytes that it begins with.
fn marker(bytes: &mut Bytes<'_>) -> Result<u8, NotClean> {
    if bytes.byte()? != MARK {
        return Err(NotClean::NotUnderstood);
    }
    loop {
        match bytes.byte()? {
            MARK => {}
            marker => return Ok(marker),
        }
    }
}

fn segment<'a>(bytes: &mut Bytes<'a>) -> Result<&'a [u8], NotClean> {
    let length = bytes.big_u16()?;
    bytes.take(length.checked_sub(2).ok_or(NotClean::NotUnderstood)?)
}

fn put(out: &mut Vec<u8>, marker: u8, body: &[u8]) {
    let length = u16::try_from(body.len() + 2).expect("a segment was one, or is shorter");
    out.extend_from_slice(&[MARK, marker]);
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(body);
}

/// The data of a scan, up to the next marker that is none of its own.
fn scanned<'a>(bytes: &mut Bytes<'a>) -> &'a [u8] {
    let all = bytes.0;
    let is_end = |pair: &[u8]| pair[0] == MARK && !matches!(pair[1], 0 | 0xd0..=0xd7);
    let end = all.windows(2).position(is_end).unwrap_or(all.len());
    let (data, rest) = all.split_at(end);
    bytes.0 = rest;
    data
}
