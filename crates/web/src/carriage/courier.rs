//! Which courier carries a shipment: the agent is asked who can, a keeper chooses, and sees what became of it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use kernel::Paise;
use kernel::ids::ShipmentId;
use market::bookings::BookingState;
use market::couriers::{self, Asked as Inquired, Booked, CourierError, OfferLine, Standing};
use market::delivery::{Carrier, Shipment};
use std::time::Duration;
use worker::nudge;

use super::carrier_key;
use crate::app::App;
use crate::desk::{answer, id_of, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, Typed, key_for};
use crate::parts::{Button, Choice, Deed, Facts, Notice, Radios, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// A keeper waits so long for the agent; then the page says that it is being asked.
const PATIENCE: Duration = Duration::from_secs(5);
/// A booking that has waited longer is told to be stuck.
const STUCK_MS: i64 = 2 * 60_000;

fn here(id: ShipmentId) -> String {
    format!("/hub/shipments/{id}/courier")
}

impl From<CourierError> for WebError {
    fn from(cause: CourierError) -> WebError {
        match cause {
            CourierError::Missing => WebError::Missing,
            CourierError::NotReady => WebError::Conflict("courier-wrong-ready"),
            CourierError::Numbered => WebError::Conflict("courier-wrong-numbered"),
            CourierError::NotMeasured => WebError::Conflict("courier-wrong-measure"),
            CourierError::NotOffered => WebError::Unclear("courier-wrong-choice"),
            CourierError::AlreadySo => WebError::Conflict("courier-wrong-already"),
            CourierError::Raced => WebError::Conflict("wrong-raced"),
            CourierError::Db(cause) => cause.into(),
        }
    }
}

/// `GET /{lang}/hub/shipments/{id}/courier`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    let board = page(&app, &t, &keeper, id, &Typed::default(), Wrongs::none()).await?;
    answer(&app, t, &asked, &asked.rest, StatusCode::OK, &board)
}

async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    id: ShipmentId,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let standing = couriers::standing(&mut app.db().read().await?, keeper.hub, id).await?;
    let standing = standing.ok_or(WebError::Missing)?;
    let mut blocks = vec![Block::Facts(facts(t, &standing))];
    if app.parts.courier_hook.is_none() {
        blocks.push(Block::Text(t.get("courier-no-agent")));
    } else if standing.carrier == Carrier::Agent {
        blocks.extend(booked(app, t, keeper, id, &standing));
    } else {
        blocks.extend(choice(t, keeper, id, &standing, typed, &wrongs));
    }
    let back = t.path(&format!("/hub/shipments/{id}"));
    blocks.push(Block::Button(Button::second(t.get("courier-back")).to(back)));
    let whose = told::name_of(&keeper.buyer);
    Ok(Board::of(Desk::Hub, whose, "/hub", t.get("courier-title"), blocks).wrong(wrongs))
}

/// What is known before anybody is asked.
fn facts(t: &Text, standing: &Standing) -> Facts {
    let carrier = match &standing.booked {
        Some(booked) if standing.carrier == Carrier::Agent => booked.courier.clone(),
        _ => t.get(carrier_key(standing.carrier)),
    };
    let measured = standing.measured.map_or_else(String::new, |(grams, sides)| {
        let [length, breadth, height] = sides.map(|side| side / 10);
        format!("{grams} g, {length} × {breadth} × {height} cm")
    });
    Facts::default()
        .and(t.get("ship-carrier"), carrier)
        .and(t.get("courier-paid"), t.money(&standing.freight))
        .and(t.get("ship-weight"), measured)
}

fn deed(t: &Text, keeper: &Keeper, action: &str, button: Button) -> Block {
    let form_key = Some(key_for(&keeper.buyer.session));
    Block::Deed(Deed { action: t.path(action), button, with: Vec::new(), form_key })
}

/// Whom the keeper may choose, or what stands in the way.
fn choice(
    t: &Text,
    keeper: &Keeper,
    id: ShipmentId,
    standing: &Standing,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Vec<Block> {
    if standing.state != Shipment::Planned || standing.carrier != Carrier::IndiaPost {
        return vec![Block::Text(t.get("courier-wrong-ready"))];
    }
    if standing.measured.is_none_or(|(_, sides)| sides.contains(&0)) {
        let notice = Notice::new(Tone::Care, t.get("courier-measure"), t.get("courier-wrong-measure"));
        return vec![Block::Notice(notice)];
    }
    let mut blocks = Vec::new();
    match standing.booked.as_ref().map(|booked| (booked.state, booked)) {
        Some((BookingState::Refused, booked)) => {
            let says = t.say("courier-refused").set("courier", &booked.courier).to_string();
            blocks.push(Block::Notice(Notice::new(Tone::Care, says, booked.reason.clone())));
        }
        Some((BookingState::CalledOff, _)) => return vec![Block::Text(t.get("courier-called-off"))],
        _ => {}
    }
    let inquiry = format!("{}/inquiry", here(id));
    let ask = |key: &str, button: fn(String) -> Button| deed(t, keeper, &inquiry, button(t.get(key)));
    match &standing.asked {
        None => blocks.push(ask("courier-ask", Button::main)),
        Some(Inquired { answered_at: None, .. }) => {
            let notice = Notice::new(Tone::Plain, t.get("courier-asking"), t.get("courier-asking.text"));
            blocks.push(Block::Notice(notice));
            blocks.push(ask("courier-ask-again", Button::second));
        }
        Some(asked) if !asked.silent.is_empty() => {
            let notice = Notice::new(Tone::Stop, t.get("courier-silent"), t.get("courier-silent.text"));
            blocks.push(Block::Notice(notice));
            blocks.push(ask("courier-ask-again", Button::second));
        }
        Some(_) if standing.offers.is_empty() => {
            blocks.push(Block::Text(t.get("courier-nobody")));
            blocks.push(ask("courier-ask-again", Button::second));
        }
        Some(_) => {
            blocks.push(Block::Form(offers(t, keeper, id, standing, typed, wrongs)));
            blocks.push(ask("courier-ask-again", Button::second));
        }
    }
    blocks
}

fn offers(
    t: &Text,
    keeper: &Keeper,
    id: ShipmentId,
    standing: &Standing,
    typed: &Typed,
    wrongs: &Wrongs,
) -> BoardForm {
    let choice = |offer: &OfferLine| {
        let label = format!("{}, {}", offer.courier, t.money(&offer.rate));
        Choice::new(offer.courier_ref.to_string(), label)
            .hint(beside(t, offer, standing.freight))
            .chosen_if(typed.get("courier"))
    };
    BoardForm {
        action: t.path(&here(id)),
        method: "post",
        asks: vec![Ask::Radios(Radios {
            name: "courier".to_owned(),
            label: t.get("courier-which"),
            error: wrongs.of("courier").map(str::to_owned),
            choices: standing.offers.iter().map(choice).collect(),
        })],
        with: Vec::new(),
        button: Button::main(t.get("courier-choose")),
        form_key: Some(key_for(&keeper.buyer.session)),
    }
}

/// In how many days, and what it costs beside what the buyer has paid.
fn beside(t: &Text, offer: &OfferLine, paid: Paise) -> String {
    let days = offer.days.and_then(|days| usize::try_from(days).ok());
    let days = days.map(|days| t.say("courier-days").set("days", days).to_string());
    let apart = Paise((offer.rate.0 - paid.0).abs());
    let costs = match offer.rate.cmp(&paid) {
        std::cmp::Ordering::Less => t.say("courier-less").set("apart", apart).to_string(),
        std::cmp::Ordering::Equal => t.get("courier-same"),
        std::cmp::Ordering::Greater => t.say("courier-more").set("apart", apart).to_string(),
    };
    days.into_iter().chain([costs]).collect::<Vec<_>>().join(" · ")
}

/// What became of the choice.
fn booked(app: &App, t: &Text, keeper: &Keeper, id: ShipmentId, standing: &Standing) -> Vec<Block> {
    let Some(booking) = &standing.booked else { return Vec::new() };
    let end = || deed(t, keeper, &format!("{}/end", here(id)), Button::second(t.get("courier-give-up")));
    let may_end = standing.state == Shipment::Planned;
    match booking.state {
        BookingState::Asked => {
            let is_stuck = app.db().now() > booking.asked_at.plus_ms(STUCK_MS);
            let (tone, key) =
                if is_stuck { (Tone::Stop, "courier-stuck") } else { (Tone::Plain, "courier-booking") };
            let text = t.get(&format!("{key}.text"));
            vec![Block::Notice(Notice::new(tone, t.get(key), text)), end()]
        }
        BookingState::Booked => {
            let mut blocks = vec![Block::Facts(told_of(t, booking))];
            match &booking.label {
                Some(_) => {
                    let href = t.path(&format!("{}/label", here(id)));
                    blocks.push(Block::Button(Button::main(t.get("courier-label")).to(href)));
                }
                None => blocks.push(Block::Text(t.get("courier-label-comes"))),
            }
            if may_end {
                blocks.push(Block::Text(t.get("courier-then")));
                blocks.push(end());
            }
            blocks
        }
        BookingState::Refused | BookingState::CalledOff => vec![Block::Text(t.get("courier-called-off"))],
    }
}

fn told_of(t: &Text, booking: &Booked) -> Facts {
    Facts::default()
        .and(t.get("courier-awb"), booking.awb.clone().unwrap_or_default())
        .and(t.get("courier-charged"), booking.charged.map(|rate| t.money(&rate)).unwrap_or_default())
}

/// `POST /{lang}/hub/shipments/{id}/courier/inquiry`: who can carry it.
pub(super) async fn inquire(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    let key = couriers::inquire(app.db(), keeper.buyer.who.person, keeper.hub, id).await?;
    nudge::ask_couriers(app.db(), &key, PATIENCE).await;
    Ok(to(&t, &here(id)))
}

/// `POST /{lang}/hub/shipments/{id}/courier`: one of those who can.
pub(super) async fn choose(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    if let Ok(courier) = typed.get("courier").parse::<i64>() {
        match couriers::choose(app.db(), keeper.buyer.who.person, keeper.hub, id, courier).await {
            Ok(()) => return Ok(to(&t, &here(id))),
            Err(CourierError::NotOffered) => {}
            Err(cause) => return Err(cause.into()),
        }
    }
    let wrongs = Wrongs::none().and("courier", t.get("courier-wrong-choice"));
    let board = page(&app, &t, &keeper, id, &typed, wrongs).await?;
    answer(&app, t, &asked, &here(id), StatusCode::UNPROCESSABLE_ENTITY, &board)
}

/// `POST /{lang}/hub/shipments/{id}/courier/end`: by post after all.
pub(super) async fn end(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    couriers::give_up(app.db(), keeper.buyer.who.person, keeper.hub, id).await?;
    Ok(to(&t, &format!("/hub/shipments/{id}")))
}

/// `GET /{lang}/hub/shipments/{id}/courier/label`: the courier's own label, as it was fetched.
pub(super) async fn label(
    State(app): State<App>,
    keeper: Keeper,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    let name = couriers::label_of(&mut app.db().read().await?, keeper.hub, id).await?;
    let name = name.ok_or(WebError::Missing)?;
    let found = app.parts.media.get(&name).await.map_err(|cause| {
        tracing::warn!(%cause, "a label cannot be read");
        WebError::Busy
    })?;
    let pdf = found.ok_or(WebError::Missing)?;
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{id}.pdf\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, Body::from(pdf)).into_response())
}
