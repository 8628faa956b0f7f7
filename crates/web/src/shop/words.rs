//! Help, the site map and the pages the law wants: words that are the same for everybody.

use axum::extract::{Path, State};
use axum::response::Response;

use crate::app::App;
use crate::error::WebError;
use crate::respond::{self, Asked};
use crate::text::Text;
use crate::views::{Help, Legal, Ranking, SiteMap};

/// `GET /{lang}/help`.
pub(crate) async fn help(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, async { Ok(Help) }).await
}

/// `GET /{lang}/help/ranking`.
pub(crate) async fn ranking(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, async { Ok(Ranking) }).await
}

/// `GET /{lang}/site-map`.
pub(crate) async fn site_map(State(app): State<App>, t: Text, asked: Asked) -> Result<Response, WebError> {
    respond::shared(&app, t, &asked, async { Ok(SiteMap) }).await
}

/// `GET /{lang}/terms`, `/privacy` and the others the law wants.
pub(crate) async fn legal(
    State(app): State<App>,
    t: Text,
    Path(page): Path<String>,
    asked: Asked,
) -> Result<Response, WebError> {
    let page = page.parse().map_err(|_| WebError::Missing)?;
    respond::shared(&app, t, &asked, async { Ok(Legal { page }) }).await
}
