//! A maker sees the offers she is to pay for, and nobody else's, and says yes or no.

use axum::extract::{Path, State};
use axum::response::Response;
use market::offers::{self, OfferEvent, OfferState, OfferView};

use super::told;
use crate::app::App;
use crate::desk::{self, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Deed, Facts};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Maker;

const HERE: &str = "/maker/offers";

/// `GET /{lang}/maker/offers`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let offers = offers::of_maker(&mut read, maker.maker).await?;
    let whose = desk::maker::name_of(&mut read, maker.maker).await?;
    drop(read);
    let mut blocks: Vec<Block> = offers.iter().flat_map(|view| told_of(&t, &maker, view)).collect();
    if blocks.is_empty() {
        blocks.push(Block::Text(t.get("offer-none-of-hers")));
    }
    let board = Board::of(Desk::Maker, whose, HERE, t.get("room-offers"), blocks);
    send(&app, t, &asked, &asked.rest, &board.led(t.get("offer-lead-maker")))
}

fn told_of(t: &Text, maker: &Maker, view: &OfferView) -> Vec<Block> {
    let offer = &view.offer;
    let facts = Facts::default()
        .and(t.get("offer-fact-takes"), told::takes(t, view))
        .and(t.get("offer-fact-goods"), told::goods(t, view))
        .and(t.get("offer-fact-days"), told::days(t, view))
        .and(
            t.get("offer-fact-limit"),
            t.say("offer-limit-of")
                .set("used", offer.used.to_string())
                .set("most", offer.uses_most.to_string())
                .to_string(),
        )
        .and(t.get("offer-fact-given"), t.money(&view.given))
        .and(t.get("offer-fact-standing"), told::standing(t, offer.state));
    let mut blocks = vec![Block::Heading(t.pick(&offer.name()).to_owned()), Block::Facts(facts)];
    if offer.state == OfferState::WaitsMaker {
        let deed = |way: &str, button: Button| {
            Block::Deed(Deed {
                action: t.path(&format!("{HERE}/{}/{way}", offer.id)),
                button,
                with: Vec::new(),
                form_key: Some(key_for(&maker.buyer.session)),
            })
        };
        blocks.push(Block::Text(t.get("offer-asks-her")));
        blocks.push(deed("yes", Button::main(t.get("offer-yes"))));
        blocks.push(deed("no", Button::second(t.get("offer-no"))));
    }
    blocks
}

/// `POST /{lang}/maker/offers/{id}/yes`.
pub(super) async fn agree(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    says(&app, &t, &maker, &id, OfferEvent::Agrees).await
}

/// `POST /{lang}/maker/offers/{id}/no`.
pub(super) async fn decline(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    Path(id): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    says(&app, &t, &maker, &id, OfferEvent::Declines).await
}

async fn says(app: &App, t: &Text, maker: &Maker, id: &str, event: OfferEvent) -> Result<Response, WebError> {
    offers::agree(app.db(), (maker.maker, maker.buyer.who.person), id_of(id)?, event).await?;
    Ok(to(t, HERE))
}
