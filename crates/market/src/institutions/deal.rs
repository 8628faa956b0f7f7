//! How a deal stands: stage by stage, maker by maker, and what each maker has of it.

use kernel::ids::{InstitutionOfferId, MakerId};
use kernel::{Limit, Paise, Words};
use store::{DbError, Read};

use super::deal_sql::{self as sql, Share, StageStands};
use super::money_sql;
use super::offer::Offer;
use super::rules::Money;

pub use super::deal_sql::{Mine, Share as MakerShare, StageStands as Milestone};
pub use super::money_sql::Waiting;

/// A deal that was accepted.
#[derive(Clone, Debug)]
pub struct Deal {
    /// Where its money stands.
    pub money: Money,
    /// An instalment that waits to be paid.
    pub waits: Option<Waiting>,
    /// Its stages.
    pub stages: Vec<StageStands>,
    /// Who makes what.
    pub shares: Vec<Share>,
}

impl Share {
    /// What it is.
    pub fn name(&self) -> Words {
        Words::new(&self.name_hi, &self.name_en)
    }

    /// Whose it is.
    pub fn maker_name(&self) -> Words {
        Words::new(&self.maker_hi, &self.maker_en)
    }
}

impl Mine {
    /// What it is.
    pub fn name(&self) -> Words {
        Words::new(&self.name_hi, &self.name_en)
    }
}

impl Deal {
    /// What makers earn by it, of what was not called off.
    pub fn earned(&self) -> Paise {
        let living = self.shares.iter().filter(|share| !share.is_off());
        Paise::sum(living.map(|share| share.share)).unwrap_or_default()
    }
}

/// How an offer stands that was accepted.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_offer(read: &mut Read, offer: &Offer) -> Result<Deal, DbError> {
    let id: InstitutionOfferId = offer.row.id;
    Ok(Deal {
        money: money_sql::money(read, id).await?,
        waits: money_sql::waiting(read, id).await?,
        stages: sql::stages(read, id).await?,
        shares: sql::shares(read, id).await?,
    })
}

/// What a maker has to make for institutions, or has made, the next day first.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Mine>, DbError> {
    sql::of_maker(read, maker, limit).await
}
