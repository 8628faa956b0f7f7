//! A keeper's first page, and one parcel at the hub with its inspection.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::digits::ascii_digits;
use kernel::ids::HubId;
use kernel::{Limit, Words};
use market::audit::Part;
use market::delivery::{self, HubShipment, Shipment};
use market::media::Eyes;
use market::orders::Parcel;
use market::orders::hub::{self as desk, Finding, HubParcel};
use market::templates::{self, Template};
use market::{batches, places};
use serde::Deserialize;
use store::Read;

use super::field::key_of;
use super::{Refused, Seen, answer, to, to_done, told};
use crate::app::App;
use crate::carriage::carrier_key;
use crate::darkroom;
use crate::error::WebError;
use crate::form::{self, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::desk::{HubHome, HubLine, HubParcelPage, ShipmentLine};
use crate::who::Keeper;

/// Parcels and shipments of a hub at one time, in its lists.
const LIST: Limit = Limit::of(300);

/// The hub's name.
pub(crate) async fn name_of(read: &mut Read, hub: HubId) -> Result<Words, WebError> {
    Ok(places::read::hub(read, hub).await?.ok_or(WebError::Missing)?.name)
}

async fn load_home(app: &App, t: &Text, keeper: &Keeper) -> Result<HubHome, WebError> {
    let mut read = app.db().read().await?;
    let hub = name_of(&mut read, keeper.hub).await?;
    let parcels = desk::parcels_at(&mut read, keeper.hub, LIST).await?;
    let shipments = delivery::shipments_at(&mut read, keeper.hub, LIST).await?;
    drop(read);
    let parcel = |p: &HubParcel| HubLine {
        code: p.code.clone(),
        maker: p.maker.clone(),
        village: p.village.clone(),
        ready_by: p.ready_by,
    };
    let standing = |state| parcels.iter().filter(|p| p.state == state).map(parcel).collect();
    let shipment = |s: &HubShipment| ShipmentLine {
        id: s.id.to_string(),
        name: s.to.get().map_or_else(|| t.get("erased"), |to| to.name.clone()),
        place: format!("{} {}", s.district, s.pin),
        carrier: t.get(carrier_key(s.carrier)),
        latest: s.latest,
        parcels: s.parcels,
        here: s.parcels_here,
    };
    let moving =
        |fits: fn(&HubShipment) -> bool| shipments.iter().filter(|s| fits(s)).map(shipment).collect();
    Ok(HubHome {
        hub,
        code: String::new(),
        to_inspect: standing(Parcel::Packed),
        ready: moving(|s| s.state == Shipment::Planned && s.parcels > 0 && s.parcels_here == s.parcels),
        waiting: moving(|s| s.state == Shipment::Planned && s.parcels_here > 0 && s.parcels_here < s.parcels),
        expected: standing(Parcel::Accepted),
        here: standing(Parcel::AtHub),
        on_way: moving(|s| matches!(s.state, Shipment::Shipped | Shipment::ComingBack)),
        form_key: Some(key_for(&keeper.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/hub`.
pub(super) async fn home(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = load_home(&app, &t, &keeper).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// A code, typed or scanned.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    parcel: String,
}

/// A code as it is stored: capitals and digits without gaps.
pub(super) fn clean(typed: &str) -> String {
    let letters = ascii_digits(typed);
    letters.chars().filter(char::is_ascii_alphanumeric).take(20).collect::<String>().to_ascii_uppercase()
}

/// `GET /{lang}/hub/parcels?parcel=P7K…`: to the parcel of that code.
pub(super) async fn find(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Query(typed): Query<Typed>,
) -> Result<Response, WebError> {
    let code = clean(&typed.parcel);
    let found = desk::parcel(&mut app.db().read().await?, keeper.hub, &code).await?;
    if found.is_some_and(|(parcel, _)| told::stands(parcel.state).is_some()) {
        return Ok(to(&t, &format!("/hub/parcels/{code}")));
    }
    let says = if code.is_empty() {
        t.get("hub-no-code")
    } else {
        t.say("hub-no-such").set("code", &code).to_string()
    };
    let page = load_home(&app, &t, &keeper).await?;
    let page = HubHome { code: typed.parcel, wrongs: Wrongs::none().and("parcel", says), ..page };
    answer(&app, t, &asked, &asked.rest, StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn load(app: &App, t: &Text, keeper: &Keeper, code: &str) -> Result<HubParcelPage, WebError> {
    let mut read = app.db().read().await?;
    let (parcel, lines) = desk::parcel(&mut read, keeper.hub, code).await?.ok_or(WebError::Missing)?;
    let mut standard = Vec::new();
    for check in templates::of_parcel(&mut read, parcel.id).await?.iter().flat_map(Template::standard) {
        if !standard.contains(&check) {
            standard.push(check);
        }
    }
    let packs = batches::labels_of_parcel(&mut read, parcel.id).await?;
    Ok(HubParcelPage {
        standard,
        labels: told::pack_labels(t, &packs),
        hub: name_of(&mut read, keeper.hub).await?,
        code: parcel.code,
        stands: told::stands(parcel.state).ok_or(WebError::Missing)?,
        goods: told::goods(lines),
        maker: parcel.maker,
        village: parcel.village,
        ready_by: parcel.ready_by,
        shipment: parcel.shipment.to_string(),
        finding: String::new(),
        reason: String::new(),
        already: false,
        form_key: Some(key_for(&keeper.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/hub/parcels/{code}`.
pub(super) async fn parcel(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(code): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    let page = HubParcelPage { already: seen.already(), ..load(&app, &t, &keeper, &clean(&code)).await? };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// What a keeper found.
pub(super) fn finding(typed: &form::Typed) -> Option<Finding<'_>> {
    match typed.get("finding") {
        "passes" => Some(Finding::Passes),
        "goes_back" => Some(Finding::GoesBack(typed.get("why"))),
        "refused" => Some(Finding::Refused(typed.get("why"))),
        _ => None,
    }
}

/// `POST /{lang}/hub/parcels/{code}/inspection`: it passes, goes back, or is refused; a photo may show why.
pub(super) async fn inspect(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(code): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let code = clean(&code);
    // Another hub's parcel is none, whatever is sent for it.
    let page = load(&app, &t, &keeper, &code).await?;
    let path = format!("/hub/parcels/{code}");
    let refused = match found(&app, &keeper, &code, &form).await? {
        None => return Ok(to(&t, &path)),
        Some(refused) => refused,
    };
    let page = match refused {
        Refused::Already => return Ok(to_done(&t, &path)),
        Refused::Field(field, key) => {
            let wrongs = Wrongs::none().and(field, t.get(key));
            let typed = |name: &str| form.typed.get(name).to_owned();
            HubParcelPage { finding: typed("finding"), reason: typed("why"), wrongs, ..page }
        }
        Refused::Otherwise(key) => HubParcelPage { wrongs: Wrongs::none().and("", t.get(key)), ..page },
    };
    answer(&app, t, &asked, &path, refused.status(), &page)
}

/// Keeps what was found; `Some` with why not.
async fn found(
    app: &App,
    keeper: &Keeper,
    code: &str,
    form: &WithPhoto,
) -> Result<Option<Refused>, WebError> {
    let Some(finding) = finding(&form.typed) else {
        return Ok(Some(Refused::Field("finding", "wrong-finding")));
    };
    let photo = match &form.photo {
        None => None,
        Some(photo) => match darkroom::develop(app, photo.clone(), Eyes::Few).await? {
            Ok(kept) => Some(kept),
            Err(why) => return Ok(Some(Refused::Field("file-hub", key_of(why)))),
        },
    };
    let by = keeper.buyer.actor(Part::HubKeeper);
    match desk::inspect(app.db(), by, keeper.hub, code, finding, photo.as_ref()).await {
        Ok(()) => Ok(None),
        Err(cause) => Ok(Some(told::parcel_refused(cause, "why")?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_written() {
        for typed in ["P7K3F9QXT", " p7k 3f9 qxt ", "p7k-3f9-qxt", "P७K३F९QXT"] {
            assert_eq!(clean(typed), "P7K3F9QXT", "{typed}");
        }
        assert_eq!(clean("पार्सल"), "");
    }

    #[test]
    fn nothing_is_found_until_the_keeper_has_chosen() {
        let typed = |finding: &str| {
            form::Typed([("finding".into(), finding.into()), ("why".into(), "टूटा है".into())].into())
        };
        assert_eq!(finding(&typed("passes")), Some(Finding::Passes));
        assert_eq!(finding(&typed("goes_back")), Some(Finding::GoesBack("टूटा है")));
        assert_eq!(finding(&typed("refused")), Some(Finding::Refused("टूटा है")));
        assert_eq!(finding(&typed("")), None);
    }
}
