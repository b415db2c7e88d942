//! What was refused at the door: bounded for each sender and in all, so that nobody who floods it drives away the traces
//! that others left.

use std::collections::BTreeMap;

use redb::{ReadableTable as _, ReadableTableMetadata as _};
use replica::{LinkId, limits};

use crate::error::{StoreError, guarded};
use crate::read::{Source as _, decode_quarantined};
use crate::tables::{self, Fields, starting_with};
use crate::write::Writer;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Rows of one sender: sequence numbers with bytes, the oldest first.
type Rows = Vec<(u64, u64)>;

impl Writer {
    /// Keeps something that was refused and counts it, giving its sequence number. Above the limits of its sender, or of
    /// the quarantine, the oldest of the sender that has the most are dropped; the counts by reason stay.
    pub fn add_quarantine(
        &mut self,
        reason: u8,
        peer: Option<LinkId>,
        at: i64,
        bytes: &[u8],
    ) -> Result<u64, StoreError> {
        self.count_refused(reason, 1)?;
        let seq = self.counter(tables::QUARANTINE_NEXT_KEY)? + 1;
        self.set_counter(tables::QUARANTINE_NEXT_KEY, seq)?;
        let sender = sender(peer);
        let start = [reason, u8::from(peer.is_some())];
        let row = [&start[..], &sender, &at.to_be_bytes(), bytes].concat();
        self.put(tables::QUARANTINE, &seq.to_be_bytes(), &row)?;
        let len = row.len() as u64;
        self.set_counter(&tables::sender_key(&sender, seq), len)?;
        let held = self.counter(tables::QUARANTINE_BYTES_KEY)? + len;
        self.set_counter(tables::QUARANTINE_BYTES_KEY, held)?;
        self.bound_sender(&sender)?;
        self.bound_all()?;
        Ok(seq)
    }

    /// Counts what was refused and is not kept.
    pub fn count_refused(&mut self, reason: u8, times: u64) -> Result<(), StoreError> {
        let total = tables::total_key(reason);
        let before = self.counter(&total)?;
        self.set_counter(&total, before.saturating_add(times))
    }

    /// Counts what a sender sent and nobody looked at; one row a day stands for it.
    pub fn add_unread(
        &mut self,
        reason: u8,
        peer: LinkId,
        at: i64,
        times: u64,
    ) -> Result<(), StoreError> {
        let sender = sender(Some(peer));
        for (seq, _) in self.rows_of(&sender)?.iter().rev() {
            let key = seq.to_be_bytes();
            let Some(row) = self.value(tables::QUARANTINE, &key)? else {
                continue;
            };
            let row = decode_quarantined(&key, &row)?;
            let same_day = row.at.div_euclid(DAY) == at.div_euclid(DAY);
            let counted = row.reason == reason && same_day;
            if probe::planted!("quarantine_without_quota", counted, false) {
                return self.count_refused(reason, times);
            }
        }
        self.add_quarantine(reason, Some(peer), at, &[])?;
        self.count_refused(reason, times.saturating_sub(1))
    }

    fn rows_of(&self, sender: &[u8; LinkId::LEN]) -> Result<Rows, StoreError> {
        let mut rows = self.senders(&tables::senders_key(sender))?;
        Ok(rows.remove(sender).unwrap_or_default())
    }

    fn senders(&self, prefix: &[u8]) -> Result<BTreeMap<[u8; LinkId::LEN], Rows>, StoreError> {
        let mut senders: BTreeMap<_, Rows> = BTreeMap::new();
        let (start, end) = starting_with(prefix);
        self.scan(tables::OWN, (start, end), |key, value| {
            let mut fields = Fields(&key[tables::QUARANTINE_SENDER_PREFIX.len()..]);
            let sender = fields.array()?;
            let row = (fields.u64()?, Fields(value).u64()?);
            senders.entry(sender).or_default().push(row);
            Ok(true)
        })?;
        Ok(senders)
    }

    fn bound_sender(&mut self, sender: &[u8; LinkId::LEN]) -> Result<(), StoreError> {
        let rows = self.rows_of(sender)?;
        let mut bytes: u64 = rows.iter().map(|(_, len)| len).sum();
        for (at, (seq, len)) in rows.iter().enumerate() {
            let left = rows.len() - at;
            if left <= limits::QUARANTINE_ROWS_PER_PEER_MAX
                && bytes <= limits::QUARANTINE_BYTES_PER_PEER_MAX
            {
                break;
            }
            bytes -= len;
            self.drop_row(sender, *seq, *len)?;
        }
        Ok(())
    }

    fn bound_all(&mut self) -> Result<(), StoreError> {
        loop {
            let rows: u64 =
                guarded::<_, StoreError>(|| Ok(self.table(tables::QUARANTINE)?.len()?))?;
            let held = self.counter(tables::QUARANTINE_BYTES_KEY)?;
            if rows <= limits::QUARANTINE_ROWS_MAX && held <= limits::QUARANTINE_BYTES_MAX {
                return Ok(());
            }
            // An earlier program did not note whose a row is: those go first.
            let Some((seq, sender, len)) = self.oldest()? else {
                return Ok(());
            };
            if self
                .value(tables::OWN, &tables::sender_key(&sender, seq))?
                .is_none()
            {
                self.drop_row(&sender, seq, len)?;
                continue;
            }
            let senders = self.senders(tables::QUARANTINE_SENDER_PREFIX)?;
            let most = senders.iter().max_by_key(|(_, rows)| rows.len());
            match most.and_then(|(sender, rows)| Some((*sender, *rows.first()?))) {
                Some((sender, (seq, len))) => self.drop_row(&sender, seq, len)?,
                None => return Ok(()),
            }
        }
    }

    /// The oldest row: its number, its sender, and its bytes.
    fn oldest(&self) -> Result<Option<(u64, [u8; LinkId::LEN], u64)>, StoreError> {
        guarded(|| {
            let table = self.table(tables::QUARANTINE)?;
            let Some((key, row)) = table.first()? else {
                return Ok(None);
            };
            let kept = decode_quarantined(key.value(), row.value())?;
            Ok(Some((
                kept.seq,
                sender(kept.peer),
                row.value().len() as u64,
            )))
        })
    }

    fn drop_row(
        &mut self,
        sender: &[u8; LinkId::LEN],
        seq: u64,
        len: u64,
    ) -> Result<(), StoreError> {
        self.take(tables::OWN, &tables::sender_key(sender, seq))?;
        self.take(tables::QUARANTINE, &seq.to_be_bytes())?;
        let held = self.counter(tables::QUARANTINE_BYTES_KEY)?;
        self.set_counter(tables::QUARANTINE_BYTES_KEY, held.saturating_sub(len))
    }
}

fn sender(peer: Option<LinkId>) -> [u8; LinkId::LEN] {
    peer.map_or([0; LinkId::LEN], |peer| *peer.as_bytes())
}
