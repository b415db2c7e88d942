//! JSON objects of others: each value is read where it is asked for, and what nobody asked for is known. A key that stands
//! twice refuses the object, and how deep anything else is nested does not matter.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::refusal::shown;

/// An object, each of its values as it stands there.
#[derive(Debug)]
pub(crate) struct Object<'a> {
    values: BTreeMap<String, &'a RawValue>,
    asked: RefCell<BTreeSet<&'static str>>,
}

struct Values<'a>(BTreeMap<String, &'a RawValue>);

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Values<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Values<'de>, M::Error> {
                let mut values = BTreeMap::new();
                while let Some((key, value)) = map.next_entry::<String, &'de RawValue>()? {
                    if values.contains_key(&key) {
                        return Err(M::Error::custom(format!("“{}” stands twice", shown(&key))));
                    }
                    values.insert(key, value);
                }
                Ok(Values(values))
            }
        }
        from.deserialize_map(Keys)
    }
}

/// What a parser says of a value, without the line that it counts in it.
pub(crate) fn said(error: &serde_json::Error) -> String {
    let what = error.to_string();
    what.split(" at line ").next().unwrap_or(&what).to_owned()
}

impl<'a> Object<'a> {
    /// Reads an object; its values are not looked into.
    pub(crate) fn parse(text: &'a str) -> Result<Self, serde_json::Error> {
        let Values(values) = serde_json::from_str(text)?;
        Ok(Self {
            values,
            asked: RefCell::default(),
        })
    }

    /// The same where the line of a mistake says nothing: of what is only a part of a file, or a file of a single entry.
    pub(crate) fn of(text: &'a str) -> Result<Self, String> {
        Self::parse(text).map_err(|error| said(&error))
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.values.contains_key(key)
    }

    /// The value as it stands there; none of `null`.
    pub(crate) fn raw(&self, key: &'static str) -> Option<&'a str> {
        self.asked.borrow_mut().insert(key);
        let value = self.values.get(key).map(|value| value.get());
        value.filter(|value| *value != "null")
    }

    fn get<T: Deserialize<'a>>(&self, key: &'static str) -> Result<Option<T>, String> {
        let value = self.raw(key).map(serde_json::from_str);
        value
            .transpose()
            .map_err(|error| format!("its “{key}” cannot be used: {}", said(&error)))
    }

    /// A text; empty where there is none.
    pub(crate) fn text(&self, key: &'static str) -> Result<String, String> {
        Ok(self.get::<String>(key)?.unwrap_or_default())
    }

    /// A text, also of a number.
    pub(crate) fn id(&self, key: &'static str) -> String {
        let raw = self.raw(key).unwrap_or_default();
        serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned())
    }

    pub(crate) fn yes(&self, key: &'static str) -> bool {
        self.raw(key) == Some("true")
    }

    /// A whole number, also one that stands there as text or as `1.0`.
    pub(crate) fn number(&self, key: &'static str) -> Result<Option<i64>, String> {
        let Some(raw) = self.raw(key) else {
            return Ok(None);
        };
        let bare = raw.trim_matches('"');
        let bare = bare.split_once('.').map_or(bare, |(whole, _)| whole);
        let number = bare.parse();
        number
            .map(Some)
            .map_err(|_| format!("its “{key}” is no number: {}", shown(raw)))
    }

    /// The elements of a list; of what is no list, none.
    pub(crate) fn list(&self, key: &'static str) -> Vec<&'a RawValue> {
        let raw = self.raw(key).unwrap_or_default();
        serde_json::from_str(raw).unwrap_or_default()
    }

    /// The objects of a list; what is none is passed over.
    pub(crate) fn objects(&self, key: &'static str) -> Vec<Object<'a>> {
        let list = self.list(key).into_iter();
        list.filter_map(|raw| Self::of(raw.get()).ok()).collect()
    }

    pub(crate) fn object(&self, key: &'static str) -> Option<Object<'a>> {
        self.raw(key).and_then(|raw| Self::parse(raw).ok())
    }

    /// The words of a list: texts, numbers, or objects that have a `name` or `title`.
    pub(crate) fn words(&self, key: &'static str) -> Vec<String> {
        let word = |raw: &'a RawValue| -> Option<String> {
            if let Ok(text) = serde_json::from_str::<String>(raw.get()) {
                return Some(text);
            }
            if let Ok(object) = Self::of(raw.get()) {
                let named = ["name", "title", "text"].map(|key| object.text(key));
                return named.into_iter().flatten().find(|name| !name.is_empty());
            }
            raw.get()
                .parse::<i64>()
                .ok()
                .map(|number| number.to_string())
        };
        self.list(key).into_iter().filter_map(word).collect()
    }

    /// The keys that nobody asked for and that say something.
    pub(crate) fn rest(&self) -> Vec<String> {
        const NOTHING: [&str; 9] = [
            "null",
            "false",
            "\"\"",
            "[]",
            "{}",
            "0",
            "0.0",
            "-1",
            "1.7976931348623157e+308",
        ];
        let asked = self.asked.borrow();
        let says = |value: &str| {
            !NOTHING.contains(&value)
                && !value.starts_with("1.797693134862315")
                && !value.starts_with("\"(null)\"")
        };
        let rest = self.values.iter();
        rest.filter(|(key, value)| !asked.contains(key.as_str()) && says(value.get()))
            .map(|(key, _)| key.clone())
            .collect()
    }
}
