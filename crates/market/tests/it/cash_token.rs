//! A token: a part of what is to be paid in cash is paid online first. It counts at the door, a part is kept when the parcel is turned
//! away, and all of it goes back when that is nobody's wish.

use futures_util::future::join_all;
use kernel::Paise;
use kernel::payment::PaymentStatus::Captured;
use kernel::payment::PayoutStatus::Processed;
use market::audit::{Actor, Part};
use market::cash::token::{self, Asked};
use market::cash::{self, CashError, Reach, Rule, Token, ruling};
use market::delivery::Shape;
use market::ledger::Account;
use market::orders::{Order, Placed};
use market::payments::Intent;
use market::quotes::PaymentMethod;
use store::{Sql, on_each_engine, sql, testing::Fresh};

use crate::town::{Bought, DEOGHAR, RANCHI, Town};
use crate::verify_cash::TOKENS;

/// Fifty rupees at least or a fifth of the order, and thirty of it kept.
const TOKEN: Token = Token { least: Paise(50_00), share_bp: 2_000, kept_most: Paise(30_00) };

impl Town {
    async fn asks_a_token(&self) {
        self.asks_a_token_of(Reach::OwnHands).await;
    }

    async fn asks_a_token_of(&self, reach: Reach) {
        let rule = Rule {
            from: self.db.now().day(),
            reach,
            most: Paise(5_000_00),
            refused_most: 0,
            refused_days: 180,
            token: TOKEN,
        };
        let farida = self.person("Farida").await;
        ruling::set_rule(&self.db, farida, &rule, "parcels come back").await.expect("set");
    }

    /// Orders for cash; answers the order as its payment company knows it, and what is left for the door.
    async fn orders_with_token(&self, who: &str, wants: &[(&str, u32)], pin: &str) -> (Bought, Paise) {
        let quote = self.quote_by(wants, pin, PaymentMethod::Cash).await.expect("cash is taken");
        let asked = token::asked(&mut self.read().await, &quote.head).await.expect("asks");
        let placed = self.order(who, quote.head.id, pin).await.expect("it is there");
        let rest = placed.total.minus(asked.token).expect("fits");
        (self.opens(&Placed { total: asked.token, ..placed }).await, rest)
    }

    async fn sells_with_token(&self, who: &str, wants: &[(&str, u32)], pin: &str) -> (Bought, Paise) {
        let (bought, rest) = self.orders_with_token(who, wants, pin).await;
        self.pays(&bought).await;
        for maker in self.makers_of(&bought).await {
            self.brings_to_hub(maker, &bought).await;
        }
        (bought, rest)
    }

    async fn is_turned_away(&self, bought: &Bought) -> Result<(), CashError> {
        let shipment = self.view(bought).await.shipments[0].id;
        let (hub, by) = (self.hub_of(shipment).await, self.person("Hari").await);
        cash::turn_away(&self.db, Actor::Person(by, Part::HubKeeper), hub, shipment, "would not pay").await
    }

    async fn at_doors(&self) -> Paise {
        let due = cash::to_collect(&mut self.read().await, self.deoghar_hub).await.expect("lists");
        Paise::sum(due.into_iter().map(|(_, amount)| amount)).expect("fits")
    }

    async fn box_and_advance(&self) -> (Paise, Paise) {
        (self.balance(Account::CashHub(self.deoghar_hub)).await, self.balance(Account::BuyerAdvance).await)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anita_pays_a_fifth_online_and_the_rest_at_the_door() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.asks_a_token().await;
        let (anita, rest) =
            town.orders_with_token("Anita", &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        assert!(anita.total >= Paise(50_00) && anita.total.0 % 100 == 0, "{}", anita.total);
        assert_eq!((town.told("sms-cash-code").await, town.told("sms-new-order").await), (0, 0));
        assert_eq!(town.messages("open_payment").await.len(), 1, "the company hears of the token");
        let code = cash::confirmation(&mut town.read().await, &anita.code).await.expect("asks");
        assert!(code.is_none(), "no code takes its place");
        let all = join_all((0..8).map(|_| town.gateway_says(&anita, "pay_1", Captured))).await;
        assert_eq!(all.iter().filter(|one| **one == market::payments::Outcome::Taken).count(), 1);
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Confirmed, Intent::Paid));
        assert_eq!((view.payment.amount, town.at_doors().await), (anita.total, rest));
        assert_eq!((town.told("sms-cash-confirmed").await, town.told("sms-order-confirmed").await), (1, 0));
        let told = town.messages("sms").await;
        assert!(told.iter().any(|sms| sms.contains("sms-cash-confirmed") && sms.contains(&rest.to_string())));
        town.is_sound().await;
        for maker in town.makers_of(&anita).await {
            town.brings_to_hub(maker, &anita).await;
        }
        town.everything_arrives(&anita).await;
        assert_eq!(town.view(&anita).await.head.state, Order::Completed);
        assert_eq!((town.box_and_advance().await, town.at_doors().await), ((rest, Paise::ZERO), Paise::ZERO));
        assert_eq!(town.given_back(&anita).await, Paise::ZERO);
        town.is_sound().await;
        town.pays_out(Processed).await;
        assert_eq!(town.owed("Sunita").await, Paise::ZERO, "she is paid as ever");
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn turned_away_at_the_door_thirty_rupees_stay_for_the_way_and_the_rest_goes_back_once() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.asks_a_token().await;
        let (anita, _) = town.sells_with_token("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let earned = town.balance(Account::Delivery).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        let all = join_all((0..8).map(|_| town.is_turned_away(&anita))).await;
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1, "{all:?}");
        let view = town.view(&anita).await;
        assert_eq!((view.head.state, view.payment.state), (Order::Cancelled, Intent::Paid));
        assert_eq!(town.given_back(&anita).await, Paise(anita.total.0 - 30_00));
        assert_eq!(
            town.balance(Account::Delivery).await,
            Paise(earned.0 - 30_00),
            "a credit of thirty rupees"
        );
        assert_eq!(town.box_and_advance().await, (Paise::ZERO, Paise::ZERO));
        assert_eq!(town.messages("send_refund").await.len(), 1, "back the way it came");
        town.is_sound().await;
        town.refunds_arrive(&anita).await;
        assert_eq!(town.balance(Account::RefundDue).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_come_gives_its_token_back_and_what_comes_for_less_gives_back_the_rest() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.asks_a_token().await;
        let (bimal, _) = town.orders_with_token("Bimal", &[("clay pot", 3)], DEOGHAR).await;
        town.pays(&bimal).await;
        town.declines("Karim", &bimal, "the kiln is broken").await.expect("declines");
        assert_eq!(town.given_back(&bimal).await, bimal.total, "all of it");
        assert_eq!(
            (town.told("sms-parcel-called-off").await, town.told("sms-cash-called-off").await),
            (1, 0),
            "and the SMS says how much"
        );
        town.is_sound().await;

        let (anita, _) =
            town.orders_with_token("Anita", &[("lac bangles", 1), ("iron tawa", 6)], DEOGHAR).await;
        town.pays(&anita).await;
        town.declines("Ramesh", &anita, "no iron").await.expect("declines");
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "the rest of her order comes");
        let view = town.view(&anita).await;
        let owed = Paise(250_00 + view.head.freight.0);
        assert_eq!(town.at_doors().await, Paise((owed.0 - anita.total.0).max(0)));
        town.is_sound().await;
        town.brings_to_hub("Sunita", &anita).await;
        town.everything_arrives(&anita).await;
        assert_eq!(
            town.given_back(&anita).await,
            Paise((anita.total.0 - owed.0).max(0)),
            "too much was paid ahead"
        );
        assert_eq!(town.box_and_advance().await, (Paise((owed.0 - anita.total.0).max(0)), Paise::ZERO));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_post_brings_back_gives_all_of_its_token_back() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.asks_a_token_of(Reach::Everywhere).await;
        let (anita, _) = town.sells_with_token("Anita", &[("lac bangles", 1)], RANCHI).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        let article = town.view(&anita).await.shipments[0].article.clone().expect("a number");
        town.post_says(article.as_str(), &[("Returned to sender", -1, "Ranchi GPO")]).await;
        assert_eq!(town.given_back(&anita).await, Paise::ZERO, "not before it is here");
        town.is_sound().await;
        town.comes_home(shipment, Shape::Whole).await.expect("is received");
        assert_eq!(
            (town.state(&anita).await, town.given_back(&anita).await),
            (Order::Cancelled, anita.total)
        );
        assert_eq!(town.balance(Account::BuyerAdvance).await, Paise::ZERO);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_token_the_goods_come_free_and_what_comes_late_goes_back_whole() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.asks_a_token().await;
        let (anita, _) = town.orders_with_token("Anita", &[("lac box", 1)], DEOGHAR).await;
        town.minutes_pass(31);
        assert!(town.expires(&anita).await);
        assert_eq!((town.state(&anita).await, town.stock("lac box").await), (Order::Expired, (1, 0)));
        town.is_sound().await;
        town.pays(&anita).await;
        assert_eq!((town.state(&anita).await, town.given_back(&anita).await), (Order::Expired, anita.total));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_asks_at_most_half_and_keeps_nothing_of_nothing() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let (farida, today) = (town.person("Farida").await, town.db.now().day());
        let rule = |token| Rule {
            from: today,
            reach: Reach::OwnHands,
            most: Paise(5_000_00),
            refused_most: 0,
            refused_days: 180,
            token,
        };
        let none = Token::default();
        for wrong in [
            Token { share_bp: 5_001, ..none },
            Token { least: Paise(5_001_00), ..none },
            Token { least: Paise(-1), ..none },
            Token { kept_most: Paise(1_00), ..none },
        ] {
            let set = ruling::set_rule(&town.db, farida, &rule(wrong), "a mistake").await;
            assert!(matches!(set, Err(CashError::NoAmount)), "{wrong:?}: {set:?}");
        }
        let quote = town.quote_by(&[("clay pot", 1)], DEOGHAR, PaymentMethod::Cash).await.expect("taken");
        let asked = async || token::asked(&mut town.read().await, &quote.head).await.expect("asks");
        assert_eq!(asked().await, Asked::default(), "as it ships, a code is enough");
        town.asks_a_token().await;
        let asked = asked().await;
        assert!(asked.token.0 * 2 <= quote.head.total.0 && asked.keeps <= asked.token, "{asked:?}");
        let upi = town.quote(&[("clay pot", 1)], DEOGHAR).await.expect("quoted");
        let upi = token::asked_of(&mut town.read().await, &upi.head).await.expect("asks");
        assert_eq!(upi, Asked::default(), "who pays online pays all of it");
    });
}

async fn is_seen(damage: fn() -> Sql) {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        town.asks_a_token().await;
        let (anita, _) = town.sells_with_token("Anita", &[("lac bangles", 2)], DEOGHAR).await;
        let shipment = town.view(&anita).await.shipments[0].id;
        town.leaves(shipment).await.expect("leaves");
        town.is_turned_away(&anita).await.expect("turned away");
        town.is_sound().await;
        town.suffers(&[(damage(), vec![])]).await;
        let named: Vec<_> = town.breaches().await.iter().map(|check| check.name).collect();
        assert!(named.contains(&TOKENS), "{}: {named:?}", damage().text());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_pocketed_is_seen() {
    is_seen(|| {
        sql!("update cash_token set back_paise = back_paise - 100, counted_paise = counted_paise + 100")
    })
    .await;
    is_seen(|| {
        sql!("update cash_token set kept_paise = kept_paise - 100, counted_paise = counted_paise + 100")
    })
    .await;
    is_seen(|| sql!("update cash_token set back_paise = 0, kept_paise = 0, ended_at_ms = null")).await;
}
