//! What people do in the town. A word that cannot fail in a story expects; where failing is the story, it answers.

use kernel::ids::{PayoutBatchId, PayoutId, QuoteId, ShipmentId};
use kernel::india::{ArticleNumber, Pin, s10_check};
use kernel::payment::{
    Gateway, PaymentReport, PaymentStatus, PayoutReport, PayoutStatus, RefundReport, RefundStatus,
};
use kernel::{Authentic, Lang, Paise, Secret};
use market::audit::{Actor, Part};
use market::delivery::{self, DeliveryError};
use market::media::act::Kept;
use market::offers::Wanted;
use market::orders::hub::{Finding, inspect};
use market::orders::{self, Address, OrderError, Placed, maker};
use market::payments::{self, Outcome};
use market::payouts::{self, PayoutError};
use market::quotes::{self, PaymentMethod, Quote, QuoteError};
use store::keys::Once;

use super::{Bought, MERCHANT, Town};

/// Goods by name and how many.
pub type Wants<'a> = &'a [(&'a str, u32)];

impl Town {
    pub async fn quote(&self, wants: Wants<'_>, pin: &str) -> Result<Quote, QuoteError> {
        self.quote_by(wants, pin, PaymentMethod::Upi).await
    }

    pub async fn quote_by(
        &self,
        wants: Wants<'_>,
        pin: &str,
        method: PaymentMethod,
    ) -> Result<Quote, QuoteError> {
        self.quote_with(wants, pin, method, Wanted::default()).await
    }

    /// As [`Town::quote_by`], with a coupon typed.
    pub async fn quote_with(
        &self,
        wants: Wants<'_>,
        pin: &str,
        method: PaymentMethod,
        wanted: Wanted,
    ) -> Result<Quote, QuoteError> {
        let lines = wants.iter().map(|(name, quantity)| (self.good(name), *quantity)).collect();
        let pin = Pin::typed(pin).expect("a pincode");
        let ask = quotes::Ask {
            lines,
            kits: Vec::new(),
            to: quotes::To::Pin(pin),
            method,
            cart: None,
            stall: None,
            wanted,
        };
        quotes::make(&self.db, &self.books, &ask).await
    }

    pub fn address(name: &str, pin: &str) -> Address {
        Address {
            name: name.to_owned(),
            mobile: None,
            house: "12".to_owned(),
            area: "Castairs Town".to_owned(),
            landmark: String::new(),
            pin: Pin::typed(pin).expect("a pincode"),
        }
    }

    pub async fn order(&self, who: &str, quote: QuoteId, pin: &str) -> Result<Placed, OrderError> {
        self.order_once(who, quote, pin, None).await
    }

    /// Orders with an idempotency key; what is kept is «201» and the order's code.
    pub async fn order_once(
        &self,
        who: &str,
        quote: QuoteId,
        pin: &str,
        once: Option<Once>,
    ) -> Result<Placed, OrderError> {
        let person = self.person(who).await;
        let ask = orders::Ask { quote, person, address: Town::address(who, pin), lang: Lang::Hi, once };
        orders::place(&self.db, &ask, |placed| (201, placed.code.clone())).await
    }

    /// From basket to placed order, with the payment opened at the gateway.
    pub async fn buys(&self, who: &str, wants: Wants<'_>, pin: &str) -> Bought {
        let quote = self.quote(wants, pin).await.expect("it can be sold");
        let placed = self.order(who, quote.head.id, pin).await.expect("it is there");
        self.opens(&placed).await
    }

    /// From basket to placed order, to be paid at the door once the buyer has typed her code.
    pub async fn buys_for_cash(&self, who: &str, wants: Wants<'_>, pin: &str) -> Bought {
        let quote = self.quote_by(wants, pin, PaymentMethod::Cash).await.expect("cash is taken");
        Bought::of(&self.order(who, quote.head.id, pin).await.expect("it is there"))
    }

    /// The newest code by SMS for an order that is to be paid in cash.
    pub async fn cash_code(&self, bought: &Bought) -> String {
        self.newest_code("sms-cash-code", bought).await
    }

    /// The newest code a buyer got by an SMS of a kind.
    pub async fn newest_code(&self, key: &str, bought: &Bought) -> String {
        let to = self.view(bought).await.head.recipient.get().expect("known").mobile.as_str().to_owned();
        let key = format!("\"{key}\"");
        let all = self.messages("sms").await;
        let newest = all.iter().rfind(|sms| sms.contains(&key) && sms.contains(&to));
        let newest = newest.expect("a code was sent");
        newest.split("\"code\",\"").nth(1).expect("a word").chars().take(6).collect()
    }

    /// The buyer types the code: the order is confirmed.
    pub async fn promises(&self, bought: &Bought) {
        let code = Secret::new(self.cash_code(bought).await);
        market::cash::confirm(&self.db, &bought.code, &code).await.expect("the right code");
    }

    pub async fn opens(&self, placed: &Placed) -> Bought {
        let bought = Bought::of(placed);
        let wanted = payments::intent_to_open(&self.db, placed.id).await.expect("asks");
        if let Some(wanted) = wanted {
            assert_eq!(wanted.amount, bought.total);
            payments::opened(&self.db, &wanted, &bought.gateway_order, None).await.expect("opens");
        }
        bought
    }

    /// What the gateway says of one of its payments for an order.
    pub fn report(&self, bought: &Bought, payment: &str, status: PaymentStatus) -> PaymentReport {
        PaymentReport {
            merchant: MERCHANT.to_owned(),
            gateway_order: bought.gateway_order.clone(),
            gateway_payment: format!("{payment}_{}", bought.id),
            amount: bought.total,
            currency: "INR".to_owned(),
            status,
            method: "upi".to_owned(),
            fee: Paise::ZERO,
            reason: if status == PaymentStatus::Failed { "bank busy".to_owned() } else { String::new() },
            bank_reference: String::new(),
            at: self.db.now(),
        }
    }

    pub async fn hears(&self, report: PaymentReport) -> Outcome {
        payments::take_report(&self.db, (Gateway::Razorpay, MERCHANT), &Authentic::answered(report), None)
            .await
            .expect("is taken in")
    }

    pub async fn gateway_says(&self, bought: &Bought, payment: &str, status: PaymentStatus) -> Outcome {
        self.hears(self.report(bought, payment, status)).await
    }

    pub async fn pays(&self, bought: &Bought) {
        assert_eq!(self.gateway_says(bought, "pay_1", PaymentStatus::Captured).await, Outcome::Taken);
    }

    /// The gateway has given back every refund of an order that it was asked for.
    pub async fn refunds_arrive(&self, bought: &Bought) {
        for (id, _, gateway_payment, amount) in self.refunds(bought).await {
            let report = RefundReport {
                gateway_refund: format!("rfnd_{id}"),
                gateway_payment,
                receipt: id.to_string(),
                amount,
                status: RefundStatus::Processed,
            };
            payments::refund_reported(&self.db, Gateway::Razorpay, &Authentic::answered(report))
                .await
                .expect("is taken in");
        }
    }

    pub async fn by(&self, who: &str) -> Actor {
        Actor::Person(self.person(who).await, Part::Maker)
    }

    pub async fn accepts(&self, who: &str, bought: &Bought) -> Result<(), OrderError> {
        let parcel = self.parcel(bought, who).await.id;
        let day = self.db.now().day().plus(2);
        maker::accept(&self.db, self.by(who).await, self.maker(who), parcel, day).await
    }

    pub async fn declines(&self, who: &str, bought: &Bought, why: &str) -> Result<(), OrderError> {
        let parcel = self.parcel(bought, who).await.id;
        maker::decline(&self.db, self.by(who).await, self.maker(who), parcel, why).await
    }

    pub async fn packs(&self, who: &str, bought: &Bought) -> Result<(), OrderError> {
        let parcel = self.parcel(bought, who).await.id;
        maker::pack(&self.db, self.by(who).await, self.maker(who), parcel).await
    }

    /// The keeper of the maker's own hub looks at her parcel.
    pub async fn keeper_finds(
        &self,
        who: &str,
        bought: &Bought,
        finding: Finding<'_>,
    ) -> Result<(), OrderError> {
        self.keeper_finds_and_shows(who, bought, finding, None).await
    }

    /// As [`Town::keeper_finds`], with a photo.
    pub async fn keeper_finds_and_shows(
        &self,
        who: &str,
        bought: &Bought,
        finding: Finding<'_>,
        photo: Option<&Kept>,
    ) -> Result<(), OrderError> {
        let code = self.parcel(bought, who).await.code;
        inspect(&self.db, self.by("Hari").await, self.makers[who].hub, &code, finding, photo).await
    }

    /// She accepts, packs and brings it to her hub, which finds it good.
    pub async fn brings_to_hub(&self, who: &str, bought: &Bought) {
        self.accepts(who, bought).await.expect("accepts");
        self.packs(who, bought).await.expect("packs");
        self.keeper_finds(who, bought, Finding::Passes).await.expect("passes");
    }

    /// The keeper of the hub where it lies gives a shipment to its carrier, with a fresh article number for the post.
    pub async fn leaves(&self, shipment: ShipmentId) -> Result<(), DeliveryError> {
        let (hub, by) = (self.hub_of(shipment).await, self.by("Hari").await);
        match delivery::hand_over(&self.db, by, hub, shipment, None).await {
            Err(DeliveryError::NoArticleNumber) => {
                delivery::hand_over(&self.db, by, hub, shipment, Some(&Town::article())).await
            }
            other => other,
        }
    }

    /// A postal article number with a right check digit, never the same.
    pub fn article() -> ArticleNumber {
        let serial = format!("{:08}", u32::from_le_bytes(store::chance::bytes()) % 100_000_000);
        let check = s10_check(&serial).expect("eight digits");
        ArticleNumber::typed(&format!("EJ{serial}{check}IN")).expect("a right number")
    }

    pub async fn says_code(&self, shipment: ShipmentId, code: &str) -> Result<(), DeliveryError> {
        let (hub, by, code) =
            (self.hub_of(shipment).await, self.by("Hari").await, Secret::new(code.to_owned()));
        delivery::deliver(&self.db, by, hub, shipment, Some(&code)).await
    }

    /// A shipment reaches its buyer, who says the right code.
    pub async fn arrives(&self, bought: &Bought, shipment: ShipmentId) -> Result<(), DeliveryError> {
        let view = self.view(bought).await;
        let found = view.shipments.iter().find(|s| s.id == shipment).expect("a shipment of this order");
        self.says_code(shipment, &found.delivery_code).await
    }

    /// All shipments that can leave do, and arrive.
    pub async fn everything_arrives(&self, bought: &Bought) {
        for shipment in self.view(bought).await.shipments {
            if shipment.state == delivery::Shipment::Planned {
                self.leaves(shipment.id).await.expect("leaves");
                self.arrives(bought, shipment.id).await.expect("arrives");
            }
        }
    }

    /// From basket to the buyer's door, everybody doing what they should.
    pub async fn sells(&self, who: &str, wants: Wants<'_>, pin: &str) -> Bought {
        let bought = self.buys(who, wants, pin).await;
        self.pays(&bought).await;
        for maker in self.makers_of(&bought).await {
            self.brings_to_hub(maker, &bought).await;
        }
        self.everything_arrives(&bought).await;
        bought
    }

    pub async fn drafts(&self, who: &str) -> Result<PayoutBatchId, PayoutError> {
        payouts::draft(&self.db, self.person(who).await).await
    }

    pub async fn approves(&self, who: &str, batch: PayoutBatchId) -> Result<(), PayoutError> {
        payouts::approve(&self.db, self.person(who).await, batch).await
    }

    pub async fn bank_says(
        &self,
        payout: PayoutId,
        amount: Paise,
        status: PayoutStatus,
    ) -> Result<(), PayoutError> {
        let report = PayoutReport {
            gateway_payout: format!("pout_{payout}"),
            reference: payout.to_string(),
            amount,
            status,
            utr: (status == PayoutStatus::Processed).then(|| format!("SBIN{}", payout.to_string().len())),
            reason: if status == PayoutStatus::Returned {
                "beneficiary bank offline".to_owned()
            } else {
                String::new()
            },
        };
        payouts::payout_reported(&self.db, &Authentic::answered(report)).await
    }

    /// Farida drafts, Gopal approves, the bank says the same of every payout.
    pub async fn pays_out(&self, status: PayoutStatus) -> PayoutBatchId {
        let batch = self.drafts("Farida").await.expect("something is due");
        self.approves("Gopal", batch).await.expect("approves");
        for payout in self.batch(batch).await.payouts {
            self.bank_says(payout.id, payout.amount, status).await.expect("is taken in");
        }
        batch
    }

    pub fn minutes_pass(&self, minutes: i64) {
        self.db.clock().advance_ms(minutes * 60_000);
    }

    pub async fn expires(&self, bought: &Bought) -> bool {
        orders::settle::expire(&self.db, bought.id).await.expect("asks")
    }
}
