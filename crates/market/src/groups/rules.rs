//! Who makes how many, and whose money it is. Pure.

use kernel::Paise;

use super::Rule;

/// A member as the rotation sees her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    /// Pieces that count as hers so far.
    pub turns: i64,
    /// Pieces there is room for in her week; below zero if she has taken more than she can.
    pub free: i64,
}

/// How many of `pieces` each makes, in the order of `hands`: piece by piece to whoever has made the fewest and has room in
/// her week; once nobody has room, to whoever has made the fewest. The first of two who are alike comes first.
///
/// The sum is `pieces`; without hands there is nobody to allot to, and the answer is empty.
pub fn allot(pieces: u32, hands: &[Hand]) -> Vec<i64> {
    let mut given = vec![0_i64; hands.len()];
    for _ in 0..pieces {
        let turn = |place: &usize| (hands[*place].turns + given[*place], *place);
        let has_room = |place: &usize| hands[*place].free > given[*place];
        let next = (0..hands.len()).filter(has_room).min_by_key(turn);
        let Some(next) = next.or_else(|| (0..hands.len()).min_by_key(turn)) else { return given };
        given[next] += 1;
    }
    given
}

/// What of a line's work is whose, as weights.
pub fn weights(rule: Rule, work: &[(i64, i64)]) -> Vec<i64> {
    let by_piece = || work.iter().map(|(pieces, _)| *pieces).collect::<Vec<_>>();
    match rule {
        Rule::Equal => work.iter().map(|(pieces, _)| i64::from(*pieces > 0)).collect(),
        Rule::ByPiece => by_piece(),
        Rule::ByHours if work.iter().all(|(_, quarters)| *quarters == 0) => by_piece(),
        Rule::ByHours => work.iter().map(|(_, quarters)| *quarters).collect(),
    }
}

/// Splits an amount by weights to the paisa: each gets the whole paise of her part, and what is left goes one by one to the
/// largest remainders, the first of two alike first. The sum is `whole`; with no weight at all everybody weighs the same.
///
/// `None` if the amount is below zero, a weight is, or there is nobody.
pub fn shares(whole: Paise, weights: &[i64]) -> Option<Vec<Paise>> {
    if whole.0 < 0 || weights.is_empty() || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let even = vec![1_i64; weights.len()];
    let weights = if weights.iter().all(|weight| *weight == 0) { &even } else { weights };
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let part = |weight: &i64| i128::from(whole.0) * i128::from(*weight);
    let mut all = Vec::with_capacity(weights.len());
    for weight in weights {
        all.push(i64::try_from(part(weight) / sum).ok()?);
    }
    let left = whole.0 - all.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|place| (std::cmp::Reverse(part(&weights[*place]) % sum), *place));
    for place in order.into_iter().take(usize::try_from(left).ok()?) {
        all[place] += 1;
    }
    Some(all.into_iter().map(Paise).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hands(all: &[(i64, i64)]) -> Vec<Hand> {
        all.iter().map(|(turns, free)| Hand { turns: *turns, free: *free }).collect()
    }

    #[test]
    fn whoever_has_made_the_fewest_comes_first_and_a_full_week_is_left_alone() {
        assert_eq!(allot(5, &hands(&[(0, 10), (0, 10), (0, 10)])), [2, 2, 1]);
        assert_eq!(allot(5, &hands(&[(9, 10), (0, 10), (0, 10)])), [0, 3, 2], "she has had her turn");
        assert_eq!(allot(5, &hands(&[(0, 1), (0, 10), (0, 10)])), [1, 2, 2], "her week is full");
        assert_eq!(allot(5, &hands(&[(0, 0), (4, 1), (0, 0)])), [2, 1, 2], "then all share what is too much");
        assert_eq!(allot(5, &[]), Vec::<i64>::new());
    }

    #[test]
    fn money_is_split_to_the_paisa() {
        let split = |whole, weights: &[i64]| shares(Paise(whole), weights).expect("splits");
        assert_eq!(split(100_00, &[1, 1, 1]), [Paise(33_34), Paise(33_33), Paise(33_33)]);
        assert_eq!(split(149_99, &[2, 0, 3]), [Paise(60_00), Paise(0), Paise(89_99)]);
        assert_eq!(split(10, &[0, 0]), [Paise(5), Paise(5)]);
        assert_eq!(shares(Paise(-1), &[1]), None);
        assert_eq!(shares(Paise(1), &[]), None);
    }

    #[test]
    fn a_group_shares_as_it_has_agreed() {
        let work = [(4, 8), (1, 10), (0, 2), (0, 0)];
        assert_eq!(weights(Rule::Equal, &work), [1, 1, 0, 0]);
        assert_eq!(weights(Rule::ByPiece, &work), [4, 1, 0, 0]);
        assert_eq!(weights(Rule::ByHours, &work), [8, 10, 2, 0]);
        assert_eq!(weights(Rule::ByHours, &[(4, 0), (1, 0)]), [4, 1], "no hours were written down");
    }

    proptest! {
        #[test]
        fn every_piece_is_allotted_and_nobody_has_too_many_while_another_has_room(
            pieces in 0..400_u32,
            all in prop::collection::vec((0..50_i64, -5..40_i64), 1..12),
        ) {
            let hands = hands(&all);
            let given = allot(pieces, &hands);
            prop_assert_eq!(given.iter().sum::<i64>(), i64::from(pieces));
            let room: i64 = hands.iter().map(|hand| hand.free.max(0)).sum();
            if i64::from(pieces) <= room {
                prop_assert!(given.iter().zip(&hands).all(|(given, hand)| *given <= hand.free.max(0)));
            } else {
                prop_assert!(given.iter().zip(&hands).all(|(given, hand)| *given >= hand.free.max(0)));
            }
        }

        #[test]
        fn over_many_orders_nobody_is_more_than_one_piece_ahead(
            orders in prop::collection::vec(1..30_u32, 1..60),
            members in 1..9_usize,
        ) {
            let mut made = vec![0_i64; members];
            for pieces in orders {
                let hands: Vec<Hand> = made.iter().map(|turns| Hand { turns: *turns, free: 1_000 }).collect();
                for (made, given) in made.iter_mut().zip(allot(pieces, &hands)) {
                    *made += given;
                }
                let (least, most) = (made.iter().min(), made.iter().max());
                prop_assert!(least.zip(most).is_some_and(|(least, most)| most - least <= 1), "{:?}", made);
            }
        }

        #[test]
        fn shares_sum_to_the_whole_and_are_fair_to_a_paisa(
            whole in 0..10_000_000_00_i64,
            weights in prop::collection::vec(0..1_000_i64, 1..20),
        ) {
            let all = shares(Paise(whole), &weights).expect("splits");
            prop_assert_eq!(Paise::sum(all.iter().copied()), Some(Paise(whole)));
            let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
            for (share, weight) in all.iter().zip(&weights).filter(|_| sum > 0) {
                let exact = i128::from(whole) * i128::from(*weight);
                prop_assert!((i128::from(share.0) * sum - exact).abs() < sum, "{} of {}", share.0, weight);
            }
        }
    }
}
