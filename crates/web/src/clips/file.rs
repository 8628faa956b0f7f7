//! The files of recordings, whole or the part a player asks for.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use kernel::ids::ClipId;
use market::clips::{self, Medium, Side};

use crate::app::App;
use crate::desk::id_of;
use crate::error::WebError;
use crate::respond::set;
use crate::who::{Maker, Officer};

/// `GET /clips/{id}`: what everybody may hear.
pub(crate) async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let mut response = serve(&app, None, &id, &headers).await?;
    // An hour: one that was taken down is not heard for ever.
    set(response.headers_mut(), "cache-control", "public, max-age=3600");
    Ok(response)
}

/// `GET /{lang}/officer/clips/{id}/file`.
pub(super) async fn for_officer(
    State(app): State<App>,
    officer: Officer,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    serve(&app, Some(&Side::Officer(officer.post.blocks)), &id, &headers).await
}

/// `GET /{lang}/maker/voice/{id}/file`.
pub(super) async fn for_maker(
    State(app): State<App>,
    maker: Maker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    serve(&app, Some(&Side::Maker(maker.maker)), &id, &headers).await
}

async fn serve(app: &App, side: Option<&Side>, id: &str, headers: &HeaderMap) -> Result<Response, WebError> {
    let id: ClipId = id_of(id)?;
    let medium = clips::file_for(&mut app.db().read().await?, side, id).await?.ok_or(WebError::Missing)?;
    let found = app.parts.media.get(&clips::file_name(id, medium)).await.map_err(|cause| {
        tracing::warn!(%cause, "a recording cannot be read");
        WebError::Busy
    })?;
    Ok(part(found.ok_or(WebError::Missing)?, medium, headers.get(header::RANGE)))
}

/// The file, or the part of it that was asked for. A player that goes to and fro asks for parts; Safari plays nothing else.
///
/// Source: RFC 9110, section 14; one range only, as players ask.
fn part(file: Bytes, medium: Medium, range: Option<&HeaderValue>) -> Response {
    let length = file.len();
    let wanted = range.and_then(|range| bounds(range.to_str().ok()?, length));
    let (status, body, content_range) = match wanted {
        None => (StatusCode::OK, file, None),
        Some(Err(Unfit)) => {
            (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(format!("bytes */{length}")))
        }
        Some(Ok((from, to))) => {
            let content_range = format!("bytes {from}-{}/{length}", to - 1);
            (StatusCode::PARTIAL_CONTENT, file.slice(from..to), Some(content_range))
        }
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    set(headers, "content-type", medium.mime());
    set(headers, "accept-ranges", "bytes");
    set(headers, "cache-control", "private, no-store");
    if let Some(told) = content_range {
        set(headers, "content-range", &told);
    }
    response
}

/// A range that begins behind the end.
#[derive(Debug, PartialEq, Eq)]
struct Unfit;

/// Where the part begins and where it has ended. `None`: it is no range of one part, and the whole file is the answer.
fn bounds(range: &str, length: usize) -> Option<Result<(usize, usize), Unfit>> {
    let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| text.parse::<usize>().ok();
    let (from, to) = match (from, to) {
        ("", last) => (length.saturating_sub(number(last)?), length),
        (from, "") => (number(from)?, length),
        (from, to) => (number(from)?, number(to)?.saturating_add(1).min(length)),
    };
    Some(if from < to { Ok((from, to)) } else { Err(Unfit) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_was_asked_for() {
        assert_eq!(bounds("bytes=0-", 10), Some(Ok((0, 10))));
        assert_eq!(bounds("bytes=0-1", 10), Some(Ok((0, 2))));
        assert_eq!(bounds("bytes=4-99", 10), Some(Ok((4, 10))));
        assert_eq!(bounds("bytes=-3", 10), Some(Ok((7, 10))));
        for behind in ["bytes=10-", "bytes=5-4", "bytes=-0"] {
            assert_eq!(bounds(behind, 10), Some(Err(Unfit)), "{behind}");
        }
        for no_range in ["bytes=a-b", "seconds=1-2", "bytes=0-1,3-4", ""] {
            assert_eq!(bounds(no_range, 10), None, "{no_range}");
        }
    }

    #[test]
    fn a_player_hears_how_long_the_whole_is() {
        let file = Bytes::from_static(b"0123456789");
        let some = part(file.clone(), Medium::Ogg, Some(&HeaderValue::from_static("bytes=2-5")));
        assert_eq!(
            (some.status(), &some.headers()["content-range"]),
            (StatusCode::PARTIAL_CONTENT, &HeaderValue::from_static("bytes 2-5/10"))
        );
        let whole = part(file, Medium::Ogg, None);
        assert_eq!(
            (whole.status(), &whole.headers()["content-type"]),
            (StatusCode::OK, &HeaderValue::from_static("audio/ogg"))
        );
    }
}
