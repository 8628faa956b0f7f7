//! `GET /{lang}/office/launch/checks/{check}`: what a check of the launch gate counts, one by one, and what is missing.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::Words;
use market::accounts::Role;
use market::launch::gate::{self, Check, Seen};

use super::office::{HERE, board};
use crate::app::App;
use crate::desk::send;
use crate::error::WebError;
use crate::parts::{Button, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::Block;
use crate::who::DcOffice;

/// The page of one check. A check whose evidence stands on another page has none here.
pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    Path(check): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let check: Check = check.parse().map_err(|_| WebError::Missing)?;
    let seen = gate::seen(&mut app.db().read().await?, check).await?.ok_or(WebError::Missing)?;
    let mut blocks = Vec::new();
    if seen.is_empty() {
        blocks.push(Block::Text(t.get(&format!("gate-{check}.none"))));
    }
    blocks.push(Block::Rows(Rows { rows: seen.iter().map(|one| row(&t, check, one)).collect() }));
    blocks.push(Block::Button(Button::second(t.get("gate-back")).to(t.path(HERE))));
    let board =
        board(&office, t.get(&format!("gate-{check}")), blocks).led(t.get(&format!("gate-{check}.how")));
    send(&app, t, &asked, &asked.rest, &board)
}

fn row(t: &Text, check: Check, one: &Seen) -> Row {
    let more = match check {
        Check::Roles => one.note.parse().map_or_else(|_| String::new(), |role: Role| t.role(role)),
        Check::Walked if one.note.is_empty() => t.get("gate-walked-never"),
        Check::Hubs if one.note.is_empty() => t.get("gate-hubs-no-hours"),
        _ => one.note.clone(),
    };
    let day = one.at.map(|at| t.day(&at.day()));
    let note = [Some(more).filter(|more| !more.is_empty()), day].into_iter().flatten().collect::<Vec<_>>();
    Row {
        href: String::new(),
        title: t.words(&Words::new(one.name_hi.clone(), one.name_en.clone())).to_string(),
        figure: String::new(),
        note: note.join(" · "),
        standing: t.get(if one.counts == 1 { "gate-green" } else { "gate-red" }),
    }
}
