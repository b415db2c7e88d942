//! What a document was before: one version for each change, and what changed between two texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use automerge::{Automerge, Change, TextEncoding};

use crate::document::{Document, row_of};
use crate::id::{Actor, ChangeHash};
use crate::reading::Past;
use crate::row::Row;
use crate::script::words;
use crate::text::{differing, lines};

/// A document as it was once one more change had been made.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The change that made this version.
    pub hash: ChangeHash,
    /// Who made it.
    pub actor: Actor,
    /// When its writer says it was made, in unix seconds.
    pub at: i64,
    /// The document's value with this change and all versions before it.
    pub row: Row,
}

impl Document {
    /// Every version, oldest first; the last one is the present.
    ///
    /// Changes made at the same time on several devices are put in a row, earlier times first, so
    /// that what lies between two versions is what one change did. All devices with the same
    /// changes show the same row of versions. Costs about half a millisecond per change.
    pub fn versions(&self) -> Vec<Version> {
        // The changes were taken in before, but not in this order.
        catch_unwind(AssertUnwindSafe(|| self.replay())).unwrap_or_default()
    }

    /// When its changes were made, as their writers say, in unix seconds; in no particular order.
    pub fn change_times(&self) -> Vec<i64> {
        let changes = self.automerge().get_changes(&[]);
        changes.iter().map(Change::timestamp).collect()
    }

    /// The document's value as it was before this moment (unix seconds): with every change that was made earlier and
    /// follows none that was not.
    pub fn row_before(&self, at: i64) -> Row {
        let mut left_out = BTreeSet::new();
        let mut heads = BTreeSet::new();
        for change in in_order(self.automerge().get_changes(&[])) {
            let follows = change.deps().iter().any(|dep| left_out.contains(dep));
            if follows || change.timestamp() >= at {
                left_out.insert(change.hash());
            } else {
                for dep in change.deps() {
                    heads.remove(dep);
                }
                heads.insert(change.hash());
            }
        }
        let heads: Vec<automerge::ChangeHash> = heads.into_iter().collect();
        let past = Past {
            doc: self.automerge(),
            heads: &heads,
        };
        // It was read when its changes were taken in, but never as it was then. Should that break, nothing is known of it.
        let read = catch_unwind(AssertUnwindSafe(|| row_of(self.kind(), &past)));
        read.unwrap_or_else(|_| row_of(self.kind(), &Past { heads: &[], ..past }))
    }

    fn replay(&self) -> Vec<Version> {
        let mut replayed = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        let mut versions = Vec::new();
        for change in in_order(self.automerge().get_changes(&[])) {
            let (hash, at) = (ChangeHash::from_bytes(change.hash().0), change.timestamp());
            let Ok(actor) = <[u8; 16]>::try_from(change.actor_id().to_bytes()) else {
                continue;
            };
            if replayed.apply_changes([change]).is_err() {
                continue;
            }
            versions.push(Version {
                hash,
                actor: Actor::from_bytes(actor),
                at,
                row: row_of(self.kind(), &replayed),
            });
        }
        versions
    }
}

/// Changes with each one after those it follows; among those that could come next, the earliest.
fn in_order(changes: Vec<Change>) -> Vec<Change> {
    let mut waiting_for: BTreeMap<[u8; 32], usize> = BTreeMap::new();
    let mut followers: BTreeMap<[u8; 32], Vec<[u8; 32]>> = BTreeMap::new();
    let mut ready: BTreeSet<(i64, [u8; 32])> = BTreeSet::new();
    let mut by_hash: BTreeMap<[u8; 32], Change> = BTreeMap::new();
    for change in changes {
        let hash = change.hash().0;
        waiting_for.insert(hash, change.deps().len());
        for dep in change.deps() {
            followers.entry(dep.0).or_default().push(hash);
        }
        if change.deps().is_empty() {
            ready.insert((change.timestamp(), hash));
        }
        by_hash.insert(hash, change);
    }
    let mut ordered = Vec::with_capacity(by_hash.len());
    while let Some((_, hash)) = ready.pop_first() {
        for follower in followers.remove(&hash).unwrap_or_default() {
            let Some(left) = waiting_for.get_mut(&follower) else {
                continue;
            };
            *left -= 1;
            if let (0, Some(change)) = (*left, by_hash.get(&follower)) {
                ready.insert((change.timestamp(), follower));
            }
        }
        ordered.extend(by_hash.remove(&hash));
    }
    ordered
}

/// One line of a comparison of two texts. The pieces of a line make up the whole line, without its
/// line break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffLine {
    /// In both texts.
    Same(String),
    /// Only in the old text.
    Removed(Vec<DiffPart>),
    /// Only in the new text.
    Added(Vec<DiffPart>),
}

/// A piece of a line that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffPart {
    /// The piece.
    pub text: String,
    /// Whether this very piece is what changed; `false` for the words around it.
    pub changed: bool,
}

/// Compares two texts line by line, and lines that changed word by word.
pub fn diff(old: &str, new: &str) -> Vec<DiffLine> {
    let mut found = Vec::new();
    let mut at = 0;
    for (gone, come) in differing(old, new, lines) {
        found.extend(whole_lines(&old[at..gone.start]));
        at = gone.end;
        let (gone, come) = (&old[gone], &new[come]);
        let hunks = if gone.is_empty() || come.is_empty() {
            vec![(0..gone.len(), 0..come.len())]
        } else {
            differing(gone, come, words)
        };
        let (removed, added): (Vec<_>, Vec<_>) = hunks.into_iter().unzip();
        found.extend(
            marked_lines(gone, &removed)
                .into_iter()
                .map(DiffLine::Removed),
        );
        found.extend(marked_lines(come, &added).into_iter().map(DiffLine::Added));
    }
    found.extend(whole_lines(&old[at..]));
    found
}

fn whole_lines(text: &str) -> impl Iterator<Item = DiffLine> {
    text.lines().map(|line| DiffLine::Same(line.to_owned()))
}

/// The lines of a text, each cut where a changed stretch begins or ends.
fn marked_lines(text: &str, changed: &[Range<usize>]) -> Vec<Vec<DiffPart>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut hunks = changed.iter().peekable();
    for line in lines(text) {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let mut parts = Vec::new();
        let mut at = start;
        while let Some(hunk) = hunks.peek() {
            if hunk.start >= end {
                break;
            }
            let (from, to) = (hunk.start.clamp(at, end), hunk.end.clamp(at, end));
            push(&mut parts, &text[at..from], false);
            push(&mut parts, &text[from..to], true);
            at = to;
            if hunk.end > end {
                break;
            }
            hunks.next();
        }
        push(&mut parts, &text[at..end], false);
        found.push(parts);
        start += line.len();
    }
    found
}

fn push(parts: &mut Vec<DiffPart>, text: &str, changed: bool) {
    if text.is_empty() {
        return;
    }
    match parts.last_mut() {
        Some(last) if last.changed == changed => last.text.push_str(text),
        _ => parts.push(DiffPart {
            text: text.to_owned(),
            changed,
        }),
    }
}
