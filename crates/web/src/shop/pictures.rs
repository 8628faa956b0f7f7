//! Pictures: files wherever the mart's blobs lie, under names that never change their content.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use market::catalogue;
use market::media::{self, Format, LARGE, WIDTHS};

use crate::app::App;
use crate::error::WebError;
use crate::parts::{Picture, Rendition};
use crate::respond::set;

/// A picture of the catalogue with the addresses of its files.
pub(crate) fn of(picture: catalogue::Picture) -> Picture {
    let there: Vec<(u32, Format)> =
        media::sizes().chain(LARGE.into_iter().filter(|_| picture.is_large)).collect();
    let address = |width: u32, format: Format, ending: &str| {
        let there = there.contains(&(width, format));
        if there { format!("/pictures/{}/{width}.{ending}", picture.id) } else { String::new() }
    };
    let widths: BTreeSet<u32> = there.iter().map(|(width, _)| *width).collect();
    let size = |width: u32| Rendition {
        width_px: width,
        webp: address(width, Format::Webp, "webp"),
        jpeg: address(width, Format::Jpeg, "jpg"),
    };
    let widest = WIDTHS.iter().max().copied().unwrap_or(0);
    Picture {
        sizes: widths.into_iter().map(size).collect(),
        width_px: widest,
        height_px: widest,
        alt: picture.alt,
    }
}

/// `GET /pictures/{picture}/{size}`, for example `…/320.webp`.
pub(crate) async fn show(
    State(app): State<App>,
    Path((picture, size)): Path<(String, String)>,
) -> Result<Response, WebError> {
    let (width, format, kind) = match size.split_once('.') {
        Some((width, "webp")) => (width, Format::Webp, "image/webp"),
        Some((width, "jpg")) => (width, Format::Jpeg, "image/jpeg"),
        _ => return Err(WebError::Missing),
    };
    let width: u32 = width.parse().map_err(|_| WebError::Missing)?;
    let name = media::file_name(&picture, width, format);
    if !media::is_file_name(&name) {
        return Err(WebError::Missing);
    }
    let found = app.parts.media.get(&name).await.map_err(|cause| {
        tracing::warn!(%cause, "a picture cannot be read");
        WebError::Busy
    })?;
    let bytes = found.ok_or(WebError::Missing)?;
    let mut response = bytes.into_response();
    set(response.headers_mut(), "content-type", kind);
    set(response.headers_mut(), "cache-control", "public, max-age=31536000, immutable");
    Ok(response)
}
