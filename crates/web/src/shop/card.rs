//! `GET /cards/{slug}/{print}.jpg`: the picture that goes with a link to a good. Drawn when it is first asked for, then kept among the
//! blobs under the print of what it says; a link with an old print leads to what the good is now.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use market::catalogue::{self, ProductPage};
use market::media::{self, Format, WIDTHS};
use market::sharing::{Card, folder_of};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::app::App;
use crate::error::WebError;
use crate::respond::set;
use crate::text::Text;

/// Cards are drawn one at a time: each holds a processor for a tenth of a second.
static ONE: Semaphore = Semaphore::const_new(1);
/// Nobody waits longer for a turn.
const TURN_MOST: Duration = Duration::from_secs(5);

/// What the card of a good says.
pub(crate) fn card_of(page: &ProductPage) -> Card {
    let hi = Text::new(kernel::Lang::Hi);
    let en = Text::new(kernel::Lang::En);
    let least = page.variants.iter().map(|one| one.price).min().unwrap_or_default();
    let is_one = page.variants.iter().all(|one| one.price == least);
    let price = hi.money(&least);
    let price = if is_one { price } else { hi.say("price-from").set("price", price).to_string() };
    Card {
        mart: format!("{} · {}", hi.get("mart"), en.get("mart")),
        name: page.facts.name.clone(),
        maker: page.facts.maker.clone(),
        village: page.facts.village.clone(),
        price,
        picture: page.pictures.first().map(|picture| picture.id.clone()),
    }
}

/// The path of the card of a good as it is now.
pub(crate) fn address(page: &ProductPage) -> String {
    format!("/cards/{}/{}.jpg", page.facts.slug, card_of(page).print())
}

/// `GET /cards/{slug}`: to the card as it is now.
pub(crate) async fn lead(State(app): State<App>, Path(slug): Path<String>) -> Result<Redirect, WebError> {
    let page = catalogue::read::product_page(&mut app.db().read().await?, &slug).await?;
    Ok(Redirect::to(&address(&page.ok_or(WebError::Missing)?)))
}

/// `GET /cards/{slug}/{print}.jpg`.
pub(crate) async fn show(
    State(app): State<App>,
    Path((slug, print)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let print = print.strip_suffix(".jpg").ok_or(WebError::Missing)?;
    let page = catalogue::read::product_page(&mut app.db().read().await?, &slug).await?;
    let page = page.ok_or(WebError::Missing)?;
    let card = card_of(&page);
    if card.print() != print {
        return Ok(Redirect::to(&address(&page)).into_response());
    }
    let name = card.file_name(&slug);
    let file = match app.parts.media.get(&name).await.map_err(unread)? {
        Some(file) => file,
        None => drawn(&app, &slug, card, &name).await?,
    };
    let mut response = file.into_response();
    set(response.headers_mut(), "content-type", "image/jpeg");
    set(response.headers_mut(), "cache-control", "public, max-age=31536000, immutable");
    Ok(response)
}

fn unread(cause: store::blobs::BlobError) -> WebError {
    tracing::warn!(%cause, "the picture of a link cannot be read or kept");
    WebError::Busy
}

async fn drawn(app: &App, slug: &str, card: Card, name: &str) -> Result<bytes::Bytes, WebError> {
    let widest = WIDTHS.iter().max().copied().unwrap_or(0);
    let photo = match &card.picture {
        Some(id) => app.parts.media.get(&media::file_name(id, widest, Format::Webp)).await.map_err(unread)?,
        None => None,
    };
    let turn = timeout(TURN_MOST, ONE.acquire()).await.map_err(|_| WebError::Busy)?;
    let turn = turn.map_err(|cause| WebError::Ours(cause.to_string()))?;
    let paint = app.parts.paint.clone();
    let work = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        (paint.0)(&documents::share_drawing(&card), photo.as_deref())
    });
    let file = work.await.map_err(|cause| WebError::Ours(cause.to_string()))?;
    let file = bytes::Bytes::from(file.map_err(WebError::Ours)?);
    app.parts.media.put(name, file.clone()).await.map_err(unread)?;
    for old in app.parts.media.names(&folder_of(slug)).await.map_err(unread)? {
        if old != name {
            app.parts.media.remove(&old).await.map_err(unread)?;
        }
    }
    Ok(file)
}
