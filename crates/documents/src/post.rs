//! What goes with a shipment: the sticker on the box, the slip inside, the list a counter signs.
//!
//! In Hindi and English at once: who packs reads one, who carries may read the other.

use kernel::{Day, Words};
use market::bookings::{Counted, PostOffice, Sticker, Story, counted};
use market::delivery::Carrier;
use market::hubs::{Run, Stop};
use market::returns::Fetching;

use crate::words::{FOOT, both, fact};
use crate::{Block, Column, Moment, Paper, Row, Sheet, Table};

/// On what stickers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StickerSheet {
    /// One on a small sheet.
    A6,
    /// One on an ordinary sheet, to be folded once into a pouch.
    A4,
}

/// The sticker of a shipment: the carrier's number as bars, the address, the order.
pub fn sticker(one: &Sticker, office: &PostOffice, sheet: StickerSheet, today: Day) -> Paper {
    let (carrier_hi, carrier_en) = carried_by(one.carrier);
    let mut head = format!("{carrier_hi} / {carrier_en}");
    if one.is_food {
        head.push_str(" · खाने का सामान / FOOD");
    }
    let mut blocks = vec![Block::Heading(head)];
    if let Some(number) = &one.number {
        blocks.push(Block::Bars(number.clone()));
    }
    blocks.push(Block::Framed(address(one)));
    let mut facts = vec![
        fact("ऑर्डर / Order", &*one.order_code),
        fact("पार्सल / Parcels", one.parcels.join(", ")),
        fact("वज़न / Weight", weighed(one)),
    ];
    if one.number.is_none() {
        facts.push(fact("डाक संख्या / Article", "____________________"));
    }
    blocks.push(Block::Facts(facts));
    blocks.push(Block::Small(format!(
        "भेजने वाले / From: {}, {}, {}",
        both(&office.name),
        both(&office.address),
        office.pincode
    )));
    Paper {
        title: format!("{} {}", one.order_code, one.number.as_deref().unwrap_or("")),
        lang: "hi",
        made: Moment::of(today.starts()),
        sheet: match sheet {
            StickerSheet::A6 => Sheet::A6,
            StickerSheet::A4 => Sheet::A4,
        },
        blocks,
        foot: FOOT.to_owned(),
    }
}

const fn carried_by(carrier: Carrier) -> (&'static str, &'static str) {
    match carrier {
        Carrier::IndiaPost => ("स्पीड पोस्ट", "Speed Post"),
        Carrier::Agent => ("कूरियर", "Courier"),
        Carrier::Counter => ("ख़रीदार काउंटर से ले जाएँगे", "Fetched at a counter"),
        Carrier::OwnHands => ("देवघर मार्ट के अपने हाथ", "DeogharMart's own runner"),
    }
}

fn weighed(one: &Sticker) -> String {
    let [length, breadth, height] = one.measures_mm.map(|side| side / 10);
    let grams = format!("{} g", one.weight_g);
    if length == 0 { grams } else { format!("{grams}, {length} × {breadth} × {height} cm") }
}

fn address(one: &Sticker) -> Vec<Block> {
    let Some(to) = &one.to else {
        return vec![Block::Words("उनके कहने पर मिटाया गया / Erased at the buyer's wish".to_owned())];
    };
    let place = format!("{}, {}", one.district, one.state_name.en);
    let mut lines = one.street();
    if one.goes_abroad {
        return abroad(&to.name, &lines.join("\n"));
    }
    lines.push(&place);
    vec![
        Block::Small("पाने वाले / To".to_owned()),
        Block::Title(to.name.clone()),
        Block::Words(lines.join("\n")),
        Block::Title(format!("PIN {}", one.pin)),
        Block::Words(format!("फ़ोन / Phone {}", to.mobile.ten_digits())),
    ]
}

/// An address in another country: no pincode of ours and no telephone of ours; hers is on the form of customs.
fn abroad(name: &str, street: &str) -> Vec<Block> {
    vec![Block::Small("To".to_owned()), Block::Title(name.to_owned()), Block::Words(street.to_owned())]
}

/// The slip inside a box: what is in it and who made it, in her own words.
pub fn packing_slip(one: &Sticker, stories: &[Story], today: Day) -> Paper {
    let mut blocks = vec![
        Block::Title("आपका सामान / Your goods".to_owned()),
        Block::Facts(vec![fact("ऑर्डर / Order", &*one.order_code), fact("तिथि / Date", today.written())]),
    ];
    let mut rows = Vec::new();
    for story in stories {
        for good in &story.goods {
            let label = both(&good.label);
            let name = both(&good.name);
            let name = if label.is_empty() { name } else { format!("{name} ({label})") };
            rows.push(Row::plain([name, both(&story.name), good.quantity.to_string()]));
        }
    }
    let columns = vec![
        Column::words("सामान / Goods"),
        Column::words("किसने बनाया / Made by"),
        Column::number("नग / Nos"),
    ];
    blocks.push(Block::Table(Table { columns, rows }));
    blocks.extend(stories.iter().map(card));
    blocks.push(Block::Words(
        "खोलते समय फ़ोटो लें। कुछ टूटा या कम हो तो उसी दिन ऑर्डर के पेज से बताएँ।\n\
         Take a photo while opening. If something is broken or missing, tell us the same day on your order's page."
            .to_owned(),
    ));
    Paper {
        title: format!("पर्ची {}", one.order_code),
        lang: "hi",
        made: Moment::of(today.starts()),
        sheet: Sheet::A4,
        blocks,
        foot: FOOT.to_owned(),
    }
}

/// A maker, as she is introduced to whoever opens the box.
fn card(story: &Story) -> Block {
    let mut blocks = vec![
        Block::Heading(both(&story.name)),
        Block::Small(format!("{} · पार्सल / Parcel {}", both(&story.village), story.parcel_code)),
    ];
    for words in [&story.story.hi, &story.story.en] {
        if !words.is_empty() {
            blocks.push(Block::Words(words.clone()));
        }
    }
    Block::Framed(blocks)
}

/// The list a carrier signs when a hub's shipments are handed over.
pub fn manifest(all: &[Sticker], office: &PostOffice, carrier: Carrier, day: Day) -> Paper {
    let (carrier_hi, carrier_en) = carried_by(carrier);
    let Counted { shipments, weight_g } = counted(all);
    let row = |(n, one): (usize, &Sticker)| {
        let name = one.to.as_ref().map_or("", |to| to.name.as_str());
        Row::plain([
            n.to_string(),
            one.number.clone().unwrap_or_default(),
            one.order_code.clone(),
            name.to_owned(),
            format!("{} {}", one.district, one.pin),
            one.weight_g.to_string(),
        ])
    };
    let mut rows: Vec<Row> = (1..).zip(all).map(row).collect();
    let sum = format!("{shipments} खेप / shipments");
    rows.push(Row::sum([
        String::new(),
        sum,
        String::new(),
        String::new(),
        String::new(),
        weight_g.to_string(),
    ]));
    let columns = vec![
        Column::number("क्र. / No."),
        Column::short("संख्या / Number"),
        Column::short("ऑर्डर / Order"),
        Column::words("नाम / Name"),
        Column::words("जगह / Place"),
        Column::number("ग्राम / g"),
    ];
    let signed = |who: &str| vec![Block::Words(format!("{who}\n\n\n_______________________"))];
    Paper {
        title: format!("सुपुर्दगी सूची {}", day.written()),
        lang: "hi",
        made: Moment::of(day.starts()),
        sheet: Sheet::A4,
        blocks: vec![
            Block::Title(format!("सुपुर्दगी सूची / Manifest · {carrier_hi} / {carrier_en}")),
            Block::Facts(vec![
                fact("केंद्र / Hub", place(&office.name, &office.address)),
                fact("तिथि / Date", day.written()),
            ]),
            Block::Table(Table { columns, rows }),
            Block::Columns(vec![
                signed("केंद्र संचालक / Hub keeper"),
                signed("लेने वाले के हस्ताक्षर, मुहर, समय / Received: signature, stamp, time"),
            ]),
        ],
        foot: FOOT.to_owned(),
    }
}

fn place(name: &Words, address: &Words) -> String {
    format!("{}, {}", both(name), both(address))
}

/// The round to makers: village by village, whom to call, what to fetch.
pub fn round(stops: &[Stop], office: &PostOffice, day: Day) -> Paper {
    let row = |(n, stop): (usize, &Stop)| {
        Row::plain([
            n.to_string(),
            both(&stop.village),
            format!("{}\n{}", both(&stop.name), stop.mobile),
            stop.parcel_code.clone(),
            stop.pieces.to_string(),
            String::new(),
        ])
    };
    let columns = vec![
        Column::number("क्र. / No."),
        Column::words("गाँव / Village"),
        Column::words("कारीगर, फ़ोन / Maker, phone"),
        Column::short("पार्सल / Parcel"),
        Column::number("नग / Nos"),
        Column::short("मिला ✓ / Taken"),
    ];
    let table = Table { columns, rows: (1..).zip(stops).map(row).collect() };
    listed("गाँवों का चक्कर / Round to makers", table, office, day)
}

/// The runner's list: where to, whom to call, and a box for the code each buyer says, the codes themselves are not printed; and what is
/// fetched at doors because it comes back.
pub fn runner_list((runs, fetches): (&[Run], &[Fetching]), office: &PostOffice, day: Day) -> Paper {
    let row = |(n, run): (usize, &Run)| {
        let one = &run.sticker;
        let (name, mobile) =
            one.to.as_ref().map_or(("", ""), |to| (to.name.as_str(), to.mobile.ten_digits()));
        let place = [&one.street()[..], &[&format!("{} {}", one.district, one.pin)]].concat().join(", ");
        Row::plain([
            n.to_string(),
            format!("{name}\n{mobile}"),
            place,
            one.order_code.clone(),
            "_ _ _ _ _ _".to_owned(),
        ])
    };
    let fetch = |(n, one): (usize, &Fetching)| {
        let from = one.from.get();
        let (name, mobile) = from.map_or(("", ""), |from| (from.name.as_str(), from.mobile.ten_digits()));
        let place = from.map(|from| format!("{}, {}", from.house, from.area)).unwrap_or_default();
        Row::plain([
            n.to_string(),
            format!("{name}\n{mobile}"),
            place,
            format!("{} × {}", one.quantity, one.good.hi),
            "वापस लाएँ / bring back".to_owned(),
        ])
    };
    let columns = vec![
        Column::number("क्र. / No."),
        Column::words("नाम, फ़ोन / Name, phone"),
        Column::words("पता / Address"),
        Column::short("ऑर्डर / Order"),
        Column::short("कोड / Code"),
    ];
    let rows = (1..).zip(runs).map(row).chain((runs.len() + 1..).zip(fetches).map(fetch)).collect();
    let table = Table { columns, rows };
    listed("घर पहुँचाने की सूची / Runner's list", table, office, day)
}

fn listed(title: &str, table: Table, office: &PostOffice, day: Day) -> Paper {
    Paper {
        title: format!("{title} {}", day.written()),
        lang: "hi",
        made: Moment::of(day.starts()),
        sheet: Sheet::A4,
        blocks: vec![
            Block::Title(title.to_owned()),
            Block::Facts(vec![
                fact("केंद्र / Hub", place(&office.name, &office.address)),
                fact("तिथि / Date", day.written()),
            ]),
            Block::Table(table),
        ],
        foot: FOOT.to_owned(),
    }
}
