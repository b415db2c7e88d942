//! Files that can be taken in: which format one has. Everything is bounded, and what cannot be used is named by its line
//! or place.

use std::io::{BufReader, Cursor, Read};

use jiff::Zoned;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::records::read_line;
use super::rows::Import;
use super::unreadable::ImportError;
use super::{foreign, records};

/// Largest file.
const FILE_BYTES_MAX: u64 = 1 << 30;

/// Reads a file that [`crate::blocking::Transfer::import`] can take in: what [`crate::Export::lines`] wrote, or the JSON export of jrnl or Day One.
/// `now` lends its time zone to moments without one. Takes as much memory as the file has text.
///
/// # Errors
/// [`ImportError`] names the line or the entry that cannot be used.
pub fn read_import(input: impl Read, now: &Zoned) -> Result<Import, ImportError> {
    let mut input = BufReader::with_capacity(64 * 1024, input.take(FILE_BYTES_MAX + 1));
    let mut first = Vec::new();
    read_line(&mut input, &mut first)?;
    if first.starts_with("\u{feff}".as_bytes()) {
        first.drain(..3);
    }
    let import = if is_ours(&first) {
        records::read(first, &mut input)?
    } else {
        foreign::read(Cursor::new(first).chain(&mut input), now)?
    };
    if input.get_ref().limit() == 0 {
        return Err(ImportError::TooLarge);
    }
    let sheets = [&import.worksheets, &import.definitions, &import.journeys];
    if import.entries.is_empty() && sheets.iter().all(|sheets| sheets.is_empty()) {
        return Err(ImportError::Empty);
    }
    Ok(import)
}

/// Whether a file that begins with this line is one of ours: each line is an object of its own.
fn is_ours(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Probe {
        when: Option<IgnoredAny>,
        kind: Option<IgnoredAny>,
        entries: Option<IgnoredAny>,
    }
    serde_json::from_slice::<Probe>(line).is_ok_and(|probe| {
        probe.entries.is_none() && (probe.when.is_some() || probe.kind.is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str) -> Result<Import, ImportError> {
        let now = "2026-11-23T22:10:00+01:00[Europe/Berlin]".parse().unwrap();
        read_import(text.as_bytes(), &now)
    }

    #[test]
    fn lines_keep_their_zones_and_say_where_they_fail() {
        let good = r#"{"id":"x","when":"2026-11-20T07:00:00-05:00[America/New_York]","body":"a","mood":3}"#;
        let import = taken(&format!("{good}\n\n{good}")).unwrap();
        assert_eq!(import.entries.len(), 2);
        assert_eq!(import.entries[1].place, 3);
        let when = import.entries[0].draft.when.to_string();
        assert_eq!(when, "2026-11-20T07:00:00-05:00[America/New_York]");
        let failure = taken(&format!("{good}\n{{\"when\":3}}")).unwrap_err();
        assert!(failure.to_string().starts_with("line 2 "), "{failure}");
        let failure = taken(&format!("{good}\n{{\"when\":\"monday\"}}")).unwrap_err();
        assert!(format!("{failure:?}").contains("monday"), "{failure:?}");
    }

    #[test]
    fn jrnl_entries_happened_here() {
        let file = r#"{"tags":{"@walk":1},"entries":[{"title":"A walk.","body":"Rain","date":"2024-01-05","time":"18:23","tags":["@walk"],"starred":true}]}"#;
        let import = taken(file).unwrap();
        let draft = &import.entries[0].draft;
        assert_eq!(
            draft.when.to_string(),
            "2024-01-05T18:23:00+01:00[Europe/Berlin]"
        );
        assert_eq!(
            (draft.title.as_str(), draft.body.as_str()),
            ("A walk.", "Rain")
        );
        assert_eq!(draft.tags, ["walk"]);
        assert!(draft.star);
    }

    #[test]
    fn day_one_entries_happened_where_they_say() {
        let file = "{\n \"metadata\": {\"version\":\"1.0\"},\n \"entries\": [{\"creationDate\":\"2024-07-05T18:23:11Z\",\"timeZone\":\"Asia\\/Tokyo\",\"text\":\"# Far\\n\\naway\",\"tags\":[\"two words\"],\"starred\":false}]}";
        let import = taken(file).unwrap();
        let draft = &import.entries[0].draft;
        assert_eq!(
            draft.when.to_string(),
            "2024-07-06T03:23:11+09:00[Asia/Tokyo]"
        );
        assert_eq!((draft.title.as_str(), draft.body.as_str()), ("Far", "away"));
        assert_eq!(draft.tags, ["two-words"]);
    }

    #[test]
    fn other_files_are_refused() {
        for text in [
            "",
            "hello",
            "[]",
            "{}",
            "{\"entries\":[]}",
            "{\"entries\":[{}]}",
        ] {
            assert!(taken(text).is_err(), "{text}");
        }
    }
}
