//! Bodies that feed foreign bytes to the decoders of the program; `decoders.txt` lists them.
//!
//! A body is `fn(&[u8])`. It asserts that the bytes are refused, or taken and reproduced byte for byte; what is not
//! reproducible asserts what its decoder promises instead. Nothing may panic, caught or not, and what a body allocates is
//! bounded by the length of its input, which stands for work and memory alike.
//!
//! Reading order: [`Body`], [`BODIES`] (which there are), `choices` (bytes as choices, for bodies with structure), `cost` (what is counted),
//! `change_bytes` (how inputs are altered), [`drive`] (how a body is run). Each other module holds bodies and the seeds of
//! their corpora.

mod agent;
mod bodies;
mod change_bytes;
mod changes;
mod choices;
mod cost;
mod devices;
pub mod drive;
mod imports;
mod membership;
mod own_disk;
mod pairing;
mod pictures;
mod rows;
mod sealed;
mod session;
mod texts;
mod wire;

pub use bodies::BODIES;

/// What an input may cost: bytes allocated in all, whatever the input, and for each of its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    base: usize,
    per_byte: usize,
}

/// A named input.
pub type Seed = (String, Vec<u8>);

/// Inputs with their names.
pub(crate) fn named<N: Into<String>>(list: impl IntoIterator<Item = (N, Vec<u8>)>) -> Vec<Seed> {
    let list = list.into_iter();
    list.map(|(name, bytes)| (name.into(), bytes)).collect()
}

/// One body.
#[derive(Clone, Copy)]
pub struct Body {
    /// Its name, and that of its folder in `corpus` and `crashes`.
    pub name: &'static str,
    /// What is run.
    pub run: fn(&[u8]),
    /// Inputs that real encoders make.
    pub seeds: fn() -> Vec<Seed>,
    /// How many generated inputs the bounded run takes.
    cases: u32,
    most: Most,
}

impl Body {
    /// With another number of cases in the bounded run.
    const fn taking(mut self, cases: u32) -> Self {
        self.cases = cases;
        self
    }

    /// With another bound on what a run allocates, in KiB and in bytes per byte.
    const fn most(mut self, base_kib: usize, per_byte: usize) -> Self {
        self.most = Most {
            base: base_kib << 10,
            per_byte,
        };
        self
    }
}
