//! An order as its buyer sees it, and as it was the moment it was placed.

use kernel::Paise;
use market::delivery::{Carrier, Shipment};
use market::orders::{Order, OrderHead, OrderLine, OrderParcel, OrderView, Parcel};
use market::payments::{Intent, Refund, RefundView};
use market::personal::Recipient;
use market::quotes::PaymentMethod;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::goods::MakerOut;
use super::quotes::PromiseOut;
use super::wire::{Name, one_of, paise};
use crate::text::Text;

/// An order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderOut {
    /// Its code. It cannot be guessed.
    #[schema(example = "DM-7K3F-9QXT-M2PA-W6RC")]
    pub code: String,
    /// How it stands.
    #[schema(schema_with = order_states)]
    state: &'static str,
    /// When it was placed.
    #[schema(example = "2026-11-22T06:30:00.000Z", format = DateTime)]
    placed_at: String,
    /// Until when it waits to be paid; after that it frees what it holds.
    #[schema(example = "2026-11-22T07:00:00.000Z", format = DateTime)]
    pay_before: String,
    /// When it ended.
    #[schema(example = json!(null), format = DateTime)]
    ended_at: Option<String>,
    /// The goods, tax included.
    #[schema(example = 42_000)]
    goods_paise: i64,
    /// The freight.
    #[schema(example = 4_000)]
    freight_paise: i64,
    /// The tax inside the price of the goods.
    #[schema(example = 2_000)]
    tax_paise: i64,
    /// What was or is to be paid.
    #[schema(example = 46_000)]
    total_paise: i64,
    /// When it arrives.
    promise: PromiseOut,
    /// How its payment stands.
    payment: PaymentOut,
    /// Where it goes.
    address: AddressOut,
    /// What was bought.
    lines: Vec<OrderLineOut>,
    /// Who makes it: one parcel for each maker, food apart.
    parcels: Vec<ParcelOut>,
    /// How it travels.
    shipments: Vec<ShipmentOut>,
}

/// The payment of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PaymentOut {
    /// Open until it is paid; closed if the order ran out of time.
    #[schema(schema_with = intents)]
    state: &'static str,
    /// How the buyer meant to pay.
    #[schema(schema_with = methods)]
    method: &'static str,
    /// The page to pay at; it stays the same, and paying again on the same order is safe.
    #[schema(example = "https://mart.example/hi/orders/DM-7K3F-9QXT-M2PA-W6RC/payment")]
    url: String,
    /// What is to be paid; of an order paid in cash of which a token is asked, that token.
    #[schema(example = 46_000)]
    amount_paise: i64,
    /// What of the order is left to be paid on arrival beside that.
    #[schema(example = 0)]
    on_arrival_paise: i64,
    /// What goes back or has gone back.
    #[schema(example = 0)]
    refunded_paise: i64,
    /// Each amount that goes back.
    refunds: Vec<RefundOut>,
}

/// Money on its way back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefundOut {
    /// How much.
    #[schema(example = 21_000)]
    amount_paise: i64,
    /// How it stands.
    #[schema(schema_with = refund_states)]
    state: &'static str,
    /// Why.
    #[schema(example = "मिट्टी अभी गीली है")]
    reason: String,
    /// Since when it is owed.
    #[schema(example = "2026-11-22T08:30:00.000Z", format = DateTime)]
    asked_at: String,
    /// When it ended.
    #[schema(example = json!(null), format = DateTime)]
    ended_at: Option<String>,
}

/// Where an order goes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AddressOut {
    /// Who receives it.
    #[schema(example = "अनीता देवी")]
    name: String,
    /// House and street.
    #[schema(example = "12, सुभाष चौक")]
    house: String,
    /// Village, ward or area.
    #[schema(example = "देवघर")]
    area: String,
    /// What it is near; empty if nothing was said.
    #[schema(example = "घंटाघर के पास")]
    landmark: String,
    /// The pincode.
    #[schema(example = "814112")]
    pincode: String,
    /// The district.
    #[schema(example = "Deoghar")]
    district: String,
    /// The number the runner calls.
    #[schema(example = "+916300000000")]
    mobile: String,
}

/// A good of an order, as it was then.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderLineOut {
    /// The size or colour.
    #[schema(example = "var_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    variant_id: String,
    /// The good.
    name: Name,
    /// The size or colour in words.
    label: Name,
    /// How many.
    #[schema(example = 2)]
    quantity: u32,
    /// The price of one, tax included.
    #[schema(example = 21_000)]
    unit_price_paise: i64,
    /// The price of all, tax included.
    #[schema(example = 42_000)]
    total_paise: i64,
    /// The tax inside.
    #[schema(example = 2_000)]
    tax_paise: i64,
    /// The code of the parcel it travels in.
    #[schema(example = "P7K3F9QXT")]
    parcel: String,
}

/// What one maker packs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ParcelOut {
    /// What is written on it.
    #[schema(example = "P7K3F9QXT")]
    code: String,
    /// How it stands.
    #[schema(schema_with = parcel_states)]
    state: &'static str,
    /// Who makes it.
    maker: MakerOut,
    /// Its goods, tax included.
    #[schema(example = 42_000)]
    goods_paise: i64,
    /// The day its maker named.
    #[schema(example = "2026-11-24", format = Date)]
    ready_by: Option<String>,
    /// Why it was called off or sent back; empty if it was not.
    #[schema(example = "")]
    reason: String,
    /// The number of the shipment it travels in.
    #[schema(example = 1)]
    shipment: u32,
}

/// Parcels that travel together.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ShipmentOut {
    /// Its number within the order, from 1.
    #[schema(example = 1)]
    number: u32,
    /// How it stands.
    #[schema(schema_with = shipment_states)]
    state: &'static str,
    /// Who carries it.
    #[schema(schema_with = carriers)]
    carrier: &'static str,
    /// The postal article number, once there is one.
    #[schema(example = json!(null))]
    article_number: Option<String>,
    /// Its freight.
    #[schema(example = 4_000)]
    freight_paise: i64,
    /// When it arrives.
    promise: PromiseOut,
    /// When it left.
    #[schema(example = "2026-11-25T06:30:00.000Z", format = DateTime)]
    handed_at: Option<String>,
    /// When it arrived or was called off.
    #[schema(example = json!(null), format = DateTime)]
    ended_at: Option<String>,
    /// What the buyer tells the runner at the door; only while the mart's own hands bring it.
    #[schema(example = "402918")]
    delivery_code: Option<String>,
}

/// Declares the schema of each closed list of words.
macro_rules! words {
    ($($name:ident of $list:ty;)+) => {$(
        pub(crate) fn $name() -> Object {
            one_of(<$list>::ALL.iter().map(|word| word.as_str()))
        }
    )+};
}
words! {
    order_states of Order;
    intents of Intent;
    methods of PaymentMethod;
    refund_states of Refund;
    parcel_states of Parcel;
    shipment_states of Shipment;
    carriers of Carrier;
}

impl OrderOut {
    /// An order as it stands now, for its buyer.
    pub(crate) fn of(site: &str, view: &OrderView) -> OrderOut {
        let h = &view.head;
        OrderOut {
            code: h.code.clone(),
            state: h.state.as_str(),
            placed_at: h.placed_at.rfc3339(),
            pay_before: h.expires_at.rfc3339(),
            ended_at: h.ended_at.map(|at| at.rfc3339()),
            goods_paise: paise(h.goods),
            freight_paise: paise(h.freight),
            tax_paise: paise(h.tax),
            total_paise: paise(h.total),
            promise: PromiseOut { earliest: h.earliest.iso(), latest: h.latest.iso() },
            payment: payment_of(site, view),
            address: address_of(h),
            lines: view.lines.iter().map(|line| line_of(line, &view.parcels)).collect(),
            parcels: view.parcels.iter().map(|parcel| parcel_of(parcel, view)).collect(),
            shipments: shipments_of(view),
        }
    }

    /// The same order the moment it was placed: what a first answer said and a repeated one says again, word for word,
    /// whatever has become of the order since.
    pub(crate) fn when_placed(self) -> OrderOut {
        let payment = PaymentOut {
            state: Intent::Open.as_str(),
            refunded_paise: 0,
            refunds: Vec::new(),
            ..self.payment
        };
        let parcel = |parcel: ParcelOut| ParcelOut {
            state: Parcel::Planned.as_str(),
            ready_by: None,
            reason: String::new(),
            ..parcel
        };
        let shipment = |shipment: ShipmentOut| ShipmentOut {
            state: Shipment::Planned.as_str(),
            article_number: None,
            handed_at: None,
            ended_at: None,
            delivery_code: None,
            ..shipment
        };
        OrderOut {
            state: Order::Placed.as_str(),
            ended_at: None,
            payment,
            parcels: self.parcels.into_iter().map(parcel).collect(),
            shipments: self.shipments.into_iter().map(shipment).collect(),
            ..self
        }
    }
}

/// Where an order goes; once its buyer is erased, only the place that its tax depends on.
fn address_of(h: &OrderHead) -> AddressOut {
    let to = h.recipient.get();
    let text = |of: fn(&Recipient) -> &str| to.map_or("", of).to_owned();
    AddressOut {
        name: text(|to| &to.name),
        house: text(|to| &to.house),
        area: text(|to| &to.area),
        landmark: text(|to| &to.landmark),
        pincode: h.pin.to_string(),
        district: h.district.clone(),
        mobile: text(|to| to.mobile.as_str()),
    }
}

fn payment_of(site: &str, view: &OrderView) -> PaymentOut {
    let h = &view.head;
    let refund = |refund: &RefundView| RefundOut {
        amount_paise: paise(refund.amount),
        state: refund.status.as_str(),
        reason: Text::new(h.lang).reason(&refund.reason),
        asked_at: refund.asked_at.rfc3339(),
        ended_at: refund.ended_at.map(|at| at.rfc3339()),
    };
    let refunded = Paise::sum(view.refunds.iter().map(|refund| refund.amount)).unwrap_or_default();
    PaymentOut {
        state: view.payment.state.as_str(),
        method: h.method.as_str(),
        url: format!("{site}/{}/orders/{}/payment", h.lang, h.code),
        amount_paise: paise(view.payment.amount),
        on_arrival_paise: paise(h.total.minus(view.payment.amount).unwrap_or_default()),
        refunded_paise: paise(refunded),
        refunds: view.refunds.iter().map(refund).collect(),
    }
}

fn line_of(line: &OrderLine, parcels: &[OrderParcel]) -> OrderLineOut {
    let parcel = parcels.iter().find(|parcel| parcel.id == line.parcel);
    OrderLineOut {
        variant_id: line.variant.to_string(),
        name: (&line.name).into(),
        label: (&line.label).into(),
        quantity: line.quantity,
        unit_price_paise: paise(line.unit),
        total_paise: paise(line.line),
        tax_paise: paise(line.tax),
        parcel: parcel.map_or_else(String::new, |parcel| parcel.code.clone()),
    }
}

fn parcel_of(parcel: &OrderParcel, view: &OrderView) -> ParcelOut {
    let shipment = view.shipments.iter().find(|shipment| shipment.id == parcel.shipment);
    ParcelOut {
        code: parcel.code.clone(),
        state: parcel.state.as_str(),
        maker: MakerOut {
            slug: parcel.maker_slug.clone(),
            name: (&parcel.maker).into(),
            village: (&parcel.village).into(),
        },
        goods_paise: paise(parcel.goods),
        ready_by: parcel.ready_by.map(|day| day.iso()),
        reason: Text::new(view.head.lang).reason(&parcel.reason),
        shipment: shipment.map_or(0, |shipment| shipment.no),
    }
}

fn shipments_of(view: &OrderView) -> Vec<ShipmentOut> {
    let shipments = view.shipments.iter().map(|shipment| ShipmentOut {
        number: shipment.no,
        state: shipment.state.as_str(),
        carrier: shipment.carrier.as_str(),
        article_number: shipment.article.as_ref().map(ToString::to_string),
        freight_paise: paise(shipment.freight),
        promise: PromiseOut { earliest: shipment.earliest.iso(), latest: shipment.latest.iso() },
        handed_at: shipment.handed_at.map(|at| at.rfc3339()),
        ended_at: shipment.ended_at.map(|at| at.rfc3339()),
        delivery_code: (matches!(shipment.carrier, Carrier::OwnHands | Carrier::Counter)
            && shipment.state == Shipment::Shipped)
            .then(|| shipment.delivery_code.clone()),
    });
    shipments.collect()
}
