//! What a worksheet asks: sections of fields, as data. The definitions of a programme and those people
//! write themselves are the same thing and are shown by the same code on every face.

pub(crate) mod name;
pub(crate) mod parse;
mod versions;
mod when;
// Answers.
#[cfg(feature = "documents")]
mod filled;
#[cfg(feature = "documents")]
pub(crate) mod input;
#[cfg(feature = "documents")]
pub(crate) mod json;

/// Highest number of a step, for a definition and for an entry.
pub const STEP_MAX: u8 = 99;

/// A worksheet's questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name for programs, such as `own-your-part`.
    pub id: String,
    /// Grows with every change of the definition.
    pub version: u32,
    /// The step of a programme it belongs to, from 1 on; `None` for people's own worksheets.
    pub step: Option<u8>,
    /// Its name for people.
    pub title: String,
    /// What it is for, in a few sentences.
    pub intro: String,
    /// Its parts, in order.
    pub sections: Vec<Section>,
}

/// One part of a worksheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its name for programs.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A sentence or two under the heading; often empty.
    pub intro: String,
    /// Its questions, in order.
    pub fields: Vec<FieldDef>,
}

/// What kind of answer a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldKind {
    /// A long text, merged by character.
    Text,
    /// A short text without line breaks.
    Line,
    /// One of several choices.
    Choice,
    /// Any of several choices.
    Choices,
    /// A whole number between two bounds, 1 and 10 unless the field says otherwise.
    Scale,
    /// A day.
    Date,
    /// A box to tick.
    Check,
    /// A number that goes up; counts made on several devices add up.
    Count,
    /// Items with fields of their own, in the person's order.
    List,
    /// Items that carry the moment they happened, shown newest first.
    Log,
    /// References to entries or to items of worksheets: the evidence.
    Links,
    /// All choices, in an order of preference.
    Ranking,
}

impl FieldKind {
    /// The kind's name in definitions.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Line => "line",
            Self::Choice => "choice",
            Self::Choices => "choices",
            Self::Scale => "scale",
            Self::Date => "date",
            Self::Check => "check",
            Self::Count => "count",
            Self::List => "list",
            Self::Log => "log",
            Self::Links => "links",
            Self::Ranking => "ranking",
        }
    }

    /// Whether it is a list or log: its answers are items.
    pub fn has_items(self) -> bool {
        matches!(self, Self::List | Self::Log)
    }

    /// Whether it offers choices.
    pub fn has_choices(self) -> bool {
        matches!(self, Self::Choice | Self::Choices | Self::Ranking)
    }
}

/// One of the answers offered by a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub id: String,
    /// What is shown.
    pub label: String,
}

/// How earlier versions of a definition called and asked a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The last version of the definition that asked like this.
    pub until: u32,
    /// The field's name for people then.
    pub label: String,
    /// The question then.
    pub prompt: String,
}

/// A question applies when an earlier one, of the same worksheet or item, is answered so. As long as that one is not
/// answered it does not apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The earlier question.
    pub field: String,
    /// What its answer must be.
    pub test: Test,
}

/// What an answer must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these choices, or any of them chosen; of a box: `yes` or `no`.
    Is(Vec<String>),
    /// A smaller number than this.
    Below(i64),
    /// A larger number than this.
    Above(i64),
}

/// One question of a worksheet or of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDef {
    /// Its name for programs, unique in the worksheet (for an item's field: in its list).
    pub id: String,
    /// What kind of answer it takes.
    pub kind: FieldKind,
    /// Its name for people.
    pub label: String,
    /// The question.
    pub prompt: String,
    /// One more line for whoever wants it; often empty.
    pub help: String,
    /// Whether it counts towards completion.
    pub counts: bool,
    /// What is offered, for choices and rankings.
    pub choices: Vec<Choice>,
    /// What only earlier versions offered: shown where it was chosen.
    pub former_choices: Vec<Choice>,
    /// The questions about each item, for lists and logs.
    pub fields: Vec<FieldDef>,
    /// Smallest number of a scale.
    pub low: i64,
    /// Largest number of a scale.
    pub high: i64,
    /// For links: exactly one, kept as a single value.
    pub one: bool,
    /// For links: what they usually point to: `entries`, a list of this worksheet, or a list of
    /// another as `definition:list`. A suggestion for the face that asks, not a rule.
    pub to: Vec<String>,
    /// For lines and texts: about how many words are right; longer ones are gently marked as a
    /// script. `None` when any length is fine.
    pub words_about: Option<u32>,
    /// For lines and texts: whether sentences that excuse or shift blame are flagged.
    pub blame: bool,
    /// For dates: it is the day of something that has happened, so no later day is taken.
    pub past: bool,
    /// For dates: it is a day to come, so `friday` is the next one.
    pub ahead: bool,
    /// When it is asked; `None` for always. An answer that is there is shown in any case.
    pub when: Option<Condition>,
    /// Asked only by an earlier version: shown where it was answered, not asked any more.
    pub former: bool,
    /// Earlier wordings, the oldest first; empty when it was always asked like this.
    pub wordings: Vec<Wording>,
}

impl FieldDef {
    /// Name and question as the given version of the definition put them.
    pub fn asked_by(&self, version: u32) -> (&str, &str) {
        match self.wordings.iter().find(|then| version <= then.until) {
            Some(then) => (&then.label, &then.prompt),
            None => (&self.label, &self.prompt),
        }
    }

    /// The label of a choice; the id itself when it is unknown (a later version may know it).
    pub fn choice_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.choices
            .iter()
            .chain(&self.former_choices)
            .find(|choice| choice.id == id)
            .map_or(id, |choice| choice.label.as_str())
    }

    /// The field of an item.
    pub fn field(&self, id: &str) -> Option<&FieldDef> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Whether `words` are so many that they look like a script rather than points.
    pub fn reads_like_a_script(&self, words: &str) -> bool {
        self.words_about
            .is_some_and(|about| words.split_whitespace().count() > about as usize)
    }
}

impl Definition {
    /// The field in a definition document (see [`crate::Kind::Definition`]) that holds its TOML.
    pub const SOURCE_FIELD: &'static str = "source";

    /// All fields of all sections, in order.
    pub fn fields(&self) -> impl Iterator<Item = &FieldDef> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Option<&FieldDef> {
        self.fields().find(|field| field.id == id)
    }

    /// The list or log with this id.
    pub fn list(&self, id: &str) -> Option<&FieldDef> {
        self.field(id).filter(|field| field.kind.has_items())
    }
}
