//! The statements on who could make something, and which weeks are taken.

use kernel::ids::{MakerId, ProductId, VariantId};
use kernel::{Day, Limit, Paise};
use store::{DbError, Read, params, sql};

use crate::catalogue::Making;

/// Goods of one craft that are looked at.
const GOODS: Limit = Limit::of(120);
/// Weeks to come.
const WEEKS: Limit = Limit::of(60);

store::row! {
    /// A good, its maker, and what can be had of it.
    pub struct Candidate {
        /// Which size or colour.
        pub variant: VariantId,
        /// The good.
        pub product: ProductId,
        /// The last part of its page's address.
        pub slug: String,
        /// Its name in Hindi.
        pub name_hi: String,
        /// Its name in English.
        pub name_en: String,
        /// Who makes it.
        pub maker: MakerId,
        /// Her name in Hindi.
        pub maker_hi: String,
        /// Her name in English.
        pub maker_en: String,
        /// How it comes about.
        pub making: Making,
        /// Days to make it.
        pub lead_days: i64,
        /// Places of a whole week.
        pub per_week: u32,
        /// What can be had now.
        pub free: i64,
        /// Its price.
        pub price: Paise,
    }
}

macro_rules! candidates {
    ($rest:literal) => {
        sql!(
            "select v.id, g.id, g.slug, g.name_hi, g.name_en, m.id, m.name_hi, m.name_en, v.making, v.lead_days,
                    v.capacity_per_week, k.on_hand - k.held, v.price_paise
               from variant v
               join product g on g.id = v.product_id
               join maker m on m.id = g.maker_id
               join stock k on k.variant_id = v.id ",
            $rest
        )
    };
}

/// What of a craft is on the shelf, the cheapest first.
pub(super) async fn of_craft(read: &mut Read, craft: &str) -> Result<Vec<Candidate>, DbError> {
    read.rows(
        candidates!(
            "join shelf s on s.product_id = g.id
              where s.craft_key = $1 and v.ended_at_ms is null order by v.price_paise, v.id limit $2"
        ),
        params![craft, GOODS],
    )
    .await
}

/// One good.
pub(super) async fn candidate(read: &mut Read, variant: VariantId) -> Result<Option<Candidate>, DbError> {
    read.row(candidates!("where v.id = $1"), params![variant]).await
}

/// Of which weeks to come institutions have taken how many of a good; parcels that were called off have given theirs back.
pub(super) async fn taken(read: &mut Read, variant: VariantId) -> Result<Vec<(Day, u32)>, DbError> {
    let today = read.now().day();
    read.rows(
        sql!(
            "select w.monday, cast(sum(w.pieces) as bigint) from institution_week w
              where w.variant_id = $1 and w.monday > $2
                and exists (select 1 from parcel p join order_line l on l.parcel_id = p.id
                             where p.order_id = w.order_id and l.variant_id = $1 and p.state not in ('declined', 'cancelled'))
              group by w.monday order by w.monday limit $3"
        ),
        params![variant, today, WEEKS],
    )
    .await
}
