//! Migrations are numbered without gaps and begin with the sentence that becomes true.

use super::Tree;

/// Breaches in `migrations/`.
pub fn faults(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    let mut expected = 1;
    for (path, text) in tree.under("migrations/", "") {
        let name = path.trim_start_matches("migrations/");
        let Some(number) = number_of(name) else {
            faults.push(format!("{path}: name it NNNN_what_becomes_true.sql"));
            continue;
        };
        if number != expected {
            faults.push(format!(
                "{path}: number {expected:04} is due here; migrations have no gaps and no twins"
            ));
        }
        expected = number + 1;
        if !text.starts_with("-- ") {
            faults.push(format!("{path}: begin with a comment: the sentence that becomes true"));
        }
    }
    faults
}

/// `0012_a_parcel_per_maker.sql` → 12.
pub fn number_of(name: &str) -> Option<u32> {
    let (digits, words) = name.strip_suffix(".sql")?.split_once('_')?;
    let plain = words.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    (digits.len() == 4 && plain && !words.is_empty()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_twins_bad_names_and_silent_files_are_faults() {
        let tree = Tree::of(&[
            ("migrations/0001_people.sql", "-- People sign in.\ncreate table person (id text);"),
            ("migrations/0003_goods.sql", "-- Goods.\n"),
            ("migrations/0003_more.sql", "create table x (id text);"),
            ("migrations/notes.md", "x"),
        ]);
        assert_eq!(
            faults(&tree),
            [
                "migrations/0003_goods.sql: number 0002 is due here; migrations have no gaps and no twins",
                "migrations/0003_more.sql: number 0004 is due here; migrations have no gaps and no twins",
                "migrations/0003_more.sql: begin with a comment: the sentence that becomes true",
                "migrations/notes.md: name it NNNN_what_becomes_true.sql",
            ]
        );
    }
}
