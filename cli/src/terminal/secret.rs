//! Secrets: nothing is shown while they are typed, no copy of them stays in memory, and nothing that was typed before
//! the question is part of them.

use zeroize::{Zeroize as _, Zeroizing};

use super::input::{Input, is_like_a_paste};
use super::keys::Key;
use super::prompt::{Reading, Tty};
use super::signals::{INTERRUPT, SignalGuard};
use crate::failure::Failure;

/// Longest secret in bytes; more than any passphrase needs.
const SECRET_BYTES_MAX: usize = 4096;

impl Tty {
    /// Asks for a secret.
    pub(crate) fn ask_secret(&mut self, question: &str) -> Result<Zeroizing<String>, Failure> {
        let guard = SignalGuard::hold();
        let reading = Reading::begin(&self.file)?;
        super::session::forget_ahead(&mut self.file);
        self.put(question)?;
        let answer = self.read_secret(question, &guard);
        drop(reading);
        self.put("\n")?;
        answer
    }

    fn read_secret(
        &mut self,
        question: &str,
        guard: &SignalGuard,
    ) -> Result<Zeroizing<String>, Failure> {
        let mut input = Input::new(self.copy()?);
        let mut secret = Secret::new();
        loop {
            let keys = input.keys(guard)?;
            if is_like_a_paste(&keys) {
                if keys.contains(&Key::Control('c')) {
                    return Err(Failure::interrupted(INTERRUPT));
                }
                secret = Secret::new();
                self.put("\nThat was more than one line, so none of it was taken.\n")?;
                self.put(question)?;
                continue;
            }
            for key in keys.iter() {
                if secret.press(*key)? {
                    return Ok(secret.text);
                }
            }
        }
    }
}

struct Secret {
    text: Zeroizing<String>,
    pasting: bool,
}

impl Secret {
    fn new() -> Self {
        Self {
            // Never grows, so no copy is left behind.
            text: Zeroizing::new(String::with_capacity(SECRET_BYTES_MAX)),
            pasting: false,
        }
    }

    /// True when the secret is complete.
    fn press(&mut self, key: Key) -> Result<bool, Failure> {
        match key {
            Key::PasteBegin => self.pasting = true,
            Key::PasteEnd => self.pasting = false,
            // The line end that is copied along.
            Key::Enter | Key::LineFeed if self.pasting => {}
            Key::Enter | Key::LineFeed | Key::Break => return Ok(true),
            Key::Control('c') => return Err(Failure::interrupted(INTERRUPT)),
            Key::Control('d') if self.text.is_empty() => {
                return Err(Failure::interrupted(INTERRUPT));
            }
            Key::Control('d') => return Ok(true),
            Key::Control('u') => self.text.zeroize(),
            Key::Backspace => {
                self.text.pop();
            }
            Key::Char(c) if self.text.len() + c.len_utf8() <= SECRET_BYTES_MAX => {
                self.text.push(c);
            }
            Key::Char(_) => return Err(Failure::usage("what was typed is too long")),
            Key::Unreadable => return Err(Failure::usage("what was typed is not UTF-8 text")),
            _ => {}
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(keys: &[Key]) -> (String, bool) {
        let mut secret = Secret::new();
        let done = keys.iter().any(|key| secret.press(*key).unwrap());
        (secret.text.to_string(), done)
    }

    #[test]
    fn backspace_takes_whole_characters() {
        let keys = [
            Key::Char('a'),
            Key::Char('é'),
            Key::Char('日'),
            Key::Backspace,
        ];
        assert_eq!(pressed(&keys), ("aé".to_owned(), false));
        assert_eq!(pressed(&[Key::Backspace]), (String::new(), false));
    }

    #[test]
    fn a_pasted_line_end_does_not_end_it() {
        let pasted = [Key::PasteBegin, Key::Char('a'), Key::Enter, Key::PasteEnd];
        assert_eq!(pressed(&pasted), ("a".to_owned(), false));
        assert_eq!(
            pressed(&[Key::Char('a'), Key::Enter]),
            ("a".to_owned(), true)
        );
    }

    #[test]
    fn it_never_grows_beyond_its_room() {
        let mut secret = Secret::new();
        let room = secret.text.capacity();
        for _ in 0..SECRET_BYTES_MAX {
            secret.press(Key::Char('x')).unwrap();
        }
        assert!(secret.press(Key::Char('x')).is_err());
        assert_eq!(secret.text.capacity(), room);
        secret.press(Key::Control('u')).unwrap();
        assert!(secret.text.is_empty() && secret.text.capacity() == room);
        assert!(secret.press(Key::Control('d')).is_err());
    }
}
