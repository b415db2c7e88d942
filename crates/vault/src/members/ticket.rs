//! Tickets: what an existing device shows so that a newcomer can find it and prove that it was shown one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use replica::{LinkId, Role};
use sha2::{Digest, Sha256};

use crate::Error;

/// How long a ticket lives, in seconds.
pub(crate) const TICKET_SECONDS: i64 = 600;
/// Addresses in a ticket.
const ADDRESSES_MAX: usize = 6;
/// Characters of a ticket as text.
const TEXT_MAX: usize = 600;
const VERSION: u8 = 1;
/// What the version comes to in base32, with the bits of the next byte that no role sets.
const BEGINNING: &str = "AE";

/// A ticket. Whoever holds it and reaches the device may ask to join; the words decide.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The device that shows it.
    pub inviter: LinkId,
    /// What the newcomer will be.
    pub role: Role,
    /// Seconds since 1970 after which it is void.
    pub expires_at: i64,
    /// Where the device can be reached.
    pub addresses: Vec<SocketAddr>,
    pub(crate) invite: [u8; 16],
    pub(crate) secret: [u8; 32],
}

impl std::fmt::Debug for Ticket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ticket")
            .field("inviter", &self.inviter)
            .finish_non_exhaustive()
    }
}

impl Ticket {
    /// The ticket with at most so many of its addresses, for a smaller QR code. On a local network the devices find each
    /// other without any.
    #[must_use]
    pub fn with_addresses(&self, count: usize) -> Self {
        let mut shorter = self.clone();
        shorter.addresses.truncate(count);
        shorter
    }

    /// The ticket as text: upper-case letters and digits, which a QR code holds compactly.
    pub fn to_text(&self) -> String {
        let mut bytes = vec![VERSION, role_byte(self.role)];
        bytes.extend_from_slice(self.inviter.as_bytes());
        bytes.extend_from_slice(&self.invite);
        bytes.extend_from_slice(&self.secret);
        bytes.extend_from_slice(&self.expires_at.to_be_bytes());
        for address in self.addresses.iter().take(ADDRESSES_MAX) {
            match address.ip() {
                IpAddr::V4(ip) => {
                    bytes.push(4);
                    bytes.extend_from_slice(&ip.octets());
                }
                IpAddr::V6(ip) => {
                    bytes.push(6);
                    bytes.extend_from_slice(&ip.octets());
                }
            }
            bytes.extend_from_slice(&address.port().to_be_bytes());
        }
        let check = checksum(&bytes);
        bytes.extend_from_slice(&check);
        data_encoding::BASE32_NOPAD.encode(&bytes)
    }

    /// Whether a text could be the beginning of a ticket, of which more lines may follow.
    pub fn may_begin(text: &str) -> bool {
        let text = letters(text);
        text.len() < TEXT_MAX && text.starts_with(BEGINNING)
    }

    /// The discovery key that the two devices of this ticket find each other by on a local network; it proves nothing.
    pub fn discovery_key(&self) -> [u8; 32] {
        replica::labelled_hash("still/v1/meet-ticket", &[&self.secret, &self.invite])
    }
}

impl std::str::FromStr for Ticket {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let malformed = || {
            Error::Invalid(
                "this is not a whole ticket: copy all of it, from the first letter to the last"
                    .into(),
            )
        };
        let text = letters(text);
        if text.len() > TEXT_MAX {
            return Err(malformed());
        }
        let bytes = data_encoding::BASE32_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| malformed())?;
        let (bytes, check) = bytes.split_last_chunk::<4>().ok_or_else(malformed)?;
        if checksum(bytes) != *check {
            return Err(malformed());
        }
        if bytes.first() != Some(&VERSION) {
            return Err(Error::NewerFormat);
        }
        parse(&bytes[1..]).ok_or_else(malformed)
    }
}

/// What counts of a text. Mails add line breaks, quotes and the like, and people read digits for letters; the checksum tells
/// the rest.
fn letters(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c {
            '0' => 'O',
            '1' => 'I',
            '8' => 'B',
            c => c.to_ascii_uppercase(),
        })
        .take(TEXT_MAX + 1)
        .collect()
}

fn parse(bytes: &[u8]) -> Option<Ticket> {
    let ([role], rest) = bytes.split_first_chunk()?;
    let (inviter, rest) = rest.split_first_chunk()?;
    let (invite, rest) = rest.split_first_chunk()?;
    let (secret, rest) = rest.split_first_chunk()?;
    let (expires_at, mut rest) = rest.split_first_chunk()?;
    let mut addresses = Vec::new();
    while let Some((kind, after)) = rest.split_first() {
        let ip: IpAddr;
        let after_ip;
        match kind {
            4 => {
                let (octets, more) = after.split_first_chunk::<4>()?;
                (ip, after_ip) = (Ipv4Addr::from(*octets).into(), more);
            }
            6 => {
                let (octets, more) = after.split_first_chunk::<16>()?;
                (ip, after_ip) = (Ipv6Addr::from(*octets).into(), more);
            }
            _ => return None,
        }
        let (port, more) = after_ip.split_first_chunk()?;
        addresses.push(SocketAddr::new(ip, u16::from_be_bytes(*port)));
        rest = more;
    }
    if addresses.len() > ADDRESSES_MAX {
        return None;
    }
    let role = match role {
        1 => Role::Owner,
        2 => Role::Reader,
        3 => Role::Keeper,
        _ => return None,
    };
    Some(Ticket {
        inviter: LinkId::from_bytes(*inviter),
        role,
        expires_at: i64::from_be_bytes(*expires_at),
        addresses,
        invite: *invite,
        secret: *secret,
    })
}

fn role_byte(role: Role) -> u8 {
    match role {
        Role::Owner => 1,
        Role::Reader => 2,
        Role::Keeper => 3,
    }
}

fn checksum(bytes: &[u8]) -> [u8; 4] {
    let hash = Sha256::digest(bytes);
    [hash[0], hash[1], hash[2], hash[3]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticket() -> Ticket {
        Ticket {
            inviter: LinkId::from_bytes([7; 32]),
            role: Role::Reader,
            expires_at: 1_800_000_000,
            addresses: vec![
                "192.0.2.7:50000".parse().unwrap(),
                "[2001:db8::1]:9".parse().unwrap(),
            ],
            invite: [1; 16],
            secret: [2; 32],
        }
    }

    #[test]
    fn survives_being_typed_in_lower_case_with_spaces() {
        let text = ticket().to_text().to_lowercase();
        let spaced: Vec<_> = text
            .as_bytes()
            .chunks(5)
            .map(String::from_utf8_lossy)
            .collect();
        assert_eq!(spaced.join(" ").parse::<Ticket>().unwrap(), ticket());
    }

    #[test]
    fn survives_a_mail_that_wraps_and_quotes_it() {
        let text = ticket().to_text();
        let lines: Vec<_> = text
            .as_bytes()
            .chunks(40)
            .map(String::from_utf8_lossy)
            .collect();
        assert!(Ticket::may_begin(&format!("> {}", lines[0])) && !Ticket::may_begin("walnut"));
        for role in [Role::Owner, Role::Reader, Role::Keeper] {
            let other = Ticket { role, ..ticket() }.to_text();
            assert!(Ticket::may_begin(&other[..40]), "{role:?}");
        }
        let mailed = format!("“> {}”\r\n\u{ad}", lines.join("\u{a0}\r\n> > "));
        assert_eq!(mailed.parse::<Ticket>().unwrap(), ticket());
        let read_aloud = text.replace('O', "0").replace('B', "8");
        assert_eq!(read_aloud.parse::<Ticket>().unwrap(), ticket());
    }

    #[test]
    fn a_shorter_one_is_the_same_ticket() {
        let short = ticket().with_addresses(1);
        assert!(short.to_text().len() < ticket().to_text().len());
        assert_eq!(short.discovery_key(), ticket().discovery_key());
        assert_eq!(short.to_text().parse::<Ticket>().unwrap(), short);
    }

    #[test]
    fn a_typo_or_a_missing_end_is_noticed() {
        let text = ticket().to_text();
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert!(String::from_utf8(bytes).unwrap().parse::<Ticket>().is_err());
            assert!(text[..at].parse::<Ticket>().is_err());
        }
    }
}
