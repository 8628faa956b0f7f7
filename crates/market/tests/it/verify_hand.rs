//! The checks of hand sales can fail, like the others in `verify`.

use market::hand_sales::Way;
use store::sql;

use crate::hand_sales::UTR;
use crate::verify::{Busy, breaks};

pub const SLICES: &str = "no slice of a stall sells more than it was given";
pub const UTRS: &str = "a number of a bank counts once";
pub const BY_HAND: &str = "what is sold by hand is handed over, and its money is in the journal";
const HOLDS: &str = "what is held is what unpaid orders want and stalls have been given";

/// A sale to the printed code, and one out of a slice.
async fn sold(busy: &Busy) {
    let town = &busy.town;
    let stall = town.stall("Sunita").await;
    let quote = town.lays_out(stall, &[("lac bangles", 1)]).await;
    town.hari_sells(&quote, (Way::Printed, UTR), None).await.expect("is sold");
    town.sets_aside(stall, &[("lac bangles", 3)]).await.expect("is set aside");
    town.tells(stall, "phone0001", ("lac bangles", 1, 250_00)).await.expect("is told");
    town.is_sound().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slice_that_says_more_than_its_orders() {
    breaks("a slice that was changed", &[HOLDS, SLICES], async |busy| {
        sold(busy).await;
        vec![(sql!("update stall_slice_line set sold = sold + 1"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_another_payment_has() {
    breaks("a payment with the number of a sale", &[UTRS], async |busy| {
        sold(busy).await;
        vec![(sql!("update payment set bank_reference = '612345678901' where gateway <> 'printed'"), vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_that_is_not_handed_over() {
    breaks("a sale of an order that is on its way", &[BY_HAND], async |busy| {
        sold(busy).await;
        vec![(
            sql!(
                "insert into hand_sale (order_id, stall_id, way, sold_by, sold_at_ms, once_key)
                 select o.id, (select min(s.id) from stall s), 'qr', o.person_id, 0, 'a key nobody made' from buyer_order o
                  where o.state = 'confirmed'"
            ),
            vec![],
        )]
    })
    .await;
}
