//! Links: what a worksheet names as evidence. They are kept as chosen things, so their text form is
//! short and closed.

use std::fmt;
use std::str::FromStr;

use crate::definition::name::{is_field_id, shown};
use crate::document::id::{DOC_ID_CHARS, DocId};
use crate::worksheet::id::ItemId;
use crate::worksheet::limits::SheetError;

/// A reference to an entry or worksheet, or to one item of a worksheet.
///
/// As text: `<document>`, `<document>:<list>:<item>`, or `:<list>:<item>` for an item of the
/// worksheet the link stands in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// A whole document.
    Document(DocId),
    /// An item of a worksheet.
    Item {
        /// The worksheet; `None` for the one that holds the link.
        document: Option<DocId>,
        /// The list or log.
        list: String,
        /// The item.
        item: ItemId,
    },
}

impl Link {
    /// The link to an item of the worksheet that holds the link.
    pub fn here(list: impl Into<String>, item: ItemId) -> Self {
        Self::Item {
            document: None,
            list: list.into(),
            item,
        }
    }

    /// The list and item it points to, in whichever worksheet: an item's id is its own.
    pub fn target(&self) -> Option<(&str, ItemId)> {
        match self {
            Self::Item { list, item, .. } => Some((list, *item)),
            Self::Document(_) => None,
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Document(document) => write!(f, "{document}"),
            Self::Item {
                document,
                list,
                item,
            } => {
                if let Some(document) = document {
                    write!(f, "{document}")?;
                }
                write!(f, ":{list}:{item}")
            }
        }
    }
}

impl FromStr for Link {
    type Err = SheetError;

    /// Reads a link written in full.
    fn from_str(text: &str) -> Result<Self, SheetError> {
        let refused = || SheetError::Choice(shown(text));
        let document = |text: &str| match DocId::prefix_bounds(text) {
            Ok((first, last)) if text.len() == DOC_ID_CHARS && first == last => Ok(first),
            _ => Err(refused()),
        };
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            [id] => Ok(Self::Document(document(id)?)),
            [id, list, item] if is_field_id(list) => Ok(Self::Item {
                document: if id.is_empty() {
                    None
                } else {
                    Some(document(id)?)
                },
                list: (*list).to_owned(),
                item: item.parse()?,
            }),
            _ => Err(refused()),
        }
    }
}
