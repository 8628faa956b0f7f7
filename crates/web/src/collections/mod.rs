//! Collections and the front page over HTTP: heads put goods of a feast together, look at the page before anybody else does,
//! show it, and arrange the front page from a day on.
//!
//! Reads and writes: through [`market::collections`]. What everybody sees of it lies in [`crate::shop`].
//!
//! Start at [`routes`].

mod desk;
mod front;

use market::collections::CollectionError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};

/// The addresses of those who arrange.
pub(crate) fn routes(routes: Routes) -> Routes {
    let head = Right::Head;
    let collection = || Right::Head.any(Thing::Collection);
    routes
        .get("/head/collections", head, desk::list)
        .get("/head/collections/new", head, desk::blank)
        .post("/head/collections/new", head, desk::make)
        .get("/head/collections/{id}", collection(), desk::show)
        .post("/head/collections/{id}", collection(), desk::write)
        .get("/head/collections/{id}/preview", collection(), desk::preview)
        .post("/head/collections/{id}/showing", collection(), desk::put_up)
        .post("/head/collections/{id}/withdrawal", collection(), desk::withdraw)
        .get("/head/front-page", head, front::show)
        .post("/head/front-page", head, front::arrange)
        .get("/head/front-page/{id}/preview", Right::Head.any(Thing::FrontPage), front::preview)
        .post("/head/front-page/{id}/withdrawal", Right::Head.any(Thing::FrontPage), front::take_back)
}

impl From<CollectionError> for WebError {
    fn from(cause: CollectionError) -> WebError {
        match cause {
            CollectionError::Missing => WebError::Missing,
            CollectionError::BadWords => WebError::Unclear("feast-wrong-words"),
            CollectionError::BadSlug | CollectionError::SlugTaken => WebError::Unclear("feast-wrong-slug"),
            CollectionError::BadWindow => WebError::Unclear("feast-wrong-window"),
            CollectionError::NoGood(_) | CollectionError::BadCount => WebError::Unclear("feast-wrong-count"),
            CollectionError::BadDay => WebError::Unclear("front-wrong-day"),
            CollectionError::BadSections => WebError::Unclear("front-wrong-parts"),
            CollectionError::NotNow(_) | CollectionError::Raced => WebError::Conflict("wrong-raced"),
            CollectionError::Db(cause) => cause.into(),
        }
    }
}
