//! The front door: one's own orders, an order by its code and mobile number, or what the bank's SMS says.
//!
//! A search is a form that answers with a page of its own and not with another address: a bank's reference and an amount are
//! nobody's business in a browser's history or a log.

use axum::extract::State;
use axum::response::Response;
use kernel::{Day, Limit, Paise};
use market::orders;
use market::payments::lost::{self, LostError, Search, nowhere};
use worker::nudge;

use super::order::PATIENCE;
use super::{HERE, besides, say, told};
use crate::app::App;
use crate::carriage::track::code_of;
use crate::desk::to;
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Field, Kind, Row, Rows, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::views::leaf::Leaf;
use crate::who::Visitor;

/// Own orders that are offered.
const OWN: Limit = Limit::of(5);
/// Payments longer ago are not searched for.
const DAYS_MOST: i64 = 90;

/// `GET /{lang}/money`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
) -> Result<Response, WebError> {
    answer(&app, t, &visitor, &asked, Vec::new(), &Typed::default(), Wrongs::none()).await
}

/// `POST /{lang}/money/order`: to the money of an order, for whoever knows the beginning of its code and the mobile number.
pub(super) async fn find_order(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    match code_of(&app, &t, &typed).await? {
        Ok(code) => Ok(to(&t, &format!("/orders/{code}/money"))),
        Err(wrongs) => answer(&app, t, &visitor, &asked, Vec::new(), &typed, wrongs).await,
    }
}

/// `POST /{lang}/money`: by the bank's reference, the amount and the day, all three.
pub(super) async fn find(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let today = app.db().now().day();
    let search = match typed_search(&t, &typed, today) {
        Ok(search) => search,
        Err(wrongs) => return answer(&app, t, &visitor, &asked, Vec::new(), &typed, wrongs).await,
    };
    let keys = match lost::search(app.db(), &search).await {
        Ok(keys) => keys,
        Err(LostError::TooOften) => {
            let wrongs = Wrongs::none().and("", t.get("lost-wrong-often"));
            return answer(&app, t, &visitor, &asked, Vec::new(), &typed, wrongs).await;
        }
        Err(LostError::NoReference) => return Err(WebError::Unclear("lost-wrong-reference")),
        Err(LostError::Db(cause)) => return Err(cause.into()),
    };
    nudge::payments(app.db(), &keys, PATIENCE).await;
    let fact = lost::found(&mut app.db().read().await?, &search).await?;
    let found = match &fact {
        Some(fact) => {
            // Only the beginning: it opens nothing without the mobile number.
            let beginning: String = fact.code.chars().take(12).collect();
            let whose = t.say("lost-found-order").set("order", beginning).to_string();
            vec![Block::Notice(told(&t, fact, today)), Block::Text(whose)]
        }
        None => {
            let amount = Paise::typed(typed.get("lost_amount")).unwrap_or_default();
            let paid_on = typed.day("lost_day").map(|day| t.date(&day)).unwrap_or_default();
            vec![Block::Notice(say(&t, &nowhere(today), t.money(&amount), &paid_on))]
        }
    };
    answer(&app, t, &visitor, &asked, found, &typed, Wrongs::none()).await
}

fn typed_search(t: &Text, typed: &Typed, today: Day) -> Result<Search, Wrongs> {
    let amount = Paise::typed(typed.get("lost_amount")).filter(|amount| *amount > Paise::ZERO);
    let Some(amount) = amount else {
        return Err(Wrongs::none().and("lost_amount", t.get("lost-wrong-amount")));
    };
    let day = typed.day("lost_day").filter(|day| *day <= today && *day > today.plus(-DAYS_MOST));
    let Some(day) = day else { return Err(Wrongs::none().and("lost_day", t.get("lost-wrong-day"))) };
    let search = Search::typed(typed.get("upi_reference"), amount, day);
    search.map_err(|_| Wrongs::none().and("upi_reference", t.get("lost-wrong-reference")))
}

async fn answer(
    app: &App,
    t: Text,
    visitor: &Visitor,
    asked: &Asked,
    found: Vec<Block>,
    typed: &Typed,
    wrongs: Wrongs,
) -> Result<Response, WebError> {
    let mut blocks = found;
    if let Some(person) = visitor.0.as_ref().and_then(|session| session.person) {
        let own = orders::orders_of(&mut app.db().read().await?, person, OWN).await?;
        if !own.is_empty() {
            let rows = own.iter().map(|order| Row {
                href: t.path(&format!("/orders/{}/money", order.code)),
                title: order.code.clone(),
                figure: t.money(&order.total),
                note: t.moment(&order.placed_at),
                standing: String::new(),
            });
            blocks.push(Block::Heading(t.get("lost-own")));
            blocks.push(Block::Rows(Rows { rows: rows.collect() }));
        }
    }
    let form = |action: &str, asks: &[(&str, Kind)], button: Button| BoardForm {
        action: t.path(action),
        method: "post",
        asks: asks
            .iter()
            .map(|(name, kind)| Ask::Field(Field::named(&t, name, *kind, typed.get(name), &wrongs)))
            .collect(),
        with: Vec::new(),
        button,
        form_key: visitor.0.as_ref().map(key_for),
    };
    blocks.push(Block::Heading(t.get("lost-by-order")));
    let asks = [("order_code", Kind::Words), ("mobile", Kind::Mobile)];
    blocks.push(Block::Form(form("/money/order", &asks, Button::main(t.get("lost-by-order-go")))));
    blocks.push(Block::Heading(t.get("lost-by-bank")));
    blocks.push(Block::Text(t.get("lost-by-bank-hint")));
    let asks = [("upi_reference", Kind::Words), ("lost_amount", Kind::Rupees), ("lost_day", Kind::Day)];
    blocks.push(Block::Form(form(HERE, &asks, Button::second(t.get("lost-by-bank-go")))));
    blocks.extend(besides(&t));
    let page = Leaf { title: t.get("lost-title"), lead: t.get("lost-lead"), wrongs, news: None, blocks };
    respond::view(app, t, &visitor.visit(HERE), &page, &asked.headers)
}
