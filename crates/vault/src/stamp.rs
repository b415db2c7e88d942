//! The name of one version of a document: what somebody saw when they began to write.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE32_NOPAD;

use crate::Error;

/// Bytes of a change's hash that a stamp keeps: enough that no two changes of a document are taken for each other.
const BYTES: usize = 10;
/// Characters of these bytes as text.
const CHARS: usize = 16;
/// Most changes that stand beside each other in one version.
const HEADS_MAX: usize = 256;

/// A version of one document, to be handed back with what was written on it.
///
/// As text: sixteen letters and digits for each change that nothing followed, ascending, with a dot between them, or
/// `new` for a document that nothing was written in yet. It tells nothing about the content.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stamp(Vec<[u8; BYTES]>);

impl Stamp {
    /// The version that ends with these changes.
    pub fn of(heads: &[[u8; 32]]) -> Self {
        let mut stamp: Vec<[u8; BYTES]> = heads
            .iter()
            .map(|head| std::array::from_fn(|place| head[place]))
            .collect();
        stamp.sort_unstable();
        Self(stamp)
    }

    /// The beginnings of the hashes of its changes.
    pub fn beginnings(&self) -> impl Iterator<Item = &[u8; BYTES]> {
        self.0.iter()
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("new");
        }
        for (place, head) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(".")?;
            }
            f.write_str(&BASE32_NOPAD.encode(head).to_ascii_lowercase())?;
        }
        Ok(())
    }
}

impl FromStr for Stamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text == "new" {
            return Ok(Self::default());
        }
        let head = |part: &str| {
            let bytes = BASE32_NOPAD.decode(part.to_ascii_uppercase().as_bytes());
            bytes.ok().and_then(|bytes| bytes.try_into().ok())
        };
        let fits = text.len() <= HEADS_MAX * (CHARS + 1);
        let heads: Option<Vec<[u8; BYTES]>> =
            fits.then(|| text.split('.').map(head).collect()).flatten();
        let mut heads = heads.ok_or_else(|| {
            Error::Invalid(
                "this is no version: a version is the “stamp” that `show --json` prints".into(),
            )
        })?;
        heads.sort_unstable();
        heads.dedup();
        Ok(Self(heads))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::Stamp;

    #[test]
    fn a_stamp_is_read_back_from_its_text_and_nothing_else_is() {
        for heads in [&[][..], &[[7; 32]], &[[9; 32], [1; 32], [255; 32]]] {
            let stamp = Stamp::of(heads);
            assert_eq!(stamp.to_string().parse::<Stamp>().unwrap(), stamp);
        }
        let one = Stamp::of(&[[7; 32]]).to_string();
        assert_eq!(one.len(), 16);
        assert_eq!(
            one.to_uppercase().parse::<Stamp>().unwrap().to_string(),
            one
        );
        for bad in [
            "",
            ".",
            "abc",
            &one[1..],
            &format!("{one}."),
            &format!("{one}{one}"),
        ] {
            assert!(bad.parse::<Stamp>().is_err(), "{bad:?}");
        }
    }
}
