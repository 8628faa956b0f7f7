//! What a hub prints and saves for a carrier: stickers, slips, the list to sign, the booking file.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use documents::StickerSheet;
use kernel::Day;
use kernel::ids::ShipmentId;
use market::bookings::{self, Sticker, sheet};
use market::delivery::Carrier;
use market::places;
use serde::Deserialize;

use super::counter::HERE;
use crate::app::App;
use crate::bills::{attachment, press};
use crate::desk::{id_of, to};
use crate::error::WebError;
use crate::text::Text;
use crate::who::Keeper;

/// Which sheet, which kind of file, which day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    sheet: String,
    kind: String,
    day: Option<String>,
}

impl Wanted {
    fn sheet(&self) -> StickerSheet {
        if self.sheet == "a4" { StickerSheet::A4 } else { StickerSheet::A6 }
    }

    fn day(&self) -> Result<Option<Day>, WebError> {
        let text = self.day.as_deref().map(str::trim).filter(|text| !text.is_empty());
        text.map(|text| Day::from_iso(text).ok_or(WebError::Unclear("bill-wrong-day"))).transpose()
    }
}

/// What is ready and has a number; or what left on a day.
async fn list(app: &App, keeper: &Keeper, wanted: &Wanted) -> Result<Vec<Sticker>, WebError> {
    let mut read = app.db().read().await?;
    if let Some(day) = wanted.day()? {
        return Ok(bookings::gone_on(&mut read, keeper.hub, Carrier::IndiaPost, day).await?);
    }
    let ready = bookings::ready(&mut read, keeper.hub, Carrier::IndiaPost).await?;
    Ok(ready.into_iter().filter(|one| one.number.is_some()).collect())
}

/// `GET /{lang}/hub/counter/stickers?sheet=a6`.
pub(super) async fn stickers(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let all = list(&app, &keeper, &wanted).await?;
    if all.is_empty() {
        return Ok(to(&t, HERE));
    }
    let office =
        places::read::hub(&mut app.db().read().await?, keeper.hub).await?.ok_or(WebError::Missing)?;
    let (today, on) = (app.db().now().day(), wanted.sheet());
    let papers = all.iter().map(|one| documents::sticker(one, &office, on, today)).collect();
    press::answer(papers, &format!("stickers-{}", today.iso())).await
}

/// `GET /{lang}/hub/counter/manifest?day=`: the list the counter signs.
pub(super) async fn manifest(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let all = list(&app, &keeper, &wanted).await?;
    if all.is_empty() {
        return Ok(to(&t, HERE));
    }
    let office =
        places::read::hub(&mut app.db().read().await?, keeper.hub).await?.ok_or(WebError::Missing)?;
    let day = wanted.day()?.unwrap_or_else(|| app.db().now().day());
    let paper = documents::manifest(&all, &office, Carrier::IndiaPost, day);
    press::answer(vec![paper], &format!("manifest-{}", day.iso())).await
}

/// `GET /{lang}/hub/counter/file?kind=xlsx`: the booking file.
pub(super) async fn file(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let all = list(&app, &keeper, &wanted).await?;
    if all.is_empty() {
        return Ok(to(&t, HERE));
    }
    let name = format!("booking-{}", app.db().now().day().iso());
    if wanted.kind == "csv" {
        return Ok(attachment(sheet::csv(&all), "text/csv; charset=utf-8", &format!("{name}.csv")));
    }
    let book = sheet::xlsx(&all).map_err(|cause| WebError::Ours(cause.to_string()))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(attachment(book, kind, &format!("{name}.xlsx")))
}

/// `GET /{lang}/hub/shipments/{id}/sticker?sheet=a6`.
pub(super) async fn sticker(
    State(app): State<App>,
    _: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    let found = bookings::one(&mut app.db().read().await?, keeper.hub, id).await?;
    let (one, office) = found.ok_or(WebError::Missing)?;
    let paper = documents::sticker(&one, &office, wanted.sheet(), app.db().now().day());
    press::answer(vec![paper], &one.order_code).await
}

/// `GET /{lang}/hub/shipments/{id}/slip`: what is inside and who made it.
pub(super) async fn slip(
    State(app): State<App>,
    _: Text,
    keeper: Keeper,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    let mut read = app.db().read().await?;
    let (one, _) = bookings::one(&mut read, keeper.hub, id).await?.ok_or(WebError::Missing)?;
    let stories = bookings::stories(&mut read, keeper.hub, id).await?;
    drop(read);
    let paper = documents::packing_slip(&one, &stories, app.db().now().day());
    press::answer(vec![paper], &format!("slip-{}", one.order_code)).await
}
