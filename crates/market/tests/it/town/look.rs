//! What can be seen in the town, and the proof that everything fits.

use std::fmt::Write as _;

use kernel::Column as _;
use kernel::ids::{HubId, MakerId, PayoutBatchId, ProductId, RefundId, ShipmentId};
use kernel::india::Mobile;
use kernel::{Limit, Paise};
use market::ledger::{self, Account};
use market::orders::{self, Order, OrderParcel, OrderView};
use market::payouts::{self, BatchView};
use market::{delivery, verify};
use store::Read;

use super::{Bought, GOODS, Town, sql};

impl Town {
    pub async fn read(&self) -> Read {
        self.db.read().await.expect("reads")
    }

    pub async fn view(&self, bought: &Bought) -> OrderView {
        orders::by_code(&mut self.read().await, &bought.code).await.expect("asks").expect("it is there")
    }

    pub async fn state(&self, bought: &Bought) -> Order {
        self.view(bought).await.head.state
    }

    /// The parcel a maker packs for an order; the story has one of each maker.
    pub async fn parcel(&self, bought: &Bought, who: &str) -> OrderParcel {
        let parcels = self.view(bought).await.parcels;
        parcels
            .into_iter()
            .filter(|p| p.maker_slug == who)
            // Of several the one that is still on its way.
            .min_by_key(|p| p.state.has_ended())
            .unwrap_or_else(|| panic!("{who} packs nothing of it"))
    }

    pub async fn makers_of(&self, bought: &Bought) -> Vec<&'static str> {
        let parcels = self.view(bought).await.parcels;
        let name = |slug: &str| *self.makers.keys().find(|name| **name == slug).expect("a maker of the town");
        parcels.iter().map(|parcel| name(&parcel.maker_slug)).collect()
    }

    pub async fn hub_of(&self, shipment: ShipmentId) -> HubId {
        let here = delivery::label(&mut self.read().await, self.deoghar_hub, shipment).await.expect("asks");
        if here.is_some() { self.deoghar_hub } else { self.madhupur_hub }
    }

    /// What the shelf shows of a product: its name in Hindi and its price.
    pub async fn on_shelf(&self, product: ProductId) -> Option<(String, Paise)> {
        sql::on_shelf(&mut self.read().await, product).await.expect("asks")
    }

    pub async fn maker_of(&self, product: ProductId) -> MakerId {
        sql::maker_of(&mut self.read().await, product).await.expect("asks")
    }

    pub async fn product_of(&self, good: &str) -> ProductId {
        sql::product_of(&mut self.read().await, self.good(good)).await.expect("asks")
    }

    pub fn mobile_of(&self, name: &str) -> Mobile {
        self.makers.get(name).expect("a maker of the town").mobile.clone()
    }

    /// On hand and held.
    pub async fn stock(&self, good: &str) -> (i64, i64) {
        sql::stock(&mut self.read().await, self.good(good)).await.expect("counts")
    }

    pub async fn balance(&self, account: Account) -> Paise {
        ledger::balance(&mut self.read().await, account).await.expect("sums")
    }

    pub async fn owed(&self, who: &str) -> Paise {
        ledger::owed_to(&mut self.read().await, self.maker(who)).await.expect("sums")
    }

    pub async fn refunds(&self, bought: &Bought) -> Vec<(RefundId, String, String, Paise)> {
        sql::refunds(&mut self.read().await, bought.id.to_cell()).await.expect("lists")
    }

    /// What goes back to the buyer of an order in all.
    pub async fn given_back(&self, bought: &Bought) -> Paise {
        let amounts = self.refunds(bought).await.into_iter().map(|(_, _, _, amount)| amount);
        Paise::sum(amounts).expect("fits")
    }

    pub async fn batch(&self, id: PayoutBatchId) -> BatchView {
        payouts::batch(&mut self.read().await, id).await.expect("asks").expect("it is there")
    }

    pub async fn messages(&self, kind: &str) -> Vec<String> {
        sql::messages(&mut self.read().await, kind).await.expect("lists")
    }

    /// How many SMS of a kind went out.
    pub async fn told(&self, key: &str) -> usize {
        let wanted = format!("\"key\":\"{key}\"");
        self.messages("sms").await.iter().filter(|payload| payload.contains(&wanted)).count()
    }

    /// What the market promises holds everywhere.
    pub async fn is_sound(&self) {
        let breaches = self.breaches().await;
        assert!(breaches.is_empty(), "{breaches:#?}");
    }

    /// The checks that find something, with what they find.
    pub async fn breaches(&self) -> Vec<verify::Check> {
        let checks = verify::run(&self.db).await.expect("the checks run");
        assert!(checks.len() >= 12, "only {} checks", checks.len());
        checks.into_iter().filter(|check| !check.holds()).collect()
    }

    /// How an order ended, in words that do not depend on ids or on the way there.
    pub async fn summary(&self, bought: &Bought) -> String {
        let view = self.view(bought).await;
        let mut said = format!("{} {}\n", view.head.state, view.payment.state);
        for parcel in &view.parcels {
            let _ = writeln!(said, "{} {}", parcel.maker_slug, parcel.state);
        }
        let (mut read, order) = (self.read().await, bought.id.to_cell());
        for (payment, status, amount, fee, reason) in
            sql::payments(&mut read, order.clone()).await.expect("lists")
        {
            let payment = payment.replace(&bought.id.to_string(), "");
            let _ = writeln!(said, "{payment} {status} {amount} {fee} {reason}");
        }
        for (kind, account, amount) in sql::movements(&mut read, order.clone()).await.expect("lists") {
            let _ = writeln!(said, "{kind} {account} {amount}");
        }
        for (_, about, payment, amount) in sql::refunds(&mut read, order).await.expect("lists") {
            let _ = writeln!(said, "{about} {} {amount}", payment.replace(&bought.id.to_string(), ""));
        }
        said
    }

    /// Pieces on hand and held of everything.
    pub async fn shelf(&self) -> Vec<(&'static str, i64, i64)> {
        let mut shelf = Vec::new();
        for good in &GOODS {
            let (on_hand, held) = self.stock(good.name).await;
            shelf.push((good.name, on_hand, held));
        }
        shelf
    }

    pub async fn orders(&self) -> i64 {
        sql::orders(&mut self.read().await).await.expect("counts")
    }

    pub const SOME: Limit = Limit::of(100);
}
