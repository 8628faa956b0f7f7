//! Two payment companies over the wire: one is down, the other serves; one comes back; what is paid twice goes back.

use kernel::payment::Gateway::{self, Hyperswitch, Razorpay};
use market::gateways;
use market::orders::Placed;
use market::payments::ways::{self, Wish};
use simulators::Down;
use simulators::gateway::{Mischief, Outcome};
use store::on_each_engine;
use worker::probe;

use crate::town::{ANITA, Town, held_back};

impl Town {
    async fn has_two(&self) {
        gateways::announce(&self.db, &self.worker.gateways.keys()).await.expect("announced");
    }

    async fn through(&self, placed: &Placed) -> Option<Gateway> {
        self.view(placed).await.payment.gateway
    }

    async fn is_up(&self, gateway: Gateway) -> bool {
        let mut read = self.db.read().await.expect("a connection");
        gateways::standing_of(&mut read, gateway).await.expect("known").serves()
    }

    fn opened_at_the_switch(&self) -> usize {
        self.switch.state()["payments"].as_array().map_or(0, Vec::len)
    }
}

#[tokio::test]
async fn while_razorpay_is_down_buyers_pay_through_the_switch_and_are_given_back_there() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.has_two().await;
        town.gateway.set_down(Down::Error);
        let placed = town.ordered().await;
        assert_eq!(
            town.through(&placed).await,
            Some(Hyperswitch),
            "the first buyer does not wait for three silences"
        );
        let view = town.view(&placed).await.payment;
        let (id, page) = (view.gateway_order.expect("open"), view.page.expect("a page"));
        assert!(page.starts_with(&town.switch.url) && page.ends_with(&id), "{page}");
        town.ordered().await;
        town.ordered().await;
        assert!(!town.is_up(Razorpay).await, "three silences");

        assert!(town.switch.pay(&id, Outcome::Success));
        town.webhooks_come().await;
        assert_eq!(town.state(&placed).await, "confirmed");
        assert_eq!(town.told(ANITA, &placed.code), 1);
        let view = town.view(&placed).await;
        let parcel = view.parcels.first().expect("a parcel");
        let maker =
            if parcel.maker.en == "Sunita Devi" { town.district.sunita } else { town.district.ramesh };
        let by = market::audit::Actor::Mart;
        market::orders::maker::decline(&town.db, by, maker, parcel.id, "no lac left")
            .await
            .expect("declines");
        town.work().await;
        town.bank_settles().await;
        let refund = town.view(&placed).await.refunds.remove(0);
        assert_eq!(refund.status.as_str(), "processed");
        assert_eq!(town.switch.state()["refunds"].as_array().map(Vec::len), Some(1));
        town.is_sound().await;

        town.gateway.set_down(Down::Off);
        town.db.clock().advance_ms(60_000);
        probe(&town.worker).await.expect("asks");
        assert!(town.is_up(Razorpay).await, "it answers again");
        let next = town.ordered().await;
        assert_eq!(town.through(&next).await, Some(Razorpay));
    });
}

#[tokio::test]
async fn an_answer_of_the_switch_that_is_lost_opens_no_second_payment() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.has_two().await;
        town.gateway.set_down(Down::Error);
        town.switch.set_mischief(Mischief { error_after_success_permille: 1_000, ..held_back() });
        let placed = town.places(&[(town.district.bangles, 1)]).await;
        town.work().await;
        town.switch.set_mischief(held_back());
        town.minutes_pass(2).await;
        assert!(town.gateway_order(&placed).await.is_some());
        assert_eq!(town.opened_at_the_switch(), 1, "one per id");
        town.is_sound().await;
    });
}

#[tokio::test]
async fn money_that_comes_late_at_the_first_company_goes_back_by_itself() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.has_two().await;
        let placed = town.ordered().await;
        town.pays(&placed, Outcome::Late).await;
        town.gateway.set_down(Down::Error);
        town.ordered().await;
        town.ordered().await;
        town.ordered().await;
        assert!(!town.is_up(Razorpay).await);
        let went = ways::leave(&town.db, placed.id, Razorpay, Wish::AsServed).await.expect("goes");
        assert_eq!(went, Some(Hyperswitch));
        town.work().await;
        let id = town.gateway_order(&placed).await.expect("open");
        assert!(town.switch.pay(&id, Outcome::Success));
        town.webhooks_come().await;
        assert_eq!(town.state(&placed).await, "confirmed");

        town.gateway.set_down(Down::Off);
        town.bank_settles().await;
        town.bank_settles().await;
        let refunds = town.view(&placed).await.refunds;
        assert_eq!(refunds.len(), 1);
        assert_eq!((refunds[0].about.as_str(), refunds[0].amount), ("double", placed.total));
        assert_eq!(refunds[0].status.as_str(), "processed");
        assert_eq!(town.gateway.state()["refunds"].as_array().map(Vec::len), Some(1), "where it had come");
        town.is_sound().await;
    });
}

#[tokio::test]
async fn webhooks_of_the_switch_come_twice_in_any_order_under_an_old_secret_and_forged() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.has_two().await;
        town.gateway.set_down(Down::Error);
        town.switch.set_mischief(Mischief {
            duplicate_permille: 1_000,
            old_secret_permille: 1_000,
            forge_permille: 1_000,
            reorder: true,
            ..held_back()
        });
        let placed = town.ordered().await;
        let id = town.gateway_order(&placed).await.expect("open");
        assert!(town.switch.pay(&id, Outcome::Failure));
        assert!(town.switch.pay(&id, Outcome::AuthorisedOnly));
        for delivered in town.switch.flush().await {
            assert_eq!(delivered.status == 200, delivered.is_genuine, "{delivered:?}");
        }
        town.work().await;
        town.work().await;
        for _ in town.switch.flush().await {}
        town.work().await;
        assert_eq!(town.state(&placed).await, "confirmed", "what was set aside was taken");
        assert_eq!(town.view(&placed).await.payment.payments.len(), 1);
        assert!(town.view(&placed).await.refunds.is_empty());
        town.is_sound().await;
    });
}

#[tokio::test]
async fn a_lost_word_of_the_switch_is_asked_for() {
    on_each_engine!(async |fresh| {
        let town = Town::open(fresh).await;
        town.has_two().await;
        town.gateway.set_down(Down::Error);
        town.switch.set_mischief(Mischief { drop_permille: 1_000, ..Mischief::default() });
        let placed = town.ordered().await;
        let id = town.gateway_order(&placed).await.expect("open");
        assert!(town.switch.pay(&id, Outcome::Success));
        town.db.clock().advance_ms(90_000);
        worker::ask_about_open(&town.worker).await.expect("asked");
        town.work().await;
        assert_eq!(town.state(&placed).await, "confirmed");
        town.is_sound().await;
    });
}
