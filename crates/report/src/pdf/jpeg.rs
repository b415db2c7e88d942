//! JPEG pictures as a PDF holds them: their own bytes, with what it must know to draw them.

/// A picture that a PDF can hold as it is.
pub(crate) struct Jpeg {
    pub(crate) bytes: Vec<u8>,
    /// Columns and lines of dots, before it is turned.
    pub(crate) size: [u16; 2],
    pub(crate) is_grey: bool,
    /// How it is turned when it is shown, as Exif numbers it: 1 to 8.
    turned: u16,
}

const EXIF: &[u8] = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01";

impl Jpeg {
    /// Looks at a picture; `None` if it is no JPEG of eight bits in colours or grey.
    pub(crate) fn of(bytes: Vec<u8>) -> Option<Self> {
        let mut turned = 1;
        let mut at = 2;
        if !bytes.starts_with(&[0xff, 0xd8]) {
            return None;
        }
        loop {
            let [mark, kind, high, low] = *bytes.get(at..at + 4)?.first_chunk()?;
            let length = usize::from(u16::from_be_bytes([high, low]));
            let body = bytes.get(at + 4..at + 2 + length)?;
            match (mark, kind) {
                (0xff, 0xe1) => {
                    // As it is written where what a photograph says was taken out of it.
                    let said = body.strip_prefix(EXIF).and_then(|rest| rest.first_chunk());
                    turned = said.map_or(turned, |said| u16::from_be_bytes(*said));
                }
                (0xff, 0xc0..=0xc2) => {
                    let [bits, h1, h2, w1, w2, parts] = *body.first_chunk()?;
                    let size = [u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2])];
                    let is_known = bits == 8 && matches!(parts, 1 | 3) && !size.contains(&0);
                    return is_known.then_some(Self {
                        bytes,
                        size,
                        is_grey: parts == 1,
                        turned: if (1..=8).contains(&turned) { turned } else { 1 },
                    });
                }
                (0xff, 0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xda) => return None,
                (0xff, _) => {}
                _ => return None,
            }
            at += 2 + length;
        }
    }

    /// Width and height as it is shown.
    pub(crate) fn shown(&self) -> [f32; 2] {
        let [width, height] = self.size.map(f32::from);
        if self.turned > 4 {
            [height, width]
        } else {
            [width, height]
        }
    }

    /// What makes a square of one point, in which a PDF draws every picture, this one in an area: left, bottom, width and height.
    pub(crate) fn placed(&self, [x, y, width, height]: [f32; 4]) -> [f32; 6] {
        match self.turned {
            2 => [-width, 0.0, 0.0, height, x + width, y],
            3 => [-width, 0.0, 0.0, -height, x + width, y + height],
            4 => [width, 0.0, 0.0, -height, x, y + height],
            5 => [0.0, -height, -width, 0.0, x + width, y + height],
            6 => [0.0, -height, width, 0.0, x, y + height],
            7 => [0.0, height, width, 0.0, x, y],
            8 => [0.0, height, -width, 0.0, x + width, y],
            _ => [width, 0.0, 0.0, height, x, y],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::jpeg;

    #[test]
    fn a_picture_is_known_by_its_frame_and_shown_as_it_is_turned() {
        let upright = Jpeg::of(jpeg(3, 1)).unwrap();
        assert_eq!((upright.size, upright.is_grey), ([40, 30], false));
        assert_eq!(upright.shown(), [40.0, 30.0]);
        let turned = Jpeg::of(jpeg(1, 6)).unwrap();
        assert_eq!((turned.shown(), turned.is_grey), ([30.0, 40.0], true));
        // Its first line stands at the right, its first column at the top.
        assert_eq!(
            turned.placed([10.0, 20.0, 3.0, 4.0]),
            [0.0, -4.0, 3.0, 0.0, 10.0, 24.0]
        );
        assert!(Jpeg::of(jpeg(4, 1)).is_none());
        assert!(Jpeg::of(b"\x89PNG\r\n\x1a\n".to_vec()).is_none());
        let whole = jpeg(3, 1);
        for cut in 0..49 {
            assert!(Jpeg::of(whole[..cut].to_vec()).is_none(), "{cut}");
        }
    }
}
