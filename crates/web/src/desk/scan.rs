//! The hub's phone: a page that a keeper's phone keeps, the day's parcels for it, and what it scanned and found without signal.
//!
//! Every look may be sent again under its id; each answer is a sentence the phone shows. What has changed meanwhile is an error with
//! what to do, and the phone keeps its look.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::ids::ParcelId;
use kernel::{Limit, Time};
use market::audit::Part;
use market::media::Eyes;
use market::orders::hub::{self as desk, Sent, Taken};
use market::orders::{OrderError, Parcel, ParcelEvent};
use market::templates;
use serde::Serialize;

use super::answer;
use super::field::{installed, json, key_of};
use super::hub::{clean, finding, name_of};
use crate::app::App;
use crate::darkroom;
use crate::error::WebError;
use crate::form::is_from_own_page;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::desk::{ScanPage, spaced};
use crate::who::Keeper;

/// Parcels a phone keeps.
const PARCELS: Limit = Limit::of(300);
/// Their lines, and the crafts of them.
const LINES: Limit = Limit::of(500);

/// `GET /{lang}/hub/scan`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let hub = name_of(&mut app.db().read().await?, keeper.hub).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &ScanPage { hub })
}

/// `GET /{lang}/hub/manifest.webmanifest`: how a phone installs the page. It tells nothing of anybody.
pub(super) async fn manifest(State(app): State<App>, t: Text) -> Response {
    installed(&app, &t, &t.get("room-scan"), "/hub/scan", "/hub")
}

/// A parcel for the phone: what finds it and what must be in it; no number, no address of anybody.
#[derive(Debug, Serialize)]
struct ParcelTold {
    code: String,
    state: &'static str,
    maker: String,
    village: String,
    ready: String,
    goods: Vec<String>,
    /// Names of what is looked at in it, in `standards`.
    checks: Vec<String>,
}

/// What a phone keeps of a hub's day.
#[derive(Debug, Serialize)]
struct Snapshot {
    keeper: String,
    parcels: Vec<ParcelTold>,
    /// What is looked at, by craft.
    standards: BTreeMap<String, Vec<String>>,
}

/// `GET /{lang}/hub/outbox/snapshot`: parcels that are being made, on their way or here, with what is looked at in them.
pub(super) async fn snapshot(State(app): State<App>, t: Text, keeper: Keeper) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let parcels = desk::parcels_at(&mut read, keeper.hub, PARCELS).await?;
    let mut goods: BTreeMap<ParcelId, Vec<String>> = BTreeMap::new();
    for line in desk::lines_expected(&mut read, keeper.hub, LINES).await? {
        let label = t.pick(&line.label);
        let said = format!("{} × {}", line.quantity, t.pick(&line.name));
        let said = if label.is_empty() { said } else { format!("{said} ({label})") };
        goods.entry(line.parcel).or_default().push(said);
    }
    let mut checks: BTreeMap<ParcelId, Vec<String>> = BTreeMap::new();
    let mut crafts = BTreeSet::new();
    for (parcel, craft) in templates::crafts_expected(&mut read, keeper.hub, LINES).await? {
        crafts.insert(craft.clone());
        checks.entry(parcel).or_default().push(craft);
    }
    let mut standards = BTreeMap::new();
    for craft in crafts {
        let held = templates::of_craft(&mut read, &craft).await?;
        let standard = held.map(|held| held.template.standard()).unwrap_or_default();
        standards.insert(craft, standard.iter().map(|check| t.pick(check).to_owned()).collect());
    }
    drop(read);
    let told = |parcel: desk::HubParcel| ParcelTold {
        state: parcel.state.as_str(),
        maker: t.pick(&parcel.maker).to_owned(),
        village: t.pick(&parcel.village).to_owned(),
        ready: parcel.ready_by.map(|day| t.day(&day)).unwrap_or_default(),
        goods: goods.remove(&parcel.id).unwrap_or_default(),
        checks: checks.remove(&parcel.id).unwrap_or_default(),
        code: parcel.code,
    };
    let keeper = keeper.buyer.who.person.to_string();
    let parcels = parcels.into_iter().map(told).collect();
    json(StatusCode::OK, &Snapshot { keeper, parcels, standards })
}

/// `POST /{lang}/hub/outbox/looks`: what was found in one parcel, with a photo if there is one.
pub(super) async fn take(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    headers: HeaderMap,
    form: WithPhoto,
) -> Result<Response, WebError> {
    if !is_from_own_page(&headers) {
        return Err(WebError::NotOurForm);
    }
    let refused = |status, reason: String| json(status, &serde_json::json!({ "reason": reason }));
    let code = clean(form.typed.get("code"));
    let (Ok(id), Some(finding)) = (form.typed.get("id").parse(), finding(&form.typed)) else {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, t.get("wrong-finding"));
    };
    let arrived = desk::has_arrived(&mut app.db().read().await?, keeper.hub, id).await?;
    let photo = match form.photo.clone().filter(|_| !arrived) {
        None => None,
        Some(photo) => match darkroom::develop(&app, photo, Eyes::Few).await? {
            Ok(kept) => Some(kept),
            Err(why) => return refused(StatusCode::UNPROCESSABLE_ENTITY, t.get(key_of(why))),
        },
    };
    // A phone's clock may be wrong; later than now it cannot have been.
    let now = app.db().now();
    let seen_at = Time(form.typed.get("seen_at").parse().unwrap_or(now.0)).min(now);
    let sent = Sent { id, code: &code, finding, seen_at };
    match desk::take(app.db(), keeper.buyer.actor(Part::HubKeeper), keeper.hub, &sent, photo.as_ref()).await {
        Ok(Taken::Now | Taken::Before) => json(
            StatusCode::OK,
            &serde_json::json!({ "says": t.get(&format!("scan-took-{}", finding.word())) }),
        ),
        Err(cause) => match said(&t, cause, &code)? {
            None => Err(WebError::Busy),
            Some(reason) => refused(StatusCode::CONFLICT, reason),
        },
    }
}

/// Why a look was not taken, and what to do now; `None` if it is to be sent again.
fn said(t: &Text, cause: OrderError, code: &str) -> Result<Option<String>, WebError> {
    let both = |key: &str| format!("{}: {}", t.get(key), t.get(&format!("{key}.text")));
    Ok(Some(match cause {
        OrderError::ParcelNotNow(no) => match no.from {
            Parcel::Planned | Parcel::Asked | Parcel::Cancelled => t.get("scan-not-asked"),
            Parcel::Accepted if no.event == ParcelEvent::HubSendsBack => t.get("scan-back-before"),
            Parcel::Accepted => t.get("scan-not-packed"),
            Parcel::AtHub | Parcel::Packed => t.get("scan-passed-before"),
            Parcel::Declined | Parcel::Returned => both("hub-declined"),
            Parcel::Shipped | Parcel::Delivered | Parcel::ComingBack => both("hub-left"),
        },
        OrderError::NoParcel(_) => t.say("hub-no-such").set("code", spaced(code)).to_string(),
        OrderError::NoReason => t.get("wrong-why"),
        OrderError::Raced => return Ok(None),
        other => return Err(other.into()),
    }))
}
