//! Same person, within one list that is not entered yet: the same keys and the same scales, without a database.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::read::note;
use super::rules::{self, Entry, Rarity};
use super::{Reason, Traits, keys};

/// Earlier people looked at for one; the same as for one suggestion.
const LOOKED_AT: usize = 48;
/// People who may share one key before it says nothing: half a list may live in one village.
const SHARED_MOST: usize = 200;

/// For each of these people, the earlier one who may be the same, by place in the list, and why.
pub(crate) fn among(people: &[&Traits]) -> Vec<Option<(usize, Vec<Reason>)>> {
    let mut entries: Vec<Entry> = Vec::with_capacity(people.len());
    let mut sharers: HashMap<String, Vec<usize>> = HashMap::new();
    let mut found = Vec::with_capacity(people.len());
    for (place, traits) in people.iter().enumerate() {
        let mut entry = Entry::of(traits);
        let keys: Vec<_> = keys::of(traits, &entry).into_iter().take(keys::KEYS_MOST).collect();
        for key in &keys {
            note(&mut entry, key.kind, &key.value);
        }
        let mut weight: HashMap<usize, i32> = HashMap::new();
        let mut rarest: HashMap<usize, usize> = HashMap::new();
        for key in keys {
            let shared = sharers.entry(format!("{} {}", key.kind, key.value)).or_default();
            for earlier in shared.iter() {
                *weight.entry(*earlier).or_default() += if key.kind == keys::SOUND { 1 } else { 10 };
                if key.is_of_name {
                    let rarest = rarest.entry(*earlier).or_insert(shared.len());
                    *rarest = shared.len().min(*rarest);
                }
            }
            if shared.len() < SHARED_MOST {
                shared.push(place);
            }
        }
        let mut nearest: Vec<(Reverse<i32>, usize)> =
            weight.into_iter().map(|(earlier, weight)| (Reverse(weight), earlier)).collect();
        nearest.sort_unstable();
        let weighed = nearest.into_iter().take(LOOKED_AT).filter_map(|(_, earlier)| {
            let rarity = rarest.get(&earlier).map_or(Rarity::Usual, |count| Rarity::of(*count));
            let verdict = rules::weigh(&entry, &entries[earlier], rarity);
            verdict.strength().map(|_| (verdict.points, Reverse(earlier), verdict))
        });
        let best = weighed.max_by_key(|(points, earlier, _)| (*points, *earlier));
        found.push(best.map(|(_, Reverse(earlier), verdict)| (earlier, verdict.reasons())));
        entries.push(entry);
    }
    found
}
