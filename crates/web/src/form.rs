//! What a form sent: names and values, some names more than once.

use engine::Passphrase;
use zeroize::{Zeroize as _, Zeroizing};

/// The names and values of a form.
#[derive(Default)]
pub(crate) struct Sent(Vec<(String, String)>);

impl Sent {
    pub(crate) fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The value of a name; empty where there is none. Forms send line breaks as two characters, and texts have one.
    pub(crate) fn get(&self, name: &str) -> String {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or_else(String::new, |(_, value)| value.replace("\r\n", "\n"))
    }

    /// The passphrase that was typed under a name. It is not there a second time.
    pub(crate) fn take_passphrase(&mut self, name: &str) -> Passphrase {
        Passphrase::new(std::mem::take(&mut *self.take_secret(name)))
    }

    /// The same, to be looked at.
    pub(crate) fn take_secret(&mut self, name: &str) -> Zeroizing<String> {
        let found = self.0.iter_mut().find(|(known, _)| known == name);
        let typed = found.map(|(_, value)| std::mem::take(value));
        Zeroizing::new(typed.unwrap_or_default())
    }

    /// All values of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fits = self.0.iter().filter(move |(known, _)| known == name);
        fits.map(|(_, value)| value.as_str())
    }

    /// Whether a name was sent at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        for (_, value) in &mut self.0 {
            value.zeroize();
        }
    }
}
