//! Lets a simulation seal in age's place, from randomness of its own: age draws from the system, and what is sealed decides
//! the ids of records, hence which of two wins. While it does, what was sealed or opened before is not opened by age again,
//! which is where most of its time would go; of what was just sealed, age opens one file in eight. Nothing in the program
//! switches this on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use age::x25519;
use replica::labelled_hash;
use secrecy::ExposeSecret;

use crate::secret::Plaintext;

/// Gives an age file for `age1…` recipients, from its own randomness.
pub type Sealer = Box<dyn FnMut(&[String], &[u8]) -> Vec<u8>>;

/// What was in a file, and who can open it: recipients of what was sealed here, identities that age opened it with.
#[derive(Clone, Default)]
struct Known {
    keys: Vec<String>,
    plaintext: Vec<u8>,
}

/// What a thread knows of the files that it sealed or opened, for others that go on from there.
#[derive(Clone, Default)]
pub struct Learnt(Arc<BTreeMap<[u8; 32], Known>>);

#[derive(Default)]
struct Seeded {
    sealer: Option<Sealer>,
    /// By the hash of the sealed bytes.
    known: BTreeMap<[u8; 32], Known>,
    before: Learnt,
    /// The recipient of each identity.
    recipients: BTreeMap<String, String>,
}

thread_local! {
    static SEEDED: RefCell<Seeded> = RefCell::default();
}

/// Everything that this thread seals to recipients is sealed by `sealer` from now on; `None` ends that. What was `learnt`
/// elsewhere is known here, too.
pub fn seal_with(sealer: Option<Sealer>, learnt: Learnt) {
    SEEDED.with(|seeded| {
        *seeded.borrow_mut() = Seeded {
            sealer,
            before: learnt,
            ..Seeded::default()
        };
    });
}

/// What this thread knows since it seals in age's place.
pub fn learnt() -> Learnt {
    SEEDED.with(|seeded| Learnt(Arc::new(seeded.borrow().known.clone())))
}

fn name(sealed: &[u8]) -> [u8; 32] {
    labelled_hash("sealed", &[sealed])
}

pub(crate) fn seal(recipients: &[&x25519::Recipient], plaintext: &[u8]) -> Option<Vec<u8>> {
    SEEDED.with(|seeded| {
        let mut seeded = seeded.borrow_mut();
        let sealer = seeded.sealer.as_mut()?;
        let keys: Vec<String> = recipients.iter().map(|one| one.to_string()).collect();
        let sealed = sealer(&keys, plaintext);
        let name = name(&sealed);
        if !name[0].is_multiple_of(8) {
            let plaintext = plaintext.to_vec();
            seeded.known.insert(name, Known { keys, plaintext });
        }
        Some(sealed)
    })
}

/// What is known to be in a file that these identities open.
pub(crate) fn known(sealed: &[u8], identities: &[&x25519::Identity]) -> Option<Plaintext> {
    SEEDED.with(|seeded| {
        let Seeded {
            sealer,
            known,
            before,
            recipients,
        } = &mut *seeded.borrow_mut();
        sealer.as_ref()?;
        let name = name(sealed);
        let known = known.get(&name).or_else(|| before.0.get(&name))?;
        let opens = identities.iter().any(|identity| {
            let secret = identity.to_string();
            let secret = secret.expose_secret();
            if !recipients.contains_key(secret) {
                recipients.insert(secret.to_owned(), identity.to_public().to_string());
            }
            known.keys.contains(&recipients[secret]) || known.keys.iter().any(|key| key == secret)
        });
        opens.then(|| {
            let mut plaintext = Plaintext::with_capacity(known.plaintext.len());
            plaintext.push(&known.plaintext);
            plaintext
        })
    })
}

/// What age found in a file. Of several identities it does not say which opened it.
pub(crate) fn opened(sealed: &[u8], identities: &[&x25519::Identity], plaintext: &Plaintext) {
    let [identity] = identities else { return };
    SEEDED.with(|seeded| {
        let seeded = &mut *seeded.borrow_mut();
        if seeded.sealer.is_some() {
            let name = name(sealed);
            let before = || seeded.before.0.get(&name).cloned().unwrap_or_default();
            let known = seeded.known.entry(name).or_insert_with(before);
            known
                .keys
                .push(identity.to_string().expose_secret().to_owned());
            known.plaintext = plaintext.as_bytes().to_vec();
        }
    });
}
