//! Stalls in words and tables, for whoever looks after them.

use market::stalls::{Reaches, Sale, Stall, StallSales};

use crate::parts::{Column, Row, Table, TableRow};
use crate::text::Text;

/// A stall in a list, with what was sold through it.
pub(super) fn row(t: &Text, stall: &Stall, sales: &[StallSales], href: String) -> Row {
    let sold = sales.iter().find(|sold| sold.stall == stall.id);
    let orders = sold.map_or(0, |sold| usize::try_from(sold.orders).unwrap_or(0));
    let standing = t.say("stall-sold").set("count", orders);
    let until = t.say("stall-until").set("day", t.day(&stall.until)).to_string();
    Row {
        href,
        title: t.pick(&stall.name).to_owned(),
        figure: sold.map(|sold| t.money(&sold.goods)).unwrap_or_default(),
        note: t.pick(&stall.place).to_owned(),
        standing: format!("{standing} · {} · {until}", t.get(&format!("stall-state-{}", stall.state))),
    }
}

const fn reaches(way: Reaches) -> &'static str {
    match way {
        Reaches::Brought => "stall-brought",
        Reaches::Fetched => "stall-fetched",
        Reaches::Across => "stall-across",
    }
}

/// The orders that began at a stall.
pub(super) fn table(t: &Text, sales: &[Sale]) -> Table {
    let column = |key: &str, figures| Column { label: t.get(key), figures };
    let row = |sale: &Sale| TableRow {
        href: None,
        cells: vec![
            t.moment(&sale.at),
            t.get(reaches(sale.reaches)),
            t.get(&format!("stall-order-{}", sale.state)),
            sale.pieces.to_string(),
            t.money(&sale.goods),
        ],
    };
    Table {
        caption: t.get("stall-sales"),
        columns: vec![
            column("stall-when", false),
            column("stall-way", false),
            column("stall-stands", false),
            column("stall-pieces", true),
            column("stall-goods", true),
        ],
        rows: sales.iter().map(row).collect(),
    }
}
