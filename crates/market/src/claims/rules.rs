//! What of a line goes back, and who bears it. Pure.

use kernel::Paise;

use super::Fault;
use crate::bills::rules::Tax;
use crate::ledger::Account;

/// A line as it was sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// How many pieces.
    pub quantity: u32,
    /// The price of all, as it was sold.
    pub line: Paise,
    /// How much of that another paid for the buyer.
    pub funded: Paise,
    /// The tax inside the price of all.
    pub tax: Paise,
    /// What the mart kept of it.
    pub commission: Paise,
    /// Whether an aggregator sold it: the tax is hers and not in the maker's share.
    pub is_on_behalf: bool,
}

/// The part of a line that some of its pieces are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The price, tax included.
    pub gross: Paise,
    /// How much of it another paid for the buyer: it goes back to whoever did.
    pub funded: Paise,
    /// The tax inside.
    pub tax: Paise,
    /// What the mart kept of it.
    pub commission: Paise,
    /// The maker's share: the exact rest.
    pub maker: Paise,
}

/// The part of `now` pieces after `done` others were given back. Piece by piece or all at once, the parts come to the line.
/// `None` if there are not so many pieces, or it does not fit.
pub fn part(whole: Whole, done: u32, now: u32) -> Option<Part> {
    let upto = done.checked_add(now).filter(|upto| *upto <= whole.quantity && now > 0)?;
    let gross = between(whole.line, (done, upto), whole.quantity)?;
    let funded = between(whole.funded, (done, upto), whole.quantity)?;
    let tax = between(whole.tax, (done, upto), whole.quantity)?;
    let commission = between(whole.commission, (done, upto), whole.quantity)?;
    let others = if whole.is_on_behalf { commission.plus(tax)? } else { commission };
    Some(Part { gross, funded, tax, commission, maker: gross.minus(others)? })
}

impl Part {
    /// What the buyer paid of it.
    pub const fn paid(&self) -> Paise {
        Paise(self.gross.0 - self.funded.0)
    }
}

/// How much of an amount lies between two counts out of a whole one.
fn between(amount: Paise, (from, to): (u32, u32), whole: u32) -> Option<Paise> {
    share(amount, i64::from(to), i64::from(whole))?.minus(share(amount, i64::from(from), i64::from(whole))?)
}

/// `amount × part / whole`, rounded down.
fn share(amount: Paise, part: i64, whole: i64) -> Option<Paise> {
    if whole <= 0 {
        return None;
    }
    i64::try_from(i128::from(amount.0) * i128::from(part) / i128::from(whole)).ok().map(Paise)
}

/// The part of TCS that comes back when `now` of `net` is no supply any more, after `before` was none already.
pub fn tcs_back(tcs: Tax, net: Paise, before: Paise, now: Paise) -> Option<Tax> {
    if net == Paise::ZERO {
        return Some(Tax::default());
    }
    let after = before.plus(now)?;
    let of = |amount| share(amount, after.0, net.0)?.minus(share(amount, before.0, net.0)?);
    Some(Tax { cgst: of(tcs.cgst)?, sgst: of(tcs.sgst)?, igst: of(tcs.igst)? })
}

/// The sides of the entry that debit whoever bears a part, the advance it goes back through left out.
///
/// `seller` is the account of the seller of record; for goods the maker sold herself it is the maker's own.
pub fn borne(fault: Fault, part: Part, maker: Account, seller: Account) -> Option<Vec<(Account, Paise)>> {
    Some(match fault {
        Fault::Maker if seller == maker => {
            vec![(maker, part.maker), (Account::MartShare, part.commission)]
        }
        Fault::Maker => {
            vec![(maker, part.maker), (Account::MartShare, part.commission), (seller, part.tax)]
        }
        // She keeps what she earned; only the tax, which is due no more, comes back from whoever had it.
        Fault::Courier => vec![(Account::ClaimPool, part.gross.minus(part.tax)?), (seller, part.tax)],
        Fault::Mart => vec![(Account::Goodwill, part.gross)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Time;
    use kernel::ids::{AggregatorId, Id, MakerId};
    use proptest::prelude::*;

    fn whole(quantity: u32, unit: i64, tax: i64, commission: i64, is_on_behalf: bool) -> Whole {
        let (tax, commission) = (Paise(tax), Paise(commission));
        Whole {
            quantity,
            line: Paise(unit * i64::from(quantity)),
            funded: Paise(7),
            tax,
            commission,
            is_on_behalf,
        }
    }

    #[test]
    fn whoever_is_at_fault_bears_it() {
        let maker = Account::Maker(MakerId::new(Time(1), [1; 10]));
        let federation = Account::SellerTax(AggregatorId::new(Time(1), [2; 10]));
        let own = part(whole(2, 105_00, 10_00, 4_00, false), 0, 1).expect("a piece");
        assert_eq!(
            own,
            Part {
                gross: Paise(105_00),
                funded: Paise(3),
                tax: Paise(5_00),
                commission: Paise(2_00),
                maker: Paise(103_00)
            }
        );
        assert_eq!(
            borne(Fault::Maker, own, maker, maker).expect("fits"),
            [(maker, Paise(103_00)), (Account::MartShare, Paise(2_00))]
        );
        let behalf = part(whole(2, 105_00, 10_00, 4_00, true), 0, 1).expect("a piece");
        assert_eq!(
            borne(Fault::Maker, behalf, maker, federation).expect("fits"),
            [(maker, Paise(98_00)), (Account::MartShare, Paise(2_00)), (federation, Paise(5_00))]
        );
        assert_eq!(
            borne(Fault::Courier, behalf, maker, federation).expect("fits"),
            [(Account::ClaimPool, Paise(100_00)), (federation, Paise(5_00))]
        );
        assert_eq!(
            borne(Fault::Mart, own, maker, maker).expect("fits"),
            [(Account::Goodwill, Paise(105_00))]
        );
    }

    #[test]
    fn no_more_pieces_than_there_are() {
        let line = whole(3, 100, 14, 3, false);
        assert_eq!(
            (part(line, 0, 4), part(line, 2, 2), part(line, 0, 0), part(line, u32::MAX, 1)),
            (None, None, None, None)
        );
    }

    proptest! {
        #[test]
        fn piece_by_piece_is_as_much_as_all_at_once(
            quantity in 1..40_u32, unit in 100..1_000_000_i64, rate in 0..30_i64, share in 0..20_i64, behalf: bool,
            cuts in prop::collection::vec(1..8_u32, 0..12),
        ) {
            let gross = unit * i64::from(quantity);
            let line = whole(quantity, unit, gross * rate / 130, gross * share / 100, behalf);
            let all = part(line, 0, quantity).expect("all of it");
            let (mut done, mut sum) = (0, Part::default());
            for cut in cuts.into_iter().chain([quantity]) {
                let now = cut.min(quantity - done);
                if now == 0 { break; }
                let one = part(line, done, now).expect("some");
                let others = if behalf { one.commission.0 + one.tax.0 } else { one.commission.0 };
                prop_assert_eq!(one.maker.0 + others, one.gross.0);
                sum = Part {
                    gross: Paise(sum.gross.0 + one.gross.0),
                    funded: Paise(sum.funded.0 + one.funded.0),
                    tax: Paise(sum.tax.0 + one.tax.0),
                    commission: Paise(sum.commission.0 + one.commission.0),
                    maker: Paise(sum.maker.0 + one.maker.0),
                };
                done += now;
            }
            prop_assert_eq!(sum, all);
            prop_assert_eq!((all.gross, all.tax, all.commission), (Paise(gross), line.tax, line.commission));
        }
    }
}
