//! A parcel left at a door against a photo: the runner's form at the hub, and the buyer's page where she says whose it is.
//!
//! Reads and writes: through [`market::doors`]. The photo is shown to its buyer and its hub; to everybody else it does not exist.
//!
//! Start at [`routes`].

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use kernel::ids::{OrderId, ShipmentId};
use market::audit::Part;
use market::complaints::{Complainant, ComplaintError};
use market::doors::{self, DoorError, DoorEvent, DoorState, DoorView};
use market::media::Eyes;

use crate::app::App;
use crate::basket::orders::own;
use crate::complaints::picture;
use crate::darkroom;
use crate::desk::field::key_of;
use crate::desk::{id_of, shipment_again, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Deed, Field, Kind, Notice, Said, Talk, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::routes::{Right, Routes, Thing};
use crate::text::Text;
use crate::upload::WithPhoto;
use crate::views::board::{Ask, Block, BoardForm, Folded};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Keeper, Visitor};

/// The addresses of photos at doors.
pub(crate) fn routes(routes: Routes) -> Routes {
    let buyer = || Right::SignedIn.own(Thing::Order);
    let keeper = || Right::Keeper.own(Thing::Shipment);
    routes
        .get("/orders/{code}/door", buyer(), show)
        .post("/orders/{code}/door", buyer(), say)
        .get("/orders/{code}/door/{id}", buyer(), photo)
        .post("/hub/shipments/{id}/door", keeper(), leave)
        .get("/hub/shipments/{id}/door/photo", keeper(), photo_at_hub)
}

impl From<DoorError> for WebError {
    fn from(cause: DoorError) -> WebError {
        match cause {
            DoorError::Missing | DoorError::Cash | DoorError::TooMuch => WebError::Missing,
            DoorError::AlreadySaid | DoorError::Raced => WebError::Conflict("door-wrong-said"),
            DoorError::TooLate => WebError::Conflict("door-wrong-late"),
            DoorError::Delivery(_) => WebError::Conflict("wrong-stands-otherwise"),
            DoorError::Complaint(cause) => cause.into(),
            DoorError::Db(cause) => cause.into(),
        }
    }
}

/// What the page of an order says of a parcel that was left: where its photo is, and until when she may say otherwise.
pub(crate) async fn on_order(
    app: &App,
    t: &Text,
    (order, code): (OrderId, &str),
) -> Result<Vec<Block>, WebError> {
    let left = doors::of_order(&mut app.db().read().await?, order).await?;
    let today = app.db().now().day();
    let Some(one) = left.iter().find(|one| one.waits(today)).or_else(|| left.last()) else {
        return Ok(Vec::new());
    };
    let link = Button::second(t.get("door-see")).to(t.path(&format!("/orders/{code}/door")));
    Ok(vec![Block::Notice(standing(t, one)), Block::Button(link)])
}

/// How it stands with a parcel that was left.
fn standing(t: &Text, one: &DoorView) -> Notice {
    let (tone, key) = match one.state {
        DoorState::Unsaid => (Tone::Care, "door-left"),
        DoorState::Mine => (Tone::Good, "door-mine"),
        DoorState::NotMine => (Tone::Stop, "door-not-mine"),
    };
    let key_text = format!("{key}.text");
    let text = t.say(&key_text).set("day", t.day(&one.until)).set("number", &one.complaint).to_string();
    Notice::new(tone, t.get(key), text)
}

async fn page(
    app: &App,
    t: &Text,
    buyer: &Buyer,
    (order, code): (OrderId, &str),
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Option<Leaf>, WebError> {
    let left = doors::of_order(&mut app.db().read().await?, order).await?;
    if left.is_empty() {
        return Ok(None);
    }
    let today = app.db().now().day();
    let mut blocks = Vec::new();
    for one in &left {
        blocks.push(Block::Notice(standing(t, one)));
        let photo = one.picture.as_ref().map(|_| t.path(&format!("/orders/{code}/door/{}", one.shipment)));
        let (who, when) = (t.get("door-photo"), t.moment(&one.at));
        let said = Said { who, is_ours: true, when, words: String::new(), photo };
        blocks.push(Block::Talk(Talk { said: vec![said] }));
        if one.waits(today) {
            let action = t.path(&format!("/orders/{code}/door"));
            let (shipment, key) = (one.shipment.to_string(), Some(key_for(&buyer.session)));
            let with = |word: &str| {
                vec![("shipment".to_owned(), shipment.clone()), ("word".to_owned(), word.to_owned())]
            };
            blocks.push(Block::Deed(Deed {
                action: action.clone(),
                button: Button::main(t.get("door-say-mine")),
                with: with(DoorEvent::Owns.as_str()),
                form_key: key.clone(),
            }));
            let words = Field::named(t, "door_words", Kind::Lines, typed.get("door_words"), &wrongs);
            blocks.push(Block::Folded(Folded {
                summary: t.get("door-say-not"),
                open: !wrongs.is_empty(),
                form: BoardForm {
                    action,
                    method: "post",
                    asks: vec![Ask::Field(words)],
                    with: with(DoorEvent::Disowns.as_str()),
                    button: Button::main(t.get("door-send")),
                    form_key: key,
                },
            }));
        }
        if !one.complaint.is_empty() {
            let link = Button::second(t.get("door-complaint"));
            blocks.push(Block::Button(link.to(t.path(&format!("/complaints/{}", one.complaint)))));
        }
    }
    blocks.push(Block::Button(Button::second(t.get("door-order")).to(t.path(&format!("/orders/{code}")))));
    Ok(Some(Leaf { title: t.get("door-title"), lead: t.get("door-lead"), wrongs, news: None, blocks }))
}

/// `GET /{lang}/orders/{code}/door`.
async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let (order, code) = own(&app, &buyer, &code).await?;
    let Some(page) = page(&app, &t, &buyer, (order, &code), &Typed::default(), Wrongs::none()).await? else {
        return Ok(Redirect::to(&t.path(&format!("/orders/{code}"))).into_response());
    };
    respond::view(&app, t, &Visitor(Some(buyer.session)).visit(&asked.rest), &page, &asked.headers)
}

/// `POST /{lang}/orders/{code}/door`: she says whose it is.
async fn say(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (order, code) = own(&app, &buyer, &code).await?;
    let here = format!("/orders/{code}/door");
    let (Ok(shipment), Ok(event)) =
        (typed.get("shipment").parse::<ShipmentId>(), typed.get("word").parse::<DoorEvent>())
    else {
        return Ok(to(&t, &here));
    };
    let who = &buyer.who;
    let complainant =
        Complainant { person: Some(who.person), mobile: &who.mobile, lang: t.lang, session: None };
    let said =
        doors::say(app.db(), (complainant, who.person), shipment, event, typed.get("door_words")).await;
    match said {
        Ok(_) => Ok(to(&t, &here)),
        Err(DoorError::Complaint(ComplaintError::NoWords)) => {
            let wrongs = Wrongs::none().and("door_words", t.get("complaint-wrong-words"));
            let found = page(&app, &t, &buyer, (order, &code), &typed, wrongs).await?;
            let page = found.ok_or(WebError::Missing)?;
            respond::view(&app, t, &Visitor(Some(buyer.session)).visit(&asked.rest), &page, &asked.headers)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `GET /{lang}/orders/{code}/door/{id}`: the photo, for its buyer.
async fn photo(
    State(app): State<App>,
    buyer: Buyer,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let one = doors::of_person(&mut app.db().read().await?, buyer.who.person, id).await?;
    picture(&app, one.and_then(|one| one.picture)).await
}

/// `GET /{lang}/hub/shipments/{id}/door/photo`: the same, for its hub.
async fn photo_at_hub(
    State(app): State<App>,
    keeper: Keeper,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let one = doors::of_hub(&mut app.db().read().await?, keeper.hub, id_of(&id)?).await?;
    picture(&app, one.and_then(|one| one.picture)).await
}

/// `POST /{lang}/hub/shipments/{id}/door`: left at the door, with a photo.
async fn leave(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    form: WithPhoto,
) -> Result<Response, WebError> {
    let id: ShipmentId = id_of(&id)?;
    let wrong = match form.photo {
        None => Some(("file-door", "door-wrong-photo")),
        Some(photo) => match darkroom::develop(&app, photo, Eyes::Few).await? {
            Err(why) => Some(("file-door", key_of(why))),
            Ok(kept) => {
                let by = (keeper.buyer.actor(Part::HubKeeper), keeper.buyer.who.person);
                match doors::leave(app.db(), by, keeper.hub, id, &kept).await {
                    Ok(()) => None,
                    Err(DoorError::Delivery(_)) => Some(("", "wrong-stands-otherwise")),
                    Err(DoorError::Cash) => Some(("", "door-wrong-cash")),
                    Err(DoorError::TooMuch) => Some(("", "door-wrong-much")),
                    Err(cause) => return Err(cause.into()),
                }
            }
        },
    };
    match wrong {
        None => Ok(to(&t, &format!("/hub/shipments/{id}"))),
        Some(wrong) => shipment_again(&app, t, &keeper, &asked, id, wrong).await,
    }
}
