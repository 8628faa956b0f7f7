//! How a kit is priced in a quote, taken by an order, and given back.

use std::collections::{BTreeMap, BTreeSet};

use kernel::ids::{KitId, OrderId, VariantId};
use kernel::{BasisPoints, Words};
use store::{DbError, Read, Tx};

use super::sql::{self, Kit, Part};
use super::{Bought, KITS_MOST, Want, WhyNoKit, rules};
use crate::launch;
use crate::orders::OrderError;
use crate::quotes::{Draft, QuoteError};

/// A kit that is wanted and can be had, as far as it alone is concerned.
pub(crate) struct Opened {
    kit: Kit,
    parts: Vec<Part>,
    pieces: u32,
}

impl Opened {
    /// What is wanted for it.
    pub(crate) fn wants(&self) -> impl Iterator<Item = Want> + '_ {
        let times = |part: &Part| (Some(self.kit.id), part.variant, part.pieces.saturating_mul(self.pieces));
        self.parts.iter().map(times)
    }
}

/// The kits that are wanted, each once.
///
/// # Errors
/// [`QuoteError::NoKit`] if one is not sold now, or fewer are left; [`QuoteError::NoSuchKit`].
pub(crate) async fn open(read: &mut Read, wanted: &[(KitId, u32)]) -> Result<Vec<Opened>, QuoteError> {
    let today = read.now().day();
    let mut opened: Vec<Opened> = Vec::with_capacity(wanted.len());
    for (id, pieces) in wanted {
        if *pieces == 0 || *pieces > KITS_MOST || opened.iter().any(|there| there.kit.id == *id) {
            return Err(QuoteError::TooMuch);
        }
        let kit = sql::one(read, *id).await?.filter(Kit::is_seen).ok_or(QuoteError::NoSuchKit(*id))?;
        if let Some(why) = rules::shut(&kit, *pieces, today) {
            return Err(QuoteError::NoKit(kit.name(), why));
        }
        let parts = sql::parts(read, *id).await?;
        opened.push(Opened { kit, parts, pieces: *pieces });
    }
    Ok(opened)
}

/// What is wanted in all: goods by themselves, and the parts of kits.
pub(crate) fn wants(lines: &[(VariantId, u32)], kits: &[Opened]) -> Vec<Want> {
    let alone = lines.iter().map(|(variant, quantity)| (None, *variant, *quantity));
    alone.chain(kits.iter().flat_map(Opened::wants)).collect()
}

/// What the kits among what is wanted are called.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn names(read: &mut Read, wants: &[Want]) -> Result<BTreeMap<KitId, Words>, DbError> {
    let ids: BTreeSet<KitId> = wants.iter().filter_map(|(kit, ..)| *kit).collect();
    let mut names = BTreeMap::new();
    for id in ids {
        names.extend(sql::one(read, id).await?.map(|kit| (id, kit.name())));
    }
    Ok(names)
}

/// The size or colour of a piece, and the kit it lies in: on her page, in her message and on every paper its maker, the hub and the buyer
/// read both.
pub(crate) fn labelled(label: Words, kit: Option<&Words>) -> Words {
    let Some(kit) = kit else { return label };
    let with = |label: &str, kit: &str, of: &str| match label {
        "" => format!("{of} «{kit}»"),
        label => format!("{label}, {of} «{kit}»"),
    };
    Words::new(with(&label.hi, &kit.hi, "उपहार"), with(&label.en, &kit.en, "gift kit"))
}

/// Each kit of a quote in the making at its price.
///
/// # Errors
/// [`QuoteError::NoKit`] if its parts cost so much more or less by now.
pub(crate) fn at_one_price(
    mut draft: Draft,
    kits: &[Opened],
    commission: BasisPoints,
) -> Result<Draft, QuoteError> {
    for Opened { kit, pieces, .. } in kits {
        rules::one_price(&mut draft, kit, *pieces, commission)
            .map_err(|why| QuoteError::NoKit(kit.name(), why))?;
    }
    Ok(draft)
}

/// Which kit of a quote is not left any more, looked up before an order is placed so that most of those who come late disturb nobody.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn gone(read: &mut Read, kits: &[Bought]) -> Result<Option<OrderError>, DbError> {
    for bought in kits {
        let kit = sql::one(read, bought.kit).await?;
        // Its window does not matter: the mart stands by a quote until it is too old.
        let why = match &kit {
            Some(kit) => rules::shut(kit, bought.pieces, kit.from),
            None => Some(WhyNoKit::Over),
        };
        if let Some(why) = why {
            return Ok(Some(OrderError::NoKit(bought.name.clone(), why)));
        }
    }
    Ok(None)
}

/// An order takes the kits of its quote, in the transaction that places it. The limit is a condition of the statement that counts.
///
/// # Errors
/// [`OrderError::NoKit`] if so many are not left, or it was stopped.
pub(crate) async fn use_all(tx: &mut Tx, order: OrderId, kits: &[Bought]) -> Result<(), OrderError> {
    // What is tried out takes nothing from those who will buy.
    let in_trial = launch::sql::is_trial(tx, &order.to_string()).await?;
    for bought in kits {
        if !in_trial && !sql::use_some(tx, bought.kit, bought.pieces).await? {
            let left = sql::one(tx, bought.kit).await?.map_or(0, |kit| kit.uses_most - kit.used);
            let left = u32::try_from(left).unwrap_or(0);
            return Err(OrderError::NoKit(bought.name.clone(), WhyNoKit::UsedUp { left }));
        }
        sql::insert_ordered(tx, order, bought).await?;
    }
    Ok(())
}

/// An order came to nothing: its kits can be sold again. Once.
///
/// # Errors
/// [`DbError`] if the database fails.
pub(crate) async fn give_back(tx: &mut Tx, order: OrderId) -> Result<(), DbError> {
    let in_trial = launch::sql::is_trial(tx, &order.to_string()).await?;
    for bought in sql::of_order(tx, order).await? {
        if sql::end_ordered(tx, order, bought.kit).await? && !in_trial {
            sql::free(tx, bought.kit, bought.pieces).await?;
        }
    }
    Ok(())
}
