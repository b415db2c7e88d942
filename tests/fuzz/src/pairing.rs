//! Joining: the ticket that is typed or scanned, and the messages of pairing.

use sha2::{Digest, Sha256};
use vault::{Ticket, foreign};

use crate::{Seed, named};

pub fn ticket(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Ticket::may_begin(&text);
    let mut typed = vec![text.clone().into_owned()];
    // As text the bytes of a ticket with a checksum that is right.
    typed.extend(checked(bytes));
    for text in typed {
        if let Ok(ticket) = text.parse::<Ticket>() {
            let written = ticket.to_text();
            assert_eq!(written.parse::<Ticket>().ok(), Some(ticket));
        }
    }
}

fn checked(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut ticket = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).ok()?;
    ticket.truncate(ticket.len().checked_sub(4)?);
    Some(with_checksum(ticket))
}

/// A ticket as text.
fn with_checksum(mut ticket: Vec<u8>) -> String {
    let hash = Sha256::digest(&ticket);
    ticket.extend_from_slice(&hash[..4]);
    data_encoding::BASE32_NOPAD.encode(&ticket)
}

pub fn message(bytes: &[u8]) {
    for number in 0..foreign::PAIRING_MESSAGES {
        if let Some(once) = foreign::pairing(number, bytes) {
            assert!(once.len() <= bytes.len());
            assert_eq!(foreign::pairing(number, &once), Some(once));
        }
    }
}

pub fn messages() -> Vec<Seed> {
    let examples = foreign::pairing_examples().into_iter().enumerate();
    named(examples.map(|(number, bytes)| (number.to_string(), bytes)))
}

pub fn tickets() -> Vec<Seed> {
    let made = |role: u8, addresses: &[u8]| {
        let mut bytes = vec![1, role];
        bytes.extend([7; 32 + 16 + 32]);
        bytes.extend(1_800_000_000_i64.to_be_bytes());
        bytes.extend(addresses);
        let ticket: Ticket = with_checksum(bytes).parse().expect("a ticket");
        ticket.to_text().into_bytes()
    };
    named([
        ("owner", made(1, &[4, 192, 0, 2, 7, 195, 80])),
        ("reader", made(2, &[])),
    ])
}
