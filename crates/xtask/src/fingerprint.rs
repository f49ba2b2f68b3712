//! Knows whether a piece of work has to be done again: the inputs of the last time, as one digest.
//!
//! A digest is kept beside the outputs it stands for, so that deleting the outputs deletes it too.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// A digest in the making, over named inputs.
#[derive(Default)]
pub(crate) struct Inputs(Sha256);

impl Inputs {
    /// Starts without any input.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds bytes under a name; the same bytes under another name are another input.
    pub(crate) fn bytes(mut self, name: &str, bytes: &[u8]) -> Self {
        // Lengths first, so that moving a byte from one input to the next changes the digest.
        for part in [name.as_bytes(), bytes] {
            self.0.update(part.len().to_le_bytes());
            self.0.update(part);
        }
        self
    }

    /// Adds a file. Fails with its path if it cannot be read.
    pub(crate) fn file(self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        Ok(self.bytes(&path.to_string_lossy(), &bytes))
    }

    /// Ends the digest: 64 hexadecimal digits.
    pub(crate) fn digest(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Tells whether `stamp` holds `digest`, that is, whether the work it stands for is done.
pub(crate) fn is_done(stamp: &Path, digest: &str) -> bool {
    fs::read_to_string(stamp).is_ok_and(|kept| kept == digest)
}

/// Writes `bytes` to `path` and makes the folders above it. Fails with the path.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::Inputs;

    #[test]
    fn a_byte_moved_between_two_inputs_changes_the_digest() {
        let one = Inputs::new().bytes("a", b"12").bytes("b", b"3").digest();
        let other = Inputs::new().bytes("a", b"1").bytes("b", b"23").digest();
        assert_ne!(one, other);
    }

    #[test]
    fn equal_inputs_have_equal_digests_of_64_digits() {
        let digest = || Inputs::new().bytes("a", b"12").digest();
        assert_eq!(digest(), digest());
        assert_eq!(digest().len(), 64);
    }
}
