//! Basket, checkout, payment, orders, sign-in: pages of one reader.

pub(crate) mod cart;
pub(crate) mod checkout;
pub(crate) mod orders;
pub(crate) mod pay;
pub(crate) mod pin;
pub(crate) mod sign_in;
pub(crate) mod told;
