//! Three lists, bent in every way, and what is told of each.

use kernel::Time;
use kernel::ids::Id;
use proptest::prelude::*;

use super::*;

fn row(n: u8, kind: SettledKind, entity: &str, (amount, fee): (i64, i64)) -> ToldRow {
    let (credit, debit) = if kind == SettledKind::Refund { (0, amount) } else { (amount - fee, 0) };
    ToldRow {
        id: SettlementRowId::new(Time(i64::from(n)), [n; 10]),
        gateway: Gateway::Razorpay,
        kind,
        entity: entity.to_owned(),
        amount: Paise(amount),
        fee: Paise(fee),
        tax: Paise::ZERO,
        credit: Paise(credit),
        debit: Paise(debit),
        at: Day(10).starts(),
    }
}

fn booked(entity: &str, amount: i64, fee: i64) -> Booked {
    Booked {
        gateway: Gateway::Razorpay,
        entity: entity.to_owned(),
        amount: Paise(amount),
        fee: Paise(fee),
        at: Day(8).starts(),
        settled: 0,
    }
}

fn expected(thing: Thing, reference: &str, amount: i64) -> Expected {
    let about = format!("{thing} {reference}");
    Expected { thing, about, reference: reference.to_owned(), amount: Paise(amount), at: Day(10).starts() }
}

fn line(n: u8, amount: i64, words: &str) -> BankLine {
    let id = BankLineId::new(Time(i64::from(n)), [n; 10]);
    BankLine { id, day: Day(11), amount: Paise(amount), words: words.to_owned() }
}

const AS_OF: AsOf = AsOf { settled_until: Day(9), filed_until: None, stated_until: Some(Day(12)) };

fn kinds(tallied: &Tallied) -> Vec<GapKind> {
    tallied.gaps.iter().map(|gap| gap.kind).collect()
}

#[test]
fn every_way_in_which_a_report_can_be_wrong_is_told() {
    use SettledKind::{Other, Payment, Refund};
    for (ours, told, kinds_told) in [
        (booked("pay_1", 25_000, 0), vec![row(1, Payment, "pay_1", (25_000, 0))], vec![]),
        (booked("pay_1", 25_000, 0), vec![row(1, Payment, "pay_1", (25_000, 590))], vec![]),
        (
            booked("pay_1", 25_000, 500),
            vec![row(1, Payment, "pay_1", (25_000, 590))],
            vec![GapKind::OtherFee],
        ),
        (booked("pay_1", 25_000, 0), vec![row(1, Payment, "pay_1", (24_999, 0))], vec![GapKind::OtherAmount]),
        (booked("rfnd_1", 900, 0), vec![row(1, Refund, "rfnd_1", (900, 0))], vec![]),
        (booked("pay_1", 25_000, 0), vec![], vec![GapKind::NotSettled]),
        (
            booked("pay_1", 25_000, 0),
            vec![row(1, Payment, "pay_1", (25_000, 0)), row(2, Payment, "pay_1", (25_000, 0))],
            vec![GapKind::Twice],
        ),
        (
            booked("pay_1", 25_000, 0),
            vec![row(1, Payment, "pay_1", (25_000, 0)), row(2, Payment, "pay_2", (100, 0))],
            vec![GapKind::NotOurs],
        ),
        (
            booked("pay_1", 25_000, 0),
            vec![row(1, Payment, "pay_1", (25_000, 0)), row(2, Other, "adj_1", (100, 0))],
            vec![GapKind::Strange],
        ),
    ] {
        let lists = Lists { ours: vec![ours], told, ..Lists::default() };
        assert_eq!(kinds(&tally(&lists, AS_OF)), kinds_told, "{lists:?}");
    }
}

#[test]
fn a_line_that_does_not_add_up_does_not_fit() {
    let mut odd = row(1, SettledKind::Payment, "pay_1", (25_000, 590));
    odd.credit = Paise(24_411);
    let lists = Lists { ours: vec![booked("pay_1", 25_000, 590)], told: vec![odd], ..Lists::default() };
    assert_eq!(kinds(&tally(&lists, AS_OF)), [GapKind::OtherAmount]);
}

#[test]
fn what_was_settled_before_is_not_settled_again_and_what_is_young_may_wait() {
    let settled = Booked { settled: 1, ..booked("pay_1", 100, 0) };
    let told = vec![row(1, SettledKind::Payment, "pay_1", (100, 0))];
    let lists = Lists { ours: vec![settled], told, ..Lists::default() };
    assert_eq!(kinds(&tally(&lists, AS_OF)), [GapKind::Twice]);
    let young = Booked { at: Day(10).starts(), ..booked("pay_1", 100, 0) };
    assert_eq!(tally(&Lists { ours: vec![young], ..Lists::default() }, AS_OF), Tallied::default());
}

#[test]
fn a_bank_writes_references_as_it_likes() {
    for words in [
        "NEFT/AXISN20261128000000007/RAZORPAY",
        "neft cr-axisn20261128000000007 -RAZORPAY SOFTWARE",
        "NEFTAXISN20261128000000007RAZORPAY",
    ] {
        let lists = Lists {
            expected: vec![expected(Thing::Settlement, "AXISN20261128000000007", 24_410)],
            lines: vec![line(1, 24_410, words)],
            ..Lists::default()
        };
        let tallied = tally(&lists, AS_OF);
        assert_eq!((tallied.matched.len(), tallied.gaps.len()), (1, 0), "{words}");
    }
    let slip = |words: &str| {
        let (expected, lines) = (vec![expected(Thing::CashIn, "123", 500)], vec![line(1, 500, words)]);
        tally(&Lists { expected, lines, ..Lists::default() }, AS_OF).matched.len()
    };
    assert_eq!(
        (slip("BY CASH slip 123"), slip("BY CASH 41234")),
        (1, 0),
        "a short number is a word of its own"
    );
}

#[test]
fn every_way_in_which_a_statement_can_differ_is_told() {
    let paid = || expected(Thing::Payout, "SBINN20261128000000009", -24_000);
    let words = "IMPS SBINN20261128000000009 SUNITA";
    for (lines, told) in [
        (vec![line(1, -24_000, words)], vec![]),
        (vec![], vec![GapKind::NotAtBank]),
        (vec![line(1, -24_001, words)], vec![GapKind::BankOther]),
        (vec![line(1, 24_000, words)], vec![GapKind::BankNotOurs, GapKind::NotAtBank]),
        (vec![line(1, -24_000, words), line(2, -24_000, words)], vec![GapKind::BankNotOurs]),
        (vec![line(1, -24_000, words), line(2, -1_180, "SMS CHARGES")], vec![GapKind::BankNotOurs]),
    ] {
        let lists = Lists { expected: vec![paid()], lines, ..Lists::default() };
        assert_eq!(kinds(&tally(&lists, AS_OF)), told, "{lists:?}");
    }
    let lists = Lists { expected: vec![paid()], ..Lists::default() };
    let nothing_stated = AsOf { stated_until: None, ..AS_OF };
    assert_eq!(tally(&lists, nothing_stated), Tallied::default(), "no statement, no silence of the bank");
}

proptest! {
    /// However lists are mixed, each row and each line comes out once: as fitting or as a gap.
    #[test]
    fn nothing_gets_lost_between_the_lists(
        ours in proptest::collection::vec((0_u8..6, 1_i64..4, 0_i64..2), 0..6),
        told in proptest::collection::vec((0_u8..8, 1_i64..4, 0_i64..2), 0..10),
        lines in proptest::collection::vec((0_u8..6, -3_i64..4), 0..8),
    ) {
        let mut seen = HashSet::new();
        let ours = ours.into_iter().filter(|(n, ..)| seen.insert(*n));
        let ours: Vec<Booked> = ours.map(|(n, amount, fee)| booked(&format!("pay_{n}"), amount * 100, fee)).collect();
        let told: Vec<ToldRow> = told.iter().enumerate().map(|(at, (n, amount, fee))| {
            row(u8::try_from(at).unwrap_or(0), SettledKind::Payment, &format!("pay_{n}"), (amount * 100, *fee))
        }).collect();
        let things = (0..4).map(|n| expected(Thing::Payout, &format!("UTRUTRUTR{n}"), (n - 2) * 100 + 50));
        let lines = lines.iter().enumerate().map(|(at, (n, amount))| {
            line(u8::try_from(at).unwrap_or(0), amount * 100 + 50, &format!("x UTRUTRUTR{n} y"))
        });
        let lists = Lists { ours, told, expected: things.collect(), lines: lines.collect() };
        let tallied = tally(&lists, AS_OF);
        let of_rows = |gap: &&Found| !matches!(gap.kind, GapKind::NotSettled | GapKind::BankOther | GapKind::BankNotOurs | GapKind::NotAtBank);
        let of_lines = |gap: &&Found| matches!(gap.kind, GapKind::BankOther | GapKind::BankNotOurs);
        prop_assert_eq!(tallied.fits.len() + tallied.gaps.iter().filter(of_rows).count(), lists.told.len());
        prop_assert_eq!(tallied.matched.len() + tallied.gaps.iter().filter(of_lines).count(), lists.lines.len());
        let once: HashSet<_> = tallied.gaps.iter().map(|gap| (gap.kind, gap.about.clone())).collect();
        prop_assert_eq!(once.len(), tallied.gaps.len());
        let things: HashSet<_> = tallied.matched.iter().map(|(_, thing, about)| (*thing, about.clone())).collect();
        prop_assert_eq!(things.len(), tallied.matched.len());
    }
}

#[test]
fn a_company_whose_reports_are_files_is_asked_for_nothing_before_one_came_and_never_mixed_up_with_another() {
    let theirs = Booked { gateway: Gateway::Hyperswitch, ..booked("pay_1", 100, 0) };
    let lists = |told| Lists { ours: vec![theirs.clone()], told, ..Lists::default() };
    assert_eq!(kinds(&tally(&lists(vec![]), AS_OF)), []);
    let filed = AsOf { filed_until: Some(Day(9)), ..AS_OF };
    assert_eq!(kinds(&tally(&lists(vec![]), filed)), [GapKind::NotSettled]);
    let line = row(1, SettledKind::Payment, "pay_1", (100, 0));
    let of_theirs =
        ToldRow { gateway: Gateway::Hyperswitch, ..row(1, SettledKind::Payment, "pay_1", (100, 0)) };
    assert_eq!(kinds(&tally(&lists(vec![of_theirs]), filed)), []);
    assert_eq!(kinds(&tally(&lists(vec![line]), filed)), [GapKind::NotOurs, GapKind::NotSettled]);
}
