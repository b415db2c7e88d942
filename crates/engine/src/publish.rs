//! Publishing: what the reader of a share gets are fresh documents made from current rows. A row that changed is
//! published as a new document and the old one withdrawn, so that no history and no deleted word ever leaves.
//! What is published is compared by content, so this can run at any time, on any owner's device, any number of times.

use std::collections::{BTreeMap, BTreeSet};

use journal::{DocId, Edit, EntryEdit, Kind, Row, ShareDocument, ShareEdit, SheetEdit};
use vault::{Class, Have, MemberState, Role, SpaceId};
use vault::{Tables, View};

use crate::Error;
use crate::Vault;
use crate::blocking::Shares;
use crate::edits::WriteEdits;
use crate::error::is_of_one_share;
use crate::projection::{Shown, fresh_edits};
use crate::published::{Publishings, State};
use crate::share_items::{item_name, without_item};
use crate::shares::claims::Claim;
use crate::views::Publishing;
use vault::Space;

/// Bytes of a remembered problem.
const PROBLEM_BYTES_MAX: usize = 4_096;
/// Where it is noted.
const PROBLEM: &str = "stuck";

impl Shares<'_> {
    /// Publishes what shares should show and do not, and ends those that are past their end. Every exchange of an unlocked
    /// journal begins with this; it is for who hands the exchange to a process that may be locked.
    ///
    /// # Errors
    /// What the disk says. Nothing is done while locked.
    pub fn publish(&self) -> Result<(), Error> {
        self.vault.prepare_spaces()
    }

    /// What this process publishes from now on, or cannot publish: exchanges do it whenever something was written.
    pub fn publishings(&self) -> Publishings {
        self.vault.published.listen()
    }

    /// How often the content of a share was computed in order to publish it, since this vault was opened. For tests
    /// that count work.
    #[doc(hidden)]
    pub fn publications_computed(&self) -> u64 {
        self.vault.published.counted()
    }
}

impl Vault {
    /// Brings the spaces around the home space in order: adopts shares made on other devices, adds this journal's new
    /// devices to them, ends what is past its end, publishes what changed. Does nothing while locked.
    pub(crate) fn prepare_spaces(&self) -> Result<(), Error> {
        self.purge_ended()?;
        if !self.reads_home()? {
            return Ok(());
        }
        tolerate(self.mend_keys(self.own_space()?))?;
        tolerate(self.late().carry_over())?;
        for claim in self.adopt_shares()?.kept {
            let Some((doc, share)) = claim.documents.first().filter(|_| claim.is_founded()) else {
                continue;
            };
            match self.prepare_share(&claim, *doc, share) {
                Err(error) if is_of_one_share(&error) => {
                    self.tell_problem(claim.id, &share.name, &error.to_string())?;
                }
                done => done?,
            }
        }
        Ok(())
    }

    /// The part of [`Vault::prepare_spaces`] that is about one share.
    fn prepare_share(&self, claim: &Claim, doc: DocId, share: &ShareDocument) -> Result<(), Error> {
        let id = claim.id;
        let space = self.space(&self.view()?, id)?;
        let mine = space.membership.role(self.device()) == Some(Role::Owner);
        if !mine || space.membership.closed() || space.keys.is_none() {
            return Ok(());
        }
        if claim.is_dropped() {
            return self.close_space(id);
        }
        let certain = self.end_is_certain(&space)?;
        if self.is_past(&space) {
            if certain {
                self.close_space(id)?;
            }
            return Ok(());
        }
        self.align_owners(id)?;
        tolerate(self.mend_keys(id))?;
        if !claim.is_vouched_for {
            // Whoever joins the journal later would not take it up from the device that made it, which is gone.
            self.note_in_share(self.own_space()?, doc, ShareEdit::Kept)?;
        }
        self.publish(id, doc, share)
    }

    /// Remembers what is wrong with a share, and says so once.
    fn tell_problem(&self, id: SpaceId, name: &str, problem: &str) -> Result<(), Error> {
        if self.note_problem(id, Some(problem))? {
            self.tell(id, name, Some(problem.to_owned()));
        }
        Ok(())
    }

    fn tell(&self, id: SpaceId, name: &str, problem: Option<String>) {
        self.published.tell(Publishing {
            short: vault::short(id.tag().as_bytes()),
            name: name.to_owned(),
            problem,
        });
    }

    /// Publishes what a share should show and does not, and withdraws what it should not show any more. What cannot be
    /// published leaves the share as it was, and is remembered for its owner.
    fn publish(&self, id: SpaceId, doc: DocId, share: &ShareDocument) -> Result<(), Error> {
        let view = self.view()?;
        let space = self.space(&view, id)?;
        let has_reader = space.membership.members().any(|member| {
            member.certificate.role == Role::Reader && member.state == MemberState::Active
        });
        let known = self.home_have(&view)?;
        let state = self.state_of(&view, id)?;
        drop(view);
        // Only a device that has seen all that the last publication reflects may replace it.
        let reflects = Have::decode(&share.reflects).unwrap_or_default();
        if !has_reader || !known.covers(&reflects) {
            return Ok(());
        }
        if self.published.is_current(space.tag, &state) {
            return Ok(());
        }
        self.published.count();
        let mut noted = 0;
        let (changed, problem) = match self.publish_changes(id, doc, share, &known, &mut noted) {
            Err(Error::Invalid(why)) => (false, Some(why)),
            Err(error) => return Err(error),
            Ok(changed) => (changed, None),
        };
        let is_news = self.note_problem(id, problem.as_deref())?;
        if changed || (is_news && problem.is_some()) {
            self.tell(id, &share.name, problem);
        }
        // Also after a failure: it fails in the same way until something changes. What another process wrote meanwhile was
        // not looked at, so nothing is remembered then.
        let view = self.view()?;
        if records(&self.home_have(&view)?) == records(&known) + noted {
            let now = self.state_of(&view, id)?;
            let day = state.day;
            self.published.set(space.tag, State { day, ..now });
        }
        Ok(())
    }

    /// Answers whether there was anything to publish or to withdraw. `noted` counts the records that this writes into the home
    /// space.
    fn publish_changes(
        &self,
        id: SpaceId,
        doc: DocId,
        share: &ShareDocument,
        known: &Have,
        noted: &mut u64,
    ) -> Result<bool, Error> {
        // The reader keeps what a program has published that can read it.
        let rule = share.rule.as_ref().ok_or_else(|| {
            Error::Invalid("what it shows was chosen with a later version of the program".into())
        })?;
        let shown = self.projection(rule)?;
        // Worksheets that ask `item` themselves: there it is an answer.
        let asking: BTreeSet<String> = shown
            .iter()
            .filter(|shown| shown.kind == Kind::Worksheet && shown.source.is_none())
            .filter_map(|shown| Some(shown.row.as_sheet()?.definition.clone()))
            .collect();
        let carries = |row: &Row| {
            let sheet = row.as_sheet();
            sheet.is_none_or(|sheet| !asking.contains(&sheet.definition))
        };
        let mut wanted: BTreeMap<(Kind, Vec<u8>), Shown> = shown
            .into_iter()
            .map(|shown| ((shown.kind, shown.row.to_json()), shown))
            .collect();
        let mut withdraw = Vec::new();
        for (kind, doc, row) in self.published_rows(id)? {
            // By content only: neither a name made apart, nor none at all, makes anything be published again.
            let carries = kind != Kind::Definition && carries(&row);
            let content = without_item(row, carries).to_json();
            if wanted.remove(&(kind, content)).is_none() {
                withdraw.push((kind, doc));
            }
        }
        if wanted.is_empty() && withdraw.is_empty() {
            return Ok(false);
        }
        let home = self.own_space()?;
        let secret = match share.secret {
            Some(secret) => secret,
            None => {
                // A share of an earlier program.
                let secret = self.env().random();
                *noted += self.note_in_share(home, doc, ShareEdit::Secret(secret))?;
                secret
            }
        };
        self.write_in(id, |write| {
            for Shown { kind, row, source } in wanted.into_values() {
                let item = source.map(|source| item_name(&secret, &source));
                let fresh = write.fresh_id(kind.to_byte());
                write.edit(fresh, kind, &fresh_edits(&row, item))?;
            }
            for (kind, doc) in probe::planted!("withdrawn_stays_published", withdraw, Vec::new()) {
                let edit = match kind {
                    Kind::Entry => Edit::Entry(EntryEdit::Delete),
                    _ => Edit::Sheet(SheetEdit::Delete),
                };
                write.edit(doc, kind, &[edit])?;
            }
            Ok(())
        })?;
        let reflects = ShareEdit::Reflects(known.encode());
        *noted += self.note_in_share(home, doc, reflects)?;
        Ok(true)
    }

    /// Changes the home document of a share; answers how many records that took.
    fn note_in_share(&self, home: SpaceId, doc: DocId, edit: ShareEdit) -> Result<u64, Error> {
        self.write_in(home, |write| {
            write.edit(doc, Kind::Share, &[edit.into()]).map(u64::from)
        })
    }

    fn state_of(&self, view: &View, id: SpaceId) -> Result<State, Error> {
        let held = |id| Ok::<_, Error>(self.examined_and_indexed(view, id)?.0);
        let day = self.present()?.today();
        let home = vault::Vault::home_id(view)?;
        Ok(State {
            home: held(home)?,
            share: held(id)?,
            provisional: self.provisional_rows(view, home)? + self.provisional_rows(view, id)?,
            day,
        })
    }

    /// Remembers why a share cannot be published, sealed, since it may name what is in it; or that it can. Answers whether
    /// that is news.
    fn note_problem(&self, id: SpaceId, problem: Option<&str>) -> Result<bool, Error> {
        let view = self.view()?;
        let space = self.space(&view, id)?;
        if self.problem_of(&view, &space)?.as_deref() == problem {
            return Ok(false);
        }
        drop(view);
        let shown =
            problem.map(|why| &why.as_bytes()[..why.floor_char_boundary(PROBLEM_BYTES_MAX)]);
        if shown.is_some() {
            tracing::warn!("a share cannot be published and stays as it is");
        }
        self.set_note(&space, PROBLEM, shown)?;
        Ok(true)
    }

    /// Why a share could not be published when this device last tried; `None` if it could.
    pub(crate) fn problem_of(
        &self,
        tables: &impl Tables,
        space: &Space,
    ) -> Result<Option<String>, Error> {
        let note = self.note(tables, space, PROBLEM, PROBLEM_BYTES_MAX)?;
        Ok(note.and_then(|note| String::from_utf8(note.as_bytes().to_vec()).ok()))
    }

    /// What has been indexed of the home space.
    fn home_have(&self, view: &View) -> Result<Have, Error> {
        let mut have = Have::default();
        let (_, indexed) = self.examined_and_indexed(view, vault::Vault::home_id(view)?)?;
        for (log, number) in indexed.iter() {
            if log.class == Class::Data {
                have.raise(log, number);
            }
        }
        Ok(have)
    }

    /// The rows of a space that are published now.
    fn published_rows(&self, id: SpaceId) -> Result<Vec<(Kind, DocId, Row)>, Error> {
        let snapshot = self.snapshot(id)?;
        snapshot.compute_entries();
        let mut rows = Vec::new();
        snapshot.each_entry(|item, entry| {
            if !item.deleted {
                rows.push((Kind::Entry, item.id(), Row::Entry(entry.to_row())));
            }
        })?;
        let sheets = snapshot
            .sheets()?
            .iter()
            .filter(|sheet| sheet.kind != Kind::Share);
        rows.extend(sheets.map(|sheet| (sheet.kind, sheet.id, Row::Sheet(sheet.row.clone()))));
        Ok(rows)
    }
}

/// How many records a Have speaks of.
fn records(have: &Have) -> u64 {
    have.iter().map(|(_, number)| number).sum()
}

/// Lets pass what somebody wrote that cannot be dealt with: one such thing must not keep devices from meeting.
fn tolerate(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(Error::Invalid(why)) => {
            tracing::warn!(why, "left as it is");
            Ok(())
        }
        done => done,
    }
}
