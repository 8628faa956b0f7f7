//! The gate on the DC's page: each check with its evidence, and the signature that makes the mart live.

use axum::extract::State;
use axum::response::Response;
use kernel::Secret;
use market::factors;
use market::launch::gate::{self, Proof};
use market::launch::{LaunchError, Stage};

use super::office::{Asking, HERE, page};
use crate::app::App;
use crate::basket::sign_in::with_cookie;
use crate::desk::{send, to};
use crate::error::WebError;
use crate::factor::told;
use crate::form::{Filled, Typed};
use crate::parts::{Facts, Kind, Row, Rows, Wrongs};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::Block;
use crate::who::{DcOffice, set_cookie};

/// The checks and, once all are green in a trial, the form to sign.
pub(super) fn blocks(t: &Text, stage: Stage, proofs: &[Proof], ask: &Asking<'_>) -> Vec<Block> {
    let row = |proof: &Proof| {
        let check = proof.check;
        Row {
            href: t.path(check.link()),
            title: t.get(&format!("gate-{check}")),
            figure: format!("{} / {}", proof.found, proof.wanted),
            note: match proof.at {
                Some(at) if check.is_looked_at() => {
                    t.say("gate-looked-at").set("moment", t.moment(&at)).to_string()
                }
                Some(at) => t.moment(&at),
                None => t.get(&format!("gate-{check}.none")),
            },
            standing: t.get(if proof.is_green() { "gate-green" } else { "gate-red" }),
        }
    };
    let mut blocks = vec![
        Block::Heading(t.get("gate-title")),
        Block::Rows(Rows { rows: proofs.iter().map(row).collect() }),
    ];
    if stage == Stage::Trial {
        if gate::is_open(proofs) {
            let asks = vec![ask.field("sign_reason", Kind::Lines), ask.field("sign_code", Kind::Code)];
            blocks.push(Block::Form(ask.form("signature", asks, "gate-sign")));
        } else {
            blocks.push(Block::Text(t.get("gate-not-yet")));
        }
    }
    blocks
}

/// What the newest signature was given on, as it was.
pub(super) fn signed(t: &Text, proofs: &[Proof]) -> Vec<Block> {
    if proofs.is_empty() {
        return Vec::new();
    }
    let facts = proofs.iter().fold(Facts::default(), |facts, proof| {
        let when = proof.at.map_or_else(String::new, |at| t.moment(&at));
        let stood = format!("{} / {} · {when}", proof.found, proof.wanted);
        facts.and(t.get(&format!("gate-{}", proof.check)), stood)
    });
    vec![Block::Heading(t.get("gate-signed-with")), Block::Facts(facts)]
}

/// `POST /{lang}/office/launch/signature`: the DC's office signs with a code of its second factor; the mart is live.
pub(super) async fn sign(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Filled(typed): Filled<Typed>,
) -> Result<Response, WebError> {
    let mut wrongs = Wrongs::none();
    let code = Secret::new(typed.get("sign_code").to_owned());
    match factors::prove(app.db(), &office.buyer.session, &code).await {
        Err(cause) => wrongs.add("sign_code", told(&t, cause)?),
        Ok(opened) => {
            let by = office.buyer.who.person;
            let cookie = Some(set_cookie(&app, &opened));
            return match gate::sign(app.db(), by, app.configured(), typed.get("sign_reason")).await {
                Ok(()) => {
                    app.look_again_at_stage().await;
                    Ok(with_cookie(to(&t, HERE), cookie))
                }
                Err(LaunchError::NoWords) => {
                    wrongs.add("sign_reason", t.get("launch-wrong-words"));
                    let board = page(&app, &t, &office, &typed, wrongs).await?;
                    Ok(with_cookie(send(&app, t, &asked, HERE, &board)?, cookie))
                }
                Err(LaunchError::NotGreen(_)) => {
                    wrongs.add("", t.get("gate-wrong-red"));
                    let board = page(&app, &t, &office, &typed, wrongs).await?;
                    Ok(with_cookie(send(&app, t, &asked, HERE, &board)?, cookie))
                }
                Err(cause) => Err(cause.into()),
            };
        }
    }
    let board = page(&app, &t, &office, &typed, wrongs).await?;
    send(&app, t, &asked, HERE, &board)
}
