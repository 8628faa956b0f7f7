//! What everybody may know, as data: the figures of `/{lang}/open` and the goods on the shelf, as JSON and as CSV.
//!
//! Everything says under which licence it may be used and of when it is. A cell of a CSV is never a formula.

use axum::extract::State;
use axum::response::Response;
use kernel::{Limit, Paise};
use market::catalogue::{self, Card, Cursor, Filter};
use market::reports::Open;
use market::sheets::{self, Value};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::{Shared, shared, shared_json};
use super::ask::Params;
use super::code::Code;
use super::problem::Problem;
use super::wire::Page;
use crate::app::App;
use crate::error::encoded;
use crate::respond::{Asked, set};

/// The licence of open data in India. Source: Ministry of Electronics and Information Technology, notified in the Gazette of India
/// on 13 February 2017.
const LICENCE: &str = "GODL-India";
/// Its text.
pub(crate) const LICENCE_URL: &str = "https://data.gov.in/government-open-data-license-india";
/// Goods on a page if nothing else is asked for, and at most.
const GOODS: u32 = 100;
const GOODS_MOST: u32 = 500;

/// Figures of the mart; none of one person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenOut {
    /// Of when they are, to the full hour: milliseconds since 1970.
    #[schema(example = 1_764_300_000_000_i64)]
    counted_at_ms: i64,
    /// Under which licence they may be used.
    #[schema(example = "GODL-India")]
    licence: &'static str,
    /// Its text.
    #[schema(example = "https://data.gov.in/government-open-data-license-india")]
    licence_url: &'static str,
    /// Makers whose bank received something in the last thirty days.
    #[schema(example = 38)]
    makers_paid_30_days: i64,
    /// What they received, in paise.
    #[schema(example = 41_250_00)]
    paid_30_days_paise: i64,
    /// Makers whose bank has ever received something.
    #[schema(example = 52)]
    makers_paid_ever: i64,
    /// What they received, in paise.
    #[schema(example = 3_20_000_00)]
    paid_ever_paise: i64,
    /// Parcels that reached their buyer in the last thirty days.
    #[schema(example = 120)]
    delivered_30_days: i64,
    /// Those of them that came by the promised day.
    #[schema(example = 113)]
    on_time_30_days: i64,
    /// Parcels whose maker's money was to be at her bank by a day of the last thirty that is over.
    #[schema(example = 110)]
    payouts_due_30_days: i64,
    /// Those of them whose money was there in time.
    #[schema(example = 108)]
    payouts_in_time_30_days: i64,
    /// Complaints taken in the last thirty days.
    #[schema(example = 2)]
    complaints_30_days: i64,
    /// Parcels makers were asked for in the last thirty days: what complaints are a share of.
    #[schema(example = 131)]
    parcels_30_days: i64,
    /// Complaints that ended, or whose month ran out, in the last thirty days.
    #[schema(example = 3)]
    complaints_ended_30_days: i64,
    /// Those of them that were heard within 48 hours and settled within 30 days.
    #[schema(example = 3)]
    complaints_in_time_30_days: i64,
    /// What has been received ever, by craft; crafts with fewer than three makers are left out.
    crafts: Vec<CraftPaid>,
}

/// What makers of one craft have received.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CraftPaid {
    /// The craft's key, as `GET /crafts` gives it.
    #[schema(example = "peda")]
    craft: String,
    /// How many makers.
    #[schema(example = 5)]
    makers: i64,
    /// What they received, in paise.
    #[schema(example = 88_400_00)]
    paid_paise: i64,
}

/// Tells what has reached makers and how many parcels came on time.
///
/// Open data: counted every full hour from the same rows as the district's own report.
#[utoipa::path(get, path = "/open/figures", tag = "shop", operation_id = "open_figures",
    responses((status = 200, description = "The figures.", body = OpenOut)))]
pub(crate) async fn figures(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    let made = async { Ok(told(&*app.hourly.open(app.db()).await?)) };
    Ok(licensed(shared_json(&app, &asked, made).await?, None))
}

/// Tells the same figures as a table: a line for each.
#[utoipa::path(get, path = "/open/figures.csv", tag = "shop", operation_id = "open_figures_csv",
    responses((status = 200, description = "The figures, one in each line.", body = String, content_type = "text/csv")))]
pub(crate) async fn figures_csv(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    let made = async { csv(&figure_lines(&told(&*app.hourly.open(app.db()).await?))) };
    Ok(licensed(shared(&app, &asked, app.db().changes().catalogue(), as_csv(), made).await?, None))
}

fn told(open: &Open) -> OpenOut {
    let craft = |line: &market::reports::Count| CraftPaid {
        craft: line.cut.clone(),
        makers: line.keys,
        paid_paise: line.amount,
    };
    OpenOut {
        counted_at_ms: open.at.0,
        licence: LICENCE,
        licence_url: LICENCE_URL,
        makers_paid_30_days: open.month.keys,
        paid_30_days_paise: open.month.amount,
        makers_paid_ever: open.ever.keys,
        paid_ever_paise: open.ever.amount,
        delivered_30_days: open.delivery.all,
        on_time_30_days: open.delivery.good,
        payouts_due_30_days: open.payouts.all,
        payouts_in_time_30_days: open.payouts.good,
        complaints_30_days: open.complained,
        parcels_30_days: open.asked,
        complaints_ended_30_days: open.complaints.all,
        complaints_in_time_30_days: open.complaints.good,
        crafts: open.crafts.iter().map(craft).collect(),
    }
}

/// A line for each figure: what it is of, how much, in what, of when, under which licence.
fn figure_lines(told: &OpenOut) -> Vec<Vec<Value>> {
    let at = kernel::Time(told.counted_at_ms).rfc3339();
    let line = |name: &str, value: Value, unit: &str| {
        vec![Value::words(name), value, Value::words(unit), Value::words(&at), Value::words(LICENCE)]
    };
    let count = |name, number| line(name, Value::Count(number), "count");
    let rupees = |name, paise| line(name, Value::Rupees(Paise(paise)), "INR");
    let heads = ["figure", "value", "unit", "counted_at", "licence"];
    let mut lines = vec![heads.iter().map(|head| Value::words(head)).collect()];
    lines.extend([
        count("makers_paid_30_days", told.makers_paid_30_days),
        rupees("paid_30_days", told.paid_30_days_paise),
        count("makers_paid_ever", told.makers_paid_ever),
        rupees("paid_ever", told.paid_ever_paise),
        count("delivered_30_days", told.delivered_30_days),
        count("on_time_30_days", told.on_time_30_days),
        count("payouts_due_30_days", told.payouts_due_30_days),
        count("payouts_in_time_30_days", told.payouts_in_time_30_days),
        count("complaints_30_days", told.complaints_30_days),
        count("parcels_30_days", told.parcels_30_days),
        count("complaints_ended_30_days", told.complaints_ended_30_days),
        count("complaints_in_time_30_days", told.complaints_in_time_30_days),
    ]);
    for craft in &told.crafts {
        let key = &craft.craft;
        lines.push(line(&format!("makers_paid_ever:{key}"), Value::Count(craft.makers), "count"));
        lines.push(line(&format!("paid_ever:{key}"), Value::Rupees(Paise(craft.paid_paise)), "INR"));
    }
    lines
}

/// Which part of the catalogue.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct GoodsAsk {
    /// Where the page begins: `next` of the page before.
    #[param(nullable = false)]
    after: Option<String>,
    /// How many goods at most.
    #[param(minimum = 1, maximum = 500, default = 100, nullable = false)]
    limit: Option<u32>,
}

/// A good on the shelf, as everybody may use what is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenGood {
    /// The last part of its page's address.
    #[schema(example = "lac-bangles-sunita")]
    slug: String,
    /// Its name in Hindi.
    #[schema(example = "लाह की चूड़ी")]
    name_hi: String,
    /// Its name in English.
    #[schema(example = "Lac bangles")]
    name_en: String,
    /// The craft's key, as `GET /crafts` gives it.
    #[schema(example = "lac")]
    craft: String,
    /// Who makes it, in English.
    #[schema(example = "Sunita Devi")]
    maker: String,
    /// The village, in English.
    #[schema(example = "Rikhiya")]
    village: String,
    /// What its cheapest variant costs, tax included, in paise.
    #[schema(example = 250_00)]
    price_paise: i64,
    /// Since when it is on the shelf: milliseconds since 1970.
    #[schema(example = 1_764_300_000_000_i64)]
    listed_at_ms: i64,
    /// Under which licence this may be used.
    #[schema(example = "GODL-India")]
    licence: &'static str,
}

/// Lists the public catalogue as open data, the newest first.
///
/// Ask for the next page with `after` set to `next`. Invented goods of a trial are left out.
#[utoipa::path(get, path = "/open/goods", tag = "shop", operation_id = "open_goods", params(GoodsAsk),
    responses((status = 200, description = "A page of the catalogue.", body = Page<OpenGood>)))]
pub(crate) async fn goods(
    State(app): State<App>,
    Params(ask): Params<GoodsAsk>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (_, next) = shelf(&app, &ask).await?;
    let made = async {
        let (items, next) = shelf(&app, &ask).await?;
        Ok(Page { items, next })
    };
    Ok(licensed(shared_json(&app, &asked, made).await?, next.map(|next| after("goods", &ask, &next))))
}

/// Lists the same as a table; the next page stands in the header `link`.
#[utoipa::path(get, path = "/open/goods.csv", tag = "shop", operation_id = "open_goods_csv", params(GoodsAsk),
    responses((status = 200, description = "A page of the catalogue, a good in each line.", body = String, content_type = "text/csv")))]
pub(crate) async fn goods_csv(
    State(app): State<App>,
    Params(ask): Params<GoodsAsk>,
    asked: Asked,
) -> Result<Response, Problem> {
    let (goods, next) = shelf(&app, &ask).await?;
    let today = app.db().now().day().iso();
    let made = async { csv(&good_lines(&goods, &today)) };
    let answer = shared(&app, &asked, app.db().changes().catalogue(), as_csv(), made).await?;
    Ok(licensed(answer, next.map(|next| after("goods.csv", &ask, &next))))
}

async fn shelf(app: &App, ask: &GoodsAsk) -> Result<(Vec<OpenGood>, Option<String>), Problem> {
    let limit = match ask.limit {
        None => GOODS,
        Some(limit @ 1..=GOODS_MOST) => limit,
        Some(_) => return Err(Problem::at(Code::BadLimit, "limit")),
    };
    let read_cursor = |word: &str| Cursor::read(word).ok_or_else(|| Problem::at(Code::BadCursor, "after"));
    let place = ask.after.as_deref().map(str::trim).filter(|word| !word.is_empty());
    let filter = Filter { after: place.map(read_cursor).transpose()?, ..Filter::default() };
    let page = catalogue::read::shelf_page(&mut app.db().read().await?, &filter, Limit::of(limit)).await?;
    let good = |card: Card| OpenGood {
        slug: card.slug,
        name_hi: card.name.hi,
        name_en: card.name.en,
        craft: card.craft_key,
        maker: card.maker.en,
        village: card.village.en,
        price_paise: card.price.0,
        listed_at_ms: card.listed_at.0,
        licence: LICENCE,
    };
    let goods = page.cards.into_iter().filter(|card| !card.sample).map(good).collect();
    Ok((goods, page.next.map(|cursor| cursor.to_string())))
}

fn good_lines(goods: &[OpenGood], today: &str) -> Vec<Vec<Value>> {
    let heads = [
        "slug",
        "name_hi",
        "name_en",
        "craft",
        "maker",
        "village",
        "price_inr",
        "listed_on",
        "as_of",
        "licence",
    ];
    let mut lines: Vec<Vec<Value>> = vec![heads.iter().map(|head| Value::words(head)).collect()];
    for good in goods {
        let words = [&good.slug, &good.name_hi, &good.name_en, &good.craft, &good.maker, &good.village];
        let listed = kernel::Time(good.listed_at_ms).day().iso();
        let mut line: Vec<Value> = words.iter().map(|word| Value::words(word)).collect();
        line.push(Value::Rupees(Paise(good.price_paise)));
        line.extend([&listed, today, LICENCE].map(Value::words));
        lines.push(line);
    }
    lines
}

fn csv(lines: &[Vec<Value>]) -> Result<String, Problem> {
    Ok(String::from_utf8_lossy(&sheets::csv(lines)).into_owned())
}

const fn as_csv() -> Shared {
    Shared { kind: "text/csv; charset=utf-8", depends_on: None }
}

fn after(path: &str, ask: &GoodsAsk, next: &str) -> String {
    let limit = ask.limit.map(|limit| format!("&limit={limit}")).unwrap_or_default();
    format!("/api/v1/open/{path}?after={}{limit}", encoded(next))
}

/// The answer with its licence, and the address of the next page, in the header where machines look for them.
fn licensed(mut answer: Response, next: Option<String>) -> Response {
    let next = next.map(|next| format!(", <{next}>; rel=\"next\"")).unwrap_or_default();
    set(answer.headers_mut(), "link", &format!("<{LICENCE_URL}>; rel=\"license\"{next}"));
    answer
}
