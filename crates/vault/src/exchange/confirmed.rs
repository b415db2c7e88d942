//! What the other side of one exchange has proved to hold. A number alone proves nothing: after a device was set back,
//! one number can stand for two records.
//!
//! Proof is a batch that was acknowledged, as the other side checked that it continues what it holds; a closing check
//! that agrees; and the id of a log's last record. What the other side offers can only lower what was known.

use std::collections::{BTreeMap, VecDeque};

use replica::{Frame, Have, Head, Header, LogId, SpaceTag};
use store::{Tables, View};

use super::branches::{branches, filed_under};
use crate::Error;

/// What came to light about the spaces of one exchange.
#[derive(Debug, Default)]
pub(crate) struct Confirmed {
    /// Those that the session was told of. Of others nothing is kept, whatever the other side says of them.
    spaces: BTreeMap<SpaceTag, Known>,
    /// Whether the other side has spoken of any space.
    heard: bool,
}

/// What came to light about one space.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Where the logs end that the closing check covers.
    heads: BTreeMap<LogId, Head>,
    offered: Option<Have>,
    proven: Have,
    /// Whether more was proven since a closing check last agreed.
    more: bool,
    /// Whether one has agreed in this exchange.
    agreed: bool,
    /// Logs of which the other side holds another record, and the number of that record.
    pub(crate) differing: BTreeMap<LogId, u64>,
    /// The last numbers of the batches that are not acknowledged yet.
    sending: VecDeque<Have>,
}

impl Confirmed {
    /// The session was told where our logs end.
    pub(crate) fn told(&mut self, space: SpaceTag, heads: &[(LogId, Head)]) {
        self.spaces.entry(space).or_default().heads = heads.iter().copied().collect();
    }

    /// A frame goes out.
    pub(crate) fn sent(&mut self, frame: &Frame, view: &View) -> Result<(), Error> {
        if let Frame::Records { space, records } = frame {
            let branches = branches(view, *space)?;
            let mut batch = Have::new();
            for bytes in records {
                let Ok(header) = Header::decode_prefix(bytes) else {
                    continue;
                };
                let place = Head {
                    number: header.number,
                    id: header.id(),
                };
                if let Some(log) = filed_under(view, *space, &branches, header.log(), place)? {
                    batch.raise(log, header.number);
                }
            }
            let known = self.spaces.entry(*space).or_default();
            known.sending.push_back(batch);
        }
        Ok(())
    }

    /// A frame came in. That logs differ is believed of an owner only: the heads in a frame are not signed.
    pub(crate) fn heard(&mut self, frame: &Frame, view: &View, owner: bool) -> Result<(), Error> {
        let (Frame::Offer { space, .. } | Frame::Ack { space, .. } | Frame::Heads { space, .. }) =
            frame
        else {
            return Ok(());
        };
        self.heard |= matches!(frame, Frame::Offer { .. });
        let Some(known) = self.spaces.get_mut(space) else {
            return Ok(());
        };
        match frame {
            Frame::Offer { have, .. } => {
                known.offered = Some(have.iter().copied().collect());
            }
            Frame::Ack { have, .. } => {
                for (log, last) in &known.sending.pop_front().unwrap_or_default() {
                    if have.get(log) >= last {
                        known.prove(log, last);
                    }
                }
            }
            Frame::Heads { heads, .. } => {
                let branches = branches(view, *space)?;
                for (log, head) in heads {
                    let named = branches.named_by(*log);
                    match filed_under(view, *space, &branches, named, *head)? {
                        Some(held) => known.prove(held, head.number),
                        None if owner && view.record(*space, *log, head.number)?.is_some() => {
                            known.differing.insert(named, head.number);
                        }
                        None => {}
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The closing check of a space agrees; says whether it is the first, or more is proven than at the last.
    pub(crate) fn in_step(&mut self, space: SpaceTag) -> bool {
        let known = self.spaces.entry(space).or_default();
        known.differing.clear();
        for (log, head) in known.heads.clone() {
            known.prove(log, head.number);
        }
        let first = !std::mem::replace(&mut known.agreed, true);
        std::mem::take(&mut known.more) || first
    }

    /// Whether the other side has spoken of any space.
    pub(crate) fn was_heard(&self) -> bool {
        self.heard
    }

    pub(crate) fn of(&self, space: SpaceTag) -> Option<&Known> {
        self.spaces.get(&space)
    }
}

impl Known {
    fn prove(&mut self, log: LogId, number: u64) {
        self.more |= self.proven.get(log) < number;
        self.proven.raise(log, number);
    }

    /// What the other side holds for certain, after what was known of it before.
    pub(crate) fn added_to(&self, before: &Have) -> Have {
        let mut now = Have::new();
        for (log, number) in before {
            let offered = self.offered.as_ref().map_or(number, |have| have.get(log));
            now.set(log, number.min(offered));
        }
        now.merge(&self.proven);
        for (log, differs_at) in &self.differing {
            now.set(*log, now.get(*log).min(differs_at.saturating_sub(1)));
        }
        now
    }
}
