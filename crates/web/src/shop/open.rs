//! `GET /{lang}/open`: what reached makers, for everybody to read.

use axum::extract::State;
use axum::response::Response;
use kernel::Paise;
use market::reports::Count;

use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::OpenFigures;

pub(crate) async fn show(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, figures(&app)).await
}

async fn figures(app: &App) -> Result<OpenFigures, WebError> {
    let open = app.hourly.open(app.db()).await?;
    let craft = |line: &Count| {
        let found = app.site().crafts.iter().find(|(key, _)| *key == line.cut);
        found.map(|(_, name)| (name.clone(), line.keys, Paise(line.amount)))
    };
    Ok(OpenFigures {
        paid_month: Paise(open.month.amount),
        makers_month: open.month.keys,
        paid_ever: Paise(open.ever.amount),
        makers_ever: open.ever.keys,
        on_time: open.delivery.percent_good(),
        payouts_in_time: open.payouts.percent_good(),
        complaints: open.complaint_share(),
        complaints_in_time: open.complaints.percent_good(),
        crafts: open.crafts.iter().filter_map(craft).collect(),
        at: open.at,
    })
}
