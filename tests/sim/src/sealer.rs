//! Writes age v1 files from a seed: a header with one X25519 stanza for each recipient, and the payload in chunks. What it
//! writes is opened by age itself, in every run.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chacha20poly1305::aead::{Aead, KeyInit};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use data_encoding::BASE64_NOPAD;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use seal::seeded::Learnt;
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};

use crate::dice::Dice;
use crate::trace;

/// Bytes of plaintext in one chunk.
const CHUNK: usize = 64 * 1024;
/// Ephemeral keys that a recipient is sealed to by turns, so that the secrets they share can be kept.
const EPHEMERALS: usize = 4;

/// They follow from recipient and number alone, so that all threads may share them. Emptied where there are too many.
static SHARED: Mutex<BTreeMap<(String, usize), Stanza>> = Mutex::new(BTreeMap::new());
const SHARED_MAX: usize = 10_000;

/// What one ephemeral key and one recipient have in common.
#[derive(Clone)]
struct Stanza {
    share: String,
    wrap: [u8; 32],
}

/// Everything that this thread seals is sealed from a seed from now on. What was sealed in a beginning is known.
pub fn install(seed: u64, learnt: Learnt) {
    let mut dice = Dice::new(seed);
    let sealer = move |recipients: &[String], plaintext: &[u8]| {
        let sealed = seal(&mut dice, recipients, plaintext);
        trace::note_bytes(&sealed);
        sealed
    };
    seal::seeded::seal_with(Some(Box::new(sealer)), learnt);
}

fn seal(dice: &mut Dice, recipients: &[String], plaintext: &[u8]) -> Vec<u8> {
    let mut file_key = [0; 16];
    dice.fill(&mut file_key);
    let mut header = String::from("age-encryption.org/v1\n");
    for recipient in recipients {
        let stanza = stanza(recipient, dice.below(EPHEMERALS));
        let cipher = ChaCha20Poly1305::new(&stanza.wrap.into());
        let body = cipher
            .encrypt(&Nonce::default(), file_key.as_slice())
            .expect("a file key can be sealed");
        header.push_str(&format!(
            "-> X25519 {}\n{}\n",
            stanza.share,
            BASE64_NOPAD.encode(&body)
        ));
    }
    header.push_str("---");
    let mac_key = derive(&file_key, &[], b"header");
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&mac_key).expect("any key will do");
    mac.update(header.as_bytes());
    let mac = mac.finalize().into_bytes();
    header.push_str(&format!(" {}\n", BASE64_NOPAD.encode(&mac)));
    let mut nonce = [0; 16];
    dice.fill(&mut nonce);
    let cipher = ChaCha20Poly1305::new(&derive(&file_key, &nonce, b"payload").into());
    let mut out = header.into_bytes();
    out.extend_from_slice(&nonce);
    let mut chunks: Vec<&[u8]> = plaintext.chunks(CHUNK).collect();
    if chunks.is_empty() {
        chunks.push(&[]);
    }
    for (at, chunk) in chunks.iter().enumerate() {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&(at as u64).to_be_bytes());
        nonce[11] = u8::from(at + 1 == chunks.len());
        let sealed = cipher.encrypt(&nonce.into(), *chunk);
        out.extend_from_slice(&sealed.expect("a chunk can be sealed"));
    }
    out
}

fn stanza(recipient: &str, ephemeral: usize) -> Stanza {
    let place = (recipient.to_owned(), ephemeral);
    let shared = || SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = shared().get(&place) {
        return known.clone();
    }
    let point = PublicKey::from(point_of(recipient));
    let mut secret = [0; 32];
    Dice::new(trace::hash(recipient.as_bytes()) ^ ephemeral as u64).fill(&mut secret);
    let secret = StaticSecret::from(secret);
    let share = PublicKey::from(&secret);
    let common = secret.diffie_hellman(&point);
    let salt = [share.as_bytes().as_slice(), point.as_bytes()].concat();
    let made = Stanza {
        share: BASE64_NOPAD.encode(share.as_bytes()),
        wrap: derive(common.as_bytes(), &salt, b"age-encryption.org/v1/X25519"),
    };
    let mut shared = shared();
    if shared.len() >= SHARED_MAX {
        shared.clear();
    }
    shared.insert(place, made.clone());
    made
}

fn derive(key: &[u8], salt: &[u8], label: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    Hkdf::<Sha256>::new(Some(salt), key)
        .expand(label, &mut out)
        .expect("32 bytes can be derived");
    out
}

/// The point behind `age1…`.
fn point_of(recipient: &str) -> [u8; 32] {
    const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let mut bytes = [0; 32];
    let (mut held, mut bits, mut filled) = (0_u32, 0, 0);
    let data = &recipient.as_bytes()[4..recipient.len() - 6];
    for character in data {
        let value = ALPHABET.iter().position(|known| known == character);
        held = (held << 5 | value.expect("a recipient is Bech32") as u32) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            if let Some(byte) = bytes.get_mut(filled) {
                *byte = (held >> bits) as u8;
            }
            filled += 1;
        }
    }
    bytes
}
