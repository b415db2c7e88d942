//! Which parts of a text are somebody's words in quotation marks: a person who quotes an excuse does
//! not make it.

use std::ops::Range;

use crate::letter::is_word;

/// Quotations inside quotations, deeper than this, are forgotten from the outside.
const DEPTH_MAX: usize = 6;

/// Words that lose their beginning to an apostrophe, which then opens nothing.
const ELIDED: [&str; 10] = [
    "n", "cause", "em", "til", "till", "tis", "twas", "bout", "round", "cos",
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `"`, which opens and closes.
    Straight,
    /// `“…”`, and `„…“` as in German.
    Double,
    Low,
    /// `'…'` and `‘…’`, where the closing one is also an apostrophe.
    Single,
    /// `«…»` and `»…«`.
    Outward,
    Inward,
    /// `「…」`.
    Corner,
}

struct Open {
    mark: Mark,
    at: usize,
    /// Where it closes if nothing clearer comes: `'the parents' fault'` or `'they lie' she said`.
    perhaps: Option<usize>,
}

/// The quotations of the text, in order, without their insides' own; with the marks.
pub(crate) fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut reader = Reader {
        text,
        open: Vec::new(),
        found: Vec::new(),
    };
    let mut before = '\n';
    let mut blank_line = true;
    for (at, letter) in text.char_indices() {
        if letter == '\n' {
            if blank_line {
                reader.end_paragraph(at);
            }
            blank_line = true;
        } else if !letter.is_whitespace() {
            if blank_line && letter == '>' {
                // A line copied from a letter or mail.
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                reader.found.push(at..end);
            }
            blank_line = false;
            reader.letter(at, before, letter);
        }
        before = letter;
    }
    reader.end_paragraph(text.len());
    merged(reader.found)
}

struct Reader<'a> {
    text: &'a str,
    open: Vec<Open>,
    found: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn letter(&mut self, at: usize, before: char, letter: char) {
        let end = at + letter.len_utf8();
        let next = self.text[end..].chars().next().unwrap_or('\n');
        let opens = !is_word(before) && !next.is_whitespace();
        let closes = !before.is_whitespace() && !is_word(next);
        match letter {
            '"' | '\u{201F}' if closes && self.close(&[Mark::Straight, Mark::Double], end) => {}
            '"' | '\u{201F}' if opens => self.open(Mark::Straight, at),
            '“' if self.close(&[Mark::Low], end) => {}
            '“' => self.open(Mark::Double, at),
            '”' => {
                self.close(&[Mark::Double, Mark::Low, Mark::Straight], end);
            }
            '„' => self.open(Mark::Low, at),
            '«' | '‹' if self.close(&[Mark::Inward], end) => {}
            '«' | '‹' => self.open(Mark::Outward, at),
            '»' | '›' if self.close(&[Mark::Outward], end) => {}
            '»' | '›' => self.open(Mark::Inward, at),
            '「' | '『' => self.open(Mark::Corner, at),
            '」' | '』' => {
                self.close(&[Mark::Corner], end);
            }
            '\'' | '’' | '‘' | '‚' => self.single(at, before, letter, opens, closes),
            _ => {}
        }
    }

    fn single(&mut self, at: usize, before: char, letter: char, opens: bool, closes: bool) {
        let end = at + letter.len_utf8();
        let is_open = self.open.iter().any(|open| open.mark == Mark::Single);
        if closes && is_open && letter != '‚' {
            if before == 's' && self.text[end..].starts_with(' ') {
                let last = self.open.iter_mut().rfind(|open| open.mark == Mark::Single);
                if let Some(open) = last {
                    open.perhaps.get_or_insert(end);
                }
            } else {
                self.close(&[Mark::Single], end);
            }
        } else if opens && letter != '’' && !elides(&self.text[end..]) {
            if is_open {
                self.drop_from(Mark::Single);
            }
            self.open(Mark::Single, at);
        }
    }

    fn open(&mut self, mark: Mark, at: usize) {
        if self.open.len() == DEPTH_MAX {
            self.open.remove(0);
        }
        let perhaps = None;
        self.open.push(Open { mark, at, perhaps });
    }

    /// Closes the innermost of these marks, and forgets what was opened inside and never closed.
    fn close(&mut self, marks: &[Mark], end: usize) -> bool {
        let place = self
            .open
            .iter()
            .rposition(|open| marks.contains(&open.mark));
        if let Some(place) = place {
            self.found.push(self.open[place].at..end);
            self.open.truncate(place);
        }
        place.is_some()
    }

    fn drop_from(&mut self, mark: Mark) {
        if let Some(place) = self.open.iter().rposition(|open| open.mark == mark) {
            for open in self.open.drain(place..) {
                self.found.extend(open.perhaps.map(|end| open.at..end));
            }
        }
    }

    /// A quotation over several paragraphs opens each and closes only the last, so what a curly mark
    /// opened lasts to the end; straight ones and apostrophes are more likely slips.
    fn end_paragraph(&mut self, end: usize) {
        for open in self.open.drain(..) {
            let lasts = matches!(open.mark, Mark::Double | Mark::Low);
            let end = open.perhaps.or(lasts.then_some(end));
            self.found.extend(end.map(|end| open.at..end));
        }
    }
}

fn elides(rest: &str) -> bool {
    let end = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
    let word = &rest[..end];
    word.starts_with(|first: char| first.is_ascii_digit())
        || word.is_empty() && !rest.starts_with(['"', '“', '…', '.'])
        || ELIDED
            .iter()
            .any(|elided| word.eq_ignore_ascii_case(elided))
}

fn merged(mut found: Vec<Range<usize>>) -> Vec<Range<usize>> {
    found.sort_by_key(|range| (range.start, range.end));
    let mut outer: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match outer.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => outer.push(range),
        }
    }
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        quotations(text)
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn every_kind_of_mark_quotes() {
        assert_eq!(
            quoted(r#"I said "no" and “never” again."#),
            [r#""no""#, "“never”"]
        );
        assert_eq!(
            quoted("„Nein“, «non», »nej« and 「いや」"),
            ["„Nein“", "«non»", "»nej«", "「いや」"]
        );
        assert_eq!(
            quoted("He said 'I can't' and ‘you won’t’."),
            ["'I can't'", "‘you won’t’"]
        );
    }

    #[test]
    fn apostrophes_do_not_quote() {
        assert_eq!(
            quoted("It's my parents' fault, rock 'n' roll, the '90s, 'cause I can't."),
            [""; 0]
        );
        assert_eq!(
            quoted("'It was my parents' fault,' I said."),
            ["'It was my parents' fault,'"]
        );
        assert_eq!(
            quoted("'He lies' she said, and it was my parents' house."),
            ["'He lies'"]
        );
    }

    #[test]
    fn what_never_closes_is_bounded() {
        assert_eq!(quoted("A 5\" nail.\n\nThen \"so\"."), ["\"so\""]);
        assert_eq!(quoted("She said: “you did\n\nI did."), ["“you did\n"]);
        assert_eq!(quoted("“one ‘two’ three”"), ["“one ‘two’ three”"]);
    }
}
