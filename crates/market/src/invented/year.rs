//! How the year goes: makers are found through its first third, orders come every day, most arrive in time and are paid in time.

use std::collections::{BTreeMap, HashMap};

use kernel::ids::{BillId, ParcelId, StockMovementId};
use kernel::{Day, Time};
use store::{Db, DbError};

use super::chance::Chance;
use super::goods_sql::{self, Good, Maker};
use super::ground::{self, Ground, Size};
use super::life::{self, Sale};
use super::life_sql::{Numbered, complaints_of_month, series};
use super::pen::{Pen, Sheet};
use super::{Told, goods, paying};
use crate::complaints::rules::month_of;

/// What is counted while orders are written, and written when all of them are.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// Postings so far.
    pub postings: i64,
    /// What makers are paid.
    pub due: paying::Due,
    bills: HashMap<(String, i64), i64>,
    complaints: BTreeMap<i64, i64>,
    sold: Vec<i64>,
}

impl Books {
    /// The next number of a seller's bills.
    pub(super) fn bill(&mut self, id: BillId, seller: String, year: i64) -> Numbered {
        let last = self.bills.entry((seller.clone(), year)).or_default();
        *last += 1;
        Numbered { id, seller, year, serial: *last }
    }

    /// The next number of a month's complaints.
    pub(super) fn complaint(&mut self, at: Time) -> (i64, i64) {
        let month = month_of(at);
        let last = self.complaints.entry(month).or_default();
        *last += 1;
        (month, *last)
    }

    /// A parcel is to be paid by a day: of a hundred some three come late, one not at all. Answers when it is paid, if it is.
    pub(super) fn owe(
        &mut self,
        chance: &mut Chance,
        now: Time,
        by: Day,
        (maker, parcel, paise): (usize, ParcelId, i64),
    ) -> Option<Time> {
        let late = if chance.happens(3) { chance.between(1, 6) } else { -chance.between(0, 1) };
        if chance.happens(1) {
            return None;
        }
        let day = by.plus(late);
        let at = paying::hour_of(day);
        if at > now {
            return None;
        }
        self.due.entry((day, maker)).or_default().push((parcel, paise));
        (!paying::comes_back(day, maker)).then_some(at)
    }
}

/// Invents a year that ends now. Answers how many postings the journal got.
///
/// # Errors
/// [`DbError`] if the database fails, if nothing is there to invent upon, or if a year was invented here before.
pub async fn invent(db: &Db, size: Size, told: Told<'_>) -> Result<i64, DbError> {
    // Parts of one year are different parts.
    let mut chance = Chance::new(size.seed ^ size.first.unsigned_abs().rotate_left(32));
    let ground = ground::lay(db, size, &mut chance).await?;
    let makers = goods::makers(db, &ground, &mut chance, size, told).await?;
    let goods = goods::goods(db, &ground, &mut chance, (size, &makers), told).await?;
    let mut books = Books {
        complaints: ground.complaint_numbers.iter().copied().collect(),
        sold: vec![0; goods.len()],
        ..Books::default()
    };
    orders(db, &ground, &mut chance, (size, &makers, &goods), &mut books, told).await?;
    close(db, &ground, &mut chance, &goods, &books).await?;
    let due = std::mem::take(&mut books.due);
    let paid = paying::pay(db, &ground, &mut chance, (&makers, due, size.first), told).await?;
    Ok(books.postings + paid)
}

/// Orders, one after the other through the year.
async fn orders(
    db: &Db,
    ground: &Ground,
    chance: &mut Chance,
    (size, makers, goods): (Size, &[Maker], &[Good]),
    books: &mut Books,
    told: Told<'_>,
) -> Result<(), DbError> {
    let Some(opens) = makers.first().map(|maker| maker.listed.plus_minutes(60)) else { return Ok(()) };
    let (span, mut listed) = ((ground.now.0 - opens.0 - 120_000).max(1), 1);
    let last_buyer = i64::try_from(ground.buyers.len()).unwrap_or(1) - 1;
    let mut pen = Pen::of(db);
    for number in 0..size.orders {
        let placed = opens.plus_ms(
            i64::try_from(i128::from(span) * i128::from(number) / i128::from(size.orders)).unwrap_or(0),
        );
        while makers.get(listed).is_some_and(|maker| maker.listed < placed) {
            listed += 1;
        }
        let buyer = usize::try_from(chance.between(0, last_buyer)).unwrap_or(0);
        let picks = picks(chance, (makers, goods), listed);
        for (_, good, quantity) in &picks {
            let place = usize::try_from(good.number - size.first).unwrap_or(0);
            if let Some(sold) = books.sold.get_mut(place) {
                *sold += quantity;
            }
        }
        let sale = Sale { number: size.first + number, placed, buyer, picks };
        pen.add(life::live(ground, chance, books, &sale)).await?;
        told("orders", number + 1, size.orders);
    }
    pen.write().await
}

/// What somebody buys: one good, and now and then one of another maker of the same hub.
fn picks<'a>(
    chance: &mut Chance,
    (makers, goods): (&'a [Maker], &'a [Good]),
    listed: usize,
) -> Vec<(&'a Maker, &'a Good, i64)> {
    let pick = |chance: &mut Chance| -> Option<(&'a Maker, &'a Good, i64)> {
        let last = i64::try_from(listed.min(makers.len())).unwrap_or(1) - 1;
        let maker = usize::try_from(chance.between(0, last)).ok()?;
        let each = i64::try_from(goods.len() / makers.len().max(1)).unwrap_or(1).max(1);
        let good = maker + makers.len() * usize::try_from(chance.between(0, each - 1)).ok()?;
        Some((makers.get(maker)?, goods.get(good)?, chance.between(1, 3)))
    };
    let first = pick(chance);
    let second = if chance.happens(35) { pick(chance) } else { None };
    let other = second
        .filter(|(maker, ..)| first.is_some_and(|(one, ..)| one.id != maker.id && one.hub == maker.hub));
    [first, other].into_iter().flatten().collect()
}

/// What the orders come to: last numbers, and pieces that came to the shelf as they went from it.
async fn close(
    db: &Db,
    ground: &Ground,
    chance: &mut Chance,
    goods: &[Good],
    books: &Books,
) -> Result<(), DbError> {
    let (mut pen, mut sheet) = (Pen::of(db), Sheet::default());
    for ((seller, year), last) in &books.bills {
        sheet.line(series(seller, *year, *last));
    }
    for (month, last) in &books.complaints {
        sheet.line(complaints_of_month(*month, *last));
    }
    let since = ground.now.plus_days(-ground::DAYS);
    for (good, sold) in goods.iter().zip(&books.sold).filter(|(_, sold)| **sold > 0) {
        sheet.line(goods_sql::came(chance.id::<StockMovementId>(since), good, *sold, since));
    }
    pen.add(sheet).await?;
    pen.write().await
}
