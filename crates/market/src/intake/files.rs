//! The tables and drawings that ship with the mart, inside the program.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// A shipped file by its place in the repository, as `data/blocks.csv`.
pub fn bytes(name: &str) -> Option<&'static [u8]> {
    FILES.binary_search_by(|(known, _)| (*known).cmp(name)).ok().map(|place| FILES[place].1)
}

/// A shipped text file; empty if there is none of that name.
pub fn text(name: &str) -> Cow<'static, str> {
    String::from_utf8_lossy(bytes(name).unwrap_or_default())
}

/// The names of shipped files that begin so.
pub fn names_in(folder: &str) -> Vec<&'static str> {
    FILES.iter().map(|(name, _)| *name).filter(|name| name.starts_with(folder)).collect()
}

/// One fingerprint over all shipped files.
pub fn fingerprint() -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in FILES {
        hash.update(name.as_bytes());
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    kernel::proof::hex(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_files_are_found_by_name() {
        assert!(FILES.is_sorted_by_key(|(name, _)| *name));
        assert!(text("data/blocks.csv").starts_with("lgd_block_code"));
        assert!(bytes("data/sample/makers_jslps.xlsx").is_some());
        assert!(bytes("assets/art/palettes.csv").is_some() && bytes("data/none.csv").is_none());
    }
}
