//! Gift kits over HTTP: heads put them together, a second person approves the offer behind them, visitors look at them and put them into
//! the basket.
//!
//! Reads and writes: through [`market::kits`]. Who approves a kit does it at its offer ([`crate::offers`]).
//!
//! Start at [`routes`].

mod cart;
mod desk;
pub(crate) mod shop;
pub(crate) mod told;

use market::kits::KitError;

use crate::error::WebError;
use crate::routes::Right::Anybody;
use crate::routes::{Right, Routes, Thing};

/// The addresses of kits: for everybody, and for those who put them together.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (head, of_head) = (Right::Head, || Right::Head.any(Thing::Kit));
    routes
        .get("/kits", Anybody, shop::list)
        .get("/kits/{slug}", Anybody.any(Thing::Kit), shop::show)
        .post("/cart/kits", Anybody, cart::add)
        .post("/cart/kits/{kit}", Anybody.own(Thing::Kit), cart::change)
        .post("/cart/kits/{kit}/removal", Anybody.own(Thing::Kit), cart::remove)
        .get("/head/kits", head, desk::list)
        .get("/head/kits/new", head, desk::blank)
        .post("/head/kits/new", head, desk::make)
        .get("/head/kits/{id}", of_head(), desk::show)
        .get("/head/kits/{id}/preview", of_head(), desk::preview)
}

impl From<KitError> for WebError {
    fn from(cause: KitError) -> WebError {
        match cause {
            KitError::Missing => WebError::Missing,
            KitError::TooMany => WebError::Unclear("wrong-too-much"),
            KitError::BadWords => WebError::Unclear("feast-wrong-words"),
            KitError::BadSlug | KitError::SlugTaken => WebError::Unclear("feast-wrong-slug"),
            KitError::NoGood(_) | KitError::BadCount => WebError::Unclear("kit-wrong-count"),
            KitError::OneMaker => WebError::Unclear("kit-wrong-one-maker"),
            KitError::BadPrice { .. } => WebError::Unclear("kit-wrong-price"),
            KitError::NotHers => WebError::Unclear("kit-wrong-not-hers"),
            KitError::NoCollection => WebError::Unclear("kit-wrong-feast"),
            KitError::Offer(cause) => cause.into(),
            KitError::Db(cause) => cause.into(),
        }
    }
}
