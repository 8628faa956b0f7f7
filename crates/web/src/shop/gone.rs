//! What stands under an address that is gone for good: what it was, and what is like it.

use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::Limit;
use market::catalogue::retired::Gone;
use market::catalogue::{self, Filter};

use super::shelf;
use crate::app::App;
use crate::error::WebError;
use crate::page::{Visit, page};
use crate::respond::{self, set};
use crate::text::Text;
use crate::views::Tombstone;

/// Goods that are shown instead.
const LIKE_IT: Limit = Limit::of(8);
/// For so long others may keep the answer: it may be taken back.
const KEPT: &str = "public, max-age=300";

/// The page with status 410.
pub(crate) async fn answer(
    app: &App,
    t: Text,
    visit: &Visit,
    gone: &Gone,
    asked: &HeaderMap,
) -> Result<Response, WebError> {
    let wanted = Filter { craft: Some(gone.craft_key.clone()), ..Filter::default() };
    let like_it = catalogue::read::shelf_page(&mut app.db().read().await?, &wanted, LIKE_IT).await?;
    let view = Tombstone {
        name: gone.name.clone(),
        craft: (gone.craft_key.clone(), gone.craft.clone()),
        maker: gone.maker.clone(),
        like_it: shelf(like_it.cards),
    };
    let mut response = respond::private(StatusCode::GONE, page(app.site(), t, visit, &view)?, asked);
    set(response.headers_mut(), "cache-control", KEPT);
    Ok(response)
}
