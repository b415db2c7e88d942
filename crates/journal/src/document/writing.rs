//! What a kind of documents writes with.

use automerge::transaction::{Transactable, Transaction};
use automerge::{AutomergeError, ROOT, ReadDoc, ScalarValue, Value};
use serde_json::Value as Json;
use thiserror::Error;

use crate::document::splice::TEXT_CHARS_PER_CHANGE_MAX;
use crate::document::texts;
use crate::gate::GateError;

/// A document while one change of it is made. Nothing is written where it would change nothing.
pub struct Writing<'a, 'd> {
    tx: &'a mut Transaction<'d>,
}

/// Why a change could not be made. The document is unchanged then.
#[derive(Debug, Error)]
pub enum WriteError {
    /// More text at once than one change may carry; see [`crate::document::Document::text_in_parts`].
    #[error(
        "too much text changes at once; {TEXT_CHARS_PER_CHANGE_MAX} characters fit into one change"
    )]
    TooMuchAtOnce,
    /// A list or an object where a single value is wanted.
    #[error("a key holds a text, a number, true or false")]
    NotPlain,
    /// The change would be refused by every other device.
    #[error("the change cannot be passed on")]
    NotPassable(#[from] GateError),
    /// The document refuses to be changed.
    #[error("the document cannot be changed")]
    Document(#[from] AutomergeError),
    /// The document's content breaks the library that holds it.
    #[error("the document is damaged and cannot be changed")]
    Damaged,
}

impl<'a, 'd> Writing<'a, 'd> {
    pub(crate) const fn new(tx: &'a mut Transaction<'d>) -> Self {
        Self { tx }
    }

    pub(crate) const fn transaction(&mut self) -> &mut Transaction<'d> {
        self.tx
    }

    /// Every key that holds something, in order.
    pub fn keys(&self) -> Vec<String> {
        self.tx.keys(ROOT).collect()
    }

    /// Sets a key to a single value. Of values set apart, the later one counts.
    ///
    /// # Errors
    /// [`WriteError::NotPlain`] for a list, an object, `null` or a number that is no 64-bit number.
    pub fn put(&mut self, key: &str, value: &Json) -> Result<(), WriteError> {
        let value = scalar(value).ok_or(WriteError::NotPlain)?;
        let held = self.tx.get_all(ROOT, key)?;
        let same = matches!(held.as_slice(), [(Value::Scalar(held), _)] if **held == value);
        if !same {
            self.tx.put(ROOT, key, value)?;
        }
        Ok(())
    }

    /// Makes the text at a key read like `text`. What did not change stays untouched, so that what others write there
    /// meanwhile merges.
    ///
    /// # Errors
    /// [`WriteError::Document`].
    pub fn put_text(&mut self, key: &str, text: &str) -> Result<(), WriteError> {
        Ok(texts::write(self.tx, key, text)?)
    }

    /// Empties a key.
    ///
    /// # Errors
    /// [`WriteError::Document`].
    pub fn remove(&mut self, key: &str) -> Result<(), WriteError> {
        if self.tx.get(ROOT, key)?.is_some() {
            self.tx.delete(ROOT, key)?;
        }
        Ok(())
    }
}

fn scalar(value: &Json) -> Option<ScalarValue> {
    match value {
        Json::Bool(on) => Some(ScalarValue::Boolean(*on)),
        Json::String(text) => Some(ScalarValue::Str(text.as_str().into())),
        Json::Number(number) => {
            let whole = number.as_i64().map(ScalarValue::Int);
            whole.or_else(|| number.as_f64().map(ScalarValue::F64))
        }
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
