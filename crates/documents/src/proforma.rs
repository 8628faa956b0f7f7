//! A proforma of an offer to an institution: what would be sold, delivered and paid when. It is no bill and has no number of a series; the
//! bills follow with each delivery.

use kernel::Paise;
use market::institutions::enquiry::Enquiry;
use market::institutions::offer::{Offer, Stage};

use crate::words::{FOOT, both, fact, rupees};
use crate::{Block, Column, Moment, Paper, Row, Sheet, Table};

/// The paper.
pub fn proforma(enquiry: &Enquiry, offer: &Offer) -> Paper {
    let title = "प्रोफ़ॉर्मा / Proforma invoice";
    let who = &enquiry.contact;
    let number = format!("{} / {}", enquiry.row.code, offer.row.no);
    let mut buyer = vec![
        fact("ख़रीदार / Buyer", &*who.organisation),
        fact("नाम / Name", &*who.name),
        fact("पता / Address", format!("{}, {}", who.house, who.area)),
        fact("पिनकोड / PIN", format!("{} {}", enquiry.row.district, enquiry.row.pin.as_str())),
    ];
    if !who.gstin.is_empty() {
        buyer.push(fact("GSTIN", &*who.gstin));
    }
    let numbers = vec![
        fact("संख्या / Number", number),
        fact("तिथि / Date", offer.row.made_at.day().written()),
        fact("तब तक मान्य / Valid until", offer.row.valid_until.plus_ms(-1).day().written()),
    ];
    let mut blocks = vec![
        Block::Title(title.to_owned()),
        Block::Rule,
        Block::Columns(vec![vec![Block::Facts(buyer)], vec![Block::Facts(numbers)]]),
    ];
    for stage in &offer.stages {
        let day = stage.row.day.written();
        blocks.push(Block::Heading(format!("डिलीवरी {0} / Delivery {0}: {day}", stage.row.no)));
        blocks.push(Block::Table(stage_table(stage)));
    }
    let rest = Paise(offer.whole().0 - offer.ahead().0);
    blocks.push(Block::Facts(vec![
        fact("नग / Pieces", offer.pieces().to_string()),
        fact("कुल, कर सहित / Whole, tax included", rupees(offer.whole())),
        fact("पहले देना है / Payable in advance", format!("{} ({})", rupees(offer.ahead()), offer.row.advance)),
        fact("भेजने से पहले बाकी / Balance before dispatch", rupees(rest)),
    ]));
    blocks.push(Block::Small(
        "यह कर का बिल नहीं है। कर का बिल हर डिलीवरी के साथ, बनाने वाले या उसके विक्रेता के नाम से मिलेगा। / \
         This is not a tax invoice. Tax invoices come with each delivery, in the name of the maker or her seller."
            .to_owned(),
    ));
    Paper {
        title: format!("{title} {}", enquiry.row.code),
        lang: "hi",
        made: Moment::of(offer.row.made_at),
        sheet: Sheet::A4,
        blocks,
        foot: FOOT.to_owned(),
    }
}

fn stage_table(stage: &Stage) -> Table {
    let columns = vec![
        Column::words("सामान / Goods"),
        Column::words("कारीगर / Maker"),
        Column::number("नग / Pieces"),
        Column::number("एक का दाम / Each"),
        Column::number("रक़म / Amount"),
    ];
    let mut rows: Vec<Row> = stage
        .lines
        .iter()
        .map(|line| {
            Row::plain([
                both(&line.name()),
                both(&line.maker_name()),
                line.pieces.to_string(),
                rupees(line.unit),
                rupees(line.sum()),
            ])
        })
        .collect();
    let beside = |label: &str, amount: Paise| {
        [label.to_owned(), String::new(), String::new(), String::new(), rupees(amount)]
    };
    rows.push(Row::plain(beside("पहुँचाई / Freight", stage.row.freight)));
    rows.push(Row::sum(beside("जोड़ / Sum", stage.whole())));
    Table { columns, rows }
}
