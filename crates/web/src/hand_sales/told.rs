//! Hand sales in words: why one did not come about, how one stands.

use kernel::Paise;
use market::hand_sales::{HandSale, SaleError, Way};
use market::orders::Order;
use market::quotes::WhyNot;

use crate::basket::told::refused;
use crate::basket::told::why_not;
use crate::parts::{Row, Wrongs};
use crate::text::Text;

/// The key of how a sale is paid.
pub(super) const fn way(way: Way) -> &'static str {
    match way {
        Way::Cash => "hand-way-cash",
        Way::Qr => "hand-way-qr",
        Way::Printed => "hand-way-printed",
    }
}

/// The key of how a sale stands.
pub(super) fn stands(sale: &HandSale) -> &'static str {
    match sale.state {
        Order::Placed => "hand-waits",
        Order::Expired => "hand-unpaid",
        Order::Cancelled => "hand-given-back",
        Order::Confirmed | Order::Completed if sale.way == Way::Printed && sale.is_seen == 0 => {
            "hand-sold-unseen"
        }
        Order::Confirmed | Order::Completed => "hand-sold",
    }
}

/// A sale in a list.
pub(super) fn row(t: &Text, sale: &HandSale) -> Row {
    Row {
        href: t.path(&format!("/hub/sales/{}", sale.code)),
        title: sale.code.clone(),
        figure: t.money(&sale.total),
        note: format!("{} · {}", t.get(way(sale.way)), t.moment(&sale.sold_at)),
        standing: t.get(stands(sale)),
    }
}

/// Why a sale did not come about, at the field where that is mended; `Err` for what is no answer to a form.
pub(super) fn wrongs(t: &Text, cause: SaleError) -> Result<Wrongs, SaleError> {
    let mut wrongs = Wrongs::none();
    let money = |key: &'static str, name: &'static str, amount: &Paise| {
        t.say(key).set(name, t.money(amount)).to_string()
    };
    match cause {
        SaleError::SoldOut(short) => {
            for one in short {
                let why = why_not(t, WhyNot::SoldOut { left: one.left });
                wrongs.add("", format!("{}: {why}", t.pick(&one.name)));
            }
        }
        SaleError::Quote(cause) => refused(t, *cause, &mut wrongs),
        SaleError::NotToday => wrongs.add("", t.get("hand-wrong-not-today")),
        SaleError::TooOld => wrongs.add("", t.get("hand-wrong-too-old")),
        SaleError::Closed(_) => wrongs.add("", t.get("hand-wrong-closed")),
        SaleError::InTrial => wrongs.add("way", t.get("hand-wrong-in-trial")),
        SaleError::BadUtr => wrongs.add("utr", t.get("hand-wrong-utr")),
        SaleError::UtrUsed => wrongs.add("utr", t.get("hand-wrong-utr-used")),
        SaleError::TooMuch { most } => wrongs.add("way", money("hand-wrong-too-much", "most", &most)),
        SaleError::TooMuchUnseen { unseen } => {
            wrongs.add("way", money("hand-wrong-unseen", "unseen", &unseen))
        }
        SaleError::SliceOpen => wrongs.add("", t.get("hand-wrong-slice-open")),
        SaleError::Food => wrongs.add("", t.get("hand-wrong-food")),
        SaleError::NoSlice => wrongs.add("", t.get("hand-wrong-no-slice")),
        SaleError::OtherTotal { total } => wrongs.add("", money("hand-wrong-other-total", "total", &total)),
        SaleError::Bad("slice_goods") => wrongs.add("", t.get("hand-wrong-slice-goods")),
        SaleError::Bad(_) => wrongs.add("", t.get("hand-wrong-unclear")),
        other => return Err(other),
    }
    Ok(wrongs)
}

/// The same in one sentence after the other, for a telephone to show.
pub(super) fn reason(t: &Text, cause: SaleError) -> Result<String, SaleError> {
    let wrongs = wrongs(t, cause)?;
    Ok(wrongs.list.iter().map(|wrong| wrong.says.as_str()).collect::<Vec<_>>().join(" "))
}
