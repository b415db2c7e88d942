//! Records as FORMAT.md lays them out, read from that page alone: what is checked here, the program does not check for
//! itself.

use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

/// Class, device and incarnation, as they are written.
pub type LogName = [u8; 41];
/// Where a record stands.
pub type Place = (LogName, u64);

/// What a record says of itself in the clear.
#[derive(Debug, Clone)]
pub struct Header {
    pub log: LogName,
    pub number: u64,
    pub prev: [u8; 32],
    pub id: [u8; 32],
    pub body: Vec<u8>,
}

/// What is in a data record.
#[derive(Debug, Clone)]
pub struct Inside {
    pub after: Vec<Place>,
    /// The changes and rows of its documents, one behind the other: what is written stands in the clear in both.
    pub says: String,
}

/// What a control record does, as far as somebody asks here.
#[derive(Debug, Clone)]
pub enum Does {
    /// Hands out keys.
    Keys(Vec<u8>),
    /// Removes a device; what counts of its logs.
    Removes([u8; 32], Vec<Place>),
    Other,
}

/// Bytes that are read from the front.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        let (taken, rest) = self
            .0
            .split_at_checked(count)
            .ok_or("bytes are missing at the end")?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], String> {
        Ok(self.take(N)?.try_into().expect("so many were taken"))
    }

    fn u16(&mut self) -> Result<usize, String> {
        Ok(u16::from_be_bytes(self.array()?).into())
    }

    fn u32(&mut self) -> Result<usize, String> {
        Ok(u32::from_be_bytes(self.array()?) as usize)
    }

    fn u64(&mut self) -> Result<u64, String> {
        Ok(u64::from_be_bytes(self.array()?))
    }

    fn bytes(&mut self) -> Result<&'a [u8], String> {
        let count = self.u32()?;
        self.take(count)
    }

    fn end(&self) -> Result<(), String> {
        match self.0.len() {
            0 => Ok(()),
            left => Err(format!("{left} bytes are left over")),
        }
    }
}

/// The name under which a second history is filed that begins with this record.
pub fn branch(first: &Header) -> LogName {
    let mut hash = Sha256::new();
    hash.update(b"still/v1/branch\0");
    hash.update(first.id);
    let mut log = first.log;
    log[33..].copy_from_slice(&hash.finalize()[..8]);
    log
}

fn must(holds: bool, what: &str) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what.to_owned()) }
}

impl Header {
    /// Reads a record and checks all of it but its place.
    pub fn read(bytes: &[u8], space: &[u8]) -> Result<Self, String> {
        let mut input = Input(bytes);
        must(input.take(8)? == b"\x89SBREC1\n", "the magic is another")?;
        must(input.take(1)? == [1], "the suite is another")?;
        let kind = input.take(1)?[0];
        must(kind == 1 || kind == 2, "the kind is another")?;
        must(input.take(16)? == space, "it is of another space")?;
        let device: [u8; 32] = input.array()?;
        let mut log = [kind; 41];
        log[1..33].copy_from_slice(&device);
        log[33..].copy_from_slice(input.take(8)?);
        let number = input.u64()?;
        let prev = input.array()?;
        let length = input.u32()?;
        let most = if kind == 1 { 262_144 } else { 1_048_576 };
        must(length <= most, "the body is too long")?;
        let body_hash: [u8; 32] = input.array()?;
        let signature = Signature::from_bytes(&input.array()?);
        let body = input.take(length)?.to_vec();
        input.end()?;
        must(
            <[u8; 32]>::from(Sha256::digest(&body)) == body_hash,
            "the body is another",
        )?;
        let mut id = Sha256::new();
        id.update(b"still/v1/record\0");
        id.update(&bytes[..142]);
        let id: [u8; 32] = id.finalize().into();
        let author = VerifyingKey::from_bytes(&device).map_err(|error| error.to_string())?;
        let signed = author.verify_strict(&id, &signature);
        must(signed.is_ok(), "the signature is another")?;
        Ok(Self {
            log,
            number,
            prev,
            id,
            body,
        })
    }

    pub fn is_control(&self) -> bool {
        self.log[0] == 1
    }

    pub fn device(&self) -> &[u8] {
        &self.log[1..33]
    }

    /// Whether what is sealed has one of the lengths of Padmé.
    pub fn is_padded(&self) -> bool {
        let mac = self.body.windows(4).position(|part| part == b"\n---");
        let Some(rest) = mac.and_then(|mac| {
            let line = self.body[mac + 1..]
                .iter()
                .position(|byte| *byte == b'\n')?;
            Some(self.body.len() - (mac + 1 + line + 1) - 16)
        }) else {
            return false;
        };
        let length = (rest - 16 * rest.div_ceil(65_536 + 16)) as u64;
        if length < 512 {
            return false;
        }
        let exponent = length.ilog2();
        let free = exponent.saturating_sub(exponent.ilog2() + 1);
        length.trailing_zeros() >= free
    }

    /// What an opened body says, if it belongs where it is.
    pub fn inside(&self, plain: &[u8], space: &[u8]) -> Result<Inside, String> {
        let mut input = Input(plain);
        must(input.take(4)? == b"SBP1", "the payload's magic is another")?;
        must(input.take(32)? == space, "the payload is of another space")?;
        must(
            input.take(41)? == self.log && input.u64()? == self.number,
            "the payload is of another place",
        )?;
        let mut after: Vec<Place> = Vec::new();
        for _ in 0..input.u16()? {
            let place = (input.array()?, input.u64()?);
            must(place.1 > 0 && place.0 != self.log, "after names nothing")?;
            must(
                after.last().is_none_or(|last| last.0 < place.0),
                "after is in another order",
            )?;
            after.push(place);
        }
        let mut says = String::new();
        for _ in 0..input.u16()? {
            let id = input.take(16)?;
            must(id[15] == input.take(1)?[0], "the kind is not in the id")?;
            let changes = input.u16()?;
            must((1..=1_024).contains(&changes), "no change, or too many")?;
            for _ in 0..=changes {
                says.push_str(&String::from_utf8_lossy(input.bytes()?));
                says.push('\n');
            }
        }
        input.end()?;
        Ok(Inside { after, says })
    }

    /// What a control record does.
    pub fn does(&self) -> Result<Does, String> {
        let mut input = Input(&self.body);
        input.take(8)?;
        let seen = input.u32()?;
        input.take(seen * 49)?;
        Ok(match input.take(1)?[0] {
            3 => {
                let device = input.array()?;
                let mut cuts = Vec::new();
                for _ in 0..input.u32()? {
                    cuts.push((input.array()?, input.u64()?));
                    input.take(32)?;
                }
                Does::Removes(device, cuts)
            }
            4 => {
                input.take(16 + 4)?;
                Does::Keys(input.bytes()?.to_vec())
            }
            _ => Does::Other,
        })
    }
}
