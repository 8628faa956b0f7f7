//! What a visitor typed on the way to an order: number, address, the quote that was shown.

use kernel::ids::{CartId, QuoteId};
use kernel::india::{Mobile, Pin};
use store::{Db, DbError, Read, transaction};

use super::sql;

/// What was typed so far.
#[derive(Clone, Debug, Default)]
pub struct CheckoutDraft {
    /// The number a code was sent to.
    pub mobile: Option<Mobile>,
    /// Who receives the order.
    pub name: String,
    /// House and street.
    pub house: String,
    /// Village, ward or area.
    pub area: String,
    /// What it is near.
    pub landmark: String,
    /// Where to; none until an address was typed.
    pub pin: Option<Pin>,
    /// The quote shown on the last page.
    pub quote: Option<QuoteId>,
    /// The coupon that was typed with the basket.
    pub coupon: Option<String>,
}

/// An address as it was typed and checked.
#[derive(Clone, Debug)]
pub struct Typed<'a> {
    /// Who receives the order.
    pub name: &'a str,
    /// House and street.
    pub house: &'a str,
    /// Village, ward or area.
    pub area: &'a str,
    /// What it is near.
    pub landmark: &'a str,
    /// Where to.
    pub pin: &'a Pin,
}

/// What was typed with a basket so far.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn draft_of(read: &mut Read, cart: CartId) -> Result<Option<CheckoutDraft>, DbError> {
    sql::draft(read, cart).await
}

/// Keeps the number a code was sent to.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keep_mobile(db: &Db, cart: CartId, mobile: &Mobile) -> Result<(), DbError> {
    transaction!(db, tx => { sql::put_draft_mobile(tx, cart, mobile).await })
}

/// Keeps an address.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keep_address(db: &Db, cart: CartId, typed: &Typed<'_>) -> Result<(), DbError> {
    transaction!(db, tx => { sql::put_draft_address(tx, cart, typed).await })
}

/// Keeps the coupon that was typed with a basket; `None` takes it out.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keep_coupon(db: &Db, cart: CartId, coupon: Option<&str>) -> Result<(), DbError> {
    transaction!(db, tx => { sql::put_draft_coupon(tx, cart, coupon).await })
}

/// Keeps which quote was shown, so that opening the page again shows the same one.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn keep_quote(db: &Db, cart: CartId, quote: QuoteId) -> Result<(), DbError> {
    transaction!(db, tx => { sql::put_draft_quote(tx, cart, quote).await })
}
