//! From a maker's yes to the buyer's door: makers, keepers, runners, the post, and everybody who changes their mind.

use kernel::Paise;
use kernel::india::ArticleNumber;
use market::delivery::{self, DeliveryError, Shipment};
use market::ledger::Account;
use market::orders::hub::{self, Finding, inspect};
use market::orders::{Order, OrderError, Parcel, maker};
use store::{on_each_engine, testing::Fresh};

use crate::town::{Bought, DEOGHAR, RANCHI, Town};

async fn paid(town: &Town, wants: &[(&str, u32)], pin: &str) -> Bought {
    let bought = town.buys("Anita", wants, pin).await;
    town.pays(&bought).await;
    bought
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_makers_says_no_and_her_goods_are_refunded_but_the_freight_stays() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        town.declines("Sunita", &anita, "no lac left").await.expect("declines");
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.shipments[0].state), (Order::Confirmed, Shipment::Planned));
        assert_eq!(town.parcel(&anita, "Sunita").await.reason, "no lac left");
        assert_eq!(town.given_back(&anita).await, Paise(500_00));
        assert_eq!(town.told("sms-parcel-called-off").await, 1);
        town.is_sound().await;

        town.brings_to_hub("Ramesh", &anita).await;
        town.everything_arrives(&anita).await;
        town.refunds_arrive(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!(
            (town.owed("Sunita").await, town.owed("Ramesh").await),
            (Paise::ZERO, Paise(355_55 + 7_63)),
            "with the tax inside 50.00 of freight"
        );
        assert_eq!(town.balance(Account::Gateway).await, Paise(anita.total.0 - 500_00));
        assert_eq!(town.balance(Account::BuyerAdvance).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn when_all_say_no_everything_goes_back_freight_too() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        town.declines("Sunita", &anita, "no lac left").await.expect("declines");
        town.accepts("Ramesh", &anita).await.expect("accepts");
        town.declines("Ramesh", &anita, "the forge is cold").await.expect("thinks better of it");
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.shipments[0].state), (Order::Cancelled, Shipment::Cancelled));
        assert_eq!(town.given_back(&anita).await, anita.total);
        town.refunds_arrive(&anita).await;
        assert_eq!(town.balance(Account::Gateway).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn two_makers_say_no_at_the_same_moment_and_the_freight_goes_back_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        for _ in 0..3 {
            let anita = paid(&town, &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
            town.person("Sunita").await;
            town.person("Ramesh").await;
            let (sunita, ramesh) = tokio::join!(
                town.declines("Sunita", &anita, "no lac left"),
                town.declines("Ramesh", &anita, "the forge is cold")
            );
            sunita.expect("declines");
            ramesh.expect("declines");
            assert_eq!(town.given_back(&anita).await, anita.total);
            assert_eq!(town.state(&anita).await, Order::Cancelled);
            town.is_sound().await;
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipment_whose_only_parcel_is_called_off_gives_its_freight_back_and_the_other_travels() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("clay pot", 1), ("iron tawa", 1)], DEOGHAR).await;
        let freight =
            town.view(&anita).await.shipments.iter().map(|s| s.freight).max().expect("two shipments");
        town.declines("Karim", &anita, "it cracked").await.expect("declines");
        assert_eq!(town.given_back(&anita).await, Paise(99_00 + 45_00));
        assert_eq!(freight, Paise(45_00));
        town.brings_to_hub("Ramesh", &anita).await;
        town.everything_arrives(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Completed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_says_yes_once_with_a_day_and_no_with_a_reason() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1)], DEOGHAR).await;
        let (parcel, today) = (town.parcel(&anita, "Sunita").await.id, town.db.now().day());
        let accept = async |day| {
            maker::accept(&town.db, town.by("Sunita").await, town.maker("Sunita"), parcel, day).await
        };
        for day in [today.plus(-1), today.plus(61)] {
            assert!(matches!(accept(day).await, Err(OrderError::BadDay)));
        }
        assert!(matches!(town.declines("Sunita", &anita, " ").await, Err(OrderError::NoReason)));
        assert!(
            matches!(town.packs("Sunita", &anita).await, Err(OrderError::ParcelNotNow(_))),
            "first a yes"
        );
        accept(today).await.expect("accepts");
        assert!(matches!(accept(today).await, Err(OrderError::ParcelNotNow(_))), "once");
        town.packs("Sunita", &anita).await.expect("packs");
        assert!(matches!(
            town.declines("Sunita", &anita, "too late").await,
            Err(OrderError::ParcelNotNow(_))
        ));
        assert_eq!(town.given_back(&anita).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn yes_and_no_at_the_same_moment_is_one_of_them() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.person("Sunita").await;
        for _ in 0..4 {
            let anita = paid(&town, &[("lac bangles", 1)], DEOGHAR).await;
            let (yes, yes_again, no) = tokio::join!(
                town.accepts("Sunita", &anita),
                town.accepts("Sunita", &anita),
                town.declines("Sunita", &anita, "no lac left")
            );
            let state = town.parcel(&anita, "Sunita").await.state;
            let yeses = [&yes, &yes_again].iter().filter(|said| said.is_ok()).count();
            match state {
                // She may still say no after a yes.
                Parcel::Declined => assert!(no.is_ok() && yeses <= 1, "{yes:?} {yes_again:?} {no:?}"),
                Parcel::Accepted => assert!(no.is_err() && yeses == 1, "{yes:?} {yes_again:?} {no:?}"),
                other => panic!("{other}"),
            }
            let refused = [yes, yes_again, no].into_iter().filter_map(Result::err);
            for cause in refused {
                assert!(matches!(cause, OrderError::ParcelNotNow(_) | OrderError::Raced), "{cause:?}");
            }
            town.is_sound().await;
        }
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn to_a_maker_the_parcels_of_others_do_not_exist() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let (sunitas, ramesh) = (town.parcel(&anita, "Sunita").await.id, town.maker("Ramesh"));
        let (by, day) = (town.by("Ramesh").await, town.db.now().day());
        let tried = [
            maker::accept(&town.db, by, ramesh, sunitas, day).await,
            maker::decline(&town.db, by, ramesh, sunitas, "not mine").await,
            maker::pack(&town.db, by, ramesh, sunitas).await,
            maker::pack(&town.db, by, ramesh, store::chance::id(town.db.now())).await,
        ];
        assert!(tried.iter().all(|tried| matches!(tried, Err(OrderError::NoParcel(_)))), "{tried:?}");
        let mut read = town.read().await;
        assert!(maker::parcel(&mut read, ramesh, sunitas).await.expect("asks").is_none());
        assert_eq!(maker::open_parcels(&mut read, ramesh, Town::SOME).await.expect("lists").len(), 1);
        assert_eq!(
            maker::open_parcels(&mut read, town.maker("Karim"), Town::SOME).await.expect("lists").len(),
            0
        );
        drop(read);
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Asked);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn before_it_is_paid_a_parcel_is_nobodys_business() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 1)], DEOGHAR).await;
        let parcel = town.parcel(&anita, "Sunita").await.id;
        let seen = maker::parcel(&mut town.read().await, town.maker("Sunita"), parcel).await.expect("asks");
        assert!(seen.is_none());
        assert!(matches!(town.accepts("Sunita", &anita).await, Err(OrderError::ParcelNotNow(_))));
        assert!(matches!(
            town.declines("Sunita", &anita, "no lac left").await,
            Err(OrderError::ParcelNotNow(_))
        ));
        assert!(matches!(
            town.keeper_finds("Sunita", &anita, Finding::Passes).await,
            Err(OrderError::ParcelNotNow(_))
        ));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn to_a_hub_the_parcels_of_another_hub_do_not_exist() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1)], DEOGHAR).await;
        town.accepts("Sunita", &anita).await.expect("accepts");
        town.packs("Sunita", &anita).await.expect("packs");
        let (code, shipment) =
            (town.parcel(&anita, "Sunita").await.code, town.view(&anita).await.shipments[0].id);
        let (by, other) = (town.by("Imran").await, town.madhupur_hub);
        for finding in [Finding::Passes, Finding::GoesBack("loose lid"), Finding::Refused("broken")] {
            let tried = inspect(&town.db, by, other, &code, finding, None).await;
            assert!(matches!(tried, Err(OrderError::NoParcel(_))), "{tried:?}");
        }
        let tried = delivery::hand_over(&town.db, by, other, shipment, None).await;
        assert!(matches!(tried, Err(DeliveryError::NoShipment(_))), "{tried:?}");
        let tried = delivery::deliver(&town.db, by, other, shipment, None).await;
        assert!(matches!(tried, Err(DeliveryError::NoShipment(_))), "{tried:?}");
        let mut read = town.read().await;
        assert!(hub::parcel(&mut read, other, &code).await.expect("asks").is_none());
        assert!(delivery::label(&mut read, other, shipment).await.expect("asks").is_none());
        assert!(hub::parcels_at(&mut read, other, Town::SOME).await.expect("lists").is_empty());
        assert!(delivery::shipments_at(&mut read, other, Town::SOME).await.expect("lists").is_empty());
        let typed = format!(" {}-{} ", code[..4].to_lowercase(), &code[4..]);
        assert!(
            hub::parcel(&mut read, town.deoghar_hub, &typed).await.expect("asks").is_some(),
            "as people type it"
        );
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hub_sends_a_parcel_back_to_be_mended_and_refuses_what_cannot_be() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        for maker in ["Sunita", "Ramesh"] {
            town.accepts(maker, &anita).await.expect("accepts");
            town.packs(maker, &anita).await.expect("packs");
        }
        let no_reason = town.keeper_finds("Sunita", &anita, Finding::GoesBack("")).await;
        assert!(matches!(no_reason, Err(OrderError::NoReason)), "{no_reason:?}");
        town.keeper_finds("Sunita", &anita, Finding::GoesBack("a loose lid")).await.expect("goes back");
        let parcel = town.parcel(&anita, "Sunita").await;
        assert_eq!((parcel.state, parcel.reason.as_str()), (Parcel::Accepted, "a loose lid"));
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "nobody pays for a loose lid");
        town.packs("Sunita", &anita).await.expect("packs again");
        town.keeper_finds("Sunita", &anita, Finding::Passes).await.expect("passes");
        let again = town.keeper_finds("Sunita", &anita, Finding::Refused("broken")).await;
        assert!(matches!(again, Err(OrderError::ParcelNotNow(_))), "what has passed has passed: {again:?}");

        town.keeper_finds("Ramesh", &anita, Finding::Refused("a crack through the iron"))
            .await
            .expect("is refused");
        assert_eq!(town.given_back(&anita).await, Paise(355_55));
        town.everything_arrives(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert_eq!(town.owed("Ramesh").await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipment_leaves_when_all_its_parcels_are_there_and_only_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1), ("iron tawa", 1)], DEOGHAR).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.brings_to_hub("Sunita", &anita).await;
        assert!(matches!(town.leaves(shipment).await, Err(DeliveryError::ParcelsMissing)));
        assert!(
            matches!(town.arrives(&anita, shipment).await, Err(DeliveryError::NotNow(_))),
            "it has not left"
        );
        town.brings_to_hub("Ramesh", &anita).await;
        town.person("Hari").await;
        let (one, two) = tokio::join!(town.leaves(shipment), town.leaves(shipment));
        assert_eq!([&one, &two].iter().filter(|left| left.is_ok()).count(), 1, "{one:?} {two:?}");
        assert_eq!(town.told("sms-on-the-way").await, 1);
        let (one, two) = tokio::join!(town.arrives(&anita, shipment), town.arrives(&anita, shipment));
        assert_eq!([&one, &two].iter().filter(|arrived| arrived.is_ok()).count(), 1, "{one:?} {two:?}");
        assert_eq!(town.owed("Sunita").await, Paise(250_00), "earned once");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_runner_needs_the_buyers_code_and_has_five_tries() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1)], DEOGHAR).await;
        town.brings_to_hub("Sunita", &anita).await;
        let shipment = town.view(&anita).await.shipments[0].clone();
        town.leaves(shipment.id).await.expect("leaves");
        let wrong = if shipment.delivery_code == "000000" { "000001" } else { "000000" };
        for (code, left) in [("", 4), (wrong, 3), (wrong, 2), ("12345", 1), (wrong, 0), (wrong, 0)] {
            let said = town.says_code(shipment.id, code).await;
            assert!(
                matches!(said, Err(DeliveryError::WrongCode { tries_left }) if tries_left == left),
                "{said:?}"
            );
        }
        let right = town.arrives(&anita, shipment.id).await;
        assert!(
            matches!(right, Err(DeliveryError::WrongCode { tries_left: 0 })),
            "even the right one: {right:?}"
        );
        assert_eq!(town.owed("Sunita").await, Paise::ZERO);
        assert_eq!(town.parcel(&anita, "Sunita").await.state, Parcel::Shipped);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_code_after_four_wrong_ones_is_right() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = paid(&town, &[("lac bangles", 1)], DEOGHAR).await;
        town.brings_to_hub("Sunita", &anita).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        for _ in 0..4 {
            assert!(town.says_code(shipment, "wrong").await.is_err());
        }
        town.arrives(&anita, shipment).await.expect("the fifth try is right");
        assert_eq!(town.state(&anita).await, Order::Completed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_post_wants_an_article_number_that_checks_and_is_on_no_other_shipment() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        assert!(ArticleNumber::typed("EJ123456789IN").is_none(), "the check digit of 12345678 is 5");
        let article = ArticleNumber::typed("ej 12345678 5 in").expect("a right number, as typed");
        let (by, hub) = (town.by("Hari").await, town.deoghar_hub);
        let first = paid(&town, &[("lac bangles", 1)], RANCHI).await;
        let second = paid(&town, &[("lac bangles", 1)], RANCHI).await;
        for bought in [&first, &second] {
            town.brings_to_hub("Sunita", bought).await;
        }
        let (one, two) = (town.view(&first).await.shipments[0].id, town.view(&second).await.shipments[0].id);
        let without = delivery::hand_over(&town.db, by, hub, one, None).await;
        assert!(matches!(without, Err(DeliveryError::NoArticleNumber)), "{without:?}");
        delivery::hand_over(&town.db, by, hub, one, Some(&article)).await.expect("leaves");
        let again = delivery::hand_over(&town.db, by, hub, two, Some(&article)).await;
        assert!(matches!(again, Err(DeliveryError::ArticleUsed)), "{again:?}");
        assert_eq!(town.parcel(&second, "Sunita").await.state, Parcel::AtHub, "nothing of it has left");
        assert_eq!(town.view(&first).await.shipments[0].article, Some(article));
        assert_eq!(town.told("sms-posted").await, 1);
        delivery::deliver(&town.db, by, hub, one, None).await.expect("the post needs no code");
        assert_eq!(town.state(&first).await, Order::Completed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn one_article_number_on_two_shipments_at_the_same_moment_stays_on_one() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (by, hub, article) = (town.by("Hari").await, town.deoghar_hub, Town::article());
        let mut shipments = Vec::new();
        for _ in 0..2 {
            let bought = paid(&town, &[("lac bangles", 1)], RANCHI).await;
            town.brings_to_hub("Sunita", &bought).await;
            shipments.push(town.view(&bought).await.shipments[0].id);
        }
        let (one, two) = tokio::join!(
            delivery::hand_over(&town.db, by, hub, shipments[0], Some(&article)),
            delivery::hand_over(&town.db, by, hub, shipments[1], Some(&article))
        );
        let refused =
            [&one, &two].iter().filter(|left| matches!(left, Err(DeliveryError::ArticleUsed))).count();
        assert_eq!((one.is_ok() || two.is_ok(), refused), (true, 1), "{one:?} {two:?}");
        town.is_sound().await;
    });
}
