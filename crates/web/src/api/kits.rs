//! Gift kits: goods of several makers for one price.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use market::kits::{self, KitView};
use serde::Serialize;
use utoipa::ToSchema;

use super::answer::private;
use super::problem::Problem;
use super::wire::{Name, paise};
use crate::app::App;

/// A kit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KitOut {
    /// Its id, for a quote.
    #[schema(example = "kit_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    id: String,
    /// The last part of its page's address.
    #[schema(example = "babadham-uphaar")]
    slug: String,
    /// What it is called.
    name: Name,
    /// What it is.
    about: Name,
    /// What one costs, tax included.
    #[schema(example = 49_900)]
    price_paise: i64,
    /// What its parts cost by themselves.
    #[schema(example = 54_000)]
    parts_paise: i64,
    /// So many can be had now: as many as its scarcest part allows.
    #[schema(example = 15)]
    available: u32,
    /// Its first day.
    #[schema(example = "2026-10-10", format = Date)]
    from: String,
    /// Its last.
    #[schema(example = "2026-11-20", format = Date)]
    until: String,
    /// What is in it.
    parts: Vec<KitPartOut>,
}

/// A good of a kit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KitPartOut {
    /// The size or colour.
    #[schema(example = "var_01jd6v0k3nf0vk3r9qh2m8x7tz")]
    variant_id: String,
    /// The last part of the good's address.
    #[schema(example = "peda-yatra-dibba")]
    product_slug: String,
    /// The good.
    name: Name,
    /// Who makes it.
    maker: Name,
    /// How many in one kit.
    #[schema(example = 1)]
    quantity: u32,
}

impl From<&KitView> for KitOut {
    fn from(view: &KitView) -> KitOut {
        let part = |part: &kits::PartView| KitPartOut {
            variant_id: part.good.variant.to_string(),
            product_slug: part.good.slug.clone(),
            name: (&part.good.name).into(),
            maker: (&part.good.maker_name).into(),
            quantity: part.pieces,
        };
        let kit = &view.kit;
        KitOut {
            id: kit.id.to_string(),
            slug: kit.slug.clone(),
            name: (&kit.name).into(),
            about: (&kit.words).into(),
            price_paise: paise(kit.price),
            parts_paise: paise(view.of_parts()),
            available: view.left(),
            from: kit.from.iso(),
            until: kit.to.iso(),
            parts: view.parts.iter().map(part).collect(),
        }
    }
}

/// Lists the gift kits that can be had, with what is in them.
#[utoipa::path(get, path = "/kits", tag = "shop", operation_id = "kits",
    responses((status = 200, description = "The kits.", body = Vec<KitOut>)))]
pub(crate) async fn list(State(app): State<App>) -> Result<Response, Problem> {
    let all = kits::to_be_had(&mut app.db().read().await?).await?;
    private(StatusCode::OK, &all.iter().map(KitOut::from).collect::<Vec<_>>())
}
