//! What an entry from another journal is called here: the same on every device, and nothing that can be guessed from
//! outside.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use journal::{DocId, Edit, FieldValue, Kind, Place, Row, Scalar, SheetEdit};
use sha2::Sha256;
use vault::{SpaceId, SpaceWriter, id_of_kind, labelled_hash};

use crate::Error;
use crate::edits::WriteEdits;
use crate::preferences::{define, document_in};

/// The field of the settings that holds the secret: 64 hexadecimal digits.
const FIELD: &str = "import_secret";

/// The secret by which the ids of imported entries are made.
pub(super) struct Secret([u8; 32]);

impl Secret {
    /// The one in the settings, which is put there if none is. Every device begins with the same, known to members of the
    /// journal alone, so that two that take in the same file before they have met agree.
    pub(super) fn of(write: &mut SpaceWriter<'_, '_>, home: SpaceId) -> Result<Self, Error> {
        let document = document_in(home);
        if let Some(Row::Sheet(row)) = write.row(document)?
            && let Some(FieldValue::Line(text)) = row.fields.get(FIELD)
            && let Some(secret) = read(text)
        {
            return Ok(Self(secret));
        }
        let secret = labelled_hash("still/v1/import-secret", &[home.as_bytes()]);
        let set = SheetEdit::Set {
            place: Place::field(FIELD),
            value: Scalar::Line(HEXLOWER.encode(&secret)),
        };
        let edits: Vec<Edit> = vec![define().into(), set.into()];
        write.edit(document, Kind::Settings, &edits)?;
        Ok(Self(secret))
    }

    /// The document of an entry that is called `id` in a journal of this kind.
    pub(super) fn document(&self, kind: &str, id: &str) -> DocId {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(kind.as_bytes());
        mac.update(&[0]);
        mac.update(id.as_bytes());
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        let (id, _) = hash.split_first_chunk().expect("a hash has 32 bytes");
        id_of_kind(*id, Kind::Entry.to_byte())
    }
}

fn read(text: &str) -> Option<[u8; 32]> {
    let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
    bytes.try_into().ok()
}
