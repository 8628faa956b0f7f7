//! Orders: placed once however often the call is repeated, looked at by their buyer only.

use std::time::Duration;

use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use kernel::ids::QuoteId;
use kernel::proof::hex;
use kernel::{Lang, Limit};
use market::orders::{self, Address, Order, OrderCard, OrderError, OrderView, Placed};
use market::quotes::{self, WhyNot};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::keys::Once;
use tokio::sync::Semaphore;
use utoipa::{IntoParams, ToSchema};

use super::answer::private;
use super::ask::{self, Body, Params};
use super::caller::{Caller, Tongue};
use super::code::Code;
use super::order_view::{OrderOut, order_states};
use super::problem::Problem;
use super::refused::Refused;
use super::wire::{Page, paise};
use crate::app::App;
use crate::basket::pay::is_promised_by_code;
use crate::respond::set;

/// An order waits this long for its payment to be opened at the gateway, so that the page behind `payment.url` is ready.
const PATIENCE: Duration = Duration::from_secs(3);
/// So many orders wait at once. In a rush the others answer at once: the page waits by itself.
static WAITING: Semaphore = Semaphore::const_new(4);
/// What an idempotency key belongs to.
const ROUTE: &str = "POST /api/v1/orders";
/// The longest idempotency key. Source: Stripe's idempotent requests.
const KEY_MOST: usize = 255;
/// Letters in a name.
const NAME_MOST: usize = 100;
/// Letters in another line of an address.
const LINE_MOST: usize = 200;
/// Orders on a page if nothing else is asked for.
const PAGE: u32 = 24;
/// Orders on a page at most.
const PAGE_MOST: u32 = 100;

/// What is ordered and where it goes.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderAsk {
    /// The quote.
    #[schema(example = "quo_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    quote_id: String,
    /// Where to. Its pincode must be the quote's.
    address: AddressAsk,
    /// How it is paid, if not as the quote says. An order to be paid in cash is confirmed by a code, which its buyer types at
    /// `payment.url` within half an hour.
    #[schema(schema_with = super::quotes::methods)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    payment_method: Option<String>,
}

/// An address.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AddressAsk {
    /// Who receives it.
    #[schema(example = "अनीता देवी", min_length = 1, max_length = 100)]
    name: String,
    /// House and street.
    #[schema(example = "12, सुभाष चौक", min_length = 1, max_length = 200)]
    house: String,
    /// Village, ward or area.
    #[schema(example = "देवघर", min_length = 1, max_length = 200)]
    area: String,
    /// What it is near.
    #[schema(example = "घंटाघर के पास", max_length = 200)]
    landmark: Option<String>,
    /// Six digits.
    #[schema(example = "814112", max_length = 12)]
    pincode: String,
    /// The number the runner calls; the buyer's own if none is given.
    #[schema(example = "+916300000001", max_length = 20)]
    mobile: Option<String>,
}

impl AddressAsk {
    fn checked(&self, caller: &Caller) -> Result<Address, Problem> {
        let landmark = self.landmark.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let landmark = landmark.map(|text| ask::words("address.landmark", text, LINE_MOST)).transpose()?;
        let mobile = self.mobile.as_deref().map(|typed| ask::mobile("address.mobile", typed)).transpose()?;
        Ok(Address {
            name: ask::words("address.name", &self.name, NAME_MOST)?,
            mobile: Some(mobile.unwrap_or_else(|| caller.who.mobile.clone())),
            house: ask::words("address.house", &self.house, LINE_MOST)?,
            area: ask::words("address.area", &self.area, LINE_MOST)?,
            landmark: landmark.unwrap_or_default(),
            pin: ask::pin("address.pincode", &self.pincode)?,
        })
    }
}

/// The header that makes an order safe to repeat.
#[derive(Debug)]
pub(crate) struct Key(String);

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let value = values.next().ok_or_else(|| Problem::of(Code::NoIdempotencyKey))?;
        let text = value.to_str().unwrap_or("").trim();
        let fits = !text.is_empty() && text.len() <= KEY_MOST && values.next().is_none();
        if fits { Ok(Key(text.to_owned())) } else { Err(Problem::of(Code::BadIdempotencyKey)) }
    }
}

/// Places an order for a quote.
///
/// The goods are held for half an hour; pay at `payment.url` meanwhile. The header `Idempotency-Key` is required: the same
/// call with the same key is the same order and gets the same answer, with `Idempotent-Replayed: true`. The same key with
/// another body is refused. Keys are kept for 72 hours. A refused order keeps no key: put right what is wrong and send
/// it again.
#[utoipa::path(post, path = "/orders", tag = "buy", operation_id = "order", request_body = OrderAsk,
    security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header, description = "Any text of yours that names this purchase, such as a \
        random UUID.", min_length = 1, max_length = 255, example = "9b1f6c5e-2f7d-4b6e-9f0a-3f4c7a1d2e10")),
    responses((status = 201, description = "The order as it was placed, now or by the first call with this key.",
        body = OrderOut, headers(("Location" = String, description = "The order."),
            ("Idempotent-Replayed" = String, description = "`true` if the order had been placed before.")))))]
pub(crate) async fn place(
    State(app): State<App>,
    Tongue(lang): Tongue,
    caller: Caller,
    key: Key,
    Body(asked): Body<OrderAsk>,
) -> Result<Response, Problem> {
    let ask = checked(&asked, &caller, key, lang)?;
    if let Some(word) = &asked.payment_method {
        quotes::pay_by(app.db(), ask.quote, super::quotes::method(word)?).await?;
    }
    let placed = match orders::place(app.db(), &ask, kept).await {
        Ok(placed) => placed,
        Err(cause) => return Err(refusal(cause)),
    };
    told(&app, &placed).await
}

/// What is kept with the key: the status and the order's code. The rest of the answer follows from the order alone.
fn kept(placed: &Placed) -> (u32, String) {
    (u32::from(StatusCode::CREATED.as_u16()), placed.code.clone())
}

fn checked(asked: &OrderAsk, caller: &Caller, key: Key, lang: Option<Lang>) -> Result<orders::Ask, Problem> {
    let no_quote = |_| Problem::at(Code::NoSuchQuote, "quote_id");
    let print = hex(&Sha256::digest(serde_json::to_vec(asked)?));
    let once = Once { actor: caller.who.person.to_string(), route: ROUTE, key: key.0, body_sha256: print };
    Ok(orders::Ask {
        quote: asked.quote_id.parse::<QuoteId>().map_err(no_quote)?,
        person: caller.who.person,
        address: asked.address.checked(caller)?,
        lang: lang.unwrap_or(caller.who.lang),
        once: Some(once),
    })
}

/// The answer of a placed order, the same for the first call and every repeated one.
async fn told(app: &App, placed: &Placed) -> Result<Response, Problem> {
    let mut view = ordered(app, placed).await?;
    if !is_promised_by_code(&view)
        && let Ok(_place) = WAITING.try_acquire()
    {
        let _is_open = worker::nudge::open_payment(app.db(), placed.id, 1, PATIENCE).await;
        view = ordered(app, placed).await?;
    }
    let (status, is_replayed) = match &placed.answer {
        Some((status, _)) => (u16::try_from(*status).ok(), true),
        None => (None, false),
    };
    let status = status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::CREATED);
    let mut response = private(status, &OrderOut::of(&app.site().url, &view).when_placed())?;
    set(response.headers_mut(), "location", &format!("/api/v1/orders/{}", placed.code));
    if is_replayed {
        set(response.headers_mut(), "idempotent-replayed", "true");
    }
    Ok(response)
}

async fn ordered(app: &App, placed: &Placed) -> Result<OrderView, Problem> {
    let view = orders::by_code(&mut app.db().read().await?, &placed.code).await?;
    view.ok_or_else(|| Problem::ours(format!("the order {} just placed is not there", placed.id)))
}

fn refusal(cause: OrderError) -> Problem {
    match cause {
        OrderError::NoQuote | OrderError::NotYours => Problem::at(Code::NoSuchQuote, "quote_id"),
        OrderError::QuoteExpired => Problem::at(Code::QuoteExpired, "quote_id"),
        OrderError::OtherPin => Problem::at(Code::OtherPincode, "address.pincode"),
        OrderError::SoldOut(short) => {
            let refused = |short: orders::Short| {
                Refused::new(short.variant, short.name, WhyNot::SoldOut { left: short.left })
            };
            Problem::refusing(Code::SoldOut, short.into_iter().map(refused).collect())
        }
        OrderError::NoCash(_) => Problem::at(Code::NoCash, "payment_method"),
        OrderError::NoOffer(_) => Problem::at(Code::NoOffer, "quote_id"),
        OrderError::NoKit(..) => Problem::at(Code::NoKit, "quote_id"),
        OrderError::SlotFull => Problem::at(Code::SlotFull, "quote_id"),
        OrderError::Closed(_) => Problem::of(Code::NotOpen),
        OrderError::KeyReused => Problem::of(Code::KeyReused),
        OrderError::Raced => Problem::wait(Code::Raced, 1),
        OrderError::Db(cause) => cause.into(),
        OrderError::NoOrder(_)
        | OrderError::NoParcel(_)
        | OrderError::NotNow(_)
        | OrderError::ParcelNotNow(_)
        | OrderError::BadDay
        | OrderError::NoReason => Problem::ours(cause.to_string()),
    }
}

/// Tells how an order stands, to its buyer.
///
/// Somebody else's order is answered like one that does not exist.
#[utoipa::path(get, path = "/orders/{code}", tag = "buy", operation_id = "order-by-code", security(("bearer" = [])),
    params(("code" = String, Path, description = "Its code.", example = "DM-7K3F-9QXT-M2PA-W6RC")),
    responses((status = 200, description = "The order.", body = OrderOut)))]
pub(crate) async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let missing = || Problem::of(Code::NoSuchOrder);
    let code = ask::name(&code).ok_or_else(missing)?;
    let view = orders::by_code(&mut app.db().read().await?, code).await?;
    let own = |view: &OrderView| view.head.person == caller.who.person;
    let view = view.filter(own).ok_or_else(missing)?;
    private(StatusCode::OK, &OrderOut::of(&app.site().url, &view))
}

/// An order in the list of its buyer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderCardOut {
    /// Its code.
    #[schema(example = "DM-7K3F-9QXT-M2PA-W6RC")]
    code: String,
    /// How it stands.
    #[schema(schema_with = order_states)]
    state: &'static str,
    /// What was or is to be paid.
    #[schema(example = 46_000)]
    total_paise: i64,
    /// When it was placed.
    #[schema(example = "2026-11-22T06:30:00.000Z", format = DateTime)]
    placed_at: String,
    /// When it should have arrived.
    #[schema(example = "2026-11-26", format = Date)]
    latest: String,
}

impl From<&OrderCard> for OrderCardOut {
    fn from(card: &OrderCard) -> OrderCardOut {
        let state: Order = card.state;
        OrderCardOut {
            code: card.code.clone(),
            state: state.as_str(),
            total_paise: paise(card.total),
            placed_at: card.placed_at.rfc3339(),
            latest: card.latest.iso(),
        }
    }
}

/// Which of one's orders a list shows.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListAsk {
    /// Where the page begins: `next` of the page before.
    #[param(nullable = false)]
    after: Option<String>,
    /// How many orders at most.
    #[param(minimum = 1, maximum = 100, default = 24, nullable = false)]
    limit: Option<u32>,
}

/// Lists the caller's orders, the newest first.
#[utoipa::path(get, path = "/orders", tag = "buy", operation_id = "orders", security(("bearer" = [])), params(ListAsk),
    responses((status = 200, description = "A page of one's own orders.", body = Page<OrderCardOut>)))]
pub(crate) async fn list(
    State(app): State<App>,
    caller: Caller,
    Params(ask): Params<ListAsk>,
) -> Result<Response, Problem> {
    let most = Limit::of(Limit::MOST);
    let cards = orders::orders_of(&mut app.db().read().await?, caller.who.person, most).await?;
    private(StatusCode::OK, &page(&cards, &ask)?)
}

fn page(cards: &[OrderCard], ask: &ListAsk) -> Result<Page<OrderCardOut>, Problem> {
    let limit = match ask.limit {
        None => PAGE,
        Some(limit @ 1..=PAGE_MOST) => limit,
        Some(_) => return Err(Problem::at(Code::BadLimit, "limit")),
    };
    let begins = match &ask.after {
        None => 0,
        Some(code) => {
            let at = cards.iter().position(|card| card.code == *code);
            at.ok_or_else(|| Problem::at(Code::BadCursor, "after"))? + 1
        }
    };
    let ends = begins.saturating_add(usize::try_from(limit).unwrap_or(1)).min(cards.len());
    let shown = &cards[begins..ends];
    let next = shown.last().filter(|_| ends < cards.len()).map(|card| card.code.clone());
    Ok(Page { items: shown.iter().map(OrderCardOut::from).collect(), next })
}
