//! Statements as banks really give them.

use super::*;

fn day(iso: &str) -> Day {
    Day::from_iso(iso).expect("a date")
}

const TWO_COLUMNS: &str = "Account Statement of DEOGHARMART,,,,,\n\
    Account No,XXXXXX1234,,Branch,Deoghar,\n\
    Period,01/11/2026 to 30/11/2026,,,,\n\
    ,,,,,\n\
    Txn Date,Value Date,Description,Ref No./Cheque No.,        Debit,Credit,Balance\n\
    01/11/2026,01/11/2026,OPENING BALANCE,,,,\"1,00,000.00\"\n\
    22/11/2026,22/11/2026,\"NEFT/AXISN20261122000000007\",RAZORPAY,,\"1,23,456.78\",\"2,23,456.78\"\n\
    23-Nov-26,23-Nov-26,IMPS SBINN20261123000000009 SUNITA DEVI,,500.00,0.00,\"2,22,956.78\"\n\
    24 Nov 2026,,SMS CHARGES,,17.70,-,\"2,22,939.08\"\n\
    ,,OF NOVEMBER,,,,\n\
    ,,Total,,517.70,\"1,23,456.78\",\n\
    *** End of statement ***,,,,,,\n";

#[test]
fn a_statement_with_two_columns_is_read_below_its_letterhead() {
    let sheet = read(TWO_COLUMNS.as_bytes()).expect("reads");
    assert_eq!(sheet.faulty, []);
    let told: Vec<_> = sheet.lines.iter().map(|l| (l.day, l.amount.0, l.words.as_str())).collect();
    assert_eq!(
        told,
        [
            (day("2026-11-22"), 1_23_456_78, "NEFT/AXISN20261122000000007 RAZORPAY"),
            (day("2026-11-23"), -500_00, "IMPS SBINN20261123000000009 SUNITA DEVI"),
            (day("2026-11-24"), -17_70, "SMS CHARGES OF NOVEMBER"),
        ]
    );
}

#[test]
fn one_column_says_cr_and_dr_in_its_own_way() {
    for (head, rows) in [
        ("Date,Narration,Amount,Dr/Cr", "22.11.2026,a,\"1,200.50\",CR\n23.11.2026,b,300,DR"),
        ("Date,Particulars,Amount (INR)", "22/11/26,a,1200.50Cr\n23/11/26,b,300.00 Dr."),
        ("Transaction Date,Remarks,Amount", "2026-11-22,a,+1200.50\n2026-11-23,b,(300.00)"),
        ("दिनांक,विवरण,निकासी,जमा", "२२/११/२०२६,a,,१२००.५०\n२३/११/२०२६,b,३००,"),
    ] {
        let sheet = read(format!("{head}\n{rows}\n").as_bytes()).expect(head);
        let told: Vec<_> = sheet.lines.iter().map(|l| (l.day.0 - day("2026-11-22").0, l.amount.0)).collect();
        assert_eq!((told, sheet.faulty.len()), (vec![(0, 1_200_50), (1, -300_00)], 0), "{head}");
    }
}

#[test]
fn a_row_that_does_not_read_says_why_and_takes_no_other_with_it() {
    let text = "Date,Narration,Debit,Credit,Balance\n\
        22/11/2026,good,,100.00,100.00\n\
        soon,no day,,5.00,\n\
        23/11/2026,no amount,,,\n\
        24/11/2026,odd amount,abc,,\n\
        24/11/2026,both,1.00,2.00,\n\
        25/11/2026,a row is missing before this,,100.00,500.00\n";
    let sheet = read(text.as_bytes()).expect("reads");
    assert_eq!(sheet.lines.len(), 2);
    let why: Vec<_> = sheet.faulty.iter().map(|(no, why, _)| (*no, *why)).collect();
    assert_eq!(
        why,
        [
            (3, RowFault::NoDay),
            (4, RowFault::NoAmount),
            (5, RowFault::NoAmount),
            (6, RowFault::Both),
            (7, RowFault::Jumps),
        ]
    );
}

#[test]
fn a_statement_may_run_from_the_newest_day_back() {
    let text =
        "Date,Narration,Debit,Credit,Balance\n23/11/2026,b,40.00,,60.00\n22/11/2026,a,,100.00,100.00\n";
    assert_eq!(read(text.as_bytes()).expect("reads").faulty, []);
}

#[test]
fn what_is_no_statement_is_refused() {
    for text in ["", "Sunita,25", "Date,Words\n22/11/2026,hello\n"] {
        assert!(read(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn lines_are_kept_word_for_word_and_equal_ones_are_numbered() {
    let mut lines = read(TWO_COLUMNS.as_bytes()).expect("reads").lines;
    assert_eq!(from_written(&written(&lines)), lines);
    lines.push(lines[0].clone());
    let fingers = fingers(&lines);
    assert!(fingers[0].ends_with("|1") && fingers[3].ends_with("|2"), "{fingers:?}");
    let spaced = Stated { words: "neft/AXISN20261122000000007   Razorpay".to_owned(), ..lines[0].clone() };
    assert_eq!(super::fingers(&[spaced])[0], fingers[0]);
}
