//! Money whose way back is closed: finance says at which hub it is paid out, the keeper pays it against a code and a signature.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Secret;
use kernel::digits::only_digits;
use market::payments::at_hub::{self, AtHubError, ClosedWay, Says, ToPay};
use market::places::Hub;
use serde::Deserialize;

use super::hub;
use crate::app::App;
use crate::desk::{SecondWord, YesOrNo, id_of, send, to};
use crate::error::WebError;
use crate::form::{Filled, Typed, key_for};
use crate::parts::{Button, Choice, Field, Kind, Select, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Ask, Block, BoardForm};
use crate::who::{Finance, Keeper};

/// Where finance looks after it.
const DESK: &str = "/finance/refunds";

/// Which refund, at which hub.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    refund: String,
    at_hub: String,
}

/// `POST /{lang}/finance/cash/refunds`: a refund shall be paid out at a hub.
pub(super) async fn ask(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Filled(wanted): Filled<Wanted>,
) -> Result<Response, WebError> {
    let (refund, hub) = (id_of(&wanted.refund)?, id_of(&wanted.at_hub)?);
    match at_hub::ask(app.db(), finance.buyer.who.person, refund, hub).await {
        Ok(_) | Err(AtHubError::Raced) => Ok(to(&t, DESK)),
        Err(cause) => Err(cause.into()),
    }
}

/// `POST /{lang}/finance/cash/refunds/{id}/decision`.
pub(super) async fn decide(
    State(app): State<App>,
    t: Text,
    finance: Finance,
    Path(id): Path<String>,
    Filled(says): Filled<SecondWord>,
) -> Result<Response, WebError> {
    let says = match says.decision {
        YesOrNo::Yes => Says::Yes,
        YesOrNo::No => Says::No,
    };
    at_hub::decide(app.db(), finance.buyer.who.person, id_of(&id)?, says).await?;
    Ok(to(&t, DESK))
}

/// `POST /{lang}/hub/cash/refunds/{id}/payment`: the buyer has said the code and signed.
pub(super) async fn pay(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
    Path(id): Path<String>,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let id = id_of(&id)?;
    let code = Secret::new(only_digits(typed.get("refund_code")));
    let receipt = (&code, typed.get("signed_name"));
    let (field, says) = match at_hub::pay(app.db(), keeper.buyer.who.person, keeper.hub, id, receipt).await {
        Ok(()) => return Ok(to(&t, hub::HERE)),
        Err(AtHubError::WrongCode { tries_left }) => {
            let left = u32::try_from(tries_left).unwrap_or(0);
            ("refund_code", t.say("wrong-code").set("left", left).to_string())
        }
        Err(AtHubError::NotSigned) => ("signed_name", t.get("cash-wrong-not-signed")),
        Err(AtHubError::TooLittleCash { held }) => {
            ("refund_code", t.say("cash-wrong-too-much").set("held", held).to_string())
        }
        Err(cause) => return Err(cause.into()),
    };
    let today = app.db().now().day();
    let board = hub::page(&app, &t, &keeper, today, &typed, Wrongs::none().and(field, says)).await?;
    send(&app, t, &asked, hub::HERE, &board)
}

/// What finance sees: refunds whose way back is closed.
pub(crate) fn closed(t: &Text, finance: &Finance, ways: &[ClosedWay], hubs: &[Hub]) -> Vec<Block> {
    let form_key = Some(key_for(&finance.buyer.session));
    let mut blocks = Vec::new();
    for way in ways {
        let told = t
            .say("cash-closed-told")
            .set("order", way.order_code.as_str())
            .set("amount", way.amount)
            .set("reason", t.reason(&way.reason));
        blocks.push(Block::Text(told.to_string()));
        match (way.at_hub, way.asked_by) {
            (Some(_), by) if by == Some(finance.buyer.who.person) => {
                blocks.push(Block::Text(t.get("cash-refund-yours")));
            }
            (Some(id), _) => {
                for (decision, button) in [
                    ("agrees", Button::main(t.get("cash-refund-agree"))),
                    ("refuses", Button::second(t.get("cash-refund-refuse"))),
                ] {
                    blocks.push(Block::Form(BoardForm {
                        action: t.path(&format!("/finance/cash/refunds/{id}/decision")),
                        method: "post",
                        asks: Vec::new(),
                        with: vec![("decision".to_owned(), decision.to_owned())],
                        button,
                        form_key: form_key.clone(),
                    }));
                }
            }
            (None, _) => blocks.push(Block::Form(BoardForm {
                action: t.path("/finance/cash/refunds"),
                method: "post",
                asks: vec![Ask::Select(choose_hub(t, way, hubs))],
                with: vec![("refund".to_owned(), way.refund.to_string())],
                button: Button::second(t.get("cash-refund-ask")),
                form_key: form_key.clone(),
            })),
        }
    }
    blocks
}

fn choose_hub(t: &Text, way: &ClosedWay, hubs: &[Hub]) -> Select {
    Select {
        name: "at_hub".to_owned(),
        label: t.say("cash-refund-where").set("order", way.order_code.as_str()).to_string(),
        any: None,
        error: None,
        choices: hubs.iter().map(|hub| Choice::new(hub.id.to_string(), t.pick(&hub.name))).collect(),
    }
}

/// What a keeper sees: what is to be paid out here, each with its form.
pub(super) fn to_pay(t: &Text, keeper: &Keeper, due: &[ToPay], typed: &Typed, wrongs: &Wrongs) -> Vec<Block> {
    let field = |name: &str, kind| Ask::Field(Field::named(t, name, kind, typed.get(name), wrongs));
    let mut blocks = Vec::new();
    for one in due {
        let by_receipt = one.by_receipt == 1;
        let key = if by_receipt { "cash-refund-by-receipt" } else { "cash-refund-told" };
        let told = t.say(key).set("order", one.order_code.as_str()).set("amount", one.amount);
        blocks.push(Block::Text(told.to_string()));
        if one.tries_left == 0 {
            let key = if by_receipt { "cash-refund-wait" } else { "cash-refund-no-tries" };
            blocks.push(Block::Text(t.get(key)));
            continue;
        }
        blocks.push(Block::Form(BoardForm {
            action: t.path(&format!("{}/refunds/{}/payment", hub::HERE, one.id)),
            method: "post",
            asks: vec![field("refund_code", Kind::Count), field("signed_name", Kind::Words)],
            with: Vec::new(),
            button: Button::main(t.say("cash-refund-pay").set("amount", one.amount).to_string()),
            form_key: Some(key_for(&keeper.buyer.session)),
        }));
    }
    blocks
}
