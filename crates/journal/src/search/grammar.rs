//! The grammar of queries:
//!
//! ```text
//! query = side ("OR" side)*          one   = ("-" | "NOT")* thing
//! side  = one ("AND"? one)*          thing = "(" query ")" | NAME ":" value | "#" tag | word | quote words quote
//! ```
//!
//! A sign counts where it stands at the edge of a word; inside of one (`e-mail`, `rock"n"roll`, `a(b)c`) it is a letter.
//! Operators are written in capitals, since `or` and `not` are words that people look for.

use crate::search::error::{QUERY_DEPTH_MAX, QUERY_TERMS_MAX, QueryError};
use crate::search::needle::is_star;
use crate::search::{Condition, Expr};

/// A piece of a query as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Open,
    Close,
    Or,
    And,
    Not,
    Piece(Piece),
}

/// A word, phrase or filter as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What stands before the first quote.
    pub(crate) plain: String,
    /// What stands in quotes, if there are any.
    pub(crate) quoted: Option<String>,
}

/// Reads a query. `condition` says what one piece of it means; `None` for one that asks nothing.
pub(crate) fn parse(
    text: &str,
    condition: impl FnMut(&Piece) -> Result<Option<Condition>, QueryError>,
) -> Result<Expr, QueryError> {
    let mut reader = Reader {
        tokens: tokens(text)?,
        at: 0,
        conditions: 0,
        condition,
    };
    let expr = reader.query(0)?;
    if reader.peek().is_some() {
        return Err(QueryError::Parenthesis);
    }
    Ok(expr)
}

struct Reader<F> {
    tokens: Vec<Token>,
    at: usize,
    conditions: usize,
    condition: F,
}

impl<F: FnMut(&Piece) -> Result<Option<Condition>, QueryError>> Reader<F> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == Some(token);
        self.at += usize::from(is_next);
        is_next
    }

    /// Refuses an operator here that has nothing to work on.
    fn need_one(&self, operator: &'static str) -> Result<(), QueryError> {
        match self.peek() {
            Some(Token::Open | Token::Not | Token::Piece(_)) => Ok(()),
            _ => Err(QueryError::OneSided(operator)),
        }
    }

    fn query(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let mut sides = vec![self.side(depth)?];
        while self.take(&Token::Or) {
            self.need_one("OR")?;
            sides.push(self.side(depth)?);
        }
        // What asks nothing is no choice.
        sides.retain(|side| !side.asks_nothing());
        Ok(match sides.len() {
            0 => Expr::All(Vec::new()),
            1 => sides.remove(0),
            _ => Expr::Any(sides),
        })
    }

    /// What stands side by side, up to the next `OR`.
    fn side(&mut self, depth: usize) -> Result<Expr, QueryError> {
        match self.peek() {
            Some(Token::Or) => return Err(QueryError::OneSided("OR")),
            Some(Token::And) => return Err(QueryError::OneSided("AND")),
            _ => {}
        }
        let mut parts = Vec::new();
        loop {
            if self.take(&Token::And) {
                self.need_one("AND")?;
            }
            if matches!(self.peek(), None | Some(Token::Close | Token::Or)) {
                break;
            }
            let part = self.one(depth)?;
            parts.extend((!part.asks_nothing()).then_some(part));
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expr::All(parts),
        })
    }

    fn one(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let mut is_turned = false;
        while self.take(&Token::Not) {
            self.need_one("NOT")?;
            is_turned = !is_turned;
        }
        let expr = self.thing(depth)?;
        if is_turned && !expr.asks_nothing() {
            return Ok(Expr::Not(Box::new(expr)));
        }
        Ok(expr)
    }

    fn thing(&mut self, depth: usize) -> Result<Expr, QueryError> {
        if self.take(&Token::Open) {
            if depth >= QUERY_DEPTH_MAX {
                return Err(QueryError::TooDeep);
            }
            let inner = self.query(depth + 1)?;
            return match self.take(&Token::Close) {
                true => Ok(inner),
                false => Err(QueryError::Parenthesis),
            };
        }
        let Some(Token::Piece(piece)) = self.tokens.get(self.at) else {
            return Err(QueryError::Parenthesis);
        };
        self.at += 1;
        let condition = (self.condition)(piece)?;
        self.conditions += usize::from(condition.is_some());
        if self.conditions > QUERY_TERMS_MAX {
            return Err(QueryError::TooLong);
        }
        Ok(condition.map_or(Expr::All(Vec::new()), Expr::Is))
    }
}

/// Cuts a query into its pieces. A quote that is never closed ends with the query.
fn tokens(text: &str) -> Result<Vec<Token>, QueryError> {
    let mut tokens = Vec::new();
    let mut open = 0_usize;
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = &rest[first.len_utf8()..];
        let is_alone = after.chars().next().is_none_or(char::is_whitespace);
        if is_hyphen(first) {
            if is_alone
                && first == '-'
                && !tokens.is_empty()
                && after.trim_start().starts_with(char::is_alphanumeric)
            {
                return Err(meant(
                    "-",
                    "write -word, without a blank, for what must not be there",
                ));
            }
            // With a blank behind it, it is no operator of anything.
            tokens.extend((!is_alone).then_some(Token::Not));
            rest = after;
        } else if is_open(first) {
            tokens.push(Token::Open);
            open += 1;
            rest = after;
        } else if is_close(first) && (open > 0 || is_alone) {
            tokens.push(Token::Close);
            open = open.checked_sub(1).ok_or(QueryError::Parenthesis)?;
            rest = after;
        } else {
            let (piece, after) = piece(rest, open)?;
            let is_between = !tokens.is_empty() && !after.trim().is_empty();
            if is_between
                && piece.quoted.is_none()
                && piece.plain.eq_ignore_ascii_case("or")
                && piece.plain != "OR"
            {
                return Err(meant(
                    &piece.plain,
                    "write OR, in capitals, for one of the two",
                ));
            }
            tokens.push(operator(piece)?);
            rest = after;
        }
        rest = rest.trim_start();
    }
    Ok(tokens)
}

/// The piece at the beginning, and what follows it. `open` parentheses may be closed behind it.
fn piece(text: &str, open: usize) -> Result<(Piece, &str), QueryError> {
    let quote = text.find(|l: char| l.is_whitespace() || is_quote(l));
    // A quote inside a word, as in 5" or rock"n"roll, is none.
    if let Some(at) = quote
        && (at == 0 || text[..at].ends_with(is_colon))
        && let Some(mark) = text[at..].chars().next().filter(|letter| is_quote(*letter))
    {
        let inside = &text[at + mark.len_utf8()..];
        let (quoted, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
        let piece = Piece {
            plain: text[..at].to_owned(),
            quoted: Some(quoted.to_owned()),
        };
        return Ok((piece, after));
    }
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let word = &text[..end];
    if let Some((name, value)) = word.split_once(is_colon)
        && is_name(name)
        && value.starts_with(is_open)
    {
        let name = name.to_lowercase();
        return Err(QueryError::Alternatives { name });
    }
    let opened = word.chars().filter(|letter| is_open(*letter)).count();
    let closed = word.chars().filter(|letter| is_close(*letter)).count();
    let behind = word.chars().rev().take_while(|letter| is_close(*letter));
    let mut ends = behind.count().min(closed.saturating_sub(opened));
    // A face like :) is a word.
    if ends > open && word.chars().any(char::is_alphanumeric) {
        return Err(QueryError::Parenthesis);
    }
    ends = ends.min(open);
    let cut = word.char_indices().rev().take(ends).last();
    let end = cut.map_or(end, |(at, _)| at);
    let piece = Piece {
        plain: text[..end].to_owned(),
        quoted: None,
    };
    Ok((piece, &text[end..]))
}

/// The operator that a word is, if it is one. What is one elsewhere is refused: it would be looked for and never found.
fn operator(piece: Piece) -> Result<Token, QueryError> {
    if piece.quoted.is_some() {
        return Ok(Token::Piece(piece));
    }
    let word = piece.plain.as_str();
    Ok(match word {
        "OR" => Token::Or,
        "AND" => Token::And,
        "NOT" => Token::Not,
        _ if is_plus(word) => {
            let alone = word.trim_start_matches('+');
            let instead = format!("every word must be there anyway, so write {alone}");
            return Err(meant(word, &instead));
        }
        _ if is_foreign(word) => return Err(QueryError::Operator(piece.plain)),
        _ => Token::Piece(piece),
    })
}

/// Whether a word has a plus before it that says elsewhere that it must be there.
fn is_plus(word: &str) -> bool {
    let alone = word.trim_start_matches('+');
    alone.len() < word.len() && alone.starts_with(char::is_alphabetic)
}

fn meant(given: &str, instead: &str) -> QueryError {
    QueryError::Meant {
        given: given.to_owned(),
        instead: instead.to_owned(),
    }
}

fn is_foreign(word: &str) -> bool {
    if is_address(word) {
        return false;
    }
    let word = match word.split_once(is_colon) {
        Some((name, value)) if is_name(name) => value,
        _ => word,
    };
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    let inside = |sign: fn(char) -> bool| {
        let sign_at = word.find(sign);
        sign_at.is_some_and(|at| says(&word[..at]) && says(&word[at..]))
    };
    let is_fuzzy = |(word, number): (&str, &str)| {
        says(word) && number.bytes().all(|digit| digit.is_ascii_digit())
    };
    matches!(word, "&" | "+" | "XOR" | "NEAR")
        || word.starts_with("NEAR/")
        || word.contains('|')
        || word.contains("&&")
        || word.strip_prefix('!').is_some_and(says)
        || word.rsplit_once('~').is_some_and(is_fuzzy)
        || inside(is_star)
        || inside(|letter| letter == '?')
}

/// Whether what stands before a colon can be meant as a filter; 12:30 and :-) are not.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a word is the address of a page.
pub(crate) fn is_address(word: &str) -> bool {
    word.contains("://")
}

pub(crate) const fn is_colon(letter: char) -> bool {
    matches!(letter, ':' | '：')
}

const fn is_quote(letter: char) -> bool {
    matches!(
        letter,
        '"' | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '「'
            | '」'
            | '『'
            | '』'
            | '＂'
            | '〝'
            | '〞'
            | '〟'
    )
}

const fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '−' | '﹣' | '－')
}

const fn is_open(letter: char) -> bool {
    matches!(letter, '(' | '（')
}

const fn is_close(letter: char) -> bool {
    matches!(letter, ')' | '）')
}
