//! One hand sale: what is to be scanned while it waits, and that the goods may be handed over once it is paid.

use axum::extract::{Path, State};
use axum::response::Response;
use market::bills;
use market::hand_sales::{self, HandSale, Way};
use market::orders::{self, Order};
use market::payments::PaymentView;
use store::Read;

use super::{desk, told};
use crate::app::App;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Deed, Facts, Notice, Qr, Row, Rows, Tone};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// While nobody has paid, the page looks again by itself so often.
const LOOKS_AGAIN_S: u32 = 5;
/// What a code for UPI begins with; an app on the same telephone opens it.
const UPI: &str = "upi://";

async fn own(read: &mut Read, keeper: &Keeper, code: &str) -> Result<HandSale, WebError> {
    let sale = hand_sales::sale(read, code).await?;
    sale.filter(|sale| sale.hub == keeper.hub).ok_or(WebError::Missing)
}

fn path_of(code: &str) -> String {
    format!("/hub/sales/{code}")
}

/// `GET /{lang}/hub/sales/{id}`: to be loaded again until it is paid.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let sale = own(&mut read, &keeper, &code).await?;
    let payment = orders::payment_of(&mut read, &code).await?;
    let bills = bills::of_order(&mut read, sale.order).await?;
    let receipt = hand_sales::receipt_code(&mut read, sale.order).await?;
    drop(read);
    let mut facts = Facts::default()
        .and(t.get("hand-total"), t.money(&sale.total))
        .and(t.get("hand-way"), t.get(told::way(sale.way)))
        .and(t.get("hand-stands"), t.get(told::stands(&sale)));
    if let Some(utr) = &sale.utr {
        facts = facts.and(t.get("hand-utr"), utr.clone());
    }
    let mut blocks = match sale.state {
        Order::Placed => waits(&t, &keeper, &sale, payment.map(|(_, view)| view)),
        Order::Expired | Order::Cancelled => {
            vec![Block::Notice(Notice::new(Tone::Plain, t.get("hand-unpaid"), t.get("hand-unpaid.text")))]
        }
        Order::Confirmed | Order::Completed => {
            vec![Block::Notice(Notice::new(Tone::Good, t.get("hand-sold"), t.get("hand-sold.text")))]
        }
    };
    let is_sold = matches!(sale.state, Order::Confirmed | Order::Completed);
    let receipt = receipt.filter(|_| is_sold);
    if let Some(code) = &receipt {
        facts = facts.and(t.get("hand-receipt"), code.clone());
    }
    blocks.push(Block::Facts(facts));
    if receipt.is_some() {
        blocks.push(Block::Text(t.get("hand-receipt-hint")));
    }
    if !bills.is_empty() {
        let row = |bill: &bills::BillHead| {
            let (title, href) = crate::bills::line(&t, bill);
            let (figure, note, standing) = (t.money(&bill.total), String::new(), String::new());
            Row { href, title, figure, note, standing }
        };
        blocks.push(Block::Heading(t.get("hand-bills")));
        blocks.push(Block::Rows(Rows { rows: bills.iter().map(row).collect() }));
    }
    let next = Button::main(t.get("hand-next")).to(t.path(&format!("{}/{}", desk::ROOM, sale.stall)));
    blocks.push(Block::Button(next));
    let whose = crate::desk::told::name_of(&keeper.buyer);
    let board = Board::of(Desk::Hub, whose, desk::ROOM, sale.code.clone(), blocks);
    let board = if sale.state == Order::Placed { board.again_after(LOOKS_AGAIN_S) } else { board };
    send(&app, t, &asked, &path_of(&code), &board)
}

/// What is shown while nobody has paid.
fn waits(t: &Text, keeper: &Keeper, sale: &HandSale, payment: Option<PaymentView>) -> Vec<Block> {
    let minute = t.moment(&sale.expires_at);
    let until = t.say("hand-waits-until").set("when", minute).to_string();
    let mut blocks = Vec::new();
    match payment.and_then(|view| view.page).filter(|_| sale.way == Way::Qr) {
        None => blocks.push(Block::Text(t.get("hand-code-comes"))),
        Some(page) => {
            blocks.push(Block::Text(t.say("hand-scan").set("amount", t.money(&sale.total)).to_string()));
            blocks.push(Block::Qr(Qr::of(&page, t.get("hand-qr"))));
            let label = if page.starts_with(UPI) { "hand-open-app" } else { "hand-open-picture" };
            blocks.push(Block::Button(Button::second(t.get(label)).to(page)));
        }
    }
    blocks.push(Block::Text(until));
    let deed = |at: &str, button| {
        Block::Deed(Deed {
            action: t.path(&format!("{}/{at}", path_of(&sale.code))),
            button,
            with: Vec::new(),
            form_key: Some(key_for(&keeper.buyer.session)),
        })
    };
    blocks.push(deed("look", Button::main(t.get("hand-look"))));
    blocks.push(deed("calling-off", Button::second(t.get("hand-call-off"))));
    blocks
}

/// `POST /{lang}/hub/sales/{id}/look`: the payment company is asked at once.
pub(super) async fn look(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(code): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    own(&mut app.db().read().await?, &keeper, &code).await?;
    hand_sales::look(app.db(), &code).await?;
    Ok(to(&t, &path_of(&code)))
}

/// `POST /{lang}/hub/sales/{id}/calling-off`: nobody pays; the goods are free again.
pub(super) async fn call_off(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    Path(code): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    hand_sales::call_off(app.db(), (keeper.buyer.who.person, keeper.hub), &code).await?;
    Ok(to(&t, &path_of(&code)))
}
