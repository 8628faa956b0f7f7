//! `GET /{lang}/office/report/incomes`: the makers who were paid in a period, who got least first; all of them, or those of one class.

use axum::extract::{Query, State};
use axum::response::Response;
use kernel::Limit;
use market::reports::{self, Cut, Earner, Paid};

use super::charts::class_name;
use super::told::{self, Wanted};
use crate::app::App;
use crate::desk::{send, told as desk_told};
use crate::error::WebError;
use crate::parts::{Button, Row, Rows};
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// Rows of one page.
const PAGE: Limit = Limit::of(50);

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
    Query(wanted): Query<Wanted>,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let (span, cut, class) = (wanted.span(read.now()), wanted.cut(), wanted.class());
    let line = if cut == Cut::Whole { "" } else { wanted.line.as_str() };
    let of = Paid { cut, line, class };
    let earners = reports::earners(&mut read, of, span, wanted.after(), PAGE).await?;
    drop(read);
    let mut blocks = vec![if earners.is_empty() {
        Block::Text(t.get("report-no-rows"))
    } else {
        Block::Rows(Rows { rows: earners.iter().map(|one| row(&t, one)).collect() })
    }];
    if let Some(last) = earners.last().filter(|_| earners.len() == PAGE.rows()) {
        let to = told::earners(&t, wanted.days(), (cut, line), class);
        let to = format!("{to}&after={}.{}", last.amount.0, last.maker);
        blocks.push(Block::Button(Button::second(t.get("report-more-makers")).to(to)));
    }
    blocks.push(Block::Button(Button::second(t.get("room-report")).to(t.path("/office/report"))));
    let (from, to) = (t.day(&span.from.day()), t.day(&span.to.day().plus(-1)));
    let lead = t.say("report-incomes-lead").set("from", from).set("to", to).to_string();
    let of = class.map(|class| format!(": {}", class_name(&t, class))).unwrap_or_default();
    let title = format!("{}{of}", t.get("report-incomes"));
    let whose = desk_told::name_of(&office.buyer);
    let board = Board::of(Desk::Office, whose, "/office/report", title, blocks).led(lead);
    send(&app, t, &asked, &asked.rest, &board)
}

fn row(t: &Text, one: &Earner) -> Row {
    Row {
        href: t.path(&format!("/makers/{}", one.slug)),
        title: t.pick(&one.name).to_owned(),
        figure: t.money(&one.amount),
        note: t.say("report-payouts").set("count", one.payouts.to_string()).to_string(),
        standing: String::new(),
    }
}
