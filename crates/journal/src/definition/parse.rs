//! Reading a definition from TOML: everything is checked, and what is wrong is told by line.

use std::collections::BTreeSet;
use std::ops::Range;

use serde::Deserialize;
use thiserror::Error;
use toml::Spanned;

use crate::definition::STEP_MAX;
use crate::definition::name::{is_field_id, shown};
use crate::definition::when::RawWhen;
use crate::definition::{Choice, Condition, Definition, FieldDef, FieldKind, Section};

/// Longest definition, in bytes.
pub(crate) const DEFINITION_BYTES_MAX: usize = 30_000;
const TITLE_CHARS_MAX: usize = 80;
const PROSE_CHARS_MAX: usize = 2000;
const FIELDS_MAX: usize = 100;
const CHOICES_MAX: usize = 32;

/// What is wrong with a definition, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {message}")]
pub struct DefinitionError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDefinition {
    id: Spanned<String>,
    version: Spanned<u32>,
    step: Option<Spanned<u8>>,
    title: Spanned<String>,
    intro: Spanned<String>,
    sections: Spanned<Vec<RawSection>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSection {
    id: Spanned<String>,
    title: Spanned<String>,
    intro: Option<Spanned<String>>,
    fields: Spanned<Vec<RawField>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawField {
    id: Spanned<String>,
    kind: Spanned<String>,
    label: Spanned<String>,
    prompt: Spanned<String>,
    help: Option<Spanned<String>>,
    counts: Option<bool>,
    choices: Option<Spanned<Vec<RawChoice>>>,
    fields: Option<Spanned<Vec<RawField>>>,
    low: Option<Spanned<i64>>,
    high: Option<Spanned<i64>>,
    one: Option<Spanned<bool>>,
    to: Option<Spanned<Vec<String>>>,
    words_about: Option<Spanned<u32>>,
    blame: Option<Spanned<bool>>,
    past: Option<Spanned<bool>>,
    ahead: Option<Spanned<bool>>,
    when: Option<Spanned<RawWhen>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    id: Spanned<String>,
    label: Spanned<String>,
}

impl Definition {
    /// Reads a definition from TOML.
    ///
    /// # Errors
    /// At the first thing that is missing, unknown, too long or contradictory, with its line.
    pub fn parse(source: &str) -> Result<Definition, DefinitionError> {
        Checker::new(source).read()
    }

    /// Reads a definition of somebody's own, which must fit the other versions of it that there are.
    ///
    /// # Errors
    /// As [`Definition::parse`], and when it says that it is a step, takes one of the `reserved` ids, has
    /// the number of another version, or makes a field a different kind than it is there.
    pub fn parse_own(
        source: &str,
        versions: &[Definition],
        reserved: &[&str],
    ) -> Result<Definition, DefinitionError> {
        let checker = Checker {
            own: Some(reserved),
            versions,
            ..Checker::new(source)
        };
        checker.read()
    }
}

struct Checker<'a> {
    source: &'a str,
    /// For somebody's own definition: the ids it may not take.
    own: Option<&'a [&'a str]>,
    /// The other versions of it.
    versions: &'a [Definition],
}

type Checked<T> = Result<T, DefinitionError>;

impl<'a> Checker<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            own: None,
            versions: &[],
        }
    }

    fn read(&self) -> Checked<Definition> {
        let source = self.source;
        if source.len() > DEFINITION_BYTES_MAX {
            return Err(self.error(
                &(0..0),
                format!("a definition has at most {DEFINITION_BYTES_MAX} bytes"),
            ));
        }
        let raw: RawDefinition = toml::from_str(source).map_err(|error| {
            self.error(&error.span().unwrap_or(0..0), error.message().to_owned())
        })?;
        if let Some(reserved) = self.own {
            self.is_own(&raw, reserved)?;
        }
        self.definition(raw)
    }

    /// Refuses what would pass for a step of the programme.
    fn is_own(&self, raw: &RawDefinition, reserved: &[&str]) -> Checked<()> {
        if let Some(step) = &raw.step {
            let message = "\"step\" is for the steps of the programme; leave it out";
            return Err(self.error(&step.span(), message));
        }
        let id = raw.id.get_ref();
        if reserved.contains(&id.as_str()) {
            let message = format!("\"{id}\" belongs to the program; choose another id");
            return Err(self.error(&raw.id.span(), message));
        }
        let version = *raw.version.get_ref();
        if self.versions.iter().any(|other| other.version == version) {
            let message = format!(
                "version {version} is here already and differs; what is changed needs a higher number"
            );
            return Err(self.error(&raw.version.span(), message));
        }
        Ok(())
    }

    fn error(&self, span: &Range<usize>, message: impl Into<String>) -> DefinitionError {
        let before = self.source.as_bytes().get(..span.start);
        let before = before.unwrap_or(self.source.as_bytes());
        DefinitionError {
            line: 1 + before.iter().filter(|&&b| b == b'\n').count(),
            message: message.into(),
        }
    }

    fn definition(&self, raw: RawDefinition) -> Checked<Definition> {
        let id_is_good = is_field_id(&raw.id.get_ref().replace('-', "_"));
        if !id_is_good {
            return Err(self.error(
                &raw.id.span(),
                "the id must be a letter, then letters, digits and - (lowercase), 48 at most",
            ));
        }
        if *raw.version.get_ref() == 0 {
            return Err(self.error(&raw.version.span(), "the version starts at 1"));
        }
        if let Some(step) = &raw.step
            && !(1..=STEP_MAX).contains(step.get_ref())
        {
            return Err(self.error(&step.span(), format!("step must be 1 to {STEP_MAX}")));
        }
        let span = raw.sections.span();
        let mut sections = Vec::new();
        let mut section_ids = BTreeSet::new();
        let mut field_ids = BTreeSet::new();
        for section in raw.sections.into_inner() {
            sections.push(self.section(section, &mut section_ids, &mut field_ids, &sections)?);
        }
        if sections.is_empty() {
            return Err(self.error(&span, "a definition needs at least one section"));
        }
        Ok(Definition {
            id: raw.id.into_inner(),
            version: raw.version.into_inner(),
            step: raw.step.map(Spanned::into_inner),
            title: self.words("title", raw.title, TITLE_CHARS_MAX)?,
            intro: self.words("intro", raw.intro, PROSE_CHARS_MAX)?,
            sections,
        })
    }

    fn section(
        &self,
        raw: RawSection,
        section_ids: &mut BTreeSet<String>,
        field_ids: &mut BTreeSet<String>,
        before: &[Section],
    ) -> Checked<Section> {
        let span = raw.fields.span();
        let id = self.unique_id(raw.id, section_ids)?;
        let fields = self.fields(raw.fields.into_inner(), field_ids, None, before)?;
        if fields.is_empty() || field_ids.len() > FIELDS_MAX {
            return Err(self.error(
                &span,
                format!("a section needs fields, and a definition has at most {FIELDS_MAX}"),
            ));
        }
        Ok(Section {
            id,
            title: self.words("title", raw.title, TITLE_CHARS_MAX)?,
            intro: self.optional("intro", raw.intro)?,
            fields,
        })
    }

    fn fields(
        &self,
        raw: Vec<RawField>,
        ids: &mut BTreeSet<String>,
        list: Option<&str>,
        sections: &[Section],
    ) -> Checked<Vec<FieldDef>> {
        let mut fields: Vec<FieldDef> = Vec::new();
        for mut raw in raw {
            let when = match raw.when.take() {
                Some(when) => {
                    let before = sections.iter().flat_map(|section| &section.fields);
                    Some(self.when(when, &before.chain(&fields).collect::<Vec<_>>())?)
                }
                None => None,
            };
            let field = self.field(raw, ids, list)?;
            fields.push(FieldDef { when, ..field });
        }
        Ok(fields)
    }

    fn when(&self, raw: Spanned<RawWhen>, before: &[&FieldDef]) -> Checked<Condition> {
        let span = raw.span();
        raw.into_inner()
            .checked(before)
            .map_err(|message| self.error(&span, message))
    }

    fn field(
        &self,
        raw: RawField,
        ids: &mut BTreeSet<String>,
        list: Option<&str>,
    ) -> Checked<FieldDef> {
        let kind_span = raw.kind.span();
        let kind = self.kind(&raw.kind)?;
        if list.is_some() && kind.has_items() {
            return Err(self.error(&kind_span, "an item cannot hold another list or log"));
        }
        self.keeps_kind(raw.id.get_ref(), list, kind, &kind_span)?;
        self.fits(&raw, kind)?;
        let (low, high) = self.bounds(raw.low.as_ref(), raw.high.as_ref())?;
        let choices = self.choices(raw.choices, kind, &kind_span)?;
        let fields = match raw.fields {
            Some(fields) => {
                let list = Some(raw.id.get_ref().as_str());
                self.fields(fields.into_inner(), &mut BTreeSet::new(), list, &[])?
            }
            None => Vec::new(),
        };
        if kind.has_items() && (fields.is_empty() || fields.len() > FIELDS_MAX) {
            let message = format!(
                "a {} needs 1 to {FIELDS_MAX} fields of its own",
                kind.name()
            );
            return Err(self.error(&kind_span, message));
        }
        Ok(FieldDef {
            id: self.unique_id(raw.id, ids)?,
            kind,
            label: self.words("label", raw.label, TITLE_CHARS_MAX)?,
            prompt: self.words("prompt", raw.prompt, PROSE_CHARS_MAX)?,
            help: self.optional("help", raw.help)?,
            counts: raw.counts.unwrap_or(false),
            choices,
            former_choices: Vec::new(),
            fields,
            low,
            high,
            one: raw.one.is_some_and(Spanned::into_inner),
            to: raw.to.map(Spanned::into_inner).unwrap_or_default(),
            words_about: raw.words_about.map(Spanned::into_inner),
            blame: raw.blame.is_some_and(Spanned::into_inner),
            past: raw.past.is_some_and(Spanned::into_inner),
            ahead: raw.ahead.is_some_and(Spanned::into_inner),
            when: None,
            former: false,
            wordings: Vec::new(),
        })
    }

    /// Refuses a field whose answers are of another kind in another version: they would be lost from
    /// sight.
    fn keeps_kind(
        &self,
        id: &str,
        list: Option<&str>,
        kind: FieldKind,
        at: &Range<usize>,
    ) -> Checked<()> {
        let elsewhere = |other: &'a Definition| match list {
            None => other.field(id),
            Some(list) => other.field(list)?.field(id),
        };
        let before = self.versions.iter().filter_map(elsewhere);
        match before.into_iter().find(|before| before.kind != kind) {
            None => Ok(()),
            Some(before) => {
                let was = before.kind.name();
                let message = format!(
                    "\"{id}\" is a {was} in another version and cannot be a {}; give the new field another id",
                    kind.name()
                );
                Err(self.error(at, message))
            }
        }
    }

    fn kind(&self, raw: &Spanned<String>) -> Checked<FieldKind> {
        use FieldKind::*;
        let all = [
            Text, Line, Choice, Choices, Scale, Date, Check, Count, List, Log, Links, Ranking,
        ];
        all.into_iter()
            .find(|kind| kind.name() == raw.get_ref())
            .ok_or_else(|| {
                let names: Vec<&str> = all.iter().map(|kind| kind.name()).collect();
                let message = format!(
                    "\"{}\" is no kind of field; the kinds are {}",
                    shown(raw.get_ref()),
                    names.join(", ")
                );
                self.error(&raw.span(), message)
            })
    }

    /// Refuses settings that mean nothing for this kind.
    fn fits(&self, raw: &RawField, kind: FieldKind) -> Checked<()> {
        let words = matches!(kind, FieldKind::Text | FieldKind::Line);
        let scale = kind == FieldKind::Scale;
        let links = kind == FieldKind::Links;
        let settings = [
            (
                "fields",
                raw.fields.as_ref().map(Spanned::span),
                kind.has_items(),
            ),
            (
                "choices",
                raw.choices.as_ref().map(Spanned::span),
                kind.has_choices(),
            ),
            ("low", raw.low.as_ref().map(Spanned::span), scale),
            ("high", raw.high.as_ref().map(Spanned::span), scale),
            ("one", raw.one.as_ref().map(Spanned::span), links),
            ("to", raw.to.as_ref().map(Spanned::span), links),
            (
                "words_about",
                raw.words_about.as_ref().map(Spanned::span),
                words,
            ),
            ("blame", raw.blame.as_ref().map(Spanned::span), words),
            (
                "past",
                raw.past.as_ref().map(Spanned::span),
                kind == FieldKind::Date,
            ),
            (
                "ahead",
                raw.ahead.as_ref().map(Spanned::span),
                kind == FieldKind::Date && !raw.past.as_ref().is_some_and(|past| *past.get_ref()),
            ),
        ];
        for (name, span, allowed) in settings {
            if let Some(span) = span.filter(|_| !allowed) {
                let message = format!("\"{name}\" means nothing for a {}", kind.name());
                return Err(self.error(&span, message));
            }
        }
        Ok(())
    }

    fn bounds(
        &self,
        low: Option<&Spanned<i64>>,
        high: Option<&Spanned<i64>>,
    ) -> Checked<(i64, i64)> {
        let bounds = (
            low.map_or(1, |low| *low.get_ref()),
            high.map_or(10, |high| *high.get_ref()),
        );
        match low.or(high) {
            Some(at) if bounds.0 >= bounds.1 || bounds.0 < 0 || bounds.1 > 100_000 => Err(self
                .error(
                    &at.span(),
                    "a scale goes from low (0 or more) up to high (100000 at most)",
                )),
            _ => Ok(bounds),
        }
    }

    fn choices(
        &self,
        raw: Option<Spanned<Vec<RawChoice>>>,
        kind: FieldKind,
        kind_span: &Range<usize>,
    ) -> Checked<Vec<Choice>> {
        if !kind.has_choices() {
            return Ok(Vec::new());
        }
        let mut ids = BTreeSet::new();
        let mut choices = Vec::new();
        for choice in raw.map(Spanned::into_inner).unwrap_or_default() {
            choices.push(Choice {
                id: self.unique_id(choice.id, &mut ids)?,
                label: self.words("label", choice.label, TITLE_CHARS_MAX)?,
            });
        }
        if !(2..=CHOICES_MAX).contains(&choices.len()) {
            let message = format!(
                "a field of kind {} offers 2 to {CHOICES_MAX} choices",
                kind.name()
            );
            return Err(self.error(kind_span, message));
        }
        Ok(choices)
    }

    fn unique_id(&self, id: Spanned<String>, taken: &mut BTreeSet<String>) -> Checked<String> {
        if !is_field_id(id.get_ref()) {
            return Err(self.error(
                &id.span(),
                "an id must be a letter, then letters, digits and _ (lowercase), 48 at most",
            ));
        }
        if !taken.insert(id.get_ref().clone()) {
            let message = format!("\"{}\" is already the id of another one", id.get_ref());
            return Err(self.error(&id.span(), message));
        }
        Ok(id.into_inner())
    }

    fn optional(&self, what: &str, text: Option<Spanned<String>>) -> Checked<String> {
        text.map_or(Ok(String::new()), |text| {
            self.words(what, text, PROSE_CHARS_MAX)
        })
    }

    fn words(&self, what: &str, text: Spanned<String>, max: usize) -> Checked<String> {
        let span = text.span();
        let text = text.into_inner();
        let words = text.trim();
        let good = !words.is_empty()
            && words.chars().count() <= max
            && !words.chars().any(|c| c.is_control() && c != '\n');
        if !good {
            let message = format!("the {what} must have 1 to {max} characters");
            return Err(self.error(&span, message));
        }
        Ok(words.to_owned())
    }
}
