//! A device's own keys: the age identity that opens space keys, and the Ed25519 key that signs records.

use std::{fmt, iter};

use age::{Encryptor, scrypt, x25519};
use data_encoding::HEXLOWER;
use ed25519_dalek::SigningKey;
use replica::DeviceId;
use secrecy::ExposeSecret;
use zeroize::{Zeroize, Zeroizing};

use crate::bech32;
use crate::envelope::{self, Closed};
use crate::secret::{Passphrase, Plaintext};
use crate::work::{self, Accept, COSTLIEST_LOG_N, Refused, WorkFactor};

/// Bytes of a device file; ours have under 500.
const FILE_BYTES_MAX: usize = 16 * 1024;
/// Starts the second line. A comment to stock age, so that `age -d -i device.age` opens what the device can open.
const SIGNING_LINE: &str = "# signing ";

/// The secrets of one device. Cannot be printed or cloned; overwritten when dropped.
pub struct DeviceKeys {
    identity: x25519::Identity,
    signing: SigningKey,
}

/// Why a device file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenFileError {
    /// The passphrase is wrong, or the few bytes that would tell are damaged.
    #[error("the passphrase does not open the device keys")]
    WrongPassphrase,
    /// Not a device file, or damaged beyond what the passphrase protects.
    #[error("the device keys are damaged")]
    Damaged,
    /// Opening would cost more than 2^20 scrypt rounds; nothing was computed.
    #[error("the device keys ask for too much work to open")]
    TooCostly,
    /// Guessing the passphrase would be too cheap; nothing was computed.
    #[error("the device keys are too weakly protected")]
    TooWeak,
}

impl DeviceKeys {
    /// New keys from secret random bytes: the signing key from `seed`, the age identity from `secret`.
    pub fn generate(mut seed: [u8; 32], secret: [u8; 32]) -> Self {
        let signing = SigningKey::from_bytes(&seed);
        seed.zeroize();
        Self {
            identity: identity_from(secret),
            signing,
        }
    }

    /// The public name of this device: its Ed25519 verifying key.
    pub fn device(&self) -> DeviceId {
        DeviceId::from_bytes(self.signing.verifying_key().to_bytes())
    }

    /// The `age1…` recipient that space keys are wrapped for.
    pub fn recipient(&self) -> String {
        self.identity.to_public().to_string()
    }

    /// The key that signs this device's records.
    pub fn signing(&self) -> &SigningKey {
        &self.signing
    }

    pub(crate) fn identity(&self) -> &x25519::Identity {
        &self.identity
    }

    /// The device file: an age file under the passphrase. Takes about a second at the default work factor.
    pub fn seal_file(&self, passphrase: &Passphrase, work: WorkFactor) -> Vec<u8> {
        let mut recipient = scrypt::Recipient::new(passphrase.secret());
        recipient.set_work_factor(work.log_n());
        let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
            .expect("one passphrase is a valid recipient set");
        envelope::write_all(encryptor, self.to_agent().as_bytes())
    }

    /// Opens a device file, telling also what it cost. The work factor is judged before any of the work is done.
    pub fn open_file(
        file: &[u8],
        passphrase: &Passphrase,
        accept: Accept,
    ) -> Result<(Self, WorkFactor), OpenFileError> {
        if file.len() > FILE_BYTES_MAX {
            return Err(OpenFileError::Damaged);
        }
        let log_n = work::stated(file).ok_or(OpenFileError::Damaged)?;
        let work = work::judge(log_n, accept).map_err(|refused| match refused {
            Refused::TooWeak => OpenFileError::TooWeak,
            Refused::TooCostly => OpenFileError::TooCostly,
        })?;
        let mut identity = scrypt::Identity::new(passphrase.secret());
        identity.set_max_work_factor(COSTLIEST_LOG_N);
        let opened = envelope::open(file, 1, iter::once(&identity as &dyn age::Identity));
        let plaintext = opened.map_err(|closed| match closed {
            Closed::NotForUs => OpenFileError::WrongPassphrase,
            Closed::Damaged => OpenFileError::Damaged,
        })?;
        Ok((Self::from_agent(plaintext.as_bytes())?, work))
    }

    /// The keys as two lines of text, for the agent's memory: an age identity file.
    pub fn to_agent(&self) -> Plaintext {
        let identity = self.identity.to_string();
        let seed = Zeroizing::new(self.signing.to_bytes());
        let seed_text = Zeroizing::new(HEXLOWER.encode(&*seed));
        let mut text = Plaintext::with_capacity(256);
        for part in [
            identity.expose_secret(),
            "\n",
            SIGNING_LINE,
            &seed_text,
            "\n",
        ] {
            text.push(part.as_bytes());
        }
        text
    }

    /// Reads what [`Self::to_agent`] wrote, strictly; anything else is [`OpenFileError::Damaged`].
    pub fn from_agent(text: &[u8]) -> Result<Self, OpenFileError> {
        Self::parse(text).ok_or(OpenFileError::Damaged)
    }

    fn parse(text: &[u8]) -> Option<Self> {
        let (identity, rest) = std::str::from_utf8(text).ok()?.split_once('\n')?;
        let digits = rest.strip_prefix(SIGNING_LINE)?.strip_suffix('\n')?;
        let mut seed = Zeroizing::new([0; 32]);
        // Checked first, since the decoder wants an output of exactly the right size.
        if digits.len() != 64 || HEXLOWER.decode_mut(digits.as_bytes(), &mut *seed).is_err() {
            return None;
        }
        Some(Self {
            identity: parse_identity(identity)?,
            signing: SigningKey::from_bytes(&seed),
        })
    }
}

impl fmt::Debug for DeviceKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKeys({:?})", self.device())
    }
}

/// The age identity of 32 secret random bytes.
pub(crate) fn identity_from(secret: [u8; 32]) -> x25519::Identity {
    let secret = Zeroizing::new(secret);
    let text = Zeroizing::new(bech32::encode("AGE-SECRET-KEY-", &secret).to_ascii_uppercase());
    text.parse().expect("any 32 bytes are an identity")
}

/// Parses one identity in exactly the spelling age writes.
pub(crate) fn parse_identity(text: &str) -> Option<x25519::Identity> {
    let identity: x25519::Identity = text.parse().ok()?;
    (identity.to_string().expose_secret() == text).then_some(identity)
}
