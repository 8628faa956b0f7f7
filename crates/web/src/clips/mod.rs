//! Recordings over HTTP: a maker's voice on her page and lessons to be heard, put up by one person and listened to by another.
//!
//! Reads and writes: through [`market::clips`]. A recording that waits is served only to those who look after it.
//!
//! Start at [`routes`].

mod file;
mod maker;
mod officer;
mod told;

use market::clips::ClipError;

pub(crate) use file::show;
pub(crate) use told::player;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of recordings under a language; the files everybody may hear stand at the root.
pub(crate) fn routes(routes: Routes) -> Routes {
    let officer = || Right::Officer.own(Thing::Clip);
    let maker = || Right::Maker.own(Thing::Clip);
    routes
        .get("/officer/clips", Right::Officer, officer::list)
        .post("/officer/clips", Right::Officer, officer::put_up)
        .get("/officer/clips/{id}/file", officer(), file::for_officer)
        .post("/officer/clips/{id}/showing", officer(), officer::show)
        .post("/officer/clips/{id}/removal", officer(), officer::remove)
        .get("/maker/voice", Right::Maker, maker::list)
        .post("/maker/voice", Right::Maker, maker::put_up)
        .get("/maker/voice/{id}/file", maker(), file::for_maker)
        .post("/maker/voice/{id}/showing", maker(), maker::show)
        .post("/maker/voice/{id}/removal", maker(), maker::remove)
}

impl From<ClipError> for WebError {
    fn from(cause: ClipError) -> WebError {
        match cause {
            ClipError::Missing => WebError::Missing,
            ClipError::NoWords => WebError::Unclear("clips-wrong-words"),
            ClipError::ManyWait => WebError::Conflict("clips-wrong-many"),
            ClipError::AnotherPerson => WebError::Conflict("clips-wrong-person"),
            ClipError::NotNow(_) | ClipError::Raced => WebError::Conflict("wrong-raced"),
            ClipError::Db(cause) => cause.into(),
        }
    }
}
