//! The API: the same acts as the pages, with the same rights, as JSON under `/api/v1`.
//!
//! Reads and writes: only through the verbs of `market` and the sessions of the store.
//! Never: takes a price or a total from outside, a field it does not know, a cookie; asks the gateway anything.
//! A handler has its right in its arguments and answers a [`problem::Problem`] when it does not do what was asked.
//!
//! Start at [`table`]: the operations with every code each may answer. The document and the page for people are made from
//! it, so that they tell the truth.

mod answer;
mod ask;
mod caller;
mod code;
mod complaints;
mod counters;
mod crafts;
mod docs;
mod docs_read;
mod documents;
mod goods;
mod kits;
mod me;
mod open;
mod openapi;
mod order_view;
mod orders;
mod problem;
mod products;
mod promise;
mod quotes;
mod refused;
mod sign_in;
mod suggestions;
mod table;
mod wire;

use axum::middleware;
pub(crate) use complaints::ComplaintWhole;
pub(crate) use open::LICENCE_URL;
pub(crate) use order_view::OrderOut;

use crate::app::App;
use crate::routes::{Right, Routes, Thing};
use code::Code;
use problem::Problem;
use table::Table;

/// Every operation: who may, what has been written down about the handler, the handler, and what it may answer.
#[rustfmt::skip]
pub(crate) fn table() -> Table {
    use Code::*;
    use Right::{Anybody, SignedIn};
    Table::new()
        .with(Anybody, crafts::__path_list, crafts::list, &[])
        .with(Anybody, open::__path_figures, open::figures, &[])
        .with(Anybody, open::__path_figures_csv, open::figures_csv, &[])
        .with(Anybody, open::__path_goods, open::goods, &[BadLimit, BadCursor])
        .with(Anybody, open::__path_goods_csv, open::goods_csv, &[BadLimit, BadCursor])
        .with(Anybody, products::__path_list, products::list, &[NoSuchCraft, BadLimit, BadCursor, LongField])
        .with(Anybody, suggestions::__path_list, suggestions::list, &[LongField])
        .with(Anybody, promise::__path_show, promise::show, &[NoSuchVariant, BadQuantity, BadPincode, NoSuchPincode, TooMuch])
        .with(Anybody.any(Thing::Product), products::__path_show, products::show, &[NoSuchProduct])
        .with(Anybody, sign_in::__path_ask_code, sign_in::ask_code, &[BadMobile, TooManyCodes, NoMoreCodes])
        .with(Anybody, sign_in::__path_sign_in, sign_in::sign_in, &[BadMobile, Mistyped, NothingSent, WrongFactor, TooManyCodes])
        .with(SignedIn, sign_in::__path_sign_out, sign_in::sign_out, &[])
        .with(SignedIn, me::__path_show, me::show, &[])
        .with(Anybody, quotes::__path_make, quotes::make,
            &[NotSold, BadPincode, NoSuchPincode, NothingAsked, BadQuantity, TooMuch, NoSuchVariant, BadPaymentMethod, NoCash, NoOffer, NoSuchKit, NoKit,
              NoSuchCounter, SlotFull])
        .with(Anybody, kits::__path_list, kits::list, &[])
        .with(Anybody, counters::__path_list, counters::list, &[])
        .with(SignedIn, orders::__path_place, orders::place,
            &[NoIdempotencyKey, BadIdempotencyKey, SoldOut, QuoteExpired, Raced, EmptyField, LongField, BadMobile, BadPincode,
              NoSuchQuote, OtherPincode, KeyReused, BadPaymentMethod, NoCash, NoOffer, NoKit, SlotFull])
        .with(SignedIn, orders::__path_list, orders::list, &[BadLimit, BadCursor])
        .with(SignedIn.own(Thing::Order), orders::__path_show, orders::show, &[NoSuchOrder])
        .with(SignedIn.own(Thing::Order), documents::__path_list, documents::list, &[NoSuchOrder])
        .with(SignedIn.own(Thing::Bill), documents::__path_show, documents::show, &[NoSuchDocument])
        .with(Anybody, complaints::__path_file, complaints::file,
            &[EmptyField, LongField, BadMobile, NoSuchOrder, TooManyComplaints])
        .with(SignedIn, complaints::__path_list, complaints::list, &[])
        .with(SignedIn.own(Thing::Complaint), complaints::__path_show, complaints::show, &[NoSuchComplaint])
        .with(Anybody, openapi::__path_show, openapi::show, &[])
        .with(Anybody, docs::__path_show, docs::show, &[])
}

/// The routes of the API, to be nested under `/api/v1`.
pub(crate) fn routes(app: &App) -> Routes {
    let Table { router, entries, .. } = table();
    Routes::made(app.clone(), router, entries).around(|router| {
        router
            .fallback(async || Problem::of(Code::NoSuchPath))
            .method_not_allowed_fallback(async || Problem::of(Code::WrongMethod))
            .layer(tower_http::catch_panic::CatchPanicLayer::custom(crate::system::panicked))
            .layer(middleware::from_fn(problem::told))
    })
}
