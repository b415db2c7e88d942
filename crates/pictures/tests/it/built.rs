//! Pictures made by hand: whole as containers, with nothing to see.

/// What stands for the picture's own data, with stuffing and a restart in it.
pub(crate) const SCANNED: &[u8] = b"\x12\x34\xff\x00\x56\xff\xd0\x78DRAWN";

pub(crate) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap();
    [&[0xff, marker], length.to_be_bytes().as_slice(), body].concat()
}

/// A JPEG with these parts before its picture, which has two scans.
pub(crate) fn jpeg(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8];
    bytes.extend(parts.concat());
    bytes.extend(segment(0xdb, b"QUANTISATION"));
    bytes.extend(segment(0xc2, b"FRAME"));
    for table in [b"TABLE 1", b"TABLE 2"] {
        bytes.extend(segment(0xc4, table));
        bytes.extend(segment(0xda, b"SCAN"));
        bytes.extend_from_slice(SCANNED);
    }
    bytes.extend_from_slice(&[0xff, 0xff, 0xd9]);
    bytes
}

struct Tiff(Vec<u8>);

impl Tiff {
    fn field(&mut self, tag: u16, form: u16, count: u32, value: [u8; 4]) {
        self.0.extend_from_slice(&tag.to_be_bytes());
        self.0.extend_from_slice(&form.to_be_bytes());
        self.0.extend_from_slice(&count.to_be_bytes());
        self.0.extend_from_slice(&value);
    }

    fn directory(&mut self, fields: &[(u16, u16, u32, [u8; 4])]) {
        let count = u16::try_from(fields.len()).unwrap();
        self.0.extend_from_slice(&count.to_be_bytes());
        for (tag, form, count, value) in fields {
            self.field(*tag, *form, *count, *value);
        }
        self.0.extend_from_slice(&[0; 4]);
    }
}

/// Exif with a camera, its number, a moment, and a place in the south.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let [high, low] = orientation.to_be_bytes();
    let at = |place: u32| place.to_be_bytes();
    let mut tiff = Tiff(b"MM\0\x2a\0\0\0\x08".to_vec());
    // Directories of 5, 2 and 4 fields, then what they point to.
    let (camera, gps) = (8 + 6 + 5 * 12, 8 + 6 + 5 * 12 + 6 + 2 * 12);
    let texts = gps + 6 + 4 * 12;
    tiff.directory(&[
        (0x010f, 2, 6, at(texts)),
        (0x0110, 2, 8, at(texts + 6)),
        (0x0112, 3, 1, [high, low, 0, 0]),
        (0x8769, 4, 1, at(camera)),
        (0x8825, 4, 1, at(gps)),
    ]);
    tiff.directory(&[
        (0x9003, 2, 20, at(texts + 14)),
        (0xa431, 2, 5, at(texts + 34)),
    ]);
    tiff.directory(&[
        (1, 2, 2, *b"S\0\0\0"),
        (2, 5, 3, at(texts + 40)),
        (3, 2, 2, *b"E\0\0\0"),
        (4, 5, 3, at(texts + 64)),
    ]);
    tiff.0
        .extend_from_slice(b"Maker\0Model 7\x002026:11:23 22:10:04\0SER1\0\0");
    for fraction in [(52, 1), (60, 2), (0, 1), (13, 1), (15, 1), (0, 9)] {
        let (above, below): (u32, u32) = fraction;
        tiff.0.extend_from_slice(&above.to_be_bytes());
        tiff.0.extend_from_slice(&below.max(1).to_be_bytes());
    }
    [b"Exif\0\0".as_slice(), &tiff.0].concat()
}

pub(crate) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    [&length.to_be_bytes(), name.as_slice(), body, b"SUM!"].concat()
}

/// A PNG with these chunks before its picture.
pub(crate) fn png(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    bytes.extend(chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0"));
    bytes.extend(parts.concat());
    bytes.extend(chunk(b"IDAT", b"DRAWN"));
    bytes.extend(chunk(b"IEND", b""));
    bytes
}

pub(crate) fn part(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    let mut bytes = [name.as_slice(), &length.to_le_bytes(), body].concat();
    if body.len() % 2 == 1 {
        bytes.push(0);
    }
    bytes
}

pub(crate) fn webp(parts: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP".as_slice(), &parts.concat()].concat();
    let length = u32::try_from(body.len()).unwrap();
    [b"RIFF".as_slice(), &length.to_le_bytes(), &body].concat()
}

/// A GIF with two colours and these extensions before its picture.
pub(crate) fn gif(parts: &[&[u8]]) -> Vec<u8> {
    let mut bytes = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    bytes.extend(parts.concat());
    bytes.extend_from_slice(b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x05DRAWN\0\x3b");
    bytes
}
