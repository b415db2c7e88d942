//! Photographs: what they say beside the picture, and a copy that does not say it.
//!
//! A picture is a row of parts. [`clean`] walks them from the first to the last and hands out those that are needed to draw it, with
//! its colours and the way it is turned; everything else stays behind: where it was taken, when, with what, comments, previews,
//! whatever stands after the end. Nothing is decoded, so what is drawn stays the same to the last bit. What cannot be walked to the
//! end is not called clean.
//!
//! ```
//! let comment = b"\xff\xd8\xff\xfe\x00\x06home\xff\xd9";
//! assert!(pictures::clean(comment).is_err()); // there is no picture in it
//! assert_eq!(pictures::media_type(comment), "image/jpeg");
//! ```
//!
//! Pure: no files, no network, no clock. Every input is foreign.

mod bytes;
mod exif;
mod gif;
mod jpeg;
mod kind;
mod png;
mod told;
mod webp;

pub use kind::{Kind, UNKNOWN, is_picture, media_type};
pub use told::{Place, Told};

use thiserror::Error;

/// Why a picture cannot be handed out without what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NotClean {
    /// No picture, or of a kind that cannot be walked here.
    #[error("it is no picture of a kind that is known here")]
    Unknown,
    /// It ends before it should.
    #[error("the picture is cut short")]
    CutShort,
    /// It has a part that makes no sense, or that might be needed and is not known.
    #[error("the picture has a part that is not understood")]
    NotUnderstood,
}

/// The picture without what it says beside it: its own bytes, less those that are not needed to draw it.
///
/// # Errors
/// [`NotClean`]; then nothing is handed out.
pub fn clean(picture: &[u8]) -> Result<Vec<u8>, NotClean> {
    match Kind::of(picture) {
        Some(Kind::Jpeg) => jpeg::walk(picture).map(|walked| walked.clean),
        Some(Kind::Png) => png::walk(picture).map(|walked| walked.clean),
        Some(Kind::WebP) => webp::walk(picture).map(|walked| walked.clean),
        Some(Kind::Gif) => gif::walk(picture).map(|walked| walked.clean),
        Some(Kind::Heif) | None => Err(NotClean::Unknown),
    }
}

/// What a picture says beside itself, as far as it can be read; nothing where it cannot.
pub fn told(picture: &[u8]) -> Told {
    let walked = match Kind::of(picture) {
        Some(Kind::Jpeg) => jpeg::walk(picture),
        Some(Kind::Png) => png::walk(picture),
        Some(Kind::WebP) => webp::walk(picture),
        Some(Kind::Gif) => gif::walk(picture),
        Some(Kind::Heif) | None => Err(NotClean::Unknown),
    };
    walked.map_or_else(|_| Told::default(), |walked| walked.told)
}

/// A picture that was walked to its end.
struct Walked {
    /// What is needed to draw it.
    clean: Vec<u8>,
    /// What was left behind.
    told: Told,
}
