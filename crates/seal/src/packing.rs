//! What lies between a payload and its envelope: compression, and padding that hides how much was written.
//!
//! Layout inside the envelope: one zlib stream, then zero bytes up to the *bucket*, the larger of 512 bytes and the Padmé
//! size of the stream. Reading checks all of it, so that a payload has one packed length and no room for hidden bytes.

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

use crate::secret::Plaintext;

/// No sealed payload is shorter than this inside its envelope.
const BUCKET_BYTES_MIN: usize = 512;
/// How many times larger than its packed form a payload is expected to be; a larger one takes a second turn. Pages of
/// prose are two to three times larger. In one turn a whole search takes about a tenth less processor time.
const ROOM_FACTOR: usize = 3;

/// Why packed bytes cannot be unpacked.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unpackable {
    Damaged,
    TooLarge,
}

/// Padmé: rounds up so that the size reveals O(log log n) bits and grows by at most 12 %.
pub(crate) fn bucket(len: usize) -> usize {
    let Some(exponent) = len.checked_ilog2() else {
        return BUCKET_BYTES_MIN;
    };
    let kept = exponent.checked_ilog2().map_or(0, |log| log + 1);
    let mask = (1_usize << exponent.saturating_sub(kept)) - 1;
    (len.saturating_add(mask) & !mask).max(BUCKET_BYTES_MIN)
}

/// Bytes of a zlib stream before its first block.
const ZLIB_HEADER_BYTES: usize = 2;
/// A block of a zlib stream that holds nothing, and after which others follow: where it begins at a whole byte, it ends at
/// one.
const EMPTY_BLOCK: [u8; 5] = [0, 0, 0, 0xff, 0xff];

/// Compresses and pads to the bucket. A stream of fewer bytes than `least` begins with so many blocks that hold nothing.
pub(crate) fn pack(payload: &[u8], least: usize) -> Plaintext {
    let mut stream = compress(payload);
    let len = stream.as_bytes().len();
    let blocks = least.saturating_sub(len).div_ceil(EMPTY_BLOCK.len());
    let longer = len + blocks * EMPTY_BLOCK.len();
    if blocks == 0 {
        stream.buffer().resize(bucket(longer), 0);
        return stream;
    }
    let (header, rest) = stream.as_bytes().split_at(ZLIB_HEADER_BYTES);
    let mut packed = Plaintext::with_capacity(bucket(longer));
    packed.push(header);
    (0..blocks).for_each(|_| packed.push(&EMPTY_BLOCK));
    packed.push(rest);
    packed.buffer().resize(bucket(longer), 0);
    packed
}

/// A zlib stream with room behind it for the padding of its bucket.
pub(crate) fn compress(payload: &[u8]) -> Plaintext {
    // Room for incompressible input in stored blocks, and for the padding: the buffer never moves.
    let stream_bytes_max = payload.len() + payload.len() / 1000 + 128;
    let mut packed = Plaintext::with_capacity(bucket(stream_bytes_max));
    let mut deflate = Compress::new(Compression::default(), true);
    let status = deflate.compress_vec(payload, packed.buffer(), FlushCompress::Finish);
    assert_eq!(
        status.ok(),
        Some(Status::StreamEnd),
        "the buffer holds any compressed payload"
    );
    packed
}

/// Undoes [`pack`], giving at most `max_plain` bytes and never inflating much more than that.
pub(crate) fn unpack(packed: &[u8], max_plain: usize) -> Result<Plaintext, Unpackable> {
    let (plain, read) = inflate(packed, max_plain)?;
    if packed.len() == bucket(read) {
        Ok(plain)
    } else {
        Err(Unpackable::Damaged)
    }
}

/// The payload of a zlib stream that nothing but zero bytes follows, and the length of the stream.
pub(crate) fn inflate(packed: &[u8], max_plain: usize) -> Result<(Plaintext, usize), Unpackable> {
    let mut inflate = Decompress::new(true);
    let mut room = packed.len().saturating_mul(ROOM_FACTOR).max(1);
    let mut plain = Plaintext::with_capacity(0);
    let read = loop {
        // One byte more than allowed shows that there is more.
        room = room.min(max_plain.saturating_add(1));
        // The buffer never grows in place, which would leave a copy behind.
        let mut larger = Plaintext::with_capacity(room);
        larger.push(plain.as_bytes());
        plain = larger;
        let rest = &packed[inflate.total_in() as usize..];
        let status = inflate
            .decompress_vec(rest, plain.buffer(), FlushDecompress::Finish)
            .map_err(|_| Unpackable::Damaged)?;
        let got = plain.as_bytes().len();
        if got > max_plain {
            return Err(Unpackable::TooLarge);
        }
        if status == Status::StreamEnd {
            break inflate.total_in() as usize;
        }
        if got < room {
            return Err(Unpackable::Damaged);
        }
        room = plain.buffer().capacity().saturating_mul(2);
    };
    if packed[read..].iter().any(|&byte| byte != 0) {
        return Err(Unpackable::Damaged);
    }
    Ok((plain, read))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn buckets_are_padmé_sizes_and_never_below_the_smallest() {
        let known = [
            (0, 512),
            (1, 512),
            (512, 512),
            (513, 544),
            (1000, 1024),
            (1025, 1088),
        ];
        for (len, expected) in known {
            assert_eq!(bucket(len), expected, "{len}");
        }
        for len in 1..200_000 {
            let size = bucket(len);
            assert!(size >= len && bucket(size) == size);
            assert!(len < 512 || size <= len + len / 8);
        }
    }

    #[test]
    fn foreign_packings_are_refused() {
        let packed = pack(b"a short note", 0).as_bytes().to_vec();
        assert_eq!(unpack(&packed, 100).unwrap().as_bytes(), b"a short note");
        for len in 0..packed.len() {
            assert!(unpack(&packed[..len], 100).is_err());
        }
        let mut longer = packed.clone();
        longer.push(0);
        assert_eq!(unpack(&longer, 100).unwrap_err(), Unpackable::Damaged);
        let mut hidden = packed.clone();
        hidden[511] = 1;
        assert_eq!(unpack(&hidden, 100).unwrap_err(), Unpackable::Damaged);
    }

    #[test]
    fn a_stream_can_be_made_longer_than_it_is() {
        for least in [0, 1, 500, 600, 5_000, 100_000] {
            let packed = pack(b"a short note", least);
            assert!(packed.as_bytes().len() >= least, "{least}");
            assert!(
                packed.as_bytes().len() <= bucket(least.max(512) + 8),
                "{least}"
            );
            let plain = unpack(packed.as_bytes(), 100).unwrap();
            assert_eq!(plain.as_bytes(), b"a short note");
        }
    }

    #[test]
    fn inflating_is_bounded() {
        let packed = pack(&vec![0; 50_000_000], 0);
        assert!(packed.as_bytes().len() < 60_000);
        assert_eq!(
            unpack(packed.as_bytes(), 1_000).unwrap_err(),
            Unpackable::TooLarge
        );
        assert_eq!(
            unpack(packed.as_bytes(), 49_999_999).unwrap_err(),
            Unpackable::TooLarge
        );
        assert!(unpack(packed.as_bytes(), 50_000_000).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(payload in prop::collection::vec(any::<u8>(), 0..40_000)) {
            let packed = pack(&payload, 0);
            let plain = unpack(packed.as_bytes(), payload.len()).unwrap();
            prop_assert_eq!(plain.as_bytes(), &payload[..]);
        }

        #[test]
        fn junk_never_panics(junk in prop::collection::vec(any::<u8>(), 0..2_000)) {
            let _ = unpack(&junk, 10_000);
        }
    }
}
