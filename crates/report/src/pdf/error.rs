//! Why a PDF could not be made.

use thiserror::Error;

/// Why a PDF could not be made. None of it depends on what is in the insights, except their length.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PdfError {
    /// A built-in font cannot be read.
    #[error("a built-in font cannot be read")]
    Font(#[source] ttf_parser::FaceParsingError),
    /// A built-in font cannot be cut down to what is used.
    #[error("a built-in font cannot be embedded")]
    Subset(#[source] subsetter::Error),
    /// Compression failed.
    #[error("a page cannot be compressed")]
    Deflate(#[source] std::io::Error),
    /// A picture cannot be read.
    #[error("a picture cannot be read")]
    Picture(#[source] std::io::Error),
    /// More pages than a PDF can count.
    #[error("the document would have too many pages")]
    TooLong,
}
