//! What worksheets are made of, for faces: their questions, their values, the places in them, their figures. All of
//! it is plain data of the crates below, named here so that a face needs no other crate than this one.

pub use journal::{
    Definition, FieldDef, FieldKind, FieldValue, Fields, ItemId, ItemRow, LINE_CHARS_MAX, Place,
    SHORT_ID_CHARS, Section, SheetRow, TEXT_CHARS_MAX, Target,
};
pub use programme::{
    Attempts, BLAME_STEPS, BlameRule, Cadence, Commitment, Due, Flag, HelpLine, HelpRegion, Kept,
    LIMIT_STAYS, NoContact, Promise, REASONS_SHOWN, RECORDS_MIN, Readiness, Reason, STEPS,
    WeekRate, definitions, help_regions, prompt_of, prompts_ask_about_contact, prompts_under,
    shared_standing,
};
