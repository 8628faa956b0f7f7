//! The plan of an offer: who can make how many for which day, computed from what lies ready and from free weeks, and what is short.

use std::collections::{BTreeMap, BTreeSet};

use kernel::ids::VariantId;
use kernel::{Day, Paise, Words};
use store::{Db, DbError, Read};

use super::enquiry::Enquiry;
use super::plan_sql::{self as sql, Candidate};
use super::rules::{self, Room};
use super::{InstitutionError, sql as enquiry_sql};
use crate::quotes::{self, Agreed, Books, LINES_MOST, QuoteError, To};

pub use super::plan_sql::Candidate as Good;
pub use super::sql::Rule;

/// Goods whose price lies between these per cent of what was named may stand beside it.
const PRICE_PERCENT: (i64, i64) = (60, 160);
/// Goods that cannot be sold there are left out so many times: each time others may come too late beside what remains.
const TRIES: usize = 3;

/// One good of a plan, with how many of it each stage has.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Which wish it is for.
    pub wish: i64,
    /// The good and who makes it.
    pub good: Candidate,
    /// How many of it she can make until the last day.
    pub room: u32,
    /// How many each stage has.
    pub pieces: Vec<u32>,
}

/// A plan.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The goods.
    pub goods: Vec<Planned>,
    /// Of which wish how many pieces nobody can make.
    pub short: Vec<(i64, u32)>,
}

impl Candidate {
    /// Its name.
    pub fn name(&self) -> Words {
        Words::new(&self.name_hi, &self.name_en)
    }

    /// Who makes it.
    pub fn maker_name(&self) -> Words {
        Words::new(&self.maker_hi, &self.maker_en)
    }

    fn room(&self, taken: BTreeMap<Day, u32>) -> Room {
        Room {
            making: self.making,
            lead_days: self.lead_days,
            per_week: self.per_week,
            free: u32::try_from(self.free).unwrap_or(0),
            taken,
        }
    }
}

/// The rule of today.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn rule(read: &mut Read) -> Result<Rule, DbError> {
    let today = read.now().day();
    let rule = enquiry_sql::rule_on(read, today).await?;
    rule.ok_or_else(|| DbError::Failed("no rule of institutions holds today".to_owned()))
}

/// What a maker can make of a good.
pub(super) async fn room_of(
    read: &mut Read,
    variant: VariantId,
) -> Result<Option<(Candidate, Room)>, DbError> {
    let Some(good) = sql::candidate(read, variant).await? else { return Ok(None) };
    let taken = sql::taken(read, variant).await?.into_iter().collect();
    let room = good.room(taken);
    Ok(Some((good, room)))
}

/// Proposes who makes how many for these days: of each wish the goods that are most like what was named, parted by room.
///
/// # Errors
/// [`InstitutionError::Quote`] if the place cannot be reached at all.
pub async fn propose(
    db: &Db,
    books: &Books,
    enquiry: &Enquiry,
    days: &[Day],
) -> Result<Plan, InstitutionError> {
    let Some(last) = days.last().copied() else { return Ok(Plan::default()) };
    let mut found = Vec::new();
    let most = LINES_MOST / enquiry.wishes.len().max(1);
    let mut read = db.read().await?;
    let today = read.now().day();
    for wish in &enquiry.wishes {
        let all = sql::of_craft(&mut read, &wish.craft_key).await?;
        for good in like(all, &wish.words).into_iter().take(most) {
            let taken = sql::taken(&mut read, good.variant).await?.into_iter().collect();
            let room = good.room(taken);
            found.push((wish.position, good, room));
        }
    }
    drop(read);
    let out = cannot_go(db, books, enquiry, last, found.iter().map(|(_, good, _)| good.variant)).await?;
    found.retain(|(_, good, room)| !out.contains(&good.variant) && room.until(today, last) > 0);
    let mut plan = Plan::default();
    for wish in &enquiry.wishes {
        let (goods, mut rooms): (Vec<_>, Vec<Room>) = found
            .iter()
            .filter(|(position, ..)| *position == wish.position)
            .map(|(_, good, room)| (good.clone(), room.clone()))
            .unzip();
        let until: Vec<u32> = rooms.iter().map(|room| room.until(today, last)).collect();
        let mut pieces = vec![Vec::with_capacity(days.len()); goods.len()];
        let mut short = 0;
        for (day, staged) in days.iter().zip(rules::staged(wish.pieces, days.len())) {
            // What one stage cannot have the next one may.
            let (parts, missing) = rules::part(&mut rooms, (today, *day), staged + short);
            short = missing;
            pieces.iter_mut().zip(parts).for_each(|(of, part)| of.push(part));
        }
        let planned = goods.into_iter().zip(until).zip(pieces);
        plan.goods.extend(planned.map(|((good, room), pieces)| Planned {
            wish: wish.position,
            good,
            room,
            pieces,
        }));
        if short > 0 {
            plan.short.push((wish.position, short));
        }
    }
    Ok(plan)
}

/// Goods as like as can be to what was named: whose name the words hold first, then what costs about the same.
fn like(all: Vec<Candidate>, words: &str) -> Vec<Candidate> {
    let words = words.to_lowercase();
    let score = |good: &Candidate| {
        let name = format!("{} {}", good.name_hi, good.name_en).to_lowercase();
        words.split_whitespace().filter(|word| word.chars().count() > 2 && name.contains(word)).count()
    };
    let best = all.iter().map(score).max().unwrap_or(0);
    if best == 0 {
        return all;
    }
    let named = all.iter().find(|good| score(good) == best).map_or(Paise::ZERO, |good| good.price);
    let (from, to) = (named.0 * PRICE_PERCENT.0 / 100, named.0 * PRICE_PERCENT.1 / 100);
    let mut all: Vec<Candidate> =
        all.into_iter().filter(|good| (from..=to).contains(&good.price.0)).collect();
    all.sort_by_key(|good| std::cmp::Reverse(score(good)));
    all
}

/// Which of some goods cannot be sold there, or not by then.
async fn cannot_go(
    db: &Db,
    books: &Books,
    enquiry: &Enquiry,
    day: Day,
    goods: impl Iterator<Item = VariantId>,
) -> Result<BTreeSet<VariantId>, InstitutionError> {
    let (mut left, mut out): (BTreeSet<VariantId>, BTreeSet<VariantId>) = (goods.collect(), BTreeSet::new());
    let to = To::Agreed(Agreed {
        pin: enquiry.row.pin.clone(),
        day,
        freight: Paise::ZERO,
        prices: BTreeMap::new(),
    });
    for _ in 0..TRIES {
        let wants: Vec<(VariantId, u32)> = left.iter().map(|variant| (*variant, 1)).collect();
        match quotes::preview_to(db, books, &wants, &to).await {
            Ok(_) | Err(QuoteError::Empty) => break,
            Err(QuoteError::NotSold(refused)) => {
                for (variant, ..) in refused {
                    left.remove(&variant);
                    out.insert(variant);
                }
            }
            Err(other) => return Err(other.into()),
        }
    }
    Ok(out)
}
