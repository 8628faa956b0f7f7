//! One design, many didis: who makes how many of an order, who may change it, and whose money it is.

use std::collections::BTreeMap;

use kernel::ids::{MakerId, MemberId, ParcelId};
use kernel::payment::PayoutStatus::Processed;
use kernel::{Limit, Paise};
use market::groups::{self, GroupError, LineShared, Rule, Typed, Work};
use market::orders::OrderError;
use market::orders::hub::Finding;
use market::payouts;
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};

/// The town, with Phulmani's name standing for a group of didis.
async fn town(fresh: &Fresh) -> (Town, MakerId) {
    let town = Town::found(&fresh.db).await;
    let group = town.maker("Phulmani");
    town.suffers(&[(sql!("update maker set kind = 'shg' where id = $1"), params![group])]).await;
    (town, group)
}

fn typed(name: &str, capacity: i64) -> Typed {
    Typed { name: name.to_owned(), makes: "डलिया".to_owned(), capacity }
}

async fn joins(town: &Town, group: MakerId, name: &str, capacity: i64) -> MemberId {
    let actor = town.by("Phulmani").await;
    groups::add_member(&town.db, actor, group, &typed(name, capacity)).await.expect("she joins")
}

async fn parcel(town: &Town, bought: &Bought) -> ParcelId {
    town.parcel(bought, "Phulmani").await.id
}

async fn shared(town: &Town, group: MakerId, bought: &Bought) -> LineShared {
    let id = parcel(town, bought).await;
    let mut lines = groups::of_parcel(&mut town.read().await, group, id).await.expect("reads");
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

fn pieces(line: &LineShared) -> Vec<(&str, i64)> {
    line.shares.iter().map(|share| (share.name.as_str(), share.pieces)).collect()
}

fn money(line: &LineShared) -> Vec<(&str, Paise)> {
    line.shares.iter().map(|share| (share.name.as_str(), share.share)).collect()
}

async fn buys(town: &Town, pieces: u32) -> Bought {
    let bought = town.buys("Anita", &[("bamboo basket", pieces)], DEOGHAR).await;
    town.pays(&bought).await;
    bought
}

#[tokio::test(flavor = "multi_thread")]
async fn five_baskets_are_made_by_three_didis_and_each_sees_her_rupees() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, group) = town(fresh).await;
        for (name, capacity) in [("Budhni", 10), ("Chano", 10), ("Dulari", 1)] {
            joins(&town, group, name, capacity).await;
        }
        let bought = buys(&town, 5).await;
        let would = shared(&town, group, &bought).await;
        assert_eq!(pieces(&would), [("Budhni", 2), ("Chano", 2), ("Dulari", 1)], "shown before she says yes");
        town.accepts("Phulmani", &bought).await.expect("yes");
        let line = shared(&town, group, &bought).await;
        assert_eq!(pieces(&line), [("Budhni", 2), ("Chano", 2), ("Dulari", 1)]);
        assert!(
            line.rule.is_none() && money(&line).iter().all(|(_, share)| share.0 == 0),
            "not before packing"
        );
        town.is_sound().await;

        town.packs("Phulmani", &bought).await.expect("packed");
        let line = shared(&town, group, &bought).await;
        assert_eq!(line.rule, Some(Rule::ByPiece));
        let sum = Paise::sum(line.shares.iter().map(|share| share.share)).expect("a sum");
        assert_eq!(sum, line.maker_share, "to the paisa");
        assert!(line.shares[0].share > line.shares[2].share);
        town.is_sound().await;

        // The next order begins with whoever has made the fewest; Dulari's week is full.
        let next = buys(&town, 3).await;
        town.accepts("Phulmani", &next).await.expect("yes");
        assert_eq!(pieces(&shared(&town, group, &next).await), [("Budhni", 2), ("Chano", 1), ("Dulari", 0)]);
        town.packs("Phulmani", &next).await.expect("packed");
        town.keeper_finds("Phulmani", &next, Finding::Passes).await.expect("passes");
        let said = groups::members(&mut town.read().await, group).await.expect("reads");
        assert_eq!(
            said.iter().map(|m| (m.pieces, m.this_week)).collect::<Vec<_>>(),
            [(4, 4), (3, 3), (1, 1)]
        );
        assert!(said[0].coming > Paise::ZERO && said[0].earned == Paise::ZERO);
        let lines = groups::lines_of(&mut town.read().await, said[0].id, Limit::of(10)).await.expect("reads");
        assert_eq!(lines.iter().map(|line| line.pieces).sum::<i64>(), 4);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_leader_changes_who_makes_what_until_it_is_packed() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, group) = town(fresh).await;
        let budhni = joins(&town, group, "Budhni", 10).await;
        let chano = joins(&town, group, "Chano", 10).await;
        let by = town.by("Phulmani").await;
        let bought = buys(&town, 4).await;
        let id = parcel(&town, &bought).await;
        let line = shared(&town, group, &bought).await.line;
        let work = |all: &[(MemberId, i64, i64)]| -> Work { BTreeMap::from([(line, all.to_vec())]) };
        let change = async |all: &[(MemberId, i64, i64)]| {
            groups::change_allotment(&town.db, by, group, id, &work(all)).await
        };
        let early = change(&[(budhni, 1, 0), (chano, 3, 0)]).await;
        assert!(matches!(early, Err(GroupError::NotNow)), "not before the yes");
        town.accepts("Phulmani", &bought).await.expect("yes");
        let few = change(&[(budhni, 1, 0), (chano, 2, 0)]).await;
        assert!(matches!(few, Err(GroupError::WrongSum { wanted: 4, found: 3, .. })), "{few:?}");
        let below = change(&[(budhni, -1, 0), (chano, 5, 0)]).await;
        assert!(matches!(below, Err(GroupError::BadNumber)));
        let twice = change(&[(budhni, 2, 0), (budhni, 2, 0)]).await;
        assert!(matches!(twice, Err(GroupError::NoMember)));
        assert_eq!(
            pieces(&shared(&town, group, &bought).await),
            [("Budhni", 2), ("Chano", 2)],
            "all as it was"
        );
        let other = town.maker("Sunita");
        let foreign = groups::change_allotment(&town.db, by, other, id, &work(&[(budhni, 4, 0)])).await;
        assert!(matches!(foreign, Err(GroupError::NoParcel)), "another's parcel does not exist");

        // Chano had fever; Budhni made three, and they share by hours.
        groups::set_rule(&town.db, town.person("Phulmani").await, group, Rule::ByHours).await.expect("said");
        change(&[(budhni, 3, 12), (chano, 1, 8)]).await.expect("changed");
        town.packs("Phulmani", &bought).await.expect("packed");
        let packed = shared(&town, group, &bought).await;
        let whole = packed.maker_share;
        let hers = Paise(whole.0 * 12 / 20);
        assert!((money(&packed)[0].1.0 - hers.0).abs() <= 1, "{packed:?}");
        let late = change(&[(budhni, 4, 0)]).await;
        assert!(matches!(late, Err(GroupError::NotNow)), "packed is packed");
        town.is_sound().await;

        // The hub sends it back; it is mended, changed once more and packed again.
        town.keeper_finds("Phulmani", &bought, Finding::GoesBack("ढीली बुनाई")).await.expect("sent back");
        change(&[(budhni, 4, 16), (chano, 0, 0)]).await.expect("changed");
        town.packs("Phulmani", &bought).await.expect("packed");
        assert_eq!(money(&shared(&town, group, &bought).await), [("Budhni", whole)]);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn who_joins_later_begins_where_the_others_stand_and_who_left_gets_nothing_new() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, group) = town(fresh).await;
        let by = town.by("Phulmani").await;
        let budhni = joins(&town, group, "Budhni", 50).await;
        joins(&town, group, "Chano", 50).await;
        let first = buys(&town, 8).await;
        town.accepts("Phulmani", &first).await.expect("yes");
        joins(&town, group, "Dulari", 50).await;
        let second = buys(&town, 3).await;
        town.accepts("Phulmani", &second).await.expect("yes");
        let line = shared(&town, group, &second).await;
        assert_eq!(
            pieces(&line),
            [("Budhni", 1), ("Chano", 1), ("Dulari", 1)],
            "not all three to the new one"
        );

        groups::end_member(&town.db, by, group, budhni).await.expect("she leaves");
        let again = groups::end_member(&town.db, by, group, budhni).await;
        assert!(matches!(again, Err(GroupError::NoMember)), "once");
        let third = buys(&town, 2).await;
        town.accepts("Phulmani", &third).await.expect("yes");
        assert_eq!(pieces(&shared(&town, group, &third).await), [("Chano", 1), ("Dulari", 1)]);
        town.packs("Phulmani", &second).await.expect("packed");
        assert_eq!(money(&shared(&town, group, &second).await).len(), 3, "what she made stays hers");

        // A parcel that was called off takes nobody's turn.
        town.declines("Phulmani", &third, "बाँस नहीं मिला").await.expect("called off");
        let said = groups::members(&mut town.read().await, group).await.expect("reads");
        assert_eq!(said.iter().map(|m| m.pieces).collect::<Vec<_>>(), [5, 5, 1]);

        for (wrong, name, capacity) in [("no name", " ", 5), ("none a week", "Etwari", 0)] {
            let refused = groups::add_member(&town.db, by, group, &typed(name, capacity)).await;
            assert!(matches!(refused, Err(GroupError::NoName | GroupError::BadCapacity)), "{wrong}");
        }
        let alone = groups::add_member(&town.db, by, town.maker("Sunita"), &typed("Etwari", 5)).await;
        assert!(matches!(alone, Err(GroupError::NoGroup)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_who_is_alone_notices_nothing_of_all_this() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let bought = town.sells("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let id = town.parcel(&bought, "Sunita").await.id;
        let lines = groups::of_parcel(&mut town.read().await, town.maker("Sunita"), id).await.expect("reads");
        assert!(lines.iter().all(|line| line.shares.is_empty() && line.rule.is_none()));
        let again = town.packs("Sunita", &bought).await;
        assert!(matches!(again, Err(OrderError::ParcelNotNow(_))));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hand_in_the_database_that_moves_a_didis_money_is_seen() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, group) = town(fresh).await;
        joins(&town, group, "Budhni", 10).await;
        joins(&town, group, "Chano", 10).await;
        let bought = buys(&town, 4).await;
        town.accepts("Phulmani", &bought).await.expect("yes");
        town.packs("Phulmani", &bought).await.expect("packed");
        town.is_sound().await;
        let named =
            async || -> Vec<&'static str> { town.breaches().await.iter().map(|check| check.name).collect() };
        town.suffers(&[(
            sql!("update line_share set share_paise = share_paise + 1 where pieces = 2"),
            vec![],
        )])
        .await;
        assert_eq!(named().await, ["what a group's members get comes to the maker's share"]);
        town.suffers(&[
            (sql!("update line_share set share_paise = share_paise - 1"), vec![]),
            (sql!("update line_share set pieces = pieces + 1"), vec![]),
        ])
        .await;
        assert_eq!(named().await, ["what a group's members make comes to the line"]);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_slip_of_a_groups_payout_says_whose_money_it_is() {
    on_each_engine!(async |fresh: &Fresh| {
        let (town, group) = town(fresh).await;
        for name in ["Budhni", "Chano"] {
            joins(&town, group, name, 10).await;
        }
        let bought = town.sells("Anita", &[("bamboo basket", 3), ("iron tawa", 1)], DEOGHAR).await;
        let batch = town.pays_out(Processed).await;
        let payouts = town.batch(batch).await.payouts;
        let of = |maker: MakerId| payouts.iter().find(|payout| payout.maker == maker).expect("is paid").id;
        let mut read = town.read().await;
        let slip = payouts::slip(&mut read, group, of(group)).await.expect("reads").expect("hers");
        let whole = shared(&town, group, &bought).await.maker_share;
        assert_eq!(
            slip.members.iter().map(|m| (m.name.as_str(), m.pieces)).collect::<Vec<_>>(),
            [("Budhni", 2), ("Chano", 1)]
        );
        assert_eq!(Paise::sum(slip.members.iter().map(|m| m.share)), Some(whole), "to the paisa");
        let ramesh = town.maker("Ramesh");
        let alone = payouts::slip(&mut read, ramesh, of(ramesh)).await.expect("reads").expect("his");
        assert!(alone.members.is_empty(), "who works alone shares with nobody");
    });
}
