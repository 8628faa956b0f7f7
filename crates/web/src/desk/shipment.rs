//! One shipment at a hub: its page, its label, its departure, its delivery.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::Secret;
use kernel::digits::{ascii_digits, only_digits};
use kernel::ids::ShipmentId;
use kernel::india::ArticleNumber;
use market::audit::Part;
use market::bookings::{self, BookingError, Weighed};
use market::cash;
use market::couriers;
use market::delivery::{self, Carrier, LabelRow, Proof, Shape};
use market::doors;
use market::personal::Recipient;
use market::places;
use market::tracking::{self, Step, TrackingError};
use serde::Deserialize;

use super::hub::name_of;
use super::{Refused, Seen, answer, id_of, print, to, to_done, told};
use crate::app::App;
use crate::carriage;
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::desk::{Contents, Label, LeftAtDoor, SCALES, ShipmentPage};
use crate::who::Keeper;

fn path_of(id: ShipmentId) -> String {
    format!("/hub/shipments/{id}")
}

/// House and street, village or area, landmark: what is not empty.
fn street(to: &Recipient) -> impl Iterator<Item = String> {
    [&to.house, &to.area, &to.landmark].into_iter().filter(|line| !line.is_empty()).cloned()
}

/// The name over an address; once its buyer is erased, a word that says so.
fn name_on(t: &Text, to: &LabelRow) -> String {
    to.to.get().map_or_else(|| t.get("erased"), |to| to.name.clone())
}

async fn load(app: &App, t: &Text, keeper: &Keeper, id: ShipmentId) -> Result<ShipmentPage, WebError> {
    let mut read = app.db().read().await?;
    let to = delivery::label(&mut read, keeper.hub, id).await?.ok_or(WebError::Missing)?.to;
    let parcels = delivery::parcels_of(&mut read, keeper.hub, id).await?;
    let hub = name_of(&mut read, keeper.hub).await?;
    let due = cash::to_collect(&mut read, keeper.hub).await?;
    let booked = bookings::one(&mut read, keeper.hub, id).await?.map(|(sticker, _)| sticker);
    let scans = tracking::scans_of(&mut read, id).await?;
    let may_be_left = doors::may_leave(&mut read, keeper.hub, id).await?;
    let left = doors::of_hub(&mut read, keeper.hub, id).await?;
    let courier = couriers::standing(&mut read, keeper.hub, id).await?.and_then(|standing| standing.booked);
    let courier = courier.filter(|_| to.carrier == Carrier::Agent).map(|booked| booked.courier);
    drop(read);
    let contents = |parcel: delivery::ShipmentParcel| {
        told::stands(parcel.state).map(|stands| Contents { code: parcel.code, maker: parcel.maker, stands })
    };
    let parcels: Vec<Contents> = parcels.into_iter().filter_map(contents).collect();
    // Before its order is paid, a shipment is nobody's business.
    if parcels.is_empty() {
        return Err(WebError::Missing);
    }
    let mut address = vec![name_on(t, &to)];
    address.extend(to.to.get().into_iter().flat_map(street));
    let abroad = to.goes_abroad();
    if !abroad {
        address.push(format!("{} {}", to.district, to.pin));
    }
    Ok(ShipmentPage {
        hub,
        id: id.to_string(),
        order: to.order_code,
        stands: told::shipment(to.state),
        by_post: to.carrier.manner().proof == Proof::Tracking,
        is_fetched: to.carrier == Carrier::Counter,
        may_choose: to.carrier == Carrier::IndiaPost && !abroad && app.parts.courier_hook.is_some(),
        courier,
        address,
        mobile: to.to.get().map_or("", |to| to.mobile.ten_digits()).to_owned(),
        weight_g: booked.as_ref().map_or(to.weight_g, |one| one.weight_g),
        food: to.is_food == 1,
        latest: to.latest,
        article: to.article.map(|article| article.as_str().to_owned()),
        may_be_left,
        left: left.map(|one| LeftAtDoor {
            photo: one.picture.map(|_| t.path(&format!("{}/door/photo", path_of(id)))),
            when: t.moment(&one.at),
            words: t.say(&format!("door-hub-{}", one.state)).set("day", t.day(&one.until)).to_string(),
        }),
        due: due.into_iter().find(|(shipment, _)| *shipment == id).map(|(_, amount)| amount),
        way: carriage::way(t, &scans),
        scales: Default::default(),
        booked: booked.and_then(|one| one.number),
        parcels,
        tries_left: to.code_tries,
        typed: String::new(),
        already: false,
        form_key: Some(key_for(&keeper.buyer.session)),
        wrongs: Wrongs::none(),
    })
}

/// `GET /{lang}/hub/shipments/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Query(seen): Query<Seen>,
) -> Result<Response, WebError> {
    let page = ShipmentPage { already: seen.already(), ..load(&app, &t, &keeper, id_of(&id)?).await? };
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &page)
}

/// The number on the post's sticker; own hands have none.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Departure {
    #[serde(default)]
    article: String,
}

/// `POST /{lang}/hub/shipments/{id}/departure`: the carrier has it.
pub(super) async fn depart(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Departure>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let article = ArticleNumber::typed(&form.article);
    let result =
        delivery::hand_over(app.db(), keeper.buyer.actor(Part::HubKeeper), keeper.hub, id, article.as_ref())
            .await;
    let Err(cause) = result else { return Ok(to(&t, &path_of(id))) };
    let refused = told::shipment_refused(cause)?;
    again(&app, t, &keeper, &asked, (id, refused), form.article).await
}

/// `POST /{lang}/hub/shipments/{id}/weight`: what the scales say, and the tape where the box is bulky.
pub(super) async fn weigh(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let scales = SCALES.map(|name| typed.get(name).to_owned());
    let number = |text: &String| ascii_digits(text).parse::<i64>().unwrap_or(-1);
    let side = |text: &String| if text.is_empty() { 0 } else { number(text).saturating_mul(10) };
    let [grams, length, breadth, height] = &scales;
    let measures_mm = [side(length), side(breadth), side(height)];
    let weighed = Weighed { weight_g: number(grams), measures_mm };
    let field = match bookings::weigh(app.db(), keeper.buyer.who.person, keeper.hub, id, weighed).await {
        Ok(()) => return Ok(to(&t, &path_of(id))),
        Err(BookingError::NotAWeight(field)) => field,
        Err(cause) => return Err(cause.into()),
    };
    let key = if field == "weighed_g" { "carriage-wrong-weight" } else { "carriage-wrong-side" };
    let wrongs = Wrongs::none().and(field, t.get(key));
    let page = ShipmentPage { scales, wrongs, ..load(&app, &t, &keeper, id).await? };
    answer(&app, t, &asked, &path_of(id), StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// What a keeper has heard of a shipment under way.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Heard {
    #[serde(default)]
    step: String,
    #[serde(default)]
    scan_place: String,
}

/// `POST /{lang}/hub/shipments/{id}/scans`: something went wrong on its way.
pub(super) async fn note(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(heard): Filled<Heard>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    load(&app, &t, &keeper, id).await?;
    let refused = match heard.step.parse::<Step>().ok().filter(|step| step.hitch().is_some()) {
        None => Refused::Field("step", "track-wrong-step"),
        Some(step) => {
            let by = keeper.buyer.who.person;
            match tracking::note(app.db(), by, keeper.hub, id, step, &heard.scan_place).await {
                Ok(_) => return Ok(to(&t, &path_of(id))),
                Err(TrackingError::NotUnderWay) => Refused::Otherwise("wrong-stands-otherwise"),
                Err(cause) => return Err(cause.into()),
            }
        }
    };
    again(&app, t, &keeper, &asked, (id, refused), String::new()).await
}

/// In what shape it is back.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Back {
    #[serde(default)]
    shape: String,
}

/// `POST /{lang}/hub/shipments/{id}/homecoming`: it is at its hub again.
pub(super) async fn receive(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(back): Filled<Back>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    load(&app, &t, &keeper, id).await?;
    let shape = match back.shape.as_str() {
        "whole" => Ok(Shape::Whole),
        "broken" => Ok(Shape::Broken),
        _ => Err(Refused::Field("shape", "track-wrong-shape")),
    };
    let refused = match shape {
        Err(refused) => refused,
        Ok(shape) => {
            let actor = keeper.buyer.actor(Part::HubKeeper);
            match delivery::come_home(app.db(), actor, keeper.hub, id, shape).await {
                Ok(()) => return Ok(to(&t, &path_of(id))),
                Err(cause) => told::shipment_refused(cause)?,
            }
        }
    };
    again(&app, t, &keeper, &asked, (id, refused), String::new()).await
}

/// How a keeper knows that it has arrived: the buyer's code, or the post's tracking.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Delivery {
    #[serde(default)]
    delivery_code: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    cash: String,
}

impl Delivery {
    /// The code, if this way of delivery has one. A code of the wrong length costs no try.
    fn proof(&self, by_post: bool) -> Result<Option<Secret<String>>, Refused> {
        if by_post {
            let seen = self.seen == "yes";
            return if seen { Ok(None) } else { Err(Refused::Field("seen", "wrong-not-seen")) };
        }
        let code = only_digits(&self.delivery_code);
        let whole = code.len() == 6;
        if whole {
            Ok(Some(Secret::new(code)))
        } else {
            Err(Refused::Field("delivery_code", "wrong-delivery-code-form"))
        }
    }
}

/// `POST /{lang}/hub/shipments/{id}/delivery`: the buyer has it.
pub(super) async fn deliver(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(form): Filled<Delivery>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let page = load(&app, &t, &keeper, id).await?;
    let unpaid = page.due.is_some() && form.cash != "yes";
    let refused = match form.proof(page.by_post) {
        Err(refused) => refused,
        Ok(_) if unpaid => Refused::Field("cash", "cash-wrong-not-taken-yet"),
        Ok(code) => {
            let actor = keeper.buyer.actor(Part::HubKeeper);
            match delivery::deliver(app.db(), actor, keeper.hub, id, code.as_ref()).await {
                Ok(()) => return Ok(to(&t, &path_of(id))),
                Err(cause) => told::shipment_refused(cause)?,
            }
        }
    };
    again(&app, t, &keeper, &asked, (id, refused), String::new()).await
}

/// The page again with what was wrong of a photo at the door: the field and the sentence.
pub(crate) async fn wrong(
    app: &App,
    t: Text,
    keeper: &Keeper,
    asked: &Asked,
    id: ShipmentId,
    (field, key): (&'static str, &'static str),
) -> Result<Response, WebError> {
    again(app, t, keeper, asked, (id, Refused::Field(field, key)), String::new()).await
}

/// The page again with what was wrong.
async fn again(
    app: &App,
    t: Text,
    keeper: &Keeper,
    asked: &Asked,
    (id, refused): (ShipmentId, Refused),
    typed: String,
) -> Result<Response, WebError> {
    let path = path_of(id);
    let page = load(app, &t, keeper, id).await?;
    let left = u32::try_from(page.tries_left).unwrap_or(0);
    let wrongs = match refused {
        Refused::Already => return Ok(to_done(&t, &path)),
        Refused::Otherwise(key) => Wrongs::none().and("", t.get(key)),
        // Once no try is left, the page has no box for a code any more.
        Refused::Field("delivery_code", key) => {
            let field = if left > 0 { "delivery_code" } else { "" };
            Wrongs::none().and(field, t.say(key).set("left", left).to_string())
        }
        Refused::Field(field, key) => Wrongs::none().and(field, t.get(key)),
    };
    let page = ShipmentPage { typed, wrongs, ..page };
    answer(app, t, asked, &path, refused.status(), &page)
}

/// `GET /{lang}/hub/shipments/{id}/label`: the address to print and stick on.
pub(super) async fn label(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let page = load(&app, &t, &keeper, id_of(&id)?).await?;
    let label = load_label(&app, &t, &keeper, id_of(&id)?, page).await?;
    print(&app, t, &asked, &label.paper(&t, app.site())?)
}

async fn load_label(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    id: ShipmentId,
    page: ShipmentPage,
) -> Result<Label, WebError> {
    let mut read = app.db().read().await?;
    let label = delivery::label(&mut read, keeper.hub, id).await?.ok_or(WebError::Missing)?;
    let hub = places::read::hub(&mut read, keeper.hub).await?.ok_or(WebError::Missing)?;
    let place = places::read::find_pin(&mut read, &label.to.pin).await?;
    let state = place.map(|place| place.state.en).unwrap_or_default();
    let mut address: Vec<String> = label.to.to.get().into_iter().flat_map(street).collect();
    let abroad = label.to.goes_abroad();
    if !abroad {
        let lines = [label.to.district.as_str(), state.as_str()].into_iter().filter(|part| !part.is_empty());
        address.push(lines.collect::<Vec<_>>().join(", "));
    }
    let mut parcels: Vec<String> = label.lines.into_iter().map(|line| line.parcel_code).collect();
    parcels.dedup();
    Ok(Label {
        id: page.id,
        order: page.order,
        by_post: page.by_post,
        name: name_on(t, &label.to),
        address,
        pin: if abroad { String::new() } else { label.to.pin.as_str().to_owned() },
        mobile: page.mobile,
        parcels,
        weight_g: page.weight_g,
        food: page.food,
        article: page.article,
        due: page.due,
        hub: hub.name,
        hub_address: hub.address,
        hub_pin: hub.pincode.as_str().to_owned(),
        today: app.db().now().day(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_cannot_be_right_costs_no_try() {
        let form = |code: &str, seen: &str| Delivery {
            delivery_code: code.into(),
            seen: seen.into(),
            cash: String::new(),
        };
        let code = form("१२३ 456", "").proof(false).expect("a code");
        assert_eq!(code.map(|code| code.reveal().clone()).as_deref(), Some("123456"));
        assert_eq!(
            form("12345", "").proof(false).err(),
            Some(Refused::Field("delivery_code", "wrong-delivery-code-form"))
        );
        assert!(form("", "yes").proof(true).expect("seen").is_none());
        assert_eq!(form("123456", "").proof(true).err(), Some(Refused::Field("seen", "wrong-not-seen")));
    }
}
