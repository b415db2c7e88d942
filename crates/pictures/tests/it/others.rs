//! PNG, WebP and GIF.

use pictures::{NotClean, clean, media_type, told};

use crate::built::{chunk, exif, gif, part, png, webp};
use crate::has;

#[test]
fn a_clean_png_keeps_what_it_is_drawn_with() {
    let parts = [
        chunk(b"gAMA", b"GAMM"),
        chunk(b"iCCP", b"PROFILE"),
        chunk(b"eXIf", &exif(8)[6..]),
        chunk(b"tEXt", b"Author\0somebody"),
        chunk(
            b"iTXt",
            b"XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='1'/>",
        ),
        chunk(b"zTXt", b"PACKED"),
        chunk(b"tIME", b"MOMENT!"),
        chunk(b"prVt", b"OWN"),
    ];
    let mut whole = png(&parts);
    whole.extend_from_slice(b"PK behind the end");
    let said = told(&whole);
    assert_eq!(said.camera.as_deref(), Some("Maker Model 7"));
    let clean = clean(&whole).unwrap();
    for gone in [
        b"Maker".as_slice(),
        b"somebody",
        b"GPSLatitude",
        b"PACKED",
        b"MOMENT",
        b"OWN",
        b"behind",
    ] {
        assert!(has(&whole, gone) && !has(&clean, gone), "{gone:?}");
    }
    assert!(has(&clean, b"GAMM") && has(&clean, b"PROFILE") && has(&clean, b"DRAWN"));
    // Turned as before, under a checksum that others find right: that of these 26 bytes.
    assert!(has(&clean, b"\0\0\0\x1aeXIfMM\0\x2a"));
    // The end with its checksum, which every PNG has.
    assert!(clean.ends_with(b"\0\0\0\0IEND\xae\x42\x60\x82"));
}

#[test]
fn a_png_with_a_part_that_might_be_needed_is_not_clean() {
    assert_eq!(
        clean(&png(&[chunk(b"NEED", b"")])),
        Err(NotClean::NotUnderstood)
    );
    let whole = png(&[chunk(b"tEXt", b"a")]);
    for end in 8..whole.len() {
        assert!(clean(&whole[..end]).is_err(), "cut at {end}");
    }
    let late = [
        &whole[..8],
        chunk(b"tEXt", b"first").as_slice(),
        &whole[8..],
    ]
    .concat();
    assert_eq!(clean(&late), Err(NotClean::NotUnderstood));
}

#[test]
fn a_clean_webp_says_so_in_its_flags() {
    let frame = [
        [7; 16].as_slice(),
        &part(b"XMP ", b"IN A FRAME"),
        &part(b"VP8L", b"FRAME"),
    ]
    .concat();
    let parts = [
        part(b"VP8X", &[0x2c, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
        part(b"ICCP", b"PROFILE"),
        part(b"VP8 ", b"DRAWN"),
        part(b"ANMF", &frame),
        part(b"EXIF", &exif(3)),
        part(b"XMP ", b"<x exif:GPSLatitude='1'/>"),
        part(b"????", b"OWN"),
    ];
    let mut whole = webp(&parts);
    whole.extend_from_slice(b"behind the end");
    let clean = clean(&whole).unwrap();
    for gone in [
        b"Maker".as_slice(),
        b"GPSLatitude",
        b"IN A FRAME",
        b"OWN",
        b"behind",
    ] {
        assert!(has(&whole, gone) && !has(&clean, gone), "{gone:?}");
    }
    assert!(has(&clean, b"PROFILE") && has(&clean, b"DRAWN") && has(&clean, b"FRAME"));
    // Colours and the turn are there, XMP is not.
    assert_eq!(clean[20], 0x28);
    let length = u32::from_le_bytes(clean[4..8].try_into().unwrap());
    assert_eq!(length as usize + 8, clean.len());
    assert_eq!(pictures::clean(&clean).unwrap(), clean);
}

#[test]
fn a_webp_that_is_cut_short_or_empty_is_not_clean() {
    let whole = webp(&[part(b"VP8 ", b"DRAWN")]);
    assert_eq!(clean(&whole).unwrap(), whole);
    for end in 12..whole.len() {
        assert!(clean(&whole[..end]).is_err(), "cut at {end}");
    }
    assert_eq!(
        clean(&webp(&[part(b"EXIF", b"x")])),
        Err(NotClean::CutShort)
    );
}

#[test]
fn a_clean_gif_is_played_as_before() {
    let parts: [&[u8]; 4] = [
        b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x05\0\0",
        b"\x21\xfe\x07at home\0",
        b"\x21\xff\x0bXMP DataXMP\x0bGPSLatitude\0",
        b"\x21\xf9\x04\0\x0a\0\0\0",
    ];
    let mut whole = gif(&parts);
    whole.extend_from_slice(b"behind the end");
    let clean = clean(&whole).unwrap();
    assert_eq!(clean, gif(&[parts[0], parts[3]]));
    assert!(told(&whole).place.is_some() && told(&clean).is_empty());
    let odd = gif(&[b"\x21\x01\x01a\0"]);
    assert_eq!(pictures::clean(&odd), Err(NotClean::NotUnderstood));
    for end in 6..clean.len() {
        assert!(pictures::clean(&clean[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn what_a_file_is_is_seen_in_its_bytes() {
    let known: [(&[u8], &str); 6] = [
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypavif", "image/avif"),
        (b"\0\0\0\x18ftypM4A ", "audio/mp4"),
        (b"<svg onload=x>", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ];
    for (bytes, kind) in known {
        assert_eq!(media_type(bytes), kind);
    }
}
