//! What the buyer's pages show: plain data in, HTML out. No database, no clock, no rights: handlers bring finished facts.
//!
//! Reads: the struct, the reader's language, the [`Site`](crate::page::Site). Never: decides anything about money or goods.
//!
//! Start at [`product`]; every struct here fills the frame through [`View`](crate::page::View).

pub mod board;
pub mod bulk;
pub mod cart;
pub mod cash;
pub mod checkout;
pub mod collection;
pub mod craft;
pub mod desk;
pub mod factor;
pub mod fault;
pub mod field;
pub mod food_batch;
pub mod help;
pub mod home;
pub mod kit;
pub mod leaf;
pub mod legal;
pub mod links;
pub mod listing;
pub mod maker;
pub mod my_data;
pub mod news;
pub mod open;
pub mod order;
pub mod pay;
pub mod people;
pub mod press;
pub mod product;
pub mod ranking;
pub mod registers;
pub mod reviews;
pub mod sign_in;
pub mod site_map;
pub mod stall;
pub mod stall_offline;
pub mod templates;
pub mod tombstone;
pub mod track;

#[cfg(test)]
mod gallery;
#[cfg(test)]
mod sample;

pub use cart::{Cart, CartLine, CartMaker};
pub use checkout::{CheckoutAddress, CheckoutCode, CheckoutMobile, CheckoutReview};
pub use collection::CollectionPage;
pub use craft::CraftPage;
pub use fault::{Fault, FaultKind};
pub use help::Help;
pub use home::{Feast, FrontPart, Home};
pub use legal::{Legal, LegalPage};
pub use links::Links;
pub use listing::{Listing, Search};
pub use maker::MakerPage;
pub use open::OpenFigures;
pub use order::{
    AddressShown, DeliveryCode, OrderLine, OrderPage, OrderParcel, Orders, OrdersLine, PayAgain,
};
pub use pay::{Pay, PayReturn, PayStanding, PayWay};
pub use product::{Buying, Food, LegalFacts, Product, Promise, PromiseAnswer, Variant};
pub use ranking::Ranking;
pub use sign_in::{SignInCode, SignInMobile};
pub use site_map::SiteMap;
pub use tombstone::Tombstone;
