//! A maker's money on paper: the slip of a payout with every sale it pays, and the statement of a month.

use kernel::{Day, Paise, Words};
use market::ledger::{Kind, Statement};
use market::payouts::{Beside, MemberShare, Payout, Slip, SlipBeside, SlipLine};

use crate::words::{FOOT, both, fact, rupees};
use crate::{Block, Column, Moment, Paper, Row, Sheet, Table};

/// The slip of a payout. `printed` is the moment it stands for: a payout that is still on its way has no end yet.
pub fn slip(maker: &Words, slip: &Slip, printed: Moment) -> Paper {
    let payout = &slip.payout;
    let mut facts = vec![
        fact("कारीगर / Maker", both(maker)),
        fact("रक़म / Amount", rupees(payout.amount)),
        fact("हाल / Stands", stands(payout.state)),
    ];
    if let Some(utr) = &payout.utr {
        facts.push(fact("बैंक की संख्या / UTR", &**utr));
    }
    if let Some(at) = payout.ended_at {
        facts.push(fact("तिथि / Date", at.day().written()));
    }
    if !payout.reason.is_empty() {
        facts.push(fact("वजह / Reason", &*payout.reason));
    }
    let mut blocks = vec![
        Block::Title("भुगतान पर्ची / Payout slip".to_owned()),
        Block::Rule,
        Block::Facts(facts),
        Block::Table(parcels(slip)),
    ];
    if !slip.beside.is_empty() {
        blocks.push(Block::Table(beside(slip)));
    }
    if !slip.members.is_empty() {
        blocks.extend(members(&slip.members));
    }
    let kept = slip.lines.iter().any(|line| line.tcs != Paise::ZERO || line.tds != Paise::ZERO);
    if kept {
        blocks.push(Block::Small(
            "TCS और TDS सरकार के पास आपके नाम जमा हैं; GST और आयकर में वापस या कम होंगे। / TCS and TDS stand to your credit with the tax office."
                .to_owned(),
        ));
    }
    paper("भुगतान पर्ची", printed, blocks)
}

/// Whose of a group's members it is. Tax and what was given back come off the whole, so the shares are of the sales.
fn members(members: &[MemberShare]) -> [Block; 2] {
    let columns =
        vec![Column::words("दीदी / Member"), Column::number("नग / Pieces"), Column::number("हिस्सा / Share")];
    let row = |member: &MemberShare| {
        Row::plain([member.name.clone(), member.pieces.to_string(), rupees(member.share)])
    };
    let sum = Paise::sum(members.iter().map(|member| member.share)).unwrap_or_default();
    let mut rows: Vec<Row> = members.iter().map(row).collect();
    rows.push(Row::sum(["जोड़ / Sum".to_owned(), String::new(), rupees(sum)]));
    let note = "हिस्से बिक्री के हैं, जैसे पैक होते समय तय हुए। कर और लौटाया हुआ पूरे समूह की रक़म से घटता है। / \
                Shares are of the sales, as fixed when packed; tax and what was given back come off the group's sum.";
    [Block::Table(Table { columns, rows }), Block::Small(note.to_owned())]
}

/// The delivered parcels of a payout; what was paid ahead has a column if there is any.
fn parcels(slip: &Slip) -> Table {
    let is_ahead = slip.lines.iter().any(|line| line.ahead != Paise::ZERO);
    let mut columns = vec![
        Column::short("पार्सल / Parcel"),
        Column::short("पहुँचा / Delivered"),
        Column::number("दाम / Price"),
        Column::number("हिस्सा / Share"),
        Column::number("डाक का कर / Freight tax"),
        Column::number("TCS"),
        Column::number("TDS"),
    ];
    columns.extend(is_ahead.then(|| Column::number("पहले / Ahead")));
    columns.push(Column::number("मिला / Paid"));
    let row = |line: &SlipLine| {
        let day = line.delivered_at.map(|at| at.day().written()).unwrap_or_default();
        let less = [line.tcs, line.tds].into_iter().chain(is_ahead.then_some(line.ahead));
        let amounts = [line.goods, line.share, line.freight_tax].into_iter().chain(less.map(Paise::negated));
        let amounts = amounts.chain([line.amount]).map(rupees);
        Row::plain([line.code.clone(), day].into_iter().chain(amounts))
    };
    let mut rows: Vec<Row> = slip.lines.iter().map(row).collect();
    let sum = Paise::sum(slip.lines.iter().map(|line| line.amount)).unwrap_or_default();
    let empty = std::iter::repeat_n(String::new(), columns.len() - 2);
    rows.push(Row::sum(["कुल / Total".to_owned()].into_iter().chain(empty).chain([rupees(sum)])));
    Table { columns, rows }
}

/// What stands beside them, and what all of it comes to.
fn beside(slip: &Slip) -> Table {
    let columns = vec![
        Column::short("पार्सल / Parcel"),
        Column::words("क्या / What"),
        Column::short("तिथि / Date"),
        Column::number("रक़म / Amount"),
    ];
    let row = |line: &SlipBeside| {
        let day = line.at.map(|at| at.day().written()).unwrap_or_default();
        Row::plain([line.code.clone(), what(line.what).to_owned(), day, rupees(line.amount)])
    };
    let mut rows: Vec<Row> = slip.beside.iter().map(row).collect();
    let all = ["भेजा गया / Sent in all".to_owned(), String::new(), String::new(), rupees(slip.payout.amount)];
    rows.push(Row::sum(all));
    Table { columns, rows }
}

const fn what(beside: Beside) -> &'static str {
    match beside {
        Beside::Ahead => "केंद्र ने माना, हिस्सा पहले / accepted, a part ahead",
        Beside::AheadBack => "पार्सल लौटा, पहले मिला घटा / came back, taken off",
        Beside::Claim => "ख़रीदार को लौटाया, घटा / given back to the buyer, taken off",
    }
}

const fn stands(state: Payout) -> &'static str {
    match state {
        Payout::Drafted | Payout::Approved => "भेजा जाएगा / To be sent",
        Payout::Sent => "बैंक के पास / With the bank",
        Payout::Settled => "खाते में / In the account",
        Payout::Returned => "बैंक ने लौटाया, फिर भेजा जाएगा / Returned by the bank, will be sent again",
        Payout::Cancelled => "रद्द / Called off",
    }
}

/// The statement of a span of days, the last one included.
pub fn statement(maker: &Words, statement: &Statement, (from, to): (Day, Day), printed: Moment) -> Paper {
    let facts = vec![
        fact("कारीगर / Maker", both(maker)),
        fact("कब से कब तक / Period", format!("{} – {}", from.written(), to.written())),
    ];
    let columns = vec![
        Column::short("तिथि / Date"),
        Column::words("क्या हुआ / What happened"),
        Column::number("जमा / In"),
        Column::number("निकला / Out"),
        Column::number("बाक़ी / Owed"),
    ];
    let empty = String::new;
    let mut owed = statement.opening;
    let mut rows = vec![Row::plain([
        from.written(),
        "पहले का / Brought forward".to_owned(),
        empty(),
        empty(),
        rupees(owed),
    ])];
    for line in &statement.lines {
        owed = owed.plus(line.amount).unwrap_or(owed);
        let (came, went) = if line.amount.is_negative() {
            (empty(), rupees(line.amount.negated()))
        } else {
            (rupees(line.amount), empty())
        };
        let what = format!("{} {}", happened(line.kind), line.about);
        rows.push(Row::plain([line.at.day().written(), what, came, went, rupees(owed)]));
    }
    let last = "मार्ट पर आपका बाक़ी / Owed to you by the mart".to_owned();
    rows.push(Row::sum([to.written(), last, empty(), empty(), rupees(statement.closing)]));
    let blocks = vec![
        Block::Title("खाता विवरण / Statement".to_owned()),
        Block::Rule,
        Block::Facts(facts),
        Block::Table(Table { columns, rows }),
    ];
    paper("खाता विवरण", printed, blocks)
}

/// An entry of a maker's account in words.
pub const fn happened(kind: Kind) -> &'static str {
    match kind {
        Kind::Delivered => "पार्सल पहुँचा / Parcel delivered",
        Kind::FreightEarned => "डाक ख़र्च के भीतर का कर / Tax inside freight",
        Kind::PayoutSent => "बैंक को भेजा / Sent to the bank",
        Kind::PayoutReturned => "बैंक ने लौटाया / Returned by the bank",
        Kind::PayoutSettled => "खाते में पहुँचा / In the account",
        Kind::Claimed => "ख़रीदार को लौटाया / Given back to a buyer",
        Kind::Advanced => "केंद्र ने पार्सल माना, हिस्सा पहले / Hub accepted a parcel, a part ahead",
        Kind::AdvanceBack => "पहले मिला हिस्सा गिना गया / The part paid ahead is counted",
        Kind::Captured
        | Kind::Deposited
        | Kind::DepositUsed
        | Kind::DepositFreed
        | Kind::FeeCharged
        | Kind::RefundAsked
        | Kind::RefundProcessed
        | Kind::RefundReturned
        | Kind::CashCollected
        | Kind::TokenKept
        | Kind::CashBanked
        | Kind::CashRemitted
        | Kind::CashCounted
        | Kind::Settled
        | Kind::UpiBanked
        | Kind::Corrected
        | Kind::FundMoved => "अन्य / Other",
    }
}

fn paper(title: &str, made: Moment, blocks: Vec<Block>) -> Paper {
    Paper { title: title.to_owned(), lang: "hi", made, sheet: Sheet::A4, blocks, foot: FOOT.to_owned() }
}
