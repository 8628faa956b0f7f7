//! `GET /{lang}/office/report/unpaid`: who waits for money whose day is over, who waits longest first.

use axum::extract::State;
use axum::response::Response;
use market::reports::{self, Unpaid};

use crate::app::App;
use crate::desk::{send, told as desk_told};
use crate::error::WebError;
use crate::parts::{Button, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let waits = reports::unpaid(&mut app.db().read().await?).await?;
    let list = if waits.is_empty() {
        Block::Text(t.get("unpaid-none"))
    } else {
        Block::Rows(Rows { rows: waits.iter().map(|one| row(&t, one)).collect() })
    };
    let back = Block::Button(Button::second(t.get("room-report")).to(t.path("/office/report")));
    let whose = desk_told::name_of(&office.buyer);
    let blocks = vec![list, back];
    let board = Board::of(Desk::Office, whose, "/office/report", t.get("room-unpaid"), blocks)
        .led(t.get("unpaid-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}

fn row(t: &Text, one: &Unpaid) -> Row {
    Row {
        href: t.path(&format!("/makers/{}", one.slug)),
        title: t.pick(&one.name).to_owned(),
        figure: t.money(&one.amount),
        note: t.say("unpaid-parcels").set("count", one.parcels.to_string()).to_string(),
        standing: if one.has_account {
            t.say("unpaid-since").set("day", t.day(&one.since)).to_string()
        } else {
            t.get("unpaid-no-account")
        },
    }
}
