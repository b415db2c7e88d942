//! Whether contact may be planned in a journey, and what counts as contact. One answer, worked out here, that everything
//! asks which shows a worksheet, asks a question, counts, sums up or shares.

mod attempts;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use journal::{Definition, FieldDef, FieldValue, ItemRow, SheetRow};

pub use self::attempts::{Attempts, LIMIT_STAYS, attempts};
pub(crate) use self::attempts::{attempts_need_reason, outcome, said};
use crate::earlier::{BEFORE, only};

type Questions = [(u8, &'static [&'static str])];

/// The questions that are no questions any more where contact is not wanted, by step; of steps 7 and 8 all of them. What
/// had to be (`necessary`) is none of them: it tells what was and plans nothing. Children, work and a home go on whatever
/// was said, and whoever could not write it down as what it was would have to call it a slip.
const UNWANTED: &Questions = &[
    (
        2,
        &[
            "their_word",
            "target_days",
            "target_reason",
            "exceptions",
            "exceptions_how",
        ],
    ),
    (10, &["them_now"]),
    (
        11,
        &[
            "most",
            "most_reason",
            "attempts",
            "if_no",
            "open_to",
            "outcome_date",
            "outcome_answer",
        ],
    ),
];

/// The questions that plan contact. Whatever it is that stands against contact, they are not asked while it stands.
const PLANS: &Questions = &[
    (
        7,
        &[
            "contact_channel",
            "contact_purpose",
            "contact_date",
            "contact_no_answer",
        ],
    ),
    (
        8,
        &[
            "agreed",
            "meeting_date",
            "meeting_time",
            "meeting_where",
            "meeting_length",
        ],
    ),
];

/// The questions about how many days there will be, which wait for a day that nobody waits for any more.
const DAYS_AIMED_AT: &Questions = &[(2, &["target_days", "target_reason"])];

/// The questions that look towards an answer, which are over once it is a no, or none.
const BEFORE_THE_END: &Questions = &[
    (7, &["motive", "ready_for_no"]),
    (8, &["pains", "learned", "truths", "listen_for"]),
    (10, &["them_now"]),
    (11, &["most", "most_reason", "if_no", "open_to"]),
];

fn names(of: &Questions, step: u8, field: &str) -> bool {
    let mut of = of.iter();
    of.any(|(named, fields)| *named == step && fields.contains(&field))
}

/// The lists that are contact themselves: an attempt, and a conversation. A slip is contact, too, and called so.
pub(crate) const CONTACT_LISTS: [(u8, &str); 2] = [(11, "attempts"), (8, "conversations")];

/// The days with contact that was written down in steps 8 and 11, up to `today`.
pub(crate) fn contact_days(sheets: &BTreeMap<u8, &SheetRow>, today: Date) -> BTreeSet<Date> {
    let lists = CONTACT_LISTS.into_iter();
    let items = lists.filter_map(|(step, list)| Some(sheets.get(&step)?.up_to(list, today)));
    items.flatten().filter_map(ItemRow::date).collect()
}

/// Why no contact is planned any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The journey's do-not-contact switch is on.
    DoNotContact,
    /// They have said no.
    SaidNo,
    /// It is known how it turned out.
    OutcomeKnown,
    /// The attempts that the person allowed themselves are used up.
    AttemptsUsedUp,
    /// The person allowed themselves none, and made none.
    NonePlanned,
    /// The last answer was: not now.
    NotNow,
}

impl Standing {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::DoNotContact => "do_not_contact",
            Self::SaidNo => "said_no",
            Self::OutcomeKnown => "outcome_known",
            Self::AttemptsUsedUp => "attempts_used_up",
            Self::NonePlanned => "none_planned",
            Self::NotNow => "not_now",
        }
    }

    /// The reason with this name.
    pub fn named(name: &str) -> Option<Self> {
        let all = [
            Self::DoNotContact,
            Self::SaidNo,
            Self::OutcomeKnown,
            Self::AttemptsUsedUp,
            Self::NonePlanned,
            Self::NotNow,
        ];
        all.into_iter().find(|standing| standing.name() == name)
    }

    /// What is said wherever contact would be planned.
    pub fn words(self) -> &'static str {
        match self {
            Self::DoNotContact => {
                "Contact is not wanted, so none is planned here. That is an answer, and step 11 is there for it."
            }
            Self::SaidNo => {
                "They have said no. No further contact is planned; step 11 is there for it."
            }
            Self::OutcomeKnown => "It is known how it turned out. No contact is planned any more.",
            Self::AttemptsUsedUp => {
                "The attempts you allowed yourself are used up. No further contact is planned; step 11 is there for it."
            }
            Self::NonePlanned => {
                "You have decided to make no attempt. No contact is planned. You can change that in step 11."
            }
            Self::NotNow => {
                "They have said: not now. No contact is planned; the next word is theirs."
            }
        }
    }
}

/// Whether contact may be planned in a journey, and if not, why.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContactPolicy {
    standing: Option<Standing>,
    /// No answer is waited for any more: it is a no, or none, or contact is not wanted.
    over: bool,
    /// They have said yes, to an attempt or to a conversation.
    yes: bool,
    /// They are together again.
    together: bool,
}

impl ContactPolicy {
    /// What holds on a day, by the journey's switch and its worksheets.
    pub fn of(do_not_contact: bool, sheets: &BTreeMap<u8, &SheetRow>, today: Date) -> Self {
        let empty = SheetRow::EMPTY;
        let sheet = |step: u8| sheets.get(&step).copied().unwrap_or(&empty);
        let row = sheet(11);
        let outcome = outcome(row, today);
        let said = said(row, today);
        let attempts = attempts(row, today);
        let told_no = sheet(2).fields.words("their_word") == "no";
        let standing = if do_not_contact {
            Some(Standing::DoNotContact)
        } else if outcome == Some("no") || said.no.is_some() || (told_no && outcome.is_none()) {
            Some(Standing::SaidNo)
        } else if outcome.is_some() {
            Some(Standing::OutcomeKnown)
        } else if said.last_is("yes") {
            None
        } else if attempts.used_up() && attempts.made == 0 {
            Some(Standing::NonePlanned)
        } else if attempts.used_up() {
            Some(Standing::AttemptsUsedUp)
        } else if said.last_is("not_now") {
            Some(Standing::NotNow)
        } else {
            None
        };
        Self {
            yes: said.last_is("yes") || sheet(8).fields.checked("agreed"),
            together: outcome == Some("together"),
            over: matches!(outcome, Some("apart" | "no_answer")),
            ..Self::by(standing)
        }
        .settled()
    }

    /// What the switch alone says, for what is not about one day.
    pub fn of_switch(do_not_contact: bool) -> Self {
        Self::by(do_not_contact.then_some(Standing::DoNotContact))
    }

    /// What holds for the reader of a shared worksheet, by what the worksheet says of it.
    pub fn of_shared(row: &SheetRow) -> Self {
        Self::by(shared_standing(row))
    }

    fn by(standing: Option<Standing>) -> Self {
        let policy = Self {
            standing,
            ..Self::default()
        };
        policy.settled()
    }

    fn settled(mut self) -> Self {
        self.over |= matches!(
            self.standing,
            Some(Standing::DoNotContact | Standing::SaidNo)
        );
        self
    }

    /// Why no contact is planned; `None` while it may be.
    pub fn standing(self) -> Option<Standing> {
        self.standing
    }

    /// Whether contact is not wanted, for good: nothing counts down to it then.
    pub fn unwanted(self) -> bool {
        self.standing == Some(Standing::DoNotContact)
    }

    /// Whether no answer is waited for any more: what looks towards one is not asked then.
    pub fn over(self) -> bool {
        self.over
    }

    /// Whether they have said yes: there is no first contact to be ready for any more.
    pub(crate) fn has_a_yes(self) -> bool {
        self.yes && self.standing.is_none()
    }

    /// Whether days without contact are still told: not to two who are together again.
    pub fn counts_days(self) -> bool {
        !self.together
    }

    /// Whether a number of days without contact is aimed at: not once an answer is known.
    pub fn aims_at_days(self) -> bool {
        !self.over && !self.together
    }

    /// Why a step shows nothing but the reason; `None` for a step that does show something.
    pub fn closes(self, step: u8) -> Option<Standing> {
        self.standing
            .filter(|standing| *standing == Standing::DoNotContact && matches!(step, 7 | 8))
    }

    /// Why a step waits for nothing, as it is about contact to come; `None` for any other.
    pub fn rests(self, step: u8) -> Option<Standing> {
        self.standing.filter(|_| matches!(step, 7 | 8))
    }

    /// Whether a step may be the one to go on with: step 7 before a yes, step 8 only after one.
    pub fn may_come_next(self, step: u8) -> bool {
        match step {
            7 => self.standing.is_none() && !self.yes,
            8 => self.has_a_yes(),
            _ => true,
        }
    }

    /// What is said at the head of a step's worksheet.
    pub fn said_in(self, step: u8) -> Option<Standing> {
        self.standing.filter(|standing| match step {
            7 | 8 | 11 => true,
            2 => matches!(standing, Standing::DoNotContact | Standing::SaidNo),
            _ => false,
        })
    }

    /// Whether a question or list of a step is asked.
    pub fn asks(self, step: u8, field: &str) -> bool {
        if self.over && names(BEFORE_THE_END, step, field) || self.hides(step, field) {
            return false;
        }
        match self.standing {
            None => true,
            Some(Standing::DoNotContact) => !matches!(step, 7 | 8) && !names(UNWANTED, step, field),
            Some(_) => !names(PLANS, step, field),
        }
    }

    /// Whether a question or list is shown: as it is asked, and while contact is wanted also what was answered before.
    fn shows(self, step: u8, field: &str, row: &SheetRow) -> bool {
        let answered = row.fields.filled(field) || !row.items(field).is_empty();
        self.asks(step, field) || (answered && !self.unwanted() && !self.hides(step, field))
    }

    /// Whether an answer is not even shown as one that was given before.
    fn hides(self, step: u8, field: &str) -> bool {
        !self.aims_at_days() && names(DAYS_AIMED_AT, step, field)
    }

    /// The questions of a worksheet that are shown. What is not about contact is shown as it is.
    pub fn shown<'d>(self, definition: &'d Definition, row: &SheetRow) -> Cow<'d, Definition> {
        let Some(step) = definition.step.filter(|_| self.standing.is_some()) else {
            return Cow::Borrowed(definition);
        };
        let mut shown = definition.clone();
        for section in &mut shown.sections {
            section
                .fields
                .retain(|field| self.shows(step, &field.id, row));
        }
        shown.sections.retain(|section| !section.fields.is_empty());
        if step == 10 && self.over {
            shown.intro = shown.intro.replace(TRY_ONCE_MORE, WHATEVER_COMES);
        }
        if self.unwanted() {
            reworded(step, &mut shown);
        }
        Cow::Owned(shown)
    }

    /// The answers to the questions that are shown.
    pub fn shown_row(self, definition: &Definition, row: &SheetRow) -> SheetRow {
        let Some(step) = definition.step.filter(|_| self.standing.is_some()) else {
            return row.clone();
        };
        let keeps = |field: &str| match self.unwanted() {
            true => self.asks(step, field),
            false => !self.hides(step, field),
        };
        let mut shown = row.clone();
        shown.fields.0.retain(|field, _| keeps(field));
        if let Some(FieldValue::Chosen(said)) = shown.fields.0.remove(BEFORE) {
            let said = only(&said, keeps);
            if !said.is_empty() {
                let said = FieldValue::Chosen(said);
                shown.fields.0.insert(BEFORE.to_owned(), said);
            }
        }
        shown.lists.retain(|list, _| keeps(list));
        shown.asked.retain(|place, _| {
            let field = place.split('/').next().unwrap_or(place);
            keeps(field)
        });
        shown
    }

    /// What the reader of a share gets of a worksheet: the same, and where no contact is planned, why.
    pub fn shared_row(self, definition: &Definition, row: &SheetRow) -> SheetRow {
        let mut shown = self.shown_row(definition, row);
        let said = definition.step.and_then(|step| self.said_in(step));
        if let Some(standing) = said {
            let name = FieldValue::Line(standing.name().to_owned());
            shown.fields.0.insert(SHARED_STANDING.to_owned(), name);
        }
        shown
    }
}

/// Takes out what still speaks of contact to come, where it is not wanted.
fn reworded(step: u8, shown: &mut Definition) {
    let field = |shown: &mut Definition, id: &str, change: &dyn Fn(&mut FieldDef)| {
        let fields = shown.sections.iter_mut().flat_map(|it| &mut it.fields);
        let inner = |field: &mut FieldDef| {
            field.fields.iter_mut().for_each(|it| {
                if it.id == id {
                    change(it);
                }
            });
        };
        for it in fields {
            if it.id == id { change(it) } else { inner(it) }
        }
    };
    let said = |prompt: &'static str| move |it: &mut FieldDef| it.prompt = prompt.into();
    match step {
        1 => field(shown, "apology_owed", &|it| OWED.clone_into(&mut it.help)),
        2 => {
            field(shown, "ending", &|it| it.help.clear());
            let mut sections = shown.sections.iter_mut();
            if let Some(section) = sections.find(|it| it.id == "necessary_section") {
                section.intro.push_str(NONE_AT_ALL);
            }
        }
        7 | 8 => shown.intro.clear(),
        11 => {
            shown.intro =
                "Who is there for you, what happens in your life in any case, and a letter to yourself.".into();
            for section in &mut shown.sections {
                let title = match section.id.as_str() {
                    "if_no_section" => "Support and plans",
                    "outcome" => "A letter",
                    _ => continue,
                };
                title.clone_into(&mut section.title);
            }
            field(shown, "plans", &said("What happens in any case?"));
            field(shown, "support", &said("Who is there for you?"));
        }
        _ => {}
    }
}

/// Said beside an apology that is owed, where contact is not wanted.
const OWED: &str = "Owing it does not mean making it. It can stay here, and show in how you live.";

/// What step 10 says of a new beginning, and what it says once none is waited for.
const TRY_ONCE_MORE: &str = "whether you try once more, meet somebody else, or stay on your own";
const WHATEVER_COMES: &str = "whether you meet somebody else or stay on your own";

/// Said beside what had to be, where contact is not wanted.
const NONE_AT_ALL: &str = " If you may not be in touch at all, because a court says so, for example, that comes first: somebody else can pass on what has to be said.";

/// The field of a shared worksheet that names why no contact is planned. No definition asks it.
const SHARED_STANDING: &str = "no_contact_planned";

/// Why no contact is planned, as a shared worksheet says it.
pub fn shared_standing(row: &SheetRow) -> Option<Standing> {
    Standing::named(row.fields.words(SHARED_STANDING))
}
