//! `GET /{lang}/makers/{slug}`: a maker, her story and her goods.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Limit, Words};
use market::{catalogue, makers};

use super::{pictures, shelf};
use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::MakerPage;

/// Goods on a maker's page.
const GOODS: Limit = Limit::of(60);

pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, maker(&app, &slug)).await
}

async fn maker(app: &App, slug: &str) -> Result<MakerPage, WebError> {
    let mut read = app.db().read().await?;
    let maker = makers::read::page(&mut read, slug).await?.ok_or(WebError::Missing)?;
    let goods = catalogue::read::of_maker(&mut read, maker.id, GOODS).await?;
    Ok(MakerPage {
        slug: maker.slug,
        name: maker.name,
        place: place(&maker.village, &maker.block),
        craft: maker.craft,
        story: maker.story,
        picture: maker.picture.map(pictures::of),
        members: None,
        years: maker.years.and_then(|years| u32::try_from(years).ok()),
        vouched: Words::default(),
        paid: None,
        goods: shelf(goods),
    })
}

/// «घोरमारा, मोहनपुर»: village and block.
pub(crate) fn place(village: &Words, block: &Words) -> Words {
    let joined = |a: &str, b: &str| if b.is_empty() || a == b { a.to_owned() } else { format!("{a}, {b}") };
    Words::new(joined(&village.hi, &block.hi), joined(&village.en, &block.en))
}
