//! What lies inside a manifest: which packs a writer keeps in a folder, what it has read there, and what it holds.

use ed25519_dalek::{Signer, SigningKey};

use crate::codec::{CodecError, Reader, put_bytes, put_count};
use crate::hash::{label, labelled_hash, signed_by};
use crate::ids::DeviceId;
use crate::limits;
use crate::pack::{CarriedPlace, padded_end};
use crate::statement::Statement;

const MAGIC: [u8; 6] = *b"SBMF1\n";

/// A pack that a writer keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptPack {
    /// Its number, which stands in its name.
    pub number: u32,
    /// What else stands in its name.
    pub random: [u8; 10],
    /// Length of the file.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
}

/// A manifest, opened. It is signed with the writer's link key, so that it can be made while a device is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// Where it belongs; the counter rises by one with each.
    pub place: CarriedPlace,
    /// The writer's device.
    pub device: DeviceId,
    /// Its incarnation.
    pub incarnation: u64,
    /// Unix seconds, by the clock of the writer.
    pub at: i64,
    /// What it holds durably, of each space.
    pub statements: Vec<Statement>,
    /// Its packs, ascending by number.
    pub packs: Vec<KeptPack>,
    /// Of other writers the last manifest all of whose packs it has read, ascending.
    pub read: Vec<([u8; 8], u64)>,
}

impl Manifest {
    /// The bytes, signed, without padding.
    #[must_use]
    pub fn encode(&self, link: &SigningKey) -> Vec<u8> {
        let mut out = Vec::new();
        out.extend_from_slice(&MAGIC);
        self.place.write(&mut out);
        out.extend_from_slice(self.device.as_bytes());
        out.extend_from_slice(&self.incarnation.to_be_bytes());
        out.extend_from_slice(&self.at.to_be_bytes());
        put_count(&mut out, self.statements.len());
        for statement in &self.statements {
            put_bytes(&mut out, &statement.encode());
        }
        put_count(&mut out, self.packs.len());
        for pack in &self.packs {
            out.extend_from_slice(&pack.number.to_be_bytes());
            out.extend_from_slice(&pack.random);
            out.extend_from_slice(&pack.bytes.to_be_bytes());
            out.extend_from_slice(&pack.sha256);
        }
        put_count(&mut out, self.read.len());
        for (writer, counter) in &self.read {
            out.extend_from_slice(writer);
            out.extend_from_slice(&counter.to_be_bytes());
        }
        let signature = link.sign(&labelled_hash(label::MANIFEST, &[&out]));
        out.extend_from_slice(&signature.to_bytes());
        out
    }

    /// Reads what [`Manifest::encode`] wrote, with any number of zero bytes behind it.
    ///
    /// # Errors
    /// Anything else, or what is above a limit.
    pub fn decode(bytes: &[u8]) -> Result<SignedManifest, CodecError> {
        let mut reader = Reader::new(bytes);
        if reader.array::<6>()? != MAGIC {
            return Err(CodecError::UnknownTag);
        }
        let place = CarriedPlace::read(&mut reader)?;
        let device = DeviceId::from_bytes(reader.array()?);
        let (incarnation, at) = (reader.u64()?, reader.i64()?);
        let mut statements = Vec::new();
        for _ in 0..reader.count(limits::STATEMENTS_PER_MANIFEST_MAX)? {
            let statement = Statement::decode(reader.bytes(limits::STATEMENT_BYTES_MAX)?)?;
            statements.push(statement);
        }
        let mut packs: Vec<KeptPack> = Vec::new();
        for _ in 0..reader.count(limits::PACKS_PER_MANIFEST_MAX)? {
            let pack = KeptPack {
                number: reader.u32()?,
                random: reader.array()?,
                bytes: reader.u64()?,
                sha256: reader.array()?,
            };
            if packs.last().is_some_and(|last| last.number >= pack.number) {
                return Err(CodecError::NotSorted);
            }
            packs.push(pack);
        }
        let mut read: Vec<([u8; 8], u64)> = Vec::new();
        for _ in 0..reader.count(limits::WRITERS_PER_FOLDER_MAX)? {
            let (writer, counter) = (reader.array()?, reader.u64()?);
            if read.last().is_some_and(|(last, _)| *last >= writer) {
                return Err(CodecError::NotSorted);
            }
            read.push((writer, counter));
        }
        let signed = bytes.len() - reader.left();
        let signature = reader.array()?;
        let used = padded_end(bytes.len(), reader)?;
        Ok(SignedManifest {
            manifest: Self {
                place,
                device,
                incarnation,
                at,
                statements,
                packs,
                read,
            },
            hash: labelled_hash(label::MANIFEST, &[&bytes[..signed]]),
            signature,
            used,
        })
    }
}

/// A manifest as it was read: it is to be believed once [`SignedManifest::is_signed_by`] says so.
#[derive(Clone, Debug)]
pub struct SignedManifest {
    /// What it says.
    pub manifest: Manifest,
    /// Of all that is signed: two manifests with one counter are the same if this is.
    pub hash: [u8; 32],
    /// Bytes without the padding.
    pub used: usize,
    signature: [u8; 64],
}

impl SignedManifest {
    /// Whether it was signed with this link key.
    #[must_use]
    pub fn is_signed_by(&self, link: &[u8; 32]) -> bool {
        signed_by(link, &self.hash, &self.signature)
    }
}
