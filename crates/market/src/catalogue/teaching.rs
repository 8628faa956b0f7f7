//! What a craft is, for whoever buys of it: how it is made, of what, how to look after it, what to look for. From
//! `data/craft_teaching.csv`.

use std::sync::LazyLock;

use kernel::Words;

use crate::intake::files;

kernel::codes! {
    /// What is told of a craft, in this order.
    pub enum Part {
        /// How it is made.
        Made = "made",
        /// Of what.
        Materials = "materials",
        /// How to look after it.
        Care = "care",
        /// What to look for in a good one.
        Look = "look",
    }
}

/// One thing told of a craft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Of which.
    pub craft: String,
    /// What.
    pub part: Part,
    /// The words.
    pub words: Words,
}

static TEACHING: LazyLock<Vec<Told>> = LazyLock::new(|| {
    let text = files::text("data/craft_teaching.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let told = |row: csv::StringRecord| {
        let cell = |place: usize| row.get(place).unwrap_or("").trim().to_owned();
        let words = Words { hi: cell(2), en: cell(3) };
        Some(Told { craft: cell(0), part: cell(1).parse().ok()?, words })
    };
    rows.records().flatten().filter_map(told).collect()
});

/// What is told of a craft; nothing if it is none of ours.
pub fn teaching(craft: &str) -> Vec<&'static Told> {
    TEACHING.iter().filter(|told| told.craft == craft).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_craft_is_told_whole_in_both_languages() {
        let text = files::text("data/crafts.csv");
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        for craft in rows.records().flatten() {
            let told = teaching(&craft[0]);
            assert_eq!(told.iter().map(|one| one.part).collect::<Vec<_>>(), Part::ALL, "{}", &craft[0]);
            assert!(told.iter().all(|one| !one.words.hi.is_empty() && !one.words.en.is_empty()));
        }
        assert!(teaching("none of ours").is_empty());
    }
}
