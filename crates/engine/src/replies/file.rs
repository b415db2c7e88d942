//! What is inside a reply: foreign text. Whoever could open a sealed page can write one, so all of it is looked at before
//! anybody sees it.

use serde::Deserialize;

/// Bytes of a file that is opened at all.
pub const FILE_BYTES_MAX: usize = 1 << 20;
/// Characters of one note.
const NOTE_CHARS_MAX: usize = 50_000;
/// Notes of one reply.
const NOTES_MAX: usize = 1_000;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 80;
/// Characters of an item's name; a note to the page as a whole has none.
const ITEM_CHARS: usize = 16;
/// The version that the pages of this program write.
const VERSION: u64 = 1;

/// The content of a reply, as FORMAT.md says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Reply {
    /// The page that it answers, in hexadecimal.
    pub(crate) page: String,
    /// What only somebody knows who opened that page.
    pub(crate) reply_secret: String,
    pub(crate) notes: Vec<Note>,
    /// How whoever wrote it is called; may be empty.
    pub(crate) name: String,
    /// Seconds since 1970 by the writer's clock.
    pub(crate) made: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Note {
    /// The item of the page that it is about; empty for all of it.
    pub(crate) item: String,
    pub(crate) text: String,
}

/// Why a reply is refused, as a sentence without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("it is larger than 1 MiB, and no reply is")]
    TooLarge,
    #[error("it is no reply, or it is damaged; ask for it once more")]
    Damaged,
    #[error(
        "it was not sealed to a page of this journal, or to one that this device has not heard of yet"
    )]
    NotForUs,
    #[error("whoever wrote it could not open the page that it names")]
    Forged,
    #[error("it was written by a newer program; a newer one is needed here, too")]
    Newer,
    #[error("it holds characters that are no text")]
    NotText,
    #[error("it holds more than a reply may hold")]
    TooMuch,
    #[error("there is no note in it")]
    Empty,
}

/// Reads the content: JSON, then zero bytes.
pub(crate) fn parse(plain: &[u8]) -> Result<Reply, Refusal> {
    #[derive(Deserialize)]
    struct Versioned {
        v: u64,
    }
    let end = plain.iter().rposition(|byte| *byte != 0);
    let json = &plain[..end.map_or(0, |last| last + 1)];
    let versioned: Versioned = serde_json::from_slice(json).map_err(|_| Refusal::Damaged)?;
    if versioned.v != VERSION {
        return Err(Refusal::Newer);
    }
    let reply: Reply = serde_json::from_slice(json).map_err(|_| Refusal::Damaged)?;
    checked(reply)
}

fn checked(mut reply: Reply) -> Result<Reply, Refusal> {
    let notes = &reply.notes;
    let too_long = |text: &str, most: usize| text.chars().count() > most;
    if notes.len() > NOTES_MAX
        || too_long(&reply.name, NAME_CHARS_MAX)
        || notes
            .iter()
            .any(|note| too_long(&note.text, NOTE_CHARS_MAX))
    {
        return Err(Refusal::TooMuch);
    }
    // A page takes such characters out of what is typed, so none comes from an honest one.
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if reply.name.chars().any(char::is_control)
        || notes.iter().any(|note| note.text.chars().any(acts))
    {
        return Err(Refusal::NotText);
    }
    let is_item = |item: &str| {
        item.is_empty()
            || item.len() == ITEM_CHARS
                && item
                    .bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'))
    };
    if !notes.iter().all(|note| is_item(&note.item)) {
        return Err(Refusal::Damaged);
    }
    reply.name = reply.name.trim().to_owned();
    for note in &mut reply.notes {
        note.text = note.text.trim().to_owned();
    }
    reply.notes.retain(|note| !journal::is_blank(&note.text));
    if reply.notes.is_empty() {
        return Err(Refusal::Empty);
    }
    Ok(reply)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn reply(change: impl FnOnce(&mut Value)) -> Result<Reply, Refusal> {
        let mut content = json!({
            "v": 1, "page": "aa", "reply_secret": "bb", "name": " Dr Weber ", "made": 1,
            "notes": [{ "item": "", "text": "Thank you.\n" }, { "item": "abcdefghij234567", "text": " " }],
        });
        change(&mut content);
        let mut plain = content.to_string().into_bytes();
        plain.resize(plain.len().max(4096), 0);
        parse(&plain)
    }

    #[test]
    fn what_is_written_is_read_without_what_is_empty() {
        let read = reply(|_| ()).unwrap();
        assert_eq!((read.name.as_str(), read.notes.len()), ("Dr Weber", 1));
        assert_eq!(read.notes[0].text, "Thank you.");
    }

    #[test]
    fn what_no_page_writes_is_refused() {
        let text = |text: &'static str| move |it: &mut Value| it["notes"][0]["text"] = text.into();
        assert_eq!(reply(text("a\u{1b}[2J")), Err(Refusal::NotText));
        assert_eq!(reply(text("a\u{0}")), Err(Refusal::NotText));
        assert_eq!(reply(text("  ")), Err(Refusal::Empty));
        let name = |it: &mut Value| it["name"] = "two\nlines".into();
        assert_eq!(reply(name), Err(Refusal::NotText));
        let name = |it: &mut Value| it["name"] = "n".repeat(81).into();
        assert_eq!(reply(name), Err(Refusal::TooMuch));
        let long = |it: &mut Value| it["notes"][0]["text"] = "n".repeat(50_001).into();
        assert_eq!(reply(long), Err(Refusal::TooMuch));
        let many =
            |it: &mut Value| it["notes"] = vec![json!({ "item": "", "text": "x" }); 1_001].into();
        assert_eq!(reply(many), Err(Refusal::TooMuch));
        for item in ["../../etc/passwd", "ABCDEFGHIJ234567", "short"] {
            let other = |it: &mut Value| it["notes"][0]["item"] = item.into();
            assert_eq!(reply(other), Err(Refusal::Damaged), "{item}");
        }
        assert_eq!(reply(|it| it["v"] = 2.into()), Err(Refusal::Newer));
        assert_eq!(reply(|it| it["notes"] = "x".into()), Err(Refusal::Damaged));
        assert_eq!(parse(b""), Err(Refusal::Damaged));
        assert_eq!(parse(&[0; 64]), Err(Refusal::Damaged));
        assert_eq!(parse("[".repeat(100_000).as_bytes()), Err(Refusal::Damaged));
    }
}
