//! Suggesting: whoever shares a key is fetched and weighed.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use kernel::ids::CaseId;
use kernel::{Cell, Column};
use store::{DbError, Read};

use super::rules::{self, Entry, Rarity};
use super::sql::{self, Known, LOOKED_AT};
use super::{PaperKind, Reason, Strength, Suggestion, Traits, keys};

/// Suggestions shown at most.
const SHOWN_MOST: usize = 8;

/// Who may be the same as somebody of whom so much is known, the likeliest first; at most eight. `but` is left out: the
/// case itself, when somebody looks again at one that is there.
///
/// It looks across departments and blocks, so that nobody is entered twice; it tells no number.
///
/// # Errors
/// [`DbError`] if the database fails or has no key to hash with.
pub async fn suggest(
    read: &mut Read,
    traits: &Traits,
    but: Option<CaseId>,
) -> Result<Vec<Suggestion>, DbError> {
    let mut entry = Entry::of(traits);
    let (mut hashes, mut of_name) = (Vec::new(), HashSet::new());
    for key in keys::of(traits, &entry).into_iter().take(keys::KEYS_MOST) {
        let hash = read.hash_of(key.kind, &key.value)?;
        note(&mut entry, key.kind, &hash);
        if key.is_of_name {
            of_name.insert(hash.clone());
        }
        hashes.push(hash);
    }
    let Some(first) = hashes.first().cloned() else { return Ok(Vec::new()) };
    hashes.resize(keys::KEYS_MOST, first);
    let asked = hashes.iter().map(|hash| Cell::from(hash.as_str())).collect();
    let shared = Shared::of(sql::sharers(read, asked).await?, &of_name, but);
    let mut found: Vec<(i32, Suggestion)> = Vec::new();
    for (known, other) in fetch(read, &shared.nearest()).await? {
        let verdict = rules::weigh(&entry, &other, shared.rarity(known.id));
        let Some(strength) = verdict.strength() else { continue };
        let (points, reasons) = (verdict.points, verdict.reasons());
        if let Some(suggestion) = shown(read, known, reasons, strength, but).await? {
            found.push((points, suggestion));
        }
    }
    found.sort_by_key(|(points, suggestion)| (Reverse(*points), suggestion.case));
    let mut told: Vec<Suggestion> = Vec::new();
    for (_, suggestion) in found {
        if told.len() < SHOWN_MOST && told.iter().all(|known| known.case != suggestion.case) {
            told.push(suggestion);
        }
    }
    Ok(told)
}

/// A number that counts when two entries are weighed.
pub(super) fn note(entry: &mut Entry, kind: &str, hash: &str) {
    if kind == keys::MOBILE {
        entry.mobile = Some(hash.to_owned());
    } else if let Ok(kind) = kind.parse::<PaperKind>() {
        entry.papers.push((kind, hash.to_owned()));
    }
}

/// Who shares how much.
#[derive(Debug, Default)]
struct Shared {
    weight: HashMap<CaseId, i32>,
    /// How many share the rarest word of the name that a case shares.
    rarest: HashMap<CaseId, usize>,
}

impl Shared {
    fn of(rows: Vec<(CaseId, String, String)>, of_name: &HashSet<String>, but: Option<CaseId>) -> Shared {
        let mut sharers: HashMap<&str, usize> = HashMap::new();
        for (_, _, key) in &rows {
            *sharers.entry(key).or_default() += 1;
        }
        let mut shared = Shared::default();
        for (case, kind, key) in rows.iter().filter(|(case, _, _)| Some(*case) != but) {
            // A number counts as much as many sounds.
            *shared.weight.entry(*case).or_default() += if kind == keys::SOUND { 1 } else { 10 };
            if of_name.contains(key) {
                let count = sharers.get(key.as_str()).copied().unwrap_or(1);
                let rarest = shared.rarest.entry(*case).or_insert(count);
                *rarest = count.min(*rarest);
            }
        }
        shared
    }

    /// The cases that share most.
    fn nearest(&self) -> Vec<CaseId> {
        let mut ids: Vec<(i32, CaseId)> = self.weight.iter().map(|(case, weight)| (*weight, *case)).collect();
        ids.sort_by_key(|(weight, case)| (Reverse(*weight), *case));
        ids.into_iter().take(LOOKED_AT).map(|(_, case)| case).collect()
    }

    fn rarity(&self, case: CaseId) -> Rarity {
        self.rarest.get(&case).map_or(Rarity::Usual, |count| Rarity::of(*count))
    }
}

async fn fetch(read: &mut Read, ids: &[CaseId]) -> Result<Vec<(Known, Entry)>, DbError> {
    let Some(first) = ids.first() else { return Ok(Vec::new()) };
    let mut cells: Vec<Cell> = ids.iter().map(Column::to_cell).collect();
    cells.resize(LOOKED_AT, first.to_cell());
    let known = sql::known(read, cells.clone()).await?;
    let mut numbers: HashMap<CaseId, Vec<(String, String)>> = HashMap::new();
    for (case, kind, hash) in sql::numbers(read, cells).await? {
        numbers.entry(case).or_default().push((kind, hash));
    }
    let entry = |known: &Known| {
        let mut entry = Entry::of(&Traits {
            kind: known.kind,
            gender: known.gender,
            name: known.name.clone(),
            kin: known.kin.clone(),
            village: known.village.clone(),
            block: known.block.clone(),
            craft: known.craft.clone(),
            ..Traits::default()
        });
        for (kind, hash) in numbers.get(&known.id).into_iter().flatten() {
            note(&mut entry, kind, hash);
        }
        entry
    };
    Ok(known.into_iter().map(|known| (known.clone(), entry(&known))).collect())
}

/// What is shown of a case; of one that was merged, what is known of the case that stays.
async fn shown(
    read: &mut Read,
    known: Known,
    reasons: Vec<Reason>,
    strength: Strength,
    but: Option<CaseId>,
) -> Result<Option<Suggestion>, DbError> {
    let known = match known.survivor {
        Some(survivor) => match sql::one(read, survivor).await? {
            Some(survivor) => survivor,
            None => known,
        },
        None => known,
    };
    let Known { id, name, village, block, maker, department, found_at, officer, .. } = known;
    let is_itself = Some(id) == but;
    let suggestion = Suggestion {
        case: id,
        maker,
        name,
        village,
        block,
        department,
        found_at,
        officer,
        reasons,
        strength,
    };
    Ok((!is_itself).then_some(suggestion))
}
