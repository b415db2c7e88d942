//! Joining: the ticket that is typed or scanned, and the messages of pairing.

use vault::{Ticket, foreign};

use crate::Seed;

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
    use sha2::{Digest, Sha256};
    let text = std::str::from_utf8(bytes).ok()?;
    let mut ticket = data_encoding::BASE32_NOPAD.decode(text.as_bytes()).ok()?;
    ticket.truncate(ticket.len().checked_sub(4)?);
    let hash = Sha256::digest(&ticket);
    ticket.extend_from_slice(&hash[..4]);
    Some(data_encoding::BASE32_NOPAD.encode(&ticket))
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
    examples
        .map(|(number, bytes)| (number.to_string(), bytes))
        .collect()
}

pub fn tickets() -> Vec<Seed> {
    use sha2::{Digest, Sha256};
    let made = |role: u8, addresses: &[u8]| {
        let mut bytes = vec![1, role];
        bytes.extend([7; 32 + 16 + 32]);
        bytes.extend(1_800_000_000_i64.to_be_bytes());
        bytes.extend(addresses);
        let hash = Sha256::digest(&bytes);
        bytes.extend(&hash[..4]);
        let ticket: Ticket = data_encoding::BASE32_NOPAD
            .encode(&bytes)
            .parse()
            .expect("a ticket");
        ticket.to_text().into_bytes()
    };
    vec![
        ("owner".into(), made(1, &[4, 192, 0, 2, 7, 195, 80])),
        ("reader".into(), made(2, &[])),
    ]
}
