//! The checks of bookings and of what happens on the way can fail, like the others in `verify`.

use store::sql;

use crate::verify::{CHAIN, breaks};

pub const NUMBERED: &str = "every number of the post is given once, none is lost";
pub const CARRIED: &str = "what the post carries goes under the number it is booked under";

pub const FETCHED: &str = "what an agent's courier carries is booked with the agent";

#[tokio::test(flavor = "multi_thread")]
async fn a_courier_nobody_has_booked() {
    breaks("a shipment that went with nobody", &[FETCHED], async |busy| {
        let went = sql!("update shipment set carrier = 'agent' where order_id = $1");
        vec![(went, vec![kernel::Column::to_cell(&busy.paid_out.id)])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_was_given_to_nothing() {
    breaks("a range that ran ahead", &[NUMBERED], async |_| {
        let range = sql!(
            "insert into article_range (id, letters, first_serial, last_serial, next_serial, office, entered_by, entered_at_ms)
             select 'rng_00000000000000000000000001', 'EE', 1, 9, 2, 'nobody', min(id), 0 from person"
        );
        vec![(range, vec![])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipment_that_went_under_another_number() {
    breaks("another number on the box", &[CARRIED, CHAIN], async |busy| {
        let went = sql!("update shipment set article_number = 'EE473124829IN' where order_id = $1");
        let booked = sql!(
            "insert into booking
                    (id, shipment_id, carrier, state, number, outside_id, courier, reason, asked_at_ms, version, trail)
             select 'bkg_00000000000000000000000001', id, 'india_post', 'booked', 'EE123456785IN', '', '', '', 0, 0, ''
               from shipment where order_id = $1"
        );
        let order = || vec![kernel::Column::to_cell(&busy.paid_out.id)];
        vec![(went, order()), (booked, order())]
    })
    .await;
}
