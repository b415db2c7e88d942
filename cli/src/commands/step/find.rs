//! An item of a worksheet by the beginning of its id.

use engine::WorksheetView;
use engine::worksheet::ItemId;

use crate::failure::{Failure, Kind};
use crate::view;

/// The one item of `list` whose id begins with `prefix`; none or several are a failure that says so.
pub(crate) fn find_item(
    sheet: &WorksheetView,
    list: &str,
    prefix: &str,
) -> Result<ItemId, Failure> {
    let wanted = prefix.to_lowercase();
    let fits = |id: &ItemId| id.to_string().starts_with(&wanted);
    let found: Vec<ItemId> = sheet
        .row
        .items(list)
        .iter()
        .map(|item| item.id)
        .filter(fits)
        .collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(Failure::new(
            Kind::NotFound,
            format!("there is no item “{prefix}” in {list}"),
        )
        .help(format!(
            "`still step {}` shows the items and their ids",
            view::worksheet::name_of(&sheet.definition)
        ))),
        _ => Err(Failure::new(
            Kind::NotFound,
            format!("“{prefix}” could be several items of {list}"),
        )
        .help("give more of the id")),
    }
}
