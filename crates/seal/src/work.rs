//! What a passphrase guess must cost: the scrypt work factor of a device file, pinned rather than measured.
//!
//! Left alone, age calibrates to the machine it runs on, and a file made on a fast desktop may be refused on a slow laptop.

/// The work factor for new device files: 2^18 rounds, 256 MiB, about a second.
const PINNED_LOG_N: u8 = 18;
/// Below this a device file is refused as too weak.
const WEAKEST_LOG_N: u8 = 17;
/// Above this a device file is refused before any work is done: 2^20 rounds take 1 GiB.
pub(crate) const COSTLIEST_LOG_N: u8 = 20;

/// The logarithm (base 2) of scrypt's cost; the default is the pinned one, the only one a user's vault gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkFactor(u8);

impl WorkFactor {
    /// A cheap factor for tests. A file sealed with it opens only under [`Accept::AnyCost`].
    pub fn for_tests() -> Self {
        Self(4)
    }

    /// log2 of the number of rounds.
    pub fn log_n(self) -> u8 {
        self.0
    }
}

impl Default for WorkFactor {
    fn default() -> Self {
        Self(PINNED_LOG_N)
    }
}

/// Which device files may be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accept {
    /// Only those that cost a guesser enough (2^17 to 2^20): what every face must pass.
    Strong,
    /// Weak ones too, for tests of the program itself; still nothing above 2^20.
    AnyCost,
}

/// Why a work factor found in a file is refused.
pub(crate) enum Refused {
    TooWeak,
    TooCostly,
}

/// Reads the work factor out of an age file's header, without deriving any key. `None` if it is not a passphrase file.
pub(crate) fn stated(file: &[u8]) -> Option<u8> {
    let arguments = file.strip_prefix(b"age-encryption.org/v1\n-> scrypt ")?;
    let line = arguments.split(|&byte| byte == b'\n').next()?;
    let (_salt, digits) = std::str::from_utf8(line).ok()?.split_once(' ')?;
    let canonical = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    // More digits than fit can only be a larger number.
    (canonical && !digits.is_empty()).then(|| digits.parse().unwrap_or(u8::MAX))
}

/// Judges a work factor before any work is done for it.
pub(crate) fn judge(log_n: u8, accept: Accept) -> Result<WorkFactor, Refused> {
    if log_n > COSTLIEST_LOG_N {
        Err(Refused::TooCostly)
    } else if log_n < WEAKEST_LOG_N && accept == Accept::Strong {
        Err(Refused::TooWeak)
    } else {
        Ok(WorkFactor(log_n))
    }
}
