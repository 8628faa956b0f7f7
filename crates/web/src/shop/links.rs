//! Links to hand on: a good's or a maker's page, with a key for each way it may go, so that the mart sees which way brings people.

use axum::extract::{Path, State};
use axum::response::Response;
use market::{catalogue, makers};

use super::card;
use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::Links;

/// `GET /{lang}/products/{slug}/links`.
pub(crate) async fn good(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let make = async {
        let page = catalogue::read::product_page(&mut app.db().read().await?, &slug).await?;
        let page = page.ok_or(WebError::Missing)?;
        Ok(Links {
            path: format!("/products/{slug}"),
            card: Some(card::address(&page)),
            name: page.facts.name,
        })
    };
    respond::shared(&app, t, &asked, make).await
}

/// `GET /{lang}/makers/{slug}/links`.
pub(crate) async fn maker(
    State(app): State<App>,
    t: Text,
    Path(slug): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let make = async {
        let maker = makers::read::page(&mut app.db().read().await?, &slug).await?;
        let maker = maker.filter(|maker| !maker.closed).ok_or(WebError::Missing)?;
        Ok(Links { path: format!("/makers/{slug}"), card: None, name: maker.name })
    };
    respond::shared(&app, t, &asked, make).await
}
