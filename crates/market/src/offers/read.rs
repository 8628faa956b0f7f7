//! What pages ask of offers.

use kernel::ids::{MakerId, OfferId};
use kernel::{Limit, Paise, Words};
use store::{DbError, Read};

use super::sql::{self, Beside, Offer};
use super::{FundedBy, Kind, OfferState, Scope};

/// Offers of a list.
const LIST: Limit = Limit::of(200);

/// An offer as those who make it see it.
#[derive(Clone, Debug)]
pub struct OfferView {
    /// The offer.
    pub offer: Offer,
    /// Who pays, by name; empty if the mart does.
    pub payer: Words,
    /// For which goods, by name; empty if for all.
    pub goods: Words,
    /// What living orders were given by it.
    pub given: Paise,
}

impl OfferView {
    fn of((offer, beside): (Offer, Beside)) -> OfferView {
        OfferView {
            offer,
            payer: Words::new(beside.payer_hi, beside.payer_en),
            goods: Words::new(beside.goods_hi, beside.goods_en),
            given: beside.given,
        }
    }
}

impl Offer {
    /// What it is called.
    pub fn name(&self) -> Words {
        Words::new(self.name_hi.clone(), self.name_en.clone())
    }

    /// Who pays for it.
    pub const fn funded_by(&self) -> FundedBy {
        match (self.funder, self.maker) {
            (Some(party), _) => FundedBy::Party(party),
            (None, Some(maker)) => FundedBy::Maker(maker),
            (None, None) => FundedBy::Mart,
        }
    }

    /// What it takes off, of which goods, how it stands.
    pub const fn standing(&self) -> (Kind, Scope, OfferState) {
        (self.kind, self.scope, self.state)
    }
}

/// All offers, what waits first, then the newest.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn all(read: &mut Read) -> Result<Vec<OfferView>, DbError> {
    let offers = sql::all(read, LIST).await?;
    beside(read, offers).await
}

/// One offer.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn one(read: &mut Read, id: OfferId) -> Result<Option<OfferView>, DbError> {
    let offers = sql::one(read, id).await?.into_iter().collect();
    Ok(beside(read, offers).await?.pop())
}

/// The offers a maker pays for; of no other maker's.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn of_maker(read: &mut Read, maker: MakerId) -> Result<Vec<OfferView>, DbError> {
    let offers = sql::of_maker(read, maker, LIST).await?;
    beside(read, offers).await
}

async fn beside(read: &mut Read, offers: Vec<Offer>) -> Result<Vec<OfferView>, DbError> {
    let mut views = Vec::with_capacity(offers.len());
    for offer in offers {
        let beside = sql::beside(read, offer.id).await?;
        views.push(OfferView::of((offer, beside)));
    }
    Ok(views)
}
