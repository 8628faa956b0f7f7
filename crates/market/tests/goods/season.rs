//! A season with Shravani: what is promised in the sample district, beside what makers, hubs and carriers then do.
//!
//! The promise is the mart's own, day by day, from the same tables, weeks and rules a quote is made of; what really happens is drawn by
//! a seeded lot. Each night the days of carriers are learnt from what has arrived by then, as the mart's clock does.
//!
//! `cargo xtask drill season` runs it with 200 000 parcels.

use std::collections::{BTreeMap, BTreeSet};

use kernel::Day;
use market::delivery::rules::{after_working_days, promise, ready};
use market::delivery::{Tables, Week};
use market::promises::rules::{self, Took};
use store::Engine;

/// So many parcels in a run of the tests.
const PARCELS: u64 = 20_000;
/// Of so many the drill wants to hear.
const SIZE: &str = "MART_SEASON_PARCELS";
/// How long the season is.
const DAYS: i64 = 180;
/// Of a thousand promises so many must be kept.
const KEPT_LEAST: u64 = 920;
/// Of a hundred parcels so many go to each zone.
const TO: [(&str, u64); 6] =
    [("district", 22), ("near", 18), ("state_and_around", 24), ("far", 16), ("across", 14), ("ends", 6)];
/// Of a hundred goods so many take so long to make.
const LEADS: [(i64, u64); 4] = [(0, 60), (2, 20), (5, 15), (12, 5)];

/// Numbers that look thrown by dice and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// Whether something happens that does so many times in a thousand.
    fn falls(&mut self, in_thousand: u64) -> bool {
        self.below(1_000) < in_thousand
    }

    /// One of several, as heavy as they are.
    fn one_of<T: Copy>(&mut self, all: &[(T, u64)]) -> T {
        let mut draw = self.below(all.iter().map(|(_, weight)| weight).sum());
        for (one, weight) in all {
            if draw < *weight {
                return *one;
            }
            draw -= weight;
        }
        all[0].0
    }
}

/// Orders of a day: Shravani is a month in the middle, with twenty times as many.
fn weight(day: i64) -> u64 {
    if (75..105).contains(&day) { 20 } else { 1 }
}

/// What really happens to a parcel promised to a zone: a maker is late now and then, more often in the mela; an overrun hub keeps a box
/// for a day; a carrier keeps mostly to the table, is sometimes slower, in the mela every second time by a day, and loses one in two
/// hundred.
struct Fate<'a> {
    tables: &'a Tables,
    week: Week,
    shipped: (i64, i64),
}

impl Fate<'_> {
    /// The day it leaves and the day it arrives.
    fn of(&self, dice: &mut Dice, today: Day, lead: i64, in_mela: bool) -> (Day, Day) {
        let (late, kept) = if in_mela { (45, 50) } else { (20, 5) };
        let none = BTreeSet::new();
        let late_by = if dice.falls(late) { 1 + i64::try_from(dice.below(2)).unwrap_or(0) } else { 0 };
        let packed = after_working_days(ready(today, lead, &[]), late_by, &none);
        let mut leaves = self.week.leaves(packed, false, &self.tables.rests);
        if dice.falls(kept) {
            leaves = after_working_days(leaves, 1, &self.tables.rests);
        }
        let (from, to) = self.shipped;
        let mut took = from + i64::try_from(dice.below((to - from + 1).unsigned_abs())).unwrap_or(0);
        if dice.falls(90) {
            took += 1 + i64::try_from(dice.below(3)).unwrap_or(0);
        }
        if in_mela && dice.falls(500) {
            took += 1;
        }
        if dice.falls(5) {
            took = 28;
        }
        (leaves, after_working_days(leaves, took, &self.tables.rests))
    }
}

/// What is known of the ways to the zones on a day: only what has arrived by then.
#[derive(Default)]
struct Known {
    arrivals: BTreeMap<(usize, Day), Vec<i64>>,
}

impl Known {
    fn note(&mut self, zone: usize, leaves: Day, arrives: Day) {
        let days = rules::working_days(leaves, arrives);
        self.arrivals.entry((zone, arrives)).or_default().push(days);
    }

    fn took(&self, zone: usize, from: Day, until: Day) -> Took {
        let mut took = Took::default();
        for days in self.arrivals.range((zone, from)..(zone, until)).flat_map(|(_, days)| days) {
            took.add(*days, 1);
        }
        took
    }
}

fn parcels() -> u64 {
    std::env::var(SIZE).ok().and_then(|size| size.parse().ok()).unwrap_or(PARCELS)
}

fn percent(part: u64, all: u64) -> String {
    let thousandths = part * 1_000 / all.max(1);
    format!("{}.{} %", thousandths / 10, thousandths % 10)
}

/// A whole season; answers how many were sent, kept by the shipped table, kept by the one that learns, and kept of those in the mela.
fn season(parcels: u64, mut tables: Tables) -> (u64, u64, u64, (u64, u64)) {
    let (mut dice, mut known) = (Dice(2_026), Known::default());
    let began = Day::of(2026, 5, 16).expect("a day");
    let weights: u64 = (0..DAYS).map(weight).sum();
    let shipped: Vec<(i64, i64)> = tables.zones.iter().map(|zone| (zone.days_from, zone.days_to)).collect();
    let zones: Vec<(usize, u64)> = TO
        .iter()
        .filter_map(|(key, share)| Some((tables.zones.iter().position(|zone| zone.key == *key)?, *share)))
        .collect();
    let (mut sent, mut fixed, mut learnt, mut mela) = (0, 0, 0, (0, 0));
    for number in 0..DAYS {
        let (today, in_mela) = (began.plus(number), weight(number) > 1);
        for (at, shipped) in shipped.iter().enumerate() {
            let took = |back: i64| known.took(at, today.plus(-back), today);
            let (lately, months) = (took(rules::LATELY_DAYS), took(rules::DAYS_BACK));
            let days = rules::learn(&lately, &months, shipped.1).map_or(*shipped, |learnt| learnt.days);
            (tables.zones[at].days_from, tables.zones[at].days_to) = days;
        }
        for _ in 0..parcels * weight(number) / weights {
            let (at, lead) = (dice.one_of(&zones), dice.one_of(&LEADS));
            let fate = Fate { tables: &tables, week: Week::default(), shipped: shipped[at] };
            let planned = fate.week.leaves(ready(today, lead, &[]), false, &tables.rests);
            let by = promise(planned, &tables.zones[at], &tables.rests).1;
            let by_table = after_working_days(planned, shipped[at].1, &tables.rests);
            let (leaves, arrives) = fate.of(&mut dice, today, lead, in_mela);
            known.note(at, leaves, arrives);
            sent += 1;
            fixed += u64::from(arrives <= by_table);
            learnt += u64::from(arrives <= by);
            if in_mela {
                mela = (mela.0 + 1, mela.1 + u64::from(arrives <= by));
            }
        }
    }
    (sent, fixed, learnt, mela)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_season_with_shravani_keeps_its_promises() {
    let fresh = store::testing::fresh(Engine::Sqlite).await;
    crate::district(&fresh).await;
    market::delivery::load_tables(&fresh.db).await.expect("the tables load");
    let tables = market::delivery::tables(&mut fresh.db.read().await.expect("reads")).await.expect("reads");
    let (sent, fixed, learnt, mela) = season(parcels(), tables);
    println!(
        "promises kept of {sent}: {} by what ships with the mart, {} by what is learnt each night; of {} in the mela {}",
        percent(fixed, sent),
        percent(learnt, sent),
        mela.0,
        percent(mela.1, mela.0),
    );
    assert!(sent >= parcels() * 98 / 100, "{sent} were sent");
    assert!(learnt * 1_000 / sent >= KEPT_LEAST, "{} kept", percent(learnt, sent));
    assert!(learnt > fixed, "learning keeps more than the table");
}
