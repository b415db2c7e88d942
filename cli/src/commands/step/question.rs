//! One question of `still step N fill`: what stands above it, what can be answered, and what is done with the answer.

use engine::worksheet::{
    FieldDef, FieldKind, FieldValue, ItemId, LINE_CHARS_MAX, Place, Section, TEXT_CHARS_MAX,
};
use engine::{PromiseView, Stamp, WriteError};

use super::action::day_taken;
use super::fill::{Asking, ItemOf, Next, Progress, new_item_place};
use super::kinds::{asks_promise, how, in_labels, takes_text};
use crate::commands::kept::{list_promises, numbered};
use crate::editor;
use crate::failure::Failure;
use crate::terminal::{Kept, Paint, Question, Reply, Wanted, show_line, show_text, wrap};
use crate::view;
use crate::view::worksheet::SCRIPT;
use crate::writing::answer_draft::AnswerDraft;

/// Most cells of a line while asking: longer ones are hard to read.
const LINE_CELLS: usize = 78;
/// Fewest cells.
const LINE_CELLS_MIN: usize = 18;
/// What stands before every row of a question.
const INDENT: &str = "  ";

/// Rows of the present answer that are shown above a question.
const CURRENT_ROWS_MAX: usize = 4;

/// What `?` says about a flagged sentence.
const FLAG_HELP: &str = "Your answer is saved. k keeps the sentence as it is, and it is not marked again; r lets you write the \
     answer anew; Enter leaves the sentence marked, `still marks` lists it. :b goes back, :q leaves.";

/// What is done about a flagged sentence.
enum AboutFlag {
    Keep,
    Stay,
    Anew,
    Go(Next),
}

/// What happened to an answer.
enum Saved {
    Yes,
    /// It is no answer to this question, and this says why.
    No(String),
}

/// A question that is not answered yet.
struct Open<'a, 'f> {
    field: &'f FieldDef,
    about: Option<ItemOf<'f>>,
    /// The item, once it is begun.
    id: Option<ItemId>,
    current: Option<FieldValue>,
    /// What is typed was typed by somebody who saw this version; what comes meanwhile is merged with it.
    base: Option<Stamp>,
    start: String,
    draft: AnswerDraft<'a>,
    /// The promises that a number stands for, where one is asked for.
    promises: Vec<PromiseView>,
}

impl<'a> Asking<'a> {
    /// Asks until the answer is understood. Also tells which item was begun with it.
    pub(super) fn question(
        &mut self,
        field: &FieldDef,
        about: Option<ItemOf<'_>>,
        progress: Progress,
    ) -> Result<(Next, Option<ItemId>), Failure> {
        let id = about.and_then(|about| about.id);
        self.heading(field, progress)?;
        let (current, base) = match place(field, about, id) {
            Some(place) => {
                let (current, base) = self.current(&place)?;
                (current, Some(base))
            }
            None => (None, None),
        };
        let promises = self.promises(field)?;
        self.say_current(field, current.as_ref())?;
        let mut open = Open {
            promises,
            draft: self.draft(field, about, id, base.clone()),
            field,
            about,
            id,
            current,
            base,
            start: String::new(),
        };
        if let Some((text, typed_on)) = open.draft.take_up(&mut self.drafts)? {
            self.tty
                .say(&Paint::Faint.on("  (what you typed last time, and did not save)"))?;
            open.start = text;
            open.base = typed_on.or(open.base);
        }
        let next = loop {
            match self.one_answer(&mut open) {
                Ok(None) => {}
                Ok(Some(next)) => break next,
                Err(failure) => return Err(open.draft.left_by(failure)),
            }
        };
        // Saved, or typed over.
        open.draft.discard();
        Ok((next, open.id))
    }

    /// What can be checked in, each under its number, where a promise is asked for.
    fn promises(&mut self, field: &FieldDef) -> Result<Vec<PromiseView>, Failure> {
        if !asks_promise(field) {
            return Ok(Vec::new());
        }
        let promises = self.vault.programme().promises()?;
        list_promises(&mut self.tty, &promises)?;
        self.say_wrapped(match promises.as_slice() {
            [] => "There is none yet: `still step 9 fill commitments` writes one down.",
            _ => "(one number)",
        })?;
        Ok(promises)
    }

    /// Takes one answer; `None` to ask once more.
    fn one_answer(&mut self, open: &mut Open<'a, '_>) -> Result<Option<Next>, Failure> {
        let answer = match self.answer(open)? {
            Reply::Leave | Reply::End => return Ok(Some(Next::Leave)),
            Reply::Back => return Ok(Some(Next::Back)),
            Reply::Help => return self.help(open.field).map(|()| None),
            Reply::Editor => match self.in_editor(open)? {
                Some(text) => text,
                None => return Ok(None),
            },
            Reply::Text(text) => text,
        };
        let begun = open.id.is_some();
        match self.save(open, &answer) {
            Err(failure) => {
                open.draft.keep(&answer);
                return Err(failure);
            }
            Ok(Saved::No(why)) => {
                if let (Some(about), Some(new), false) = (open.about, open.id, begun) {
                    self.drop_if_empty(about.list, new)?;
                    open.id = None;
                }
                self.say_wrapped(&why)?;
                // Long answers are mended, not typed again.
                if takes_text(open.field) {
                    open.start = answer;
                }
                return Ok(None);
            }
            Ok(Saved::Yes) => self.renew_draft(open),
        }
        let Some(place) = place(open.field, open.about, open.id) else {
            return Ok(Some(Next::Go));
        };
        if let Some(next) = self.afterwards(open.field, &place, &answer)? {
            return Ok(Some(next));
        }
        let (saved, stamp) = self.current(&place)?;
        let words = saved.as_ref().and_then(FieldValue::as_str);
        open.start = words.map_or(answer, str::to_owned);
        (open.current, open.base) = (saved, Some(stamp));
        self.renew_draft(open);
        Ok(None)
    }

    /// What was kept is saved; what is typed from now on is another draft.
    fn renew_draft(&self, open: &mut Open<'a, '_>) {
        let draft = self.draft(open.field, open.about, open.id, open.base.clone());
        std::mem::replace(&mut open.draft, draft).discard();
    }

    fn draft(
        &self,
        field: &FieldDef,
        about: Option<ItemOf<'_>>,
        id: Option<ItemId>,
        base: Option<Stamp>,
    ) -> AnswerDraft<'a> {
        let name = match (place(field, about, id), about) {
            (Some(place), _) => place.to_string(),
            (None, Some(about)) => new_item_place(about.list, &field.id),
            (None, None) => field.id.clone(),
        };
        AnswerDraft::new(self.app, self.vault, self.name, name, base)
    }

    fn answer(&mut self, open: &mut Open<'a, '_>) -> Result<Reply, Failure> {
        let text = open.field.kind == FieldKind::Text;
        let keeps = takes_text(open.field);
        let question = Question {
            prompt: "  > ",
            start: &open.start,
            recall: if keeps {
                words(open.current.as_ref())
            } else {
                ""
            },
            wanted: if text { Wanted::Text } else { Wanted::Line },
            limit: if text { TEXT_CHARS_MAX } else { LINE_CHARS_MAX },
        };
        let draft = &mut open.draft;
        self.tty.ask_of_several(&question, &mut |text| {
            if keeps { draft.keep(text) } else { Kept::Not }
        })
    }

    /// Saves an answer; for an item that is not begun yet, begins it.
    fn save(&self, open: &mut Open<'a, '_>, answer: &str) -> Result<Saved, Failure> {
        let nothing = answer.trim().is_empty() || answer.trim() == "-";
        let name = self.name.clone();
        if let Some(about) = open.about
            && open.id.is_none()
            && !nothing
        {
            open.id = Some(
                self.vault
                    .worksheets()
                    .add_item(name.clone(), &about.list.id)?,
            );
        }
        let Some(place) = place(open.field, open.about, open.id) else {
            return Ok(Saved::Yes);
        };
        let chosen = numbered(&open.promises, answer.trim());
        let answer = chosen.map_or(answer, |known| &known.link);
        let saved = match &open.base {
            Some(base) => self
                .vault
                .worksheets()
                .fill_from(name, &place, base, answer),
            None => self.vault.worksheets().fill(name, &place, answer),
        };
        match saved {
            Ok(()) => Ok(Saved::Yes),
            // A link may name nothing, or more than one thing; that is as wrong as any other answer.
            Err(why @ (WriteError::Invalid(_) | WriteError::Resolve(_))) => {
                Ok(Saved::No(in_labels(open.field, answer, &why.to_string())))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// What there is to say about an answer: flagged sentences, points that have grown long, the quiet line. Nothing has
    /// to be done about any of them. `None` when the answer is to be written anew.
    fn afterwards(
        &mut self,
        field: &FieldDef,
        place: &Place,
        answer: &str,
    ) -> Result<Option<Next>, Failure> {
        if field.reads_like_a_script(answer) {
            self.tty.say(&Paint::Faint.on(format!("  ({SCRIPT})")))?;
        }
        if field.kind == FieldKind::Date {
            let sheet = self.vault.worksheets().get(self.name.clone())?;
            if let Some(day) = day_taken(&sheet, place, answer) {
                self.tty.say(&Paint::Faint.on(format!("  ({day})")))?;
            }
        }
        if !self.quiet_said {
            let quiet = view::quiet::of_answers(self.vault, self.name, &[answer]);
            self.quiet_said = quiet.is_some();
            view::quiet::say(&mut self.tty, quiet)?;
        }
        if !field.blame {
            return Ok(Some(Next::Go));
        }
        let flags = self.vault.flags().of_worksheet(self.name)?.into_iter();
        let here = flags.filter(|view| !view.flag.kept && view.flag.place.as_ref() == Some(place));
        for view in here.collect::<Vec<_>>() {
            for line in view::flag::lines(&view) {
                self.tty.say(&line)?;
            }
            match self.about_flag()? {
                AboutFlag::Keep => {
                    self.vault.flags().keep(&view.flag.key, true)?;
                }
                AboutFlag::Stay => {}
                AboutFlag::Anew => return Ok(None),
                AboutFlag::Go(next) => return Ok(Some(next)),
            }
        }
        Ok(Some(Next::Go))
    }

    /// Asks what to do about a flagged sentence.
    fn about_flag(&mut self) -> Result<AboutFlag, Failure> {
        let question = Question {
            prompt: "  k keeps it as it is, r lets you change it, Enter leaves it marked: ",
            start: "",
            recall: "",
            wanted: Wanted::Decision,
            limit: 16,
        };
        loop {
            match self.tty.ask_of_several(&question, &mut |_| Kept::Not)? {
                Reply::Leave | Reply::End => return Ok(AboutFlag::Go(Next::Leave)),
                Reply::Back => return Ok(AboutFlag::Go(Next::Back)),
                Reply::Text(key) => match key.to_lowercase().as_str() {
                    "k" => return Ok(AboutFlag::Keep),
                    "r" => return Ok(AboutFlag::Anew),
                    "" => return Ok(AboutFlag::Stay),
                    _ => self.say_wrapped(FLAG_HELP)?,
                },
                Reply::Help | Reply::Editor => self.say_wrapped(FLAG_HELP)?,
            }
        }
    }

    /// The answer as written in the editor; the question is its title.
    fn in_editor(&mut self, open: &mut Open<'a, '_>) -> Result<Option<String>, Failure> {
        let field = open.field;
        if !takes_text(field) {
            self.tty
                .say("  This answer is short: no editor is needed for it.")?;
            return Ok(None);
        }
        let before = match open.start.as_str() {
            "" => words(open.current.as_ref()).to_owned(),
            start => start.to_owned(),
        };
        let title = format!(" {}: {}", show_line(&field.label), show_line(&field.prompt));
        let draft = &mut open.draft;
        editor::edit(&title, &before, false, self.app.notes, &mut |text| {
            draft.keep(text)
        })
    }

    /// The part of the worksheet that begins with this question: some questions say little without it.
    pub(super) fn section(
        &mut self,
        section: Option<&Section>,
        first: &FieldDef,
    ) -> Result<(), Failure> {
        let Some(section) = section else {
            return Ok(());
        };
        self.tty.say("")?;
        if section.title != first.label {
            let title = Paint::Strong.on(format!("— {} —", show_line(&section.title)));
            self.tty.say(&title)?;
        }
        self.say_wrapped(&section.intro)
    }

    /// The question, as it stands on the screen.
    pub(super) fn heading(&mut self, field: &FieldDef, progress: Progress) -> Result<(), Failure> {
        self.tty.say("")?;
        let Progress { number, of } = progress;
        let number = Paint::Faint.on(format!("{number} of {of}"));
        let label = Paint::Strong.on(show_line(&field.label));
        self.tty.say(&format!("{label}  {number}"))?;
        for text in [&field.prompt, &field.help] {
            self.say_wrapped(text)?;
        }
        for (at, choice) in field.choices.iter().enumerate() {
            self.tty
                .say(&format!("  {:2}  {}", at + 1, show_line(&choice.label)))?;
        }
        match how(field) {
            Some(how) => self.tty.say(&Paint::Faint.on(format!("  ({how})"))),
            None => Ok(()),
        }
    }

    fn say_current(
        &mut self,
        field: &FieldDef,
        current: Option<&FieldValue>,
    ) -> Result<(), Failure> {
        let Some(value) = current.filter(|value| value.is_filled()) else {
            return Ok(());
        };
        let now = show_line(&value.words(field));
        let mut lines = wrap(&format!("now: {now}"), Some(self.line_cells()));
        if lines.len() > CURRENT_ROWS_MAX {
            lines.truncate(CURRENT_ROWS_MAX);
            lines.push("…".to_owned());
        }
        for line in lines {
            self.tty.say(&Paint::Faint.on(format!("{INDENT}{line}")))?;
        }
        if takes_text(field) {
            self.tty
                .say(&Paint::Faint.on("  (the key ↑ takes it up for changing)"))?;
        }
        Ok(())
    }

    fn help(&mut self, field: &FieldDef) -> Result<(), Failure> {
        let mut lines = vec![field.prompt.clone(), field.help.clone()];
        lines.extend(how(field));
        lines.push(
            "Enter leaves the answer as it is. - empties it. :b goes back to the question before. :q leaves; \
             everything answered is saved."
                .to_owned(),
        );
        if takes_text(field) {
            lines.push(
                "The key ↑ takes up what is there for changing. :e opens the editor. Alt-Enter or Ctrl-J begins a \
                 new line; what you paste stays one answer."
                    .to_owned(),
            );
        }
        for line in lines {
            self.say_wrapped(&line)?;
        }
        Ok(())
    }

    /// Cells for a line in this window.
    fn line_cells(&self) -> usize {
        let room = self.tty.columns().saturating_sub(INDENT.len());
        room.clamp(LINE_CELLS_MIN, LINE_CELLS)
    }

    fn say_wrapped(&mut self, text: &str) -> Result<(), Failure> {
        for line in wrap(&show_text(text), Some(self.line_cells())) {
            self.tty.say(&format!("{INDENT}{line}"))?;
        }
        Ok(())
    }
}

/// The place of the answer, if there is one yet.
fn place(field: &FieldDef, about: Option<ItemOf<'_>>, id: Option<ItemId>) -> Option<Place> {
    match about {
        None => Some(Place::field(&field.id)),
        Some(about) => id.map(|id| Place::item(&about.list.id, id, &field.id)),
    }
}

/// A present answer in words, as it is typed.
fn words(current: Option<&FieldValue>) -> &str {
    current.and_then(FieldValue::as_str).unwrap_or_default()
}
