//! Devices that are never on at the same time come into step through a folder: a stick, a folder of a cloud or of
//! Syncthing, a disk on the network.
//!
//! Each device writes files of its own there, once, and never changes one: *packs* of sealed records, and *manifests* that
//! say which packs it keeps and, signed, what it holds. What a folder lacks never deletes anything. What is in it is
//! foreign until it is verified: records go the way that those of an exchange go.
//!
//! In reading order: `names` what files are called, `folder` what a folder must be able to do and `real` one of this
//! machine, `state` what is remembered of it, `run` one run, `survey`, `reading` and `taking` what is there, `publish` what is
//! brought, `manage` folders by name, `recovering` all of it for whoever has the recovery kit alone.

mod coverage;
mod error;
mod folder;
mod manage;
mod names;
mod publish;
mod reading;
mod real;
mod recovering;
mod run;
mod state;
mod survey;
mod taking;
mod told;

pub use error::CarryError;
pub use folder::{CarrierFolder, EntryKind, FolderEntry, Listing, NAMES_MAX};
pub use manage::{Checked, FolderView, check, folders, forget, path_of, places, take_out};
pub use real::RealFolder;
pub use recovering::{Opened, is_carried_through, open_all};
pub use run::{Carried, CarryOptions, carry, known_as};
