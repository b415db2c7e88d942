//! What a picture says beside itself.

/// What was found in a picture that is not needed to draw it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// Where it was taken.
    pub place: Option<Place>,
    /// The camera or telephone, as it calls itself.
    pub camera: Option<String>,
    /// When it was taken, by the camera's clock: `2026-11-23 22:10:04`.
    pub taken: Option<String>,
    /// Whose camera it is, or who took the picture.
    pub owner: Option<String>,
    /// The number of the camera.
    pub serial: Option<String>,
    /// Bytes of everything that is not needed to draw it, these included.
    pub bytes: usize,
}

/// A place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// Degrees to the north and to the east.
    At(f64, f64),
    /// It is named, and cannot be read here.
    Named,
}

impl Told {
    /// Whether there is nothing but the picture.
    pub const fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Notes so many bytes that stay behind.
    pub(crate) const fn left(&mut self, bytes: usize) {
        self.bytes += bytes;
    }

    /// Notes a part that stays behind, and reads what a block of XMP says of a place.
    pub(crate) fn xmp(&mut self, packet: &[u8]) {
        let named = b"GPSLatitude";
        let says = packet.windows(named.len()).any(|part| part == named);
        if says && self.place.is_none() {
            self.place = Some(Place::Named);
        }
    }
}
