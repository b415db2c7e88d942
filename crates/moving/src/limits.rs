//! How much of a foreign archive is read. All are held against bytes that come out, never against sizes that are declared.

/// Largest archive or file.
pub(crate) const ARCHIVE_BYTES_MAX: u64 = 8 << 30;
/// Largest text in it: a JSON document, a note.
pub(crate) const TEXT_BYTES_MAX: u64 = 64 << 20;
/// Most text of all entries together, so that a whole journal fits into memory.
pub(crate) const TEXTS_BYTES_MAX: u64 = 192 << 20;
/// Longer ids of entries are kept by their hash.
pub(crate) const ID_BYTES_MAX: usize = 512;
/// Largest file of our own lines.
pub(crate) const LINES_BYTES_MAX: u64 = 1 << 30;
/// Longest of our own lines: the longest text of an entry, were every byte of it written as `\u00XX`, and much else beside it.
pub(crate) const LINE_BYTES_MAX: u64 = 8 << 20;
/// Most bytes taken from standard input.
pub(crate) const STDIN_BYTES_MAX: u64 = 64 << 20;
/// Most members of an archive, folders left out.
pub(crate) const MEMBERS_MAX: usize = 100_000;
/// Most folders within each other.
pub(crate) const FOLDER_DEPTH_MAX: usize = 32;
/// Longest name of a member, in bytes.
pub(crate) const NAME_BYTES_MAX: usize = 1_024;
/// Most bytes of a zip's list of members.
pub(crate) const ZIP_LIST_BYTES_MAX: u64 = 64 << 20;
/// How many times larger than its packed form a member may be, once it is above [`RATIO_FROM_BYTES`].
pub(crate) const RATIO_MAX: u64 = 1_000;
/// From this size on [`RATIO_MAX`] holds.
pub(crate) const RATIO_FROM_BYTES: u64 = 1 << 20;
/// Longest front matter.
pub(crate) const FRONT_BYTES_MAX: usize = 64 << 10;
/// Most entries that are taken from one archive.
pub(crate) const ENTRIES_MAX: usize = 200_000;
/// Most bytes of packed files that are unpacked only to come to the attachments that stand in them.
pub(crate) const PASSED_OVER_BYTES_MAX: u64 = 64 << 30;
/// Most columns of a table.
pub(crate) const COLUMNS_MAX: usize = 1_000;
/// Places that are named of what is listed with a count.
pub(crate) const PLACES_MAX: usize = 8;
/// Entries that cannot be taken and are named each with its reason; more are counted.
pub(crate) const REFUSED_MAX: usize = 1_000;
/// Different things that are listed, each with its count; more are counted together.
pub(crate) const THINGS_MAX: usize = 200;
