//! What goes with goods to another country: commercial invoice, packing list, the form of customs on the box. In English, as the
//! post and customs of other countries read it.
//!
//! What must stand on them: CGST Rules 2017, rule 46 (export invoice); Universal Postal Union, CN 22 and CN 23.

use kernel::Paise;
use market::export::case::Case;
use market::export::papers::{ORIGIN, UNDER_LUT, gross_parts, invoice_number};
use market::export::rules::{Form, in_hundredths, rate_written, written};

use crate::words::{FOOT, fact, rupees};
use crate::{Block, Column, Moment, Paper, Row, Sheet, Table};

/// All papers of a case: invoice, packing list, form of customs.
pub fn export_papers(case: &Case) -> Vec<Paper> {
    vec![commercial_invoice(case), packing_list(case), customs_form(case)]
}

fn paper(case: &Case, name: &str, blocks: Vec<Block>) -> Paper {
    let at = case.bill.as_ref().map_or(case.row.opened_at, |(_, at)| *at);
    Paper {
        title: format!("{name} {}", case.row.order_code),
        lang: "en",
        made: Moment::of(at),
        sheet: Sheet::A4,
        blocks,
        foot: FOOT.to_owned(),
    }
}

/// An amount in the money of the papers; nothing if no rate is known.
fn foreign(case: &Case, amount: Paise) -> String {
    let hundredths = case.row.rupees_e4.and_then(|rate| in_hundredths(amount, rate));
    hundredths.map_or_else(String::new, |hundredths| written(&case.row.currency, hundredths))
}

fn exporter(case: &Case) -> Vec<Block> {
    let one = &case.exporter;
    let mut facts = vec![fact("IEC", &*one.iec), fact("AD code", &*one.ad_code)];
    if !one.gstin.is_empty() {
        facts.push(fact("GSTIN", &*one.gstin));
    }
    facts.push(fact("LUT (ARN)", format!("{}, until {}", one.lut_number, one.lut_until.written())));
    vec![
        Block::Heading("Exporter".to_owned()),
        Block::Words(format!("{}\n{}\n{} INDIA", one.name, one.place, one.pincode)),
        Block::Facts(facts),
    ]
}

fn consignee(case: &Case) -> Vec<Block> {
    let to = &case.buyer;
    let address = [to.name.clone(), to.street.clone(), to.town(), case.country.en.to_uppercase()];
    vec![
        Block::Heading("Consignee".to_owned()),
        Block::Words(address.join("\n")),
        Block::Facts(vec![fact("Phone", &*to.phone)]),
    ]
}

fn numbers(case: &Case) -> Block {
    let day = case.bill.as_ref().map_or(case.row.opened_at, |(_, at)| *at).day();
    let mut facts = vec![
        fact("Invoice no.", invoice_number(case)),
        fact("Date", day.written()),
        fact("Order", &*case.row.order_code),
    ];
    if let Some(article) = case.row.article.as_ref().or(case.row.posted_as.as_ref()) {
        facts.push(fact("Postal article", &**article));
    }
    if !case.row.certificate.is_empty() {
        facts.push(fact("Phytosanitary certificate", &*case.row.certificate));
    }
    Block::Facts(facts)
}

fn commercial_invoice(case: &Case) -> Paper {
    let columns = vec![
        Column::words("Description of goods"),
        Column::short("HS code"),
        Column::number("Qty"),
        Column::number("Unit value"),
        Column::number("Value"),
        Column::number("In foreign money"),
    ];
    let rows = case.lines.iter().map(|line| {
        Row::plain([
            format!("{}, of {}", line.describes, line.material),
            line.hs8.clone(),
            format!("{} nos", line.quantity),
            rupees(line.unit),
            rupees(line.value),
            foreign(case, line.value),
        ])
    });
    let total = case.value().plus(case.row.freight).unwrap_or_default();
    let sums = vec![
        Row::plain(["FOB value".to_owned(), rupees(case.value()), foreign(case, case.value())]),
        Row::plain(["Freight".to_owned(), rupees(case.row.freight), foreign(case, case.row.freight)]),
        Row::sum(["Total charged, INR".to_owned(), rupees(total), foreign(case, total)]),
    ];
    let rate = case.row.rupees_e4.map_or_else(String::new, |rate| {
        format!("Charged in INR. 1 {} = INR {}, for orientation.", case.row.currency, rate_written(rate))
    });
    let blocks = vec![
        Block::Columns(vec![vec![Block::Title("Commercial invoice".to_owned())], vec![numbers(case)]]),
        Block::Rule,
        Block::Columns(vec![exporter(case), consignee(case)]),
        Block::Framed(vec![Block::Words(UNDER_LUT.to_owned())]),
        Block::Table(Table { columns, rows: rows.collect() }),
        Block::Columns(vec![
            vec![
                Block::Facts(vec![
                    fact("Country of origin", ORIGIN),
                    fact("Country of destination", &*case.country.en),
                    fact("Terms", "Delivered at place, duties unpaid: the buyer pays them on arrival"),
                ]),
                Block::Small(rate),
            ],
            vec![Block::Table(Table {
                columns: vec![Column::words(""), Column::number("INR"), Column::number("")],
                rows: sums,
            })],
        ]),
        Block::Small("We declare that this invoice shows the actual price of the goods and that all particulars are true and correct.".to_owned()),
    ];
    paper(case, "Commercial invoice", blocks)
}

fn packing_list(case: &Case) -> Paper {
    let columns = vec![
        Column::words("Description of goods"),
        Column::short("HS code"),
        Column::number("Qty"),
        Column::number("Net, g"),
        Column::number("Gross, g"),
    ];
    let parts = gross_parts(case);
    let mut rows: Vec<Row> = case
        .lines
        .iter()
        .zip(&parts)
        .map(|(line, gross_g)| {
            Row::plain([
                format!("{}, of {}", line.describes, line.material),
                line.hs8.clone(),
                format!("{} nos", line.quantity),
                (line.net_g * line.quantity).to_string(),
                gross_g.to_string(),
            ])
        })
        .collect();
    let net: i64 = case.lines.iter().map(|line| line.net_g * line.quantity).sum();
    let pieces: i64 = case.lines.iter().map(|line| line.quantity).sum();
    let gross = case.row.gross_g.unwrap_or_default();
    rows.push(Row::sum([
        "1 box".to_owned(),
        String::new(),
        format!("{pieces} nos"),
        net.to_string(),
        gross.to_string(),
    ]));
    let sides = [case.row.length_mm, case.row.breadth_mm, case.row.height_mm];
    let sides: Vec<String> = sides.iter().flatten().map(|side| (side / 10).to_string()).collect();
    let blocks = vec![
        Block::Columns(vec![vec![Block::Title("Packing list".to_owned())], vec![numbers(case)]]),
        Block::Rule,
        Block::Columns(vec![exporter(case), consignee(case)]),
        Block::Table(Table { columns, rows }),
        Block::Facts(vec![
            fact("Box, cm", sides.join(" × ")),
            fact("Marks", &*case.box_name),
            fact("Country of origin", ORIGIN),
        ]),
    ];
    paper(case, "Packing list", blocks)
}

fn customs_form(case: &Case) -> Paper {
    let (title, name) = match case.form() {
        Form::Cn22 => ("Customs declaration CN 22", "CN 22"),
        Form::Cn23 => ("Customs declaration CN 23", "CN 23"),
    };
    let columns = vec![
        Column::words("Detailed description of contents"),
        Column::number("Qty"),
        Column::number("Net, kg"),
        Column::number("Value"),
        Column::short("HS tariff number"),
        Column::short("Origin"),
    ];
    let kilograms = |grams: i64| format!("{}.{:03}", grams / 1_000, grams % 1_000);
    let mut rows: Vec<Row> = case
        .lines
        .iter()
        .map(|line| {
            Row::plain([
                format!("{}, of {}", line.describes, line.material),
                line.quantity.to_string(),
                kilograms(line.net_g * line.quantity),
                rupees(line.value),
                line.hs8.clone(),
                "IN".to_owned(),
            ])
        })
        .collect();
    rows.push(Row::sum([
        "Total".to_owned(),
        String::new(),
        format!("gross {}", kilograms(case.row.gross_g.unwrap_or_default())),
        rupees(case.value()),
        String::new(),
        String::new(),
    ]));
    let mut blocks = vec![Block::Columns(vec![
        vec![Block::Title(title.to_owned())],
        vec![Block::Facts(vec![
            fact("Designated operator", "India Post"),
            fact("Category", "[x] Sale of goods"),
        ])],
    ])];
    if let Some(article) = case.row.article.as_ref().or(case.row.posted_as.as_ref()) {
        blocks.push(Block::Bars(article.clone()));
    }
    blocks.push(Block::Columns(vec![exporter(case), consignee(case)]));
    blocks.push(Block::Table(Table { columns, rows }));
    blocks.push(Block::Facts(vec![
        fact("Invoice no.", invoice_number(case)),
        fact("Certificate no.", if case.row.certificate.is_empty() { "none" } else { &case.row.certificate }),
        fact("Postage", rupees(case.row.freight)),
        fact("Value in foreign money", foreign(case, case.value())),
    ]));
    blocks.push(Block::Words(
        "I, the undersigned, whose name and address are given on the item, certify that the particulars given in this declaration \
         are correct and that this item does not contain any dangerous article or articles prohibited by legislation or by postal \
         or customs regulations."
            .to_owned(),
    ));
    blocks.push(Block::Facts(vec![fact("Date and sender's signature", "_____________________________")]));
    paper(case, name, blocks)
}
