//! `GET /{lang}/office/report/gaps`: where our books, the payment company and the bank differ. Finance looks after each; the DC's office
//! sees how many there are, how old and about how much.

use axum::extract::State;
use axum::response::Response;
use kernel::Limit;
use market::tally;

use crate::app::App;
use crate::desk::{send, told as desk_told};
use crate::error::WebError;
use crate::parts::{Button, Rows};
use crate::respond::Asked;
use crate::tally::seen_from_afar;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::DcOffice;

/// Gaps of the list.
const LIST: Limit = Limit::of(200);

pub(super) async fn show(
    State(app): State<App>,
    t: Text,
    office: DcOffice,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let (open, _) = tally::gaps(&mut read, LIST).await?;
    let today = read.now().day();
    drop(read);
    let list = if open.is_empty() {
        Block::Text(t.get("report-no-gaps"))
    } else {
        Block::Rows(Rows { rows: open.iter().map(|gap| seen_from_afar(&t, gap, today)).collect() })
    };
    let back = Block::Button(Button::second(t.get("room-report")).to(t.path("/office/report")));
    let whose = desk_told::name_of(&office.buyer);
    let board = Board::of(Desk::Office, whose, "/office/report", t.get("wait-gaps"), vec![list, back])
        .led(t.get("report-gaps-lead"));
    send(&app, t, &asked, &asked.rest, &board)
}
