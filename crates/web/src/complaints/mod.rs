//! Complaints over HTTP: whoever has a mobile number complains and follows it, three desks hear, answer and close, and the
//! keeper of a hub answers for parcels of it.
//!
//! Reads and writes: through [`market::complaints`]. Without signing in, a complaint opens by its number and mobile; an unknown
//! number, another's and a wrong mobile look the same.
//!
//! Start at [`routes`].

mod desk;
mod file;
mod hub;
mod own;
mod register;
mod told;

pub(crate) use own::is_open_to;

use axum::http::HeaderValue;
use axum::response::{IntoResponse, Response};
use market::complaints::ComplaintError;
use market::media::{Eyes, Format};

use crate::app::App;
use crate::error::WebError;
use crate::respond::set;
use crate::routes::{Right, Routes, Thing};

/// How wide a photo in a conversation is served: all that a fault needs, and one file.
const WIDTH_PX: u32 = 640;

/// The addresses of complaints.
pub(crate) fn routes(routes: Routes) -> Routes {
    let own = || Right::Anybody.own(Thing::Complaint);
    let at_hub = || Right::Keeper.own(Thing::Complaint);
    let routes = routes
        .get("/complaints", Right::Anybody, own::home)
        .post("/complaints", Right::Anybody, file::send)
        .get("/complaints/new", Right::Anybody, file::ask)
        .post("/complaints/look-up", Right::Anybody, own::look_up)
        .get("/complaints/{number}", own(), own::show)
        .post("/complaints/{number}/messages", own(), own::write)
        .post("/complaints/{number}/reopening", own(), own::reopen)
        .get("/complaints/{number}/photos/{seq}", own(), own::photo)
        .get("/office/complaints/register", Right::DcOffice, register::sheet)
        .get("/hub/complaints", Right::Keeper, desk::list)
        .get("/hub/complaints/{number}", at_hub(), desk::show)
        .get("/hub/complaints/{number}/photos/{seq}", at_hub(), desk::photo)
        .get("/hub/complaints/{number}/looks/{code}", at_hub(), hub::look)
        .post("/hub/complaints/{number}/answers", at_hub(), hub::answer);
    let desks = [
        ("/officer", Right::Officer.own(Thing::Complaint)),
        ("/head", Right::Head.own(Thing::Complaint)),
        ("/office", Right::DcOffice.any(Thing::Complaint)),
    ];
    desks.into_iter().fold(routes, |routes, (at, access)| {
        routes
            .get(&format!("{at}/complaints"), access.right, desk::list)
            .get(&format!("{at}/complaints/{{number}}"), access, desk::show)
            .get(&format!("{at}/complaints/{{number}}/photos/{{seq}}"), access, desk::photo)
            .post(&format!("{at}/complaints/{{number}}/acknowledgement"), access, desk::acknowledge)
            .post(&format!("{at}/complaints/{{number}}/answers"), access, desk::answer)
            .post(&format!("{at}/complaints/{{number}}/closing"), access, desk::close)
    })
}

/// A photo of a conversation, for one reader.
pub(crate) async fn picture(app: &App, picture: Option<String>) -> Result<Response, WebError> {
    let name = Eyes::Few.file_name(&picture.ok_or(WebError::Missing)?, WIDTH_PX, Format::Webp);
    let found = app.parts.media.get(&name).await.map_err(|cause| {
        tracing::warn!(%cause, "a photo cannot be read");
        WebError::Busy
    })?;
    let mut response = found.ok_or(WebError::Missing)?.into_response();
    set(response.headers_mut(), "content-type", "image/webp");
    response.headers_mut().insert("cache-control", HeaderValue::from_static("private, no-store"));
    Ok(response)
}

impl From<ComplaintError> for WebError {
    fn from(cause: ComplaintError) -> WebError {
        match cause {
            ComplaintError::Missing => WebError::Missing,
            ComplaintError::NoOrder => WebError::Unclear("complaint-wrong-order"),
            ComplaintError::NoWords => WebError::Unclear("complaint-wrong-words"),
            ComplaintError::TooMany => WebError::TooOften(3_600),
            ComplaintError::Full => WebError::Conflict("complaint-wrong-full"),
            ComplaintError::NotYours => WebError::Unclear("complaint-wrong-counterfeit"),
            ComplaintError::TooLate => WebError::Conflict("complaint-wrong-late"),
            ComplaintError::NotNow(_) | ComplaintError::Raced => WebError::Conflict("complaint-wrong-stands"),
            ComplaintError::Db(cause) => cause.into(),
        }
    }
}
