//! `GET /{lang}/press`: what somebody who writes about the mart wants: figures, words, pictures to take along, whom to ask.

use axum::extract::State;
use axum::response::Response;
use kernel::{Limit, Paise};
use market::catalogue::{self, Filter};
use market::sharing;

use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::press::{Press, PressPicture};

/// Goods whose pictures are offered.
const PICTURES: Limit = Limit::of(6);

pub(crate) async fn show(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, press(&app)).await
}

async fn press(app: &App) -> Result<Press, WebError> {
    let open = app.hourly.open(app.db()).await?;
    let mut read = app.db().read().await?;
    let reached = sharing::reached(&mut read).await?;
    let shelf = catalogue::read::shelf_page(&mut read, &Filter::default(), PICTURES).await?;
    drop(read);
    let picture = |card: catalogue::Card| {
        let picture = super::pictures::of(card.picture?);
        let largest = picture.sizes.iter().rev().find(|size| !size.webp.is_empty())?.webp.clone();
        Some(PressPicture { name: card.name, maker: card.maker, picture, largest })
    };
    Ok(Press {
        makers_ever: open.ever.keys,
        paid_ever: Paise(open.ever.amount),
        on_time: open.delivery.percent_good(),
        payouts_in_time: open.payouts.percent_good(),
        at: open.at,
        states: reached
            .states
            .into_iter()
            .map(|one| (kernel::Words::new(one.hi, one.en), one.parcels))
            .collect(),
        elsewhere: reached.elsewhere,
        pictures: shelf.cards.into_iter().filter_map(picture).collect(),
    })
}
