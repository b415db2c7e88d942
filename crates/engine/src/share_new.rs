//! Making a share: what it would hold, what in its rule nothing goes by, and the one transaction that makes it.

use std::collections::BTreeMap;

use jiff::Zoned;
use journal::{
    DocId, Kind, Label, Row, SHARE_NAME_CHARS_MAX, ShareAbout, ShareDocument, ShareRule, Spellings,
};
use vault::{Purpose, SpaceId};

use crate::Error;
use crate::blocking::Shares;
use crate::edits::WriteEdits;
use crate::error::{ReadError, WriteError};
use crate::labels::see_tags;
use crate::projection::{Shown, tag_keys};
use crate::shares::{Publication, ShareView};
use crate::shelf::SheetName;
use crate::views::EntryView;
use crate::{Confirmed, Vault};
use vault::{Founding, Invitation, SpaceKeys, id_of_kind};

/// Tags that are offered for one that nothing has.
const NEAR_MAX: usize = 3;

/// Who is who in a share. Both names are shown to the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareNames {
    /// Whom it is for, in the owner's words.
    pub reader: String,
    /// How the owner wants to be named to this reader; may be empty.
    pub owner: String,
}

impl From<&str> for ShareNames {
    /// For somebody, from nobody by name.
    fn from(reader: &str) -> Self {
        Self {
            reader: reader.to_owned(),
            owner: String::new(),
        }
    }
}

/// Something that a rule names and that finds nothing now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// No entry that can be shared has this tag.
    Tag {
        /// As it was given.
        tag: String,
        /// Tags written nearly like it, with the number of entries that have them; the nearest first.
        near: Vec<(String, usize)>,
    },
    /// The worksheet of this step is empty.
    Step(u8),
    /// This worksheet of the person's own is empty.
    Worksheet(String),
    /// Tags, star and dates together fit no entry, though each tag is known.
    Entries,
}

/// What stands beside what a rule shows, and is left out. Earlier versions, deleted words and drafts are in no share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Letters that are not sent: only one that is named goes along.
    pub letters: usize,
    /// Links in worksheets: they would name what is not shared.
    pub links: usize,
    /// Files of the entries that are shown: their bytes and names stay in the journal.
    pub files: usize,
}

impl Shares<'_> {
    /// What a reader would see under this rule, without publishing anything.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn preview(&self, rule: &ShareRule) -> Result<Publication, ReadError> {
        Ok(self.vault.preview(&self.vault.of_present_journey(rule)?)?)
    }

    /// What a rule names and does not find: a misspelt tag, an empty worksheet.
    ///
    /// # Errors
    /// As [`Shares::preview`].
    pub fn lacks(&self, rule: &ShareRule) -> Result<Vec<Lacking>, ReadError> {
        let rule = self.vault.of_present_journey(rule)?;
        let mut lacking = Vec::new();
        let known = self.vault.tags_to_share(&rule)?;
        for tag in &rule.tags {
            let word = Label::Tag.key(tag);
            if !known.contains_key(&word) {
                lacking.push(Lacking::Tag {
                    tag: tag.clone(),
                    near: near(&word, &known),
                });
            }
        }
        let seen = self.vault.preview(&rule)?;
        let filled = |id: &str| seen.worksheets.iter().any(|sheet| sheet.definition == id);
        let steps = rule.steps.iter().filter(|step| {
            programme::definitions::of_step(**step).is_some_and(|step| !filled(&step.id))
        });
        lacking.extend(steps.map(|step| Lacking::Step(*step)));
        let own = rule.worksheets.iter().filter(|id| !filled(id));
        lacking.extend(own.map(|id| Lacking::Worksheet(id.clone())));
        if rule.selects_entries() && lacking.is_empty() && seen.entries.is_empty() {
            lacking.push(Lacking::Entries);
        }
        Ok(lacking)
    }

    /// What is left out of what a rule seems to choose.
    ///
    /// # Errors
    /// As [`Shares::preview`].
    pub fn leaves_out(&self, rule: &ShareRule) -> Result<LeftOut, ReadError> {
        let rule = self.vault.of_present_journey(rule)?;
        Ok(LeftOut {
            letters: self.vault.letters_left_out(&rule)?,
            links: self.vault.links_left_out(&rule)?,
            files: self.vault.files_left_out(&rule)?,
        })
    }

    /// Makes a share: all of it, or nothing. Nothing is published before its reader has joined.
    ///
    /// # Errors
    /// [`WriteError::Invalid`] for an empty rule, a name that is none, or an end in the past.
    pub fn create(
        &self,
        names: impl Into<ShareNames>,
        rule: &ShareRule,
        ends_at: Option<&Zoned>,
        _: &Confirmed,
    ) -> Result<ShareView, WriteError> {
        let names = names.into();
        if names.reader.trim().is_empty() {
            return Err(WriteError::Invalid("a share needs a name".into()));
        }
        check_name(&names.reader)?;
        check_name(&names.owner)?;
        if rule.is_empty() {
            return Err(WriteError::Invalid(
                "choose what to share: steps, tags, dates or entries".into(),
            ));
        }
        let ends_at = ends_at.map(|at| at.timestamp().as_second());
        if ends_at.is_some_and(|at| at <= self.vault.env().unix()) {
            return Err(WriteError::Invalid(
                "the end of the share is in the past".into(),
            ));
        }
        let mut rule = self.vault.of_present_journey(rule)?;
        // As they are written in the journal, too: an earlier program on another device compares letter by letter.
        let wanted = tag_keys(&rule.tags);
        for (word, (spelling, _)) in self.vault.tags_to_share(&rule)? {
            if wanted.contains(&word) {
                rule.tags.insert(spelling);
            }
        }
        let id = SpaceId::from_bytes(self.vault.env().random());
        self.vault
            .make_share(id, &names, &rule, ends_at)
            .map_err(Error::unsaved)?;
        // It stands. What this does besides, every exchange does again.
        if let Err(error) = self.vault.prepare_spaces() {
            tracing::warn!(kind = ?error.kind(), "the new share is prepared at the next exchange");
        }
        let short = vault::short(id.tag().as_bytes());
        let made = self.vault.find_share(&short).map(|(_, view)| view);
        Ok(made.map_err(Error::after_commit)?)
    }

    /// Says how the owner is named to the reader of a share; an empty name takes the name away.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] if the share is over; [`WriteError::Invalid`].
    pub fn name_owner(&self, share: &str, owner: &str) -> Result<ShareView, WriteError> {
        check_name(owner)?;
        let (id, view) = self.vault.find_share(share)?;
        if view.over {
            return Err(WriteError::Refused(
                "this share is over; make a new one".into(),
            ));
        }
        let about = crate::shares::about_id(&self.vault.snapshot(id)?)?;
        let about = about.ok_or_else(|| {
            Error::Refused("this share has not arrived on this device yet".into())
        })?;
        self.vault.write_in(id, |write| {
            write
                .edit(about, Kind::Share, &[ShareAbout::named(owner)])
                .map(|_| ())
        })?;
        Ok(self.vault.find_share(&view.short).map(|(_, view)| view)?)
    }

    /// Makes an invitation for the reader of a share.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] if the share is over or has its reader already.
    pub fn invite(
        &self,
        share: &str,
        addresses: Vec<std::net::SocketAddr>,
        confirmed: &Confirmed,
    ) -> Result<Invitation, WriteError> {
        let (id, view) = self.vault.find_share(share)?;
        if view.over {
            return Err(WriteError::Refused(
                "this share is over; make a new one".into(),
            ));
        }
        if view.reader.is_some() {
            return Err(WriteError::Refused(
                "this share has its reader already; make another share for another device".into(),
            ));
        }
        // A reader is not told what its owner calls the device, but how the owner wants to be named.
        let shown_as = match view.from.as_str() {
            "" => "the device that shows the ticket".to_owned(),
            from => format!("the device of “{from}”"),
        };
        Ok(self.vault.invite_reader(confirmed, id, shown_as, addresses))
    }
}

impl Vault {
    /// The rule with its steps and figures those of the present journey, which they stay, and its tags as entries keep
    /// them. Fails for a worksheet that there is not.
    pub(crate) fn of_present_journey(&self, rule: &ShareRule) -> Result<ShareRule, Error> {
        let mut rule = rule.clone();
        rule.tags = rule.tags.iter().map(|tag| Label::Tag.tidied(tag)).collect();
        let shelf = self.shelf()?;
        for id in &rule.worksheets {
            shelf.definition(&SheetName::Definition(id.clone()))?;
        }
        if rule.insights || !rule.steps.is_empty() {
            rule.journey.clone_from(&shelf.present().key);
        }
        Ok(rule)
    }

    pub(crate) fn preview(&self, rule: &ShareRule) -> Result<Publication, Error> {
        self.preview_of(rule, |_| None)
    }

    /// The same with each item called what `name` says; it also puts the name into the rows of worksheets.
    pub(crate) fn preview_of(
        &self,
        rule: &ShareRule,
        name: impl Fn(&mut Shown) -> Option<String>,
    ) -> Result<Publication, Error> {
        let rows = self.projection(rule)?;
        let mut entries = Vec::new();
        let mut sheets = Vec::new();
        for (place, mut shown) in (0u128..).zip(rows) {
            let id = name(&mut shown).unwrap_or_default();
            match shown.row {
                Row::Entry(row) => entries.push(EntryView {
                    id,
                    ..crate::entries::view::detached_view(row)
                }),
                Row::Sheet(row) => {
                    // What is not published yet has no id; its place keeps the order.
                    sheets.push((shown.kind, DocId::from_bytes(place.to_be_bytes()), row));
                }
            }
        }
        entries.sort_by_cached_key(|entry| std::cmp::Reverse(entry.moment()));
        let sheets: Vec<_> = sheets
            .iter()
            .map(|(kind, id, row)| (*kind, *id, row))
            .collect();
        Ok(Publication::of(entries, &sheets))
    }

    /// The tags of all entries that can be shared without being named: folded, with one spelling and a count.
    fn tags_to_share(&self, rule: &ShareRule) -> Result<BTreeMap<String, (String, usize)>, Error> {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        if rule.tags.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut shown = Spellings::default();
        let everything = ShareRule {
            from: Some(jiff::civil::Date::MIN),
            ..ShareRule::default()
        };
        self.each_shown(&everything, |_, row| {
            see_tags(&mut shown, &row.when, &row.tags);
            for word in tag_keys(&row.tags) {
                *known.entry(word).or_default() += 1;
            }
        })?;
        let spelled = known.into_iter().map(|(word, entries)| {
            let spelling = shown.of_key(Label::Tag, &word).unwrap_or(&word).to_owned();
            (word, (spelling, entries))
        });
        Ok(spelled.collect())
    }

    /// One transaction: the space, what it is called there, and what it is at home.
    fn make_share(
        &self,
        id: SpaceId,
        names: &ShareNames,
        rule: &ShareRule,
        ends_at: Option<i64>,
    ) -> Result<(), Error> {
        let keys = SpaceKeys::generate(self.env().random());
        let (recovery, home) = {
            let view = self.view()?;
            let home = self.home(&view)?;
            let recovery = home.membership.recovery();
            let recovery = recovery
                .ok_or_else(|| Error::damaged("the journal"))?
                .clone();
            ((recovery.recipient, recovery.key), home.id()?)
        };
        let found = Founding {
            id,
            keys: &keys,
            purpose: Purpose::Share,
            recovery: &recovery,
            device_name: "",
            ends_at,
        };
        let mut transaction = self.transaction()?;
        let root = transaction.found(&found)?;
        let about = id_of_kind(self.env().random(), Kind::Share.to_byte());
        let (transaction, _) = transaction.write(id, |write| {
            let said = ShareAbout {
                title: names.reader.clone(),
                from: names.owner.clone(),
            };
            write.edit(about, Kind::Share, &said.creation())
        })?;
        let (transaction, _) = transaction.write(home, |write| {
            let doc = write.fresh_id(Kind::Share.to_byte());
            let share = ShareDocument {
                name: names.reader.clone(),
                space: *id.as_bytes(),
                root: *root.as_bytes(),
                made: self.env().unix(),
                secret: Some(self.env().random()),
                rule: Some(rule.clone()),
                reflects: Vec::new(),
                dropped: false,
            };
            write.edit(doc, Kind::Share, &share.creation())
        })?;
        transaction.commit()
    }
}

/// Refuses what cannot be a name in a share; none at all is one.
pub(crate) fn check_name(name: &str) -> Result<(), Error> {
    let long = name.chars().count() > SHARE_NAME_CHARS_MAX;
    if long || name.chars().any(char::is_control) || name.trim() != name {
        return Err(Error::Invalid(format!(
            "a name in a share is one line of at most {SHARE_NAME_CHARS_MAX} characters"
        )));
    }
    Ok(())
}

/// The known tags that are written nearly like `word`, with the spelling and count of each.
fn near(word: &str, known: &BTreeMap<String, (String, usize)>) -> Vec<(String, usize)> {
    let letters = word.chars().count();
    let mut found: Vec<_> = known
        .iter()
        .filter_map(|(tag, (spelling, count))| {
            let apart = distance(word, tag);
            let close = apart <= 1 + letters / 4 || tag.starts_with(word) || word.starts_with(tag);
            close.then_some((apart, std::cmp::Reverse(*count), spelling))
        })
        .collect();
    found.sort();
    let found = found.into_iter().take(NEAR_MAX);
    found
        .map(|(_, count, spelling)| (spelling.clone(), count.0))
        .collect()
}

/// How many letters must be put in, taken out or replaced to make one word of the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, letter) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], at + 1);
        for (column, theirs) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *theirs);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_apart_are_counted() {
        assert_eq!(distance("sesion", "session"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
    }

    #[test]
    fn a_misspelt_tag_finds_its_neighbours() {
        let tag = |tag: &str, count| (Label::Tag.key(tag), (tag.to_owned(), count));
        let known = BTreeMap::from([tag("Session", 12), tag("walk", 3), tag("season", 1)]);
        let found = near("sesion", &known);
        assert_eq!(found, [("Session".into(), 12), ("season".into(), 1)]);
        assert!(near("zebra", &known).is_empty());
    }
}
