//! Texts as they are compared in searching: small letters, no accents, one form for each letter.
//!
//! Search folds every entry it looks at, so the usual scripts go through a table or are copied, and
//! only the rest is decomposed and composed by the book.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters below this one (Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic) are folded each alone.
const TABLE_END: u32 = 0x0700;

/// A text as search compares it. Two texts that a reader would call the same word come out equal:
/// `Müde` as `mude`, `ΣΊΣΥΦΟΣ` as `σισυφοσ`, `Straße` as `strasse`, `ＡＢＣ` as `abc`.
///
/// Signs that make another letter or vowel (Thai, Indian scripts, Japanese voicing) are kept.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded text. With a buffer used again and again, scanning many entries allocates
/// nothing for texts in the usual scripts.
pub fn fold_into(text: &str, out: &mut String) {
    let table = table();
    let start = out.len();
    // Everything between `copied` and `at` stays as it is, but for capital letters of ASCII.
    let (mut copied, mut at) = (0, 0);
    loop {
        at += ascii_length(&text.as_bytes()[at..]);
        let Some(letter) = text[at..].chars().next() else {
            break;
        };
        let next = at + letter.len_utf8();
        if table.keeps(letter) || stays_itself(letter) {
            at = next;
            continue;
        }
        out.push_str(&text[copied..at]);
        if let Some(folded) = table.get(letter) {
            out.push_str(folded);
            at = next;
        } else if plain_sign(letter) != letter {
            out.push(plain_sign(letter));
            at = next;
        } else {
            let end = text[at..]
                .find(is_simple)
                .map_or(text.len(), |end| at + end);
            // A mark may melt with the letter before it.
            let before = if out.len() > start { out.pop() } else { None };
            let run: String = before.into_iter().chain(text[at..end].chars()).collect();
            fold_slowly(&run, out);
            at = end;
        }
        copied = at;
    }
    out.push_str(&text[copied..]);
    out[start..].make_ascii_lowercase();
}

/// How many bytes at the beginning are ASCII that is folded by making it small: all but the one sign with another look.
fn ascii_length(bytes: &[u8]) -> usize {
    const STRIDE: usize = 16;
    let strides = bytes.chunks_exact(STRIDE).take_while(|s| s.is_ascii());
    let sure = strides.count() * STRIDE;
    let rest = bytes[sure..].iter().take_while(|byte| byte.is_ascii());
    let ascii = sure + rest.count();
    memchr::memchr(b'`', &bytes[..ascii]).unwrap_or(ascii)
}

fn is_simple(letter: char) -> bool {
    u32::from(letter) < TABLE_END || stays_itself(letter)
}

/// Letters that fold to themselves, whatever follows but a mark.
fn stays_itself(letter: char) -> bool {
    matches!(letter,
        '\u{0E01}'..='\u{0E32}' | '\u{0E34}'..='\u{0E5B}' // Thai without the compound vowel
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}' // Kana
        | '\u{3001}'..='\u{3002}' | '\u{300C}'..='\u{300F}' // Japanese punctuation
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' // Han
        | '\u{AC00}'..='\u{D7A3}' // Hangul
        | '\u{1F300}'..='\u{1F64F}' // pictures
    )
}

/// By the book: decomposed, in small letters, accents taken away, composed again.
fn fold_slowly(text: &str, out: &mut String) {
    // Decomposing makes other signs of some that look like plain ones, and plain-looking ones of others.
    let letters = text.chars().map(plain_sign).nfkd();
    // There is a capital letter whose small form is such a sign.
    let letters = letters.flat_map(char::to_lowercase).map(plain_sign);
    let letters = letters.filter(|letter| !is_dropped(*letter));
    let letters = letters.flat_map(|letter| {
        let (first, second) = replaced(letter);
        std::iter::once(first).chain(second)
    });
    out.extend(letters.nfc());
}

/// Accents and points that do not make another letter, and what cannot be seen.
fn is_dropped(letter: char) -> bool {
    match u32::from(letter) {
        0x00AD | 0x061C | 0x0640 | 0x180E | 0x200B..=0x200F => true,
        0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF => true,
        0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0xFE00..=0xFE2F => true,
        code => code < TABLE_END && is_combining_mark(letter),
    }
}

/// Letters that are compared as others, beyond what Unicode decomposes.
const fn replaced(letter: char) -> (char, Option<char>) {
    match letter {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ħ' => ('h', None),
        'ŧ' => ('t', None),
        'ı' => ('i', None),
        'ς' => ('σ', None),
        // Arabic and Persian: forms of one letter that keyboards mix up.
        'ى' | 'ی' => ('ي', None),
        'ک' => ('ك', None),
        'ة' => ('ه', None),
        other => (other, None),
    }
}

/// Signs that a reader takes for one, as the one on every keyboard: apostrophes, quotes, hyphens, digits of Arabic.
const fn plain_sign(letter: char) -> char {
    match letter {
        '`'
        | '´'
        | '\u{2B9}'
        | '\u{2BB}'..='\u{2BF}'
        | '\u{2C8}'
        | '\u{2CA}'
        | '\u{2CB}'
        | '\u{55A}'
        | '\u{5F3}'
        | '\u{1FBD}'
        | '\u{1FBF}'
        | '\u{1FEF}'
        | '\u{1FFD}'
        | '\u{1FFE}'
        | '‘'
        | '’'
        | '‚'
        | '‛'
        | '′'
        | '‵'
        | '\u{A78C}' => '\'',
        '˝' | '\u{5F4}' | '“' | '”' | '„' | '‟' | '″' | '‶' | '〝' | '〞' | '〟' => {
            '"'
        }
        '\u{58A}'
        | '\u{5BE}'
        | '\u{1806}'
        | '\u{2010}'..='\u{2015}'
        | '⁃'
        | '⁻'
        | '₋'
        | '−'
        | '\u{2E3A}'
        | '\u{2E3B}' => '-',
        '\u{1680}' | '\u{2028}' | '\u{2029}' => ' ',
        // Both rows of digits that Arabic and Persian keyboards have.
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => {
            (b'0' + (letter as u32 & 0xF) as u8) as char
        }
        other => other,
    }
}

/// Every letter below [`TABLE_END`], folded.
struct Table {
    text: String,
    ends: Vec<u16>,
    kept: Vec<bool>,
}

impl Table {
    fn new() -> Self {
        let mut table = Self {
            text: String::new(),
            ends: Vec::with_capacity(TABLE_END as usize),
            kept: Vec::with_capacity(TABLE_END as usize),
        };
        for letter in (0..TABLE_END).filter_map(char::from_u32) {
            let start = table.text.len();
            fold_slowly(letter.encode_utf8(&mut [0; 4]), &mut table.text);
            let end =
                u16::try_from(table.text.len()).expect("1792 letters fold to some 3500 bytes");
            table.ends.push(end);
            table.kept.push(table.text[start..].chars().eq([letter]));
        }
        table
    }

    /// Whether the letter folds to itself.
    fn keeps(&self, letter: char) -> bool {
        self.kept.get(letter as usize) == Some(&true)
    }

    fn get(&self, letter: char) -> Option<&str> {
        let at = letter as usize;
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(usize::from(start)..usize::from(end))
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(Table::new)
}
