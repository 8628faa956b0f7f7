//! Whoever changes, cuts off or removes what was noted is found out.

use kernel::payment::PaymentStatus;
use kernel::{Day, Limit, Time};
use market::audit::anchor::{self, Binding};
use market::audit::{acted, hash_of, sql::Stored};
use store::{chance, on_each_engine, params, sql, testing::Fresh};

use crate::town::{DEOGHAR, Town};

const CHECK: &str = "the audit entries of each day are those that were anchored";

/// A town with a day behind it on which Anita bought and paid.
async fn town_with_a_day(fresh: &Fresh) -> Town {
    let town = Town::found(&fresh.db).await;
    let anita = town.buys("Anita", &[("lac bangles", 2)], DEOGHAR).await;
    town.hears(town.report(&anita, "pay_1", PaymentStatus::Captured)).await;
    town.db.clock().advance_ms(2 * 86_400_000);
    town
}

#[tokio::test(flavor = "multi_thread")]
async fn each_day_that_is_over_is_anchored_once_and_chained() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = town_with_a_day(fresh).await;
        let made = anchor::make_due(&town.db).await.expect("made");
        assert_eq!(made.len(), 2, "the day of the purchase and the empty one after it");
        assert!(made[0].entries > 0 && made[1].entries == 0 && made[1].before == made[0].hash);
        assert!(made[0].paper().contains(&made[0].hash));
        assert!(anchor::make_due(&town.db).await.expect("made").is_empty());
        assert_eq!(
            anchor::on(&mut town.read().await, made[1].day).await.expect("asks").map(|a| a.hash),
            Some(made[1].hash.clone())
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_removed_with_its_whole_trail_is_missed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = town_with_a_day(fresh).await;
        anchor::make_due(&town.db).await.expect("made");
        town.suffers(&[(sql!("delete from audit_entry where subject like 'pin_%'"), params![])]).await;
        let breaches = town.breaches().await;
        assert!(breaches.iter().any(|check| check.name == CHECK), "{breaches:#?}");
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_anchor_that_is_changed_or_taken_out_is_missed() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = town_with_a_day(fresh).await;
        town.db.clock().advance_ms(2 * 86_400_000);
        let made = anchor::make_due(&town.db).await.expect("made");
        town.suffers(&[(sql!("delete from audit_anchor where day = $1"), params![made[1].day])]).await;
        assert!(town.breaches().await.iter().any(|check| check.name == CHECK));
    });
}

/// What the checks of chain and anchor would say of these entries.
fn holds(entries: &[Stored], anchored: &[(Day, i64, String)]) -> bool {
    let mut last: Option<&Stored> = None;
    for entry in entries {
        let before = last.filter(|last| last.subject == entry.subject);
        let (seq, hash) = before.map_or((0, ""), |before| (before.seq, before.hash.as_str()));
        let rest = [entry.act.as_str(), &entry.from, &entry.to, &entry.note];
        let right =
            hash_of(hash, &entry.subject, entry.seq, entry.at, &acted(&entry.actor, &entry.part), rest);
        if entry.seq != seq + 1 || right != entry.hash {
            return false;
        }
        last = Some(entry);
    }
    let mut before = String::new();
    for (day, count, hash) in anchored {
        let mut binding = Binding::begin(*day, &before);
        for entry in entries.iter().filter(|entry| entry.at.day() == *day) {
            binding.add(&entry.subject, entry.seq, &entry.hash);
        }
        if binding.end() != (*count, hash.clone()) {
            return false;
        }
        before.clone_from(hash);
    }
    true
}

/// Changes one byte of one field of one entry.
fn damaged(entries: &[Stored]) -> Vec<Stored> {
    let mut copy = entries.to_vec();
    loop {
        let dice: [u8; 8] = chance::bytes();
        let number = usize::from(u16::from_le_bytes([dice[0], dice[1]])) % copy.len();
        let entry = &mut copy[number];
        let flip = 1 << (dice[2] % 7);
        match dice[3] % 10 {
            0 => entry.seq ^= i64::from(flip),
            1 => entry.at = Time(entry.at.0 ^ i64::from(flip)),
            field => {
                let text = match field {
                    2 => &mut entry.subject,
                    3 => &mut entry.actor,
                    4 => &mut entry.act,
                    5 => &mut entry.from,
                    6 => &mut entry.to,
                    7 => &mut entry.note,
                    8 => &mut entry.part,
                    _ => &mut entry.hash,
                };
                let mut bytes = std::mem::take(text).into_bytes();
                if bytes.is_empty() {
                    bytes.push(b'x');
                } else {
                    let place = usize::from(dice[4]) % bytes.len();
                    bytes[place] ^= flip;
                }
                let Ok(changed) = String::from_utf8(bytes) else {
                    copy = entries.to_vec();
                    continue;
                };
                *text = changed;
            }
        }
        return copy;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_changed_bytes_are_found_a_thousand_times() {
    let fresh = store::testing::fresh(store::Engine::Sqlite).await;
    let town = town_with_a_day(&fresh).await;
    let made = anchor::make_due(&town.db).await.expect("made");
    let anchored: Vec<_> = made.iter().map(|a| (a.day, a.entries, a.hash.clone())).collect();
    let all = Limit::of(Limit::MOST);
    let entries = market::audit::sql::entries_after(&mut town.read().await, "", 0, all).await.expect("lists");
    assert!(holds(&entries, &anchored));
    let found = (0..1_000).filter(|_| !holds(&damaged(&entries), &anchored)).count();
    assert_eq!(found, 1_000);
    for cut in 1..entries.len() {
        assert!(!holds(&entries[..entries.len() - cut], &anchored), "{cut} entries cut off");
    }
    // Nothing personal stands in any of them.
    let said = format!("{entries:?}");
    for personal in ["Anita", "Castairs", "30123456789", "+91"] {
        assert!(!said.contains(personal), "{personal}");
    }
}
