//! What a change may hold at most, and why one is refused.

use thiserror::Error;

/// Longest change, in bytes.
pub const CHANGE_BYTES_MAX: usize = 4 << 20;
/// Most changes that one change may name as its direct past.
pub const DEPS_MAX: u64 = 64;
/// Most other actors that a change may mention.
pub const OTHER_ACTORS_MAX: u64 = 64;
/// Longest message, in bytes.
pub const MESSAGE_BYTES_MAX: u64 = 1024;
/// Most columns.
pub const COLUMNS_MAX: u64 = 64;
/// Most operations of one change.
pub const OPS_MAX: u64 = 65_536;
/// Most operations of a change that brings its document above [`OPS_PER_DOCUMENT_MAX`].
pub const OPS_BEYOND_MAX: u64 = 1_024;
/// Number of operations up to which a document takes in changes of any size: four times what an entry of 1 MiB takes to be
/// written. Beyond it whoever goes on does so in small changes.
pub const OPS_PER_DOCUMENT_MAX: u64 = 1 << 22;
/// Most operations of a record for each byte of its sealed body. Prose takes about one and a half, and two where it is
/// packed best. Whoever deletes or repeats much at once says so with bytes that mean nothing.
pub const OPS_PER_BYTE_MAX: u64 = 2;
/// Most values and texts that a document's changes in one record put at keys.
pub const PUTS_PER_RECORD_MAX: u64 = 65_536;
/// Most that a document's changes put at keys, all together: so many may come to stand beside each other at one key. Beyond
/// it each record may bring [`PUTS_BEYOND_MAX`].
pub const PUTS_PER_DOCUMENT_MAX: u64 = 262_144;
/// See [`PUTS_PER_DOCUMENT_MAX`].
pub const PUTS_BEYOND_MAX: u64 = 64;
/// Highest operation number. Automerge panics beyond 2^32; half of that leaves room to go on.
pub const OP_NUMBER_MAX: u64 = 1 << 31;
/// Furthest time from 1970, in seconds: 34 000 years. Automerge subtracts times without care.
pub const TIME_MAX: u64 = 1 << 40;

/// Why a change was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GateError {
    /// Longer than [`CHANGE_BYTES_MAX`].
    #[error("the change is too long")]
    TooLong,
    /// The bytes end too early, or hold a number that is written wrongly.
    #[error("the change is cut off or malformed")]
    Malformed,
    /// Not a plain change: compressed, a whole document, a bundle, or something else.
    #[error("not a plain change")]
    NotAPlainChange,
    /// Bytes after the change, or inside it after the columns.
    #[error("bytes left over after the change")]
    LeftOver,
    /// The checksum does not fit the bytes.
    #[error("the checksum does not fit")]
    BadChecksum,
    /// Too many dependencies, or not in ascending order.
    #[error("too many dependencies, or out of order")]
    Dependencies,
    /// An actor of another length than ours, or too many of them.
    #[error("an actor this program does not write")]
    Actors,
    /// The message is too long or no text.
    #[error("the message is too long or no text")]
    Message,
    /// An unknown, repeated, compressed or misplaced column.
    #[error("a column this program does not write")]
    Columns,
    /// A column that claims more values than there are operations, or other than its bytes hold.
    #[error("a column does not fit the operations")]
    ColumnLength,
    /// No operations at all.
    #[error("a change without operations")]
    Empty,
    /// More operations than [`OPS_MAX`].
    #[error("too many operations")]
    TooManyOps,
    /// More than [`OPS_BEYOND_MAX`] operations in a document that has [`OPS_PER_DOCUMENT_MAX`].
    #[error("the document was changed too often to take in so much at once")]
    DocumentFull,
    /// Operation or sequence numbers, or a time, beyond the limit.
    #[error("numbers beyond the limit")]
    Numbers,
}
