//! MD5 (RFC 1321), by which other journals name their files. It says which file is meant, and protects nothing.

/// How far each step turns, by round.
const TURNS: [[u32; 4]; 4] = [
    [7, 12, 17, 22],
    [5, 9, 14, 20],
    [4, 11, 16, 23],
    [6, 10, 15, 21],
];
/// Sines as whole numbers of 32 bits.
const SCALE: f64 = 4_294_967_296.0;
const BLOCK_BYTES: usize = 64;

/// A checksum that is being made.
pub(crate) struct Md5 {
    state: [u32; 4],
    sines: [u32; 64],
    /// The beginning of the next block.
    held: Vec<u8>,
    bytes: u64,
}

/// The checksum of these bytes.
pub(crate) fn md5(bytes: &[u8]) -> [u8; 16] {
    let mut sum = Md5::new();
    sum.add(bytes);
    sum.finish()
}

impl Md5 {
    pub(crate) fn new() -> Self {
        Self {
            state: [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476],
            sines: std::array::from_fn(|step| (((step + 1) as f64).sin().abs() * SCALE) as u32),
            held: Vec::new(),
            bytes: 0,
        }
    }

    /// Takes in the next bytes.
    pub(crate) fn add(&mut self, mut bytes: &[u8]) {
        self.bytes = self.bytes.wrapping_add(bytes.len() as u64);
        if !self.held.is_empty() {
            let (first, rest) = bytes.split_at((BLOCK_BYTES - self.held.len()).min(bytes.len()));
            self.held.extend_from_slice(first);
            bytes = rest;
            if self.held.len() < BLOCK_BYTES {
                return;
            }
            let block = std::mem::take(&mut self.held);
            mix(&mut self.state, &self.sines, &block);
        }
        let mut blocks = bytes.chunks_exact(BLOCK_BYTES);
        for block in &mut blocks {
            mix(&mut self.state, &self.sines, block);
        }
        self.held.extend_from_slice(blocks.remainder());
    }

    /// The checksum of all of them.
    pub(crate) fn finish(mut self) -> [u8; 16] {
        let bits = self.bytes.wrapping_mul(8);
        let mut end = std::mem::take(&mut self.held);
        end.push(0x80);
        while end.len() % BLOCK_BYTES != BLOCK_BYTES - 8 {
            end.push(0);
        }
        end.extend(bits.to_le_bytes());
        for block in end.chunks_exact(BLOCK_BYTES) {
            mix(&mut self.state, &self.sines, block);
        }
        let mut sum = [0; 16];
        for (part, word) in sum.chunks_exact_mut(4).zip(self.state) {
            part.copy_from_slice(&word.to_le_bytes());
        }
        sum
    }
}

fn mix(state: &mut [u32; 4], sines: &[u32; 64], block: &[u8]) {
    let word = |at: usize| {
        let bytes = block.get(at * 4..at * 4 + 4);
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    };
    let [mut a, mut b, mut c, mut d] = *state;
    for (at, sine) in sines.iter().enumerate() {
        let (mixed, from) = match at / 16 {
            0 => ((b & c) | (!b & d), at),
            1 => ((d & b) | (!d & c), (5 * at + 1) % 16),
            2 => (b ^ c ^ d, (3 * at + 5) % 16),
            _ => (c ^ (b | !d), 7 * at % 16),
        };
        let sum = a
            .wrapping_add(mixed)
            .wrapping_add(*sine)
            .wrapping_add(word(from));
        let turned = b.wrapping_add(sum.rotate_left(TURNS[at / 16][at % 4]));
        (a, d, c, b) = (d, c, b, turned);
    }
    for (kept, new) in state.iter_mut().zip([a, b, c, d]) {
        *kept = kept.wrapping_add(new);
    }
}

#[cfg(test)]
mod tests {
    use data_encoding::HEXLOWER;

    use super::{Md5, md5};

    #[test]
    fn the_sums_of_the_standard() {
        let long =
            b"12345678901234567890123456789012345678901234567890123456789012345678901234567890";
        for (text, sum) in [
            (b"".as_slice(), "d41d8cd98f00b204e9800998ecf8427e"),
            (b"abc", "900150983cd24fb0d6963f7d28e17f72"),
            (b"message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
            (long, "57edf4a22be3c955ac49da2e2107b67a"),
        ] {
            assert_eq!(HEXLOWER.encode(&md5(text)), sum);
        }
        // An end of 55 bytes fits into its block, one of 56 does not.
        for (length, sum) in [
            (55, "ef1772b6dff9a122358552954ad0df65"),
            (56, "3b0c8ac703f828b04c6c197006d17218"),
            (64, "014842d480b571495a4a0363793f7367"),
        ] {
            assert_eq!(HEXLOWER.encode(&md5(&vec![b'a'; length])), sum);
        }
        let bytes: Vec<u8> = (0..=255).cycle().take(1_000).collect();
        for piece in [1, 7, 63, 64, 65, 200] {
            let mut sum = Md5::new();
            bytes.chunks(piece).for_each(|piece| sum.add(piece));
            assert_eq!(sum.finish(), md5(&bytes), "{piece}");
        }
    }
}
