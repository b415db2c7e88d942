//! Notes that came back from a sealed page, beside what they are about. All of it is foreign text.

use engine::replies::{NoteOn, NoteView};
use jiff::Zoned;
use maud::{Markup, html};

use super::words;

/// Who wrote a note, and when.
pub(crate) fn by(note: &NoteView, now: &Zoned) -> Markup {
    html! {
        "Note by " bdi { (words::line(&note.by)) }
        @if let Some(at) = note.made { ", " (words::dated(at.to_zoned(now.time_zone().clone()).date())) }
    }
}

/// What a note is about, with a way there.
pub(crate) fn on(on: &NoteOn) -> Markup {
    html! {
        @match on {
            NoteOn::Whole => "on the page as a whole",
            NoteOn::Entry { id, name } => {
                "on " a href={ "/n/" (id) } { bdi { (if name.is_empty() { "an entry without words".to_owned() } else { words::line(name) }) } }
            },
            NoteOn::Worksheet { title, .. } => { "on the worksheet " bdi { (words::line(title)) } },
        }
    }
}

/// The notes on something; nothing where there are none.
pub(crate) fn beside(notes: &[NoteView], now: &Zoned) -> Markup {
    html! {
        @if !notes.is_empty() {
            section aria-labelledby="notes" {
                h2 #notes { "Notes" }
                @for note in notes {
                    article.answer {
                        p.who { (by(note, now)) }
                        div.own dir="auto" { (words::text(&note.text)) }
                    }
                }
                p.small { a href="/r/notes" { "All notes" } }
            }
        }
    }
}
