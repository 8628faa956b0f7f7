//! The dated tables of delivery: zones, freight, commission. They ship with the program and live in the database,
//! where a new row with a later day changes them; nothing is ever edited in place.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::HubId;
use kernel::{BasisPoints, Day, Paise};
use store::{Db, DbError, Read, transaction};

use super::rules::{Rate, Zone};
use super::sql;
use super::week::Week;
use crate::payouts::calendar;

static ZONES: &str = include_str!("../../../../data/delivery_zones.csv");
static RATES: &str = include_str!("../../../../data/freight_rates.csv");

/// What a quote needs of the tables.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Rings around a hub.
    pub zones: Vec<Zone>,
    /// Freight by zone, weight and day.
    pub rates: Vec<Rate>,
    /// The mart's commission by first day, oldest first.
    pub commission: Vec<(Day, BasisPoints)>,
    /// When hubs work, those of which somebody has spoken.
    pub weeks: HashMap<HubId, Week>,
    /// Holidays: no round goes, no hub hands over, no post is carried.
    pub rests: BTreeSet<Day>,
}

impl Tables {
    /// When a hub works.
    pub fn week_of(&self, hub: HubId) -> Week {
        self.weeks.get(&hub).copied().unwrap_or_default()
    }

    /// The commission in force on a day; nothing if no rule speaks of it.
    pub fn commission_on(&self, day: Day) -> BasisPoints {
        let in_force = self.commission.iter().filter(|(from, _)| *from <= day).max_by_key(|(from, _)| *from);
        in_force.map_or(BasisPoints(0), |(_, rate)| *rate)
    }
}

/// Reads the tables.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn tables(read: &mut Read) -> Result<Tables, DbError> {
    Ok(Tables {
        zones: sql::zones(read).await?,
        rates: sql::rates(read).await?,
        commission: sql::commissions(read).await?,
        weeks: sql::weeks(read).await?.into_iter().collect(),
        rests: calendar(read).await?.holidays().clone(),
    })
}

/// Writes the rows that ship with the program where they are missing; a second time changes nothing.
///
/// # Errors
/// [`DbError`] if the database fails or a shipped row does not read.
pub async fn load_tables(db: &Db) -> Result<(), DbError> {
    let wrong =
        |line: &str| DbError::Failed(format!("a delivery table has a row that does not read: {line}"));
    transaction!(db, tx => {
        for (position, line) in (0_i64..).zip(ZONES.lines().skip(1)) {
            let row = zone_row(line).ok_or_else(|| wrong(line))?;
            sql::insert_zone(tx, position, &row).await?;
        }
        for line in RATES.lines().skip(1) {
            let (rate, verified, source) = rate_row(line).ok_or_else(|| wrong(line))?;
            sql::insert_rate(tx, &rate, verified, source).await?;
        }
        sql::insert_commission(tx, Day(0), BasisPoints(0), "the mart takes nothing until a rule says so").await
    })
}

/// The zones as they ship with the mart: what is learnt is bounded by their days.
pub(crate) fn shipped_zones() -> impl Iterator<Item = Zone> {
    ZONES.lines().skip(1).filter_map(zone_row)
}

fn zone_row(line: &str) -> Option<Zone> {
    let mut fields = line.splitn(6, ',');
    Some(Zone {
        key: fields.next()?.to_owned(),
        up_to_km: fields.next()?.parse().ok()?,
        days_from: fields.next()?.parse().ok()?,
        days_to: fields.next()?.parse().ok()?,
        carrier: fields.next()?.parse().ok()?,
    })
}

fn rate_row(line: &str) -> Option<(Rate, &str, &str)> {
    let mut fields = line.splitn(8, ',');
    let rate = Rate {
        zone: fields.next()?.to_owned(),
        over_g: fields.next()?.parse().ok()?,
        up_to_g: fields.next()?.parse().ok()?,
        base: Paise::typed(fields.next()?)?,
        per_500g: Paise::typed(fields.next()?)?,
        from_day: Day::from_iso(fields.next()?)?,
    };
    Some((rate, fields.next()?, fields.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::rules;

    #[test]
    fn the_shipped_tables_read_and_leave_no_weight_without_a_price() {
        let zones: Vec<Zone> = ZONES.lines().skip(1).map(|line| zone_row(line).expect(line)).collect();
        let rates: Vec<Rate> = RATES.lines().skip(1).map(|line| rate_row(line).expect(line).0).collect();
        let today = Day::of(2026, 11, 22).expect("a day");
        for zone in &zones {
            let mut before = Paise::ZERO;
            for weight_g in (1..=rules::HEAVIEST_G).step_by(50) {
                let price = rules::freight(&rates, &zone.key, weight_g, today);
                let price = price.unwrap_or_else(|| panic!("{} has no price for {weight_g} g", zone.key));
                assert!(price >= before, "{} gets cheaper at {weight_g} g", zone.key);
                before = price;
            }
        }
        assert!(zones.iter().any(|z| z.up_to_km == 0) && zones.iter().any(|z| z.up_to_km > 5_000));
    }

    #[test]
    fn the_commission_of_the_day_is_the_newest_in_force() {
        let tables = Tables {
            zones: vec![],
            rates: vec![],
            commission: vec![
                (Day(0), BasisPoints(0)),
                (Day(100), BasisPoints(300)),
                (Day(200), BasisPoints(200)),
            ],
            weeks: HashMap::new(),
            rests: BTreeSet::new(),
        };
        assert_eq!([Day(99), Day(100), Day(250)].map(|d| tables.commission_on(d).0), [0, 300, 200]);
    }
}
