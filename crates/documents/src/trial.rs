//! A month's trial balance: what every kind of account had, got and gave, and who answers for it.

use kernel::{Day, Paise};
use market::ledger::{Total, Trial};

use crate::words::{FOOT, fact, rupees};
use crate::{Block, Column, Moment, Paper, Row, Sheet, Table};

/// The trial balance of a span of days, the last one included.
pub fn trial(trial: &Trial, (from, to): (Day, Day), printed: Moment) -> Paper {
    let mut facts = vec![fact("कब से कब तक / Period", format!("{} – {}", from.written(), to.written()))];
    match &trial.month {
        Some(month) => {
            facts.push(fact("बंद करने को कहा / Closing asked by", &*month.asked_by_name));
            let agreed = month.agreed_by_name.as_deref().unwrap_or("अभी कोई नहीं / nobody yet");
            facts.push(fact("सहमत / Agreed by", agreed));
        }
        None => facts.push(fact("हाल / Stands", "महीना खुला है / The month is open")),
    }
    let columns = vec![
        Column::words("खाता / Account"),
        Column::number("पहले का / Opening"),
        Column::number("नामे / Debit"),
        Column::number("जमा / Credit"),
        Column::number("बाक़ी / Closing"),
    ];
    let cells = |label: &str, amounts: [Paise; 4]| {
        std::iter::once(label.to_owned()).chain(amounts.map(rupees)).collect::<Vec<_>>()
    };
    let row = |total: &Total| {
        Row::plain(cells(
            account(&total.account),
            [total.opening, total.debit, total.credit, total.closing()],
        ))
    };
    let sum = |pick: fn(&Total) -> Paise| Paise::sum(trial.totals.iter().map(pick)).unwrap_or_default();
    let sums = [sum(|t| t.opening), sum(|t| t.debit), sum(|t| t.credit), sum(Total::closing)];
    let mut rows: Vec<Row> = trial.totals.iter().map(row).collect();
    rows.push(Row::sum(cells("जोड़ / Sum", sums)));
    let blocks = vec![
        Block::Title("महीने का तलपट / Trial balance".to_owned()),
        Block::Rule,
        Block::Facts(facts),
        Block::Table(Table { columns, rows }),
    ];
    Paper {
        title: "महीने का तलपट".to_owned(),
        lang: "hi",
        made: printed,
        sheet: Sheet::A4,
        blocks,
        foot: FOOT.to_owned(),
    }
}

/// A kind of account in words.
pub fn account(kind: &str) -> &'static str {
    match kind {
        "gateway" => "भुगतान कंपनी के पास / With the payment company",
        "buyer_advance" => "ख़रीदारों का अग्रिम / Buyers' advance",
        "refund_due" => "ख़रीदारों को लौटाना / Refunds due",
        "maker" => "कारीगरों को देना / Owed to makers",
        "seller_tax" => "विक्रेताओं का कर / Sellers' tax",
        "mart_share" => "मार्ट का हिस्सा / The mart's share",
        "claim_pool" => "रास्ते का नुक़सान / Lost on the way",
        "goodwill" => "मार्ट की ओर से / Goodwill",
        "tcs" => "TCS",
        "tds" => "TDS",
        "delivery" => "डाक ख़र्च / Freight earned",
        "gateway_fee" => "भुगतान कंपनी का शुल्क / Gateway fee",
        "payout_on_way" => "बैंक के रास्ते में / On the way to banks",
        "cash_hub" => "केंद्रों पर नकद / Cash at hubs",
        "cash_courier" => "डाक के पास नकद / Cash with the post",
        "bank" => "बैंक में / At the bank",
        "bank_charges" => "बैंक के शुल्क / Bank charges",
        "fee_tax" => "शुल्क पर GST / GST on the gateway's fee",
        "upi_due" => "UPI से आया, बैंक में दिखना बाक़ी / Paid by UPI, to be seen at the bank",
        "cash_short" => "कम निकला नकद / Cash missing",
        "advance_fund" => "अग्रिम कोष / Advance fund",
        _ => "अन्य / Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_balance_says_what_each_account_had() {
        let total = |account: &str, opening, debit, credit| Total {
            account: account.to_owned(),
            opening: Paise(opening),
            debit: Paise(debit),
            credit: Paise(credit),
        };
        let totals = vec![total("gateway", 100, 50, 0), total("maker", -100, 0, 50)];
        let span = (Day(20_000), Day(20_029));
        let paper = trial(&Trial { month: None, totals }, span, Moment::of(Day(20_030).starts()));
        let Some(Block::Table(table)) = paper.blocks.last() else { panic!("no table") };
        assert_eq!(table.rows.len(), 3, "two accounts and their sum");
    }
}
