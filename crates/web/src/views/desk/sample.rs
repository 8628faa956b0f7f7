//! Made-up people at their desks, for looking at pages.

mod own;
mod paying;

use kernel::{Day, Lang, Paise, Time, Words};

use super::*;
use crate::page::View;
use crate::parts::Wrongs;
use crate::text::Text;

/// A view with a name for its file and the path it would stand at.
type Shown = (&'static str, &'static str, Box<dyn View>);

fn w(hi: &str, en: &str) -> Words {
    Words::new(hi, en)
}

fn day(date: u8) -> Day {
    Day::of(2026, 11, date).expect("a date")
}

fn at(date: u8, hour: i64) -> Time {
    day(date).starts().plus_minutes(hour * 60)
}

fn key() -> Option<String> {
    Some("k_1".into())
}

fn sunita() -> Words {
    w("सुनीता देवी", "Sunita Devi")
}

fn face(n: usize) -> Face {
    let names = [sunita(), w("बसंती सोरेन", "Basanti Soren")];
    Face {
        id: format!("mkr_{n}"), name: names[n].clone(), village: w("रिखिया", "Rikhia"), picture: None
    }
}

/// Who is at work, and her PIN.
fn family() -> Vec<Shown> {
    let faces = Faces { faces: vec![face(0), face(1)], next: "/maker".into(), form_key: key() };
    let pin =
        |has_one, news| PinPage { maker: sunita(), has_one, news, form_key: key(), wrongs: Wrongs::none() };
    let entry = PinEntry { face: face(0), next: String::new(), form_key: key(), wrongs: Wrongs::none() };
    vec![
        ("desk-who", "/maker/choice", Box::new(WhichMaker { faces })),
        ("desk-pin", "/maker/pin", Box::new(pin(false, None))),
        ("desk-pin-set", "/maker/pin?done=set", Box::new(pin(true, Some("pin-is-set")))),
        ("desk-pin-entry", "/sign-in/pin?maker=mkr_0", Box::new(entry)),
    ]
}

fn hub() -> Words {
    w("मधुपुर पलाश हब", "Madhupur Palash hub")
}

fn goods(count: usize) -> Goods {
    let all = [
        (w("लाल लहठी, कुंदन जड़ी", "Red lahthi, kundan work"), w("2.6 इंच, 12 का सेट", "2.6 inch, set of 12"), 2),
        (w("लाह की चूड़ी, मोर डिज़ाइन", "Lac bangle, peacock"), w("", ""), 12),
    ];
    let good =
        |(name, variant, quantity): (Words, Words, u32)| Good { name, variant, quantity, picture: None };
    Goods { goods: all.into_iter().take(count).map(good).collect() }
}

fn line(n: usize, stands: Stands, ready_by: Option<Day>, late: bool) -> ParcelLine {
    let codes = ["P7K3F9QXT", "PM2PAW6RC", "P4H8VBN2D", "PX5T0KJ9E", "PQ3Z7YMA1"];
    let shares = [98_800, 45_600, 1_26_000, 23_750, 8_550];
    let (code, share) = (codes[n % 5].to_owned(), Paise(shares[n % 5]));
    ParcelLine { id: "pcl_1".into(), code, goods: goods(1 + n % 2), share, stands, ready_by, late }
}

fn parcel(stands: Stands) -> ParcelPage {
    ParcelPage {
        packing: Vec::new(),
        shared: None,
        maker: sunita(),
        id: "pcl_1".into(),
        code: "P7K3F9QXT".into(),
        stands,
        goods: goods(2),
        share: Paise(98_800),
        district: "Ranchi".into(),
        latest: day(29),
        today: day(22),
        asked_at: Some(at(22, 9)),
        ready_by: (stands != Stands::Asked).then(|| day(24)),
        ended_at: (stands == Stands::Delivered).then(|| at(28, 16)),
        reason: String::new(),
        hub: HubPlace {
            name: hub(),
            address: w("प्रखंड कार्यालय के पीछे, मधुपुर", "Behind the block office, Madhupur"),
            hours: "10–17".into(),
        },
        papers: match stands {
            Stands::Shipped | Stands::Delivered => {
                vec![("कर बीजक I42-26-17".into(), "/hi/bills/bil_1".into())]
            }
            _ => Vec::new(),
        },
        labels: Vec::new(),
        chosen: String::new(),
        other_day: String::new(),
        why: String::new(),
        why_words: String::new(),
        already: false,
        form_key: key(),
        wrongs: Wrongs::none(),
    }
}

fn maker_desk(say: &dyn Fn(&str, &str) -> String) -> Vec<Shown> {
    let today = Today {
        maker: sunita(),
        today: day(22),
        asked: 2,
        to_pack: 1,
        month: Paise(4_25_050),
        paid: Paise(48_25_000),
        first: Some(line(1, Stands::Asked, None, false)),
        others: Faces { faces: vec![face(1)], next: String::new(), form_key: key() },
        form_key: key(),
    };
    let idle = Today { asked: 0, to_pack: 0, first: None, ..today.clone() };
    let wrong = ParcelPage {
        chosen: "other".into(),
        wrongs: Wrongs::none().and(
            "ready_day",
            say("तारीख़ आज से लेकर अगले 60 दिन के भीतर की चुनें।", "Choose a date from today to 60 days ahead."),
        ),
        ..parcel(Stands::Asked)
    };
    let no = ParcelPage {
        wrongs: Wrongs::none().and(
            "reason",
            say(
                "मना करने का कारण चुनें या अपने शब्दों में लिखें।",
                "Choose a reason for saying no or write it in your own words.",
            ),
        ),
        ..parcel(Stands::Asked)
    };
    let back = ParcelPage {
        reason: say("दो चूड़ियाँ टूटी हैं", "two bangles are broken"),
        already: true,
        ..parcel(Stands::Accepted)
    };
    let list = MakerParcels {
        maker: sunita(),
        asked: vec![line(0, Stands::Asked, None, false), line(1, Stands::Asked, None, false)],
        to_pack: vec![
            line(2, Stands::Accepted, Some(day(21)), true),
            line(3, Stands::Accepted, Some(day(25)), false),
        ],
        packed: vec![line(4, Stands::Packed, Some(day(22)), false)],
        travelling: vec![line(0, Stands::AtHub, None, false), line(1, Stands::Shipped, None, false)],
        ended: vec![line(2, Stands::Delivered, None, false), line(3, Stands::Declined, None, false)],
    };
    let none = MakerParcels {
        asked: vec![],
        to_pack: vec![],
        packed: vec![],
        travelling: vec![],
        ended: vec![],
        ..list.clone()
    };
    let declined = ParcelPage {
        reason: say("कच्चा माल नहीं है", "no raw material"),
        ..parcel(Stands::Declined)
    };
    vec![
        ("desk-maker", "/maker", Box::new(today)),
        ("desk-maker-idle", "/maker", Box::new(idle)),
        ("desk-parcels", "/maker/parcels", Box::new(list)),
        ("desk-parcels-empty", "/maker/parcels", Box::new(none)),
        ("desk-parcel-asked", "/maker/parcels/pcl_1", Box::new(parcel(Stands::Asked))),
        ("desk-parcel-wrong", "/maker/parcels/pcl_1", Box::new(wrong)),
        ("desk-parcel-no", "/maker/parcels/pcl_1", Box::new(no)),
        ("desk-parcel-accepted", "/maker/parcels/pcl_1", Box::new(parcel(Stands::Accepted))),
        (
            "desk-parcel-late",
            "/maker/parcels/pcl_1",
            Box::new(ParcelPage { today: day(26), ..parcel(Stands::Accepted) }),
        ),
        ("desk-parcel-back", "/maker/parcels/pcl_1?already", Box::new(back)),
        ("desk-parcel-packed", "/maker/parcels/pcl_1", Box::new(parcel(Stands::Packed))),
        ("desk-parcel-shipped", "/maker/parcels/pcl_1", Box::new(parcel(Stands::Shipped))),
        ("desk-parcel-delivered", "/maker/parcels/pcl_1", Box::new(parcel(Stands::Delivered))),
        ("desk-parcel-declined", "/maker/parcels/pcl_1", Box::new(declined)),
        (
            "desk-maker-help",
            "/maker/help",
            Box::new(MakerHelp { maker: sunita(), asked: false, form_key: key() }),
        ),
        (
            "desk-maker-called",
            "/maker/help",
            Box::new(MakerHelp { maker: sunita(), asked: true, form_key: key() }),
        ),
    ]
}

fn money() -> Vec<Shown> {
    let line = |date, code: &str, goods: i64, share: i64, stands| MoneyLine {
        day: day(date),
        code: code.into(),
        goods: Paise(goods),
        share: Paise(share),
        freight_tax: Paise(if goods > 1_00_000 { 6_10 } else { 0 }),
        kept: Paise(if goods > 1_00_000 { 5_20 } else { 0 }),
        ahead: Paise(if goods > 1_20_000 { 30_000 } else { 0 }),
        slip: matches!(stands, MoneyStands::OnWay | MoneyStands::Paid { .. }).then(|| "pay_1".to_owned()),
        stands,
    };
    let ahead = |date, code: &str, amount, stands| AheadLine {
        day: day(date),
        code: code.into(),
        amount: Paise(amount),
        stands,
    };
    let paid = |date| MoneyStands::Paid { on: day(date), utr: "SBIN326327004411".into() };
    let book = Money {
        is_shared: false,
        held: Some(market::payouts::WhyReturned::AccountClosed),
        maker: sunita(),
        owed: Paise(4_25_050),
        on_way: Paise(98_800),
        paid: Paise(48_25_000),
        coming: Paise(1_26_000),
        ahead: vec![
            ahead(22, "PQ3Z7YMA1", 36_000, AheadStands::Due),
            ahead(20, "P7K3F9QXT", 29_600, AheadStands::TakenBack),
            ahead(19, "PM2PAW6RC", 13_700, AheadStands::NoRoom),
            ahead(18, "P4H8VBN2D", 37_800, AheadStands::Paid { on: day(19), utr: "SBIN326323004120".into() }),
        ],
        account: Some("…4321, SBIN".into()),
        lines: vec![
            line(21, "P7K3F9QXT", 1_04_000, 98_800, MoneyStands::Due { by: day(25) }),
            line(17, "PM2PAW6RC", 45_600, 45_600, MoneyStands::Late { by: day(20) }),
            line(16, "P4H8VBN2D", 1_30_000, 1_26_000, MoneyStands::OnWay),
            line(12, "PX5T0KJ9E", 25_000, 23_750, paid(14)),
        ],
        month: "2026-11".into(),
    };
    let empty = Money {
        owed: Paise::ZERO,
        on_way: Paise::ZERO,
        paid: Paise::ZERO,
        coming: Paise::ZERO,
        account: None,
        held: None,
        ahead: vec![],
        lines: vec![],
        ..book.clone()
    };
    vec![
        ("desk-money", "/maker/money", Box::new(book)),
        ("desk-money-empty", "/maker/money", Box::new(empty)),
    ]
}

fn hub_desk(say: &dyn Fn(&str, &str) -> String) -> Vec<Shown> {
    let parcel = |code: &str, date: u8| HubLine {
        code: code.into(),
        maker: sunita(),
        village: w("पथलजोर", "Pathaljor"),
        ready_by: Some(day(date)),
    };
    let ship = |place: &str, name: &str, carrier: String, parcels, here| ShipmentLine {
        id: "shp_1".into(),
        name: name.into(),
        place: place.into(),
        carrier,
        latest: day(29),
        parcels,
        here,
    };
    let (post, own) = (say("भारतीय डाक", "India Post"), say("हमारे वाहक", "Our runner"));
    let home = HubHome {
        hub: hub(),
        code: String::new(),
        to_inspect: vec![parcel("P7K3F9QXT", 22), parcel("PM2PAW6RC", 23)],
        ready: vec![ship("Ranchi 834001", "अनीता वर्मा", post.clone(), 2, 2)],
        waiting: vec![ship("Deoghar 814112", "रमेश कुमार", own.clone(), 3, 1)],
        expected: vec![parcel("P4H8VBN2D", 25)],
        here: vec![parcel("PX5T0KJ9E", 21)],
        on_way: vec![
            ship("Bengaluru 560001", "Kavya Rao", post, 1, 1),
            ship("Deoghar 814112", "मीना", own, 1, 1),
        ],
        form_key: key(),
        wrongs: Wrongs::none(),
    };
    let none = HubHome {
        code: "P00".into(),
        to_inspect: vec![],
        ready: vec![],
        waiting: vec![],
        expected: vec![],
        here: vec![],
        on_way: vec![],
        wrongs: Wrongs::none().and(
            "parcel",
            say(
                "इस हब के लिए «P00» कोड का कोई पार्सल नहीं है। कोड फिर से देखकर लिखें।",
                "There is no parcel «P00» for this hub. Look at the code again and type it once more.",
            ),
        ),
        ..home.clone()
    };
    let look = |stands| HubParcelPage {
        standard: Vec::new(),
        hub: hub(),
        code: "P7K3F9QXT".into(),
        stands,
        goods: goods(2),
        maker: sunita(),
        village: w("पथलजोर", "Pathaljor"),
        ready_by: Some(day(22)),
        shipment: "shp_1".into(),
        labels: vec![("पैकेट का लेबल छापें 7K3QMP".into(), "/hi/batches/7K3QMP/label".into())],
        finding: String::new(),
        reason: String::new(),
        already: false,
        form_key: key(),
        wrongs: Wrongs::none(),
    };
    let no_reason = HubParcelPage {
        finding: "goes_back".into(),
        wrongs: Wrongs::none().and(
            "why",
            say(
                "कारण कुछ शब्दों में लिखें, ताकि कारीगर समझ सकें।",
                "Write the reason in a few words so that the maker understands.",
            ),
        ),
        ..look(Stands::Packed)
    };
    vec![
        ("desk-hub", "/hub", Box::new(home)),
        ("desk-hub-wrong", "/hub/parcels?parcel=P00", Box::new(none)),
        ("desk-hub-scan", "/hub/scan", Box::new(ScanPage { hub: hub() })),
        ("desk-hub-parcel", "/hub/parcels/P7K3F9QXT", Box::new(look(Stands::Packed))),
        ("desk-hub-parcel-wrong", "/hub/parcels/P7K3F9QXT", Box::new(no_reason)),
        ("desk-hub-parcel-accepted", "/hub/parcels/P7K3F9QXT", Box::new(look(Stands::Accepted))),
        (
            "desk-hub-parcel-here",
            "/hub/parcels/P7K3F9QXT",
            Box::new(HubParcelPage { already: true, ..look(Stands::AtHub) }),
        ),
        ("desk-hub-parcel-declined", "/hub/parcels/P7K3F9QXT", Box::new(look(Stands::Declined))),
    ]
}

fn shipment(stands: ShipmentStands, by_post: bool, here: usize) -> ShipmentPage {
    let parcel = |n: usize, code: &str, maker: Words| Contents {
        code: code.into(),
        maker,
        stands: if n < here { Stands::AtHub } else { Stands::Accepted },
    };
    ShipmentPage {
        is_fetched: false,
        hub: hub(),
        id: "shp_1".into(),
        order: "DM-7K3F-9QXT-M2PA-W6RC".into(),
        stands,
        by_post,
        courier: None,
        may_choose: by_post,
        address: vec!["अनीता वर्मा".into(), "मकान 14, शिव गली, हरमू".into(), "Ranchi, झारखण्ड 834001".into()],
        mobile: "9876543210".into(),
        weight_g: 1_250,
        food: true,
        latest: day(29),
        article: (stands == ShipmentStands::Shipped && by_post).then(|| "EE473124829IN".into()),
        due: (!by_post).then_some(kernel::Paise(61_200)),
        way: Default::default(),
        scales: Default::default(),
        booked: None,
        parcels: vec![
            parcel(0, "P7K3F9QXT", sunita()),
            parcel(1, "PM2PAW6RC", w("महली बाँस समूह", "Mahli Bamboo Group")),
        ],
        tries_left: 5,
        typed: String::new(),
        already: false,
        form_key: key(),
        may_be_left: !by_post && stands == ShipmentStands::Shipped,
        left: None,
        wrongs: Wrongs::none(),
    }
}

fn shipments(say: &dyn Fn(&str, &str) -> String) -> Vec<Shown> {
    let bad_number = ShipmentPage {
        typed: "EE47312482".into(),
        wrongs: Wrongs::none().and("article", say("डाक नंबर में 2 अक्षर, 9 अंक और अंत में IN होता है, और यह नंबर जाँच में सही नहीं निकला। स्टिकर देखकर फिर लिखें, जैसे EE473124829IN।", "An article number has 2 letters, 9 digits and IN at the end, and this one does not check out. Look at the sticker and enter it again, for example EE473124829IN.")),
        ..shipment(ShipmentStands::Planned, true, 2)
    };
    let bad_code = ShipmentPage {
        tries_left: 3,
        wrongs: Wrongs::none().and(
            "delivery_code",
            say(
                "कोड मेल नहीं खाया। ख़रीदार से फिर पूछें; 3 कोशिशें बाक़ी हैं।",
                "The code does not match. Ask the buyer again; 3 tries are left.",
            ),
        ),
        ..shipment(ShipmentStands::Shipped, false, 2)
    };
    vec![
        ("desk-ship-missing", "/hub/shipments/shp_1", Box::new(shipment(ShipmentStands::Planned, true, 1))),
        ("desk-ship-ready", "/hub/shipments/shp_1", Box::new(shipment(ShipmentStands::Planned, true, 2))),
        ("desk-ship-wrong", "/hub/shipments/shp_1", Box::new(bad_number)),
        ("desk-ship-own", "/hub/shipments/shp_1", Box::new(shipment(ShipmentStands::Planned, false, 2))),
        ("desk-ship-post", "/hub/shipments/shp_1", Box::new(shipment(ShipmentStands::Shipped, true, 2))),
        ("desk-ship-code", "/hub/shipments/shp_1", Box::new(bad_code)),
        (
            "desk-ship-spent",
            "/hub/shipments/shp_1",
            Box::new(ShipmentPage { tries_left: 0, ..shipment(ShipmentStands::Shipped, false, 2) }),
        ),
        (
            "desk-ship-delivered",
            "/hub/shipments/shp_1",
            Box::new(shipment(ShipmentStands::Delivered, false, 2)),
        ),
        (
            "desk-ship-cancelled",
            "/hub/shipments/shp_1",
            Box::new(shipment(ShipmentStands::Cancelled, false, 0)),
        ),
    ]
}

/// Every view of every desk.
pub(in crate::views) fn views(t: &Text) -> Vec<Shown> {
    let hi = t.lang == Lang::Hi;
    let say = |a: &str, b: &str| (if hi { a } else { b }).to_owned();
    let mut all = maker_desk(&say);
    all.extend(family());
    all.extend(own::views());
    all.extend(money());
    all.extend(hub_desk(&say));
    all.extend(shipments(&say));
    all.extend(paying::finance(&say));
    all.extend(paying::batches(&say));
    all
}

/// The slip of a parcel.
pub(super) fn slip() -> Slip {
    Slip {
        id: "pcl_1".into(),
        code: "P7K3F9QXT".into(),
        goods: goods(2),
        maker: sunita(),
        village: w("पथलजोर", "Pathaljor"),
        hub: hub(),
        ready_by: Some(day(24)),
        leads: "/makers/sunita-devi?s=q834".into(),
        labels: vec!["B7K3F9QX".into()],
    }
}

/// The label of a shipment.
pub(super) fn label(by_post: bool) -> Label {
    Label {
        id: "shp_1".into(),
        order: "DM-7K3F-9QXT-M2PA-W6RC".into(),
        by_post,
        name: "अनीता वर्मा".into(),
        address: vec!["मकान 14, शिव गली".into(), "हरमू, पुराने डाकघर के सामने".into(), "Ranchi, Jharkhand".into()],
        pin: "834001".into(),
        mobile: "9876543210".into(),
        parcels: vec!["P7K3F9QXT".into(), "PM2PAW6RC".into()],
        weight_g: 1_250,
        food: true,
        article: None,
        due: (!by_post).then_some(kernel::Paise(61_200)),
        hub: hub(),
        hub_address: w("प्रखंड कार्यालय के पीछे, मधुपुर, देवघर", "Behind the block office, Madhupur, Deoghar"),
        hub_pin: "815353".into(),
        today: day(22),
    }
}
