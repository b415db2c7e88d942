//! What worksheets are made of, for faces: their questions, their values, the places in them, their figures. All of
//! it is plain data of the crate `journal`, named here so that a face needs no other crate than this one.

pub use journal::{
    Attempts, Cadence, Commitment, Definition, Due, FieldDef, FieldKind, FieldValue, Fields,
    HelpLine, HelpRegion, ItemId, ItemRow, Kept, LINE_CHARS_MAX, Mark, NoContact, Place, Promise,
    Readiness, Reason, STEPS, Section, SheetRow, TEXT_CHARS_MAX, Target, WeekRate, help_regions,
    prompt_of, prompts,
};
pub use wording::BlameRule;
