//! The hub's way to the post: which shipments are whole, their numbers, what to print, and all of it leaving in one press.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use market::audit::Part;
use market::bookings::{self, BookingError, Sticker, ranges};
use market::delivery::{self, Carrier, DeliveryError};

use crate::app::App;
use crate::desk::{answer, to, told};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Column, Deed, Notice, Table, TableRow, Tone, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// Where it stands.
pub(super) const HERE: &str = "/hub/counter";

/// `GET /{lang}/hub/counter`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let board = page(&app, &t, &keeper, Wrongs::none()).await?;
    answer(&app, t, &asked, HERE, StatusCode::OK, &board)
}

/// `POST /{lang}/hub/counter/numbers`: the post's next numbers for whatever has none.
pub(super) async fn number(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let actor = keeper.buyer.actor(Part::HubKeeper);
    match bookings::number_all(app.db(), actor, keeper.hub).await {
        Ok(_) => Ok(to(&t, HERE)),
        Err(BookingError::NoNumbers) => {
            let wrongs = Wrongs::none().and("", t.get("carriage-no-numbers"));
            let board = page(&app, &t, &keeper, wrongs).await?;
            answer(&app, t, &asked, HERE, StatusCode::CONFLICT, &board)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/hub/counter/departure`: the counter has taken everything that has a number. What left meanwhile stays gone.
pub(super) async fn depart(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let ready = bookings::ready(&mut app.db().read().await?, keeper.hub, Carrier::IndiaPost).await?;
    let actor = keeper.buyer.actor(Part::HubKeeper);
    for shipment in ready.iter().filter(|one| one.number.is_some()) {
        // Whatever else keeps one back leaves it on the list, where the keeper sees it.
        if let Err(DeliveryError::Db(cause)) =
            delivery::hand_over(app.db(), actor, keeper.hub, shipment.id, None).await
        {
            return Err(cause.into());
        }
    }
    Ok(to(&t, HERE))
}

async fn page(app: &App, t: &Text, keeper: &Keeper, wrongs: Wrongs) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let ready = bookings::ready(&mut read, keeper.hub, Carrier::IndiaPost).await?;
    let left = ranges::left(&mut read).await?;
    let today = app.db().now().day();
    let gone = bookings::gone_on(&mut read, keeper.hub, Carrier::IndiaPost, today).await?;
    drop(read);
    let mut blocks = Vec::new();
    if left < ranges::LOW {
        let says = t.say("carriage-low").set("left", left.to_string()).to_string();
        blocks.push(Block::Notice(Notice::new(Tone::Care, says, t.get("carriage-low.text"))));
    }
    if ready.is_empty() {
        blocks.push(Block::Text(t.get("carriage-empty")));
    } else {
        blocks.extend(steps(t, keeper, &ready));
    }
    if !gone.is_empty() {
        blocks.push(Block::Heading(t.get("carriage-gone")));
        blocks.push(Block::Table(table(t, &gone)));
        let href = t.path(&format!("{HERE}/manifest?day={}", today.iso()));
        blocks.push(Block::Button(Button::second(t.get("carriage-manifest-again")).to(href)));
    }
    Ok(Board::of(Desk::Hub, told::name_of(&keeper.buyer), HERE, t.get("room-counter"), blocks)
        .led(t.get("carriage-lead"))
        .wrong(wrongs))
}

/// What to do now, in the order it is done: numbers, stickers, the list and the file, then all of it goes.
fn steps(t: &Text, keeper: &Keeper, ready: &[Sticker]) -> Vec<Block> {
    let deed = |end: &str, button| {
        Block::Deed(Deed {
            action: t.path(&format!("{HERE}/{end}")),
            button,
            with: vec![],
            form_key: Some(key_for(&keeper.buyer.session)),
        })
    };
    let link =
        |key: &str, end: &str| Block::Button(Button::second(t.get(key)).to(t.path(&format!("{HERE}/{end}"))));
    let without = ready.iter().filter(|one| one.number.is_none()).count();
    let mut blocks = vec![Block::Heading(t.get("carriage-ready")), Block::Table(table(t, ready))];
    if without > 0 {
        let says = t.say("carriage-number").set("count", without).to_string();
        blocks.push(deed("numbers", Button::main(says)));
    }
    if without < ready.len() {
        blocks.push(Block::Heading(t.get("carriage-print")));
        blocks.push(link("carriage-stickers", "stickers"));
        blocks.push(link("carriage-stickers-a4", "stickers?sheet=a4"));
        blocks.push(link("carriage-manifest", "manifest"));
        blocks.push(link("carriage-file-xlsx", "file?kind=xlsx"));
        blocks.push(link("carriage-file-csv", "file?kind=csv"));
        blocks.push(Block::Heading(t.get("carriage-leave-head")));
        blocks.push(Block::Text(t.get("carriage-leave.text")));
        let says = t.say("carriage-leave").set("count", ready.len() - without).to_string();
        blocks.push(deed("departure", Button::main(says)));
    }
    blocks
}

fn table(t: &Text, all: &[Sticker]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |one: &Sticker| TableRow {
        href: Some(t.path(&format!("/hub/shipments/{}", one.id))),
        cells: vec![
            one.order_code.clone(),
            one.number.clone().unwrap_or_else(|| t.get("carriage-none-yet")),
            format!("{} {}", one.district, one.pin),
            one.weight_g.to_string(),
        ],
    };
    Table {
        caption: t.get("carriage-caption"),
        columns: vec![
            column("carriage-order", false),
            column("carriage-article", false),
            column("carriage-place", false),
            column("carriage-grams", true),
        ],
        rows: all.iter().map(row).collect(),
    }
}
