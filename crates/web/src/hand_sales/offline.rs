//! The page a stall sells with where there is no line, and what its telephone tells when there is one again. Every sale may be told
//! again; every answer says under which code it stands, or why not and what to do.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::ids::VariantId;
use kernel::india::Mobile;
use kernel::{Paise, Time};
use market::hand_sales::slices::{self, Outbox};
use market::hand_sales::{PRINTED_MOST, SaleError, Way};
use serde::{Deserialize, Serialize};

use super::{desk, told};
use crate::app::App;
use crate::desk::answer;
use crate::error::WebError;
use crate::form::is_from_own_page;
use crate::respond::{Asked, set};
use crate::text::Text;
use crate::views::stall_offline::{OfflineGood, StallOffline};
use crate::who::Keeper;

/// One sale is no longer, in bytes.
const SALE_MOST: usize = 8 * 1024;

/// `GET /{lang}/hub/stalls/{id}/offline`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let stall = desk::own(&mut read, &keeper, &id).await?;
    let slice = slices::of_stall(&mut read, stall.id).await?;
    let at = read.now();
    drop(read);
    let path = desk::path_of(&stall);
    let goods = slice.into_iter().flat_map(|(_, lines)| lines).map(|line| OfflineGood {
        id: line.variant.to_string(),
        name: format!("{} {}", t.pick(&line.name), t.pick(&line.label)).trim().to_owned(),
        unit: line.unit,
        left: line.left(),
    });
    let page = StallOffline {
        whose: crate::desk::told::name_of(&keeper.buyer),
        id: stall.id.to_string(),
        name: stall.name,
        goods: goods.collect(),
        at,
        printed_most: PRINTED_MOST,
        can_print: !app.site().district.upi_address.is_empty(),
    };
    answer(&app, t, &asked, &format!("{path}/offline"), StatusCode::OK, &page)
}

/// A sale as a telephone tells it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SaleSent {
    key: String,
    sold_at: i64,
    lines: Vec<(String, u32)>,
    taken: i64,
    way: String,
    utr: String,
    mobile: String,
}

/// Under which code a sale stands.
#[derive(Debug, Serialize)]
struct Taken {
    code: String,
}

/// A sentence for the telephone to show.
#[derive(Debug, Serialize)]
struct Refused {
    reason: String,
}

fn json(status: StatusCode, body: &impl Serialize) -> Result<Response, WebError> {
    let text = serde_json::to_string(body).map_err(|cause| WebError::Ours(cause.to_string()))?;
    let mut response = (status, text).into_response();
    set(response.headers_mut(), "content-type", "application/json");
    set(response.headers_mut(), "cache-control", "private, no-store");
    Ok(response)
}

fn refused(reason: String) -> Result<Response, WebError> {
    json(StatusCode::UNPROCESSABLE_ENTITY, &Refused { reason })
}

/// The sale a telephone has sent, if it makes sense.
fn sale_of<'a>(sent: &'a SaleSent, t: &Text) -> Option<Outbox<'a>> {
    let lines =
        sent.lines.iter().map(|(variant, pieces)| Some((variant.parse::<VariantId>().ok()?, *pieces)));
    let buyer = match sent.mobile.as_str() {
        "" => None,
        typed => Some(Mobile::typed(typed)?),
    };
    Some(Outbox {
        key: &sent.key,
        sold_at: Time(sent.sold_at.max(0)),
        lines: lines.collect::<Option<Vec<_>>>()?,
        taken: Paise(sent.taken),
        way: sent.way.parse::<Way>().ok()?,
        utr: &sent.utr,
        buyer,
        lang: t.lang,
    })
}

/// `POST /{lang}/hub/stalls/{id}/outbox`: one sale.
pub(super) async fn take(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, WebError> {
    if !is_from_own_page(&headers) {
        return Err(WebError::NotOurForm);
    }
    let stall = desk::own(&mut app.db().read().await?, &keeper, &id).await?;
    if body.len() > SALE_MOST {
        return Err(WebError::TooLarge);
    }
    let sent: Option<SaleSent> = serde_json::from_slice(&body).ok();
    let Some(sale) = sent.as_ref().and_then(|sent| sale_of(sent, &t)) else {
        return refused(t.get("hand-wrong-unclear"));
    };
    let by = (keeper.buyer.who.person, keeper.hub);
    match slices::take_in(app.db(), app.books(), by, stall.id, &sale).await {
        Ok(code) => json(StatusCode::OK, &Taken { code }),
        Err(cause @ (SaleError::Raced | SaleError::Db(_))) => Err(cause.into()),
        Err(cause) => refused(told::reason(&t, cause)?),
    }
}
