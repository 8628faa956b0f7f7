//! `GET /{lang}/`: the front page.

use axum::extract::State;
use axum::response::Response;
use kernel::Limit;
use market::catalogue::{self, Craft, Filter, SoldOut};
use market::collections::{self, Section};
use market::{kits, makers};
use store::{DbError, Read};

use super::{collection, pictures, shelf};
use crate::app::App;
use crate::basket::told;
use crate::error::WebError;
use crate::parts::{CraftTile, CraftTiles, MakerCard, MakerStrip};
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{Feast, FrontPart, Home};

/// Goods on the front page.
const NEW: Limit = Limit::of(8);
/// Makers on the front page.
const MAKERS: usize = 6;
/// Feasts that show goods there, and how many; of others stands the name. More would be too heavy for a slow line.
const FEASTS: usize = 1;
const OF_A_FEAST: usize = 4;

pub(crate) async fn show(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, today(&app)).await
}

async fn today(app: &App) -> Result<Home, WebError> {
    let mut read = app.db().read().await?;
    let sections = collections::sections(&mut read).await?;
    Ok(arranged(&mut read, &sections).await?)
}

/// The front page with these parts in this order.
pub(crate) async fn arranged(read: &mut Read, sections: &[Section]) -> Result<Home, DbError> {
    let crafts = catalogue::read::crafts(read).await?;
    let makers = makers::read::newest(read, Limit::of(Limit::MOST)).await?;
    let goods_count = crafts.iter().map(|craft| count(craft.goods)).sum();
    let makers_count = u32::try_from(makers.len()).unwrap_or(u32::MAX);
    let mut parts = Vec::with_capacity(sections.len());
    for section in sections {
        parts.push(match section {
            Section::Crafts => FrontPart::Crafts(tiles(&crafts)),
            Section::Collections => feasts(read).await?,
            Section::New => {
                let filter = Filter { sold_out: SoldOut::Hidden, ..Filter::default() };
                FrontPart::New(shelf(catalogue::read::shelf_page(read, &filter, NEW).await?.cards))
            }
            Section::Makers => FrontPart::Makers(strip(&makers)),
            Section::How => FrontPart::How,
        });
    }
    Ok(Home { parts, makers_count, goods_count })
}

fn count(goods: i64) -> u32 {
    u32::try_from(goods).unwrap_or(0)
}

fn tiles(crafts: &[Craft]) -> CraftTiles {
    let tile = |craft: &Craft| CraftTile {
        key: craft.key.clone(),
        name: craft.name.clone(),
        goods: count(craft.goods),
    };
    CraftTiles { tiles: crafts.iter().filter(|craft| craft.goods > 0).map(tile).collect() }
}

fn strip(makers: &[makers::MakerCard]) -> MakerStrip {
    let card = |maker: &makers::MakerCard| MakerCard {
        slug: maker.slug.clone(),
        name: maker.name.clone(),
        place: maker.village.clone(),
        craft: maker.craft.clone(),
        picture: maker.picture.clone().map(pictures::of),
    };
    MakerStrip { makers: makers.iter().take(MAKERS).map(card).collect() }
}

async fn feasts(read: &mut Read) -> Result<FrontPart, DbError> {
    let (mut shown, mut named) = (Vec::new(), Vec::new());
    for open in collections::open_now(read).await? {
        if shown.len() == FEASTS {
            named.push((format!("/collections/{}", open.slug), open.name));
            continue;
        }
        let goods = collection::goods(read, &open, OF_A_FEAST).await?;
        // A feast whose goods are all gone has nothing to show.
        if !goods.cards.is_empty() {
            shown.push(Feast { slug: open.slug, name: open.name, words: open.words, goods });
        }
    }
    if !kits::to_be_had(read).await?.is_empty() {
        named.push(("/kits".to_owned(), told::both("kits-title")));
    }
    Ok(FrontPart::Feasts(shown, named))
}
