//! A part of a maker's money comes when her hub has accepted her parcel; the fund never gives what it does not have.

use kernel::payment::PayoutStatus::{Processed, Returned};
use kernel::{BasisPoints, Limit, Paise};
use market::advances::{self, AdvanceError, Ahead, State, Way};
use market::claims::{self, Ask, Fault};
use market::delivery::{self, Shape};
use market::ledger::Account;
use market::orders::hub::Finding;
use market::payouts::{self, Beside, Payout};
use market::tracking::{self, Step};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, Town};
use crate::verify::{Busy, breaks};

pub const AHEAD: &str =
    "every part paid ahead is its share, stands where its parcel does and comes back once";
pub const FUND: &str = "the advance fund is what was put in, less what makers have of it";

impl Town {
    /// Farida puts money in and says which share of a parcel is paid ahead from today on.
    pub async fn pays_ahead(&self, fund: Paise, share: u32) {
        let (farida, today) = (self.person("Farida").await, self.db.now().day());
        let rule = (today, BasisPoints(share));
        advances::set_rule(&self.db, farida, rule, "lac is dear in this season").await.expect("is set");
        advances::move_fund(&self.db, farida, (Way::In, fund), "SBIN0FUND1").await.expect("is put in");
    }

    async fn ahead(&self, who: &str) -> Vec<Ahead> {
        advances::of_maker(&mut self.read().await, self.maker(who), Limit::of(50)).await.expect("lists")
    }

    async fn free(&self) -> Paise {
        advances::fund(&mut self.read().await).await.expect("asks").free()
    }

    /// Somebody has paid for bangles that Sunita has brought to her hub.
    async fn sunita_brings(&self, who: &str) -> Bought {
        let bought = self.buys(who, &[("lac bangles", 1)], DEOGHAR).await;
        self.pays(&bought).await;
        self.brings_to_hub("Sunita", &bought).await;
        bought
    }

    async fn part(&self, bought: &Bought) -> Paise {
        self.parcel(bought, "Sunita").await.goods
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_paid_ahead_before_finance_says_so() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.sunita_brings("Anita").await;
        assert_eq!((town.ahead("Sunita").await.len(), town.owed("Sunita").await), (0, Paise::ZERO));
        let (farida, today) = (town.person("Farida").await, town.db.now().day());
        let sets = async |from, share, why: &str| {
            advances::set_rule(&town.db, farida, (from, BasisPoints(share)), why).await
        };
        assert!(matches!(sets(today, 3_000, " ").await, Err(AdvanceError::NoReason)));
        assert!(matches!(sets(today, 8_001, "too much").await, Err(AdvanceError::ShareTooLarge)));
        assert!(matches!(sets(today.plus(-1), 3_000, "late").await, Err(AdvanceError::DayOver)));
        sets(today.plus(1), 3_000, "from tomorrow").await.expect("is set");
        assert!(matches!(sets(today.plus(1), 4_000, "more").await, Err(AdvanceError::DayTaken)));
        town.sunita_brings("Bimal").await;
        assert_eq!(town.ahead("Sunita").await.len(), 0, "not before its day");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn sunita_has_a_part_with_the_next_batch_and_the_rest_when_it_arrives() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.pays_ahead(Paise(5_000_00), 4_000).await;
        let anita = town.sunita_brings("Anita").await;
        let part = town.part(&anita).await;
        let ahead = BasisPoints(4_000).of(part).expect("fits");
        assert_eq!((town.owed("Sunita").await, town.free().await), (ahead, Paise(5_000_00 - ahead.0)));
        let due = payouts::due(&mut town.read().await).await.expect("lists").remove(0);
        assert_eq!((due.amount, due.ahead, due.since), (ahead, ahead, None));

        let batch = town.pays_out(Processed).await;
        let first = town.batch(batch).await.payouts.remove(0);
        assert_eq!((first.amount, town.owed("Sunita").await), (ahead, Paise::ZERO));
        let slip = payouts::slip(&mut town.read().await, town.maker("Sunita"), first.id).await;
        let slip = slip.expect("reads").expect("hers");
        assert_eq!((slip.lines.len(), slip.beside[0].what, slip.beside[0].amount), (0, Beside::Ahead, ahead));
        assert_eq!(town.ahead("Sunita").await[0].payout, Some(Payout::Settled));

        town.everything_arrives(&anita).await;
        assert_eq!(town.owed("Sunita").await, Paise(part.0 - ahead.0), "the rest");
        assert_eq!(town.free().await, Paise(5_000_00), "the fund has its money again");
        assert_eq!(town.ahead("Sunita").await[0].state, State::Netted);
        town.is_sound().await;
        let last = town.pays_out(Processed).await;
        let last = town.batch(last).await.payouts.remove(0);
        assert_eq!(last.amount, Paise(part.0 - ahead.0));
        let earned = payouts::earnings(&mut town.read().await, town.maker("Sunita"), Town::SOME).await;
        let earned = earned.expect("lists").remove(0);
        assert_eq!((earned.share, earned.ahead), (last.amount, ahead));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_before_the_batch_is_paid_in_one() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.pays_ahead(Paise(5_000_00), 5_000).await;
        let anita = town.sunita_brings("Anita").await;
        let part = town.part(&anita).await;
        town.everything_arrives(&anita).await;
        let batch = town.pays_out(Returned).await;
        assert_eq!(town.batch(batch).await.payouts[0].amount, part, "part and rest together");
        assert_eq!(town.owed("Sunita").await, part, "the bank sent both back");
        town.is_sound().await;
        let again = town.pays_out(Processed).await;
        assert_eq!(
            (town.batch(again).await.payouts[0].amount, town.owed("Sunita").await),
            (part, Paise::ZERO)
        );
        town.is_sound().await;
    });
}

/// The shipment of an order is brought back to its hub.
async fn comes_home(town: &Town, bought: &Bought) {
    let shipment = town.view(bought).await.shipments[0].id;
    town.leaves(shipment).await.expect("leaves");
    let (hub, hari) = (town.hub_of(shipment).await, town.by("Hari").await);
    let keeper = town.person("Hari").await;
    tracking::note(&town.db, keeper, hub, shipment, Step::TurnedBack, "").await.expect("turns back");
    delivery::come_home(&town.db, hari, hub, shipment, Shape::Whole).await.expect("is at the hub again");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_to_nothing_comes_off_her_next_payout_and_not_out_of_her_hand() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.pays_ahead(Paise(5_000_00), 5_000).await;
        let anita = town.sunita_brings("Anita").await;
        let ahead = town.owed("Sunita").await;
        town.pays_out(Processed).await;
        comes_home(&town, &anita).await;
        assert_eq!(town.ahead("Sunita").await[0].state, State::TakenBack);
        assert_eq!(town.owed("Sunita").await, ahead.negated(), "the book says what she has too much");
        assert_eq!(town.free().await, Paise(5_000_00));
        assert!(matches!(town.drafts("Farida").await, Err(payouts::PayoutError::NothingDue)));
        town.is_sound().await;

        let bimal = town.sunita_brings("Bimal").await;
        let part = town.part(&bimal).await;
        assert!(
            matches!(town.drafts("Farida").await, Err(payouts::PayoutError::NothingDue)),
            "what is paid ahead of the next one is as much as she has to give back"
        );
        town.everything_arrives(&bimal).await;
        let batch = town.pays_out(Processed).await;
        let payout = town.batch(batch).await.payouts.remove(0);
        assert_eq!((payout.amount, town.owed("Sunita").await), (Paise(part.0 - ahead.0), Paise::ZERO));
        let slip = payouts::slip(&mut town.read().await, town.maker("Sunita"), payout.id).await;
        let slip = slip.expect("reads").expect("hers");
        let sum = slip.lines.iter().map(|l| l.amount.0).chain(slip.beside.iter().map(|b| b.amount.0));
        assert_eq!(sum.sum::<i64>(), payout.amount.0, "the slip adds up");
        assert!(
            slip.beside.iter().any(|line| line.what == Beside::AheadBack && line.amount == ahead.negated())
        );
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_payout_had_yet_is_void_and_takes_nothing_from_her() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.pays_ahead(Paise(5_000_00), 5_000).await;
        let anita = town.sunita_brings("Anita").await;
        comes_home(&town, &anita).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        assert!(town.ahead("Sunita").await.is_empty(), "void is not worth a line");
        assert!(payouts::due(&mut town.read().await).await.expect("lists").is_empty());
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fund_gives_what_it_has_and_no_more() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let farida = town.person("Farida").await;
        let moves = async |way, paise, reference: &str| {
            advances::move_fund(&town.db, farida, (way, Paise(paise)), reference).await
        };
        town.pays_ahead(Paise(60_00), 5_000).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let bimal = town.buys("Bimal", &[("lac bangles", 1)], DEOGHAR).await;
        let part = BasisPoints(5_000).of(town.part(&anita).await).expect("fits");
        assert!(part < Paise(60_00) || moves(Way::In, part.0 - 60_00 + 1, "SBIN0FUND2").await.is_ok());
        let fund = town.free().await;
        assert!(fund >= part && fund.0 < 2 * part.0, "room for one, not for two: {fund} {part}");
        for bought in [&anita, &bimal] {
            town.pays(bought).await;
            town.accepts("Sunita", bought).await.expect("accepts");
            town.packs("Sunita", bought).await.expect("packs");
        }
        let (one, two) = tokio::join!(
            town.keeper_finds("Sunita", &anita, Finding::Passes),
            town.keeper_finds("Sunita", &bimal, Finding::Passes)
        );
        one.and(two).expect("the hub accepts both");
        let mut states: Vec<_> = town.ahead("Sunita").await.iter().map(|one| one.state).collect();
        states.sort_unstable();
        assert_eq!(states, [State::Given, State::NoRoom], "and it is said which got none");
        assert_eq!((town.owed("Sunita").await, town.free().await), (part, Paise(fund.0 - part.0)));
        let lying = advances::lying(&mut town.read().await).await.expect("asks");
        assert_eq!((lying.parcels, lying.without_room), (2, 1));

        let more = moves(Way::Out, fund.0, "SBIN0FUND3").await;
        assert!(matches!(more, Err(AdvanceError::TooMuch { free }) if free.0 == fund.0 - part.0));
        assert!(matches!(moves(Way::In, 100, "SBIN0FUND1").await, Err(AdvanceError::ReferenceUsed)));
        assert!(matches!(moves(Way::In, 0, "SBIN0FUND4").await, Err(AdvanceError::NoAmount)));
        assert!(matches!(moves(Way::In, 100, "x").await, Err(AdvanceError::NoReference)));
        moves(Way::Out, fund.0 - part.0, "SBIN0FUND5").await.expect("what lies there can be taken out");
        assert_eq!(town.balance(Account::AdvanceFund).await, Paise::ZERO);
        for bought in [&anita, &bimal] {
            town.everything_arrives(bought).await;
        }
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_after_both_were_paid_takes_no_more_than_she_had() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.pays_ahead(Paise(5_000_00), 3_000).await;
        let anita = town.sunita_brings("Anita").await;
        town.pays_out(Processed).await;
        town.everything_arrives(&anita).await;
        let (farida, gopal) = (town.person("Farida").await, town.person("Gopal").await);
        let lines = claims::lines_of(&mut town.read().await, anita.id).await.expect("lists");
        let ask = Ask {
            order: &anita.code,
            line: lines[0].id,
            quantity: 1,
            fault: Fault::Maker,
            reason: "cracked",
            anew: None,
        };
        let claim = claims::ask(&town.db, farida, &ask).await.expect("asks");
        let _ = claims::decide(&town.db, gopal, claim, claims::Decision::Grants).await;
        town.is_sound().await;
        assert!(town.owed("Sunita").await <= Paise::ZERO);
        town.is_sound().await;
    });
}

/// A parcel lies at its hub and a part of it is due.
async fn a_part_is_ahead(busy: &Busy) {
    busy.town.pays_ahead(Paise(5_000_00), 3_000).await;
    busy.town.sunita_brings("Chand").await;
    busy.town.is_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_ahead_that_is_another_share() {
    breaks(
        "an advance made larger",
        &["every maker is owed what her parcels and payouts say", AHEAD, FUND],
        async |busy| {
            a_part_is_ahead(busy).await;
            vec![(sql!("update parcel_advance set amount_paise = amount_paise + 100"), vec![])]
        },
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fund_that_forgets_who_has_it() {
    breaks("a fund that says nobody has anything", &[FUND], async |busy| {
        a_part_is_ahead(busy).await;
        vec![(sql!("update advance_fund set out_paise = 0"), vec![])]
    })
    .await;
}
