//! Reading what others left: manifests, then packs. Nothing that is not there changes anything.

use std::collections::{BTreeMap, BTreeSet};

use replica::{DeviceId, Manifest, MemberState, Role, limits};
use sha2::{Digest, Sha256};
use vault::{FolderKey, Heard};

use crate::error::CarryError;
use crate::names::{FolderId, Kind, Marks, Token, WriterId};
use crate::run::Run;
use crate::state::Known;
use crate::survey::{Names, Survey, Writer};
use crate::taking::{Opened, Outcome};
use crate::told::{Read, Told, place};

/// Files of one writer that cannot be read, above which the rest of them is left out of this run; and their bytes.
const FAILING_MAX: u64 = 64;
const FAILING_BYTES_MAX: u64 = 32 << 20;
/// Manifests of one writer that are opened, the newest first.
const MANIFESTS_OPENED_MAX: usize = 8;

impl Run<'_> {
    pub(crate) fn manifest(
        &mut self,
        of: (FolderId, WriterId),
        token: Token,
        names: &Names,
    ) -> Option<Read> {
        let Opened::Yes { plain, .. } = self.open(of, names) else {
            return None;
        };
        let signed = Manifest::decode(&plain).ok()?;
        let fits = signed.manifest.place == place(of, token)
            && FolderKey::padded(signed.used) == plain.len();
        fits.then_some(Read { signed })
    }

    /// Whether whoever a manifest names as its writer made it. It may have been removed since.
    pub(crate) fn is_believed(&self, read: &Read) -> bool {
        let manifest = read.manifest();
        let (device, incarnation) = (manifest.device, manifest.incarnation);
        let writer = Marks(self.key).writer(&manifest.place.folder, device, incarnation);
        let link = || {
            let view = self.vault.view().ok()?;
            let home = self.vault.space(&view, self.home).ok()?;
            Some(home.membership.member(device)?.certificate.link)
        };
        writer == manifest.place.writer
            && link().is_some_and(|link| read.signed.is_signed_by(link.as_bytes()))
    }

    /// Whether a device belongs to the journal now.
    pub(crate) fn is_active(&self, device: DeviceId) -> Result<bool, CarryError> {
        let view = self.vault.view()?;
        let home = self.vault.space(&view, self.home)?;
        let member = home.membership.member(device);
        Ok(member.is_some_and(|member| {
            member.state == MemberState::Active && member.certificate.role == Role::Owner
        }))
    }

    /// The newest manifests of all other writers, as far as they can be opened.
    pub(crate) fn read_manifests(&mut self, seen: &Survey) -> Vec<Told> {
        let own = (self.row.state.folder, self.me);
        let mut told = Vec::new();
        for writer in &seen.writers {
            let of = (writer.folder, writer.writer);
            if of == own {
                continue;
            }
            let known = self
                .row
                .state
                .known(of.0, of.1)
                .map_or(0, |known| known.counter);
            let newest = writer.of_kind(Kind::Manifest).rev();
            let newest = newest.filter(|(token, _)| u64::from(token.number) >= known);
            let newest: Vec<_> = newest.take(MANIFESTS_OPENED_MAX).collect();
            let is_older = newest.is_empty() && known > 0;
            let manifests = newest
                .into_iter()
                .filter_map(|(token, names)| self.manifest(of, *token, names));
            told.push(Told {
                folder: of.0,
                writer: of.1,
                is_older,
                manifests: manifests.collect(),
            });
        }
        told
    }

    /// Notes what the newest manifest of a writer says, and believes what it says of records.
    pub(crate) fn hear_writer(&mut self, told: &Told, read: &Read) -> Result<(), CarryError> {
        let manifest = read.manifest();
        let packs = read.packs_hash();
        let of = (told.folder, told.writer);
        let taken: BTreeSet<Token> = {
            let taken = self.row.state.taken.iter();
            let here = taken.filter(|taken| (taken.folder, taken.writer) == of);
            here.map(|taken| taken.file.token()).collect()
        };
        let whole = manifest.packs.iter().all(|pack| {
            taken.contains(&Token {
                kind: Kind::Pack,
                number: pack.number,
                random: pack.random,
            })
        });
        let fresh = Known {
            folder: of.0,
            writer: of.1,
            device: *manifest.device.as_bytes(),
            counter: 0,
            hash: read.hash(),
            read: 0,
            read_packs: [0; 32],
            answered: [0; 32],
        };
        if self.row.state.known(of.0, of.1).is_none() {
            if self.row.state.known.len() >= 8 * limits::WRITERS_PER_FOLDER_MAX {
                return Ok(());
            }
            self.row.state.known.push(fresh);
        }
        let Some(known) = self.row.state.known(of.0, of.1) else {
            return Ok(());
        };
        let twice = known.counter == read.counter() && known.hash != read.hash();
        (known.counter, known.hash) = (read.counter(), read.hash());
        if whole {
            (known.read, known.read_packs) = (read.counter(), packs);
        }
        if twice {
            self.exists_twice(manifest.device)?;
        }
        for statement in &manifest.statements {
            let own_words = statement.stated.device == manifest.device
                && statement.stated.incarnation == manifest.incarnation;
            if own_words && self.vault.hear(statement)? == Heard::Twice {
                self.exists_twice(manifest.device)?;
            }
        }
        Ok(())
    }

    /// Forgets packs that are not there any more: what was in them is not covered by them.
    pub(crate) fn forget_what_is_gone(&mut self, seen: &Survey) -> Result<(), CarryError> {
        let mut print = Sha256::new();
        let view = self.vault.view()?;
        for id in self.vault.carried_spaces()? {
            print.update(self.vault.branches_of(&view, id.tag())?);
        }
        let print: [u8; 32] = print.finalize().into();
        if print != self.row.state.branches {
            // Numbers mean other records than they did: everything is looked at anew, this device's own files, too.
            self.row.state.branches = print;
            self.row.state.taken.clear();
            self.read_own_anew(seen)?;
        }
        self.row.state.taken.retain(|taken| {
            let of = (taken.folder, taken.writer);
            let mut writers = seen.writers.iter();
            let writer = writers.find(|writer| (writer.folder, writer.writer) == of);
            writer.is_some_and(|writer| writer.has(taken.file.token(), taken.bytes))
        });
        Ok(())
    }

    /// Reads all packs that were not read yet, as often as one lets another be understood. Says whether all were.
    pub(crate) fn read_packs(&mut self, seen: &Survey, told: &[Told]) -> Result<bool, CarryError> {
        let mut left = self.unread(seen, told);
        loop {
            let (mut new, mut again) = (false, Vec::new());
            (
                self.report.waiting,
                self.report.unfinished,
                self.report.not_fetched,
            ) = (0, 0, 0);
            let mut failing: BTreeMap<WriterId, (u64, u64)> = BTreeMap::new();
            for (of, token, names) in left {
                let failed = failing.entry(of.1).or_default();
                if failed.0 >= FAILING_MAX || failed.1 >= FAILING_BYTES_MAX {
                    self.report.more = true;
                    continue;
                }
                if !self.budget.is_left() {
                    self.report.more = true;
                    return Ok(false);
                }
                let outcome = self.read_pack(of, token, &names)?;
                match outcome {
                    Outcome::Whole => new = true,
                    Outcome::Waiting { new: some } => {
                        new |= some;
                        self.report.waiting += 1;
                    }
                    Outcome::NotFetched => self.report.not_fetched += 1,
                    Outcome::Unfinished { bytes } => {
                        self.report.unfinished += 1;
                        *failed = (failed.0 + 1, failed.1 + bytes);
                    }
                }
                if matches!(outcome, Outcome::Waiting { .. }) {
                    again.push((of, token, names));
                }
            }
            self.note_bad(&failing, told);
            if new {
                self.row.save(self.vault)?;
                self.vault.settle_carried()?;
                let incarnation = self.vault.incarnation()?;
                if incarnation != self.row.state.incarnation {
                    self.go_on_as(incarnation)?;
                }
            }
            if !new || again.is_empty() {
                return Ok(true);
            }
            left = again;
        }
    }

    fn note_bad(&mut self, failing: &BTreeMap<WriterId, (u64, u64)>, told: &[Told]) {
        for (writer, failed) in failing {
            let over = failed.0 >= FAILING_MAX || failed.1 >= FAILING_BYTES_MAX;
            let mut manifests = told
                .iter()
                .filter(|told| over && told.writer == *writer)
                .flat_map(|told| &told.manifests);
            if let Some(read) = manifests.find(|read| self.is_believed(read))
                && !self.report.bad.contains(&read.device())
            {
                self.report.bad.push(read.device());
            }
        }
    }

    /// Packs that were not read: those that manifests name first, wherever a listing ended.
    fn unread(&self, seen: &Survey, told: &[Told]) -> Vec<((FolderId, WriterId), Token, Names)> {
        let state = &self.row.state;
        let own = (state.folder, self.me);
        let done: BTreeSet<_> = {
            let taken = state.taken.iter();
            let taken = taken.map(|t| (t.folder, t.writer, t.file.token()));
            let retired = state.retired.iter();
            let retired = retired.map(|r| (r.folder, r.writer, r.file.token()));
            let packs = state.packs.iter();
            let packs = packs.map(|p| (own.0, own.1, p.file.token()));
            taken.chain(retired).chain(packs).collect()
        };
        let (mut named, mut others) = (Vec::new(), Vec::new());
        for writer in &seen.writers {
            let of = (writer.folder, writer.writer);
            let manifests = told.iter().find(|told| (told.folder, told.writer) == of);
            let announced = announced(manifests);
            for token in &announced {
                let names = writer.files.get(token).cloned();
                let by_name = || writer.more.then(|| vec![(token.name(), u64::MAX)]);
                if let Some(names) = names.or_else(by_name) {
                    named.push((of, *token, names));
                }
            }
            let unnamed = unannounced(writer, &announced);
            others.extend(unnamed.map(|(token, names)| (of, *token, names.clone())));
        }
        named.append(&mut others);
        named.retain(|(of, token, _)| !done.contains(&(of.0, of.1, *token)));
        named
    }
}

/// The packs that the manifests of a writer name, the newest manifest first.
fn announced(told: Option<&Told>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for pack in told
        .into_iter()
        .flat_map(|told| told.manifests.iter().take(1))
        .flat_map(|read| &read.manifest().packs)
    {
        tokens.push(Token {
            kind: Kind::Pack,
            number: pack.number,
            random: pack.random,
        });
    }
    tokens
}

fn unannounced<'w>(
    writer: &'w Writer,
    announced: &[Token],
) -> impl Iterator<Item = (&'w Token, &'w Names)> {
    let announced: BTreeSet<Token> = announced.iter().copied().collect();
    writer
        .of_kind(Kind::Pack)
        .filter(move |(token, _)| !announced.contains(token))
}
