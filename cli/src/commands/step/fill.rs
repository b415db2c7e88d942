//! `still step N fill`: one question at a time. Every answer is saved at once, so leaving costs nothing and coming back
//! goes on with what is empty. There is a way back to the question before.

use engine::worksheet::{FieldDef, FieldValue, Fields, ItemId, LIMIT_STAYS, Place};
use engine::{Figures, SheetName, Stamp, Standing, Vault, WorksheetView};

use super::find::find_item;
use crate::app::App;
use crate::failure::{Failure, Kind};
use crate::terminal::{Kept, Question, Reply, Tty, Wanted, decision, show_text};
use crate::writing::answer_draft::Waiting;

const KEYS: &str = "Enter leaves an answer as it is. ? explains, :b goes back, :q leaves.";

/// Where to go after a question.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Go,
    Back,
    Leave,
}

/// Where a question stands among those that are asked.
#[derive(Clone, Copy)]
pub(super) struct Progress {
    pub(super) number: usize,
    pub(super) of: usize,
}

/// What came of a question, and the item that it is about, if it is begun.
type Asked = Result<(Next, Option<ItemId>), Failure>;

/// The item that a question is about.
#[derive(Clone, Copy)]
pub(super) struct ItemOf<'a> {
    pub(super) list: &'a FieldDef,
    /// `None` while nothing is known about it: it is begun with the first answer.
    pub(super) id: Option<ItemId>,
}

/// Asks the questions of one worksheet, or of one field of it.
pub(super) fn run(
    app: &App,
    vault: &Vault,
    name: &SheetName,
    only: Option<&str>,
    all: bool,
) -> Result<(), Failure> {
    let tty = Tty::open().ok_or_else(|| {
        Failure::usage("there is no terminal to ask on")
            .help("`still step N set` and `add` take values from programs")
    })?;
    let sheet = vault.worksheets().get(name.clone())?;
    let mut parts = only.into_iter().flat_map(|only| only.split('/'));
    let (only, item, inner) = (parts.next(), parts.next(), parts.next());
    if let Some(only) = only
        && sheet.definition.field(only).is_none()
    {
        return Err(Failure::new(
            Kind::NotFound,
            format!("there is no field “{only}” in step {name}"),
        )
        .help(format!("`still step {name}` shows the fields in brackets")));
    }
    let mut asking = Asking {
        app,
        vault,
        name,
        tty,
        drafts: Waiting::of(vault, name)?,
        all: all || only.is_some(),
        named: inner.is_some() || (only.is_some() && item.is_none()),
        quiet_said: false,
    };
    if let Some(standing) = sheet.standing {
        asking.tty.say(standing.words())?;
    }
    // What stands at the head of the worksheet, for those who never look at it. Whoever names a question has seen it.
    if only.is_none() {
        asking.tty.say(&show_text(&sheet.definition.intro))?;
    }
    asking.tty.say(KEYS)?;
    let left = match (only, item) {
        (Some(list), Some(item)) => {
            let item = find_item(&sheet, list, item)?;
            asking.present_item(&sheet, list, item, inner)?
        }
        _ => asking.fields(&sheet, only)?,
    };
    asking.goodbye(left)
}

/// Why nothing is asked, where the worksheet or this one question would plan contact that is not planned any more.
pub(super) fn not_asked(sheet: &WorksheetView, only: Option<&str>) -> Option<String> {
    Some(format!(
        "{} Nothing is asked about it. Writing in your journal is always possible: `still write`.",
        why_not_asked(sheet, only)?.words()
    ))
}

/// What is said of an answer that was saved: that it plans what is not planned any more, or what a limit on attempts means.
pub(super) fn said_of(sheet: &WorksheetView, about: Option<&str>) -> Option<&'static str> {
    let limit = sheet.definition.step == Some(11) && about == Some("most");
    match &sheet.figures {
        Figures::Attempts(attempts) if limit && attempts.raised => Some(LIMIT_STAYS),
        _ if limit => sheet.standing.map(Standing::words),
        _ => why_not_asked(sheet, about).map(Standing::words),
    }
}

fn why_not_asked(sheet: &WorksheetView, only: Option<&str>) -> Option<Standing> {
    let named = only.filter(|only| sheet.not_asked.iter().any(|it| it == only));
    sheet
        .closed()
        .or(sheet.standing.filter(|_| named.is_some()))
}

/// Asks the very question that a draft answers, and for an item that is not begun yet those behind it.
pub(super) fn resume(
    app: &App,
    vault: &Vault,
    name: &SheetName,
    place: &str,
    draft: &str,
) -> Result<(), Failure> {
    let tty = Tty::open().ok_or_else(|| Failure::usage("there is no terminal to ask on"))?;
    let sheet = vault.worksheets().get(name.clone())?;
    if let Some(why) = not_asked(&sheet, place.split('/').next()) {
        return Err(Failure::new(Kind::Refused, why).help(format!(
            "`still drafts show {draft}` shows what you wrote, `still drafts drop {draft}` throws it away"
        )));
    }
    let mut asking = Asking {
        app,
        vault,
        name,
        tty,
        drafts: Waiting::only(draft, place),
        all: true,
        named: false,
        quiet_said: false,
    };
    let present = |fields: &[FieldDef], id: &str| {
        let mut fields = fields.iter();
        fields.any(|field| !field.former && field.id == id)
    };
    let gone = |what: &str| {
        Failure::new(Kind::NotFound, format!("{what} that this answer belongs to is not there any more"))
            .help(format!(
                "`still drafts show {draft}` shows what you wrote, `still drafts drop {draft}` throws it away"
            ))
    };
    let parts: Vec<&str> = place.split('/').collect();
    let left = match parts[..] {
        [field] if sheet.definition.field(field).is_some_and(|it| !it.former) => {
            asking.tty.say(KEYS)?;
            asking.fields(&sheet, Some(field))?
        }
        [list, item, field] => {
            let def = sheet.definition.list(list);
            let def = def.filter(|def| present(&def.fields, field));
            let def = def.ok_or_else(|| gone("the question"))?;
            if item == NEW {
                asking.tty.say(KEYS)?;
                asking.new_item(def)?
            } else {
                let id = item.parse::<ItemId>().ok();
                let id = id.filter(|id| sheet.row.item(list, *id).is_some());
                let id = id.ok_or_else(|| gone("the item"))?;
                asking.tty.say(KEYS)?;
                asking.present_item(&sheet, list, id, Some(field))?
            }
        }
        _ => return Err(gone("the question")),
    };
    asking.goodbye(left)
}

/// Says what is saved when the questions are broken off.
pub(super) fn stopped(failure: Failure) -> Failure {
    match failure.kind() {
        Kind::Interrupted(_) => failure.because("every answer before this one is saved"),
        _ => failure,
    }
}

/// What stands in a place for an item that is not begun yet.
const NEW: &str = "new";

/// What names a field of an item that is not begun yet.
pub(super) fn new_item_place(list: &FieldDef, field: &str) -> String {
    format!("{}/{NEW}/{field}", list.id)
}

/// The questions of one worksheet while they are asked.
pub(super) struct Asking<'a> {
    pub(super) app: &'a App,
    pub(super) vault: &'a Vault,
    pub(super) name: &'a SheetName,
    pub(super) tty: Tty,
    pub(super) drafts: Waiting,
    all: bool,
    /// Whether one question was named: it is asked whether it applies or not.
    named: bool,
    /// Whether the quiet line was said: once is enough.
    pub(super) quiet_said: bool,
}

impl Asking<'_> {
    fn goodbye(&mut self, left: Next) -> Result<(), Failure> {
        self.tty.say(match left {
            Next::Leave => "Everything you answered is saved.",
            Next::Go | Next::Back => "That was all. Everything is saved.",
        })
    }

    fn fields(&mut self, sheet: &WorksheetView, only: Option<&str>) -> Result<Next, Failure> {
        let wanted = |field: &&FieldDef| {
            let asked = !field.former && !sheet.not_asked.contains(&field.id);
            asked && only.is_none_or(|only| only == field.id)
        };
        let fields: Vec<&FieldDef> = sheet.definition.fields().filter(wanted).collect();
        let mut said = None;
        self.all_in_turn(&fields, None, |asking, field, _, progress, came_back| {
            let mut sections = sheet.definition.sections.iter();
            let section = sections.find(|it| it.fields.iter().any(|it| it.id == field.id));
            let news = section.filter(|section| said != Some(&section.id));
            if field.kind.has_items() {
                said = section.map(|section| &section.id);
                asking.section(news, field)?;
                return asking.list(field, progress).map(|next| (next, None));
            }
            let (current, _) = asking.current(&Place::field(&field.id))?;
            let answered = current.is_some_and(|value| value.is_filled());
            if answered && !asking.all && !came_back && !asking.drafts.has(&field.id) {
                return Ok((Next::Go, None));
            }
            said = section.map(|section| &section.id);
            asking.section(news, field)?;
            asking.question(field, None, progress)
        })
    }

    /// Goes through these questions. Before the first there is nothing.
    fn all_in_turn<'f>(
        &mut self,
        fields: &[&'f FieldDef],
        about: Option<ItemOf<'f>>,
        mut ask: impl FnMut(&mut Self, &'f FieldDef, Option<ItemOf<'f>>, Progress, bool) -> Asked,
    ) -> Result<Next, Failure> {
        let mut came_back = false;
        loop {
            match self.walk(fields, &mut about.clone(), (0, came_back), &mut ask)? {
                Next::Back => {
                    self.tty.say("  This is the first question.")?;
                    came_back = true;
                }
                left => return Ok(left),
            }
        }
    }

    /// Goes through those of these questions that apply, forth and back, from the one with this number. Which ones
    /// apply is looked at anew after each answer.
    fn walk<'f>(
        &mut self,
        fields: &[&'f FieldDef],
        about: &mut Option<ItemOf<'f>>,
        (mut at, mut came_back): (usize, bool),
        ask: &mut impl FnMut(&mut Self, &'f FieldDef, Option<ItemOf<'f>>, Progress, bool) -> Asked,
    ) -> Result<Next, Failure> {
        loop {
            let applying = self.applying(fields, *about)?;
            let found = if came_back {
                (0..=at).rev().find(|&at| applying[at])
            } else {
                (at..fields.len()).find(|&at| applying[at])
            };
            let Some(now) = found else {
                return Ok(if came_back { Next::Back } else { Next::Go });
            };
            let count = |of: &[bool]| of.iter().filter(|applies| **applies).count();
            let progress = Progress {
                number: count(&applying[..=now]),
                of: count(&applying),
            };
            let (next, begun) = ask(self, fields[now], *about, progress, came_back)?;
            if let Some(about) = about {
                about.id = begun;
            }
            match (next, now.checked_sub(1)) {
                (Next::Go, _) => (at, came_back) = (now + 1, false),
                (Next::Back, Some(before)) => (at, came_back) = (before, true),
                (Next::Leave | Next::Back, _) => return Ok(next),
            }
        }
    }

    /// Which of these questions apply, by the answers beside them. One that is answered, or has a draft, is asked too.
    fn applying(
        &self,
        fields: &[&FieldDef],
        about: Option<ItemOf<'_>>,
    ) -> Result<Vec<bool>, Failure> {
        let row = self.vault.worksheets().get(self.name.clone())?.row;
        let none = Fields::default();
        let beside = match about {
            None => &row.fields,
            Some(about) => about
                .id
                .and_then(|id| row.item(&about.list.id, id))
                .map_or(&none, |item| &item.fields),
        };
        let draft_of = |field: &FieldDef| match about {
            None => field.id.clone(),
            Some(ItemOf { list, id: None }) => new_item_place(list, &field.id),
            Some(ItemOf { list, id: Some(id) }) => Place::item(&list.id, id, &field.id).to_string(),
        };
        let is_asked = |field: &&FieldDef| {
            let answered = beside.filled(&field.id) || !row.items(&field.id).is_empty();
            self.named || field.applies(beside) || answered || self.drafts.has(&draft_of(field))
        };
        Ok(fields.iter().map(is_asked).collect())
    }

    /// The value of a place as it is now, and the version that has it.
    pub(super) fn current(&self, place: &Place) -> Result<(Option<FieldValue>, Stamp), Failure> {
        let sheet = self.vault.worksheets().get(self.name.clone())?;
        let value = match place {
            Place::Field(id) => sheet.readable().fields.get(id).cloned(),
            Place::Item { list, item, field } => sheet
                .readable()
                .item(list, *item)
                .and_then(|row| row.fields.get(field).cloned()),
        };
        Ok((value, sheet.stamp))
    }

    /// The questions about an item that is there, or one of them.
    fn present_item(
        &mut self,
        sheet: &WorksheetView,
        list: &str,
        item: ItemId,
        only: Option<&str>,
    ) -> Result<Next, Failure> {
        let Some(list) = sheet.definition.list(list) else {
            return Ok(Next::Go);
        };
        let wanted = |field: &&FieldDef| !field.former && only.is_none_or(|only| only == field.id);
        let fields: Vec<&FieldDef> = list.fields.iter().filter(wanted).collect();
        let about = ItemOf {
            list,
            id: Some(item),
        };
        self.all_in_turn(&fields, Some(about), |asking, field, about, progress, _| {
            asking.question(field, about, progress)
        })
    }

    fn list(&mut self, list: &FieldDef, progress: Progress) -> Result<Next, Failure> {
        self.heading(list, progress)?;
        match self.begun_items(list)? {
            Next::Go => {}
            left => return Ok(left),
        }
        loop {
            let sheet = self.vault.worksheets().get(self.name.clone())?;
            let count = sheet.row.items(&list.id).len();
            self.tty.say(&format!("  {count} so far."))?;
            let waiting = self.drafts.first_behind(&new_item_place(list, ""));
            if waiting.is_some_and(|at| list.fields.iter().any(|it| !it.former && it.id == at)) {
                self.tty
                    .say("  A new one was begun and not saved. It goes on where it ended.")?;
                match self.new_item(list)? {
                    Next::Go => continue,
                    left => return Ok(left),
                }
            }
            let question = Question {
                prompt: "  Add one? [y/N] ",
                start: "",
                recall: "",
                wanted: Wanted::Decision,
                limit: 64,
            };
            match self.tty.ask_of_several(&question, &mut |_| Kept::Not)? {
                Reply::Leave | Reply::End => return Ok(Next::Leave),
                Reply::Back => return Ok(Next::Back),
                Reply::Help => self.tty.say(
                    "  y asks about a new one; Enter goes on; :b goes back to the question before; :q leaves.",
                )?,
                Reply::Text(text) => match decision(&text) {
                    Some(true) => {
                        if self.new_item(list)? == Next::Leave {
                            return Ok(Next::Leave);
                        }
                    }
                    Some(false) => return Ok(Next::Go),
                    None => self.tty.say(
                        "  That was not taken: y asks for a new one, with room for all of it; Enter goes on.",
                    )?,
                },
                Reply::Editor => self.tty.say("  y asks for a new one; the editor opens in its questions.")?,
            }
        }
    }

    /// Asks what was begun about items that are there.
    fn begun_items(&mut self, list: &FieldDef) -> Result<Next, Failure> {
        let sheet = self.vault.worksheets().get(self.name.clone())?;
        let items: Vec<ItemId> = sheet.row.items(&list.id).iter().map(|it| it.id).collect();
        for item in items {
            for field in self.drafts.of_item(&list.id, &item.to_string()) {
                self.tty.say(&format!(
                    "  An answer about item {} was begun and not saved. It goes on where it ended.",
                    item.short(),
                ))?;
                match self.present_item(&sheet, &list.id, item, Some(&field))? {
                    Next::Go => {}
                    left => return Ok(left),
                }
            }
        }
        Ok(Next::Go)
    }

    /// The questions about a new item. It is begun with the first answer, so that leaving before adds nothing.
    fn new_item(&mut self, list: &FieldDef) -> Result<Next, Failure> {
        let fields: Vec<&FieldDef> = list.fields.iter().filter(|field| !field.former).collect();
        // One that was begun goes on at the question that was open.
        let waiting = self.drafts.first_behind(&new_item_place(list, ""));
        let at = waiting.and_then(|at| fields.iter().position(|field| field.id == at));
        let mut about = Some(ItemOf { list, id: None });
        let left = self.walk(
            &fields,
            &mut about,
            (at.unwrap_or(0), false),
            &mut |asking, field, about, progress, _| asking.question(field, about, progress),
        );
        // What was answered may have been taken back.
        if let Some(item) = about.and_then(|about| about.id) {
            self.drop_if_empty(list, item)?;
        }
        left
    }

    pub(super) fn drop_if_empty(&self, list: &FieldDef, item: ItemId) -> Result<(), Failure> {
        let sheet = self.vault.worksheets().get(self.name.clone())?;
        let empty = sheet.row.item(&list.id, item).is_some_and(|row| {
            let mut fields = list.fields.iter();
            !fields.any(|field| row.fields.filled(&field.id))
        });
        if empty {
            self.vault
                .worksheets()
                .remove_item(self.name.clone(), &list.id, item)?;
        }
        Ok(())
    }
}
