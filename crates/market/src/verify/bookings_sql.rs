//! The statements behind the checks of bookings.

use kernel::Limit;
use store::{DbError, Read, params, sql};

use super::Keyed;

store::row! {
    /// A range beside its bookings.
    pub struct RangeRow {
        /// Its id.
        pub id: String,
        /// How many numbers are gone.
        pub given: i64,
        /// How many bookings have one of them.
        pub booked: i64,
    }
}

store::row! {
    /// A shipment that went otherwise than it was booked.
    pub struct AstrayRow {
        /// Its id.
        pub id: String,
        /// The number it went under.
        pub went: String,
        /// The number and state of its booking.
        pub booked: String,
    }
}

store::row! {
    /// A shipment an agent carries, beside its booking there.
    pub struct UnfetchedRow {
        /// Its id.
        pub id: String,
        /// How it stands.
        pub state: String,
        /// How its booking stands, and under which waybill.
        pub booked: String,
    }
}

impl Keyed for UnfetchedRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for RangeRow {
    fn key(&self) -> &str {
        &self.id
    }
}

impl Keyed for AstrayRow {
    fn key(&self) -> &str {
        &self.id
    }
}

/// Ranges with how many of their numbers are gone and booked.
pub(super) async fn ranges(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<RangeRow>, DbError> {
    read.rows(
        sql!(
            "select r.id, r.next_serial - r.first_serial, (select count(*) from booking b where b.range_id = r.id)
               from article_range r where r.id > $1 order by r.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Posted shipments whose booking says otherwise. Those that left before there were bookings have none.
pub(super) async fn astray(read: &mut Read, after: &str, limit: Limit) -> Result<Vec<AstrayRow>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.article_number, b.state || ' ' || coalesce(b.number, '')
               from shipment s join booking b on b.shipment_id = s.id and b.carrier = 'india_post'
              where s.id > $1 and s.article_number is not null
                and (b.state <> 'booked' or b.number <> s.article_number)
              order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}

/// Shipments of an agent that are not booked with it: before they leave a courier is asked at least, then there is a waybill.
pub(super) async fn unfetched(
    read: &mut Read,
    after: &str,
    limit: Limit,
) -> Result<Vec<UnfetchedRow>, DbError> {
    read.rows(
        sql!(
            "select s.id, s.state, coalesce(b.state, 'is not there') || ' ' || coalesce(b.number, '')
               from shipment s left join booking b on b.shipment_id = s.id and b.carrier = 'agent'
              where s.id > $1 and s.carrier = 'agent' and s.state <> 'cancelled'
                and (b.id is null or (s.state = 'planned' and b.state not in ('asked', 'booked'))
                     or (s.state <> 'planned' and (b.state <> 'booked' or b.number is null or b.outside_order is null)))
              order by s.id limit $2"
        ),
        params![after, limit],
    )
    .await
}
