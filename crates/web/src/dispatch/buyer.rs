//! What a buyer is offered about a parcel that is late: on the page of her order, and on a page of its own where something was wrong.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Paise;
use kernel::ids::{OrderId, ParcelId};
use market::dispatch::{self, Choice as Chosen, DispatchError, Like, Offer, StepState};

use crate::app::App;
use crate::basket::orders::own;
use crate::desk::to;
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Notice, Radios, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::{Buyer, Visitor};

/// What the choice about a parcel is called: an order may have two that are late.
fn name_of(parcel: ParcelId) -> String {
    format!("choice-{parcel}")
}

/// What the page of an order says about its late parcels: to its buyer with the choice, to whoever else has the code that she may sign in.
///
/// # Errors
/// [`WebError`] if the database fails.
pub(crate) async fn on_order(
    app: &App,
    t: &Text,
    (order, code): (OrderId, &str),
    form_key: Option<String>,
) -> Result<Vec<Block>, WebError> {
    blocks(app, t, (order, code), form_key, &Typed::default(), &Wrongs::none()).await
}

async fn blocks(
    app: &App,
    t: &Text,
    (order, code): (OrderId, &str),
    form_key: Option<String>,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Vec<Block>, WebError> {
    let offers = dispatch::offers_of(&mut app.db().read().await?, order).await?;
    let here = t.path(&format!("/orders/{code}/late"));
    let mut blocks = Vec::new();
    for offer in &offers {
        match (offer.state, &form_key) {
            (StepState::Open, Some(key)) => {
                let notice = Notice::new(Tone::Care, t.get("dispatch-offer"), t.get("dispatch-offer.text"));
                blocks.push(Block::Notice(notice));
                blocks.push(Block::Form(BoardForm {
                    action: here.clone(),
                    method: "post",
                    asks: vec![Ask::Radios(choices(app, t, offer, typed, wrongs).await?)],
                    with: vec![("parcel".to_owned(), offer.parcel.to_string())],
                    button: Button::main(t.get("dispatch-choose")),
                    form_key: Some(key.clone()),
                }));
            }
            (StepState::Open, None) => {
                let notice = Notice::new(Tone::Care, t.get("dispatch-offer"), t.get("dispatch-offer.text"));
                blocks.push(Block::Notice(notice));
                blocks.push(Block::Button(Button::main(t.get("dispatch-sign-in")).to(&here)));
            }
            _ => blocks.extend(waiting(t, offer)),
        }
    }
    Ok(blocks)
}

/// Until when she waits, if she does.
fn waiting(t: &Text, offer: &Offer) -> Option<Block> {
    let (until, arrives) = (offer.wait_until?, offer.arrives_by?);
    let says = t.say("dispatch-waits").set("until", t.day(&until)).set("day", t.day(&arrives)).to_string();
    Some(Block::Notice(Notice::new(Tone::Plain, t.get("dispatch-waiting"), says)))
}

/// To wait, with the honest new date; the like of another maker; the money.
async fn choices(
    app: &App,
    t: &Text,
    offer: &Offer,
    typed: &Typed,
    wrongs: &Wrongs,
) -> Result<Radios, WebError> {
    let days = dispatch::waits_until(&mut app.db().read().await?, app.books(), offer.parcel).await?;
    let likes = dispatch::likes(app.db(), app.books(), offer.parcel).await?;
    let name = name_of(offer.parcel);
    let wait = |(until, arrives)| {
        let hint = t.say("dispatch-wait-hint").set("day", t.day(&arrives)).set("until", t.day(&until));
        Choice::new("wait", t.get("dispatch-wait")).hint(hint.to_string())
    };
    let mut all: Vec<Choice> = days.map(wait).into_iter().collect();
    all.extend(likes.iter().map(|like| instead(t, like)));
    all.push(Choice::new("refund", t.get("dispatch-refund")).hint(t.get("dispatch-refund-hint")));
    Ok(Radios {
        label: t.get("dispatch-question"),
        error: wrongs.of(&name).map(str::to_owned),
        choices: all.into_iter().map(|choice| choice.chosen_if(typed.get(&name))).collect(),
        name,
    })
}

fn instead(t: &Text, like: &Like) -> Choice {
    let line = &like.line;
    let says = t
        .say("dispatch-swap")
        .set("count", usize::try_from(line.quantity).unwrap_or(0))
        .set("good", t.pick(&line.name).to_owned())
        .set("maker", t.pick(&like.maker).to_owned())
        .to_string();
    let key = if like.back > Paise::ZERO { "dispatch-swap-back" } else { "dispatch-swap-same" };
    let hint = t
        .say(key)
        .set("back", like.back)
        .set("village", t.pick(&like.village).to_owned())
        .set("day", t.day(&like.arrives_by))
        .to_string();
    Choice::new(line.variant.to_string(), says).hint(hint)
}

/// `GET /{lang}/orders/{code}/late`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    page(&app, t, buyer, &asked, &code, &Typed::default(), Wrongs::none()).await
}

async fn page(
    app: &App,
    t: Text,
    buyer: Buyer,
    asked: &Asked,
    code: &str,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let order = own(app, &buyer, code).await?;
    let key = Some(key_for(&buyer.session));
    let mut blocks = blocks(app, &t, (order.0, &order.1), key, typed, &wrongs).await?;
    if blocks.is_empty() {
        blocks.push(Block::Text(t.get("dispatch-nothing")));
    }
    let back = Button::second(t.get("dispatch-order")).to(t.path(&format!("/orders/{}", order.1)));
    blocks.push(Block::Button(back));
    let page = Leaf { title: t.get("dispatch-title"), lead: String::new(), wrongs, news: None, blocks };
    let visit = Visitor(Some(buyer.session)).visit(&format!("/orders/{}/late", order.1));
    respond::view(app, t, &visit, &page, &asked.headers)
}

/// `POST /{lang}/orders/{code}/late`: she waits, takes another good, or has her money back.
pub(super) async fn choose(
    State(app): State<App>,
    t: Text,
    buyer: Buyer,
    asked: Asked,
    Path(code): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let order = own(&app, &buyer, &code).await?;
    let offers = dispatch::offers_of(&mut app.db().read().await?, order.0).await?;
    let unclear = |_| WebError::Unclear("dispatch-wrong-choice");
    let parcel = typed.get("parcel").parse::<ParcelId>().map_err(unclear)?;
    if !offers.iter().any(|offer| offer.parcel == parcel) {
        return Err(WebError::Conflict("dispatch-wrong-done"));
    }
    let name = name_of(parcel);
    let chosen = match typed.get(&name) {
        "wait" => Some(Chosen::Wait),
        "refund" => Some(Chosen::Refund),
        other => other.parse().ok().map(Chosen::Swap),
    };
    let wrong = match chosen {
        None => "dispatch-wrong-choice",
        Some(chosen) => {
            let person = buyer.who.person;
            match dispatch::decide(app.db(), app.books(), person, parcel, chosen).await {
                Ok(()) => return Ok(to(&t, &format!("/orders/{}", order.1))),
                Err(DispatchError::NoLike) => "dispatch-wrong-like",
                Err(cause) => return Err(cause.into()),
            }
        }
    };
    let wrongs = Wrongs::none().and(&name, t.get(wrong));
    page(&app, t, buyer, &asked, &code, &typed, wrongs).await
}
