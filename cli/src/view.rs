//! What is printed for people, one file per thing that is shown. The same for programs is in `json`.

pub(crate) mod both_sides;
pub(crate) mod carried;
pub(crate) mod clock;
pub(crate) mod dangers;
pub(crate) mod entry;
pub(crate) mod export;
pub(crate) mod figures;
pub(crate) mod files;
pub(crate) mod flag;
pub(crate) mod hidden;
pub(crate) mod import;
pub(crate) mod insight;
pub(crate) mod note;
pub(crate) mod quiet;
pub(crate) mod share;
pub(crate) mod share_report;
pub(crate) mod split;
pub(crate) mod standing;
pub(crate) mod version;
pub(crate) mod worksheet;
