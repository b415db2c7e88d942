//! `still step N fill`: one question at a time. Every answer is saved at once, so leaving costs nothing and coming back
//! goes on with what is empty.

use engine::worksheet::{FieldDef, FieldKind, FieldValue, ItemId, Place};
use engine::{SheetName, Vault, WorksheetView};

use super::step_view::{SCRIPT, in_words};
use super::{mark_view, sheet_action};
use crate::app::App;
use crate::editor::{self, Kept};
use crate::failure::{Failure, Kind};
use crate::terminal::{Paint, Tty, show_line, show_text, wrap};

const KEYS: &str = "Enter leaves an answer as it is, - empties it, :e opens the editor, :q leaves.";
/// Cells of a line on the terminal while asking.
const LINE_CELLS: usize = 80;

/// Whether to go on asking.
#[derive(PartialEq, Eq)]
enum Next {
    Go,
    Leave,
}

/// Whether the same question is asked once more.
#[derive(PartialEq, Eq)]
enum Again {
    Yes,
    No,
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
    let sheet = vault.step(name.clone())?;
    let mut parts = only.into_iter().flat_map(|only| only.split('/'));
    let (only, item) = (parts.next(), parts.next());
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
        all: all || only.is_some(),
    };
    asking.tty.say(KEYS)?;
    let left = match (only, item) {
        (Some(list), Some(item)) => {
            let item = sheet_action::find_item(&sheet, list, item)?;
            asking.item(&sheet, list, item, parts.next())?
        }
        _ => asking.fields(&sheet, only)?,
    };
    asking.tty.say(match left {
        Next::Leave => "Everything you answered is saved.",
        Next::Go => "That was all. Everything is saved.",
    })
}

struct Asking<'a> {
    app: &'a App,
    vault: &'a Vault,
    name: &'a SheetName,
    tty: Tty,
    all: bool,
}

impl Asking<'_> {
    fn fields(&mut self, sheet: &WorksheetView, only: Option<&str>) -> Result<Next, Failure> {
        let wanted = |field: &&FieldDef| !field.former && only.is_none_or(|only| only == field.id);
        for field in sheet.definition.fields().filter(wanted) {
            if self.field(field)? == Next::Leave {
                return Ok(Next::Leave);
            }
        }
        Ok(Next::Go)
    }

    /// The questions about an item that is there, or one of them.
    fn item(
        &mut self,
        sheet: &WorksheetView,
        list: &str,
        item: ItemId,
        only: Option<&str>,
    ) -> Result<Next, Failure> {
        let (Some(list), Some(row)) = (sheet.definition.list(list), sheet.row.item(list, item))
        else {
            return Ok(Next::Go);
        };
        let wanted = |field: &&FieldDef| !field.former && only.is_none_or(|only| only == field.id);
        for field in list.fields.iter().filter(wanted) {
            let place = Place::item(&list.id, item, &field.id);
            if self.question(field, &place, row.fields.get(&field.id))? == Next::Leave {
                return Ok(Next::Leave);
            }
        }
        Ok(Next::Go)
    }

    fn field(&mut self, field: &FieldDef) -> Result<Next, Failure> {
        if field.kind.has_items() {
            return self.list(field);
        }
        let place = Place::field(&field.id);
        let current = self
            .vault
            .step(self.name.clone())?
            .readable()
            .fields
            .get(&field.id)
            .cloned();
        if !self.all && current.as_ref().is_some_and(FieldValue::is_filled) {
            return Ok(Next::Go);
        }
        self.question(field, &place, current.as_ref())
    }

    fn list(&mut self, field: &FieldDef) -> Result<Next, Failure> {
        let count = self
            .vault
            .step(self.name.clone())?
            .row
            .items(&field.id)
            .len();
        self.heading(field)?;
        self.tty.say(&format!("  {count} so far."))?;
        loop {
            let answer = self.tty.ask("  Add one? [y/N, :q leaves] ")?;
            match answer.as_deref().map(str::to_lowercase).as_deref() {
                None | Some(":q") => return Ok(Next::Leave),
                Some("y" | "yes") => {}
                Some(_) => return Ok(Next::Go),
            }
            let item = self.vault.step_add_item(self.name.clone(), &field.id)?;
            for inner in field.fields.iter().filter(|inner| !inner.former) {
                let place = Place::item(&field.id, item, &inner.id);
                if self.question(inner, &place, None)? == Next::Leave {
                    return self.leave_item(field, item);
                }
            }
            self.drop_if_empty(field, item)?;
        }
    }

    /// Who leaves before the first answer has not added anything.
    fn leave_item(&self, field: &FieldDef, item: ItemId) -> Result<Next, Failure> {
        self.drop_if_empty(field, item)?;
        Ok(Next::Leave)
    }

    fn drop_if_empty(&self, field: &FieldDef, item: ItemId) -> Result<(), Failure> {
        let sheet = self.vault.step(self.name.clone())?;
        let empty = sheet.row.item(&field.id, item).is_some_and(|row| {
            !field
                .fields
                .iter()
                .any(|inner| row.fields.filled(&inner.id))
        });
        if empty {
            self.vault
                .step_remove_item(self.name.clone(), &field.id, item)?;
        }
        Ok(())
    }

    /// Asks until the answer is understood.
    fn question(
        &mut self,
        field: &FieldDef,
        place: &Place,
        current: Option<&FieldValue>,
    ) -> Result<Next, Failure> {
        self.heading(field)?;
        if let Some(value) = current.filter(|value| value.is_filled()) {
            let now = show_line(&in_words(field, value));
            self.tty.say(&Paint::Faint.on(format!("  now: {now}")))?;
        }
        loop {
            let Some(answer) = self.tty.ask("  > ")? else {
                return Ok(Next::Leave);
            };
            let answer = match answer.as_str() {
                ":q" => return Ok(Next::Leave),
                ":e" => match self.in_editor(field, current)? {
                    Some(text) => text,
                    None => return Ok(Next::Go),
                },
                _ => answer,
            };
            match self.vault.step_type(self.name.clone(), place, &answer) {
                Ok(()) => {
                    if self.afterwards(field, place, &answer)? == Again::No {
                        return Ok(Next::Go);
                    }
                }
                // A link may name nothing, or more than one thing; that is as wrong as any other answer.
                Err(
                    why @ (engine::Error::Invalid(_)
                    | engine::Error::NotFound { .. }
                    | engine::Error::Ambiguous { .. }),
                ) => {
                    self.tty
                        .say(&format!("  {}", show_line(&why.to_string())))?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// What there is to say about an answer: marked sentences, and points that have grown long. Nothing has to be
    /// done about either.
    fn afterwards(
        &mut self,
        field: &FieldDef,
        place: &Place,
        answer: &str,
    ) -> Result<Again, Failure> {
        if field.reads_like_a_script(answer) {
            self.tty.say(&Paint::Faint.on(format!("  ({SCRIPT})")))?;
        }
        if !field.blame {
            return Ok(Again::No);
        }
        let marks = self.vault.sheet_marks(self.name)?.into_iter();
        let here = marks.filter(|view| !view.mark.kept && view.mark.place.as_ref() == Some(place));
        for view in here.collect::<Vec<_>>() {
            for line in mark_view::lines(&view) {
                self.tty.say(&line)?;
            }
            let question =
                "  k keeps it as it is, r lets you write it anew, Enter leaves it marked: ";
            match self.tty.ask(question)?.as_deref() {
                Some("k" | "K") => {
                    self.vault.mark_keep(&view.mark.key, true)?;
                }
                Some("r" | "R") => return Ok(Again::Yes),
                _ => {}
            }
        }
        Ok(Again::No)
    }

    fn in_editor(
        &self,
        field: &FieldDef,
        current: Option<&FieldValue>,
    ) -> Result<Option<String>, Failure> {
        let before = current.and_then(FieldValue::as_str).unwrap_or_default();
        editor::edit(
            &format!(" {}", show_line(&field.label)),
            before,
            false,
            self.app.notes,
            &mut |_| Kept::Not,
        )
    }

    fn heading(&mut self, field: &FieldDef) -> Result<(), Failure> {
        self.tty.say("")?;
        self.tty.say(&Paint::Strong.on(show_line(&field.label)))?;
        for text in [&field.prompt, &field.help] {
            for line in wrap(&show_text(text), Some(LINE_CELLS)) {
                self.tty.say(&format!("  {line}"))?;
            }
        }
        for (at, choice) in field.choices.iter().enumerate() {
            self.tty
                .say(&format!("  {:2}  {}", at + 1, show_line(&choice.label)))?;
        }
        let how = match field.kind {
            FieldKind::Choice => "one number",
            FieldKind::Choices => "numbers, separated by commas",
            FieldKind::Ranking => "all numbers, first place first, separated by commas",
            FieldKind::Scale => return self.tty.say(&format!("  {} to {}", field.low, field.high)),
            FieldKind::Date => "a day: today, yesterday or 2026-11-23",
            FieldKind::Check => "yes or no",
            FieldKind::Count => "a number, or +1 for one more",
            FieldKind::Links => {
                "@1 or the beginning of an entry's id, or WORKSHEET/LIST/ITEM; several with spaces"
            }
            FieldKind::Text | FieldKind::Line | FieldKind::List | FieldKind::Log => {
                return Ok(());
            }
        };
        self.tty.say(&Paint::Faint.on(format!("  ({how})")))
    }
}
