//! What was laid out: each good with its price, the sum with its tax, and how it is paid.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::StallId;
use kernel::india::Mobile;
use market::hand_sales::{self, PRINTED_MOST, SaleError, Sells, Way};
use market::launch::{self, Stage};
use market::quotes::{self, Quote};
use store::Read;

use super::{desk, told};
use crate::app::App;
use crate::desk::{id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Radios, Row, Rows, TotalLine, Totals, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, Board, BoardForm};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// What was laid out at a stall of the keeper's own hub.
async fn own(read: &mut Read, keeper: &Keeper, id: &str) -> Result<(Quote, StallId), WebError> {
    let quote = quotes::quote(read, id_of(id)?).await?.filter(Quote::is_across);
    let quote = quote.ok_or(WebError::Missing)?;
    let stall = quote.head.stall.ok_or(WebError::Missing)?;
    desk::own(read, keeper, &stall.to_string()).await?;
    Ok((quote, stall))
}

/// `GET /{lang}/hub/quotes/{id}`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
) -> Result<Response, WebError> {
    let (quote, stall) = own(&mut app.db().read().await?, &keeper, &id).await?;
    let board = page(&app, &t, &keeper, (&quote, stall), &Typed::default(), Wrongs::none()).await?;
    send(&app, t, &asked, &format!("/hub/quotes/{id}"), &board)
}

/// `POST /{lang}/hub/quotes/{id}/sale`: it is sold, once.
pub(super) async fn sell(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let (quote, stall) = own(&mut app.db().read().await?, &keeper, &id).await?;
    let mut wrongs = Wrongs::none();
    let buyer = match typed.get("hand_mobile").trim() {
        "" => None,
        number => {
            let number = Mobile::typed(number);
            if number.is_none() {
                wrongs.add("hand_mobile", t.get("wrong-mobile"));
            }
            number
        }
    };
    let way = typed.get("way").parse::<Way>().ok().filter(|way| can_print(&app, *way));
    if way.is_none() {
        wrongs.add("way", t.get("hand-wrong-way"));
    }
    if let Some(way) = way.filter(|_| wrongs.is_empty()) {
        let keeper_of = (keeper.buyer.who.person, keeper.hub);
        let (quote, utr, buyer, lang) = (quote.head.id, typed.get("utr"), buyer.as_ref(), t.lang);
        let ask = Sells { stall, keeper: keeper_of, quote, way, utr, buyer, lang };
        match hand_sales::sell(app.db(), &ask).await {
            Ok(code) => return Ok(to(&t, &format!("/hub/sales/{code}"))),
            Err(SaleError::TooOld) => wrongs.add("", t.get("hand-wrong-too-old")),
            Err(cause) => wrongs = told::wrongs(&t, cause)?,
        }
    }
    let board = page(&app, &t, &keeper, (&quote, stall), &typed, wrongs).await?;
    send(&app, t, &asked, &format!("/hub/quotes/{id}"), &board)
}

/// To a printed code somebody can pay only if the mart has an address of its own.
fn can_print(app: &App, way: Way) -> bool {
    way != Way::Printed || !app.site().district.upi_address.is_empty()
}

/// The ways on which this can be paid.
async fn ways(app: &App, quote: &Quote) -> Result<Vec<Way>, WebError> {
    let in_trial = launch::stage(&mut app.db().read().await?).await? == Stage::Trial;
    let fits = |way: &Way| match way {
        Way::Qr => true,
        Way::Cash => !in_trial,
        Way::Printed => !in_trial && can_print(app, *way) && quote.head.total <= PRINTED_MOST,
    };
    Ok(Way::ALL.iter().copied().filter(fits).collect())
}

async fn page(
    app: &App,
    t: &Text,
    keeper: &Keeper,
    (quote, stall): (&Quote, StallId),
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Board, WebError> {
    let ways = ways(app, quote).await?;
    let line = |line: &quotes::Line| Row {
        href: String::new(),
        title: t.pick(&line.name).to_owned(),
        figure: t.money(&line.line),
        note: t.pick(&line.label).to_owned(),
        standing: format!("{} × {}", line.quantity, t.money(&line.unit)),
    };
    let choice = |way: &Way| {
        let hint = t.maybe(&format!("{}.hint", told::way(*way))).unwrap_or_default();
        Choice::new(way.as_str(), t.get(told::way(*way))).hint(hint).chosen_if(typed.get("way"))
    };
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), &wrongs));
    let mut asks = vec![Ask::Radios(Radios {
        name: "way".to_owned(),
        label: t.get("hand-way"),
        error: wrongs.of("way").map(str::to_owned),
        choices: ways.iter().map(choice).collect(),
    })];
    if ways.contains(&Way::Printed) {
        asks.push(field("utr", Kind::Count));
    }
    asks.push(field("hand_mobile", Kind::Mobile));
    let goods = TotalLine { label: t.get("hand-goods"), amount: quote.head.goods };
    let totals =
        Totals { lines: vec![goods], total: quote.head.total, tax: Some(quote.head.tax), lacking: None };
    let form = BoardForm {
        action: t.path(&format!("/hub/quotes/{}/sale", quote.head.id)),
        method: "post",
        asks,
        with: Vec::new(),
        button: Button::main(t.get("hand-sell")),
        form_key: Some(key_for(&keeper.buyer.session)),
    };
    let back = Button::second(t.get("hand-other-goods")).to(t.path(&format!("{}/{stall}", desk::ROOM)));
    let blocks = vec![
        Block::Rows(Rows { rows: quote.lines.iter().map(line).collect() }),
        Block::Totals(totals),
        Block::Form(form),
        Block::Button(back),
    ];
    let whose = crate::desk::told::name_of(&keeper.buyer);
    Ok(Board::of(Desk::Hub, whose, desk::ROOM, t.get("hand-laid-out"), blocks).wrong(wrongs))
}
