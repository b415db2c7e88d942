//! The messages of pairing, their proofs, and how they travel: a length (u32, big-endian), then the message in postcard.

use hmac::{Hmac, KeyInit, Mac};
use replica::{RecordId, SpaceId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::Error;
use crate::members::devices::keeper_meet;

/// Bytes of one message.
const MESSAGE_BYTES_MAX: usize = 64 * 1024;

/// What the newcomer says of itself.
#[derive(Serialize, Deserialize)]
pub(crate) struct Newcomer {
    pub(crate) version: u16,
    pub(crate) invite: [u8; 16],
    pub(crate) device: [u8; 32],
    pub(crate) link: [u8; 32],
    pub(crate) recipient: String,
    pub(crate) name: String,
    /// Hash of the nonce that is told later.
    pub(crate) commitment: [u8; 32],
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Hello {
    pub(crate) newcomer: Vec<u8>,
    pub(crate) proof: [u8; 32],
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Welcome {
    pub(crate) device: [u8; 32],
    pub(crate) name: String,
    pub(crate) nonce: [u8; 32],
    pub(crate) proof: [u8; 32],
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Nonce(pub(crate) [u8; 32]);

/// The newcomer's name, sealed as its certificate must carry it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Approval(pub(crate) Vec<u8>);

/// The newcomer's signed certificate.
#[derive(Serialize, Deserialize)]
pub(crate) struct Certificate(pub(crate) Vec<u8>);

#[derive(Serialize, Deserialize)]
pub(crate) struct Admission {
    /// Id and founding record of each space.
    pub(crate) spaces: Vec<([u8; 32], [u8; 32])>,
}

impl Admission {
    pub(crate) fn of(spaces: &[(SpaceId, RecordId)]) -> Self {
        let told = |(id, root): &(SpaceId, RecordId)| (*id.as_bytes(), *root.as_bytes());
        Self {
            spaces: spaces.iter().map(told).collect(),
        }
    }
}

/// What a keeper is told in its place.
#[derive(Serialize, Deserialize)]
pub(crate) struct KeeperAdmission {
    /// Tag and founding record of each space, the journal's first, and the secret by which its members find the keeper.
    pub(crate) spaces: Vec<([u8; 16], [u8; 32], [u8; 32])>,
}

impl KeeperAdmission {
    pub(crate) fn of(spaces: &[(SpaceId, RecordId)]) -> Self {
        let told = |(id, root): &(SpaceId, RecordId)| {
            (*id.tag().as_bytes(), *root.as_bytes(), keeper_meet(*id))
        };
        Self {
            spaces: spaces.iter().map(told).collect(),
        }
    }
}

pub(crate) fn refused(why: &str) -> Error {
    Error::Refused(why.to_owned())
}

pub(crate) fn protocol() -> Error {
    Error::Connection("the other side does not follow the protocol".into())
}

pub(crate) fn mac(secret: &[u8; 32], side: &str, transcript: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(b"still/v1/pair\0");
    mac.update(side.as_bytes());
    mac.update(&[0]);
    mac.update(transcript);
    mac
}

pub(crate) fn prove(secret: &[u8; 32], side: &str, transcript: &[u8]) -> [u8; 32] {
    mac(secret, side, transcript).finalize().into_bytes().into()
}

pub(crate) fn proves(secret: &[u8; 32], side: &str, transcript: &[u8], proof: &[u8; 32]) -> bool {
    mac(secret, side, transcript).verify_slice(proof).is_ok()
}

pub(crate) async fn send<S: AsyncWrite + Unpin>(
    stream: &mut S,
    message: &impl Serialize,
) -> Result<(), Error> {
    let bytes = postcard::to_stdvec(message).expect("pairing messages always serialise");
    let length = u32::try_from(bytes.len()).expect("pairing messages are small");
    let lost = |error: std::io::Error| Error::Connection(error.to_string());
    stream
        .write_all(&length.to_be_bytes())
        .await
        .map_err(lost)?;
    stream.write_all(&bytes).await.map_err(lost)?;
    stream.flush().await.map_err(lost)
}

pub(crate) async fn receive<T: DeserializeOwned>(
    stream: &mut (impl AsyncRead + Unpin),
) -> Result<T, Error> {
    let lost = |error: std::io::Error| Error::Connection(error.to_string());
    let mut length = [0; 4];
    stream.read_exact(&mut length).await.map_err(lost)?;
    let length = u32::from_be_bytes(length) as usize;
    if length > MESSAGE_BYTES_MAX {
        return Err(protocol());
    }
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes).await.map_err(lost)?;
    match postcard::take_from_bytes(&bytes) {
        Ok((message, [])) => Ok(message),
        _ => Err(protocol()),
    }
}
