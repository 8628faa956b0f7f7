//! What is looked at in a good of each craft: the checks of `data/craft_checks.csv`, each «right», «mend» or «stop».

use std::sync::LazyLock;

use kernel::Words;

use crate::intake::files;

kernel::codes! {
    /// What an officer finds at one check.
    pub enum Finding {
        /// It is as it should be.
        Right = "right",
        /// It must be mended; the good may be sold once it is.
        Mend = "mend",
        /// It must not be sold; a photo shows why.
        Stop = "stop",
    }
}

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The craft; `any` for all that have none of their own.
    pub craft: String,
    /// What is asked.
    pub words: Words,
}

/// Checks of one craft at most; a record has so many places for findings.
pub(super) const CHECKS_MOST: usize = 8;

static CHECKS: LazyLock<Vec<Check>> = LazyLock::new(|| {
    let text = files::text("data/craft_checks.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let check = |row: csv::StringRecord| {
        let cell = |place: usize| row.get(place).unwrap_or("").trim().to_owned();
        Check { craft: cell(0), words: Words { hi: cell(1), en: cell(2) } }
    };
    rows.records().flatten().map(check).collect()
});

/// The checks of a craft, in their order; those for any craft if it has none of its own.
pub fn checks_of(craft: &str) -> Vec<&'static Check> {
    let of = |craft: &str| -> Vec<&'static Check> {
        CHECKS.iter().filter(|check| check.craft == craft).take(CHECKS_MOST).collect()
    };
    let own = of(craft);
    if own.is_empty() { of("any") } else { own }
}

/// The crafts that have checks of their own, and `any`.
pub fn crafts() -> Vec<&'static str> {
    let mut crafts: Vec<&'static str> = CHECKS.iter().map(|check| check.craft.as_str()).collect();
    crafts.dedup();
    crafts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_craft_is_looked_at_in_three_to_eight_ways() {
        for craft in crafts() {
            let checks = CHECKS.iter().filter(|check| check.craft == craft).count();
            assert!((3..=CHECKS_MOST).contains(&checks), "{craft} has {checks}");
        }
        assert_eq!(checks_of("none of ours"), checks_of("any"));
        assert!(
            checks_of("peda").iter().all(|check| !check.words.hi.is_empty() && !check.words.en.is_empty())
        );
    }
}
