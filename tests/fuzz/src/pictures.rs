//! Photographs: what they say, and the copy that does not say it.

use engine::pictures::{clean, told};

use crate::{Seed, named};

pub fn picture(bytes: &[u8]) {
    let _ = told(bytes);
    if let Ok(once) = clean(bytes) {
        assert_eq!(clean(&once).as_ref(), Ok(&once), "clean is clean");
        let left = told(&once);
        assert!(left.place.is_none() && left.camera.is_none() && left.taken.is_none());
        assert!(left.owner.is_none() && left.serial.is_none());
    }
}

/// One of each kind, with something to say.
pub fn pictures() -> Vec<Seed> {
    let exif = b"MM\0\x2a\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\x01\x10\0\x02\0\0\0\x02A\0\0\0\0\0\0\0";
    let jpeg = [
        b"\xff\xd8\xff\xe1\0\x2eExif\0\0".as_slice(),
        exif,
        b"\xff\xfe\0\x04hi\xff\xc0\0\x04AB\xff\xda\0\x04CDDRAWN\xff\0\xff\xd9behind",
    ];
    let chunk = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).expect("a few bytes");
        [&length.to_be_bytes(), name, body, b"SUM!"].concat()
    };
    let png = [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &[1; 13]),
        chunk(b"eXIf", exif),
        chunk(b"tEXt", b"hi"),
        chunk(b"IDAT", b"DRAWN"),
        chunk(b"IEND", b""),
    ];
    let part = |name: &[u8], body: &[u8]| {
        let length = u32::try_from(body.len()).expect("a few bytes");
        [name, &length.to_le_bytes(), body].concat()
    };
    let parts = [
        b"WEBP".to_vec(),
        part(b"VP8X", &[12, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        part(b"VP8 ", b"DRAW"),
        part(b"EXIF", exif),
        part(b"XMP ", b"GPSLatitude "),
    ];
    let gif: &[u8] =
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x21\xfe\x02hi\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x05DRAWN\0\x3b";
    named([
        ("jpeg", jpeg.concat()),
        ("png", png.concat()),
        ("webp", part(b"RIFF", &parts.concat())),
        ("gif", gif.to_vec()),
    ])
}
