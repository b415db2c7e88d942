//! Definitions as their documents hold them.

use std::collections::BTreeMap;

use journal::{Definition, DocId, SheetRow};
use programme::definitions;

/// Most documents of definitions, old versions included.
pub(super) const DEFINITIONS_MAX: usize = 256;

/// The TOML in a definition's document.
pub(crate) fn source_of(row: &SheetRow) -> &str {
    row.fields.words(Definition::SOURCE_FIELD)
}

/// Whether two sources are one and the same; a pipe may have taken the last line break.
pub(crate) fn same_source(one: &str, other: &str) -> bool {
    one.trim_end() == other.trim_end()
}

/// The newest version of each definition in these documents, with what earlier ones asked; by id. What cannot be read
/// (a later program may have written it) is left out.
pub(crate) fn newest<'r>(
    documents: impl IntoIterator<Item = (DocId, &'r SheetRow)>,
) -> Vec<Definition> {
    let mut documents: Vec<_> = documents.into_iter().collect();
    documents.sort_by_key(|(id, _)| *id);
    // Only a hostile device makes more.
    documents.truncate(DEFINITIONS_MAX);
    let mut by_id: BTreeMap<String, Vec<Definition>> = Default::default();
    for (_, row) in documents {
        // What claims to be a step is not the person's own.
        if let Ok(definition) = Definition::parse(source_of(row))
            && definition.step.is_none()
            && definitions::by_id(&definition.id).is_none()
        {
            by_id
                .entry(definition.id.clone())
                .or_default()
                .push(definition);
        }
    }
    by_id
        .into_values()
        .filter_map(Definition::of_versions)
        .collect()
}
