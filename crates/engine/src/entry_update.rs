//! From an entry to its fields, and from fields to the changes that an entry needs to say them.

use crate::entry_fields::EntryFields;
use crate::views::{EntryChange, EntryView};

impl EntryFields {
    /// All that an entry says, to be changed and handed to [`Entries::update`](crate::Entries::update).
    pub fn of(entry: &EntryView) -> Self {
        Self {
            when: Some(entry.when.clone()),
            title: entry.title.clone(),
            body: entry.body.clone(),
            mood: entry.mood,
            emotions: entry.emotions.clone(),
            triggers: entry.triggers.clone(),
            tags: entry.tags.clone(),
            steps: entry.steps.clone(),
            star: entry.star,
            letter: entry.letter,
        }
    }

    /// What must change for `seen` to say this. A moment that is left out stays.
    pub(crate) fn changes_of(self, seen: &EntryView) -> Vec<EntryChange> {
        let mut changes = Vec::new();
        changes.extend(
            self.when
                .filter(|when| *when != seen.when)
                .map(EntryChange::When),
        );
        if self.title != seen.title {
            changes.push(EntryChange::Title(self.title));
        }
        if self.body != seen.body {
            changes.push(EntryChange::Body(self.body));
        }
        if self.mood != seen.mood {
            changes.push(EntryChange::Mood(self.mood));
        }
        changes.extend(differing(
            &self.emotions,
            &seen.emotions,
            EntryChange::Emotion,
        ));
        changes.extend(differing(
            &self.triggers,
            &seen.triggers,
            EntryChange::Trigger,
        ));
        changes.extend(differing(&self.tags, &seen.tags, EntryChange::Tag));
        changes.extend(differing(&self.steps, &seen.steps, EntryChange::Step));
        if self.star != seen.star {
            changes.push(EntryChange::Star(self.star));
        }
        if self.letter != seen.letter {
            changes.push(EntryChange::Letter(self.letter));
        }
        changes
    }
}

/// What is taken away and what is added.
fn differing<T: PartialEq + Clone>(
    now: &[T],
    before: &[T],
    change: fn(T, bool) -> EntryChange,
) -> Vec<EntryChange> {
    let gone = before.iter().filter(|one| !now.contains(one));
    let added = now.iter().filter(|one| !before.contains(one));
    let gone = gone.map(|one| change(one.clone(), false));
    gone.chain(added.map(|one| change(one.clone(), true)))
        .collect()
}
