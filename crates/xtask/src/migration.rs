//! `cargo xtask new-migration "A parcel is what one maker packs"`: the next numbered file.

use crate::fault::{Because, Outcome, fault};
use crate::tidy;
use std::path::Path;

const WORDS_MAX: usize = 8;

/// Makes `migrations/NNNN_….sql` that begins with the sentence.
pub fn create(root: &Path, sentence: &str) -> Outcome<()> {
    let folder = root.join("migrations");
    std::fs::create_dir_all(&folder).because("could not make migrations/")?;
    let names: Vec<String> = std::fs::read_dir(&folder)
        .because("could not read migrations/")?
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let name = next_name(&names, sentence)?;
    let sentence = sentence.trim().trim_end_matches('.');
    let text = format!(
        "-- {sentence}.\n-- Portable: no serial, no enum type, no now(); the caller gives ids and times.\n"
    );
    std::fs::write(folder.join(&name), text).because("could not write the migration")?;
    println!("migrations/{name}");
    Ok(())
}

fn next_name(names: &[String], sentence: &str) -> Outcome<String> {
    let last = names.iter().filter_map(|name| tidy::migration_number(name)).max().unwrap_or(0);
    let words: Vec<String> = sentence
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .map(str::to_ascii_lowercase)
        .collect();
    if words.len() < 2 {
        return Err(fault(
            "say in an English sentence what becomes true, for example \"A maker has a bank account\"",
        ));
    }
    Ok(format!("{:04}_{}.sql", last + 1, words.join("_")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_number_and_the_sentence_make_the_name() {
        let names = ["0001_a_b.sql".to_owned(), "0009_c_d.sql".to_owned(), "readme".to_owned()];
        assert_eq!(next_name(&names, "A parcel, per maker.").unwrap(), "0010_a_parcel_per_maker.sql");
        assert!(next_name(&names, "पार्सल").is_err());
    }
}
