//! A maker's photo of her own good: put up, looked at with advice, described, proposed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Lang, Words};
use market::catalogue::own_photo::{self, PhotoError};
use market::media::Eyes;
use serde::Deserialize;

use super::field::key_of;
use super::goods::load;
use super::{answer, to};
use crate::app::App;
use crate::darkroom;
use crate::error::WebError;
use crate::form::{Filled, Nothing};
use crate::parts::Wrongs;
use crate::respond::Asked;
use crate::text::Text;
use crate::upload::Uploaded;
use crate::views::desk::OwnGoodPage;
use crate::who::Maker;

/// `POST /{lang}/maker/goods/{slug}/photo`: a photo that waits to be described.
pub(super) async fn put_up(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    uploaded: Uploaded,
) -> Result<Response, WebError> {
    // Another's good is none, whatever is sent for it.
    load(&app, &t, &maker, &slug).await?;
    let developed = match &uploaded.file {
        None => Err("no-photo-none"),
        Some(photo) => darkroom::develop(&app, photo.clone(), Eyes::All).await?.map_err(key_of),
    };
    let kept = match developed {
        Ok(kept) => kept,
        Err(key) => return again(&app, t, &maker, &asked, &slug, ("file-goods", key)).await,
    };
    let done = own_photo::put_up(app.db(), maker.buyer.who.person, maker.maker, &slug, &kept).await;
    after(&app, t, &maker, &asked, &slug, done.map(|()| "photo")).await
}

/// What the photo shows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Described {
    #[serde(default)]
    alt_hi: String,
    #[serde(default)]
    alt_en: String,
}

/// `POST /{lang}/maker/goods/{slug}/photo/publication`: it is looked at, then buyers see it.
pub(super) async fn publish(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(form): Filled<Described>,
) -> Result<Response, WebError> {
    let alt = Words::new(form.alt_hi, form.alt_en);
    let done = own_photo::describe(app.db(), maker.buyer.who.person, maker.maker, &slug, &alt).await;
    after(&app, t, &maker, &asked, &slug, done.map(|()| "shown")).await
}

/// `POST /{lang}/maker/goods/{slug}/photo/removal`: it is not wanted after all.
pub(super) async fn take_back(
    State(app): State<App>,
    t: Text,
    maker: Maker,
    asked: Asked,
    Path(slug): Path<String>,
    Filled(Nothing {}): Filled<Nothing>,
) -> Result<Response, WebError> {
    let done = own_photo::take_back(app.db(), maker.maker, &slug).await;
    after(&app, t, &maker, &asked, &slug, done.map(|()| "gone")).await
}

async fn after(
    app: &App,
    t: Text,
    maker: &Maker,
    asked: &Asked,
    slug: &str,
    done: Result<&'static str, PhotoError>,
) -> Result<Response, WebError> {
    let here = format!("/maker/goods/{slug}");
    match done {
        Ok(done) => Ok(to(&t, &format!("{here}?done={done}"))),
        Err(PhotoError::NoGood) => Err(WebError::Missing),
        Err(PhotoError::NoPhoto) => Ok(to(&t, &here)),
        Err(PhotoError::NotDescribed(missing)) => {
            let field = if missing.contains(&Lang::Hi) { "alt_hi" } else { "alt_en" };
            again(app, t, maker, asked, slug, (field, "wrong-photo-words")).await
        }
        Err(PhotoError::Raced) => Err(WebError::Conflict("wrong-goods-raced")),
        Err(PhotoError::Db(cause)) => Err(cause.into()),
    }
}

/// The good's page again, with what was wrong.
async fn again(
    app: &App,
    t: Text,
    maker: &Maker,
    asked: &Asked,
    slug: &str,
    (field, key): (&str, &str),
) -> Result<Response, WebError> {
    let wrongs = Wrongs::none().and(field, t.get(key));
    let page = OwnGoodPage { wrongs, ..load(app, &t, maker, slug).await? };
    answer(app, t, asked, &format!("/maker/goods/{slug}"), StatusCode::UNPROCESSABLE_ENTITY, &page)
}
