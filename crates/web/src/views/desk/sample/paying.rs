//! Made-up payments to makers.

use kernel::{Paise, Words};

use super::super::*;
use super::{Shown, day, key, sunita, w};
use crate::parts::Wrongs;

pub(super) fn finance(say: &dyn Fn(&str, &str) -> String) -> Vec<Shown> {
    let due = |maker: Words, parcels, amount, by, has_account| DueLine {
        maker,
        account: "maker".into(),
        parcels,
        amount: Paise(amount),
        ahead: Paise(if parcels > 10 { 2_40_000 } else { 0 }),
        by: Some(day(by)),
        has_account,
        held: None,
    };
    let balance = |name, paise| BalanceLine { account: "gateway".into(), name, balance: Paise(paise) };
    let home = FinanceHome {
        whose: w("मनोज कुमार", "Manoj Kumar"),
        today: day(22),
        due: vec![
            due(w("महली बाँस समूह", "Mahli Bamboo Group"), 3, 1_26_000, 20, false),
            due(sunita(), 4, 4_25_050, 21, true),
            DueLine {
                held: Some(Held { why: market::payouts::WhyReturned::AccountClosed, payout: "pyt_1".into() }),
                ..due(w("रामधनी पंडित", "Ramdhani Pandit"), 1, 26_000, 21, true)
            },
            due(w("गणेश साव मिष्ठान्न", "Ganesh Sao Sweets"), 11, 8_90_000, 25, true),
        ],
        batches: vec![BatchLine {
            id: "pbt_1".into(),
            made: "20-11-2026 11:05".into(),
            made_by: say("रीता सिन्हा", "Rita Sinha"),
            payouts: 14,
            amount: Paise(48_25_000),
            stands: "fin-approved",
        }],
        sweep: Sweep { is_late: true, at: Some("20-11-2026 00:05".into()) },
        ageing: [Paise(9_90_000), Paise(4_25_050), Paise(26_000)],
        month: Some("fin-month-open"),
        claims: 2,
        gaps: 3,
        balances: vec![
            balance("account-gateway", 62_00_000),
            balance("account-buyer-advance", -40_00_000),
            balance("account-maker", -14_41_050),
            balance("account-delivery", -7_58_950),
        ],
        form_key: key(),
        wrongs: Wrongs::none(),
    };
    let empty = FinanceHome {
        due: vec![],
        batches: vec![],
        sweep: Sweep { is_late: false, at: Some("22-11-2026 00:05".into()) },
        ageing: [Paise::ZERO; 3],
        month: None,
        claims: 0,
        gaps: 0,
        wrongs: Wrongs::none().and(
            "",
            say(
                "अभी किसी ऐसे कारीगर को देना बाक़ी नहीं जिसका बैंक खाता दर्ज हो।",
                "Nobody with a bank account is owed anything just now.",
            ),
        ),
        ..home.clone()
    };
    vec![("desk-finance", "/finance", Box::new(home)), ("desk-finance-empty", "/finance", Box::new(empty))]
}

pub(super) fn batches(say: &dyn Fn(&str, &str) -> String) -> Vec<Shown> {
    let pay = |maker: Words, amount, stands| PayoutLine {
        account: "maker".into(),
        maker,
        parcels: 4,
        amount: Paise(amount),
        stands,
    };
    let batch = |approval, payouts| BatchPage {
        whose: w("मनोज कुमार", "Manoj Kumar"),
        id: "pbt_1".into(),
        made_by: say("रीता सिन्हा", "Rita Sinha"),
        made_at: "20-11-2026 11:05".into(),
        approved_by: if approval == Approval::Given {
            say("मनोज कुमार", "Manoj Kumar")
        } else {
            String::new()
        },
        approved_at: if approval == Approval::Given { "20-11-2026 15:40".into() } else { String::new() },
        approval,
        amount: Paise(13_15_050),
        payouts,
        already: false,
        form_key: key(),
        wrongs: Wrongs::none(),
    };
    let drafted = || {
        vec![
            pay(sunita(), 4_25_050, PayoutStands::Drafted),
            pay(w("गणेश साव मिष्ठान्न", "Ganesh Sao Sweets"), 8_90_000, PayoutStands::Drafted),
        ]
    };
    let given = vec![
        pay(
            sunita(),
            4_25_050,
            PayoutStands::Settled { on: "21-11-2026".into(), utr: "SBIN326327004411".into() },
        ),
        pay(
            w("गणेश साव मिष्ठान्न", "Ganesh Sao Sweets"),
            8_90_000,
            PayoutStands::Returned {
                why: Some(market::payouts::WhyReturned::AccountClosed),
                said: "account closed".into(),
            },
        ),
        pay(w("महली बाँस समूह", "Mahli Bamboo Group"), 1_26_000, PayoutStands::Sent),
        pay(w("रामधनी पंडित", "Ramdhani Pandit"), 26_000, PayoutStands::Approved),
    ];
    vec![
        ("desk-batch-look", "/finance/batches/pbt_1", Box::new(batch(Approval::Look, drafted()))),
        ("desk-batch-yours", "/finance/batches/pbt_1", Box::new(batch(Approval::Yours, drafted()))),
        ("desk-batch-others", "/finance/batches/pbt_1", Box::new(batch(Approval::Others, drafted()))),
        ("desk-batch-given", "/finance/batches/pbt_1", Box::new(batch(Approval::Given, given))),
    ]
}
