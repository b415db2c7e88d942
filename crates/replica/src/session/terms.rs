//! The words a session and its caller exchange.

use crate::branch::Branches;
use crate::certificate::Role;
use crate::frame::{ChunkName, Frame, History, Version};
use crate::have::Have;
use crate::ids::SpaceTag;
use crate::log::{Head, LogId};

/// What the peer of a connection is in one space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerRole {
    /// Reads and writes.
    Owner,
    /// Reads only: gets everything, nothing is taken from it.
    Reader,
    /// Carries sealed records both ways.
    Keeper,
    /// Was removed, or the space is closed: gets control logs so that it learns, nothing is
    /// taken from it. Also for a space that we were removed from ourselves.
    Former,
}

/// A space as one connection sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpaceView {
    /// The space.
    pub space: SpaceTag,
    /// Where every log that we hold ends, branches too.
    pub heads: Vec<(LogId, Head)>,
    /// Which of them are branches.
    pub branches: Branches,
    /// What the peer is in it.
    pub peer: PeerRole,
    /// What we are in it; a reader never sends records.
    pub me: Role,
}

/// How a session begins.
#[derive(Clone, Debug)]
pub struct SessionConfig {
    /// Keying material that only the two ends of this connection know.
    pub binding: [u8; 32],
    /// What the connection was made for.
    pub version: Version,
    /// Whether to stay once all is exchanged, and push what is new.
    pub live: bool,
    /// Whether this side dialled; the two sides must differ.
    pub initiator: bool,
    /// The spaces shared with this peer, as far as known.
    pub spaces: Vec<SpaceView>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// The peer sent a frame.
    Frame(Frame),
    /// Time has passed, as [`Output::WakeAt`] asked.
    Tick,
    /// The answer to [`Output::Load`]: encoded records from the asked number on, without gaps.
    /// Empty when there are none.
    Loaded {
        /// The space of the question.
        space: SpaceTag,
        /// The log of the question.
        log: LogId,
        /// The records.
        records: Vec<Vec<u8>>,
    },
    /// The answer to one [`Output::Append`], in their order, after the commit.
    Appended {
        /// The space.
        space: SpaceTag,
        /// Where logs end now: all of them, or those that changed.
        have_heads: Vec<(LogId, Head)>,
        /// Which of all logs are branches now.
        branches: Branches,
        /// For each log under which records of this batch are held now, the last of their numbers.
        filed: Have,
        /// How many records were not believed; the caller's own count.
        refused: u32,
    },
    /// Logs grew by other means: written here, or from another connection.
    Grew {
        /// The space.
        space: SpaceTag,
        /// Where logs end now: all of them, or those that changed.
        heads: Vec<(LogId, Head)>,
        /// Which of all logs are branches now.
        branches: Branches,
    },
    /// The answer to [`Output::Describe`].
    Described {
        /// The space.
        space: SpaceTag,
        /// All histories of the logs in question.
        histories: Vec<History>,
    },
    /// The answer to [`Output::Compare`].
    Compared {
        /// The space.
        space: SpaceTag,
        /// For each of our histories of the logs in question, up to which number the peer holds
        /// the same records; 0 for none.
        common: Vec<(LogId, u64)>,
    },
    /// A space is newly shared with this peer, or a role in it has changed.
    Space(SpaceView),
    /// There may be more chunks of files to ask for.
    ChunksNamed {
        /// The space whose documents name them.
        space: SpaceTag,
    },
    /// The answer to [`Output::ChooseChunks`]: none if there is nothing to ask this peer for.
    ChunksChosen {
        /// The space of the question.
        space: SpaceTag,
        /// Their names.
        names: Vec<ChunkName>,
    },
    /// The answer to [`Output::LoadChunk`].
    ChunkLoaded {
        /// The space of the question.
        space: SpaceTag,
        /// The name of the question.
        name: ChunkName,
        /// Its sealed bytes; empty if it is not here.
        sealed: Vec<u8>,
    },
    /// The caller wants to end: say farewell and close.
    Finish,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Send a frame.
    Send(Frame),
    /// Read records of a log; answer with [`Input::Loaded`]. One question at a time.
    Load {
        /// The space.
        space: SpaceTag,
        /// The log.
        log: LogId,
        /// The first number.
        from: u64,
        /// About how many bytes to read; at least one record in any case.
        budget_bytes: usize,
    },
    /// Check, store durably and answer with [`Input::Appended`]. Nothing is checked yet.
    Append {
        /// The space.
        space: SpaceTag,
        /// The records as received.
        records: Vec<Vec<u8>>,
    },
    /// What the peer says it holds durably, no more than we hold ourselves.
    Acked {
        /// The space.
        space: SpaceTag,
        /// All of it, not only what changed.
        have: Have,
    },
    /// The peer offers a space we do not share with it; [`Input::Space`] may take it up.
    Offered {
        /// The space.
        space: SpaceTag,
    },
    /// Records came that this peer may not send, and nothing of them is to be kept; or it asked for files that are not its
    /// business.
    Refused {
        /// The space.
        space: SpaceTag,
        /// Why that was refused.
        why: Refusal,
    },
    /// Both sides hold exactly the same of this space; once each time that comes about.
    InStep {
        /// The space.
        space: SpaceTag,
    },
    /// All was sent and still the two differ: damage, a fork, or something withheld.
    Diverged {
        /// The space.
        space: SpaceTag,
        /// The logs that differ; empty when the peer did not say.
        logs: Vec<LogId>,
    },
    /// Describe our histories of these logs; answer with [`Input::Described`].
    Describe {
        /// The space.
        space: SpaceTag,
        /// The logs that the records name.
        logs: Vec<LogId>,
    },
    /// Compare the peer's histories with ours; answer with [`Input::Compared`].
    Compare {
        /// The space.
        space: SpaceTag,
        /// What the peer holds.
        histories: Vec<History>,
    },
    /// Choose which chunks of files to ask the peer for; answer with [`Input::ChunksChosen`].
    ChooseChunks {
        /// The space whose documents name them.
        space: SpaceTag,
        /// How many at most.
        most: usize,
    },
    /// The peer asks for a chunk; answer with [`Input::ChunkLoaded`].
    LoadChunk {
        /// The space.
        space: SpaceTag,
        /// Its name.
        name: ChunkName,
    },
    /// A chunk came that was asked for, and it is what its name says.
    KeepChunk {
        /// The space.
        space: SpaceTag,
        /// Its name.
        name: ChunkName,
        /// Its sealed bytes.
        sealed: Vec<u8>,
    },
    /// The peer does not have a chunk that it was asked for.
    ChunkAbsent {
        /// The space.
        space: SpaceTag,
        /// Its name.
        name: ChunkName,
    },
    /// Give an [`Input::Tick`] at this time (milliseconds) at the latest; replaces earlier ones.
    WakeAt(u64),
    /// Flush what was sent and end the connection.
    Close(CloseReason),
}

/// Why a batch of records, or a question for chunks, was refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The peer only reads.
    NotAWriter,
    /// The peer was removed, or the space is closed.
    Former,
    /// The space is not shared with this peer.
    NotShared,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// All was said.
    Done,
    /// The peer gives no sign of life.
    Silent,
    /// The peer lives but gets nowhere.
    Stalled,
    /// The peer speaks another version.
    OtherVersion {
        /// The version it speaks.
        theirs: u16,
    },
    /// The peer does what no peer should.
    Protocol(ProtocolError),
}

impl From<ProtocolError> for CloseReason {
    fn from(error: ProtocolError) -> Self {
        Self::Protocol(error)
    }
}

/// What a peer did that no peer should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// A frame that has no place here.
    #[error("a frame came where it has no place")]
    Unexpected,
    /// More spaces or offers than the limit.
    #[error("the peer speaks of too many spaces")]
    TooManySpaces,
    /// More batches than may be without an acknowledgement.
    #[error("the peer does not wait for acknowledgements")]
    TooManyBatches,
    /// A batch without records, or with too many.
    #[error("a batch of the wrong size")]
    BadBatch,
    /// It keeps sending what it may not.
    #[error("the peer keeps sending what it may not")]
    TooManyRefused,
    /// It keeps opening the closing check anew, and nothing comes of it.
    #[error("the peer keeps checking and sends nothing")]
    TooManyChecks,
    /// It asks for more chunks than it may before it has the answers.
    #[error("the peer asks for too many parts of files at once")]
    TooManyWanted,
    /// A chunk that is not what its name says.
    #[error("the peer sends something else than it was asked for")]
    WrongChunk,
}
