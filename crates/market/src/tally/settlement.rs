//! A payment company's file of what it has handed on, as processors behind a switch give it: columns in any order, named by each in its own
//! way, amounts in rupees. Pure.
//!
//! Half a file would look like money that is missing, so one row that does not read refuses all of it.

use kernel::payment::{SettledKind, SettledRow};
use kernel::{Paise, Time};

use super::TallyError;
use super::statement::{LINES_MOST, day_of};
use crate::intake::grid::{self, Line};

/// The longest id or number of a bank that is kept.
const ID_MOST: usize = 60;

/// Where what stands.
struct Columns {
    settlement: usize,
    utr: usize,
    kind: Option<usize>,
    payment: usize,
    refund: Option<usize>,
    amount: usize,
    fee: Option<usize>,
    tax: Option<usize>,
    day: usize,
}

/// Reads a payment company's file.
///
/// # Errors
/// [`TallyError::Unreadable`] if it is no sheet, [`TallyError::NoSettlement`] if none of its rows is a heading, [`TallyError::BadRow`]
/// with the first row that does not read.
pub fn read(bytes: &[u8]) -> Result<Vec<SettledRow>, TallyError> {
    let book = grid::read(bytes)?;
    let mut rows = book.sheets.iter().flat_map(|sheet| &sheet.lines);
    let columns = rows.by_ref().find_map(|row| heading(&row.cells)).ok_or(TallyError::NoSettlement)?;
    let mut settled = Vec::new();
    for row in rows.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())) {
        if settled.len() == LINES_MOST {
            return Err(TallyError::TooMany);
        }
        settled.push(taken(&columns, row).ok_or(TallyError::BadRow { row: row.number })?);
    }
    if settled.is_empty() { Err(TallyError::NoSettlement) } else { Ok(settled) }
}

fn heading(cells: &[String]) -> Option<Columns> {
    let heads: Vec<String> =
        cells.iter().map(|cell| cell.trim().to_lowercase().replace([' ', '-'], "_")).collect();
    let find = |names: &[&str], not: &[&str]| {
        heads.iter().position(|head| {
            names.iter().any(|name| head.contains(name)) && !not.iter().any(|name| head.contains(name))
        })
    };
    Some(Columns {
        settlement: find(&["settlement_id", "payout_id", "batch"], &[])?,
        utr: find(&["utr", "bank_reference"], &[])?,
        kind: find(&["type", "kind"], &["method", "card"]),
        payment: find(&["payment_id"], &[])?,
        refund: find(&["refund_id"], &[]),
        amount: find(&["amount"], &["fee", "tax", "net", "settled", "settlement"])?,
        fee: find(&["fee", "mdr"], &["tax", "gst"]),
        tax: find(&["tax", "gst"], &[]),
        day: find(&["settled_at", "settlement_date", "settled_on"], &[]).or_else(|| find(&["date"], &[]))?,
    })
}

/// One row below the heading. What is neither a payment nor a refund is taken as it stands, and somebody looks at it.
fn taken(columns: &Columns, row: &Line) -> Option<SettledRow> {
    let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
    let maybe = |at: Option<usize>| at.map_or("", cell);
    let id = |text: &str| {
        let fits = !text.is_empty() && text.len() <= ID_MOST && text.bytes().all(|b| b.is_ascii_graphic());
        fits.then(|| text.to_owned())
    };
    let money = |text: &str| match text {
        "" | "-" => Some(Paise::ZERO),
        text => Paise::typed(text.trim_start_matches("INR").trim()),
    };
    let kind = match maybe(columns.kind).to_lowercase().as_str() {
        "payment" | "charge" | "capture" | "captured" | "sale" => SettledKind::Payment,
        "refund" | "refunded" => SettledKind::Refund,
        "" if maybe(columns.refund).is_empty() => SettledKind::Payment,
        "" => SettledKind::Refund,
        _ => SettledKind::Other,
    };
    let negative = cell(columns.amount).starts_with('-') && cell(columns.amount).len() > 1;
    let amount = money(cell(columns.amount).trim_start_matches(['-', '−']))?;
    let (fee, tax) = (money(maybe(columns.fee))?, money(maybe(columns.tax))?);
    let entity = match kind {
        SettledKind::Refund => id(maybe(columns.refund))?,
        SettledKind::Payment | SettledKind::Other => id(cell(columns.payment))?,
    };
    // A processor tells fee and tax apart; ours holds the tax within.
    let fee = fee.plus(tax)?;
    let (credit, debit) = match kind {
        SettledKind::Payment => (amount.minus(fee)?, Paise::ZERO),
        SettledKind::Refund => (Paise::ZERO, amount.plus(fee)?),
        SettledKind::Other if negative => (Paise::ZERO, amount),
        SettledKind::Other => (amount, Paise::ZERO),
    };
    let at: Time = day_of(cell(columns.day))?.starts();
    let (settlement, utr) = (id(cell(columns.settlement))?, id(cell(columns.utr))?);
    (credit >= Paise::ZERO).then_some(SettledRow {
        settlement,
        utr,
        kind,
        entity,
        amount,
        fee,
        tax,
        credit,
        debit,
        at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Day;

    const FILE: &str = "Settlement report of Practice Bank\n\
        settlement_id,settlement_utr,type,payment_id,refund_id,currency,amount,fee,tax,settled_at\n\
        setl_9,AXISN20261128000000009,payment,pi_1,,INR,\"1,250.50\",25.00,4.50,2026-11-28T06:30:00Z\n\
        setl_9,AXISN20261128000000009,refund,pi_1,re_1,INR,250.50,0,0,2026-11-28\n\
        setl_9,AXISN20261128000000009,adjustment,dispute_1,,INR,-100,,,28/11/2026\n";

    #[test]
    fn a_processors_file_reads_whole() {
        let rows = read(FILE.as_bytes()).expect("reads");
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (row.kind, row.entity.as_str(), row.amount.0, row.fee.0, row.tax.0, row.credit.0, row.debit.0)
            })
            .collect();
        assert_eq!(
            told,
            [
                (SettledKind::Payment, "pi_1", 1_250_50, 29_50, 4_50, 1_221_00, 0),
                (SettledKind::Refund, "re_1", 250_50, 0, 0, 0, 250_50),
                (SettledKind::Other, "dispute_1", 100_00, 0, 0, 0, 100_00),
            ]
        );
        assert!(
            rows.iter().all(|row| Some(row.at.day()) == Day::of(2026, 11, 28) && row.settlement == "setl_9")
        );
    }

    #[test]
    fn one_row_that_does_not_read_refuses_all() {
        for (was, is, row) in [
            ("\"1,250.50\"", "a lot", 3),
            ("2026-11-28T06:30:00Z", "soon", 3),
            ("pi_1,re_1", "pi_1,", 4),
            ("AXISN20261128000000009,adjustment", ",adjustment", 5),
        ] {
            let bent = FILE.replacen(was, is, 1);
            let said = read(bent.as_bytes());
            assert!(matches!(said, Err(TallyError::BadRow { row: at }) if at == row), "{is}: {said:?}");
        }
        assert!(matches!(read(b"date,narration,amount\n1,2,3\n"), Err(TallyError::NoSettlement)));
        let empty = FILE.lines().take(2).collect::<Vec<_>>().join("\n");
        assert!(matches!(read(empty.as_bytes()), Err(TallyError::NoSettlement)), "nothing below the heading");
    }
}
