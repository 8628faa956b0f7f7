//! A town of potters and a hotel that wants many pots: the words of stories about bulk orders.

use kernel::ids::{
    InstitutionEnquiryId, InstitutionOfferId, MakerId, OrderId, ParcelId, PersonId, ProductId, ShipmentId,
    VariantId,
};
use kernel::india::Pin;
use kernel::payment::PaymentStatus::Captured;
use kernel::{BasisPoints, Lang, Limit, Paise};
use market::accounts::Role;
use market::catalogue;
use market::delivery::{self, DeliveryError};
use market::institutions::deal::{self, Deal};
use market::institutions::enquiry::{self, Ask, Contact, Wish};
use market::institutions::offer::{self, NewOffer, NewStage, Offer};
use market::institutions::plan::{self, Plan};
use market::institutions::{Channel, EnquiryState, InstitutionError, InstitutionKind, accept};
use market::ledger::Account;
use market::orders::hub::{Finding, inspect};
use market::orders::maker;
use store::{DbError, params, sql, testing::Fresh, transaction};

use crate::town::{Bought, DEOGHAR, Town, sql as rows};

/// A town of potters, with somebody at the desk and a hotel that wants pots.
pub struct Bazaar {
    pub town: Town,
    pub desk: PersonId,
    pub hotel: PersonId,
    pub potters: Vec<MakerId>,
}

impl Bazaar {
    /// So many potters beside Karim, each with 40 places a week and five days to make a pot.
    pub async fn of(fresh: &Fresh, potters: u32) -> Bazaar {
        let town = Town::found(&fresh.db).await;
        let desk = town.serves("Vikas", "6300007001", Role::DcOffice).await;
        let hotel = town.person("Hotel Imperial").await;
        let (karim, pot, hub) = (town.maker("Karim"), town.good("clay pot"), town.deoghar_hub);
        let of = town.product_of("clay pot").await;
        let made: Result<Vec<MakerId>, DbError> = transaction!(town.db, tx => {
            let mut all = Vec::new();
            for number in 0..potters {
                let (id, product, variant): (MakerId, ProductId, VariantId) = (tx.new_id(), tx.new_id(), tx.new_id());
                rows::insert_maker_like(tx, id, number, karim, hub).await?;
                rows::insert_account(tx, id, "a potter").await?;
                market::cases::enrol(tx, id).await?;
                tx.put(
                    sql!(
                        "insert into product
                                (id, slug, maker_id, craft_key, hsn_key, name_hi, name_en, words_hi, words_en, net_quantity_hi,
                                 net_quantity_en, ingredients_hi, ingredients_en, allergens_hi, allergens_en, storage_hi,
                                 storage_en, care_hi, care_en, dimensions, shelf_life_days, veg, sample, listed_at_ms)
                         select $1, $2, $3, craft_key, hsn_key, name_hi, name_en, words_hi, words_en, net_quantity_hi,
                                net_quantity_en, ingredients_hi, ingredients_en, allergens_hi, allergens_en, storage_hi,
                                storage_en, care_hi, care_en, dimensions, shelf_life_days, veg, sample, listed_at_ms
                           from product where id = $4"
                    ),
                    params![product, format!("pot-{number}"), id, of],
                )
                .await?;
                tx.put(
                    sql!(
                        "insert into variant
                                (id, product_id, variant_key, position, label_hi, label_en, price_paise, mrp_paise, weight_g,
                                 length_mm, breadth_mm, height_mm, making, lead_days, capacity_per_week)
                         select $1, $2, variant_key, position, label_hi, label_en, price_paise, mrp_paise, weight_g,
                                length_mm, breadth_mm, height_mm, 'to_order', 5, 40
                           from variant where id = $3"
                    ),
                    params![variant, product, pot],
                )
                .await?;
                tx.put(
                    sql!("insert into stock (variant_id, product_id, on_hand, held) values ($1, $2, 0, 0)"),
                    params![variant, product],
                )
                .await?;
                catalogue::stock::receive(tx, "first week", variant, 40).await?;
                all.push(id);
            }
            Ok(all)
        });
        let potters = made.expect("the potters are there");
        // Karim brings his to another hub, and his are dear: no plan beside the others has them.
        town.priced("clay pot", Paise::rupees(1_000)).await;
        catalogue::act::keep_shelf(&town.db).await.expect("the shelf is right");
        Bazaar { town, desk, hotel, potters }
    }

    pub fn contact(&self, mobile: &str) -> Contact {
        Contact {
            organisation: "Hotel Imperial".to_owned(),
            name: "Rakesh Sinha".to_owned(),
            mobile: mobile.to_owned(),
            house: "4, Castairs Town".to_owned(),
            area: "Deoghar".to_owned(),
            gstin: String::new(),
            words: "with a lid".to_owned(),
        }
    }

    /// The number of the hotel.
    pub async fn mobile(&self) -> String {
        let who = market::accounts::who_is(&mut self.town.read().await, self.hotel).await.expect("asks");
        who.expect("somebody").mobile.as_str().to_owned()
    }

    /// The hotel asks for so many pots within so many days.
    pub async fn asks(&self, pieces: u32, days: i64) -> InstitutionEnquiryId {
        let contact = self.contact(&self.mobile().await);
        let wishes = [Wish { craft: "pottery".to_owned(), words: "clay pot".to_owned(), pieces }];
        let ask = Ask {
            kind: InstitutionKind::Hotel,
            channel: Channel::Web,
            typed_by: None,
            lang: Lang::En,
            contact: &contact,
            pin: &Pin::typed(DEOGHAR).expect("a pincode"),
            day: self.town.db.now().day().plus(days),
            wishes: &wishes,
            once: &format!("form {pieces} {days}"),
        };
        let code = enquiry::ask(&self.town.db, &ask).await.expect("is taken in");
        assert_eq!(enquiry::ask(&self.town.db, &ask).await.expect("the same"), code, "one form, one enquiry");
        let found = enquiry::by_code(&mut self.town.read().await, &code.to_lowercase()).await.expect("asks");
        found.expect("whoever has the code may look").row.id
    }

    pub async fn plan(&self, id: InstitutionEnquiryId, days: &[i64]) -> Plan {
        let one = enquiry::one(&mut self.town.read().await, id).await.expect("asks").expect("there");
        let today = self.town.db.now().day();
        let days: Vec<_> = days.iter().map(|day| today.plus(*day)).collect();
        plan::propose(&self.town.db, &self.town.books, &one, &days).await.expect("plans")
    }

    /// The plan as an offer: so much per cent ahead, ₹500 for carrying each stage.
    pub async fn offer_of(&self, plan: &Plan, days: &[i64], per_cent: u32) -> NewOffer {
        let today = self.town.db.now().day();
        let stage = |(at, day): (usize, &i64)| NewStage {
            day: today.plus(*day),
            freight: Paise::rupees(500),
            lines: plan
                .goods
                .iter()
                .filter(|one| one.pieces[at] > 0)
                .map(|one| (one.good.variant, one.pieces[at], one.good.price))
                .collect(),
        };
        let stages = days.iter().enumerate().map(stage).collect();
        NewOffer { advance: BasisPoints(per_cent * 100), stages }
    }

    pub async fn sends(
        &self,
        id: InstitutionEnquiryId,
        new: &NewOffer,
    ) -> Result<InstitutionOfferId, InstitutionError> {
        offer::send(&self.town.db, &self.town.books, self.desk, id, new).await
    }

    /// The hotel asks, the desk offers what was planned.
    pub async fn offered(
        &self,
        pieces: u32,
        days: &[i64],
        per_cent: u32,
    ) -> (InstitutionEnquiryId, InstitutionOfferId) {
        let id = self.asks(pieces, days[days.len() - 1]).await;
        let plan = self.plan(id, days).await;
        assert!(plan.short.is_empty(), "{:?}", plan.short);
        let new = self.offer_of(&plan, days, per_cent).await;
        (id, self.sends(id, &new).await.expect("the offer is sent"))
    }

    pub async fn accepts(&self, offer: InstitutionOfferId) -> Result<Bought, InstitutionError> {
        let code = accept::accept(&self.town.db, &self.town.books, self.hotel, offer).await?;
        Ok(self.order(&code).await)
    }

    /// An order by its code, opened at the gateway.
    pub async fn order(&self, code: &str) -> Bought {
        let view = market::orders::by_code(&mut self.town.read().await, code).await.expect("asks");
        let head = view.expect("an order").head;
        let placed =
            market::orders::Placed { id: head.id, code: code.to_owned(), total: head.total, answer: None };
        self.town.opens(&placed).await
    }

    pub async fn pays(&self, bought: &Bought) {
        self.town.gateway_says(bought, "pay", Captured).await;
    }

    pub async fn offer(&self, id: InstitutionOfferId) -> Offer {
        offer::one(&mut self.town.read().await, id).await.expect("asks").expect("there")
    }

    pub async fn deal(&self, id: InstitutionOfferId) -> Deal {
        let offer = self.offer(id).await;
        deal::of_offer(&mut self.town.read().await, &offer).await.expect("asks")
    }

    pub async fn state(&self, id: InstitutionEnquiryId) -> EnquiryState {
        enquiry::one(&mut self.town.read().await, id).await.expect("asks").expect("there").row.state
    }

    /// The orders of the stages.
    pub async fn stages(&self, id: InstitutionOfferId) -> Vec<OrderId> {
        self.offer(id).await.stages.iter().filter_map(|stage| stage.row.order).collect()
    }

    pub async fn parcels(&self, order: OrderId) -> Vec<(ParcelId, MakerId, String)> {
        let read = &mut self.town.read().await;
        read.rows(
            sql!("select id, maker_id, code from parcel where order_id = $1 order by code limit $2"),
            params![order, Limit::of(100)],
        )
        .await
        .expect("lists")
    }

    /// Every maker of a stage says yes and packs, and her hub finds it good.
    pub async fn makes(&self, order: OrderId) {
        for (parcel, whose, code) in self.parcels(order).await {
            let (db, by, day) = (&self.town.db, self.town.by("somebody").await, self.town.db.now().day());
            maker::accept(db, by, whose, parcel, day.plus(2)).await.expect("yes");
            maker::pack(db, by, whose, parcel).await.expect("packed");
            inspect(db, by, self.town.deoghar_hub, &code, Finding::Passes, None).await.expect("passes");
        }
    }

    pub async fn shipment(&self, order: OrderId) -> (ShipmentId, String) {
        let read = &mut self.town.read().await;
        read.one(sql!("select id, delivery_code from shipment where order_id = $1"), params![order])
            .await
            .expect("one shipment")
    }

    pub async fn leaves(&self, order: OrderId) -> Result<(), DeliveryError> {
        let (shipment, _) = self.shipment(order).await;
        let by = self.town.by("Hari").await;
        delivery::hand_over(&self.town.db, by, self.town.deoghar_hub, shipment, None).await
    }

    pub async fn arrives(&self, order: OrderId) {
        let (shipment, code) = self.shipment(order).await;
        self.town.says_code(shipment, &code).await.expect("arrives");
    }

    pub async fn held(&self, id: InstitutionEnquiryId) -> Paise {
        self.town.balance(Account::Deposit(id)).await.negated()
    }
}
