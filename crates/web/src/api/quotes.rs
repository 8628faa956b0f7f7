//! Quotes: a total the mart stands by for half an hour. Nothing is held yet.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::ids::{KitId, VariantId};
use kernel::{Paise, Words};
use market::cash;
use market::kits::{Bought, KITS_MOST};
use market::offers::Wanted;
use market::pickups::At;
use market::quotes::{self, LINES_MOST, PaymentMethod, QUANTITY_MOST, Quote, QuoteError, To};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::answer::private;
use super::ask::{self, Body};
use super::caller::Perhaps;
use super::code::Code;
use super::problem::Problem;
use super::refused::Refused;
use super::wire::{Name, one_of, paise};
use crate::app::App;

/// What is asked for. Prices, tax and freight are the mart's to tell; none is taken from outside.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuoteAsk {
    /// Goods and how many; the same good twice is added up. May be left out if kits are asked for.
    #[serde(default)]
    #[schema(max_items = 40)]
    lines: Vec<LineAsk>,
    /// Gift kits and how many, each once.
    #[serde(default)]
    #[schema(max_items = 10)]
    kits: Vec<KitAsk>,
    /// Where to: six digits; left out if it is fetched.
    #[serde(default)]
    #[schema(example = "814112", max_length = 12, nullable = false)]
    pincode: Option<String>,
    /// Where it is fetched, instead of a pincode.
    #[serde(default)]
    #[schema(nullable = false)]
    pickup: Option<PickupAsk>,
    /// How the buyer means to pay.
    #[schema(schema_with = methods)]
    payment_method: String,
    /// The code of an offer; without one, an offer may hold by itself.
    #[serde(default)]
    #[schema(example = "CHHATH10", max_length = 24, nullable = false)]
    coupon: Option<String>,
}

/// A counter, and an hour of its day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PickupAsk {
    /// The counter, as `GET /counters` names it.
    #[schema(example = "ctr_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    counter_id: String,
    /// One of its slots; left out, any open hour will do.
    #[serde(default)]
    #[schema(example = "psl_01jd6v0k3nf0vk3r9qh2m8x7tz", nullable = false)]
    slot_id: Option<String>,
}

impl PickupAsk {
    fn checked(&self) -> Result<At, Problem> {
        let counter =
            self.counter_id.parse().map_err(|_| Problem::at(Code::NoSuchCounter, "pickup.counter_id"))?;
        let slot = self.slot_id.as_deref().map(str::parse).transpose();
        Ok(At { counter, slot: slot.map_err(|_| Problem::at(Code::SlotFull, "pickup.slot_id"))? })
    }
}

/// A good and how many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LineAsk {
    /// The size or colour.
    #[schema(example = "var_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    variant_id: String,
    /// How many pieces.
    #[schema(example = 2, minimum = 1, maximum = 50)]
    quantity: u32,
}

/// A gift kit and how many.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KitAsk {
    /// The kit, as `GET /kits` names it.
    #[schema(example = "kit_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    kit_id: String,
    /// How many.
    #[schema(example = 1, minimum = 1, maximum = 50)]
    quantity: u32,
}

/// A gift kit as it is sold: its lines name it, and what is paid for them comes to its price.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteKit {
    /// Which.
    #[schema(example = "kit_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    kit_id: String,
    /// What it is called.
    name: Name,
    /// How many.
    #[schema(example = 1)]
    quantity: u32,
    /// The price of one, tax included.
    #[schema(example = 49_900)]
    unit_price_paise: i64,
    /// What all of them cost less than their parts; a part of `cut_paise` and `funded_paise`.
    #[schema(example = 4_100)]
    off_paise: i64,
}

pub(super) fn methods() -> Object {
    one_of(PaymentMethod::CHOSEN.iter().map(|method| method.as_str()))
}

/// A quote.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteOut {
    /// Its id, for the order.
    #[schema(example = "quo_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    id: String,
    /// What is bought, the parts of kits too.
    lines: Vec<QuoteLine>,
    /// The gift kits among it.
    kits: Vec<QuoteKit>,
    /// How it travels.
    shipments: Vec<QuoteShipment>,
    /// The goods, tax included.
    #[schema(example = 42_000)]
    goods_paise: i64,
    /// The freight.
    #[schema(example = 4_000)]
    freight_paise: i64,
    /// The tax inside the price of the goods.
    #[schema(example = 2_000)]
    tax_paise: i64,
    /// What its makers have cut off by an offer of theirs; the goods are told without it.
    #[schema(example = 0)]
    cut_paise: i64,
    /// What another pays for the buyer by an offer, of goods and freight.
    #[schema(example = 0)]
    funded_paise: i64,
    /// The offer that holds for it, if one does.
    offer: Option<Name>,
    /// What is to be paid: goods and freight, less what another pays.
    #[schema(example = 46_000)]
    total_paise: i64,
    /// What of it is paid online when it is ordered, if the rest is paid in cash.
    #[schema(example = 0)]
    token_paise: i64,
    /// When it arrives.
    promise: PromiseOut,
    /// Where it goes.
    #[schema(example = "814112")]
    pincode: String,
    /// The district that is in.
    #[schema(example = "Deoghar")]
    district: String,
    /// How the buyer means to pay.
    #[schema(schema_with = methods)]
    payment_method: &'static str,
    /// The mart stands by it until then.
    #[schema(example = "2026-11-22T07:00:00.000Z", format = DateTime)]
    expires_at: String,
}

/// The days of arrival.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PromiseOut {
    /// The first.
    #[schema(example = "2026-11-24", format = Date)]
    pub earliest: String,
    /// The last.
    #[schema(example = "2026-11-26", format = Date)]
    pub latest: String,
}

/// A priced good.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteLine {
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
    /// The rate of the tax in hundredths of a percent.
    #[schema(example = 500)]
    tax_rate_bp: u32,
    /// The code of the tax class.
    #[schema(example = "2106")]
    hsn: String,
    /// Which shipment it travels in.
    #[schema(example = 1)]
    shipment: u32,
    /// The kit it is a part of, if it is.
    kit_id: Option<String>,
    /// How much of its price another pays for the buyer.
    #[schema(example = 0)]
    funded_paise: i64,
}

/// A planned shipment.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuoteShipment {
    /// Its number, from 1.
    #[schema(example = 1)]
    number: u32,
    /// Who carries it.
    #[schema(schema_with = super::order_view::carriers)]
    carrier: &'static str,
    /// What it is charged by.
    #[schema(example = 1_100)]
    weight_g: i64,
    /// Its freight.
    #[schema(example = 4_000)]
    freight_paise: i64,
    /// When it arrives.
    promise: PromiseOut,
}

impl QuoteOut {
    fn of(quote: Quote, token: Paise) -> QuoteOut {
        let line = |line: &quotes::Line| QuoteLine {
            variant_id: line.variant.to_string(),
            name: (&line.name).into(),
            label: (&line.label).into(),
            quantity: line.quantity,
            unit_price_paise: paise(line.unit),
            total_paise: paise(line.line),
            tax_paise: paise(line.tax),
            tax_rate_bp: line.rate.0,
            hsn: line.hsn.clone(),
            shipment: line.shipment_no,
            kit_id: line.kit.map(|kit| kit.to_string()),
            funded_paise: paise(line.funded),
        };
        let shipment = |shipment: &quotes::Shipment| QuoteShipment {
            number: shipment.no,
            carrier: shipment.carrier.as_str(),
            weight_g: shipment.weight_g,
            freight_paise: paise(shipment.freight),
            promise: PromiseOut { earliest: shipment.earliest.iso(), latest: shipment.latest.iso() },
        };
        let kit = |kit: &Bought| QuoteKit {
            kit_id: kit.kit.to_string(),
            name: (&kit.name).into(),
            quantity: kit.pieces,
            unit_price_paise: paise(kit.price),
            off_paise: paise(kit.off),
        };
        let head = quote.head;
        QuoteOut {
            id: head.id.to_string(),
            lines: quote.lines.iter().map(line).collect(),
            kits: quote.kits.iter().map(kit).collect(),
            shipments: quote.shipments.iter().map(shipment).collect(),
            goods_paise: paise(head.goods),
            freight_paise: paise(head.freight),
            tax_paise: paise(head.tax),
            cut_paise: paise(head.cut),
            funded_paise: paise(head.funded),
            offer: head.offer.map(|_| (&Words::new(head.offer_hi, head.offer_en)).into()),
            total_paise: paise(head.total),
            token_paise: paise(token),
            promise: PromiseOut { earliest: head.earliest.iso(), latest: head.latest.iso() },
            pincode: head.pin.to_string(),
            district: head.district,
            payment_method: head.method.as_str(),
            expires_at: head.expires_at.rfc3339(),
        }
    }
}

/// Freezes prices, tax and freight for half an hour.
///
/// Nobody needs to sign in for it. If goods cannot be sold, or not to that place, the answer names each of them in
/// `refused` with its reason.
#[utoipa::path(post, path = "/quotes", tag = "buy", operation_id = "quote", request_body = QuoteAsk,
    security((), ("bearer" = [])),
    responses((status = 201, description = "The mart stands by this until `expires_at`.", body = QuoteOut)))]
pub(crate) async fn make(
    State(app): State<App>,
    Perhaps(caller): Perhaps,
    Body(ask): Body<QuoteAsk>,
) -> Result<Response, Problem> {
    let mut wants = ask.checked()?;
    wants.wanted.person = caller.map(|caller| caller.who.person);
    let quote =
        quotes::make(app.db(), app.books(), &wants).await.map_err(|cause| refusal(cause, &wants.lines))?;
    let asked = cash::token::asked_of(&mut app.db().read().await?, &quote.head).await?;
    private(StatusCode::CREATED, &QuoteOut::of(quote, asked.token))
}

impl QuoteAsk {
    /// The same, every field looked at.
    fn checked(self) -> Result<quotes::Ask, Problem> {
        if self.lines.is_empty() && self.kits.is_empty() {
            return Err(Problem::at(Code::NothingAsked, "lines"));
        }
        let mut lines = Vec::with_capacity(self.lines.len());
        for (at, line) in self.lines.iter().enumerate() {
            let unknown = |_| Problem::at(Code::NoSuchVariant, format!("lines[{at}].variant_id"));
            if line.quantity == 0 || line.quantity > QUANTITY_MOST {
                return Err(Problem::at(Code::BadQuantity, format!("lines[{at}].quantity")));
            }
            lines.push((line.variant_id.parse::<VariantId>().map_err(unknown)?, line.quantity));
        }
        let mut kits = Vec::with_capacity(self.kits.len());
        for (at, kit) in self.kits.iter().enumerate() {
            let unknown = |_| Problem::at(Code::NoSuchKit, format!("kits[{at}].kit_id"));
            if kit.quantity == 0 || kit.quantity > KITS_MOST {
                return Err(Problem::at(Code::BadQuantity, format!("kits[{at}].quantity")));
            }
            kits.push((kit.kit_id.parse::<KitId>().map_err(unknown)?, kit.quantity));
        }
        if lines.len() > LINES_MOST {
            return Err(Problem::at(Code::TooMuch, "lines"));
        }
        let method = method(&self.payment_method)?;
        let to = match (&self.pickup, &self.pincode) {
            (Some(pickup), _) => To::Counter(pickup.checked()?),
            (None, Some(pincode)) => To::Pin(ask::pin("pincode", pincode)?),
            (None, None) => return Err(Problem::at(Code::MissingField, "pincode")),
        };
        let wanted = Wanted { coupon: self.coupon, person: None };
        Ok(quotes::Ask { lines, kits, to, method, cart: None, stall: None, wanted })
    }
}

/// The way to pay behind its word.
pub(super) fn method(word: &str) -> Result<PaymentMethod, Problem> {
    // What other shops call it.
    if word == "cod" {
        return Ok(PaymentMethod::Cash);
    }
    let known = word.parse().ok().filter(|method| PaymentMethod::CHOSEN.contains(method));
    known.ok_or_else(|| Problem::at(Code::BadPaymentMethod, "payment_method"))
}

fn refusal(cause: QuoteError, lines: &[(VariantId, u32)]) -> Problem {
    match cause {
        QuoteError::Empty => Problem::at(Code::NothingAsked, "lines"),
        QuoteError::TooMuch => Problem::at(Code::TooMuch, "lines"),
        QuoteError::NoVariant(variant) => {
            let at = lines.iter().position(|(id, _)| *id == variant).unwrap_or(0);
            Problem::at(Code::NoSuchVariant, format!("lines[{at}].variant_id"))
        }
        QuoteError::NoSuchPin => Problem::at(Code::NoSuchPincode, "pincode"),
        QuoteError::NoCounter => Problem::at(Code::NoSuchCounter, "pickup.counter_id"),
        QuoteError::SlotFull => Problem::at(Code::SlotFull, "pickup.slot_id"),
        QuoteError::NotSold(goods) => {
            let refused = goods.into_iter().map(|(variant, name, why)| Refused::new(variant, name, why));
            Problem::refusing(Code::NotSold, refused.collect())
        }
        QuoteError::NoOffer(_) => Problem::at(Code::NoOffer, "coupon"),
        QuoteError::NoSuchKit(_) => Problem::at(Code::NoSuchKit, "kits"),
        QuoteError::NoKit(..) => Problem::at(Code::NoKit, "kits"),
        QuoteError::NoCash(_) => Problem::at(Code::NoCash, "payment_method"),
        QuoteError::Db(cause) => cause.into(),
    }
}
