//! Shares: chosen parts of the journal for one reader. A share is a space of its own; what it holds is a publication of
//! current text (see `publish`), never a document of the journal.

use std::collections::BTreeMap;

use jiff::Timestamp;
use journal::{Definition, DocId, Kind, ShareAbout, ShareDocument, ShareRule, SheetRow};
use programme::definitions;
use vault::{MemberState, Role, SpaceId};

use crate::blocking::Shares;
use crate::error::{NameKind, ReadError, WriteError, is_of_one_share};
use crate::resolve::{self, Named};
use crate::snapshot::Snapshot;
use crate::views::{EntryView, Publishing, Query};
use crate::{Confirmed, Vault};
use crate::{Error, share_items};

pub(crate) mod claims;
pub(crate) mod handout;
pub mod unwanted;
pub(crate) mod words;

/// A share as its owner sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareView {
    /// The beginning of its id.
    pub short: String,
    /// Whom it is for, in the owner's words.
    pub name: String,
    /// How the owner is named to the reader; empty where the owner gave no name.
    pub from: String,
    /// What it shows.
    pub rule: ShareRule,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it ends by itself.
    pub ends_at: Option<Timestamp>,
    /// Stopped, or past its end.
    pub over: bool,
    /// Name of the reader's device, once it has joined.
    pub reader: Option<String>,
    /// When the reader's device last fetched what there was.
    pub fetched_at: Option<Timestamp>,
    /// Entries and worksheets published now; while the share waits for its reader, those that will be.
    pub published: usize,
    /// Why it could not be published when this device last tried; what the reader has is older then.
    pub problem: Option<String>,
}

/// Exactly what a reader sees.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Publication {
    /// Newest first.
    pub entries: Vec<EntryView>,
    /// By definition.
    pub worksheets: Vec<SheetRow>,
    /// The definitions of worksheets that are none of the eleven steps.
    pub definitions: Vec<Definition>,
    /// What worksheets are called in the share, by definition; nothing in a preview.
    pub worksheet_ids: BTreeMap<String, String>,
}

impl Shares<'_> {
    /// All shares, newest first.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn list(&self) -> Result<Vec<ShareView>, ReadError> {
        Ok(self
            .vault
            .all_shares()?
            .into_iter()
            .map(|(_, view)| view)
            .collect())
    }

    /// The shares that could not be published when this device last tried, with the reason: their readers have older words.
    ///
    /// # Errors
    /// [`ReadError::Locked`].
    pub fn problems(&self) -> Result<Vec<Publishing>, ReadError> {
        Ok(self.vault.share_problems()?)
    }

    /// What the reader of a share sees now, or will see once there is one.
    ///
    /// # Errors
    /// [`ReadError::Resolve`]; [`ReadError::Refused`] for a share that was over before this device came.
    pub fn show(&self, share: &str) -> Result<(ShareView, Publication), ReadError> {
        let (id, view) = self.vault.find_share(share)?;
        let publication = if view.waits() {
            self.vault.preview(&view.rule)?
        } else {
            self.vault.unless_missed(id)?;
            self.vault.publication(id)?
        };
        Ok((view, publication))
    }

    /// Ends a share: nothing further is published, and the reader's program removes its copy at the next contact.
    ///
    /// # Errors
    /// [`WriteError::Resolve`]; [`WriteError::Refused`] as of [`Shares::show`]. A share that was stopped stays as it is.
    pub fn stop(&self, share: &str, _: &Confirmed) -> Result<ShareView, WriteError> {
        let (id, view) = self.vault.find_share(share)?;
        // Past its end date it can still be stopped: then it is over whatever the clocks say.
        if self
            .vault
            .space(&self.vault.view()?, id)?
            .membership
            .closed()
        {
            return Ok(view);
        }
        self.vault.unless_missed(id)?;
        self.vault.close_space(id)?;
        // By its id: now that it is over, another may be meant by the name.
        let stopped = self.vault.find_share(&view.short).map(|(_, view)| view);
        Ok(stopped.map_err(Error::after_commit)?)
    }
}

impl Vault {
    /// Of a share that was over before it came this device knows the end alone.
    fn unless_missed(&self, id: SpaceId) -> Result<(), Error> {
        let space = self.space(&self.view()?, id)?;
        let over = self.is_over(&space);
        if over && space.keys.is_none() {
            return Err(Error::Refused(
                "this share was over before this device joined the journal; `still share` works on the devices before it"
                    .into(),
            ));
        }
        Ok(())
    }

    /// The entries that a share shows now, and its rule: of the one named, or of the only live one. Else none, with the
    /// reason.
    pub(crate) fn shared_entries(
        &self,
        share: Option<&str>,
    ) -> Result<(Vec<DocId>, ShareRule, Option<&'static str>), Error> {
        let rule = match share {
            Some(share) => self.find_share(share)?.1.rule,
            None => {
                let live = self
                    .all_shares()?
                    .into_iter()
                    .filter(|(_, view)| !view.over);
                match live.collect::<Vec<_>>().as_slice() {
                    [(_, only)] => only.rule.clone(),
                    [] => {
                        return Ok((
                            Vec::new(),
                            ShareRule::default(),
                            Some("Nothing is shared, so no entry is listed."),
                        ));
                    }
                    _ => {
                        let why =
                            "Several shares are live; --share says which one's entries to list.";
                        return Ok((Vec::new(), ShareRule::default(), Some(why)));
                    }
                }
            }
        };
        let mut shared = Vec::new();
        self.each_shown(&rule, |id, _| shared.push(id))?;
        Ok((shared, rule, None))
    }

    /// One share by its name or id, or the beginning of either. One that goes on is meant, rather than one that is over.
    pub(crate) fn find_share(&self, typed: &str) -> Result<(SpaceId, ShareView), Error> {
        let view = self.view()?;
        let (mut live, mut over) = (Vec::new(), Vec::new());
        for (_, share) in self.share_documents()? {
            let id = SpaceId::from_bytes(share.space);
            let space = self.space(&view, id)?;
            let named = Named {
                short: vault::short(id.tag().as_bytes()),
                name: share.name.clone(),
                thing: (id, share),
            };
            if self.is_over(&space) {
                over.push(named);
            } else {
                live.push(named);
            }
        }
        drop(view);
        let (id, share) = match resolve::one(NameKind::Share, typed, live) {
            Err(error) if error.is_missing() => resolve::one(NameKind::Share, typed, over)?,
            meant => meant?,
        };
        let view = self.share_view(id, share)?.ok_or_else(|| {
            Error::Refused("this share has not arrived on this device yet".into())
        })?;
        Ok((id, view))
    }

    fn all_shares(&self) -> Result<Vec<(SpaceId, ShareView)>, Error> {
        let mut shares = Vec::new();
        for (_, share) in self.share_documents()? {
            let id = SpaceId::from_bytes(share.space);
            let view = match self.share_view(id, share.clone()) {
                // The other shares are listed all the same.
                Err(error) if is_of_one_share(&error) => Some(unreadable(id, share, &error)),
                view => view?,
            };
            shares.extend(view.map(|view| (id, view)));
        }
        shares.sort_by_key(|(_, share)| std::cmp::Reverse(share.made_at));
        Ok(shares)
    }

    fn share_problems(&self) -> Result<Vec<Publishing>, Error> {
        let view = self.view()?;
        let mut found = Vec::new();
        for (_, share) in self.share_documents()? {
            let id = SpaceId::from_bytes(share.space);
            let problem = match self.space(&view, id) {
                Ok(space) if self.is_over(&space) => None,
                Ok(space) => self.problem_of(&view, &space)?,
                Err(error) if is_of_one_share(&error) => Some(error.to_string()),
                Err(error) => return Err(error),
            };
            if problem.is_some() {
                found.push(Publishing {
                    short: vault::short(id.tag().as_bytes()),
                    name: share.name,
                    problem,
                });
            }
        }
        Ok(found)
    }

    fn share_view(&self, id: SpaceId, share: ShareDocument) -> Result<Option<ShareView>, Error> {
        let view = self.view()?;
        let space = self.space(&view, id)?;
        let membership = &space.membership;
        if membership.members().next().is_none() {
            return Ok(None);
        }
        let reader = membership.members().find(|member| {
            member.certificate.role == Role::Reader && member.state == MemberState::Active
        });
        let fetched = match reader {
            Some(member) => self.last_seen(&view, member.certificate.link)?,
            None => None,
        };
        let over = self.is_over(&space);
        let mut problem = self.problem_of(&view, &space)?.filter(|_| !over);
        drop(view);
        let rule = share.rule.unwrap_or_default();
        let content = || {
            if space.keys.is_none() {
                return Ok((None, 0));
            }
            let shared = self.snapshot(id)?;
            let about = about(&shared)?;
            if reader.is_none() && !over {
                return Ok((about, self.preview(&rule)?.len()));
            }
            Ok((about, published(&shared)?))
        };
        let (about, published) = match content() {
            // The other shares are listed all the same.
            Err(error) if is_of_one_share(&error) => {
                problem = Some(error.to_string());
                (None, 0)
            }
            done => done?,
        };
        Ok(Some(ShareView {
            short: vault::short(space.tag.as_bytes()),
            name: share.name,
            from: about.map_or_else(String::new, |about| about.from),
            rule,
            made_at: timestamp(share.made),
            ends_at: membership.ends_at().map(timestamp),
            over,
            reader: reader.map(|member| self.name_of(&space, member.certificate.device)),
            fetched_at: fetched,
            published,
            problem,
        }))
    }

    /// The shares of this journal that are kept here, each with the document of the home space that describes it.
    pub(crate) fn share_documents(&self) -> Result<Vec<(DocId, ShareDocument)>, Error> {
        let claims = self.share_claims()?.kept.into_iter();
        let mut shares: Vec<_> = claims
            .filter_map(|mut claim| {
                (!claim.documents.is_empty()).then(|| claim.documents.remove(0))
            })
            .collect();
        shares.sort_by_key(|(doc, _)| *doc);
        Ok(shares)
    }

    /// What a share's space holds now.
    pub(crate) fn publication(&self, id: SpaceId) -> Result<Publication, Error> {
        let mut entries = self.list_in(id, &Query::default())?.entries;
        self.name_items(id, &mut entries)?;
        let snapshot = self.snapshot(id)?;
        let sheets = snapshot.sheets()?.iter();
        let sheets: Vec<_> = sheets
            .map(|sheet| (sheet.kind, sheet.id, &sheet.row))
            .collect();
        Ok(Publication::of(entries, &sheets))
    }
}

/// What is known of a share of which not even the members can be read.
fn unreadable(id: SpaceId, share: ShareDocument, error: &Error) -> ShareView {
    ShareView {
        short: vault::short(id.tag().as_bytes()),
        name: share.name,
        from: String::new(),
        rule: share.rule.unwrap_or_default(),
        made_at: timestamp(share.made),
        ends_at: None,
        over: false,
        reader: None,
        fetched_at: None,
        published: 0,
        problem: Some(error.to_string()),
    }
}

/// How many entries and worksheets a share's space holds.
pub(crate) fn published(snapshot: &Snapshot) -> Result<usize, Error> {
    Ok(snapshot.entry_count() + snapshot.sheets_of(Kind::Worksheet)?.count())
}

/// What a share says of itself.
pub(crate) fn about(snapshot: &Snapshot) -> Result<Option<ShareAbout>, Error> {
    let mut sheets = snapshot.sheets_of(Kind::Share)?;
    Ok(sheets.next().map(|sheet| ShareAbout::read(&sheet.row)))
}

/// The document in a share's space in which it says that.
pub(crate) fn about_id(snapshot: &Snapshot) -> Result<Option<DocId>, Error> {
    Ok(snapshot
        .sheets_of(Kind::Share)?
        .next()
        .map(|sheet| sheet.id))
}

impl ShareView {
    /// Whether it has no reader yet, and is not over.
    pub fn waits(&self) -> bool {
        self.reader.is_none() && !self.over
    }
}

impl Publication {
    pub(crate) fn of(entries: Vec<EntryView>, sheets: &[(Kind, DocId, &SheetRow)]) -> Self {
        let of_kind = |wanted: Kind| {
            let of_kind = sheets.iter().filter(move |(kind, ..)| *kind == wanted);
            of_kind.map(|(_, id, row)| (*id, *row))
        };
        let mut worksheets: Vec<SheetRow> = of_kind(Kind::Worksheet)
            .map(|(_, row)| row.clone())
            .collect();
        worksheets.sort_by(|a, b| a.definition.cmp(&b.definition));
        let mut publication = Self {
            entries,
            worksheets: Vec::new(),
            definitions: crate::definitions::stored::newest(of_kind(Kind::Definition)),
            worksheet_ids: BTreeMap::new(),
        };
        for row in &mut worksheets {
            // The name of an item is no answer.
            if let Some(item) = share_items::take(row, publication.definition(row)) {
                let ids = &mut publication.worksheet_ids;
                ids.insert(row.definition.clone(), item);
            }
        }
        publication.worksheets = worksheets;
        publication
    }

    /// The questions of one of these worksheets; `None` for one of a later program.
    pub fn definition(&self, row: &SheetRow) -> Option<&Definition> {
        let figures = definitions::shared_insights();
        if row.definition == figures.id {
            return Some(figures);
        }
        let own = || self.definitions.iter().find(|own| own.id == row.definition);
        definitions::by_id(&row.definition).or_else(own)
    }

    /// How many worksheets it holds, each with answers of the person's own.
    pub fn worksheet_count(&self) -> usize {
        self.worksheets.len() - usize::from(self.has_figures())
    }

    /// Whether the figures of the journal go along. They lie among the worksheets, and nobody filled them in.
    pub fn has_figures(&self) -> bool {
        let figures = &definitions::shared_insights().id;
        self.worksheets.iter().any(|row| row.definition == *figures)
    }

    /// Entries and worksheets, the figures among them.
    pub fn len(&self) -> usize {
        self.entries.len() + self.worksheets.len()
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

pub(crate) fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH)
}
