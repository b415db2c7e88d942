//! Whatever stands at one place of a picture, nothing ends the program, and what is called clean stays clean.

use pictures::{clean, told};

use crate::built::{chunk, exif, gif, jpeg, part, png, segment, webp};

#[test]
fn any_byte_anywhere_is_taken_or_refused() {
    let pictures = [
        jpeg(&[segment(0xe1, &exif(6)), segment(0xfe, b"home")]),
        png(&[chunk(b"eXIf", &exif(6)), chunk(b"tEXt", b"home")]),
        webp(&[
            part(b"VP8X", &[0; 10]),
            part(b"VP8 ", b"DRAWN"),
            part(b"EXIF", &exif(6)),
        ]),
        gif(&[b"\x21\xfe\x04home\0"]),
    ];
    let mut taken = 0;
    for picture in pictures {
        for at in 0..picture.len() {
            for byte in [0, 1, 7, 0x7f, 0x80, 0xd9, 0xff] {
                let mut spoilt = picture.clone();
                spoilt[at] = byte;
                let _ = told(&spoilt);
                if let Ok(once) = clean(&spoilt) {
                    taken += 1;
                    assert_eq!(clean(&once).as_ref(), Ok(&once), "{at} {byte}");
                    let left = told(&once);
                    assert_eq!((left.place, left.camera), (None, None), "{at} {byte}");
                }
            }
        }
    }
    assert!(taken > 1_000, "{taken}");
}
