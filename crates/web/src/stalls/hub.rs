//! What was sold through the stalls of a keeper's hub.

use axum::extract::State;
use axum::response::Response;
use market::stalls;

use super::told;
use crate::app::App;
use crate::desk::hub::name_of;
use crate::desk::send;
use crate::error::WebError;
use crate::parts::Rows;
use crate::respond::Asked;
use crate::text::Text;
use crate::views::board::{Block, Board};
use crate::views::desk::Desk;
use crate::who::Keeper;

/// Where it stands.
const HERE: &str = "/hub/stalls";

/// `GET /{lang}/hub/stalls`.
pub(super) async fn list(
    State(app): State<App>,
    t: Text,
    keeper: Keeper,
    asked: Asked,
) -> Result<Response, WebError> {
    let mut read = app.db().read().await?;
    let mut all = stalls::all(&mut read).await?;
    all.retain(|stall| stall.hub == keeper.hub);
    let sold = stalls::sales(&mut read).await?;
    let hub = name_of(&mut read, keeper.hub).await?;
    let mut blocks = Vec::new();
    if all.is_empty() {
        blocks.push(Block::Text(t.get("stall-none-yet")));
    } else {
        let desk = |stall: &stalls::Stall| t.path(&format!("{HERE}/{}", stall.id));
        let rows = all.iter().map(|stall| told::row(&t, stall, &sold, desk(stall)));
        blocks.push(Block::Rows(Rows { rows: rows.collect() }));
    }
    for stall in &all {
        let sales = stalls::sales_of(&mut read, stall.id).await?;
        if !sales.is_empty() {
            blocks.push(Block::Heading(t.pick(&stall.name).to_owned()));
            blocks.push(Block::Table(told::table(&t, &sales)));
        }
    }
    drop(read);
    let board = Board::of(Desk::Hub, hub, HERE, t.get("room-stalls"), blocks).led(t.get("stall-hub-lead"));
    send(&app, t, &asked, HERE, &board)
}
