//! What a file is, by its bytes. Its name says nothing.

/// A kind of picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// JPEG.
    Jpeg,
    /// PNG, also an animated one.
    Png,
    /// WebP.
    WebP,
    /// GIF.
    Gif,
    /// HEIC, HEIF or AVIF: known by its first bytes, and not walked here.
    Heif,
}

impl Kind {
    /// The kind of picture that begins with these bytes; the first 16 are enough.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        Some(match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Self::WebP,
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => {
                let brand = brand.get(..4)?;
                let heif: [&[u8]; 8] = [
                    b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif", b"avis",
                ];
                return heif.contains(&brand).then_some(Self::Heif);
            }
            _ => return None,
        })
    }
}

/// Whether these bytes begin a picture.
pub fn is_picture(bytes: &[u8]) -> bool {
    Kind::of(bytes).is_some()
}

/// The media type of what is not known.
pub const UNKNOWN: &str = "application/octet-stream";

/// The media type of a file that begins with these bytes; the first 64 are enough. [`UNKNOWN`] if it
/// is none of those that are known.
pub fn media_type(bytes: &[u8]) -> &'static str {
    match Kind::of(bytes) {
        Some(Kind::Jpeg) => return "image/jpeg",
        Some(Kind::Png) => return "image/png",
        Some(Kind::WebP) => return "image/webp",
        Some(Kind::Gif) => return "image/gif",
        Some(Kind::Heif) if bytes.get(8..11) == Some(b"avi") => return "image/avif",
        Some(Kind::Heif) => return "image/heic",
        None => {}
    }
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => "application/pdf",
        [b'I', b'D', b'3', ..] | [0xff, 0xfb | 0xf3 | 0xf2, ..] => "audio/mpeg",
        [b'O', b'g', b'g', b'S', ..] => "audio/ogg",
        [b'f', b'L', b'a', b'C', ..] => "audio/flac",
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'A',
            b'V',
            b'E',
            ..,
        ] => "audio/wav",
        [_, _, _, _, b'f', b't', b'y', b'p', b'M', b'4', b'A', ..] => "audio/mp4",
        [_, _, _, _, b'f', b't', b'y', b'p', b'q', b't', ..] => "video/quicktime",
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => "video/mp4",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "image/tiff",
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "video/webm",
        [b'P', b'K', 3, 4, ..] => "application/zip",
        _ => UNKNOWN,
    }
}
