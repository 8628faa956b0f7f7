//! What a kit costs, split to the paisa over its lines, and whether it can be had. Pure.

use kernel::ids::MakerId;
use kernel::{BasisPoints, Day, Paise};

use super::{Bought, Kit, WhyNoKit};
use crate::offers::OfferState;
use crate::offers::rules::{MOST, cut, pay, split};
use crate::quotes::{Draft, Line};

/// What a kit may cost: from half of what its parts cost, so that a price stays a price, to all of it. If a maker pays for the rest, from half
/// of what is hers.
pub fn bounds(parts: &[(MakerId, Paise)], payer: Option<MakerId>) -> Option<(Paise, Paise)> {
    let whole = Paise::sum(parts.iter().map(|(_, price)| *price))?;
    let given = parts.iter().filter(|(maker, _)| payer.is_none_or(|payer| payer == *maker));
    let most_off = MOST.of(Paise::sum(given.map(|(_, price)| *price))?)?;
    Some((whole.minus(most_off)?, whole))
}

/// Why a kit cannot be had on a day, whatever its parts; `None` if it can.
pub fn shut(kit: &Kit, wanted: u32, today: Day) -> Option<WhyNoKit> {
    let left = u32::try_from(kit.uses_most - kit.used).unwrap_or(0);
    match kit.state {
        OfferState::WaitsMaker | OfferState::WaitsSecond | OfferState::Refused | OfferState::Ended => {
            Some(WhyNoKit::Over)
        }
        OfferState::Running if today < kit.from => Some(WhyNoKit::NotYet { from: kit.from }),
        OfferState::Running if today > kit.to => Some(WhyNoKit::Over),
        OfferState::Running if left < wanted => Some(WhyNoKit::UsedUp { left }),
        OfferState::Running => None,
    }
}

/// Sets the price of so many kits on their lines of a quote: what they cost less than their parts is split over the lines by largest
/// remainder, as a cut if a maker pays for it (of her lines only), else as a part that another pays.
///
/// # Errors
/// [`WhyNoKit::Repriced`] if the parts cost so much more or less by now that this is not what was agreed to.
pub(super) fn one_price(
    draft: &mut Draft,
    kit: &Kit,
    pieces: u32,
    commission: BasisPoints,
) -> Result<(), WhyNoKit> {
    one_price_of(draft, kit, pieces, commission).ok_or(WhyNoKit::Repriced)
}

fn one_price_of(draft: &mut Draft, kit: &Kit, pieces: u32, commission: BasisPoints) -> Option<()> {
    let is_its = |line: &&mut Line| line.kit == Some(kit.id);
    let mut lines: Vec<&mut Line> = draft.lines.iter_mut().filter(is_its).collect();
    let whole = Paise::sum(lines.iter().map(|line| line.line))?;
    let off = whole.minus(kit.price.times(pieces)?)?;
    if off.is_negative() || off > kit.off.times(pieces)? {
        return None;
    }
    let weigh = |line: &&mut Line| match kit.maker {
        Some(maker) if maker != line.maker => Paise::ZERO,
        _ => line.line,
    };
    let weights: Vec<Paise> = lines.iter().map(weigh).collect();
    if off > MOST.of(Paise::sum(weights.iter().copied())?)? {
        return None;
    }
    let parts = split(off, &weights)?;
    for (line, part) in lines.iter_mut().zip(parts) {
        match kit.maker {
            Some(maker) if maker == line.maker => cut(line, part, commission)?,
            Some(_) => {}
            None => pay(line, part)?,
        }
    }
    draft.kits.push(Bought { kit: kit.id, name: kit.name(), pieces, price: kit.price, off });
    draft.add_up()
}

/// The last part of an address: small Latin letters, digits and hyphens.
pub(super) fn is_slug(slug: &str) -> bool {
    let letter = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (2..=40).contains(&slug.len()) && slug.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use kernel::ids::{KitId, OfferId, ProductId, VariantId};
    use kernel::money::tax_within;
    use kernel::{Time, Words};
    use proptest::prelude::*;

    use super::*;
    use crate::quotes::rules::TaxSplit;
    use crate::quotes::sellers::Seller;

    fn id<I: kernel::ids::Id>(n: u8) -> I {
        I::new(Time(i64::from(n)), [n; 10])
    }

    fn line(n: u8, unit: i64, quantity: u32, rate: u32) -> Line {
        let (unit, rate) = (Paise(unit), BasisPoints(rate));
        let line = unit.times(quantity).expect("fits");
        let tax = tax_within(line, rate).expect("positive");
        Line {
            variant: id::<VariantId>(n),
            product: id::<ProductId>(n),
            maker: id::<MakerId>(n % 3),
            shipment_no: 1,
            is_food: false,
            name: Words::default(),
            label: Words::default(),
            quantity,
            unit,
            line,
            cut: Paise::ZERO,
            funded: Paise::ZERO,
            kit: Some(id::<KitId>(1)),
            hsn: String::new(),
            rate,
            tax,
            split: TaxSplit::None,
            seller: Seller::Maker,
            commission: Paise::ZERO,
            maker_share: line,
        }
    }

    fn draft(lines: Vec<Line>) -> Draft {
        let goods = Paise::sum(lines.iter().map(|line| line.line)).expect("fits");
        let (day, freight) = (Day(20_000), Paise(40_00));
        let (kits, offer, tax) = (Vec::new(), None, Paise::ZERO);
        Draft {
            lines,
            shipments: Vec::new(),
            goods,
            freight,
            tax,
            kits,
            offer,
            total: goods,
            earliest: day,
            latest: day,
        }
    }

    fn kit(price: Paise, off: Paise, maker: Option<MakerId>) -> Kit {
        Kit {
            id: id(1),
            slug: "a-kit".to_owned(),
            offer: id::<OfferId>(1),
            name: Words::default(),
            words: Words::default(),
            price,
            off,
            maker,
            collection: None,
            from: Day(10),
            to: Day(20),
            used: 3,
            uses_most: 5,
            state: OfferState::Running,
        }
    }

    #[test]
    fn a_kit_is_sold_in_its_window_as_long_as_there_are_some() {
        let kit = kit(Paise(100), Paise(1), None);
        let all = [9, 10, 20, 21].map(|day| shut(&kit, 2, Day(day)));
        assert_eq!(all, [Some(WhyNoKit::NotYet { from: Day(10) }), None, None, Some(WhyNoKit::Over)]);
        assert_eq!(shut(&kit, 3, Day(10)), Some(WhyNoKit::UsedUp { left: 2 }));
        let waits = Kit { state: OfferState::WaitsSecond, ..kit };
        assert_eq!(shut(&waits, 1, Day(10)), Some(WhyNoKit::Over));
    }

    #[test]
    fn parts_that_cost_more_or_less_by_now_are_not_what_was_agreed_to() {
        let lines = || vec![line(1, 300, 1, 0), line(2, 200, 1, 0)];
        let of = |price, off| {
            one_price(&mut draft(lines()), &kit(Paise(price), Paise(off), None), 1, BasisPoints(0))
        };
        assert_eq!(of(450, 50), Ok(()));
        assert_eq!((of(450, 49), of(501, 50)), (Err(WhyNoKit::Repriced), Err(WhyNoKit::Repriced)));
    }

    #[test]
    fn a_maker_pays_of_what_is_hers_and_of_no_more_than_half_of_it() {
        let parts = [(id(1), Paise(300)), (id(2), Paise(200))];
        assert_eq!(bounds(&parts, None), Some((Paise(250), Paise(500))));
        assert_eq!(bounds(&parts, Some(id(2))), Some((Paise(400), Paise(500))));
    }

    proptest! {
        #[test]
        fn the_lines_of_kits_come_to_their_price_to_the_paisa(
            units in prop::collection::vec((1..500_000_i64, 1..5_u32, prop::sample::select(vec![0_u32, 500, 1_200, 1_800])), 2..12),
            share in 0..5_000_u32, pieces in 1..20_u32, hers in prop::bool::ANY,
        ) {
            let lines: Vec<Line> =
                (1_u8..).zip(&units).map(|(n, (unit, each, rate))| line(n, *unit, each * pieces, *rate)).collect();
            let maker = hers.then(|| lines[0].maker);
            let mine = |line: &&Line| maker.is_none_or(|maker| maker == line.maker);
            let one = |line: &Line| line.unit.0 * i64::from(line.quantity / pieces);
            let off = BasisPoints(share).of(Paise(lines.iter().filter(mine).map(one).sum())).expect("fits");
            let price = Paise(lines.iter().map(one).sum::<i64>() - off.0);
            let mut draft = draft(lines.clone());
            prop_assert_eq!(one_price(&mut draft, &kit(price, off, maker), pieces, BasisPoints(1_000)), Ok(()));
            let paid: i64 = draft.lines.iter().map(|line| line.line.0 - line.funded.0).sum();
            prop_assert_eq!(paid, price.0 * i64::from(pieces));
            prop_assert_eq!(draft.total.0, paid + draft.freight.0);
            for (line, was) in draft.lines.iter().zip(&lines) {
                prop_assert_eq!(line.tax, tax_within(line.line, line.rate).expect("positive"));
                prop_assert!(line.funded <= line.line && !line.line.is_negative());
                if maker.is_some_and(|maker| maker != line.maker) {
                    prop_assert_eq!(line, was, "nobody else's line is touched");
                }
                if maker.is_none() {
                    prop_assert_eq!((line.line, line.maker_share), (was.line, was.maker_share));
                }
            }
        }
    }
}
