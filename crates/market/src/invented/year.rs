//! How the year goes: makers are found through its first half, orders come every day, most arrive in time and are paid in time.

use std::collections::BTreeMap;

use kernel::ids::{HubId, MakerId, ParcelId, PersonId};
use kernel::{Day, Limit, Time};
use store::{Db, DbError, transaction};

use super::chance::Chance;
use super::rows_sql::{self as rows, Complaint, Line, Maker, Order, Parcel};
use crate::accounts::{self, DepartmentKey, Role};
use crate::payouts::{self, Calendar};

/// Days of the year.
const DAYS: i64 = 365;
/// Lines written in one transaction.
const AT_ONCE: usize = 2_000;
/// A trial orders so many of a hundred.
const IN_TRIAL: i64 = 1;

/// How much is invented.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// The number at which makers and orders begin.
    pub first: i64,
    /// Makers.
    pub makers: i64,
    /// Orders.
    pub orders: i64,
    /// The same number is the same year.
    pub seed: u64,
}

/// What the year is invented upon.
struct Ground {
    hubs: Vec<(HubId, String, String)>,
    crafts: Vec<(String,)>,
    officers: Vec<PersonId>,
    buyer: PersonId,
    calendar: Calendar,
    now: Time,
}

/// Lines that wait to be written.
struct Pen<'a> {
    db: &'a Db,
    lines: Vec<Line>,
}

impl Pen<'_> {
    async fn add(&mut self, lines: impl IntoIterator<Item = Line>) -> Result<(), DbError> {
        self.lines.extend(lines);
        if self.lines.len() >= AT_ONCE { self.write().await } else { Ok(()) }
    }

    async fn write(&mut self) -> Result<(), DbError> {
        let lines = std::mem::take(&mut self.lines);
        transaction!(self.db, tx => {
            tx.exec_all(lines.clone()).await?;
            Ok(())
        })
    }
}

/// Invents a year that ends now; `told` hears of every order that is done. Answers how many postings the journal got.
///
/// # Errors
/// [`DbError`] if the database fails, if nothing is there to invent upon, or if a year was invented here before.
pub async fn invent(db: &Db, size: Size, told: &(dyn Fn(i64) + Sync)) -> Result<i64, DbError> {
    let ground = ground(db, size.first).await?;
    let mut chance = Chance::new(size.seed);
    let mut pen = Pen { db, lines: Vec::new() };
    let makers = makers(&mut pen, &ground, &mut chance, (size.first, size.makers)).await?;
    let mut due: BTreeMap<(Day, MakerId), Vec<(ParcelId, i64)>> = BTreeMap::new();
    let mut postings = 0;
    for number in 0..size.orders {
        postings += order(&mut pen, &ground, &mut chance, &makers, size.first + number, &mut due).await?;
        told(number + 1);
    }
    postings += pay(&mut pen, &ground, &mut chance, due).await?;
    pen.write().await?;
    Ok(postings)
}

async fn ground(db: &Db, first: i64) -> Result<Ground, DbError> {
    let mut read = db.read().await?;
    if rows::is_invented(&mut read, first).await? {
        return Err(DbError::Failed("a year was invented here before".to_owned()));
    }
    let nobody =
        || DbError::Failed("there is nobody to invent upon: load the sample district first".to_owned());
    let ground = Ground {
        hubs: rows::hubs(&mut read).await?,
        crafts: rows::crafts(&mut read).await?,
        officers: accounts::sql::with_role(&mut read, Role::Officer, Limit::of(Limit::MOST)).await?,
        buyer: rows::somebody(&mut read).await?.ok_or_else(nobody)?.0,
        calendar: payouts::calendar(&mut read).await?,
        now: read.now(),
    };
    if ground.hubs.is_empty() || ground.crafts.is_empty() { Err(nobody()) } else { Ok(ground) }
}

async fn makers(
    pen: &mut Pen<'_>,
    ground: &Ground,
    chance: &mut Chance,
    (first, count): (i64, i64),
) -> Result<Vec<(MakerId, HubId, Time)>, DbError> {
    let mut all = Vec::new();
    for number in first..first + count {
        let found = ground.now.plus_days(-DAYS).plus_minutes(chance.between(0, DAYS / 2 * 24 * 60));
        let listed = found.plus_minutes(chance.between(60, 20 * 24 * 60));
        let (Some((hub, block, pincode)), Some((craft,))) =
            (chance.one_of(&ground.hubs).cloned(), chance.one_of(&ground.crafts).cloned())
        else {
            continue;
        };
        let kind = if chance.happens(30) { "shg" } else { "person" };
        let gender = if chance.happens(60) { "female" } else { "male" };
        let department = chance.one_of(DepartmentKey::ALL).copied().unwrap_or(DepartmentKey::Jslps);
        let maker = Maker {
            id: chance.id(listed),
            case: chance.id(found),
            number,
            kind,
            gender,
            block,
            pincode,
            hub,
            craft,
            department,
            officer: chance.one_of(&ground.officers).copied().filter(|_| number % 7 != 0),
            found,
            listed,
        };
        all.push((maker.id, hub, listed));
        pen.add(rows::maker(&maker)).await?;
    }
    Ok(all)
}

/// One order with its parcels and what follows from them; answers its postings.
async fn order(
    pen: &mut Pen<'_>,
    ground: &Ground,
    chance: &mut Chance,
    makers: &[(MakerId, HubId, Time)],
    number: i64,
    due: &mut BTreeMap<(Day, MakerId), Vec<(ParcelId, i64)>>,
) -> Result<i64, DbError> {
    let Some((first, hub, listed)) = chance.one_of(makers).copied() else { return Ok(0) };
    let latest_start = ground.now.0 - 60_000;
    let placed = Time(chance.between(listed.0.min(latest_start), latest_start));
    let arrives = placed.plus_minutes(chance.between(24 * 60, 9 * 24 * 60));
    let order = Order {
        id: chance.id(placed),
        quote: chance.id(placed),
        shipment: chance.id(placed),
        number,
        buyer: ground.buyer,
        placed,
        latest: placed.day().plus(7),
        arrived: (arrives <= ground.now).then_some(arrives),
        goods_paise: chance.between(100, 2_500) * 100,
        in_trial: i64::from(chance.happens(IN_TRIAL)),
        hub,
    };
    let mut lines: Vec<Line> = rows::order(&order).into();
    let second = chance.one_of(makers).map(|(maker, ..)| *maker).filter(|other| *other != first);
    let of: Vec<MakerId> =
        if chance.happens(20) { [Some(first), second].into_iter().flatten().collect() } else { vec![first] };
    let mut postings = 0;
    if order.in_trial == 0 {
        let entry = (chance.id(placed), ("captured", order.id.to_string(), placed));
        lines.extend(moved(entry, ("gateway", "buyer_advance"), order.goods_paise));
        postings += 2;
    }
    let share = order.goods_paise / i64::try_from(of.len()).unwrap_or(1);
    for (at, maker) in (0..).zip(of) {
        let parcel = parcel(ground, chance, &order, (number * 2 + at, maker, share));
        lines.push(rows::parcel(&order, &parcel));
        let finding = if chance.happens(97) { "passes" } else { "goes_back" };
        lines.push(rows::look(&parcel, hub, finding, placed.plus_minutes(chance.between(30, 12 * 60))));
        if let (Some(ended), Some(by)) = (parcel.ended.filter(|_| parcel.payable_paise > 0), parcel.pay_by) {
            let entry = (chance.id(ended), ("delivered", parcel.id.to_string(), ended));
            lines.extend(moved(entry, ("buyer_advance", &format!("maker:{maker}")), share));
            let entry = (chance.id(ended), ("freight_earned", parcel.id.to_string(), ended));
            lines.extend(moved(entry, ("buyer_advance", "delivery"), 4_500));
            postings += 4;
            // Of a hundred some three come late, one not at all.
            let late = if chance.happens(3) { chance.between(1, 6) } else { -chance.between(0, 1) };
            if !chance.happens(1) {
                due.entry((by.plus(late), maker)).or_default().push((parcel.id, share));
            }
        }
    }
    if chance.happens(1) {
        lines.push(complain(ground, chance, &order, (number, first)));
    }
    pen.add(lines).await?;
    Ok(postings)
}

fn parcel(
    ground: &Ground,
    chance: &mut Chance,
    order: &Order,
    (number, maker, share): (i64, MakerId, i64),
) -> Parcel {
    let declined = chance.happens(3);
    let (state, ended) = match (declined, order.arrived) {
        (true, _) => ("declined", Some(order.placed.plus_minutes(600).min(ground.now))),
        (false, Some(at)) => ("delivered", Some(at)),
        (false, None) => ("shipped", None),
    };
    let is_paid = state == "delivered" && order.in_trial == 0;
    Parcel {
        id: chance.id(order.placed),
        number,
        maker,
        state,
        goods_paise: share,
        ended,
        payable_paise: if is_paid { share } else { 0 },
        pay_by: ended.filter(|_| is_paid).map(|at| ground.calendar.paid_by(at.day())),
    }
}

fn complain(ground: &Ground, chance: &mut Chance, order: &Order, (number, maker): (i64, MakerId)) -> Line {
    let opened = order.placed.plus_minutes(chance.between(60, 3 * 24 * 60)).min(ground.now);
    let heard = Some(opened.plus_minutes(chance.between(10, 60 * 60))).filter(|at| *at <= ground.now);
    let closed = heard.map(|at| at.plus_minutes(chance.between(60, 36 * 24 * 60)));
    let complaint = Complaint { number, opened, heard, closed: closed.filter(|at| *at <= ground.now) };
    let id: kernel::ids::ComplaintId = chance.id(opened);
    rows::complaint(&complaint, &id.to_string(), (order.id, maker))
}

/// Everything that is due, a batch for each day and a payout for each maker in it; answers the postings.
async fn pay(
    pen: &mut Pen<'_>,
    ground: &Ground,
    chance: &mut Chance,
    due: BTreeMap<(Day, MakerId), Vec<(ParcelId, i64)>>,
) -> Result<i64, DbError> {
    let (mut postings, mut batch, mut of_day) = (0, None, None);
    for ((day, maker), parcels) in due {
        let at = day.starts().plus_minutes(chance.between(9 * 60, 18 * 60));
        if at > ground.now {
            continue;
        }
        if of_day != Some(day) {
            let id = chance.id(day.starts());
            pen.add([rows::batch(id, day)]).await?;
            (batch, of_day) = (Some(id), Some(day));
        }
        let Some(batch) = batch else { continue };
        let amount = parcels.iter().map(|(_, paise)| paise).sum();
        let id: kernel::ids::PayoutId = chance.id(at);
        let state = if chance.happens(1) { "returned" } else { "settled" };
        let mut lines = rows::payout((id, batch), maker, (amount, state, Some(at)), &parcels);
        let (account, source) = (format!("maker:{maker}"), id.to_string());
        let sent = (chance.id(at), ("payout_sent", source.clone(), at));
        lines.extend(moved(sent, (&account, "payout_on_way"), amount));
        let ended = if state == "settled" { ("payout_on_way", "bank") } else { ("payout_on_way", &*account) };
        let kind = if state == "settled" { "payout_settled" } else { "payout_returned" };
        lines.extend(moved((chance.id(at), (kind, source, at)), ended, amount));
        postings += 4;
        pen.add(lines).await?;
    }
    Ok(postings)
}

fn moved(
    (id, (kind, source, at)): (kernel::ids::EntryId, (&str, String, Time)),
    accounts: (&str, &str),
    paise: i64,
) -> [Line; 3] {
    rows::entry(id, (kind, &source, at), accounts, paise)
}
