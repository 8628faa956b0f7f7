//! Decisions about distance, freight and dates. Pure: the tables, the day and the places come in as arguments.

use kernel::{Day, Paise};

use super::Carrier;
use crate::places::Point;

/// The heaviest shipment a carrier takes, in grams. Source: India Post, Speed Post parcel limit.
pub const HEAVIEST_G: i64 = 35_000;
/// Packing adds a tenth to what the goods weigh.
const PACKING_PERCENT: i64 = 10;
/// The way from a maker to the hub, and the hub's own work, in days.
const HUB_DAYS: i64 = 1;
/// Food is brought to the hub on the day it is packed and leaves it on the same.
const FOOD_HUB_DAYS: i64 = 0;
/// A shelf good is packed within so many days.
const PACK_DAYS: i64 = 1;
/// Volumetric weight: 5 000 cm³ count as a kilogram. Source: carriers' common divisor.
const MM3_PER_G: i64 = 5_000;

/// Kilometres by road between two places: the straight line and a quarter more. Good to a few percent within India,
/// which is enough to choose a slab of some hundred kilometres.
pub fn road_km(from: Point, to: Point) -> i64 {
    // A degree of latitude is 111.2 km; a degree of longitude shrinks with the cosine, here in thousandths per degree.
    let middle = usize::try_from((from.lat_e4 + to.lat_e4).abs() / 20_000).unwrap_or(0);
    let shrink = COSINE_E3[middle.min(COSINE_E3.len() - 1)];
    let north = (from.lat_e4 - to.lat_e4) * 1_112 / 100;
    let east = (from.lon_e4 - to.lon_e4) * 1_112 / 100 * shrink / 1_000;
    let metres = (north * north + east * east).isqrt();
    metres * 125 / 100_000
}

/// Thousandths of the cosine of 0°, 1°, … 40°.
const COSINE_E3: [i64; 41] = [
    1000, 1000, 999, 999, 998, 996, 995, 993, 990, 988, 985, 982, 978, 974, 970, 966, 961, 956, 951, 946,
    940, 934, 927, 921, 914, 906, 899, 891, 883, 875, 866, 857, 848, 839, 829, 819, 809, 799, 788, 777, 766,
];

/// A ring around the hub: who goes there and how long it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// Its key; `district` is every pincode of the mart's own district.
    pub key: String,
    /// Its outer edge by road; the district has none.
    pub up_to_km: i64,
    /// The carrier's quickest days.
    pub days_from: i64,
    /// The carrier's slowest days.
    pub days_to: i64,
    /// Who goes there.
    pub carrier: Carrier,
}

/// What shipments of a weight cost in a zone, from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The zone's key.
    pub zone: String,
    /// For more than this weight.
    pub over_g: i64,
    /// Up to this weight.
    pub up_to_g: i64,
    /// The base.
    pub base: Paise,
    /// For each begun 500 g above `over_g`.
    pub per_500g: Paise,
    /// The first day it holds.
    pub from_day: Day,
}

/// The zone of a pincode: the district's own, or the ring it lies in.
pub fn zone_for(zones: &[Zone], in_district: bool, km: i64) -> Option<&Zone> {
    if in_district {
        return zones.iter().find(|zone| zone.up_to_km == 0);
    }
    zones.iter().filter(|zone| zone.up_to_km >= km && zone.up_to_km > 0).min_by_key(|zone| zone.up_to_km)
}

/// What a carrier charges by: the weight with packing, or the space it takes, whichever is more.
pub fn chargeable_g(weight_g: i64, volume_mm3: i64) -> i64 {
    let packed = weight_g + weight_g * PACKING_PERCENT / 100;
    packed.max(volume_mm3 / MM3_PER_G)
}

/// The freight of a shipment, or `None` if no rate covers it on that day. Of several, the newest in force counts.
pub fn freight(rates: &[Rate], zone: &str, weight_g: i64, day: Day) -> Option<Paise> {
    let rate = rates
        .iter()
        .filter(|r| r.zone == zone && r.from_day <= day && weight_g > r.over_g && weight_g <= r.up_to_g)
        .max_by_key(|r| r.from_day)?;
    let steps = (weight_g - rate.over_g + 499) / 500;
    let exact = rate.base.plus(rate.per_500g.times(u32::try_from(steps).ok()?)?)?;
    // Buyers read whole rupees.
    Some(Paise((exact.0 + 99) / 100 * 100))
}

/// The day so many working days later: hubs and carriers rest on Sundays.
pub(crate) fn after_working_days(day: Day, days: i64) -> Day {
    let mut day = day;
    for _ in 0..days.clamp(0, 400) {
        day = day.plus(1);
        if day.weekday() == 6 {
            day = day.plus(1);
        }
    }
    day
}

/// Days from the maker's door until a shipment leaves the hub. Food does not wait for what comes by the next round.
pub const fn hub_days(is_food: bool) -> i64 {
    if is_food { FOOD_HUB_DAYS } else { HUB_DAYS }
}

/// Days from one to another, both included, on which a maker makes nothing.
pub type Absence = (Day, Day);

/// The day a good is packed, if it is ordered on `today` and takes `lead_days` to make (0: it lies on the shelf). On Sundays and
/// while its maker is away nobody works on it.
pub fn ready(today: Day, lead_days: i64, away: &[Absence]) -> Day {
    let mut day = today;
    for _ in 0..lead_days.clamp(PACK_DAYS, 400) {
        day = after_working_days(day, 1);
        while away.iter().any(|(from, to)| (*from..=*to).contains(&day)) {
            day = after_working_days(day, 1);
        }
    }
    day
}

/// The first and the last day a shipment can arrive whose last good is packed on `ready`.
pub fn promise(ready: Day, hub_days: i64, zone: &Zone) -> (Day, Day) {
    let leaves = after_working_days(ready, hub_days);
    (after_working_days(leaves, zone.days_from), after_working_days(leaves, zone.days_to))
}

/// Whether food keeps long enough: at delivery there must be left 30 % of its life or 45 days, whichever is less.
/// It is counted from the day it is packed, the slowest way.
///
/// Source: FSSAI advisory to e-commerce food businesses of November 2024.
pub fn food_keeps(shelf_life_days: i64, zone: &Zone) -> bool {
    let wanted = ((shelf_life_days * 30 + 99) / 100).min(45);
    shelf_life_days - (HUB_DAYS + zone.days_to) >= wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEOGHAR: Point = Point { lat_e4: 244_850, lon_e4: 867_000 };

    fn zone(key: &str, up_to_km: i64, days: (i64, i64)) -> Zone {
        let carrier = if up_to_km == 0 { Carrier::OwnHands } else { Carrier::IndiaPost };
        Zone { key: key.to_owned(), up_to_km, days_from: days.0, days_to: days.1, carrier }
    }

    #[test]
    fn distances_choose_the_right_slab() {
        let kolkata = Point { lat_e4: 225_726, lon_e4: 883_639 };
        let delhi = Point { lat_e4: 286_200, lon_e4: 772_130 };
        let kanyakumari = Point { lat_e4: 80_883, lon_e4: 775_385 };
        assert!((300..370).contains(&road_km(DEOGHAR, kolkata)), "{}", road_km(DEOGHAR, kolkata));
        assert!((1_200..1_400).contains(&road_km(DEOGHAR, delhi)), "{}", road_km(DEOGHAR, delhi));
        assert!(road_km(DEOGHAR, kanyakumari) > 2_000);
        assert_eq!(road_km(DEOGHAR, DEOGHAR), 0);
    }

    #[test]
    fn the_district_has_its_own_zone_and_the_rest_lies_in_rings() {
        let zones = [zone("district", 0, (1, 2)), zone("near", 200, (2, 4)), zone("ends", 99_999, (6, 10))];
        assert_eq!(zone_for(&zones, true, 30).map(|z| z.key.as_str()), Some("district"));
        assert_eq!(zone_for(&zones, false, 30).map(|z| z.key.as_str()), Some("near"));
        assert_eq!(zone_for(&zones, false, 201).map(|z| z.key.as_str()), Some("ends"));
    }

    #[test]
    fn freight_grows_by_begun_half_kilos_and_is_whole_rupees() {
        let rate = |over_g, up_to_g, base, per_500g, from_day| Rate {
            zone: "near".to_owned(),
            over_g,
            up_to_g,
            base: Paise(base),
            per_500g: Paise(per_500g),
            from_day: Day(from_day),
        };
        let rates =
            [rate(0, 500, 5_900, 0, 0), rate(500, 35_000, 5_900, 1_770, 0), rate(0, 500, 7_000, 0, 100)];
        assert_eq!(freight(&rates, "near", 400, Day(1)), Some(Paise(5_900)));
        assert_eq!(freight(&rates, "near", 501, Day(1)), Some(Paise(7_700)));
        assert_eq!(freight(&rates, "near", 1_001, Day(1)), Some(Paise(9_500)));
        assert_eq!(
            freight(&rates, "near", 400, Day(100)),
            Some(Paise(7_000)),
            "a new rate holds from its day"
        );
        assert_eq!(freight(&rates, "near", HEAVIEST_G + 1, Day(1)), None);
        assert_eq!(freight(&rates, "moon", 400, Day(1)), None);
    }

    #[test]
    fn bulky_bamboo_pays_for_its_space() {
        assert_eq!(chargeable_g(1_000, 1_000), 1_100);
        assert_eq!(chargeable_g(500, 400 * 400 * 300), 9_600);
    }

    #[test]
    fn nobody_works_on_sunday() {
        let friday = Day::of(2026, 11, 20).expect("a day");
        let (first, last) = promise(ready(friday, 0, &[]), hub_days(false), &zone("district", 0, (1, 2)));
        assert_eq!((first.iso(), last.iso()), ("2026-11-24".to_owned(), "2026-11-25".to_owned()));
        assert!((0..200).all(|d| after_working_days(friday, d).weekday() != 6));
    }

    #[test]
    fn food_leaves_the_hub_on_the_day_it_comes() {
        let friday = Day::of(2026, 11, 20).expect("a day");
        let (first, last) = promise(ready(friday, 0, &[]), hub_days(true), &zone("district", 0, (1, 2)));
        assert_eq!((first.iso(), last.iso()), ("2026-11-23".to_owned(), "2026-11-24".to_owned()));
    }

    #[test]
    fn nobody_works_while_she_is_away() {
        let day = |date| Day::of(2026, 11, date).expect("a day");
        assert_eq!(ready(day(23), 3, &[]), day(26));
        assert_eq!(ready(day(23), 3, &[(day(24), day(25))]), day(28));
        assert_eq!(
            ready(day(23), 1, &[(day(24), day(24)), (day(25), day(27))]),
            day(28),
            "one after another"
        );
        assert_eq!(ready(day(23), 0, &[(day(24), day(28))]), day(30), "and the Sunday after it");
        assert_eq!(ready(day(23), 3, &[(day(1), day(22))]), day(26), "what is over moves nothing");
    }

    #[test]
    fn peda_reaches_the_neighbours_and_not_the_far_ends() {
        assert!(food_keeps(12, &zone("near", 200, (2, 4))));
        assert!(!food_keeps(12, &zone("ends", 99_999, (6, 10))));
        assert!(food_keeps(365, &zone("ends", 99_999, (6, 10))));
    }
}
