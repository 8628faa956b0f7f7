//! How makers are paid: a batch for each day, a payout for each maker in it, now and then one that comes back.

use std::collections::BTreeMap;

use kernel::ids::{ParcelId, PayoutBatchId};
use kernel::{Day, Time};
use store::{Db, DbError};

use super::Told;
use super::chance::Chance;
use super::goods_sql::Maker;
use super::ground::Ground;
use super::money_sql::{self as rows, Payout};
use super::pen::{Pen, Sheet};
use super::steps::Steps;
use crate::audit::{Actor, Part};

/// Of each day, what each maker is paid for.
pub(super) type Due = BTreeMap<(Day, usize), Vec<(ParcelId, i64)>>;

/// When the bank has paid what is paid on a day.
pub(super) fn hour_of(day: Day) -> Time {
    let minutes = Chance::new(day.0.unsigned_abs()).between(9 * 60, 18 * 60);
    day.starts().plus_minutes(minutes)
}

/// Whether what a maker is paid on a day comes back: one of a hundred does.
pub(super) fn comes_back(day: Day, maker: usize) -> bool {
    Chance::new(day.0.unsigned_abs().wrapping_mul(1_000_003) ^ maker as u64).happens(1)
}

/// Everything that is due; answers the postings.
pub(super) async fn pay(
    db: &Db,
    ground: &Ground,
    chance: &mut Chance,
    (makers, due, first): (&[Maker], Due, i64),
    told: Told<'_>,
) -> Result<i64, DbError> {
    let (mut pen, mut batch, mut postings) = (Pen::of(db), None, 0);
    let all = i64::try_from(due.len()).unwrap_or(0);
    for (number, ((day, maker), parcels)) in (1..).zip(due) {
        let Some(maker_row) = makers.get(maker) else { continue };
        let mut sheet = Sheet::default();
        let batch = match batch {
            Some((of, id)) if of == day => id,
            _ => {
                let id: PayoutBatchId = chance.id(day.starts());
                drafted(&mut sheet, ground, id, day);
                batch = Some((day, id));
                id
            }
        };
        let at = hour_of(day);
        let payout = Payout {
            id: chance.id(at),
            batch,
            maker: maker_row.id,
            number: first * 10 + number,
            amount_paise: parcels.iter().map(|(_, paise)| paise).sum(),
            at,
            parcels,
        };
        postings += paid(&mut sheet, (ground, &mut *chance), &payout, comes_back(day, maker));
        pen.add(sheet).await?;
        told("payouts", number, all);
    }
    pen.write().await?;
    Ok(postings)
}

fn drafted(sheet: &mut Sheet, ground: &Ground, id: PayoutBatchId, day: Day) {
    let ([drafts, approves], at) = (ground.finance, day.starts().plus_minutes(8 * 60));
    let mut steps = Steps::of(&id);
    steps.step(at, Actor::Person(drafts, Part::Finance), ("batch.draft", "drafted"), "");
    steps.step(at, Actor::Person(approves, Part::Finance), ("batch.approve", "approved"), "");
    sheet.line(rows::batch(id, ground.finance, at, &steps));
    steps.onto(sheet);
}

fn paid(
    sheet: &mut Sheet,
    (ground, chance): (&Ground, &mut Chance),
    payout: &Payout,
    comes_back: bool,
) -> i64 {
    let ([drafts, approves], at) = (ground.finance, payout.at);
    let approved = at.plus_minutes(-30);
    let mut steps = Steps::of(&payout.id);
    steps.step(approved, Actor::Person(drafts, Part::Finance), ("payout.draft", "drafted"), "");
    steps.step(approved, Actor::Person(approves, Part::Finance), ("payout.approve", "approved"), "");
    steps.step(at, Actor::Gateway, ("payout.send", "sent"), "");
    let ended = if comes_back { ("payout.return", "returned") } else { ("payout.settle", "settled") };
    steps.step(at, Actor::Gateway, ended, "");
    rows::payout(payout, &steps).into_iter().for_each(|line| sheet.line(line));
    steps.onto(sheet);
    let (source, account) = (payout.id.to_string(), format!("maker:{}", payout.maker));
    let then = if comes_back {
        ("payout_returned", ("payout_on_way", account.as_str()))
    } else {
        ("payout_settled", ("payout_on_way", "bank"))
    };
    for (kind, accounts) in [("payout_sent", (account.as_str(), "payout_on_way")), then] {
        rows::entry(chance.id(at), (kind, &source, at), accounts, payout.amount_paise)
            .into_iter()
            .for_each(|line| sheet.line(line));
    }
    4
}
