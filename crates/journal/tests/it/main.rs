//! Documents from outside: edits, merging, the gate, searching.

mod entries;
mod entry_fields;
mod gate;
mod history;
mod labels;
mod moment;
mod own_kind;
mod queries;
mod search;
mod settle;
mod shares;
mod sheet_definition;
mod sheet_edits;
mod sheet_fleet;
mod sheet_hostile;
mod sheet_merge;
mod sheet_order;
mod sheet_versions;
mod tips;
