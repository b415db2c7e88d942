//! From the bytes of a terminal to keys. A sequence may arrive in pieces; what a paste brings is told from what is typed
//! by the marks that terminals put around it.

use zeroize::DefaultIsZeroes;

/// Longest escape sequence that is understood, in bytes; longer ones are passed over.
const SEQUENCE_BYTES_MAX: usize = 32;
/// What a terminal sends with a key while Control or Alt is held, as bits of its parameter less one.
const ALT_OR_CONTROL: u8 = 0b0110;

/// One key, or one mark of a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Key {
    /// A key without a meaning here.
    #[default]
    Unknown,
    Char(char),
    /// A letter with Control, in lower case.
    Control(char),
    /// A character with Alt.
    Alt(char),
    Enter,
    /// Ctrl-J, which is also how some programs send Enter.
    LineFeed,
    /// A line break that ends nothing: Enter with Alt or Shift.
    Break,
    Tab,
    Backspace,
    WordBackspace,
    Delete,
    WordDelete,
    Left,
    Right,
    Up,
    Down,
    WordLeft,
    WordRight,
    Home,
    End,
    Top,
    Bottom,
    PageUp,
    PageDown,
    Escape,
    Save,
    /// A byte that is no part of UTF-8 text.
    Unreadable,
    PasteBegin,
    PasteEnd,
}

/// A key, or a text that was pasted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    Key(Key),
    /// Its line breaks are `\n`.
    Paste(String),
}

/// So that keys of a secret can be wiped.
impl DefaultIsZeroes for Key {}

/// Where a sequence stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ground,
    Escape,
    /// After ESC [.
    Control,
    /// After ESC [ [, as the Linux console sends its function keys.
    Console,
    /// After ESC O.
    Single,
    /// Inside a character of several bytes, of which so many are missing.
    Text(u8),
}

/// Takes bytes, gives keys.
#[derive(Debug)]
pub(super) struct Decoder {
    state: State,
    held: [u8; SEQUENCE_BYTES_MAX],
    length: usize,
    pasting: bool,
}

impl Default for Decoder {
    fn default() -> Self {
        Self {
            state: State::Ground,
            held: [0; SEQUENCE_BYTES_MAX],
            length: 0,
            pasting: false,
        }
    }
}

impl Decoder {
    /// Whether the last byte left a sequence unfinished.
    pub(super) fn is_unfinished(&self) -> bool {
        self.state != State::Ground
    }

    /// Whether the end of a paste is still to come.
    pub(super) fn is_pasting(&self) -> bool {
        self.pasting
    }

    /// Takes one byte.
    pub(super) fn take(&mut self, byte: u8) -> Option<Key> {
        match self.state {
            State::Ground => self.ground(byte),
            State::Escape => self.escape(byte),
            State::Control => self.control(byte),
            State::Console => self.done(if byte == b'B' {
                Key::Save
            } else {
                Key::Unknown
            }),
            State::Single => self.single(byte),
            State::Text(missing) => self.text(byte, missing),
        }
    }

    /// Nothing more came for a while: an unfinished sequence is what it is.
    pub(super) fn finish(&mut self) -> Option<Key> {
        match self.state {
            State::Ground => None,
            State::Escape => self.done(Key::Escape),
            State::Text(_) => self.done(Key::Unreadable),
            _ => self.done(Key::Unknown),
        }
    }

    /// The end of a paste never came.
    pub(super) fn end_paste(&mut self) -> Option<Key> {
        std::mem::take(&mut self.pasting).then_some(Key::PasteEnd)
    }

    fn done(&mut self, key: Key) -> Option<Key> {
        self.state = State::Ground;
        self.length = 0;
        self.held.fill(0);
        match key {
            Key::PasteBegin => self.pasting = true,
            Key::PasteEnd => self.pasting = false,
            _ => {}
        }
        Some(key)
    }

    fn hold(&mut self, byte: u8, state: State) -> Option<Key> {
        if let Some(place) = self.held.get_mut(self.length) {
            *place = byte;
            self.length += 1;
        }
        self.state = state;
        None
    }

    fn ground(&mut self, byte: u8) -> Option<Key> {
        match byte {
            0x1b => self.hold(byte, State::Escape),
            b'\r' => Some(Key::Enter),
            b'\n' => Some(Key::LineFeed),
            b'\t' => Some(Key::Tab),
            8 | 127 => Some(Key::Backspace),
            1..=26 => Some(Key::Control(char::from(b'a' + byte - 1))),
            0..32 => Some(Key::Unknown),
            32..127 => Some(Key::Char(char::from(byte))),
            0xc2..=0xdf => self.hold(byte, State::Text(1)),
            0xe0..=0xef => self.hold(byte, State::Text(2)),
            0xf0..=0xf4 => self.hold(byte, State::Text(3)),
            _ => Some(Key::Unreadable),
        }
    }

    fn text(&mut self, byte: u8, missing: u8) -> Option<Key> {
        if byte & 0xc0 != 0x80 {
            // The character broke off; this byte begins something else and is read again as that.
            self.done(Key::Unreadable);
            return match self.ground(byte) {
                Some(key @ (Key::Enter | Key::LineFeed)) => Some(key),
                _ => Some(Key::Unreadable),
            };
        }
        self.hold(byte, State::Text(missing - 1));
        if missing > 1 {
            return None;
        }
        let read = std::str::from_utf8(&self.held[..self.length]);
        let key = match read.ok().and_then(|text| text.chars().next()) {
            // C1 controls act on terminals; no keyboard has them.
            Some(c) if c.is_control() => Key::Unknown,
            Some(c) => Key::Char(c),
            None => Key::Unreadable,
        };
        self.done(key)
    }

    fn escape(&mut self, byte: u8) -> Option<Key> {
        self.length = 0;
        match byte {
            0x1b => self.hold(byte, State::Escape).or(Some(Key::Escape)),
            b'[' => self.hold(byte, State::Control),
            b'O' => self.hold(byte, State::Single),
            b'\r' | b'\n' => self.done(Key::Break),
            8 | 127 => self.done(Key::WordBackspace),
            b'b' => self.done(Key::WordLeft),
            b'f' => self.done(Key::WordRight),
            b'd' => self.done(Key::WordDelete),
            32..127 => self.done(Key::Alt(char::from(byte))),
            _ => {
                self.done(Key::Unknown);
                self.ground(byte)
            }
        }
    }

    fn control(&mut self, byte: u8) -> Option<Key> {
        if self.length == 1 && byte == b'[' {
            return self.hold(byte, State::Console);
        }
        if !(0x40..=0x7e).contains(&byte) {
            return match byte {
                0x20..0x40 => self.hold(byte, State::Control),
                // A control byte inside a sequence breaks it off.
                _ => {
                    self.done(Key::Unknown);
                    self.ground(byte)
                }
            };
        }
        let (first, second, third) = self.parameters();
        let with = second.saturating_sub(1) & u16::from(ALT_OR_CONTROL) != 0;
        self.done(match (byte, first) {
            (b'~', 200) => Key::PasteBegin,
            (b'~', 201) => Key::PasteEnd,
            (b'~', 1 | 7) | (b'H', _) => or(with, Key::Home, Key::Top),
            (b'~', 4 | 8) | (b'F', _) => or(with, Key::End, Key::Bottom),
            (b'~', 3) => or(with, Key::Delete, Key::WordDelete),
            (b'~', 5) => Key::PageUp,
            (b'~', 6) => Key::PageDown,
            (b'~', 12) => Key::Save,
            (b'~', 27) if third == 13 => Key::Break,
            (b'u', 13) => or(second > 1, Key::Enter, Key::Break),
            (letter, _) => arrow(letter, with),
        })
    }

    fn single(&mut self, byte: u8) -> Option<Key> {
        if byte.is_ascii_digit() || byte == b';' {
            return self.hold(byte, State::Single);
        }
        let with = self.length > 1;
        self.done(match byte {
            b'H' => or(with, Key::Home, Key::Top),
            b'F' => or(with, Key::End, Key::Bottom),
            b'Q' => Key::Save,
            b'M' => Key::Enter,
            b'c' => Key::WordRight,
            b'd' => Key::WordLeft,
            letter => arrow(letter, with),
        })
    }

    /// The numbers of a sequence; 0 for what is missing or none.
    fn parameters(&self) -> (u16, u16, u16) {
        let held = self.held.get(1..self.length).unwrap_or_default();
        let text = std::str::from_utf8(held).unwrap_or_default();
        let mut numbers = text.split(';').map(|part| part.parse().unwrap_or(0));
        let mut next = || numbers.next().unwrap_or(0);
        (next(), next(), next())
    }
}

fn or(with: bool, plain: Key, modified: Key) -> Key {
    if with { modified } else { plain }
}

fn arrow(letter: u8, with: bool) -> Key {
    match letter {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => or(with, Key::Right, Key::WordRight),
        b'D' => or(with, Key::Left, Key::WordLeft),
        _ => Key::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        let mut keys: Vec<Key> = bytes
            .iter()
            .filter_map(|byte| decoder.take(*byte))
            .collect();
        keys.extend(decoder.finish());
        keys
    }

    #[test]
    fn characters_of_any_script_are_read() {
        assert_eq!(
            keys("aé日👩".as_bytes()),
            ['a', 'é', '日', '👩'].map(Key::Char)
        );
        assert_eq!(keys(b"\xff"), [Key::Unreadable]);
        assert_eq!(keys(b"\xc3"), [Key::Unreadable]);
        assert_eq!(keys(b"\xc3\r"), [Key::Enter]);
        assert_eq!(keys("\u{9b}".as_bytes()), [Key::Unknown]);
    }

    #[test]
    fn arrows_and_words_are_read_as_terminals_send_them() {
        for (bytes, key) in [
            ("\x1b[A", Key::Up),
            ("\x1bOB", Key::Down),
            ("\x1b[1;5C", Key::WordRight),
            ("\x1b[1;3D", Key::WordLeft),
            ("\x1bb", Key::WordLeft),
            ("\x1b[1;2C", Key::Right),
            ("\x1b[H", Key::Home),
            ("\x1b[1;5H", Key::Top),
            ("\x1b[8~", Key::End),
            ("\x1b[4;5~", Key::Bottom),
            ("\x1b[3~", Key::Delete),
            ("\x1b[3;5~", Key::WordDelete),
            ("\x1b\x7f", Key::WordBackspace),
            ("\x1b[6~", Key::PageDown),
            ("\x1b\r", Key::Break),
            ("\x1b[13;2u", Key::Break),
            ("\x1b[27;2;13~", Key::Break),
            ("\x1bOQ", Key::Save),
            ("\x1b[[B", Key::Save),
            ("\x1b[I", Key::Unknown),
            ("\x1b", Key::Escape),
            ("\x1b[", Key::Unknown),
            ("\x01", Key::Control('a')),
        ] {
            assert_eq!(keys(bytes.as_bytes()), [key], "{bytes:?}");
        }
    }

    #[test]
    fn a_sequence_may_come_in_pieces_and_text_goes_on_after_it() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(0x1b), None);
        assert!(decoder.is_unfinished());
        assert_eq!(decoder.take(b'['), None);
        assert_eq!(decoder.take(b'D'), Some(Key::Left));
        assert!(!decoder.is_unfinished());
        assert_eq!(decoder.take(b'x'), Some(Key::Char('x')));
    }

    #[test]
    fn pastes_are_marked() {
        let mut decoder = Decoder::default();
        let mut pasted: Vec<Key> = Vec::new();
        for byte in b"\x1b[200~a\r" {
            pasted.extend(decoder.take(*byte));
        }
        assert_eq!(pasted, [Key::PasteBegin, Key::Char('a'), Key::Enter]);
        assert!(decoder.is_pasting());
        assert_eq!(decoder.end_paste(), Some(Key::PasteEnd));
        assert_eq!(decoder.end_paste(), None);
    }

    #[test]
    fn no_bytes_do_harm() {
        // Every pair of bytes after every beginning of a sequence.
        for start in ["", "\x1b", "\x1b[", "\x1b[1;", "\x1bO", "\x1b[[", "\u{e9}"] {
            for a in 0..=255_u8 {
                for b in [0, 13, 27, 65, 91, 126, 128, 195, 255] {
                    let mut decoder = Decoder::default();
                    for byte in start.bytes().chain([a, b]) {
                        decoder.take(byte);
                    }
                    decoder.finish();
                    assert!(!decoder.is_unfinished());
                }
            }
        }
        let long = format!("\x1b[{}A", "1;".repeat(500));
        assert_eq!(keys(long.as_bytes()), [Key::Up]);
    }
}
