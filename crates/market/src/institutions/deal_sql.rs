//! What pages ask of deals.

use kernel::ids::{InstitutionOfferId, MakerId, ParcelId};
use kernel::{Day, Limit, Paise};
use store::{DbError, Read, params, sql};

use super::InstitutionKind;
use crate::orders::{Order, Parcel};

/// Stages and shares of one deal.
const PARTS: Limit = Limit::of(500);

store::row! {
    /// A stage with how far its parcels have come.
    pub struct StageStands {
        /// From 1.
        pub no: i64,
        /// By which day it is there.
        pub day: Day,
        /// The code of its order.
        pub code: String,
        /// How that stands.
        pub state: Order,
        /// All its pieces that were not called off.
        pub pieces: i64,
        /// Those whose maker has said yes, or is further.
        pub accepted: i64,
        /// Those that are packed, or further.
        pub ready: i64,
        /// Those that a hub has passed, or further.
        pub at_hub: i64,
        /// Those that are on their way, or there.
        pub sent: i64,
        /// Those that are there.
        pub delivered: i64,
    }
}

/// The stages of a deal, by their days.
pub(super) async fn stages(read: &mut Read, offer: InstitutionOfferId) -> Result<Vec<StageStands>, DbError> {
    read.rows(
        sql!(
            "select s.no, s.day, o.code, o.state,
                    cast(coalesce(sum(case when p.state not in ('declined', 'cancelled', 'returned') then l.quantity end), 0) as bigint),
                    cast(coalesce(sum(case when p.state in ('accepted', 'packed', 'at_hub', 'shipped', 'coming_back', 'delivered') then l.quantity end), 0) as bigint),
                    cast(coalesce(sum(case when p.state in ('packed', 'at_hub', 'shipped', 'coming_back', 'delivered') then l.quantity end), 0) as bigint),
                    cast(coalesce(sum(case when p.state in ('at_hub', 'shipped', 'coming_back', 'delivered') then l.quantity end), 0) as bigint),
                    cast(coalesce(sum(case when p.state in ('shipped', 'coming_back', 'delivered') then l.quantity end), 0) as bigint),
                    cast(coalesce(sum(case when p.state = 'delivered' then l.quantity end), 0) as bigint)
               from institution_stage s join buyer_order o on o.id = s.order_id
               join parcel p on p.order_id = o.id join order_line l on l.parcel_id = p.id
              where s.offer_id = $1 group by s.no, s.day, o.code, o.state order by s.no limit $2"
        ),
        params![offer, PARTS],
    )
    .await
}

store::row! {
    /// What one maker has of a stage.
    pub struct Share {
        /// Which stage.
        pub no: i64,
        /// Her name in Hindi.
        pub maker_hi: String,
        /// Her name in English.
        pub maker_en: String,
        /// What it is, in Hindi.
        pub name_hi: String,
        /// What it is, in English.
        pub name_en: String,
        /// How many.
        pub pieces: i64,
        /// What she gets for them.
        pub share: Paise,
        /// How her parcel stands.
        pub state: Parcel,
        /// Its code.
        pub code: String,
        /// The day she named.
        pub ready_by: Option<Day>,
    }
}

impl Share {
    /// Whether it was called off.
    pub const fn is_off(&self) -> bool {
        matches!(self.state, Parcel::Declined | Parcel::Cancelled | Parcel::Returned)
    }
}

/// Who makes what of a deal.
pub(super) async fn shares(read: &mut Read, offer: InstitutionOfferId) -> Result<Vec<Share>, DbError> {
    read.rows(
        sql!(
            "select s.no, m.name_hi, m.name_en, l.name_hi, l.name_en, l.quantity, l.maker_paise, p.state, p.code, p.ready_by_day
               from institution_stage s join parcel p on p.order_id = s.order_id
               join order_line l on l.parcel_id = p.id join maker m on m.id = p.maker_id
              where s.offer_id = $1 order by s.no, m.name_en, l.position limit $2"
        ),
        params![offer, PARTS],
    )
    .await
}

store::row! {
    /// What a maker has to make for an institution.
    pub struct Mine {
        /// Who wants it.
        pub kind: InstitutionKind,
        /// In which district.
        pub district: String,
        /// By which day it is to be there.
        pub day: Day,
        /// What it is, in Hindi.
        pub name_hi: String,
        /// What it is, in English.
        pub name_en: String,
        /// How many.
        pub pieces: i64,
        /// What she gets for them.
        pub share: Paise,
        /// Her parcel.
        pub parcel: ParcelId,
        /// Its code.
        pub code: String,
        /// How it stands.
        pub state: Parcel,
    }
}

/// What a maker has of deals whose advance is paid, the next day first.
pub(super) async fn of_maker(read: &mut Read, maker: MakerId, limit: Limit) -> Result<Vec<Mine>, DbError> {
    read.rows(
        sql!(
            "select e.kind, o.district, s.day, l.name_hi, l.name_en, l.quantity, l.maker_paise, p.id, p.code, p.state
               from parcel p join institution_stage s on s.order_id = p.order_id
               join institution_offer f on f.id = s.offer_id join institution_enquiry e on e.id = f.enquiry_id
               join buyer_order o on o.id = p.order_id join order_line l on l.parcel_id = p.id
              where p.maker_id = $1 and p.state not in ('planned', 'cancelled', 'declined')
              order by s.day, p.id, l.position limit $2"
        ),
        params![maker, limit],
    )
    .await
}
