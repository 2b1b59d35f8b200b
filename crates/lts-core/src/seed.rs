//! Seeds by name: every random stream is addressed by a path of names and numbers, never by drawing order.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::{Deserialize, Serialize};

/// The random generator of the whole project: ChaCha with 8 rounds, the same stream on every machine.
pub type Rng = ChaCha8Rng;

/// A place in the tree of random streams. Children are derived by BLAKE3 from the parent and a name or number.
///
/// ```
/// use lts_core::Seed;
/// let run = Seed::new(7);
/// assert_eq!(run.name("dataset").index(3), run.name("dataset").index(3));
/// assert_ne!(run.name("dataset").index(3), run.name("dataset").index(4));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seed([u8; 32]);

impl Seed {
    /// The root of a run's random streams.
    pub fn new(seed: u64) -> Self {
        Self(*blake3::Hasher::new().update(b"lts-seed").update(&seed.to_le_bytes()).finalize().as_bytes())
    }

    /// The child stream called `name`.
    pub fn name(self, name: &str) -> Self {
        self.child(b'n', name.as_bytes())
    }

    /// The child stream with number `index`.
    pub fn index(self, index: u64) -> Self {
        self.child(b'i', &index.to_le_bytes())
    }

    /// A generator at the start of this stream.
    pub fn rng(self) -> Rng {
        Rng::from_seed(self.0)
    }

    /// A 64-bit number from this seed, for libraries that take one.
    pub fn as_u64(self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }

    fn child(self, tag: u8, bytes: &[u8]) -> Self {
        Self(*blake3::Hasher::new().update(&self.0).update(&[tag]).update(bytes).finalize().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    #[test]
    fn children_do_not_depend_on_drawing_order() {
        let root = Seed::new(1);
        let first: f64 = root.name("a").rng().random();
        let _: f64 = root.name("b").rng().random();
        assert_eq!(first, root.name("a").rng().random::<f64>());
    }

    #[test]
    fn a_number_and_its_text_are_different_children() {
        assert_ne!(Seed::new(1).index(0), Seed::new(1).name("\0\0\0\0\0\0\0\0"));
    }

    #[test]
    fn the_stream_is_recorded() {
        // Changing this number changes every result of every user: it needs a line in the changelog.
        assert_eq!(Seed::new(0).name("recorded").as_u64(), 17_267_117_732_427_268_529);
    }
}
