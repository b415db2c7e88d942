//! Changing a text so that it merges well: only what differs is touched, word by word.

use automerge::transaction::Transactable;
use automerge::{AutomergeError, ObjId};

use crate::text::compare::hunks;

/// Most characters that one change may add and take away in one text. Each is an operation, and a
/// change has at most 65 536 of them.
pub const TEXT_CHARS_PER_CHANGE_MAX: usize = 60_000;

/// One place where a text changes; counted in characters (code points).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Splice<'a> {
    /// Where, in the old text.
    pub(crate) at: usize,
    /// How many characters go.
    pub(crate) delete: usize,
    /// What comes in their place.
    pub(crate) insert: &'a str,
}

impl<'a> Splice<'a> {
    /// The beginning of it, of at most so many letters that come and go, and the rest.
    pub(crate) fn cut(self, letters: usize) -> (Self, Option<Self>) {
        let delete = self.delete.min(letters);
        let end = self.insert.char_indices().nth(letters - delete);
        let (insert, more) = self
            .insert
            .split_at(end.map_or(self.insert.len(), |(at, _)| at));
        let rest = Self {
            at: self.at + delete,
            delete: self.delete - delete,
            insert: more,
        };
        let is_left = rest.delete > 0 || !rest.insert.is_empty();
        let some = Self {
            delete,
            insert,
            ..self
        };
        (some, is_left.then_some(rest))
    }
}

/// Makes the splices in the text object they were computed for.
pub(crate) fn splice<T: Transactable>(
    tx: &mut T,
    object: &ObjId,
    splices: &[Splice<'_>],
) -> Result<(), AutomergeError> {
    // From the end, so that the places before stay where they are.
    for splice in splices.iter().rev() {
        let delete = isize::try_from(splice.delete).expect("a text is shorter than isize::MAX");
        tx.splice_text(object, splice.at, delete, splice.insert)?;
    }
    Ok(())
}

/// How many characters come and go.
pub(crate) fn changed(splices: &[Splice<'_>]) -> usize {
    let counts = splices.iter();
    counts
        .map(|splice| splice.delete + splice.insert.chars().count())
        .sum()
}

/// The changes that turn `old` into `new`, in the order of the text.
pub(crate) fn splices<'a>(old: &str, new: &'a str) -> Vec<Splice<'a>> {
    let (mut byte, mut letter) = (0, 0);
    let hunks = hunks(old, new).into_iter();
    hunks
        .map(|(gone, come)| {
            letter += old[byte..gone.start].chars().count();
            byte = gone.start;
            Splice {
                at: letter,
                delete: old[gone].chars().count(),
                insert: &new[come],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::splices;
    use crate::text::compare::hunks;

    #[test]
    fn a_long_text_changed_at_both_ends_is_not_replaced() {
        let old: String = (0..20_000).map(|n| format!("line {n}\n\n")).collect();
        let new = format!(
            "first\n{}last\n",
            old.replace("line 77\n", "line seventy-seven\n")
        );
        assert_eq!(hunks(&old, &new).len(), 3);
        let moved: usize = splices(&old, &new).iter().map(|splice| splice.delete).sum();
        assert_eq!(moved, "77".len());
    }
}
