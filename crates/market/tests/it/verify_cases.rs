//! The checks of makers' cases can fail, like the others in `verify`.

use kernel::Column as _;
use store::sql;

use crate::verify::breaks;

pub const CASES: &str = "every case stands where its facts stand";
pub const ONE_CASE: &str = "every maker has one case, every listed case a maker";

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_stands_where_no_fact_is() {
    breaks("a step nobody took", &[CASES], async |busy| {
        let step = sql!(
            "update case_step set ended_at_ms = at_ms where step = 'listed' and case_id in
                    (select id from maker_case where maker_id = $1)"
        );
        vec![(step, vec![busy.town.maker("Sunita").to_cell()])]
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_maker_without_a_case() {
    breaks("a case that lost its maker", &[ONE_CASE], async |busy| {
        let lost = sql!("update maker_case set maker_id = null where maker_id = $1");
        vec![(lost, vec![busy.town.maker("Sunita").to_cell()])]
    })
    .await;
}
