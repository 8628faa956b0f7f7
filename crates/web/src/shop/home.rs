//! `GET /{lang}/`: the front page.

use axum::extract::State;
use axum::response::Response;
use kernel::Limit;
use market::catalogue::{self, Filter, SoldOut};
use market::makers;

use super::{pictures, shelf};
use crate::app::App;
use crate::error::WebError;
use crate::parts::{CraftTile, CraftTiles, MakerCard, MakerStrip, Shelf};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::Home;

/// Goods on the front page.
const NEW: Limit = Limit::of(8);
/// Makers on the front page.
const MAKERS: usize = 6;

pub(crate) async fn show(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, home(&app)).await
}

async fn home(app: &App) -> Result<Home, WebError> {
    let mut read = app.db().read().await?;
    let crafts = catalogue::read::crafts(&mut read).await?;
    let filter = Filter { sold_out: SoldOut::Hidden, ..Filter::default() };
    let new = catalogue::read::shelf_page(&mut read, &filter, NEW).await?;
    let makers = makers::read::newest(&mut read, Limit::of(Limit::MOST)).await?;
    let count = |n: i64| u32::try_from(n).unwrap_or(0);
    let goods_count = crafts.iter().map(|craft| count(craft.goods)).sum();
    let makers_count = u32::try_from(makers.len()).unwrap_or(u32::MAX);
    let tiles = crafts.into_iter().filter(|craft| craft.goods > 0);
    let tiles = tiles
        .map(|craft| CraftTile { key: craft.key, name: craft.name, goods: count(craft.goods) })
        .collect();
    let maker = |maker: makers::MakerCard| MakerCard {
        slug: maker.slug,
        name: maker.name,
        place: maker.village,
        craft: maker.craft,
        picture: maker.picture.map(pictures::of),
    };
    Ok(Home {
        crafts: CraftTiles { tiles },
        today: Shelf::default(),
        new: shelf(new.cards),
        makers: MakerStrip { makers: makers.into_iter().take(MAKERS).map(maker).collect() },
        reach: None,
        makers_count,
        goods_count,
    })
}
