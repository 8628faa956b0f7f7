//! The crafts of the district.

use axum::extract::State;
use axum::response::Response;
use market::catalogue::{self, Craft};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::shared_json;
use super::problem::Problem;
use super::wire::{Name, Page, PictureOut};
use crate::app::App;
use crate::respond::Asked;
use crate::shop::pictures;

/// A craft.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CraftOut {
    /// Its key, for `GET /products?craft=`.
    #[schema(example = "peda")]
    key: String,
    /// Its name.
    name: Name,
    /// When it is most wanted.
    #[schema(example = "Shravan")]
    season: String,
    /// Whether people eat it.
    #[schema(example = true)]
    is_food: bool,
    /// How many goods of it can be seen.
    #[schema(example = 24)]
    goods: i64,
    /// The picture of its newest good.
    picture: Option<PictureOut>,
}

impl CraftOut {
    fn of(site: &str, craft: Craft) -> CraftOut {
        CraftOut {
            key: craft.key,
            name: craft.name.into(),
            season: craft.season,
            is_food: craft.is_food,
            goods: craft.goods,
            picture: craft.picture.map(|picture| PictureOut::of(site, &pictures::of(picture))),
        }
    }
}

/// Lists the crafts that have goods to see, in the order of the front page.
#[utoipa::path(get, path = "/crafts", tag = "shop", operation_id = "crafts",
    responses((status = 200, description = "All of them; there is no next page.", body = Page<CraftOut>)))]
pub(crate) async fn list(State(app): State<App>, asked: Asked) -> Result<Response, Problem> {
    shared_json(&app, &asked, all(&app)).await
}

async fn all(app: &App) -> Result<Page<CraftOut>, Problem> {
    let crafts = catalogue::read::crafts(&mut app.db().read().await?).await?;
    let items = crafts.into_iter().map(|craft| CraftOut::of(&app.site().url, craft)).collect();
    Ok(Page { items, next: None })
}
