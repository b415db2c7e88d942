//! A handout: a file for somebody who has nothing but a browser and a few words. An ordinary age v1 file under a
//! passphrase, with a scrypt cost of its own: it is opened by JavaScript, on any computer.
//!
//! Inside the envelope lies the content, then zero bytes up to the Padmé size, and never less than 16 KiB. Nothing is
//! compressed, so that stock age gives what can be read.

use std::iter;

use age::{Encryptor, scrypt};

use crate::envelope;
use crate::packing::bucket;
use crate::secret::{Passphrase, Plaintext};

/// The logarithm (base 2) of scrypt's cost: about a second in a browser. The words are drawn and not chosen, so it need
/// not make up for weak ones.
pub const HANDOUT_LOG_N: u8 = 16;
/// The smallest plaintext, so that a short handout shows no length at all.
const PLAIN_BYTES_MIN: usize = 16 * 1024;

/// Seals a handout to its words. Takes about a second.
pub fn seal_handout(words: &Passphrase, content: &[u8]) -> Vec<u8> {
    let padded = bucket(content.len()).max(PLAIN_BYTES_MIN);
    let mut plain = Plaintext::with_capacity(padded);
    plain.push(content);
    plain.buffer().resize(padded, 0);
    let mut recipient = scrypt::Recipient::new(words.secret());
    recipient.set_work_factor(HANDOUT_LOG_N);
    let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
        .expect("one passphrase is a valid recipient set");
    envelope::write_all(encryptor, plain.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work;

    fn opened(file: &[u8], words: &str) -> Option<Vec<u8>> {
        let mut identity = scrypt::Identity::new(Passphrase::new(words.into()).secret());
        identity.set_max_work_factor(HANDOUT_LOG_N);
        let opened = envelope::open(file, 1, iter::once(&identity as &dyn age::Identity));
        opened.ok().map(|plain| plain.as_bytes().to_vec())
    }

    #[test]
    fn a_handout_shows_no_more_of_its_length_than_padmé() {
        let words = "acid acorn";
        let sealed = |content: &[u8]| seal_handout(&Passphrase::new(words.into()), content);
        let short = sealed(b"{}");
        assert_eq!(work::stated(&short), Some(16));
        assert_eq!(short.len(), sealed(&[b'x'; 16 * 1024]).len());
        let plain = opened(&short, words).unwrap();
        assert_eq!(plain.len(), 16 * 1024);
        assert!(plain.starts_with(b"{}") && plain[2..].iter().all(|&byte| byte == 0));
        assert_eq!(
            opened(&sealed(&[b'x'; 158_966]), words).unwrap().len(),
            159_744
        );
        assert!(opened(&short, "acid acorns").is_none());
    }
}
