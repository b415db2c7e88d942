//! Versions of a definition: the newest asks the questions, and answers to earlier ones keep theirs.

use crate::definition::{Definition, FieldDef, Wording};

impl Definition {
    /// The newest of these versions of one definition, with what earlier ones asked: fields that are
    /// gone, former choices, and earlier wordings. `None` without any version.
    ///
    /// Of two with the same number (made apart) the one that stands later in `versions` is taken, so
    /// the caller must give them in an order that every device knows.
    pub fn of_versions(mut versions: Vec<Definition>) -> Option<Definition> {
        versions.sort_by_key(|definition| definition.version);
        let mut newest = versions.pop()?;
        // From the newest to the oldest, so that what was asked last gives the words.
        for older in versions.iter().rev() {
            newest.remember(older);
        }
        Some(newest)
    }

    fn remember(&mut self, older: &Definition) {
        for section in &older.sections {
            for field in &section.fields {
                let known = self
                    .sections
                    .iter_mut()
                    .flat_map(|section| &mut section.fields)
                    .find(|known| known.id == field.id);
                match known {
                    Some(known) => known.remember(field, older.version),
                    None => self.keep_former(&section.id, field),
                }
            }
        }
    }

    /// Puts a field that is not asked any more where it used to be asked.
    fn keep_former(&mut self, section: &str, field: &FieldDef) {
        let at = self.sections.iter().position(|known| known.id == section);
        let at = at.unwrap_or(self.sections.len().saturating_sub(1));
        if let Some(section) = self.sections.get_mut(at) {
            section.fields.push(FieldDef {
                former: true,
                ..field.clone()
            });
        }
    }
}

impl FieldDef {
    fn remember(&mut self, older: &FieldDef, version: u32) {
        let (label, prompt) = match self.wordings.first() {
            Some(then) => (&then.label, &then.prompt),
            None => (&self.label, &self.prompt),
        };
        if (label, prompt) != (&older.label, &older.prompt) {
            let then = Wording {
                until: version,
                label: older.label.clone(),
                prompt: older.prompt.clone(),
            };
            self.wordings.insert(0, then);
        }
        for choice in &older.choices {
            let known = self.choices.iter().chain(&self.former_choices);
            if !known.map(|known| &known.id).any(|id| *id == choice.id) {
                self.former_choices.push(choice.clone());
            }
        }
        for inner in &older.fields {
            match self.fields.iter_mut().find(|known| known.id == inner.id) {
                Some(known) => known.remember(inner, version),
                None => self.fields.push(FieldDef {
                    former: true,
                    ..inner.clone()
                }),
            }
        }
    }
}
