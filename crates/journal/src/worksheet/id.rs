//! Names of things inside a worksheet: items of lists, places of values, links to evidence. They
//! become parts of document keys, so their alphabets are closed.

use std::fmt;
use std::str::FromStr;

use data_encoding::BASE32_NOPAD;
use serde::{Deserialize, Serialize};

use crate::SHORT_ID_CHARS;
use crate::definition::name::{is_field_id, shown};
use crate::worksheet::limits::SheetError;

/// Longest chosen value (a choice id or a link), in bytes.
pub(crate) const CHOICE_BYTES_MAX: usize = 160;

/// The id of one item of a list or log: eight random bytes given by the caller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId([u8; 8]);

impl ItemId {
    /// An id from its bytes; the caller draws them at random.
    pub const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    /// The eight bytes.
    pub const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }

    /// As much of it as people are shown. Whoever asks for an item takes more of it, where two begin alike.
    pub fn short(&self) -> String {
        format!("{self:.SHORT_ID_CHARS$}")
    }
}

impl fmt::Display for ItemId {
    /// Thirteen characters of lowercase base32.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:.10}")
    }
}

impl FromStr for ItemId {
    type Err = SheetError;

    /// Reads the thirteen characters; either case is accepted, nothing else is.
    fn from_str(text: &str) -> Result<Self, SheetError> {
        let refused = || SheetError::Item(shown(text));
        if text.len() != 13 || !text.is_ascii() {
            return Err(refused());
        }
        let bytes = BASE32_NOPAD
            .decode(text.to_ascii_uppercase().as_bytes())
            .map_err(|_| refused())?;
        <[u8; 8]>::try_from(bytes).map(Self).map_err(|_| refused())
    }
}

impl Serialize for ItemId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ItemId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// Where a value of a worksheet lives: a field of its own, or a field of one item of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Place {
    /// A field of the worksheet.
    Field(String),
    /// A field of one item of a list or log.
    Item {
        /// The list's field id.
        list: String,
        /// The item.
        item: ItemId,
        /// The field's id inside the item.
        field: String,
    },
}

impl Place {
    /// A field of the worksheet.
    pub fn field(id: impl Into<String>) -> Self {
        Self::Field(id.into())
    }

    /// A field of one item.
    pub fn item(list: impl Into<String>, item: ItemId, field: impl Into<String>) -> Self {
        Self::Item {
            list: list.into(),
            item,
            field: field.into(),
        }
    }

    /// The document key of this place for values of one class (`f`, `t`, `c`, `s`, `r`).
    pub(crate) fn key(&self, class: &str) -> Result<String, SheetError> {
        match self {
            Self::Field(field) => {
                check_id(field)?;
                Ok(format!("{class}/{field}"))
            }
            Self::Item { list, item, field } => {
                check_id(field)?;
                Ok(format!("{}{class}/{field}", item_prefix(list, *item)?))
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => f.write_str(field),
            Self::Item { list, item, field } => write!(f, "{list}/{item}/{field}"),
        }
    }
}

impl FromStr for Place {
    type Err = SheetError;

    /// Reads what [`Place`] shows of itself.
    fn from_str(text: &str) -> Result<Self, SheetError> {
        let place = match text.split('/').collect::<Vec<_>>()[..] {
            [field] => Self::field(field),
            [list, item, field] => Self::item(list, item.parse()?, field),
            _ => return Err(SheetError::Id(shown(text))),
        };
        // The same check that its key makes.
        place.key("f").map(|_| place)
    }
}

/// The start of every document key of an item.
pub(crate) fn item_prefix(list: &str, item: ItemId) -> Result<String, SheetError> {
    check_id(list)?;
    Ok(format!("i/{list}/{item}/"))
}

/// Whether `text` can be a chosen value: a choice id or a link.
pub(crate) fn is_choice(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= CHOICE_BYTES_MAX
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_:.-".contains(&b))
}

pub(crate) fn check_id(id: &str) -> Result<(), SheetError> {
    if is_field_id(id) {
        Ok(())
    } else {
        Err(SheetError::Id(shown(id)))
    }
}
