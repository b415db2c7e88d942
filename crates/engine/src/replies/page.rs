//! What is kept of a sealed page, so that a reply to it can be opened and its notes find their places: a document of the
//! home space, known to all owners' devices.

use data_encoding::HEXLOWER;
use journal::{DocId, Edit, Kind, Place, Row, Scalar, SheetEdit, SheetRow};
use vault::{ReplyKey, SpaceId, id_of_kind};
use zeroize::Zeroizing;

use crate::edits::WriteEdits;
use crate::replies::file::{self, FILE_BYTES_MAX, Refusal, Reply};
use crate::snapshot::Snapshot;
use crate::{Error, Vault, rows};

/// The definition of such a document. No worksheet is one: the kind is another.
pub(super) const DEFINITION: &str = "sealed_page";

/// A sealed page that was given away.
#[derive(Debug)]
pub(crate) struct SealedPage {
    /// Its name in hexadecimal.
    pub(crate) page: String,
    /// Whom it was for.
    pub(crate) reader: String,
    /// By which its items are named.
    pub(crate) items: [u8; 32],
    /// What only somebody knows who opened it.
    pub(crate) secret: [u8; 32],
    pub(crate) key: ReplyKey,
}

impl SealedPage {
    /// A page that is about to be sealed.
    pub(crate) fn new(vault: &Vault, page: [u8; 16], items: [u8; 32], reader: &str) -> Self {
        Self {
            page: HEXLOWER.encode(&page),
            reader: reader.trim().to_owned(),
            items,
            secret: vault.env().random(),
            key: ReplyKey::from_secret(vault.env().random()),
        }
    }

    /// Keeps it in the journal.
    pub(crate) fn keep(&self, vault: &Vault, home: SpaceId) -> Result<(), Error> {
        let identity = self.key.secret_text();
        let line = |field: &str, line: &str| {
            let value = Scalar::Line(line.to_owned());
            let place = Place::field(field);
            Edit::Sheet(SheetEdit::Set { place, value })
        };
        let define = SheetEdit::Define {
            definition: DEFINITION.to_owned(),
            version: 1,
            journey: String::new(),
        };
        let edits = [
            define.into(),
            line("page", &self.page),
            line("for", &self.reader),
            line("identity", &identity),
            line("secret", &HEXLOWER.encode(&self.secret)),
            line("items", &HEXLOWER.encode(&self.items)),
        ];
        let document = id_of_kind(vault.env().random(), Kind::Note.to_byte());
        vault.write_in(home, |write| write.edit(document, Kind::Note, &edits))?;
        Ok(())
    }

    /// The page that a document tells of; `None` where it tells of something else, or is not whole.
    fn read(row: &SheetRow) -> Option<Self> {
        if row.definition != DEFINITION || row.deleted.is_some() {
            return None;
        }
        let words = |field: &str| row.fields.words(field);
        let bytes = |field: &str| -> Option<[u8; 32]> {
            HEXLOWER
                .decode(words(field).as_bytes())
                .ok()?
                .try_into()
                .ok()
        };
        Some(Self {
            page: words("page").to_owned(),
            reader: words("for").to_owned(),
            items: bytes("items")?,
            secret: bytes("secret")?,
            key: ReplyKey::from_text(words("identity"))?,
        })
    }

    /// The reply in a file, if it was sealed to this page.
    fn opened(&self, file: &[u8]) -> Result<Reply, Refusal> {
        let plain = self.key.open(file).map_err(|closed| match closed {
            vault::Closed::NotForUs => Refusal::NotForUs,
            _ => Refusal::Damaged,
        })?;
        let reply = file::parse(plain.as_bytes())?;
        let given = Zeroizing::new(
            HEXLOWER
                .decode(reply.reply_secret.as_bytes())
                .unwrap_or_default(),
        );
        if reply.page != self.page || *given != self.secret {
            return Err(Refusal::Forged);
        }
        Ok(reply)
    }
}

impl Snapshot {
    /// All documents of the kind of notes that are not put away, with their ids.
    pub(crate) fn notes_and_pages(&self) -> Result<Vec<(DocId, SheetRow)>, Error> {
        let mut found = Vec::new();
        self.each(Kind::Note.to_byte(), |item| {
            if !item.deleted
                && let Row::Sheet(row) = rows::decode(Kind::Note, item.row)
            {
                found.push((item.id(), row));
            }
        })?;
        Ok(found)
    }

    /// The reply in a file, and the page that it answers.
    pub(super) fn reply(&self, file: &[u8]) -> Result<Result<(SealedPage, Reply), Refusal>, Error> {
        if file.len() > FILE_BYTES_MAX {
            return Ok(Err(Refusal::TooLarge));
        }
        if !file.starts_with(b"age-encryption.org/v1\n") {
            return Ok(Err(Refusal::Damaged));
        }
        let known = self.notes_and_pages()?;
        let pages = known.iter().filter_map(|(_, row)| SealedPage::read(row));
        for page in pages {
            match page.opened(file) {
                Err(Refusal::NotForUs) => {}
                Err(refusal) => return Ok(Err(refusal)),
                Ok(reply) => return Ok(Ok((page, reply))),
            }
        }
        Ok(Err(Refusal::NotForUs))
    }
}
