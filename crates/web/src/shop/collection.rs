//! `GET /{lang}/collections/{slug}`: the goods of a feast or a season.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ids::ProductId;
use market::collections::{self, Collection};
use market::{catalogue, kits};
use store::{DbError, Read};

use super::shelf;
use crate::app::App;
use crate::error::WebError;
use crate::kits::told as kits_told;
use crate::parts::Shelf;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::CollectionPage;

pub(crate) async fn show(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, of_slug(&app, &slug)).await
}

async fn of_slug(app: &App, slug: &str) -> Result<CollectionPage, WebError> {
    let mut read = app.db().read().await?;
    let found = collections::by_slug(&mut read, slug).await?.ok_or(WebError::Missing)?;
    Ok(page(&mut read, found).await?)
}

/// The page of a collection, however it stands.
pub(crate) async fn page(read: &mut Read, of: Collection) -> Result<CollectionPage, DbError> {
    let today = read.now().day();
    let goods = goods(read, &of, usize::MAX).await?.seen_first();
    let kits = kits_told::shelf(&kits::of_collection(read, of.id).await?);
    Ok(CollectionPage {
        window: of.window(today),
        order_by: of.order_by(today),
        slug: of.slug,
        name: of.name,
        words: of.words,
        days: (of.from, of.to),
        kits,
        goods,
    })
}

/// Its first goods that can be seen.
pub(super) async fn goods(read: &mut Read, of: &Collection, most: usize) -> Result<Shelf, DbError> {
    let goods = collections::goods(read, of.id).await?;
    let ids: Vec<ProductId> = goods.into_iter().map(|(id, _)| id).collect();
    let mut cards = catalogue::read::cards(read, &ids).await?;
    cards.truncate(most);
    Ok(shelf(cards))
}
