//! The money of one order: whoever has its code may ask.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use market::orders::{self, OrderView};
use market::payments::lost::{self, nowhere};
use worker::nudge;

use super::{besides, say, told};
use crate::app::App;
use crate::basket::pay::is_promised_by_code;
use crate::error::WebError;
use crate::form::{Filled, Nothing, key_for};
use crate::parts::{Button, Deed, Notice, Tone, Wrongs};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::board::Block;
use crate::views::leaf::Leaf;
use crate::who::Visitor;

/// The page waits so long for the payment company's answer.
pub(super) const PATIENCE: Duration = Duration::from_secs(4);

async fn order(app: &App, code: &str) -> Result<OrderView, WebError> {
    orders::by_code(&mut app.db().read().await?, code).await?.ok_or(WebError::Missing)
}

/// `GET /{lang}/orders/{code}/money`.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    visitor: Visitor,
    asked: Asked,
    Path(code): Path<String>,
) -> Result<Response, WebError> {
    let order = order(&app, &code).await?;
    let facts = lost::of_order(&mut app.db().read().await?, order.head.id).await?;
    let today = app.db().now().day();
    let mut blocks: Vec<Block> = Vec::new();
    if is_promised_by_code(&order) {
        blocks.push(Block::Notice(Notice::new(Tone::Plain, t.get("lost-cash"), t.get("lost-cash.text"))));
    } else {
        if facts.is_empty() {
            let paid_on = t.date(&order.head.placed_at.day());
            let told = say(&t, &nowhere(today), t.money(&order.head.total), &paid_on);
            blocks.push(Block::Notice(told));
        }
        blocks.extend(facts.iter().map(|fact| Block::Notice(told(&t, fact, today))));
        blocks.push(Block::Deed(Deed {
            action: t.path(&format!("/orders/{}/money", order.head.code)),
            button: Button::main(t.get("lost-ask-again")),
            with: Vec::new(),
            form_key: visitor.0.as_ref().map(key_for),
        }));
        blocks.push(Block::Text(t.get("lost-ask-again-hint")));
    }
    blocks.extend(besides(&t));
    let back = t.path(&format!("/orders/{}", order.head.code));
    blocks.push(Block::Button(Button::second(t.get("return-see-order")).to(back)));
    let page = Leaf {
        title: t.get("lost-title"),
        lead: t.say("lost-of-order").set("order", order.head.code.as_str()).to_string(),
        wrongs: Wrongs::none(),
        news: None,
        blocks,
    };
    respond::view(&app, t, &visitor.visit(&asked.rest), &page, &asked.headers)
}

/// `POST /{lang}/orders/{code}/money`: the payment company is asked, once a minute however often it is pressed.
pub(super) async fn ask_again(
    State(app): State<App>,
    t: Text,
    Path(code): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let order = order(&app, &code).await?;
    let key = lost::ask_again(app.db(), order.head.id).await?;
    nudge::payments(app.db(), &[key], PATIENCE).await;
    Ok(Redirect::to(&t.path(&format!("/orders/{}/money", order.head.code))).into_response())
}
