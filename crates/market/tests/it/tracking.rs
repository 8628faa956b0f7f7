//! Between the hub and the door: the post's files, what goes wrong, what comes back, and following it without signing in.

use kernel::ids::ShipmentId;
use kernel::india::Mobile;
use kernel::{Limit, Paise};
use market::delivery::{self, DeliveryError, Shape, Shipment};
use market::ledger::Account;
use market::orders::{Order, Parcel};
use market::tracking::{self, HitchKind, Step, TrackingError, guest};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, RANCHI, Town};

impl Town {
    /// Ordered, paid, made, and gone to the post.
    async fn posted(&self, who: &str, wants: &[(&str, u32)]) -> (Bought, ShipmentId, String) {
        let bought = self.lies_ready(who, wants, RANCHI).await;
        let shipment = self.view(&bought).await.shipments[0].id;
        self.leaves(shipment).await.expect("leaves");
        let article = self.view(&bought).await.shipments[0].article.clone().expect("a number");
        (bought, shipment, article.to_string())
    }

    /// Hari brings in a file of the post with these events, each «event, hours from midnight, place».
    pub async fn post_says(&self, article: &str, events: &[(&str, i64, &str)]) {
        let mut csv = "Article Number,Event,Event Date,Event Time,Office\n".to_owned();
        for (event, hours, place) in events {
            let at = self.db.now().day().starts().plus_minutes(hours * 60).in_india();
            // As the post writes moments: «28-11-2026 14:05».
            let (date, time) = (at.get(..10).expect("a day"), at.get(11..16).expect("a time"));
            csv.push_str(&format!("{article},{event},{date},{time},{place}\n"));
        }
        let hari = self.person("Hari").await;
        tracking::file::bring_in(&self.db, hari, self.deoghar_hub, "events.csv", csv.as_bytes())
            .await
            .expect("is brought in");
        self.db.clock().advance_ms(1);
    }

    async fn hitches(&self) -> Vec<tracking::HitchLine> {
        tracking::hitches_of(&mut self.read().await, self.deoghar_hub, Limit::of(50)).await.expect("lists")
    }

    async fn last_file(&self) -> tracking::FileLine {
        let files = tracking::files_of(&mut self.read().await, self.deoghar_hub, Limit::of(1)).await;
        files.expect("lists").pop().expect("a file")
    }

    pub async fn comes_home(&self, shipment: ShipmentId, shape: Shape) -> Result<(), DeliveryError> {
        delivery::come_home(&self.db, self.by("Hari").await, self.deoghar_hub, shipment, shape).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_posts_file_brings_a_shipment_to_its_buyer_and_twice_is_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (anita, shipment, article) = town.posted("Anita", &[("iron tawa", 1)]).await;
        let morning = [
            ("Item Booked", -20, "B.Deoghar HO"),
            ("Item Dispatched", -15, "B.Deoghar HO"),
            ("Out for Delivery", -2, "Ranchi GPO"),
        ];
        town.post_says(&article, &morning).await;
        assert_eq!(town.told("sms-out-for-delivery").await, 1);
        let evening = [&morning[..], &[("Item Delivered(Addressee)", -1, "Ranchi GPO")]].concat();
        town.post_says(&article, &evening).await;
        let file = town.last_file().await;
        assert_eq!((file.taken, file.known, file.faults.as_str()), (1, 3, ""));
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!(town.told("sms-delivered").await, 1);
        assert!(town.owed("Ramesh").await > Paise::ZERO);
        town.post_says(&article, &evening).await;
        assert_eq!(town.last_file().await.taken, 0);
        let steps: Vec<Step> = tracking::scans_of(&mut town.read().await, shipment)
            .await
            .expect("lists")
            .into_iter()
            .map(|scan| scan.step)
            .collect();
        assert_eq!(steps, [Step::Booked, Step::InTransit, Step::OutForDelivery, Step::Delivered]);
        let way = tracking::way_of(&mut town.read().await, anita.id).await.expect("asks");
        assert!(way.moved.iter().any(|moved| moved.state == Parcel::Packed) && way.scans.len() == 4);

        town.post_says("EE123456785IN", &[("Item Booked", -1, "Ranchi GPO")]).await;
        assert_eq!(town.last_file().await.faults, "2 not_ours EE123456785IN");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_is_a_task_of_the_hub_until_somebody_says_what_was_done() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (_, shipment, article) = town.posted("Anita", &[("iron tawa", 1)]).await;
        town.post_says(&article, &[("Item Undelivered: door locked", -1, "Ranchi GPO")]).await;
        let open = town.hitches().await;
        assert_eq!((open.len(), open[0].kind, open[0].shipment), (1, HitchKind::Undelivered, shipment));
        assert_eq!(town.told("sms-undelivered").await, 1);
        let (hari, hub, id) = (town.person("Hari").await, town.deoghar_hub, open[0].id);
        let close = async |hub, words: &str| tracking::close(&town.db, hari, hub, id, words).await;
        assert!(matches!(close(hub, " ").await, Err(TrackingError::NoOutcome)));
        let elsewhere = close(town.madhupur_hub, "called her").await;
        assert!(matches!(elsewhere, Err(TrackingError::NoHitch(_))), "another hub's task is none");
        close(hub, "called her, at home tomorrow").await.expect("is done");
        assert!(matches!(close(hub, "once more").await, Err(TrackingError::Closed)));

        let note = tracking::note(&town.db, hari, hub, shipment, Step::Lost, "Dhanbad").await;
        note.expect("a keeper was told on the telephone");
        assert_eq!(town.hitches().await[0].kind, HitchKind::Lost);
        town.post_says(&article, &[("Item Delivered", 0, "Ranchi GPO")]).await;
        assert_eq!(town.hitches().await.len(), 0, "it was found and delivered: nothing is left to do");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_gives_the_buyer_her_money_and_the_maker_her_goods() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let before = town.stock("iron tawa").await.0;
        let (anita, shipment, article) = town.posted("Anita", &[("iron tawa", 2), ("lac bangles", 1)]).await;
        assert!(matches!(town.comes_home(shipment, Shape::Whole).await, Err(DeliveryError::NotNow(_))));
        town.post_says(&article, &[("Returned to sender", -1, "Ranchi GPO")]).await;
        let view = town.view(&anita).await;
        assert_eq!(view.shipments[0].state, Shipment::ComingBack);
        assert!(view.parcels.iter().all(|parcel| parcel.state == Parcel::ComingBack));
        assert_eq!((town.told("sms-coming-back").await, town.hitches().await.len()), (1, 1));
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "not before it is here");
        town.is_sound().await;

        town.post_says(&article, &[("Item Delivered", 0, "Ranchi GPO")]).await;
        assert_eq!(town.view(&anita).await.shipments[0].state, Shipment::ComingBack, "it has turned");
        town.comes_home(shipment, Shape::Whole).await.expect("is received");
        assert!(matches!(town.comes_home(shipment, Shape::Whole).await, Err(DeliveryError::NotNow(_))));
        assert_eq!(town.state(&anita).await, Order::Cancelled);
        assert_eq!(town.given_back(&anita).await, anita.total);
        town.refunds_arrive(&anita).await;
        assert_eq!(town.balance(Account::Gateway).await, Paise::ZERO);
        assert_eq!((town.owed("Ramesh").await, town.hitches().await.len()), (Paise::ZERO, 0));
        assert_eq!(town.stock("iron tawa").await, (before, 0), "two are for sale again");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_goods_and_food_are_not_sold_again() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for (good, shape) in [("iron tawa", Shape::Broken), ("peda", Shape::Whole)] {
            let (bought, shipment, article) = town.posted("Anita", &[(good, 1)]).await;
            let left = town.stock(good).await;
            town.post_says(&article, &[("RTO initiated", -1, "Ranchi GPO")]).await;
            town.comes_home(shipment, shape).await.expect("is received");
            assert_eq!(town.stock(good).await, left, "{good}");
            assert_eq!(town.given_back(&bought).await, bought.total);
        }
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn own_hands_deliver_only_against_the_code_whatever_a_file_says() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.lies_ready("Anita", &[("iron tawa", 1)], DEOGHAR).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        let hari = town.person("Hari").await;
        let early = tracking::note(&town.db, hari, town.deoghar_hub, shipment, Step::Undelivered, "").await;
        assert!(matches!(early, Err(TrackingError::NotUnderWay)));
        town.leaves(shipment).await.expect("leaves");
        for step in [Step::Delivered, Step::Undelivered] {
            tracking::note(&town.db, hari, town.deoghar_hub, shipment, step, "").await.expect("is noted");
            assert_eq!(town.view(&anita).await.shipments[0].state, Shipment::Shipped);
        }
        town.arrives(&anita, shipment).await.expect("she says the code");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_follows_her_order_with_the_beginning_of_its_code_and_her_number() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("iron tawa", 1)], RANCHI).await;
        let bimal = town.buys("Bimal", &[("iron tawa", 1)], RANCHI).await;
        let number = async |who| {
            let read = &mut town.read().await;
            let person = town.person(who).await;
            market::accounts::who_is(read, person).await.expect("asks").expect("somebody").mobile
        };
        let (hers, his) = (number("Anita").await, number("Bimal").await);
        let asks = async |code: &str, mobile: &Mobile| guest::code_for(&town.db, code, mobile).await;
        assert_eq!(asks(&anita.code[..12], &hers).await.expect("found"), anita.code);
        assert_eq!(asks(&anita.code.to_lowercase(), &hers).await.expect("found"), anita.code);
        let nobody = Mobile::typed("6300099999").expect("a number");
        for (code, mobile) in
            [(&anita.code[..12], &his), ("DM-0000-0000", &hers), (&bimal.code[..12], &nobody)]
        {
            assert!(matches!(asks(code, mobile).await, Err(TrackingError::NotFound)), "{code}");
        }
        let mut heard = Vec::new();
        for guess in 0..8 {
            let code = format!("DM-AAAA-AAA{guess}");
            heard.push(matches!(asks(&code, &hers).await, Err(TrackingError::TooOften)));
        }
        assert_eq!(heard.iter().filter(|often| **often).count(), 5, "three tries came before");
        assert!(
            matches!(asks(&anita.code, &hers).await, Err(TrackingError::TooOften)),
            "even the right code"
        );
        town.minutes_pass(61);
        assert_eq!(asks(&anita.code, &hers).await.expect("an hour later"), anita.code);
        assert!(guest::forget_tries(&town.db).await.expect("forgets") > 0);
    });
}
