//! Short lessons, one for each thing that goes wrong often in a craft: what is seen, how it is put right. From
//! `data/lessons.csv`.

use std::sync::LazyLock;

use kernel::Words;

use crate::intake::files;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its name in addresses, and what its recording is kept by.
    pub key: String,
    /// Of which craft; `any` for all.
    pub craft: String,
    /// What goes wrong.
    pub defect: Words,
    /// How it is put right.
    pub how: Words,
}

static LESSONS: LazyLock<Vec<Lesson>> = LazyLock::new(|| {
    let text = files::text("data/lessons.csv");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let lesson = |row: csv::StringRecord| {
        let cell = |place: usize| row.get(place).unwrap_or("").trim().to_owned();
        let words = |place: usize| Words { hi: cell(place), en: cell(place + 1) };
        Lesson { key: cell(0), craft: cell(1), defect: words(2), how: words(4) }
    };
    rows.records().flatten().map(lesson).collect()
});

/// Every lesson, in the order of the crafts.
pub fn all_lessons() -> &'static [Lesson] {
    &LESSONS
}

/// Whether there is a lesson of this key.
pub fn has_lesson(key: &str) -> bool {
    LESSONS.iter().any(|lesson| lesson.key == key)
}

/// The lessons of a craft, and those of all.
pub fn lessons(craft: &str) -> Vec<&'static Lesson> {
    LESSONS.iter().filter(|lesson| lesson.craft == craft || lesson.craft == "any").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_craft_that_is_inspected_has_a_lesson_of_its_own() {
        let crafts = files::text("data/crafts.csv");
        for craft in crafts.lines().skip(1).filter_map(|line| line.split(',').next()) {
            assert!(LESSONS.iter().any(|lesson| lesson.craft == craft), "{craft}");
        }
        let whole = |words: &Words| !words.hi.is_empty() && !words.en.is_empty();
        assert!(LESSONS.iter().all(|lesson| whole(&lesson.defect) && whole(&lesson.how)));
        assert_eq!(lessons("none of ours"), lessons("any"));
        let keys: std::collections::BTreeSet<_> = LESSONS.iter().map(|lesson| &lesson.key).collect();
        assert_eq!(keys.len(), LESSONS.len(), "each has a key of its own");
        assert!(has_lesson("splinters") && !has_lesson(""));
    }
}
