//! What people do on one device: writing, editing, locking, and what befalls the device.

use std::path::Path;

use engine::views::{EntryEdit, EntryRef, EntryView};
use engine::{EntryFields, Query, Saved, Vault, WriteError};

use crate::device::{STATES, VAULT};
use crate::dice::Dice;
use crate::disk::Stop;
use crate::model::{Result as Said, words_in};
use crate::world::{Held, World, step_with_list};

/// What an error says of whether something was saved.
fn saved(error: &WriteError) -> Said {
    let saved = match error {
        WriteError::Storage(storage) => storage.saved(),
        _ => Some(Saved::No),
    };
    match saved {
        Some(Saved::No) => Said::Refused,
        Some(Saved::Yes) => Said::Acknowledged,
        _ => Said::Unknown,
    }
}

impl World {
    /// An entry was made, or not.
    ///
    /// # Errors
    /// If it was not and nothing was wrong with the device.
    pub fn note_made(
        &mut self,
        at: usize,
        word: &str,
        made: Result<EntryView, WriteError>,
    ) -> Held {
        match made {
            Ok(entry) => {
                self.model
                    .wrote(word, Some(entry.id), at, Said::Acknowledged);
                Ok(())
            }
            Err(error) => {
                self.model.wrote(word, None, at, saved(&error));
                self.failed(at, "writes", &error)
            }
        }
    }

    /// Something failed on a device. It starts again where its disk is to blame, as a process that stumbles over an error
    /// of the disk does.
    ///
    /// # Errors
    /// If nothing was wrong with the device.
    pub fn failed(&mut self, at: usize, what: &'static str, error: &dyn std::fmt::Debug) -> Held {
        let device = &self.devices[at];
        // Where joining was broken off, the records come with the next meeting.
        let empty = !device.arrived && format!("{error:?}").contains("Refused");
        let may = device.faulty || device.removed || empty;
        self.tell(&format!("{} cannot: {error:?}", self.devices[at].name));
        if !may {
            return Err(self.broken("honest commands succeed", at, format!("{what}: {error:?}")));
        }
        if !empty && !self.devices[at].disk.is_dead() {
            let image = self.devices[at].disk.after(Stop::Kill, 0);
            let room = self.devices[at].disk.room_left();
            self.devices[at].put(&image);
            self.devices[at].disk.leave_room(room);
            self.reopen(at)?;
        }
        Ok(())
    }

    /// Writes an entry.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn write(&mut self, at: usize, words: u16, open: bool, mut dice: Dice) -> Held {
        let word = self.model.fresh(dice.roll());
        let mut body = format!("It began with {word}");
        for _ in 0..words {
            body.push_str([" lake", " boat,", " morning.\n", " Ünter 水"][dice.below(4)]);
        }
        let mut draft = EntryFields {
            body,
            ..EntryFields::default()
        };
        if open {
            draft.tags.push("open".into());
        }
        self.tell(&format!(
            "{} writes {word}{}",
            self.devices[at].name,
            if open { ", open" } else { "" }
        ));
        let made = self.devices[at].vault().entries().create(draft);
        if open {
            self.opened.insert(word.clone());
            self.opened
                .extend(made.iter().map(|entry| entry.id.clone()));
        }
        self.note_made(at, &word, made)
    }

    /// Writes many entries at once.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn import(&mut self, at: usize, many: u16, mut dice: Dice) -> Held {
        let words: Vec<String> = (0..many).map(|_| self.model.fresh(dice.roll())).collect();
        let filling = "It was a long way to the lake. ".repeat(dice.below(60));
        let drafts = words.iter().map(|word| EntryFields {
            body: format!("Imported {word}. {filling}"),
            ..EntryFields::default()
        });
        let drafts = drafts.collect();
        self.tell(&format!("{} imports {many} entries", self.devices[at].name));
        let made = self.devices[at]
            .vault()
            .entries()
            .create_all(drafts, &mut |_| {});
        match made {
            Ok(keys) => {
                for (word, key) in words.iter().zip(keys) {
                    self.model
                        .wrote(word, Some(key.to_string()), at, Said::Acknowledged);
                }
                Ok(())
            }
            Err(error) => {
                for word in &words {
                    self.model.wrote(word, None, at, saved(&error));
                }
                self.failed(at, "imports", &error)
            }
        }
    }

    /// The entry that a number means on a device: often one of the newest, so that several devices edit the same.
    fn entry(
        &self,
        at: usize,
        number: u16,
        deleted: bool,
    ) -> Result<Option<EntryView>, crate::world::Broken> {
        let shown = self.shown(at)?;
        let mut entries = if deleted { shown.deleted } else { shown.live };
        if entries.is_empty() {
            return Ok(None);
        }
        let among = if number.is_multiple_of(2) {
            entries.len().min(3)
        } else {
            entries.len()
        };
        Ok(Some(entries.swap_remove(usize::from(number / 2) % among)))
    }

    /// Puts a word into an entry.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn edit(&mut self, at: usize, entry: u16, without: bool, dice: Dice) -> Held {
        match self.entry(at, entry, false)? {
            Some(seen) => self.save(at, &seen, without, false, dice),
            None => Ok(()),
        }
    }

    /// Saves an entry as somebody made it who saw it as `seen`.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn save(
        &mut self,
        at: usize,
        seen: &EntryView,
        without: bool,
        stamped: bool,
        mut dice: Dice,
    ) -> Held {
        let word = self.model.fresh(dice.roll());
        let mut parts: Vec<&str> = seen.body.split(' ').collect();
        let place = dice.below(parts.len() + 1);
        parts.insert(place, &word);
        if without {
            let gone = dice.below(parts.len());
            if gone != place {
                parts.remove(gone);
            }
        }
        let body = parts.join(" ");
        self.tell(&format!(
            "{} puts {word} into {}",
            self.devices[at].name, &seen.short
        ));
        // It was open from the beginning, though nobody said which entry it became.
        if words_in(&seen.body).any(|word| self.opened.contains(word)) {
            self.opened.insert(seen.id.clone());
        }
        let entries = self.devices[at].vault().entries();
        let name = EntryRef::Prefix(seen.id.clone());
        let changes = vec![EntryEdit::Body(body.clone())];
        let done = if stamped {
            entries.edit(&name, &seen.stamp, changes)
        } else {
            entries.change(&name, changes)
        };
        let said = done.as_ref().map_or_else(saved, |_| Said::Acknowledged);
        self.model.wrote(&word, Some(seen.id.clone()), at, said);
        if said != Said::Refused {
            self.model.took_out(&seen.body, &body);
        }
        match done {
            Ok(now) if !now.body.contains(&word) => {
                let what = format!("{word} was saved and is not in what was answered");
                Err(self.broken("own words", at, what))
            }
            Ok(_) => Ok(()),
            Err(error) => self.failed(at, "edits", &error),
        }
    }

    /// Changes a field, deletes or brings back.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn change(&mut self, at: usize, entry: u16, deleted: bool, change: EntryEdit) -> Held {
        let Some(seen) = self.entry(at, entry, deleted)? else {
            return Ok(());
        };
        if matches!(&change, EntryEdit::Tag(tag, true) if tag == "open") {
            self.opened.insert(seen.id.clone());
            // Whose entry it became nobody said of words that a device wrote as it stopped, or turned.
            self.opened.extend(words_in(&seen.body).map(str::to_owned));
        }
        self.tell(&format!(
            "{} changes {}: {change:?}",
            self.devices[at].name, seen.short
        ));
        let name = EntryRef::Prefix(seen.id);
        match self.devices[at]
            .vault()
            .entries()
            .change(&name, vec![change])
        {
            Ok(_) => Ok(()),
            Err(error) => self.failed(at, "changes", &error),
        }
    }

    /// Adds an item to a worksheet.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn item(&mut self, at: usize, mut dice: Dice) -> Held {
        let word = self.model.fresh(dice.roll());
        let (step, list, field) = step_with_list();
        let target = journal::Target::NewItem(list);
        let mut item = serde_json::Map::new();
        item.insert(field, word.clone().into());
        self.tell(&format!(
            "{} adds {word} to step {step}",
            self.devices[at].name
        ));
        let worksheets = self.devices[at].vault().worksheets();
        let done = worksheets.fill_json(step, &target, &item.into());
        let said = done.as_ref().map_or_else(saved, |_| Said::Acknowledged);
        self.model.wrote(&word, None, at, said);
        match done {
            Ok(_) => Ok(()),
            Err(error) => self.failed(at, "fills in", &error),
        }
    }

    /// Reads everything there is.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn reads(&mut self, at: usize) -> Held {
        let device = &self.devices[at];
        if device.locked || device.faulty || device.removed {
            return Ok(());
        }
        let vault = device.vault();
        let read = || -> Result<(), String> {
            let said = |error: &dyn std::fmt::Debug| format!("{error:?}");
            vault.status().map_err(|error| said(&error))?;
            vault.ward().map_err(|error| said(&error))?;
            vault.devices().list().map_err(|error| said(&error))?;
            vault.programme().steps().map_err(|error| said(&error))?;
            vault.shares().list().map_err(|error| said(&error))?;
            vault
                .entries()
                .search("morning", 0)
                .map_err(|error| said(&error))?;
            vault.both_sides().list().map_err(|error| said(&error))?;
            Ok(())
        };
        match read() {
            // Where joining was broken off there is nothing yet.
            Err(what) if !device.arrived && what.contains("has not arrived") => Ok(()),
            read => read.map_err(|what| self.broken("reading", at, what)),
        }
    }

    /// Forgets the keys, or opens them again.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn lock(&mut self, at: usize, locked: bool) -> Held {
        if self.devices[at].locked == locked {
            return Ok(());
        }
        self.tell(&format!(
            "{} is {}",
            self.devices[at].name,
            if locked { "locked" } else { "unlocked" }
        ));
        self.devices[at].locked = locked;
        if locked {
            self.devices[at].vault().forget_keys();
            return match self.devices[at].vault().entries().list(&Query::default()) {
                Err(_) => Ok(()),
                Ok(_) => Err(self.broken("locked", at, "it is locked and can be read")),
            };
        }
        let keys = self.devices[at].device_keys();
        let taken = self.devices[at].vault().take_keys(keys);
        taken.map_err(|error| self.broken("unlocks", at, format!("{error:?}")))
    }

    /// Changes the passphrase; the new one opens the keys from then on, and the old one does not.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn passphrase(&mut self, at: usize, sub: u64) -> Held {
        let device = &self.devices[at];
        let (old, new, env) = (
            device.passphrase(),
            device.next_passphrase(),
            device.env.clone(),
        );
        self.tell(&format!(
            "{} gets another passphrase",
            self.devices[at].name
        ));
        let path = Path::new(VAULT);
        let changed =
            Vault::change_passphrase(path, &old, &env).and_then(|change| change.finish(&new, &env));
        self.settle(at, sub)?;
        let env = self.devices[at].env.clone();
        let opens = |passphrase| Vault::unlock(path, passphrase, &env).is_ok();
        let found = (opens(&old), opens(&new));
        let broken = match (&changed, found) {
            (Ok(()), (false, true)) => None,
            // It may be either, and never none or both.
            (Err(_), (true, false) | (false, true)) if self.devices[at].faulty => None,
            _ => Some(format!(
                "{changed:?}, and then the old and the new one open: {found:?}"
            )),
        };
        if found.1 {
            self.devices[at].passphrase_changed();
        }
        match broken {
            Some(what) => Err(self.broken("passphrases", at, what)),
            None => Ok(()),
        }
    }

    /// Builds the caches anew: nothing reads differently.
    ///
    /// # Errors
    /// If something does.
    pub fn rebuild(&mut self, at: usize) -> Held {
        if self.devices[at].locked || self.devices[at].removed {
            return Ok(());
        }
        self.tell(&format!("{} builds its caches anew", self.devices[at].name));
        match self.devices[at].vault().rebuild(&mut |_, _| {}) {
            Ok(rebuilt) if rebuilt.different.is_empty() => Ok(()),
            Ok(rebuilt) => Err(self.broken("caches", at, format!("{rebuilt:?}"))),
            Err(error) => self.failed(at, "rebuilds", &error),
        }
    }

    /// A backup comes back. What was only here since is gone with it.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn back(&mut self, at: usize, machine: bool, sub: u64) -> Held {
        let Some(kept) = self.devices[at].kept.clone() else {
            return Ok(());
        };
        let what = if machine { "machine" } else { "vault" };
        self.tell(&format!(
            "the {what} of {} is set back to its backup",
            self.devices[at].name
        ));
        let before = self.words_on(at);
        let image = if machine {
            kept
        } else {
            let restored = kept.copied(sub >> 40 | 1).without(Path::new(STATES));
            self.devices[at]
                .disk
                .after(Stop::Kill, 0)
                .with(Path::new(VAULT), &restored)
        };
        self.devices[at].put(&image);
        self.devices[at].cloned = true;
        self.devices[at].lives += 1;
        self.renewals += 1;
        // Nothing is expected of what was only here.
        let mut left = std::collections::BTreeSet::new();
        if let Err(error) = self.devices[at].open() {
            return Err(self.broken("opens again", at, format!("{error:?}")));
        }
        for owner in self.owners() {
            left.extend(self.words_on(owner));
        }
        self.model.excuse("only in what was set back", |word| {
            (before.contains(&word.word) && !left.contains(&word.word))
                || (word.by == at && (word.superseded || !left.contains(&word.word)))
        });
        Ok(())
    }

    /// The vault is copied to another machine, and both go on.
    ///
    /// # Errors
    /// A rule that does not hold.
    pub fn copy(&mut self, at: usize, sub: u64) -> Held {
        let others = self.owners().into_iter();
        let others = others.filter(|other| self.devices[*other].keys != self.devices[at].keys);
        if others.count() == 0 || self.devices.len() > 6 {
            return Ok(());
        }
        let image = self.devices[at]
            .disk
            .after(Stop::Kill, 0)
            .copied(sub >> 40 | 1);
        let mut seedling = self.devices[at].seedling();
        seedling.image = image.without(Path::new(STATES));
        seedling.name = format!("{}'s copy", seedling.name);
        let dice = self.devices[at].fork_dice();
        let mut copy = crate::device::Device::from(&seedling, dice, self.start);
        copy.passphrases = self.devices[at].passphrases;
        self.tell(&format!("{} is copied", self.devices[at].name));
        copy.cloned = true;
        self.devices[at].cloned = true;
        self.renewals += 1;
        self.devices.push(copy);
        self.reopen(self.devices.len() - 1)
    }
}
