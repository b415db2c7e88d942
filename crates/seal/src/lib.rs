//! Sealing and opening: the one crate, besides `vault`, where plaintext and ciphertext meet.
//!
//! Every sealed thing is an ordinary age v1 file. A device keeps its own keys under a passphrase ([`DeviceKeys`]); a space's
//! keys ([`SpaceKeys`]) are wrapped for its devices and for the recovery kit ([`RecoveryKit`]); payloads are compressed,
//! padded and sealed to the newest of them.
//!
//! ```
//! use seal::{DeviceKeys, OpenError, RecoveryKit, SpaceKeys};
//!
//! let (laptop, kit) = (DeviceKeys::generate([7; 32], [8; 32]), RecoveryKit::generate());
//! let space = SpaceKeys::generate([9; 32]);
//! let wrap = space.wrap(&[laptop.recipient(), kit.recipient()]).unwrap();
//!
//! let sealed = space.seal(b"slept well");
//! let elsewhere = SpaceKeys::unwrap(&wrap, &laptop).unwrap();
//! assert_eq!(elsewhere.open(&sealed, 1024).unwrap().as_bytes(), b"slept well");
//! assert_eq!(SpaceKeys::generate([10; 32]).open(&sealed, 1024).unwrap_err(), OpenError::NotForUs);
//! ```
//!
//! Left to others: who may seal (signatures, in `replica`), and where a payload belongs (repeated inside it, checked by
//! `vault`). age draws its own randomness, so nothing here is reproducible and no id may depend on ciphertext.
//!
//! In reading order: `secret` (types that do not leak), `envelope` (age), `packing` (compression and padding), `work`,
//! `device`, `space`, `chunk`, `kit`, `slot`, `handout`, `reply`, `folder_key`.

mod bech32;
mod chunk;
mod device;
mod envelope;
mod folder_key;
#[cfg(feature = "foreign")]
pub mod foreign;
mod handout;
mod kit;
mod packing;
mod reply;
mod secret;
#[cfg(feature = "seeded")]
pub mod seeded;
mod slot;
mod space;
mod work;

pub use chunk::FileKey;
pub use device::{DeviceKeys, OpenFileError};
pub use folder_key::FolderKey;
pub use handout::{HANDOUT_LOG_N, seal_handout};
pub use kit::{KitError, RecoveryKit};
pub use reply::ReplyKey;
pub use secret::{Passphrase, Plaintext};
pub use slot::{SlotError, open_slot, seal_slot};
pub use space::{EPOCHS_MAX, OpenError, RECIPIENTS_MAX, SpaceKeys, WrapError};
pub use work::{Accept, WorkFactor};
