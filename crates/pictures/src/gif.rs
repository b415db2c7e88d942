//! GIF: pictures and extensions, one after the other.

use crate::bytes::Bytes;
use crate::told::Told;
use crate::{NotClean, Walked};

const PICTURE: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const END: u8 = 0x3b;
/// How long a frame stays, and what is seen through it.
const TIMING: u8 = 0xf9;
const COMMENT: u8 = 0xfe;
const APPLICATION: u8 = 0xff;
/// How often an animation is played.
const REPEATED: &[u8] = b"NETSCAPE2.0";

pub(crate) fn walk(picture: &[u8]) -> Result<Walked, NotClean> {
    let mut bytes = Bytes(picture);
    let mut told = Told::default();
    let mut clean = Vec::with_capacity(picture.len());
    let head = bytes.take(13)?;
    clean.extend_from_slice(head);
    clean.extend_from_slice(colours(&mut bytes, head[10])?);
    let mut has_picture = false;
    loop {
        match bytes.byte()? {
            PICTURE => {
                has_picture = true;
                let head = bytes.take(9)?;
                clean.push(PICTURE);
                clean.extend_from_slice(head);
                clean.extend_from_slice(colours(&mut bytes, head[8])?);
                clean.push(bytes.byte()?);
                blocks(&mut bytes, &mut clean)?;
            }
            EXTENSION => match bytes.byte()? {
                TIMING => {
                    clean.extend_from_slice(&[EXTENSION, TIMING]);
                    blocks(&mut bytes, &mut clean)?;
                }
                label @ (COMMENT | APPLICATION) => {
                    let mut body = Vec::new();
                    blocks(&mut bytes, &mut body)?;
                    match body.as_slice() {
                        [11, name @ .., 3, 1, low, high, 0]
                            if label == APPLICATION && name == REPEATED =>
                        {
                            clean.extend_from_slice(&[EXTENSION, APPLICATION, 11]);
                            clean.extend_from_slice(REPEATED);
                            clean.extend_from_slice(&[3, 1, *low, *high, 0]);
                        }
                        body => {
                            told.xmp(body);
                            told.left(body.len());
                        }
                    }
                }
                _ => return Err(NotClean::NotUnderstood),
            },
            END if has_picture => break,
            _ => return Err(NotClean::NotUnderstood),
        }
    }
    clean.push(END);
    told.left(bytes.0.len());
    Ok(Walked { clean, told })
}

/// The table of colours that flags speak of.
fn colours<'a>(bytes: &mut Bytes<'a>, flags: u8) -> Result<&'a [u8], NotClean> {
    let count = if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    };
    bytes.take(count)
}

/// Blocks up to the empty one, as they are.
fn blocks(bytes: &mut Bytes<'_>, out: &mut Vec<u8>) -> Result<(), NotClean> {
    loop {
        let length = bytes.byte()?;
        out.push(length);
        out.extend_from_slice(bytes.take(length.into())?);
        if length == 0 {
            return Ok(());
        }
    }
}
