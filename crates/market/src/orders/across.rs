//! An order is placed at a stall: what its quote laid out is held, out of the web's stock or out of a slice; its buyer stands there.

use kernel::ids::{OrderId, PersonId, StallSliceId, VariantId};
use kernel::india::Mobile;
use kernel::{Lang, Time, Words};
use store::{DbError, Sealed, Tx};

use super::place::{begin, hold_for, order_code, plan};
use super::sql::{self, NewOrder};
use super::{OrderError, Short};
use crate::audit::Actor;
use crate::gateways::Payers;
use crate::hand_sales::slices;
use crate::personal::{self, ORDER_RECIPIENT, Recipient};
use crate::quotes::Quote;
use crate::{accounts, payments};

/// What is sold across the counter of a stall.
pub(crate) struct Across<'a> {
    /// What was laid out.
    pub quote: &'a Quote,
    /// The buyer's number, if she says one.
    pub buyer: Option<&'a Mobile>,
    /// The language of news about it.
    pub lang: Lang,
    /// Who sells.
    pub by: Actor,
    /// Through whom it is paid.
    pub through: &'a str,
    /// Until when it waits to be paid.
    pub expires: Time,
    /// Out of which slice; the web's stock without one.
    pub slice: Option<StallSliceId>,
}

/// Places it, and holds its goods. Answers id and code; nothing if the quote has become an order before.
///
/// # Errors
/// [`OrderError::SoldOut`] if others were faster.
pub(crate) async fn place_across(
    tx: &mut Tx,
    across: &Across<'_>,
) -> Result<Option<(OrderId, String)>, OrderError> {
    let (quote, lang) = (across.quote, across.lang);
    let (id, code): (OrderId, String) = (tx.new_id(), order_code());
    let trail = begin(tx, id.to_string(), across.by, "order.place", "placed", &code).await?;
    let (person, recipient) = whoever(tx, id, across).await?;
    let head = &quote.head;
    let new =
        NewOrder { id, code: &code, quote: head, person, lang, recipient, expires: across.expires, trail };
    let (statement, values) = sql::insert_order(tx.now(), &new);
    if tx.exec(statement, values).await? == 0 {
        return Ok(None);
    }
    if let Some(slice) = across.slice {
        let wants: Vec<(VariantId, u32)> =
            quote.lines.iter().map(|line| (line.variant, line.quantity)).collect();
        if let Some((variant, left)) = slices::take(tx, slice, id, &wants).await? {
            let line = quote.lines.iter().find(|line| line.variant == variant);
            let name = line.map_or_else(Words::default, |line| line.name.clone());
            return Err(OrderError::SoldOut(vec![Short { variant, name, left }]));
        }
    }
    hold_for(tx, &id.to_string(), &quote.lines).await?;
    plan(tx, id, across.by, quote).await?;
    payments::intend(tx, id, head.total, (across.through, Payers::Domestic)).await?;
    Ok(Some((id, code)))
}

/// Who buys: whoever is behind the number she says. Who says none is nobody: what was sealed for her nobody can open, from the first
/// moment on.
async fn whoever(tx: &mut Tx, order: OrderId, across: &Across<'_>) -> Result<(PersonId, Sealed), DbError> {
    let Some(mobile) = across.buyer else {
        let person = accounts::nobody(tx, across.lang).await?;
        let sealed = personal::seal(tx, ORDER_RECIPIENT, &person, &order, "").await?;
        let now = tx.now();
        tx.destroy_key(&person, now).await?;
        return Ok((person, sealed));
    };
    let person = accounts::person_for(tx, mobile, "", across.lang).await?;
    let name = accounts::sql::person_row(tx, person).await?.map(|(_, name, _)| name).unwrap_or_default();
    let (house, area, landmark) = (String::new(), String::new(), String::new());
    let recipient = Recipient { name, mobile: mobile.clone(), house, area, landmark };
    Ok((person, personal::seal_recipient(tx, person, order, &recipient).await?))
}
