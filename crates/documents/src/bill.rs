//! A bill on paper: tax invoice, bill of supply, cash memo, credit note or refund voucher, in Hindi and English at once.
//!
//! What must stand on it: CGST Rules 2017, rules 46 (tax invoice), 49 (bill of supply), 51 (refund voucher), 53 (credit note).

use kernel::Paise;
use market::bills::rules::is_of_trial;
use market::bills::{Bill, BillHead, BillKind, BillLine, Standing};
use market::export::papers::UNDER_LUT;
use market::places::OTHER_COUNTRIES;

use crate::words::{FOOT, both, fact, rupees};
use crate::{Block, Column, Moment, Paper, Row, Sheet, Table};

/// What one may read of who receives the goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// Name and address: for the buyer, the hub and the tax office.
    Whole,
    /// The place only: a maker's own copy.
    PlaceOnly,
}

/// The paper of a bill.
pub fn bill(bill: &Bill, copy: Copy) -> Paper {
    let head = &bill.head;
    let (hi, en) = title(head.kind);
    let mut blocks = vec![
        Block::Columns(vec![vec![Block::Title(format!("{hi} / {en}"))], vec![numbers(head)]]),
        Block::Rule,
        Block::Columns(vec![seller(head), recipient(bill, copy)]),
        Block::Table(lines(bill)),
        Block::Columns(vec![notes(bill), vec![sums(head)]]),
    ];
    if is_of_trial(&head.number) {
        let said = "परीक्षण का काग़ज़: कर का बिल नहीं। / Paper of a trial: no bill in law.";
        blocks.insert(1, Block::Framed(vec![Block::Words(said.to_owned())]));
    }
    blocks.push(Block::Small(
        "कंप्यूटर से बना है, हस्ताक्षर ज़रूरी नहीं। / Made by computer; needs no signature.".to_owned(),
    ));
    Paper {
        title: format!("{hi} {}", head.number),
        lang: "hi",
        made: Moment::of(head.issued_at),
        sheet: Sheet::A4,
        blocks,
        foot: FOOT.to_owned(),
    }
}

/// What a kind of bill is called, in Hindi and English.
pub const fn title(kind: BillKind) -> (&'static str, &'static str) {
    match kind {
        BillKind::TaxInvoice => ("कर बीजक", "Tax invoice"),
        BillKind::BillOfSupply => ("आपूर्ति बिल", "Bill of supply"),
        BillKind::CashMemo => ("बिक्री पर्ची", "Cash memo"),
        BillKind::CreditNote => ("क्रेडिट नोट", "Credit note"),
        BillKind::RefundVoucher => ("वापसी पर्ची", "Refund voucher"),
    }
}

fn numbers(head: &BillHead) -> Block {
    let mut facts = vec![
        fact("संख्या / No.", &*head.number),
        fact("तिथि / Date", head.issued_at.day().written()),
        fact("ऑर्डर / Order", &*head.order_code),
        fact("पार्सल / Parcel", &*head.parcel_code),
    ];
    if let Some(corrects) = &head.corrects {
        facts.push(fact("मूल बिल / Original bill", &**corrects));
    }
    Block::Facts(facts)
}

fn seller(head: &BillHead) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading("विक्रेता / Supplier".to_owned()),
        Block::Words(format!("{}\n{}", both(&head.seller), both(&head.seller_address))),
    ];
    let mut facts = Vec::new();
    if !head.gstin.is_empty() {
        facts.push(fact("GSTIN", &*head.gstin));
    }
    if !head.enrolment_no.is_empty() {
        facts.push(fact("नामांकन / Enrolment", &*head.enrolment_no));
    }
    if !both(&head.for_maker).is_empty() {
        facts.push(fact("बनाने वाले / Made by", both(&head.for_maker)));
    }
    if !facts.is_empty() {
        blocks.push(Block::Facts(facts));
    }
    blocks
}

fn recipient(bill: &Bill, copy: Copy) -> Vec<Block> {
    let words = match (&bill.recipient, copy) {
        (Some(to), Copy::Whole) => {
            let parts = [&to.name, &to.house, &to.area, &to.landmark];
            let parts: Vec<&str> =
                parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
            parts.join("\n")
        }
        (Some(_), Copy::PlaceOnly) => {
            "नाम और पता ख़रीदार की निजी बात है / Name and address are kept for the buyer".to_owned()
        }
        (None, _) => "उनके कहने पर मिटाया गया / Erased at the buyer's wish".to_owned(),
    };
    vec![Block::Heading("पाने वाले / Recipient".to_owned()), Block::Words(words), Block::Facts(place(bill))]
}

/// Where the goods went; an address abroad has no pincode.
fn place(bill: &Bill) -> Vec<(String, String)> {
    let head = &bill.head;
    let mut facts = Vec::new();
    if head.supplied_in != OTHER_COUNTRIES {
        facts.push(fact("पिनकोड / PIN", &*bill.pin));
    }
    let name = both(&head.supplied_in_name);
    facts.push(fact("आपूर्ति का स्थान / Place of supply", format!("{name} ({})", head.supplied_in)));
    facts
}

/// Which columns of tax a bill has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taxes {
    None,
    Halves,
    Integrated,
}

const fn taxes(head: &BillHead) -> Taxes {
    if head.igst.0 != 0 {
        Taxes::Integrated
    } else if head.cgst.0 != 0 || head.sgst.0 != 0 {
        Taxes::Halves
    } else {
        Taxes::None
    }
}

fn lines(bill: &Bill) -> Table {
    let taxes = taxes(&bill.head);
    let mut columns = vec![
        Column::words("माल / Goods"),
        Column::short("HSN"),
        Column::number("नग / Nos"),
        Column::number("दाम / Price"),
    ];
    if taxes != Taxes::None {
        columns.push(Column::number("कर योग्य / Taxable"));
        columns.push(Column::number("दर / Rate"));
    }
    match taxes {
        Taxes::None => {}
        Taxes::Halves => columns.extend([Column::number("CGST"), Column::number("SGST")]),
        Taxes::Integrated => columns.push(Column::number("IGST")),
    }
    columns.push(Column::number("कुल / Total"));
    Table { columns, rows: bill.lines.iter().map(|line| row(line, taxes)).collect() }
}

fn row(line: &BillLine, taxes: Taxes) -> Row {
    let count = if line.quantity == 0 { String::new() } else { line.quantity.to_string() };
    let price = if line.quantity == 0 { String::new() } else { rupees(line.unit) };
    let mut cells = vec![both(&line.name), line.hsn.clone(), count, price];
    if taxes != Taxes::None {
        cells.extend([rupees(line.taxable), line.rate.to_string()]);
    }
    match taxes {
        Taxes::None => {}
        Taxes::Halves => cells.extend([rupees(line.cgst), rupees(line.sgst)]),
        Taxes::Integrated => cells.push(rupees(line.igst)),
    }
    cells.push(rupees(line.gross));
    Row::plain(cells)
}

fn sums(head: &BillHead) -> Block {
    let mut rows = Vec::new();
    let mut add = |name: &str, amount: Paise| rows.push(Row::plain([name.to_owned(), rupees(amount)]));
    match taxes(head) {
        Taxes::None => {}
        Taxes::Halves => {
            add("कर योग्य मूल्य / Taxable value", head.taxable);
            add("CGST", head.cgst);
            add("SGST", head.sgst);
        }
        Taxes::Integrated => {
            add("कर योग्य मूल्य / Taxable value", head.taxable);
            add("IGST", head.igst);
        }
    }
    let name = match head.kind {
        BillKind::CreditNote | BillKind::RefundVoucher => "वापस / Given back",
        BillKind::TaxInvoice | BillKind::BillOfSupply | BillKind::CashMemo => "कुल / Total",
    };
    rows.push(Row::sum([name.to_owned(), rupees(head.total)]));
    Block::Table(Table { columns: vec![Column::words(""), Column::number("")], rows })
}

/// What its maker has cut off the price of the goods on a bill of a supply.
fn cut(bill: &Bill) -> Option<Paise> {
    let is_supply =
        matches!(bill.head.kind, BillKind::TaxInvoice | BillKind::BillOfSupply | BillKind::CashMemo);
    let of_line = |line: &BillLine| line.unit.times(line.quantity)?.minus(line.gross);
    let cuts = bill.lines.iter().filter(|line| line.quantity > 0).filter_map(of_line);
    Paise::sum(cuts).filter(|cut| is_supply && *cut > Paise::ZERO)
}

/// What the law wants said.
fn notes(bill: &Bill) -> Vec<Block> {
    let head = &bill.head;
    let mut notes = Vec::new();
    let mut say = |words: &str| notes.push(Block::Small(words.to_owned()));
    // A discount lessens the value of a supply if it stands on its bill. Source: CGST Act 2017, s.15(3)(a).
    if let Some(cut) = cut(bill) {
        say(&format!("दाम में से बिक्री से पहले दी गई छूट / Discount given before the supply: {}", rupees(cut)));
    }
    match (head.kind, head.standing) {
        (BillKind::RefundVoucher, _) => {
            say("माल भेजा नहीं गया; चुकाए पैसे वापस किए गए। / The goods never left; what was paid goes back.");
        }
        (BillKind::CreditNote, _) => {
            say("ऊपर की पंक्तियाँ मूल बिल से घटाई गईं। / The lines above are taken back from the original bill.");
        }
        (_, Standing::Composition) => say(
            "कंपोज़ीशन करदाता; आपूर्ति पर कर लेने का अधिकार नहीं। / Composition taxable person, not eligible to collect tax on supplies.",
        ),
        (_, Standing::Unregistered) => {
            say(
                "विक्रेता GST में पंजीकृत नहीं; दाम में कर नहीं है। / Supplier not registered under GST; no tax in the price.",
            );
        }
        (BillKind::TaxInvoice, Standing::Regular) if head.supplied_in == OTHER_COUNTRIES => say(UNDER_LUT),
        (BillKind::TaxInvoice, Standing::Regular) => {
            say("मूल प्रति, ख़रीदार के लिए / Original for recipient");
            say("रिवर्स चार्ज पर कर: नहीं / Tax payable on reverse charge: No");
        }
        (_, Standing::Regular) => say("कर-मुक्त माल / Goods exempt from tax"),
    }
    notes
}
