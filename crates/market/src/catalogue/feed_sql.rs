//! The statement of feeds.

use kernel::Limit;
use kernel::ids::VariantId;
use store::{DbError, Read, params, sql};

use super::feed::Offered;

/// A page of what is on the shelf, by address and size.
pub(crate) async fn offered(
    read: &mut Read,
    (slug, variant): (&str, Option<VariantId>),
    limit: Limit,
) -> Result<Vec<Offered>, DbError> {
    let variant = variant.map_or_else(String::new, |id| id.to_string());
    read.rows(
        sql!(
            "select s.slug, v.id, s.name_hi, s.name_en, p.words_hi, p.words_en, v.label_hi, v.label_en, s.craft_key,
                    s.maker_name_hi, s.maker_name_en, v.price_paise, v.weight_g, v.making, v.lead_days,
                    k.on_hand - k.held, s.picture_id,
                    (select count(*) from rendition r where r.picture_id = s.picture_id and r.width > 640), s.sample
               from shelf s
               join product p on p.id = s.product_id
               join variant v on v.product_id = s.product_id
               join stock k on k.variant_id = v.id
              where s.slug >= $1 and (s.slug > $1 or v.id > $2) and v.ended_at_ms is null
              order by s.slug, v.id limit $3"
        ),
        params![slug, variant, limit],
    )
    .await
}
