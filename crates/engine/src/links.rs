//! Links as people write them: an entry or an item by the beginning of its id.

use journal::{Definition, ItemId, Link};

use crate::Error;
use crate::shelf::{SheetName, Shelf};
use crate::vault::Vault;
use crate::views::EntryRef;

impl Vault {
    /// Every link in `text` written out in full; what is no short form stays as it is, for the field to judge.
    pub(crate) fn full_links(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        text: &str,
    ) -> Result<String, Error> {
        let mut full = Vec::new();
        for word in text.split_whitespace() {
            let (sign, link) = match word.strip_prefix('-') {
                Some(link) if !link.is_empty() => ("-", link),
                _ => ("", word),
            };
            let written = if link == "-" || link.contains(':') {
                link.to_owned()
            } else {
                self.full_link(shelf, definition, link)?
            };
            full.push(format!("{sign}{written}"));
        }
        Ok(full.join(" "))
    }

    fn full_link(
        &self,
        shelf: &Shelf,
        definition: &Definition,
        link: &str,
    ) -> Result<String, Error> {
        let parts: Vec<&str> = link.split('/').collect();
        let link = match parts.as_slice() {
            [entry] => {
                let entry: EntryRef = entry.parse()?;
                Link::Document(self.resolve(&entry)?)
            }
            [list, item] => Link::here(*list, find_item(shelf, definition, list, item)?),
            [sheet, list, item] => {
                let other = shelf.definition(&SheetName::from(*sheet))?;
                let item = find_item(shelf, &other, list, item)?;
                if other.id == definition.id {
                    Link::here(*list, item)
                } else {
                    Link::Item {
                        document: Some(shelf.worksheet(&other)),
                        list: (*list).to_owned(),
                        item,
                    }
                }
            }
            _ => return Err(Error::Invalid(format!("“{link}” is no link"))),
        };
        Ok(link.to_string())
    }
}

fn find_item(
    shelf: &Shelf,
    definition: &Definition,
    list: &str,
    prefix: &str,
) -> Result<ItemId, Error> {
    let wanted = prefix.to_lowercase();
    let items = shelf.row(definition).map_or(&[][..], |row| row.items(list));
    let mut fits = items
        .iter()
        .map(|item| item.id)
        .filter(|id| id.to_string().starts_with(&wanted));
    match (fits.next(), fits.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(Error::NotFound {
            what: format!("item “{prefix}” of {list}"),
        }),
        (Some(a), Some(b)) => Err(Error::Ambiguous {
            prefix: prefix.to_owned(),
            candidates: vec![a.to_string(), b.to_string()],
        }),
    }
}
