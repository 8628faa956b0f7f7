//! What arrived broken comes anew, and what comes back is fetched at the door.

use futures_util::future::join_all;
use kernel::Paise;
use kernel::ids::ReturnId;
use market::orders::{Order, Parcel};
use market::returns::{self, Ask, Decision, Fault, Finding, Reason, ReturnError, ReturnState, Scope, Wish};
use store::{on_each_engine, params, sql, testing::Fresh};

use crate::returns::{RETURNED, here, photo};
use crate::town::{Bought, DEOGHAR, RANCHI, Town};

impl Town {
    async fn wants_anew(
        &self,
        who: &str,
        bought: &Bought,
        (of, quantity, reason): (&str, u32, Reason),
    ) -> Result<ReturnId, ReturnError> {
        let (line, person) = (self.line_named(bought, of).await, self.person(who).await);
        let ask = Ask { line, quantity, reason, words: "", wish: Wish::Piece };
        returns::ask(&self.db, person, &ask, Some(&photo(of))).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_pot_comes_anew_and_no_money_goes_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("clay pot", 4)], DEOGHAR).await;
        let (on_hand, owed) = (town.stock("clay pot").await.0, town.owed("Karim").await);
        assert_eq!(town.state(&anita).await, Order::Completed);
        let presses =
            join_all((0..5).map(|_| town.wants_anew("Anita", &anita, ("clay pot", 3, Reason::Broken))));
        assert_eq!(presses.await.iter().filter(|asked| asked.is_ok()).count(), 1, "the same three pots once");
        let one = town.goods_return(&anita).await;
        assert_eq!((one.state, one.wish), (ReturnState::Granted, Wish::Piece));
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "pots, not money");
        assert_eq!(town.stock("clay pot").await.0, on_hand - 3, "they are taken off the shelf");
        assert_eq!((town.told("sms-return-anew").await, town.told("sms-return-granted").await), (1, 0));
        assert_eq!(town.state(&anita).await, Order::Confirmed, "something is on its way again");
        let parcel = town.parcel(&anita, "Karim").await;
        assert_eq!((parcel.state, Some(parcel.code)), (Parcel::Asked, one.anew));
        town.is_sound().await;

        town.accepts("Karim", &anita).await.expect("says yes");
        town.packs("Karim", &anita).await.expect("packs");
        town.keeper_finds("Karim", &anita, market::orders::hub::Finding::Passes).await.expect("is good");
        let shipment = town.view(&anita).await.shipments.last().expect("a second one").id;
        town.leaves(shipment).await.expect("leaves");
        town.is_sound().await;
        town.arrives(&anita, shipment).await.expect("arrives");
        assert_eq!(town.state(&anita).await, Order::Completed);
        assert!(town.owed("Karim").await > owed, "he is paid for the new ones, and keeps what he earned");
        assert_eq!(town.given_back(&anita).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_had_anew_is_paid_back_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("lac box", 1)], DEOGHAR).await;
        let asked = town.wants_anew("Anita", &anita, ("lac box", 1, Reason::Broken)).await.expect("taken");
        town.decides("Anjali", &here(), asked, Decision::Right(Fault::Courier)).await.expect("says yes");
        let one = town.goods_return(&anita).await;
        assert_eq!((one.state, one.anew), (ReturnState::Granted, None), "it was the only one");
        assert_eq!(town.given_back(&anita).await, Paise(400_00));
        assert_eq!((town.told("sms-return-anew").await, town.told("sms-return-granted").await), (0, 1));
        assert_eq!(town.state(&anita).await, Order::Completed);
        town.is_sound().await;

        let bimal = town.sells("Bimal", &[("clay pot", 1)], DEOGHAR).await;
        town.wants_anew("Bimal", &bimal, ("clay pot", 1, Reason::Broken)).await.expect("granted at once");
        town.declines("Karim", &bimal, "the kiln is out").await.expect("says no");
        assert_eq!(town.given_back(&bimal).await, Paise(99_00), "then the money goes back, once");
        assert_eq!(town.state(&bimal).await, Order::Completed);
        town.is_sound().await;

        let chandni = town.sells("Chandni", &[("peda", 1), ("lac bangles", 1)], DEOGHAR).await;
        let food = town.wants_anew("Chandni", &chandni, ("peda", 1, Reason::Spoiled)).await;
        assert!(matches!(food, Err(ReturnError::NoPiece)), "{food:?}");
        let mind = town.wants_anew("Chandni", &chandni, ("lac bangles", 1, Reason::Mind)).await;
        assert!(matches!(mind, Err(ReturnError::NoPiece)), "{mind:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn bangles_are_fetched_at_the_door_and_exchanged_after_the_keeper_has_looked() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let asked = town.wants_anew("Anita", &anita, ("lac bangles", 1, Reason::Poor)).await.expect("taken");
        let person = town.person("Anita").await;
        let early = returns::wants_fetched(&town.db, person, asked).await;
        assert!(matches!(early, Err(ReturnError::NotNow(_))), "nobody has said yes: {early:?}");
        town.decides("Anjali", &here(), asked, Decision::Right(Fault::Maker)).await.expect("comes back");
        let foreign = returns::wants_fetched(&town.db, town.person("Bimal").await, asked).await;
        assert!(matches!(foreign, Err(ReturnError::Missing)), "{foreign:?}");
        let keeper = (town.person("Hari").await, town.deoghar_hub);
        let unasked = returns::fetched(&town.db, keeper, asked).await;
        assert!(matches!(unasked, Err(ReturnError::NotFetched)), "{unasked:?}");
        returns::wants_fetched(&town.db, person, asked).await.expect("a runner comes");
        let list = returns::to_fetch(&mut town.read().await, town.deoghar_hub).await.expect("lists");
        assert_eq!((list.len(), list[0].quantity), (1, 1));
        assert_eq!(list[0].from.get().map(|from| from.name.as_str()), Some("Anita"));
        let elsewhere = returns::fetched(&town.db, (keeper.0, town.madhupur_hub), asked).await;
        assert!(matches!(elsewhere, Err(ReturnError::Missing)), "{elsewhere:?}");
        returns::fetched(&town.db, keeper, asked).await.expect("is here");
        let twice = returns::fetched(&town.db, keeper, asked).await;
        assert!(matches!(twice, Err(ReturnError::NotFetched)), "{twice:?}");
        assert!(returns::to_fetch(&mut town.read().await, town.deoghar_hub).await.expect("lists").is_empty());
        town.looks_at(asked, Finding::WrittenOff).await.expect("it is as she said");
        let one = town.goods_return(&anita).await;
        assert!(one.state == ReturnState::Granted && one.anew.is_some(), "{one:?}");
        assert_eq!(town.given_back(&anita).await, Paise::ZERO);
        town.is_sound().await;

        let far = town.sells("Dinesh", &[("lac bangles", 1)], RANCHI).await;
        let asked = town.wants_anew("Dinesh", &far, ("lac bangles", 1, Reason::Poor)).await.expect("taken");
        town.decides("Farida", &Scope::Finance, asked, Decision::Right(Fault::Maker))
            .await
            .expect("says yes");
        let posted = returns::wants_fetched(&town.db, town.person("Dinesh").await, asked).await;
        assert!(matches!(posted, Err(ReturnError::NotFetched)), "no runner goes to Ranchi: {posted:?}");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn another_piece_than_was_bought_is_found() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.sells("Anita", &[("clay pot", 2)], DEOGHAR).await;
        town.wants_anew("Anita", &anita, ("clay pot", 1, Reason::Broken)).await.expect("granted at once");
        let swapped = sql!("update goods_return set exchange_parcel_id = parcel_id");
        town.suffers(&[(swapped, params![])]).await;
        let named: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert!(named.contains(&RETURNED), "{named:?}");
    });
}
