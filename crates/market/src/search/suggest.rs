//! What may be meant by what has been typed so far: crafts, goods and makers with a word that begins so, in either script.
//!
//! Reads: the index, `craft`, `shelf`. Writes: nothing; what is typed is kept nowhere. Start at [`suggest`].

use std::collections::BTreeSet;

use kernel::Words;
use kernel::ids::ProductId;
use store::{Db, DbError};

use super::rules::{MAKER_WEIGHT, NAME_WEIGHT, said};
use super::sound::{self, is_devanagari};
use super::{Vocabulary, index::Index, rules::Meaning};
use crate::catalogue::{Card, read};

/// Fewer letters begin too many words.
const LETTERS_LEAST: usize = 2;
/// Suggestions of each kind.
const CRAFTS_MOST: usize = 2;
const GOODS_MOST: usize = 5;
const MAKERS_MOST: usize = 2;
/// Goods looked at for each kind; many have the same name, many the same maker.
const LOOKED_AT: usize = 24;

kernel::codes! {
    /// What is suggested.
    pub enum Suggested {
        /// A craft, with all its goods.
        Craft = "craft",
        /// A good.
        Good = "good",
        /// A maker, with all she makes.
        Maker = "maker",
    }
}

/// Something that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What it is.
    pub kind: Suggested,
    /// Its name.
    pub name: Words,
    /// The last part of its page's address.
    pub key: String,
}

/// Crafts, goods and makers that have every word typed so far, the last of which may be only begun. At most nine.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn suggest(db: &Db, vocabulary: &Vocabulary, typed: &str) -> Result<Vec<Suggestion>, DbError> {
    let said = said(typed);
    if said.iter().map(|word| word.chars().count()).sum::<usize>() < LETTERS_LEAST {
        return Ok(Vec::new());
    }
    vocabulary.refresh(db).await?;
    let (goods, makers) = {
        let index = vocabulary.index();
        let asked: Vec<Meaning> = said.iter().map(|word| begun(word, &index)).collect();
        (goods_of(&index, &asked), makers_of(&index, &asked))
    };
    let mut read = db.read().await?;
    let crafts = read::craft_names(&mut read).await?;
    let goods = read::cards(&mut read, &goods).await?;
    let makers = read::cards(&mut read, &makers).await?;
    let makers = makers.into_iter().filter(|card| begins(&card.maker, &said));
    let crafts = crafts.into_iter().filter(|(_, name)| begins(name, &said));
    let crafts = crafts.map(|(key, name)| Suggestion { kind: Suggested::Craft, name, key }).take(CRAFTS_MOST);
    let good = |card: Card| Suggestion { kind: Suggested::Good, name: card.name, key: card.slug };
    let maker = |card: Card| Suggestion { kind: Suggested::Maker, name: card.maker, key: card.maker_slug };
    let mut all: Vec<Suggestion> = crafts.collect();
    all.extend(different(goods.into_iter().map(good)).take(GOODS_MOST));
    all.extend(different(makers.map(maker)).take(MAKERS_MOST));
    Ok(all)
}

/// Goods that have every word in their names.
fn goods_of(index: &Index, asked: &[Meaning]) -> Vec<ProductId> {
    let least = weight(NAME_WEIGHT);
    index.best_of(asked, |_| least..=u32::MAX, LOOKED_AT)
}

/// Goods whose makers may have every word in their names: one word counts as only a maker's does, the others may stand in
/// the good's name too.
fn makers_of(index: &Index, asked: &[Meaning]) -> Vec<ProductId> {
    let maker = weight(MAKER_WEIGHT);
    let by_word = |own: usize| {
        let weights = |place| if place == own { maker..=maker } else { maker..=u32::MAX };
        index.best_of(asked, weights, LOOKED_AT)
    };
    (0..asked.len()).map(by_word).find(|found| !found.is_empty()).unwrap_or_default()
}

fn weight(weight: i64) -> u32 {
    u32::try_from(weight).unwrap_or(0)
}

/// Each name once.
fn different(all: impl Iterator<Item = Suggestion>) -> impl Iterator<Item = Suggestion> {
    let mut seen = BTreeSet::new();
    all.filter(move |one| seen.insert((one.name.hi.clone(), one.name.en.clone())))
}

/// Keys of a word as far as it is typed: as it is spelt in Devanagari, as it sounds in Latin letters.
fn starts(word: &str) -> Vec<String> {
    let keys = sound::keys(word);
    match keys.spelt {
        Some(spelt) => vec![format!("={spelt}")],
        // «zzz» sounds like a single letter, which begins far too much.
        None if keys.sounds.chars().count() < LETTERS_LEAST => vec![word.to_owned()],
        None => vec![word.to_owned(), format!("~{}", keys.sounds), format!("^{}", keys.sounds)],
    }
}

fn begun(word: &str, index: &Index) -> Meaning {
    index.begun(&starts(word))
}

/// Whether the name has a word for each typed one that begins with it.
fn begins(name: &Words, said: &[String]) -> bool {
    let words: Vec<String> = sound::words(&name.hi).into_iter().chain(sound::words(&name.en)).collect();
    let keys: Vec<sound::Keys> = words.iter().map(|word| sound::keys(word)).collect();
    said.iter().all(|typed| {
        let wanted = sound::keys(typed);
        let by_sound = |known: &sound::Keys| {
            let all = known.variants.iter().chain([&known.sounds]);
            all.into_iter().any(|sounds| sounds.starts_with(&wanted.sounds))
        };
        match &wanted.spelt {
            Some(start) if typed.chars().any(is_devanagari) => {
                keys.iter().any(|known| known.spelt.as_ref().is_some_and(|spelt| spelt.starts_with(start)))
            }
            _ if wanted.sounds.chars().count() < LETTERS_LEAST => {
                words.iter().any(|known| known.starts_with(typed))
            }
            _ => keys.iter().any(by_sound),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_craft_is_met_by_the_beginning_of_any_of_its_words_in_either_script() {
        let lac = Words::new("लाह चूड़ी व लहठी", "Lac bangles and lahthi");
        for typed in ["ला", "चू", "lahth", "bang", "Lac ban", "choodi"] {
            assert!(begins(&lac, &said(typed)), "{typed}");
        }
        for typed in ["पे", "ngles", "lac soop"] {
            assert!(!begins(&lac, &said(typed)), "{typed}");
        }
    }
}
