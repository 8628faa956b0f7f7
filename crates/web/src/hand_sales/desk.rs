//! The desk of a stall: what lies there, how many are wanted, and what was sold today.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::digits::ascii_digits;
use kernel::ids::VariantId;
use market::hand_sales::{self, Lying, SaleError};
use market::offers::Wanted;
use market::quotes::{self, PaymentMethod, To};
use market::stalls::{self, Stall};
use store::Read;

use super::told;
use crate::app::App;
use crate::desk::{id_of, print, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Field, Kind, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::views::stall::UpiSheet;
use crate::who::Keeper;

/// The room the pages stand in.
pub(super) const ROOM: &str = "/hub/stalls";
/// What the name of a good's field begins with.
const PIECES: &str = "pieces_";

/// The desk of a stall.
pub(super) fn path_of(stall: &Stall) -> String {
    format!("{ROOM}/{}", stall.id)
}

/// A stall of the keeper's own hub.
pub(super) async fn own(read: &mut Read, keeper: &Keeper, id: &str) -> Result<Stall, WebError> {
    let stall = stalls::stall(read, id_of(id)?).await?;
    stall.filter(|stall| stall.hub == keeper.hub).ok_or(WebError::Missing)
}

/// `GET /{lang}/hub/stalls/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let stall = own(&mut app.db().read().await?, &keeper, &id).await?;
    let board = page(&app, &t, &keeper, &stall, &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &path_of(&stall), &board)
}

/// `POST /{lang}/hub/stalls/{id}/quotes`: what is wanted is laid out, with its price and tax.
pub(super) async fn lay_out(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let stall = own(&mut app.db().read().await?, &keeper, &id).await?;
    let wrongs = match wanted(&t, &typed) {
        Err(wrongs) => wrongs,
        Ok(lines) => {
            let (to_stall, method) = (To::Across(stall.id), PaymentMethod::Upi);
            let ask = quotes::Ask {
                kits: Vec::new(),
                lines,
                to: to_stall,
                method,
                cart: None,
                stall: None,
                wanted: Wanted::default(),
            };
            match quotes::make(app.db(), app.books(), &ask).await {
                Ok(quote) => return Ok(to(&t, &format!("/hub/quotes/{}", quote.head.id))),
                Err(cause) => told::wrongs(&t, SaleError::from(cause))?,
            }
        }
    };
    let board = page(&app, &t, &keeper, &stall, &typed, wrongs).await?;
    send(&app, t, &asked, &path_of(&stall), &board)
}

/// How many of which good; what is left empty is not wanted.
pub(super) fn wanted(t: &Text, typed: &Typed) -> Result<Vec<(VariantId, u32)>, Wrongs> {
    let (mut lines, mut wrongs) = (Vec::new(), Wrongs::none());
    for (name, value) in &typed.0 {
        let Some(variant) = name.strip_prefix(PIECES) else { continue };
        let value = ascii_digits(value.trim());
        if value.is_empty() || value == "0" {
            continue;
        }
        match (variant.parse::<VariantId>(), value.parse::<u32>()) {
            (Ok(variant), Ok(pieces)) if pieces <= 500 => lines.push((variant, pieces)),
            _ => wrongs.add(name, t.get("hand-wrong-pieces")),
        }
    }
    if lines.is_empty() && wrongs.is_empty() {
        wrongs.add("", t.get("hand-wrong-nothing"));
    }
    if wrongs.is_empty() { Ok(lines) } else { Err(wrongs) }
}

/// How many of each good are wanted.
pub(super) fn asks(t: &Text, goods: &[Lying], typed: &Typed, wrongs: &Wrongs) -> Vec<Ask> {
    let ask = |good: &Lying| {
        let name = format!("{PIECES}{}", good.variant);
        let label = match t.pick(&good.label) {
            "" => t.pick(&good.name).to_owned(),
            label => format!("{} · {label}", t.pick(&good.name)),
        };
        let hint = t.say("hand-each").set("price", t.money(&good.price)).set("left", good.free).to_string();
        let value = typed.get(&name).to_owned();
        let error = wrongs.of(&name).map(str::to_owned);
        Ask::Field(Field { name, label, hint, value, error, kind: Kind::Count })
    };
    goods.iter().map(ask).collect()
}

async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    stall: &Stall,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let mut read = app.db().read().await?;
    let today = read.now().day();
    let lying = hand_sales::lying_at(&mut read, stall.id).await?;
    let sales = hand_sales::sales_of_day(&mut read, stall.id, today).await?;
    drop(read);
    let mut blocks = Vec::new();
    if !stall.stands(today) {
        blocks.push(Block::Text(t.get("hand-wrong-not-today")));
    } else if lying.is_empty() {
        blocks.push(Block::Text(t.get("hand-nothing-lies")));
    } else {
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{}/quotes", path_of(stall))),
            method: "post",
            asks: asks(t, &lying, typed, &wrongs),
            with: Vec::new(),
            button: Button::main(t.get("hand-lay-out")),
            form_key: Some(key_for(&keeper.buyer.session)),
        }));
    }
    blocks.push(Block::Heading(t.get("hand-today")));
    if sales.is_empty() {
        blocks.push(Block::Text(t.get("hand-none-today")));
    } else {
        blocks.push(Block::Rows(Rows { rows: sales.iter().map(|sale| told::row(t, sale)).collect() }));
    }
    let slice = Button::second(t.get("hand-slice-open")).to(t.path(&format!("{}/slice", path_of(stall))));
    blocks.push(Block::Button(slice));
    if !app.site().district.upi_address.is_empty() {
        let sheet = Button::second(t.get("hand-upi-sheet")).to(t.path(&format!("{}/upi", path_of(stall))));
        blocks.push(Block::Button(sheet));
    }
    let title = t.pick(&stall.name).to_owned();
    let whose = crate::desk::told::name_of(&keeper.buyer);
    Ok(Board::of(Desk::Hub, whose, ROOM, title, blocks).led(t.get("hand-lead")).wrong(wrongs))
}

/// `GET /{lang}/hub/stalls/{id}/upi`: the printed code of the mart's own UPI address.
pub(super) async fn poster(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let stall = own(&mut app.db().read().await?, &keeper, &id).await?;
    let address = app.site().district.upi_address.clone();
    let sheet = UpiSheet { id: stall.id.to_string(), address, name: stall.name, place: stall.place };
    print(&app, t, &asked, &sheet.paper(&t, app.site())?)
}
