//! The moments of step 2: an urge, what became of it, and a slip. What the worksheet calls its fields is known here and
//! in its definition only.

use std::fmt;
use std::str::FromStr;

use jiff::Zoned;
use journal::{ItemId, Label, Target};
use serde_json::{Map, Value};

use crate::blocking::Programme;
use crate::error::WriteError;
use crate::views::EntryFields;
use crate::views::EntryView;
use crate::{Error, Vault};

/// The step that is about no contact.
const STEP: u8 = 2;
const URGES: &str = "urges";
const SLIPS: &str = "slips";

/// Which way an urge pulls, or contact went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// Writing to them.
    Messages,
    /// Calling them.
    Calls,
    /// Looking at what they post.
    SocialMedia,
    /// Happening to run into them.
    Coincidences,
    /// Asking or telling friends.
    Friends,
    /// Something else.
    Other,
}

impl Channel {
    /// All of them, in the order of the worksheet.
    pub const ALL: [Self; 6] = [
        Self::Messages,
        Self::Calls,
        Self::SocialMedia,
        Self::Coincidences,
        Self::Friends,
        Self::Other,
    ];

    /// How the worksheet names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Messages => "messages",
            Self::Calls => "calls",
            Self::SocialMedia => "social_media",
            Self::Coincidences => "coincidences",
            Self::Friends => "friends",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Channel {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let named = Self::ALL.into_iter().find(|channel| channel.id() == text);
        named.ok_or_else(|| {
            let ids = Self::ALL.map(Self::id).join(", ");
            Error::Invalid(format!("channel: \"{text}\" is none of the choices: {ids}"))
        })
    }
}

/// An urge to reach out, when it is there. What is left out is asked nowhere.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Urge {
    /// When it was; now if left out.
    pub at: Option<Zoned>,
    /// How strong it is, from 1 to 10.
    pub strength: Option<u8>,
    /// What set it off, on one line; may be empty. The same words each time can be counted.
    pub trigger: String,
    /// Which way it pulls.
    pub channel: Option<Channel>,
}

impl Urge {
    /// One that is there now, and of which nothing else is said.
    pub fn now() -> Self {
        Self::default()
    }
}

/// What became of an urge. What is left out stays as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AfterUrge {
    /// How strong it is now, from 1 to 10.
    pub strength: Option<u8>,
    /// Which way it pulled.
    pub channel: Option<Channel>,
    /// What was done instead; may be empty.
    pub instead: String,
    /// Whether there was contact after all: an urge counts as resisted where there was none, or where it is said what was
    /// done instead.
    pub gave_in: Option<bool>,
}

/// Contact after all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Slip {
    /// When it was; now if left out.
    pub at: Option<Zoned>,
    /// Which way.
    pub channel: Option<Channel>,
    /// What happened; may be empty.
    pub what: String,
    /// What is known now that helps next time; may be empty.
    pub learned: String,
}

impl Programme<'_> {
    /// Writes an urge down. Answers what it is called in the worksheet.
    ///
    /// # Errors
    /// [`WriteError::Locked`]; [`WriteError::Invalid`] for a strength outside 1 to 10, or a trigger that is too long.
    pub fn log_urge(&self, urge: &Urge) -> Result<ItemId, WriteError> {
        let mut fields = moment(urge.at.as_ref());
        put(&mut fields, "intensity", urge.strength);
        let trigger = Label::Trigger.tidied(&urge.trigger);
        put(&mut fields, "trigger", filled(&trigger));
        put(&mut fields, "channel", urge.channel.map(Channel::id));
        Ok(self.vault.log(URGES, fields)?)
    }

    /// Adds what became of an urge.
    ///
    /// # Errors
    /// As [`Programme::log_urge`], and [`WriteError::Invalid`] for an urge that there is not.
    pub fn urge_passed(&self, urge: ItemId, after: &AfterUrge) -> Result<(), WriteError> {
        let mut fields = Map::new();
        put(&mut fields, "after", after.strength);
        put(&mut fields, "channel", after.channel.map(Channel::id));
        put(&mut fields, "instead", filled(after.instead.trim()));
        put(&mut fields, "gave_in", after.gave_in);
        if fields.is_empty() {
            return Ok(());
        }
        Ok(self.vault.complete(urge, fields)?)
    }

    /// Keeps a letter that is not sent as an entry that no share takes along, and has the urge name it.
    ///
    /// # Errors
    /// As [`Entries::create`](crate::blocking::Entries::create) and [`Programme::urge_passed`].
    pub fn urge_letter(&self, urge: ItemId, letter: String) -> Result<EntryView, WriteError> {
        let entry = self
            .vault
            .entries()
            .create(EntryFields::text(letter).letter())?;
        let mut fields = Map::new();
        put(&mut fields, "letter", Some(entry.id.as_str()));
        self.vault
            .complete(urge, fields)
            .map_err(Error::after_commit)?;
        Ok(entry)
    }

    /// Writes a slip down: the next day is day 1, and the days before stay. Answers what it is called in the worksheet.
    ///
    /// # Errors
    /// As [`Programme::log_urge`].
    pub fn slip(&self, slip: &Slip) -> Result<ItemId, WriteError> {
        let mut fields = moment(slip.at.as_ref());
        put(&mut fields, "channel", slip.channel.map(Channel::id));
        put(&mut fields, "what", filled(&slip.what));
        put(&mut fields, "learned", filled(&slip.learned));
        Ok(self.vault.log(SLIPS, fields)?)
    }
}

impl Vault {
    fn log(&self, log: &str, fields: Map<String, Value>) -> Result<ItemId, Error> {
        let target = Target::NewItem(log.to_owned());
        let made = self.worksheets().fill_json(STEP, &target, &fields.into())?;
        Ok(made[0])
    }

    fn complete(&self, urge: ItemId, fields: Map<String, Value>) -> Result<(), Error> {
        let target = Target::Item(URGES.to_owned(), urge);
        Ok(self
            .worksheets()
            .fill_json(STEP, &target, &fields.into())
            .map(drop)?)
    }
}

fn moment(at: Option<&Zoned>) -> Map<String, Value> {
    let mut fields = Map::new();
    put(&mut fields, "at", at.map(ToString::to_string));
    fields
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    fields.extend(value.map(|value| (name.to_owned(), value.into())));
}

/// The text if there is one.
fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}
