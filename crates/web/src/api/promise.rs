//! Whether, when and for how much something comes to a place. Nothing is written down and nobody stands by it; a quote is for that.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::ids::VariantId;
use market::pickups::{self, At};
use market::quotes::{self, Draft, QUANTITY_MOST, QuoteError, To};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::private;
use super::ask::{self, Params};
use super::code::Code;
use super::problem::{Problem, language};
use super::refused::Refused;
use super::wire::paise;
use crate::app::App;
use crate::text::Text;

/// What is asked for, and where to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PromiseAsk {
    /// The size or colour.
    #[param(example = "var_01jd6v0k3nf0vk3r9qh2m8x7tz", max_length = 40, nullable = false)]
    variant_id: Option<String>,
    /// How many pieces; one if it is left out.
    #[param(example = 1, minimum = 1, maximum = 50, nullable = false)]
    quantity: Option<u32>,
    /// Where to: six digits.
    #[param(example = "814112", max_length = 12, nullable = false)]
    pincode: Option<String>,
}

/// Whether, when and for how much it comes.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PromiseTold {
    /// Whether it can be sent there.
    #[schema(example = true)]
    can_ship: bool,
    /// Why not, if not, as a sentence.
    #[schema(example = "Only 2 are left.")]
    reason: Option<String>,
    /// The same with its stable word.
    refused: Option<Refused>,
    /// The first day it can arrive.
    #[schema(example = "2026-11-24", format = Date)]
    earliest: Option<String>,
    /// The day by which it should have arrived.
    #[schema(example = "2026-11-26", format = Date)]
    latest: Option<String>,
    /// The freight.
    #[schema(example = 4_000)]
    freight_paise: Option<i64>,
    /// Who carries it.
    #[schema(example = "own_hands")]
    carrier: Option<&'static str>,
    /// The ways it can reach its buyer: brought, and fetched at each counter that is open.
    ways: Vec<WayOut>,
}

/// A way something reaches its buyer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WayOut {
    /// `brought` to the pincode, or `fetched` at a counter.
    #[schema(example = "fetched")]
    way: &'static str,
    /// The counter, if it is fetched.
    #[schema(example = "ctr_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    counter_id: Option<String>,
    /// The first day.
    #[schema(example = "2026-11-24", format = Date)]
    earliest: String,
    /// The last day promised.
    #[schema(example = "2026-11-26", format = Date)]
    latest: String,
    /// What it costs.
    #[schema(example = 0)]
    freight_paise: i64,
}

impl WayOut {
    fn of(way: &'static str, counter_id: Option<String>, draft: &Draft) -> WayOut {
        let (earliest, latest) = (draft.earliest.iso(), draft.latest.iso());
        WayOut { way, counter_id, earliest, latest, freight_paise: paise(draft.freight) }
    }
}

/// Counters that are told of in one answer.
const COUNTERS_MOST: usize = 10;

/// Every counter at which it could be fetched.
async fn fetched(app: &App, wants: &[(VariantId, u32)]) -> Result<Vec<WayOut>, Problem> {
    let open = pickups::open_ones(&mut app.db().read().await?).await?;
    let mut ways = Vec::new();
    for counter in open.iter().take(COUNTERS_MOST) {
        let to = To::Counter(At { counter: counter.id, slot: None });
        match quotes::preview_to(app.db(), app.books(), wants, &to).await {
            Ok(draft) => ways.push(WayOut::of("fetched", Some(counter.id.to_string()), &draft)),
            Err(QuoteError::Db(cause)) => return Err(cause.into()),
            Err(_) => {}
        }
    }
    Ok(ways)
}

/// Tells whether, when and for how much something comes to a pincode.
///
/// The same rules as a quote, for one good alone. Goods of several makers travel as a quote says.
#[utoipa::path(get, path = "/promise", tag = "shop", operation_id = "promise", params(PromiseAsk),
    responses((status = 200, description = "The days and the freight, or the reason why not.", body = PromiseTold)))]
pub(crate) async fn show(
    State(app): State<App>,
    headers: HeaderMap,
    Params(ask): Params<PromiseAsk>,
) -> Result<Response, Problem> {
    let no_variant = || Problem::at(Code::NoSuchVariant, "variant_id");
    let variant: VariantId = ask.variant_id.unwrap_or_default().parse().map_err(|_| no_variant())?;
    let quantity = ask.quantity.unwrap_or(1);
    if quantity == 0 || quantity > QUANTITY_MOST {
        return Err(Problem::at(Code::BadQuantity, "quantity"));
    }
    let pin = ask::pin("pincode", &ask.pincode.unwrap_or_default())?;
    let wants = [(variant, quantity)];
    let mut told = match quotes::preview(app.db(), app.books(), &wants, &pin).await {
        Ok(draft) => PromiseTold {
            ways: vec![WayOut::of("brought", None, &draft)],
            can_ship: true,
            reason: None,
            refused: None,
            earliest: Some(draft.earliest.iso()),
            latest: Some(draft.latest.iso()),
            freight_paise: Some(paise(draft.freight)),
            carrier: draft.shipments.first().map(|shipment| shipment.carrier.as_str()),
        },
        Err(QuoteError::NotSold(goods)) => {
            let t = Text::new(language(&headers));
            let first = goods.into_iter().next();
            let refused = first.map(|(variant, name, why)| Refused::new(variant, name, why).told(t));
            let reason = refused.as_ref().map(|refused| refused.detail.clone());
            let (earliest, latest, freight_paise, carrier) = (None, None, None, None);
            let ways = Vec::new();
            PromiseTold { ways, can_ship: false, reason, refused, earliest, latest, freight_paise, carrier }
        }
        Err(QuoteError::NoSuchPin) => return Err(Problem::at(Code::NoSuchPincode, "pincode")),
        Err(QuoteError::NoVariant(_) | QuoteError::Empty) => return Err(no_variant()),
        Err(QuoteError::TooMuch) => return Err(Problem::at(Code::TooMuch, "quantity")),
        Err(QuoteError::NoCounter | QuoteError::SlotFull) => return Err(Problem::of(Code::NoSuchCounter)),
        Err(QuoteError::NoCash(_)) => return Err(Problem::at(Code::NoCash, "payment_method")),
        Err(QuoteError::NoSuchKit(_) | QuoteError::NoKit(..)) => return Err(Problem::of(Code::NotSold)),
        Err(QuoteError::NoOffer(_)) => return Err(Problem::at(Code::NoOffer, "coupon")),
        Err(QuoteError::Db(cause)) => return Err(cause.into()),
    };
    told.ways.extend(fetched(&app, &wants).await?);
    private(StatusCode::OK, &told)
}
