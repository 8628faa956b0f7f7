//! In whose name a maker sells: her tax class with its number, and who sells for her where she may not. Set with her listing, and
//! set anew by her officer or head when it changes. Start at [`set_selling`].

use kernel::ids::{AggregatorId, CaseId, MakerId, ProductId};
use kernel::india::Gstin;
use store::{Db, DbError, Read, Tx, transaction};

use super::act::{carried, moved};
use super::machine::Event;
use super::sql::CaseRow;
use super::{By, CaseError, selling_sql};
use crate::catalogue;
use crate::makers::{self, TaxClass};
use crate::notices::{self, brief};

/// In whose name a maker sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selling {
    /// Her class under GST.
    pub tax_class: TaxClass,
    /// Her GSTIN, or her enrolment number, as the class wants it.
    pub tax_number: Option<String>,
    /// Who sells for her where she may not.
    pub aggregator: Option<AggregatorId>,
}

impl Selling {
    /// Her GSTIN and her enrolment number: one at most.
    pub(super) fn numbers(&self) -> (Option<String>, Option<String>) {
        match self.tax_class {
            TaxClass::Regular | TaxClass::Composition => (self.tax_number.clone(), None),
            TaxClass::Enrolled => (None, self.tax_number.clone()),
            TaxClass::Unenrolled => (None, None),
        }
    }
}

/// In whose name a maker sells now.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn selling_of(read: &mut Read, maker: MakerId) -> Result<Option<Selling>, DbError> {
    selling_sql::of(read, maker).await
}

/// Whether class and number belong together, and whoever sells for her exists.
pub(super) async fn fit(tx: &mut Tx, selling: &Selling) -> Result<(), CaseError> {
    let number = selling.tax_number.as_deref().unwrap_or("");
    let has_number = match selling.tax_class {
        TaxClass::Regular | TaxClass::Composition => Gstin::typed(number).is_some(),
        TaxClass::Enrolled => !number.is_empty() && number.len() <= 30,
        TaxClass::Unenrolled => number.is_empty(),
    };
    if !has_number {
        return Err(CaseError::NoTaxNumber);
    }
    if let Some(id) = selling.aggregator {
        makers::read::aggregator(tx, id).await?.ok_or(CaseError::NoSuchPlace)?;
    }
    Ok(())
}

/// An officer or the head of the department that carries a case sets anew in whose name its maker sells. What waited for that
/// alone is on sale, and she is told of each good.
///
/// # Errors
/// [`CaseError::NotYours`]; [`CaseError::NotNow`] before she is a maker; [`CaseError::NoTaxNumber`]; [`CaseError::NoSuchPlace`].
pub async fn set_selling(db: &Db, by: &By, id: CaseId, selling: &Selling) -> Result<(), CaseError> {
    transaction!(db, tx => {
        let mut row = carried(tx, by, id).await?;
        for product in set(tx, by, &mut row, selling).await? {
            tell_listed(tx, product).await?;
        }
        Ok(())
    })
}

/// The same with the good that makes her a maker, by the head who grants it; her case may be carried elsewhere.
pub(crate) async fn set_selling_of(
    tx: &mut Tx,
    by: &By,
    maker: MakerId,
    selling: &Selling,
) -> Result<(), CaseError> {
    let id = selling_sql::case_of_maker(tx, maker).await?.ok_or(CaseError::NothingAsked)?;
    let mut row = super::sql::case_of(tx, id, &super::Scope::District).await?.ok_or(CaseError::NoCase(id))?;
    for product in set(tx, by, &mut row, selling).await? {
        tell_listed(tx, product).await?;
    }
    Ok(())
}

/// Sets it and answers the goods that came on sale by it.
async fn set(
    tx: &mut Tx,
    by: &By,
    row: &mut CaseRow,
    selling: &Selling,
) -> Result<Vec<ProductId>, CaseError> {
    row.state.after(Event::SetsSelling)?;
    let maker = row.maker.ok_or(CaseError::NothingAsked)?;
    fit(tx, selling).await?;
    let before = selling_sql::of(tx, maker).await?.ok_or(CaseError::NothingAsked)?;
    let behalf = |id: Option<AggregatorId>| id.map(|id| id.to_string()).unwrap_or_default();
    let note = format!(
        "{} {} > {} {}",
        before.tax_class,
        behalf(before.aggregator),
        selling.tax_class,
        behalf(selling.aggregator)
    );
    moved(tx, row, Event::SetsSelling, by.actor(), &note).await?;
    let hidden = selling_sql::hidden(tx, maker).await?;
    selling_sql::set(tx, maker, selling).await?;
    catalogue::act::shelve_maker(tx, maker).await?;
    let still = selling_sql::hidden(tx, maker).await?;
    Ok(hidden.into_iter().filter(|product| !still.contains(product)).collect())
}

/// Her maker hears that a good is on sale, for how much.
async fn tell_listed(tx: &mut Tx, product: ProductId) -> Result<(), DbError> {
    let Some((maker, name, price)) = selling_sql::on_shelf(tx, product).await? else { return Ok(()) };
    let Some(core) = makers::read::core(tx, maker).await? else { return Ok(()) };
    let (good, price) = (brief(name.pick(core.lang)), price.to_string());
    let words = [("good", good.as_str()), ("price", price.as_str())];
    notices::tell(tx, &core.mobile, core.lang, "sms-listed", &product.to_string(), &words).await
}
