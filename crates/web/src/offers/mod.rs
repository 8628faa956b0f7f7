//! Coupons and offers over HTTP: heads and finance ask for one, a second of them approves, the maker who is to pay says yes first.
//!
//! Reads and writes: through [`market::offers`]. What a buyer types lies in [`crate::basket`].
//!
//! Start at [`routes`].

mod desk;
mod maker;
pub(crate) mod told;

use market::offers::OfferError;

use crate::error::WebError;
use crate::routes::{Right, Routes, Thing};
use crate::who::{Finance, Head};

/// The addresses of offers: the same desk for heads and for finance, and the makers' own.
pub(crate) fn routes(routes: Routes) -> Routes {
    let (head, finance) = (Right::Head, Right::Finance);
    let (of_head, of_finance) = (|| Right::Head.any(Thing::Offer), || Right::Finance.any(Thing::Offer));
    let hers = || Right::Maker.own(Thing::Offer);
    routes
        .get("/head/offers", head, desk::list::<Head>)
        .get("/head/offers/new", head, desk::blank::<Head>)
        .post("/head/offers/new", head, desk::make::<Head>)
        .get("/head/offers/{id}", of_head(), desk::show::<Head>)
        .post("/head/offers/{id}/approval", of_head(), desk::approve::<Head>)
        .post("/head/offers/{id}/refusal", of_head(), desk::refuse::<Head>)
        .post("/head/offers/{id}/end", of_head(), desk::end::<Head>)
        .get("/finance/offers", finance, desk::list::<Finance>)
        .get("/finance/offers/new", finance, desk::blank::<Finance>)
        .post("/finance/offers/new", finance, desk::make::<Finance>)
        .get("/finance/offers/{id}", of_finance(), desk::show::<Finance>)
        .post("/finance/offers/{id}/approval", of_finance(), desk::approve::<Finance>)
        .post("/finance/offers/{id}/refusal", of_finance(), desk::refuse::<Finance>)
        .post("/finance/offers/{id}/end", of_finance(), desk::end::<Finance>)
        .get("/maker/offers", Right::Maker, maker::list)
        .post("/maker/offers/{id}/yes", hers(), maker::agree)
        .post("/maker/offers/{id}/no", hers(), maker::decline)
}

impl From<OfferError> for WebError {
    fn from(cause: OfferError) -> WebError {
        match cause {
            OfferError::Missing => WebError::Missing,
            OfferError::SamePerson => WebError::Conflict("offer-wrong-same"),
            OfferError::NotNow(_) | OfferError::Raced => WebError::Conflict("wrong-raced"),
            OfferError::BadWords => WebError::Unclear("offer-wrong-words"),
            OfferError::BadCode => WebError::Unclear("offer-wrong-code"),
            OfferError::CodeTaken => WebError::Unclear("offer-wrong-taken"),
            OfferError::BadSize => WebError::Unclear("offer-wrong-size"),
            OfferError::BadWindow => WebError::Unclear("offer-wrong-window"),
            OfferError::BadLimit => WebError::Unclear("offer-wrong-limit"),
            OfferError::NoScope => WebError::Unclear("offer-wrong-goods"),
            OfferError::NoMaker => WebError::Unclear("offer-wrong-maker"),
            OfferError::NotHers => WebError::Unclear("offer-wrong-freight"),
            OfferError::Db(cause) => cause.into(),
        }
    }
}
