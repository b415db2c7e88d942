//! Shares: chosen parts of the journal for one reader. A share is a space of its own; what it holds is a publication of
//! current text (see `publish`), never a document of the journal.

use jiff::{Timestamp, Zoned};
use journal::{Definition, DocId, Edit, FieldValue, Kind, Place, Row, Scalar, SheetEdit, SheetRow};
use replica::{Control, MemberState, Purpose, RecordId, Role, SpaceId};
use seal::SpaceKeys;

use crate::Error;
use crate::pair::Invitation;
use crate::share_rule::ShareRule;
use crate::shelf::SheetName;
use crate::vault::{Confirmed, Vault};
use crate::views::{DeviceRole, EntryView, ListFilter};
use crate::write::id_of_kind;

/// The definition id of the documents that describe shares.
pub(crate) const DEFINITION: &str = "share";
/// Characters of a share's name.
const NAME_CHARS_MAX: usize = 80;

/// A share as its owner sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareView {
    /// The beginning of its id.
    pub short: String,
    /// Whom it is for, in the owner's words.
    pub name: String,
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
}

impl Vault {
    /// What a reader would see under this rule, without publishing anything.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn share_preview(&self, rule: &ShareRule) -> Result<Publication, Error> {
        self.preview(&self.of_present_journey(rule)?)
    }

    /// The rule with its steps and figures those of the present journey, which they stay. Fails for a worksheet that
    /// there is not.
    fn of_present_journey(&self, rule: &ShareRule) -> Result<ShareRule, Error> {
        let mut rule = rule.clone();
        let shelf = self.shelf()?;
        for id in &rule.worksheets {
            shelf.definition(&SheetName::Definition(id.clone()))?;
        }
        if rule.insights || !rule.steps.is_empty() {
            rule.journey.clone_from(&shelf.present().key);
        }
        Ok(rule)
    }

    fn preview(&self, rule: &ShareRule) -> Result<Publication, Error> {
        let rows = self.projection(rule)?;
        let mut entries = Vec::new();
        let mut sheets = Vec::new();
        for (place, (kind, row)) in (0u128..).zip(rows) {
            match row {
                Row::Entry(row) => entries.push(crate::entries::detached_view(row)),
                Row::Sheet(row) => {
                    // What is not published yet has no id; its place keeps the order.
                    sheets.push((kind, DocId::from_bytes(place.to_be_bytes()), row));
                }
            }
        }
        entries.sort_by(|a, b| b.when.cmp(&a.when));
        Ok(Publication::of(entries, &sheets))
    }

    /// Makes a share. Nothing is published before its reader has joined.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an empty rule or an end in the past.
    pub fn share_new(
        &self,
        _: &Confirmed,
        name: &str,
        rule: &ShareRule,
        ends_at: Option<&Zoned>,
    ) -> Result<ShareView, Error> {
        if name.trim().is_empty() || name.chars().count() > NAME_CHARS_MAX {
            return Err(Error::Invalid(format!(
                "a share is named with 1 to {NAME_CHARS_MAX} characters"
            )));
        }
        if rule.is_empty() {
            return Err(Error::Invalid(
                "choose what to share: steps, tags, dates or entries".into(),
            ));
        }
        let ends_at = ends_at.map(|at| at.timestamp().as_second());
        if ends_at.is_some_and(|at| at <= self.env.unix()) {
            return Err(Error::Invalid("the end of the share is in the past".into()));
        }
        let id = SpaceId::from_bytes(self.env.random());
        let keys = SpaceKeys::generate();
        let recovery = {
            let view = self.store.read()?;
            let home = self.home(&view)?;
            home.membership
                .recovery()
                .ok_or_else(|| Error::damaged("the journal"))?
                .clone()
        };
        let recovery = (recovery.recipient, recovery.key);
        let root = self.found_space(id, &keys, Purpose::Share, &recovery, "", ends_at)?;
        let about = id_of_kind(self.env.random(), Kind::Share);
        self.write_in(id, |write| {
            write
                .edit(about, Kind::Share, &[define(), line("title", name)])
                .map(|_| ())
        })?;
        let home = self.own_space()?;
        let rule = self.of_present_journey(rule)?;
        let rule = serde_json::to_string(&rule).expect("a rule always serialises");
        self.write_in(home, |write| {
            let doc = write.fresh_id(Kind::Share);
            let edits = [
                define(),
                line("name", name),
                line("space", &hex(id.as_bytes())),
                line("root", &hex(root.as_bytes())),
                line("made", &self.env.unix().to_string()),
                Edit::Sheet(SheetEdit::Text {
                    place: Place::field("rule"),
                    text: rule,
                }),
            ];
            write.edit(doc, Kind::Share, &edits).map(|_| ())
        })?;
        self.prepare_spaces()?;
        let short = crate::devices::short(id.tag().as_bytes());
        self.find_share(&short).map(|(_, view)| view)
    }

    /// Makes an invitation for the reader of a share.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if the share is over or has its reader already.
    pub fn share_invite(
        &self,
        _: &Confirmed,
        share: &str,
        addresses: Vec<std::net::SocketAddr>,
    ) -> Result<Invitation, Error> {
        let (id, view) = self.find_share(share)?;
        if view.over {
            return Err(Error::Refused("this share is over; make a new one".into()));
        }
        if view.reader.is_some() {
            return Err(Error::Refused(
                "this share has its reader already; make another share for another device".into(),
            ));
        }
        Ok(self.invitation(DeviceRole::Reader, vec![id], addresses))
    }

    /// All shares, newest first.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn shares(&self) -> Result<Vec<ShareView>, Error> {
        Ok(self
            .all_shares()?
            .into_iter()
            .map(|(_, view)| view)
            .collect())
    }

    /// What the reader of a share sees now, or will see once there is one.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn share_show(&self, share: &str) -> Result<(ShareView, Publication), Error> {
        let (id, view) = self.find_share(share)?;
        let waits = view.reader.is_none() && !view.over;
        let publication = if waits {
            self.preview(&view.rule)?
        } else {
            self.publication(id)?
        };
        Ok((view, publication))
    }

    /// Ends a share: nothing further is published, and the reader's program removes its copy at the next contact.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Refused`] if it is over already.
    pub fn share_stop(&self, _: &Confirmed, share: &str) -> Result<ShareView, Error> {
        let (id, view) = self.find_share(share)?;
        if view.over {
            return Err(Error::Refused("this share is over already".into()));
        }
        self.close_space(id)?;
        self.find_share(share).map(|(_, view)| view)
    }

    pub(crate) fn close_space(&self, id: SpaceId) -> Result<(), Error> {
        let (mut writer, meta) = self.begin()?;
        self.author_control(&mut writer, &meta, id.tag(), Control::Close)?;
        self.commit(writer, &meta)
    }

    /// The entries that a share shows now: of the one named, or of the only live one. Else none, with the reason.
    pub(crate) fn shared_entries(
        &self,
        share: Option<&str>,
    ) -> Result<(Vec<DocId>, Option<&'static str>), Error> {
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
                            Some("Nothing is shared, so no entry is listed."),
                        ));
                    }
                    _ => {
                        let why =
                            "Several shares are live; --share says which one's entries to list.";
                        return Ok((Vec::new(), Some(why)));
                    }
                }
            }
        };
        let mut shared = Vec::new();
        self.each_shown(&rule, |id, _| shared.push(id))?;
        Ok((shared, None))
    }

    fn find_share(&self, prefix: &str) -> Result<(SpaceId, ShareView), Error> {
        let mut fits: Vec<_> = self
            .all_shares()?
            .into_iter()
            .filter(|(_, view)| {
                view.short.starts_with(prefix) || view.name.to_lowercase() == prefix.to_lowercase()
            })
            .collect();
        match fits.len() {
            1 => Ok(fits.remove(0)),
            0 => Err(Error::NotFound {
                what: format!("share “{prefix}”"),
            }),
            _ => Err(Error::Ambiguous {
                prefix: prefix.to_owned(),
                candidates: fits
                    .into_iter()
                    .take(8)
                    .map(|(_, view)| view.short)
                    .collect(),
            }),
        }
    }

    fn all_shares(&self) -> Result<Vec<(SpaceId, ShareView)>, Error> {
        let mut shares = Vec::new();
        for (_, row) in self.share_documents()? {
            let Some(id) = space_of(&row) else { continue };
            if let Some(view) = self.share_view(id, &row)? {
                shares.push((id, view));
            }
        }
        shares.sort_by_key(|(_, share)| std::cmp::Reverse(share.made_at));
        Ok(shares)
    }

    fn share_view(&self, id: SpaceId, row: &SheetRow) -> Result<Option<ShareView>, Error> {
        let view = self.store.read()?;
        let space = self.space(&view, id)?;
        let membership = &space.membership;
        if membership.members().next().is_none() {
            return Ok(None);
        }
        let reader = membership
            .members()
            .find(|member| member.card.role == Role::Reader && member.state == MemberState::Active);
        let fetched = match reader {
            Some(member) => self.last_seen(&view, member.card.link)?,
            None => None,
        };
        let ends_at = membership.ends_at();
        let over = membership.closed() || ends_at.is_some_and(|at| at <= self.env.unix());
        let published = match &space.keys {
            None => 0,
            Some(_) if reader.is_none() && !over => self.preview(&rule_of(row))?.len(),
            Some(_) => self.publication(id)?.len(),
        };
        Ok(Some(ShareView {
            short: crate::devices::short(space.tag.as_bytes()),
            name: row.fields.words("name").to_owned(),
            rule: rule_of(row),
            made_at: row
                .fields
                .words("made")
                .parse()
                .ok()
                .map_or(Timestamp::UNIX_EPOCH, timestamp),
            ends_at: ends_at.map(timestamp),
            over,
            reader: reader.map(|member| self.name_of(&space, member.card.device)),
            fetched_at: fetched,
            published,
        }))
    }

    /// The documents of the home space that describe shares.
    pub(crate) fn share_documents(&self) -> Result<Vec<(DocId, SheetRow)>, Error> {
        let home = self.own_space()?;
        Ok(self
            .sheets_in(home)?
            .into_iter()
            .filter(|(kind, ..)| *kind == Kind::Share)
            .map(|(_, id, row)| (id, row))
            .collect())
    }

    /// All live sheets of a space.
    pub(crate) fn sheets_in(&self, id: SpaceId) -> Result<Vec<(Kind, DocId, SheetRow)>, Error> {
        let mut sheets = Vec::new();
        self.each_sheet(id, |kind, id, row, _| sheets.push((kind, id, row)))?;
        Ok(sheets)
    }

    /// What a share's space holds now.
    pub(crate) fn publication(&self, id: SpaceId) -> Result<Publication, Error> {
        let entries = self.list_in(id, &ListFilter::default())?.entries;
        Ok(Publication::of(entries, &self.sheets_in(id)?))
    }
}

impl Publication {
    fn of(entries: Vec<EntryView>, sheets: &[(Kind, DocId, SheetRow)]) -> Self {
        let of_kind = |wanted: Kind| {
            let of_kind = sheets.iter().filter(move |(kind, ..)| *kind == wanted);
            of_kind.map(|(_, id, row)| (*id, row))
        };
        let mut worksheets: Vec<SheetRow> = of_kind(Kind::Worksheet)
            .map(|(_, row)| row.clone())
            .collect();
        worksheets.sort_by(|a, b| a.definition.cmp(&b.definition));
        Self {
            entries,
            worksheets,
            definitions: crate::definitions::newest(of_kind(Kind::Definition)),
        }
    }

    /// The questions of one of these worksheets; `None` for one of a later program.
    pub fn definition(&self, row: &SheetRow) -> Option<&Definition> {
        let figures = Definition::shared_insights();
        if row.definition == figures.id {
            return Some(figures);
        }
        let own = || self.definitions.iter().find(|own| own.id == row.definition);
        Definition::builtin_by_id(&row.definition).or_else(own)
    }

    /// Entries and worksheets.
    pub fn len(&self) -> usize {
        self.entries.len() + self.worksheets.len()
    }

    /// Whether there is nothing to see.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

pub(crate) fn define() -> Edit {
    Edit::Sheet(SheetEdit::Define {
        definition: DEFINITION.into(),
        version: 1,
        journey: String::new(),
    })
}

pub(crate) fn line(field: &str, value: &str) -> Edit {
    Edit::Sheet(SheetEdit::Set {
        place: Place::field(field),
        value: Scalar::Line(value.to_owned()),
    })
}

pub(crate) fn rule_of(row: &SheetRow) -> ShareRule {
    match row.fields.get("rule") {
        Some(FieldValue::Text(text)) => serde_json::from_str(text).unwrap_or_default(),
        _ => ShareRule::default(),
    }
}

pub(crate) fn space_of(row: &SheetRow) -> Option<SpaceId> {
    let text = row.fields.words("space");
    let bytes = data_encoding::HEXLOWER.decode(text.as_bytes()).ok()?;
    Some(SpaceId::from_bytes(bytes.try_into().ok()?))
}

pub(crate) fn root_of(row: &SheetRow) -> Option<RecordId> {
    let bytes = data_encoding::HEXLOWER
        .decode(row.fields.words("root").as_bytes())
        .ok()?;
    Some(RecordId::from_bytes(bytes.try_into().ok()?))
}

fn hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}

pub(crate) fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap_or(Timestamp::UNIX_EPOCH)
}
