//! A whole purchase, from the basket to the makers' banks.

use kernel::payment::{PaymentStatus, PayoutStatus};
use kernel::{BasisPoints, Paise};
use market::ledger::Account;
use market::orders::{Order, Parcel};
use market::payouts::Payout;
use store::{on_each_engine, testing::Fresh};

use crate::town::{DEOGHAR, Town};

#[tokio::test(flavor = "multi_thread")]
async fn anita_buys_of_two_makers_and_both_are_paid_to_the_paisa() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let anita = town.buys("Anita", &[("lac bangles", 2), ("iron tawa", 1)], DEOGHAR).await;
        let (goods, freight) = (Paise(500_00 + 355_55), Paise(50_00));
        assert_eq!(anita.total, goods.plus(freight).expect("fits"));
        assert_eq!(
            (town.stock("lac bangles").await, town.stock("iron tawa").await),
            ((20, 2), (20, 1)),
            "held"
        );
        town.is_sound().await;

        let mut report = town.report(&anita, "pay_1", PaymentStatus::Captured);
        report.fee = Paise(18_11);
        town.hears(report).await;
        assert_eq!(town.state(&anita).await, Order::Confirmed);
        assert_eq!(
            (town.stock("lac bangles").await, town.stock("iron tawa").await),
            ((18, 0), (19, 0)),
            "gone"
        );
        assert_eq!(town.balance(Account::Gateway).await, Paise(anita.total.0 - 18_11));
        assert_eq!(town.balance(Account::BuyerAdvance).await, anita.total.negated());
        assert_eq!((town.told("sms-new-order").await, town.told("sms-order-confirmed").await), (2, 1));
        assert_eq!(town.owed("Sunita").await, Paise::ZERO, "nothing is earned before it arrives");
        town.is_sound().await;

        town.brings_to_hub("Sunita", &anita).await;
        town.brings_to_hub("Ramesh", &anita).await;
        town.is_sound().await;
        town.everything_arrives(&anita).await;
        assert_eq!(town.state(&anita).await, Order::Completed);
        // 20.78 of the freight travel with the tawa; they hold 3.17 of its 18 % tax, which Ramesh hands on.
        let tax = Paise(3_17);
        assert_eq!(
            (town.owed("Sunita").await, town.owed("Ramesh").await),
            (Paise(500_00), Paise(355_55 + tax.0))
        );
        assert_eq!(town.balance(Account::Delivery).await, Paise(tax.0 - freight.0));
        assert_eq!(town.balance(Account::BuyerAdvance).await, Paise::ZERO);
        town.is_sound().await;

        let batch = town.pays_out(PayoutStatus::Processed).await;
        let paid = town.batch(batch).await;
        assert!(paid.payouts.iter().all(|p| p.state == Payout::Settled && p.utr.is_some()), "{paid:?}");
        assert_eq!(paid.head.amount, Paise(goods.0 + tax.0));
        assert_eq!((town.owed("Sunita").await, town.owed("Ramesh").await), (Paise::ZERO, Paise::ZERO));
        assert_eq!(town.balance(Account::PayoutOnWay).await, Paise::ZERO);
        assert_eq!(
            Paise(town.balance(Account::Gateway).await.0 + town.balance(Account::Bank).await.0),
            Paise(freight.0 - tax.0 - 18_11),
            "what is left is freight less its tax and the fee"
        );
        assert_eq!(town.told("sms-paid-out").await, 2);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mart_keeps_its_share_and_the_maker_gets_the_exact_rest() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::with_commission(&fresh.db, BasisPoints(333)).await;
        let sold = town.sells("Anita", &[("iron tawa", 3), ("lac bangles", 1)], DEOGHAR).await;
        // 3.33 % of 1 066.65 is 35.519…, of 250.00 it is 8.325: both are rounded to the paisa, half up.
        // What falls to the tawas of the freight holds 9.27 of tax at 18 %.
        assert_eq!(town.owed("Ramesh").await, Paise(1_066_65 - 35_52 + 9_27));
        assert_eq!(town.owed("Sunita").await, Paise(250_00 - 8_33));
        assert_eq!(town.balance(Account::MartShare).await, Paise(-(35_52 + 8_33)));
        assert_eq!(town.state(&sold).await, Order::Completed);
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_federation_keeps_the_tax_it_must_hand_on() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::with_commission(&fresh.db, BasisPoints(200)).await;
        let sold = town.sells("Anita", &[("bamboo basket", 1)], DEOGHAR).await;
        // 149.99 has 7.14 of tax inside at 5 %; 2 % of the remaining 142.85 are 2.86.
        assert_eq!(town.view(&sold).await.head.tax, Paise(7_14));
        // And 1.90 lie in 40.00 of freight.
        assert_eq!(town.balance(Account::SellerTax(town.federation)).await, Paise(-7_14 - 1_90));
        assert_eq!(town.balance(Account::MartShare).await, Paise(-2_86));
        assert_eq!(town.owed("Phulmani").await, Paise(149_99 - 7_14 - 2_86));
        town.is_sound().await;
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn food_and_other_goods_of_two_hubs_are_three_shipments_of_one_order() {
    on_each_engine!(async |fresh: &Fresh| {
        let town = Town::found(&fresh.db).await;
        let sold = town.sells("Anita", &[("peda", 1), ("iron tawa", 1), ("clay pot", 2)], DEOGHAR).await;
        let view = town.view(&sold).await;
        assert_eq!((view.shipments.len(), view.parcels.len()), (3, 3));
        assert!(view.parcels.iter().all(|p| p.state == Parcel::Delivered));
        assert_eq!(view.head.state, Order::Completed);
        assert_eq!(town.owed("Karim").await, Paise(198_00 + 2_62), "with the tax inside 55.00 of freight");
        town.is_sound().await;
    });
}
