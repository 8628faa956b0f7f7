//! The mart over HTTP: what people and programs see of it.

mod aadhaar;
mod api_buying;
mod api_document;
mod api_looking;
mod api_signing_in;
mod api_tampering;
mod api_town;
mod canary;
mod cases;
mod health;
mod maker_phone;
mod my_data;
mod page_browser;
mod pages;
mod papers;
mod people;
mod permissions;
mod registers;
mod replies;
mod search;
mod second_factor;
mod walker;
mod walker_cast;
mod walker_field;
