//! One, none or several: what somebody means by the name, the id, or the beginning of either. One rule and one message
//! for shares, what is in them, and drafts.

use crate::error::{NameKind, ResolveError};

/// Something with what it is called by.
#[derive(Clone)]
pub(crate) struct Named<T> {
    /// Its id as it is shown.
    pub(crate) short: String,
    /// Its name for people; may be empty.
    pub(crate) name: String,
    pub(crate) thing: T,
}

/// The one of `all` that `typed` means. The whole name or id wins over what only begins so, or has a word that does;
/// capitals and accents make no difference.
///
/// # Errors
/// With the names and ids of those it could be.
pub(crate) fn one<T>(kind: NameKind, typed: &str, all: Vec<Named<T>>) -> Result<T, ResolveError> {
    let word = journal::fold(typed.trim());
    let fits = |named: &Named<T>, fit: fn(&str, &str) -> bool| {
        let known = [&named.name, &named.short];
        !word.is_empty() && known.iter().any(|known| fit(&journal::fold(known), &word))
    };
    let exact = |known: &str, word: &str| known == word;
    let begins = |known: &str, word: &str| {
        let inside = known
            .match_indices(word)
            .any(|(at, _)| known[..at].ends_with(' '));
        inside || known.starts_with(word)
    };
    let whole = all.iter().any(|named| fits(named, exact));
    let fit = if whole { exact } else { begins };
    let mut meant: Vec<_> = all.into_iter().filter(|named| fits(named, fit)).collect();
    match meant.len() {
        0 => Err(ResolveError::missing(kind, typed)),
        1 => Ok(meant.remove(0).thing),
        _ => Err(ResolveError::several(kind, typed, listed(&meant))),
    }
}

/// The only one of `all`, where nothing was named.
///
/// # Errors
/// With the names and ids where there are several.
pub(crate) fn only<T>(kind: NameKind, mut all: Vec<Named<T>>) -> Result<T, ResolveError> {
    match all.len() {
        0 => Err(ResolveError::none(kind, format!("{kind} to read here"))),
        1 => Ok(all.remove(0).thing),
        _ => Err(ResolveError::unnamed(kind, listed(&all))),
    }
}

fn listed<T>(all: &[Named<T>]) -> impl Iterator<Item = String> {
    let line = |named: &Named<T>| match named.name.as_str() {
        "" => named.short.clone(),
        name => format!("{name} ({})", named.short),
    };
    all.iter().map(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Named<&'static str>> {
        let known = [("3f2a", "Anna K."), ("77ab", "Anna Kern"), ("anna", "")];
        let named = known.map(|(short, name)| Named {
            short: short.into(),
            name: name.into(),
            thing: short,
        });
        named.to_vec()
    }

    fn of(typed: &str) -> Result<&'static str, ResolveError> {
        one(NameKind::Share, typed, all())
    }

    #[test]
    fn a_name_an_id_or_the_beginning_of_either_is_enough() {
        assert_eq!(of("3f").unwrap(), "3f2a");
        assert_eq!(of("kern").unwrap(), "77ab");
        assert!(of("nna").is_err(), "not in the middle of a word");
        assert_eq!(of("anna kern").unwrap(), "77ab");
        assert_eq!(of("ÁNNA KE").unwrap(), "77ab");
        assert_eq!(of("Anna").unwrap(), "anna", "the whole id wins");
        assert!(of("").is_err_and(|error| error.is_missing()));
        assert!(of("b").is_err_and(|error| error.is_missing()));
    }

    #[test]
    fn what_is_not_clear_is_said_by_name() {
        let said = of("ann").unwrap_err().to_string();
        assert_eq!(
            said,
            "“ann” could be any of Anna K. (3f2a), Anna Kern (77ab), anna"
        );
        let said = only(NameKind::Share, all()).unwrap_err().to_string();
        assert!(
            said.starts_with("there is more than one share: Anna K. (3f2a)"),
            "{said}"
        );
    }
}
