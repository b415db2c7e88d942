//! Rows that the clock changes: of values that devices wrote apart, one whose time is far ahead of the clock does not count, see
//! [`ClockSpan`](journal::document::ClockSpan). As time passes, or when a clock is set, they are computed anew.

use journal::document::DocId;
use store::Writer;

use super::Index;
use super::page::{Item, decode_page};
use super::run;
use crate::{Env, Error};

/// Whether the clock may show another row than an item has.
fn is_due(item: &Item, now: i64) -> bool {
    !item.provisional && item.clock_span.is_some_and(|span| !span.holds(now))
}

impl Index<'_> {
    /// Computes the rows that read otherwise at this time than when they were computed.
    pub(super) fn compute_for_clock(
        &mut self,
        writer: &mut Writer,
        env: &Env,
    ) -> Result<(), Error> {
        let Some(now) = self.now.filter(|now| !self.dir.is_of_clock(*now)) else {
            return Ok(());
        };
        let mut due: Vec<DocId> = Vec::new();
        for page in self.dir.all_pages() {
            if page.clock_span.is_none_or(|span| span.holds(now)) {
                continue;
            }
            // A damaged page is told where it is read. It keeps nobody from writing.
            let Ok(plain) = run::read_page(writer, self.space, &page.id) else {
                continue;
            };
            let items = decode_page(plain.as_bytes()).unwrap_or_default();
            let items = items.iter().filter(|item| item.clock_span.is_some());
            due.extend(items.map(|item| item.id()));
        }
        for id in due {
            let item = self.item(writer, id)?.filter(|item| is_due(item, now));
            let Some(mut item) = item else {
                continue;
            };
            match self.compute(writer, item.clone()) {
                Err(Error::Damaged { .. }) => {
                    // It stays what it was, and is not tried again at each look.
                    item.clock_span = None;
                    self.pending.insert(item);
                }
                computed => computed.map(drop)?,
            }
            self.note_held();
            if self.is_full() {
                self.write_pages(writer, env)?;
            }
        }
        Ok(())
    }
}
