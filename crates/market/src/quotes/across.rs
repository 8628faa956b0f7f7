//! What lies at a stall, for whoever buys it face to face: whose goods, at which hub, how many, for how much.

use std::collections::{BTreeSet, HashMap};

use kernel::Paise;
use kernel::ids::{HubId, MakerId, StallId, VariantId};
use kernel::india::Pin;
use store::Read;

use super::act::To;
use super::rules::{Good, Way};
use super::{Books, QuoteError};
use crate::catalogue::Making;
use crate::hand_sales::slices;
use crate::{places, stalls};

/// Where a stall stands, and what lies there.
pub(super) struct There {
    hub: HubId,
    /// Where it stands, for the place of supply.
    pin: Pin,
    /// Nobody named: everybody's goods.
    makers: BTreeSet<MakerId>,
    /// What is left of a slice, and what one costs; without one the stall sells what the web has.
    slice: Option<HashMap<VariantId, (u32, Paise)>>,
}

impl There {
    /// Where it goes over the counter of a stall; nothing if it goes elsewhere.
    pub async fn of(read: &mut Read, to: &To) -> Result<Option<There>, QuoteError> {
        match to {
            To::Pin(_) | To::Counter(_) | To::Abroad(..) | To::Agreed(_) => Ok(None),
            To::Across(id) => {
                let today = read.now().day();
                let stands = stalls::stall(read, *id).await?.is_some_and(|stall| stall.stands(today));
                if stands { There::at(read, *id, None).await.map(Some) } else { Err(QuoteError::NoCounter) }
            }
            // What was sold on a stall's last day may be told a day later.
            To::FromSlice(id, slice) => {
                let left = slices::left(read, *slice).await?;
                There::at(read, *id, Some(left)).await.map(Some)
            }
        }
    }

    async fn at(
        read: &mut Read,
        id: StallId,
        slice: Option<HashMap<VariantId, (u32, Paise)>>,
    ) -> Result<There, QuoteError> {
        let stall = stalls::stall(read, id).await?.ok_or(QuoteError::NoCounter)?;
        let hub = places::read::hub(read, stall.hub).await?.ok_or(QuoteError::NoCounter)?;
        let makers = stalls::makers_of(read, id).await?.into_iter().map(|(maker, _)| maker).collect();
        Ok(There { hub: stall.hub, pin: hub.pincode, makers, slice })
    }

    /// The pincode of its place of supply, and the way: none.
    pub fn way(&self) -> (Pin, Way) {
        (self.pin.clone(), Way::Across)
    }

    /// A good as it lies at a stall, if it goes over the counter of one. Its maker may be away meanwhile; what is made to order does
    /// not lie there.
    pub fn laid_out(there: Option<&There>, good: Good, books: &Books) -> Result<Good, QuoteError> {
        let Some(there) = there else { return Ok(good) };
        if !there.makers.is_empty() && !there.makers.contains(&good.maker) {
            return Err(QuoteError::NoVariant(good.variant));
        }
        let (mut stands, mut unit) = (good.stands, good.unit);
        stands.away_until = None;
        if stands.making == Making::ToOrder {
            (stands.making, stands.free) = (Making::Stock, 0);
        }
        if let Some(slice) = &there.slice {
            (stands.free, unit) = slice.get(&good.variant).copied().unwrap_or((0, unit));
            // It was handed over, whatever became of the good since.
            (stands.withdrawn, stands.paused, stands.closed, stands.ended) = (false, false, false, false);
        }
        let (hub, hub_place) = (there.hub, books.place_of(there.hub));
        Ok(Good { stands, unit, hub, hub_place, away: Vec::new(), lead_days: 0, ..good })
    }
}
