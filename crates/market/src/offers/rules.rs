//! What an offer takes off, split to the paisa over the lines it holds for. Pure.

use kernel::money::tax_within;
use kernel::{BasisPoints, Day, Paise};

use super::sql::Offer;
use super::{Applied, Kind, OfferState, WhyNoOffer};
use crate::quotes::rules::shared;
use crate::quotes::{Draft, Line};

/// No offer takes off more than half: a price stays a price, and nothing is left to be paid with nothing.
pub const MOST: BasisPoints = BasisPoints(5_000);
/// Letters of a code.
const CODE_LETTERS: std::ops::RangeInclusive<usize> = 3..=16;

/// A code as it is kept: Latin letters in capitals and digits. `None` if it is none.
pub fn code(typed: &str) -> Option<String> {
    let code: String =
        typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect::<String>();
    let code = kernel::digits::ascii_digits(&code).to_ascii_uppercase();
    let fits = CODE_LETTERS.contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
    fits.then_some(code)
}

/// Why an offer does not hold on a day for anybody; `None` if it does.
pub(super) fn closed(offer: &Offer, today: Day) -> Option<WhyNoOffer> {
    match offer.state {
        OfferState::WaitsMaker | OfferState::WaitsSecond | OfferState::Refused => Some(WhyNoOffer::Unknown),
        OfferState::Ended => Some(WhyNoOffer::Over),
        OfferState::Running if today < offer.from => Some(WhyNoOffer::NotYet { from: offer.from }),
        OfferState::Running if today > offer.to => Some(WhyNoOffer::Over),
        OfferState::Running if offer.used >= offer.uses_most => Some(WhyNoOffer::UsedUp),
        OfferState::Running => None,
    }
}

/// Divides `total` in proportion to `weights`: each part is rounded down, and the paise that remain go one each to those who lost most
/// by that. The parts come to the whole. `None` if there is nobody, nothing to go by, or it does not fit.
pub fn split(total: Paise, weights: &[Paise]) -> Option<Vec<Paise>> {
    let sum = Paise::sum(weights.iter().copied()).filter(|sum| *sum > Paise::ZERO)?;
    if total.is_negative() || weights.iter().any(|weight| weight.is_negative()) {
        return None;
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut lost: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        let whole = i128::from(total.0) * i128::from(weight.0);
        parts.push(Paise(i64::try_from(whole / i128::from(sum.0)).ok()?));
        lost.push((whole % i128::from(sum.0), at));
    }
    let left = total.minus(Paise::sum(parts.iter().copied())?)?;
    lost.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    for (_, at) in lost.into_iter().take(usize::try_from(left.0).ok()?) {
        parts[at].0 += 1;
    }
    Some(parts)
}

/// Takes an offer off a quote that is being made. `fits` says of each line whether the offer holds for it; `commission` is what the mart
/// keeps of a price.
///
/// # Errors
/// [`WhyNoOffer`] if it does not hold for these goods.
pub(super) fn take_off(
    draft: &Draft,
    offer: &Offer,
    fits: &[bool],
    commission: BasisPoints,
) -> Result<Draft, WhyNoOffer> {
    let weigh = |(line, fits): (&Line, &bool)| if *fits { line.line } else { Paise::ZERO };
    let weights: Vec<Paise> = draft.lines.iter().zip(fits).map(weigh).collect();
    let base = Paise::sum(weights.iter().copied()).ok_or(WhyNoOffer::NotThese)?;
    if base == Paise::ZERO {
        return Err(WhyNoOffer::NotThese);
    }
    if base < offer.least {
        return Err(WhyNoOffer::Below { least: offer.least });
    }
    let mut taken = draft.clone();
    let off = match offer.kind {
        Kind::Percent => offer.percent.of(base).unwrap_or_default().min(offer.most),
        Kind::Fixed => offer.most.min(MOST.of(base).unwrap_or_default()),
        Kind::Freight => free_freight(&mut taken, offer, fits)?,
    };
    if offer.kind != Kind::Freight {
        let parts = split(off, &weights).ok_or(WhyNoOffer::NotThese)?;
        // Other lines are as they were: a kit's have its price already.
        let its = taken.lines.iter_mut().zip(fits).zip(parts).filter(|((_, fits), _)| **fits);
        for ((line, _), part) in its {
            let by = if offer.maker.is_some() { cut(line, part, commission) } else { pay(line, part) };
            by.ok_or(WhyNoOffer::NotThese)?;
        }
    }
    taken.offer = Some(Applied { id: offer.id, name: offer.name() });
    taken.add_up().ok_or(WhyNoOffer::NotThese)?;
    Ok(taken)
}

/// A maker's own price is less: so is the tax inside it, and what the mart keeps.
pub(crate) fn cut(line: &mut Line, off: Paise, commission: BasisPoints) -> Option<()> {
    line.line = line.line.minus(off)?;
    line.cut = off;
    line.tax = tax_within(line.line, line.rate)?;
    (line.commission, line.maker_share) = shared(line.line, line.tax, line.seller, commission)?;
    Some(())
}

/// Another pays a part of the price: nothing else changes.
pub(crate) fn pay(line: &mut Line, part: Paise) -> Option<()> {
    line.funded = Some(part).filter(|part| *part <= line.line)?;
    Some(())
}

/// Another pays the freight of the shipments in which goods of the offer travel.
fn free_freight(taken: &mut Draft, offer: &Offer, fits: &[bool]) -> Result<Paise, WhyNoOffer> {
    let carried: Vec<u32> =
        taken.lines.iter().zip(fits).filter(|(_, fits)| **fits).map(|(line, _)| line.shipment_no).collect();
    let weight = |no: u32, freight| if carried.contains(&no) { freight } else { Paise::ZERO };
    let weights: Vec<Paise> = taken.shipments.iter().map(|one| weight(one.no, one.freight)).collect();
    let whole = Paise::sum(weights.iter().copied()).ok_or(WhyNoOffer::NoFreight)?;
    let off = whole.min(offer.most);
    let parts = split(off, &weights).ok_or(WhyNoOffer::NoFreight)?;
    for (shipment, part) in taken.shipments.iter_mut().zip(parts) {
        shipment.funded = part;
    }
    Ok(off)
}

/// What another pays of goods that stand in for others of which he paid a part: the same part, rounded down.
pub(crate) fn of_the_same(funded: Paise, goods: Paise, instead: Paise) -> Option<Paise> {
    let part = i128::from(funded.0) * i128::from(instead.0) / i128::from(goods.0.max(1));
    i64::try_from(part).ok().map(Paise)
}

impl Draft {
    /// What makers have cut off their prices.
    pub fn cut(&self) -> Paise {
        Paise::sum(self.lines.iter().map(|line| line.cut)).unwrap_or_default()
    }

    /// What another pays for the buyer, of goods and freight.
    pub fn funded(&self) -> Paise {
        let of_goods = self.lines.iter().map(|line| line.funded);
        Paise::sum(of_goods.chain(self.shipments.iter().map(|one| one.funded))).unwrap_or_default()
    }

    /// Goods and freight, whoever pays.
    pub fn value(&self) -> Paise {
        self.goods.plus(self.freight).unwrap_or_default()
    }

    /// Sums its lines and shipments anew. `None` if it does not fit.
    pub(crate) fn add_up(&mut self) -> Option<()> {
        self.goods = Paise::sum(self.lines.iter().map(|line| line.line))?;
        self.tax = Paise::sum(self.lines.iter().map(|line| line.tax))?;
        self.total = self.goods.plus(self.freight)?.minus(self.funded())?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_typed_as_people_type_it() {
        assert_eq!(code(" chhath-10 ").as_deref(), Some("CHHATH10"));
        assert_eq!(code("छठ"), None, "a code is read out on the telephone in Latin letters");
        assert_eq!((code("ab"), code("a b"), code(&"A".repeat(17))), (None, None, None));
    }

    #[test]
    fn who_lost_most_by_rounding_gets_the_paisa_that_is_left() {
        let parts = split(Paise(100), &[Paise(1), Paise(1), Paise(1)]);
        assert_eq!(parts, Some(vec![Paise(34), Paise(33), Paise(33)]));
        let parts = split(Paise(10), &[Paise(10), Paise(9), Paise(1)]);
        assert_eq!(
            parts,
            Some(vec![Paise(5), Paise(5), Paise(0)]),
            "5, 4.5 and 0.5: both lost a half, the first gets it"
        );
        assert_eq!((split(Paise(1), &[]), split(Paise(1), &[Paise(0)])), (None, None));
    }

    proptest! {
        #[test]
        fn the_parts_come_to_the_whole_and_no_part_is_more_than_its_line(
            weights in prop::collection::vec(0..5_000_000_i64, 1..40), share in 0..5_000_u32,
        ) {
            let weights: Vec<Paise> = weights.into_iter().map(Paise).collect();
            let base = Paise::sum(weights.iter().copied()).expect("fits");
            prop_assume!(base > Paise::ZERO);
            let off = BasisPoints(share).of(base).expect("fits");
            let parts = split(off, &weights).expect("somebody");
            prop_assert_eq!(Paise::sum(parts.iter().copied()), Some(off));
            for (part, weight) in parts.iter().zip(&weights) {
                prop_assert!(*part <= *weight, "{part} of {weight}");
                let exact = i128::from(off.0) * i128::from(weight.0);
                let error = (i128::from(part.0) * i128::from(base.0) - exact).abs();
                prop_assert!(error < i128::from(base.0), "within a paisa");
            }
        }
    }
}
