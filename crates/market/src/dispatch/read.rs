//! What a buyer's page asks about parcels that are late.

use kernel::ids::{OrderId, ParcelId, VariantId};
use kernel::{Day, Paise, Words};
use store::{Db, DbError, Read};

use super::sql::Place;
use super::{DispatchError, StepState, rules, sql};
use crate::quotes::{self, Books, Line, PaymentMethod};
use crate::{delivery, offers};

/// So many goods are offered instead; more is no choice but a shop.
const LIKES: usize = 3;

store::row! {
    /// What a buyer was offered about a parcel that has not come.
    pub struct Offer {
        /// The parcel.
        pub parcel: ParcelId,
        /// Whether she has answered, and how.
        pub state: StepState,
        /// Until when its maker has time, if she waits.
        pub wait_until: Option<Day>,
        /// By which day it comes then.
        pub arrives_by: Option<Day>,
    }
}

/// What the buyer of an order was offered about parcels that still have not come.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn offers_of(read: &mut Read, order: OrderId) -> Result<Vec<Offer>, DbError> {
    sql::offers_of(read, order).await
}

/// Until when a maker has time if her buyer waits from today on, and the day by which it arrives then; nothing where nobody can say, as
/// for what goes abroad.
///
/// # Errors
/// [`DispatchError::Missing`] if there is no such parcel.
pub async fn waits_until(
    read: &mut Read,
    books: &Books,
    parcel: ParcelId,
) -> Result<Option<(Day, Day)>, DispatchError> {
    let place = sql::place(read, parcel).await?.ok_or(DispatchError::Missing)?;
    let until = read.now().day().plus(rules::WAIT_DAYS);
    let tables = books.delivery();
    let zone = tables.zones.iter().find(|zone| zone.key == place.zone);
    let leaves = tables.week_of(place.hub).leaves(until, place.is_food != 0, &tables.rests);
    Ok(zone.map(|zone| (until, delivery::rules::promise(leaves, zone, &tables.rests).1)))
}

/// A good that can stand in for a parcel that does not come: of the same craft, from the same hub, no dearer, sellable there now.
#[derive(Clone, Debug)]
pub struct Like {
    /// The line as it would be bought today.
    pub line: Line,
    /// The last part of its page's address.
    pub slug: String,
    /// Who makes it.
    pub maker: Words,
    /// Where she lives.
    pub village: Words,
    /// What goes back to the buyer.
    pub back: Paise,
    /// By which day it arrives.
    pub arrives_by: Day,
}

impl Like {
    /// Which size or colour of a good it is.
    pub const fn variant(&self) -> VariantId {
        self.line.variant
    }
}

/// What can stand in for a parcel. Only for one that holds a single good and is paid: with more, or in cash, nothing.
///
/// # Errors
/// [`DispatchError`] if the database fails.
pub async fn likes(db: &Db, books: &Books, parcel: ParcelId) -> Result<Vec<Like>, DispatchError> {
    let mut read = db.read().await?;
    let Some(place) = sql::place(&mut read, parcel).await? else { return Ok(Vec::new()) };
    let lines = sql::lines(&mut read, parcel).await?;
    let [(_, craft, quantity, paid)] = &lines[..] else { return Ok(Vec::new()) };
    let goes_by_itself = books.delivery().zones.iter().any(|zone| zone.key == place.zone);
    let is_paid = place.method.parse().is_ok_and(|method: PaymentMethod| !method.is_paid_on_arrival());
    if !is_paid || !goes_by_itself {
        return Ok(Vec::new());
    }
    let each = Paise(paid.0 / i64::from(*quantity).max(1));
    let shelf = sql::like(&mut read, (craft, place.hub), place.order, each).await?;
    drop(read);
    let mut likes = Vec::new();
    for good in shelf {
        let wants = [(good.variant, *quantity)];
        let draft = match quotes::preview(db, books, &wants, &place.pin).await {
            Ok(draft) => draft,
            Err(quotes::QuoteError::Db(cause)) => return Err(cause.into()),
            Err(_) => continue,
        };
        let Some(line) = fits(&draft, &place, *paid) else { continue };
        // What another paid of the first goes back to nobody but him.
        let funded = offers::of_the_same(place.funded, place.goods, line.line);
        let less = funded.and_then(|funded| place.funded.minus(funded));
        let Some(back) = less.and_then(|less| paid.minus(line.line)?.minus(less)) else { continue };
        likes.push(Like {
            slug: good.slug,
            maker: Words::new(good.maker_hi, good.maker_en),
            village: Words::new(good.village_hi, good.village_en),
            back,
            arrives_by: draft.latest,
            line,
        });
        if likes.len() == LIKES {
            break;
        }
    }
    Ok(likes)
}

/// The one line of a draft, if it can travel where the parcel was to and costs no more.
fn fits(draft: &quotes::Draft, place: &Place, paid: Paise) -> Option<Line> {
    let ([line], [shipment]) = (&draft.lines[..], &draft.shipments[..]) else { return None };
    let travels = shipment.hub == place.hub && i64::from(shipment.is_food) == place.is_food;
    (travels && line.line <= paid).then(|| line.clone())
}
