//! The JSON that `--json` prints. These shapes are an interface: fields are added, never renamed or removed; they are
//! documented in `docs/cli.md`. One file per thing that is shown; what is shown to people is in `view`.

pub(crate) mod both_sides;
mod entry;
pub(crate) mod figures;
mod files;
pub(crate) mod flag;
pub(crate) mod hidden;
pub(crate) mod insight;
pub(crate) mod label;
pub(crate) mod late;
pub(crate) mod note;
pub(crate) mod share;
mod status;
mod version;
pub(crate) mod worksheet;

pub(crate) use entry::{EntryShape, FoundShape, ListShape};
pub(crate) use files::files_shape;
pub(crate) use status::{
    DeviceShape, StatusShape, cut_off_shape, folder_shape, role_name, split_shape, to_fetch_shape,
};
pub(crate) use version::VersionShape;
