//! Pictures that say something, and what is left of it.

#![allow(clippy::unwrap_used, reason = "a test says what went wrong by failing")]

mod built;
mod every_byte;
mod others;

use built::{exif, jpeg, segment};
use pictures::{NotClean, Place, clean, told};

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|here| here == part)
}

#[test]
fn what_a_photograph_says_is_read() {
    let told = told(&jpeg(&[segment(0xe1, &exif(6))]));
    assert_eq!(told.camera.as_deref(), Some("Maker Model 7"));
    assert_eq!(told.taken.as_deref(), Some("2026-11-23 22:10:04"));
    assert_eq!(told.serial.as_deref(), Some("SER1"));
    let Some(Place::At(north, east)) = told.place else {
        panic!("{:?}", told.place);
    };
    assert!(
        (north + 52.5).abs() < 1e-9 && (east - 13.25).abs() < 1e-9,
        "{north} {east}"
    );
    assert!(!told.is_empty());
}

#[test]
fn a_clean_photograph_says_nothing_and_is_turned_and_coloured_as_before() {
    let colours = [b"ICC_PROFILE\0\x01\x01".as_slice(), b"PROFILE"].concat();
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='52'/>";
    let mpf = b"MPF\0II*\0second";
    let parts = [
        segment(0xe0, b"JFIF\0\x01\x01\0\0\x48\0\x48\x01\x01PRV"),
        segment(0xe1, &exif(6)),
        segment(0xe1, xmp),
        segment(0xe2, mpf),
        segment(0xe2, &colours),
        segment(0xed, b"Photoshop 3.0\0CAPTION"),
        segment(0xee, b"Adobe\0\x64\0\0\0\0\x01HIDDEN"),
        segment(0xfe, b"at home"),
    ];
    let mut whole = jpeg(&parts);
    whole.extend_from_slice(b"\xff\xd8 a second picture, or a film");
    let clean = clean(&whole).unwrap();
    for gone in [
        b"PRV".as_slice(),
        b"Maker",
        b"SER1",
        b"GPSLatitude",
        b"MPF",
        b"CAPTION",
        b"HIDDEN",
        b"at home",
        b"film",
    ] {
        assert!(has(&whole, gone), "{gone:?}");
        assert!(!has(&clean, gone), "{gone:?} is still there");
    }
    assert!(has(&clean, b"PROFILE") && has(&clean, b"Adobe") && has(&clean, built::SCANNED));
    let left = told(&clean);
    assert_eq!((left.place, left.camera, left.taken), (None, None, None));
    // It is turned by the only thing that its Exif says: these 26 bytes and their header.
    assert_eq!(left.bytes, 32);
    assert!(has(&clean, &[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]));
    assert_eq!(pictures::clean(&clean).unwrap(), clean);
}

#[test]
fn a_photograph_that_is_not_turned_needs_no_exif() {
    let clean = clean(&jpeg(&[segment(0xe1, &exif(1))])).unwrap();
    assert!(!has(&clean, b"Exif") && told(&clean).is_empty());
}

#[test]
fn a_place_that_only_xmp_names_is_told() {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude='52'/>";
    let told = told(&jpeg(&[segment(0xe1, xmp)]));
    assert_eq!(told.place, Some(Place::Named));
}

#[test]
fn what_cannot_be_walked_to_the_end_is_not_clean() {
    let whole = jpeg(&[segment(0xe1, &exif(6))]);
    for end in 3..whole.len() {
        assert!(clean(&whole[..end]).is_err(), "cut at {end}");
    }
    let odd = jpeg(&[vec![0xff, 0xc8, 0, 2]]);
    assert_eq!(clean(&odd), Err(NotClean::NotUnderstood));
    let between = jpeg(&[segment(0xfe, b"a"), b"words".to_vec()]);
    assert_eq!(clean(&between), Err(NotClean::NotUnderstood));
    let short = jpeg(&[vec![0xff, 0xfe, 0, 1]]);
    assert_eq!(clean(&short), Err(NotClean::NotUnderstood));
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    assert_eq!(clean(heic), Err(NotClean::Unknown));
    assert_eq!(clean(b"words"), Err(NotClean::Unknown));
}

#[test]
fn exif_that_points_in_circles_is_read_once() {
    let mut block = exif(6);
    // The directory of the camera is the first one again.
    let at = block
        .windows(2)
        .position(|two| two == [0x87, 0x69])
        .unwrap();
    block[at + 8..at + 12].copy_from_slice(&8_u32.to_be_bytes());
    let told = told(&jpeg(&[segment(0xe1, &block)]));
    assert_eq!(told.camera.as_deref(), Some("Maker Model 7"));
}
