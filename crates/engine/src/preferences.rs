//! What a person chose once for all their devices: one document in the home space.

use journal::{
    DayEnds, Definition, DocId, Edit, FieldValue, Kind, Place, Present, Row, Scalar, SheetEdit,
};
use programme::{QuietLine, Written};
use vault::SpaceId;

use crate::edits::WriteEdits;
use crate::error::{ReadError, WriteError};
use crate::shelf::derived;
use crate::snapshot::{Snapshot, row_of};
use crate::views::LostValue;
use crate::{Error, Vault};

/// The definition of the document. No worksheet can be called so: it has no questions.
const DEFINITION: &str = "settings";
const DAY_ENDS: &str = "day_ends";
const QUIET_LINE: &str = "quiet_line";
/// What its fields are, for the words in which changes of it are told. The labels are those of `still settings`.
const FIELDS: &str = r#"
id = "settings"
version = 1
title = "Settings"
intro = "What holds on all devices."
[[sections]]
id = "settings"
title = "Settings"
[[sections.fields]]
id = "day_ends"
kind = "line"
label = "day-ends"
prompt = "When does your day end?"
[[sections.fields]]
id = "quiet_line"
kind = "check"
label = "quiet-line"
prompt = "Is the line about help shown?"
"#;

/// What a person chose. It goes to all their devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// When their day ends: what happens before it counts to the day before, in every figure.
    pub day_ends: DayEnds,
    /// Whether one quiet line says what `still help-now` is, where something sounds like danger.
    pub quiet_line: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            day_ends: DayEnds::MIDNIGHT,
            quiet_line: true,
        }
    }
}

/// One of [`Preferences`], to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// See [`Preferences::day_ends`].
    DayEnds(DayEnds),
    /// See [`Preferences::quiet_line`].
    QuietLine(bool),
}

impl Vault {
    /// What the person chose; what was never chosen is as in [`Preferences::default`].
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn preferences(&self) -> Result<Preferences, ReadError> {
        Ok(self.home_snapshot()?.preferences()?)
    }

    /// Changes one of them on all devices. What a later program keeps beside them stays.
    ///
    /// # Errors
    /// [`WriteError::Locked`].
    pub fn set_preference(&self, preference: Preference) -> Result<(), WriteError> {
        let home = self.own_space()?;
        let (field, value) = match preference {
            Preference::DayEnds(ends) => (DAY_ENDS, Scalar::Line(ends.to_string())),
            Preference::QuietLine(on) => (QUIET_LINE, Scalar::Check(on)),
        };
        let set = SheetEdit::Set {
            place: Place::field(field),
            value,
        };
        let edits: Vec<Edit> = vec![define().into(), set.into()];
        let document = document_in(home);
        self.write_in(home, |write| write.edit(document, Kind::Settings, &edits))?;
        // Where it cannot be remembered, what was chosen before is only spoken of once more.
        let _ = self.settings_are_settled();
        Ok(())
    }

    /// The quiet line for what was just written, if there is reason for one and it is wanted. Nothing of it is kept.
    pub fn quiet_line(&self, written: &Written<'_>) -> Option<QuietLine> {
        // Hardly anything brings a line, so the setting is hardly ever read.
        let line = QuietLine::of(written)?;
        let wanted = self.preferences().is_ok_and(|chosen| chosen.quiet_line);
        wanted.then_some(line)
    }

    /// The present as the person has it: their clock, and when their day ends.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn present(&self) -> Result<Present, ReadError> {
        let day_ends = self.preferences()?.day_ends;
        Ok(Present {
            now: self.env().now(),
            day_ends,
        })
    }
}

impl Snapshot {
    /// What the person chose. In a share nothing is known of it.
    pub(crate) fn preferences(&self) -> Result<Preferences, Error> {
        let mut chosen = Preferences::default();
        let Some(item) = self.item(document_in(self.space().id()?))? else {
            return Ok(chosen);
        };
        if let Row::Sheet(row) = row_of(&item) {
            if let Ok(ends) = row.fields.words(DAY_ENDS).parse() {
                chosen.day_ends = ends;
            }
            if let Some(FieldValue::Check(on)) = row.fields.get(QUIET_LINE) {
                chosen.quiet_line = *on;
            }
        }
        Ok(chosen)
    }
}

/// What the document of the settings is.
pub(crate) fn define() -> SheetEdit {
    SheetEdit::Define {
        definition: DEFINITION.to_owned(),
        version: 1,
        journey: String::new(),
    }
}

/// How changes of the settings are told.
pub(crate) fn definition() -> Result<Definition, Error> {
    Definition::parse(FIELDS).map_err(|error| Error::Invalid(error.to_string()))
}

/// Puts a value that did not stand, and the one that did, in the words that `still settings` takes. False where both are
/// the same.
pub(crate) fn as_chosen(lost: &mut LostValue) -> bool {
    let as_chosen = |words: &str| match words {
        "" => "none".to_owned(),
        "yes" => "on".to_owned(),
        "no" => "off".to_owned(),
        time => time.to_owned(),
    };
    lost.words = as_chosen(&lost.words);
    lost.kept.words = as_chosen(&lost.kept.words);
    lost.words != lost.kept.words
}

/// The same on every device, so that two that choose apart write to one document.
pub(crate) fn document_in(space: SpaceId) -> DocId {
    derived("still/v1/settings", &[space.as_bytes()], Kind::Settings)
}
