//! The journals that are known, and how one is told from another: by the names in an archive and by what its files begin
//! with, never by what it is called.

mod apple;
mod classic;
mod csv;
mod daylio;
mod dayone;
mod diarium;
mod diaro;
mod enex;
mod evernote;
mod front;
mod joplin;
mod journey;
mod jrnl;
mod keep;
mod logseq;
mod markdown;
mod momento;
mod obsidian;
mod org;
mod own;
mod rednotebook;
mod rich;
mod standard_notes;
mod table;
mod words750;

pub(crate) mod detect;

use crate::kind::Kind;
use crate::refusal::Refusal;
use crate::taking::Taking;

/// Reads an archive of this kind.
pub(crate) fn read(kind: Kind, taking: &mut Taking<'_>) -> Result<(), Refusal> {
    match kind {
        Kind::Own => own::read(taking),
        Kind::Jrnl => jrnl::read(taking),
        Kind::DayOne => dayone::read(taking),
        Kind::DayOneClassic => classic::read(taking),
        Kind::Joplin => joplin::read(taking),
        Kind::Markdown => obsidian::read(taking),
        Kind::Csv => csv::read(taking),
        Kind::Daylio => daylio::read(taking),
        Kind::Journey => journey::read(taking),
        Kind::Diarium => diarium::read(taking),
        Kind::StandardNotes => standard_notes::read(taking),
        Kind::Keep => keep::read(taking),
        Kind::Evernote => evernote::read(taking),
        Kind::Logseq => logseq::read(taking),
        Kind::Org => org::read(taking),
        Kind::RedNotebook => rednotebook::read(taking),
        Kind::Apple => apple::read(taking),
        Kind::Momento => momento::read(taking),
        Kind::Words750 => words750::read(taking),
        Kind::Diaro => diaro::read(taking),
    }
}
