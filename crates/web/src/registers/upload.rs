//! A file from a form: taken in piece by piece, up to a bound, from our own page only.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use market::intake::grid::BYTES_MOST;
use multer::{Constraints, Multipart, SizeLimit};

use crate::app::App;
use crate::error::WebError;
use crate::form::is_ours;
use crate::who::Visitor;

/// The form around the file: its key, names of parts, marks between them.
const AROUND_MOST: u64 = 16 * 1024;
/// Letters of the form's key, and some.
const KEY_MOST: u64 = 400;

/// What was sent cannot be read as the form it should be.
const UNCLEAR: WebError = WebError::Unclear("fault-unclear.text");

/// A file that was handed in. Its bytes are empty if none was chosen.
#[derive(Debug)]
pub(super) struct Uploaded {
    /// What the phone calls it.
    pub name: String,
    /// What is in it, at most [`BYTES_MOST`] and one byte more.
    pub bytes: Vec<u8>,
}

impl FromRequest<App> for Uploaded {
    type Rejection = WebError;
    async fn from_request(request: Request, app: &App) -> Result<Self, WebError> {
        let (mut parts, body) = request.into_parts();
        let visitor = Visitor::from_request_parts(&mut parts, app).await?;
        let check = |key: Option<&str>| {
            if is_ours(&parts.headers, &visitor, key) { Ok(()) } else { Err(WebError::NotOurForm) }
        };
        let kind = parts.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        let boundary = multer::parse_boundary(kind).map_err(|_| UNCLEAR)?;
        let file_most = BYTES_MOST as u64 + 1;
        let limits = SizeLimit::new()
            .whole_stream(file_most + AROUND_MOST)
            .for_field("form_key", KEY_MOST)
            .for_field("file", file_most);
        let limits = Constraints::new().allowed_fields(vec!["form_key", "file"]).size_limit(limits);
        let mut form = Multipart::with_constraints(body.into_data_stream(), boundary, limits);
        let mut uploaded = Uploaded { name: String::new(), bytes: Vec::new() };
        let mut key = None;
        while let Some(field) = form.next_field().await.map_err(|cause| refused(&cause))? {
            if field.name() == Some("form_key") {
                key = Some(field.text().await.map_err(|cause| refused(&cause))?);
                continue;
            }
            // The key stands before the file in our form, so a stranger's bytes are not even read.
            check(key.as_deref())?;
            uploaded.name = field.file_name().unwrap_or("").to_owned();
            uploaded.bytes = field.bytes().await.map_err(|cause| refused(&cause))?.to_vec();
        }
        check(key.as_deref())?;
        Ok(uploaded)
    }
}

fn refused(cause: &multer::Error) -> WebError {
    match cause {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            WebError::TooLarge
        }
        _ => UNCLEAR,
    }
}
