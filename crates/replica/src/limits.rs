//! Every bound of the replica formats and of the exchange, in one place, units last.
//!
//! Foreign bytes are refused as soon as they pass one of these, before anything is allocated
//! for them.

/// Longest body of a record, in bytes.
pub const RECORD_BODY_BYTES_MAX: usize = 1 << 20;

/// Longest body of a control record, in bytes. A removal fits that names every log of a space as known and every log of a
/// device as cut: nobody can begin so many logs that no removal can be written.
pub const CONTROL_BODY_BYTES_MAX: usize = 256 << 10;

/// Most control records that one space is evaluated from; further ones are left out.
pub const CONTROL_RECORDS_PER_SPACE_MAX: usize = 65_536;

/// Most control records of one device that are taken in one space.
pub const CONTROL_RECORDS_PER_DEVICE_MAX: usize = 16_384;

/// Longest encoded frame of the exchange, in bytes, without its length prefix.
pub const FRAME_BYTES_MAX: usize = (1 << 20) + (64 << 10);

/// Longest sealed chunk of a file, in bytes: 256 KiB of the file and what age adds.
pub const CHUNK_SEALED_BYTES_MAX: usize = (256 << 10) + (4 << 10);

/// Most chunks of files that a side may have asked for without an answer.
pub const CHUNKS_WANTED_MAX: usize = 8;

/// What a sender aims to put into one batch of records, in bytes. One record of the longest
/// kind still fits into a frame.
pub const BATCH_BYTES_MAX: usize = 256 << 10;

/// Most records in one frame.
pub const BATCH_RECORDS_MAX: usize = 8_192;

/// Most batches a sender may have under way without an acknowledgement.
pub const BATCHES_UNACKED_MAX: usize = 4;

/// Most batches of a peer that are refused before its connection is closed.
pub const BATCHES_REFUSED_MAX: usize = 64;

/// Most times a peer may open the closing check anew without anything going over in between,
/// before its connection is closed.
pub const ROUNDS_REOPENED_MAX: usize = 64;

/// Bytes that wait to be written to a peer, above which nothing more is read from it.
pub const OUTGOING_BYTES_MAX: usize = 8 << 20;

/// Most logs of one space, both classes together.
pub const LOGS_PER_SPACE_MAX: usize = 4_096;

/// Most logs (incarnations) of one class that one device may have in one space.
pub const LOGS_PER_DEVICE_MAX: usize = 256;

/// Most branches of one log.
pub const BRANCHES_PER_LOG_MAX: usize = 8;

/// Most histories that one frame describes.
pub const HISTORIES_PER_FRAME_MAX: usize = 64;

/// Most places of one history that are named: the last one, and others at doubling distances.
pub const PLACES_PER_HISTORY_MAX: usize = 64;

/// Most times that a session describes its histories of one space before it says that they differ.
pub const FORKS_DESCRIBED_MAX: usize = 4;

/// Most spaces one session speaks about, shared or merely offered. Of what a peer offers beyond that nothing is noted.
pub const SPACES_PER_SESSION_MAX: usize = 256;

/// Most offers a peer may make in one session, repeated ones and those left out included.
pub const OFFERS_PER_SESSION_MAX: usize = 64 * SPACES_PER_SESSION_MAX;

/// Most logs that are noted of what a peer offers of spaces that are not shared with it, all spaces together.
pub const LOGS_STRANGE_MAX: usize = LOGS_PER_SPACE_MAX;

/// Most shares of one journal that a device keeps, of those that devices made which belong to it.
pub const SHARES_PER_JOURNAL_MAX: usize = 144;

/// Most shares that one device makes. What others claim beyond that comes after the shares of every other device.
pub const SHARES_PER_DEVICE_MAX: usize = 48;

/// Most shares of one journal that are waited for, of those of which nothing has arrived.
pub const SHARES_AWAITED_MAX: usize = 32;

/// Most shares of removed devices that are kept for the sake of their readers.
pub const SHARES_OF_REMOVED_MAX: usize = 16;

/// Most spaces that a device remembers not to want.
pub const SPACES_DECLINED_MAX: usize = 8_192;

/// Most members that one record hands keys to, beside the recovery kit; for more there are several.
pub const MEMBERS_PER_RECORD_MAX: usize = 256;

/// Key records of one removed device, and of all of them, with which what others wrote stays readable.
pub const FORMER_KEYS_PER_DEVICE_MAX: usize = 8;
/// See [`FORMER_KEYS_PER_DEVICE_MAX`].
pub const FORMER_KEYS_MAX: usize = 32;

/// Most recovery kits of which each was signed in by the one before it. What the last one of them signs in does not count.
pub const KITS_MAX: usize = 256;

/// Most cuts in one removal: both classes of every incarnation of one device.
pub const CUTS_MAX: usize = 2 * LOGS_PER_DEVICE_MAX;

/// Longest sealed name of a device, in bytes.
pub const NAME_BYTES_MAX: usize = 1 << 10;

/// Longest text of a recipient (`age1…`), in bytes.
pub const RECIPIENT_BYTES_MAX: usize = 128;

/// Most rows of the quarantine of one vault.
pub const QUARANTINE_ROWS_MAX: u64 = 1_000;

/// Most bytes of the quarantine of one vault.
pub const QUARANTINE_BYTES_MAX: u64 = 16 << 20;

/// Most rows of the quarantine that came from one sender.
pub const QUARANTINE_ROWS_PER_PEER_MAX: usize = 100;

/// Most bytes of the quarantine that came from one sender.
pub const QUARANTINE_BYTES_PER_PEER_MAX: u64 = 4 << 20;

/// Most refused records of one batch that are kept for looking at; further ones are counted.
pub const QUARANTINE_ROWS_PER_BATCH_MAX: u64 = 8;

/// Silence after which a session asks the peer for a sign of life, in milliseconds.
pub const SILENCE_BEFORE_PING_MS: u64 = 2_000;

/// How long the answer to a ping may take before the session closes, in milliseconds.
pub const PING_ANSWER_MS_MAX: u64 = 4_000;

/// How long a session that is not live may go without any progress, in milliseconds.
pub const STALL_MS_MAX: u64 = 30_000;

/// How long a session that was told to finish waits for the peer's farewell, in milliseconds.
pub const FAREWELL_MS_MAX: u64 = 2_000;

/// Most logs that one statement names; of the others it holds a hash.
pub const STATED_LOGS_MAX: usize = 800;

/// Most notices in one statement.
pub const NOTICES_MAX: usize = 8;

/// Longest statement, in bytes.
pub const STATEMENT_BYTES_MAX: usize = 80 << 10;

/// Longest file of a folder through which devices exchange, in bytes.
pub const CARRIED_FILE_BYTES_MAX: usize = 17 << 20;

/// What a writer puts into one pack at most, in bytes before sealing.
pub const PACK_BYTES_MAX: usize = 16 << 20;

/// Most records in one pack.
pub const PACK_RECORDS_MAX: usize = 131_072;

/// Most packs that one manifest names.
pub const PACKS_PER_MANIFEST_MAX: usize = 4_096;

/// Most statements in one manifest: one for each space.
pub const STATEMENTS_PER_MANIFEST_MAX: usize = 256;

/// Most writers of one journal that are looked at in one folder.
pub const WRITERS_PER_FOLDER_MAX: usize = 64;
