//! Whether a good can be sold, and all that stands in the way: computed from facts each time, never kept as one flag. Pure.
//!
//! A good is only ever in the catalogue after a second person has approved it, and a size only after one has approved that
//! ([`crate::proposals`]); so «approved» is no fact to be asked here. Where it may lawfully go depends on the buyer's place and
//! is asked after this ([`super::rules::why_not`]).

use kernel::Day;

use super::WhyNot;
use crate::catalogue::{ForSale, Licence, Making};

/// What decides whether a good can be sold, wherever to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stands {
    /// Its maker has closed her shop.
    pub closed: bool,
    /// The mart has taken it off sale.
    pub withdrawn: bool,
    /// This size or colour is not made any more.
    pub ended: bool,
    /// Its maker does not make it now.
    pub paused: bool,
    /// The last day its maker is away.
    pub away_until: Option<Day>,
    /// Whether it is known at which rate it is taxed.
    pub taxed: bool,
    /// Its maker's food licence, if people eat it.
    pub licence: Licence,
    /// Whether somebody may sell it, wherever: its maker, or who sells on her behalf.
    pub has_seller: bool,
    /// How it comes about.
    pub making: Making,
    /// How many can be had.
    pub free: u32,
}

impl Stands {
    /// A size or colour as it stands on `today`.
    pub fn of(good: &ForSale, taxed: bool, today: Day) -> Stands {
        Stands {
            closed: good.closed,
            withdrawn: good.withdrawn,
            ended: good.ended,
            paused: good.paused,
            away_until: good.away_until,
            taxed,
            licence: good.licence_on(today),
            has_seller: good.has_seller(),
            making: good.making,
            free: u32::try_from(good.free).unwrap_or(0),
        }
    }

    /// Nothing stands in the way of so many pieces.
    pub const fn ready(free: u32) -> Stands {
        Stands {
            closed: false,
            withdrawn: false,
            ended: false,
            paused: false,
            away_until: None,
            taxed: true,
            licence: Licence::Fine,
            has_seller: true,
            making: Making::Stock,
            free,
        }
    }
}

/// Everything that stands in the way of selling `wanted` pieces on `today`, what lasts longest first; nothing, if they can be sold.
pub fn obstacles(stands: &Stands, wanted: u32, today: Day) -> Vec<WhyNot> {
    let short = match stands.making {
        _ if stands.free >= wanted => None,
        // The places of the week open again on Monday.
        Making::ToOrder if stands.free == 0 => {
            Some(WhyNot::WeekFull { opens: today.plus(7 - today.weekday()) })
        }
        Making::Stock | Making::ToOrder => Some(WhyNot::SoldOut { left: stands.free }),
    };
    let all = [
        stands.closed.then_some(WhyNot::Closed),
        stands.withdrawn.then_some(WhyNot::Withdrawn),
        stands.ended.then_some(WhyNot::Ended),
        (!stands.taxed).then_some(WhyNot::Untaxed),
        match stands.licence {
            Licence::Fine => None,
            Licence::Never => Some(WhyNot::NoLicence),
            Licence::Over => Some(WhyNot::LicenceOver),
        },
        (!stands.has_seller).then_some(WhyNot::NeedsAggregator),
        stands.paused.then_some(WhyNot::Paused),
        stands.away_until.map(|until| WhyNot::Away { until }),
        short,
    ];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fact_alone_stands_in_the_way_and_all_are_told() {
        let (ready, today) = (Stands::ready(5), Day::of(2026, 11, 24).expect("a Tuesday"));
        assert!(obstacles(&ready, 5, today).is_empty());
        for (stands, why) in [
            (Stands { closed: true, ..ready }, WhyNot::Closed),
            (Stands { withdrawn: true, ..ready }, WhyNot::Withdrawn),
            (Stands { ended: true, ..ready }, WhyNot::Ended),
            (Stands { taxed: false, ..ready }, WhyNot::Untaxed),
            (Stands { licence: Licence::Never, ..ready }, WhyNot::NoLicence),
            (Stands { licence: Licence::Over, ..ready }, WhyNot::LicenceOver),
            (Stands { has_seller: false, ..ready }, WhyNot::NeedsAggregator),
            (Stands { paused: true, ..ready }, WhyNot::Paused),
            (Stands { away_until: Some(today), ..ready }, WhyNot::Away { until: today }),
            (Stands { free: 4, ..ready }, WhyNot::SoldOut { left: 4 }),
            (
                Stands { making: Making::ToOrder, free: 0, ..ready },
                WhyNot::WeekFull { opens: Day::of(2026, 11, 30).expect("the Monday after") },
            ),
            (Stands { making: Making::ToOrder, free: 2, ..ready }, WhyNot::SoldOut { left: 2 }),
        ] {
            assert_eq!(obstacles(&stands, 5, today), [why]);
        }
        let both = Stands { paused: true, licence: Licence::Never, ..ready };
        assert_eq!(obstacles(&both, 5, today), [WhyNot::NoLicence, WhyNot::Paused]);
    }
}
