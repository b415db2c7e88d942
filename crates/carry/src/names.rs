//! What folders and files are called: one lower-case alphabet, counters and randomness, nothing that follows from content.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use replica::DeviceId;
use sha2::Sha256;
use vault::FolderKey;

/// Says inside of a journal's folder that it is this journal's.
pub(crate) const ID: &str = "id.bin";
/// What [`Marks::id`] is made of beside the folder: carried, and the version of the layout.
const PURPOSE_AND_VERSION: [u8; 2] = [1, 1];
const DIGITS: usize = 7;
const RANDOM: usize = 16;
/// The highest number that fits into a name.
pub(crate) const NUMBER_MAX: u32 = 9_999_999;

/// A journal's folder.
pub(crate) type FolderId = [u8; 16];
/// A writer in it: one incarnation of a device.
pub(crate) type WriterId = [u8; 8];

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Pack,
    Manifest,
}

/// What tells a file from every other, wherever a program puts it and whatever it writes around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) number: u32,
    pub(crate) random: [u8; 10],
}

impl Token {
    /// The name under which it is made.
    pub(crate) fn name(&self) -> String {
        let kind = match self.kind {
            Kind::Pack => 'p',
            Kind::Manifest => 'm',
        };
        format!("{kind}{:07}{}.bin", self.number, text(&self.random))
    }

    /// The first one within a name.
    pub(crate) fn within(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        name.as_bytes().windows(1 + DIGITS + RANDOM).find_map(|at| {
            let kind = match at[0] {
                b'p' => Kind::Pack,
                b'm' => Kind::Manifest,
                _ => return None,
            };
            let (digits, random) = at[1..].split_at(DIGITS);
            if !digits.iter().all(u8::is_ascii_digit) {
                return None;
            }
            Some(Self {
                kind,
                number: std::str::from_utf8(digits).ok()?.parse().ok()?,
                random: bytes(std::str::from_utf8(random).ok()?)?,
            })
        })
    }
}

pub(crate) fn folder_name(folder: &FolderId) -> String {
    format!("k{}", text(folder))
}

pub(crate) fn folder_id(name: &str) -> Option<FolderId> {
    bytes(name.strip_prefix('k')?)
}

pub(crate) fn writer_name(writer: &WriterId) -> String {
    format!("w{}", text(writer))
}

pub(crate) fn writer_id(name: &str) -> Option<WriterId> {
    bytes(name.strip_prefix('w')?)
}

fn text(bytes: &[u8]) -> String {
    BASE32_NOPAD.encode(bytes).to_ascii_lowercase()
}

fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let decoded = BASE32_NOPAD.decode(text.to_ascii_uppercase().as_bytes());
    decoded.ok()?.try_into().ok()
}

/// The keyed names of a journal: nobody without its folder key can tell whose they are.
pub(crate) struct Marks<'k>(pub(crate) &'k FolderKey);

impl Marks<'_> {
    /// What stands in [`ID`].
    pub(crate) fn id(&self, folder: &FolderId) -> [u8; 32] {
        self.mac("still/v1/carry-id", &[folder, &PURPOSE_AND_VERSION])
    }

    pub(crate) fn writer(&self, folder: &FolderId, device: DeviceId, incarnation: u64) -> WriterId {
        let parts: [&[u8]; 3] = [folder, device.as_bytes(), &incarnation.to_be_bytes()];
        let mac = self.mac("still/v1/carry-writer", &parts);
        let mut writer = [0; 8];
        writer.copy_from_slice(&mac[..8]);
        writer
    }

    fn mac(&self, label: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(self.0.secret()).expect("HMAC takes keys of any length");
        mac.update(label.as_bytes());
        mac.update(&[0]);
        parts.iter().for_each(|part| mac.update(part));
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_whatever_other_programs_write_around_it() {
        let token = Token {
            kind: Kind::Pack,
            number: 42,
            random: [7; 10],
        };
        let name = token.name();
        assert_eq!(name.len(), 28);
        let stem = name.strip_suffix(".bin").expect("it ends so");
        for name in [
            name.clone(),
            format!("{stem} (Ada's conflicted copy 2026-11-28).bin"),
            format!("{stem}.sync-conflict-20261128-101112-ABCDEFG.bin"),
            format!("{stem} (2).bin"),
            format!("{stem}_1.bin"),
            format!(".{name}.icloud"),
            name.to_uppercase(),
        ] {
            assert_eq!(Token::within(&name), Some(token), "{name}");
        }
        for name in ["", "photo.jpg", "p00000421.bin", &stem[1..], "p000004Ä1111"] {
            assert_eq!(Token::within(name), None, "{name}");
        }
    }

    #[test]
    fn names_read_back_and_nothing_else_does() {
        assert_eq!(folder_id(&folder_name(&[9; 16])), Some([9; 16]));
        assert_eq!(writer_id(&writer_name(&[9; 8])), Some([9; 8]));
        assert_eq!(folder_id(&folder_name(&[9; 16]).to_uppercase()), None);
        assert_eq!(folder_id("k"), None);
        assert_eq!(writer_id("w..aaaaaaaaaaa"), None);
    }
}
