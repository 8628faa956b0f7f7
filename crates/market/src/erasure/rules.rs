//! What must end before somebody can be erased. Pure.

use kernel::Time;

/// Hours between telling somebody that she will be erased and erasing her. Source: DPDP Rules 2025, rule 8(2).
pub const NOTICE_HOURS: i64 = 48;

kernel::codes! {
    /// What must end before somebody can be erased. Each has a sentence in `locales/*/mydata.ftl`.
    pub enum Hindrance {
        /// She works for the mart.
        Work = "work",
        /// She speaks for a group, or for more than one maker: what is known of them is theirs.
        Others = "others",
        /// An order of hers is on its way to her.
        Orders = "orders",
        /// Money is on its way back to her.
        Refunds = "refunds",
        /// Parcels of hers are on their way to buyers.
        Parcels = "parcels",
        /// The mart owes her money, or has sent it and not heard that it came.
        Money = "money",
    }
}

store::row! {
    /// How much of each there is.
    #[derive(Default)]
    pub struct Facts {
        /// Living roles that are work for the mart.
        pub work: i64,
        /// Makers she signs in for.
        pub makers: i64,
        /// Groups and companies among them.
        pub groups: i64,
        /// Her orders that have not ended.
        pub orders: i64,
        /// Her refunds that have not ended.
        pub refunds: i64,
        /// Parcels her makers pack that have not ended.
        pub parcels: i64,
        /// What the mart owes her makers, in paise.
        pub owed_paise: i64,
        /// Payouts to them that have not ended.
        pub payouts: i64,
    }
}

/// What stands in the way, in the order it is told.
pub fn hindrances(facts: &Facts) -> Vec<Hindrance> {
    Hindrance::ALL
        .iter()
        .copied()
        .filter(|hindrance| match hindrance {
            Hindrance::Work => facts.work > 0,
            Hindrance::Others => facts.groups > 0 || facts.makers > 1,
            Hindrance::Orders => facts.orders > 0,
            Hindrance::Refunds => facts.refunds > 0,
            Hindrance::Parcels => facts.parcels > 0,
            Hindrance::Money => facts.owed_paise > 0 || facts.payouts > 0,
        })
        .collect()
}

/// When somebody may be erased who is told now.
pub const fn due_at(told: Time) -> Time {
    told.plus_minutes(60 * NOTICE_HOURS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_open_hinders_nobody_and_everything_open_is_told() {
        assert_eq!(hindrances(&Facts { makers: 1, ..Facts::default() }), []);
        let all = Facts {
            work: 1,
            makers: 2,
            groups: 0,
            orders: 1,
            refunds: 1,
            parcels: 1,
            owed_paise: 1,
            payouts: 0,
        };
        assert_eq!(hindrances(&all), Hindrance::ALL);
        let sent = Facts { makers: 1, groups: 1, payouts: 1, owed_paise: -5, ..Facts::default() };
        assert_eq!(hindrances(&sent), [Hindrance::Others, Hindrance::Money]);
    }

    #[test]
    fn two_days_lie_between() {
        assert_eq!(due_at(Time(1_000)).0, 1_000 + 48 * 3_600_000);
    }
}
