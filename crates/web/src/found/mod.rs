//! How the mart is found: the map for search engines, and what other shop windows and readers of news are told of its goods.
//!
//! Reads: the catalogue, page by page, holding no connection in between. Writes: nothing.
//! Never: tells of a good that is not on the shelf, or more of it than its own page does.

mod feeds;
mod map;

use axum::Extension;
use kernel::Lang;

use crate::app::App;
use crate::routes::{Right, Routes};
use crate::who::InLanguage;

pub(crate) use map::{part, sitemap};

/// The feeds of one language.
pub(crate) fn feeds(app: &App, lang: Lang) -> Routes {
    let at = |name: &str| format!("/feeds/{lang}/{name}");
    Routes::new(app)
        .get(&at("google.xml"), Right::Anybody, feeds::google)
        .get(&at("meta.csv"), Right::Anybody, feeds::meta)
        .get(&at("new.xml"), Right::Anybody, feeds::new)
        .around(|router| router.route_layer(Extension(InLanguage(lang))))
}
