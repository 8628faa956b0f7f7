//! What people eat lies in batches: what ends first goes first, nothing old is sold, and unsafe food is stopped everywhere.

use kernel::ids::FoodBatchId;
use market::accounts::Blocks;
use market::audit::Part;
use market::batches::{self, BatchError, BatchLine, Scope};
use market::catalogue::own;
use market::delivery::Shipment;
use market::orders::{Order, Parcel};
use market::quotes::{QuoteError, WhyNot};
use store::{on_each_engine, sql, testing::Fresh};

use crate::town::{DEOGHAR, RANCHI, Town};

impl Town {
    pub async fn batches(&self) -> Vec<BatchLine> {
        batches::of_maker(&mut self.read().await, self.maker("Mohan")).await.expect("lists")
    }

    async fn broken(&self) -> Vec<&'static str> {
        self.breaches().await.iter().map(|check| check.name).collect()
    }

    async fn left(&self) -> Vec<i64> {
        self.batches().await.iter().map(|batch| batch.left).collect()
    }

    /// Mohan makes so many pieces on a day so many days ago.
    async fn makes(&self, pieces: u32, days_ago: i64, once: &str) -> Result<(), BatchError> {
        let by = (self.person("Mohan himself").await, self.maker("Mohan"));
        let made = self.db.now().day().plus(-days_ago);
        batches::note(&self.db, by, self.good("peda"), (made, pieces), "LAB-7", once).await
    }

    fn days_pass(&self, days: i64) {
        self.minutes_pass(days * 24 * 60);
    }

    pub async fn recalls(&self, id: FoodBatchId, scope: &Scope, why: &str) -> Result<(), BatchError> {
        let officer = self.person("Anjali").await;
        batches::recall(&self.db, (officer, Part::Officer), scope, id, why).await
    }

    pub async fn everybody_is_told(&self, id: FoodBatchId) {
        while batches::tell_some(&self.db, id).await.expect("tells") {}
    }
}

fn refusals(cause: QuoteError) -> Vec<WhyNot> {
    match cause {
        QuoteError::NotSold(all) => all.into_iter().map(|(_, _, why)| why).collect(),
        other => panic!("{other}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_first_goes_first_and_what_is_too_old_is_not_sold() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert_eq!(town.batches().await.len(), 1, "what lay on the shelf at first is a batch");
        town.days_pass(3);
        town.makes(10, 0, "this morning").await.expect("noted");
        town.makes(10, 0, "this morning").await.expect("the same press");
        let all = town.batches().await;
        assert_eq!(all.iter().map(|batch| batch.left).collect::<Vec<_>>(), [10, 20]);
        assert_eq!(town.stock("peda").await, (30, 0));
        town.is_sound().await;

        // To the next State it takes longer: only the fresh ones keep. Here at home the old ones go first.
        let near = town.buys("Anita", &[("peda", 2)], DEOGHAR).await;
        assert_eq!(town.left().await, [10, 18]);
        let far = town.quote(&[("peda", 11)], RANCHI).await;
        let few = refusals(far.expect_err("only ten keep long enough"));
        assert!(matches!(few[..], [WhyNot::SoldOut { left: 10 } | WhyNot::WouldSpoil]), "{few:?}");
        town.is_sound().await;

        // Nobody paid: the pieces lie in their batch again.
        town.minutes_pass(31);
        assert!(town.expires(&near).await);
        assert_eq!(town.left().await, [10, 20]);
        town.is_sound().await;

        // Overnight the old batch has less than 30 % of its life left.
        town.days_pass(6);
        assert_eq!(batches::end_old(&town.db).await.expect("ends"), 1);
        assert_eq!(batches::end_old(&town.db).await.expect("again"), 0);
        assert_eq!((town.left().await, town.stock("peda").await), (vec![10, 0], (10, 0)));
        town.is_sound().await;
        town.days_pass(9);
        let old = town.quote(&[("peda", 1)], DEOGHAR).await;
        assert_eq!(
            refusals(old.expect_err("too old")),
            [WhyNot::WouldSpoil],
            "also before anybody tidies up"
        );
        assert_eq!(batches::samples_are_made_again(&town.db).await.expect("made"), 1, "it is a sample");
        assert_eq!(batches::samples_are_made_again(&town.db).await.expect("there"), 0);
        assert_eq!(town.stock("peda").await, (20, 0));
        assert!(town.quote(&[("peda", 1)], DEOGHAR).await.is_ok());
        assert!(matches!(town.makes(5, 30, "long ago").await, Err(BatchError::BadDay)));
        assert!(matches!(town.makes(5, -1, "tomorrow").await, Err(BatchError::BadDay)));
        assert!(matches!(town.makes(0, 0, "none").await, Err(BatchError::BadCount)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn counting_pieces_counts_batches_and_a_hand_in_the_database_is_seen() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (maker, peda) = (town.maker("Mohan"), town.good("peda"));
        own::set_stock(&town.db, maker, peda, (20, 26), "one").await.expect("six more");
        let mut left = town.left().await;
        left.sort_unstable();
        assert_eq!(left, [6, 20]);
        own::set_stock(&town.db, maker, peda, (26, 4), "two").await.expect("fewer");
        assert_eq!(town.batches().await.iter().map(|batch| batch.left).sum::<i64>(), 4);
        town.is_sound().await;
        town.suffers(&[(
            sql!("update food_batch set left_count = left_count - 1 where left_count > 0"),
            vec![],
        )])
        .await;
        assert_eq!(town.broken().await, ["food that lies ready lies in batches"]);
        let may_not = sql!("update food_batch set ended_at_ms = 1 where left_count > 0");
        town.suffers(&[(may_not, vec![])]).await;
        assert!(
            town.broken()
                .await
                .contains(&"of no batch more is sold than was made, and nothing that may not be")
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn unsafe_food_is_stopped_wherever_it_is_and_each_buyer_is_told_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let eaten = town.sells("Anita", &[("peda", 2)], DEOGHAR).await;
        let packed = town.buys("Chand", &[("peda", 3), ("iron tawa", 1)], DEOGHAR).await;
        town.pays(&packed).await;
        town.accepts("Mohan", &packed).await.expect("accepts");
        town.packs("Mohan", &packed).await.expect("packs");
        let unpaid = town.buys("Dilip", &[("peda", 1)], DEOGHAR).await;
        let batch = town.batches().await[0].clone();
        assert_eq!((batch.made_count, batch.left), (20, 14));

        let here = Scope::Officer(Blocks(vec!["2201".to_owned()]));
        let elsewhere = Scope::Officer(Blocks(vec!["3082".to_owned()]));
        assert!(matches!(town.recalls(batch.id, &elsewhere, "mould").await, Err(BatchError::NoBatch)));
        assert!(matches!(town.recalls(batch.id, &here, " ").await, Err(BatchError::NoReason)));
        town.recalls(batch.id, &here, "फफूँद मिली").await.expect("recalled");
        assert!(matches!(town.recalls(batch.id, &here, "again").await, Err(BatchError::AlreadySo)));
        let none = town.quote(&[("peda", 1)], DEOGHAR).await;
        assert!(none.is_err(), "nobody can buy of it from this moment");
        town.everybody_is_told(batch.id).await;
        town.everybody_is_told(batch.id).await;
        assert_eq!((town.told("sms-recall").await, town.told("sms-recall-stopped").await), (1, 1));
        assert_eq!(town.parcel(&packed, "Mohan").await.state, Parcel::Declined);
        assert_eq!(town.parcel(&packed, "Ramesh").await.state, Parcel::Asked, "the tawa still comes");
        assert_eq!(town.parcel(&eaten, "Mohan").await.state, Parcel::Delivered);
        assert!(town.given_back(&packed).await >= kernel::Paise(3 * 220_00), "and the freight of its box");
        let bought = batches::of_order(&mut town.read().await, eaten.id).await.expect("asks");
        assert_eq!(bought[0].recalled.as_deref(), Some("फफूँद मिली"));
        town.is_sound().await;

        // Who pays late gets her money back; whose order ends frees nothing that may be sold.
        town.minutes_pass(31);
        assert!(town.expires(&unpaid).await);
        assert_eq!((town.state(&unpaid).await, town.stock("peda").await), (Order::Expired, (0, 0)));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_paid_after_the_recall_is_stopped_as_well() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let waits = town.buys("Dilip", &[("peda", 1)], DEOGHAR).await;
        let batch = town.batches().await[0].clone();
        town.recalls(batch.id, &Scope::Head, "फफूँद मिली").await.expect("recalled");
        town.everybody_is_told(batch.id).await;
        assert_eq!(town.told("sms-recall-stopped").await, 0, "she has not bought it yet");
        town.pays(&waits).await;
        town.everybody_is_told(batch.id).await;
        assert_eq!(town.told("sms-recall-stopped").await, 1);
        assert_eq!(town.parcel(&waits, "Mohan").await.state, Parcel::Declined);
        assert_eq!(town.messages(batches::RECALL).await.len(), 2, "her payment wakes the recall again");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_travels_alone_and_is_recalled_ends_its_journey_and_the_freight_goes_back_too() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let under_way = town.buys("Anita", &[("peda", 1)], DEOGHAR).await;
        town.pays(&under_way).await;
        town.brings_to_hub("Mohan", &under_way).await;
        let shipment = town.view(&under_way).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        let batch = town.batches().await[0].clone();
        town.recalls(batch.id, &Scope::Head, "फफूँद मिली").await.expect("recalled");
        town.everybody_is_told(batch.id).await;
        assert_eq!(town.view(&under_way).await.shipments[0].state, Shipment::Cancelled);
        assert_eq!(town.state(&under_way).await, Order::Cancelled);
        town.refunds_arrive(&under_way).await;
        assert_eq!(town.given_back(&under_way).await, under_way.total);
        town.is_sound().await;
    });
}
