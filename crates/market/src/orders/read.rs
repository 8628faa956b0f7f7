//! What pages ask about orders.

use kernel::ids::{KitId, OrderId, ParcelId, PersonId, QuoteId, ShipmentId, VariantId};
use kernel::india::Pin;
use kernel::{Day, Lang, Limit, Paise, Time, Words};
use store::{DbError, FromRow, Personal, Read, Row};

use super::machine::{Order, Parcel};
use super::place::Address;
use super::{sql, view_sql};
use crate::delivery::sql::OrderShipment;
use crate::kits::{self, Bought};
use crate::payments::{self, PaymentView};
use crate::personal::Recipient;
use crate::quotes::PaymentMethod;
use crate::{delivery, payments::RefundView};

store::row! {
    /// The head of an order as it is stored.
    pub struct OrderHead {
        /// Its id.
        pub id: OrderId,
        /// Its code.
        pub code: String,
        /// Whose it is.
        pub person: PersonId,
        /// The language of its news.
        pub lang: Lang,
        /// How it stands.
        pub state: Order,
        /// Who receives it, and where.
        pub recipient: Personal<Recipient>,
        /// The pincode.
        pub pin: Pin,
        /// The district.
        pub district: String,
        /// The GST code of the State.
        pub state_code: String,
        /// How the buyer meant to pay.
        pub method: PaymentMethod,
        /// The goods, tax included.
        pub goods: Paise,
        /// The freight.
        pub freight: Paise,
        /// The tax inside the goods.
        pub tax: Paise,
        /// What was or is to be paid.
        pub total: Paise,
        /// First promised day.
        pub earliest: Day,
        /// Last promised day.
        pub latest: Day,
        /// When it was placed.
        pub placed_at: Time,
        /// Until when it waits to be paid.
        pub expires_at: Time,
        /// When it ended.
        pub ended_at: Option<Time>,
        /// What makers have cut off their prices by its offer.
        pub cut: Paise,
        /// What another pays for the buyer by it.
        pub funded: Paise,
        /// What the offer is called in Hindi.
        pub offer_hi: String,
        /// What it is called in English.
        pub offer_en: String,
    }
}

store::row! {
    /// An order in a list of its buyer.
    pub struct OrderCard {
        /// Its code.
        pub code: String,
        /// How it stands.
        pub state: Order,
        /// What was or is to be paid.
        pub total: Paise,
        /// When it was placed.
        pub placed_at: Time,
        /// When it should have arrived.
        pub latest: Day,
    }
}

/// A line of an order.
#[derive(Clone, Debug)]
pub struct OrderLine {
    /// The parcel it travels in.
    pub parcel: ParcelId,
    /// What was bought.
    pub variant: VariantId,
    /// Its name, as it was then.
    pub name: Words,
    /// Its size or colour.
    pub label: Words,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub unit: Paise,
    /// The price of all.
    pub line: Paise,
    /// The tax inside.
    pub tax: Paise,
    /// What the maker gets.
    pub maker_share: Paise,
    /// The kit it is a piece of, if it is.
    pub kit: Option<KitId>,
}

impl FromRow for OrderLine {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(OrderLine {
            parcel: row.take(0)?,
            variant: row.take(1)?,
            name: Words { hi: row.take(2)?, en: row.take(3)? },
            label: Words { hi: row.take(4)?, en: row.take(5)? },
            quantity: row.take(6)?,
            unit: row.take(7)?,
            line: row.take(8)?,
            tax: row.take(9)?,
            maker_share: row.take(10)?,
            kit: row.take(11)?,
        })
    }
}

/// A parcel as its buyer sees it.
#[derive(Clone, Debug)]
pub struct OrderParcel {
    /// Its id.
    pub id: ParcelId,
    /// What is written on it.
    pub code: String,
    /// The shipment it travels in.
    pub shipment: ShipmentId,
    /// How it stands.
    pub state: Parcel,
    /// The day its maker named.
    pub ready_by: Option<Day>,
    /// Why it was called off or sent back.
    pub reason: String,
    /// Its goods, tax included.
    pub goods: Paise,
    /// How much of that another pays for the buyer.
    pub funded: Paise,
    /// The address of the maker's page.
    pub maker_slug: String,
    /// Who makes it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
}

impl FromRow for OrderParcel {
    fn from_row(mut row: Row) -> Result<Self, kernel::BadCell> {
        Ok(OrderParcel {
            id: row.take(0)?,
            code: row.take(1)?,
            shipment: row.take(2)?,
            state: row.take(3)?,
            ready_by: row.take(4)?,
            reason: row.take(5)?,
            goods: row.take(6)?,
            maker_slug: row.take(7)?,
            maker: Words { hi: row.take(8)?, en: row.take(9)? },
            village: Words { hi: row.take(10)?, en: row.take(11)? },
            funded: row.take(12)?,
        })
    }
}

/// An order with everything its page shows.
#[derive(Clone, Debug)]
pub struct OrderView {
    /// Address, totals, dates.
    pub head: OrderHead,
    /// What was bought.
    pub lines: Vec<OrderLine>,
    /// Who makes it.
    pub parcels: Vec<OrderParcel>,
    /// How it travels.
    pub shipments: Vec<OrderShipment>,
    /// How its payment stands.
    pub payment: PaymentView,
    /// What goes back.
    pub refunds: Vec<RefundView>,
    /// The kits in it.
    pub kits: Vec<Bought>,
}

/// An order by its code. Codes cannot be guessed; who has one may see how the order stands. Address, number and delivery
/// code are for its buyer only: the caller shows them only to [`OrderHead::person`].
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn by_code(read: &mut Read, code: &str) -> Result<Option<OrderView>, DbError> {
    let code = code.trim().to_ascii_uppercase();
    let Some(head) = view_sql::head_by_code(read, &code).await? else { return Ok(None) };
    let lines = view_sql::lines_of(read, head.id).await?;
    let parcels = view_sql::view_parcels(read, head.id).await?;
    let shipments = delivery::sql::shipments_of_order(read, head.id).await?;
    let payment = payments::view(read, head.id).await?;
    let refunds = payments::refunds_of(read, head.id).await?;
    let kits = kits::of_order(read, head.id).await?;
    Ok(Some(OrderView { head, lines, parcels, shipments, payment, refunds, kits }))
}

/// The orders of a person, newest first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn orders_of(read: &mut Read, person: PersonId, limit: Limit) -> Result<Vec<OrderCard>, DbError> {
    view_sql::orders_of(read, person, limit).await
}

/// The code of an order and when it expires, for whoever carries its messages outside.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn code_and_expiry(read: &mut Read, id: OrderId) -> Result<Option<(String, Time)>, DbError> {
    Ok(sql::order(read, id).await?.map(|order| (order.code, order.expires_at)))
}

/// What a payment company must know of an order: its code, its buyer's language, until when it waits.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn to_pay(read: &mut Read, id: OrderId) -> Result<Option<(String, Lang, Time)>, DbError> {
    Ok(sql::order(read, id).await?.map(|order| (order.code, order.lang, order.expires_at)))
}

/// How the payment of an order stands, by its code.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn payment_of(read: &mut Read, code: &str) -> Result<Option<(OrderId, PaymentView)>, DbError> {
    let Some(id) = view_sql::id_of_code(read, &code.trim().to_ascii_uppercase()).await? else {
        return Ok(None);
    };
    Ok(Some((id, payments::view(read, id).await?)))
}

/// The address a person used last, to save typing it again.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn last_address(read: &mut Read, person: PersonId) -> Result<Option<Address>, DbError> {
    let row = view_sql::last_address(read, person).await?;
    let address = |(to, pin): (Recipient, Pin)| Address {
        name: to.name,
        mobile: Some(to.mobile),
        house: to.house,
        area: to.area,
        landmark: to.landmark,
        pin,
    };
    Ok(row.map(address))
}

/// The code of the order a quote has become, if it has.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn code_of_quote(read: &mut Read, quote: QuoteId) -> Result<Option<String>, DbError> {
    Ok(sql::order_of_quote(read, quote).await?.map(|order| order.code))
}
