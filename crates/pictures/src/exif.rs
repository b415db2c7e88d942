//! Exif: what is read of it, and the smallest one, which says nothing but how the picture is turned.

use crate::told::{Place, Told};

/// What stands before Exif in a JPEG, and sometimes elsewhere.
pub(crate) const HEADER: &[u8] = b"Exif\0\0";
/// Fields of one directory that are looked at.
const FIELDS_MAX: u16 = 512;
/// Longest text that is read of it, in bytes.
const TEXT_BYTES_MAX: usize = 128;

const MAKE: u16 = 0x010f;
const MODEL: u16 = 0x0110;
const ORIENTATION: u16 = 0x0112;
const CHANGED: u16 = 0x0132;
const ARTIST: u16 = 0x013b;
const CAMERA: u16 = 0x8769;
const GPS: u16 = 0x8825;
const TAKEN: u16 = 0x9003;
const OWNER: u16 = 0xa430;
const SERIAL: u16 = 0xa431;

/// Exif that says how a picture is turned (2 to 8; 1 is not turned and needs none), and nothing else.
pub(crate) fn turned(orientation: u16) -> [u8; 26] {
    let [high, low] = orientation.to_be_bytes();
    let [tag_high, tag_low] = ORIENTATION.to_be_bytes();
    [
        b'M', b'M', 0, 42, 0, 0, 0, 8, // where the directory is
        0, 1, tag_high, tag_low, 0, 3, 0, 0, 0, 1, high, low, 0, 0, // one number of 16 bits
        0, 0, 0, 0, // no other directory
    ]
}

/// Reads a block of Exif, with or without its header: what it tells, and how the picture is turned if it is.
pub(crate) fn read(block: &[u8], told: &mut Told) -> Option<u16> {
    let tiff = Tiff::new(block.strip_prefix(HEADER).unwrap_or(block))?;
    let first = tiff.directory(tiff.u32(4)?);
    let mut make = None;
    let mut model = None;
    let mut changed = None;
    let mut orientation = None;
    for field in &first {
        match field.tag {
            MAKE => make = tiff.text(field),
            MODEL => model = tiff.text(field),
            ORIENTATION => orientation = tiff.u16(field.at),
            CHANGED => changed = tiff.text(field),
            ARTIST => told.owner = tiff.text(field).or(told.owner.take()),
            CAMERA => tiff.camera(field, told),
            GPS => told.place = tiff.place(field).or(told.place),
            _ => {}
        }
    }
    told.camera = match (make, model) {
        // Many write the make into the model, too.
        (Some(make), Some(model)) if !model.starts_with(&make) => Some(format!("{make} {model}")),
        (make, model) => model.or(make).or(told.camera.take()),
    };
    told.taken = told.taken.take().or(changed.map(|text| as_moment(&text)));
    orientation.filter(|turned| (2..=8).contains(turned))
}

/// `2026:11:23 22:10:04` as people write it.
fn as_moment(text: &str) -> String {
    let (day, time) = text.split_once(' ').unwrap_or((text, ""));
    format!("{} {time}", day.replace(':', "-"))
        .trim_end()
        .to_owned()
}

struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

/// One field of a directory; `at` is where its value, or the place of its value, stands.
struct Field {
    tag: u16,
    form: u16,
    count: usize,
    at: usize,
}

impl<'a> Tiff<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        let tiff = Self { bytes, is_little };
        (tiff.u16(2)? == 42).then_some(tiff)
    }

    fn array<const N: usize>(&self, at: usize) -> Option<[u8; N]> {
        self.bytes.get(at..at.checked_add(N)?)?.try_into().ok()
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let two = self.array(at)?;
        let read = if self.is_little {
            u16::from_le_bytes
        } else {
            u16::from_be_bytes
        };
        Some(read(two))
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let four = self.array(at)?;
        let read = if self.is_little {
            u32::from_le_bytes
        } else {
            u32::from_be_bytes
        };
        Some(read(four))
    }

    /// The fields of the directory at a place, as far as they are there.
    fn directory(&self, at: u32) -> Vec<Field> {
        let Ok(at) = usize::try_from(at) else {
            return Vec::new();
        };
        let count = self.u16(at).unwrap_or(0).min(FIELDS_MAX);
        let field = |number: u16| {
            let at = at.checked_add(2 + 12 * usize::from(number))?;
            Some(Field {
                tag: self.u16(at)?,
                form: self.u16(at + 2)?,
                count: usize::try_from(self.u32(at + 4)?).ok()?,
                at: at + 8,
            })
        };
        (0..count).map_while(field).collect()
    }

    /// A text of one line.
    fn text(&self, field: &Field) -> Option<String> {
        if field.form != 2 {
            return None;
        }
        let at = if field.count <= 4 {
            field.at
        } else {
            usize::try_from(self.u32(field.at)?).ok()?
        };
        let count = field.count.min(TEXT_BYTES_MAX);
        let bytes = self.bytes.get(at..at.checked_add(count)?)?;
        let text = String::from_utf8_lossy(bytes.split(|byte| *byte == 0).next()?);
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// What is said of the camera and the moment.
    fn camera(&self, field: &Field, told: &mut Told) {
        for field in self.directory(self.u32(field.at).unwrap_or(u32::MAX)) {
            match field.tag {
                TAKEN => told.taken = self.text(&field).map(|text| as_moment(&text)),
                OWNER => told.owner = self.text(&field),
                SERIAL => told.serial = self.text(&field),
                _ => {}
            }
        }
    }

    fn place(&self, field: &Field) -> Option<Place> {
        let (mut north, mut east) = (None, None);
        let (mut south, mut west) = (false, false);
        let fields = self.directory(self.u32(field.at)?);
        for field in &fields {
            match field.tag {
                1 => south = self.text(field).is_some_and(|side| side == "S"),
                2 => north = self.degrees(field),
                3 => west = self.text(field).is_some_and(|side| side == "W"),
                4 => east = self.degrees(field),
                _ => {}
            }
        }
        let signed = |degrees: f64, is_less: bool| if is_less { -degrees } else { degrees };
        match (north, east) {
            (Some(north), Some(east)) => Some(Place::At(signed(north, south), signed(east, west))),
            _ => (!fields.is_empty()).then_some(Place::Named),
        }
    }

    /// Degrees, minutes and seconds, each a fraction.
    fn degrees(&self, field: &Field) -> Option<f64> {
        if field.form != 5 || field.count != 3 {
            return None;
        }
        let at = usize::try_from(self.u32(field.at)?).ok()?;
        let part = |number: usize| {
            let at = at.checked_add(8 * number)?;
            let (above, below) = (self.u32(at)?, self.u32(at + 4)?);
            (below != 0).then(|| f64::from(above) / f64::from(below))
        };
        let degrees = part(0)? + part(1)? / 60.0 + part(2)? / 3600.0;
        (degrees <= 180.0).then_some(degrees)
    }
}
