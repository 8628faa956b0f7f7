//! However a basket, a rate and a share fall: the parts sum to the whole, to the paisa.

use std::collections::{BTreeSet, HashMap};

use kernel::ids::{AggregatorId, HubId, Id, MakerId, ProductId, VariantId};
use kernel::money::tax_within;
use kernel::{BasisPoints, Day, Paise, Time, Words};
use market::delivery::rules::{Rate, Zone};
use market::delivery::{Carrier, Tables};
use market::makers::TaxClass;
use market::places::Point;
use market::quotes::rules::{Destination, Draft, Good, TaxSplit, Way, price};
use market::quotes::sellers::{Seller, Supply};
use market::quotes::{QuoteError, Stands};
use proptest::collection::vec;
use proptest::prelude::*;

fn id<T: Id>(number: u8) -> T {
    T::new(Time(1_000), [number; 10])
}

const HERE: Point = Point { lat_e4: 244_850, lon_e4: 867_000 };

fn tables(commission: u32, base: i64, per_500g: i64) -> Tables {
    let zone = |key: &str, up_to_km, carrier| Zone {
        key: key.to_owned(),
        up_to_km,
        days_from: 1,
        days_to: 3,
        carrier,
    };
    let rate = |zone: &str| Rate {
        zone: zone.to_owned(),
        over_g: 0,
        up_to_g: 35_000,
        base: Paise(base),
        per_500g: Paise(per_500g),
        from_day: Day(0),
    };
    Tables {
        zones: vec![zone("district", 0, Carrier::OwnHands), zone("far", 99_999, Carrier::IndiaPost)],
        rates: vec![rate("district"), rate("far")],
        commission: vec![(Day(0), BasisPoints(commission))],
        weeks: HashMap::new(),
        rests: BTreeSet::new(),
    }
}

fn goods() -> impl Strategy<Value = Vec<Good>> {
    let rates = prop::sample::select(vec![0_u32, 25, 150, 300, 500, 1_200, 1_800, 2_800, 4_000]);
    let one = (
        1_i64..3_000_000,
        1_u32..=50,
        rates,
        prop::sample::select(TaxClass::ALL),
        any::<bool>(),
        0_u8..3,
        1_i64..900,
    );
    vec(one, 1..=40).prop_map(|all| (0_u8..).zip(all).map(|(number, one)| good(number, one)).collect())
}

fn good(number: u8, one: (i64, u32, u32, TaxClass, bool, u8, i64)) -> Good {
    let (unit, quantity, rate, class, behalf, hub, weight_g) = one;
    Good {
        kit: None,
        variant: id::<VariantId>(number),
        product: id::<ProductId>(number),
        maker: id::<MakerId>(number % 7),
        name: Words::default(),
        label: Words::default(),
        quantity,
        batches: None,
        stands: Stands::ready(50),
        away: vec![],
        unit: Paise(unit),
        hsn: String::new(),
        rate: BasisPoints(rate),
        class,
        aggregator: behalf.then(|| id::<AggregatorId>(number)),
        hub: id::<HubId>(hub),
        hub_place: HERE,
        weight_g,
        volume_mm3: 1_000,
        lead_days: i64::from(number % 5),
        is_food: number.is_multiple_of(3),
        shelf_life_days: None,
    }
}

fn sum(parts: impl IntoIterator<Item = Paise>) -> Paise {
    Paise::sum(parts).expect("fits")
}

/// Everything that must be so of a priced basket.
fn adds_up(goods: &[Good], draft: &Draft, supply: Supply) -> Result<(), TestCaseError> {
    prop_assert_eq!(draft.lines.len(), goods.len());
    for (good, line) in goods.iter().zip(&draft.lines) {
        prop_assert_eq!(line.line, Paise(good.unit.0 * i64::from(good.quantity)));
        let handed_on = if matches!(line.seller, Seller::Aggregator(_)) { line.tax } else { Paise::ZERO };
        prop_assert_eq!(sum([line.maker_share, line.commission, handed_on]), line.line);
        prop_assert!(!line.maker_share.is_negative() && !line.commission.is_negative());
        prop_assert_eq!(Some(line.tax), tax_within(line.line, line.rate));
        prop_assert_eq!(line.split == TaxSplit::None, line.tax == Paise::ZERO);
        if line.seller == Seller::Maker {
            prop_assert!(
                good.class == TaxClass::Regular || line.tax == Paise::ZERO,
                "who is not registered charges no tax"
            );
            prop_assert!(good.class == TaxClass::Regular || supply == Supply::WithinState);
            prop_assert!(good.class != TaxClass::Unenrolled);
        }
        let shipment = draft.shipments.iter().find(|s| s.no == line.shipment_no).expect("a line travels");
        prop_assert_eq!((shipment.hub, shipment.is_food), (good.hub, good.is_food));
    }
    let ways: BTreeSet<_> = goods.iter().map(|good| (good.hub, good.is_food)).collect();
    prop_assert_eq!(draft.shipments.len(), ways.len());
    prop_assert_eq!(draft.goods, sum(draft.lines.iter().map(|line| line.line)));
    prop_assert_eq!(draft.tax, sum(draft.lines.iter().map(|line| line.tax)));
    prop_assert_eq!(draft.freight, sum(draft.shipments.iter().map(|shipment| shipment.freight)));
    prop_assert_eq!(draft.total, sum([draft.goods, draft.freight]));
    prop_assert!(draft.total <= Paise::MOST_PER_ORDER && draft.earliest <= draft.latest);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_of_every_basket_sum_to_the_whole(
        goods in goods(),
        commission in 0_u32..=5_000,
        base in 0_i64..20_000,
        per_500g in 0_i64..5_000,
        far in any::<bool>(),
    ) {
        let supply = if far { Supply::BetweenStates } else { Supply::WithinState };
        let to = Destination { place: HERE, in_district: !far, supply, way: Way::Brought };
        match price(&goods, to, &tables(commission, base, per_500g), Day(20_000)) {
            Ok(draft) => adds_up(&goods, &draft, supply)?,
            Err(QuoteError::TooMuch) => {
                let worth: i64 = goods.iter().map(|good| good.unit.0 * i64::from(good.quantity)).sum();
                prop_assert!(worth > Paise::MOST_PER_ORDER.0 - 10_000_000, "{worth} is not too much");
            }
            Err(QuoteError::NotSold(refused)) => {
                prop_assert!(!refused.is_empty());
            }
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
    }
}
