//! What can be named as evidence: what is named already, the newest entries, and items of the lists that a question points
//! to.

use engine::views::{EntryView, Query};
use engine::worksheet::{FieldDef, FieldValue, Place, SheetRow, definitions};
use engine::{SheetName, WorksheetView};

use crate::app::App;
use crate::part::input::Offer;
use crate::part::{entry, sheet, words};
use crate::problem::Problem;

/// The newest entries that are offered.
const ENTRIES: usize = 20;
/// Items of each list that are offered; the newest of a log.
const ITEMS: usize = 20;

/// All of them; those that are named already come first.
pub(crate) async fn of(
    app: &App,
    view: &WorksheetView,
    field: &FieldDef,
    place: Option<&Place>,
) -> Result<Vec<Offer>, Problem> {
    let named: Vec<String> = match place.and_then(|place| view.row.value(place)) {
        Some(FieldValue::Chosen(links)) => links.iter().cloned().collect(),
        Some(FieldValue::Line(link)) if !link.is_empty() => vec![link.clone()],
        _ => Vec::new(),
    };
    let now = named.iter().map(|link| Offer {
        link: link.clone(),
        label: view.links.get(link).unwrap_or(link).clone(),
        chosen: true,
    });
    let mut offers: Vec<Offer> = now.collect();
    let is_named = |id: &str| named.iter().any(|link| link.ends_with(id));
    for to in &field.to {
        match to.split_once(':') {
            None if to == "entries" => {
                let newest = app.journal().entries().list(Query::newest(ENTRIES)).await?;
                let new = newest.entries.iter().filter(|entry| !is_named(&entry.id));
                offers.extend(new.map(of_entry));
            }
            None => {
                let list = view.definition.list(to);
                offers.extend(
                    list.into_iter()
                        .flat_map(|list| items(list, &view.row, "", &is_named)),
                );
            }
            Some((definition, list)) => {
                let step = definitions::by_id(definition).and_then(|it| it.step);
                let name = step.map_or_else(
                    || SheetName::Definition(definition.to_owned()),
                    SheetName::Step,
                );
                // One that was taken away offers nothing.
                let Ok(other) = app.journal().worksheets().get(name.clone()).await else {
                    continue;
                };
                let list = other.definition.list(list);
                let before = format!("{name}/");
                offers.extend(
                    list.into_iter()
                        .flat_map(|list| items(list, &other.row, &before, &is_named)),
                );
            }
        }
    }
    Ok(offers)
}

fn of_entry(entry: &EntryView) -> Offer {
    Offer {
        link: entry.id.clone(),
        label: format!(
            "{}, {}",
            entry.moment().strftime("%-d %b %Y"),
            entry::name(entry)
        ),
        chosen: false,
    }
}

/// Items of a list as they are typed: `LIST/ITEM`, with the worksheet before it where it is another one.
fn items(
    list: &FieldDef,
    row: &SheetRow,
    before: &str,
    is_named: &dyn Fn(&str) -> bool,
) -> Vec<Offer> {
    let known = sheet::items(list, row);
    let new = known
        .into_iter()
        .filter(|item| !is_named(&item.id.to_string()));
    new.take(ITEMS)
        .map(|item| Offer {
            link: format!("{before}{}/{}", list.id, item.id),
            label: format!(
                "{}: {}",
                words::line(&list.label),
                sheet::item_name(list, item)
            ),
            chosen: false,
        })
        .collect()
}
