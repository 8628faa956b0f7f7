//! The price helper: what a piece costs its maker, what she could ask, and whether she would sell below her own cost.
//!
//! Material, hours at a fair wage, packing and the way to the hub make the floor; a fifth more is suggested, so that a bad
//! day does not eat the next one's material. It advises; the maker says the price.

use kernel::{Day, Paise};
use store::{DbError, Read};

use super::sql;

/// What a piece costs, as the maker tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Material of one piece.
    pub material: Paise,
    /// Quarter hours of work in one piece.
    pub quarter_hours: i64,
    /// Packing of one piece.
    pub packing: Paise,
    /// Bringing one piece to the hub.
    pub freight: Paise,
}

/// What the helper says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Helper {
    /// The hours of work at a fair wage.
    pub work: Paise,
    /// Below this she pays for her buyer.
    pub floor: Paise,
    /// What she could ask: a fifth above the floor, in whole five rupees.
    pub suggested: Paise,
}

impl Helper {
    /// Whether `price` is below her own cost.
    pub fn is_loss(&self, price: Paise) -> bool {
        price < self.floor
    }
}

/// The margin suggested above the floor, in hundredths.
const MARGIN_PERCENT: i64 = 20;
/// Prices are suggested in steps of five rupees.
const STEP: i64 = 500;

/// What one piece should bring, with `hour` as a fair wage for an hour. `None` beyond what money can count.
pub fn helper(costs: &Costs, hour: Paise) -> Option<Helper> {
    let work = hour.0.checked_mul(costs.quarter_hours)?.checked_add(3)? / 4;
    let floor = Paise::sum([costs.material, Paise(work), costs.packing, costs.freight])?;
    let with_margin = floor.0.checked_mul(100 + MARGIN_PERCENT)?.checked_add(99)? / 100;
    let suggested = with_margin.checked_add(STEP - 1)? / STEP * STEP;
    Some(Helper { work: Paise(work), floor, suggested: Paise(suggested) })
}

/// The wage of an hour that holds on `day`, from the table `fair_wage`.
///
/// # Errors
/// [`DbError`] if the database fails.
pub async fn fair_wage(read: &mut Read, day: Day) -> Result<Paise, DbError> {
    sql::fair_wage(read, day).await
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lac_bangles_have_a_floor() {
        let costs =
            Costs { material: Paise(60_00), quarter_hours: 6, packing: Paise(10_00), freight: Paise(5_00) };
        let told = helper(&costs, Paise(60_00)).expect("small sums");
        assert_eq!((told.work, told.floor, told.suggested), (Paise(90_00), Paise(165_00), Paise(200_00)));
        assert!(told.is_loss(Paise(164_99)) && !told.is_loss(Paise(165_00)));
    }

    proptest! {
        #[test]
        fn what_is_suggested_is_never_a_loss(material in 0..10_000_000_i64, quarters in 0..2_000_i64, packing in 0..1_000_000_i64, hour in 0..100_000_i64) {
            let costs = Costs { material: Paise(material), quarter_hours: quarters, packing: Paise(packing), freight: Paise(0) };
            let told = helper(&costs, Paise(hour)).expect("in range");
            prop_assert!(!told.is_loss(told.suggested) && told.suggested.0 % STEP == 0);
            prop_assert!(told.work.0 * 4 >= hour * quarters);
        }
    }
}
